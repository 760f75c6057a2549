//! The pattern engine: many patterns of one kind searched at one place, in one pass.
//!
//! A pattern is a regular expression in which `{name}` stands for a list of words and `^` for the
//! place of the anchor. The engine answers three questions, each for all patterns at once where
//! that is possible:
//!
//! 1. Which patterns have the words that they want before the anchor? ([`PatternSet::preceded`],
//!    read backwards)
//! 2. Which patterns match from the anchor on, and how far at most? ([`PatternSet::matches`])
//! 3. Which groups has a match? ([`PatternSet::groups`], for one pattern that is known to match)
//!
//! ```text
//! rule's pattern ── parse ──> Hir + word lists ── program ──> Program (ops) ── lazy_dfa ──> which match, how far
//!                                                                         └── backtrack ──> groups
//! ```
//!
//! # Why not regex-automata
//!
//! The patterns of a kind hold the same lists of up to a thousand words in some forty places.
//!
//! - regex-automata compiles each list into each pattern: half of the time of a short run. Here a
//!   list is one op that refers to a shared [`Trie`].
//! - Its lazy automaton has a row of some hundred bytes for each state, and the rows of our rules
//!   fit no near cache. Here a state keeps its first four steps side by side, as ranges of bytes,
//!   and the others in a hash table.
//! - Its bounded backtracker clears one bit for each state at each byte before it starts. Matches
//!   have twenty bytes, word lists thousands of states. Here the walk counts its steps and
//!   remembers places only if it takes many.
//!
//! A test below holds the engine against the regex crate. Patterns are ours alone, never a user's:
//! a fault in one is a defect that panics with the rule's name.

mod backtrack;
mod lazy_dfa;
mod parse;
mod pattern_set;
mod program;
mod trie;

pub(crate) use backtrack::{Backtracker, Groups};
pub(crate) use lazy_dfa::PatternMask;
pub(crate) use parse::{Sides, with_small_classes};
pub(crate) use pattern_set::{PatternSet, SearchCache};
pub(crate) use trie::Trie;

use std::sync::Arc;

/// Where patterns get the words behind `{name}`.
pub(crate) trait WordLists {
    /// The spellings of a list by their bytes, read forwards or backwards; `None` if there is no
    /// list of this name.
    fn list(&self, name: &str, backwards: bool) -> Option<Arc<Trie>>;

    /// The sub-pattern of this name; `None` if there is none. Sub-patterns are tried before lists.
    fn sub_pattern(&self, name: &str) -> Option<&str>;
}

#[cfg(test)]
mod tests;
