//! Arithmetic of what is counted inside or from another date: the third week of May, two weeks before Easter, the rest of the year.

use super::arithmetic::shift;
use super::edtf::When;
use super::expr::{Count, Holiday, Nth, Unit};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Days from a holiday beyond which the neighbouring year's is meant, as for any day without year.
const FAR_DAYS: i32 = 270;

/// Easter Sunday of the Western churches (the Gregorian computus).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
    Date::new(year.try_into().ok()?, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// Easter Sunday of the Eastern churches (the Julian computus) in our calendar.
fn pascha(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let moon = (19 * (y % 19) + 15) % 30;
    let n = moon + (2 * (y % 4) + 4 * (y % 7) - moon + 34) % 7 + 114;
    let julian = Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()?;
    julian.checked_add(i64::from(y / 100 - y / 400 - 2).days()).ok()
}

/// The day of a holiday in a year.
pub(super) fn holiday(day: Holiday, year: i16) -> Option<Date> {
    match day {
        Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
        Holiday::Easter(after) => easter(year)?.checked_add(i64::from(after).days()).ok(),
        Holiday::Pascha(after) => pascha(year)?.checked_add(i64::from(after).days()).ok(),
        Holiday::NotAfter { month, day, weekday } => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, month, day).ok()?.tomorrow().ok()?.nth_weekday(-1, weekday).ok()
        }
        Holiday::Weekday { month, day, nth } => {
            let weekday = Weekday::from_monday_one_offset(day).ok()?;
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
    }
}

/// The holiday that an open name means: the last or next one where that is said, else the one of the own year or, if that is far off or
/// the sentence says so, of a neighbouring one.
pub(super) fn open_holiday(now: Date, day: Holiday, step: Option<i64>, (ahead, past): (bool, bool)) -> Option<Date> {
    let own = holiday(day, now.year())?;
    let away = now.until(own).map_or(0, |span| span.get_days());
    let year = match step {
        Some(n @ ..0) => i64::from(now.year()) + n + i64::from(own < now),
        Some(n @ 1..) => i64::from(now.year()) + n - i64::from(own > now),
        Some(0) => i64::from(now.year()),
        None if ahead && away < 0 => i64::from(now.year()) + 1,
        None if (past && away > 0) || (!ahead && away > FAR_DAYS) => i64::from(now.year()) - 1,
        None if away < -FAR_DAYS => i64::from(now.year()) + 1,
        None => i64::from(now.year()),
    };
    holiday(day, year.try_into().ok()?)
}

/// The weekend at a holiday; of three days, the first and the last, if that is a Friday or Monday.
pub(super) fn weekend_at(day: Date) -> Option<(When, Option<When>)> {
    let to_saturday = match day.weekday().to_monday_one_offset() {
        n @ 1..=2 => -1 - i64::from(n),
        n => 6 - i64::from(n),
    };
    let saturday = day.checked_add(to_saturday.days()).ok()?;
    match to_saturday {
        -2 => Some((When::Day(saturday), Some(When::Day(day)))),
        1 => Some((When::Day(day), Some(When::Day(saturday.tomorrow().ok()?)))),
        _ => {
            let week = saturday.iso_week_date();
            Some((When::Weekend(week.year(), week.week()), None))
        }
    }
}

/// The so-many-eth part of a whole, counted from its end where negative. A week is where its Thursday is.
pub(super) fn nth_of((first, last): (Date, Date), part: Nth, nth: i64) -> Option<When> {
    let weekday = match part {
        Nth::Weekday(day) => Some(day),
        Nth::Unit(Unit::Week) => Some(4),
        Nth::Unit(Unit::Weekend) => Some(6),
        Nth::Unit(_) => None,
    };
    let from = |step: i64| if nth < 0 { (last, (nth + 1) * step) } else { (first, (nth - 1) * step) };
    let day = match (weekday, part) {
        (Some(weekday), _) => {
            let (edge, by) = from(7);
            let on = edge.weekday().to_monday_one_offset();
            let to =
                if nth < 0 { -i64::from((on - weekday).rem_euclid(7)) } else { (weekday - on).rem_euclid(7).into() };
            edge.checked_add(to.checked_add(by)?.days()).ok()?
        }
        (None, Nth::Unit(Unit::Day)) => {
            let (edge, by) = from(1);
            edge.checked_add(by.days()).ok()?
        }
        (None, Nth::Unit(unit)) => {
            let (edge, by) = from(1);
            return shift(edge, unit, by).filter(|w| w.days().is_some_and(|d| first <= d.0 && d.1 <= last));
        }
        (None, Nth::Weekday(_)) => return None,
    };
    let week = day.iso_week_date();
    (nth != 0 && first <= day && day <= last).then_some(match part {
        Nth::Unit(Unit::Week) => When::week_of(day),
        Nth::Unit(Unit::Weekend) => When::Weekend(week.year(), week.week()),
        Nth::Unit(_) | Nth::Weekday(_) => When::Day(day),
    })
}

/// So far from a date; a day gives a day, a month a month, a year a year.
pub(super) fn from_date(base: When, unit: Unit, count: Count, sign: i64) -> Option<When> {
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
    if matches!(base, When::Day(_)) {
        Some(When::Day(moved))
    } else if matches!(base, When::Month(..)) && (years || unit == Unit::Month) {
        Some(When::Month(moved.year(), moved.month()))
    } else if matches!(base, When::Year(_)) && years {
        Some(When::Year(moved.year()))
    } else {
        (matches!(base, When::Week(..)) && unit == Unit::Week).then(|| When::week_of(moved))
    }
}

/// The unit of now, and the stretch of it up to yesterday or from today on.
pub(super) fn so_far(now: Date, unit: Unit, rest: bool) -> Option<(When, Option<(When, When)>)> {
    let whole = shift(now, unit, 0)?;
    let (first, last) = whole.days()?;
    let (from, to) = if rest { (now, last) } else { (first, now.yesterday().ok()?) };
    Some((whole, (from <= to).then_some((When::Day(from), When::Day(to)))))
}

/// The same day of this or a neighbouring year, where it falls on a weekday: no open date is further away.
pub(super) fn on_weekday(day: Date, weekday: i8) -> Option<Date> {
    (0..=1_i64)
        .flat_map(|n| [-n, n])
        .filter_map(|n| day.checked_add(n.years()).ok())
        .find(|d| d.day() == day.day() && d.weekday().to_monday_one_offset() == weekday)
}

/// So many such weekdays from a day, that day left out.
pub(super) fn weekday_away(now: Date, day: i8, count: i64) -> Option<When> {
    let today = now.weekday().to_monday_one_offset();
    let first = if count < 0 {
        -i64::from((today - day - 1).rem_euclid(7) + 1)
    } else {
        i64::from((day - today - 1).rem_euclid(7) + 1)
    };
    let by = count.checked_sub(count.signum())?.checked_mul(7)?.checked_add(first)?;
    now.checked_add(by.days()).ok().map(When::Day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays() {
        for (year, month, day) in [(2000, 4, 23), (2008, 3, 23), (2021, 4, 4), (2024, 3, 31), (2038, 4, 25)] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
        assert_eq!(holiday(Holiday::Pascha(0), 2021), Some(date(2021, 5, 2)));
        let advent = Holiday::NotAfter { month: 12, day: 3, weekday: 7 };
        assert_eq!(holiday(advent, 2021), Some(date(2021, 11, 28)));
        let thanksgiving = Holiday::Weekday { month: 11, day: 4, nth: 4 };
        assert_eq!(holiday(thanksgiving, 2020), Some(date(2020, 11, 26)));
        let now = date(2021, 2, 3);
        let christmas = Holiday::Fixed(12, 25);
        let open = |step, tense| open_holiday(now, christmas, step, tense).map(Date::year);
        assert_eq!(open(None, (false, false)), Some(2020));
        assert_eq!(open(None, (true, false)), Some(2021));
        assert_eq!(open(Some(-1), (false, false)), Some(2020));
        assert_eq!(open(Some(1), (false, false)), Some(2021));
    }

    #[test]
    fn counts_parts() {
        let may = (date(2021, 5, 1), date(2021, 5, 31));
        let edtf = |part, nth| nth_of(may, part, nth).map(When::edtf);
        assert_eq!(edtf(Nth::Weekday(1), 1).as_deref(), Some("2021-05-03"));
        assert_eq!(edtf(Nth::Weekday(1), -1).as_deref(), Some("2021-05-31"));
        assert_eq!(edtf(Nth::Weekday(1), 6), None);
        assert_eq!(edtf(Nth::Unit(Unit::Week), 1).as_deref(), Some("2021-W18"));
        assert_eq!(edtf(Nth::Unit(Unit::Day), -1).as_deref(), Some("2021-05-31"));
        let year = (date(2021, 1, 1), date(2021, 12, 31));
        assert_eq!(nth_of(year, Nth::Unit(Unit::Month), 9).map(When::edtf).as_deref(), Some("2021-09"));
    }

    #[test]
    fn moves() {
        let now = date(2021, 2, 3);
        assert_eq!(weekday_away(now, 7, 2).map(When::edtf).as_deref(), Some("2021-02-14"));
        assert_eq!(weekday_away(now, 3, -1).map(When::edtf).as_deref(), Some("2021-01-27"));
        let base = When::Day(now);
        assert_eq!(from_date(base, Unit::Year, Count::Exact(2), -1).map(When::edtf).as_deref(), Some("2019-02-03"));
    }
}
