//! How English writes sums.

use super::conventions::{Conventions, LoneScale};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::{Match, OtherRule};

/// The conventions of English.
pub(super) const CONVENTIONS: Conventions = Conventions {
    ellipsis: OtherRule {
        name: "money/en/ellipsis",
        description: "a sum of a list that leaves its currency out",
        examples: &["The barge cost $310,000 and the crane 420,000."],
    },
    ellipsis_stands,
    decimals_before_scale: false,
    scales_without_stop: &[],
    lone_scale: |_| LoneScale::NoSum,
    no_cents: &["a", "A", "an"],
    range_openers: &["from", "between"],
    reaches: None,
    change_stems: false,
    weighs,
    money_of_year: Some("in"),
    is_preposition: |_, _| false,
};

/// "two pounds of butter", "a 5,000-pound bomb"; but "a 500-pound fine" costs.
fn weighs(m: &Match<'_, '_>, next: &str) -> bool {
    let head = m.head().trim_end();
    next == "of"
        || next.starts_with("heav")
        || next == "weight"
        || m.tail().starts_with('-')
        || m.words.lexicon.forms(Class::Weighing).any(|(word, _)| head.ends_with(word))
        || m.span_of("n").is_some_and(|n| m.text[n.end..].starts_with('-'))
            && !m.words.is(Class::SumNoun, next)
}

/// "the port 5 billion", "lot two 450,000", "in autumn, 70 million".
fn ellipsis_stands(words: &Vocabulary, before: &str) -> bool {
    if before.ends_with([',', '–']) {
        return true;
    }
    let mut last = before.rsplit(' ').filter(|w| !w.is_empty());
    let (word, lead) = (last.next().unwrap_or_default(), last.next().unwrap_or_default());
    let counted = words.is(Class::Number, word) || words.is(Class::Ordinal, word);
    let named = word.starts_with(char::is_uppercase) && !word.ends_with(['.', ':']);
    counted || named || words.is(Class::EllipsisLead, lead)
}
