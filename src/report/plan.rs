//! How much of a dataset a page takes.

use crate::model::Manifest;

/// Bytes of a page, at most.
pub(super) const MAX_PAGE: usize = 20_000_000;

/// Mentions up to which a page has all documents, mentions, entities and facts.
pub(super) const MAX_MENTIONS: u64 = 250_000;

/// The same of documents: an archive may have many without mentions.
const MAX_DOCUMENTS: u64 = 100_000;

/// Of a larger dataset: mentions in the page, about, and how many entities and facts.
const SAMPLED_MENTIONS: u64 = 120_000;
const SAMPLED_ENTITIES: usize = 15_000;
const SAMPLED_FACTS: usize = 4_000;

/// Bytes of text that a page is tried with at first. News packs to about half of it.
const FIRST_TEXTS: u64 = 36_000_000;

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

    /// The share of this share, in thousandths.
    fn thousandths(self, part: u64) -> Self {
        // A thousandth of a thousandth is none: the numbers stay small.
        let share = u128::from(self.take) * u128::from(part) * 1000 / u128::from(self.of);
        Self::new(u64::try_from(share).unwrap_or(u64::MAX), 1_000_000)
    }
}

/// What a page takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    /// Documents with their mentions, besides those that facts and sums need.
    pub(super) documents: Share,
    /// Of these, the ones with their text.
    pub(super) texts: Share,
    /// Entities, besides those that facts need.
    pub(super) entities: usize,
    /// Facts.
    pub(super) facts: usize,
}

impl Plan {
    /// The plan for a dataset that has this much text.
    pub(super) fn first(manifest: &Manifest, text_bytes: u64) -> Self {
        let mentions = manifest.mentions.values().flat_map(|langs| langs.values()).sum::<u64>();
        let whole = mentions <= MAX_MENTIONS && manifest.documents <= MAX_DOCUMENTS;
        let documents = if whole {
            Share::ALL
        } else {
            let few = Share::new(MAX_DOCUMENTS / 2, manifest.documents);
            let short = Share::new(SAMPLED_MENTIONS, mentions.max(1));
            if few.of * short.take < short.of * few.take { short } else { few }
        };
        let of_sample = text_bytes / documents.of * documents.take;
        Self {
            documents,
            texts: Share::new(FIRST_TEXTS, of_sample.max(1)),
            entities: if whole { usize::MAX } else { SAMPLED_ENTITIES },
            facts: if whole { usize::MAX } else { SAMPLED_FACTS },
        }
    }

    /// A smaller plan for a page that came out too large: `size` bytes, `texts` of them packed texts,
    /// with this many entities and facts.
    pub(super) fn smaller(&self, size: usize, texts: usize, entities: usize, facts: usize) -> Self {
        let room = (MAX_PAGE / 100 * 97).saturating_sub(size - texts);
        if room * 4 > MAX_PAGE && room < texts && self.texts.take > 0 {
            // The texts that facts need stay in any case, so aim lower.
            let part = (room * 940 / texts) as u64;
            return Self { texts: self.texts.thousandths(part), ..self.clone() };
        }
        Self {
            documents: self.documents.thousandths(500),
            texts: self.texts.thousandths(800),
            entities: self.entities.min(entities) / 2,
            facts: self.facts.min(facts) / 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_plan_that_is_made_smaller_ends_with_nothing() {
        let mut plan = Plan {
            documents: Share::ALL,
            texts: Share::ALL,
            entities: usize::MAX,
            facts: usize::MAX,
        };
        let mut rounds = 0;
        while plan.entities > 0 || (0..1000).any(|n| plan.documents.takes(n)) {
            plan = plan.smaller(30_000_000, 9_000_000, 1000, 1000);
            rounds += 1;
            assert!(rounds < 40, "{plan:?}");
        }
    }
}
