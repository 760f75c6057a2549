//! What the document says for a name: brackets after it, the list it stands in, its other mentions.

use super::Expr;
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, Lang, Normal, Span};
use crate::text::Text;
use crate::text::boundary::{is_edge, is_word};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// An acronym as texts define it in brackets: short, no sentence, at least two capitals.
fn acronym_at(text: &str, start: usize) -> Option<Span<Normal>> {
    let tail = &text[start..];
    // No further than an acronym reaches: a bracket that nobody closes would be followed to the end of the text, each time.
    let end = tail.bytes().take(41).position(|b| matches!(b, b')' | b',' | b';'))?;
    let name = tail[..end].trim_matches(['"', '«', '»', '\'', ' ']);
    let from = start + tail[..end].find(name)?;
    let words = name.split(' ').count();
    let acronym = is_acronym(name) || (words == 2 && name.split(' ').all(is_acronym));
    (acronym && name.chars().all(|c| is_word(c) || matches!(c, '-' | '/' | ' ' | '&')))
        .then(|| Span::new(from, from + name.len()))
}

/// The acronyms that stand in brackets right after a finding.
pub(super) fn bracketed(text: &str, findings: &[Finding<Expr>]) -> Vec<Finding<Expr>> {
    findings
        .iter()
        .filter_map(|f| {
            let tail = text[f.span.end..].trim_start_matches(['"', '»']);
            let open = text.len() - tail.len() + tail.strip_prefix(" (").map(|_| 2)?;
            let span = acronym_at(text, open)?;
            let value = Expr { kind: f.value.kind, confidence: Confidence::Certain, entry: None };
            Some(Finding {
                span,
                value,
                rule: rule(
                    f.lang,
                    ["org/en/acronym-in-brackets", "org/de/acronym-in-brackets", "org/ru/acronym-in-brackets"],
                ),
                lang: f.lang,
                nested: false,
            })
        })
        .collect()
}

/// A rule's name in a language.
pub(super) fn rule(lang: Lang, names: [&'static str; 3]) -> &'static str {
    names[lang.index()]
}

/// So many lines of one form make a list.
const LIST: usize = 3;

/// Names in a list of bodies with their countries: "Freedom Now (USA)", «12. Правозащитное движение (Кыргызстан)».
pub(super) fn listed(
    text: &Text<'_>,
    words: &dyn Fn(Lang) -> &'static str,
    country: &dyn Fn(Lang, &str) -> bool,
) -> Vec<Finding<Expr>> {
    let mut found = Vec::new();
    for paragraph in &text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        let line = text.slice(paragraph.span);
        if line.len() > 260 || !line.ends_with(')') {
            continue;
        }
        let Some(open) = line.rfind(" (") else { continue };
        let inside = &line[open + 2..line.len() - 1];
        let last = inside.rsplit(", ").next().unwrap_or(inside);
        if !last.split(['/', '–', '-']).all(|c| Lang::ALL.iter().any(|l| country(*l, c.trim()))) {
            continue;
        }
        let numbered = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let skip = if numbered > 0 && line[numbered..].starts_with('.') { numbered + 1 } else { 0 };
        let name = line[skip..open].trim();
        let start = paragraph.span.start + skip + (line[skip..].len() - line[skip..].trim_start().len());
        if name.chars().count() < 2
            || !name.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '«'))
            || name.contains(['.', ':']) && !name.contains("им.")
        {
            continue;
        }
        let (start, name) = bare(start, name);
        let value = Expr { kind: None, confidence: Confidence::Strong, entry: None };
        found.push(Finding {
            span: Span::new(start, start + name.len()),
            value,
            rule: words(lang),
            lang,
            nested: false,
        });
        // What stands before the country in the brackets is another name of the same body.
        if let Some((other, _)) = inside.rsplit_once(", ") {
            let at = paragraph.span.start + open + 2;
            let value = Expr { kind: None, confidence: Confidence::Strong, entry: None };
            found.push(Finding {
                span: Span::new(at, at + other.len()),
                value,
                rule: words(lang),
                lang,
                nested: false,
            });
        }
    }
    if found.len() < LIST {
        found.clear();
    }
    found
}

/// A name that is quoted as a whole, without its quotes.
fn bare(start: usize, name: &str) -> (usize, &str) {
    let inner = name.strip_prefix(['"', '«']).and_then(|n| n.strip_suffix(['"', '»']));
    match inner {
        Some(inner) if !inner.contains(['"', '«', '»']) => {
            (start + name.len() - inner.len() - name.chars().next_back().map_or(1, char::len_utf8), inner)
        }
        _ => (start, name),
    }
}

/// Other occurrences of names that were found with more than weak evidence.
pub(super) fn recurring(
    context: &Context<'_>,
    found: &[Finding<Expr>],
    common: &dyn Fn(&str) -> bool,
    person: &dyn Fn(Span<Normal>) -> bool,
) -> Vec<Finding<Expr>> {
    let normal = context.text.normal.as_ref();
    let mut names: BTreeMap<&str, &Finding<Expr>> = BTreeMap::new();
    for f in found.iter().filter(|f| f.value.entry.is_none() && f.value.confidence >= Confidence::Medium) {
        let name = normal[f.span.range()].trim_matches(['"', '«', '»']);
        let letters = name.chars().count();
        let quoted = name.rsplit_once(['«', '"']).map(|(_, q)| q.trim_matches(['»', '"']));
        for name in [Some(name), quoted].into_iter().flatten() {
            let long = letters >= 4 || is_acronym(name) && letters >= 3;
            if long && name.starts_with(char::is_uppercase) && !names.contains_key(name) && !common(name) {
                names.insert(name, f);
            }
        }
    }
    let known: FxHashSet<(usize, usize)> = found.iter().map(|f| (f.span.start, f.span.end)).collect();
    let mut out = Vec::new();
    for (name, f) in names {
        for at in memchr::memmem::find_iter(normal.as_bytes(), name.as_bytes()) {
            let span = Span::new(at, at + name.len());
            if known.contains(&(span.start, span.end)) {
                continue;
            }
            if is_edge(normal, at) && is_edge(normal, span.end) && !normal[span.end..].starts_with("-") && !person(span)
            {
                let value = Expr { confidence: Confidence::Medium, ..f.value };
                let rule = rule(f.lang, ["org/en/named-before", "org/de/named-before", "org/ru/named-before"]);
                out.push(Finding { span, value, rule, lang: f.lang, nested: false });
            }
        }
    }
    out
}

/// Whether a name in the text is written as a word of this language's lexicon that names no body.
pub(super) fn is_common(words: &Vocabulary, name: &str) -> bool {
    words.is_any(
        &[
            Class::OrgHead,
            Class::OrgNamed,
            Class::Country,
            Class::Nationality,
            Class::Month,
            Class::Weekday,
            Class::NotAcronym,
            Class::CommonNoun,
            Class::GivenName,
        ],
        name,
    )
}
