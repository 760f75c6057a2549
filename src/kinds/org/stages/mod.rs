//! From the findings of the rules to the organisations of a document: an ordered list of named
//! stages.
//!
//! The rules read one match at a time. The stages know the document and the gazetteer: each adds
//! findings, takes some away, or chooses between them. Their order matters, and each says why it
//! stands where it stands. [`STAGES`] is the list; a new source of names is a file here, a line in
//! it, and cases for its rules.

mod brackets;
mod de_acronyms;
mod de_initials;
mod de_other_uses;
mod en_acronyms;
mod en_events;
mod en_ru_beside;
mod en_short_forms;
mod en_short_names;
mod filters;
mod from_gazetteer;
mod lists;
mod recurring;
mod ru_acronyms;
mod ru_type_inside;
mod ru_without_country;
mod team_tables;

use super::expr::Expr;
use super::gazetteer::Gazetteer;
use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::overlap::Taken;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Lang, Normal, Span, by_lang};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The stages in the order in which they run.
const STAGES: [Stage; 18] = [
    filters::NO_COUNTRIES,
    from_gazetteer::STAGE,
    de_acronyms::STAGE,
    lists::STAGE,
    team_tables::STAGE,
    en_events::STAGE,
    filters::NOT_TAKEN,
    de_other_uses::STAGE,
    de_initials::STAGE,
    filters::LONGEST,
    // What follows reads the names chosen so far.
    en_ru_beside::STAGE,
    brackets::STAGE,
    ru_acronyms::STAGE,
    ru_without_country::STAGE,
    ru_type_inside::STAGE,
    en_short_names::STAGE,
    filters::LONGEST,
    recurring::STAGE,
];

/// A stage.
struct Stage {
    /// Its name, for messages.
    name: &'static str,
    /// The rules that it writes to findings: each a list of what it is in the languages that have
    /// it.
    rules: &'static [&'static [OtherRule]],
    /// What it does to the candidates.
    run: for<'t> fn(&mut Candidates<'t>, &Sources<'t>),
}

/// What the stages ask.
#[derive(Clone, Copy)]
pub(super) struct Sources<'t> {
    /// The document.
    pub(super) context: &'t Context<'t>,
    /// The mentions of the kinds before this one.
    pub(super) taken: &'t Taken,
    /// The known organisations.
    pub(super) gazetteer: &'t Gazetteer,
}

impl<'t> Sources<'t> {
    /// The normalised text.
    pub(super) fn text(&self) -> &'t str {
        &self.context.text.normal
    }

    /// The words of a language.
    pub(super) fn words(&self, lang: Lang) -> &'t Vocabulary {
        self.context.words(lang)
    }
}

/// The findings of a document between two stages.
struct Candidates<'t> {
    /// What may be an organisation. Of equal spans the first counts.
    findings: Vec<Finding<Expr>>,
    /// The spans of names of the gazetteer: later stages do not find them again.
    from_gazetteer: BTreeSet<Span<Normal>>,
    /// Words that the document uses as a place or a surname.
    other_uses: BTreeSet<&'t str>,
}

impl Candidates<'_> {
    /// Adds findings, except over spans of the gazetteer's names.
    fn add(&mut self, findings: impl IntoIterator<Item = Finding<Expr>>) {
        let known = &self.from_gazetteer;
        self.findings.extend(findings.into_iter().filter(|f| !known.contains(&f.span)));
    }

    /// Whether a name is too common to be found by other mentions of it: the document uses it
    /// otherwise, or it is a word of any language that names no organisation.
    fn is_common(&self, name: &str, sources: &Sources<'_>) -> bool {
        const COMMON: &[Class] = &[
            Class::OrgHead,
            Class::OrgNamed,
            Class::Country,
            Class::Nationality,
            Class::Month,
            Class::Weekday,
            Class::NotAcronym,
            Class::CommonNoun,
            Class::GivenName,
        ];
        self.other_uses.contains(name)
            || sources.context.words.iter().any(|words| words.is_any(COMMON, name))
    }
}

/// Runs all stages on the findings of the rules. Returns the organisations in order of place, outer
/// before inner.
pub(super) fn run(findings: Vec<Finding<Expr>>, sources: &Sources<'_>) -> Vec<Finding<Expr>> {
    let mut candidates =
        Candidates { findings, from_gazetteer: BTreeSet::new(), other_uses: BTreeSet::new() };
    for stage in &STAGES {
        let before = rules_of(&candidates);
        (stage.run)(&mut candidates, sources);
        debug_assert!(
            rules_of(&candidates).difference(&before).all(|name| stage
                .rules
                .iter()
                .copied()
                .flatten()
                .any(|rule| rule.name == *name)),
            "the stage \"{}\" writes a rule that it does not register: {:?}",
            stage.name,
            rules_of(&candidates),
        );
    }
    candidates.findings
}

/// The rules of the candidates; in release builds, which do not check them, none.
fn rules_of(candidates: &Candidates<'_>) -> BTreeSet<&'static str> {
    let findings = if cfg!(debug_assertions) { candidates.findings.as_slice() } else { &[] };
    findings.iter().map(|f| f.rule).collect()
}

/// The rules of all stages in a language.
pub(super) fn rules(lang: Lang) -> &'static [OtherRule] {
    static RULES: LazyLock<[Vec<OtherRule>; 3]> = LazyLock::new(|| {
        let rules = || STAGES.iter().flat_map(|stage| stage.rules).copied().flatten().copied();
        // A rule's name is `org/lang/name`.
        by_lang(|lang| {
            rules().filter(|rule| rule.name.split('/').nth(1) == Some(lang.as_str())).collect()
        })
    });
    &RULES[lang.index()]
}
