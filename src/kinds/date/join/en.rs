//! English neighbours that are one date together: "the first Monday of" and "next month", "Friday"
//! and "at 8 p.m.", "two weeks before" and "May 13".

use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::date::expr::{Clock, Count, Expr, From, Nth, Part, Point, TimeExpr, Unit, Year};
use crate::kinds::rule::Finding;
use crate::model::{DateModifier, Lang, Span};
use crate::text::boundary::is_edge;

/// How far two neighbours may stand apart, in bytes.
const GAP: usize = 16;

/// Joins neighbours. Takes and returns findings in order of place.
pub(super) fn join_adjacent(
    context: &Context<'_>,
    found: Vec<Finding<Expr>>,
) -> Vec<Finding<Expr>> {
    let text: &str = &context.text.normal;
    let mut out: Vec<Finding<Expr>> = Vec::with_capacity(found.len());
    for mut b in found {
        while let Some((at, value)) = neighbour(context, &out, &b, one) {
            b = Finding {
                span: Span::new(out[at].span.start, b.span.end),
                value,
                ..out[at].clone()
            };
            out.truncate(at);
        }
        if let Some((at, value)) = neighbour(context, &out, &b, counted) {
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
    out.iter_mut().for_each(|finding| settle(text, finding));
    out.retain(|f| !matches!(f.value.time, TimeExpr::Nth { part: Nth::Unit(_), of: None, .. }));
    out
}

/// Two findings side by side, and the words between them.
struct Pair<'a> {
    words: &'a Vocabulary,
    text: &'a str,
    a: &'a Finding<Expr>,
    between: &'a str,
    b: &'a Finding<Expr>,
}

/// The place of the last finding before `b`, if `read` joins the two, and what they are together.
fn neighbour(
    context: &Context<'_>,
    before: &[Finding<Expr>],
    b: &Finding<Expr>,
    read: impl Fn(&Pair<'_>) -> Option<Expr>,
) -> Option<(usize, Expr)> {
    let at = before.iter().rposition(|f| !f.nested).filter(|_| !b.nested && b.lang == Lang::En)?;
    let a = &before[at];
    if a.lang != b.lang || a.span.end > b.span.start || b.span.start - a.span.end > GAP {
        return None;
    }
    let (words, text) = (context.words(Lang::En), &*context.text.normal);
    let between = &text[a.span.end..b.span.start];
    if between.contains('\n') {
        return None;
    }
    read(&Pair { words, text, a, between: between.trim(), b }).map(|expr| (at, expr))
}

/// Reads a part that no whole followed.
fn settle(text: &str, finding: &mut Finding<Expr>) {
    // "the first three weeks" of something that is no date: a length.
    if let TimeExpr::Range(first, last) = &finding.value.time
        && let (
            TimeExpr::Nth { part: Nth::Unit(unit), of: None, .. },
            TimeExpr::Nth { nth, of: None, .. },
        ) = (&first.time, &last.time)
    {
        finding.value.time = TimeExpr::Length { unit: *unit, count: Count::Exact(*nth) };
        finding.span.start += text[finding.span.range()].find(' ').map_or(0, |space| space + 1);
    }
    // "the last week of fighting": last week after all.
    if let TimeExpr::Nth { part, nth: -1, of: None } = finding.value.time {
        finding.value.time = match part {
            Nth::Unit(unit) => TimeExpr::Shift { unit, by: -1 },
            Nth::Weekday(day) => TimeExpr::Weekday { day, step: Some(-1) },
        };
    }
}

/// Whether an expression names a day to which a time of day may be given.
fn a_day(time: &TimeExpr) -> bool {
    matches!(
        time,
        TimeExpr::Point(Point {
            part: Part::Day(..) | Part::DayOf { .. } | Part::DayOn { .. },
            ..
        }) | TimeExpr::Either(..)
            | TimeExpr::Weekday { .. }
            | TimeExpr::WeekdayOf { .. }
            | TimeExpr::DayAlone(_)
            | TimeExpr::Holiday { .. }
            | TimeExpr::Shift { unit: Unit::Day, .. }
            | TimeExpr::FromLastNamed { unit: Unit::Day, .. }
    )
}

/// The two as one mention.
fn one(pair: &Pair<'_>) -> Option<Expr> {
    part_of_whole(pair)
        .or_else(|| day_with_clock(pair))
        .or_else(|| moved_day(pair))
        .or_else(|| long_distance(pair))
        .or_else(|| with_year(pair))
}

/// A part and its whole: "the first Monday of next month", "the first three months of 2019".
fn part_of_whole(&Pair { words, text, a, between, b }: &Pair<'_>) -> Option<Expr> {
    let (left, right) = (&a.value, &b.value);
    let of = words.is(Class::WholeLink, between);
    if !holds(&right.time) || !(of || between.is_empty()) {
        return None;
    }
    let unbound = right.bound.is_none();
    match (&left.time, unbound) {
        // "the first Monday of next month"
        (TimeExpr::Nth { part, nth, of: None }, true) if right.edge.is_none() => {
            let time = TimeExpr::Nth { part: *part, nth: *nth, of: Some(Box::new(right.clone())) };
            Some(Expr { time, ..left.clone() })
        }
        // "the last three weeks of this year"
        (TimeExpr::Window { unit, count: Count::Exact(n), sign: -1 }, true)
            if of && text[a.span.range()].contains("ast ") =>
        {
            Some(Expr::parts(*unit, -n, -1, Some(right)))
        }
        // "the first three months of 2019"
        (TimeExpr::Range(from, to), _) if of => match (&from.time, &to.time) {
            (
                TimeExpr::Nth { part: Nth::Unit(unit), nth, of: None },
                TimeExpr::Nth { nth: last, of: None, .. },
            ) => Some(Expr::parts(*unit, *nth, *last, Some(right))),
            _ => None,
        },
        _ => None,
    }
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

/// Whether it is a whole whose parts can be counted.
fn holds(whole: &TimeExpr) -> bool {
    matches!(
        whole,
        TimeExpr::Shift {
            unit: Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade,
            ..
        } | TimeExpr::Near { .. }
            | TimeExpr::FromLastNamed { .. }
            | TimeExpr::Point(Point {
                part: Part::Whole
                    | Part::Month(_)
                    | Part::Season(_)
                    | Part::Quarter(_)
                    | Part::Half(_)
                    | Part::Decade(_),
                ..
            })
    )
}

/// A day with a time. An announced hour lies ahead unless the sentence tells of the past.
fn timed(day: &Expr, clock: Clock) -> Expr {
    let announced = matches!(day.time, TimeExpr::Weekday { step: None, .. })
        && matches!(clock, Clock::At { .. })
        && !day.past;
    Expr { clock: Some(clock), ahead: day.ahead || announced, ..day.clone() }
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
