//! The publication date: a cascade of steps, surest first; the record says which one it was.

use crate::model::{Day, Document, Lang, Published, PublishedFrom};
use std::fmt;
use std::sync::Arc;

/// Finds the whole day that a line of text names first, if any. Readers know no rules of dates; who has them lends them, for web pages that
/// say when they were published nowhere but in their text.
#[derive(Clone)]
pub struct DayFinder(#[cfg_attr(not(feature = "html"), allow(dead_code, reason = "pages alone ask"))] Arc<DayOf>);

type DayOf = dyn Fn(&str, Option<Lang>) -> Option<Day> + Send + Sync;

impl DayFinder {
    /// Wraps a function of the line and its language, if that is known; it must give the same day for the same line always.
    pub fn new(find: impl Fn(&str, Option<Lang>) -> Option<Day> + Send + Sync + 'static) -> Self {
        Self(Arc::new(find))
    }

    #[cfg(feature = "html")]
    pub(super) fn find(&self, line: &str, lang: Option<Lang>) -> Option<Day> {
        (self.0)(line, lang)
    }
}

impl fmt::Debug for DayFinder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DayFinder")
    }
}

/// How many lines from the top a dateline may stand.
const DATELINES: usize = 12;

/// Runs the cascade: what the source declares, then the address, a header line, a dateline, the path.
pub(super) fn published(document: &Document, declared: Option<Published>) -> Option<Published> {
    let step = |date: Option<Day>, from| date.map(|date| Published { date, from });
    declared
        .or_else(|| step(document.url.as_deref().and_then(in_path), PublishedFrom::Url))
        .or_else(|| step(header(&document.text), PublishedFrom::Header))
        .or_else(|| step(dateline(&document.text), PublishedFrom::Dateline))
        .or_else(|| step(in_path(&document.source), PublishedFrom::Path))
}

/// The language that a path names by a folder or an ending: a hint for detecting encodings.
pub(super) fn language_of_path(path: &str) -> Option<&'static str> {
    let part = |p: &str| ["ru", "de"].into_iter().find(|l| p.eq_ignore_ascii_case(l));
    path.split(['/', '.', '_']).find_map(part)
}

/// A first line such as `date 2021-01-20 …` or «Дата: 20.01.2021».
pub(super) fn header(text: &str) -> Option<Day> {
    let line = text.trim_start().lines().next()?;
    let (label, rest) = line.split_once([' ', ':'])?;
    const LABELS: [&str; 8] =
        ["date", "published", "datum", "veröffentlicht", "stand", "дата", "опубликовано", "updated"];
    LABELS.contains(&label.to_lowercase().as_str()).then(|| date(rest.trim_start_matches([' ', ':'])))?
}

/// One of the first lines that holds a date, perhaps with weekday or clock time, and nothing else.
pub(super) fn dateline(text: &str) -> Option<Day> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).take(DATELINES).find_map(|line| {
        if line.chars().count() > 60 {
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
    text.chars().take(400).any(|c| ('а'..='я').contains(&c))
}

fn is_weekday(word: &str) -> bool {
    const STEMS: [&str; 21] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "die", "mit", "don", "fre", "sam", "so", "mo", "пон", "вто",
        "сре", "чет", "пят", "суб", "вос",
    ];
    let word = word.trim().to_lowercase();
    word.chars().count() <= 12 && !word.contains(' ') && STEMS.iter().any(|s| word.starts_with(s))
}

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
        if matches!(separator, b'/' | b'-' | b'_') && bytes.get(i + 7) == Some(&separator) && edge(Some(i + 10)) {
            return plausible(year, two(i + 5)?, two(i + 8)?);
        }
        if separator.is_ascii_digit() && edge(Some(i + 8)) {
            return plausible(year, two(i + 4)?, two(i + 6)?);
        }
        None
    })
}

/// A date that begins a field or line, in any of the forms of our three languages; what follows it may be anything.
pub(super) fn date(text: &str) -> Option<Day> {
    leading_date(text, false).map(|d| d.0)
}

/// The first date in a short text, whatever stands about it.
#[cfg(feature = "html")]
pub(super) fn date_in(text: &str, day_first: bool) -> Option<Day> {
    let mut before = None;
    text.char_indices().find_map(|(at, c)| {
        let begins = c.is_alphanumeric() && !before.replace(c).is_some_and(char::is_alphanumeric);
        before = Some(c);
        leading_date(text.get(at..).filter(|_| begins)?, day_first).map(|d| d.0)
    })
}

/// A date at the start of `text`, and the rest. Slashes are read day first where `day_first` says so or only that can be.
fn leading_date(text: &str, day_first: bool) -> Option<(Day, &str)> {
    let text = text.trim_start();
    iso(text).or_else(|| numeric(text, day_first)).or_else(|| worded(text))
}

fn iso(text: &str) -> Option<(Day, &str)> {
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
fn numeric(text: &str, day_first: bool) -> Option<(Day, &str)> {
    let (a, rest) = integer(text)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | '/'))?;
    let (b, rest) = integer(rest[1..].trim_start())?;
    let (year, rest) = integer(rest.strip_prefix(mark)?.trim_start())?;
    let (day, month) = if mark == '.' || day_first || a > 12 { (a, b) } else { (b, a) };
    Some((plausible(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)?, rest))
}

/// "February 1, 2021", "1 February 2021", "1. Februar 2021", «29 января 2021 года».
fn worded(text: &str) -> Option<(Day, &str)> {
    let (day, month, rest) = match integer(text) {
        Some((day, rest)) => {
            let rest = rest.trim_start_matches(['.', ' ']);
            let (word, rest) = word(rest)?;
            (day, month(word)?, rest)
        }
        None => {
            let (first, rest) = word(text)?;
            let (day, rest) = integer(rest.trim_start_matches(['.', ' ']))?;
            (
                day,
                month(first)?,
                rest.trim_start_matches("st")
                    .trim_start_matches("nd")
                    .trim_start_matches("rd")
                    .trim_start_matches("th"),
            )
        }
    };
    let (year, rest) = integer(rest.trim_start_matches(['.', ',', ' ']))?;
    let rest = ["года", "г.", "Г.", "ГОДА"].iter().find_map(|w| rest.trim_start().strip_prefix(w)).unwrap_or(rest);
    Some((plausible(year.try_into().ok()?, month, day.try_into().ok()?)?, rest))
}

fn integer(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text.get(..end.min(4))?.parse().ok()?, &text[end..])).filter(|_| end <= 4)
}

fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// A month by the first three letters, which tell it in all three languages (March and May, März and Mai, марта and мая apart).
fn month(word: &str) -> Option<i8> {
    const STEMS: [&[&str]; 12] = [
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
    let word = word.to_lowercase();
    STEMS.iter().position(|stems| stems.iter().any(|s| word.starts_with(s))).and_then(|i| i8::try_from(i + 1).ok())
}

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
