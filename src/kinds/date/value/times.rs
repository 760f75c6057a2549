//! The calendar units that a resolved expression names.

use super::edtf::CalendarUnit;
use crate::model::DateBasis;

/// The calendar units that an expression names.
#[derive(Debug, Clone)]
pub(crate) struct Times {
    /// The unit, or the first of two.
    pub(crate) first: Option<CalendarUnit>,
    /// The last unit of a range or window.
    pub(crate) last: Option<CalendarUnit>,
    /// The other reading of a numeric date.
    pub(crate) other: Option<CalendarUnit>,
    /// The stretch of the unit that is meant, where that is not all of it.
    pub(crate) part: Option<(CalendarUnit, CalendarUnit)>,
    /// What it rests on.
    pub(crate) basis: DateBasis,
}

impl Times {
    /// One unit; unresolved where there is none.
    pub(crate) const fn one(first: Option<CalendarUnit>, basis: DateBasis) -> Self {
        let basis = if first.is_some() { basis } else { DateBasis::Unresolved };
        Self { first, last: None, other: None, part: None, basis }
    }

    /// No calendar unit, where the expression names none: a length, a repetition.
    pub(crate) const fn none() -> Self {
        Self { first: None, last: None, other: None, part: None, basis: DateBasis::Explicit }
    }

    /// From one unit to another.
    pub(crate) const fn stretch(first: CalendarUnit, last: CalendarUnit, basis: DateBasis) -> Self {
        Self { last: Some(last), ..Self::one(Some(first), basis) }
    }

    /// One unit that is found from this one, on the same basis.
    pub(crate) fn map(&self, read: impl Fn(CalendarUnit) -> Option<CalendarUnit>) -> Self {
        Self::one(self.first.and_then(read), self.basis)
    }
}
