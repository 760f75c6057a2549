//! Builders for times that share words: "two to three weeks", "the second and third quarters",
//! "Thursday 12 and Friday 13 September", «1930–1940-е годы».

use super::calendar::{self, nth_part};
use crate::gazetteer::Class;
use crate::kinds::date::context::attach_context;
use crate::kinds::date::expr::{Count, Expr, From, Nth, Part, Point, TimeExpr, Unit, Year};
use crate::kinds::date::fields::{
    count, count_of, day_of, day_point, month_of, ordinal, point, unit, unit_of, year,
};
use crate::kinds::date::phrase::{before_space, glued_at};
use crate::kinds::rule::{Finding, Findings, Match};
use crate::model::{Normal, Span};
use crate::text::boundary::{word_after, word_before};

/// From where a range of amounts is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Away {
    /// It is a length: "two to three weeks".
    Length,
    /// "two to three weeks ago"
    Ago,
    /// "in two to three weeks"
    Ahead,
}

/// Two amounts of one unit, groups `low` and `n`: a range of lengths, or of points so far away.
pub(crate) fn amounts(m: &Match<'_, '_>, span: Span<Normal>, away: Away) -> Option<Finding<Expr>> {
    let (unit, low, high) = (unit(m)?, count_of(m, "low")?, count(m)?);
    let ordered = match (low, high) {
        (Count::Exact(a), Count::Exact(b)) => a < b && b < 1000,
        (Count::Exact(a), Count::AndHalf(b)) => a <= b,
        (Count::AndHalf(a), Count::Exact(b)) => a < b,
        _ => false,
    };
    (ordered && !glued_at(m, span)).then_some(())?;
    // "the next two to three weeks"
    // "it will last two to three weeks" is a verb.
    let opened = before_space(m, span.start, Class::Direction).filter(|(at, _)| {
        away == Away::Length && !m.words.is(Class::Modal, word_before(m.text, *at))
    });
    let span = Span::new(opened.map_or(span.start, |(start, _)| start), span.end);
    let far = |count, sign| Expr::new(TimeExpr::Distance { unit, count, sign, from: From::Now });
    let length = |count| Expr::new(TimeExpr::Length { unit, count });
    let calendar = unit >= Unit::Day && matches!((low, high), (Count::Exact(_), Count::Exact(_)));
    let range = match away {
        Away::Ago if calendar => Expr::range(far(high, -1), far(low, -1)),
        Away::Ahead if calendar => Expr::range(far(low, 1), far(high, 1)),
        Away::Length | Away::Ago | Away::Ahead => Expr::range(length(low), length(high)),
    };
    Some(m.at(span, range))
}

/// Two quarters or halves of one year, groups `first` and `ord`; a range with group `to`. The first
/// has the year of the second.
pub(crate) fn quarters(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (parts, part): (i64, fn(i8) -> Part) =
        if m.has("half") { (2, Part::Half) } else { (4, Part::Quarter) };
    let first = i8::try_from(ordinal(m, "first")?).ok().filter(|n| *n >= 1)?;
    let last = nth_part(m, parts)?;
    (first < last).then_some(())?;
    let start = m.span_of("ord").or_else(|| m.span_of("ord2"))?.start;
    let span = Span::new(start, m.span().end);
    let second = attach_context(m, span, Expr::new(point(year(m)?, part(last))));
    let TimeExpr::Point(Point { year, .. }) = second.value.time else {
        return None;
    };
    // "the second and third quarters of the moon"
    let other = year == Year::Open && word_after(m.text, second.span.end) == "of";
    (!other).then_some(())?;
    let earlier = Expr { time: point(year, part(first)), bound: None, ..second.value.clone() };
    Some(both(m, m.span_of("first")?, earlier, second))
}

/// Two days of one month, each with its weekday: "Thursday, 12 and Friday, 13 September".
pub(crate) fn weekday_days(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (year, month) = (year(m)?, month_of(m, "month")?);
    let weekday = |group| m.int(Class::Weekday, group).and_then(|n| i8::try_from(n).ok());
    let (from, to) = (day_of(m, "first")?, day_of(m, "day")?);
    (from < to).then_some(())?;
    let span = Span::new(m.span_of("day")?.start, m.span().end);
    let mut second = attach_context(m, span, Expr::new(day_point(year, month, to)?));
    second.span.start = m.span_of("weekday2")?.start;
    second.value.weekday = weekday("weekday2");
    let TimeExpr::Point(Point { year, .. }) = second.value.time else {
        return None;
    };
    let first = Expr {
        time: day_point(year, month, from)?,
        weekday: weekday("weekday"),
        bound: None,
        clock: None,
        ..second.value.clone()
    };
    let at = Span::new(m.span_of("weekday")?.start, m.span_of("first")?.end);
    Some(both(m, at, first, second))
}

/// Two mentions; with group `to` a range and its ends.
fn both(
    m: &Match<'_, '_>,
    at: Span<Normal>,
    first: Expr,
    mut second: Finding<Expr>,
) -> Findings<Expr> {
    let mut one = m.at(at, first);
    if !m.has("to") {
        return vec![one, second];
    }
    second.value.bound = None;
    let range = Expr::range(one.value.clone(), second.value.clone());
    let whole = m.at(Span::new(at.start, second.span.end), range);
    one.nested = true;
    second.nested = true;
    vec![whole, one, second]
}

/// Two decades with one word for years, groups `first` and `decade`: «1930–1940-е годы», «в
/// 60–70-х».
pub(crate) fn decades(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let decade = |group| {
        let digits = m.get(group)?;
        let n: i16 = digits.parse().ok().filter(|n| n % 10 == 0)?;
        Some(if digits.len() == 4 { n / 10 } else { 190 + n / 10 })
    };
    let (first, last) = (decade("first")?, decade("decade")?);
    // "1930–40-е": both are of one century.
    let last = if m.get("first")?.len() == 4 && m.get("decade")?.len() == 2 {
        first / 10 * 10 + last % 10
    } else {
        last
    };
    (first < last && last - first < 10).then_some(())?;
    let of = |decade| Expr::new(point(Year::Open, Part::Decade(decade)));
    let range = attach_context(m, m.span(), Expr::range(of(first), of(last)));
    let end = Span::new(m.span_of("decade")?.start, m.span().end);
    Some(vec![range, m.part("first", of(first))?, Finding { nested: true, ..m.at(end, of(last)) }])
}

/// The first units of a longer time: its parts from the first on. They get the whole (group `of`)
/// when neighbours are joined, if it follows.
pub(crate) fn first_units(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let unit = unit(m)?;
    let count = m.whole_number("n").filter(|n| (2..=60).contains(n))?;
    // "of the year": that of now, unless its number follows.
    let dated = word_after(m.text, m.span().end).starts_with(|c: char| c.is_ascii_digit());
    let whole = unit_of(m, "of").filter(|_| !dated);
    let whole = whole.map(|unit| Expr::new(TimeExpr::Shift { unit, by: 0 }));
    let end = if whole.is_some() { m.span().end } else { m.span_of("unit")?.end };
    let span = Span::new(m.span().start, end);
    Some(m.at(span, Expr::parts(unit, 1, count, whole.as_ref())))
}

/// A range of months of one year: "1982 Mar-Apr".
pub(crate) fn months(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let year = year(m)?;
    let part = |group| Some(Expr::new(point(year, Part::Month(month_of(m, group)?))));
    let (first, last) = (part("month")?, part("month2")?);
    let range = m.whole(Expr::range(first.clone(), last.clone()));
    Some(vec![range, m.part("month", first)?, m.part("month2", last)?])
}

/// A day of the month of writing, of one beside it, or of the month that the text named: "the 28th
/// of that month", "am 20. vergangenen Monats".
pub(crate) fn day_of_month(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let day = day_of(m, "day")?;
    match m.words.value(Class::OfMonth, m.get("of")?)? {
        "that" => {
            let month = Expr::new(TimeExpr::FromLastNamed { unit: Unit::Month, by: 0 });
            let of = Some(Box::new(month));
            Some(TimeExpr::Nth { part: Nth::Unit(Unit::Day), nth: day.into(), of })
        }
        by => Some(point(Year::Open, Part::DayOf { day, month: by.parse().ok()? })),
    }
}

/// "the year-ago quarter": the quarter a year before the one that the text named, else before that
/// of now.
pub(crate) fn year_ago_quarter(_: &Match<'_, '_>) -> Option<Expr> {
    Some(Expr::new(TimeExpr::FromLastNamed { unit: Unit::Quarter, by: -4 }))
}

/// A quarter of a year in one word: "Schlussquartal 2018".
pub(crate) fn quarter_word(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let nth = i8::try_from(m.int(Class::QuarterWord, "word")?).ok()?;
    Some(point(year(m)?, Part::Quarter(nth)))
}

/// A day with its month, which a year in front leads: "2011 October 29".
pub(crate) fn year_first(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let next = word_after(m.text, m.span().end);
    let counted = m.tail().starts_with([':', '%']) || m.words.is(Class::Counted, next);
    // "by 2012 January 23, 2006": the day has its year behind it.
    let behind = word_after(m.tail().trim_start_matches([',', ' ']), 0);
    let dated = behind.len() == 4 && behind.bytes().all(|b| b.is_ascii_digit());
    if counted || dated { None } else { calendar::day(m) }
}
