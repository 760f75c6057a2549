//! Many documents, in order: threads extract while Python takes results.

use crate::document::{Defaults, Taken, document, taken};
use crate::extraction::Extraction;
use crate::extractor::given_text;
use newsmill::archive::{bundle_header, bundle_line};
use newsmill::ingest::ReadOptions;
use newsmill::Extractor;
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator, PyString, PyTuple};
use rayon::prelude::*;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};

/// What is given out together, where the caller names no number: enough that handing over costs
/// nothing, and not so much that the first results are long in coming.
const BATCH_BYTES: usize = 256 << 10;
const BATCH_DOCUMENTS: usize = 512;
/// Batches under way at most. They bound what waits in memory.
const BATCHES: usize = 3;

/// What the caller gets for each document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// An extraction.
    Typed,
    /// `(extraction, context)` of `(document, context)`.
    Tuples,
    /// A line of a bundle file.
    Bundles,
}

/// What the threads make of a document.
enum Done {
    Extraction(Box<newsmill::Extraction>),
    Lines(String),
}

/// What waits for a result: the str that was given, and the caller's context.
type Given = (Option<Py<PyString>>, Option<Py<PyAny>>);

/// A batch under way. A receiver alone is not `Sync`.
struct Batch {
    done: Mutex<Receiver<Vec<Done>>>,
    given: Vec<Given>,
}

/// An iterator over results.
#[pyclass(module = "newsmill")]
pub(crate) struct Pipe {
    extractor: Extractor,
    pool: Arc<rayon::ThreadPool>,
    documents: Py<PyIterator>,
    form: Form,
    batch_size: Option<usize>,
    defaults: Defaults,
    position: u64,
    batches: VecDeque<Batch>,
    ready: VecDeque<(Done, Given)>,
    /// The caller's iterable has ended, or failed: then with what is raised once the results before it
    /// are taken.
    ended: Option<Option<PyErr>>,
    header: Option<String>,
}

impl Pipe {
    pub(crate) fn new(
        extractor: Extractor,
        pool: Arc<rayon::ThreadPool>,
        documents: Py<PyIterator>,
    ) -> Self {
        Self {
            extractor,
            pool,
            documents,
            form: Form::Typed,
            batch_size: None,
            defaults: Defaults::default(),
            position: 0,
            batches: VecDeque::new(),
            ready: VecDeque::new(),
            ended: None,
            header: None,
        }
    }

    pub(crate) fn with(self, form: Form, batch_size: Option<usize>, defaults: Defaults) -> Self {
        let header = (form == Form::Bundles)
            .then(|| bundle_header(&self.extractor, &ReadOptions::default()));
        Self { form, batch_size, defaults, header, ..self }
    }

    /// The position of the first document.
    pub(crate) fn from_position(self, position: u64) -> Self {
        Self { position, ..self }
    }

    /// Takes documents of the caller and gives them to the threads.
    fn give_out(&mut self, py: Python<'_>) {
        let mut iterator = self.documents.bind(py).clone();
        let (mut batch, mut given, mut bytes) = (Vec::new(), Vec::new(), 0);
        let most = self.batch_size.unwrap_or(BATCH_DOCUMENTS);
        while batch.len() < most && (self.batch_size.is_some() || bytes < BATCH_BYTES) {
            let taken = match iterator.next() {
                None => Err(None),
                Some(item) => item.and_then(|item| self.take(&item)).map_err(Some),
            };
            match taken {
                Ok((document, context)) => {
                    bytes += document.bytes();
                    batch.push(document);
                    given.push(context);
                }
                Err(end) => {
                    self.ended = Some(end);
                    break;
                }
            }
        }
        if batch.is_empty() {
            return;
        }
        let (send, done) = sync_channel(1);
        let (extractor, form) = (self.extractor.clone(), self.form);
        self.pool.spawn(move || {
            let options = ReadOptions::default();
            let work = |taken| done_of(taken, &extractor, form, &options);
            // The caller may have dropped the iterator.
            let _ = send.send(batch.into_par_iter().map(work).collect());
        });
        self.batches.push_back(Batch { done: Mutex::new(done), given });
    }

    fn take(&mut self, item: &Bound<'_, PyAny>) -> PyResult<(Taken, Given)> {
        let (item, context) = if self.form == Form::Tuples {
            let wrong = || PyTypeError::new_err("as_tuples takes pairs: (document, context)");
            let pair = item.cast::<PyTuple>().map_err(|_| wrong())?;
            let (item, context) = pair.extract::<(Bound<'_, PyAny>, Py<PyAny>)>().map_err(|_| wrong())?;
            (item, Some(context))
        } else {
            (item.clone(), None)
        };
        let position = self.position;
        self.position += 1;
        if self.form == Form::Bundles {
            return Ok((taken(&item, position, &self.defaults)?, (None, None)));
        }
        let given = given_text(&item)?;
        let document = document(&item, position, &self.defaults)?;
        Ok((Taken::Document(Box::new(document)), (Some(given), context)))
    }
}

/// The work of a thread.
fn done_of(taken: Taken, extractor: &Extractor, form: Form, options: &ReadOptions) -> Done {
    match (form, taken) {
        (Form::Typed | Form::Tuples, Taken::Document(document)) => {
            Done::Extraction(Box::new(extractor.extract(&document)))
        }
        (_, taken) => {
            let mut lines = String::new();
            for item in taken.read(options) {
                lines.push_str(&bundle_line(extractor, item));
                lines.push('\n');
            }
            Done::Lines(lines)
        }
    }
}

#[pymethods]
impl Pipe {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        if let Some(mut header) = self.header.take() {
            header.push('\n');
            return Ok(Some(PyBytes::new(py, header.as_bytes()).into_any()));
        }
        while self.ready.is_empty() {
            while self.ended.is_none() && self.batches.len() < BATCHES {
                self.give_out(py);
            }
            let Some(Batch { done, given }) = self.batches.pop_front() else {
                return match self.ended.as_mut().and_then(Option::take) {
                    Some(error) => Err(error),
                    None => Ok(None),
                };
            };
            let done = py
                .detach(|| done.into_inner().ok().and_then(|done| done.recv().ok()))
                .ok_or_else(|| PyRuntimeError::new_err("a thread failed on a document"))?;
            self.ready.extend(done.into_iter().zip(given));
        }
        let Some((done, (given, context))) = self.ready.pop_front() else { return Ok(None) };
        let result = match (done, given) {
            (Done::Extraction(extraction), Some(given)) => {
                Bound::new(py, Extraction::new(*extraction, given))?.into_any()
            }
            (Done::Lines(lines), _) => PyBytes::new(py, lines.as_bytes()).into_any(),
            (Done::Extraction(_), None) => return Err(PyRuntimeError::new_err("a text is lost")),
        };
        Ok(Some(match context {
            Some(context) => PyTuple::new(py, [result, context.into_bound(py)])?.into_any(),
            None => result,
        }))
    }
}
