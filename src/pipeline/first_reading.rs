//! The first reading of finishing: what must be known of all documents before one can be written.
//! It takes the outlines in order, while they are read from bundles or while a run makes them.

use super::bundle::order::{LastOrder, LineOrder, Ordered as _};
use super::bundle::outline::Outline;
use super::bundle::store::BundleStore;
use super::dedup::{Clashes, Dedup, Places, Verdict};
use super::link::{Decisions, Entities, Linker};
use super::near::NearDuplicates;
use crate::error::Result;
use crate::model::Day;
use std::path::Path;

/// What the outlines of all documents tell: the names, what joins them and the sketches of all
/// documents that are no copies.
pub(crate) struct FirstReading {
    linker: Linker,
    dedup: Dedup,
    places: Places,
    near: Option<NearDuplicates>,
    last: Option<LastOrder>,
}

impl FirstReading {
    /// A reading that has no documents yet. With `near_duplicates` it collects what finds near-copies,
    /// in files of `scratch`, or in memory without it.
    ///
    /// # Errors
    ///
    /// Files that cannot be created.
    pub(super) fn new(
        linker: Linker,
        near_duplicates: bool,
        scratch: Option<&Path>,
    ) -> Result<Self> {
        let near = near_duplicates.then(|| NearDuplicates::new(scratch)).transpose()?;
        let (dedup, places) = (Dedup::default(), Places::default());
        Ok(Self { linker, dedup, places, near, last: None })
    }

    /// Reads all outlines. Documents whose ids clash get their other ids.
    ///
    /// # Errors
    ///
    /// Bundles that cannot be read; those of [`FirstReading::add`].
    pub(super) fn read(mut self, bundles: &dyn BundleStore, clashes: &Clashes) -> Result<Self> {
        for outline in distinct(bundles.outlines()?, Outline::order) {
            let mut outline = outline?;
            if let Some(id) = clashes.qualified(&outline.head) {
                outline.rename(id);
            }
            self.add(&outline)?;
        }
        Ok(self)
    }

    /// Takes the outline of the next document.
    ///
    /// # Errors
    ///
    /// Two documents at one place; a file that cannot be written.
    pub(crate) fn add(&mut self, outline: &Outline) -> Result<()> {
        let head = &outline.head;
        self.last.get_or_insert_default().set(outline.order());
        self.places.follow(head)?;
        if self.dedup.admit(head) == Verdict::First {
            self.linker.add(outline);
            if let Some(near) = &mut self.near {
                let outlet = (head.source.as_str(), head.site.as_deref());
                near.add(&outline.sketch, outlet, days_of(head.published.as_deref()))?;
            }
        }
        Ok(())
    }

    /// Whether the document comes after all before it, as it must.
    pub(crate) fn follows(&self, outline: &Outline) -> bool {
        self.last.as_ref().is_none_or(|last| last.get() < outline.order())
    }

    /// Takes the documents seen, which tell the ids that clash. Nothing can be added afterwards.
    pub(super) fn take_clashes(&mut self) -> Dedup {
        std::mem::take(&mut self.dedup)
    }

    /// The first document of each document's set of near-copies, and the entities.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or read.
    pub(super) fn solve(self, decisions: &Decisions) -> Result<(Vec<u32>, Entities)> {
        // One after the other: both take memory that nothing else needs.
        let sets = self.near.map(NearDuplicates::solve).transpose()?.unwrap_or_default();
        Ok((sets, self.linker.solve(decisions)))
    }
}

/// A day of publication as days since 1970.
fn days_of(published: Option<&str>) -> Option<i32> {
    published?.parse::<Day>().ok()?.days_since_epoch()
}

/// The items, each once. Bundles may come from several files, and a bundle that is in two of them
/// counts once. The items are sorted, so that equal ones are neighbours.
pub(super) fn distinct<'a, T>(
    items: impl Iterator<Item = Result<T>> + 'a,
    order: impl Fn(&T) -> LineOrder<'_> + 'a,
) -> impl Iterator<Item = Result<T>> + 'a {
    let mut last: Option<LastOrder> = None;
    items.filter(move |item| {
        let Ok(item) = item else { return true };
        let order = order(item);
        let again = last.as_ref().is_some_and(|last| last.get() == order);
        if !again {
            last.get_or_insert_default().set(order);
        }
        !again
    })
}
