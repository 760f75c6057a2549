//! Tokens of running text with their hashes: what names are looked up by.

/// A token of running text: a word (letters and digits) or one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What letters a word has.
    pub shape: Shape,
    /// Hash of what it says; е for ё, one quotation mark for all.
    pub(super) hash: u64,
}

/// What letters a word has, as far as it is asked for all the time. A mark has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape(u8);

impl Shape {
    const CAPITAL: u8 = 1;
    const ACRONYM: u8 = 2;
    const DIGIT: u8 = 4;

    /// Whether it begins with a capital.
    pub fn is_capital(self) -> bool {
        self.0 & Self::CAPITAL != 0
    }

    /// Whether [`is_acronym`](super::is_acronym) says that it is an acronym.
    pub fn is_acronym(self) -> bool {
        self.0 & Self::ACRONYM != 0
    }

    /// Whether it has an ASCII digit.
    pub fn has_digit(self) -> bool {
        self.0 & Self::DIGIT != 0
    }
}

/// A word that is being read.
#[derive(Debug, Default)]
struct Letters {
    capitals: u32,
    small: u32,
    all: u32,
    capital: bool,
    digit: bool,
    /// It has a letter that is hashed as another.
    folds: bool,
}

impl Letters {
    fn ascii(&mut self, letter: u8) {
        self.add(letter.is_ascii_uppercase(), letter.is_ascii_lowercase());
        self.digit |= letter.is_ascii_digit();
    }

    fn other(&mut self, letter: char) {
        let (capital, small) = match letter {
            'А'..='Я' => (true, false),
            'а'..='я' => (false, true),
            _ => (letter.is_uppercase(), letter.is_lowercase()),
        };
        self.add(capital, small);
        self.folds |= matches!(letter, 'ё' | 'Ё');
    }

    fn add(&mut self, capital: bool, small: bool) {
        self.capital |= capital && self.all == 0;
        self.all += 1;
        self.capitals += u32::from(capital);
        self.small += u32::from(small);
    }

    fn shape(&self) -> Shape {
        let bit = |is: bool, bit: u8| if is { bit } else { 0 };
        let acronym = self.capitals >= 2 && self.small <= self.capitals && self.all <= 12;
        Shape(bit(self.capital, Shape::CAPITAL) | bit(acronym, Shape::ACRONYM) | bit(self.digit, Shape::DIGIT))
    }
}

/// Cuts a stretch of normalised text into tokens; spaces only separate.
pub fn tokens(text: &str, offset: usize, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut letters = Letters::default();
        let mark = loop {
            // Most letters are ASCII: they are read without being decoded.
            while let Some(&letter) = bytes.get(at).filter(|b| b.is_ascii_alphanumeric()) {
                letters.ascii(letter);
                at += 1;
            }
            match text[at..].chars().next() {
                Some(c) if is_word(c) => {
                    letters.other(c);
                    at += c.len_utf8();
                }
                mark => break mark,
            }
        };
        if at > start {
            let word = &text[start..at];
            let hash =
                if letters.folds { hash(word.replace('ё', "е").replace('Ё', "Е").as_bytes()) } else { hash(word.as_bytes()) };
            out.push(Token { start: offset + start, end: offset + at, shape: letters.shape(), hash });
        }
        let Some(mark) = mark else { break };
        let start = at;
        at += mark.len_utf8();
        if !mark.is_whitespace() {
            let said = if matches!(mark, '«' | '»') { b"\"" } else { &bytes[start..at] };
            out.push(Token { start: offset + start, end: offset + at, shape: Shape::default(), hash: hash(said) });
        }
    }
}

/// As `text::tokens` has it, which the build does not compile.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    // Cyrillic letters and umlauts first: the tables behind `is_alphanumeric` are slow for all but ASCII.
    matches!(c, 'А'..='я' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ') || c.is_alphanumeric()
}

pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Hash of a word's bytes, eight at a time: two different names of one hash are less likely than a broken disk.
fn hash(word: &[u8]) -> u64 {
    // The product of two words, high half on low half, as wyhash mixes.
    let mix = |hash: u64, bytes: u64| {
        let product = u128::from(hash ^ bytes) * 0x9e37_79b9_7f4a_7c15;
        product as u64 ^ (product >> 64) as u64
    };
    let (eights, rest) = word.as_chunks();
    let hash = eights.iter().fold(SEED, |hash, eight| mix(hash, u64::from_le_bytes(*eight)));
    let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
    // No word ends with a zero byte: with the length, no two have the same last bytes.
    mix(hash, last ^ (word.len() as u64) << 56)
}

/// The hash of a sequence of tokens with one more.
pub(super) fn join(sequence: u64, token: u64) -> u64 {
    (sequence.rotate_left(5) ^ token).wrapping_mul(PRIME)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::is_acronym;

    #[test]
    fn shapes_say_what_the_words_are() {
        let text = "Das BMWi, die GmbH und x5 «Ёлки» ÖVP РАН Ран ABCDEFGHIJKLM";
        let mut parts = Vec::new();
        tokens(text, 0, &mut parts);
        assert_eq!(parts.len(), 13);
        for part in &parts {
            let word = &text[part.start..part.end];
            assert_eq!(part.shape.is_capital(), word.starts_with(char::is_uppercase), "{word}");
            assert_eq!(part.shape.is_acronym(), is_acronym(word), "{word}");
            assert_eq!(part.shape.has_digit(), word.contains(|c: char| c.is_ascii_digit()), "{word}");
        }
    }

    #[test]
    fn hashes_tell_words_apart() {
        let hash_of = |text: &str| {
            let mut parts = Vec::new();
            tokens(text, 0, &mut parts);
            parts.first().map(|t| t.hash)
        };
        let words = ["a", "aa", "A", "abcdefgh", "abcdefg", "abcdefghi", "bbcdefghi", "ё", "\"", "'", "елка"];
        let hashes: std::collections::BTreeSet<_> = words.iter().map(|w| hash_of(w)).collect();
        assert_eq!(hashes.len(), words.len());
        assert_eq!(hash_of("ёлка"), hash_of("елка"));
        assert_eq!(hash_of("«"), hash_of("\""));
    }
}
