//! How Russian writes sums.

use super::conventions::{Conventions, LoneScale};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::OtherRule;

/// The conventions of Russian.
pub(super) const CONVENTIONS: Conventions = Conventions {
    ellipsis: OtherRule {
        name: "money/ru/ellipsis",
        description: "a sum of a list that leaves its currency out",
        examples: &["Дом стоил 3 млн рублей, а сад – 2 млн."],
    },
    ellipsis_stands,
    // Nobody groups before a scale: «1,234 млрд» has three decimals.
    decimals_before_scale: true,
    scales_without_stop: &["млн.", "млрд.", "трлн."],
    lone_scale: |_| LoneScale::One,
    no_cents: &[],
    range_openers: &["от", "с", "между"],
    reaches: Some("до"),
    change_stems: true,
    // «два фунта масла»
    weighs: |m, next| {
        next.chars().count() > 3
            && next.starts_with(char::is_lowercase)
            && !m.words.is(Class::MoneyOf, next)
    },
    money_of_year: None,
    is_preposition: |_, _| false,
};

/// «второй – 450 тысяч»: a dash stands for the verb.
fn ellipsis_stands(_: &Vocabulary, before: &str) -> bool {
    before.ends_with(['–', '-'])
}
