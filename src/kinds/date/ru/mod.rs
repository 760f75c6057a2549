//! Russian word order of dates.

mod calendar;
mod coordinated;
mod partial;
mod relative;

use super::build::DateRule;
use crate::kinds::rule::concat;

/// How many rules there are.
const COUNT: usize =
    calendar::RULES.len() + coordinated::RULES.len() + relative::RULES.len() + partial::RULES.len();

/// The rules, in order of precedence between equal spans.
pub(super) const RULES: &[DateRule] =
    &concat::<_, COUNT>(&[calendar::RULES, coordinated::RULES, relative::RULES, partial::RULES]);
