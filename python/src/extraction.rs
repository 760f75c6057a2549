//! `newsmill.Extraction`: what one document gives.

use crate::errors::raised;
use crate::mention::Mention;
use newsmill::Error;
use newsmill::model::{DocumentRecord, MentionRecord};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyString, PyTuple};

/// A document's record and its mentions.
#[pyclass(frozen, module = "newsmill")]
pub(crate) struct Extraction {
    document: DocumentRecord,
    records: Vec<MentionRecord>,
    /// The str that the caller gave.
    text: Py<PyString>,
    /// The mentions as objects, made when they are first asked for.
    mentions: PyOnceLock<Py<PyTuple>>,
}

impl Extraction {
    pub(crate) fn new(extraction: newsmill::Extraction, given: Py<PyString>) -> Self {
        let records = extraction.mention_records().collect();
        Self { document: extraction.document, records, text: given, mentions: PyOnceLock::new() }
    }

    fn objects(&self, py: Python<'_>) -> PyResult<&Py<PyTuple>> {
        self.mentions.get_or_try_init(py, || {
            let made: Vec<Mention> = self.records.iter().cloned().map(Mention::new).collect();
            Ok(PyTuple::new(py, made)?.unbind())
        })
    }
}

#[pymethods]
impl Extraction {
    #[getter]
    fn id(&self) -> &str {
        &self.document.id
    }

    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.clone_ref(py)
    }

    #[getter]
    fn langs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.document.langs)
    }

    #[getter]
    fn published<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        crate::values::day(py, self.document.published.as_deref())
    }

    #[getter]
    fn mentions(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        Ok(self.objects(py)?.clone_ref(py))
    }

    fn __len__(&self) -> usize {
        self.records.len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.objects(py)?.bind(py).try_iter()?.into_any())
    }

    fn __getitem__<'py>(&self, py: Python<'py>, index: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.objects(py)?.bind(py).as_any().get_item(index)
    }

    /// The record of the document, as a line of JSON.
    fn document_json(&self) -> PyResult<String> {
        json(&self.document)
    }

    /// The mentions, each as a line of JSON: what `newsmill extract` prints.
    fn jsonl(&self) -> PyResult<String> {
        let mut lines = String::new();
        for record in &self.records {
            lines.push_str(&json(record)?);
            lines.push('\n');
        }
        Ok(lines)
    }

    /// The document's record and its mentions as one JSON object.
    fn json(&self) -> PyResult<String> {
        let mentions: Vec<String> = self.records.iter().map(json).collect::<PyResult<_>>()?;
        Ok(format!("{{\"document\":{},\"mentions\":[{}]}}", self.document_json()?, mentions.join(",")))
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &self.json()?)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Py<PyString>, String, String))> {
        let class = py.get_type::<Self>().getattr("_of_json")?;
        Ok((class, (self.text.clone_ref(py), self.document_json()?, self.jsonl()?)))
    }

    #[staticmethod]
    fn _of_json(text: Py<PyString>, document: &str, mentions: &str) -> PyResult<Self> {
        let records = mentions.lines().map(parsed).collect::<PyResult<_>>()?;
        Ok(Self { document: parsed(document)?, records, text, mentions: PyOnceLock::new() })
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.document == other.document && self.records == other.records
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, &self.document.id).hash()
    }

    fn __repr__(&self) -> String {
        format!("<newsmill.Extraction {}: {} mentions>", self.document.id, self.records.len())
    }

    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.with_python(py, "newsmill._html", "marked")
    }

    fn to_arrow<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.with_python(py, "newsmill.frames", "mentions_to_arrow")
    }

    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.with_python(py, "newsmill.frames", "mentions_to_pandas")
    }

    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.with_python(py, "newsmill.frames", "mentions_to_polars")
    }
}

impl Extraction {
    /// Calls a function of the Python half with the text and the mentions.
    fn with_python<'py>(&self, py: Python<'py>, module: &str, function: &str) -> PyResult<Bound<'py, PyAny>> {
        let arguments = PyDict::new(py);
        arguments.set_item("text", self.text.clone_ref(py))?;
        arguments.set_item("mentions", self.objects(py)?)?;
        py.import(module)?.getattr(function)?.call((), Some(&arguments))
    }
}

/// A record as a line of JSON, with the bytes of a dataset.
pub(crate) fn json<T: serde::Serialize>(record: &T) -> PyResult<String> {
    serde_json::to_string(record).map_err(|e| raised(Error::new(format!("no JSON: {e}"))))
}

/// A record of a line of JSON.
pub(crate) fn parsed<T: serde::de::DeserializeOwned>(line: &str) -> PyResult<T> {
    serde_json::from_str(line).map_err(|e| {
        raised(Error::new(format!("no record: {e}")).with_kind(newsmill::ErrorKind::Input))
    })
}

/// What Python's `json.loads` makes of a text.
pub(crate) fn loads<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.getattr("loads")?.call1((PyBytes::new(py, json.as_bytes()),))
}
