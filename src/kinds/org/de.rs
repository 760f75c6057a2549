//! German names of organisations.

use super::{Expr, described, headed};
use crate::kinds::rule::{Finding, Match, Rule};
use crate::model::{Confidence, Span};
use crate::text::Anchor;

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
            r"(?P<head>{org-named})(?P<of> (?:(?:für|der|des|gegen) )?",
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
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"(?:(?:\p{Lu}\p{Ll}+(?:er|e|es|en|em)) )?\p{Lu}[\p{L}-]*?(?P<head>{org-suffix})",
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
        pattern: concat!(cap!(), r"(?: (?:(?:&|und|für) )?", cap!(), r"){0,4} (?P<head>{legal-post})"),
        build: |m| headed(m, "legal-post", Confidence::Certain),
    },
    // 1. FC Köln, SV Werder Bremen, TSV 1860 München
    Rule {
        name: "org/de/club",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"(?:1\. )?(?P<head>{org-team})(?: \d{2,4})? ", cap!(), r"(?: ", cap!(), r")?"),
        build: |m| headed(m, "org-team", Confidence::Strong),
    },
    // der Verein „Name“
    Rule {
        name: "org/de/described-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"(?P<head>{org-descriptor}) "(?P<name>\p{Lu}[^"]{1,60})""#,
        build: |m| described(m, "org-descriptor", Confidence::Strong),
    },
    // Menschenrechtsorganisation Amnesty
    Rule {
        name: "org/de/described",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"(?P<head>{org-descriptor}) (?P<name>", cap!(), r"(?: ", cap!(), r"){0,2})"),
        build: |m| described(m, "org-descriptor", Confidence::Medium),
    },
    // Deutscher Fußball-Bund, Technische Universität München, Norwegisches Helsinki-Komitee
    Rule {
        name: "org/de/adjective-head",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"\p{Lu}\p{Ll}+(?:sche|ische|nale|ale|eine|inigte|ische|opäische)[rsnm]? (?:",
            cap!(),
            r"-)?(?P<head>{org-head})(?: (?:für|gegen|der|des) ",
            cap!(),
            r"(?: und ",
            cap!(),
            r")?)?"
        ),
        build: |m| headed(m, "org-head", Confidence::Medium),
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
    let (span, Some(head)) = (m.span(), m.span_of("head")) else { return Vec::new() };
    let text = &m.text[span.start..head.start];
    let start = match text.split_once(' ') {
        Some((adjective, _))
            if m.words.value("nationality", adjective).is_some()
                || adjective.ends_with("scher")
                || adjective.ends_with("sches") =>
        {
            span.start
        }
        Some((adjective, _)) => span.start + adjective.len() + 1,
        None => span.start,
    };
    if start >= head.start {
        return Vec::new();
    }
    let kind = m.get("head").and_then(|h| super::kind_of(m, "org-suffix", h));
    vec![m.at(Span::new(start, span.end), Expr { kind, confidence: Confidence::Medium, entry: None })]
}
