//! What is counted inside or from another date: the third week of May, two weeks before Easter, the
//! rest of the year.

use super::calendar::shift;
use crate::kinds::date::expr::{Count, Nth, Unit};
use crate::kinds::date::value::edtf::CalendarUnit;
use jiff::ToSpan;
use jiff::civil::Date;

/// The so-many-eth part of a whole, counted from its end where negative. A week is where its
/// Thursday is.
pub(super) fn nth_of((first, last): (Date, Date), part: Nth, nth: i64) -> Option<CalendarUnit> {
    let weekday = match part {
        Nth::Weekday(day) => Some(day),
        Nth::Unit(Unit::Week) => Some(4),
        Nth::Unit(Unit::Weekend) => Some(6),
        Nth::Unit(_) => None,
    };
    let from =
        |step: i64| if nth < 0 { (last, (nth + 1) * step) } else { (first, (nth - 1) * step) };
    let day = match (weekday, part) {
        (Some(weekday), _) => {
            let (edge, by) = from(7);
            let on = edge.weekday().to_monday_one_offset();
            let to = if nth < 0 {
                -i64::from((on - weekday).rem_euclid(7))
            } else {
                (weekday - on).rem_euclid(7).into()
            };
            edge.checked_add(to.checked_add(by)?.days()).ok()?
        }
        (None, Nth::Unit(Unit::Day)) => {
            let (edge, by) = from(1);
            edge.checked_add(by.days()).ok()?
        }
        (None, Nth::Unit(unit)) => {
            let (edge, by) = from(1);
            return shift(edge, unit, by)
                .filter(|w| w.days().is_some_and(|d| first <= d.0 && d.1 <= last));
        }
        (None, Nth::Weekday(_)) => return None,
    };
    let week = day.iso_week_date();
    (nth != 0 && first <= day && day <= last).then_some(match part {
        Nth::Unit(Unit::Week) => CalendarUnit::week_of(day),
        Nth::Unit(Unit::Weekend) => CalendarUnit::Weekend(week.year(), week.week()),
        Nth::Unit(_) | Nth::Weekday(_) => CalendarUnit::Day(day),
    })
}

/// So far from a date; a day gives a day, a month a month, a year a year.
pub(super) fn from_date(
    base: CalendarUnit,
    unit: Unit,
    count: Count,
    sign: i64,
) -> Option<CalendarUnit> {
    let Count::Exact(n) = count else { return None };
    let n = n.checked_mul(sign)?;
    let day = base.days()?.0;
    let moved = match unit {
        Unit::Day => day.checked_add(n.days()),
        Unit::Week => day.checked_add(n.checked_mul(7)?.days()),
        Unit::Fortnight => day.checked_add(n.checked_mul(14)?.days()),
        Unit::Month => day.checked_add(n.months()),
        Unit::Quarter => day.checked_add(n.checked_mul(3)?.months()),
        Unit::Year => day.checked_add(n.years()),
        Unit::Decade => day.checked_add(n.checked_mul(10)?.years()),
        Unit::Century => day.checked_add(n.checked_mul(100)?.years()),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Weekend | Unit::Half => return None,
    }
    .ok()?;
    let years = matches!(unit, Unit::Year | Unit::Decade | Unit::Century);
    if matches!(base, CalendarUnit::Day(_)) {
        Some(CalendarUnit::Day(moved))
    } else if matches!(base, CalendarUnit::Month(..)) && (years || unit == Unit::Month) {
        Some(CalendarUnit::Month(moved.year(), moved.month()))
    } else if matches!(base, CalendarUnit::Year(_)) && years {
        Some(CalendarUnit::Year(moved.year()))
    } else {
        (matches!(base, CalendarUnit::Week(..)) && unit == Unit::Week)
            .then(|| CalendarUnit::week_of(moved))
    }
}

/// The unit of now, and the stretch of it up to yesterday or from today on.
pub(super) fn so_far(
    now: Date,
    unit: Unit,
    rest: bool,
) -> Option<(CalendarUnit, Option<(CalendarUnit, CalendarUnit)>)> {
    let whole = shift(now, unit, 0)?;
    let (first, last) = whole.days()?;
    let (from, to) = if rest { (now, last) } else { (first, now.yesterday().ok()?) };
    Some((whole, (from <= to).then_some((CalendarUnit::Day(from), CalendarUnit::Day(to)))))
}

/// The same day of this or a neighbouring year, where it falls on a weekday: no open date is
/// further away.
pub(super) fn on_weekday(day: Date, weekday: i8) -> Option<Date> {
    (0..=1_i64)
        .flat_map(|n| [-n, n])
        .filter_map(|n| day.checked_add(n.years()).ok())
        .find(|d| d.day() == day.day() && d.weekday().to_monday_one_offset() == weekday)
}

/// So many such weekdays from a day, that day left out.
pub(super) fn weekday_away(now: Date, day: i8, count: i64) -> Option<CalendarUnit> {
    let today = now.weekday().to_monday_one_offset();
    let first = if count < 0 {
        -i64::from((today - day - 1).rem_euclid(7) + 1)
    } else {
        i64::from((day - today - 1).rem_euclid(7) + 1)
    };
    let by = count.checked_sub(count.signum())?.checked_mul(7)?.checked_add(first)?;
    now.checked_add(by.days()).ok().map(CalendarUnit::Day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn counts_parts() {
        let may = (date(2021, 5, 1), date(2021, 5, 31));
        let edtf = |part, nth| nth_of(may, part, nth).map(CalendarUnit::edtf);
        assert_eq!(edtf(Nth::Weekday(1), 1).as_deref(), Some("2021-05-03"));
        assert_eq!(edtf(Nth::Weekday(1), -1).as_deref(), Some("2021-05-31"));
        assert_eq!(edtf(Nth::Weekday(1), 6), None);
        assert_eq!(edtf(Nth::Unit(Unit::Week), 1).as_deref(), Some("2021-W18"));
        assert_eq!(edtf(Nth::Unit(Unit::Day), -1).as_deref(), Some("2021-05-31"));
        let year = (date(2021, 1, 1), date(2021, 12, 31));
        assert_eq!(
            nth_of(year, Nth::Unit(Unit::Month), 9).map(CalendarUnit::edtf).as_deref(),
            Some("2021-09")
        );
    }

    #[test]
    fn moves() {
        let now = date(2021, 2, 3);
        assert_eq!(weekday_away(now, 7, 2).map(CalendarUnit::edtf).as_deref(), Some("2021-02-14"));
        assert_eq!(weekday_away(now, 3, -1).map(CalendarUnit::edtf).as_deref(), Some("2021-01-27"));
        let base = CalendarUnit::Day(now);
        assert_eq!(
            from_date(base, Unit::Year, Count::Exact(2), -1).map(CalendarUnit::edtf).as_deref(),
            Some("2019-02-03")
        );
    }
}
