//! How German writes sums.

use super::conventions::{Conventions, LoneScale};

/// The conventions of German.
pub(super) const CONVENTIONS: Conventions = Conventions {
    decimals_before_scale: false,
    scales_without_stop: &[],
    // "eine Million" is one, "Millionen" are many.
    lone_scale: |scale| if scale.ends_with("en") { LoneScale::Uncounted } else { LoneScale::One },
    no_cents: &["eine", "einen", "ein"],
    range_openers: &["von", "zwischen"],
    range_opener_ends: &['m', 'n'],
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
