//! How a language cites laws, beside its rules: what the kind asks of every language.

use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::OtherRule;
use crate::model::{Normal, Span};

/// The conventions of a language.
pub(super) struct Conventions {
    /// The rule of known names.
    pub(super) known: OtherRule,
    /// The columns of a table of laws whose abbreviations its texts use.
    pub(super) abbreviations: &'static [&'static str],
    /// How titles begin that need the word "law" before them: «О связи».
    pub(super) dependent_titles: &'static [&'static str],
    /// Whether a name of the table is a sum of money at this place.
    pub(super) is_sum: fn(text: &str, name: Span<Normal>) -> bool,

    /// How lists of provisions in the plural begin.
    pub(super) plurals: &'static [&'static str],
    /// Words of one letter that are no number of a provision.
    pub(super) no_letters: &'static [&'static str],
    /// What stands between parts and the article behind them: «ч. 3 ст. 105», "paragraph 2 of
    /// Article 6".
    pub(super) part_links: &'static [&'static str],
    /// Whether a law stands in the genitive right behind its provision: «статья 5 договора».
    pub(super) genitive_links: bool,
    /// Whether a capitalised word behind "the Treaty" goes on with its name.
    pub(super) capital_goes_on: bool,
    /// Whether Roman numbers and letters behind a section and a space are its parts: "§ 130 III",
    /// "§ 86 a".
    pub(super) roman_parts: bool,

    /// Whether a law is that of a provision, by what stands between the provision and the law.
    pub(super) law_follows: fn(words: &Vocabulary, between: &str) -> bool,
    /// What stands between a number without a unit and its law.
    pub(super) number_links: &'static [&'static str],
    /// Whether such a number may be plain, of three digits.
    pub(super) plain_numbers: bool,
    /// Whether abbreviations alone name laws where the text cites laws.
    pub(super) abbreviations_alone: bool,
    /// Whether a provision without a law is one, and not a page of a book or a charity.
    pub(super) stands_bare: fn(&BareProvision<'_>) -> bool,

    /// Whose laws are meant where neither words nor numbers nor the text tell.
    pub(super) home: Option<&'static str>,
    /// The countries whose laws its texts cite without saying so; empty: any.
    pub(super) spoken: &'static [&'static str],
}

/// Whether a link is followed by one word that only describes the law: "des neuen", "of the amended".
pub(super) fn is_linked_by(
    words: &Vocabulary,
    between: &str,
    describes: impl Fn(&str) -> bool,
) -> bool {
    let Some(inner) = between.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' ')) else {
        return false;
    };
    let Some((link, word)) = inner.rsplit_once(' ') else { return false };
    words.is(Class::ProvisionLink, link) && describes(word)
}

/// Whether a law is that of a provision: nothing but a space stands between, or words of
/// [`Class::ProvisionLink`].
pub(super) fn is_linked(words: &Vocabulary, between: &str) -> bool {
    let inner = between.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' '));
    between == " " || inner.is_some_and(|inner| words.is(Class::ProvisionLink, inner))
}

/// A provision without a law.
pub(super) struct BareProvision<'a> {
    /// The words of its language.
    pub(super) words: &'a Vocabulary,
    /// The normalised text.
    pub(super) text: &'a str,
    /// Its place.
    pub(super) span: Span<Normal>,
    /// Whether the text names laws.
    pub(super) laws_named: bool,
    /// Whether the text cites a law with a provision.
    pub(super) laws_cited: bool,
}
