//! The sentence around a date, and verbs of the future in it.

use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::model::{Normal, Span};
use crate::text::boundary::is_word;

/// How far the verbs of a sentence are looked for, in bytes: before, after.
const REACH: (usize, usize) = (100, 40);

/// The sentence before a date, with the mark that ends the one before it, and the clause behind it.
pub(crate) fn around<'t>(m: &Match<'_, 't>, span: Span<Normal>) -> (&'t str, &'t str) {
    let head = &m.text[m.text.floor_char_boundary(span.start.saturating_sub(REACH.0))..span.start];
    let head = head.rfind(['.', '!', '?', '\n']).map_or(head, |i| &head[i..]);
    let tail = &m.text[span.end..m.text.ceil_char_boundary((span.end + REACH.1).min(m.text.len()))];
    let tail = tail.find(['.', '!', '?', '\n', ',']).map_or(tail, |i| &tail[..i]);
    (head, tail)
}

/// The words of a stretch; an apostrophe belongs to its word.
pub(super) fn words(part: &str) -> impl Iterator<Item = &str> {
    part.split(|c: char| !is_word(c) && c != '\'').filter(|w| !w.is_empty())
}

/// Whether a verb of the sentence, before the date or soon after it, looks ahead.
pub(crate) fn looks_ahead(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let (head, tail) = around(m, span);
    words(head).chain(words(tail)).any(|w| m.words.is(Class::Future, w))
}
