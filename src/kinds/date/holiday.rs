//! Holidays: days that the year finds by a rule.
//!
//! Class `holiday` of the calendar table. Its value is a day (`12-25`), so many days from Easter Sunday (`easter+49`, `easter-2`; `pascha+0` for the
//! Orthodox one), a weekday of a month (`11-Thu-4`, `05-Mon--1` for the last), or the weekday on a day or last before it (`Sun<12-24`).

use super::build::{Found, day_point, one, small, year};
use super::dress::{after, before};
use super::expr::{What, Year};
use crate::kinds::rule::Match;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The rule of a day that every year has once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feast {
    /// The same day of every year: month, day.
    Fixed(i8, i8),
    /// So many days after the Easter Sunday of the western churches.
    Easter(i64),
    /// So many days after the Easter Sunday of the eastern churches.
    Pascha(i64),
    /// A weekday (Monday is 1) of a month; −1 is the last.
    Nth { month: i8, weekday: i8, nth: i8 },
    /// The weekday on a day (month, day) or last before it.
    NotAfter { month: i8, day: i8, weekday: i8 },
}

impl Feast {
    /// The rule that a lexicon value writes.
    pub(super) fn from_value(value: &str) -> Option<Self> {
        if let Some(days) = value.strip_prefix("easter") {
            return Some(Self::Easter(days.parse().ok()?));
        }
        if let Some(days) = value.strip_prefix("pascha") {
            return Some(Self::Pascha(days.parse().ok()?));
        }
        if let Some((name, date)) = value.split_once('<') {
            let (month, day) = date.split_once('-')?;
            return Some(Self::NotAfter {
                month: month.parse().ok()?,
                day: day.parse().ok()?,
                weekday: weekday(name)?,
            });
        }
        let mut parts = value.splitn(3, '-');
        let (month, second) = (parts.next()?.parse().ok()?, parts.next()?);
        match parts.next() {
            Some(nth) => Some(Self::Nth { month, weekday: weekday(second)?, nth: nth.parse().ok()? }),
            None => Some(Self::Fixed(month, second.parse().ok()?)),
        }
    }

    /// Its day in a year.
    pub(super) fn in_year(self, year: i16) -> Option<Date> {
        let named = |n: i8| Weekday::from_monday_one_offset(n).ok();
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
            Self::Pascha(days) => pascha(year)?.checked_add(days.days()).ok(),
            Self::Nth { month, weekday, nth } => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, named(weekday)?).ok()
            }
            Self::NotAfter { month, day, weekday } => {
                Date::new(year, month, day).ok()?.tomorrow().ok()?.nth_weekday(-1, named(weekday)?).ok()
            }
        }
    }
}

fn weekday(name: &str) -> Option<i8> {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    small(names.iter().position(|n| *n == name)? as i64 + 1)
}

/// Easter Sunday of the western churches (the Gregorian computus).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let corrected = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + corrected + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    month_and_day(year, moon + weekday - 7 * late + 114)
}

/// The day that both computations end with.
fn month_and_day(year: i16, sum: i32) -> Option<Date> {
    Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}

/// Easter Sunday of the eastern churches (the Julian computus) in our calendar.
fn pascha(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let moon = (19 * (y % 19) + 15) % 30;
    let weekday = (2 * (y % 4) + 4 * (y % 7) - moon + 34) % 7;
    let behind = y / 100 - y / 400 - 2;
    month_and_day(year, moon + weekday + 114)?.checked_add(i64::from(behind).days()).ok()
}

/// "Christmas Day 2020", "letztes Ostern", «Рождество»: group `holiday`, and `year` where one stands behind.
pub(super) fn holiday(m: &Match<'_, '_>) -> Found {
    let span = m.span();
    // A compound or a name has a hyphen or goes on: "Silvester-Party".
    if m.text[span.end..].starts_with('-') || m.text[..span.start].ends_with('-') {
        return Vec::new();
    }
    let what = || {
        let feast = Feast::from_value(m.words.value("holiday", m.get("holiday")?)?)?;
        let year = match after(m, span.end, "of_year").and_then(|(_, by)| by.parse().ok()) {
            Some(by) if !m.has("year") => Year::Shift(by),
            _ => year(m)?,
        };
        let step = before(m, span.start, "direction", &[' ']).and_then(|(_, step)| step.parse::<i64>().ok());
        match (feast, step, year) {
            (Feast::Fixed(month, day), None, year) => day_point(year, month, day),
            (_, Some(step), Year::Open) => Some(What::Feast { feast, year, step: Some(step) }),
            _ => Some(What::Feast { feast, year, step: None }),
        }
    };
    let mut found = one(m, what());
    for f in &mut found {
        if matches!(f.value.what, What::Feast { year: Year::Shift(_), .. })
            && let Some((end, _)) = after(m, span.end, "of_year")
        {
            f.span.end = f.span.end.max(end);
        }
        if matches!(f.value.what, What::Feast { step: Some(_), .. })
            && let Some((start, _)) = before(m, span.start, "direction", &[' '])
        {
            f.span.start = f.span.start.min(start);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn feasts() {
        for (value, expected) in [
            ("12-25", date(2021, 12, 25)),
            ("easter+0", date(2021, 4, 4)),
            ("easter+39", date(2021, 5, 13)),
            ("easter-2", date(2021, 4, 2)),
            ("pascha+0", date(2021, 5, 2)),
            ("11-Thu-4", date(2021, 11, 25)),
            ("05-Mon--1", date(2021, 5, 31)),
            ("Sun<12-03", date(2021, 11, 28)),
        ] {
            assert_eq!(Feast::from_value(value).and_then(|f| f.in_year(2021)), Some(expected), "{value}");
        }
        for (year, month, day) in [(1995, 4, 16), (2008, 3, 23), (2011, 4, 24), (2038, 4, 25), (1981, 4, 19)] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }
}
