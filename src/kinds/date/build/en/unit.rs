//! English builders for a unit that the words around make a date: "year-end", "the day before",
//! "ended the week", "the year to date".

use crate::gazetteer::Class;
use crate::kinds::date::expr::{Expr, TimeExpr, Unit};
use crate::kinds::date::fields::unit;
use crate::kinds::date::phrase::{before, preceded_by};
use crate::kinds::rule::{Finding, Match};
use crate::model::{DateModifier, Span};
use crate::text::boundary::word_after;

/// "year-end", "the month's end".
pub(crate) fn end(m: &Match<'_, '_>) -> Option<Expr> {
    let mut expr = Expr::new(TimeExpr::Shift { unit: unit(m)?, by: 0 });
    expr.edge = Some(DateModifier::End);
    if before(m, m.span().start, Class::Bound, &[' ']).is_some_and(|(_, value)| value == "until") {
        expr.bound = Some(DateModifier::Until);
    }
    Some(expr)
}

/// "the rest of the week", "later that month", "ended the day": a unit that the words before make a
/// date.
pub(crate) fn closed(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let unit = unit(m)?;
    let whole = before(m, m.span().start, Class::Whole, &[' ']).map(|found| found.0);
    // "all week"
    if unit == Unit::Week
        && whole.is_none()
        && let Some(start) = preceded_by(m, m.span().start, &["all"])
    {
        return Some(
            m.at(Span::new(start, m.span().end), Expr::new(TimeExpr::Shift { unit, by: 0 })),
        );
    }
    let article = whole.or_else(|| preceded_by(m, m.span().start, &["the"]))?;
    whole.or_else(|| before(m, article, Class::Closes, &[' ']).map(|b| b.0))?;
    Some(m.at(Span::new(article, m.span().end), Expr::new(TimeExpr::FromLastNamed { unit, by: 0 })))
}

/// "the day before", "the year after": beside what the text named, where no event follows.
pub(crate) fn beside(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let unit = unit(m)?;
    let article = preceded_by(m, m.span().start, &["the"])?;
    let next = word_after(m.text, m.span().end);
    let event = next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || m.words.is(Class::NotAlone, next);
    let by = if m.has("after") { 1 } else { -1 };
    (!event).then(|| {
        m.at(Span::new(article, m.span().end), Expr::new(TimeExpr::FromLastNamed { unit, by }))
    })
}

/// "a year-earlier profit", "the year-ago quarter".
pub(crate) fn ago(m: &Match<'_, '_>) -> Option<Expr> {
    Some(Expr::new(TimeExpr::Shift { unit: unit(m)?, by: -1 }))
}

/// "the year to date": from its start to yesterday.
pub(crate) fn to_date(m: &Match<'_, '_>) -> Option<Expr> {
    Some(Expr::new(TimeExpr::SoFar { unit: unit(m)?, rest: false }))
}
