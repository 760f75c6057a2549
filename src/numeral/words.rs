//! Numbers in words.

use crate::model::Lang;
use rust_decimal::Decimal;

/// The number words of a language.
pub trait NumberWords {
    /// The value of a word that is added: "twenty", «триста».
    fn number(&self, word: &str) -> Option<Decimal>;
    /// The value of a word that multiplies: "million", «тысяч».
    fn scale(&self, word: &str) -> Option<Decimal>;
    /// Whether a word says nothing inside a number: "and", «с».
    fn links(&self, word: &str) -> bool;
}

/// Reads a number in words: "two hundred and fifty thousand", "zweieinhalb Millionen", «полтора
/// миллиарда».
///
/// A scale word alone counts as one ("million" in "a million" has "a" before it; "Million Euro"
/// alone is no number).
pub fn parse_words(text: &str, lang: Lang, words: &dyn NumberWords) -> Option<Decimal> {
    let (mut total, mut group) = (Decimal::ZERO, None::<Decimal>);
    let mut seen = false;
    let mut after_article = false;
    for word in text.split([' ', '-']).filter(|w| !w.is_empty()) {
        if words.links(word) {
            continue;
        }
        // "one and a half", "half a million": an article behind a number says nothing; before a
        // half it is no one.
        let article = match lang {
            Lang::En => matches!(word, "a" | "an" | "A" | "An"),
            Lang::De => word.to_lowercase().starts_with("eine"),
            Lang::Ru => false,
        };
        if article && group.is_some() {
            continue;
        }
        if let Some(value) =
            words.number(word).or_else(|| (lang == Lang::De).then(|| german(word, words)).flatten())
        {
            group = match group {
                Some(_) if after_article && value < Decimal::ONE => Some(value),
                Some(sum) => Some(sum.checked_add(value)?),
                None => Some(value),
            };
        } else if let Some(scale) = words.scale(word) {
            let product = group.unwrap_or(Decimal::ONE).checked_mul(scale)?;
            if scale < Decimal::ONE_THOUSAND {
                group = Some(product);
            } else {
                total = total.checked_add(product)?;
                group = None;
            }
        } else {
            // «полмиллиона» holds its scale, and nothing is added to it.
            return russian_half(word, words).filter(|_| !seen);
        }
        after_article = article;
        seen = true;
    }
    seen.then(|| total.checked_add(group.unwrap_or_default())).flatten()
}

/// German writes a number below a million as one word: "zweihundertfünfundzwanzig", "dreitausend".
fn german(word: &str, words: &dyn NumberWords) -> Option<Decimal> {
    let lower = word.to_lowercase();
    let split = |mark: &str| lower.split_once(mark).map(|(a, b)| (a.to_owned(), b.to_owned()));
    let part = |text: &str| {
        if text.is_empty() { None } else { words.number(text).or_else(|| german(text, words)) }
    };
    for (mark, value) in [("tausend", Decimal::ONE_THOUSAND), ("hundert", Decimal::ONE_HUNDRED)] {
        if let Some((before, after)) = split(mark) {
            let head = if before.is_empty() { Decimal::ONE } else { part(&before)? };
            let tail = if after.is_empty() {
                Decimal::ZERO
            } else {
                part(after.trim_start_matches("und"))?
            };
            return head.checked_mul(value)?.checked_add(tail);
        }
    }
    let (ones, tens) = split("und")?;
    let (ones, tens) = (words.number(&ones)?, words.number(&tens)?);
    (ones < Decimal::TEN && tens >= Decimal::TWO * Decimal::TEN).then(|| ones + tens)
}

/// «полмиллиона», «полмиллиарда».
fn russian_half(word: &str, words: &dyn NumberWords) -> Option<Decimal> {
    words.scale(word.to_lowercase().strip_prefix("пол")?)?.checked_div(Decimal::TWO)
}
