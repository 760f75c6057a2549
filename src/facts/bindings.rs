//! Names that the text itself joins: a full name with its acronym or other name in brackets, either
//! way round; a quoted name with and without its legal form.

use super::Orgs;
use crate::kinds::context::ResolvedMention;
use crate::model::{Lang, Normal, OrgValue, Span, Value};
use crate::text::{Text, skeleton};
use std::collections::BTreeMap;

/// Two mentions that the text says are one body.
#[derive(Debug)]
pub(crate) struct BoundNames {
    /// Place of the full name among the findings.
    pub(crate) full: usize,
    /// Place of the short one.
    pub(crate) short: usize,
    /// The rule.
    pub(crate) rule: &'static str,
    /// The words from the one to the other.
    pub(crate) evidence: String,
}

/// The organisations that are not inside others, in order.
pub(crate) fn outer_orgs(found: &[ResolvedMention]) -> Orgs<'_> {
    let mut end = 0;
    let mut orgs = Vec::new();
    for (place, item) in found.iter().enumerate() {
        if let Value::Org(org) = &item.value
            && item.span.end > end
        {
            orgs.push((place, item, org));
            end = item.span.end;
        }
    }
    orgs
}

/// Finds bindings among the organisations of a document. `is_form` tells legal forms and other
/// words that many bodies share.
pub(crate) fn bindings(
    text: &Text<'_>,
    orgs: &Orgs<'_>,
    is_form: impl Fn(&str, Lang) -> bool,
) -> Vec<BoundNames> {
    let mut bound = Vec::new();
    for pair in orgs.windows(2) {
        let ((first, a, a_org), (second, b, b_org)) = (&pair[0], &pair[1]);
        if b.span.start < a.span.end {
            continue;
        }
        let gap = &text.normal[a.span.end..b.span.start];
        let rule = match gap.trim_start_matches(['"', '»', '\'']) {
            " (" | " (\"" | " («"
                if closes(&text.normal, b.span.end) && may_be_one(a_org, b_org) =>
            {
                "brackets"
            }
            " – " | " - " if a_org.acronym != b_org.acronym && starts_line(text, a.span) => {
                "dash"
            }
            _ => continue,
        };
        // The acronym is the short one; between two acronyms or two full names, what stands in
        // brackets.
        let (full, short) =
            if a_org.acronym && !b_org.acronym { (*second, *first) } else { (*first, *second) };
        let evidence = text.slice(Span::new(a.span.start, b.span.end)).to_owned();
        bound.push(BoundNames { full, short, rule, evidence });
    }
    quoted_names(orgs, is_form, &mut bound);
    bound
}

/// An acronym that no table has shares an initial with a name that a table has, if their script is
/// one. Two full names of one script are seldom two names of one body: what stands in brackets may be
/// its owner or its seat. They must share a word.
fn may_be_one(a: &OrgValue, b: &OrgValue) -> bool {
    let cyrillic = |s: &str| s.chars().any(|c| ('а'..='я').contains(&c));
    if cyrillic(&a.name) != cyrillic(&b.name) {
        return true;
    }
    if a.acronym || b.acronym {
        let (full, acronym) = if b.acronym { (a, b) } else { (b, a) };
        // "Charta der Europäischen Union (GRC)": the acronym is that of a longer name.
        return full.gazetteer.is_none()
            || acronym.gazetteer.is_some()
            || full.acronym
            || shares_initial(&full.name, &acronym.name);
    }
    let words = |name: &str| skeleton(name).split(' ').map(str::to_owned).collect::<Vec<_>>();
    let other = words(&b.name);
    words(&a.name).iter().any(|w| other.contains(w))
}

/// Whether a capital of an acronym begins a word of a name.
fn shares_initial(name: &str, acronym: &str) -> bool {
    let initials = name.split([' ', '-']).filter_map(|word| word.chars().next());
    let initials: Vec<char> = initials.flat_map(char::to_uppercase).collect();
    acronym.chars().filter(|c| c.is_uppercase()).any(|c| initials.contains(&c))
}

/// «Общественный фонд «Голос»» and «Голос» in one document are one body: what stands before the
/// quotes is a legal form.
fn quoted_names(
    orgs: &Orgs<'_>,
    is_form: impl Fn(&str, Lang) -> bool,
    bound: &mut Vec<BoundNames>,
) {
    let mut bare: BTreeMap<String, usize> = BTreeMap::new();
    let quote = |c: char| matches!(c, '"' | '«' | '»' | '„' | '“' | '”');
    // Most documents have no quoted name, and a skeleton costs much.
    if orgs.iter().all(|(_, _, org)| !org.name.contains(quote)) {
        return;
    }
    for (place, _, org) in orgs.iter().filter(|(_, _, org)| !org.name.contains(quote)) {
        bare.entry(skeleton(&org.name)).or_insert(*place);
    }
    for (place, item, org) in orgs {
        let Some((form, inner)) = org.name.split_once(quote) else { continue };
        let inner = inner.trim_end_matches(quote);
        let legal =
            !form.trim().is_empty() && form.split_whitespace().all(|w| is_form(w, item.lang));
        if let Some(&short) = bare.get(&skeleton(inner)).filter(|_| legal && !inner.contains(quote))
        {
            bound.push(BoundNames {
                full: *place,
                short,
                rule: "quoted-name",
                evidence: org.name.clone(),
            });
        }
    }
}

/// Whether the name in brackets ends there, or a comma or semicolon follows it ("IPHR, Belgium").
fn closes(normal: &str, end: usize) -> bool {
    normal[end..].trim_start_matches(['"', '»', '\'']).starts_with([')', ',', ';'])
}

fn starts_line(text: &Text<'_>, span: Span<Normal>) -> bool {
    text.paragraphs.binary_search_by_key(&span.start, |p| p.span.start).is_ok()
}
