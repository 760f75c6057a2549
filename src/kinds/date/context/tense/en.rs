//! Whether a sentence looks ahead from an open date or tells of what is over.

use super::present;
use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::model::{Lang, Normal, Span};
use crate::text::boundary::is_word;

/// How far the verbs of a sentence are looked for, in bytes: before, after.
const REACH: (usize, usize) = (100, 40);

/// What the verbs around a date say: whether they look ahead, and whether they tell of what is over.
///
/// The verb nearest before the date decides ("said on Friday that it will"), then the first behind it. A verb of saying counts only beside
/// the date, for what is said may lie ahead.
pub(super) fn tense(m: &Match<'_, '_>, span: Span<Normal>) -> (bool, bool) {
    if m.words.lang != Lang::En {
        return (present::ahead(m, span), false);
    }
    let head = &m.text[m.text.floor_char_boundary(span.start.saturating_sub(REACH.0))..span.start];
    let head = head.rfind(['.', '!', '?', '\n']).map_or(head, |i| &head[i..]);
    let words: Vec<&str> = words(head).collect();
    for (i, word) in words.iter().enumerate().rev() {
        let before = i.checked_sub(1).and_then(|i| words.get(i)).copied().unwrap_or_default();
        match verb(m, before, word) {
            Some(Verb::Ahead) => return (true, false),
            Some(Verb::Past) => return (false, true),
            Some(Verb::Said) if i + 2 >= words.len() => return (false, true),
            Some(Verb::Said) | None => {}
        }
    }
    let tail = &m.text[span.end..m.text.ceil_char_boundary((span.end + REACH.1).min(m.text.len()))];
    let tail = tail.find(['.', '!', '?', '\n', ',']).map_or(tail, |i| &tail[..i]);
    let mut before = "";
    for word in self::words(tail) {
        match verb(m, before, word) {
            Some(Verb::Ahead) => return (true, false),
            Some(Verb::Past | Verb::Said) => return (false, true),
            None => before = word,
        }
    }
    (false, false)
}

/// What a verb says of time.
#[derive(Debug, Clone, Copy)]
enum Verb {
    Ahead,
    Past,
    Said,
}

fn verb(m: &Match<'_, '_>, before: &str, word: &str) -> Option<Verb> {
    if m.words.is(Class::Future, word) || word.ends_with("'ll") {
        return Some(Verb::Ahead);
    }
    // "be held", "has won", "the wounded": no past of their own.
    if m.words.is(Class::NoPast, before) {
        return None;
    }
    match m.words.value(Class::Past, word) {
        Some("say") => Some(Verb::Said),
        Some(_) => Some(Verb::Past),
        None => {
            let regular = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
            (regular && word.starts_with(char::is_lowercase)).then_some(Verb::Past)
        }
    }
}

fn words(part: &str) -> impl Iterator<Item = &str> {
    part.split(|c: char| !is_word(c) && c != '\'').filter(|w| !w.is_empty())
}
