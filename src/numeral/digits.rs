//! Numbers in digits: which mark groups and which one is the decimal point.

use crate::model::Lang;
use rust_decimal::Decimal;

/// A regex for a number in digits: groups of three after `.`, `,`, `'` or a space, decimals after
/// `.` or `,`; the Indian 12,34,567; prices with four decimals.
pub const DIGITS: &str = r"\d+[.,]\d{4,}|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?|\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?";

/// Reads a number in digits.
///
/// Two different marks: the last is the decimal point. One mark that stands twice groups. One mark
/// that stands once before three digits groups if it is the language's grouping mark (`,` in
/// English, `.` in German) or if the text shows a group that the language would not write otherwise
/// (Russian "300,000" with nothing before it but three digits or fewer, not starting with 0);
/// everything else is the decimal point. Spaces and apostrophes always group.
///
/// ```
/// use newsmill::{Lang, internals::numeral::parse_digits};
/// let read = |text, lang| parse_digits(text, lang).unwrap().to_string();
/// assert_eq!(read("1.844.036.360,12", Lang::De), "1844036360.12");
/// assert_eq!(read("1,600", Lang::En), "1600");
/// assert_eq!(read("493.3", Lang::De), "493.3");
/// assert_eq!(read("1 600", Lang::Ru), "1600");
/// ```
pub fn parse_digits(text: &str, lang: Lang) -> Option<Decimal> {
    let text = text.trim();
    if text.is_empty() || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let marks = |mark: char| text.matches(mark).count();
    let (dots, commas) = (marks('.'), marks(','));
    let decimal = match (dots, commas) {
        (0, 0) => None,
        (1.., 1..) => {
            let last = text.rfind(['.', ','])?;
            let mark = if text[last..].starts_with('.') { '.' } else { ',' };
            (marks(mark) == 1).then_some(mark)
        }
        (2.., 0) | (0, 2..) => None,
        (one, _) => {
            let mark = if one == 1 { '.' } else { ',' };
            let (whole, rest) = text.split_once(mark)?;
            let group = rest.len() == 3
                && whole.len() <= 3
                && !whole.starts_with('0')
                && !whole.contains([' ', '\'']);
            (!(group && groups(mark, lang))).then_some(mark)
        }
    };
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '0'..='9' => plain.push(c),
            _ if Some(c) == decimal => plain.push('.'),
            '.' | ',' | '\'' | ' ' => {}
            _ => return None,
        }
    }
    Decimal::from_str_exact(&plain).ok()
}

/// Whether a mark before three digits groups them.
fn groups(mark: char, lang: Lang) -> bool {
    match lang {
        Lang::En => mark == ',',
        Lang::De => mark == '.',
        // Russian groups by spaces; three digits after a comma or stop are a foreign grouping far
        // more often than thousandths.
        Lang::Ru => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads() {
        for (text, lang, value) in [
            ("1,600", Lang::En, "1600"),
            ("1.600", Lang::De, "1600"),
            ("1'600", Lang::De, "1600"),
            ("4.5", Lang::En, "4.5"),
            ("4,5", Lang::Ru, "4.5"),
            ("300,000", Lang::Ru, "300000"),
            ("0,125", Lang::Ru, "0.125"),
            ("1,234,567.89", Lang::En, "1234567.89"),
            ("124 451,50", Lang::Ru, "124451.50"),
            ("1.5", Lang::De, "1.5"),
        ] {
            assert_eq!(
                parse_digits(text, lang).map(|d| d.to_string()).as_deref(),
                Some(value),
                "{text} {lang}"
            );
        }
        assert_eq!(parse_digits("99999999999999999999999999999999999", Lang::En), None);
    }
}
