//! Words that make a part or a direction of a time: "early", "the end of", "since".

use crate::gazetteer::Class;
use crate::kinds::date::expr::{Expr, TimeExpr, Unit};
use crate::kinds::rule::Match;
use crate::model::{DateModifier, Normal, Span};

/// Applies "early", "the end of"; "earlier" and "later" divide the unit of now at the day of
/// writing.
pub(crate) fn apply(expr: &mut Expr, value: &str) {
    let rest = match value {
        "earlier" => false,
        "later" | "rest" => true,
        _ => {
            expr.edge = modifier(value);
            return;
        }
    };
    if let TimeExpr::Shift { unit, by: 0 } = expr.time
        && unit != Unit::Day
    {
        expr.time = TimeExpr::SoFar { unit, rest };
    }
    expr.edge =
        (value != "rest").then_some(if rest { DateModifier::End } else { DateModifier::Start });
}

/// Whether the word before is «с» in the sense of "with": «по сравнению с 2015 годом». Behind it
/// stands the instrumental.
pub(super) fn is_with(m: &Match<'_, '_>, span: Span<Normal>, value: &str) -> bool {
    let mut ends = m.words.lexicon.forms(Class::InstrumentalEnd).map(|(end, _)| end);
    value == "since" && ends.any(|end| m.text[span.range()].ends_with(end))
}

/// The modifier that a value of the tables names.
pub(super) fn modifier(value: &str) -> Option<DateModifier> {
    Some(match value {
        "start" => DateModifier::Start,
        "mid" => DateModifier::Mid,
        "end" => DateModifier::End,
        "before" => DateModifier::Before,
        "after" => DateModifier::After,
        "since" => DateModifier::Since,
        "until" => DateModifier::Until,
        "about" => DateModifier::About,
        _ => return None,
    })
}
