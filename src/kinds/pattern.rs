//! Patterns as rules write them, made into regexes: words of the lexicon and small letter classes put in.

use crate::gazetteer::Lexicon;
use crate::numeral::DIGITS;
use regex_syntax::hir::{Capture, Hir, HirKind, Repetition};
use std::cell::RefCell;

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

/// A rule's pattern with the words of a language, parsed.
///
/// The words are put in after parsing: a list has thousands of spellings, and a parser makes a node of each of their letters.
pub(super) fn parse(rule: &str, pattern: &str, lexicon: &Lexicon) -> Hir {
    let classes = RefCell::new(Vec::new());
    let text = expand(rule, pattern, &|class| {
        let words = lexicon.alternatives(class)?;
        let mut classes = classes.borrow_mut();
        let letter = char::from_u32(u32::from(HOLDER) + classes.len() as u32)?;
        classes.push(words);
        Some(format!("{letter}{{{REPEATED}}}"))
    });
    let hir = regex_syntax::parse(&text).unwrap_or_else(|e| unreachable!("rule {rule}: {e}"));
    put_in(hir, &classes.into_inner())
}

/// A letter for private use, so many times, stands for the first list of words, the next one for the second: a repetition is what the parser
/// neither joins with its neighbours nor takes apart, as it does not a list of words.
const HOLDER: char = '\u{E000}';
const REPEATED: u32 = 7;

/// Puts the lists of words in where their holders stand.
fn put_in(hir: Hir, classes: &[&[String]]) -> Hir {
    let each = |all: Vec<Hir>| all.into_iter().map(|h| put_in(h, classes)).collect();
    match hir.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Repetition(repetition) => match list(&repetition, classes) {
            Some(words) => Hir::alternation(words.iter().map(|w| Hir::literal(w.as_bytes())).collect()),
            None => Hir::repetition(Repetition { sub: Box::new(put_in(*repetition.sub, classes)), ..repetition }),
        },
        HirKind::Capture(capture) => Hir::capture(Capture { sub: Box::new(put_in(*capture.sub, classes)), ..capture }),
        HirKind::Concat(all) => Hir::concat(each(all)),
        HirKind::Alternation(all) => Hir::alternation(each(all)),
    }
}

/// The list that a repetition stands for.
fn list<'c>(repetition: &Repetition, classes: &[&'c [String]]) -> Option<&'c [String]> {
    let HirKind::Literal(literal) = repetition.sub.kind() else { return None };
    let letter = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
    let place = u32::from(letter).checked_sub(u32::from(HOLDER))?;
    classes.get(place as usize).copied().filter(|_| repetition.min == REPEATED)
}

/// The regex of a short pattern with the words of a language.
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

/// Replaces `{word}` by what `lexicon` says, `{digits}` by a number in digits; `{2,4}` of a regex stays. `\p{Lu}`, `\p{Ll}`, `\p{L}` and `\d` become small classes.
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
