//! Which part of "03/04/2021" is the day.
//!
//! What the user says holds; else the readers' region; else the other numeric dates of the
//! document, if each of them that can be read one way only ("25/01/2021") has the same order. Where
//! nothing tells, the day is taken first (what most of the world writes) and the value keeps both
//! readings.

use crate::kinds::date::expr::Expr;
use crate::kinds::rule::Finding;
use crate::model::DateOrder;

/// Regions that write the month first: CLDR's short date pattern of English there.
const MONTH_FIRST: &[&str] = &["US", "PH", "FM", "PW", "GU", "AS", "MP", "PR", "VI", "UM", "MH"];
/// Regions that write both, so that the region tells nothing.
const MIXED: &[&str] = &["CA"];

/// The order that holds for a document; `None` if nothing tells.
pub(super) fn of(
    told: Option<DateOrder>,
    region: Option<&str>,
    findings: &[Finding<Expr>],
) -> Option<DateOrder> {
    told.or_else(|| of_region(region?)).or_else(|| evidence(findings))
}

fn of_region(region: &str) -> Option<DateOrder> {
    let is = |list: &[&str]| list.iter().any(|r| r.eq_ignore_ascii_case(region));
    if is(MIXED) {
        return None;
    }
    Some(if is(MONTH_FIRST) { DateOrder::MonthFirst } else { DateOrder::DayFirst })
}

/// The order of all dates that can be read in one way only.
fn evidence(findings: &[Finding<Expr>]) -> Option<DateOrder> {
    let mut orders = findings.iter().filter_map(|f| f.value.order);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}
