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
}

/// The value of a scale: million, Mrd., тыс.
pub(crate) fn scale(words: &Vocabulary, word: &str) -> Option<Decimal> {
    let value =
        words.value(Class::Scale, word).or_else(|| words.value(Class::ScaleSuffix, word))?;
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
    Some(Amount { value: Some(value), scale: scale(words, last).unwrap_or(Decimal::ONE) })
}

/// Reads a number in digits, with its scales.
fn in_digits(words: &Vocabulary, text: &str) -> Option<Amount> {
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
        let mut factor = Decimal::ONE;
        for word in tail[..end].split([' ', '-']).filter(|w| !w.is_empty()) {
            factor = factor.checked_mul(scale(words, word)?)?;
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
        total = total.zip(number).and_then(|(t, n)| t.checked_add(n.checked_mul(factor)?));
        last = factor;
        rest = &tail[end..];
    }
    Some(Amount { value: total, scale: last })
}
