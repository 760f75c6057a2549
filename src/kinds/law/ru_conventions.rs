//! How Russian texts cite laws.

use super::conventions::Conventions;
use crate::gazetteer::Class;
use crate::gazetteer::morphology::ru::endings::{self, ends_in};
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::OtherRule;
use crate::model::{Normal, Span};
use crate::text::boundary::word_before;

/// Stems and abbreviations of words for provisions: a number behind one counts no money.
const PROVISION_STEMS: [&str; 3] = ["стат", "пункт", "част"];
const PROVISION_ABBREVIATIONS: [&str; 3] = ["ст", "п", "ч"];

/// The conventions of Russian.
pub(super) const CONVENTIONS: Conventions = Conventions {
    known: OtherRule {
        name: "law/ru/known",
        description: "a law of the gazetteer",
        examples: &["Венский документ подписан."],
    },
    abbreviations: &["abbr_ru", "abbr_en"],
    dependent_titles: &["О ", "Об "],
    is_sum,
    plurals: &[],
    no_letters: &["и", "a", "в"],
    // «ч. 1 ст. 5, ч. 2 ст. 6»: each part belongs to the article behind it.
    part_links: &[""],
    genitive_links: true,
    capital_goes_on: false,
    roman_parts: false,
    law_follows,
    number_links: &[" "],
    plain_numbers: true,
    abbreviations_alone: false,
    stands_bare: |provision| {
        let before = word_before(provision.text, provision.span.start);
        provision.laws_named || provision.words.is(Class::BareLead, before)
    },
    home: Some("RU"),
    spoken: &[
        "RU", "KZ", "KG", "UZ", "TJ", "TM", "BY", "UA", "MD", "AM", "AZ", "GE", "LV", "LT", "EE",
    ],
};

/// «ст. 105 УК», «ст. 105 („Убийство“) УК РФ».
fn law_follows(_: &Vocabulary, between: &str) -> bool {
    matches!(between, " " | " из " | ", " | ". " | " к ")
        || describes(between)
        || (between.starts_with(" (") && between.ends_with(") ") && !between[2..].contains('\n'))
}

/// Whether one adjective stands between, which says nothing of whose law it is: «ст. 5 нового закона».
fn describes(between: &str) -> bool {
    let word = between.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' '));
    word.is_some_and(|word| {
        word.chars().all(|c| c.is_alphabetic() && c.is_lowercase())
            && word.chars().count() > 4
            && ends_in(word, endings::LAW_DESCRIBED)
    })
}

/// «120 CRC» counts colones: a bare number before three Latin capitals is a sum, unless a provision
/// is named.
fn is_sum(text: &str, name: Span<Normal>) -> bool {
    if name.len() != 3 || !text[name.range()].bytes().all(|b| b.is_ascii_uppercase()) {
        return false;
    }
    let head = text[..name.start].trim_end_matches(' ');
    let number = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = word_before(text, number.len());
    let cited = PROVISION_STEMS.iter().any(|stem| word.starts_with(stem))
        || PROVISION_ABBREVIATIONS.contains(&word);
    number.len() < head.len() && !cited
}
