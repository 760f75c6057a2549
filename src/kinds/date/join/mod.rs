//! Neighbours: what dates that stand side by side say together.

mod adjacent;
mod de_ru;
mod en;
mod period;
mod range;

use super::expr::Expr;
use crate::kinds::context::Context;
use crate::kinds::rule::Finding;
use crate::model::Lang;

/// Joins neighbours. Takes and returns findings in order of place.
pub(super) fn join(context: &Context<'_>, found: Vec<Finding<Expr>>) -> Vec<Finding<Expr>> {
    let found = de_ru::join_adjacent(context, en::join_adjacent(context, found));
    let found = period::join(context, adjacent::settled(context, found));
    let found = Lang::ALL
        .into_iter()
        .fold(found, |found, lang| adjacent::join_by(context, found, lang, adjacent::long_length));
    range::join(context, found)
}
