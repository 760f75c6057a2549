//! Places in the calendar whose year may be open.

use super::calendar::{SOON_DAYS, day_of, day_on, open_year};
use super::narrative::year_after;
use super::parts::on_weekday;
use super::resolver::Resolver;
use crate::kinds::date::expr::{Expr, Part, Point, Year};
use crate::kinds::date::value::edtf::CalendarUnit;
use crate::kinds::date::value::times::Times;
use crate::model::{DateBasis, DateOrder};
use jiff::civil::Date;

/// How many bytes before a bare day ("am 15.") its month may stand.
const MONTH_REACH: usize = 60;

/// How many bytes a named year holds for in a text without publication date.
const YEAR_REACH: usize = 1500;

impl Resolver {
    /// A numeric date with two readings, the one of the document's order first.
    pub(super) fn either(
        &self,
        day_first: Point,
        month_first: Point,
        expr: &Expr,
        at: usize,
    ) -> Option<Times> {
        let (mut a, mut b) = (self.point(day_first, expr, at)?, self.point(month_first, expr, at)?);
        if self.order == Some(DateOrder::MonthFirst) {
            std::mem::swap(&mut a, &mut b);
        }
        let other = if self.order.is_none() { b.first() } else { None };
        Some(a.with_other(other))
    }

    /// A place in the calendar that, without a year of its own, does not lie ahead where the
    /// sentence tells of the past.
    pub(super) fn point(&self, point: Point, expr: &Expr, at: usize) -> Option<Times> {
        let found = self.in_year(point, expr.ahead, at)?;
        if point.year != Year::Open || found.basis != DateBasis::DocumentDate {
            return Some(found);
        }
        // "Friday, July 18" of a year in which that day is a Friday.
        if let (Some(weekday), Some(CalendarUnit::Day(day))) = (expr.weekday, found.first())
            && let Some(fits) = on_weekday(day, weekday)
            && fits != day
        {
            return Some(Times::one(Some(CalendarUnit::Day(fits)), found.basis));
        }
        let calendar = !matches!(point.part, Part::DayOf { .. } | Part::DayOn { .. });
        match (found.first().and_then(CalendarUnit::days), self.published) {
            (Some((first, _)), Some(now))
                if calendar
                    && expr.past
                    && now.until(first).is_ok_and(|span| {
                        let days = span.get_days();
                        days > if expr.bygone { 0 } else { SOON_DAYS }
                    }) =>
            {
                let before = unit_of_year(first.year() - 1, point.part)?;
                Some(Times::one(Some(before), DateBasis::DocumentDate))
            }
            _ => Some(found),
        }
    }

    /// A place in the calendar; nothing if there is no such day.
    pub(super) fn in_year(&self, point: Point, ahead: bool, at: usize) -> Option<Times> {
        let Point { year, part } = point;
        match (year, part) {
            (Year::Given(year), _) => {
                Some(Times::one(Some(unit_of_year(year, part)?), DateBasis::Explicit))
            }
            (Year::Shift(by), _) => {
                let year = self
                    .published
                    .and_then(|now| i16::try_from(i64::from(now.year()).checked_add(by)?).ok());
                let Some(year) = year else {
                    return Some(Times::one(None, DateBasis::Unresolved));
                };
                Some(Times::one(Some(unit_of_year(year, part)?), DateBasis::DocumentDate))
            }
            (Year::Open, Part::Decade(decade)) => {
                Some(Times::one(Some(CalendarUnit::Decade(decade)), DateBasis::Explicit))
            }
            (Year::Open, Part::Century(century)) => {
                Some(Times::one(Some(CalendarUnit::Century(century)), DateBasis::Explicit))
            }
            (Year::Open, Part::DayOn { day, weekday }) => {
                Some(self.by_now(|now| day_on(now, day, weekday, ahead)))
            }
            (Year::Open, Part::DayOf { day, month }) => {
                Some(self.by_now(|now| day_of(now, day, month)))
            }
            (
                Year::Open,
                Part::Whole
                | Part::Month(_)
                | Part::Day(..)
                | Part::Season(_)
                | Part::Quarter(_)
                | Part::Half(_)
                | Part::Week(_),
            ) => self.in_open_year(part, ahead, at),
        }
    }

    /// A part of a year that is not said: that of publication, or that of the text in a history and
    /// where there is no publication date. Without either a month or day floats.
    fn in_open_year(&self, part: Part, ahead: bool, at: usize) -> Option<Times> {
        let (year, basis) = match (self.published, self.year_named(part, at)) {
            (Some(_), Some(year)) if self.history => (year, DateBasis::Text),
            (Some(now), _) => {
                let year = open_year(now, part, ahead);
                let news = unit_of_year(year, part);
                match self.focus.year(part, news, now).filter(|_| !ahead && !self.news.get()) {
                    Some(year) => (year, DateBasis::Text),
                    None => (year, DateBasis::DocumentDate),
                }
            }
            (None, Some(year)) => (year, DateBasis::Text),
            (None, None) => return Some(Times::one(floating(part), DateBasis::Unresolved)),
        };
        // 29 February is that of the last year that had one.
        let unit = (0..4).find_map(|n| unit_of_year(year - n, part))?;
        Some(Times::one(Some(unit), basis))
    }

    /// A day of the month or day that was named just before.
    pub(super) fn month_near(&self, at: usize) -> Option<Date> {
        let (unit, _) = self.named.filter(|n| at.saturating_sub(n.1) < MONTH_REACH)?;
        matches!(unit, CalendarUnit::Month(..) | CalendarUnit::Day(_))
            .then(|| unit.days())?
            .map(|d| d.0)
    }

    /// The year that the text itself named last, if that is near enough to still hold.
    fn year_named(&self, part: Part, at: usize) -> Option<i16> {
        let (unit, place) = self.named?;
        (self.history || at.saturating_sub(place) < YEAR_REACH).then_some(())?;
        if self.history { year_after(unit, part) } else { Some(unit.days()?.0.year()) }
    }
}

/// A part of a year as a calendar unit; nothing if the year has no such day.
fn unit_of_year(year: i16, part: Part) -> Option<CalendarUnit> {
    Some(match part {
        Part::Whole => CalendarUnit::Year(year),
        Part::Month(month) => CalendarUnit::Month(year, month),
        Part::Day(month, day) => CalendarUnit::Day(Date::new(year, month, day).ok()?),
        Part::Season(season) => CalendarUnit::Season(year, season),
        Part::Quarter(n) => CalendarUnit::Quarter(year, n),
        Part::Half(n) => CalendarUnit::Half(year, n),
        Part::Week(n) => CalendarUnit::Week(year, n),
        Part::Decade(decade) => CalendarUnit::Decade(decade),
        Part::Century(century) => CalendarUnit::Century(century),
        Part::DayOf { .. } | Part::DayOn { .. } => return None,
    })
}

/// A month or day of an unknown year.
const fn floating(part: Part) -> Option<CalendarUnit> {
    match part {
        Part::Month(month) => Some(CalendarUnit::Floating(month, None)),
        Part::Day(month, day) => Some(CalendarUnit::Floating(month, Some(day))),
        Part::Whole
        | Part::DayOf { .. }
        | Part::DayOn { .. }
        | Part::Season(_)
        | Part::Quarter(_)
        | Part::Half(_)
        | Part::Week(_)
        | Part::Decade(_)
        | Part::Century(_) => None,
    }
}
