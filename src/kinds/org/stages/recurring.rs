//! Other occurrences of names that were found in the document, before or after.

use super::{Candidates, Sources, Stage};
use crate::gazetteer::is_acronym;
use crate::kinds::org::expr::Expr;
use crate::kinds::org::{de_ru_cues, en_cues, en_longer, ru_complement};
use crate::kinds::overlap::longest;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Normal, Span};
use crate::text::boundary::is_edge;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

const RULE: [OtherRule; 3] = [
    OtherRule {
        name: "org/en/named-before",
        description: "another use of a name that the document introduced",
        examples: &["The NGO, Erkindik Kanaty, met. Aid came from Erkindik Kanaty on Monday."],
    },
    OtherRule {
        name: "org/de/named-before",
        description: "another use of a name that the document introduced",
        examples: &["Der Verein „Blaue Feder“ half. Später half Blaue Feder noch einmal."],
    },
    OtherRule {
        name: "org/ru/named-before",
        description: "another use of a name that the document introduced",
        examples: &["ООО «Ромашкин» закрылось. О нём писали: Ромашкин не платит."],
    },
];

/// Adds the other occurrences of names that were found with more than weak evidence, and of the
/// quoted names inside them. Names from the gazetteer are left out, because they are found
/// everywhere already.
///
/// Runs last, because it uses the findings of all other stages. It then keeps the longest findings
/// itself, and only if it added any.
pub(super) const STAGE: Stage = Stage {
    name: "recurring names",
    rules: &[&RULE],
    run: |candidates, sources| {
        let mut again = recurring(candidates, sources);
        again.retain(|f| {
            !sources.taken.touches(f.span) && !candidates.from_gazetteer.contains(&f.span)
        });
        if !again.is_empty() {
            candidates.findings.extend(again);
            candidates.findings = longest(std::mem::take(&mut candidates.findings));
        }
    },
};

fn recurring(candidates: &Candidates<'_>, sources: &Sources<'_>) -> Vec<Finding<Expr>> {
    let text = sources.text();
    let names = names(candidates, sources);
    let found: FxHashSet<(usize, usize)> =
        candidates.findings.iter().map(|f| (f.span.start, f.span.end)).collect();
    let mut again = Vec::new();
    for (name, first) in names {
        for at in memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()) {
            let span: Span<Normal> = Span::new(at, at + name.len());
            if found.contains(&(span.start, span.end)) {
                continue;
            }
            // "Nordwag-Chef" names Nordwag, in German.
            let part = || {
                let words = sources.words(first.lang);
                !name.contains(' ') && de_ru_cues::last_part(text, span, words).is_some()
            };
            let whole = is_edge(text, at)
                && is_edge(text, span.end)
                && (!text[span.end..].starts_with('-') || part());
            let longer = || {
                let words = sources.words(first.lang);
                en_longer::is_part_of_longer(text, span, words)
                    || ru_complement::is_named(text, span.start, words)
            };
            if whole && !en_cues::is_person_in_any(sources.context, span.start) && !longer() {
                let value = Expr { confidence: Confidence::Medium, ..first.value };
                again.push(Finding {
                    span,
                    value,
                    rule: RULE[first.lang.index()].name,
                    lang: first.lang,
                    nested: false,
                });
            }
        }
    }
    again
}

/// The names to look for, each with the finding that gives it.
fn names<'t, 'f>(
    candidates: &'f Candidates<'_>,
    sources: &Sources<'t>,
) -> BTreeMap<&'t str, &'f Finding<Expr>> {
    let text = sources.text();
    let mut names = BTreeMap::new();
    let sure =
        |f: &&Finding<Expr>| f.value.alias.is_none() && f.value.confidence >= Confidence::Medium;
    for finding in candidates.findings.iter().filter(sure) {
        let name = text[finding.span.range()].trim_matches(['"', '«', '»']);
        // The length of the whole name decides, also for the quoted name inside it.
        let letters = name.chars().count();
        let quoted =
            name.rsplit_once(['«', '"']).map(|(_, quoted)| quoted.trim_matches(['»', '"']));
        for name in [Some(name), quoted].into_iter().flatten() {
            let long = letters >= 4 || is_acronym(name) && letters >= 3;
            if long
                && name.starts_with(char::is_uppercase)
                && !names.contains_key(name)
                && !candidates.is_common(name, sources)
            {
                names.insert(name, finding);
            }
        }
    }
    names
}
