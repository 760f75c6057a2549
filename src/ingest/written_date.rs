//! Dates as fields, addresses and datelines write them: a whole day with a year, in the forms of
//! our three languages and as programs write them. Dates in prose are read by the rules of dates and
//! not here.

use crate::model::Day;

/// How months begin: three letters tell them apart in all three languages (March and May, März and
/// Mai, марта and мая).
const MONTH_STEMS: &[(&str, i8)] = include!(concat!(env!("OUT_DIR"), "/month_stem.words"));

/// Endings of an English ordinal, in the order in which they are cut off.
const ORDINAL_ENDINGS: &[&str] = include!(concat!(env!("OUT_DIR"), "/ordinal_ending.words"));

/// How weekdays begin in our three languages.
const WEEKDAY_STEMS: &[&str] = include!(concat!(env!("OUT_DIR"), "/weekday_stem.words"));

/// The word "year" behind a Russian date.
const YEAR_WORDS: &[&str] = include!(concat!(env!("OUT_DIR"), "/year_word.words"));

/// A day in a path or address: `/2021/01/20/`, `2021-01-20`, `20210120`.
pub(super) fn in_path(path: &str) -> Option<Day> {
    let bytes = path.as_bytes();
    let number = |from: usize, len: usize| -> Option<i16> {
        path.get(from..from + len).filter(|s| s.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
    };
    let two = |from: usize| number(from, 2).and_then(|n| i8::try_from(n).ok());
    let edge = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_none_or(|b| !b.is_ascii_digit());
    (0..bytes.len()).filter(|&i| bytes[i] == b'2' && edge(i.checked_sub(1))).find_map(|i| {
        let year = number(i, 4)?;
        let separator = *bytes.get(i + 4)?;
        if matches!(separator, b'/' | b'-' | b'_')
            && bytes.get(i + 7) == Some(&separator)
            && edge(Some(i + 10))
        {
            return plausible(year, two(i + 5)?, two(i + 8)?);
        }
        if separator.is_ascii_digit() && edge(Some(i + 8)) {
            return plausible(year, two(i + 4)?, two(i + 6)?);
        }
        None
    })
}

/// The date that a field declares, in any form that programs and people write: behind a weekday,
/// as a time stamp in seconds or parts of them, with a year of two digits. Anything may follow.
///
/// The day is the one that is written, whatever its time zone; that of a time stamp is the one in
/// Greenwich. The first day of 1970 is no date: programs write it for the number 0.
pub(super) fn at_start(text: &str) -> Option<Day> {
    let text = text.trim_start();
    let day = at_start_with_rest(text, false)
        .map(|d| d.0)
        .or_else(|| time_stamp(text))
        .or_else(|| short_year(text));
    day.filter(|day| day.days_since_epoch() != Some(0))
}

/// The first day of the month that a field names without a day: `2021-01`, `01/2021`.
pub(super) fn month_of(text: &str) -> Option<Day> {
    let text = text.trim();
    let (first, rest) = integer(text)?;
    let (second, rest) = integer(rest.strip_prefix(['-', '/', '.'])?)?;
    let (year, month) = if text.len() - rest.len() < 6 {
        return None;
    } else if first > 12 {
        (first, second)
    } else {
        (second, first)
    };
    plausible(year.try_into().ok()?, month.try_into().ok()?, 1).filter(|_| rest.is_empty())
}

/// The first date in a short text, whatever surrounds it. `day_first` as in [`at_start_with_rest`].
#[cfg(feature = "html")]
pub(super) fn within(text: &str, day_first: bool) -> Option<Day> {
    let mut before = None;
    text.char_indices().find_map(|(at, c)| {
        let begins = c.is_alphanumeric() && !before.replace(c).is_some_and(char::is_alphanumeric);
        before = Some(c);
        at_start_with_rest(text.get(at..).filter(|_| begins)?, day_first).map(|d| d.0)
    })
}

/// The date at the beginning of a text, perhaps behind a weekday, and the rest. Of `3/4/2021` the
/// first number is the day where `day_first` says so or it cannot be a month.
pub(super) fn at_start_with_rest(text: &str, day_first: bool) -> Option<(Day, &str)> {
    let text = behind_weekday(text.trim_start());
    iso(text)
        .or_else(|| numeric(text, day_first))
        .or_else(|| year_first(text))
        .or_else(|| with_month_name(text))
}

/// A text without the weekday at its start: "Mon, ", "Montag, den ".
fn behind_weekday(text: &str) -> &str {
    match text.split_once([',', ' ']) {
        Some((day, rest)) if is_weekday(day.trim_end_matches('.')) => {
            rest.trim_start_matches([',', ' '])
        }
        _ => text,
    }
}

/// Whether a word is a weekday in one of our three languages.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    word.chars().count() <= 12
        && !word.contains(' ')
        && WEEKDAY_STEMS.iter().any(|s| word.starts_with(s))
}

/// `2021-01-20`, `2021/01/20`, `2021.01.20`, `20210120`.
fn iso(text: &str) -> Option<(Day, &str)> {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let head = text.get(..10).filter(|h| {
        matches!(h.as_bytes()[4], b'-' | b'/' | b'.') && h.as_bytes()[7] == h.as_bytes()[4]
    });
    if let Some(h) = head.filter(|h| digits(&h[..4]) && digits(&h[5..7]) && digits(&h[8..])) {
        return Some((
            plausible(h[..4].parse().ok()?, h[5..7].parse().ok()?, h[8..].parse().ok()?)?,
            &text[10..],
        ));
    }
    let h = text
        .get(..8)
        .filter(|h| digits(h) && !text[8..].starts_with(|c: char| c.is_ascii_digit()))?;
    Some((
        plausible(h[..4].parse().ok()?, h[4..6].parse().ok()?, h[6..].parse().ok()?)?,
        &text[8..],
    ))
}

/// `20.01.2021`, `20. 01. 2021`, `20-01-2021`, `05/08/2008`.
fn numeric(text: &str, day_first: bool) -> Option<(Day, &str)> {
    let (a, rest) = integer(text)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
    let (b, rest) = integer(rest[1..].trim_start())?;
    let (year, rest) = integer(rest.strip_prefix(mark)?.trim_start())?;
    let is_day_first = mark == '.' || day_first || a > 12 || mark == '-' && b <= 12;
    let (day, month) = if is_day_first { (a, b) } else { (b, a) };
    Some((plausible(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)?, rest))
}

/// `2021-1-5`, `2021/1/5`, `2021.1.5`.
fn year_first(text: &str) -> Option<(Day, &str)> {
    let (year, rest) = integer(text).filter(|(year, _)| *year >= 1000)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
    let (month, rest) = integer(&rest[1..])?;
    let (day, rest) = integer(rest.strip_prefix(mark)?)?;
    Some((plausible(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)?, rest))
}

/// `25.01.21`: years up to 49 are of this century.
fn short_year(text: &str) -> Option<Day> {
    let (day, rest) = integer(text)?;
    let (month, rest) = integer(rest.strip_prefix('.')?)?;
    let year = rest.strip_prefix('.')?;
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = integer(year).filter(|_| digits == 2)?;
    if rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let century = if year < 50 { 2000 } else { 1900 };
    plausible((year + century).try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}

/// A time stamp of digits alone: seconds since 1970 or thousandths, millionths or billionths of
/// them, or `20210120103000`. Years before 1990 have none: their numbers are those of other things.
fn time_stamp(text: &str) -> Option<Day> {
    let digits = &text[..text.bytes().take_while(u8::is_ascii_digit).count()];
    let is_more = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | ':' | '_');
    if text[digits.len()..].starts_with(is_more) {
        return None;
    }
    let written = match digits.len() {
        10 if digits.starts_with("20") => iso_digits(digits),
        12 | 14 => iso_digits(digits),
        _ => None,
    };
    written.or_else(|| {
        let per_second: u64 = match digits.len() {
            9 | 10 => 1,
            12 | 13 => 1_000,
            15 | 16 => 1_000_000,
            18 | 19 => 1_000_000_000,
            _ => return None,
        };
        let seconds = digits.parse::<u64>().ok()? / per_second;
        let days = jiff::Span::new().try_days(i64::try_from(seconds / 86_400).ok()?).ok()?;
        let date = jiff::civil::date(1970, 1, 1).checked_add(days).ok()?;
        plausible(date.year(), date.month(), date.day()).filter(|day| day.year() >= 1990)
    })
}

/// The day of `202101201030`, whose first eight digits name it.
fn iso_digits(digits: &str) -> Option<Day> {
    let hour = digits.get(8..10)?.parse::<u8>().ok()?;
    iso(digits.get(..8)?).map(|d| d.0).filter(|_| hour < 25)
}

/// "February 1, 2021", "1 February 2021", "1. Februar 2021", «29 января 2021 года», "1-Feb-2021",
/// "Feb 1 10:00:00 UTC 2021".
fn with_month_name(text: &str) -> Option<(Day, &str)> {
    let (day, month, rest) = match integer(text) {
        Some((day, rest)) => {
            let rest = rest.trim_start_matches(['.', ' ', '-']);
            let (word, rest) = word(rest)?;
            (day, month(word)?, rest)
        }
        None => {
            let (first, rest) = word(text)?;
            let (day, rest) = integer(rest.trim_start_matches(['.', ' ']))?;
            let rest =
                ORDINAL_ENDINGS.iter().fold(rest, |rest, ending| rest.trim_start_matches(ending));
            (day, month(first)?, rest)
        }
    };
    let rest = rest.trim_start_matches(['.', ',', ' ', '-']);
    let (year, rest) = integer(behind_clock(rest))?;
    let rest = YEAR_WORDS.iter().find_map(|w| rest.trim_start().strip_prefix(w)).unwrap_or(rest);
    Some((plausible(year.try_into().ok()?, month, day.try_into().ok()?)?, rest))
}

/// A text without the clock time and zone that some programs write before the year.
fn behind_clock(text: &str) -> &str {
    let Some((clock, rest)) = text.split_once(' ') else { return text };
    let is_clock = clock.len() == 8
        && clock.bytes().enumerate().all(
            |(i, b)| {
                if i % 3 == 2 { b == b':' } else { b.is_ascii_digit() }
            },
        );
    if !is_clock {
        return text;
    }
    let zone =
        rest.split_once(' ').filter(|(zone, _)| zone.bytes().all(|b| b.is_ascii_uppercase()));
    zone.map_or(rest, |(_, rest)| rest)
}

/// A number of up to four digits at the beginning of a text, and the rest.
fn integer(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text.get(..end.min(4))?.parse().ok()?, &text[end..])).filter(|_| end <= 4)
}

/// The letters at the beginning of a text, and the rest.
fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// The month that a word names, from 1.
fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    MONTH_STEMS.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, month)| *month)
}

/// Later years are numbers of other things, or mistakes. A constant: no output depends on the day of
/// the run.
const LAST_YEAR: i16 = 2049;

/// A day that exists, of a year in which an article may be published.
fn plausible(year: i16, month: i8, day: i8) -> Option<Day> {
    (1700..=LAST_YEAR).contains(&year).then(|| Day::from_ymd(year, month, day))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for text in [
            "2021-01-20T10:00:00Z",
            "20210120",
            "January 20, 2021",
            "20 January 2021",
            "20. Januar 2021",
            "20 января 2021 года",
            "20.01.2021",
            "20. 01. 2021",
            "01/20/2021",
            "Jan. 20, 2021",
            "Wed, 20 Jan 2021 10:00:00 GMT",
            "Wed Jan 20 2021 10:00:00 GMT+0100 (CET)",
            "Wed Jan 20 10:00:00 2021",
            "Wed Jan 20 10:00:00 UTC 2021",
            "Wednesday 20 January 2021",
            "Mittwoch, 20. Januar 2021",
            "среда, 20 января 2021 г.",
            "20-01-2021",
            "01-20-2021",
            "20-Jan-2021",
            "2021-1-20",
            "20.01.21",
            "20.01.21, 10:15 Uhr",
            "1611136800",
            "1611136800.5",
            "1611136800000",
            "1611136800000, \"x\": 1",
            "1611136800000000",
            "20210120T101500Z",
            "20210120101500",
            "202101201015",
            "2021012010",
            "2021-01-20 10:00:00 +0000 UTC",
            "2021-01-20T23:30:00-05:00",
        ] {
            assert_eq!(
                at_start(text).map(|d| d.to_string()).as_deref(),
                Some("2021-01-20"),
                "{text}"
            );
        }
        for text in [
            "Table 20",
            "2021",
            "2021-01",
            "0",
            "1970-01-01T00:00:00Z",
            "0000-00-00",
            "4930123456",
            "301234567",
            "1611136800-1",
            "1.2.3.4",
            "10.0.21.5",
            "20-01",
            "soon",
            "",
        ] {
            assert_eq!(at_start(text), None, "{text}");
        }
        for (text, day) in [
            ("2021-03", Some("2021-03-01")),
            ("03/2021", Some("2021-03-01")),
            ("2021-13", None),
            ("2021", None),
            ("3.4", None),
            ("2021-03-", None),
        ] {
            assert_eq!(month_of(text).map(|d| d.to_string()).as_deref(), day, "{text}");
        }
        assert_eq!(
            in_path("news/2021/03/04/flood.txt").map(|d| d.to_string()).as_deref(),
            Some("2021-03-04")
        );
        assert_eq!(in_path("wire-120210304.txt"), None);
    }
}
