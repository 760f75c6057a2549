//! Amounts: a number in digits or words, with its scales.

use super::conventions_of;
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::numeral::parse_digits;
use rust_decimal::Decimal;

/// A number with its scale.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amount {
    /// The number, scale included; `None` if it is out of range.
    pub(crate) value: Option<Decimal>,
    /// The scale alone.
    pub(crate) scale: Decimal,
    /// Whether its scales say nothing together: "4.5bn trillion". It has no value then.
    pub(crate) absurd: bool,
}

/// The value of a scale: million, Mrd., тыс.
pub(crate) fn scale(words: &Vocabulary, word: &str) -> Option<Decimal> {
    let classes = [Class::Scale, Class::ScaleSuffix, Class::ScaleSpaced];
    let value = classes.into_iter().find_map(|class| words.value(class, word))?;
    Decimal::from_str_exact(value).ok()
}

/// Reads "2.5 million", "5bn", "1 млн 200 тыс.", "eine halbe Million"; `None` if it is no number at
/// all.
pub(crate) fn amount(words: &Vocabulary, text: &str) -> Option<Amount> {
    let text = text.trim();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return in_digits(words, text);
    }
    let last = text.rsplit([' ', '-']).next().unwrap_or(text);
    let value = words.number(text)?;
    let scale = scale(words, last).unwrap_or(Decimal::ONE);
    Some(Amount { value: Some(value), scale, absurd: false })
}

/// Reads "3 1/2 million": the digits before the stroke are the whole number and the part's count.
fn with_fraction(words: &Vocabulary, text: &str) -> Option<Amount> {
    let (before, after) = text.split_once('/')?;
    let (whole, count) = before.rsplit_once(' ')?;
    let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    let read = |text: &str| Decimal::from_str_exact(text).ok();
    let (of, tail) = (read(&after[..digits])?, &after[digits..]);
    let part = read(count)?.checked_div(of)?;
    let mut factor = Decimal::ONE;
    for word in tail.split([' ', '-']).filter(|w| !w.is_empty()) {
        factor = factor.checked_mul(scale(words, word)?)?;
    }
    // A third is no exact decimal.
    let exact = part.scale() <= 4;
    let value = parse_digits(whole, words.lang)?.checked_add(part)?.checked_mul(factor);
    Some(Amount { value: value.filter(|_| exact), scale: factor, absurd: !exact })
}

/// Reads a number in digits, with its scales.
fn in_digits(words: &Vocabulary, text: &str) -> Option<Amount> {
    if text.contains('/') {
        return with_fraction(words, text);
    }
    let million = Decimal::ONE_THOUSAND * Decimal::ONE_THOUSAND;
    let mut absurd = false;
    let mut total = Some(Decimal::ZERO);
    let mut last = Decimal::ONE;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '\'' | ' '))
            .unwrap_or(rest.len());
        let (digits, tail) = rest.split_at(end);
        let digits = digits.trim_end_matches([' ', '.', ',', '\'']);
        let end = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let (mut factor, mut part) = (Decimal::ONE, Decimal::ZERO);
        // "8,– Euro" has a dash for the hundredths, "3 and a half million" a part in words.
        for word in tail[..end].split([' ', '-', '–']).filter(|w| !w.is_empty()) {
            if let Some(by) = scale(words, word) {
                absurd |= factor >= million && by >= million;
                factor = factor.checked_mul(by)?;
            } else if let Some(value) = words.number(word).filter(|v| *v <= Decimal::ONE) {
                part = if value < Decimal::ONE { value } else { part };
            } else if !words.is(Class::NumberLink, word) {
                return None;
            }
        }
        let plain = conventions_of(words.lang).decimals_before_scale
            && factor > Decimal::ONE
            && !digits.contains(' ')
            && digits.matches([',', '.']).count() == 1;
        let number = if plain {
            Decimal::from_str_exact(&digits.replace(',', ".")).ok()
        } else {
            parse_digits(digits, words.lang)
        };
        let number = number.and_then(|n| n.checked_add(part));
        total = total.zip(number).and_then(|(t, n)| t.checked_add(n.checked_mul(factor)?));
        last = factor;
        rest = &tail[end..];
    }
    Some(Amount { value: total.filter(|_| !absurd), scale: last, absurd })
}
