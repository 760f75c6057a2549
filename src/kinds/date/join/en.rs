//! Neighbours that are one date together: "the first Monday of" and "next month", "Friday" and "at 8 p.m.", "two weeks before" and "May 13".

use super::expr::{Clock, Count, Expr, From, Nth, Part, Point, Unit, What, Year};
use super::open::some_units;
use crate::kinds::rule::Finding;
use crate::model::{DateModifier, Lang, Span};
use crate::text::boundary::is_edge;

/// How far two neighbours may stand apart, in bytes.
const GAP: usize = 16;

/// Joins neighbours. Takes and returns findings in order of place.
pub(super) fn compose(text: &str, found: Vec<Finding<Expr>>) -> Vec<Finding<Expr>> {
    let mut out: Vec<Finding<Expr>> = Vec::with_capacity(found.len());
    for mut b in found {
        while let Some(joined) = merged(text, &mut out, &b) {
            b = joined;
        }
        let at = out.iter().rposition(|f| !f.nested).filter(|_| !b.nested && b.lang == Lang::En);
        let near =
            |a: &Finding<Expr>| a.lang == b.lang && a.span.end <= b.span.start && b.span.start - a.span.end <= GAP;
        if let Some(at) = at
            && near(&out[at])
        {
            let between = &text[out[at].span.end..b.span.start];
            let a = &out[at];
            if !between.contains('\n')
                && let Some(value) = counted(text, a, between.trim(), &b)
            {
                let outer = Finding { span: Span::new(a.span.start, b.span.end), value, ..a.clone() };
                out[at].nested = true;
                if let What::Distance { unit, count, .. } = out[at].value.what {
                    out[at].value.what = What::Length { unit, count };
                }
                b.nested = true;
                b.value.bound = None;
                out.insert(at, outer);
            }
        }
        out.push(b);
    }
    for finding in &mut out {
        // "the first three weeks" of something that is no date: a length.
        if let What::Range(first, last) = &finding.value.what
            && let (What::Nth { part: Nth::Unit(unit), of: None, .. }, What::Nth { nth, of: None, .. }) =
                (&first.what, &last.what)
        {
            finding.value.what = What::Length { unit: *unit, count: Count::Exact(*nth) };
            finding.span.start += text[finding.span.range()].find(' ').map_or(0, |space| space + 1);
        }
        // "the last week of fighting": last week after all.
        if let What::Nth { part, nth: -1, of: None } = finding.value.what {
            finding.value.what = match part {
                Nth::Unit(unit) => What::Shift { unit, by: -1 },
                Nth::Weekday(day) => What::Weekday { day, step: Some(-1) },
            };
        }
    }
    out.retain(|f| !matches!(f.value.what, What::Nth { part: Nth::Unit(_), of: None, .. }));
    out
}

/// A finding joined with the one before it, which is taken out.
fn merged(text: &str, out: &mut Vec<Finding<Expr>>, b: &Finding<Expr>) -> Option<Finding<Expr>> {
    let at = out.iter().rposition(|f| !f.nested).filter(|_| !b.nested && b.lang == Lang::En)?;
    let a = &out[at];
    if a.lang != b.lang || a.span.end > b.span.start || b.span.start - a.span.end > GAP {
        return None;
    }
    let between = &text[a.span.end..b.span.start];
    let value = one(text, a, between.trim(), b).filter(|_| !between.contains('\n'))?;
    let joined = Finding { span: Span::new(a.span.start, b.span.end), value, ..a.clone() };
    out.truncate(at);
    Some(joined)
}

/// Whether an expression names a day to which a time of day may be given.
fn a_day(what: &What) -> bool {
    matches!(
        what,
        What::Point(Point { part: Part::Day(..) | Part::DayOf { .. } | Part::DayOn { .. }, .. })
            | What::Either(..)
            | What::Weekday { .. }
            | What::WeekdayOf { .. }
            | What::DayAlone(_)
            | What::Holiday { .. }
            | What::Shift { unit: Unit::Day, .. }
            | What::Beside { unit: Unit::Day, .. }
    )
}

/// The two as one mention.
fn one(text: &str, a: &Finding<Expr>, between: &str, b: &Finding<Expr>) -> Option<Expr> {
    let (left, right) = (&a.value, &b.value);
    match (&left.what, &right.what) {
        // "the first Monday of next month"
        (What::Nth { part, nth, of: None }, whole) if matches!(between, "of" | "in" | "of the" | "in the" | "") => {
            (holds(whole) && right.bound.is_none() && right.edge.is_none()).then(|| Expr {
                what: What::Nth { part: *part, nth: *nth, of: Some(Box::new(right.clone())) },
                ..left.clone()
            })
        }
        // "the last three weeks of this year", "the first three months of 2019"
        (What::Window { unit, count: Count::Exact(n), sign: -1 }, whole)
            if matches!(between, "of" | "in" | "of the" | "in the")
                && holds(whole)
                && right.bound.is_none()
                && text[a.span.range()].contains("ast ") =>
        {
            Some(Expr::new(some_units(*unit, -n, -1, Some(right))))
        }
        (What::Range(from, to), whole) if matches!(between, "of" | "in" | "of the" | "in the") && holds(whole) => {
            match (&from.what, &to.what) {
                (What::Nth { part: Nth::Unit(unit), nth, of: None }, What::Nth { nth: last, of: None, .. }) => {
                    Some(Expr::new(some_units(*unit, *nth, *last, Some(right))))
                }
                _ => None,
            }
        }
        // "8 p.m. on Friday"
        (What::Clock, day) if a_day(day) && right.clock.is_none() && matches!(between, "" | "on" | "," | "of") => {
            Some(timed(right, left.clock?))
        }
        // "Friday at 8 p.m.", "Monday morning at 8:30"
        (day, What::Clock)
            if a_day(day)
                && matches!(
                    between,
                    "" | "," | "at" | "at about" | "at around" | "around" | "from" | "for" | "in the" | "early in the"
                ) =>
        {
            match (left.clock, right.clock?) {
                (None, clock) => Some(timed(left, clock)),
                (Some(Clock::Part(part)), Clock::At { hour, minute }) => {
                    let late = matches!(part, "AF" | "EV" | "NI") && (1..12).contains(&hour);
                    Some(timed(left, Clock::At { hour: if late { hour + 12 } else { hour }, minute }))
                }
                (Some(_), _) => None,
            }
        }
        // "next week on Wednesday"
        (What::Shift { unit: Unit::Week, by }, What::Weekday { day, step: None })
            if matches!(between, "" | "on" | "," | "-" | "–") =>
        {
            Some(Expr { what: What::WeekdayOf { day: *day, week: *by }, ..right.clone() })
        }
        // "two years ago Friday"
        (What::Distance { unit, count: count @ Count::Exact(_), sign: -1, from: From::Now }, day)
            if a_day(day)
                && right.clock.is_none()
                && matches!(between, "" | "on" | "this")
                && !matches!(unit, Unit::Day) =>
        {
            let what = What::FromDate { unit: *unit, count: *count, sign: -1, base: Box::new(right.clone()) };
            Some(Expr::new(what))
        }
        // "2 years and 3 months ago", "a month, 21 days later"
        (What::Length { unit, count: count @ Count::Exact(_) }, What::Distance { unit: smaller, sign, .. })
            if unit > smaller && *smaller >= Unit::Day && matches!(between, "" | "," | "and") =>
        {
            let what = What::FromDate { unit: *unit, count: *count, sign: *sign, base: Box::new(right.clone()) };
            Some(Expr::new(what))
        }
        // "3 years, 2 months and 4 days ago", joined from behind
        (What::Length { unit, count: count @ Count::Exact(_) }, What::FromDate { unit: smaller, sign, base, .. })
            if unit > smaller
                && matches!(base.what, What::Distance { .. } | What::FromDate { .. })
                && matches!(between, "" | "," | "and") =>
        {
            let what = What::FromDate { unit: *unit, count: *count, sign: *sign, base: Box::new(right.clone()) };
            Some(Expr::new(what))
        }
        // "September 10, nineteen eighty", "Dec. 31 , 1994"
        (
            What::Point(Point { year: Year::Open, part: part @ (Part::Day(..) | Part::Month(_)) }),
            What::Point(Point { year: year @ Year::Given(_), part: Part::Whole }),
        ) if matches!(between, "" | "," | "of")
            && right.edge.is_none()
            && !text[b.span.range()].starts_with(char::is_uppercase) =>
        {
            Some(Expr { what: What::Point(Point { year: *year, part: *part }), ..left.clone() })
        }
        _ => None,
    }
}

/// Whether it is a whole whose parts can be counted.
fn holds(whole: &What) -> bool {
    matches!(
        whole,
        What::Shift { unit: Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade, .. }
            | What::Near { .. }
            | What::Beside { .. }
            | What::Point(Point {
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
    let announced =
        matches!(day.what, What::Weekday { step: None, .. }) && matches!(clock, Clock::At { .. }) && !day.past;
    Expr { clock: Some(clock), ahead: day.ahead || announced, ..day.clone() }
}

/// A length and the date that it is counted from: a date of its own, with the two inside.
fn counted(text: &str, a: &Finding<Expr>, between: &str, b: &Finding<Expr>) -> Option<Expr> {
    let head = &text[..a.span.start];
    let led = |word: &str| head.strip_suffix(word).is_some_and(|h| is_edge(text, h.len()));
    let what = &b.value.what;
    let named = a_day(what)
        || matches!(what, What::Near { .. })
        || what.point().is_some_and(|p| matches!(p.part, Part::Whole | Part::Month(_)));
    if !named || b.value.clock.is_some() || b.value.edge.is_some() {
        return None;
    }
    let (unit, count, sign) = match (&a.value.what, between) {
        (What::Length { unit, count: count @ Count::Exact(_) }, "before" | "prior to" | "ahead of") => {
            (unit, count, -1)
        }
        (
            What::Length { unit, count: count @ Count::Exact(_) }
            | What::Within { unit, count: count @ Count::Exact(_) },
            "after" | "from" | "following" | "starting" | "starting on" | "starting from" | "beginning"
            | "beginning on" | ", from" | ", starting" | ", beginning",
        ) => (unit, count, 1),
        (What::Distance { unit, count: count @ Count::Exact(_), sign: -1, from: From::Named }, "")
            if text[a.span.range()].ends_with("before") =>
        {
            (unit, count, -1)
        }
        _ => return None,
    };
    let base = Expr { bound: None, ..b.value.clone() };
    let moved = |by: i64| {
        let what = What::FromDate { unit: *unit, count: *count, sign: by, base: Box::new(base.clone()) };
        Box::new(Expr::new(what))
    };
    let until = |end: Box<Expr>| {
        let what = What::FromDate { unit: Unit::Day, count: Count::Exact(1), sign: -1, base: end };
        Expr::new(What::Range(Box::new(base.clone()), Box::new(Expr::new(what))))
    };
    let days = a_day(what) && *unit >= Unit::Day;
    // "closed for two weeks starting May 4", "for three days from today"; "less than two weeks after May 4"
    let begins = matches!(
        between,
        "starting"
            | "starting on"
            | "starting from"
            | "beginning"
            | "beginning on"
            | ", from"
            | ", starting"
            | ", beginning"
    );
    if days && (begins || sign > 0 && (between == "from" && led("for ") || led("less than ") || led("within "))) {
        return Some(until(moved(1)));
    }
    if begins {
        return None;
    }
    if days && led("more than ") {
        let bound = if sign > 0 { DateModifier::Since } else { DateModifier::Until };
        return Some(Expr { bound: Some(bound), ..*moved(sign) });
    }
    // "three years from 2010" is a length that begins then; "from" counts on only from a day.
    let from_year = between == "from" && !a_day(&b.value.what);
    (!from_year && *unit >= Unit::Day).then(|| *moved(sign))
}
