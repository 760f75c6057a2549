//! The id of a Russian federal law, which is its number and the year of its date: «закон от
//! 6 октября 1999 г. № 184-ФЗ» is `ru/fz/184-1999`. Another law has the number 184-ФЗ in 2002.

use super::expr::Name;
use crate::kinds::rule::Match;
use crate::model::{Normal, Span};

/// The date of a law: «от 6 октября 1999 г.», «от 06.10.99».
pub(super) const DATE: &str =
    r"от (?:\d{1,2}[. ][а-я0-9.]+ ?\d{4}|\d{1,2}\.\d{2}\.\d{2})(?: года| г\.?)?";

/// How numbers of federal laws end, and the part of the id for them.
const FEDERAL: [(&str, &str); 2] = [("-ФЗ", "fz"), ("-ФКЗ", "fkz")];

/// Numbers of federal laws begin again every year, since this one.
const FIRST: u32 = 1994;

/// A name with the id of its number and the year of its date. The date stands in the group `date` or
/// right behind the match.
pub(super) fn numbered(m: &Match<'_, '_>, name: Name) -> Name {
    let Some(number) = name.number.as_deref() else { return name };
    let date = m.get("date").or_else(|| date_behind(m.tail()));
    let Some(year) = date.and_then(year_of) else { return name };
    let id = FEDERAL.iter().find_map(|(end, kind)| {
        let plain = number.strip_suffix(end)?;
        Some(format!("ru/{kind}/{plain}-{year}"))
    });
    Name { id, ..name }
}

/// The match with the date behind it: «закон № 127-ФЗ от 26 октября 2002 года».
pub(super) fn with_date(m: &Match<'_, '_>) -> Span<Normal> {
    let (span, tail) = (m.span(), m.tail());
    let Some(date) = date_behind(tail).filter(|date| year_of(date).is_some()) else { return span };
    let length = " от ".len() + date.len();
    let unit = [" года", " г."].iter().find(|unit| tail[length..].starts_with(**unit));
    Span::new(span.start, span.end + length + unit.map_or(0, |unit| unit.len()))
}

/// The date at the start of what follows a number: «от 6 октября 1999 года», «от 06.10.1999».
fn date_behind(tail: &str) -> Option<&str> {
    let rest = tail.strip_prefix(" от ")?;
    let words: Vec<&str> = rest.splitn(4, [' ', ',']).take(3).collect();
    let is_day = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let end = match words.as_slice() {
        [day, month, year] if is_day(day) && month.chars().all(char::is_alphabetic) => {
            day.len() + month.len() + year.len() + 2
        }
        [date, ..] => date.len(),
        [] => return None,
    };
    let date = &rest[..end];
    Some(date.trim_end_matches(|c: char| !c.is_ascii_digit()))
}

/// The year of a date: four digits, or the two behind the second stop.
fn year_of(date: &str) -> Option<String> {
    let date = date.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = &date[date.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1)..];
    let year = match digits.len() {
        4 => digits.parse().ok()?,
        2 if date.matches('.').count() == 2 => match digits.parse::<u32>().ok()? {
            late @ 94.. => 1900 + late,
            early => 2000 + early,
        },
        _ => return None,
    };
    (FIRST..2100).contains(&year).then(|| year.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_dates() {
        let of = |date| year_of(date);
        assert_eq!(of("от 6 октября 1999 г.").as_deref(), Some("1999"));
        assert_eq!(of("от 06.10.99").as_deref(), Some("1999"));
        assert_eq!(of("от 01.02.03 г").as_deref(), Some("2003"));
        assert_eq!(of("от 5 мая"), None);
        assert_eq!(of("от 5 мая 1812 года"), None, "there were no federal laws");
    }

    #[test]
    fn dates_behind_numbers() {
        let year = |tail| date_behind(tail).and_then(year_of);
        assert_eq!(year(" от 6 октября 1999 года действует").as_deref(), Some("1999"));
        assert_eq!(year(" от 06.10.1999, принят").as_deref(), Some("1999"));
        assert_eq!(year(" от 2013 года").as_deref(), Some("2013"));
        assert_eq!(year(" от имени 2013 человек"), None);
        assert_eq!(year(" в 1999 году"), None);
    }
}
