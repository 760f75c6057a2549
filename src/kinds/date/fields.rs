//! What the named groups of a match say: years, days, months, ordinals, units and counts.
//!
//! Groups: `day`, `month`, `year`, `weekday`, `season`, `unit`, `n` (a number), `ord` (an ordinal
//! word), `dir` (last, this, next), and so on. The rules of a language say in which order they
//! stand.

use super::expr::{Count, Part, Point, TimeExpr, Unit, Year};
use super::phrase::before;
use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::text::boundary::word_after;
use rust_decimal::Decimal;

/// A part of a year.
pub(super) fn point(year: Year, part: Part) -> TimeExpr {
    TimeExpr::Point(Point { year, part })
}

/// A value of a table that is a day, a month or an hour.
pub(super) fn small(value: i64) -> Option<i8> {
    i8::try_from(value).ok()
}

/// A group or its double: a name can stand once in a pattern.
pub(super) fn either<'t>(m: &Match<'_, 't>, group: &str, double: &str) -> Option<&'t str> {
    m.get(group).or_else(|| m.get(double))
}

/// A year in four digits, or in two after an apostrophe or stop. Two digits up to 30 are of this
/// century.
pub(super) fn year_of(text: &str) -> Option<Year> {
    let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
    let value: i16 = digits.parse().ok()?;
    Some(Year::Given(match digits.len() {
        2 if value <= 30 => 2000 + value,
        2 => 1900 + value,
        _ => value,
    }))
}

/// The year in groups `year`, `year2` or `short`, in digits or words; open where none took part.
pub(super) fn year(m: &Match<'_, '_>) -> Option<Year> {
    match either(m, "year", "year2") {
        Some(text) if text.contains(|c: char| c.is_ascii_digit()) => year_of(text),
        Some(text) => year_in_words(m, text),
        None => Some(short_year(m, 0).0.unwrap_or(Year::Open)),
    }
}

/// A year in two digits or in words behind a month (group `short`), and the byte where the date
/// ends. A number that counts something is no year: "am 18. Juli 14 Schafe".
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
        _ => (None, m.text[..span.start].trim_end_matches([' ', ',', '-', '/']).len()),
    }
}

/// A year in words: "zweitausendneun", "neunzehnhundertneunundachtzig".
pub(super) fn year_in_words(m: &Match<'_, '_>, text: &str) -> Option<Year> {
    let value = m.words.whole(text).filter(|n| (1100..=2100).contains(n))?;
    Some(Year::Given(i16::try_from(value).ok()?))
}

/// A day of the month in digits ("15", "15th", «15-го») or as an ordinal word, from 1 to 31.
pub(super) fn day_of(m: &Match<'_, '_>, group: &str) -> Option<i8> {
    let text = m.get(group)?.trim_end();
    let digits = &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())];
    let day: i64 =
        if digits.is_empty() { m.words.int(Class::Ordinal, text)? } else { digits.parse().ok()? };
    (1..=31).contains(&day).then_some(day)?.try_into().ok()
}

/// The number of a month, from 1 on; "Mrs May" is a person.
pub(super) fn month_of(m: &Match<'_, '_>, group: &str) -> Option<i8> {
    let at = m.span_of(group)?.start;
    let person = before(m, at, Class::Title, &[' ']).is_some();
    if person { None } else { small(m.int(Class::Month, group)?) }
}

/// A day with its month; nothing for a day that no year has (31 June).
pub(super) fn day_point(year: Year, month: i8, day: i8) -> Option<TimeExpr> {
    let long = matches!(month, 1 | 3 | 5 | 7 | 8 | 10 | 12);
    let last = if month == 2 { 29 } else { 30 + i8::from(long) };
    (day <= last).then_some(point(year, Part::Day(month, day)))
}

/// An ordinal in digits, Roman digits or as a word.
pub(super) fn ordinal(m: &Match<'_, '_>, group: &str) -> Option<i64> {
    let text = m.get(group)?;
    let digits = &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())];
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    roman(text).or_else(|| m.words.int(Class::Ordinal, text))
}

/// A Roman number, in Latin letters or the Cyrillic ones that look like them.
fn roman(text: &str) -> Option<i64> {
    let (mut total, mut last) = (0, 0);
    for c in text.chars().rev() {
        let value = match c {
            'I' | '\u{406}' => 1,
            'V' => 5,
            'X' | '\u{425}' => 10,
            _ => return None,
        };
        total += if value < last { -value } else { value };
        last = last.max(value);
    }
    (total > 0).then_some(total)
}

/// The unit of time in group `unit`.
pub(super) fn unit(m: &Match<'_, '_>) -> Option<Unit> {
    unit_of(m, "unit")
}

/// The unit of time that a group names.
pub(super) fn unit_of(m: &Match<'_, '_>, group: &str) -> Option<Unit> {
    Unit::from_value(m.words.value(Class::Unit, m.get(group)?)?)
}

/// The number of units in group `n`.
pub(super) fn count(m: &Match<'_, '_>) -> Option<Count> {
    count_of(m, "n")
}

/// The number of units in a group.
pub(super) fn count_of(m: &Match<'_, '_>, group: &str) -> Option<Count> {
    let text = m.get(group)?;
    match m.words.value(Class::Vague, text) {
        Some("3") => return Some(Count::Few),
        Some(_) => return Some(Count::Some),
        None => {}
    }
    let number = m.words.number(text)?;
    let whole = i64::try_from(number.trunc()).ok().filter(|n| (0..=100_000).contains(n))?;
    if number.fract().is_zero() {
        return Some(Count::Exact(whole));
    }
    let thousandths = (number * Decimal::from(1000)).normalize();
    let thousandths = i64::try_from(thousandths).ok().filter(|_| thousandths.scale() == 0)?;
    Some(if thousandths == whole * 1000 + 500 {
        Count::AndHalf(whole)
    } else {
        Count::Thousandths(thousandths)
    })
}
