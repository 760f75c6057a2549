//! How German texts cite laws.

use super::conventions::{Conventions, is_linked, is_linked_by};
use crate::gazetteer::Class;
use crate::kinds::rule::OtherRule;
use crate::text::boundary::word_after;

/// The conventions of German.
pub(super) const CONVENTIONS: Conventions = Conventions {
    known: OtherRule {
        name: "law/de/known",
        description: "a law of the gazetteer",
        examples: &["Das Karfreitagsabkommen hielt."],
    },
    abbreviations: &["abbr_de", "abbr_en"],
    dependent_titles: &["Über "],
    is_sum: |_, _| false,
    plurals: &["Artikeln"],
    no_letters: &["a"],
    part_links: &[],
    genitive_links: false,
    capital_goes_on: false,
    roman_parts: true,
    law_follows: |words, between| {
        // "des neuen Klimaschutzgesetzes"
        let describes = |word: &str| word.starts_with(char::is_lowercase) && word.ends_with("en");
        between == " (" || is_linked(words, between) || is_linked_by(words, between, describes)
    },
    number_links: &[" des ", " der "],
    plain_numbers: false,
    abbreviations_alone: true,
    stands_bare: |provision| {
        let spelled = &provision.text[provision.span.range()];
        // "SozR 4 § 11 Nr. 7 RdNr. 14": a decision or a commentary by its margin number.
        let behind = word_after(provision.text, provision.span.end);
        provision.laws_named
            && provision.laws_cited
            && !provision.words.is(Class::LawMargin, behind)
            && (spelled.starts_with('§') || spelled.starts_with("Art"))
    },
    home: Some("DE"),
    spoken: &["DE", "AT", "CH", "LI"],
};
