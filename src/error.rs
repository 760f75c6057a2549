//! The one public error: opaque, with a kind to act on and the chain of what was being done.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::Path;

/// What went wrong and where.
///
/// An error ends the whole call that returned it. A document that cannot be read is not an error
/// but a [`RejectRecord`](crate::model::RejectRecord) in the dataset.
///
/// `Display` prints the outermost context; the cause follows in [`std::error::Error::source`].
#[derive(Debug)]
pub struct Error {
    kind: Option<ErrorKind>,
    context: Cow<'static, str>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What a caller can do about an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An option or argument has no meaning. Correct the call.
    Usage,
    /// An input is not what it should be: nothing to read, a bundle file of another build, a
    /// decision or annotation that cannot be read. Correct the input.
    Input,
    /// A table of names or words has a fault. The message names file, line and cure.
    Gazetteer,
    /// Another process is writing into the output folder. Wait, or choose another folder.
    Locked,
    /// The reader of our output went away. Nothing is wrong with the output itself.
    BrokenPipe,
    /// The operating system refused: a file or folder cannot be read or written.
    Io,
    /// Anything else.
    Other,
}

/// `Result` with newsmill's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error without a cause, of kind [`ErrorKind::Other`].
    pub fn new(context: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: None, context: context.into(), cause: None }
    }

    /// Wraps an error in what was being done.
    pub fn while_doing(
        context: impl Into<Cow<'static, str>>,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { kind: None, context: context.into(), cause: Some(cause.into()) }
    }

    /// An error about a file, caused by another error.
    pub(crate) fn at(
        path: &Path,
        doing: &str,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::while_doing(format!("{}: {doing}", path.display()), cause)
    }

    /// The same error with a kind of its own.
    #[must_use]
    pub fn with_kind(self, kind: ErrorKind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// What a caller can do about it. Where no kind was given, an I/O error in the chain of causes
    /// gives it.
    pub fn kind(&self) -> ErrorKind {
        match self.io_kind() {
            // Whatever was being done: the reader is gone.
            Some(io::ErrorKind::BrokenPipe) => ErrorKind::BrokenPipe,
            Some(_) => self.kind.unwrap_or(ErrorKind::Io),
            None => self.kind.unwrap_or(ErrorKind::Other),
        }
    }

    /// The kind of the first I/O error in the chain of causes.
    fn io_kind(&self) -> Option<io::ErrorKind> {
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            if let Some(io) = error.downcast_ref::<io::Error>() {
                return Some(io.kind());
            }
            cause = error.source();
        }
        None
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
        Self::new(fault.to_string()).with_kind(ErrorKind::Gazetteer)
    }
}

impl From<io::Error> for Error {
    fn from(cause: io::Error) -> Self {
        Self::while_doing("cannot write the output", cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_given_or_follow_from_the_cause() {
        let io = |kind| Error::while_doing("outer", Error::from(io::Error::from(kind)));
        assert_eq!(Error::new("x").kind(), ErrorKind::Other);
        assert_eq!(Error::new("x").with_kind(ErrorKind::Usage).kind(), ErrorKind::Usage);
        assert_eq!(io(io::ErrorKind::NotFound).kind(), ErrorKind::Io);
        assert_eq!(
            io(io::ErrorKind::NotFound).with_kind(ErrorKind::Input).kind(),
            ErrorKind::Input
        );
        assert_eq!(
            io(io::ErrorKind::BrokenPipe).with_kind(ErrorKind::Input).kind(),
            ErrorKind::BrokenPipe
        );
    }
}
