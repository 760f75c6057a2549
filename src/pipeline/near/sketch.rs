//! The sketch of a text: the smallest hashes of its runs of three words (shingles). Two sketches
//! are enough to find near-copies; the texts are not needed.
//!
//! The smallest 256 hashes are a sample, drawn in the same way from every text (bottom-k
//! sketching). A sketch has all hashes of its text up to its own greatest hash. So up to the lower
//! of the two greatest hashes both sketches are complete, and the shared part there estimates the
//! shared part of the texts. The sketch of a text with fewer hashes has all of them.
//!
//! The lowest bit of a hash is no part of it: it says whether the run holds a value, which is a
//! number or a name. Texts made of one template share their runs without values, copies share both.

use super::de::capitalises_nouns;
use crate::text::Text;
use data_encoding::BASE64;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most hashes of a sketch.
pub(super) const MAX_HASHES: usize = 256;
/// Texts with fewer runs of three words have no sketch: only their exact hash finds copies.
pub(super) const FEWEST: usize = 8;

/// The least hashes, ascending, each once; none for a text too short.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch(Vec<u32>);

impl Sketch {
    /// The sketch of a document's text. Case, spaces and punctuation do not count.
    pub(crate) fn of(text: &Text<'_>) -> Self {
        let mut shingles = Shingles::new(text.normal.len(), capitalises_nouns(text));
        let mut bytes = text.normal.as_bytes().iter();
        while let Some(&byte) = bytes.next() {
            // The six bits that the next byte of a multi-byte character carries.
            let mut next = || u32::from(bytes.next().copied().unwrap_or_default() & 0x3F);
            match byte {
                ..0x80 => match SMALL[usize::from(byte)] {
                    0 if byte == b'\n' => shingles.end_line(),
                    0 => shingles.end(STOPS & 1 << byte != 0),
                    letter => {
                        shingles.take(u32::from(letter), u32::from(byte));
                        let rest = bytes.as_slice();
                        bytes = rest[shingles.take_small(rest)..].iter();
                    }
                },
                0x80..0xE0 => match u32::from(byte & 0x1F) << 6 | next() {
                    // «, », ° and the like.
                    ..0xC0 => shingles.end(false),
                    letter => shingles.take(small(letter), letter),
                },
                // Every other character is taken as a letter, except those from U+2000 to U+2BFF:
                // dashes, quotation marks, currencies, arrows.
                0xE0..0xF0 => match u32::from(byte & 0x0F) << 12 | next() << 6 | next() {
                    0x2000..0x2C00 => shingles.end(false),
                    letter => shingles.take(letter, letter),
                },
                _ => {
                    let letter = u32::from(byte & 0x07) << 18 | next() << 12 | next() << 6 | next();
                    shingles.take(letter, letter);
                }
            }
        }
        // The end of the text ends the last word, as a space would.
        shingles.end(true);
        let hashes = shingles.hashes.done();
        Self(if hashes.len() < FEWEST { Vec::new() } else { hashes })
    }

    /// The hashes.
    pub(super) fn hashes(&self) -> &[u32] {
        &self.0
    }

    /// Takes hashes that [`Sketch::hashes`] gave.
    #[cfg(test)]
    pub(super) fn from_hashes(hashes: Vec<u32>) -> Self {
        Self(hashes)
    }

    /// Takes hashes that [`Sketch::hashes`] gave in place of its own.
    pub(super) fn set(&mut self, hashes: impl Iterator<Item = u32>) {
        self.0.clear();
        self.0.extend(hashes);
    }

    /// The hash up to which the sketch is complete.
    pub(super) fn limit(&self) -> u32 {
        if self.0.len() < MAX_HASHES {
            u32::MAX
        } else {
            self.0.last().copied().unwrap_or(u32::MAX)
        }
    }
}

/// By byte: the ASCII letter in lower case or the digit; 0 for what ends words, and for the bytes
/// of other characters.
const SMALL: [u8; 256] = {
    let mut small = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            small[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    small
};

/// The ASCII bytes in a line after which any word may have a capital, as bits.
const STOPS: u128 = 1 << b'.' | 1 << b'!' | 1 << b'?' | 1 << b':';

/// A letter of two bytes in lower case. It covers only the letters of our languages, because a
/// look-up in the full Unicode tables costs more than the rest of the sketch.
fn small(letter: u32) -> u32 {
    // À to Þ, А to Я.
    if matches!(letter, 0xC0..=0xDE | 0x410..=0x42F) { letter + 32 } else { letter }
}

/// The words of a text as they are read, and the hashes of its shingles.
struct Shingles {
    /// The last three.
    words: [u64; 3],
    /// The one under way; 0 between words.
    word: u64,
    /// Words read so far that a run may hold.
    seen: usize,
    /// Whether the last byte ended a line.
    line_ended: bool,
    /// Of the last words, one bit each, the last word lowest: whether it has a capital that no
    /// sentence gives it.
    capitals: u32,
    /// Likewise, whether it is a value.
    values: u32,
    /// Whether the next word may open a sentence.
    opens: bool,
    capitalises_nouns: bool,
    hashes: BottomK,
}

impl Shingles {
    /// Of a text of so many bytes.
    fn new(bytes: usize, capitalises_nouns: bool) -> Self {
        Self {
            words: [0; 3],
            word: 0,
            seen: 0,
            line_ended: false,
            capitals: 0,
            values: 0,
            opens: true,
            capitalises_nouns,
            hashes: BottomK::new(bytes),
        }
    }

    /// Takes a letter in lower case and as it is written.
    #[inline(always)]
    fn take(&mut self, letter: u32, written: u32) {
        if self.word == 0 {
            self.line_ended = false;
            let capital = letter != written && !self.opens;
            let digit = (u32::from(b'0')..=u32::from(b'9')).contains(&letter);
            self.opens = false;
            self.capitals = self.capitals << 1 | u32::from(capital);
            let value = digit || capital && !self.capitalises_nouns;
            self.values = self.values << 1 | u32::from(value);
        }
        self.word = with_letter(self.word, letter);
    }

    /// Takes the ASCII letters that go on with a word; returns how many they are.
    #[inline(always)]
    fn take_small(&mut self, bytes: &[u8]) -> usize {
        let mut taken = 0;
        while let Some(byte) = bytes.get(taken)
            && let letter @ 1.. = SMALL[usize::from(*byte)]
        {
            self.word = with_letter(self.word, u32::from(letter));
            taken += 1;
        }
        taken
    }

    /// Ends a line. At the end of a paragraph a new run begins: what an outlet puts around a short
    /// article makes no runs with the article's words. Paragraphs of one or two words have no runs
    /// of their own and stay joined to the next.
    fn end_line(&mut self) {
        self.end(true);
        if std::mem::replace(&mut self.line_ended, true) && self.seen >= 3 {
            self.seen = 0;
        }
    }

    /// Ends a word, and with `stop` perhaps a sentence.
    #[inline(always)]
    fn end(&mut self, stop: bool) {
        self.opens |= stop;
        if self.word != 0 {
            self.words = [self.words[1], self.words[2], std::mem::take(&mut self.word)];
            self.seen += 1;
            if self.seen >= 3 {
                // Two capitals in a row make a name in every language.
                let value = self.values & 0b111 | self.capitals & self.capitals >> 1 & 0b11;
                self.hashes.push(shingle(self.words) & !1 | u32::from(value != 0));
            }
        }
    }
}

/// The hash of a word with one more letter.
#[inline(always)]
fn with_letter(word: u64, letter: u32) -> u64 {
    (word ^ u64::from(letter) ^ 0x1_0000).wrapping_mul(0x0100_0000_01b3)
}

/// The hash of a shingle.
fn shingle([a, b, c]: [u64; 3]) -> u32 {
    let mixed = (a.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b.rotate_left(21))
        .wrapping_mul(0xbf58_476d_1ce4_e5b9)
        ^ c.rotate_left(43);
    let mixed = (mixed ^ mixed >> 31).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed >> 32) as u32
}

/// Keeps the least distinct hashes of a stream.
struct BottomK {
    kept: Vec<u32>,
    limit: Option<u32>,
}

impl BottomK {
    /// Of a text of so many bytes.
    fn new(bytes: usize) -> Self {
        // A text has no more shingles than words, and seldom more than one word in four bytes.
        Self { kept: Vec::with_capacity((bytes / 4).min(MAX_HASHES * 4)), limit: None }
    }

    fn push(&mut self, hash: u32) {
        if self.limit.is_some_and(|limit| hash >= limit) {
            return;
        }
        self.kept.push(hash);
        if self.kept.len() >= MAX_HASHES * 4 {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.kept = ascending(&self.kept);
        // A run that holds a value anywhere holds one.
        self.kept.dedup_by(|again, first| {
            let same = *again >> 1 == *first >> 1;
            *first |= *again & u32::from(same);
            same
        });
        self.kept.truncate(MAX_HASHES);
        if self.kept.len() == MAX_HASHES {
            self.limit = self.kept.last().map(|last| last | 1);
        }
    }

    fn done(mut self) -> Vec<u32> {
        self.settle();
        self.kept.shrink_to_fit();
        self.kept
    }
}

/// Fewer hashes than this are sorted by comparing: the 256 parts of a counting sort cost more.
const FEW: usize = 64;

/// Sorts hashes. They are evenly distributed, so a counting sort by their upper eight bits puts
/// each one close to its place, and an insertion sort does the rest. This takes a third of the
/// steps of a comparison sort.
fn ascending(hashes: &[u32]) -> Vec<u32> {
    if hashes.len() < FEW {
        let mut sorted = hashes.to_vec();
        sorted.sort_unstable();
        return sorted;
    }
    let bits = hashes.iter().fold(0, |all, hash| all | hash);
    let shift = (u32::BITS - bits.leading_zeros()).saturating_sub(u8::BITS);
    let part = |hash: &u32| usize::from((hash >> shift) as u8);
    // How many hashes each part has, then where its next one goes.
    let mut places = [0; 256];
    hashes.iter().for_each(|hash| places[part(hash)] += 1);
    let mut start = 0;
    for place in &mut places {
        start += std::mem::replace(place, start);
    }
    let mut sorted = vec![0; hashes.len()];
    for hash in hashes {
        let place = &mut places[part(hash)];
        sorted[*place] = *hash;
        *place += 1;
    }
    for mut at in 1..sorted.len() {
        while at > 0 && sorted[at - 1] > sorted[at] {
            sorted.swap(at - 1, at);
            at -= 1;
        }
    }
    sorted
}

impl Serialize for Sketch {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(self.0.len() * 4);
        self.0.iter().for_each(|h| bytes.extend_from_slice(&h.to_le_bytes()));
        out.serialize_str(&BASE64.encode(&bytes))
    }
}

impl<'de> Deserialize<'de> for Sketch {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_str(Encoded)
    }
}

/// Reads a sketch from a string of the input, without copying the string.
struct Encoded;

impl Visitor<'_> for Encoded {
    type Value = Sketch;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("hashes in base64")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Sketch, E> {
        let bytes = BASE64.decode(text.as_bytes()).map_err(E::custom)?;
        Ok(Sketch(bytes.as_chunks().0.iter().map(|b| u32::from_le_bytes(*b)).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(&Text::new(text, Some(Lang::En)))
    }

    fn words(from: usize, to: usize) -> String {
        (from..to).map(|i| format!("word{} ", i * 7919 % 10007)).collect()
    }

    #[test]
    fn runs_with_values_are_marked() {
        let marked = |text: &str, lang: Lang| {
            let hashes = Sketch::of(&Text::new(text, Some(lang))).0;
            (hashes.iter().filter(|h| *h & 1 == 1).count(), hashes.len())
        };
        let plain = "we saw the boats leave the harbour before the storm came in";
        assert_eq!(marked(plain, Lang::En), (0, 10));
        assert_eq!(marked(&plain.replace("boats", "47"), Lang::En), (3, 10));
        assert_eq!(marked(&plain.replace("boats", "Ferris"), Lang::En), (3, 10));
        // A word that opens a sentence is no name.
        assert_eq!(marked(&plain.replace("boats", "day. Ferries"), Lang::En), (0, 11));
        let german = "wir sahen die Boote vor dem Sturm aus dem Hafen fahren und";
        assert_eq!(marked(german, Lang::De), (0, 10));
        assert_eq!(marked(&german.replace("Boote", "Boote Ida"), Lang::De), (2, 11));
        let russian = "мы видели как лодки вышли из гавани до начала шторма и пропали";
        assert_eq!(marked(russian, Lang::Ru), (0, 10));
        assert_eq!(marked(&russian.replace("лодки", "Ивановы"), Lang::Ru), (3, 10));
    }

    #[test]
    fn paragraphs_have_runs_of_their_own() {
        let text = "the boats left the harbour before the storm came in";
        let framed = format!("read our news here\n\n{text}\n\nall rights are reserved");
        let (plain, framed) = (sketch(text), sketch(&framed));
        assert!(plain.0.iter().all(|hash| framed.0.contains(hash)));
        assert_eq!(framed.0.len(), plain.0.len() + 2 + 2);
        // A list of short lines still has runs.
        let list: Vec<String> = (0..30).map(|i| format!("a{i} b{i}")).collect();
        assert_eq!(sketch(&list.join("\n\n")).0.len(), 15 * 2);
    }

    #[test]
    fn marks_of_punctuation_are_no_words() {
        let plain = "the boats of the town left the old harbour before the storm";
        let marks = "«the boats» of — the town – left … the “old” harbour, before the storm";
        assert_eq!(sketch(plain), sketch(marks));
    }

    #[test]
    fn hashes_come_in_order() {
        for (count, most) in [(0, 1), (1, 1), (7, 3), (300, u32::MAX), (1024, 1 << 20), (1000, 2)] {
            let mut hashes: Vec<u32> =
                (0..count).map(|i: u32| shingle([u64::from(i), 7, 9]) % most).collect();
            let sorted = ascending(&hashes);
            hashes.sort_unstable();
            assert_eq!(sorted, hashes);
        }
    }

    #[test]
    fn letters_of_any_length_are_read() {
        // Words with letters of one to four bytes. A word with a letter more or less gives another
        // sketch.
        let whole =
            |word: &str| sketch(&(0..40).map(|i| format!("{word}{i} ")).collect::<String>());
        let all = ["aé", "aя", "a語", "a𐐷", "a", "é", "語", "𐐷"].map(whole);
        assert!(all.iter().all(|one| one.hashes().len() == 38));
        assert!((0..8).all(|a| (0..a).all(|b| all[a] != all[b])));
        // Capitals only mark values.
        let hashes = |word: &str| whole(word).0.iter().map(|hash| hash >> 1).collect::<Vec<_>>();
        assert_eq!(hashes("Ärger Я"), hashes("ärger я"));
    }

    #[test]
    fn travels_as_text() {
        let one = sketch(&words(0, 900));
        let json = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Sketch>(&json).unwrap(), one);
        assert_eq!(one.hashes().len(), MAX_HASHES);
    }
}
