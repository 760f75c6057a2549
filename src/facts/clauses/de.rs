//! German clauses: a relative pronoun looks like an article, the verb of its clause stands last.

use super::super::events::class;
use super::super::tokens::{Sort, Tokens};

/// Auxiliaries.
const VERB: u64 = class::BE | class::HAVE | class::MODAL | class::MUST | class::STATE;

/// Whether a stretch begins with a subordinator or relative pronoun.
pub(super) fn opens(tokens: &Tokens<'_>, from: usize) -> bool {
    let subordinator = tokens.has(from, class::SUBORDINATE);
    if from == 0 {
        // "Seit Mai …" is no clause.
        return subordinator && tokens.word(from) != "seit";
    }
    let pronoun = |at: usize| tokens.has(at, class::RELATIVE) && relative(tokens, at);
    subordinator || pronoun(from) || tokens.has(from, class::PREP) && pronoun(from + 1)
}

/// Whether "die", "der" or "das" behind a comma is a relative pronoun: its clause ends with a verb.
fn relative(tokens: &Tokens<'_>, at: usize) -> bool {
    if matches!(
        tokens.word(at),
        "denen" | "dessen" | "deren" | "welche" | "welcher" | "welches" | "welchen"
    ) {
        return true;
    }
    let end = (at + 1..tokens.list.len())
        .find(|i| matches!(tokens.mark(*i), "," | ";" | ":" | "(" | "–" | "." | "!" | "?"))
        .unwrap_or(tokens.list.len());
    let last = (at + 1..end).rev().find(|i| tokens.list[*i].sort == Sort::Word);
    last.is_some_and(|i| {
        let word = tokens.word(i);
        let form = !tokens.events.forms(word).is_empty()
            || ["t", "te", "en"].iter().any(|end| word.ends_with(end));
        tokens.has(i, VERB) || !tokens.list[i].capital && form
    })
}

/// Whether a word is a finite auxiliary.
pub(super) fn is_finite(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.has(at, VERB) && !tokens.word(at).starts_with("word")
}

/// "nicht erstattete Tickets": the negation of an attribute.
pub(super) fn attributive(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at + 1);
    let ending = ["e", "en", "er", "es", "em"].iter().any(|end| word.ends_with(end));
    ending
        && tokens.word(at) == "nicht"
        && tokens.get(at + 1).is_some_and(|t| !t.capital && t.class == 0)
        && tokens.get(at + 2).is_some_and(|t| t.capital || t.is_org())
}
