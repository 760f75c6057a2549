//! A resolved expression as the value that records carry.

pub(super) mod edtf;
pub(super) mod interval;
pub(super) mod times;

use super::expr::{Clock, Count, Expr, TimeExpr, Unit};
use crate::model::{DateKind, DateModifier, DateValue, Grain};
use edtf::CalendarUnit;
use jiff::civil::Date;
use times::Times;

/// The value of an expression and the times that it names.
pub(super) fn of(expr: &Expr, times: &Times) -> DateValue {
    let days = |when: Option<CalendarUnit>| when.and_then(CalendarUnit::days);
    let (mut first, mut last) = (times.first(), times.last());
    if let Some(part) = times.part {
        (first, last) = (Some(part.first()), Some(part.last()));
    } else if let (Some(edge), Some(when), None) = (expr.edge, first, last)
        // "the early 1990s" stays the decade; only a direction ("since") needs its years.
        && (expr.bound.is_some() || when.grain() < Grain::Decade)
        && let Some((from, to)) = when.edge(edge)
    {
        (first, last) = (Some(from), Some(to));
    }
    let (start, end) = match (first, last) {
        (first, None) => (days(first).map(|d| d.0), days(first).map(|d| d.1)),
        (first, last) => (days(first).map(|d| d.0), days(last).map(|d| d.1)),
    };
    let plain = match (first, last, &expr.time) {
        (Some(a), None, TimeExpr::Range(..)) => Some(format!("{}/..", a.edtf())),
        (None, Some(b), _) => Some(format!("../{}", b.edtf())),
        (Some(a), None, _) => Some(a.edtf()),
        (Some(a), Some(b), _) => Some(interval(a, b, start, end)),
        (None, None, _) => None,
    };
    let (edtf, start, end) = bounded(expr.bound, first, last, plain, start, end);
    DateValue {
        kind: kind(expr),
        edtf,
        timex: timex(expr, times),
        grain: grain(expr, times),
        start: start.map(day),
        end: end.map(day),
        basis: times.basis,
        modifier: expr.bound.or(expr.edge),
        alternatives: match (times.first(), times.other) {
            (Some(a), Some(b)) => vec![a.edtf(), b.edtf()],
            _ => Vec::new(),
        },
    }
}

fn day(day: Date) -> String {
    day.to_string()
}

/// Two units as an EDTF interval; units whose own form holds a slash give their days.
fn interval(a: CalendarUnit, b: CalendarUnit, start: Option<Date>, end: Option<Date>) -> String {
    match (a, b, start, end) {
        (CalendarUnit::Half(..) | CalendarUnit::Weekend(..), _, Some(start), Some(end))
        | (_, CalendarUnit::Half(..) | CalendarUnit::Weekend(..), Some(start), Some(end)) => {
            format!("{start}/{end}")
        }
        _ => format!("{}/{}", a.edtf(), b.edtf()),
    }
}

type Bounds = (Option<String>, Option<Date>, Option<Date>);

/// Applies "since", "until", "before" and "after".
fn bounded(
    bound: Option<DateModifier>,
    first: Option<CalendarUnit>,
    last: Option<CalendarUnit>,
    plain: Option<String>,
    start: Option<Date>,
    end: Option<Date>,
) -> Bounds {
    let simple =
        |when: Option<CalendarUnit>| when.map(CalendarUnit::edtf).filter(|e| !e.contains('/'));
    match (bound, start, end) {
        (Some(DateModifier::Since), Some(from), _) => {
            (simple(first).or(Some(day(from))).map(|e| format!("{e}/..")), start, None)
        }
        (Some(DateModifier::Until), _, Some(to)) => {
            (simple(last.or(first)).or(Some(day(to))).map(|e| format!("../{e}")), None, end)
        }
        (Some(DateModifier::Before), Some(from), _) => {
            let before = from.yesterday().ok();
            (before.map(|d| format!("../{d}")), None, before)
        }
        (Some(DateModifier::After), _, Some(to)) => {
            let after = to.tomorrow().ok();
            (after.map(|d| format!("{d}/..")), after, None)
        }
        _ => (plain, start, end),
    }
}

fn kind(expr: &Expr) -> DateKind {
    // "two to three weeks"
    if let TimeExpr::Range(first, _) = &expr.time {
        return kind(first);
    }
    let plain = if expr.clock.is_some() { DateKind::Time } else { DateKind::Date };
    if matches!(
        expr.time,
        TimeExpr::Length { .. }
            | TimeExpr::Lengths(_)
            | TimeExpr::Window { .. }
            | TimeExpr::Within { .. }
    ) {
        DateKind::Duration
    } else if matches!(expr.time, TimeExpr::Every { .. } | TimeExpr::EveryWeekday(_)) {
        DateKind::Set
    } else {
        plain
    }
}

fn grain(expr: &Expr, times: &Times) -> Option<Grain> {
    match expr.clock {
        Some(Clock::At { minute: Some(_), .. }) => Some(Grain::Minute),
        Some(Clock::At { minute: None, .. } | Clock::Part(_)) => Some(Grain::Hour),
        None => times.first().or(times.last()).map(CalendarUnit::grain),
    }
}

fn timex(expr: &Expr, times: &Times) -> Option<String> {
    if let TimeExpr::Length { unit, count }
    | TimeExpr::Within { unit, count }
    | TimeExpr::Window { unit, count, .. } = expr.time
    {
        return Some(length(unit, count));
    }
    if let TimeExpr::Lengths(parts) = &expr.time {
        return Some(lengths(parts));
    }
    if let TimeExpr::Every { unit, count } = expr.time {
        return Some(length(unit, Count::Exact(count)));
    }
    if let TimeExpr::Reference(reference) = expr.time {
        return Some(reference.timex().to_owned());
    }
    if let TimeExpr::EveryWeekday(day) = expr.time {
        return Some(format!("XXXX-WXX-{day}"));
    }
    if let TimeExpr::Range(first, last) = &expr.time
        && (first.clock.is_some() && last.clock.is_some() || kind(expr) == DateKind::Duration)
    {
        return ends_timex(first, last, times);
    }
    timed_timex(expr, times)
}

/// The TIMEX3 value of a range of lengths or of times of day.
fn ends_timex(first: &Expr, last: &Expr, times: &Times) -> Option<String> {
    let end = |expr: &Expr, when: Option<CalendarUnit>| timex(expr, &Times::one(when, times.basis));
    Some(format!("{}/{}", end(first, times.first())?, end(last, times.last())?))
}

/// The TIMEX3 value of a calendar unit with its time of day.
fn timed_timex(expr: &Expr, times: &Times) -> Option<String> {
    let clock = |when: String| match expr.clock {
        Some(Clock::At { hour, minute: Some(minute) }) => format!("{when}T{hour:02}:{minute:02}"),
        Some(Clock::At { hour, minute: None }) => format!("{when}T{hour:02}:00"),
        Some(Clock::Part(part)) => format!("{when}T{part}"),
        None => when,
    };
    match (times.first(), times.last()) {
        (Some(a), None) => Some(clock(a.timex())),
        (Some(a), Some(b)) => Some(format!("{}/{}", a.timex(), b.timex())),
        (None, Some(b)) => Some(b.timex()),
        (None, None) => {
            let weekday = if let TimeExpr::Weekday { day, .. } = expr.time {
                Some(format!("XXXX-WXX-{day}"))
            } else {
                None
            };
            weekday.or(expr.clock.is_some().then(|| "XXXX-XX-XX".to_owned())).map(clock)
        }
    }
}

fn length(unit: Unit, count: Count) -> String {
    let (before, after) = unit.timex();
    let scale = if unit == Unit::Fortnight { 2 } else { 1 };
    match count {
        Count::Exact(n) => format!("{before}{}{after}", n * scale),
        Count::AndHalf(n) => format!("{before}{n}.5{after}"),
        Count::Thousandths(n) => {
            let rest = format!("{:03}", n % 1000);
            format!("{before}{}.{}{after}", n / 1000, rest.trim_end_matches('0'))
        }
        Count::Some | Count::Few => format!("{before}X{after}"),
    }
}

/// A length in several units: P1Y6M, P1DT2H.
fn lengths(parts: &[(Unit, Count)]) -> String {
    let mut out = String::from("P");
    let mut timed = false;
    for (unit, count) in parts {
        let written = length(*unit, *count);
        match written.strip_prefix("PT") {
            Some(time) => {
                out.push_str(if timed { "" } else { "T" });
                out.push_str(time);
                timed = true;
            }
            None => out.push_str(written.trim_start_matches('P')),
        }
    }
    out
}
