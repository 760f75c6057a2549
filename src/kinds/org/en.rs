//! English names of organisations.

use super::{Expr, described, headed};
use crate::kinds::rule::{Finding, Match, Rule};
use crate::model::{Confidence, Span};
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
            r"(?:", cap!(), r" (?:(?:and|&|for) )?){0,6}(?P<head>{org-head})",
            r"(?P<of>(?: (?:of|for|on|against)(?: the)? ", cap!(), r"(?:(?:,? and(?: the)?| &| of(?: the)?)? ", cap!(), r"){0,7})*)",
        ),
        build: head_noun,
    },
    // "Northrop Widgets Inc."
    Rule {
        name: "org/en/legal-form",
        anchors: &[Anchor::LegalForm],
        pattern: concat!(cap!(), r"(?:,? (?:(?:and|&|of) )?", cap!(), r"){0,5},? (?P<head>{legal-post})"),
        build: |m| headed(m, "legal-post", Confidence::Certain),
    },
    // the elections monitoring group Echo; another NGO, Erkindik Kanaty,
    Rule {
        name: "org/en/described",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"(?P<head>{org-descriptor}),? (?P<name>", cap!(), r"(?: ", cap!(), r"){0,3})"),
        build: |m| described(m, "org-descriptor", Confidence::Medium),
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
        pattern: concat!(r"(?:", cap!(), r" (?:(?:and|&|for) )?){0,4}(?:{org-head}|[Aa]ssociation|[Bb]ody) ", r#""\p{Lu}[^"]{1,70}""#),
        build: |m| trimmed(m, Confidence::Strong),
    },
];

/// Words that begin a sentence or a phrase, not a name.
const NOT_FIRST: [&str; 62] = [
    "The", "A", "An", "In", "On", "At", "By", "For", "From", "To", "With", "And", "But", "Or", "As", "If", "When", "While", "After", "Before",
    "Since", "Former", "Both", "Its", "Their", "His", "Her", "This", "That", "These", "Those", "Our", "My", "Your", "Another", "Other", "Many",
    "Some", "Several", "All", "Each", "Every", "No", "Any", "One", "Two", "Three", "Last", "Next", "Under", "Over", "About", "Also", "Then",
    "What", "Which", "Who", "Why", "How", "Then-United", "President", "Minister",
];

/// Plural bodies that own a name with an apostrophe; any other owner stands outside the name.
const OWNERS: [&str; 10] = ["Women's", "Children's", "People's", "Citizens'", "Workers'", "Writers'", "Men's", "Veterans'", "Lawyers'", "Students'"];

fn head_noun(m: &Match<'_, '_>) -> Vec<Finding<Expr>> {
    let of = m.get("of").is_some_and(|of| !of.is_empty());
    let mut found = trimmed(m, Confidence::Medium);
    let Some(head) = m.span_of("head") else { return Vec::new() };
    found.retain(|f| of || f.span.start < head.start);
    for f in &mut found {
        f.value.kind = m.get("head").and_then(|h| super::kind_of(m, "org-head", h));
    }
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
        let opener = start == span.start + at - word.len() && (NOT_FIRST.contains(&bare) || m.words.value("weekday", bare).is_some());
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
