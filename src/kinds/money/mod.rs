//! Amounts of money.

use super::context::{Context, Found};
use super::overlap::Taken;
use super::rule::{Finding, Rule};
use crate::model::Lang;
use crate::text::Anchor;

/// What a rule of this kind reads, before it is resolved.
#[derive(Debug, Clone)]
pub(crate) struct Expr;

/// The classes of the lexicon that anchor rules of this kind.
pub(super) const ANCHORS: &[(&str, Anchor)] = &[];

/// The rules of a language.
pub(super) fn rules(lang: Lang) -> &'static [Rule<Expr>] {
    match lang {
        Lang::En => &[],
        Lang::De => &[],
        Lang::Ru => &[],
    }
}

/// Chooses among the findings and resolves them.
pub(super) fn resolve(_findings: Vec<Finding<Expr>>, _context: &Context<'_>, _taken: &Taken) -> Vec<Found> {
    Vec::new()
}
