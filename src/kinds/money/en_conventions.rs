//! How English writes sums.

use super::conventions::{Conventions, LoneScale};
use crate::gazetteer::Class;
use crate::kinds::rule::Match;

/// The conventions of English.
pub(super) const CONVENTIONS: Conventions = Conventions {
    decimals_before_scale: false,
    scales_without_stop: &[],
    lone_scale: |_| LoneScale::NoSum,
    no_cents: &["a", "A", "an"],
    range_openers: &["from", "between"],
    range_opener_ends: &['m', 'n'],
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
