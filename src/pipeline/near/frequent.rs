//! The runs of three words that are frequent in an outlet: its frame, its templates, its phrases.
//!
//! Counting every hash of every sketch by outlet would take memory without bound, since most
//! occur once. So the sketches are read twice. The first reading adds up small counters, each of
//! which serves many hashes: it is never below the count of one of them. The second reading counts
//! the hashes exactly whose counter reached what makes a run frequent. Both only add, so the result
//! does not depend on the order of documents.

use super::sketch::Sketch;
use super::store::Sketches;
use crate::error::Result;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What is in fewer documents of an outlet is not frequent. A story and its updates are that many.
const LEAST: u32 = 5;

/// The most small counters: 64 MB.
const CELLS: usize = 1 << 26;

/// Hashes that are frequent in an outlet: the keys of both.
#[derive(Debug, Default)]
pub(super) struct Frequent(KeySet);

impl Frequent {
    /// Of these sketches, which have so many hashes together and these outlets.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub(super) fn of(sketches: &mut Sketches, hashes: usize, outlets: &[u64]) -> Result<Self> {
        let enough = enough(outlets);
        if enough.is_empty() {
            return Ok(Self::default());
        }
        let mut cells = Cells::new(hashes);
        sketches.each(|number, sketch| {
            if enough.contains_key(&outlets[number]) {
                keys(outlets[number], sketch).for_each(|key| cells.add(key));
            }
            Ok(())
        })?;
        let mut frequent = Vec::new();
        // How many more documents would have to have a hash.
        let mut missing: FxHashMap<u64, u32> = FxHashMap::default();
        sketches.each(|number, sketch| {
            if let Some(enough) = enough.get(&outlets[number]) {
                for key in keys(outlets[number], sketch).filter(|k| cells.may_reach(*k, *enough)) {
                    let missing = missing.entry(key).or_insert(*enough);
                    if *missing == 1 {
                        frequent.push(key);
                    }
                    *missing = missing.saturating_sub(1);
                }
            }
            Ok(())
        })?;
        Ok(Self(KeySet::of(&frequent)))
    }

    /// Whether a hash, without its lowest bit, is frequent in an outlet.
    pub(super) fn has(&self, outlet: u64, hash: u32) -> bool {
        self.0.has(key(outlet, hash))
    }
}

/// By outlet: the number of documents that makes a run frequent, half the square root of all.
/// Outlets too small to have any are left out.
fn enough(outlets: &[u64]) -> BTreeMap<u64, u32> {
    let mut documents: BTreeMap<u64, u32> = BTreeMap::new();
    outlets.iter().for_each(|outlet| *documents.entry(*outlet).or_default() += 1);
    let large = documents.into_iter().filter(|(_, count)| *count >= LEAST);
    large.map(|(outlet, count)| (outlet, (count.isqrt() / 2).max(LEAST))).collect()
}

fn keys(outlet: u64, sketch: &Sketch) -> impl Iterator<Item = u64> + '_ {
    sketch.hashes().iter().map(move |hash| key(outlet, hash >> 1))
}

/// Never 0.
fn key(outlet: u64, hash: u32) -> u64 {
    let key = outlet.rotate_left(32) ^ u64::from(hash);
    let key = (key ^ key >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (key ^ key >> 32).max(1)
}

/// A set of keys. Every hash of every sketch is looked up, and most are in no set: a table of which
/// at least half is free answers that with one or two comparisons, a fifth of a hash set's steps.
#[derive(Debug, Default)]
struct KeySet(
    /// Each key at the place that its lowest bits tell, or in the next free one; 0 where free.
    Vec<u64>,
);

impl KeySet {
    fn of(keys: &[u64]) -> Self {
        if keys.is_empty() {
            return Self::default();
        }
        let mut set = Self(vec![0; (keys.len() * 2).next_power_of_two()]);
        for key in keys {
            let at = set.place(*key);
            set.0[at] = *key;
        }
        set
    }

    fn has(&self, key: u64) -> bool {
        !self.0.is_empty() && self.0[self.place(key)] == key
    }

    /// Where a key is or would be.
    fn place(&self, key: u64) -> usize {
        let mut at = key as usize & (self.0.len() - 1);
        while self.0[at] != 0 && self.0[at] != key {
            at = (at + 1) & (self.0.len() - 1);
        }
        at
    }
}

/// Counters that many keys share.
struct Cells(Vec<u8>);

impl Cells {
    /// For so many keys.
    fn new(keys: usize) -> Self {
        Self(vec![0; (keys / 2).next_power_of_two().min(CELLS)])
    }

    fn at(&self, key: u64) -> usize {
        key as usize & (self.0.len() - 1)
    }

    fn add(&mut self, key: u64) {
        let at = self.at(key);
        self.0[at] = self.0[at].saturating_add(1);
    }

    /// Whether a key may have been added so often; if not, it certainly has not.
    fn may_reach(&self, key: u64, count: u32) -> bool {
        u32::from(self.0[self.at(key)]) >= count.min(u8::MAX.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_by_outlet_and_exact() {
        let mut sketches = Sketches::new(None).unwrap();
        let mut outlets = Vec::new();
        // In each of 30 documents of each of two outlets: one hash that all have, one that every
        // sixth has, and many of its own.
        for number in 0..60_u32 {
            let own = (0..20).map(|i| 1000 + (number * 20 + i) * 2);
            let other = if number % 2 == 0 { 2 } else { 4 };
            let shared = [other, 100 + number / 2 % 6 * 2, 200 + number / 2 % 7 * 2];
            sketches.push(&Sketch::from_hashes(shared.into_iter().chain(own).collect())).unwrap();
            outlets.push(u64::from(number % 2));
        }
        let frequent = Frequent::of(&mut sketches, 60 * 23, &outlets).unwrap();
        assert!(frequent.has(0, 1) && !frequent.has(1, 1));
        assert!(frequent.has(1, 2) && !frequent.has(0, 2));
        assert!((50..56).all(|hash| frequent.has(0, hash) && frequent.has(1, hash)));
        // One of seven has the next: four or five documents of 30.
        assert_eq!((100..107).filter(|hash| frequent.has(0, *hash)).count(), 2);
        assert_eq!(frequent.0.0.iter().filter(|key| **key != 0).count(), 2 + 12 + 4);
    }

    #[test]
    fn keys_of_one_place_are_told_apart() {
        // A table of eight places: all begin at the last one, and go on at the first.
        let keys = [7, 15, 23, 31];
        let set = KeySet::of(&keys);
        assert!(keys.iter().all(|key| set.has(*key)));
        assert!([6, 8, 39, 1 << 40 | 7].iter().all(|key| !set.has(*key)));
        assert!(!KeySet::of(&[]).has(7));
    }

    #[test]
    fn large_outlets_need_more() {
        let outlets: Vec<u64> = [vec![1; 3], vec![2; 100], vec![3; 1000]].concat();
        let enough = enough(&outlets);
        assert_eq!([1, 2, 3].map(|outlet| enough.get(&outlet).copied()), [None, Some(5), Some(15)]);
    }

    #[test]
    fn small_outlets_have_no_frame() {
        let mut sketches = Sketches::new(None).unwrap();
        (0..4).for_each(|_| sketches.push(&Sketch::from_hashes(vec![2, 4])).unwrap());
        assert!(!Frequent::of(&mut sketches, 8, &[0; 4]).unwrap().has(0, 1));
    }
}
