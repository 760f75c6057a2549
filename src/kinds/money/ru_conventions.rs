//! How Russian writes sums.

use super::conventions::{Conventions, LoneScale};
use crate::gazetteer::Class;

/// The conventions of Russian.
pub(super) const CONVENTIONS: Conventions = Conventions {
    // Nobody groups before a scale: «1,234 млрд» has three decimals.
    decimals_before_scale: true,
    scales_without_stop: &["млн.", "млрд.", "трлн."],
    lone_scale: |_| LoneScale::One,
    no_cents: &[],
    range_openers: &["от", "с", "между"],
    range_opener_ends: &['m', 'n', 'с'],
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
