//! What a run tells while it goes on, and what it asks.

use crate::error::Error;
use crate::ingest::Skip;
use crate::model::RejectRecord;

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// What an earlier run left is read, or the bundles of a merge.
    Reading,
    /// Inputs are read and extracted.
    Mapping,
    /// The names of all documents are read and linked, and near-duplicates found. Where ids of
    /// several sources clash it begins once more.
    Linking,
    /// The records are written, facts last.
    Writing,
    /// The dataset is complete and takes its place.
    Committing,
}

/// Watches a run. All methods do nothing by default; `()` is an observer that does nothing.
///
/// All but [`should_stop`](Observer::should_stop) are called by one thread at a time, in the order
/// of the input.
pub trait Observer: Sync {
    /// The run begins. Its inputs have so many bytes, as far as that is known before they are read.
    fn inputs(&self, bytes: u64) {
        let _ = bytes;
    }

    /// A stage begins.
    fn stage(&self, stage: Stage) {
        let _ = stage;
    }

    /// So many bytes of the inputs were read by now, of those that [`inputs`](Self::inputs) told.
    fn read(&self, bytes: u64) {
        let _ = bytes;
    }

    /// Of a stage after the mapping: so many of its lines are done. 0 of 0: it is not known how many
    /// there are.
    fn progress(&self, done: u64, of: u64) {
        let _ = (done, of);
    }

    /// So many documents of an earlier run, with so many bytes, are reused.
    fn resumed(&self, documents: u64, bytes: u64) {
        let _ = (documents, bytes);
    }

    /// An earlier run left something that cannot be reused, for this reason.
    fn not_resumed(&self, reason: &Error) {
        let _ = reason;
    }

    /// A document of so many bytes was extracted.
    fn document(&self, bytes: u64) {
        let _ = bytes;
    }

    /// An input gave no document.
    fn rejected(&self, reject: &RejectRecord) {
        let _ = reject;
    }

    /// No reader takes a file, or a filter leaves a document out.
    fn skipped(&self, skip: &Skip) {
        let _ = skip;
    }

    /// Something that the user should know and no record says, such as a decision about names that
    /// decides nothing. The run goes on.
    fn warning(&self, text: &str) {
        let _ = text;
    }

    /// Whether the run is to stop. Asked by many threads and often, so it must be cheap; once true,
    /// it must stay true. A commit that has begun is completed.
    fn should_stop(&self) -> bool {
        false
    }
}

impl Observer for () {}
