//! English neighbours that are one date together: "the first Monday of" and "next month", "Friday"
//! and "at 8 p.m.", "two weeks before" and "May 13".

use super::adjacent::{Pair, a_day, neighbour, part_of_whole, timed};
use crate::gazetteer::Class;
use crate::kinds::context::Context;
use crate::kinds::date::expr::{Clock, Count, Expr, From, Part, Point, TimeExpr, Unit, Year};
use crate::kinds::rule::Finding;
use crate::model::{DateModifier, Lang, Span};
use crate::text::boundary::is_edge;

/// Joins neighbours. Takes and returns findings in order of place.
pub(super) fn join_adjacent(
    context: &Context<'_>,
    found: Vec<Finding<Expr>>,
) -> Vec<Finding<Expr>> {
    let mut out: Vec<Finding<Expr>> = Vec::with_capacity(found.len());
    for mut b in found {
        while let Some((at, value)) = neighbour(context, &out, &b, Lang::En, one) {
            b = Finding {
                span: Span::new(out[at].span.start, b.span.end),
                value,
                ..out[at].clone()
            };
            out.truncate(at);
        }
        if let Some((at, value)) = neighbour(context, &out, &b, Lang::En, counted) {
            let outer = Finding {
                span: Span::new(out[at].span.start, b.span.end),
                value,
                ..out[at].clone()
            };
            out[at].nested = true;
            if let TimeExpr::Distance { unit, count, .. } = out[at].value.time {
                out[at].value.time = TimeExpr::Length { unit, count };
            }
            b.nested = true;
            b.value.bound = None;
            out.insert(at, outer);
        }
        out.push(b);
    }
    out
}

/// The two as one mention.
fn one(pair: &Pair<'_>) -> Option<Expr> {
    part_of_whole(pair, false)
        .or_else(|| day_with_clock(pair))
        .or_else(|| moved_day(pair))
        .or_else(|| long_distance(pair))
        .or_else(|| with_year(pair))
}

/// A day and its time: "8 p.m. on Friday", "Friday at 8 p.m.", "Monday morning at 8:30".
fn day_with_clock(&Pair { words, a, between, b, .. }: &Pair<'_>) -> Option<Expr> {
    let (left, right) = (&a.value, &b.value);
    if left.time == TimeExpr::Clock {
        let joined = a_day(&right.time)
            && right.clock.is_none()
            && matches!(between, "" | "on" | "," | "of");
        return if joined { Some(timed(right, left.clock?)) } else { None };
    }
    let link = matches!(between, "" | ",") || words.is(Class::ClockLink, between);
    (right.time == TimeExpr::Clock && a_day(&left.time) && link).then_some(())?;
    match (left.clock, right.clock?) {
        (None, clock) => Some(timed(left, clock)),
        (Some(Clock::Part(part)), Clock::At { hour, minute }) => {
            let late = matches!(part, "AF" | "EV" | "NI") && (1..12).contains(&hour);
            Some(timed(left, Clock::At { hour: if late { hour + 12 } else { hour }, minute }))
        }
        (Some(_), _) => None,
    }
}

/// A day behind what moves it: "next week on Wednesday", "two years ago Friday".
fn moved_day(&Pair { a, between, b, .. }: &Pair<'_>) -> Option<Expr> {
    let right = &b.value;
    match (&a.value.time, &right.time) {
        (TimeExpr::Shift { unit: Unit::Week, by }, TimeExpr::Weekday { day, step: None })
            if matches!(between, "" | "on" | "," | "-" | "–") =>
        {
            Some(Expr { time: TimeExpr::WeekdayOf { day: *day, week: *by }, ..right.clone() })
        }
        (
            TimeExpr::Distance { unit, count: count @ Count::Exact(_), sign: -1, from: From::Now },
            day,
        ) if a_day(day)
            && right.clock.is_none()
            && matches!(between, "" | "on" | "this")
            && !matches!(unit, Unit::Day) =>
        {
            Some(from_date(*unit, *count, -1, right.clone()))
        }
        _ => None,
    }
}

/// A distance in several units: "2 years and 3 months ago", "a month, 21 days later"; "3 years, 2
/// months and 4 days ago" is joined from behind.
fn long_distance(&Pair { a, between, b, .. }: &Pair<'_>) -> Option<Expr> {
    let TimeExpr::Length { unit, count: count @ Count::Exact(_) } = &a.value.time else {
        return None;
    };
    let (smaller, sign) = if let TimeExpr::Distance { unit, sign, .. } = &b.value.time
        && *unit >= Unit::Day
    {
        (unit, sign)
    } else if let TimeExpr::FromDate { unit, sign, base, .. } = &b.value.time
        && matches!(base.time, TimeExpr::Distance { .. } | TimeExpr::FromDate { .. })
    {
        (unit, sign)
    } else {
        return None;
    };
    (unit > smaller && matches!(between, "" | "," | "and"))
        .then(|| from_date(*unit, *count, *sign, b.value.clone()))
}

/// A date and the year behind it: "September 10, nineteen eighty", "Dec. 31 , 1994".
fn with_year(&Pair { text, a, between, b, .. }: &Pair<'_>) -> Option<Expr> {
    let (
        Some(Point { year: Year::Open, part: part @ (Part::Day(..) | Part::Month(_)) }),
        Some(whole),
    ) = (a.value.time.point(), b.value.time.point())
    else {
        return None;
    };
    let Point { year: year @ Year::Given(_), part: Part::Whole } = whole else {
        return None;
    };
    let joined = matches!(between, "" | "," | "of")
        && b.value.edge.is_none()
        && !text[b.span.range()].starts_with(char::is_uppercase);
    joined.then(|| Expr { time: TimeExpr::Point(Point { year, part }), ..a.value.clone() })
}

/// So far from a date.
fn from_date(unit: Unit, count: Count, sign: i64, base: Expr) -> Expr {
    Expr::new(TimeExpr::FromDate { unit, count, sign, base: Box::new(base) })
}

/// A length and the date that it is counted from: a date of its own, with the two inside.
fn counted(&Pair { words, text, a, between, b }: &Pair<'_>) -> Option<Expr> {
    let head = &text[..a.span.start];
    let follows = |word: &str| head.strip_suffix(word).is_some_and(|h| is_edge(text, h.len()));
    let time = &b.value.time;
    let named = a_day(time)
        || matches!(time, TimeExpr::Near { .. })
        || time.point().is_some_and(|p| matches!(p.part, Part::Whole | Part::Month(_)));
    if !named || b.value.clock.is_some() || b.value.edge.is_some() {
        return None;
    }
    let begins = words.is(Class::CountedFrom, between);
    let (unit, count, sign) = match (&a.value.time, between) {
        (
            TimeExpr::Length { unit, count: count @ Count::Exact(_) },
            "before" | "prior to" | "ahead of",
        ) => (*unit, *count, -1),
        (
            TimeExpr::Length { unit, count: count @ Count::Exact(_) }
            | TimeExpr::Within { unit, count: count @ Count::Exact(_) },
            _,
        ) if begins || matches!(between, "after" | "from" | "following") => (*unit, *count, 1),
        (
            TimeExpr::Distance {
                unit,
                count: count @ Count::Exact(_),
                sign: -1,
                from: From::Named,
            },
            "",
        ) if text[a.span.range()].ends_with("before") => (*unit, *count, -1),
        _ => return None,
    };
    let base = Expr { bound: None, ..b.value.clone() };
    let days = a_day(time) && unit >= Unit::Day;
    // "closed for two weeks starting May 4", "for three days from today"; "less than two weeks
    // after May 4"
    let counts_on =
        between == "from" && follows("for ") || follows("less than ") || follows("within ");
    if days && (begins || sign > 0 && counts_on) {
        let end = from_date(unit, count, 1, base.clone());
        return Some(Expr::range(base, from_date(Unit::Day, Count::Exact(1), -1, end)));
    }
    if begins {
        return None;
    }
    let moved = from_date(unit, count, sign, base);
    if days && follows("more than ") {
        let bound = if sign > 0 { DateModifier::Since } else { DateModifier::Until };
        return Some(Expr { bound: Some(bound), ..moved });
    }
    // "three years from 2010" is a length that begins then; "from" counts on only from a day.
    let from_year = between == "from" && !a_day(time);
    (!from_year && unit >= Unit::Day).then_some(moved)
}
