//! Dates and times as they are spoken: "am 15.", "am siebten vierten", "dreißigster Dezember zweitausendneun", "halb acht", «в три часа дня».

use super::build::{Found, day, day_of, day_point, one, point, small, year, year_of};
use super::dress::{led, weekday_before};
use super::expr::{Clock, Expr, Part, What, Year};
use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::text::boundary::{after, word_after};

/// A year in two digits or in words behind a month (group `short`), and where the date ends. What counts something is no year: "am 18. Juli 14 Schafe".
pub(super) fn short_year(m: &Match<'_, '_>, end: usize) -> (Option<Year>, usize) {
    let (Some(span), Some(text)) = (m.span_of("short"), m.get("short")) else {
        return (None, end);
    };
    let words = !text.starts_with(|c: char| c.is_ascii_digit());
    let tail = &m.text[span.end..];
    let next = word_after(m.text, span.end);
    let closed = tail.is_empty()
        || tail.starts_with(['.', ',', ';', ':', '!', '?', ')', '\n'])
            && !tail[1..].starts_with(|c: char| c.is_ascii_digit())
        || words && next.starts_with(char::is_lowercase);
    let year = if words { year_in_words(m, text) } else { year_of(text) };
    match year {
        Some(year) if closed => (Some(year), end),
        _ => (None, m.text[..span.start].trim_end_matches([' ', ',']).len()),
    }
}

/// "zweitausendneun", "neunzehnhundertneunundachtzig".
pub(super) fn year_in_words(m: &Match<'_, '_>, text: &str) -> Option<Year> {
    let value = m.words.whole(text).filter(|n| (1100..=2100).contains(n))?;
    Some(Year::Given(i16::try_from(value).ok()?))
}

/// "am 15.", "vom 4. bis zum 23.", "Dienstag, der 25.": a day of the month that the text is in.
pub(super) fn day_alone(m: &Match<'_, '_>) -> Found {
    let read = || {
        let span = m.span();
        let next = word_after(m.text, span.end);
        let tail = m.tail();
        // An ordinal before a noun ("am 15. Verhandlungstag"), a number, a list that goes on.
        let counts = next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || tail.starts_with(|c: char| c.is_ascii_digit())
            || matches!(next, "und" | "oder" | "bis" | "bzw")
                && tail.trim_start().split(' ').nth(1).is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
        if counts {
            return None;
        }
        let day = day_of(m, "day")?;
        if let Some((start, weekday)) = weekday_before(m, span.start)
            && !m.has("first")
        {
            let part = Part::DayOn { day, weekday: weekday.parse().ok()? };
            let mut found = one(m, Some(point(Year::Open, part)))?;
            found.iter_mut().for_each(|f| f.span.start = start);
            return Some(found);
        }
        led(m, span.start, OPENERS)?;
        let what = What::DayAlone;
        if !m.has("first") {
            return one(m, Some(what(day)));
        }
        let first = day_of(m, "first").filter(|f| *f < day)?;
        let (a, b) = (Expr::new(what(first)), Expr::new(what(day)));
        let ends = [m.part("first", a.clone())?, m.part("last", b.clone())?];
        Some(std::iter::once(m.whole(Expr::new(What::Range(Box::new(a), Box::new(b))))).chain(ends).collect())
    };
    read()
}

/// Vocabulary that make an ordinal the day of a month.
const OPENERS: &[&str] = &[
    "am",
    "vom",
    "bis zum",
    "ab dem",
    "seit dem",
    "zwischen dem",
    "und dem",
    "nach dem",
    "vor dem",
    "und am",
    "oder am",
    "spätestens am",
];

/// "Montag, Februar 18", or "Februar 18" alone on its line; elsewhere the number counts something or is a year.
pub(super) fn month_day(m: &Match<'_, '_>) -> Found {
    let (head, tail) = (m.head(), m.tail());
    let line = (head.is_empty() || head.ends_with('\n') || head.ends_with(" - "))
        && (tail.is_empty() || tail.starts_with(['\n', '-']) || tail.starts_with(" - "));
    if line || weekday_before(m, m.span().start).is_some() { day(m) } else { None }
}

/// "am siebten 4.", "den siebenundzwanzigsten zwölften": day and month in words.
pub(super) fn day_and_month(m: &Match<'_, '_>) -> Found {
    let what = || {
        let next = word_after(m.text, m.span().end);
        (!next.starts_with(char::is_uppercase) && !m.tail().starts_with(|c: char| c.is_ascii_digit())).then_some(())?;
        led(m, m.span().start, &["am", "den", "dem", "der", "vom", "bis zum", "zum"])?;
        day_point(year(m)?, day_of(m, "month").filter(|n| *n <= 12)?, day_of(m, "day")?)
    };
    one(m, what())
}

/// "halb acht", "Viertel nach sechs", "zehn vor drei": groups `half`, `quarter` or `minutes`, `before` or `after`, `hour`, `part`.
pub(super) fn clock_words(m: &Match<'_, '_>) -> Found {
    let read = || {
        let hour = m.whole_number("hour").filter(|h| (1..=24).contains(h))?;
        let part = m.get("part").and_then(|p| m.words.value(Class::Daypart, p));
        let hour = if matches!(part, Some("AF" | "EV")) && hour < 12 { hour + 12 } else { hour };
        let minutes = if m.has("half") {
            -30
        } else {
            let minutes =
                if m.has("quarter") { 15 } else { m.whole_number("minutes").filter(|n| (1..=30).contains(n))? };
            if m.has("before") { -minutes } else { minutes }
        };
        let at = (hour * 60 + minutes).rem_euclid(24 * 60);
        let clock = Clock::At { hour: small(at / 60)?, minute: Some(small(at % 60)?) };
        Some(vec![m.whole(Expr { clock: Some(clock), ..Expr::new(What::Clock) })])
    };
    // "um halb acht Punkte besser" counts something.
    let opened = led(m, m.span().start, CLOCK_OPENERS).is_some();
    let counts =
        word_after(m.text, m.span().end).starts_with(char::is_uppercase) && after(m.text, m.span().end) == Some(' ');
    if opened && !counts || m.has("uhr") || m.has("part") { read() } else { None }
}

const CLOCK_OPENERS: &[&str] =
    &["um", "gegen", "ab", "bis", "kurz vor", "kurz nach", "seit", "von", "в", "около", "к", "до", "с"];
