//! The publication date: a cascade of steps, surest first. The record says which one found it.
//!
//! The forms of dates that fields, addresses and datelines use are read here, by a parser that
//! needs no rules: a whole day with a year, at the beginning of a text. Dates in prose are the
//! rules' business.

use crate::model::{Document, Lang, Published, PublishedFrom};
use jiff::civil::Date;
use std::fmt;
use std::sync::Arc;

/// Finds the first whole day that a line of text names. Readers know no date rules: whoever has
/// them passes them in, for web pages that name their publication day only in their text.
#[derive(Clone)]
pub struct DayFinder(#[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only pages ask"))] Arc<DayOf>);

type DayOf = dyn Fn(&str, Option<Lang>) -> Option<Date> + Send + Sync;

impl DayFinder {
    /// Wraps a function of the line and its language, if that is known. It must always give the
    /// same day for the same arguments, or datasets are not reproducible.
    pub fn new(find: impl Fn(&str, Option<Lang>) -> Option<Date> + Send + Sync + 'static) -> Self {
        Self(Arc::new(find))
    }

    #[cfg(feature = "html")]
    pub(super) fn find(&self, line: &str, lang: Option<Lang>) -> Option<Date> {
        (self.0)(line, lang)
    }
}

impl fmt::Debug for DayFinder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DayFinder")
    }
}

/// How many lines from the top may be a dateline.
const DATELINES: usize = 12;
/// Maximum characters of a dateline.
const MAX_DATELINE: usize = 60;
/// How many characters of a text tell whether it is in Cyrillic.
const SCRIPT_SAMPLE: usize = 400;

/// Labels of a header line with the date, in lower case.
const HEADER_LABELS: [&str; 8] =
    ["date", "published", "datum", "veröffentlicht", "stand", "дата", "опубликовано", "updated"];

/// How weekdays begin in our three languages.
const WEEKDAY_STEMS: [&str; 21] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "die", "mit", "don", "fre", "sam", "so", "mo", "пон", "вто",
    "сре", "чет", "пят", "суб", "вос",
];

/// How months begin: three letters tell them apart in all three languages (March and May, März and
/// Mai, марта and мая).
const MONTH_STEMS: [&[&str]; 12] = [
    &["jan", "jän", "янв"],
    &["feb", "фев"],
    &["mar", "mär", "мар"],
    &["apr", "апр"],
    &["may", "mai", "мая", "май"],
    &["jun", "июн"],
    &["jul", "июл"],
    &["aug", "авг"],
    &["sep", "сен"],
    &["oct", "okt", "окт"],
    &["nov", "ноя"],
    &["dec", "dez", "дек"],
];

/// Endings of an English ordinal, in the order in which they are cut off.
const ORDINAL_ENDINGS: [&str; 4] = ["st", "nd", "rd", "th"];

/// The word "year" behind a Russian date.
const YEAR_WORDS: [&str; 4] = ["года", "г.", "Г.", "ГОДА"];

/// The publication day of a document by the first step that finds one: what the source declares,
/// then the address, a header line, a dateline, the path.
pub(super) fn published(document: &Document, declared: Option<Published>) -> Option<Published> {
    let step = |date: Option<Date>, from| date.map(|date| Published { date, from });
    declared
        .or_else(|| step(document.url.as_deref().and_then(in_path), PublishedFrom::Url))
        .or_else(|| step(header(&document.text), PublishedFrom::Header))
        .or_else(|| step(dateline(&document.text), PublishedFrom::Dateline))
        .or_else(|| step(in_path(&document.source), PublishedFrom::Path))
}

/// The language that a path names by a folder or an extension: a hint for detecting encodings.
pub(super) fn language_of_path(path: &str) -> Option<&'static str> {
    let part = |p: &str| ["ru", "de"].into_iter().find(|l| p.eq_ignore_ascii_case(l));
    path.split(['/', '.', '_']).find_map(part)
}

/// A first line such as `date 2021-01-20 …` or «Дата: 20.01.2021».
pub(super) fn header(text: &str) -> Option<Date> {
    let line = text.trim_start().lines().next()?;
    let (label, rest) = line.split_once([' ', ':'])?;
    HEADER_LABELS.contains(&label.to_lowercase().as_str()).then(|| date(rest.trim_start_matches([' ', ':'])))?
}

/// The date of one of the first lines that holds a date, with or without weekday or time, and
/// nothing else.
pub(super) fn dateline(text: &str) -> Option<Date> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).take(DATELINES).find_map(|line| {
        if line.chars().count() > MAX_DATELINE {
            return None;
        }
        let line = match line.split_once(',') {
            Some((day, rest)) if is_weekday(day) => rest.trim(),
            _ => line,
        };
        let (date, rest) = leading_date(line, has_cyrillic(text))?;
        let rest = rest.trim_matches([' ', '.', ',', '|', '–', '-', '—']);
        let only_time =
            rest.is_empty() || rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | ' ')) || is_weekday(rest);
        only_time.then_some(date)
    })
}

fn has_cyrillic(text: &str) -> bool {
    text.chars().take(SCRIPT_SAMPLE).any(|c| ('а'..='я').contains(&c))
}

fn is_weekday(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    word.chars().count() <= 12 && !word.contains(' ') && WEEKDAY_STEMS.iter().any(|s| word.starts_with(s))
}

/// A day in a path or address: `/2021/01/20/`, `2021-01-20`, `20210120`.
pub(super) fn in_path(path: &str) -> Option<Date> {
    let bytes = path.as_bytes();
    let number = |from: usize, len: usize| -> Option<i16> {
        path.get(from..from + len).filter(|s| s.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
    };
    let two = |from: usize| number(from, 2).and_then(|n| i8::try_from(n).ok());
    let edge = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_none_or(|b| !b.is_ascii_digit());
    (0..bytes.len()).filter(|&i| bytes[i] == b'2' && edge(i.checked_sub(1))).find_map(|i| {
        let year = number(i, 4)?;
        let separator = *bytes.get(i + 4)?;
        if matches!(separator, b'/' | b'-' | b'_') && bytes.get(i + 7) == Some(&separator) && edge(Some(i + 10)) {
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
pub(super) fn date(text: &str) -> Option<Date> {
    leading_date(text, false).map(|d| d.0)
}

/// The first date in a short text, whatever surrounds it. `day_first` as in [`leading_date`].
#[cfg(feature = "html")]
pub(super) fn date_in(text: &str, day_first: bool) -> Option<Date> {
    let mut before = None;
    text.char_indices().find_map(|(at, c)| {
        let begins = c.is_alphanumeric() && !before.replace(c).is_some_and(char::is_alphanumeric);
        before = Some(c);
        leading_date(text.get(at..).filter(|_| begins)?, day_first).map(|d| d.0)
    })
}

/// The date at the beginning of a text, and the rest. Of `3/4/2021` the first number is the day
/// where `day_first` says so or it cannot be a month.
fn leading_date(text: &str, day_first: bool) -> Option<(Date, &str)> {
    let text = text.trim_start();
    iso(text).or_else(|| numeric(text, day_first)).or_else(|| with_month_name(text))
}

/// `2021-01-20`, `2021/01/20`, `2021.01.20`, `20210120`.
fn iso(text: &str) -> Option<(Date, &str)> {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let head =
        text.get(..10).filter(|h| matches!(h.as_bytes()[4], b'-' | b'/' | b'.') && h.as_bytes()[7] == h.as_bytes()[4]);
    if let Some(h) = head.filter(|h| digits(&h[..4]) && digits(&h[5..7]) && digits(&h[8..])) {
        return Some((plausible(h[..4].parse().ok()?, h[5..7].parse().ok()?, h[8..].parse().ok()?)?, &text[10..]));
    }
    let h = text.get(..8).filter(|h| digits(h) && !text[8..].starts_with(|c: char| c.is_ascii_digit()))?;
    Some((plausible(h[..4].parse().ok()?, h[4..6].parse().ok()?, h[6..].parse().ok()?)?, &text[8..]))
}

/// `20.01.2021`, `20. 01. 2021`, `05/08/2008`.
fn numeric(text: &str, day_first: bool) -> Option<(Date, &str)> {
    let (a, rest) = integer(text)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | '/'))?;
    let (b, rest) = integer(rest[1..].trim_start())?;
    let (year, rest) = integer(rest.strip_prefix(mark)?.trim_start())?;
    let (day, month) = if mark == '.' || day_first || a > 12 { (a, b) } else { (b, a) };
    Some((plausible(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)?, rest))
}

/// "February 1, 2021", "1 February 2021", "1. Februar 2021", «29 января 2021 года».
fn with_month_name(text: &str) -> Option<(Date, &str)> {
    let (day, month, rest) = match integer(text) {
        Some((day, rest)) => {
            let rest = rest.trim_start_matches(['.', ' ']);
            let (word, rest) = word(rest)?;
            (day, month(word)?, rest)
        }
        None => {
            let (first, rest) = word(text)?;
            let (day, rest) = integer(rest.trim_start_matches(['.', ' ']))?;
            let rest = ORDINAL_ENDINGS.iter().fold(rest, |rest, ending| rest.trim_start_matches(ending));
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
    MONTH_STEMS
        .iter()
        .position(|stems| stems.iter().any(|s| word.starts_with(s)))
        .and_then(|i| i8::try_from(i + 1).ok())
}

/// A day that exists, of a year in which an article may be published.
fn plausible(year: i16, month: i8, day: i8) -> Option<Date> {
    (1700..=2100).contains(&year).then(|| Date::new(year, month, day).ok())?
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
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), Some("2021-01-20"), "{text}");
        }
        assert_eq!(date("Table 20"), None);
        assert_eq!(in_path("news/2021/03/04/flood.txt").map(|d| d.to_string()).as_deref(), Some("2021-03-04"));
        assert_eq!(in_path("wire-120210304.txt"), None);
    }

    #[test]
    fn cascade() {
        let of = |source: &str, text: &str| {
            published(&Document::from_text(source, text), None).map(|p| (p.date.to_string(), p.from))
        };
        assert_eq!(
            of("a.txt", " date 2021-01-20 Click to expand"),
            Some(("2021-01-20".to_owned(), PublishedFrom::Header))
        );
        assert_eq!(
            of("a.txt", "Title\n\nFebruary 1, 2021\n\nText."),
            Some(("2021-02-01".to_owned(), PublishedFrom::Dateline))
        );
        assert_eq!(
            of("a.txt", "Заголовок\n\n05/08/2008 10:35\n"),
            Some(("2008-08-05".to_owned(), PublishedFrom::Dateline))
        );
        assert_eq!(of("2021/01/20/a.txt", "Text of 1999."), Some(("2021-01-20".to_owned(), PublishedFrom::Path)));
        assert_eq!(of("a.txt", "On 3 March 2021 it rained."), None);
    }
}
