//! From findings to values: what gives way, what is joined, and which calendar day each expression
//! names.
//!
//! The conventions, with their reasons and shares, stand in ARCHITECTURE.md under "Date
//! conventions". Without a publication date, a year named shortly before counts (basis `text`);
//! else the year stays unknown. The day of the run is never used.

mod calendar;
mod day_or_month_first;
mod focus;
mod holiday;
mod narrative;
mod parts;
mod point;
mod ranges;
mod resolver;
mod times;

use super::expr::{Expr, Part, TimeExpr, Year};
use super::{join, value};
use crate::kinds::context::{Context, ResolvedMention};
use crate::kinds::overlap::{Taken, longest};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, DateBasis, Value};
use resolver::Resolver;

/// Chooses among the findings and resolves them.
pub(super) fn resolve(
    mut findings: Vec<Finding<Expr>>,
    context: &Context<'_>,
    taken: &Taken,
) -> Vec<ResolvedMention> {
    findings.retain(|f| !taken.touches(f.span));
    let chosen = join::join(context, longest(findings));
    let mut resolver = Resolver::new(context, &chosen);
    let found = chosen.into_iter().filter_map(|finding| {
        let expr = &finding.value;
        let times = resolver.resolve(context, &finding)?;
        Some(ResolvedMention {
            span: finding.span,
            value: Value::Date(value::of(expr, &times)),
            lang: finding.lang,
            equivalent_of: None,
            warning: None,
            rule: finding.rule,
            resources: Vec::new(),
            confidence: confidence(expr, times.basis),
        })
    });
    found.collect()
}

fn confidence(expr: &Expr, basis: DateBasis) -> Confidence {
    match basis {
        DateBasis::Unresolved => Confidence::Weak,
        DateBasis::Text => Confidence::Medium,
        // "im Sommer", "in the first quarter" are of another year, or of every year, more often than
        // open days are.
        DateBasis::DocumentDate if is_open_stretch(&expr.time) => Confidence::Medium,
        DateBasis::DocumentDate => Confidence::Strong,
        DateBasis::Explicit => {
            if matches!(expr.time, TimeExpr::Either(..) | TimeExpr::Clock) {
                Confidence::Strong
            } else {
                Confidence::Certain
            }
        }
    }
}

/// Whether an expression is a season or a quarter without a year.
fn is_open_stretch(time: &TimeExpr) -> bool {
    let part = time.point().filter(|point| point.year == Year::Open).map(|point| point.part);
    matches!(part, Some(Part::Season(_) | Part::Quarter(_)))
}
