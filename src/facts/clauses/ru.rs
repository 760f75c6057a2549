//! Russian clauses: a comma parts every clause.

use super::super::events::class;
use super::super::tokens::Tokens;

/// Whether a stretch begins with a subordinator or relative pronoun.
pub(super) fn opens(tokens: &Tokens<'_>, from: usize) -> bool {
    let begins = |at: usize| tokens.has(at, class::SUBORDINATE | class::RELATIVE);
    begins(from) || tokens.has(from, class::PREP) && begins(from + 1)
}

/// Whether a word is a verb in the past, of those that the table knows.
pub(super) fn is_finite(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    let past = ["л", "ла", "ло", "ли"].iter().any(|end| word.ends_with(end));
    matches!(word, "был" | "была" | "было" | "были")
        || past && !tokens.events.forms(word).is_empty()
}
