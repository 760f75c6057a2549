//! German and Russian neighbours: a part and its whole are one date («первые шесть месяцев» and «2016
//! года»); a time has its day from the words behind it ("um 16 Uhr am 23. April").

use super::adjacent::{Pair, a_day, join_by, part_of_whole, whole_unit};
use crate::gazetteer::Class;
use crate::kinds::context::Context;
use crate::kinds::date::expr::{Clock, Count, Expr, Part, Point, TimeExpr, Unit};
use crate::kinds::rule::Finding;
use crate::model::{Lang, Span};

/// Joins neighbours. Takes and returns findings in order of place.
pub(super) fn join_adjacent(
    context: &Context<'_>,
    found: Vec<Finding<Expr>>,
) -> Vec<Finding<Expr>> {
    let found = join_by(context, found, Lang::De, |pair| part_of_whole(pair, true));
    let whole = |pair: &Pair<'_>| part_of_whole(pair, true).or_else(|| months_of_year(pair));
    let mut found = join_by(context, found, Lang::Ru, whole);
    for i in 1..found.len() {
        let (left, right) = found.split_at_mut(i);
        if let (Some(a), Some(b)) = (left.last_mut(), right.first_mut())
            && matches!(a.lang, Lang::De | Lang::Ru)
            && a.lang == b.lang
            && a.span.end <= b.span.start
            && let Some(expr) = clock_of_day(context, a, b)
        {
            a.value = expr;
            // «утром в среду, 17 мая»: one mention, with the day inside. A clock time stays beside it.
            let part = matches!(a.value.clock, Some(Clock::Part(_)));
            if a.lang == Lang::Ru && part && !a.nested && !b.nested {
                a.span.end = b.span.end;
                b.nested = true;
                b.value.bound = None;
            }
        }
    }
    let days: Vec<_> = found.iter().filter_map(|night| day_of_night(context, night)).collect();
    if !days.is_empty() {
        found.extend(days);
        found.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    }
    found
}

/// «за девять месяцев 2020 года»: its first nine.
fn months_of_year(&Pair { a, between, b, .. }: &Pair<'_>) -> Option<Expr> {
    let TimeExpr::Length { unit: unit @ (Unit::Month | Unit::Quarter), count: Count::Exact(n) } =
        a.value.time
    else {
        return None;
    };
    let year = whole_unit(&b.value.time) == Some(Unit::Year) && b.value.bound.is_none();
    (between.is_empty() && year).then(|| Expr::parts(unit, 1, n, Some(&b.value)))
}

/// The day in «ночь на 8 декабря», a mention inside the night.
fn day_of_night(context: &Context<'_>, night: &Finding<Expr>) -> Option<Finding<Expr>> {
    if night.lang != Lang::Ru || night.value.clock != Some(Clock::Part("NI")) {
        return None;
    }
    let text = &context.text.normal[night.span.range()];
    let words = context.words(Lang::Ru);
    let at = text.match_indices(' ').map(|(i, _)| i).nth(1)?;
    words.is(Class::PartOf, &text[..at]).then(|| Finding {
        span: Span::new(night.span.start + at + 1, night.span.end),
        value: Expr { clock: None, ..night.value.clone() },
        nested: true,
        ..night.clone()
    })
}

/// A time with the day behind it: "um 16 Uhr am 23. April", «вечером 5 мая».
fn clock_of_day(context: &Context<'_>, a: &Finding<Expr>, b: &Finding<Expr>) -> Option<Expr> {
    let between = context.text.normal[a.span.end..b.span.start].trim();
    let dated = matches!(b.value.time, TimeExpr::Point(Point { part: Part::Day(..), .. }));
    let link = between.is_empty()
        || between == "," && dated
        || context.words(a.lang).is(Class::DayLink, between);
    (a.value.time == TimeExpr::Clock && a_day(&b.value.time) && b.value.clock.is_none() && link)
        .then_some(())?;
    Some(Expr { bound: None, clock: a.value.clock, ..b.value.clone() })
}
