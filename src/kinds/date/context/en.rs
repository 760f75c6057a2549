//! The words around an English date.

use super::draft::Draft;
use super::tense;
use crate::gazetteer::Class;
use crate::kinds::date::expr::{Expr, Holiday, Part, Point, TimeExpr, Unit, Year};
use crate::kinds::date::phrase::{after, before, fills_line, preceded_by};
use crate::model::DateModifier;
use crate::text::boundary::{is_word, word_after};

/// Attaches the words around.
pub(super) fn attach(draft: &mut Draft<'_, '_, '_>) {
    draft.widen_right();
    draft.weekday_before();
    step_before(draft);
    weekday_after(draft);
    draft.edge_and_bound();
    if draft.expr.time.open() {
        look(draft);
    }
    draft.around_day();
    to_date(draft);
}

/// Tells whether an open date lies ahead or in the past.
fn look(draft: &mut Draft<'_, '_, '_>) {
    let (expr, span) = (&mut draft.expr, draft.span);
    let tense = tense::en::verbs(draft.m, span);
    // "until Friday" looks ahead unless a verb says otherwise.
    let until = !tense.past && expr.bound == Some(DateModifier::Until);
    // An entry of a plan: nothing but a day, or a weekday with its time.
    let timed = expr.clock.is_some() || !matches!(expr.time, TimeExpr::Weekday { .. });
    let part = expr.time.point().is_none_or(|p| matches!(p.part, Part::DayOn { .. }));
    // "the longest streak since February" looks back, whatever would be the longest.
    let since = preceded_by(draft.m, span.start, &["since", "since the"]).is_some();
    expr.ahead = tense.ahead && !since || until || timed && part && fills_line(draft.m, span);
    // A month of which no verb is past and one says what may be.
    let month = expr.time.point().is_some_and(|p| matches!(p.part, Part::Month(_)));
    expr.ahead |= month && !tense.past && !since && tense::en::may_be(draft.m, span);
    expr.past = tense.past;
    expr.bygone = tense.past && tense::en::past_before(draft.m, span);
}

/// Takes in a direction before a day: "next 6th of April", "this 5/12", "last December 12": the day
/// in the year that the direction leads to.
fn step_before(draft: &mut Draft<'_, '_, '_>) {
    let TimeExpr::Point(Point { year: Year::Open, part: Part::Day(month, day) }) = draft.expr.time
    else {
        return;
    };
    // "Last November, 13 people", "last May 20 ships": the number counts.
    let (m, start) = (draft.m, draft.span.start);
    let span = m.span();
    let counts = m.text[span.range()].contains(',')
        || m.words.is(Class::Counted, word_after(m.text, span.end));
    if counts || draft.expr.weekday.is_some() {
        return;
    }
    let Some((from, step)) = before(m, start, Class::Direction, &[' ']) else {
        return;
    };
    let plain = !m.words.is(Class::NotStep, m.text[from..start].trim_end());
    if let Ok(step) = step.parse()
        && plain
    {
        let day = Holiday::Fixed(month, day);
        draft.expr.time =
            TimeExpr::Holiday { day, year: Year::Open, step: Some(step), weekend: false };
        draft.span.start = from;
    }
}

/// Takes in a weekday that stands behind a day and ends its clause: "July 18, Fri", "July 18
/// (Friday)".
fn weekday_after(draft: &mut Draft<'_, '_, '_>) {
    if draft.expr.weekday.is_some()
        || !matches!(draft.expr.time, TimeExpr::Point(Point { part: Part::Day(..), .. }))
    {
        return;
    }
    let (m, at) = (draft.m, draft.span.end);
    let tail = &m.text[at..];
    let close = if tail.starts_with(" (") { ")" } else { "" };
    let Some(rest) = tail.strip_prefix(", ").or_else(|| tail.strip_prefix(" (")) else {
        return;
    };
    let word = &rest[..rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())];
    let value =
        m.words.value(Class::Weekday, word).or_else(|| m.words.value(Class::WeekdayShort, word));
    let behind = &rest[word.len()..];
    let ends = if close.is_empty() {
        behind.is_empty() || behind.starts_with(['.', ',', ')', '\n'])
    } else {
        behind.starts_with(close)
    };
    if let Some(weekday) = value.filter(|_| ends) {
        draft.expr.weekday = weekday.parse().ok();
        draft.span.end = at + 2 + word.len() + close.len();
    }
}

/// Takes in "to date" behind a date: "from March to date" goes up to yesterday, as "the year to
/// date" does.
fn to_date(draft: &mut Draft<'_, '_, '_>) {
    if draft.expr.time.point().is_some()
        && let Some((end, _)) = after(draft.m, draft.span.end, Class::ToDate)
    {
        let from = Expr { bound: None, ahead: false, ..draft.expr.clone() };
        draft.expr = Expr::range(from, Expr::new(TimeExpr::Shift { unit: Unit::Day, by: -1 }));
        draft.span.end = end;
    }
}
