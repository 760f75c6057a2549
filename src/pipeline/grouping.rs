//! Which claims about one body tell one event: their dates decide, and their sums where dates are
//! missing.

use super::sums::{Sum, apart};
use crate::model::{Claim, ClaimAmount, Day, Rate};

/// A claim and the body that acted.
pub(super) type Heard = (Claim, Option<String>);

/// Days between two told days that may be one event: a decision and the news of it.
const NEAR: i32 = 3;
/// Days between an event and an undated report on it with another sum.
const NEWS: i32 = 21;
/// Days after which an undated report of a sum of its own tells of another event.
const YEAR: i32 = 400;

/// Claims that tell one event.
#[derive(Debug, Default)]
pub(super) struct Event {
    /// First and last day that it can have been on; `None` where no claim dates it.
    days: Option<(i32, i32)>,
    /// Month and day of an event of which no claim tells the year: `-01-25`.
    yearless: Option<String>,
    /// What its claims say, each value once: some events have thousands of claims.
    dates: Vec<String>,
    sums: Vec<Sum>,
    /// The first day on which a claim was published.
    published: Option<i32>,
    pub(super) claims: Vec<Heard>,
}

/// Groups claims about one body. The result does not depend on their order.
pub(super) fn events(mut claims: Vec<Heard>, rates: &[Rate]) -> Vec<Event> {
    // The most exact first: what is less exact joins what it fits.
    claims.sort_by_cached_key(|(claim, _)| {
        let date = claim.date.as_deref();
        let days = date.and_then(days);
        let length = days.map_or(i32::MAX, |d| d.1 - d.0);
        let undated = date.is_none();
        (undated, length, days, claim.doc.clone(), claim.start)
    });
    let mut events: Vec<Event> = Vec::new();
    for heard in claims {
        let claim = &heard.0;
        let date = claim.date.as_deref();
        let own: Vec<Sum> =
            claim.amount.iter().chain(&claim.equivalents).cloned().map(Sum::of).collect();
        let published = claim.published.as_deref().and_then(days).map(|d| d.0);
        let fitting: Vec<usize> = match (date.and_then(days), date) {
            (Some(own), _) => places(&events, |e| dated(e, own, date)),
            (None, Some(date)) => places(&events, |e| same_day(e, date)),
            (None, None) => places(&events, |e| undated(e, (&own, published), rates)),
        };
        let chosen = match fitting.as_slice() {
            [] => None,
            [only] => Some(*only),
            several => choose(&events, several, (&own, published)),
        };
        match chosen {
            Some(at) => events[at].push(heard),
            None => {
                let days = date.and_then(days);
                let yearless = date.filter(|_| days.is_none()).and_then(|d| d.get(4..));
                let yearless = yearless.map(str::to_owned);
                let mut event = Event { days, yearless, ..Event::default() };
                event.push(heard);
                events.push(event);
            }
        }
    }
    events
}

fn places(events: &[Event], fits: impl Fn(&Event) -> bool) -> Vec<usize> {
    (0..events.len()).filter(|at| fits(&events[*at])).collect()
}

impl Event {
    fn push(&mut self, heard: Heard) {
        let claim = &heard.0;
        if let Some(date) = &claim.date
            && !self.dates.contains(date)
        {
            self.dates.push(date.clone());
        }
        for sum in claim.amount.iter().chain(&claim.equivalents) {
            // 1 and 1.0 are equal, but not rounded alike.
            let scale = |sum: &ClaimAmount| sum.amount.map(|amount| amount.scale());
            let is_known = |known: &Sum| known.said == *sum && scale(&known.said) == scale(sum);
            if !self.sums.iter().any(is_known) {
                self.sums.push(Sum::of(sum.clone()));
            }
        }
        let published = claim.published.as_deref().and_then(days).map(|d| d.0);
        self.published = self.published.into_iter().chain(published).min();
        self.claims.push(heard);
    }

    /// The month of the event, as its id holds it; empty where none is told.
    pub(super) fn month(&self) -> String {
        let told = self.claims.iter().filter_map(|c| c.0.date.as_deref());
        let best =
            told.max_by_key(|d| (!d.starts_with('X'), d.len().min(10), std::cmp::Reverse(*d)));
        best.map_or_else(String::new, |d| d.get(..7).unwrap_or(d).to_owned())
    }
}

/// Whether a claim with a date of its own can tell this event.
fn dated(event: &Event, own: (i32, i32), date: Option<&str>) -> bool {
    let Some(days) = event.days else {
        return event.yearless.is_some() && date.is_some_and(|d| same_day(event, d));
    };
    if own.0 <= days.1 && days.0 <= own.1 {
        return true;
    }
    // Two days of one month contradict each other; two months are two events.
    let single = own.0 == own.1 && days.0 == days.1;
    let same = || event.dates.iter().any(|d| d.get(..7) == date.and_then(|d| d.get(..7)));
    single && ((own.0 - days.0).abs() <= NEAR || same())
}

/// Whether a date without a year can be that of the event.
fn same_day(event: &Event, date: &str) -> bool {
    let Some(day) = date.get(4..) else { return false };
    let fits =
        |other: &str| other.get(4..).is_some_and(|o| o.starts_with(day) || day.starts_with(o));
    event.dates.iter().any(|d| d.len() >= 7 && fits(d))
}

/// Whether a claim without a date, with these sums and of this day, can tell this event.
fn undated(event: &Event, (own, published): (&[Sum], Option<i32>), rates: &[Rate]) -> bool {
    let happened = event.days.map(|d| d.0).or(event.published);
    let (other, same) = sums(event, own, rates);
    let Some((published, happened)) = published.zip(happened) else { return !other };
    let later = published - happened;
    // No report before the event.
    if event.days.is_some() && later < -1 {
        return false;
    }
    same || later.abs() <= if other { NEWS } else { YEAR }
}

/// Whether the sums exclude each other, and whether they are told and are one.
fn sums(event: &Event, own: &[Sum], rates: &[Rate]) -> (bool, bool) {
    let pairs = || own.iter().flat_map(|a| event.sums.iter().map(move |b| (a, b)));
    let same = pairs()
        .any(|(a, b)| a.said.currency == b.said.currency && apart(a, b, rates) == Some(false));
    let other = !same && pairs().any(|(a, b)| apart(a, b, rates) == Some(true));
    (other, same)
}

/// Of several events the one with the claim's sum; else the last one before the report.
fn choose(
    events: &[Event],
    several: &[usize],
    (own, published): (&[Sum], Option<i32>),
) -> Option<usize> {
    let same: Vec<usize> =
        several.iter().copied().filter(|at| sums(&events[*at], own, &[]).1).collect();
    if let [only] = same.as_slice() {
        return Some(*only);
    }
    let published = published?;
    let last = several
        .iter()
        .copied()
        .filter_map(|at| Some((published - events[at].days?.0, at)))
        .filter(|(later, _)| (0..=NEWS * 3).contains(later))
        .min()?;
    Some(last.1)
}

/// First and last day of a date in EDTF, in days since 1970: a day, week, month, quarter, season or
/// year.
pub(super) fn days(edtf: &str) -> Option<(i32, i32)> {
    let year: i16 = edtf.get(..4)?.parse().ok()?;
    let of = |y: i16, m: i8, d: i8| Day::from_ymd(y, m, d).and_then(Day::days_since_epoch);
    let months = |from: i8, count: i8| {
        let (end_year, end) =
            if from + count > 12 { (year + 1, from + count - 12) } else { (year, from + count) };
        Some((of(year, from, 1)?, of(end_year, end, 1)? - 1))
    };
    match edtf.get(4..)? {
        "" => months(1, 12),
        rest => {
            let part = rest.strip_prefix('-')?;
            if let Some(week) = part.strip_prefix('W') {
                let week: i32 = week.parse().ok()?;
                // The week of 4 January is the first; 1 January 1970 was a Thursday.
                let fourth = of(year, 1, 4)?;
                let monday = fourth - (fourth + 3).rem_euclid(7) + (week - 1) * 7;
                return Some((monday, monday + 6));
            }
            if let Some(quarter) = part.strip_prefix('Q') {
                let quarter: i8 = quarter.parse().ok()?;
                return (1..=4).contains(&quarter).then(|| months(quarter * 3 - 2, 3))?;
            }
            let (month, day) = part.split_once('-').map_or((part, None), |(m, d)| (m, Some(d)));
            let month: i8 = month.parse().ok()?;
            match day {
                Some(day) => {
                    let day = of(year, month, day.parse().ok()?)?;
                    Some((day, day))
                }
                None if (1..=12).contains(&month) => months(month, 1),
                // Seasons: spring begins in March, winter in December.
                None if (21..=24).contains(&month) => months((month - 20) * 3, 3),
                None => None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_cover_their_days() {
        let length = |edtf: &str| days(edtf).map(|(a, b)| b - a + 1);
        assert_eq!(length("2021-02-03"), Some(1));
        assert_eq!(length("2021-02"), Some(28));
        assert_eq!(length("2021"), Some(365));
        assert_eq!(length("2021-W05"), Some(7));
        assert_eq!(length("2021-Q4"), Some(92));
        assert_eq!(length("2021-24"), Some(90));
        assert_eq!(length("XXXX-01-25"), None);
        let (monday, _) = days("2023-W37").expect("a week");
        assert_eq!(days("2023-09-11"), Some((monday, monday)));
    }
}
