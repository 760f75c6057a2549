//! The spellings of a class as a tree of bytes: what patterns read a word by.

/// Words by their bytes, from a root on. Places in it are numbers.
///
/// A list of words stands in some dozen patterns; as a tree of its own it is made once for all of them.
#[derive(Debug)]
pub(crate) struct WordTree {
    /// A place after the other: a word that says whether one of the words ends there, in its lowest bit, and how many ways lead on, and then these, each with its byte in
    /// the lowest eight bits and where it leads, in the order of the bytes.
    code: Vec<u32>,
}

/// Where every word begins.
pub(crate) const ROOT: u32 = 0;

/// Places with fewer ways are looked through one by one.
const FEW: usize = 8;

impl WordTree {
    /// Takes words, each as the bytes in the order in which they are read.
    pub(crate) fn new(mut words: Vec<Vec<u8>>) -> Self {
        words.sort_unstable();
        words.dedup();
        let mut tree = Self { code: Vec::with_capacity(words.len() * 16) };
        tree.put(&words, 0);
        tree
    }

    /// Adds the place at which these words have read so many bytes, which are the same in all, and what is behind it.
    fn put(&mut self, words: &[Vec<u8>], read: usize) -> u32 {
        let place = self.code.len();
        let ends = words.first().is_some_and(|w| w.len() == read);
        let rest = &words[usize::from(ends)..];
        let ways = || rest.chunk_by(|a, b| a.get(read) == b.get(read)).enumerate();
        let count = ways().count();
        self.code.push((count as u32) << 1 | u32::from(ends));
        self.code.resize(place + 1 + count, 0);
        for (at, way) in ways() {
            let byte = way.first().and_then(|w| w.get(read)).copied().unwrap_or_default();
            self.code[place + 1 + at] = self.put(way, read + 1) << 8 | u32::from(byte);
        }
        place as u32
    }

    /// Whether a word ends at a place.
    pub(crate) fn ends(&self, place: u32) -> bool {
        self.code[place as usize] & 1 != 0
    }

    fn ways(&self, place: u32) -> &[u32] {
        let first = place as usize + 1;
        &self.code[first..first + (self.code[place as usize] >> 1) as usize]
    }

    /// Whether any way leads on from a place.
    pub(crate) fn goes_on(&self, place: u32) -> bool {
        !self.ways(place).is_empty()
    }

    /// The bytes that lead on from a place.
    pub(crate) fn bytes(&self, place: u32) -> impl Iterator<Item = u8> {
        self.ways(place).iter().map(|way| *way as u8)
    }

    /// Where a byte leads.
    pub(crate) fn next(&self, place: u32, byte: u8) -> Option<u32> {
        let ways = self.ways(place);
        let from = if ways.len() < FEW { 0 } else { ways.partition_point(|way| (*way as u8) < byte) };
        ways[from..].iter().find(|way| **way as u8 >= byte).filter(|way| **way as u8 == byte).map(|way| way >> 8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many bytes of the words that begin a text are read, for each of them.
    fn ends(words: &[&str], text: &str) -> Vec<usize> {
        let tree = WordTree::new(words.iter().map(|w| w.as_bytes().to_vec()).collect());
        let mut place = ROOT;
        let mut ends = Vec::new();
        for (at, byte) in text.bytes().enumerate() {
            let Some(next) = tree.next(place, byte) else { break };
            assert!(tree.bytes(place).any(|b| b == byte) && tree.goes_on(place));
            place = next;
            ends.extend(tree.ends(place).then_some(at + 1));
        }
        ends
    }

    #[test]
    fn every_word_that_begins_a_text_ends_there() {
        let words = ["day", "days", "dawn", "d", "März", "мая", "май", "x", "y", "z", "u", "v", "w", "k", "l"];
        assert_eq!(ends(&words, "days"), [1, 3, 4]);
        assert_eq!(ends(&words, "dawn"), [1, 4]);
        assert_eq!(ends(&words, "Märzen"), [5]);
        assert_eq!(ends(&words, "мая"), [6]);
        assert!(ends(&words, "мат").is_empty());
        assert!(ends(&words, "q").is_empty());
        assert!(ends(&[], "q").is_empty());
    }
}
