//! Patterns as rules write them, made into regexes: words of the lexicon and small letter classes put in.

use crate::gazetteer::Lexicon;
use crate::numeral::DIGITS;

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

/// The regex of a rule's pattern with the words of a language.
pub(super) fn of(rule: &str, pattern: &str, lexicon: &Lexicon) -> String {
    expand(rule, pattern, &|class| words_of(lexicon, class))
}

/// What `{class}` stands for: `{digits}` is a number in digits, every other name a class of the lexicon.
fn words_of(lexicon: &Lexicon, class: &str) -> Option<String> {
    if class == "digits" {
        return Some(DIGITS.to_owned());
    }
    Some(alternation(lexicon.spellings(class)?.iter().map(String::as_str)))
}

/// Capitals, small letters and letters of the scripts that our languages and the names in them use. The Unicode classes have hundreds of
/// ranges, which makes an automaton too large for the fast engines; these hold all of Latin-1, Latin Extended-A and Cyrillic.
const UPPER: &str = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁЀ-ЏҐҒҚҢҮҰҲҺӘӨ]";
const LOWER: &str = "[a-zß-öø-ÿāăąćčďđēėęěğģīıķļłńņňōőœřśşšţťūůűųźżžа-яёѐ-џґғқңүұҳһәө]";
const LETTER: &str = "[A-Za-zÀ-ÖØ-öø-žЀ-ԯ]";

/// Replaces `{word}` by the lexicon's alternation; `{2,4}` of a regex stays. `\p{Lu}`, `\p{Ll}`, `\p{L}` and `\d` become small classes.
fn expand(rule: &str, pattern: &str, lexicon: &dyn Fn(&str) -> Option<String>) -> String {
    // The text that rules read has е for ё.
    let pattern = &pattern
        .replace('ё', "е")
        .replace(r"\p{Lu}", UPPER)
        .replace(r"\p{Ll}", LOWER)
        .replace(r"\p{L}", LETTER)
        .replace(r"\d", "[0-9]");
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
            let words =
                lexicon(name).unwrap_or_else(|| unreachable!("rule {rule} asks for an unknown lexicon {{{name}}}"));
            out.push_str("(?:");
            out.push_str(&words);
            out.push(')');
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

/// An alternation of literal words, longest first, so that the leftmost-first engine prefers the longer.
fn alternation<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    words.dedup();
    words.iter().map(|w| regex::escape(w)).collect::<Vec<_>>().join("|")
}
