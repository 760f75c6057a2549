//! Tokens of running text with their hashes: what names are looked up by.

use crate::chars::{is_acronym, is_word};

/// A token of running text: a word (letters and digits) or one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What letters a word has.
    pub shape: Shape,
    /// Whether a name may begin with it: always, until
    /// [`FirstTokenFilter::mark`](super::FirstTokenFilter::mark) knows better.
    pub(super) begins: bool,
    /// Hash of what it says; е for ё, one quotation mark for all.
    pub(super) hash: u64,
}

impl Token {
    /// The same number for all tokens that say the same, and for no others.
    pub fn id(&self) -> u64 {
        self.hash
    }

    /// Whether a name may begin with it.
    #[inline]
    pub fn may_begin(&self) -> bool {
        self.begins
    }
}

/// What letters a word has, as far as it is asked for all the time. A mark has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape(u8);

impl Shape {
    const CAPITAL: u8 = 1;
    const ACRONYM: u8 = 2;
    const DIGIT: u8 = 4;

    /// What the first letter of a word is and what the others are tells most.
    fn of(word: &str, first: u8, rest: u8) -> Self {
        let bit = |is: bool, bit: u8| if is { bit } else { 0 };
        // Most capitals stand first and alone.
        let acronym = rest & letter::CAPITAL != 0 && is_acronym(word);
        Self(
            bit(first & letter::CAPITAL != 0, Self::CAPITAL)
                | bit(acronym, Self::ACRONYM)
                | bit((first | rest) & letter::DIGIT != 0, Self::DIGIT),
        )
    }

    /// Whether it begins with a capital.
    pub fn is_capital(self) -> bool {
        self.0 & Self::CAPITAL != 0
    }

    /// Whether [`is_acronym`](crate::chars::is_acronym) says that it is an acronym.
    pub fn is_acronym(self) -> bool {
        self.0 & Self::ACRONYM != 0
    }

    /// Whether it has an ASCII digit.
    pub fn has_digit(self) -> bool {
        self.0 & Self::DIGIT != 0
    }
}

/// What a letter is, as bits.
mod letter {
    pub(super) const CAPITAL: u8 = 1;
    pub(super) const SMALL: u8 = 2;
    pub(super) const DIGIT: u8 = 4;
    /// It is hashed as another.
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

    /// Of the Russian letters, whose two bytes begin with `0xD0` or `0xD1`, by the low bits of
    /// both; none of other letters.
    pub(super) const RUSSIAN: [[u8; 64]; 2] = {
        let mut bits = [[0; 64]; 2];
        let mut next = 0;
        while next < 64 {
            bits[0][next] = match next {
                0x01 => CAPITAL | FOLDS,
                0x10..=0x2F => CAPITAL,
                0x30.. => SMALL,
                _ => 0,
            };
            bits[1][next] = match next {
                0x11 => SMALL | FOLDS,
                0..=0x0F => SMALL,
                _ => 0,
            };
            next += 1;
        }
        bits
    };
}

/// The end of the letter or digit that begins at `at`, and what it is; `None` where none does.
#[inline(always)]
fn letter(text: &str, at: usize) -> Option<(usize, u8)> {
    let &byte = text.as_bytes().get(at)?;
    let ascii = letter::ASCII[usize::from(byte)];
    if ascii != 0 {
        return Some((at + 1, ascii));
    }
    if byte < 0x80 {
        return None;
    }
    if let (0xD0 | 0xD1, Some(next)) = (byte, text.as_bytes().get(at + 1)) {
        let russian = letter::RUSSIAN[usize::from(byte & 1)][usize::from(next & 63)];
        if russian != 0 {
            return Some((at + 2, russian));
        }
    }
    other(text, at)
}

/// The same of a letter that has to be decoded.
#[cold]
fn other(text: &str, at: usize) -> Option<(usize, u8)> {
    let c = text[at..].chars().next().filter(|c| is_word(*c))?;
    let bits = match c {
        _ if c.is_uppercase() => letter::CAPITAL,
        _ if c.is_lowercase() => letter::SMALL,
        _ => letter::OTHER,
    };
    Some((at + c.len_utf8(), bits))
}

/// Cuts a stretch of normalised text into tokens; spaces only separate.
pub fn tokenize(text: &str, offset: usize, out: &mut Vec<Token>) {
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if *byte == b' ' {
            at += 1;
            continue;
        }
        let start = at;
        let said;
        let mut shape = Shape::default();
        if let Some((end, first)) = letter(text, at) {
            let mut rest = 0;
            at = end;
            while let Some((end, bits)) = letter(text, at) {
                rest |= bits;
                at = end;
            }
            let word = &text[start..at];
            shape = Shape::of(word, first, rest);
            if (first | rest) & letter::FOLDS != 0 {
                let hash = hash(word.replace('ё', "е").replace('Ё', "Е").as_bytes());
                out.push(Token {
                    start: offset + start,
                    end: offset + at,
                    shape,
                    begins: true,
                    hash,
                });
                continue;
            }
            said = word;
        } else {
            let Some(mark) = text[at..].chars().next() else { break };
            at += mark.len_utf8();
            if mark.is_whitespace() {
                continue;
            }
            said = if matches!(mark, '«' | '»') { "\"" } else { &text[start..at] };
        }
        let hash = hash(said.as_bytes());
        out.push(Token { start: offset + start, end: offset + at, shape, begins: true, hash });
    }
}

pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Hash of a word's bytes, eight at a time: two different names of one hash are less likely than a
/// broken disk.
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
            u64::from(u32::from_le_bytes([*a, *b, *c, *d]))
                | u64::from(u32::from_le_bytes(*last)) << 32
        }
        ([first, .., last], _) => {
            u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8 | u64::from(*last) << 16
        }
        ([one], _) => u64::from(*one),
        ([], _) => 0,
    }
}

/// The hash of a sequence of tokens with one more.
#[inline]
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
        tokenize(text, 0, &mut parts);
        assert_eq!(parts.len(), 14);
        for part in &parts {
            let word = &text[part.start..part.end];
            assert_eq!(part.shape.is_capital(), word.starts_with(char::is_uppercase), "{word}");
            assert_eq!(part.shape.is_acronym(), is_acronym(word), "{word}");
            assert_eq!(
                part.shape.has_digit(),
                word.contains(|c: char| c.is_ascii_digit()),
                "{word}"
            );
        }
    }

    #[test]
    fn hashes_tell_words_apart() {
        let hash_of = |text: &str| {
            let mut parts = Vec::new();
            tokenize(text, 0, &mut parts);
            parts.first().map(|t| t.hash)
        };
        let words = [
            "a",
            "aa",
            "A",
            "abcdefgh",
            "abcdefg",
            "abcdefghi",
            "bbcdefghi",
            "ё",
            "\"",
            "'",
            "елка",
        ];
        let hashes: std::collections::BTreeSet<_> = words.iter().map(|w| hash_of(w)).collect();
        assert_eq!(hashes.len(), words.len());
        assert_eq!(hash_of("ёлка"), hash_of("елка"));
        assert_eq!(hash_of("«"), hash_of("\""));
    }
}
