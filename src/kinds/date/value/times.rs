//! The calendar units that a resolved expression names.

use super::edtf::CalendarUnit;
use super::interval::Interval;
use crate::model::DateBasis;

/// What is known of the time that an expression names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// No calendar unit.
    None,
    One(CalendarUnit),
    Between(Interval),
    /// A range whose end is not known.
    From(CalendarUnit),
    /// A range whose start is not known.
    To(CalendarUnit),
}

/// The calendar units that an expression names.
#[derive(Debug, Clone)]
pub(crate) struct Times {
    extent: Extent,
    /// The other reading of a numeric date.
    pub(crate) other: Option<CalendarUnit>,
    /// The stretch of the unit that is meant, where that is not all of it.
    pub(crate) part: Option<Interval>,
    /// What it rests on.
    pub(crate) basis: DateBasis,
}

impl Times {
    /// One unit; unresolved where there is none.
    pub(crate) const fn one(first: Option<CalendarUnit>, basis: DateBasis) -> Self {
        match first {
            Some(unit) => Self::of(Extent::One(unit), basis),
            None => Self::of(Extent::None, DateBasis::Unresolved),
        }
    }

    const fn of(extent: Extent, basis: DateBasis) -> Self {
        Self { extent, other: None, part: None, basis }
    }

    /// No calendar unit, where the expression names none: a length, a repetition.
    pub(crate) const fn none() -> Self {
        Self::of(Extent::None, DateBasis::Explicit)
    }

    /// From one unit to another.
    pub(crate) const fn stretch(interval: Interval, basis: DateBasis) -> Self {
        Self::of(Extent::Between(interval), basis)
    }

    /// A range of which an end may be unknown; nothing where it would end before it starts.
    pub(crate) fn range(
        from: Option<CalendarUnit>,
        to: Option<CalendarUnit>,
        basis: DateBasis,
    ) -> Option<Self> {
        Some(match (from, to) {
            (Some(from), Some(to)) => Self::stretch(Interval::new(from, to)?, basis),
            (Some(from), None) => Self::of(Extent::From(from), basis),
            (None, Some(to)) => Self::of(Extent::To(to), basis),
            (None, None) => Self::one(None, basis),
        })
    }

    /// The unit, or the first of two.
    pub(crate) const fn first(&self) -> Option<CalendarUnit> {
        match self.extent {
            Extent::One(unit) | Extent::From(unit) => Some(unit),
            Extent::Between(interval) => Some(interval.first()),
            Extent::None | Extent::To(_) => None,
        }
    }

    /// The last unit of a range or window.
    pub(crate) const fn last(&self) -> Option<CalendarUnit> {
        match self.extent {
            Extent::Between(interval) => Some(interval.last()),
            Extent::To(unit) => Some(unit),
            Extent::None | Extent::One(_) | Extent::From(_) => None,
        }
    }

    /// These times, of which a stretch is meant.
    pub(crate) fn with_part(self, part: Option<Interval>) -> Self {
        Self { part, ..self }
    }

    /// These times with another reading.
    pub(crate) fn with_other(self, other: Option<CalendarUnit>) -> Self {
        Self { other, ..self }
    }

    /// One unit that is found from this one, on the same basis.
    pub(crate) fn map(&self, read: impl Fn(CalendarUnit) -> Option<CalendarUnit>) -> Self {
        Self::one(self.first().and_then(read), self.basis)
    }
}
