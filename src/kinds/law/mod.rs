//! Legal articles and laws: provisions, names of laws, and the citations that join them.
//!
//! `en.rs`, `de.rs`, `ru.rs` find provisions and the shapes of names; `gazetteer.rs` finds the names that are known; `resolve.rs` joins
//! what belongs together, `identify.rs` says which law is meant. Words are in `gazetteers/law_words.tsv`, laws in `gazetteers/laws.tsv`.

mod de;
mod en;
mod expr;
mod forms;
mod gazetteer;
mod identify;
mod join;
mod provisions;
mod resolve;
mod ru;
mod ru_title;
mod title;

pub(crate) use expr::Expr;
pub(crate) use gazetteer::Gazetteer;
pub(super) use resolve::resolve;

use super::rule::Rule;
use crate::gazetteer::Anchor;
use crate::model::Lang;

/// The classes of the lexicon that anchor rules of this kind.
pub(super) const ANCHORS: &[(&str, Anchor)] = &[
    ("provision_outer", Anchor::Provision),
    ("law_head", Anchor::Law),
    ("law_anchor", Anchor::Law),
    ("law_end", Anchor::Law),
    ("law_kind", Anchor::Law),
    ("law_short", Anchor::Law),
    ("law_zakon", Anchor::Law),
    ("law_ukaz", Anchor::Law),
    ("law_treaty", Anchor::Law),
    ("law_fz", Anchor::Law),
    ("law_codex", Anchor::Law),
    ("law_usc", Anchor::Law),
    ("law_order", Anchor::Law),
];

/// The rules of a language.
pub(super) fn rules(lang: Lang) -> &'static [Rule<Expr>] {
    match lang {
        Lang::En => en::RULES,
        Lang::De => de::RULES,
        Lang::Ru => ru::RULES,
    }
}
