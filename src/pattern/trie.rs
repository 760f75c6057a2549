//! A list of words as a trie over bytes: how patterns read one of its words.

/// A list of words as a trie. Built once for all patterns that name the list. Nodes are numbers.
#[derive(Debug)]
pub(crate) struct Trie {
    /// One node after the other. Each is a head, which says in its lowest bit whether a word ends
    /// at the node, and above it the number of children; then the children in the order of their
    /// bytes, each with its byte in the lowest eight bits and its node above them.
    nodes: Vec<u32>,
}

/// Children of nodes with fewer of them are searched one by one.
const FEW: usize = 8;

impl Trie {
    /// The node at which every word begins.
    pub(crate) const ROOT: u32 = 0;

    /// Builds the trie of words, each as its bytes in the order in which they are read.
    pub(crate) fn new(mut words: Vec<Vec<u8>>) -> Self {
        words.sort_unstable();
        words.dedup();
        let mut trie = Self { nodes: Vec::with_capacity(words.len() * 16) };
        trie.put(&words, 0);
        trie
    }

    /// Adds the node at which these words, whose first `read` bytes are equal, have read them, and
    /// all nodes below it.
    fn put(&mut self, words: &[Vec<u8>], read: usize) -> u32 {
        let node = self.nodes.len();
        let ends = words.first().is_some_and(|w| w.len() == read);
        let rest = &words[usize::from(ends)..];
        let children = || rest.chunk_by(|a, b| a.get(read) == b.get(read)).enumerate();
        let count = children().count();
        self.nodes.push((count as u32) << 1 | u32::from(ends));
        self.nodes.resize(node + 1 + count, 0);
        for (at, child) in children() {
            let byte = child.first().and_then(|w| w.get(read)).copied().unwrap_or_default();
            self.nodes[node + 1 + at] = self.put(child, read + 1) << 8 | u32::from(byte);
        }
        node as u32
    }

    /// Whether a word ends at a node.
    pub(crate) fn ends(&self, node: u32) -> bool {
        self.nodes[node as usize] & 1 != 0
    }

    fn children(&self, node: u32) -> &[u32] {
        let first = node as usize + 1;
        &self.nodes[first..first + (self.nodes[node as usize] >> 1) as usize]
    }

    /// Whether a node has children.
    pub(crate) fn goes_on(&self, node: u32) -> bool {
        !self.children(node).is_empty()
    }

    /// The bytes of a node's children.
    pub(crate) fn bytes(&self, node: u32) -> impl Iterator<Item = u8> {
        self.children(node).iter().map(|child| *child as u8)
    }

    /// Calls `take` with the length of each word that `bytes` begin with, shortest first.
    #[inline]
    pub(crate) fn each_word(&self, bytes: &[u8], mut take: impl FnMut(usize)) {
        let mut node = Self::ROOT;
        for (read, byte) in bytes.iter().enumerate() {
            let Some(child) = self.next(node, *byte) else { return };
            node = child;
            if self.ends(node) {
                take(read + 1);
            }
        }
    }

    /// The child of a node for a byte.
    pub(crate) fn next(&self, node: u32, byte: u8) -> Option<u32> {
        let children = self.children(node);
        let from = if children.len() < FEW {
            0
        } else {
            children.partition_point(|child| (*child as u8) < byte)
        };
        children[from..]
            .iter()
            .find(|child| **child as u8 >= byte)
            .filter(|child| **child as u8 == byte)
            .map(|child| child >> 8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many bytes of the words that begin a text are read, for each of them.
    fn ends(words: &[&str], text: &str) -> Vec<usize> {
        let trie = Trie::new(words.iter().map(|w| w.as_bytes().to_vec()).collect());
        let mut node = Trie::ROOT;
        let mut ends = Vec::new();
        for (at, byte) in text.bytes().enumerate() {
            let Some(next) = trie.next(node, byte) else { break };
            assert!(trie.bytes(node).any(|b| b == byte) && trie.goes_on(node));
            node = next;
            ends.extend(trie.ends(node).then_some(at + 1));
        }
        ends
    }

    #[test]
    fn every_word_that_begins_a_text_ends_there() {
        let words = [
            "day", "days", "dawn", "d", "März", "мая", "май", "x", "y", "z", "u", "v", "w", "k",
            "l",
        ];
        assert_eq!(ends(&words, "days"), [1, 3, 4]);
        assert_eq!(ends(&words, "dawn"), [1, 4]);
        assert_eq!(ends(&words, "Märzen"), [5]);
        assert_eq!(ends(&words, "мая"), [6]);
        assert!(ends(&words, "мат").is_empty());
        assert!(ends(&words, "q").is_empty());
        assert!(ends(&[], "q").is_empty());
    }
}
