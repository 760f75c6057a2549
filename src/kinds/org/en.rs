//! The rules of English names of organisations.

use super::expr::{Expr, described};
use super::listed::listed;
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

/// An item of a list: a name in quotes or of at most four capitalised words.
macro_rules! item {
    () => {
        concat!(r#"(?:"[^"]{2,50}"|"#, cap!(), "(?: (?:", cap!(), r"|\d{1,4})){0,3})")
    };
}

pub(super) const RULES: &[Rule<Expr>] = &[
    Rule {
        name: "org/en/head-noun",
        description: "a name around a head noun",
        examples: &["Center for the Development of Democracy and Human Rights"],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_head})",
            r"(?P<of>(?: (?:of|Of|for|on|against|with)(?: the)? ",
            cap!(),
            "(?:(?:, ",
            cap!(),
            "){1,3},? and(?: the)? ",
            cap!(),
            ")?",
            r"(?:(?:,? and(?: the)?| &| of(?: the)?)? ",
            cap!(),
            r"){0,7})*)",
        ),
        build: en_names::head_noun,
    },
    Rule {
        name: "org/en/legal-form",
        description: "a name with its legal form",
        examples: &["Northrop Widgets Inc."],
        anchors: &[Anchor::LegalForm],
        pattern: r"^(?P<head>{legal_post})",
        build: en_names::legal_form,
    },
    Rule {
        name: "org/en/described",
        description: "a name beside a word that says what it is",
        examples: &["Police searched the office of the group Brightwater at noon."],
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
    Rule {
        name: "org/en/listed",
        description: "a list of names behind a plural that says what they are",
        examples: &["The licences of the channels Bluewave, Radio Tarn and Sunrise ran out."],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_many})(?:,? {org_include}|:| -| –)? (?P<list>",
            item!(),
            "(?:, ",
            item!(),
            "){0,20},? (?:and|as well as) ",
            item!(),
            ")"
        ),
        build: listed,
    },
    Rule {
        name: "org/en/cue-after",
        description: "a name before a word that only follows a body",
        examples: &["Brightwater goalkeeper Al Stone", "ACM officials"],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(capital_before!(), "^(?P<cue>{org_cue})"),
        build: en_cues::after,
    },
    Rule {
        name: "org/en/cue-before",
        description: "a name behind words that only precede a body",
        examples: &["shares of Acme", "an analyst at Stone & Hill"],
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
    Rule {
        name: "org/en/apposition",
        description: "a name with an apposition that says what it is",
        examples: &["Acme, a Leeds-based company,"],
        anchors: &[Anchor::OrgHead],
        pattern: "^(?P<head>{org_descriptor})",
        build: en_cues::apposition,
    },
    Rule {
        name: "org/en/alone",
        description: "a state body by a common noun in capitals",
        examples: &["members of Congress", "the Senate", "Treasury Secretary"],
        anchors: &[Anchor::OrgHead],
        pattern: "^(?P<head>{org_alone})",
        build: en_cues::alone,
    },
    Rule {
        name: "org/en/beat",
        description: "two teams and their score in a sentence",
        examples: &["Acme Town beat Stone City 2-1"],
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
    Rule {
        name: "org/en/head-first",
        description: "a head noun that begins a name",
        examples: &["Radio Blue Coast broadcast the speech."],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_first})(?: (?:(?:de|di|del|della|degli|des|du|do|da|la|le|für|der) ){0,2}",
            cap!(),
            r"){1,3}"
        ),
        build: en_names::head_first,
    },
    Rule {
        name: "org/en/described-quoted",
        description: "a quoted name beside a word that says what it is",
        examples: &["The charity \"Open Window\" gave them coats."],
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_descriptor}),? "(?P<name>\p{Lu}[^"]{1,60}?)[,.]?""#,
        build: |m| described(m, Class::OrgDescriptor, Confidence::Strong),
    },
    Rule {
        name: "org/en/quoted-described",
        description: "a quoted name before a word that says what it is",
        examples: &["The \"Tall Birches\" newspaper was shut."],
        anchors: &[Anchor::OrgHead],
        pattern: r#"" ^(?P<head>{org_descriptor})"#,
        build: en_names::quoted_before,
    },
    Rule {
        name: "org/en/head-quoted",
        description: "a head noun and the quoted name behind it",
        examples: &["Lawyers of the Public Foundation \"Warm Hearth\" came."],
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?:{org_head}|{org_quoted}) "\p{Lu}[^"]{1,70}""#,
        build: en_names::head_quoted,
    },
];
