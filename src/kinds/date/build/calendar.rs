//! Builders for places in the calendar: days, months, seasons, quarters, halves, weeks.

use crate::gazetteer::Class;
use crate::kinds::date::context::attach_context;
use crate::kinds::date::expr::{Expr, Part, Placed, TimeExpr, Year};
use crate::kinds::date::fields::{
    day_of, day_point, either, month_of, ordinal, point, short_year, small, year,
};
use crate::kinds::date::phrase::before;
use crate::kinds::rule::{Findings, Match};
use crate::model::Span;
use crate::text::boundary::{is_edge, word_after, word_before};

/// A day with its month: "January 25, 2021", "25. Januar", «25 января 2021 года».
pub(crate) fn day(m: &Match<'_, '_>) -> Option<TimeExpr> {
    day_point(year(m)?, month_of(m, "month")?, day_of(m, "day")?)
}

/// A day with its month, or several days that share it (group `first`).
pub(crate) fn day_or_days(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let end = short_year(m, m.span().end).1;
    if let Some(several) = days_that_share(m, end, m.has("to")) {
        return Some(several);
    }
    one_day(m, end)
}

/// A day with its month, up to `end`. A hyphen joins only what has a year: "25-Jan-2021".
pub(crate) fn one_day(m: &Match<'_, '_>, end: usize) -> Option<Findings<Expr>> {
    let dash = m.get("dash").is_none_or(str::is_empty);
    let closed = m.span_of("short").is_some_and(|s| m.text[..s.start].ends_with(['-', '/']));
    let short = short_year(m, 0).0.is_some() && dash != closed;
    (m.has("year") || short || !m.has("dash")).then_some(())?;
    Some(vec![attach_context(m, Span::new(m.span_of("day")?.start, end), Expr::new(day(m)?))])
}

/// Days that share a month: "15 and 25 January 2021" (each a mention) or "13-15 July" (a range with
/// its ends); nothing without group `first`.
///
/// `end` is where the last day's month and year end.
pub(crate) fn days_that_share(
    m: &Match<'_, '_>,
    end: usize,
    is_range: bool,
) -> Option<Findings<Expr>> {
    let first_at = m.span_of("first")?;
    let (year, month) = (year(m)?, month_of(m, "month")?);
    let part = |group| Some(Expr::new(day_point(year, month, day_of(m, group)?)?));
    let (first, last) = (part("first")?, part("day")?);
    let (last_at, month_at) = (m.span_of("day")?, m.span_of("month")?);
    // The last member has the month and year where they stand behind it, the first where they stand
    // before.
    let first_start = if month_at.start > last_at.start { first_at.start } else { month_at.start };
    let first_span = Span::new(first_start, first_at.end);
    let mut found =
        vec![m.at(first_span, first.clone()), m.at(Span::new(last_at.start, end), last.clone())];
    for middle in ["middle", "middle2", "middle3"] {
        if let Some(span) = m.span_of(middle) {
            found.push(m.at(span, part(middle)?));
        }
    }
    if is_range {
        found.iter_mut().for_each(|f| f.nested = true);
        found.insert(0, m.at(Span::new(m.span().start, end), Expr::range(first, last)));
    }
    Some(found)
}

/// What stands around a month without a year.
pub(crate) struct BareMonth<'t> {
    /// The month as written: three letters or more, no stop at the end.
    pub(crate) word: &'t str,
    /// It begins with a small letter.
    pub(crate) lower: bool,
    /// A word or an edge of the text before it leads a month: "since", "in".
    pub(crate) opened: bool,
    /// A name may go on behind it: a capital, a hyphen or an apostrophe follows.
    pub(crate) goes_on: bool,
}

impl<'t> BareMonth<'t> {
    /// Nothing for an abbreviation: "Jan.", "Ma".
    fn new(m: &'t Match<'_, '_>) -> Option<Self> {
        let (text, span) = (m.text, m.span());
        let word = m.get("month")?;
        (!word.ends_with('.') && word.chars().count() >= 3).then(|| Self {
            word,
            lower: word.starts_with(char::is_lowercase),
            opened: before(m, span.start, Class::YearOpener, &[' ', '-']).is_some()
                || before(m, span.start, Class::Edge, &[' ', '-']).is_some()
                || text[..span.start].ends_with('-')
                    && before(m, span.start, Class::EdgeHyphen, &['-']).is_some(),
            goes_on: word_after(text, span.end).starts_with(char::is_uppercase)
                || text[span.end..].starts_with(['-', '\'']),
        })
    }
}

/// A month with its year, or alone. A month's name that is also a word or a name needs a sign that
/// it is a month: `is_month` tells.
pub(crate) fn month(
    m: &Match<'_, '_>,
    is_month: impl Fn(&Match<'_, '_>, &BareMonth<'_>) -> bool,
) -> Option<Placed> {
    let (short, end) = short_year(m, m.span().end);
    // A number that is no year: the month alone.
    let alone = m.has("short") && short.is_none();
    let span = if alone { Span::new(m.span().start, end) } else { m.span() };
    (alone || is_edge(m.text, span.start)).then_some(())?;
    let month = month_of(m, "month")?;
    let is_month = m.has("year") || BareMonth::new(m).is_some_and(|bare| is_month(m, &bare));
    is_month.then_some((span, Expr::new(point(year(m)?, Part::Month(month)))))
}

/// A season with or without year.
pub(crate) fn season(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let word = either(m, "season", "season2")?;
    // A compound: "Winter-Biathlon".
    let mut tail = m.tail().chars();
    (tail.next() != Some('-') || !tail.next().is_some_and(char::is_alphabetic)).then_some(())?;
    let season =
        m.words.int(Class::Season, word).or_else(|| m.words.int(Class::SeasonGenitive, word))?;
    // "the spring 1500 metres above the town"
    let year = year(m).filter(|year| !matches!(year, Year::Given(..1700)))?;
    Some(point(year, Part::Season(small(season)?)))
}

/// "the third quarter of 2018".
pub(crate) fn quarter(m: &Match<'_, '_>) -> Option<TimeExpr> {
    Some(point(year(m)?, Part::Quarter(nth_part(m, 4)?)))
}

/// "the first half of 2018".
pub(crate) fn half(m: &Match<'_, '_>) -> Option<TimeExpr> {
    Some(point(year(m)?, Part::Half(nth_part(m, 2)?)))
}

/// The ordinal of a part of the year, of which there are so many.
pub(super) fn nth_part(m: &Match<'_, '_>, parts: i64) -> Option<i8> {
    small(ordinal(m, "ord").or_else(|| ordinal(m, "ord2")).filter(|n| (1..=parts).contains(n))?)
}

/// "week 31", "KW 12".
pub(crate) fn week_number(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let n = m.whole_number("n").filter(|n| (1..=53).contains(n))?;
    Some(point(year(m)?, Part::Week(small(n)?)))
}

/// A weekday of a month: "the first Monday in May", "the last Sunday of the month".
pub(crate) fn nth_weekday(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let nth = match m.int(Class::Direction, "ord") {
        Some(-1) => -1,
        _ => ordinal(m, "ord").filter(|n| (1..=5).contains(n))?,
    };
    let day = small(m.int(Class::Weekday, "weekday")?)?;
    Some(TimeExpr::NthWeekday { day, nth, year: year(m)?, month: month_of(m, "month")? })
}

/// A week of a month or year: "the first week of May".
pub(crate) fn nth_week(m: &Match<'_, '_>) -> Option<TimeExpr> {
    // "the third last week of"
    if m.words.is(Class::Ordinal, word_before(m.text, m.span().start)) {
        return None;
    }
    let word = m.get("ord")?;
    let nth = if m.words.is(Class::Final, word) || m.words.int(Class::Direction, word) == Some(-1) {
        -1
    } else {
        ordinal(m, "ord").filter(|n| (1..=53).contains(n))?
    };
    let month = if m.has("month") { Some(month_of(m, "month")?) } else { None };
    Some(TimeExpr::NthWeek { nth, year: year(m)?, month })
}
