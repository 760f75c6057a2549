//! Sums that leave out the currency which the sum before them has: "Lot one fetched $300,000 and lot
//! two 450,000."

use super::amount::amount;
use super::conventions_of;
use super::expr::{Currency, Expr};
use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::overlap::Taken;
use crate::kinds::rule::Finding;
use crate::model::{Lang, Normal, Span};
use crate::text::boundary::{is_edge, is_word, stops, word_after};
use rust_decimal::Decimal;

/// How far behind a sum another may leave out its currency, in bytes.
const REACH: usize = 130;
/// The most words between both.
const WORDS: usize = 8;

/// Adds the sums that leave their currency out, in order of place.
pub(super) fn complete(
    mut found: Vec<Finding<Expr>>,
    context: &Context<'_>,
    taken: &Taken,
) -> Vec<Finding<Expr>> {
    let mut added = Vec::new();
    for (at, sum) in found.iter().enumerate() {
        if sum.nested || sum.value.amount.is_none() || sum.value.currency == Currency::default() {
            continue;
        }
        let next = found[at + 1..].iter().map(|f| f.span.start).find(|start| *start >= sum.span.end);
        let (words, text) = (context.words(sum.lang), context.text.normal.as_ref());
        let Some((span, value)) = behind(words, text, sum, next) else { continue };
        if taken.touches(span) {
            continue;
        }
        let value = Expr {
            amount: Some(value),
            currency: sum.value.currency.clone(),
            ..Expr::default()
        };
        let rule = conventions_of(sum.lang).ellipsis.name;
        added.push(Finding { span, value, rule, lang: sum.lang, nested: false });
    }
    if !added.is_empty() {
        found.append(&mut added);
        found.sort_by_key(|f| f.span);
    }
    found
}

/// The sum without a currency behind another, which ends before `next`.
fn behind(
    words: &Vocabulary,
    text: &str,
    sum: &Finding<Expr>,
    next: Option<usize>,
) -> Option<(Span<Normal>, Decimal)> {
    let from = sum.span.end;
    let far = text.floor_char_boundary((from + REACH).min(text.len()));
    let limit = next.unwrap_or(far).min(far);
    let line = text[from..limit].find('\n').map_or(limit, |n| from + n);
    // The stop is inside, and the text behind it tells that it is one.
    let seen = text.ceil_char_boundary((line + 1).min(text.len()));
    let end = stops(text, from, seen).next().unwrap_or(line);
    let mut at = from;
    while let Some(start) = text[at..end.min(line)].find(|c: char| c.is_ascii_digit()).map(|n| at + n) {
        let length = number_length(words, &text[start..line]);
        let span = Span::new(start, start + length);
        at = span.end;
        if !is_edge(text, start) || text[..start].ends_with(['.', ',', '$', '€', '£', '-']) {
            continue;
        }
        if let Some(value) = counts_money(words, text, sum, span) {
            return Some((span, value));
        }
    }
    None
}

/// The length of a number in digits with its scale at the start of a text.
fn number_length(words: &Vocabulary, text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end)
        || digit(end + 1) && matches!(bytes.get(end), Some(b'.' | b',' | b'\''))
        || bytes.get(end) == Some(&b' ') && (1..=3).all(|n| digit(end + n)) && !digit(end + 4)
    {
        end += 1;
    }
    let Some(rest) = text[end..].strip_prefix(' ') else { return end };
    let word = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
    if words.is(Class::Scale, word) { end + 1 + word.len() } else { end }
}

/// What a number without a currency counts, if it is money as the sum before it.
fn counts_money(
    words: &Vocabulary,
    text: &str,
    sum: &Finding<Expr>,
    span: Span<Normal>,
) -> Option<Decimal> {
    let read = amount(words, &text[span.range()])?;
    let value = read.value?;
    let between = &text[sum.span.end..span.start];
    let grouped = text[span.range()].contains([',', '.', '\'', ' ']) && value.fract().is_zero();
    let alike = sum.value.amount.is_some_and(|a| a >= Decimal::ONE_THOUSAND);
    if read.scale < Decimal::ONE_THOUSAND
        && !(read.scale == Decimal::ONE && grouped && value >= Decimal::ONE_THOUSAND && alike)
    {
        return None;
    }
    let mut count = 0;
    let mut joins = between.contains([',', ';']);
    for word in between.split(|c| !is_word(c)).filter(|w| !w.is_empty()) {
        joins |= words.is(Class::EllipsisJoint, word);
        count += 1;
    }
    let before = between.trim_end();
    if !joins || count == 0 || count > WORDS {
        return None;
    }
    // Behind it nothing stands that it could count.
    let tail = text[span.end..].trim_start_matches('.');
    let closes = tail.is_empty() || tail.starts_with([',', ';', ')', '!', '?', '\n']);
    let ends = text[span.end..].starts_with('.') && !word_after(text, span.end + 1).starts_with(char::is_lowercase);
    let stands = (conventions_of(sum.lang).ellipsis_stands)(words, before);
    ((closes || ends) && stands && sum.lang == words.lang).then_some(value)
}
