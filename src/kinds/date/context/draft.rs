//! A date whose context is being attached: the steps that all languages share.

use super::edge::{self, modifier};
use crate::gazetteer::Class;
use crate::kinds::date::expr::{Clock, Expr, Part, Point, TimeExpr, Unit, Year};
use crate::kinds::date::phrase::{after, before, weekday_before};
use crate::kinds::rule::{Finding, Match};
use crate::model::{DateModifier, Normal, Span};
use crate::text::boundary::word_after;

/// A date under construction: its span grows by the words around that belong to it.
pub(super) struct Draft<'m, 'w, 't> {
    /// The match.
    pub(super) m: &'m Match<'w, 't>,
    /// The span so far.
    pub(super) span: Span<Normal>,
    /// The expression so far.
    pub(super) expr: Expr,
}

impl Draft<'_, '_, '_> {
    /// The date with what was attached to it.
    pub(super) fn finding(self) -> Finding<Expr> {
        self.m.at(self.span, self.expr)
    }

    /// Extends the span to the right: by "of last year" after an open date, by "next week" after a
    /// weekday, and by a part of day after any day.
    pub(super) fn widen_right(&mut self) {
        if let TimeExpr::Point(Point { year: year @ Year::Open, .. }) = &mut self.expr.time
            && let Some((end, value)) = after(self.m, self.span.end, Class::OfYear)
        {
            // "of that year" only extends the span: the year stays open and is resolved like any
            // other open year.
            if let Ok(by) = value.parse() {
                *year = Year::Shift(by);
            }
            self.span.end = end;
        }
        self.of_week();
        let a_day = matches!(
            self.expr.time,
            TimeExpr::Point(Point { part: Part::Day(..) | Part::DayOf { .. }, .. })
                | TimeExpr::Weekday { .. }
                | TimeExpr::WeekdayOf { .. }
                | TimeExpr::Holiday { .. }
                | TimeExpr::Shift { unit: Unit::Day, .. }
        );
        if a_day
            && self.expr.clock.is_none()
            && let Some((end, value)) = after(self.m, self.span.end, Class::Daypart)
        {
            self.expr.clock = Clock::part(value);
            self.span.end = end;
            // "Wednesday evening next week"
            self.of_week();
        }
    }

    /// Takes in "next week" behind a weekday.
    fn of_week(&mut self) {
        if let TimeExpr::Weekday { day, step: None } = self.expr.time
            && let Some((end, value)) = after(self.m, self.span.end, Class::OfWeek)
            && let Ok(week) = value.parse()
        {
            self.expr.time = TimeExpr::WeekdayOf { day, week };
            self.span.end = end;
        }
    }

    /// Takes in a weekday before a day: "Friday, July 18".
    pub(super) fn weekday_before(&mut self) {
        if matches!(
            self.expr.time,
            TimeExpr::Point(Point { part: Part::Day(..), .. }) | TimeExpr::Either(..)
        ) && let Some((start, weekday)) = weekday_before(self.m, self.span.start)
        {
            self.expr.weekday = weekday.parse().ok();
            self.span.start = start;
        }
    }

    /// Adds "the end of" to the span. Reads "since" before it or "or later" after it, which stay
    /// outside.
    pub(super) fn edge_and_bound(&mut self) {
        self.fraction();
        let (m, span, expr) = (self.m, &mut self.span, &mut self.expr);
        let hyphened = m.text[..span.start].ends_with('-');
        let edge = before(m, span.start, Class::Edge, &[' ', '-']);
        let edge =
            edge.or_else(|| before(m, span.start, Class::EdgeHyphen, &['-']).filter(|_| hyphened));
        // "Beginn 2. Juli": something begins on that day; "early on Monday" is a part of it.
        let day = matches!(
            expr.time,
            TimeExpr::Point(Point { part: Part::Day(..), .. }) | TimeExpr::Holiday { .. }
        );
        let holiday = matches!(expr.time, TimeExpr::Holiday { .. });
        let fits = |start: usize| {
            let words = m.text[start..span.start].trim_end_matches([' ', '-']);
            // "closed early on Christmas Eve"
            let value = m.words.value(Class::DayEdge, words);
            !day || value.is_some_and(|value| value != "day" || !holiday)
        };
        if let Some((start, value)) = edge.filter(|(start, _)| fits(*start)) {
            edge::apply(expr, value);
            span.start = start;
        }
        if let Some((_, value)) = before(m, span.start, Class::Bound, &[' '])
            && !edge::is_with(m, *span, value)
        {
            expr.bound = modifier(value);
        }
        // "2016 or later", "from 2016 onwards"
        let closing = after(m, span.end, Class::BoundClosing)
            .filter(|(end, _)| word_after(m.text, *end).is_empty());
        if let Some((_, value)) = after(m, span.end, Class::BoundAfter).or(closing)
            && matches!(expr.bound, None | Some(DateModifier::About))
        {
            expr.bound = modifier(value);
        }
        // "before the end of 2018" includes all of 2018: until. So does "after the start of":
        // since.
        match (expr.bound, expr.edge) {
            (Some(DateModifier::Before), Some(DateModifier::End)) => {
                expr.bound = Some(DateModifier::Until);
            }
            (Some(DateModifier::After), Some(DateModifier::Start)) => {
                expr.bound = Some(DateModifier::Since);
            }
            _ => {}
        }
    }

    /// Takes in "the second half of the" before a decade or century, a year or a month.
    fn fraction(&mut self) {
        let whole = matches!(
            self.expr.time,
            TimeExpr::Point(Point {
                part: Part::Whole | Part::Month(_) | Part::Decade(_) | Part::Century(_),
                ..
            })
        );
        if whole
            && let Some((start, value)) = before(self.m, self.span.start, Class::FractionOf, &[' '])
            && let Some((nth, of)) = value.split_once('/')
            && let (Ok(nth), Ok(of)) = (nth.parse(), of.parse())
        {
            let whole = Box::new(self.expr.clone());
            self.expr = Expr::new(TimeExpr::Fraction { nth, of, whole });
            self.span.start = start;
        }
    }

    /// Extends the span by words before a day that make it another time: "the week of", "the night
    /// of".
    pub(super) fn around_day(&mut self) {
        let a_day = matches!(
            self.expr.time,
            TimeExpr::Point(Point { part: Part::Day(..), .. })
                | TimeExpr::Either(..)
                | TimeExpr::DayAlone(_)
                | TimeExpr::Weekday { .. }
                | TimeExpr::Holiday { .. }
        );
        if !a_day || self.expr.edge.is_some() {
            return;
        }
        if self.expr.clock.is_none()
            && !matches!(self.expr.time, TimeExpr::Weekday { .. })
            && let Some((start, _)) = before(self.m, self.span.start, Class::WeekOf, &[' '])
        {
            let day = Expr { bound: None, ..self.expr.clone() };
            self.expr = Expr::new(TimeExpr::WeekWith(Box::new(day)));
            self.span.start = start;
        } else if let Some((start, value)) = before(self.m, self.span.start, Class::PartOf, &[' '])
            && let Some(clock) = Clock::part(value)
        {
            self.expr.clock = Some(clock);
            self.span.start = start;
        }
    }
}
