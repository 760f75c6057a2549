//! How much of a dataset a page takes.

use crate::model::Manifest;

/// How large a page may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Bytes of a page, at most.
    pub(super) bytes: usize,
    /// Mentions up to which a page has all documents, mentions, entities and facts.
    pub(super) mentions: u64,
}

/// Mentions for each document, entity and fact: an archive may have many documents without mentions,
/// and a large one has 15,625 entities and 2,500 facts in the page.
const FOR_DOCUMENT: u64 = 2;
const FOR_ENTITY: u64 = 16;
const FOR_FACT: u64 = 100;

/// Bytes of text that a page is tried with at first, for each ten of its limit: packed, news has about
/// half of its size.
const FIRST_TEXTS: u64 = 18;

/// A share of things in a row, spread evenly: the same for the same numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    take: u64,
    of: u64,
}

impl Share {
    const ALL: Share = Share { take: 1, of: 1 };

    /// `take` of each `of` things.
    fn new(take: u64, of: u64) -> Self {
        if take >= of { Self::ALL } else { Self { take, of } }
    }

    /// Whether the thing at this place, from 0, is one of them.
    pub(super) fn takes(self, place: u64) -> bool {
        let before = |n: u64| u128::from(n) * u128::from(self.take) / u128::from(self.of);
        before(place + 1) > before(place)
    }

    /// The lesser of two.
    fn least(self, other: Self) -> Self {
        let part = |a: Self, b: Self| u128::from(a.take) * u128::from(b.of);
        if part(self, other) <= part(other, self) { self } else { other }
    }

    /// The share of this share, in thousandths.
    fn thousandths(self, part: u64) -> Self {
        // A thousandth of a thousandth is none: the numbers stay small.
        let share = u128::from(self.take) * u128::from(part) * 1000 / u128::from(self.of);
        Self::new(u64::try_from(share).unwrap_or(u64::MAX), 1_000_000)
    }
}

/// How large a dataset is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Size {
    pub(super) documents: u64,
    pub(super) mentions: u64,
    /// Bytes of the texts of documents that are no copies.
    pub(super) text_bytes: u64,
}

/// What a page came out as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made {
    pub(super) bytes: usize,
    /// Of these, packed texts.
    pub(super) texts: usize,
    pub(super) entities: usize,
    pub(super) facts: usize,
}

/// What a page takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    /// Documents with their mentions, besides those that facts and sums need.
    pub(super) documents: Share,
    /// Of these, the ones with their text.
    pub(super) texts: Share,
    /// Whether the documents that facts and sums need have their text in any case.
    pub(super) needed_texts: bool,
    /// Entities, besides those that facts need.
    pub(super) entities: usize,
    /// Facts.
    pub(super) facts: usize,
}

impl Plan {
    /// Everything of a small dataset; of a large one the most entities and facts.
    pub(super) fn first(manifest: &Manifest, limits: Limits) -> Self {
        let mentions = manifest.mentions.values().flat_map(|langs| langs.values()).sum::<u64>();
        let whole =
            mentions <= limits.mentions && manifest.documents <= limits.mentions / FOR_DOCUMENT;
        let few = |each: u64| usize::try_from(limits.mentions / each).unwrap_or(usize::MAX);
        Self {
            documents: Share::ALL,
            texts: Share::ALL,
            needed_texts: true,
            entities: if whole { usize::MAX } else { few(FOR_ENTITY) },
            facts: if whole { usize::MAX } else { few(FOR_FACT) },
        }
    }

    /// The same with the documents and texts that there is room for, beside `wanted` documents that
    /// facts and sums need.
    pub(super) fn spread(self, size: &Size, wanted: u64, limits: Limits) -> Self {
        // A page of any dataset has some documents that nothing but their place chose.
        let room = |most: u64, all: u64| {
            let needed = u128::from(all) * u128::from(wanted) / u128::from(size.documents.max(1));
            most.saturating_sub(u64::try_from(needed).unwrap_or(u64::MAX)).max(most / 4)
        };
        let share = |most, all: u64| {
            if all <= most { Share::ALL } else { Share::new(room(most, all), all) }
        };
        let by_mentions = share(limits.mentions, size.mentions);
        let by_number = share(limits.mentions / FOR_DOCUMENT, size.documents);
        let documents = by_mentions.least(by_number);
        let text_bytes =
            u128::from(size.text_bytes) * u128::from(documents.take) / u128::from(documents.of);
        let text_bytes = u64::try_from(text_bytes).unwrap_or(u64::MAX).max(1);
        Self {
            documents,
            texts: Share::new(limits.bytes as u64 / 10 * FIRST_TEXTS, text_bytes),
            ..self
        }
    }

    /// A smaller plan for a page that came out too large.
    pub(super) fn smaller(&self, page: &Made, limits: Limits) -> Self {
        let room = (limits.bytes / 100 * 97).saturating_sub(page.bytes - page.texts);
        if room * 4 > limits.bytes && room < page.texts && self.texts.take > 0 {
            // The texts that facts need stay in any case, so aim lower.
            let part = (room * 940 / page.texts) as u64;
            return Self { texts: self.texts.thousandths(part), ..self.clone() };
        }
        let bare = self.texts.thousandths(800);
        Self {
            documents: self.documents.thousandths(500),
            needed_texts: self.needed_texts && bare.take > 0,
            texts: bare,
            entities: self.entities.min(page.entities) / 2,
            facts: self.facts.min(page.facts) / 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { bytes: 20_000_000, mentions: 250_000 };

    #[test]
    fn a_share_is_spread_evenly() {
        let share = Share::new(3, 10);
        let taken: Vec<u64> = (0..20).filter(|n| share.takes(*n)).collect();
        assert_eq!(taken, [3, 6, 9, 13, 16, 19]);
        assert!((0..9).all(|n| Share::new(5, 5).takes(n)));
        assert!(!(0..9).any(|n| Share::new(0, 5).takes(n)));
        let half = Share::new(1, 2).thousandths(500);
        assert_eq!((0..1000).filter(|n| half.takes(*n)).count(), 250);
    }

    #[test]
    fn a_large_dataset_is_sampled_to_what_a_page_holds() {
        let all = Plan {
            documents: Share::ALL,
            texts: Share::ALL,
            needed_texts: true,
            entities: usize::MAX,
            facts: usize::MAX,
        };
        let small = Size { documents: 900, mentions: 12_000, text_bytes: 2_000_000 };
        assert_eq!(all.clone().spread(&small, 900, LIMITS), all);
        let size = Size { documents: 80_000, mentions: 1_000_000, text_bytes: 400_000_000 };
        let plan = all.clone().spread(&size, 8_000, LIMITS);
        let taken = (0..size.documents).filter(|n| plan.documents.takes(*n)).count();
        assert_eq!(taken, 12_000, "of 20,000 documents with 250,000 mentions, 8,000 are wanted");
        let texts = (0..1_000_000).filter(|n| plan.texts.takes(*n)).count();
        assert_eq!(texts, 600_000, "36 MB of the 60 MB in the sample");
        // Even where facts want more than there is room for.
        let plan = all.spread(&size, 70_000, LIMITS);
        assert!((0..size.documents).filter(|n| plan.documents.takes(*n)).count() >= 5_000);
    }

    #[test]
    fn a_plan_that_is_made_smaller_ends_with_nothing() {
        let mut plan = Plan {
            documents: Share::ALL,
            texts: Share::ALL,
            needed_texts: true,
            entities: usize::MAX,
            facts: usize::MAX,
        };
        let mut rounds = 0;
        while plan.entities > 0 || (0..1000).any(|n| plan.documents.takes(n)) {
            let page = Made { bytes: 30_000_000, texts: 9_000_000, entities: 1000, facts: 1000 };
            plan = plan.smaller(&page, LIMITS);
            rounds += 1;
            assert!(rounds < 40, "{plan:?}");
        }
        assert!((0..).take(60).any(|_| {
            let page = Made { bytes: 30_000_000, texts: 29_000_000, entities: 0, facts: 0 };
            plan = plan.smaller(&page, LIMITS);
            !plan.needed_texts
        }));
    }
}
