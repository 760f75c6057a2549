//! Entities that one document alone has. Nothing of other documents is needed for their records,
//! so these wait as JSON in a file, and not as counts in memory.

use crate::error::Result;
use crate::io::text_store::{TextPlace, TextStore};
use crate::model::Kind;
use crate::pipeline::name_key::NameKey;
use std::path::Path;

/// Their records, by key. All are laws ([`Name::is_of_document`]).
///
/// [`Name::is_of_document`]: crate::pipeline::extraction::Name::is_of_document
#[derive(Debug)]
pub(super) struct OfDocuments {
    texts: TextStore,
    places: Vec<(NameKey, TextPlace)>,
}

impl OfDocuments {
    /// An empty store, in a file of `dir`, or in memory without it.
    ///
    /// # Errors
    ///
    /// A file that cannot be created.
    pub(super) fn new(dir: Option<&Path>) -> Result<Self> {
        Ok(Self { texts: TextStore::new(dir, "entities-of-documents")?, places: Vec::new() })
    }

    /// Adds a record.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub(super) fn push(&mut self, key: NameKey, json: &str) -> Result<()> {
        let place = self.texts.push(json)?;
        self.places.push((key, place));
        Ok(())
    }

    /// Adds those of other documents.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or read.
    #[cfg(test)]
    pub(super) fn merge(&mut self, mut other: Self) -> Result<()> {
        for (key, place) in other.places {
            self.push(key, &other.texts.get(place)?)?;
        }
        Ok(())
    }

    /// All in the order of their ids.
    pub(super) fn sorted(mut self) -> Sorted {
        self.places.sort_unstable_by(|a, b| b.cmp(a));
        Sorted { texts: self.texts, rest: self.places }
    }
}

/// Records on their way to the dataset.
pub(super) struct Sorted {
    texts: TextStore,
    /// The last comes next.
    rest: Vec<(NameKey, TextPlace)>,
}

impl Sorted {
    /// Hands out the records that stand before this id and kind.
    ///
    /// # Errors
    ///
    /// A file that cannot be read; those of `take`.
    pub(super) fn take_below(
        &mut self,
        (id, kind): (&str, Kind),
        take: &mut impl FnMut(Kind, &str) -> Result<()>,
    ) -> Result<()> {
        while let Some((key, place)) = self.rest.last()
            && (key.to_string().as_str(), Kind::Law) < (id, kind)
        {
            take(Kind::Law, &self.texts.get(*place)?)?;
            self.rest.pop();
        }
        Ok(())
    }

    /// Hands out the others.
    ///
    /// # Errors
    ///
    /// As [`Sorted::take_below`].
    pub(super) fn take_rest(
        &mut self,
        take: &mut impl FnMut(Kind, &str) -> Result<()>,
    ) -> Result<()> {
        while let Some((_, place)) = self.rest.pop() {
            take(Kind::Law, &self.texts.get(place)?)?;
        }
        Ok(())
    }
}
