//! The words with which a language joins two dates.

/// Words between two dates and before the first, as they are written.
#[derive(Debug)]
pub(super) struct Links {
    /// Between two dates that share what stands once.
    pub(super) with: &'static [&'static str],
    /// Those of `with` that join the ends of a range if a word of `between` stands before the
    /// first.
    pub(super) and: &'static [&'static str],
    /// Between the ends of a range.
    pub(super) to: &'static [&'static str],
    /// Between the ends of a range if something else says that it is one.
    pub(super) closing: &'static [&'static str],
    /// Before the first end, where `closing` follows.
    pub(super) openers: &'static [&'static str],
    /// Before the first end, where `and` follows.
    pub(super) between: &'static [&'static str],
    /// Articles that may stand behind `between`.
    pub(super) articles: &'static [&'static str],
}
