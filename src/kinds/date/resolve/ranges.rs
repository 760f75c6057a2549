//! Ranges, fractions of something longer, and lengths that end with a date.

use super::calendar::{shift, weekday};
use super::holiday::weekend_at;
use super::parts::from_date;
use super::resolver::Resolver;
use crate::kinds::date::expr::{Count, Expr, Point, TimeExpr, Unit, Year};
use crate::kinds::date::value::edtf::CalendarUnit;
use crate::kinds::date::value::interval::Interval;
use crate::kinds::date::value::times::Times;
use crate::model::{DateBasis, DateModifier};
use jiff::ToSpan;

impl Resolver {
    /// From one time to another; nothing where the words name an end before the start.
    pub(super) fn range(&self, first: &Expr, last: &Expr, at: usize) -> Option<Times> {
        let from = self.times(first, at)?;
        self.news.set(from.basis == DateBasis::DocumentDate);
        let to = self.times(last, at);
        self.news.set(false);
        let to = to?;
        let (mut start, mut end) = (from.first(), to.last().or(to.first()));
        // "next Monday to Friday", "this Saturday to this Tuesday": the day after that Monday.
        if let (TimeExpr::Weekday { day, step: None | Some(0) }, Some(CalendarUnit::Day(monday))) =
            (&last.time, start)
        {
            end = weekday(monday, *day, None, true).or(end);
        }
        // "between 10/1 and 11/7": neither year is said, and the first is not the later.
        if let (Some(CalendarUnit::Day(from)), Some(CalendarUnit::Day(to))) = (start, end)
            && from.year() > to.year()
            && matches!(first.time, TimeExpr::Either(Point { year: Year::Open, .. }, _))
        {
            start = from.checked_sub(1.year()).ok().map(CalendarUnit::Day);
        }
        let basis = if from.basis == DateBasis::Explicit { to.basis } else { from.basis };
        if let (Some(a), Some(b)) = (start, end)
            && Interval::new(a, b).is_none()
        {
            (start, end) = in_order((first, a), (last, b))?;
        }
        let part = between_edges((first, start), (last, end));
        Some(Times::range(start, end, basis)?.with_part(part))
    }

    /// A fraction of something longer.
    pub(super) fn fraction(&self, (nth, of): (i16, i16), whole: &Expr, at: usize) -> Option<Times> {
        let whole = self.times(whole, at)?;
        let Some(unit) = whole.first() else {
            return Some(whole);
        };
        let (from, to) = unit.fraction(nth, of)?;
        Some(match (unit, of) {
            (CalendarUnit::Year(year), 2) => {
                Times::one(Some(CalendarUnit::Half(year, i8::try_from(nth).ok()?)), whole.basis)
            }
            (CalendarUnit::Year(year), 4) => {
                Times::one(Some(CalendarUnit::Quarter(year, i8::try_from(nth).ok()?)), whole.basis)
            }
            _ => Times::stretch(Interval::new(from, to)?, whole.basis),
        })
    }

    /// The units that end with a date. Months that end with a month are whole months.
    pub(super) fn up_to(&self, unit: Unit, count: i64, end: &Expr, at: usize) -> Option<Times> {
        let times = self.times(end, at)?;
        let Some(last) = times.first() else {
            return Some(times);
        };
        let month = matches!(last, CalendarUnit::Month(..))
            && matches!(end.edge, None | Some(DateModifier::End));
        let months = match unit {
            Unit::Month => Some(count),
            Unit::Quarter => count.checked_mul(3),
            Unit::Year => count.checked_mul(12),
            Unit::Half => count.checked_mul(6),
            Unit::Second
            | Unit::Minute
            | Unit::Hour
            | Unit::Day
            | Unit::Week
            | Unit::Fortnight
            | Unit::Weekend
            | Unit::Decade
            | Unit::Century => None,
        };
        if let (true, Some(months)) = (month, months) {
            let first = shift(last.days()?.0, Unit::Month, 1 - months)?;
            return Some(Times::stretch(Interval::new(first, last)?, times.basis));
        }
        let CalendarUnit::Day(day) = last else { return None };
        // Months to the last day of a month begin with a month.
        let start = match months {
            Some(months) if day == day.last_of_month() => {
                shift(day, Unit::Month, 1 - months)?.days()?.0
            }
            _ => {
                let before = from_date(last, unit, Count::Exact(count), -1)?;
                before.days()?.0.tomorrow().ok()?
            }
        };
        Some(Times::stretch(Interval::new(CalendarUnit::Day(start), last)?, times.basis))
    }
}

/// The ends of a range whose years are not both said, in order: the end a year later, or the start
/// a year earlier where the sentence tells of the past.
fn in_order(
    (first, from): (&Expr, CalendarUnit),
    (last, to): (&Expr, CalendarUnit),
) -> Option<(Option<CalendarUnit>, Option<CalendarUnit>)> {
    let past = first.past || last.past;
    let later = || Interval::new(from, in_neighbouring_year(to, 1)?);
    let earlier = || Interval::new(in_neighbouring_year(from, -1)?, to);
    let ordered = match (first.time.open(), last.time.open()) {
        (true, true) if past => earlier().or_else(later),
        (true, true) => later(),
        (true, false) => earlier(),
        (false, true) => later(),
        (false, false) => None,
    }?;
    Some((Some(ordered.first()), Some(ordered.last())))
}

/// The same part of a neighbouring year.
fn in_neighbouring_year(unit: CalendarUnit, by: i16) -> Option<CalendarUnit> {
    Some(match unit {
        CalendarUnit::Day(day) => CalendarUnit::Day(day.checked_add(i64::from(by).years()).ok()?),
        CalendarUnit::Month(year, month) => CalendarUnit::Month(year + by, month),
        CalendarUnit::Season(year, season) => CalendarUnit::Season(year + by, season),
        CalendarUnit::Quarter(year, quarter) => CalendarUnit::Quarter(year + by, quarter),
        CalendarUnit::Half(year, half) => CalendarUnit::Half(year + by, half),
        CalendarUnit::Week(..)
        | CalendarUnit::Weekend(..)
        | CalendarUnit::Year(_)
        | CalendarUnit::Decade(_)
        | CalendarUnit::Century(_)
        | CalendarUnit::Floating(..) => return None,
    })
}

/// The weekend at a holiday.
pub(super) fn at_weekend(day: &Times) -> Times {
    let Some(CalendarUnit::Day(date)) = day.first() else {
        return Times::one(None, day.basis);
    };
    match weekend_at(date) {
        Some((first, Some(last))) => match Interval::new(first, last) {
            Some(interval) => Times::stretch(interval, day.basis),
            None => Times::one(Some(first), day.basis),
        },
        Some((first, None)) => Times::one(Some(first), day.basis),
        None => Times::one(None, day.basis),
    }
}

/// The stretch between two ends of which one is a part of its unit: "from the end of 2007 to the
/// end of 2008".
fn between_edges(
    (first, from): (&Expr, Option<CalendarUnit>),
    (last, to): (&Expr, Option<CalendarUnit>),
) -> Option<Interval> {
    let (from, to) = (from?, to?);
    (first.edge.is_some() || last.edge.is_some()).then_some(())?;
    let edge = |expr: &Expr, unit: CalendarUnit| expr.edge.and_then(|edge| unit.edge(edge));
    Interval::new(edge(first, from).map_or(from, |e| e.0), edge(last, to).map_or(to, |e| e.1))
}
