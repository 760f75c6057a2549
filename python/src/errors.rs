//! Errors of the library as Python's exceptions.

use newsmill::{Error, ErrorKind};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use std::error::Error as _;

/// `newsmill.Error`, with the kind's word and the message with its causes.
pub(crate) fn raised(error: Error) -> PyErr {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        message.push_str(": ");
        message.push_str(&inner.to_string());
        cause = inner.source();
    }
    Python::attach(|py| match class(py).and_then(|c| c.call1((message, word(error.kind())))) {
        Ok(exception) => PyErr::from_value(exception),
        Err(other) => other,
    })
}

/// `newsmill.Error` of wrong usage.
pub(crate) fn usage(message: impl Into<std::borrow::Cow<'static, str>>) -> PyErr {
    raised(Error::new(message).with_kind(ErrorKind::Usage))
}

fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "newsmill.errors", "Error")
}

fn word(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Usage => "usage",
        ErrorKind::Input => "input",
        ErrorKind::Gazetteer => "gazetteer",
        ErrorKind::Locked => "locked",
        ErrorKind::BrokenPipe => "broken-pipe",
        ErrorKind::Io => "io",
        // The enum grows.
        _ => "other",
    }
}
