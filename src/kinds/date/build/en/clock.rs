//! English builders for times of day.

use crate::gazetteer::Class;
use crate::kinds::date::build::clock;
use crate::kinds::date::expr::{Clock, Expr};
use crate::kinds::date::fields::either;
use crate::kinds::date::phrase::before_space;
use crate::kinds::rule::{Findings, Match};
use crate::text::boundary::{word_after, word_before};

/// "5:30 p.m.", "17:30 GMT", "8 a.m. EST".
pub(crate) fn clock(m: &Match<'_, '_>) -> Option<Expr> {
    clock::clock(m, afternoon(m))
}

/// "at 17:30", "17:30 on 5 May", "5 May, 12:00": a time with a colon, which a preposition or the day
/// beside it makes one.
pub(crate) fn plain(m: &Match<'_, '_>) -> Option<Expr> {
    let opened = before_space(m, m.span().start, Class::ClockOpener).is_some();
    let found = clock(m)?;
    (opened || day_follows(m) || day_stands_before(m)).then_some(found)
}

/// "at noon", "midnight Friday": midnight ends its day.
pub(crate) fn noon(m: &Match<'_, '_>) -> Option<Expr> {
    let opened = before_space(m, m.span().start, Class::ClockOpener).is_some();
    let hour = if m.has("noon") { 12 } else { 24 };
    (opened || day_follows(m)).then_some(Expr::clock(Clock::At { hour, minute: None }))
}

/// Whether a day with its month, or a weekday, stands behind.
fn day_follows(m: &Match<'_, '_>) -> bool {
    let tail = m.tail();
    let Some(rest) = tail.strip_prefix(", ").or_else(|| tail.strip_prefix(' ')) else {
        return false;
    };
    let rest = rest.strip_prefix("on ").unwrap_or(rest);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let word = word_after(&rest[digits..], 0);
    match digits {
        0 => m.words.is_any(&[Class::Month, Class::Weekday], word),
        1..=2 => m.words.is(Class::Month, word),
        _ => false,
    }
}

/// Whether a day with its month stands before.
fn day_stands_before(m: &Match<'_, '_>) -> bool {
    let head = m.head().trim_end_matches([' ', ',', '.']);
    let word = word_before(head, head.len());
    let rest = head[..head.len() - word.len()].trim_end_matches([' ', ',', '.']);
    let before = word_before(rest, rest.len());
    let number = |word: &str| word.len() <= 2 && word.parse::<i8>().is_ok();
    let month = |word: &str| m.words.is(Class::Month, word);
    let year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    month(word) && number(before) || number(word) && month(before) || year && month(before)
}

/// "9:30 to 11:00", "from 2 to 4 p.m.".
pub(crate) fn range(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    clock::range(m, afternoon(m))
}

/// Whether "p.m." stands behind (groups `half`, `half2`).
fn afternoon(m: &Match<'_, '_>) -> bool {
    either(m, "half", "half2").is_some_and(|half| half.starts_with(['p', 'P']))
}
