//! Builders for what is told from another time: weekdays, directions, distances, windows; and for
//! lengths and repetitions.

use crate::gazetteer::Class;
use crate::kinds::date::expr::{
    Clock, Count, Cycle, Expr, From, Placed, Reference, TimeExpr, Unit,
};
use crate::kinds::date::fields::{count, either, month_of, small, unit, unit_of};
use crate::kinds::date::phrase::{before, glued_at};
use crate::kinds::rule::{Finding, Match};
use crate::model::{Normal, Span};

/// A direction and what it applies to: "last Friday", "next March", «прошлой осенью». `of_unit`
/// reads a unit with its direction.
pub(crate) fn near(
    m: &Match<'_, '_>,
    of_unit: impl Fn(&Match<'_, '_>, Unit, i64) -> Option<TimeExpr>,
) -> Option<TimeExpr> {
    let step = m.int(Class::Direction, "dir")?;
    if let Some(day) =
        m.int(Class::Weekday, "weekday").or_else(|| m.int(Class::WeekdayAbbr, "short"))
    {
        return Some(TimeExpr::Weekday { day: small(day)?, step: Some(step) });
    }
    if let Some(month) = month_of(m, "month") {
        return Some(TimeExpr::Near { cycle: Cycle::Month(month), step });
    }
    if let Some(season) = m.int(Class::Season, "season") {
        return Some(TimeExpr::Near { cycle: Cycle::Season(small(season)?), step });
    }
    let unit = unit(m)?;
    if unit == Unit::Fortnight && step != 0 {
        return Some(TimeExpr::Window {
            unit: Unit::Week,
            count: Count::Exact(2),
            sign: step.signum(),
        });
    }
    of_unit(m, unit, step)
}

/// A unit with a direction: "last week"; in the plural a stretch of them: "the coming years".
pub(crate) fn shifted(unit: Unit, step: i64, plural: bool) -> Option<TimeExpr> {
    if plural && unit != Unit::Weekend {
        return (step != 0).then_some(TimeExpr::Window {
            unit,
            count: Count::Some,
            sign: step.signum(),
        });
    }
    Some(TimeExpr::Shift { unit, by: step })
}

/// "today", «вчера», "übermorgen".
pub(crate) fn day_shift(m: &Match<'_, '_>) -> Option<TimeExpr> {
    Some(TimeExpr::Shift { unit: Unit::Day, by: m.int(Class::DayShift, "shift")? })
}

/// "this morning", "last night", «прошлой ночью».
pub(crate) fn daypart_near(m: &Match<'_, '_>) -> Option<Expr> {
    let clock = Clock::part(m.words.value(Class::Daypart, m.get("part")?)?);
    let by = m.int(Class::Direction, "dir")?;
    Some(Expr { clock, ..Expr::new(TimeExpr::Shift { unit: Unit::Day, by }) })
}

/// "the week", "the end of the year": the unit of now, only where an edge stands before it, which
/// becomes a part of the finding with the other words around.
pub(crate) fn unit_edge(m: &Match<'_, '_>) -> Option<Placed> {
    let span = m.span_of("unit")?;
    let (_, edge) = before(m, span.start, Class::Edge, &[' ', '-'])?;
    let unit = unit(m)?;
    // "the rest of the day" is no part of the calendar.
    (unit != Unit::Day || edge != "rest")
        .then(|| (span, Expr::new(TimeExpr::Shift { unit, by: 0 })))
}

/// "the weekend".
pub(crate) fn weekend(_: &Match<'_, '_>) -> Option<TimeExpr> {
    Some(TimeExpr::Weekend)
}

/// A number of units: a distance if a word before it (groups `after_now`, `after_named`) or behind
/// it (`ago`, `ahead`, `later`, `earlier`) says from where, else a length, which `length` reads.
///
/// `named` tells whether "later" and "earlier" point from what the text named.
pub(crate) fn amount(
    m: &Match<'_, '_>,
    named: bool,
    length: impl Fn(&Match<'_, '_>, Span<Normal>) -> Option<TimeExpr>,
) -> Option<Finding<Expr>> {
    let (whole, start, end) = (m.span(), amount_start(m), m.span_of("unit")?.end);
    let told = |group| is_spaced(m) && m.has(group);
    let behind = |sign, from| distance(m, Span::new(start, whole.end), sign, from);
    let before = |sign, from| distance(m, Span::new(whole.start, end), sign, from);
    let found = if told("ago") {
        behind(-1, From::Now)
    } else if told("ahead") {
        behind(1, From::Now)
    } else if told("later") && named {
        behind(1, From::Named)
    } else if told("earlier") && named {
        behind(-1, From::Named)
    } else if told("after_now") {
        before(1, From::Now)
    } else if told("after_named") {
        before(1, From::Named)
    } else {
        None
    };
    let span = Span::new(start, end);
    found.or_else(|| Some(m.at(span, Expr::new(length(m, span)?))))
}

/// Where a number of units begins: before the bracket in "[Ten] years ago", as an editor wrote it.
pub(crate) fn amount_start(m: &Match<'_, '_>) -> usize {
    let Some(n) = m.span_of("n") else {
        return m.span().start;
    };
    let bracket = m.text[..n.start].ends_with('[') && m.text[n.end..].starts_with(']');
    n.start - usize::from(bracket)
}

/// Whether a space, not a hyphen, stands between the number and its unit.
pub(crate) fn is_spaced(m: &Match<'_, '_>) -> bool {
    m.span_of("n").is_none_or(|n| m.text[n.end..].trim_start_matches(']').starts_with(' '))
}

/// A distance whose preposition stands before the anchor: "vor zwei Jahren", "in 2 weeks".
pub(crate) fn distance_from_now(m: &Match<'_, '_>, sign: i64) -> Option<Finding<Expr>> {
    distance(m, Span::new(m.span().start, m.span_of("unit")?.end), sign, From::Now)
}

/// A number of units, one without group `n`, from a time: `sign` 1 after it, −1 before it. A vague
/// number points to the past or the future as a whole.
pub(crate) fn distance(
    m: &Match<'_, '_>,
    span: Span<Normal>,
    sign: i64,
    from: From,
) -> Option<Finding<Expr>> {
    let count = if m.has("n") { count(m)? } else { Count::Exact(1) };
    let time = match count {
        Count::Some | Count::Few if sign < 0 => TimeExpr::Reference(Reference::Past),
        Count::Some | Count::Few => TimeExpr::Reference(Reference::Future),
        // "six minutes later" is no other day.
        // "in 30.62 seconds": how long a race took, which another rule reads.
        Count::Thousandths(_) => return None,
        Count::Exact(_) | Count::AndHalf(_)
            if from == From::Named
                && matches!(unit(m)?, Unit::Second | Unit::Minute | Unit::Hour) =>
        {
            TimeExpr::Length { unit: unit(m)?, count }
        }
        Count::Exact(_) | Count::AndHalf(_) => {
            TimeExpr::Distance { unit: unit(m)?, count, sign, from }
        }
    };
    Some(m.at(span, Expr::new(time)))
}

/// A unit beside the date that the text named: "the following day", "am Tag darauf".
pub(crate) fn beside_named(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let unit = unit(m).or_else(|| unit_of(m, "unit2"))?;
    let by = if either(m, "after", "after2").is_some() { 1 } else { -1 };
    Some(TimeExpr::FromLastNamed { unit, by })
}

/// "the last two weeks", «последние две недели», "die kommenden drei Tage".
pub(crate) fn window(m: &Match<'_, '_>) -> Option<Expr> {
    let step = m.int(Class::Direction, "dir").filter(|s| *s != 0)?;
    Some(Expr::new(TimeExpr::Window { unit: unit(m)?, count: count(m)?, sign: step.signum() }))
}

/// "three months", «двух дней», "zweieinhalb Jahre".
pub(crate) fn length(m: &Match<'_, '_>, span: Span<Normal>) -> Option<TimeExpr> {
    (!glued_at(m, span)).then_some(TimeExpr::Length { unit: unit(m)?, count: count(m)? })
}

/// "every year", "jeden zweiten Tag", "täglich", "montags".
pub(crate) fn every(m: &Match<'_, '_>) -> Option<Expr> {
    if let Some(day) = m.int(Class::Weekday, "weekday").or_else(|| m.int(Class::Weekdays, "days")) {
        return Some(Expr::new(TimeExpr::EveryWeekday(small(day)?)));
    }
    let unit = match m.get("every") {
        Some(word) => Unit::from_value(m.words.value(Class::Every, word)?)?,
        None => unit(m)?,
    };
    let count = if m.has("n") {
        m.whole_number("n").or_else(|| m.int(Class::Ordinal, "n"))?
    } else if m.has("n2") {
        m.whole_number("n2")?
    } else {
        1
    };
    Some(Expr::new(TimeExpr::Every { unit, count }))
}

/// "now", "recently", «в настоящее время».
pub(crate) fn reference(m: &Match<'_, '_>) -> Option<Expr> {
    Some(Expr::new(TimeExpr::Reference(Reference::from_value(
        m.words.value(Class::Ref, m.get("ref")?)?,
    )?)))
}

/// "innerhalb von zwei Wochen": the days from now on, or a length where the sentence tells of the
/// past.
pub(crate) fn within(m: &Match<'_, '_>, past: bool) -> Option<Expr> {
    let (unit, count) = (unit(m)?, count(m)?);
    Some(Expr::new(if past {
        TimeExpr::Length { unit, count }
    } else {
        TimeExpr::Within { unit, count }
    }))
}

/// A weekday alone.
pub(crate) fn weekday(m: &Match<'_, '_>) -> Option<TimeExpr> {
    Some(TimeExpr::Weekday { day: small(m.int(Class::Weekday, "weekday")?)?, step: None })
}
