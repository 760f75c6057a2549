//! The anchors that many rules name.

use crate::kinds::anchors::Anchor;

/// A month.
pub(super) const MONTH: &[Anchor] = &[Anchor::Month];
/// A unit of time.
pub(super) const UNIT: &[Anchor] = &[Anchor::TimeUnit];
/// A number.
pub(super) const NUMBER: &[Anchor] = &[Anchor::Number];
/// A number or an ordinal word.
pub(super) const NUMBER_OR_ORDINAL: &[Anchor] = &[Anchor::Number, Anchor::Ordinal];
/// An ordinal word.
pub(super) const ORDINAL: &[Anchor] = &[Anchor::Ordinal];
/// Four digits that may be a year.
pub(super) const YEAR: &[Anchor] = &[Anchor::Year];
/// Digits joined to digits.
pub(super) const NUMERIC: &[Anchor] = &[Anchor::Numeric];
/// A weekday.
pub(super) const WEEKDAY: &[Anchor] = &[Anchor::Weekday];
/// A season.
pub(super) const SEASON: &[Anchor] = &[Anchor::Season];
/// A rarer unit or stretch of time.
pub(super) const PERIOD: &[Anchor] = &[Anchor::Period];
/// A word with which a date opens.
pub(super) const LEAD: &[Anchor] = &[Anchor::Lead];
/// A word that points from the day of writing.
pub(super) const DEICTIC: &[Anchor] = &[Anchor::Deictic];
/// A part of a day.
pub(super) const DAY_PART: &[Anchor] = &[Anchor::DayPart];
/// A time by the clock.
pub(super) const CLOCK: &[Anchor] = &[Anchor::Clock];
