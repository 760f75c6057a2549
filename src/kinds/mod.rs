//! The four kinds in three languages: the table of rules, and the [`Grammar`] that runs it.
//!
//! Each kind is a folder: `mod.rs` with its table by language, `en.rs`, `de.rs`, `ru.rs` with the rules (word order), `resolve.rs` with
//! what a match means. Kinds do not know each other; this file alone decides in which order they run and who gives way.

mod automaton;
mod capture;
pub(crate) mod context;
mod date;
mod grammar;
mod law;
mod money;
mod org;
pub(crate) mod overlap;
pub(crate) mod pattern;
mod program;
pub(crate) mod rule;
mod ruleset;
mod sieve;

pub(crate) use grammar::{Grammar, GrammarOptions};
