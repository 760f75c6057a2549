//! Tokens of running text with their hashes: what names are looked up by.

/// A token of running text: a word (letters and digits) or one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Hash of what it says; е for ё, one quotation mark for all.
    pub(super) hash: u64,
}

/// Cuts a stretch of normalised text into tokens; spaces only separate.
pub fn tokens(text: &str, offset: usize, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let (mut word, mut hash, mut at) = (None, SEED, 0);
    while let Some(&byte) = bytes.get(at) {
        // Most letters are ASCII: they are read without being decoded.
        if byte.is_ascii_alphanumeric() {
            word = word.or(Some(at));
            for &letter in bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()) {
                hash = (hash ^ u64::from(letter)).wrapping_mul(PRIME);
                at += 1;
            }
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let here = at;
        at += c.len_utf8();
        if is_word(c) {
            word = word.or(Some(here));
            hash = add(hash, c);
            continue;
        }
        if let Some(start) = word.take() {
            out.push(Token { start: offset + start, end: offset + here, hash });
            hash = SEED;
        }
        if !c.is_whitespace() {
            out.push(Token { start: offset + here, end: offset + at, hash: add(SEED, c) });
        }
    }
    if let Some(start) = word {
        out.push(Token { start: offset + start, end: offset + text.len(), hash });
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

/// FNV-1a, 64 bits, over folded characters: two different names of one hash are less likely than a broken disk.
pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

fn add(hash: u64, c: char) -> u64 {
    let c = match c {
        _ if c.is_ascii() => c,
        'ё' => 'е',
        'Ё' => 'Е',
        '«' | '»' => '"',
        _ => c,
    };
    (hash ^ u64::from(c)).wrapping_mul(PRIME)
}

/// The hash of a sequence of tokens with one more.
pub(super) fn join(sequence: u64, token: u64) -> u64 {
    (sequence.rotate_left(5) ^ token).wrapping_mul(PRIME)
}
