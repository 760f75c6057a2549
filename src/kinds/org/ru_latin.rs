//! Names in Latin letters in Russian text. Its own words are Cyrillic, so that a capital in another
//! script says that something has a name; the words around say whether that is a body.

use super::expr::{Expr, kind_of, one};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::{Findings, Match};
use crate::model::{Confidence, Normal, OrgKind, Span};
use crate::text::boundary::word_before;

/// A name in Latin letters around an English head: «Bluewater Systems», «Stone Capital Partners».
pub(super) fn headed(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let head = m.get("head")?;
    let kind = kind_of(m, Class::OrgLatinHead, head);
    let span = latin_around(m.text, m.span());
    let name = &m.text[span.range()];
    let first = name.split(' ').next().unwrap_or(name);
    // «Director of Stone Capital» is a person, "Russian Federation" a country.
    let no_body = [name, first].iter().any(|w| m.words.is(Class::OrgLatinNoBody, w));
    if first.len() == name.len() || no_body || is_thing(m, span) {
        return None;
    }
    one(m, span, kind, Confidence::Strong)
}

/// A name in Latin letters behind a word that stands before bodies: «акции Bluewater».
pub(super) fn cued(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let kind = kind_of(m, Class::OrgLatinCue, m.get("cue")?);
    let span = latin_around(m.text, m.span_of("name")?);
    if is_model(m.text, span) || is_code(m, span) {
        return None;
    }
    one(m, span, kind, Confidence::Medium)
}

/// A name in Latin letters before a verb whose subject is feminine, as «компания» is: «Bluewater
/// отчиталась».
pub(super) fn acting(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let end = m.head().strip_suffix(' ')?.len();
    let start = latin_start(m.text, end);
    let span: Span<Normal> = Span::new(start, end);
    if span.len() < 3 || is_thing(m, span) || is_model(m.text, span) || is_code(m, span) {
        return None;
    }
    one(m, span, Some(OrgKind::Company), Confidence::Medium)
}

/// A name in Latin letters behind an adjective whose noun is left out: «американская Bluewater».
pub(super) fn of_nation(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = latin_around(m.text, m.span_of("name")?);
    if span.len() < 3 || is_model(m.text, span) || is_code(m, span) {
        return None;
    }
    one(m, span, Some(OrgKind::Company), Confidence::Medium)
}

/// Whether a word before the name says that it is a product, an index, a song.
fn is_thing(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let before = m.text[..span.start].trim_end_matches(['"', '«', '(']);
    names_thing(m.words, word_before(before, before.len()))
}

/// Whether a Russian noun, in any case, is that of a thing: a product, an index, a treaty.
pub(in crate::kinds::org) fn names_thing(words: &Vocabulary, word: &str) -> bool {
    let word = word.to_lowercase();
    let mut things = words.lexicon.forms(Class::OrgThing);
    !word.is_empty()
        && things.any(|(thing, value)| match word.strip_prefix(thing) {
            Some(ending) => ending.is_empty() || value == "stem" && ending.chars().count() < 4,
            None => false,
        })
}

/// Whether a name is a Roman numeral or an abbreviation that names nobody: «XIX», «IT».
fn is_code(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let name = &m.text[span.range()];
    name.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
        || m.words.is(Class::OrgLatinNoBody, name)
}

/// Whether digits behind or inside a name make it a model: «Falcon 9», «X-32».
fn is_model(text: &str, span: Span<Normal>) -> bool {
    let name = &text[span.range()];
    let number = text[span.end..]
        .strip_prefix([' ', '-'])
        .is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit()));
    number || name.contains(|c: char| c.is_ascii_digit()) && name.contains('-')
}

/// A stretch with the capitalised Latin words on both sides of it.
fn latin_around(text: &str, span: Span<Normal>) -> Span<Normal> {
    let mut end = span.end + domain(&text[span.end..]);
    while let Some(next) = latin_after(text, end) {
        end = next;
    }
    let before = text[..span.start].strip_suffix(' ').map_or(0, str::len);
    let start = latin_start(text, before);
    Span::new(if start < before { start } else { span.start }, end)
}

/// The bytes of the end of a web name: ".ru".
fn domain(tail: &str) -> usize {
    let Some(rest) = tail.strip_prefix('.') else { return 0 };
    let length = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    let ends = !rest[length..].starts_with(char::is_alphanumeric);
    if (2..=4).contains(&length) && ends { 1 + length } else { 0 }
}

/// Where the word of a Latin name behind `end` ends, if one stands there; "of", "and" and "&" join
/// two.
fn latin_after(text: &str, end: usize) -> Option<usize> {
    let tail = text[end..].strip_prefix(' ')?;
    let (link, rest) = ["of ", "and ", "& ", "for ", "the ", "de ", "du ", "di "]
        .iter()
        .find_map(|link| tail.strip_prefix(link).map(|rest| (link.len(), rest)))
        .unwrap_or((0, tail));
    let length = latin_word(rest)?;
    Some(end + 1 + link + length)
}

/// The bytes of the capitalised Latin word that begins `tail`.
fn latin_word(tail: &str) -> Option<usize> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '&' | '-' | '\'' | '.');
    let word = &tail[..tail.find(|c| !inside(c)).unwrap_or(tail.len())];
    let word = word.trim_end_matches(['.', '-', '\'']);
    let cyrillic = tail[word.len()..].starts_with(char::is_alphabetic);
    (word.starts_with(|c: char| c.is_ascii_uppercase()) && word.len() > 1 && !cyrillic)
        .then_some(word.len())
}

/// Where the capitalised Latin words begin that end at `end`.
fn latin_start(text: &str, end: usize) -> usize {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '&' | '-' | '\'' | '.');
    let (mut start, mut stop) = (end, end);
    for _ in 0..6 {
        let head = &text[..stop];
        let word = &head[head.trim_end_matches(inside).len()..];
        // "A.G. Stone", "U.S. Partners"
        let initials = word.ends_with('.') && word.split('.').all(|part| part.len() < 2);
        let capital = word.starts_with(|c: char| c.is_ascii_uppercase())
            && (initials || !word.ends_with('.'));
        let link = matches!(word, "of" | "and" | "&" | "for") && start < end;
        let from = stop - word.len();
        if capital && !text[..from].ends_with(char::is_alphanumeric) {
            start = from;
        } else if !link {
            break;
        }
        let Some(head) = text[..from].strip_suffix(' ') else { break };
        stop = head.len();
    }
    start
}
