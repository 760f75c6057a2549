//! English builders for times of day.

use crate::kinds::date::build::clock;
use crate::kinds::date::expr::Expr;
use crate::kinds::date::fields::either;
use crate::kinds::rule::{Findings, Match};

/// "5:30 p.m.", "17:30 GMT", "8 a.m. EST".
pub(crate) fn clock(m: &Match<'_, '_>) -> Option<Expr> {
    clock::clock(m, afternoon(m))
}

/// "9:30 to 11:00", "from 2 to 4 p.m.".
pub(crate) fn range(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    clock::range(m, afternoon(m))
}

/// Whether "p.m." stands behind (groups `half`, `half2`).
fn afternoon(m: &Match<'_, '_>) -> bool {
    either(m, "half", "half2").is_some_and(|half| half.starts_with(['p', 'P']))
}
