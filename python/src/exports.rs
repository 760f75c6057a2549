//! Records as Parquet, for data frames.

use crate::errors::raised;
use pyo3::prelude::*;
use std::path::PathBuf;

/// Writes a file of records as Parquet.
#[pyfunction]
pub(crate) fn records_to_parquet(py: Python<'_>, path: PathBuf, out: PathBuf) -> PyResult<()> {
    py.detach(|| newsmill::export::records_to_parquet(&path, &out)).map_err(raised)
}
