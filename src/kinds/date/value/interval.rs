//! A stretch of time between two calendar units.

use super::edtf::CalendarUnit;

/// From one unit to another, both included. It cannot end before it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval {
    first: CalendarUnit,
    last: CalendarUnit,
}

impl Interval {
    /// The interval of two units; nothing where the second ends before the first starts. Units of an
    /// unknown year have no order.
    pub(crate) fn new(first: CalendarUnit, last: CalendarUnit) -> Option<Self> {
        let ordered = match (first.days(), last.days()) {
            (Some((start, _)), Some((_, end))) => start <= end,
            (None, _) | (_, None) => true,
        };
        ordered.then_some(Self { first, last })
    }

    /// Where it starts.
    pub(crate) const fn first(self) -> CalendarUnit {
        self.first
    }

    /// Where it ends.
    pub(crate) const fn last(self) -> CalendarUnit {
        self.last
    }
}
