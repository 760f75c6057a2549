//! One conversion from a resolved calendar unit to EDTF, TIMEX3, grain and days, so that the four
//! always agree.

use crate::model::{DateModifier, Grain};
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};

/// A calendar unit that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CalendarUnit {
    Day(Date),
    /// ISO year and week.
    Week(i16, i8),
    Weekend(i16, i8),
    Month(i16, i8),
    Quarter(i16, i8),
    /// 21 spring … 24 winter; the year is that of its first month.
    Season(i16, i8),
    Half(i16, i8),
    Year(i16),
    /// The first year divided by ten.
    Decade(i16),
    /// The first year divided by a hundred; below 0 so many centuries before Christ (−5 is the fifth).
    Century(i16),
    /// A month, or a day in it, of an unknown year.
    Floating(i8, Option<i8>),
}

impl CalendarUnit {
    /// The ISO week of a day.
    pub(crate) fn week_of(day: Date) -> Self {
        let week = day.iso_week_date();
        Self::Week(week.year(), week.week())
    }

    /// The EDTF (ISO 8601-2) form.
    pub(crate) fn edtf(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(year, week) => format!("{}-W{week:02}", year4(year)),
            Self::Weekend(..) | Self::Half(..) => match self.bounds() {
                Some((first, last)) => format!("{}/{}", first.edtf(), last.edtf()),
                None => self.timex(),
            },
            Self::Month(year, month) => format!("{}-{month:02}", year4(year)),
            Self::Quarter(year, quarter) => format!("{}-Q{quarter}", year4(year)),
            Self::Season(year, season) => format!("{}-{season}", year4(year)),
            Self::Year(year) => year4(year),
            Self::Decade(decade) => format!("{decade:03}X"),
            Self::Century(century @ ..0) => format!("-{:02}XX", -1 - i32::from(century)),
            Self::Century(century) => format!("{century:02}XX"),
            Self::Floating(month, None) => format!("XXXX-{month:02}"),
            Self::Floating(month, Some(day)) => format!("XXXX-{month:02}-{day:02}"),
        }
    }

    /// The TIMEX3 value.
    pub(crate) fn timex(self) -> String {
        match self {
            Self::Year(year) if year <= 0 => format!("BC{:04}", 1 - i32::from(year)),
            Self::Weekend(year, week) => format!("{}-W{week:02}-WE", year4(year)),
            Self::Half(year, half) => format!("{}-H{half}", year4(year)),
            Self::Season(year, season) => {
                format!(
                    "{}-{}",
                    year4(year),
                    ["SP", "SU", "FA", "WI"][(season - 21).clamp(0, 3) as usize]
                )
            }
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century @ ..0) => format!("BC{:02}", -1 - i32::from(century)),
            Self::Century(century) => format!("{century:02}"),
            Self::Day(_)
            | Self::Week(..)
            | Self::Month(..)
            | Self::Quarter(..)
            | Self::Year(_)
            | Self::Floating(..) => self.edtf(),
        }
    }

    /// The unit.
    pub(crate) const fn grain(self) -> Grain {
        match self {
            Self::Day(_) | Self::Floating(_, Some(_)) => Grain::Day,
            Self::Week(..) => Grain::Week,
            Self::Weekend(..) => Grain::Weekend,
            Self::Month(..) | Self::Floating(_, None) => Grain::Month,
            Self::Quarter(..) => Grain::Quarter,
            Self::Season(..) => Grain::Season,
            Self::Half(..) => Grain::Half,
            Self::Year(_) => Grain::Year,
            Self::Decade(_) => Grain::Decade,
            Self::Century(_) => Grain::Century,
        }
    }

    /// First and last day.
    pub(crate) fn days(self) -> Option<(Date, Date)> {
        let months = |year: i16, first: i8, count: i64| {
            let start = Date::new(year, first, 1).ok()?;
            Some((start, start.checked_add(count.months()).ok()?.yesterday().ok()?))
        };
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Week(year, week) => {
                let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
                Some((monday, monday.checked_add(6.days()).ok()?))
            }
            Self::Weekend(year, week) => {
                let saturday = ISOWeekDate::new(year, week, Weekday::Saturday).ok()?.date();
                Some((saturday, saturday.tomorrow().ok()?))
            }
            Self::Month(year, month) => months(year, month, 1),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Self::Season(year, season) => months(year, (season - 20) * 3, 3),
            Self::Half(year, half) => months(year, half * 6 - 5, 6),
            Self::Year(year) => months(year, 1, 12),
            Self::Decade(decade) => months(decade.checked_mul(10)?, 1, 120),
            // The year 1 before Christ is 0.
            Self::Century(century) => {
                months(century.checked_mul(100)?.checked_add(i16::from(century < 0))?, 1, 1200)
            }
            Self::Floating(..) => None,
        }
    }

    /// The first and last day, or month where that says it, as units: how an interval names its
    /// ends.
    fn bounds(self) -> Option<(Self, Self)> {
        let (first, last) = self.days()?;
        Some(match self {
            Self::Half(..) => {
                (Self::Month(first.year(), first.month()), Self::Month(last.year(), last.month()))
            }
            Self::Day(_)
            | Self::Week(..)
            | Self::Weekend(..)
            | Self::Month(..)
            | Self::Quarter(..)
            | Self::Season(..)
            | Self::Year(_)
            | Self::Decade(_)
            | Self::Century(_)
            | Self::Floating(..) => (Self::Day(first), Self::Day(last)),
        })
    }

    /// The stretch that "early", "mid-" and "late" mean, as two units: thirds of a month, a
    /// decade and a century; the first quarter, the middle four months and the last four of a year; the first and
    /// last three days of a week. Where the words name no agreed stretch, nothing.
    pub(crate) fn edge(self, edge: DateModifier) -> Option<(Self, Self)> {
        let pick = |start, mid, end| match edge {
            DateModifier::Start => Some(start),
            DateModifier::Mid => Some(mid),
            DateModifier::End => Some(end),
            DateModifier::Before
            | DateModifier::After
            | DateModifier::Since
            | DateModifier::Until
            | DateModifier::About => None,
        };
        let (first, last) = self.days()?;
        match self {
            Self::Month(year, month) => {
                let (from, to) = pick((1, 10), (11, 20), (21, last.day()))?;
                Some((Self::Day(date(year, month, from)), Self::Day(date(year, month, to))))
            }
            Self::Year(year) => {
                let (from, to) = pick((1, 3), (5, 8), (9, 12))?;
                Some((Self::Month(year, from), Self::Month(year, to)))
            }
            Self::Week(..) => {
                let (from, to) = pick((0, 2), (2, 4), (4, 6))?;
                let day = |n: i8| first.checked_add(i64::from(n).days()).ok().map(Self::Day);
                Some((day(from)?, day(to)?))
            }
            Self::Decade(_) | Self::Century(_) => {
                let years = last.year() - first.year();
                let (from, to) = if years < 10 {
                    pick((0, 3), (4, 6), (7, 9))?
                } else {
                    pick((0, 32), (33, 66), (67, 99))?
                };
                let year = |n: i8| Self::Year(first.year() + i16::from(n));
                Some((year(from), year(to)))
            }
            Self::Day(_)
            | Self::Weekend(..)
            | Self::Quarter(..)
            | Self::Season(..)
            | Self::Half(..)
            | Self::Floating(..) => None,
        }
    }

    /// The `nth` of `of` equal parts of a month, year, decade or century.
    pub(crate) fn fraction(self, nth: i16, of: i16) -> Option<(Self, Self)> {
        let (first, last) = self.days()?;
        (1 <= nth && nth <= of).then_some(())?;
        match (self, of) {
            (Self::Month(year, month), 2) => {
                let (from, to) = if nth == 1 { (1, 15) } else { (16, last.day()) };
                Some((Self::Day(date(year, month, from)), Self::Day(date(year, month, to))))
            }
            (Self::Month(year, month), 3) => {
                let (from, to) =
                    [(1, 10), (11, 20), (21, last.day())][usize::try_from(nth - 1).ok()?];
                Some((Self::Day(date(year, month, from)), Self::Day(date(year, month, to))))
            }
            (Self::Year(year), 2..=4) => {
                let months = i8::try_from(12 / of).ok()?;
                let end = months * i8::try_from(nth).ok()?;
                Some((Self::Month(year, end - months + 1), Self::Month(year, end)))
            }
            (Self::Decade(_) | Self::Century(_), _) => {
                let years = last.year() - first.year() + 1;
                let from = first.year() + years * (nth - 1) / of;
                Some((Self::Year(from), Self::Year(first.year() + years * nth / of - 1)))
            }
            _ => None,
        }
    }
}

/// A year in at least four digits, with its sign before them.
fn year4(year: i16) -> String {
    if year < 0 { format!("-{:04}", -i32::from(year)) } else { format!("{year:04}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts() {
        for (when, edtf, timex, days) in [
            (
                CalendarUnit::Day(date(2021, 1, 25)),
                "2021-01-25",
                "2021-01-25",
                "2021-01-25 2021-01-25",
            ),
            (CalendarUnit::Week(2020, 53), "2020-W53", "2020-W53", "2020-12-28 2021-01-03"),
            (
                CalendarUnit::Weekend(2021, 3),
                "2021-01-23/2021-01-24",
                "2021-W03-WE",
                "2021-01-23 2021-01-24",
            ),
            (CalendarUnit::Month(2020, 2), "2020-02", "2020-02", "2020-02-01 2020-02-29"),
            (CalendarUnit::Quarter(2021, 1), "2021-Q1", "2021-Q1", "2021-01-01 2021-03-31"),
            (CalendarUnit::Season(2020, 24), "2020-24", "2020-WI", "2020-12-01 2021-02-28"),
            (CalendarUnit::Half(2018, 1), "2018-01/2018-06", "2018-H1", "2018-01-01 2018-06-30"),
            (CalendarUnit::Year(-479), "-0479", "BC0480", "-000479-01-01 -000479-12-31"),
            (CalendarUnit::Decade(199), "199X", "199", "1990-01-01 1999-12-31"),
            (CalendarUnit::Century(18), "18XX", "18", "1800-01-01 1899-12-31"),
        ] {
            let (first, last) = when.days().unwrap();
            assert_eq!((when.edtf().as_str(), when.timex().as_str()), (edtf, timex));
            assert_eq!(format!("{first} {last}"), days);
        }
        assert_eq!(CalendarUnit::Floating(1, Some(25)).edtf(), "XXXX-01-25");
        assert_eq!(CalendarUnit::Floating(1, Some(25)).days(), None);
    }

    #[test]
    fn edges() {
        let (from, to) = CalendarUnit::Month(2020, 2).edge(DateModifier::End).unwrap();
        assert_eq!(format!("{}/{}", from.edtf(), to.edtf()), "2020-02-21/2020-02-29");
        assert_eq!(CalendarUnit::Day(date(2020, 2, 2)).edge(DateModifier::End), None);
    }
}
