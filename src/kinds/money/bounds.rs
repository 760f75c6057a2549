//! What the words beside a sum say about it: a bound, an approximation, a share for each.

use super::change::{Told, told};
use super::conventions_of;
use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::model::{MoneyModifier, Normal, Span};
use crate::text::boundary::{is_word, word_after, word_before};

/// How many words before a sum may say how exact it is.
const MODIFIER_WORDS: usize = 4;

/// How many words before «до» may tell the change that it closes.
const CHANGE_WORDS: usize = 7;

/// The bound or approximation that stands beside a sum.
pub(super) fn modifier(m: &Match<'_, '_>, span: Span<Normal>) -> Option<MoneyModifier> {
    let head = &m.text[..span.start];
    let near = &head[head.floor_char_boundary(head.len().saturating_sub(80))..];
    let near = near.rsplit([',', ';', '(', ')', ':', '"', '\n', '«', '–']).next().unwrap_or(near);
    let words: Vec<&str> = near.split([' ', '\t']).filter(|w| !w.is_empty()).collect();
    let mut end = words.len();
    for _ in 0..3 {
        for count in (1..=MODIFIER_WORDS.min(end)).rev() {
            let phrase = words[end - count..end].join(" ");
            if let Some(value) = m.words.value(Class::SumModifier, &phrase) {
                let before = end
                    .checked_sub(count + 1)
                    .and_then(|i| words.get(i))
                    .copied()
                    .unwrap_or_default();
                let conventions = conventions_of(m.words.lang);
                // «выросла до 5 млрд» says where it stands, not what it may reach.
                let clause = || &head[..head.rfind(&phrase).unwrap_or_default()];
                let reached = conventions.reaches == Some(phrase.as_str())
                    && told(m.words, clause(), CHANGE_WORDS) == Told::Yes;
                let is_preposition = (conventions.is_preposition)(&phrase, before);
                return named(value).filter(|_| !is_preposition && !reached);
            }
        }
        let Some(last) = end.checked_sub(1).and_then(|i| words.get(i)) else {
            break;
        };
        if m.words.value(Class::SumLink, last).is_none() {
            break;
        }
        end -= 1;
    }
    let tail = m.text[span.end..].trim_start_matches(' ');
    m.words
        .lexicon
        .forms(Class::SumModifierAfter)
        .find(|(form, _)| {
            tail.strip_prefix(form).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
        .and_then(|(_, value)| named(value))
}

/// The modifier of a table's value.
fn named(value: &str) -> Option<MoneyModifier> {
    Some(match value {
        "about" => MoneyModifier::About,
        "almost" => MoneyModifier::Almost,
        "more_than" => MoneyModifier::MoreThan,
        "less_than" => MoneyModifier::LessThan,
        "at_least" => MoneyModifier::AtLeast,
        "at_most" => MoneyModifier::AtMost,
        _ => return None,
    })
}

/// Whether each of several gets the sum: "$500 each", "je 500 Euro", «по 500 рублей», «каждую
/// организацию … на».
pub(super) fn each(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let word = |class: Class, text: &str| m.words.is(class, text);
    let before = word_before(m.text, span.start);
    // "1 million tenge (some 2000 EUR) each": the bracket says the same sum again.
    let tail = &m.text[span.end..];
    let bracket =
        tail.strip_prefix(" (").and_then(|t| t.find(')')).filter(|n| *n < 48).map_or(0, |n| n + 3);
    let after = word_after(m.text, span.end + bracket);
    if word(Class::EachBefore, before) || word(Class::EachAfter, after) {
        return true;
    }
    let head = &m.text[..span.start];
    let near = &head[head.floor_char_boundary(head.len().saturating_sub(64))..];
    let near = near.rsplit(['.', ';', '\n', '(']).next().unwrap_or(near);
    // What stands before another sum was said of that.
    let near = match near.rsplit_once(|c: char| c.is_ascii_digit()) {
        Some((_, since)) => since.rsplit(',').next().unwrap_or(since),
        None => near,
    };
    near.split(|c: char| !is_word(c)).any(|w| !w.is_empty() && word(Class::EachNear, w))
}

/// How far a sum in other money may stand behind the one that it says again, in bytes.
const SAME_REACH: usize = 60;

/// Whether the words before a sum say that it repeats another: a bracket, "or", "umgerechnet",
/// «или», with approximators between. Where the other must end.
pub(super) fn same_as(m: &Match<'_, '_>, span: Span<Normal>) -> Option<usize> {
    let floor = m.text.floor_char_boundary(span.start.saturating_sub(SAME_REACH));
    let mut rest = &m.text[floor..span.start];
    let mut found = None;
    loop {
        rest = rest.trim_end_matches([' ', ',', '~', '≈']);
        if let Some(before) = rest.strip_suffix(['(', '[', '/', '=']) {
            return Some(floor + before.trim_end().len());
        }
        // The stop of an abbreviation ("ca.") belongs to its word.
        let word = rest.trim_end_matches('.');
        let length: usize =
            word.chars().rev().take_while(|c| is_word(*c)).map(char::len_utf8).sum();
        let (before, word) = rest.split_at(word.len() - length);
        match m.words.value(Class::SameSum, word) {
            Some("open") => found = Some(floor + before.trim_end_matches([' ', ',']).len()),
            Some(_) => {}
            None => return found,
        }
        rest = before;
    }
}
