//! Exact numbers from digits and words in three languages. No floats: a number is a [`Decimal`],
//! and what does not fit is `None`.
//!
//! NumberWords come from `gazetteers/numbers.tsv` through the [`NumberWords`] that the caller
//! passes, so that this room knows no tables.

mod digits;
mod words;

pub use digits::{DIGITS, parse_digits};
pub use words::{NumberWords, parse_words};

use crate::model::Lang;
use rust_decimal::Decimal;

/// A number as it stands in a text: digits, words, or digits with scale words ("2.5 million",
/// «триста тысяч», "46,5 Mrd.").
pub fn parse(text: &str, lang: Lang, words: &dyn NumberWords) -> Option<Decimal> {
    let text = text.trim();
    let tail = text
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' '));
    let head = text[..text.len() - tail.len()].trim();
    if head.is_empty() {
        return parse_words(text, lang, words);
    }
    let number = parse_digits(head.trim_end_matches(['.', ',']), lang)?;
    let scales = tail.trim_matches([' ', '-']);
    if scales.is_empty() {
        return Some(number);
    }
    // "2 hundred thousand": every word that follows digits multiplies.
    scales
        .split([' ', '-'])
        .filter(|w| !w.is_empty())
        .try_fold(number, |sum, word| sum.checked_mul(words.scale(word)?))
}
