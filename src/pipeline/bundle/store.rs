//! What finishing asks of a set of bundle lines, and the set that lies in memory.

use super::line::{Bundle, BundleLine};
use super::outline::Outline;
use crate::error::{Error, Result};
use crate::model::Header;
use crate::pipeline::extraction::Extraction;
use std::path::Path;
use std::sync::Arc;

/// What a store gives, in order.
pub(crate) type Items<'a, T> = Box<dyn Iterator<Item = Result<T>> + 'a>;

/// Bundle lines.
pub(crate) type Lines<'a> = Items<'a, BundleLine>;

/// The outlines of documents.
pub(crate) type Outlines<'a> = Items<'a, Outline>;

/// What a reader makes of a document on the thread that parses it.
pub(crate) type Prepare = Arc<dyn Fn(&mut Bundle) -> serde_json::Result<()> + Send + Sync>;

/// A set of bundle lines that can be read in order, more than once.
pub(crate) trait BundleStore {
    /// What made them.
    fn header(&self) -> &Header;

    /// A folder for what is too large for memory while they are finished; `None`: keep it in
    /// memory.
    fn scratch(&self) -> Option<&Path> {
        None
    }

    /// The lines, ordered by source and position, for the second reading, each document prepared.
    /// Lists and sketches may be missing. The threads of the current rayon pool may parse the lines.
    ///
    /// # Errors
    ///
    /// The store cannot be opened; an item is an error where a line cannot be read.
    fn stream(&self, prepare: &Prepare) -> Result<Lines<'_>>;

    /// The outlines of the documents in the same order, for the first reading.
    ///
    /// # Errors
    ///
    /// As [`BundleStore::stream`].
    fn outlines(&self) -> Result<Outlines<'_>>;
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

    /// The lines in their order.
    fn sorted(&self) -> impl Iterator<Item = &BundleLine> {
        let mut lines: Vec<&BundleLine> = self.lines.iter().collect();
        lines.sort_by(|a, b| a.order().cmp(&b.order()));
        lines.into_iter()
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
        Ok(Box::new(self.sorted().map(move |line| {
            let mut line = line.clone();
            if let BundleLine::Bundle(bundle) = &mut line {
                prepare(bundle).map_err(|e| Error::while_doing("a bundle is damaged", e))?;
            }
            Ok(line)
        })))
    }

    fn outlines(&self) -> Result<Outlines<'_>> {
        Ok(Box::new(self.sorted().filter_map(|line| match line {
            BundleLine::Bundle(bundle) => Some(Ok(bundle.outline.clone())),
            BundleLine::Header(_)
            | BundleLine::Reject(_)
            | BundleLine::Skip(_)
            | BundleLine::Source(_) => None,
        })))
    }
}
