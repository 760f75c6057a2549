//! How English texts cite laws.

use super::conventions::{BareProvision, Conventions, is_linked, is_linked_by};
use crate::gazetteer::Class;
use crate::kinds::rule::OtherRule;
use crate::text::boundary::{word_after, word_before};

/// The conventions of English.
pub(super) const CONVENTIONS: Conventions = Conventions {
    known: OtherRule {
        name: "law/en/known",
        description: "a law of the gazetteer",
        examples: &["Obamacare was upheld in court."],
    },
    abbreviations: &["abbr_en"],
    dependent_titles: &["On ", "Section "],
    is_sum: |_, _| false,
    plurals: &["Sections", "sections"],
    no_letters: &["a"],
    part_links: &["of"],
    genitive_links: false,
    capital_goes_on: true,
    roman_parts: false,
    law_follows: |words, between| {
        // "of the amended Data Act", "of the German Basic Law", "section 1304 of title 19, United …"
        let describes = |word: &str| {
            word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase())
                || words.is(Class::LawLand, word)
        };
        between == ", " || is_linked(words, between) || is_linked_by(words, between, describes)
    },
    number_links: &[" of the ", " of "],
    plain_numbers: false,
    abbreviations_alone: false,
    stands_bare,
    home: None,
    spoken: &[],
};

fn stands_bare(provision: &BareProvision<'_>) -> bool {
    let &BareProvision { words, text, span, laws_named, .. } = provision;
    let spelled = &text[span.range()];
    let tail = &text[span.end..];
    let unit =
        spelled.split([' ', '.']).next().is_some_and(|first| words.is(Class::BareUnit, first));
    // "Section 5 of the report"
    let of_other = tail.strip_prefix(" of ").is_some_and(|of| {
        !words.is(Class::BareOf, word_after(of.strip_prefix("the ").unwrap_or(of), 0))
    });
    let led = || words.is(Class::BareLead, word_before(text, span.start));
    unit && !of_other && (laws_named || spelled.contains('(') || led())
}
