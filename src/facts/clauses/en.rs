//! English clauses: many begin without a comma.

use super::super::events::class;
use super::super::tokens::Tokens;

/// Whether a stretch begins with a subordinator.
pub(super) fn opens(tokens: &Tokens<'_>, from: usize) -> bool {
    let begins = |at: usize| tokens.has(at, class::SUBORDINATE);
    begins(from) || tokens.has(from, class::PREP) && tokens.has(from + 1, class::RELATIVE)
}

/// Whether a word begins a clause without a comma before it.
pub(super) fn divides(tokens: &Tokens<'_>, at: usize) -> bool {
    if !tokens.has(at, class::SUBORDINATE) {
        return false;
    }
    match tokens.word(at) {
        // "a bank that …", "said that …", but not "that bank".
        "that" => !tokens.has(at + 1, class::ADVERB),
        // "as a result", "so far", "including".
        "as" | "so" | "since" | "including" | "once" | "before" | "until" => false,
        _ => true,
    }
}
