//! English builders for what is counted inside something longer, or left open: "the first Monday
//! of", "the 15th", "two Sundays ago", "on Wed.".

use super::numeric;
use crate::gazetteer::Class;
use crate::kinds::date::build::coordinated;
use crate::kinds::date::context::attach_context;
use crate::kinds::date::expr::{Cycle, Expr, Nth, Placed, TimeExpr, Unit};
use crate::kinds::date::fields::{day_of, month_of, ordinal, small, unit, unit_of};
use crate::kinds::date::phrase::{before, nearby};
use crate::kinds::rule::{Finding, Match};
use crate::text::boundary::{is_word, word_after};

/// "the first Monday", "the third-last week": a part that a whole must follow (joined later), or
/// "of the month" in group `of`.
pub(crate) fn nth(m: &Match<'_, '_>) -> Option<Placed> {
    let nth = match m.get("ord")? {
        word if m.words.is(Class::Final, word) => -1,
        _ => ordinal(m, "ord")? * if m.has("back") { -1 } else { 1 },
    };
    let part = if m.has("weekday") {
        Nth::Weekday(small(m.int(Class::Weekday, "weekday")?)?)
    } else {
        Nth::Unit(unit(m)?)
    };
    // "the second half of the 1980s" is a fraction, "the third quarter of 2018" a quarter.
    if nth > 0 && matches!(part, Nth::Unit(Unit::Quarter | Unit::Half)) {
        return None;
    }
    let of = if m.has("of") {
        Some(Box::new(Expr::new(TimeExpr::Shift { unit: unit_of(m, "of")?, by: 0 })))
    } else {
        None
    };
    // "last Monday" alone points from now.
    let bare = of.is_none() && nth < 0 && !matches!(word_after(m.text, m.span().end), "of" | "in");
    (!bare).then(|| (m.span(), Expr::new(TimeExpr::Nth { part, nth, of })))
}

/// "on the 15th": a day of a month that is not said. Not a hole, an inning or a floor.
pub(crate) fn day_alone(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let day = day_of(m, "day")?;
    if let Some(expr) = numeric::day_alone(m) {
        return Some(m.whole(expr));
    }
    let span = m.span();
    before(m, span.start, Class::DayOpener, &[' '])?;
    let tail = m.tail();
    let closed = tail.trim_start().is_empty()
        || tail.starts_with(['.', ',', ';', ')', '?', '!', '\n', '"'])
        || [" - ", " – "].iter().any(|dash| tail.starts_with(dash))
        || m.words.is(Class::AfterDay, word_after(m.text, span.end));
    let around = nearby(m, span.start, 120);
    let played = around.split(|c: char| !is_word(c)).any(|w| m.words.is(Class::NotDay, w));
    (closed && !played).then(|| attach_context(m, span, Expr::new(TimeExpr::DayAlone(day))))
}

/// "the first three months" of a whole that follows: its parts from the first on. They get the
/// whole when neighbours are joined.
pub(crate) fn first_units(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let of = matches!(word_after(m.text, m.span_of("unit")?.end), "of" | "in");
    if of { coordinated::first_units(m) } else { None }
}

/// "two Sundays ago", "three Fridays from now".
pub(crate) fn weekday_away(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let day = small(m.int(Class::Weekdays, "days")?)?;
    let count = m.whole_number("n").filter(|n| (1..=52).contains(n))?;
    Some(TimeExpr::WeekdayAway { day, count: if m.has("ago") { -count } else { count } })
}

/// "the week after next", "the Friday after next".
pub(crate) fn after_next(m: &Match<'_, '_>) -> Option<TimeExpr> {
    if let Some(month) = month_of(m, "month") {
        return Some(TimeExpr::Near { cycle: Cycle::Month(month), step: 2 });
    }
    if m.has("weekday") {
        return Some(TimeExpr::WeekdayAway {
            day: small(m.int(Class::Weekday, "weekday")?)?,
            count: 2,
        });
    }
    Some(TimeExpr::Shift { unit: unit(m)?, by: 2 })
}

/// "Thu", "on Wed.": a short weekday, where a preposition, a time or nothing else stands beside it.
/// Not the Sun or a SAT.
pub(crate) fn weekday_short(m: &Match<'_, '_>) -> Option<Placed> {
    let day =
        small(m.int(Class::WeekdayAbbr, "weekday").or_else(|| m.int(Class::WeekdayWord, "word"))?)?;
    let span = m.span();
    let (head, tail) = (m.head(), m.tail());
    let tail = if tail == "." { "" } else { tail };
    let alone =
        (head.is_empty() || head.ends_with('\n')) && (tail.is_empty() || tail.starts_with('\n'));
    let week = before(m, span.start, Class::OfWeek, &[' ']).is_some();
    // "sat at the table", "sun 2 hours"
    let word = m.has("word");
    let next = word_after(m.text, span.end);
    let opened = before(m, span.start, Class::WeekdayOpener, &[' ']).is_some()
        && (next.is_empty() || m.words.is(Class::AfterDay, next));
    let timed = tail.starts_with(" at ")
        || tail.starts_with(' ') && tail[1..].starts_with(|c: char| c.is_ascii_digit());
    (alone || week || !word && (opened || timed))
        .then(|| (span, Expr::new(TimeExpr::Weekday { day, step: None })))
}
