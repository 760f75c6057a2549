//! Damage in compressed or archived bytes, as it travels inside an [`io::Error`].

use std::fmt;
use std::io;

/// What is wrong with compressed or archived bytes.
#[derive(Debug)]
pub(in crate::ingest) struct Damage {
    /// The reason of the reject.
    reason: &'static str,
    /// What is wrong, and where.
    detail: String,
}

impl Damage {
    /// An error of reading that carries the damage.
    pub(in crate::ingest) fn error(reason: &'static str, detail: impl Into<String>) -> io::Error {
        io::Error::other(Self { reason, detail: detail.into() })
    }

    /// Whether an error carries damage already described.
    pub(super) fn is_in(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Self>)
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Damage {}

/// The reason and the detail of a reject for an error of reading.
pub(in crate::ingest) fn reason_and_detail(error: &io::Error) -> (&'static str, String) {
    if let Some(damage) = error.get_ref().and_then(|e| e.downcast_ref::<Damage>()) {
        return (damage.reason, damage.detail.clone());
    }
    if error.kind() == io::ErrorKind::UnexpectedEof {
        ("truncated", format!("the file ends too early: {error}"))
    } else {
        ("unreadable", error.to_string())
    }
}
