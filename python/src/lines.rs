//! The lines of a file of a dataset, for records that Python reads.

use crate::errors::raised;
use newsmill::write::RecordReader;
use pyo3::prelude::*;
use std::path::PathBuf;

/// An iterator over the lines of a file, unpacked, without their ends.
#[pyclass(module = "newsmill._native")]
pub(crate) struct Lines(RecordReader<()>);

#[pymethods]
impl Lines {
    #[new]
    fn new(path: PathBuf) -> PyResult<Self> {
        RecordReader::open(&path).map(Self).map_err(raised)
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&mut self) -> PyResult<Option<String>> {
        self.0.line().transpose().map_err(raised)
    }
}
