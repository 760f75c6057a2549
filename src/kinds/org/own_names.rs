//! Names that the document gives to a body of its own: "RAF" in a text about "RAF Logistics GmbH",
//! «Спартак» behind «ООО». A row of the tables with the same name is not meant.

use super::expr::Expr;
use super::gazetteer::{Gazetteer, GazetteerEntry};
use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::rule::Finding;
use crate::model::{Normal, OrgKind, Span};
use crate::text::boundary::{word_after, word_before};
use std::collections::BTreeMap;

/// A body that a document calls by a name of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnName {
    /// Its full name in the document, from which its key is made.
    pub(super) full: String,
    /// Its kind.
    pub(super) kind: OrgKind,
}

/// The names of the tables that a document gives to bodies of its own, by their spelling.
#[derive(Debug, Default)]
pub(super) struct OwnNames(BTreeMap<String, OwnName>);

impl OwnNames {
    /// Collects them from the chosen findings.
    pub(super) fn new(
        findings: &[Finding<Expr>],
        context: &Context<'_>,
        gazetteer: &Gazetteer,
    ) -> Self {
        let mut names = BTreeMap::new();
        // Only names that the tables have can be taken from them.
        let known: Vec<&str> = findings
            .iter()
            .filter_map(|f| {
                let alias = f.value.alias?;
                let entry = gazetteer.entry(alias)?;
                let name = &context.text.normal[f.span.range()];
                let shared = || gazetteer.namesakes(alias, f.lang).len() > 1;
                may_be_taken(name, &entry, shared).then_some(name)
            })
            .collect();
        if known.is_empty() {
            return Self(names);
        }
        for finding in findings {
            let words = context.words(finding.lang);
            let own = match finding.value.alias.and_then(|alias| gazetteer.entry(alias)) {
                None => of_firm(finding, context, words),
                Some(entry) => of_legal_form(finding.span, &entry, context, words),
            };
            let Some((name, own)) = own else { continue };
            if known.contains(&name.as_str()) {
                names.entry(name).or_insert(own);
            }
        }
        Self(names)
    }

    /// The body of the document that a name of the tables means.
    pub(super) fn get(&self, name: &str, entry: &GazetteerEntry<'_>) -> Option<&OwnName> {
        self.0.get(name).filter(|own| entry.kind() != Some(own.kind))
    }
}

/// "RAF" of "RAF Logistics GmbH", "MDC" of "MDC Partners": the first word of a firm's name that no
/// table has.
fn of_firm(
    finding: &Finding<Expr>,
    context: &Context<'_>,
    words: &Vocabulary,
) -> Option<(String, OwnName)> {
    let kind = finding.value.kind.filter(|kind| is_firm(*kind))?;
    let full = &context.text.normal[finding.span.range()];
    let mut parts = full.split(' ').filter(|word| !words.is(Class::LegalPre, word));
    let first = parts.next()?.trim_matches(['"', '«', '»', ',']);
    // One word with a legal form behind it, or a name of several words.
    parts.next()?;
    let is_name = first.starts_with(char::is_uppercase) && first.chars().count() > 1;
    is_name.then(|| (first.to_owned(), OwnName { full: full.to_owned(), kind }))
}

/// «Спартак» of «ООО „Спартак“»: a legal form stands beside a name whose row is no firm.
fn of_legal_form(
    span: Span<Normal>,
    entry: &GazetteerEntry<'_>,
    context: &Context<'_>,
    words: &Vocabulary,
) -> Option<(String, OwnName)> {
    if entry.kind().is_none_or(is_firm) {
        return None;
    }
    let text = context.text.normal.as_ref();
    let before = text[..span.start].trim_end_matches(['"', '«', ' ']);
    let after = &text[span.end..];
    let after = span.end + after.len() - after.trim_start_matches(['"', '»']).len();
    let (last, next) = (word_before(before, before.len()), word_after(text, after));
    let form = [(last, Class::LegalPre), (next, Class::LegalPost)];
    let form = form.into_iter().find(|(word, class)| words.is(*class, word))?.0;
    let name = text[span.range()].to_owned();
    // The key of a name leaves legal forms out: the name alone would be the row's.
    Some((name.clone(), OwnName { full: format!("{name} @{form}"), kind: OrgKind::Company }))
}

/// Whether a document may call another body by a name of the tables: one that needs context or is
/// short, of a body that is no firm itself. "EU" beside "EU Cranes Ltd" stays the union.
fn may_be_taken(name: &str, entry: &GazetteerEntry<'_>, shared: impl Fn() -> bool) -> bool {
    let short = name.chars().count() <= 4 && name.chars().all(char::is_uppercase);
    let known_everywhere = matches!(entry.kind(), Some(OrgKind::Igo | OrgKind::Government));
    !known_everywhere
        && entry.kind().is_none_or(|kind| !is_firm(kind))
        && (entry.ambiguous || short || shared())
}

/// Whether a body of this kind may have a legal form.
fn is_firm(kind: OrgKind) -> bool {
    matches!(kind, OrgKind::Company | OrgKind::Bank | OrgKind::Media)
}
