//! Fixed phrases of a language that claims need: plain data, which `en.rs`, `de.rs` and `ru.rs` fill
//! in.
//!
//! Patterns are read over a sentence in lower case in which every mention is blanked out by a mark:
//! `{o}` is an organisation. `{noun}` is the language's nouns for bodies.

/// The phrases of a language.
#[derive(Debug)]
pub(super) struct ClaimWords {
    /// Nouns for a body in general, singular and plural.
    pub(super) noun: &'static str,
    /// What stands between two members of one enumeration.
    pub(super) join: &'static str,
    /// What stands between a sum and the next body with a sum of its own.
    pub(super) next: &'static str,
    /// What names the source of a claim: `who` is a name with capitals, as it stands in the text.
    pub(super) source: &'static [&'static str],
    /// A sum that is said to be another body's ("the same fine as {o}").
    pub(super) same: &'static str,
}
