//! How German writes sums.

use super::conventions::{Conventions, LoneScale};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::OtherRule;

/// The conventions of German.
pub(super) const CONVENTIONS: Conventions = Conventions {
    ellipsis: OtherRule {
        name: "money/de/ellipsis",
        description: "a sum of a list that leaves its currency out",
        examples: &["Das Haus kostete 3 Millionen Euro, der Garten 2 Millionen."],
    },
    ellipsis_stands,
    decimals_before_scale: false,
    scales_without_stop: &[],
    // "eine Million" is one, "Millionen" are many.
    lone_scale: |scale| if scale.ends_with("en") { LoneScale::Uncounted } else { LoneScale::One },
    no_cents: &["eine", "einen", "ein"],
    range_openers: &["von", "zwischen"],
    reaches: None,
    change_stems: false,
    weighs: |_, next| next.starts_with(char::is_uppercase),
    money_of_year: None,
    is_preposition,
};

/// "über" behind a noun or "sich" is a preposition: "ein Kredit über 5 Millionen", "freut sich über
/// 2.500 Euro".
fn is_preposition(bound: &str, before: &str) -> bool {
    bound == "über"
        && (before == "sich" || (before.starts_with(char::is_uppercase) && before != "Über"))
}

/// "das Museum 4 Millionen", "der zweite 120 Milliarden", "im Herbst – 70 Millionen".
fn ellipsis_stands(words: &Vocabulary, before: &str) -> bool {
    let word = before.rsplit(' ').next().unwrap_or_default();
    before.ends_with('–')
        || words.is(Class::Ordinal, word)
        || word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
}
