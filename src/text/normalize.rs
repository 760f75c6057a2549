//! Gives characters that look the same one spelling, with a map back to the original.

use super::boundary::is_letter;
use crate::model::{OffsetMap, OffsetMapBuilder};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Normalised text and where it came from.
#[derive(Debug)]
pub struct Normalized<'t> {
    /// The text; borrowed where nothing had to change.
    pub text: Cow<'t, str>,
    /// The map back to the original offsets.
    pub map: OffsetMap,
}

/// A hyphen that shows at a line end only.
pub(super) const SOFT_HYPHEN: char = '\u{AD}';

/// What a character becomes on its own.
enum Fold {
    Keep,
    Drop,
    To(char),
}

/// Folds spaces, quotes and dashes and drops zero-width marks. Which characters are folded is our
/// choice, not a Unicode mapping.
fn fold(c: char) -> Fold {
    match c {
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            Fold::To(' ')
        }
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}' => Fold::Drop,
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{02BC}'
        | '\u{00B4}' => Fold::To('\''),
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{2033}' => Fold::To('"'),
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Fold::To('-'),
        '\u{2012}' | '\u{2014}' | '\u{2015}' => Fold::To('–'),
        '\u{2028}' | '\u{2029}' | '\u{0085}' | '\u{000B}' | '\u{000C}' => Fold::To('\n'),
        _ => Fold::Keep,
    }
}

/// Latin letters that look like Cyrillic ones, in pairs (Latin, Cyrillic).
const LOOK_ALIKES: [(char, char); 24] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('k', 'к'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
    ('s', 'ѕ'),
    ('j', 'ј'),
];

fn to_cyrillic(c: char) -> Option<char> {
    LOOK_ALIKES.iter().find(|p| p.0 == c).map(|p| p.1)
}

fn to_latin(c: char) -> Option<char> {
    LOOK_ALIKES.iter().find(|p| p.1 == c).map(|p| p.0)
}

fn is_cyrillic(c: char) -> bool {
    ('\u{0400}'..='\u{052F}').contains(&c)
}

/// Normalises a text: NFC by clusters, spaces, quotes, dashes, marks without width, look-alike
/// letters in words of two scripts.
///
/// Idempotent. Reads at memory speed where a chunk is ASCII.
pub fn normalize(text: &str) -> Normalized<'_> {
    if text.is_ascii() {
        return Normalized { text: Cow::Borrowed(text), map: OffsetMap::default() };
    }
    let mut out =
        Rewriter { text, out: String::new(), map: OffsetMapBuilder::default(), copied: 0 };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at += plain(&bytes[at..]);
        let Some(c) = text[at..].chars().next() else { break };
        let end = at + c.len_utf8();
        if canonical_combining_class(c) != 0 {
            at = out.compose(at);
            continue;
        }
        match fold(c) {
            Fold::Keep => {}
            // If a combining mark follows, the character stays. Without it, the mark would compose
            // with the preceding character, but only when the text is normalised again.
            Fold::Drop
                if text[end..]
                    .chars()
                    .next()
                    .is_some_and(|c| canonical_combining_class(c) != 0) => {}
            // A soft hyphen at a line end says that the word continues in the next line.
            Fold::Drop if c == SOFT_HYPHEN && ends_line(&text[end..]) => {}
            Fold::Drop => out.replace(at, end, ""),
            Fold::To(plain) => out.replace(at, end, plain.encode_utf8(&mut [0; 4])),
        }
        at = end;
    }
    let (composed, map) = out.finish();
    mixed_scripts(composed, map)
}

/// Whether nothing but spaces stands before the next line end.
fn ends_line(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\t', '\u{A0}']).starts_with(['\n', '\r', '\u{2028}', '\u{0085}'])
}

/// The length of the start of UTF-8 text that needs no closer look: ASCII, the letters of our
/// languages and angle quotation marks, which are most of it. A combining mark ends it, so a mark
/// after a plain letter is not missed.
fn plain(bytes: &[u8]) -> usize {
    // Checks each byte together with the next one. A continuation byte needs no check of its own,
    // because the check of its first byte covers it.
    let look = |a: u8, b: u8| {
        a >= 0xC2
            && !matches!(a, 0xC3..=0xC5 | 0xD0 | 0xD1)
            && !(a == 0xC2 && matches!(b, 0xAB | 0xBB))
    };
    let mut at = 0;
    while at < bytes.len() {
        let end = bytes.len().min(at + BLOCK);
        // The last byte has no next byte. It needs no check: it is ASCII or a continuation byte.
        if bytes[at..end].iter().zip(&bytes[at + 1..]).fold(false, |any, (a, b)| any | look(*a, *b))
        {
            break;
        }
        at = end;
    }
    let pairs = bytes[at..].windows(2).position(|pair| look(pair[0], pair[1]));
    pairs.map_or(bytes.len(), |found| at + found)
}

/// Collects the normalised text; until the first change nothing is copied.
struct Rewriter<'t> {
    text: &'t str,
    out: String,
    map: OffsetMapBuilder,
    copied: usize,
}

impl<'t> Rewriter<'t> {
    fn replace(&mut self, start: usize, end: usize, by: &str) {
        self.out.push_str(&self.text[self.copied..start]);
        let normal = self.out.len();
        self.out.push_str(by);
        self.map.replaced(normal..self.out.len(), start..end);
        self.copied = end;
    }

    /// Composes the cluster whose first combining mark stands at `mark`; returns where it ends.
    fn compose(&mut self, mark: usize) -> usize {
        let base = self.text[self.copied..mark]
            .char_indices()
            .next_back()
            .map_or(mark, |(i, _)| self.copied + i);
        let end = self.text[mark..]
            .char_indices()
            .find(|&(_, c)| canonical_combining_class(c) == 0)
            .map_or(self.text.len(), |(i, _)| mark + i);
        let cluster = &self.text[base..end];
        // An oxia (U+1FFD) composes to an acute accent (U+00B4), which `fold` replaces.
        let plain = |c| if let Fold::To(plain) = fold(c) { plain } else { c };
        let composed: String = cluster.nfc().map(plain).collect();
        if composed != cluster {
            self.replace(base, end, &composed);
        }
        end
    }

    fn finish(mut self) -> (Cow<'t, str>, OffsetMap) {
        if self.copied == 0 {
            return (Cow::Borrowed(self.text), OffsetMap::default());
        }
        self.out.push_str(&self.text[self.copied..]);
        (Cow::Owned(self.out), self.map.finish())
    }
}

/// The number of bytes that are checked together.
const BLOCK: usize = 64;

/// Repairs "Cбербанк" with a Latin C: in a word of both scripts, look-alikes of the rarer script
/// are replaced if that leaves one script.
fn mixed_scripts(text: Cow<'_, str>, map: OffsetMap) -> Normalized<'_> {
    let mut repairs: Vec<(usize, char)> = Vec::new();
    let bytes = text.as_bytes();
    // The first bytes of Cyrillic letters. Most texts use one script and return here.
    if !any(bytes, |b| matches!(b, 0xD0..=0xD4)) || !any(bytes, |b| b.is_ascii_alphabetic()) {
        return Normalized { text, map };
    }
    let mut done = 0;
    // A word can mix two scripts only where an ASCII letter touches a letter that is not ASCII.
    let touch =
        |a: u8, b: u8| b.is_ascii_alphabetic() && a >= 0x80 || b >= 0x80 && a.is_ascii_alphabetic();
    let block = |from: usize| from..bytes.len().min(from + BLOCK);
    let touched = |from: &usize| {
        let pairs = bytes[from - 1..].iter().zip(&bytes[block(*from)]);
        pairs.fold(false, |any, (a, b)| any | touch(*a, *b))
    };
    for at in (1..bytes.len()).step_by(BLOCK).filter(touched).flat_map(block) {
        if !touch(bytes[at - 1], bytes[at]) || at < done {
            continue;
        }
        let at = if text.is_char_boundary(at) { at } else { continue };
        let letter = |c: &char| is_letter(*c);
        let start =
            at - text[..at].chars().rev().take_while(letter).map(char::len_utf8).sum::<usize>();
        // This word was already read from an earlier place where its two scripts touch.
        if start < done {
            continue;
        }
        let end = at + text[at..].chars().take_while(letter).map(char::len_utf8).sum::<usize>();
        done = end;
        // A mark may compose with the new letter but not with the old one. Then a second
        // normalisation would change the text again, so such words are left alone.
        let mut read = text[start..end].chars().chain(text[end..].chars().next());
        if read.any(|c| canonical_combining_class(c) != 0) {
            continue;
        }
        repair(&text[start..end], start, &mut repairs);
    }
    if repairs.is_empty() {
        return Normalized { text, map };
    }
    // Rare: a second map is laid over the first.
    let mut out = String::with_capacity(text.len() + repairs.len());
    let mut builder = OffsetMapBuilder::default();
    let mut copied = 0;
    for (at, by) in repairs {
        let len = text[at..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&text[copied..at]);
        let normal = out.len();
        out.push(by);
        builder.replaced(normal..out.len(), at..at + len);
        copied = at + len;
    }
    out.push_str(&text[copied..]);
    let map = builder.finish().then(map);
    Normalized { text: Cow::Owned(out), map }
}

/// Whether any byte satisfies `is`. It works block by block: without an early exit at each byte the
/// compiler can check many bytes at once.
fn any(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    bytes.chunks(256).any(|block| block.iter().fold(false, |any, b| any | is(*b)))
}

/// Adds the letters to replace in a word of two scripts, if one script is left after that.
fn repair(word: &str, start: usize, repairs: &mut Vec<(usize, char)>) {
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    let cyrillic = word.chars().filter(|c| is_cyrillic(*c)).count();
    if latin == 0 || cyrillic == 0 {
        return;
    }
    let to_latin_script = latin > cyrillic;
    let foreign = |c: char| if to_latin_script { is_cyrillic(c) } else { c.is_ascii_alphabetic() };
    let like = if to_latin_script { to_latin } else { to_cyrillic };
    let odd: Vec<_> = word
        .char_indices()
        .filter(|&(_, c)| foreign(c))
        .map(|(i, c)| (start + i, like(c)))
        .collect();
    if odd.iter().all(|o| o.1.is_some()) {
        repairs.extend(odd.into_iter().filter_map(|(i, c)| Some((i, c?))));
    }
}

/// Replaces ё by е, because Russian texts use the two interchangeably. Both letters have two bytes,
/// so offsets do not change.
pub(super) fn fold_io(text: &mut Cow<'_, str>) {
    // Both letters begin with bytes that only Cyrillic has: most texts of other scripts have none.
    if memchr::memchr2(0xD0, 0xD1, text.as_bytes()).is_none() {
        return;
    }
    for (from, to) in [("ё", "е"), ("Ё", "Е")] {
        let mut folded = String::new();
        let mut done = 0;
        // Searches for both bytes, because the second byte alone also occurs in a common letter.
        for at in memchr::memmem::find_iter(text.as_bytes(), from) {
            folded.reserve(text.len() - done);
            folded.push_str(&text[done..at]);
            folded.push_str(to);
            done = at + from.len();
        }
        if done > 0 {
            folded.push_str(&text[done..]);
            *text = Cow::Owned(folded);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn check(text: &str, normal: &str) {
        let n = normalize(text);
        assert_eq!(n.text, normal, "{text:?}");
        assert_eq!(normalize(&n.text).text, normal, "idempotent on {text:?}");
        assert_eq!(n.map.to_original(Span::new(0, n.text.len())).range(), 0..text.len());
    }

    #[test]
    fn folds() {
        check("plain", "plain");
        check("a\u{a0}b\u{2009}c", "a b c");
        check("„Echo“ — ‘x’", "\"Echo\" – 'x'");
        check("Mu\u{308}nchen и\u{306}", "München й");
        check("Cбербанк", "Сбербанк");
        check("Мoscow", "Moscow");
        check("MKб и XХХ", "MKб и ХХХ");
        check("йA\u{FFFC} йA€", "йА\u{FFFC} йА€");
    }

    #[test]
    fn maps_back() {
        let text = "«Bun\u{ad}des\u{ad}tag» Cбер";
        let n = normalize(text);
        let at = n.text.find("Bundestag").unwrap();
        let span = n.map.to_original(Span::new(at, at + 9));
        assert_eq!(&text[span.range()], "Bun\u{ad}des\u{ad}tag");
        let at = n.text.find("Сбер").unwrap();
        assert_eq!(&text[n.map.to_original(Span::new(at, at + 8)).range()], "Cбер");
    }
}
