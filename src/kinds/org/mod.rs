//! Organisations: names that are known, names that their form gives away, and names that their document licenses.
//!
//! Three sources, in order of trust: the gazetteer (`gazetteer.rs`), the grammar of names (`en.rs`, `de.rs`, `ru.rs`: head nouns, legal
//! forms, descriptors, quotes), the document (`evidence.rs`: acronyms in brackets, lists of signatories, names that recur).

mod de;
mod en;
mod evidence;
mod gazetteer;
mod resolve;
mod ru;

pub(crate) use gazetteer::Gazetteer;
pub(super) use resolve::resolve;

use super::rule::{Finding, Match, Rule};
use crate::model::{Confidence, Lang, OrgKind, Span};
use crate::text::Anchor;

/// What a rule reads of an organisation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expr {
    /// What kind of body its words say.
    pub(super) kind: Option<OrgKind>,
    /// How sure the form is.
    pub(super) confidence: Confidence,
    /// The gazetteer entry, where one names it.
    pub(super) entry: Option<u32>,
}

/// The classes of the lexicon that anchor rules of this kind.
pub(super) const ANCHORS: &[(&str, Anchor)] = &[
    ("org-head", Anchor::OrgHead),
    ("org-named", Anchor::OrgHead),
    ("org-suffix", Anchor::OrgHead),
    ("org-team", Anchor::OrgHead),
    ("org-first", Anchor::OrgHead),
    ("org-lower", Anchor::OrgHead),
    ("org-state", Anchor::OrgHead),
    ("org-descriptor", Anchor::OrgHead),
    ("legal-pre", Anchor::LegalForm),
    ("legal-post", Anchor::LegalForm),
];

/// The rules of a language.
pub(super) fn rules(lang: Lang) -> &'static [Rule<Expr>] {
    match lang {
        Lang::En => en::RULES,
        Lang::De => de::RULES,
        Lang::Ru => ru::RULES,
    }
}

/// The kind of body that a word of the lexicon names.
fn kind_of(m: &Match<'_, '_>, class: &str, word: &str) -> Option<OrgKind> {
    m.words.value(class, word).and_then(org_kind)
}

/// A kind of body by its name in tables.
fn org_kind(name: &str) -> Option<OrgKind> {
    Some(match name {
        "government" => OrgKind::Government,
        "party" => OrgKind::Party,
        "court" => OrgKind::Court,
        "company" => OrgKind::Company,
        "bank" => OrgKind::Bank,
        "ngo" => OrgKind::Ngo,
        "igo" => OrgKind::Igo,
        "media" => OrgKind::Media,
        "university" => OrgKind::University,
        "team" => OrgKind::Team,
        "military" => OrgKind::Military,
        "other" => OrgKind::Other,
        _ => return None,
    })
}

/// A finding over the match with the kind that its group `head` names.
fn headed(m: &Match<'_, '_>, class: &str, confidence: Confidence) -> Vec<Finding<Expr>> {
    let kind = m.get("head").and_then(|h| kind_of(m, class, h));
    vec![m.whole(Expr { kind, confidence, entry: None })]
}

/// A finding over the group `name`, with the kind that its group `head` names; none if the name is a day, a country or a nationality.
fn described(m: &Match<'_, '_>, class: &str, confidence: Confidence) -> Vec<Finding<Expr>> {
    let Some(span) = m.span_of("name") else { return Vec::new() };
    let name = &m.text[span.range()];
    let first = name.split([' ', '-']).next().unwrap_or(name);
    const TITLES: [&str; 10] =
        ["CEO", "President", "Chairman", "Director", "Minister", "Mr", "Mrs", "Ms", "Dr", "Herr"];
    if TITLES.contains(&first)
        || ["country", "nationality", "month", "weekday"]
            .iter()
            .any(|c| m.words.value(c, name).is_some() || m.words.value(c, first).is_some())
    {
        return Vec::new();
    }
    let kind = m.get("head").and_then(|h| kind_of(m, class, h));
    vec![m.at(Span::new(span.start, span.end), Expr { kind, confidence, entry: None })]
}
