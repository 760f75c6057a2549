//! Verifies a dataset: the schema of each record, order, offsets, references between files, and the
//! counts of the manifest.
//!
//! - `lines.rs` reads a file and says where something is wrong.
//! - `documents.rs`, `mentions.rs`, `linked.rs` (entities, facts, rejects): what each record must be.
//! - `counts.rs`: what the manifest says of all.

mod counts;
mod documents;
mod lines;
mod linked;
mod mentions;

use crate::error::Result;
use crate::model::Manifest;
use crate::write::DatasetFiles;
use counts::Counts;
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file, without its folder.
    pub file: String,
    /// The number of the line, from 1; 0 for all of the file.
    pub line: u64,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub cure: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, what, cure } = self;
        match line {
            0 => write!(f, "{file}: {what}; {cure}"),
            _ => write!(f, "{file}:{line}: {what}; {cure}"),
        }
    }
}

/// Takes findings.
type Emit<'e> = dyn FnMut(Finding) -> Result<()> + 'e;

/// Verifies a dataset of JSONL, compressed or not, and gives each finding to `emit`, file by file.
/// Returns the manifest, if it can be read.
///
/// In memory it holds the ids of documents and entities and those that facts refer to.
///
/// ```no_run
/// let mut findings = Vec::new();
/// newsmill::check::check("dataset".as_ref(), &mut |finding| {
///     findings.push(finding);
///     Ok(())
/// })?;
/// assert!(findings.is_empty(), "{}", findings[0]);
/// # Ok::<(), newsmill::Error>(())
/// ```
///
/// # Errors
///
/// A folder that is no dataset of JSONL, or a file of it that cannot be read; an error of `emit`.
pub fn check(dir: &Path, emit: &mut dyn FnMut(Finding) -> Result<()>) -> Result<Option<Manifest>> {
    let files = DatasetFiles::open(dir)?;
    let mut counts = Counts::default();
    let documents = documents::check(&files, &mut counts, emit)?;
    let mut entities = linked::entities(&files, &mut counts, emit)?;
    let mut wanted = linked::facts(&files, &documents, &entities, &mut counts, emit)?;
    mentions::check(&files, &documents, (&mut entities, &mut wanted), &mut counts, emit)?;
    linked::missed(&files, &entities, &wanted, emit)?;
    linked::rejects(&files, &mut counts, emit)?;
    counts.compare(dir, emit)
}
