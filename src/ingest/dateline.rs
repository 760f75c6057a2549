//! The publication day that the first lines of a text name: a line that is a date, a byline with a
//! date, the opening of a wire story.
//!
//! Everything else that names a day there is an event or the caption of a picture, and dates
//! nothing.

use super::written_date::{at_start, at_start_with_rest, is_weekday};
use crate::model::Day;

/// How many lines from the top may hold the day.
const LINES: usize = 12;
/// Maximum characters of a line that is a date, or a byline with one.
const MAX_LINE: usize = 90;
/// Maximum bytes of a wire story's place and what stands beside it.
const MAX_PLACE: usize = 60;
/// A date that dates a line has a digit within this many bytes from the start of the line.
const MAX_OPENING: usize = 4 * MAX_LINE;
/// How many characters of a text tell whether it is in Cyrillic.
const SCRIPT_SAMPLE: usize = 400;
/// Before this year a day with a place in front is a dateline only if the text names no later year:
/// otherwise the line tells of an event in the past.
const OLD: i16 = 1990;

/// Labels of a line with the publication day, in lower case.
const HEADER_LABELS: &[&str] = include!(concat!(env!("OUT_DIR"), "/header_label.words"));

/// Labels of a line with the day of a change, in lower case.
const CHANGED: &[&str] = include!(concat!(env!("OUT_DIR"), "/changed_word.words"));

/// Words before the name of an author.
const BYLINES: &[&str] = include!(concat!(env!("OUT_DIR"), "/byline.words"));

/// Words that begin the caption of a picture.
const CAPTIONS: &[&str] = include!(concat!(env!("OUT_DIR"), "/caption.words"));

/// Words around a clock time.
const CLOCK_WORDS: &[&str] = include!(concat!(env!("OUT_DIR"), "/clock_word.words"));

/// Marks between the parts of a line.
const MARKS: [char; 10] = [' ', '.', ',', '|', '–', '-', '—', '·', '•', ')'];

/// A first line such as `date 2021-01-20 …` or «Дата: 20.01.2021».
pub(super) fn header(text: &str) -> Option<Day> {
    let line = text.trim_start().lines().next()?;
    at_start(behind_label(line, HEADER_LABELS)?)
}

/// The day that one of the first lines names.
pub(super) fn dateline(text: &str) -> Option<Day> {
    let day_first = has_cyrillic(text);
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|l| !l.is_empty()).take(LINES).collect();
    let lines = || lines.iter().copied();
    let changed = |line| whole_line(behind_label(line, CHANGED)?, day_first);
    let labelled = |line| {
        whole_line(behind_label(line, HEADER_LABELS)?, day_first)
            .filter(|_| behind_label(line, CHANGED).is_none())
    };
    let plain = |line: &str| {
        let opening = &line.as_bytes()[..line.len().min(MAX_OPENING)];
        // Without an early exit the compiler checks many bytes at once.
        if !opening.iter().fold(false, |any, b| any | b.is_ascii_digit()) {
            return None;
        }
        whole_line(line, day_first)
            .or_else(|| byline(line, day_first))
            .or_else(|| with_time(line, day_first))
            .or_else(|| wire(line, day_first).filter(|day| !is_past_event(*day, text)))
    };
    lines()
        .find_map(labelled)
        .or_else(|| lines().find_map(plain))
        .or_else(|| lines().find_map(changed))
}

/// What stands behind the label of a line: "Stand: 21.05.2024", "Published on May 22, 2024".
fn behind_label<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    let (label, rest) = line.split_once([' ', ':'])?;
    let is_label = labels.contains(&label.to_lowercase().as_str());
    is_label.then(|| {
        let rest = rest.trim_start_matches([' ', ':']);
        ["am ", "on ", "vom ", "den "].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest)
    })
}

/// Whether a line is too long for a date or a byline.
fn is_long(line: &str) -> bool {
    line.chars().nth(MAX_LINE).is_some()
}

/// The date of a line that holds a date, with or without weekday and clock time, and nothing else.
fn whole_line(line: &str, day_first: bool) -> Option<Day> {
    if is_long(line) {
        return None;
    }
    let (day, rest) = at_start_with_rest(line, day_first)?;
    let rest = behind_time(rest).trim_matches(MARKS);
    (rest.is_empty() || is_weekday(rest)).then_some(day)
}

/// The date of a byline ("By Jane Doe | May 22, 2024"), or of a line of parts between bars.
fn byline(line: &str, day_first: bool) -> Option<Day> {
    if is_long(line) {
        return None;
    }
    let first = line.split([' ', ':']).next().unwrap_or_default();
    let has_author = BYLINES.contains(&first);
    let marks: &[char] =
        if has_author { &['|', '·', '•', '–', '—', ','] } else { &['|', '·', '•'] };
    line.match_indices(marks).find_map(|(at, mark)| {
        let rest = line[at + mark.len()..].trim_start();
        let (day, rest) = at_start_with_rest(rest, day_first)?;
        let rest = behind_time(rest).trim_start();
        (rest.is_empty() || rest.starts_with(marks)).then_some(day)
    })
}

/// The date at the start of a line whose clock time a mark divides from the text:
/// «19.03.2018 10:03 : Текст».
fn with_time(line: &str, day_first: bool) -> Option<Day> {
    let (day, rest) = at_start_with_rest(line, day_first)?;
    // "04.06.2023 | 11:20 Uhr | Wirtschaft"
    let rest = rest.trim_start_matches([' ', '|', '·', '•']);
    let behind = behind_time(rest);
    let has_time = rest[..rest.len() - behind.len()].contains(|c: char| c.is_ascii_digit());
    (has_time && behind.trim_start().starts_with([':', '|', '–', '—', '-'])).then_some(day)
}

/// The date of the opening of a wire story: place, date, perhaps the agency, and a dash.
fn wire(line: &str, day_first: bool) -> Option<Day> {
    let head = &line[..line.floor_char_boundary(MAX_PLACE)];
    head.match_indices([',', '–', '—', '-', '(']).find_map(|(at, mark)| {
        if !is_place(&line[..at]) {
            return None;
        }
        let (day, rest) = at_start_with_rest(line[at + mark.len()..].trim_start(), day_first)?;
        ends_opening(rest.trim_start_matches([',', '.', ')', ' '])).then_some(day)
    })
}

/// Whether a text begins with the end of a wire story's opening: "(Reuters) - ", "/PRNewswire/",
/// "– ".
fn ends_opening(text: &str) -> bool {
    let agency = |close: char| {
        let end = text[1..].find(close).filter(|end| *end < MAX_PLACE)?;
        Some(text[1 + end + close.len_utf8()..].trim_start())
    };
    let rest = match text.chars().next() {
        Some('(') => agency(')'),
        Some('/') => return agency('/').is_some(),
        _ => Some(text),
    };
    rest.and_then(|rest| rest.strip_prefix(['-', '–', '—', ':']))
        .is_some_and(|text| text.contains(char::is_alphabetic))
}

/// Whether words are a place in front of a date: "KYIV, Ukraine", "Köln".
fn is_place(words: &str) -> bool {
    let words = words.trim_end();
    let first = words.split([' ', ':', '/']).next().unwrap_or_default();
    let small = |word: &&str| !word.starts_with(|c: char| c.is_uppercase() || c == '(');
    words.starts_with(char::is_uppercase)
        && !CAPTIONS.contains(&first)
        && words.split(' ').count() <= 6
        && words.split(' ').filter(small).count() <= 1
        && words.chars().all(|c| {
            c.is_alphabetic() || matches!(c, ' ' | '-' | ',' | '.' | '/' | '\'' | '’' | '(' | ')')
        })
}

/// Whether a day long past is told of by a later text: the text names a later year.
fn is_past_event(day: Day, text: &str) -> bool {
    let year = day.civil().year();
    year < OLD
        && text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| n.len() == 4)
            .filter_map(|n| n.parse::<i16>().ok())
            .any(|n| (year + 1..=2100).contains(&n))
}

/// A text without the clock time at its start: ", 14:30 Uhr", " at 5 p.m. (CET)".
fn behind_time(text: &str) -> &str {
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches([' ', ',', '(', ')']);
        let word = &next[..next.find([' ', ',', ')', '|']).unwrap_or(next.len())];
        let is_clock = word.starts_with(|c: char| c.is_ascii_digit())
            && word.len() <= 8
            && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'));
        let is_zone =
            (2..=4).contains(&word.chars().count()) && word.chars().all(char::is_uppercase);
        if word.is_empty() || !(is_clock || is_zone || CLOCK_WORDS.contains(&word)) {
            return rest;
        }
        rest = &next[word.len()..];
    }
}

fn has_cyrillic(text: &str) -> bool {
    text.chars().take(SCRIPT_SAMPLE).any(|c| ('а'..='я').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        header(text).or_else(|| dateline(text)).map(|day| day.to_string())
    }

    #[test]
    fn days_of_first_lines() {
        for (text, day) in [
            (" date 2021-01-20 Click to expand", "2021-01-20"),
            ("Title\n\nFebruary 1, 2021\n\nText.", "2021-02-01"),
            ("Заголовок\n\n05/08/2008 10:35\n", "2008-08-05"),
            ("Titel\n21.05.2024, 14:30 Uhr\nText", "2024-05-21"),
            ("Titel\nDienstag, 21. Mai 2024, 9.15 Uhr (MESZ)\nText", "2024-05-21"),
            ("Titel\nStand: 21.05.2024\nText", "2024-05-21"),
            ("Titel\nAktualisiert am 23.05.2024\n21.05.2024\nText", "2024-05-21"),
            ("Titel\nAktualisiert am 21.05.2024\nText", "2024-05-21"),
            ("Titel\nVeröffentlicht am 21.05.2024 um 14:30 Uhr\nText", "2024-05-21"),
            ("Title\nPublished on May 22, 2024 at 5:10 p.m.\nText", "2024-05-22"),
            ("Title\nBy Jane Doe | May 22, 2024\nText", "2024-05-22"),
            ("Titel\nVon Anna Meier, 22. Mai 2024\nText", "2024-05-22"),
            ("Titel\nPolitik | 22.05.2024 | 14:30 Uhr\nText", "2024-05-22"),
            ("Titel\n04.06.2023 | 11:20 Uhr | Wirtschaft\nText", "2023-06-04"),
            ("Title\nLONDON, 3 November 2022 (Reuters) - Shares fell.", "2022-11-03"),
            ("NEW YORK, Nov. 3, 2022 /PRNewswire/ -- A firm said.", "2022-11-03"),
            ("WASHINGTON, D.C. – May 22, 2024 – A firm said.", "2024-05-22"),
            ("Köln, 13. Dezember 2022 – Der Dom bleibt offen.", "2022-12-13"),
            ("Frankfurt am Main, 13. Dezember 2022 (dpa) - Der Dax stieg.", "2022-12-13"),
            ("МОСКВА, 28 декабря 2021 — РИА Новости. Суд решил.", "2021-12-28"),
            ("19.03.2018 10:03 : Суд оставил жалобу без движения.", "2018-03-19"),
        ] {
            assert_eq!(of(text).as_deref(), Some(day), "{text:?}");
        }
    }

    #[test]
    fn days_of_events_and_pictures() {
        for text in [
            "On 3 March 2021 it rained.",
            "Foto: Berlin, 13. Dezember 2022 – Anna Meier",
            "Berlin, 9. November 1989 – Die Mauer fällt. Bis 2019 stand dort ein Museum.",
            "Das Konzert ist am 21.05.2024, 19 Uhr, im Rathaus.",
            "Der Vertrag vom 21. Mai 2024 – er gilt zehn Jahre – läuft aus.",
            "The treaty, signed on 3 May 2021 - and not before - ended it.",
            "Суд 28 декабря 2021 года — решение устояло.",
            "19.03.2018 закрыли школу.",
            "Samstag, 4. Mai 2024, 20 Uhr, Stadthalle",
            "Termin: 04.06.2023, 19 Uhr",
        ] {
            assert_eq!(of(text), None, "{text:?}");
        }
    }
}
