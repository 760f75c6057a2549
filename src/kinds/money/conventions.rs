//! How a language writes sums, beside its rules: what the kind asks of every language.

use crate::kinds::context::Vocabulary;
use crate::kinds::rule::{Match, OtherRule};

/// The conventions of a language.
pub(super) struct Conventions {
    /// The rule of sums that leave their currency out.
    pub(super) ellipsis: OtherRule,
    /// Whether a number behind `before`, without a currency, counts money as the sum before it does.
    pub(super) ellipsis_stands: fn(words: &Vocabulary, before: &str) -> bool,
    /// Whether one comma or stop before a scale is a decimal mark, however many digits follow:
    /// «1,234 млрд».
    pub(super) decimals_before_scale: bool,
    /// Abbreviated scales that are written without a stop: one behind them ends the sentence.
    pub(super) scales_without_stop: &'static [&'static str],
    /// What a scale says that stands without a number.
    pub(super) lone_scale: fn(scale: &str) -> LoneScale,
    /// Articles that count no cents.
    pub(super) no_cents: &'static [&'static str],
    /// Words that open a range and bound nothing.
    pub(super) range_openers: &'static [&'static str],
    /// A bound that says what was reached where a change is told before it: «выросла до».
    pub(super) reaches: Option<&'static str>,
    /// Whether words of change are known by their stems.
    pub(super) change_stems: bool,
    /// Whether a word for money and weight is a weight here. `next` is the word behind the match.
    pub(super) weighs: fn(m: &Match<'_, '_>, next: &str) -> bool,
    /// What stands before a year whose money is meant: "in 2015 dollars".
    pub(super) money_of_year: Option<&'static str>,
    /// Whether a bound is a preposition behind the word `before`, and no bound.
    pub(super) is_preposition: fn(bound: &str, before: &str) -> bool,
}

/// What a scale says that stands without a number.
pub(super) enum LoneScale {
    /// There is no sum: "the million dollar question".
    NoSum,
    /// There are many: "Millionen Euro".
    Uncounted,
    /// There is one: «миллион рублей».
    One,
}
