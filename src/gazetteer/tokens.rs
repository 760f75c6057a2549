//! Tokens of running text with their hashes: what names are looked up by.

use super::is_acronym;

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

/// What the letters of a word are, as bits, told while it is read.
mod letters {
    pub(super) const CAPITAL: u8 = 1;
    pub(super) const SMALL: u8 = 2;
    pub(super) const DIGIT: u8 = 4;
    /// A letter that is hashed as another.
    pub(super) const FOLDS: u8 = 8;
    /// Any other character of words.
    pub(super) const OTHER: u8 = 16;

    /// Of the bytes that are letters or digits by themselves; none of all others.
    pub(super) const ASCII: [u8; 256] = {
        let mut bits = [0; 256];
        let mut byte = 0;
        while byte < 128 {
            bits[byte] = match byte as u8 {
                b'A'..=b'Z' => CAPITAL,
                b'a'..=b'z' => SMALL,
                b'0'..=b'9' => DIGIT,
                _ => 0,
            };
            byte += 1;
        }
        bits
    };
}

/// Where the word ends that begins at `start`, and of what letters it is.
fn word(text: &str, start: usize) -> (usize, u8) {
    let bytes = text.as_bytes();
    let (mut at, mut seen) = (start, 0);
    loop {
        for byte in bytes.get(at..).unwrap_or_default() {
            let bits = letters::ASCII[usize::from(*byte)];
            if bits == 0 {
                break;
            }
            seen |= bits;
            at += 1;
        }
        match bytes.get(at..) {
            Some([..0x80, ..]) => break,
            // Russian letters need not be decoded either.
            Some([0xD0, 0x90..=0xAF, ..]) => (at, seen) = (at + 2, seen | letters::CAPITAL),
            Some([0xD0, 0xB0..=0xBF, ..] | [0xD1, 0x80..=0x8F, ..]) => (at, seen) = (at + 2, seen | letters::SMALL),
            Some([0x80..=0xFF, ..]) => match text[at..].chars().next() {
                Some(c) if is_word(c) => {
                    seen |= match c {
                        'ё' => letters::SMALL | letters::FOLDS,
                        'Ё' => letters::CAPITAL | letters::FOLDS,
                        _ if c.is_uppercase() => letters::CAPITAL,
                        _ if c.is_lowercase() => letters::SMALL,
                        _ => letters::OTHER,
                    };
                    at += c.len_utf8();
                }
                _ => break,
            },
            _ => break,
        }
    }
    (at, seen)
}

fn shape(word: &str, seen: u8) -> Shape {
    let mut bits = if seen & letters::DIGIT != 0 { Shape::DIGIT } else { 0 };
    // Most words are of small letters, or have one capital.
    if seen & letters::CAPITAL != 0 {
        let capital = word.starts_with(|c: char| c.is_uppercase());
        let plain = word.as_bytes().iter().skip(1).all(u8::is_ascii_lowercase);
        bits |= if capital { Shape::CAPITAL } else { 0 } | if !plain && is_acronym(word) { Shape::ACRONYM } else { 0 };
    }
    Shape(bits)
}

/// Cuts a stretch of normalised text into tokens; spaces only separate.
pub fn tokens(text: &str, offset: usize, out: &mut Vec<Token>) {
    let mut at = 0;
    while at < text.len() {
        let (end, seen) = word(text, at);
        if end > at {
            let word = &text[at..end];
            let hash = match seen & letters::FOLDS {
                0 => hash(word.as_bytes()),
                _ => hash(word.replace('ё', "е").replace('Ё', "Е").as_bytes()),
            };
            out.push(Token { start: offset + at, end: offset + end, shape: shape(word, seen), hash });
            at = end;
        }
        if text.as_bytes().get(at) == Some(&b' ') {
            at += 1;
            continue;
        }
        let Some(mark) = text[at..].chars().next() else { break };
        let end = at + mark.len_utf8();
        if !mark.is_whitespace() {
            let said = if matches!(mark, '«' | '»') { "\"" } else { &text[at..end] };
            out.push(Token { start: offset + at, end: offset + end, shape: Shape::default(), hash: hash(said.as_bytes()) });
        }
        at = end;
    }
}

/// As `text::tokens` has it, which the build does not compile.
fn is_word(c: char) -> bool {
    // Cyrillic letters, umlauts, dashes and quotation marks first: the tables behind `is_alphanumeric` are slow for all but ASCII.
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        'А'..='я' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => true,
        '\u{2000}'..='\u{206F}' => false,
        _ => c.is_alphanumeric(),
    }
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
    // No word ends with a zero byte: with the length, no two have the same last bytes.
    mix(hash, few(rest) ^ (word.len() as u64) << 56)
}

/// Up to seven bytes as one number; those of four to seven overlap.
fn few(bytes: &[u8]) -> u64 {
    match (bytes, bytes.last_chunk()) {
        ([a, b, c, d, ..], Some(last)) => {
            u64::from(u32::from_le_bytes([*a, *b, *c, *d])) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        ([first, .., last], _) => {
            u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(*last) << 16
        }
        ([one], _) => u64::from(*one),
        ([], _) => 0,
    }
}

/// The hash of a sequence of tokens with one more.
pub(super) fn join(sequence: u64, token: u64) -> u64 {
    (sequence.rotate_left(5) ^ token).wrapping_mul(PRIME)
}

#[cfg(test)]
mod tests {
    use super::*;

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
