//! A calendar day. The crate's public types do not expose the calendar library behind it.

use crate::error::{Error, ErrorKind};
use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar, between the years 0 and 9999. Days are ordered by time.
///
/// ```
/// use newsmill::model::Day;
///
/// let day: Day = "2021-01-25".parse()?;
/// assert_eq!((day.year(), day.month(), day.day()), (2021, 1, 25));
/// assert_eq!(Day::from_ymd(2021, 2, 29), None);
/// assert!("25.01.2021".parse::<Day>().is_err());
/// # Ok::<(), newsmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day with this year, month (from 1) and day of the month (from 1); `None` if the calendar
    /// has no such day.
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().filter(|_| year >= 0).map(Self)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The same day for calendar arithmetic.
    pub(crate) fn civil(self) -> Date {
        self.0
    }

    /// Days since 1 January 1970; negative before it.
    pub(crate) fn days_since_epoch(self) -> Option<i32> {
        jiff::civil::date(1970, 1, 1).until(self.0).ok().map(|span| span.get_days())
    }
}

/// `YYYY-MM-DD`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = Error;

    /// Reads `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let parsed = text.parse().ok().filter(|_| text.len() == "YYYY-MM-DD".len()).map(Self);
        parsed.ok_or_else(|| {
            Error::new(format!("\"{text}\" is not a day; write YYYY-MM-DD"))
                .with_kind(ErrorKind::Usage)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_iso_days() {
        for text in ["2021-01-25", "1999-12-31", "2020-02-29"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
        for text in
            ["", "2021-02-29", "2021-1-5", "2021-01-25T10:00", "25.01.2021", "2021-01", "20210125"]
        {
            let error = text.parse::<Day>().unwrap_err();
            assert!(error.to_string().contains("write YYYY-MM-DD"), "{text}: {error}");
        }
        assert!(Day::from_ymd(2021, 1, 2) > Day::from_ymd(2020, 12, 31));
        assert_eq!(Day::from_ymd(1970, 1, 11).unwrap().days_since_epoch(), Some(10));
    }
}
