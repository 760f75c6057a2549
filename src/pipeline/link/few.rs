//! Sorted sets that mostly hold one thing or none: a tree would reserve room for eleven.

use std::borrow::Borrow;

/// A sorted set in one piece of memory. Adding to a large one is slow, except at its end.
#[derive(Debug, Clone)]
pub(in crate::pipeline) struct Few<T>(Vec<T>);

/// Sets up to this size take no more memory than they need.
const SMALL: usize = 8;

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord> Few<T> {
    pub(in crate::pipeline) fn insert(&mut self, item: T) {
        let at = match self.0.last() {
            Some(last) if *last >= item => match self.0.binary_search(&item) {
                Ok(_) => return,
                Err(at) => at,
            },
            Some(_) | None => self.0.len(),
        };
        if self.0.len() < SMALL {
            self.0.reserve_exact(1);
        }
        self.0.insert(at, item);
    }

    pub(in crate::pipeline) fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.binary_search_by(|known| known.borrow().cmp(item)).is_ok()
    }

    pub(in crate::pipeline) fn absorb(&mut self, mut other: Self) {
        if self.0.is_empty() {
            *self = other;
        } else if !other.0.is_empty() {
            // Two sorted runs: merging them takes one pass.
            self.0.append(&mut other.0);
            self.0.sort();
            self.0.dedup();
        }
    }

    pub(in crate::pipeline) fn first(&self) -> Option<&T> {
        self.0.first()
    }

    pub(in crate::pipeline) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(in crate::pipeline) fn len(&self) -> usize {
        self.0.len()
    }

    pub(in crate::pipeline) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// Those from `least` to `most`.
    pub(in crate::pipeline) fn between(&self, least: &T, most: &T) -> &[T] {
        let start = self.0.partition_point(|item| item < least);
        let rest = self.0.get(start..).unwrap_or_default();
        &rest[..rest.partition_point(|item| item <= most)]
    }

    pub(in crate::pipeline) fn is_disjoint(&self, other: &Self) -> bool {
        let (few, many) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        !few.iter().any(|item| many.contains(item))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn few(items: &[u8]) -> Few<u8> {
        let mut few = Few::default();
        items.iter().for_each(|item| few.insert(*item));
        few
    }

    proptest! {
        #[test]
        fn is_a_sorted_set(a: Vec<u8>, b: Vec<u8>, least: u8, most: u8) {
            let sets: Vec<BTreeSet<u8>> = [&a, &b].map(|v| v.iter().copied().collect()).into();
            let (mut one, other) = (few(&a), few(&b));
            prop_assert!(one.iter().eq(sets[0].iter()));
            prop_assert_eq!(one.is_disjoint(&other), sets[0].is_disjoint(&sets[1]));
            prop_assert!((0..=255).all(|item| one.contains(&item) == sets[0].contains(&item)));
            one.absorb(other);
            prop_assert!(one.iter().eq(sets[0].union(&sets[1])));
            let (least, most) = (least.min(most), least.max(most));
            let union: BTreeSet<u8> = sets[0].union(&sets[1]).copied().collect();
            prop_assert!(one.between(&least, &most).iter().eq(union.range(least..=most)));
        }
    }
}
