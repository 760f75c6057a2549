//! Other occurrences of names that were found in the document, before or after.

use super::{Candidates, Sources, Stage};
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::Vocabulary;
use crate::kinds::org::expr::Expr;
use crate::kinds::org::ru_complement::is_given_name;
use crate::kinds::org::{de_ru_cues, en_cues};
use crate::kinds::overlap::longest;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Lang, Normal, Span};
use crate::text::boundary::{is_edge, word_after, word_before};
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
            let longer = || is_part_of_longer(text, span, sources.words(first.lang));
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

/// Whether a name is a part of a longer one, in English: "United Arab Emirates", "Stone Holding". What
/// follows may be somebody of the body: "Stone CEO Ann Hill".
fn is_part_of_longer(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    const OF_BODY: &[Class] =
        &[Class::OrgPerson, Class::OrgTitle, Class::GivenName, Class::OrgCode, Class::OrgCue];
    let name = &text[span.range()];
    // «Юрия Соловья» is a person, whatever «Соловей» is.
    if words.lang == Lang::Ru {
        let before = word_before(text, span.start);
        return before.starts_with(char::is_uppercase) && is_given_name(words, before);
    }
    if words.lang != Lang::En || name.contains(' ') {
        return false;
    }
    let head = text[..span.start].trim_end_matches(' ');
    let country = |start: usize| words.is(Class::Country, &text[start..span.end]);
    let before = word_before(text, span.start);
    let second = head.len() - before.len();
    let third = text[..second].trim_end_matches(' ');
    let third = third.len() - word_before(third, third.len()).len();
    if !before.is_empty() && (country(second) || country(third)) {
        return true;
    }
    let next = text[span.end..].strip_prefix(' ').map_or("", |tail| word_after(tail, 0));
    next.starts_with(char::is_uppercase)
        && words.is_any(&[Class::OrgHead, Class::LegalPost, Class::OrgTail], next)
        && !words.is_any(OF_BODY, next)
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
