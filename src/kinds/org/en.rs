//! English names of organisations.

use super::{Expr, described};
use crate::gazetteer::Anchor;
use crate::kinds::rule::{Finding, Match, Rule};
use crate::model::{Confidence, OrgKind, Span};

/// A capitalised word: letters, digits, inner hyphen, ampersand or apostrophe.
macro_rules! cap {
    () => {
        r"\p{Lu}[\p{L}\d]*(?:[-&']\p{L}[\p{L}\d]*)*'?"
    };
}

pub(super) const RULES: &[Rule<Expr>] = &[
    // "Norwegian Helsinki Committee", "Center for the Development of Democracy and Human Rights"
    Rule {
        name: "org/en/head-noun",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org-head})",
            r"(?P<of>(?: (?:of|for|on|against)(?: the)? ",
            cap!(),
            r"(?:(?:,? and(?: the)?| &| of(?: the)?)? ",
            cap!(),
            r"){0,7})*)",
        ),
        build: head_noun,
    },
    // "Northrop Widgets Inc."
    Rule {
        name: "org/en/legal-form",
        anchors: &[Anchor::LegalForm],
        pattern: r"^(?P<head>{legal-post})",
        build: legal_form,
    },
    // the elections monitoring group Echo; another NGO, Erkindik Kanaty,
    Rule {
        name: "org/en/described",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"^(?P<head>{org-descriptor}),? (?P<name>", cap!(), r"(?: ", cap!(), r"){0,3})"),
        build: |m| described(m, "org-descriptor", Confidence::Medium),
    },
    // Radio Free Asia
    Rule {
        name: "org/en/head-first",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"^(?P<head>{org-first})(?: ", cap!(), r"){1,2}"),
        build: |m| super::headed(m, "org-first", Confidence::Medium),
    },
    // the "Echo" organisation; the group "Echo"
    Rule {
        name: "org/en/described-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org-descriptor}),? "(?P<name>\p{Lu}[^"]{1,60}?)[,.]?""#,
        build: |m| described(m, "org-descriptor", Confidence::Strong),
    },
    Rule {
        name: "org/en/quoted-described",
        anchors: &[Anchor::OrgHead],
        pattern: "^(?P<head>{org-descriptor})",
        build: quoted_before,
    },
    // Public Association "Dignity"
    Rule {
        name: "org/en/head-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?:{org-head}|{org-quoted}) "\p{Lu}[^"]{1,70}""#,
        build: |m| trimmed(m, m.span().start, 4, Confidence::Strong),
    },
];

/// Words that begin a sentence or a phrase, not a name.
const NOT_FIRST: &str = "\
    The A An In On At By For From To With And But Or As If When While After Before Since Former Both Its Their \
    His Her This That These Those Our My Your Another Other Many Some Several All Each Every No Any One Two \
    Three Last Next Under Over About Also Then What Which Who Why How Then-United President Minister";

/// Plural bodies that own a name with an apostrophe; any other owner stands outside the name.
const OWNERS: [&str; 10] = [
    "Women's",
    "Children's",
    "People's",
    "Citizens'",
    "Workers'",
    "Writers'",
    "Men's",
    "Veterans'",
    "Lawyers'",
    "Students'",
];

/// Whoever stands before "of" and is a person: the body begins after it.
const PERSONS: [&str; 14] = [
    "Director",
    "Head",
    "President",
    "Chairman",
    "Chairwoman",
    "Chair",
    "Minister",
    "Secretary",
    "Member",
    "Leader",
    "Chief",
    "Governor",
    "Spokesman",
    "Commissioner",
];

/// Words that link the parts of a name before its head.
const LINKS: [&str; 4] = ["and", "&", "for", "of"];

fn head_noun(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let Some(head) = m.span_of("head") else { return Vec::new() };
    let mut found = trimmed(m, head.start, 6, Confidence::Medium);
    let kind = m.get("head").and_then(|h| super::kind_of(m, "org-head", h));
    for f in &mut found {
        // "Acme Motors and Best Airlines" are two; "Monitoring and Reform Committee" is one.
        let company = matches!(kind, Some(OrgKind::Company | OrgKind::Bank | OrgKind::Media | OrgKind::Team));
        let before = &m.text[f.span.start..head.start];
        let is_head = |word: &str| m.words.value("org-head", word).is_some();
        let two = |and: &usize| company || before[..*and].rsplit(' ').next().is_some_and(is_head);
        if let Some(and) = before.rfind(" and ").filter(two) {
            f.span.start += and + 5;
        }
        let before = &m.text[f.span.start..head.start.max(f.span.start)];
        let person = |(first, _): &(&str, &str)| PERSONS.iter().any(|p| first.ends_with(p));
        if let Some((first, _)) = before.split_once(" of ").filter(person) {
            f.span.start += first.len() + 4;
        }
        // "Human Rights Watch on January 20": a day is no complement.
        let of = &m.text[head.end..f.span.end];
        let day = |at: &usize| {
            let word = of[at + 4..].split([' ', ',']).next().unwrap_or_default();
            m.words.value("month", word).is_some() || m.words.value("weekday", word).is_some()
        };
        if let Some(on) = of.match_indices(" on ").map(|i| i.0).find(day) {
            f.span.end = head.end + on;
        }
        f.value.kind = kind;
    }
    found.retain(|f| f.span.start < head.start || f.span.end > head.end);
    found
}

fn legal_form(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let span = m.span();
    // The comma of "Acme, Inc." belongs to the name.
    let start = super::capitals_before(m.text, span.start, &["&"], 6, true);
    let kind = m.get("head").and_then(|h| super::kind_of(m, "legal-post", h));
    let start = name_start(m, start, span.start);
    if start >= span.start {
        return Vec::new();
    }
    vec![m.at(Span::new(start, span.end), Expr { kind, confidence: Confidence::Certain, entry: None })]
}

/// the "Echo" organisation: the name in quotes right before the descriptor.
fn quoted_before(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let Some(inside) = m.head().strip_suffix("\" ") else { return Vec::new() };
    let from = inside.len() - inside.len().min(60);
    let Some(open) = inside[inside.ceil_char_boundary(from)..].rfind('"') else { return Vec::new() };
    let start = inside.ceil_char_boundary(from) + open + 1;
    if !inside[start..].starts_with(char::is_uppercase) {
        return Vec::new();
    }
    let kind = m.get("head").and_then(|h| super::kind_of(m, "org-descriptor", h));
    vec![m.at(Span::new(start, inside.len()), Expr { kind, confidence: Confidence::Strong, entry: None })]
}

/// The match with the capitalised words before `at`, less what is not part of the name.
fn trimmed(m: &Match<'_, '_>, at: usize, most: usize, confidence: Confidence) -> Vec<Finding<Expr>> {
    let start = name_start(m, super::capitals_before(m.text, at, &LINKS, most, false), at);
    vec![m.at(Span::new(start, m.span().end), Expr { kind: None, confidence, entry: None })]
}

/// Where a name begins among the words from `start` to `end`: after sentence openers, titles, owners.
fn name_start(m: &Match<'_, '_>, start: usize, end: usize) -> usize {
    let mut from = start;
    let mut at = start;
    for word in m.text[start..end].split_inclusive(' ') {
        let opener = from == at;
        at += word.len();
        let bare = word.trim_end();
        let owner = (bare.ends_with("'s") || bare.ends_with('\'')) && !OWNERS.contains(&bare);
        let first = NOT_FIRST.split(' ').any(|w| w == bare)
            || m.words.value("weekday", bare).is_some()
            || LINKS.contains(&bare);
        if owner || opener && first {
            from = at;
        }
    }
    from
}
