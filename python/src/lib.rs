//! The native half of the Python package `newsmill`: extraction, records of mentions, and the
//! program's commands. What needs no speed is Python, in `newsmill/`.
//!
//! PyO3's macros write unsafe code; this crate has none of its own.

mod document;
mod errors;
mod exports;
mod extraction;
mod extractor;
mod lines;
mod mention;
mod pipe;
mod program;
mod values;

use pyo3::prelude::*;

/// Documents become thousands of small strings. With glibc's allocator, finishing a million of them
/// takes four times as long.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule(gil_used = false)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<extractor::Extractor>()?;
    module.add_class::<extraction::Extraction>()?;
    module.add_class::<mention::Mention>()?;
    module.add_class::<pipe::Pipe>()?;
    module.add_class::<lines::Lines>()?;
    module.add_function(wrap_pyfunction!(exports::records_to_parquet, module)?)?;
    module.add_function(wrap_pyfunction!(program::call, module)?)?;
    module.add_function(wrap_pyfunction!(program::main, module)?)
}
