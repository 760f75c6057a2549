//! Neighbours: what dates that stand side by side say together.

mod adjacent;
mod de_ru;
mod en;
mod period;
mod range;

use super::expr::Expr;
use crate::kinds::context::Context;
use crate::kinds::rule::Finding;

/// Joins neighbours. Takes and returns findings in order of place.
pub(super) fn join(context: &Context<'_>, found: Vec<Finding<Expr>>) -> Vec<Finding<Expr>> {
    let found = de_ru::join_adjacent(context, en::join_adjacent(context, found));
    range::join(context, period::join(context, adjacent::settled(context, found)))
}
