//! The classes of words in the tables, as an enum that `build.rs` makes from them: a wrong name
//! does not compile.

use super::Row;
use std::cmp::Ordering;

include!(concat!(env!("OUT_DIR"), "/class.rs"));

impl Class {
    /// The class of this name in the tables.
    pub(crate) const fn from_name(name: &[u8]) -> Option<Self> {
        // The classes are sorted by name.
        let (mut first, mut end) = (0, Self::ALL.len());
        while first < end {
            let middle = usize::midpoint(first, end);
            match compare(Self::ALL[middle].name().as_bytes(), name) {
                Ordering::Less => first = middle + 1,
                Ordering::Equal => return Some(Self::ALL[middle]),
                Ordering::Greater => end = middle,
            }
        }
        None
    }

    /// Whether a table's row is of this class.
    pub(crate) fn has(self, row: &Row<'_, '_>) -> bool {
        row.get("class") == self.name()
    }

    /// The class of a table's row.
    pub(crate) fn of(row: &Row<'_, '_>) -> Option<Self> {
        Self::from_name(row.get("class").as_bytes())
    }
}

/// Compares byte strings, as `Ord` does, in a constant.
pub(crate) const fn compare(one: &[u8], other: &[u8]) -> Ordering {
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return if one[at] < other[at] { Ordering::Less } else { Ordering::Greater };
        }
        at += 1;
    }
    if one.len() == other.len() {
        Ordering::Equal
    } else if one.len() < other.len() {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_found_by_its_name() {
        assert!(
            Class::ALL
                .iter()
                .all(|class| Class::from_name(class.name().as_bytes()) == Some(*class))
        );
        assert_eq!(Class::from_name(b"no_such_class"), None);
    }
}
