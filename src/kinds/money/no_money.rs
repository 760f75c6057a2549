//! What looks like a sum and is none: weights, championships, bare articles.

use super::amount::Amount;
use super::conventions_of;
use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::text::boundary::{word_after, word_before};
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
    let next = word_after(m.text, m.span().end);
    if small && !settled && is_other_word(m, word, next) {
        return false;
    }
    if small && m.words.is(Class::DoubtfulCurrency, word) && !number.contains(['.', ',']) {
        return false;
    }
    let weight = unscaled && !settled && m.words.is(Class::Weight, word);
    !(weight && ((conventions.weighs)(m, next) || goes_on_in_ounces(m)))
}

/// Whether a currency's word is another word beside a small number. A name is one only before
/// another name: "5 Mark" are money, "Platz 2 Mark Zuckerberg" is none.
fn is_other_word(m: &Match<'_, '_>, word: &str, next: &str) -> bool {
    match m.words.value(Class::OtherWord, word) {
        Some("name") => next.starts_with(char::is_uppercase),
        other => other.is_some(),
    }
}

/// Whether smaller units of weight stand behind: "8 pounds 6 ounces".
fn goes_on_in_ounces(m: &Match<'_, '_>) -> bool {
    let tail = m.tail().trim_start_matches([',', ' ']);
    let (first, rest) = tail.split_once(' ').unwrap_or((tail, ""));
    let rest = if m.words.is(Class::NumberLink, first) { rest } else { tail };
    let Some((number, rest)) = rest.split_once(' ') else { return false };
    let unit = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    m.words.number(number).is_some() && m.words.is(Class::WeightPart, unit)
}

/// Whether the number of a match is only the rest of one: "million" of "4 million", "halbe Million"
/// of "3 einhalbe Million", "thousand" of "several thousand".
pub(super) fn is_rest_of_number(m: &Match<'_, '_>) -> bool {
    let Some(place) = m.span_of("n").filter(|n| n.start == m.span().start) else { return false };
    let number = &m.text[place.range()];
    let first = number.split([' ', '-']).next().unwrap_or(number);
    let is_scale = m.words.is(Class::Scale, first);
    if !is_scale && m.words.number(first).is_none_or(|n| n >= Decimal::ONE) {
        return false;
    }
    let mut head = &m.text[..place.start];
    head = head.strip_suffix([' ', '-']).unwrap_or(head);
    let mut before = word_before(head, head.len());
    if !is_scale && m.words.is(Class::NumberLink, before) {
        head = head[..head.len() - before.len()].trim_end_matches(' ');
        before = word_before(head, head.len());
    }
    before.ends_with(|c: char| c.is_ascii_digit())
        || is_scale && m.words.is_any(&[Class::VagueCount, Class::VagueSum], before)
        || m.words.number(before).is_some_and(|n| !n.is_zero())
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

/// Whether a currency's code is a register of a court: "4 AZN 31/09" is the number of a docket.
pub(super) fn is_docket(m: &Match<'_, '_>) -> bool {
    let Some((cur, n)) = m.span_of("cur").zip(m.span_of("n")) else { return false };
    let code = &m.text[cur.range()];
    let letters = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    let year = m.text[n.end..].strip_prefix('/').is_some_and(|tail| {
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        matches!(digits, 2 | 4)
    });
    let chamber = || m.head().trim_end_matches(' ').ends_with(|c: char| c.is_ascii_digit());
    // "4 AZN" of the same docket.
    let counted = || {
        let tail = m.text[cur.end..].strip_prefix(' ').unwrap_or_default();
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && tail[digits..].starts_with('/')
    };
    letters
        && if cur.end <= n.start {
            year || chamber() && m.tail().starts_with('/')
        } else {
            counted()
        }
}
