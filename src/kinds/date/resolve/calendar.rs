//! Arithmetic with calendar units: which one an open expression means, seen from a day.

use crate::kinds::date::expr::{Count, Cycle, Part, Unit};
use crate::kinds::date::value::edtf::CalendarUnit;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// If a day without a year is more than this many days from the publication day, the neighbouring
/// year is meant.
pub(super) const FAR_DAYS: i32 = 270;

/// Half a year in days: of two readings a year apart the nearer one is no further away.
const HALF_YEAR: i32 = 183;

/// Days from now to which a past verb does not reach: "the firm cut the price it pays on June 1",
/// told in May, is about this June.
pub(super) const SOON_DAYS: i32 = 62;

/// The year of a part that does not say it.
pub(super) fn open_year(now: Date, part: Part, ahead: bool) -> i16 {
    let (year, month) = (now.year(), now.month());
    match part {
        Part::Day(m, d) => {
            let Ok(same) = Date::new(year, m, d.min(28)) else {
                return year;
            };
            let away = now.until(same).map_or(0, |s| s.get_days());
            match away {
                _ if away > FAR_DAYS && !ahead => year - 1,
                // A plan has the nearer reading: "effective Feb. 1", told in October.
                _ if away < -FAR_DAYS || ahead && away < -HALF_YEAR => year + 1,
                _ => year,
            }
        }
        Part::Month(m) if ahead => year + i16::from(m < month),
        Part::Month(m) => year - i16::from(m > month),
        Part::Season(s) => year - i16::from((s - 20) * 3 > month && !ahead),
        Part::Quarter(q) => year - i16::from(q * 3 - 2 > month && !ahead),
        Part::Half(h) => year - i16::from(h * 6 - 5 > month && !ahead),
        Part::Whole
        | Part::DayOf { .. }
        | Part::DayOn { .. }
        | Part::Week(_)
        | Part::Decade(_)
        | Part::Century(_) => year,
    }
}

/// The day `day` of the month that is `month` months after that of `now`; `None` if that month is
/// too short.
pub(super) fn day_of(now: Date, day: i8, month: i64) -> Option<CalendarUnit> {
    let first = now.first_of_month().checked_add(month.months()).ok()?;
    Some(CalendarUnit::Day(Date::new(first.year(), first.month(), day).ok()?))
}

/// The day `day` of the nearest month in which it falls on `weekday`. Of two months equally near
/// the past one counts; with `ahead` only days from `now` on count.
pub(super) fn day_on(now: Date, day: i8, weekday: i8, ahead: bool) -> Option<CalendarUnit> {
    let falls = |when: &CalendarUnit| matches!(when, CalendarUnit::Day(date) if date.weekday().to_monday_one_offset() == weekday);
    let coming =
        |when: &CalendarUnit| !ahead || matches!(when, CalendarUnit::Day(date) if *date >= now);
    (0..=12_i64)
        .flat_map(|n| [-n, n])
        .filter_map(|n| day_of(now, day, n))
        .filter(coming)
        .find(falls)
}

/// A weekday (1 is Monday): the nearest not after now, the coming one if the sentence looks ahead.
/// A `step` of 0 is the day of this week, 1 the day of next week; −n is the nth such day before
/// now, a greater n the nth after now.
pub(super) fn weekday(now: Date, day: i8, step: Option<i64>, ahead: bool) -> Option<CalendarUnit> {
    let today = now.weekday().to_monday_one_offset();
    let back = i64::from((today - day).rem_euclid(7));
    let by = match step {
        None if ahead && back > 0 => 7 - back,
        None => -back,
        Some(0) => i64::from(day - today),
        Some(n @ ..0) => -back - 7 * (-n - i64::from(back > 0)),
        // "übernächsten Freitag": the second such day after now.
        Some(n @ 2..) => 7 * n - back,
        // "next": the day in the week after this one, whether the day of this week is past or still
        // to come.
        Some(n) => 7 * n - back + if back == 0 { 0 } else { 7 * i64::from(day > today) },
    };
    now.checked_add(by.days()).ok().map(CalendarUnit::Day)
}

/// A weekday of the week that is `week` weeks after that of `now`.
pub(super) fn weekday_of_week(now: Date, day: i8, week: i64) -> Option<CalendarUnit> {
    let monday =
        CalendarUnit::week_of(now.checked_add(week.checked_mul(7)?.days()).ok()?).days()?.0;
    Some(CalendarUnit::Day(monday.checked_add((i64::from(day) - 1).days()).ok()?))
}

/// The latest weekend that has begun; the coming one if the sentence looks ahead.
pub(super) fn weekend(now: Date, ahead: bool) -> Option<CalendarUnit> {
    let begun = now.weekday().to_monday_one_offset() >= 6;
    shift(now, Unit::Weekend, if begun || ahead { 0 } else { -1 })
}

/// The `nth` week of the month or year that begins on `start`; the last one if `nth` is negative. A
/// week belongs to the month or year of its Thursday, as in ISO 8601 for years.
pub(super) fn nth_week(start: Date, nth: i64, in_month: bool) -> Option<CalendarUnit> {
    let end = if in_month { start.last_of_month() } else { start.last_of_year() };
    let thursday = if nth < 0 {
        end.nth_weekday(-1, Weekday::Thursday)
            .ok()
            .filter(|_| end.weekday() != Weekday::Thursday)
            .or(Some(end))?
    } else {
        let first = if start.weekday() == Weekday::Thursday {
            start
        } else {
            start.nth_weekday(1, Weekday::Thursday).ok()?
        };
        first.checked_add((nth.checked_sub(1)?.checked_mul(7)?).days()).ok()?
    };
    (start..=end).contains(&thursday).then(|| CalendarUnit::week_of(thursday))
}

/// The month or season that "last" (`step` −1), "this" (0) or "next" (1) means.
pub(super) fn near(now: Date, cycle: Cycle, step: i64) -> Option<CalendarUnit> {
    let (year, month) = (now.year(), now.month());
    // The year of the current such month or season, or else of the last one; and whether there is a
    // current one.
    let (year, on) = match cycle {
        Cycle::Month(m) => (year - i16::from(m > month), m == month),
        Cycle::Season(24) => (year - i16::from(month < 12), matches!(month, 12 | 1 | 2)),
        Cycle::Season(s) => {
            let first = (s - 20) * 3;
            (year - i16::from(first > month), (first..first + 3).contains(&month))
        }
    };
    let by = match step {
        0 if on => 0,
        // "this summer" outside summer: the one of this year, past or to come. "This winter" from
        // March to May: the last one.
        0 => {
            now.year()
                - year
                - i16::from(cycle == Cycle::Season(24) && month < 12 && now.month() < 6)
        }
        n @ ..0 => i16::try_from(n).ok()? + i16::from(!on),
        n => i16::try_from(n).ok()?,
    };
    let year = year.checked_add(by)?;
    Some(match cycle {
        Cycle::Month(m) => CalendarUnit::Month(year, m),
        Cycle::Season(s) => CalendarUnit::Season(year, s),
    })
}

/// The unit that contains `now`, moved by `by` units.
pub(super) fn shift(now: Date, unit: Unit, by: i64) -> Option<CalendarUnit> {
    let months = |n: i64| now.first_of_month().checked_add(by.checked_mul(n)?.months()).ok();
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => CalendarUnit::Day(now.checked_add(by.days()).ok()?),
        Unit::Week | Unit::Fortnight => {
            CalendarUnit::week_of(now.checked_add(by.checked_mul(7)?.days()).ok()?)
        }
        Unit::Weekend => {
            let week = now.checked_add(by.checked_mul(7)?.days()).ok()?.iso_week_date();
            CalendarUnit::Weekend(week.year(), week.week())
        }
        Unit::Month => {
            let first = months(1)?;
            CalendarUnit::Month(first.year(), first.month())
        }
        Unit::Quarter => {
            let first = months(3)?;
            CalendarUnit::Quarter(first.year(), (first.month() + 2) / 3)
        }
        Unit::Half => {
            let first = months(6)?;
            CalendarUnit::Half(first.year(), (first.month() + 5) / 6)
        }
        // The calendar ends with the year 10,000 before Christ.
        Unit::Year => CalendarUnit::Year(
            i16::try_from(i64::from(now.year()).checked_add(by)?).ok().filter(|y| *y > -10_000)?,
        ),
        Unit::Decade => CalendarUnit::Decade(
            i16::try_from(i64::from(now.year().div_euclid(10)).checked_add(by)?).ok()?,
        ),
        Unit::Century => CalendarUnit::Century(
            i16::try_from(i64::from(now.year().div_euclid(100)).checked_add(by)?).ok()?,
        ),
    })
}

/// The time `count` units before or after `base`. Days and weeks give a day, months a month, years
/// a year, but years and a half a month.
pub(super) fn distance(
    base: CalendarUnit,
    unit: Unit,
    count: Count,
    sign: i64,
) -> Option<CalendarUnit> {
    let (n, half) = match count {
        Count::Exact(n) => (n, false),
        Count::AndHalf(n) => (n, true),
        Count::Some | Count::Few | Count::Thousandths(_) => return None,
    };
    let day = base.days()?.0;
    if matches!(unit, Unit::Year) && half {
        return shift(day, Unit::Month, sign * (n.checked_mul(12)? + 6));
    }
    match (unit, base) {
        (Unit::Second | Unit::Minute | Unit::Hour, _) => Some(CalendarUnit::Day(day)),
        (Unit::Week, _) => shift(day, Unit::Day, sign.checked_mul(n.checked_mul(7)?)?),
        (Unit::Fortnight, _) => shift(day, Unit::Day, sign.checked_mul(n.checked_mul(14)?)?),
        (Unit::Day, CalendarUnit::Day(_)) => shift(day, Unit::Day, sign.checked_mul(n)?),
        (Unit::Day, _) => None,
        (Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Half | Unit::Year, _) => {
            shift(day, unit, sign.checked_mul(n)?)
        }
        (Unit::Decade, _) => shift(day, Unit::Year, sign.checked_mul(n.checked_mul(10)?)?),
        (Unit::Century, _) => shift(day, Unit::Year, sign.checked_mul(n.checked_mul(100)?)?),
    }
}

/// The last day of a period of `count` units that begins on `now`.
pub(super) fn within(now: Date, unit: Unit, count: Count) -> Option<Date> {
    let Count::Exact(n) = count else { return None };
    let after = match unit {
        Unit::Day => n.days(),
        Unit::Week => n.checked_mul(7)?.days(),
        Unit::Month => n.months(),
        Unit::Year => n.years(),
        Unit::Second
        | Unit::Minute
        | Unit::Hour
        | Unit::Fortnight
        | Unit::Weekend
        | Unit::Quarter
        | Unit::Half
        | Unit::Decade
        | Unit::Century => return None,
    };
    now.checked_add(after).ok()?.yesterday().ok().filter(|_| n > 0)
}

/// The first and the last of the `count` whole units before or after the current one.
pub(super) fn window(
    now: Date,
    unit: Unit,
    count: Count,
    sign: i64,
) -> Option<(CalendarUnit, CalendarUnit)> {
    let n = match count {
        Count::Exact(n) => n,
        Count::Few => 3,
        Count::AndHalf(_) | Count::Thousandths(_) | Count::Some => return None,
    };
    if n == 0 || matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        return None;
    }
    let (near, far) = (shift(now, unit, sign)?, shift(now, unit, sign.checked_mul(n)?)?);
    Some(if sign < 0 { (far, near) } else { (near, far) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const NOW: Date = date(2021, 2, 3);

    fn edtf(when: Option<CalendarUnit>) -> String {
        when.map_or_else(String::new, CalendarUnit::edtf)
    }

    #[test]
    fn weekdays() {
        for (day, step, ahead, expected) in [
            (3, None, false, "2021-02-03"),
            (5, None, false, "2021-01-29"),
            (5, None, true, "2021-02-05"),
            (3, Some(-1), false, "2021-01-27"),
            (5, Some(0), false, "2021-02-05"),
            (1, Some(1), false, "2021-02-08"),
            (5, Some(1), false, "2021-02-12"),
        ] {
            assert_eq!(edtf(weekday(NOW, day, step, ahead)), expected, "{day} {step:?} {ahead}");
        }
    }

    #[test]
    fn cycles() {
        for (cycle, step, expected) in [
            (Cycle::Month(2), 0, "2021-02"),
            (Cycle::Month(2), -1, "2020-02"),
            (Cycle::Month(11), -1, "2020-11"),
            (Cycle::Month(3), 1, "2021-03"),
            (Cycle::Season(23), -1, "2020-23"),
            (Cycle::Season(24), 0, "2020-24"),
            (Cycle::Season(24), -1, "2019-24"),
            (Cycle::Season(22), 0, "2021-22"),
        ] {
            assert_eq!(edtf(near(NOW, cycle, step)), expected, "{cycle:?} {step}");
        }
        assert_eq!(open_year(NOW, Part::Day(12, 20), false), 2020);
        assert_eq!(open_year(NOW, Part::Day(3, 20), false), 2021);
        assert_eq!(open_year(NOW, Part::Month(11), false), 2020);
        assert_eq!(edtf(nth_week(date(2014, 9, 1), -1, true)), "2014-W39");
    }

    #[test]
    fn windows() {
        let both = |sign| {
            window(NOW, Unit::Week, Count::Exact(2), sign)
                .map(|(a, b)| format!("{}/{}", a.edtf(), b.edtf()))
        };
        assert_eq!(both(-1).as_deref(), Some("2021-W03/2021-W04"));
        assert_eq!(both(1).as_deref(), Some("2021-W06/2021-W07"));
    }
}
