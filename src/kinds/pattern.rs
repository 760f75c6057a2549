//! Patterns as rules write them, made into regexes: words of the lexicon and small letter classes put in.

use crate::gazetteer::{Lexicon, WordTree};
use crate::numeral::DIGITS;
use regex_syntax::hir::{Hir, HirKind, Repetition};
use std::cell::RefCell;
use std::sync::Arc;

/// A pattern's two sides of `^`: what must stand before the anchor, and what begins there. Every pattern has one.
pub(super) fn sides<'p>(rule: &str, pattern: &'p str) -> (&'p str, &'p str) {
    let (mut class, mut escaped) = (false, false);
    for (at, c) in pattern.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '^' if !class => return (&pattern[..at], &pattern[at..]),
            _ => {}
        }
    }
    unreachable!("the pattern of {rule} has no ^: where does it begin?")
}

/// A parsed pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    /// What it says, with holders for its lists of words: [`list_of`] tells which.
    pub(super) hir: Hir,
    /// The lists.
    pub(super) lists: Vec<Arc<WordTree>>,
}

/// One side of a rule's pattern, parsed, with the words of a language as they are read forwards or backwards.
pub(super) fn parse(rule: &str, pattern: &str, lexicon: &Lexicon, backwards: bool) -> Pattern {
    let lists = RefCell::new(Vec::new());
    let text = expand(rule, pattern, &|class| {
        let words = lexicon.tree(class, backwards)?;
        let mut lists = lists.borrow_mut();
        let letter = char::from_u32(u32::from(HOLDER) + lists.len() as u32)?;
        lists.push(words);
        Some(format!("{letter}{{{REPEATED}}}"))
    });
    let hir = regex_syntax::parse(&text).unwrap_or_else(|e| unreachable!("rule {rule}: {e}"));
    Pattern { hir, lists: lists.into_inner() }
}

/// A letter for private use, so many times, stands for the first list of words, the next one for the second: a repetition is what the parser
/// neither joins with its neighbours nor takes apart, as it does not a list of words.
const HOLDER: char = '\u{E000}';
const REPEATED: u32 = 7;

/// The place of the list that a repetition stands for.
pub(super) fn list_of(repetition: &Repetition) -> Option<usize> {
    let HirKind::Literal(literal) = repetition.sub.kind() else { return None };
    let letter = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
    let place = u32::from(letter).checked_sub(u32::from(HOLDER))?;
    Some(place as usize).filter(|_| repetition.min == REPEATED)
}

/// The regex of a short pattern with the words of a language, to hold our own engine against.
#[cfg(test)]
pub(super) fn of(rule: &str, pattern: &str, lexicon: &Lexicon) -> String {
    expand(rule, pattern, &|class| {
        Some(lexicon.alternatives(class)?.iter().map(|w| regex::escape(w)).collect::<Vec<_>>().join("|"))
    })
}

/// Capitals, small letters and letters of the scripts that our languages and the names in them use. The Unicode classes have hundreds of
/// ranges, which makes an automaton too large for the fast engines; these hold all of Latin-1, Latin Extended-A and Cyrillic.
const UPPER: &str = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁЀ-ЏҐҒҚҢҮҰҲҺӘӨ]";
const LOWER: &str = "[a-zß-öø-ÿāăąćčďđēėęěğģīıķļłńņňōőœřśşšţťūůűųźżžа-яёѐ-џґғқңүұҳһәө]";
const LETTER: &str = "[A-Za-zÀ-ÖØ-öø-žЀ-ԯ]";

/// A pattern with small classes for `\p{Lu}`, `\p{Ll}`, `\p{L}` and `\d`.
pub(crate) fn with_small_classes(pattern: &str) -> String {
    let all = [(r"\p{Lu}", UPPER), (r"\p{Ll}", LOWER), (r"\p{L}", LETTER), (r"\d", "[0-9]")];
    all.iter().fold(pattern.to_owned(), |pattern, (large, small)| pattern.replace(large, small))
}

/// Replaces `{word}` by what `lexicon` says, `{digits}` by a number in digits; `{2,4}` of a regex stays. `\p{Lu}`, `\p{Ll}`, `\p{L}` and `\d` become small classes.
fn expand(rule: &str, pattern: &str, lexicon: &dyn Fn(&str) -> Option<String>) -> String {
    // The text that rules read has е for ё.
    let pattern = with_small_classes(&pattern.replace('ё', "е"));
    let mut out = String::with_capacity(pattern.len() * 4);
    let mut rest = pattern.as_str();
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').map_or(rest.len() - 1, |n| open + n);
        let name = &rest[open + 1..close];
        out.push_str(&rest[..open]);
        let escaped = rest[..open].ends_with("\\p") || rest[..open].ends_with("\\P");
        if escaped || name.starts_with(|c: char| c.is_ascii_digit()) {
            out.push_str(&rest[open..=close]);
        } else {
            let words = if name == "digits" { Some(DIGITS.to_owned()) } else { lexicon(name) };
            let words = words.unwrap_or_else(|| unreachable!("rule {rule} asks for an unknown lexicon {{{name}}}"));
            out.push_str("(?:");
            out.push_str(&words);
            out.push(')');
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}
