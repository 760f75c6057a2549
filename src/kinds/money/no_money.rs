//! What looks like a sum and is none: weights, championships, changes, bare articles.

use super::amount::Amount;
use super::conventions_of;
use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::text::boundary::{is_word, word_after, word_before};
use rust_decimal::Decimal;

/// Whether a currency's word is not something else: pounds of weight, "mark" and "won", «лев», a
/// bare article.
pub(super) fn is_money(m: &Match<'_, '_>, amount: &Amount) -> bool {
    let Some(word) = m.get("cur2").or_else(|| m.get("cur")) else { return true };
    let conventions = conventions_of(m.words.lang);
    let number = m.get("n").unwrap_or_default();
    let unscaled = amount.scale == Decimal::ONE;
    if unscaled && !m.has("subcur") && m.words.is(Class::NoAmount, number) {
        return false;
    }
    let small = unscaled && amount.value.is_some_and(|v| v < Decimal::ONE_HUNDRED);
    let settled = m.has("country") || m.has("of");
    if small && !settled && m.words.is(Class::OtherWord, word) {
        return false;
    }
    if small && m.words.is(Class::DoubtfulCurrency, word) && !number.contains(['.', ',']) {
        return false;
    }
    let weight = unscaled && !settled && m.words.is(Class::Weight, word);
    !(weight && (conventions.weighs)(m, word_after(m.text, m.span().end)))
}

/// Whether a sum is in the money of a year: "in 2015 dollars".
pub(super) fn is_in_money_of_year(m: &Match<'_, '_>, amount: &Amount) -> bool {
    let year = m.get("n").is_some_and(|n| n.len() == 4 && n.bytes().all(|b| b.is_ascii_digit()))
        && amount.value.is_some_and(|v| (Decimal::from(1900)..Decimal::from(2060)).contains(&v));
    let behind = m.span_of("cur").zip(m.span_of("n")).is_some_and(|(cur, n)| n.end < cur.start);
    let opener = conventions_of(m.words.lang).money_of_year;
    year && behind && opener.is_some_and(|opener| word_before(m.text, m.span().start) == opener)
}

/// Whether "Euro 2016", "Euro 96" is a championship: the year stands behind, in four digits or two.
pub(super) fn is_edition(m: &Match<'_, '_>, amount: &Amount) -> bool {
    let behind = m.span_of("cur").zip(m.span_of("n")).is_some_and(|(cur, n)| cur.start < n.start);
    let year =
        |v: Decimal| v.fract().is_zero() && (Decimal::from(1960)..Decimal::from(2060)).contains(&v);
    let short =
        |v: Decimal| (Decimal::from(60)..Decimal::ONE_HUNDRED).contains(&v) && v.fract().is_zero();
    behind
        && amount.scale == Decimal::ONE
        && amount.value.is_some_and(|v| year(v) || short(v) && !m.head().is_empty())
}

/// How many bytes before a range may hold a word of change.
const CHANGE_REACH: usize = 60;

/// Whether "from X to Y" tells a change and not a range: "rose from $5 to $7".
pub(super) fn is_change(m: &Match<'_, '_>) -> bool {
    let conventions = conventions_of(m.words.lang);
    let head = m.head();
    let near = &head[head.floor_char_boundary(head.len().saturating_sub(CHANGE_REACH))..];
    let is_change = |word: &str| {
        let mut forms = m.words.lexicon.forms(Class::SumChange);
        forms.any(
            |(form, _)| {
                if conventions.change_stems { word.starts_with(form) } else { word == form }
            },
        )
    };
    near.split(|c: char| !is_word(c)).any(is_change)
        && near.trim_end().ends_with(conventions.range_opener_ends)
}
