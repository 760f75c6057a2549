//! The rules of English names of organisations.

use super::expr::{Expr, described, headed};
use super::{en_cues, en_names};
use crate::gazetteer::Class;
use crate::kinds::anchors::Anchor;
use crate::kinds::rule::Rule;
use crate::model::Confidence;

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
            r"^(?P<head>{org_head})",
            r"(?P<of>(?: (?:of|for|on|against|with)(?: the)? ",
            cap!(),
            r"(?:(?:,? and(?: the)?| &| of(?: the)?)? ",
            cap!(),
            r"){0,7})*)",
        ),
        build: en_names::head_noun,
    },
    // "Northrop Widgets Inc."
    Rule {
        name: "org/en/legal-form",
        anchors: &[Anchor::LegalForm],
        pattern: r"^(?P<head>{legal_post})",
        build: en_names::legal_form,
    },
    // the elections monitoring group Echo; another NGO, Erkindik Kanaty,
    Rule {
        name: "org/en/described",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_descriptor})(?P<comma>,)? (?P<name>",
            cap!(),
            r"(?: ",
            cap!(),
            r"){0,3})"
        ),
        build: en_cues::described,
    },
    // "Acme shares", "Brightwater goalkeeper Al Stone", "ACM officials"
    Rule {
        name: "org/en/cue-after",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(capital_before!(), "^(?P<cue>{org_cue})"),
        build: en_cues::after,
    },
    // "shares of Acme", "an analyst at Stone & Hill"
    Rule {
        name: "org/en/cue-before",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<cue>{org_of}) (?P<the>the )?(?P<name>",
            cap!(),
            r"(?: (?:& )?",
            cap!(),
            r"){0,3})"
        ),
        build: en_cues::before,
    },
    // "Acme, a Leeds-based company,"
    Rule {
        name: "org/en/apposition",
        anchors: &[Anchor::OrgHead],
        pattern: "^(?P<head>{org_descriptor})",
        build: en_cues::apposition,
    },
    // "members of Congress", "the Senate", "Treasury Secretary"
    Rule {
        name: "org/en/alone",
        anchors: &[Anchor::OrgHead],
        pattern: "^(?P<head>{org_alone})",
        build: en_cues::alone,
    },
    // "Acme Town beat Stone City 2-1"
    Rule {
        name: "org/en/beat",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<cue>{org_beat}) (?:the )?(?P<name>",
            cap!(),
            r"(?: ",
            cap!(),
            r"){0,2}),? (?:by )?(?P<score>[0-9]{1,3}-[0-9]{1,3})"
        ),
        build: en_cues::beaten,
    },
    // Radio Free Asia
    Rule {
        name: "org/en/head-first",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"^(?P<head>{org_first})(?: ", cap!(), r"){1,2}"),
        build: |m| headed(m, Class::OrgFirst, Confidence::Medium),
    },
    // the "Echo" organisation; the group "Echo"
    Rule {
        name: "org/en/described-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_descriptor}),? "(?P<name>\p{Lu}[^"]{1,60}?)[,.]?""#,
        build: |m| described(m, Class::OrgDescriptor, Confidence::Strong),
    },
    Rule {
        name: "org/en/quoted-described",
        anchors: &[Anchor::OrgHead],
        pattern: r#"" ^(?P<head>{org_descriptor})"#,
        build: en_names::quoted_before,
    },
    // Public Association "Dignity"
    Rule {
        name: "org/en/head-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?:{org_head}|{org_quoted}) "\p{Lu}[^"]{1,70}""#,
        build: en_names::head_quoted,
    },
];
