//! Two neighbours that are one date together, whatever the language.

use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::date::expr::{Clock, Count, Expr, Nth, Part, Point, TimeExpr, Unit};
use crate::kinds::rule::Finding;
use crate::model::{Lang, Span};
use crate::text::boundary::word_after;

/// How far two neighbours may stand apart, in bytes.
const GAP: usize = 16;

/// Two findings side by side, and the words between them.
pub(super) struct Pair<'a> {
    pub(super) words: &'a Vocabulary,
    pub(super) text: &'a str,
    pub(super) a: &'a Finding<Expr>,
    pub(super) between: &'a str,
    pub(super) b: &'a Finding<Expr>,
}

/// The place of the last finding before `b`, if `read` joins the two, and what they are together.
pub(super) fn neighbour(
    context: &Context<'_>,
    before: &[Finding<Expr>],
    b: &Finding<Expr>,
    lang: Lang,
    read: impl Fn(&Pair<'_>) -> Option<Expr>,
) -> Option<(usize, Expr)> {
    let at = before.iter().rposition(|f| !f.nested).filter(|_| !b.nested && b.lang == lang)?;
    let a = &before[at];
    if a.lang != b.lang || a.span.end > b.span.start || b.span.start - a.span.end > GAP {
        return None;
    }
    let (words, text) = (context.words(lang), &*context.text.normal);
    let between = &text[a.span.end..b.span.start];
    if between.contains('\n') {
        return None;
    }
    read(&Pair { words, text, a, between: between.trim(), b }).map(|expr| (at, expr))
}

/// Joins the neighbours of one language that `one` reads as one mention.
pub(super) fn join_by(
    context: &Context<'_>,
    found: Vec<Finding<Expr>>,
    lang: Lang,
    one: impl Fn(&Pair<'_>) -> Option<Expr>,
) -> Vec<Finding<Expr>> {
    if !found.iter().any(|f| f.lang == lang) {
        return found;
    }
    let mut out: Vec<Finding<Expr>> = Vec::with_capacity(found.len());
    for mut b in found {
        while let Some((at, value)) = neighbour(context, &out, &b, lang, &one) {
            b = Finding {
                span: Span::new(out[at].span.start, b.span.end),
                value,
                ..out[at].clone()
            };
            out.truncate(at);
        }
        out.push(b);
    }
    out
}

/// The findings, with what waited for a whole that did not follow read without it.
pub(super) fn settled(context: &Context<'_>, mut found: Vec<Finding<Expr>>) -> Vec<Finding<Expr>> {
    found.iter_mut().for_each(|finding| settle(&context.text.normal, finding));
    found.retain(|f| !matches!(f.value.time, TimeExpr::Nth { part: Nth::Unit(_), of: None, .. }));
    found
}

/// Reads a part that no whole followed.
pub(super) fn settle(text: &str, finding: &mut Finding<Expr>) {
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
pub(super) fn a_day(time: &TimeExpr) -> bool {
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

/// A part and its whole: "the first Monday of next month", "the first three months of 2019".
///
/// Where words are inflected the whole stands behind its part without a word: «первые три месяца
/// 2019 года», "im letzten Quartal 2012".
pub(super) fn part_of_whole(
    &Pair { words, text, a, between, b }: &Pair<'_>,
    inflects: bool,
) -> Option<Expr> {
    let (left, right) = (&a.value, &b.value);
    let of = words.is(Class::WholeLink, between);
    if !holds(&right.time) || !(of || between.is_empty()) {
        return None;
    }
    let unbound = right.bound.is_none();
    let inflected = between.is_empty() && inflects;
    let smaller = |unit: Unit| {
        let whole = whole_unit(&right.time);
        unit >= Unit::Week && whole.is_some_and(|whole| unit < whole && whole > Unit::Weekend)
    };
    match (&left.time, unbound) {
        // "the first Monday of next month"
        (TimeExpr::Nth { part, nth, of: None }, true) if right.edge.is_none() => {
            let time = TimeExpr::Nth { part: *part, nth: *nth, of: Some(Box::new(right.clone())) };
            Some(Expr { time, ..left.clone() })
        }
        // "the last three weeks of this year"
        (TimeExpr::Window { unit, count: Count::Exact(n), sign: -1 }, true)
            if (of || inflected)
                && text[a.span.range()].split(' ').any(|word| words.is(Class::Last, word)) =>
        {
            Some(Expr::parts(*unit, -n, -1, Some(right)))
        }
        // "the first three months of 2019"
        (TimeExpr::Range(from, to), _) if of || inflected => match (&from.time, &to.time) {
            (
                TimeExpr::Nth { part: Nth::Unit(unit), nth, of: None },
                TimeExpr::Nth { nth: last, of: None, .. },
            ) => {
                // The first three weeks of a month are its first 21 days.
                let days = *unit == Unit::Week
                    && whole_unit(&right.time) == Some(Unit::Month)
                    && *nth == 1;
                Some(if days {
                    Expr::parts(Unit::Day, 1, 7 * last, Some(right))
                } else {
                    Expr::parts(*unit, *nth, *last, Some(right))
                })
            }
            _ => None,
        },
        // "im letzten Quartal 2012", «последний месяц 2018 года»
        (TimeExpr::Shift { unit, by: -1 }, true)
            if inflects
                && smaller(*unit)
                && words.is(Class::Last, word_after(text, a.span.start)) =>
        {
            let of = Some(Box::new(right.clone()));
            let time = TimeExpr::Nth { part: Nth::Unit(*unit), nth: -1, of };
            Some(Expr { time, ..left.clone() })
        }
        _ => None,
    }
}

/// A length in several units, the larger first: "two years and six months", «2 минуты 56 секунд».
pub(super) fn long_length(&Pair { words, a, between, b, .. }: &Pair<'_>) -> Option<Expr> {
    let linked =
        matches!(between, "" | ",") || words.value(Class::DateLink, between) == Some("and");
    let TimeExpr::Length { unit, count: count @ (Count::Exact(_) | Count::Thousandths(_)) } =
        b.value.time
    else {
        return None;
    };
    let mut parts = if let TimeExpr::Lengths(parts) = &a.value.time {
        parts.clone()
    } else if let TimeExpr::Length { unit, count: count @ Count::Exact(_) } = &a.value.time {
        vec![(*unit, *count)]
    } else {
        return None;
    };
    let smaller = parts.last().is_some_and(|(last, _)| unit < *last);
    (linked && smaller && b.value.bound.is_none()).then_some(())?;
    parts.push((unit, count));
    Some(Expr { time: TimeExpr::Lengths(parts), ..a.value.clone() })
}

/// The unit of a whole.
pub(super) fn whole_unit(whole: &TimeExpr) -> Option<Unit> {
    if let TimeExpr::Shift { unit, .. } | TimeExpr::FromLastNamed { unit, .. } = whole {
        return Some(*unit);
    }
    match whole.point()?.part {
        Part::Whole => Some(Unit::Year),
        Part::Month(_) => Some(Unit::Month),
        Part::Quarter(_) | Part::Season(_) => Some(Unit::Quarter),
        Part::Half(_) => Some(Unit::Half),
        Part::Decade(_) => Some(Unit::Decade),
        Part::Century(_) => Some(Unit::Century),
        Part::Day(..) | Part::DayOf { .. } | Part::DayOn { .. } | Part::Week(_) => None,
    }
}

/// Whether it is a whole whose parts can be counted.
pub(super) fn holds(whole: &TimeExpr) -> bool {
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
pub(super) fn timed(day: &Expr, clock: Clock) -> Expr {
    let announced = matches!(day.time, TimeExpr::Weekday { step: None, .. })
        && matches!(clock, Clock::At { .. })
        && !day.past;
    Expr { clock: Some(clock), ahead: day.ahead || announced, ..day.clone() }
}
