//! Neighbours: what dates that stand side by side say together.

mod de;
mod en;
mod links;
mod range;
mod ru;

use super::expr::Expr;
use crate::kinds::rule::Finding;
use crate::model::Lang;
use links::Links;

/// Joins neighbours. Takes and returns findings in order of place.
pub(super) fn join(text: &str, found: Vec<Finding<Expr>>) -> Vec<Finding<Expr>> {
    range::join(text, en::join_adjacent(text, found), links)
}

fn links(lang: Lang) -> &'static Links {
    match lang {
        Lang::En => &en::LINKS,
        Lang::De => &de::LINKS,
        Lang::Ru => &ru::LINKS,
    }
}
