//! German names of organisations.

use super::{Expr, described};
use crate::gazetteer::Anchor;
use crate::kinds::rule::{Finding, Match, Rule};
use crate::model::{Confidence, Span};

/// A capitalised word.
macro_rules! cap {
    () => {
        r"\p{Lu}[\p{L}\d]*(?:[-&']\p{L}[\p{L}\d]*)*"
    };
}

pub(super) const RULES: &[Rule<Expr>] = &[
    // Landgericht Köln, Universität Leipzig, Stiftung Offene Steppe, Staatsanwaltschaft Frankfurt am Main
    Rule {
        name: "org/de/head-and-name",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org-named})(?P<of> (?:(?:für|der|des|gegen) )?",
            cap!(),
            r"(?: (?:(?:am|an der|im|und|und der|bei|von) )?",
            cap!(),
            r"){0,4})"
        ),
        build: |m| named(m),
    },
    // Kultusministerium, Landesverfassungsgericht, Justizministerium Baden-Württemberg
    Rule {
        name: "org/de/compound",
        anchors: &[Anchor::OrgSuffix],
        pattern: concat!(
            r"^(?P<head>{org-suffix})",
            r"(?: (?:für (?:",
            cap!(),
            r")(?:(?:, | und | und für )",
            cap!(),
            r"){0,3}|(?:Baden|Sachsen|Nordrhein|Rheinland|Schleswig|Mecklenburg|Niedersachsen|Bayern|Hessen|Thüringen|Brandenburg|Saarland)(?:-\p{Lu}\p{Ll}+)?))?"
        ),
        build: compound,
    },
    // Muster GmbH & Co. KG, Libereco e. V.
    Rule {
        name: "org/de/legal-form",
        anchors: &[Anchor::LegalForm],
        pattern: r"^(?P<head>{legal-post})",
        build: legal_form,
    },
    // 1. FC Köln, SV Werder Bremen, TSV 1860 München
    Rule {
        name: "org/de/club",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"^(?P<head>{org-team})(?: \d{2,4})? ", cap!(), r"(?: ", cap!(), r")?"),
        build: club,
    },
    // der Verein „Name“
    Rule {
        name: "org/de/described-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org-descriptor}) "(?P<name>\p{Lu}[^"]{1,60})""#,
        build: |m| described(m, "org-descriptor", Confidence::Strong),
    },
    // Menschenrechtsorganisation Amnesty
    Rule {
        name: "org/de/described",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"^(?P<head>{org-descriptor}) (?P<name>", cap!(), r"(?: ", cap!(), r"){0,2})"),
        build: |m| described(m, "org-descriptor", Confidence::Medium),
    },
    // Deutscher Fußball-Bund, Technische Universität München, Norwegisches Helsinki-Komitee
    Rule {
        name: "org/de/adjective-head",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"^(?P<head>{org-head})(?: (?:für|gegen|der|des) ", cap!(), r"(?: und ", cap!(), r")?)?"),
        build: adjective_head,
    },
];

/// Heads that name nothing without a proper name after them: an adjective or "der" + noun may be a common phrase.
fn named(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let (Some(of), Some(head)) = (m.get("of"), m.get("head")) else { return Vec::new() };
    let first = of.split_whitespace().find(|w| w.starts_with(char::is_uppercase)).unwrap_or(of);
    if m.words.value("weekday", first).is_some()
        || m.words.value("month", first).is_some()
        || head == "AG" && !of.starts_with(" ")
    {
        return Vec::new();
    }
    // "Gesellschaft der Freunde" names a body, "Verband der Stadt" may not: with a linking word only, the name must be long.
    let linked = of.starts_with(" der ") || of.starts_with(" des ");
    if linked && of.split(' ').count() < 4 {
        return Vec::new();
    }
    let kind = super::kind_of(m, "org-named", head);
    let confidence = if linked { Confidence::Weak } else { Confidence::Medium };
    vec![m.whole(Expr { kind, confidence, entry: None })]
}

/// A compound must have something before its head ("Verband" alone is no name); an adjective belongs to it unless it is an article's.
fn compound(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let span = m.span();
    // The anchor stands inside the word.
    let Some((first, start)) = super::word_ending(m.text, span.start) else { return Vec::new() };
    if !first.starts_with(char::is_uppercase) {
        return Vec::new();
    }
    let belongs =
        |word: &str| m.words.value("nationality", word).is_some() || word.ends_with("scher") || word.ends_with("sches");
    let adjective = super::before_space(m.text, start).and_then(|end| super::word_ending(m.text, end));
    let start = match adjective {
        Some((word, from)) if word.starts_with(char::is_uppercase) && belongs(word) => from,
        _ => start,
    };
    let kind = m.get("head").and_then(|h| super::kind_of(m, "org-suffix", h));
    vec![m.at(Span::new(start, span.end), Expr { kind, confidence: Confidence::Medium, entry: None })]
}

/// Articles that may open a sentence before a name.
const ARTICLES: [&str; 12] = ["Der", "Die", "Das", "Den", "Dem", "Des", "Ein", "Eine", "Einer", "Bei", "Auch", "Für"];

/// Where the capitalised words before `at` begin, without an article at their head.
fn name_before(m: &Match<'_, '_>, at: usize, most: usize) -> usize {
    let mut start = super::capitals_before(m.text, at, &["&", "und", "für"], most, false);
    while let Some((word, _)) =
        m.text[start..at].split_once(' ').filter(|(w, _)| ARTICLES.contains(w) || w.starts_with(char::is_lowercase))
    {
        start += word.len() + 1;
    }
    start
}

fn legal_form(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let span = m.span();
    let start = name_before(m, span.start, 5);
    if start >= span.start {
        return Vec::new();
    }
    let kind = m.get("head").and_then(|h| super::kind_of(m, "legal-post", h));
    vec![m.at(Span::new(start, span.end), Expr { kind, confidence: Confidence::Certain, entry: None })]
}

fn club(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let span = m.span();
    let start = if m.head().ends_with("1. ") { span.start - 3 } else { span.start };
    let kind = m.get("head").and_then(|h| super::kind_of(m, "org-team", h));
    vec![m.at(Span::new(start, span.end), Expr { kind, confidence: Confidence::Strong, entry: None })]
}

/// A head needs an adjective of the kind that names have: Deutscher, Technische, Internationales, Norwegisches.
fn adjective_head(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    const ENDINGS: [&str; 6] = ["sche", "nale", "rale", "eine", "inigte", "ale"];
    let span = m.span();
    // "Fußball-Bund": the anchor may stand after a hyphen.
    let word = m.text[..span.start].ends_with('-').then(|| super::word_ending(m.text, span.start)).flatten();
    let start = word.map_or(span.start, |w| w.1);
    let Some((adjective, from)) = super::before_space(m.text, start).and_then(|end| super::word_ending(m.text, end))
    else {
        return Vec::new();
    };
    let stem = adjective.strip_suffix(['r', 's', 'n', 'm']).unwrap_or(adjective);
    if !adjective.starts_with(char::is_uppercase)
        || !ENDINGS.iter().any(|e| stem.ends_with(e))
        || ARTICLES.contains(&adjective)
    {
        return Vec::new();
    }
    let kind = m.get("head").and_then(|h| super::kind_of(m, "org-head", h));
    vec![m.at(Span::new(from, span.end), Expr { kind, confidence: Confidence::Medium, entry: None })]
}
