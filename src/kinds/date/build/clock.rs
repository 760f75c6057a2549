//! Builders for times of day.

use crate::gazetteer::Class;
use crate::kinds::date::expr::{Clock, Expr};
use crate::kinds::date::fields::{either, small};
use crate::kinds::date::phrase::glued;
use crate::kinds::rule::{Findings, Match};

/// A part of a day alone: "in the morning".
pub(crate) fn daypart(m: &Match<'_, '_>) -> Option<Expr> {
    Some(Expr::clock(Clock::part(m.words.value(Class::Daypart, m.get("part")?)?)?))
}

/// Two clock times: "10 bis 12.30 Uhr". In the afternoon ("2 to 4 p.m.") what stands behind the
/// second holds for both.
pub(crate) fn range(m: &Match<'_, '_>, afternoon: bool) -> Option<Findings<Expr>> {
    let side = |hour: &str, minute: &str, span: &str| {
        let hour: i8 = m.get(hour)?.parse().ok().filter(|h| (0..=24).contains(h))?;
        let minute = m.get(minute).and_then(|t| t.parse().ok());
        let clock = Clock::At { hour: in_half(hour, afternoon), minute };
        Some(m.at(m.span_of(span)?, Expr::clock(clock)))
    };
    let (from, to) = (side("first", "firstminute", "from")?, side("hour", "minute", "till")?);
    (!glued(m)).then(|| vec![from, to])
}

/// A clock time: groups `hour`, `minute`. `afternoon` tells whether an hour up to 11 is counted
/// from noon.
pub(crate) fn clock(m: &Match<'_, '_>, afternoon: bool) -> Option<Expr> {
    let hour: i8 =
        m.get("hour").and_then(|h| h.parse().ok()).or_else(|| small(m.whole_number("hour")?))?;
    let minute: Option<i8> = match either(m, "minute", "minute2") {
        Some(text) => Some(text.parse().ok()?),
        None => None,
    };
    let hour = m.int(Class::ClockHour, "hour").and_then(small).unwrap_or(hour);
    let hour = in_half(hour, afternoon);
    ((0..=24).contains(&hour) && minute.is_none_or(|m| (0..60).contains(&m)) && !glued(m))
        .then_some(Expr::clock(Clock::At { hour, minute }))
}

/// An hour in its half of the day.
fn in_half(hour: i8, afternoon: bool) -> i8 {
    if afternoon && hour < 12 { hour + 12 } else { hour }
}
