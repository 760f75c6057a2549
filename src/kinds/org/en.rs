//! English names of organisations.

use super::{Expr, described};
use crate::kinds::rule::{Finding, Match, Rule};
use crate::model::{Confidence, OrgKind, Span};
use crate::text::Anchor;

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
            r"(?:",
            cap!(),
            r" (?:(?:and|&|for|of) )?){0,6}(?P<head>{org-head})",
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
        pattern: concat!(cap!(), r"(?: (?:& )?", cap!(), r"){0,5},? (?P<head>{legal-post})"),
        build: |m| {
            let kind = m.get("head").and_then(|h| super::kind_of(m, "legal-post", h));
            let mut found = trimmed(m, Confidence::Certain);
            found.iter_mut().for_each(|f| f.value.kind = kind);
            found
        },
    },
    // the elections monitoring group Echo; another NGO, Erkindik Kanaty,
    Rule {
        name: "org/en/described",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"(?P<head>{org-descriptor}),? (?P<name>", cap!(), r"(?: ", cap!(), r"){0,3})"),
        build: |m| described(m, "org-descriptor", Confidence::Medium),
    },
    // Radio Free Asia
    Rule {
        name: "org/en/head-first",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"(?P<head>{org-first})(?: ", cap!(), r"){1,2}"),
        build: |m| super::headed(m, "org-first", Confidence::Medium),
    },
    // the "Echo" organisation; the group "Echo"
    Rule {
        name: "org/en/described-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"(?P<head>{org-descriptor}),? "(?P<name>\p{Lu}[^"]{1,60}?)[,.]?""#,
        build: |m| described(m, "org-descriptor", Confidence::Strong),
    },
    Rule {
        name: "org/en/quoted-described",
        anchors: &[Anchor::OrgHead],
        pattern: r#""(?P<name>\p{Lu}[^"]{1,40})" (?P<head>{org-descriptor})"#,
        build: |m| described(m, "org-descriptor", Confidence::Strong),
    },
    // Public Association "Dignity"
    Rule {
        name: "org/en/head-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"(?:",
            cap!(),
            r" (?:(?:and|&|for) )?){0,4}(?:{org-head}|[Aa]ssociation|[Bb]ody) ",
            r#""\p{Lu}[^"]{1,70}""#
        ),
        build: |m| trimmed(m, Confidence::Strong),
    },
];

/// Words that begin a sentence or a phrase, not a name.
const NOT_FIRST: [&str; 62] = [
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "By",
    "For",
    "From",
    "To",
    "With",
    "And",
    "But",
    "Or",
    "As",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "Since",
    "Former",
    "Both",
    "Its",
    "Their",
    "His",
    "Her",
    "This",
    "That",
    "These",
    "Those",
    "Our",
    "My",
    "Your",
    "Another",
    "Other",
    "Many",
    "Some",
    "Several",
    "All",
    "Each",
    "Every",
    "No",
    "Any",
    "One",
    "Two",
    "Three",
    "Last",
    "Next",
    "Under",
    "Over",
    "About",
    "Also",
    "Then",
    "What",
    "Which",
    "Who",
    "Why",
    "How",
    "Then-United",
    "President",
    "Minister",
];

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

fn head_noun(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let mut found = trimmed(m, Confidence::Medium);
    let Some(head) = m.span_of("head") else { return Vec::new() };
    let kind = m.get("head").and_then(|h| super::kind_of(m, "org-head", h));
    for f in &mut found {
        // "Acme Motors and Best Airlines" are two; "Monitoring and Reform Committee" is one.
        let company = matches!(kind, Some(OrgKind::Company | OrgKind::Bank | OrgKind::Media | OrgKind::Team));
        let before = &m.text[f.span.start..head.start];
        let two = |and: &usize| {
            company || before[..*and].rsplit(' ').next().is_some_and(|w| m.words.value("org-head", w).is_some())
        };
        if let Some(and) = before.rfind(" and ").filter(two) {
            f.span.start += and + 5;
        }
        let before = &m.text[f.span.start..head.start.max(f.span.start)];
        if let Some((first, _)) =
            before.split_once(" of ").filter(|(first, _)| PERSONS.iter().any(|p| first.ends_with(p)))
        {
            f.span.start += first.len() + 4;
        }
        // "Human Rights Watch on January 20": a day is no complement.
        let of = &m.text[head.end..f.span.end];
        if let Some(on) = of.match_indices(" on ").map(|i| i.0).find(|i| {
            let word = of[i + 4..].split([' ', ',']).next().unwrap_or_default();
            m.words.value("month", word).is_some() || m.words.value("weekday", word).is_some()
        }) {
            f.span.end = head.end + on;
        }
        f.value.kind = kind;
    }
    found.retain(|f| f.span.start < head.start || f.span.end > head.end);
    found
}

/// The match without words before the name: sentence openers, titles, owners.
fn trimmed(m: &Match<'_, '_>, confidence: Confidence) -> Vec<Finding<Expr>> {
    let span = m.span();
    let mut start = span.start;
    let text = &m.text[span.range()];
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        at += word.len();
        let owner = (bare.ends_with("'s") || bare.ends_with('\'')) && !OWNERS.contains(&bare);
        let opener = start == span.start + at - word.len()
            && (NOT_FIRST.contains(&bare) || m.words.value("weekday", bare).is_some());
        if owner || opener {
            start = span.start + at;
        }
        if matches!(bare, "of" | "for" | "on" | "against") {
            break;
        }
    }
    if start >= span.end {
        return Vec::new();
    }
    vec![m.at(Span::new(start, span.end), Expr { kind: None, confidence, entry: None })]
}
