//! The day of a holiday, of a year or of none said.

use super::calendar::FAR_DAYS;
use crate::kinds::date::expr::Holiday;
use crate::kinds::date::value::edtf::CalendarUnit;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Easter Sunday of the Western churches (the Gregorian computus).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
    Date::new(year.try_into().ok()?, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?)
        .ok()
}

/// Easter Sunday of the Eastern churches (the Julian computus) in our calendar.
fn pascha(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let moon = (19 * (y % 19) + 15) % 30;
    let n = moon + (2 * (y % 4) + 4 * (y % 7) - moon + 34) % 7 + 114;
    let julian =
        Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()?;
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

/// The holiday that an open name means: the last or next one where that is said, else the one of
/// the own year or, if that is far off or the sentence says so, of a neighbouring one.
pub(super) fn open_holiday(
    now: Date,
    day: Holiday,
    step: Option<i64>,
    (ahead, past): (bool, bool),
) -> Option<Date> {
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
pub(super) fn weekend_at(day: Date) -> Option<(CalendarUnit, Option<CalendarUnit>)> {
    let to_saturday = match day.weekday().to_monday_one_offset() {
        n @ 1..=2 => -1 - i64::from(n),
        n => 6 - i64::from(n),
    };
    let saturday = day.checked_add(to_saturday.days()).ok()?;
    match to_saturday {
        -2 => Some((CalendarUnit::Day(saturday), Some(CalendarUnit::Day(day)))),
        1 => Some((CalendarUnit::Day(day), Some(CalendarUnit::Day(saturday.tomorrow().ok()?)))),
        _ => {
            let week = saturday.iso_week_date();
            Some((CalendarUnit::Weekend(week.year(), week.week()), None))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays() {
        for (year, month, day) in
            [(2000, 4, 23), (2008, 3, 23), (2021, 4, 4), (2024, 3, 31), (2038, 4, 25)]
        {
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
}
