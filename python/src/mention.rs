//! `newsmill.Mention`.

use crate::extraction::{json, loads, parsed};
use crate::values;
use newsmill::model::MentionRecord;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple};

/// A mention with the fields of its record.
#[pyclass(frozen, module = "newsmill")]
pub(crate) struct Mention {
    record: MentionRecord,
    /// The value as an object, made when it is first asked for.
    value: PyOnceLock<Py<PyAny>>,
}

impl Mention {
    pub(crate) fn new(record: MentionRecord) -> Self {
        Self { record, value: PyOnceLock::new() }
    }
}

#[pymethods]
impl Mention {
    /// The mention of a line of a dataset.
    #[staticmethod]
    fn of_json(line: &str) -> PyResult<Self> {
        parsed(line).map(Self::new)
    }

    #[getter]
    fn id(&self) -> &str {
        &self.record.id
    }

    #[getter]
    fn doc(&self) -> &str {
        &self.record.doc
    }

    #[getter]
    fn r#type<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        PyString::intern(py, self.record.r#type.as_str())
    }

    #[getter]
    fn start(&self) -> usize {
        self.record.start
    }

    #[getter]
    fn end(&self) -> usize {
        self.record.end
    }

    #[getter]
    fn byte_start(&self) -> usize {
        self.record.byte_start
    }

    #[getter]
    fn byte_end(&self) -> usize {
        self.record.byte_end
    }

    #[getter]
    fn text(&self) -> &str {
        &self.record.text
    }

    #[getter]
    fn lang<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        PyString::intern(py, self.record.lang.as_str())
    }

    #[getter]
    fn value(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let made = self.value.get_or_try_init(py, || values::object(py, &self.record.value))?;
        Ok(made.clone_ref(py))
    }

    #[getter]
    fn entity(&self) -> Option<&str> {
        self.record.entity.as_deref()
    }

    #[getter]
    fn rule(&self) -> &str {
        &self.record.rule
    }

    #[getter]
    fn resources<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.record.resources)
    }

    #[getter]
    fn confidence<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        PyString::intern(py, self.record.confidence.as_str())
    }

    #[getter]
    fn nested_in(&self) -> Option<&str> {
        self.record.nested_in.as_deref()
    }

    /// The record as a line of JSON.
    fn json(&self) -> PyResult<String> {
        json(&self.record)
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &self.json()?)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<Self>().getattr("of_json")?, (self.json()?,)))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.record == other.record
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, &self.record.id).hash()
    }

    fn __repr__(&self) -> String {
        let MentionRecord { r#type, start, end, text, rule, .. } = &self.record;
        format!("<newsmill.Mention {type} {start}-{end} {text:?} {rule}>")
    }
}
