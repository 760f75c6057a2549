//! `newsmill.Extractor`.

use crate::document::{Defaults, day, document, lang};
use crate::errors::{raised, usage};
use crate::extraction::Extraction;
use crate::pipe::{Form, Pipe};
use newsmill::archive::bundle_header;
use newsmill::ingest::ReadOptions;
use newsmill::model::Kind;
use newsmill::tables::UserTable;
use newsmill::ExtractorOptions;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};
use std::path::PathBuf;
use std::sync::Arc;

/// All rules and tables, compiled once.
#[pyclass(frozen, module = "newsmill")]
pub(crate) struct Extractor {
    inner: newsmill::Extractor,
    pool: Arc<rayon::ThreadPool>,
    /// How it was made: a copy in another process is made anew.
    arguments: Py<PyTuple>,
}

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (*, lang=None, date_order=None, gazetteers=None, without=Vec::new(), kinds=Vec::new(), min_confidence=None, with_text=false, jobs=0))]
    #[allow(clippy::too_many_arguments, reason = "Python's keyword arguments")]
    fn new(
        py: Python<'_>,
        lang: Option<&str>,
        date_order: Option<&str>,
        gazetteers: Option<PathBuf>,
        without: Vec<String>,
        kinds: Vec<String>,
        min_confidence: Option<&str>,
        with_text: bool,
        jobs: usize,
    ) -> PyResult<Self> {
        let arguments = (lang, date_order, gazetteers.clone(), without.clone(), kinds.clone(), min_confidence, with_text, jobs);
        let arguments = arguments.into_pyobject(py)?.unbind();
        let kinds: Vec<Kind> =
            kinds.iter().map(|kind| kind.parse().map_err(raised)).collect::<PyResult<_>>()?;
        let options = ExtractorOptions {
            lang: self::lang(lang)?,
            date_order: date_order.map(|order| order.parse().map_err(raised)).transpose()?,
            tables: Vec::new(),
            without,
            kinds,
            min_confidence: min_confidence.map(|c| c.parse().map_err(raised)).transpose()?,
            with_text,
        };
        let inner = py.detach(|| {
            let tables = match gazetteers {
                Some(path) if path.is_dir() => UserTable::of_folder(&path)?,
                Some(path) => vec![UserTable::of_file(&path)?],
                None => Vec::new(),
            };
            newsmill::Extractor::new(&ExtractorOptions { tables, ..options })
        });
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(jobs)
            .thread_name(|number| format!("newsmill-{number}"))
            .build()
            .map_err(|e| usage(format!("cannot start the threads: {e}")))?;
        Ok(Self { inner: inner.map_err(raised)?, pool: Arc::new(pool), arguments })
    }

    /// Extracts from one text or mapping.
    #[pyo3(signature = (document, *, date=None, lang=None))]
    fn extract(
        &self,
        py: Python<'_>,
        document: &Bound<'_, PyAny>,
        date: Option<&Bound<'_, PyAny>>,
        lang: Option<&str>,
    ) -> PyResult<Extraction> {
        let defaults = Defaults { date: day(date)?, lang: self::lang(lang)?, ..Defaults::default() };
        let given = given_text(document)?;
        let document = self::document(document, 0, &defaults)?;
        let extraction = py.detach(|| self.inner.extract(&document));
        Ok(Extraction::new(extraction, given))
    }

    /// Extracts from many, in order, on threads, while the caller takes the results.
    #[pyo3(signature = (documents, *, as_tuples=false, batch_size=None, date=None, lang=None))]
    fn pipe(
        &self,
        documents: &Bound<'_, PyAny>,
        as_tuples: bool,
        batch_size: Option<usize>,
        date: Option<&Bound<'_, PyAny>>,
        lang: Option<&str>,
    ) -> PyResult<Pipe> {
        let defaults = Defaults { date: day(date)?, lang: self::lang(lang)?, ..Defaults::default() };
        let form = if as_tuples { Form::Tuples } else { Form::Typed };
        self.piped(documents, form, batch_size, defaults)
    }

    /// The bundle lines of many, for `newsmill.finish`; the first is the header.
    #[pyo3(signature = (documents, *, source="-", first=0, batch_size=None, date=None, lang=None))]
    fn bundles(
        &self,
        documents: &Bound<'_, PyAny>,
        source: &str,
        first: u64,
        batch_size: Option<usize>,
        date: Option<&Bound<'_, PyAny>>,
        lang: Option<&str>,
    ) -> PyResult<Pipe> {
        let defaults =
            Defaults { date: day(date)?, lang: self::lang(lang)?, source: source.to_owned() };
        Ok(self.piped(documents, Form::Bundles, batch_size, defaults)?.from_position(first))
    }

    /// The first line of a bundle file.
    fn bundle_header<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, bundle_header(&self.inner, &ReadOptions::default()).as_bytes())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Py<PyTuple>)> {
        let make = py.import("newsmill._pickle")?.getattr("extractor")?;
        Ok((make, self.arguments.clone_ref(py)))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<newsmill.Extractor {}>", self.arguments.bind(py).repr()?.to_cow()?))
    }
}

impl Extractor {
    fn piped(
        &self,
        documents: &Bound<'_, PyAny>,
        form: Form,
        batch_size: Option<usize>,
        defaults: Defaults,
    ) -> PyResult<Pipe> {
        if batch_size == Some(0) {
            return Err(usage("batch_size is at least 1"));
        }
        let pipe = Pipe::new(self.inner.clone(), Arc::clone(&self.pool), documents.try_iter()?.unbind());
        Ok(pipe.with(form, batch_size, defaults))
    }
}

/// The str that was given, which the results slice.
pub(crate) fn given_text(item: &Bound<'_, PyAny>) -> PyResult<Py<PyString>> {
    if let Ok(text) = item.cast::<PyString>() {
        return Ok(text.clone().unbind());
    }
    let text = item.get_item("text").ok().filter(|t| t.is_instance_of::<PyString>());
    match text {
        Some(text) => Ok(text.cast_into::<PyString>()?.unbind()),
        None => Err(match document(item, 0, &Defaults::default()) {
            Ok(_) => usage("a document without \"text\""),
            Err(e) => e,
        }),
    }
}
