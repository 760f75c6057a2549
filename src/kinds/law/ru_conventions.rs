//! How Russian texts cite laws.

use super::conventions::Conventions;
use crate::gazetteer::Class;
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
    article_follows: |list, seen| list.matches("ст").count() > seen,
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
    matches!(between, " " | " из " | ", " | ". ")
        || (between.starts_with(" (") && between.ends_with(") ") && !between[2..].contains('\n'))
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
