//! Which way a sentence looks: ahead from an open date, or back on what is over.

pub(crate) mod de_ru;
pub(crate) mod en;
mod sentence;

pub(crate) use sentence::{around, looks_ahead};
