//! Organisations.

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

/// The known names.
#[derive(Debug)]
pub(crate) struct Gazetteer;

impl Gazetteer {
    /// Compiles the table; rows named in `without` are left out.
    pub(super) fn new(_tables: &[&crate::gazetteer::Table<'_>], _without: &[String]) -> crate::error::Result<Self> {
        Ok(Self)
    }
}

/// Chooses among the findings and resolves them.
pub(super) fn resolve(_findings: Vec<Finding<Expr>>, _context: &Context<'_>, _taken: &Taken, _orgs: &Gazetteer) -> Vec<Found> {
    Vec::new()
}
