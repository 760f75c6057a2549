//! German and Russian neighbours that are one date together: "um 16 Uhr" and "am 23. April", «первые
//! шесть месяцев» and «2016 года».

use super::adjacent::{Pair, a_day, join_by, part_of_whole, timed};
use crate::gazetteer::Class;
use crate::kinds::context::Context;
use crate::kinds::date::expr::{Expr, TimeExpr};
use crate::kinds::rule::Finding;
use crate::model::Lang;

/// Joins neighbours. Takes and returns findings in order of place.
pub(super) fn join_adjacent(
    context: &Context<'_>,
    found: Vec<Finding<Expr>>,
) -> Vec<Finding<Expr>> {
    let found = join_by(context, found, Lang::De, one);
    join_by(context, found, Lang::Ru, one)
}

/// The two as one mention.
fn one(pair: &Pair<'_>) -> Option<Expr> {
    part_of_whole(pair).or_else(|| clock_of_day(pair))
}

/// A time and its day: "um 16 Uhr am 23. April", «вечером 5 мая».
fn clock_of_day(&Pair { words, a, between, b, .. }: &Pair<'_>) -> Option<Expr> {
    let (left, right) = (&a.value, &b.value);
    let link = matches!(between, "" | ",") || words.is(Class::DayLink, between);
    (left.time == TimeExpr::Clock && a_day(&right.time) && right.clock.is_none() && link)
        .then_some(())?;
    Some(timed(right, left.clock?))
}
