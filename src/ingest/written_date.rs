//! Dates as fields, addresses and datelines write them: a whole day with a year, in the forms of
//! our three languages. Dates in prose are read by the rules of dates and not here.

use crate::model::Day;

/// How months begin: three letters tell them apart in all three languages (March and May, März and
/// Mai, марта and мая).
const MONTH_STEMS: &[(&str, i8)] = include!(concat!(env!("OUT_DIR"), "/month_stem.words"));

/// Endings of an English ordinal, in the order in which they are cut off.
const ORDINAL_ENDINGS: &[&str] = include!(concat!(env!("OUT_DIR"), "/ordinal_ending.words"));

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

/// The date at the beginning of a field or line, in any form of our three languages. Anything may
/// follow.
pub(super) fn at_start(text: &str) -> Option<Day> {
    at_start_with_rest(text, false).map(|d| d.0)
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

/// The date at the beginning of a text, and the rest. Of `3/4/2021` the first number is the day
/// where `day_first` says so or it cannot be a month.
pub(super) fn at_start_with_rest(text: &str, day_first: bool) -> Option<(Day, &str)> {
    let text = text.trim_start();
    iso(text).or_else(|| numeric(text, day_first)).or_else(|| with_month_name(text))
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

/// `20.01.2021`, `20. 01. 2021`, `05/08/2008`.
fn numeric(text: &str, day_first: bool) -> Option<(Day, &str)> {
    let (a, rest) = integer(text)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | '/'))?;
    let (b, rest) = integer(rest[1..].trim_start())?;
    let (year, rest) = integer(rest.strip_prefix(mark)?.trim_start())?;
    let (day, month) = if mark == '.' || day_first || a > 12 { (a, b) } else { (b, a) };
    Some((plausible(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)?, rest))
}

/// "February 1, 2021", "1 February 2021", "1. Februar 2021", «29 января 2021 года».
fn with_month_name(text: &str) -> Option<(Day, &str)> {
    let (day, month, rest) = match integer(text) {
        Some((day, rest)) => {
            let rest = rest.trim_start_matches(['.', ' ']);
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
    let (year, rest) = integer(rest.trim_start_matches(['.', ',', ' ']))?;
    let rest = YEAR_WORDS.iter().find_map(|w| rest.trim_start().strip_prefix(w)).unwrap_or(rest);
    Some((plausible(year.try_into().ok()?, month, day.try_into().ok()?)?, rest))
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

/// A day that exists, of a year in which an article may be published.
fn plausible(year: i16, month: i8, day: i8) -> Option<Day> {
    (1700..=2100).contains(&year).then(|| Day::from_ymd(year, month, day))?
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
        ] {
            assert_eq!(
                at_start(text).map(|d| d.to_string()).as_deref(),
                Some("2021-01-20"),
                "{text}"
            );
        }
        assert_eq!(at_start("Table 20"), None);
        assert_eq!(
            in_path("news/2021/03/04/flood.txt").map(|d| d.to_string()).as_deref(),
            Some("2021-03-04")
        );
        assert_eq!(in_path("wire-120210304.txt"), None);
    }
}
