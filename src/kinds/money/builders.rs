//! Builders of sums, which the rules of all languages share.

use super::amount::{Amount, amount, scale};
use super::bounds::modifier;
use super::change::Joint;
use super::conventions::LoneScale;
use super::conventions_of;
use super::expr::{Currency, Expr, currency_named};
use super::no_money::{is_docket, is_edition, is_in_money_of_year, is_money, is_rest_of_number};
use crate::gazetteer::Class;
use crate::kinds::rule::{Findings, Match};
use crate::model::{MoneyModifier, Normal, Span};
use crate::text::boundary::{word_after, word_before};
use rust_decimal::Decimal;

/// A sum of one number. Groups: `n`, `cur`, perhaps `country` or `of`, `sub` with `subcur` (cents),
/// `late` (a scale behind the currency), `million` (a currency's code with a letter for million),
/// `again` (the currency once more).
pub(crate) fn single(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let conventions = conventions_of(m.words.lang);
    let (amount, currency) = (amount(m.words, m.get("n")?)?, currency_of(m)?);
    if !is_money(m, &amount) || is_rest_of_number(m) {
        return None;
    }
    if m.get("cur").is_some_and(|c| m.words.is(Class::CurrencyTold, c)) && !is_priced(m, &amount) {
        return None;
    }
    let mut value = scaled(m, amount.value);
    // "$4.5m trillion": no one of both.
    let next = word_after(m.text, m.span().end);
    let absurd = amount.absurd
        || amount.scale > Decimal::ONE_THOUSAND && !m.has("late") && m.words.is(Class::Scale, next);
    value = value.filter(|_| !absurd);
    let number = m.get("n").unwrap_or_default();
    let digits = number.starts_with(|c: char| c.is_ascii_digit());
    if amount.scale > Decimal::ONE_THOUSAND
        && !number.contains([' ', '-'])
        && scale(m.words, number).is_some()
    {
        match (conventions.lone_scale)(number) {
            LoneScale::NoSum => return None,
            LoneScale::Uncounted => value = None,
            LoneScale::One => {}
        }
    }
    if is_in_money_of_year(m, &amount)
        || m.get("cur").is_some_and(|c| m.words.is(Class::Event, c)) && is_edition(m, &amount)
        || is_docket(m)
    {
        return None;
    }
    let behind = m.span_of("cur").zip(m.span_of("n")).is_some_and(|(cur, n)| cur.start < n.start);
    if behind && !digits && m.get("cur").is_some_and(|c| c.chars().all(char::is_alphabetic)) {
        // A currency's name before a number word belongs to what stands before it: "thirteen
        // dollars forty-five".
        return None;
    }
    if let Some(sub) = m.get("sub") {
        let part = hundredths(m, sub).filter(|_| amount.scale < Decimal::ONE_THOUSAND)?;
        value = value.and_then(|v| v.checked_add(part));
    }
    if let Some(again) = m.get("again") {
        // "$5.9 billion dollars" is one sum; "$5 pounds" is none.
        if !currency_named(m.words, again).is_some_and(|c| c.agrees(&currency)) {
            return None;
        }
    }
    let span = without_stop(m);
    let too_large = value.is_none() && digits && !absurd;
    Some(vec![m.at(span, Expr { amount: value, too_large, ..Expr::beside(m, span, currency) })])
}

/// The number with the scales that stand behind the currency or in its code.
fn scaled(m: &Match<'_, '_>, number: Option<Decimal>) -> Option<Decimal> {
    let mut value = number;
    if m.has("million") {
        value = value
            .and_then(|v| v.checked_mul(Decimal::ONE_THOUSAND)?.checked_mul(Decimal::ONE_THOUSAND));
    }
    if let Some(late) = m.get("late") {
        value = value.zip(scale(m.words, late)).and_then(|(v, s)| v.checked_mul(s));
    }
    value
}

/// The part of a price in hundredths of the currency. Without "cents" behind it, only the last word
/// of a sentence is one.
fn hundredths(m: &Match<'_, '_>, sub: &str) -> Option<Decimal> {
    let closes =
        m.has("subcur") || m.tail().is_empty() || m.tail().starts_with(['.', '!', '?', ')', ';']);
    let number = amount(m.words, sub)?.value.filter(|v| closes && *v < Decimal::ONE_HUNDRED)?;
    number.checked_div(Decimal::ONE_HUNDRED)
}

/// The match without the stop of an abbreviated scale that is written without one: this stop ends
/// the sentence.
fn without_stop(m: &Match<'_, '_>) -> Span<Normal> {
    let span = m.span();
    let stopped = conventions_of(m.words.lang)
        .scales_without_stop
        .iter()
        .any(|s| m.text[span.range()].ends_with(s));
    Span::new(span.start, span.end - usize::from(stopped))
}

/// "ringgit 42", "Euro 5 Millionen": a currency's name before digits, only with a scale or where
/// nothing that the number could count follows. Groups: `cur`, `n`.
pub(crate) fn word_first(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let closes = m.tail().is_empty()
        || m.tail().starts_with(['.', ',', ';', ')', '!', '?', '\n'])
        || m.tail().starts_with(" per ");
    let goes_on = m.tail().chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let counted = m.head().trim_end().ends_with(|c: char| c.is_ascii_digit());
    let scaled = m.get("n").is_some_and(|n| n.contains(char::is_alphabetic));
    if (closes || scaled) && !goes_on && !counted { single(m) } else { None }
}

/// Two numbers, as their joint says.
pub(super) fn joined(m: &Match<'_, '_>, joint: Option<Joint>) -> Option<Findings<Expr>> {
    match joint? {
        Joint::Range => range(m),
        Joint::Change => change(m),
    }
}

/// How far the two sums of a change may lie apart for the scale of the second to be that of both.
const ALIKE: u32 = 100;

/// Two sums of a change: "from 270 to 500 million euros", "by $2 to $83.85". Groups as of a range;
/// either currency may be left out.
fn change(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let number = |group: &str| m.get(group).and_then(|n| amount(m.words, n));
    let (mut from, to) = (number("n")?, number("n2")?);
    let first = m.get("cur").and_then(|c| currency_named(m.words, c));
    let second = m.get("cur2").and_then(|c| currency_named(m.words, c)).map(|c| settle(m, c));
    let currency = second.clone().or_else(|| first.clone())?;
    if first.as_ref().is_some_and(|c| !c.agrees(&currency))
        || !is_money(m, &to)
        || is_rest_of_number(m)
        || (second.is_none() && to.scale == Decimal::ONE && !closes(m))
    {
        return None;
    }
    if from.scale == Decimal::ONE && to.scale > Decimal::ONE {
        // "from 270 to 500 million": not "from 900,000 to 1.2 million".
        let scaled = from.value.and_then(|v| v.checked_mul(to.scale)).zip(to.value);
        let alike = |(a, b): (Decimal, Decimal)| {
            let near = |a: Decimal, b: Decimal| b.checked_mul(ALIKE.into()).is_some_and(|b| a < b);
            near(a, b) && near(b, a)
        };
        let scaled = scaled.filter(|pair| alike(*pair));
        // "from 2008 to 5 million euros" begins with a year.
        if scaled.is_none() && first.is_none() && m.get("n").is_some_and(is_year) {
            return None;
        }
        from.value = scaled.map_or(from.value, |(a, _)| Some(a));
    }
    let (a, b) = (m.span_of("a")?, m.span_of("b")?);
    let b = Span::new(b.start, without_stop(m).end);
    let of = |span: Span<Normal>, amount: Amount, currency: &Currency| Expr {
        amount: amount.value,
        ..Expr::beside(m, span, currency.clone())
    };
    let after = of(b, to, &currency);
    // «до 5 млрд» behind «на 2 млрд» bounds nothing.
    let modifier = after.modifier.filter(|m| *m != MoneyModifier::AtMost);
    Some(vec![m.at(a, of(a, from, &currency)), m.at(b, Expr { modifier, ..after })])
}

/// Whether a number looks like a year.
fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// Whether a number behind "R" is a price, and no road ("R300") or film rating ("R18").
fn is_priced(m: &Match<'_, '_>, amount: &Amount) -> bool {
    let number = m.get("n").unwrap_or_default();
    amount.scale > Decimal::ONE || number.contains(['.', ',', ' ']) || number.len() > 2 && closes(m)
}

/// Whether nothing that a bare number could count follows.
fn closes(m: &Match<'_, '_>) -> bool {
    let tail = m.tail();
    let figure = |mark: char| {
        tail.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    tail.trim().is_empty()
        || tail.starts_with(['.', ',', ';', ')', '!', '?', '\n']) && !figure('.') && !figure(',')
}

/// A range. Groups: `a`, `b` (the ends with their own currency), `n`, `n2`, `cur`, `cur2`; at least
/// one of the currencies.
pub(crate) fn range(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let number = |group: &str| m.get(group).and_then(|n| amount(m.words, n));
    let (Some(mut low), Some(high)) = (number("n"), number("n2")) else {
        return None;
    };
    if m.get("n2")
        .and_then(|n| n.split([' ', '-']).next())
        .is_some_and(|w| scale(m.words, w).is_some())
    {
        // "$180-million" has a hyphen, no range.
        return None;
    }
    let first = m.get("cur").and_then(|c| currency_named(m.words, c));
    let second = m.get("cur2").and_then(|c| currency_named(m.words, c)).map(|c| settle(m, c));
    let currency = second.clone().or_else(|| first.clone())?;
    if first.as_ref().is_some_and(|c| !c.agrees(&currency)) || is_rest_of_number(m) {
        return None;
    }
    let own = first.is_some() && second.is_some();
    if low.scale == Decimal::ONE && !(own && high.scale == Decimal::ONE) {
        // "10 to 20 million": the scale counts for both, unless the low end would be the higher.
        let scaled = low.value.and_then(|v| v.checked_mul(high.scale));
        if scaled <= high.value {
            low.value = scaled;
        }
    }
    let (Some(from), Some(to)) = (low.value, high.value) else {
        return None;
    };
    if from >= to || !is_money(m, &high) {
        return None;
    }
    let span = without_stop(m);
    // The word that opens a range bounds nothing: «от 10 до 20».
    let opened =
        conventions_of(m.words.lang).range_openers.contains(&word_before(m.text, span.start));
    let whole = Expr {
        range: Some((from, to)),
        modifier: if opened { None } else { modifier(m, span) },
        ..Expr::beside(m, span, currency.clone())
    };
    let mut found = vec![m.at(span, whole)];
    if own {
        for (group, value) in [("a", from), ("b", to)] {
            found.extend(m.part(
                group,
                Expr { amount: Some(value), currency: currency.clone(), ..Expr::default() },
            ));
        }
    }
    Some(found)
}

/// A sum that nobody counted: "billions of dollars".
pub(crate) fn vague(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let currency = currency_of(m)?;
    let weight = m.get("cur").is_some_and(|c| m.words.is(Class::Weight, c)) && !m.has("country");
    let weighs = || {
        let next = word_after(m.text, m.span().end);
        (conventions_of(m.words.lang).weighs)(m, next)
    };
    if weight
        && weighs()
        && m.text[m.span().range()]
            .split([' ', '-'])
            .filter_map(|w| scale(m.words, w))
            .all(|s| s <= Decimal::ONE_THOUSAND)
    {
        return None;
    }
    Some(vec![m.whole(Expr::beside(m, m.span(), currency))])
}

/// Cents alone. Groups: `n`, `subcur`.
pub(crate) fn cents(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (number, subunit) = (m.get("n")?, m.get("subcur")?);
    let amount = amount(m.words, number)?;
    let currency = m.words.value(Class::Subunit, subunit)?;
    if conventions_of(m.words.lang).no_cents.contains(&number) || is_rest_of_number(m) {
        return None;
    }
    let value = amount.value.and_then(|v| v.checked_div(Decimal::ONE_HUNDRED));
    Some(vec![
        m.whole(Expr { amount: value, ..Expr::beside(m, m.span(), Currency::parse(currency)) }),
    ])
}

/// The currency of a match, settled by an adjective or a country beside it.
fn currency_of(m: &Match<'_, '_>) -> Option<Currency> {
    if let Some(code) = m.get("million") {
        return m.words.value(Class::CurrencyCodeMillion, code).map(Currency::parse);
    }
    Some(settle(m, currency_named(m.words, m.get("cur")?)?))
}

/// Settles a currency by the adjective or the country beside it.
fn settle(m: &Match<'_, '_>, currency: Currency) -> Currency {
    let country = m
        .get("country")
        .and_then(|c| m.words.value(Class::MoneyLand, c))
        .or_else(|| m.get("of").and_then(|o| m.words.value(Class::MoneyOf, o)));
    // "Icelandic krona" may be a name of its own.
    if let Some(named) = m
        .span_of("country")
        .zip(m.span_of("cur2").or_else(|| m.span_of("cur")))
        .and_then(|(country, cur)| currency_named(m.words, m.text.get(country.start..cur.end)?))
    {
        return named;
    }
    match country {
        // An adjective beside a currency that has only one home says nothing more.
        Some(country) if !currency.others.is_empty() => currency.of(country),
        _ => currency,
    }
}
