//! Builders for holidays.

use crate::gazetteer::Class;
use crate::kinds::date::expr::{Holiday, TimeExpr, Year};
use crate::kinds::rule::Match;
use crate::text::boundary::word_after;

/// "Christmas", "last Easter", "Thanksgiving 2019", "Labor Day weekend". Not the tree or the
/// island.
pub(crate) fn holiday(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let day = rule(m.words.value(Class::Holiday, m.get("holiday")?)?)?;
    let next = word_after(m.text, m.span().end);
    if m.words.is(Class::HolidayThing, next) || m.tail().starts_with('-') {
        return None;
    }
    let step = m.get("dir").and_then(|w| m.words.int(Class::Direction, w));
    let year = match (m.get("year"), m.get("of")) {
        (Some(year), _) => Year::Given(year.parse().ok()?),
        (None, Some(of)) => Year::Shift(m.words.int(Class::OfYear, of)?),
        (None, None) => Year::Open,
    };
    Some(TimeExpr::Holiday { day, year, step, weekend: m.has("weekend") })
}

/// The day that a holiday's table value names: `12-25`, `easter+1` or `pascha+1` (of the eastern
/// churches), `11/4/4` (month, weekday, which; −1 the last), `7<12-24` (the weekday on that day or
/// last before it).
fn rule(value: &str) -> Option<Holiday> {
    if let Some((weekday, date)) = value.split_once('<') {
        let (month, day) = date.split_once('-')?;
        return Some(Holiday::NotAfter {
            month: month.parse().ok()?,
            day: day.parse().ok()?,
            weekday: weekday.parse().ok()?,
        });
    }
    if let Some(after) = value.strip_prefix("pascha") {
        return Some(Holiday::Pascha(if after.is_empty() { 0 } else { after.parse().ok()? }));
    }
    if let Some(after) = value.strip_prefix("easter") {
        return Some(Holiday::Easter(if after.is_empty() { 0 } else { after.parse().ok()? }));
    }
    if let Some((month, day)) = value.split_once('-').filter(|_| !value.contains('/')) {
        return Some(Holiday::Fixed(month.parse().ok()?, day.parse().ok()?));
    }
    let mut parts = value.split('/').map(str::parse::<i8>);
    let mut part = || parts.next()?.ok();
    Some(Holiday::Weekday { month: part()?, day: part()?, nth: part()? })
}
