//! What finishing asks of a set of bundle lines, and the set that lies in memory.

use super::line::BundleLine;
use crate::error::{Error, Result};
use crate::model::Header;
use crate::pipeline::extraction::Extraction;
use std::path::Path;
use std::sync::Arc;

/// Bundle lines, in order.
pub(crate) type Lines<'a> = Box<dyn Iterator<Item = Result<BundleLine>> + 'a>;

/// What a reader makes of a line on the thread that parses it.
pub(crate) type Prepare = Arc<dyn Fn(&mut BundleLine) -> serde_json::Result<()> + Send + Sync>;

/// A set of bundle lines that can be read in order, more than once.
pub(crate) trait BundleStore {
    /// What made them.
    fn header(&self) -> &Header;

    /// A folder for what is too large for memory while they are finished; `None`: keep it in
    /// memory.
    fn scratch(&self) -> Option<&Path> {
        None
    }

    /// The lines, ordered by source and position, for the second reading, each prepared. Lists and
    /// sketches may be missing. The threads of the current rayon pool may parse the lines.
    ///
    /// # Errors
    ///
    /// The store cannot be opened; an item is an error where a line cannot be read.
    fn stream(&self, prepare: &Prepare) -> Result<Lines<'_>>;

    /// The same for the first reading: of documents no more than names, what joins them, and
    /// sketches need be there.
    ///
    /// # Errors
    ///
    /// As [`BundleStore::stream`].
    fn outlines(&self, prepare: &Prepare) -> Result<Lines<'_>> {
        self.stream(prepare)
    }
}

/// Extractions in memory, to be made a dataset by a [`Finisher`](crate::Finisher).
///
/// A set: their order does not matter, and what is there twice counts once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundles {
    pub(crate) header: Header,
    pub(crate) lines: Vec<BundleLine>,
}

impl Bundles {
    /// An empty set. The header says what makes the extractions:
    /// [`Extractor::header`](crate::Extractor::header).
    pub fn new(header: Header) -> Self {
        Self { header, lines: Vec::new() }
    }

    /// Adds the extraction of a document.
    pub fn push(&mut self, extraction: Extraction) {
        self.lines.push(extraction.into());
    }

    /// How many documents, rejects and skipped files it holds.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl Extend<Extraction> for Bundles {
    fn extend<I: IntoIterator<Item = Extraction>>(&mut self, extractions: I) {
        self.lines.extend(extractions.into_iter().map(BundleLine::from));
    }
}

impl BundleStore for Bundles {
    fn header(&self) -> &Header {
        &self.header
    }

    fn stream(&self, prepare: &Prepare) -> Result<Lines<'_>> {
        let prepare = Arc::clone(prepare);
        let mut places: Vec<usize> = (0..self.lines.len()).collect();
        places.sort_by(|a, b| self.lines[*a].order().cmp(&self.lines[*b].order()));
        Ok(Box::new(places.into_iter().map(move |i| {
            let mut line = self.lines[i].clone();
            prepare(&mut line).map_err(|e| Error::while_doing("a bundle is damaged", e))?;
            Ok(line)
        })))
    }
}
