//! Known names, compiled: a flat table of hashes of token sequences, made by `build.rs` for the
//! built-in names and by the same code at run time for the user's. It is read where it lies;
//! nothing is parsed or built at start.
//!
//! A name of three tokens is three nodes: the hashes of its first token, its first two, all three.
//! A look-up starts at a token and continues as long as the next node exists. Most tokens begin no
//! name, and most beginnings continue differently. Two bit filters reject these early: one for
//! first tokens, small enough for the nearest CPU cache, and one for all nodes.

use crate::tokenize::{SEED, Token, join, tokenize};
use bytes::Bytes;
use std::ops::Range;

/// Names and the entries they stand for, as bytes: five `u32` of header (log2 of the filter's bits,
/// log2 of the slots, nodes, length of the lists, log2 of the bits of the filter for first tokens),
/// the filters, first tokens' first, the slots (the key, a `u64`, 0 where it is empty, the value, a
/// `u32`, and the bits of the tokens that may follow, a `u32`: side by side, for memory brings them
/// at once), the lists (`u32`). All little-endian.
#[derive(Debug, Clone)]
pub struct NameIndex {
    bytes: Bytes,
    /// The filter of first tokens, read already.
    firsts: FirstTokenFilter,
    filter_bits: u32,
    slot_bits: u32,
    nodes: usize,
    filter: usize,
    slots: usize,
    lists: usize,
}

/// Bytes of the header.
const HEADER: usize = 20;
/// Bytes of a slot.
const SLOT: usize = 16;
/// In a value: some longer name goes on from here.
const LONGER: u32 = 1 << 31;
/// In a value: the low bits are the one entry, not the place of a list.
const SINGLE: u32 = 1 << 30;
const LOW: u32 = SINGLE - 1;

/// Collects spellings, to be compiled.
#[derive(Debug, Default)]
pub struct NameIndexBuilder {
    /// Hash of a sequence, and an entry that ends there, or [`NameIndexBuilder::ON`] and the bit of
    /// the token that follows.
    nodes: Vec<(u64, u32, u32)>,
    /// The hashes of first tokens.
    firsts: Vec<u64>,
    parts: Vec<Token>,
}

impl NameIndexBuilder {
    /// No entry ends at this node.
    const ON: u32 = u32::MAX;

    /// Adds a spelling of an entry; entries are below 2³⁰.
    pub fn add(&mut self, spelling: &str, entry: u32) {
        self.parts.clear();
        tokenize(spelling, 0, &mut self.parts);
        let mut sequence = SEED;
        for (i, token) in self.parts.iter().enumerate() {
            sequence = join(sequence, token.hash);
            // 0 marks an empty slot; no hash of a name was ever seen to be 0.
            if i == 0 {
                self.firsts.push(sequence.max(1));
            }
            let (entry, follows) = match self.parts.get(i + 1) {
                Some(next) => (Self::ON, follower(next.hash)),
                None => (entry & LOW, 0),
            };
            self.nodes.push((sequence.max(1), entry, follows));
        }
    }

    /// Compiles what was added; the bytes do not depend on the order of adding.
    pub fn build(mut self) -> NameIndex {
        self.nodes.sort_unstable();
        self.nodes.dedup();
        let nodes = self.nodes.chunk_by(|a, b| a.0 == b.0).count();
        // At most three quarters full.
        let slot_bits = (nodes * 4 / 3 + 1).next_power_of_two().trailing_zeros().max(1);
        let filter_bits = (nodes * 8).next_power_of_two().trailing_zeros().clamp(6, 21);
        let mut filter = vec![0u8; (1 << filter_bits) / 8];
        self.firsts.sort_unstable();
        self.firsts.dedup();
        let first_bits = (self.firsts.len() * 8).next_power_of_two().trailing_zeros().clamp(7, 20);
        let mut firsts = vec![0u64; (1 << first_bits) / 64];
        for key in &self.firsts {
            let (word, bits) = first_bits_of(*key, first_bits);
            firsts[word] |= bits;
        }
        let mut slots = vec![(0u64, 0u32, 0u32); 1 << slot_bits];
        let mut lists: Vec<u32> = Vec::new();
        for node in self.nodes.chunk_by(|a, b| a.0 == b.0) {
            let key = node[0].0;
            let bit = filter_bit(key, filter_bits);
            filter[bit / 8] |= 1 << (bit % 8);
            let entries: Vec<u32> = node.iter().map(|n| n.1).filter(|e| *e != Self::ON).collect();
            let longer = if node.iter().any(|n| n.1 == Self::ON) { LONGER } else { 0 };
            let value = match entries.as_slice() {
                [] => 0,
                [one] => SINGLE | one,
                many => {
                    lists.push(many.len() as u32);
                    lists.extend(many);
                    (lists.len() - many.len()) as u32
                }
            };
            let mut slot = slot_of(key, slot_bits);
            while slots[slot].0 != 0 {
                slot = (slot + 1) & (slots.len() - 1);
            }
            slots[slot] = (key, value | longer, node.iter().fold(0, |follows, n| follows | n.2));
        }
        let mut bytes = Vec::with_capacity(
            HEADER + firsts.len() * 8 + filter.len() + slots.len() * SLOT + lists.len() * 4,
        );
        for n in [filter_bits, slot_bits, nodes as u32, lists.len() as u32, first_bits] {
            bytes.extend(n.to_le_bytes());
        }
        bytes.extend(firsts.iter().flat_map(|word| word.to_le_bytes()));
        bytes.extend(filter);
        for (key, value, follows) in slots {
            bytes.extend(key.to_le_bytes());
            bytes.extend([value, follows].iter().flat_map(|v| v.to_le_bytes()));
        }
        bytes.extend(lists.iter().flat_map(|v| v.to_le_bytes()));
        NameIndex::read(bytes)
    }
}

/// Spreads the hash, whose high bits vary little for short words.
#[inline]
fn spread(key: u64) -> u64 {
    (key ^ (key >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[inline]
fn slot_of(key: u64, bits: u32) -> usize {
    (spread(key) >> (64 - bits)) as usize
}

#[inline]
fn filter_bit(key: u64, bits: u32) -> usize {
    (spread(key) as u32 >> (32 - bits)) as usize
}

/// The word of the first-token filter that holds a key, and the key's two bits in that word. Two
/// bits let through a third of the keys that one bit would.
#[inline]
fn first_bits_of(key: u64, bits: u32) -> (usize, u64) {
    let hash = spread(key);
    ((hash >> (64 + 6 - bits)) as usize, 1 << (hash >> 20 & 63) | 1 << (hash >> 26 & 63))
}

/// The bit of a token among those that may follow a beginning: of most beginnings few go on.
#[inline]
fn follower(token: u64) -> u32 {
    1 << (spread(token) >> 59)
}

/// A Bloom filter of the tokens with which the names of one or more indexes begin, by hash. No
/// false negatives; false positives are rare.
#[derive(Debug, Clone, Default)]
pub struct FirstTokenFilter {
    words: Vec<u64>,
    /// Log2 of how many bits they have.
    bits: u32,
}

impl FirstTokenFilter {
    /// Those of several indexes together.
    pub fn of<'a>(indexes: impl IntoIterator<Item = &'a NameIndex>) -> Self {
        let mut all = Self { words: vec![0], bits: 6 };
        for Self { words, bits } in indexes.into_iter().map(NameIndex::first_tokens) {
            if all.bits < *bits {
                all = all.spread_out(*bits);
            }
            // A word of the smaller filter is asked where any of so many of the larger is.
            let each = 1 << (all.bits - bits);
            for (words, word) in all.words.chunks_mut(each).zip(words) {
                words.iter_mut().for_each(|w| *w |= word);
            }
        }
        all
    }

    fn spread_out(&self, bits: u32) -> Self {
        let each = 1 << (bits - self.bits);
        Self {
            words: self.words.iter().flat_map(|word| std::iter::repeat_n(*word, each)).collect(),
            bits,
        }
    }

    /// Tells each token whether a name may begin with it: once for all indexes, of which most
    /// tokens are in none.
    pub fn mark(&self, tokens: &mut [Token]) {
        for token in tokens {
            token.begins = self.may_hold(token);
        }
    }

    #[inline]
    fn may_hold(&self, token: &Token) -> bool {
        let (word, bits) = first_bits_of(join(SEED, token.hash).max(1), self.bits);
        self.words.get(word).is_some_and(|word| word & bits == bits)
    }
}

/// The entries of a name.
#[derive(Debug, Clone)]
pub struct Entries<'a> {
    index: &'a NameIndex,
    single: Option<u32>,
    list: Range<usize>,
}

impl Iterator for Entries<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        self.single
            .take()
            .or_else(|| self.list.next().map(|i| self.index.u32_at(self.index.lists + i * 4)))
    }
}

impl NameIndex {
    /// Takes bytes that [`NameIndexBuilder::build`] made.
    pub fn read(bytes: impl Into<Bytes>) -> Self {
        let mut index = Self {
            bytes: bytes.into(),
            firsts: FirstTokenFilter::default(),
            filter_bits: 0,
            slot_bits: 0,
            nodes: 0,
            filter: 0,
            slots: 0,
            lists: 0,
        };
        index.filter_bits = index.u32_at(0);
        index.slot_bits = index.u32_at(4);
        index.nodes = index.u32_at(8) as usize;
        index.firsts.bits = index.u32_at(16);
        index.filter = HEADER + (1 << index.firsts.bits) / 8;
        let (words, _) = index.bytes.get(HEADER..index.filter).unwrap_or_default().as_chunks();
        index.firsts.words = words.iter().map(|word| u64::from_le_bytes(*word)).collect();
        index.slots = index.filter + (1 << index.filter_bits) / 8;
        index.lists = index.slots + (SLOT << index.slot_bits);
        index
    }

    /// Its bytes, for [`NameIndex::read`].
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its bytes, shared.
    pub(crate) fn shared(&self) -> Bytes {
        self.bytes.clone()
    }

    /// How many beginnings of names it holds.
    pub fn len(&self) -> usize {
        self.nodes
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.nodes == 0
    }

    #[inline]
    fn u32_at(&self, at: usize) -> u32 {
        self.bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
    }

    /// The key of a slot, its value, and the bits of what may follow.
    #[inline]
    fn slot(&self, slot: usize) -> (u64, u32, u32) {
        let at = self.slots + slot * SLOT;
        let slot = self
            .bytes
            .get(at..at + SLOT)
            .and_then(|b| b.try_into().ok())
            .map_or(0, u128::from_le_bytes);
        (slot as u64, (slot >> 64) as u32, (slot >> 96) as u32)
    }

    /// The filter of first tokens.
    pub fn first_tokens(&self) -> &FirstTokenFilter {
        &self.firsts
    }

    /// Whether there may be such a node.
    #[inline]
    fn may_be(&self, key: u64) -> bool {
        let bit = filter_bit(key, self.filter_bits);
        self.bytes[self.filter + bit / 8] & (1 << (bit % 8)) != 0
    }

    /// The value of a node and the bits of what may follow; `None` where no name begins so.
    #[inline]
    fn node(&self, sequence: u64) -> Option<(u32, u32)> {
        let key = sequence.max(1);
        if !self.may_be(key) {
            return None;
        }
        let mut slot = slot_of(key, self.slot_bits);
        loop {
            match self.slot(slot) {
                (0, ..) => return None,
                (found, value, follows) if found == key => return Some((value, follows)),
                _ => slot = (slot + 1) & ((1 << self.slot_bits) - 1),
            }
        }
    }

    #[inline]
    fn entries(&self, value: u32) -> Option<Entries<'_>> {
        match value & LOW {
            low if value & SINGLE != 0 => {
                Some(Entries { index: self, single: Some(low), list: 0..0 })
            }
            0 => None,
            low => {
                let from = low as usize;
                let count = self.u32_at(self.lists + (from - 1) * 4) as usize;
                Some(Entries { index: self, single: None, list: from..from + count })
            }
        }
    }

    /// Every name that begins at `tokens[at]`, shortest first: how many tokens it has, and its
    /// entries.
    #[inline]
    pub fn each<'s>(&'s self, tokens: &[Token], at: usize, take: impl FnMut(usize, Entries<'s>)) {
        // Most tokens begin no name: that is told where it is asked.
        if tokens.get(at).is_some_and(|first| first.begins && self.firsts.may_hold(first)) {
            self.from(&tokens[at..], take);
        }
    }

    /// Every name that the tokens begin with.
    fn from<'s>(&'s self, tokens: &[Token], mut take: impl FnMut(usize, Entries<'s>)) {
        let (mut sequence, mut may_follow) = (SEED, u32::MAX);
        for (i, token) in tokens.iter().enumerate() {
            if may_follow != u32::MAX && may_follow & follower(token.hash) == 0 {
                break;
            }
            sequence = join(sequence, token.hash);
            let Some((value, follows)) = self.node(sequence) else { break };
            may_follow = follows;
            if let Some(entries) = self.entries(value) {
                take(i + 1, entries);
            }
            if value & LONGER == 0 {
                break;
            }
        }
    }

    /// The longest name that begins at `tokens[at]`: how many tokens it has, and its entries.
    #[inline]
    pub fn longest(&self, tokens: &[Token], at: usize) -> Option<(usize, Entries<'_>)> {
        let mut best = None;
        self.each(tokens, at, |count, entries| best = Some((count, entries)));
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_wins_and_equals_share() {
        let mut names = NameIndexBuilder::default();
        names.add("RFE/RL", 0);
        names.add("European Union", 1);
        names.add("European Union Aviation Safety Agency", 2);
        names.add("Партия «Зелёные»", 3);
        names.add("Партия «Зелёные»", 7);
        let index = NameIndex::read(names.build().bytes().to_vec());
        let find = |text: &str| {
            let mut parts = Vec::new();
            tokenize(text, 0, &mut parts);
            (0..parts.len())
                .filter_map(|i| index.longest(&parts, i))
                .map(|(n, e)| (n, e.collect::<Vec<_>>()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            find(
                "told RFE/RL that the European Union and the European Union Aviation Safety Agency"
            ),
            [(3, vec![0]), (2, vec![1]), (5, vec![2])]
        );
        assert_eq!(find("Партия \"Зеленые\""), [(4, vec![3, 7])]);
        assert!(find("European Unions").is_empty());
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        let index = NameIndexBuilder::default().build();
        let mut parts = Vec::new();
        tokenize("European Union", 0, &mut parts);
        assert!(index.is_empty() && index.longest(&parts, 0).is_none());
    }
}
