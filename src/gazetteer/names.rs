//! Finds known names in running text: a walk over tokens from each word, by hashes of token sequences.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A token of running text: a word (letters and digits) or one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Hash of what it says; е for ё, one quotation mark for all.
    hash: u64,
}

/// Cuts a stretch of normalised text into tokens; spaces only separate.
pub fn tokens(text: &str, offset: usize, out: &mut Vec<Token>) {
    let mut word: Option<(usize, u64)> = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            let (start, hash) = word.unwrap_or((at, SEED));
            word = Some((start, add(hash, c)));
            continue;
        }
        if let Some((start, hash)) = word.take() {
            out.push(Token { start: offset + start, end: offset + at, hash });
        }
        if !c.is_whitespace() {
            out.push(Token { start: offset + at, end: offset + at + c.len_utf8(), hash: add(SEED, c) });
        }
    }
    if let Some((start, hash)) = word {
        out.push(Token { start: offset + start, end: offset + text.len(), hash });
    }
}

/// FNV-1a, 64 bits, over folded characters: two different names of one hash are less likely than a broken disk.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

fn add(hash: u64, c: char) -> u64 {
    let c = match c {
        'ё' => 'е',
        'Ё' => 'Е',
        '«' | '»' => '"',
        _ => c,
    };
    (hash ^ u64::from(c)).wrapping_mul(PRIME)
}

fn join(sequence: u64, token: u64) -> u64 {
    (sequence.rotate_left(5) ^ token).wrapping_mul(PRIME)
}

/// The hashes are hashes already.
#[derive(Debug, Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(PRIME);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// Names and what they stand for.
#[derive(Debug, Default)]
pub struct NameIndex {
    /// Every beginning of a name; with entries where a name ends.
    nodes: HashMap<u64, Node, BuildHasherDefault<Same>>,
}

#[derive(Debug, Default)]
struct Node {
    longer: bool,
    entries: Vec<u32>,
}

impl NameIndex {
    /// Adds a spelling of an entry.
    pub fn add(&mut self, spelling: &str, entry: u32) {
        let mut parts = Vec::new();
        tokens(spelling, 0, &mut parts);
        let mut sequence = SEED;
        for (i, token) in parts.iter().enumerate() {
            sequence = join(sequence, token.hash);
            let node = self.nodes.entry(sequence).or_default();
            if i + 1 < parts.len() {
                node.longer = true;
            } else if !node.entries.contains(&entry) {
                node.entries.push(entry);
            }
        }
    }

    /// The longest name that begins at `tokens[at]`: how many tokens it has, and its entries.
    pub fn longest(&self, tokens: &[Token], at: usize) -> Option<(usize, &[u32])> {
        let mut sequence = SEED;
        let mut best = None;
        for (i, token) in tokens[at..].iter().enumerate() {
            sequence = join(sequence, token.hash);
            let Some(node) = self.nodes.get(&sequence) else { break };
            if !node.entries.is_empty() {
                best = Some((i + 1, node.entries.as_slice()));
            }
            if !node.longer {
                break;
            }
        }
        best
    }

    /// Every name that begins at `tokens[at]`, shortest first: how many tokens it has, and its entries.
    pub fn each(&self, tokens: &[Token], at: usize, mut take: impl FnMut(usize, &[u32])) {
        let mut sequence = SEED;
        for (i, token) in tokens[at..].iter().enumerate() {
            sequence = join(sequence, token.hash);
            let Some(node) = self.nodes.get(&sequence) else { break };
            if !node.entries.is_empty() {
                take(i + 1, &node.entries);
            }
            if !node.longer {
                break;
            }
        }
    }

    /// How many beginnings of names it holds.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_wins() {
        let mut index = NameIndex::default();
        index.add("RFE/RL", 0);
        index.add("European Union", 1);
        index.add("European Union Aviation Safety Agency", 2);
        index.add("Партия «Зелёные»", 3);
        let find = |text: &str| {
            let mut parts = Vec::new();
            tokens(text, 0, &mut parts);
            (0..parts.len()).filter_map(|i| index.longest(&parts, i)).map(|(n, e)| (n, e[0])).collect::<Vec<_>>()
        };
        assert_eq!(
            find("told RFE/RL that the European Union and the European Union Aviation Safety Agency"),
            [(3, 0), (2, 1), (5, 2)]
        );
        assert_eq!(find("Партия \"Зеленые\""), [(4, 3)]);
        assert!(find("European Unions").is_empty());
    }
}
