//! The order of bundle lines, which is the order of documents in a dataset.

use crate::ingest::Source;
use std::cmp::Ordering;

/// The place of a line among all lines: source, part by part, then position. Different lines of one
/// place (standard input of two runs) are ordered by their content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineOrder<'a> {
    pub(crate) source: &'a str,
    pub(crate) position: u64,
    pub(crate) content: &'a str,
}

impl Ord for LineOrder<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Most neighbours are of one source.
        let sources = if self.source == other.source {
            Ordering::Equal
        } else {
            Source::order_of(self.source).cmp(Source::order_of(other.source))
        };
        sources.then((self.position, self.content).cmp(&(other.position, other.content)))
    }
}
impl PartialOrd for LineOrder<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What has a place among all lines.
pub(crate) trait Ordered {
    /// Its place.
    fn order(&self) -> LineOrder<'_>;
}

/// The place of the last line, kept after the line itself is gone.
#[derive(Debug, Clone, Default)]
pub(crate) struct LastOrder {
    source: String,
    position: u64,
    content: String,
}

impl LastOrder {
    /// Of a place.
    pub(crate) fn of(order: LineOrder<'_>) -> Self {
        let mut last = Self::default();
        last.set(order);
        last
    }

    /// The place.
    pub(crate) fn get(&self) -> LineOrder<'_> {
        LineOrder { source: &self.source, position: self.position, content: &self.content }
    }

    /// Remembers another place.
    pub(crate) fn set(&mut self, order: LineOrder<'_>) {
        order.source.clone_into(&mut self.source);
        self.position = order.position;
        order.content.clone_into(&mut self.content);
    }
}
