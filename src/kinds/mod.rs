//! The kinds of mention in three languages, and the [`Grammar`] that runs them.
//!
//! Each kind is a folder: `mod.rs` with its type and its table of rules by language; `en.rs`,
//! `de.rs`, `ru.rs` with the rules (word order); `resolve` with what a match means. Kinds do not
//! know each other. [`kinds`] is the list of them: its order decides which kind gives way.

pub(crate) mod anchors;
mod compiled;
pub(crate) mod context;
pub(crate) mod countries;
pub(crate) mod country;
mod date;
mod grammar;
mod kind;
mod law;
mod money;
mod org;
pub(crate) mod overlap;
pub(crate) mod rule;
mod rule_set;
pub(crate) mod vocabulary;

pub(crate) use grammar::{Found, Grammar, GrammarOptions};

use crate::gazetteer::{OrgTable, Table};
use compiled::compile;
use kind::AnyKind;

/// What kinds are built from: tables parsed, and rows to leave out.
pub(crate) struct Tables<'a> {
    /// The user's tables of organisations, compiled.
    pub(crate) orgs: Vec<OrgTable>,
    /// The other tables: the user's first, then the built-in ones.
    pub(crate) others: Vec<&'a Table<'a>>,
    /// Rows to leave out, by id or by any name.
    pub(crate) without: &'a [String],
}

/// The kinds, in the order in which they resolve; each sees what those before it took.
///
/// Laws go first, for their numbers look like dates and sums; then money; then organisations, whose
/// names may hold years; dates last, so that what they are resolved against is never a number of
/// something else.
fn kinds(tables: Tables<'_>) -> Vec<Box<dyn AnyKind>> {
    vec![
        compile(law::Law::new(&tables)),
        compile(money::Money),
        compile(org::Org::new(tables)),
        compile(date::Date),
    ]
}
