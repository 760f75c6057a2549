//! Resolves the expressions of a document in order, and remembers what the text named.

use super::day_or_month_first;
use super::focus::Focus;
use super::narrative::{is_history, leaps};
use crate::kinds::context::Context;
use crate::kinds::date::expr::{Expr, TimeExpr, Unit};
use crate::kinds::date::value::edtf::CalendarUnit;
use crate::kinds::date::value::times::Times;
use crate::kinds::rule::Finding;
use crate::model::{DateBasis, DateOrder, Normal, Span};
use jiff::civil::Date;
use std::cell::Cell;

/// What a document says about its dates, up to the place that is being resolved.
pub(super) struct Resolver {
    /// The publication day.
    pub(super) published: Option<Date>,
    /// Whether the text is a history: it tells of another time than its own.
    pub(super) history: bool,
    /// The order of day and month in numeric dates, if anything tells it.
    pub(super) order: Option<DateOrder>,
    /// The last calendar time that the text named, and the byte where it ends.
    pub(super) named: Option<(CalendarUnit, usize)>,
    /// The time that the passage speaks of.
    pub(super) focus: Focus,
    /// Whether open dates are read as news, whatever the passage speaks of: the end of a range
    /// whose start is news.
    pub(super) news: Cell<bool>,
    /// The range resolved last: where it stands, and its ends.
    pub(super) ends: Option<(Span<Normal>, Times)>,
    /// In a history, a bare year far from that one, until another confirms it.
    aside: Option<CalendarUnit>,
}

impl Resolver {
    /// Reads what the chosen findings of a document say together.
    pub(super) fn new(context: &Context<'_>, chosen: &[Finding<Expr>]) -> Self {
        Self {
            published: context.published,
            history: context.published.is_some_and(|now| is_history(chosen, now)),
            order: day_or_month_first::of(context, chosen),
            named: None,
            focus: Focus::default(),
            news: Cell::new(false),
            ends: None,
            aside: None,
        }
    }

    /// The day that open expressions count from: the publication day, in a history the day that the
    /// text has come to.
    pub(super) fn now(&self) -> Option<Date> {
        match self.named {
            Some((unit, _)) if self.history => unit.days().map(|d| d.0),
            _ => self.published,
        }
    }

    /// What [`Resolver::now`] rests on.
    pub(super) fn now_basis(&self) -> DateBasis {
        if self.history && self.named.is_some() { DateBasis::Text } else { DateBasis::DocumentDate }
    }

    /// What `read` makes of the day that open expressions count from.
    pub(super) fn by_now(&self, read: impl Fn(Date) -> Option<CalendarUnit>) -> Times {
        Times::one(self.now().and_then(read), self.now_basis())
    }

    /// What `read` makes of the publication day.
    pub(super) fn by_published(&self, read: impl Fn(Date) -> Option<CalendarUnit>) -> Times {
        Times::one(self.published.and_then(read), DateBasis::DocumentDate)
    }

    /// Remembers what an expression that ends at byte `at` named.
    pub(super) fn remember(&mut self, expr: &Expr, times: &Times, at: usize) {
        let points = matches!(
            expr.time,
            TimeExpr::Point(_)
                | TimeExpr::Either(..)
                | TimeExpr::Shift { .. }
                | TimeExpr::Near { .. }
                | TimeExpr::Weekday { .. }
                | TimeExpr::Distance { .. }
                | TimeExpr::FromLastNamed { .. }
                | TimeExpr::DayAlone(_)
                | TimeExpr::Holiday { .. }
                | TimeExpr::FromDate { .. }
                | TimeExpr::Nth { .. }
                | TimeExpr::Fraction { .. }
        );
        // "today" in a history is the day of writing, not the time of the story.
        // The time of "am Morgen des folgenden Tages" moves with the day behind it.
        if expr.clock.is_some() && matches!(expr.time, TimeExpr::FromLastNamed { .. }) {
            return;
        }
        let of_writing = matches!(expr.time, TimeExpr::Shift { unit: Unit::Day, .. });
        let Some(first) = times.first().filter(|_| points && !(self.history && of_writing)) else {
            return;
        };
        if self.history
            && leaps(self.named.map(|n| n.0), expr, first)
            && leaps(self.aside.replace(first), expr, first)
        {
            return;
        }
        if first.days().is_some() {
            self.named = Some((first, at));
        }
    }
}
