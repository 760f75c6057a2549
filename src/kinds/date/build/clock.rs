//! Builders for times of day.

use super::build::{Found, either, glued, small};
use super::dress::led;
use super::expr::{Clock, Expr, What};
use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::model::Lang;
use crate::text::boundary::word_after;

/// A part of a day alone: "in the morning".
pub(super) fn daypart(m: &Match<'_, '_>) -> Found {
    // "in der Nacht zum Mittwoch": the night belongs to the day that follows.
    let night = m.words.lang == Lang::De
        && ["auf", "zum", "zu", "vom", "des"].contains(&word_after(m.text, m.span().end))
        && m.get("part") == Some("Nacht");
    if night {
        return None;
    }
    let clock = Clock::part(m.words.value(Class::Daypart, m.get("part")?)?)?;
    Some(vec![m.whole(Expr { clock: Some(clock), ..Expr::new(What::Clock) })])
}

/// "10 bis 12.30 Uhr": two clock times.
pub(super) fn clock_range(m: &Match<'_, '_>) -> Found {
    let side = |hour: &str, minute: &str, span: &str| {
        let hour: i8 = m.get(hour)?.parse().ok().filter(|h| (0..=24).contains(h))?;
        let minute = m.get(minute).and_then(|t| t.parse().ok());
        // "2 to 4 p.m.": what stands behind the second holds for both.
        let half = either(m, "half", "half2").unwrap_or_default();
        let hour = if half.starts_with(['p', 'P']) && hour < 12 { hour + 12 } else { hour };
        Some(m.at(m.span_of(span)?, Expr { clock: Some(Clock::At { hour, minute }), ..Expr::new(What::Clock) }))
    };
    match (side("first", "firstminute", "from"), side("hour", "minute", "till")) {
        (Some(a), Some(b)) if !glued(m) => Some(vec![a, b]),
        _ => None,
    }
}

/// A clock time without "Uhr", only behind a word that makes it one: "um 9:30", "von 9:30 bis 11:00".
pub(super) fn clock_led(m: &Match<'_, '_>) -> Found {
    let opened = led(m, m.span().start, &["um", "ab", "gegen", "von", "bis", "zwischen", "seit"]).is_some();
    if opened { clock(m) } else { None }
}

/// A clock time: groups `hour`, `minute`, `half` (of day: am, pm).
pub(super) fn clock(m: &Match<'_, '_>) -> Found {
    let read = || {
        let hour: i8 = m.get("hour").and_then(|h| h.parse().ok()).or_else(|| small(m.whole_number("hour")?))?;
        let minute: Option<i8> = match either(m, "minute", "minute2") {
            Some(text) => Some(text.parse().ok()?),
            None => None,
        };
        let half = m.get("half").map(str::to_lowercase).unwrap_or_default();
        let hour = m.get("hour").and_then(|h| small(m.words.int(Class::ClockHour, h)?)).unwrap_or(hour);
        let afternoon = half.starts_with('p')
            || matches!(half.as_str(), "вечера" | "дня" | "abends" | "nachmittags" | "am abend" | "am nachmittag");
        let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
        ((0..=24).contains(&hour) && minute.is_none_or(|m| (0..60).contains(&m)) && !glued(m)).then_some(())?;
        Some(vec![m.whole(Expr { clock: Some(Clock::At { hour, minute }), ..Expr::new(What::Clock) })])
    };
    read()
}
