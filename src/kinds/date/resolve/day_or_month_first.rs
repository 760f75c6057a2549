//! Which part of "03/04/2021" is the day.
//!
//! What the user says holds; else the readers' region; else the other numeric dates of the
//! document, if each of them that can be read one way only ("25/01/2021") has the same order. Where
//! nothing tells, the day is taken first (what most of the world writes) and the value keeps both
//! readings.

use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::date::expr::Expr;
use crate::kinds::rule::Finding;
use crate::model::DateOrder;

/// The order that holds for a document; `None` if nothing tells.
pub(super) fn of(context: &Context<'_>, findings: &[Finding<Expr>]) -> Option<DateOrder> {
    // The table has the regions for all languages: any will do.
    let [words, ..] = context.words;
    let of_region = || of_region(words, context.document.region.as_deref()?);
    context.date_order.or_else(of_region).or_else(|| evidence(findings))
}

/// The order of a region: class `date_order` has those that do not write the day first. Where both
/// are written, the region tells nothing.
fn of_region(words: &Vocabulary, region: &str) -> Option<DateOrder> {
    match words.value(Class::DateOrder, region) {
        None => Some(DateOrder::DayFirst),
        Some("month_first") => Some(DateOrder::MonthFirst),
        Some(_) => None,
    }
}

/// The order of all dates that can be read in one way only.
fn evidence(findings: &[Finding<Expr>]) -> Option<DateOrder> {
    let mut orders = findings.iter().filter_map(|f| f.value.order);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}
