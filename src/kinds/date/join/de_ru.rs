//! German and Russian neighbours: a part and its whole are one date («первые шесть месяцев» and «2016
//! года»); a time has its day from the words behind it ("um 16 Uhr am 23. April").

use super::adjacent::{a_day, join_by, part_of_whole, timed};
use crate::gazetteer::Class;
use crate::kinds::context::Context;
use crate::kinds::date::expr::{Expr, Part, Point, TimeExpr};
use crate::kinds::rule::Finding;
use crate::model::Lang;

/// Joins neighbours. Takes and returns findings in order of place.
pub(super) fn join_adjacent(
    context: &Context<'_>,
    found: Vec<Finding<Expr>>,
) -> Vec<Finding<Expr>> {
    let found = join_by(context, found, Lang::De, part_of_whole);
    let mut found = join_by(context, found, Lang::Ru, part_of_whole);
    for i in 1..found.len() {
        let (left, right) = found.split_at_mut(i);
        if let (Some(a), Some(b)) = (left.last_mut(), right.first())
            && matches!(a.lang, Lang::De | Lang::Ru)
            && a.lang == b.lang
            && a.span.end <= b.span.start
            && let Some(expr) = clock_of_day(context, a, b)
        {
            a.value = expr;
        }
    }
    found
}

/// A time with the day behind it: "um 16 Uhr am 23. April", «вечером 5 мая». It stays a mention
/// beside the day.
fn clock_of_day(context: &Context<'_>, a: &Finding<Expr>, b: &Finding<Expr>) -> Option<Expr> {
    let between = context.text.normal[a.span.end..b.span.start].trim();
    let dated = matches!(b.value.time, TimeExpr::Point(Point { part: Part::Day(..), .. }));
    let link = between.is_empty()
        || between == "," && dated
        || context.words(a.lang).is(Class::DayLink, between);
    (a.value.time == TimeExpr::Clock && a_day(&b.value.time) && b.value.clock.is_none() && link)
        .then_some(())?;
    Some(timed(&Expr { bound: None, ..b.value.clone() }, a.value.clock?))
}
