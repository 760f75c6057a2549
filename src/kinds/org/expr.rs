//! What the rules read of an organisation, and the builders that the languages share.

use super::gazetteer::AliasId;
use crate::gazetteer::Class;
use crate::kinds::rule::{Findings, Match};
use crate::model::{Confidence, Normal, OrgKind, Span};

/// What a rule reads of an organisation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expr {
    /// The kind of organisation that its words say.
    pub(super) kind: Option<OrgKind>,
    /// How sure the form is.
    pub(super) confidence: Confidence,
    /// The name of the gazetteer, if it is one.
    pub(super) alias: Option<AliasId>,
}

impl Expr {
    /// An expression of a name that is not from the gazetteer.
    pub(super) fn new(kind: Option<OrgKind>, confidence: Confidence) -> Self {
        Self { kind, confidence, alias: None }
    }
}

/// Words that stand after a descriptor and name no organisation.
const NO_NAMES: &[Class] = &[Class::Country, Class::Nationality, Class::Month, Class::Weekday];

/// The kind of organisation that a word of a class says.
pub(super) fn kind_of(m: &Match<'_, '_>, class: Class, word: &str) -> Option<OrgKind> {
    m.words.value(class, word).and_then(OrgKind::from_name)
}

/// The kind of organisation that the group `head` says.
pub(super) fn kind_of_head(m: &Match<'_, '_>, class: Class) -> Option<OrgKind> {
    m.get("head").and_then(|head| kind_of(m, class, head))
}

/// One finding over a span.
pub(super) fn one(
    m: &Match<'_, '_>,
    span: Span<Normal>,
    kind: Option<OrgKind>,
    confidence: Confidence,
) -> Option<Findings<Expr>> {
    Some(vec![m.at(span, Expr::new(kind, confidence))])
}

/// A finding over the match with the kind that its group `head` says.
pub(super) fn headed(
    m: &Match<'_, '_>,
    class: Class,
    confidence: Confidence,
) -> Option<Findings<Expr>> {
    one(m, m.span(), kind_of_head(m, class), confidence)
}

/// A finding over the group `name` with the kind that its group `head` says; `None` if the name is
/// a day, a country, a nationality or begins with a title.
pub(super) fn described(
    m: &Match<'_, '_>,
    class: Class,
    confidence: Confidence,
) -> Option<Findings<Expr>> {
    let span = m.span_of("name")?;
    let name = &m.text[span.range()];
    let first = name.split([' ', '-']).next().unwrap_or(name);
    if m.words.is(Class::PersonTitle, first)
        || [name, first].into_iter().any(|word| m.words.is_any(NO_NAMES, word))
    {
        return None;
    }
    one(m, span, kind_of_head(m, class), confidence)
}
