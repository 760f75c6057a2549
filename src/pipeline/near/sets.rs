//! The sets of near-copies, as the documents are written.

use std::collections::BTreeMap;

/// For each document in turn: the document that it is a near-copy of. That is the first document of
/// its set of near-copies.
pub(in crate::pipeline) struct NearSets {
    /// For each document that is not an exact copy: the number of the first document of its set.
    first: Vec<u32>,
    /// Whether this document is the first of a set with other documents.
    leads: Vec<bool>,
    at: usize,
    /// The ids of the documents that are first of such a set.
    ids: BTreeMap<u32, Box<str>>,
}

impl NearSets {
    /// Of the first document of each document's set.
    pub(in crate::pipeline) fn new(first: Vec<u32>) -> Self {
        let mut leads = vec![false; first.len()];
        for (at, &lead) in first.iter().enumerate().filter(|(at, lead)| **lead as usize != *at) {
            debug_assert!((lead as usize) < at, "the first comes first");
            leads[lead as usize] = true;
        }
        Self { first, leads, at: 0, ids: BTreeMap::new() }
    }

    /// Takes the id of the next document. Returns the number of its set, if this has several
    /// documents, and the id of the document that it is a near-copy of.
    pub(in crate::pipeline) fn next(&mut self, id: &str) -> (Option<u32>, Option<String>) {
        let at = self.at;
        self.at += 1;
        let Some(&first) = self.first.get(at) else { return (None, None) };
        if self.leads[at] {
            self.ids.insert(at as u32, id.into());
            return (Some(first), None);
        }
        match self.ids.get(&first).filter(|_| first as usize != at) {
            Some(first_id) => (Some(first), Some(first_id.to_string())),
            None => (None, None),
        }
    }
}
