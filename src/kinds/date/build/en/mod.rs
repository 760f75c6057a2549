//! Builders for what only English says.

pub(crate) mod calendar;
pub(crate) mod clock;
pub(crate) mod numeric;
pub(crate) mod partial;
pub(crate) mod relative;
pub(crate) mod unit;
pub(crate) mod years;
