//! What a language needs to read claims: plain data, which `en.rs`, `de.rs` and `ru.rs` fill in.
//!
//! Patterns are read over a sentence in lower case in which every mention is blanked out by a mark:
//! `{o}` an organisation, `{m}` a sum, `{d}` a date, `{l}` a law. `{one}` and `{many}` are the
//! language's words for an organisation or several named before ("the group", "both companies").

use crate::model::FactKind;

/// A pattern of one language: a phrase after or before which the target stands.
#[derive(Debug)]
pub(super) struct ClaimPattern {
    pub(super) name: &'static str,
    pub(super) kind: FactKind,
    /// The phrase.
    pub(super) cue: &'static str,
    /// Where the target stands.
    pub(super) target: TargetSide,
}

/// Where a target stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TargetSide {
    /// The first organisation after the cue.
    After,
    /// The last organisation before it.
    Before,
}

/// The words of a language that claims need. Word lists hold whole words; one that ends in `*` may
/// go on.
#[derive(Debug)]
pub(super) struct ClaimWords {
    pub(super) patterns: &'static [ClaimPattern],
    /// A sentence without any of these says nothing for us; as they stand in a text, capital or
    /// not.
    pub(super) trigger: &'static [&'static str],
    /// Words that take a claim back: negation, threat, possibility, lifting.
    pub(super) refuse: &'static [&'static str],
    /// Phrases after which another clause begins, which the words above do not reach.
    pub(super) contrast: &'static [&'static str],
    /// Words between cue and target that make somebody else the target.
    pub(super) other: &'static [&'static str],
    /// Words between verb and body after which the body is not the verb's object: "bought a house
    /// near X".
    pub(super) indirect: &'static [&'static str],
    /// Words around a target that make a person or part of it the target: "the head of", "members".
    pub(super) person: &'static [&'static str],
    /// Nouns for a body in general, singular and plural.
    pub(super) noun: &'static str,
    /// A body named before.
    pub(super) one: &'static str,
    /// So many bodies named before.
    pub(super) many: &'static [(usize, &'static str)],
    /// What stands between two members of one enumeration.
    pub(super) join: &'static str,
    /// What stands between a sum and the next body with a sum of its own.
    pub(super) next: &'static str,
    /// Words that give a sum to each of several.
    pub(super) each: &'static [&'static str],
    /// Words that give a sum to several together.
    pub(super) total: &'static [&'static str],
    /// Words that hand out several sums or days in order.
    pub(super) respectively: &'static [&'static str],
    /// Words between body and sum that make the sum something else.
    pub(super) no_sum: &'static [&'static str],
    /// Words before an organisation that is only spoken to.
    pub(super) addressee: &'static [&'static str],
    /// What names the source of a claim: `who` is a name with capitals, as it stands in the text.
    pub(super) source: &'static [&'static str],
    /// What stands between a passive verb and the body that acted.
    pub(super) by: &'static str,
    /// What stands between the acting body and its verb.
    pub(super) acts: &'static str,
    /// A sum that is said to be another body's ("the same fine as {o}").
    pub(super) same: &'static str,
}
