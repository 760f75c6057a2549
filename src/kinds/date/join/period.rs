//! A length and the date that it ends with: "the six months to the end of September", "die Woche bis
//! zum 7. Juni".

use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::date::expr::{Count, Expr, Part, Point, TimeExpr, Unit};
use crate::kinds::rule::Finding;
use crate::model::Span;
use crate::text::boundary::word_before;

/// The most words of a phrase between the length and the date.
const LINK_WORDS: usize = 3;

/// Adds such periods. Takes and returns findings in order of place; the length and the date stay
/// mentions inside.
pub(super) fn join(context: &Context<'_>, mut found: Vec<Finding<Expr>>) -> Vec<Finding<Expr>> {
    let mut periods = Vec::new();
    for i in 0..found.len() {
        if found[i].nested || !ends_period(&found[i].value) {
            continue;
        }
        let before = i.checked_sub(1).map(|a| &found[a]);
        let Some(period) = period(context, before, &found[i]) else {
            continue;
        };
        found[i].nested = true;
        found[i].value.bound = None;
        if let Some(a) = i.checked_sub(1).filter(|a| found[*a].span.start >= period.span.start) {
            found[a].nested = true;
        }
        periods.push(period);
    }
    if !periods.is_empty() {
        found.extend(periods);
        found.sort_by_key(|f| f.span);
    }
    found
}

/// Whether a period may end with it: a day or a month.
fn ends_period(expr: &Expr) -> bool {
    expr.clock.is_none()
        && matches!(expr.time, TimeExpr::Point(Point { part: Part::Day(..) | Part::Month(_), .. }))
}

/// The period that ends with `end`, if a length and a link stand before it. `before` is the mention
/// before it.
fn period(
    context: &Context<'_>,
    before: Option<&Finding<Expr>>,
    end: &Finding<Expr>,
) -> Option<Finding<Expr>> {
    let text: &str = &context.text.normal;
    let words = context.words(end.lang);
    let (at, ended) = link(words, text, end.span.start)?;
    let head = text[..at].trim_end_matches([' ', ',']);
    let (start, unit, count) = match before {
        Some(Finding {
            span,
            value: Expr { time: TimeExpr::Length { unit, count: Count::Exact(count) }, .. },
            nested: false,
            ..
        }) if span.end == head.len() => (span.start, *unit, *count),
        // "the half year to the end of March"
        Some(Finding {
            span,
            value:
                Expr { time: TimeExpr::Length { unit: Unit::Year, count: Count::AndHalf(n) }, .. },
            nested: false,
            ..
        }) if span.end == head.len() => (span.start, Unit::Month, n.checked_mul(12)? + 6),
        _ => {
            let word = word_before(text, head.len());
            let unit = Unit::from_value(words.value(Class::Unit, word)?)?;
            let plural = words.is(Class::PluralUnit, word);
            (!plural).then_some((head.len() - word.len(), unit, 1))?
        }
    };
    let led = words.is(Class::PeriodLead, word_before(text, start));
    let long = unit >= Unit::Week && (count > 1 || unit != Unit::Day);
    (long && (led || ended)).then_some(())?;
    let expr = Expr { bound: None, ..end.value.clone() };
    Some(Finding {
        span: Span::new(start, end.span.end),
        value: Expr::new(TimeExpr::UpTo { unit, count, end: Box::new(expr) }),
        ..end.clone()
    })
}

/// The words that link a length to its last day: where they begin, and whether they say that it
/// ended.
fn link(words: &Vocabulary, text: &str, end: usize) -> Option<(usize, bool)> {
    let head = text[..end].trim_end_matches(' ');
    let mut at = head.len();
    let mut found = None;
    for _ in 0..LINK_WORDS {
        let word = word_before(text, at);
        if word.is_empty() {
            break;
        }
        at = text[..at].trim_end_matches(' ').len() - word.len();
        if let Some(value) = words.value(Class::PeriodLink, &text[at..head.len()]) {
            found = Some((at, value == "ended"));
        }
    }
    found
}
