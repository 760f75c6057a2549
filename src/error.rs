//! The one public error: opaque, with the chain of what was being done when it happened.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

/// What went wrong and where.
///
/// Errors are for the whole call that returned them. A document that cannot be read is not an
/// error but a [`RejectRecord`](crate::model::RejectRecord) in the dataset.
///
/// `Display` prints the outermost context; the cause follows in [`std::error::Error::source`].
#[derive(Debug)]
pub struct Error {
    context: Cow<'static, str>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// `Result` with newsmill's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error without a cause.
    pub fn new(context: impl Into<Cow<'static, str>>) -> Self {
        Self { context: context.into(), cause: None }
    }

    /// An error about a file, caused by another error.
    pub(crate) fn at(path: &Path, doing: &str, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { context: format!("{}: {doing}", path.display()).into(), cause: Some(cause.into()) }
    }

    /// Wraps an error in what was being done.
    pub(crate) fn while_doing(
        context: impl Into<Cow<'static, str>>,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { context: context.into(), cause: Some(cause.into()) }
    }

    /// Whether this error, or one below it, is the reader of our output having gone away.
    pub fn is_broken_pipe(&self) -> bool {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = self.cause.as_ref().map(|c| c.as_ref() as _);
        while let Some(error) = cause {
            if let Some(io) = error.downcast_ref::<std::io::Error>() {
                return io.kind() == std::io::ErrorKind::BrokenPipe;
            }
            cause = error.source();
        }
        false
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.context)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|c| c.as_ref() as _)
    }
}

impl From<newsmill_names::Error> for Error {
    fn from(fault: newsmill_names::Error) -> Self {
        Self::new(fault.to_string())
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        Self::while_doing("cannot write the output", cause)
    }
}
