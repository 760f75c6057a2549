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
    // The number right before: "three quarters" multiplies it, "one and a quarter" does not.
    let mut previous = None::<Decimal>;
    for word in text.split([' ', '-']).filter(|w| !w.is_empty()) {
        if words.links(word) {
            previous = None;
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
            previous = None;
            continue;
        }
        // "tausend" alone is a scale, and no number of one word.
        let compound = || {
            let compound = lang == Lang::De && words.scale(word).is_none();
            compound.then(|| german(word, words)).flatten()
        };
        if let Some(value) = words.number(word).or_else(compound) {
            let part = value > Decimal::ZERO && value < Decimal::ONE;
            group = match (group, previous.filter(|_| part)) {
                (Some(_), _) if after_article && part => Some(value),
                (Some(sum), Some(counted)) => {
                    Some(sum.checked_sub(counted)?.checked_add(counted.checked_mul(value)?)?)
                }
                (Some(sum), None) => Some(sum.checked_add(value)?),
                (None, _) => Some(value),
            };
            previous = Some(value).filter(|_| !article);
        } else if let Some(scale) = words.scale(word) {
            previous = None;
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

/// How German numbers with a part of one end.
const GERMAN_PARTS: [(&str, Decimal); 3] = [
    ("einhalb", Decimal::from_parts(5, 0, 0, false, 1)),
    ("einviertel", Decimal::from_parts(25, 0, 0, false, 2)),
    ("dreiviertel", Decimal::from_parts(75, 0, 0, false, 2)),
];

/// German writes a number below a million as one word: "zweihundertfünfundzwanzig", "dreitausend",
/// "sechseinhalb".
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
    for (end, value) in GERMAN_PARTS {
        if let Some(whole) = lower.strip_suffix(end) {
            let whole = if whole.is_empty() { Decimal::ZERO } else { part(whole)? };
            return whole.checked_add(value);
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
