//! The rules of German names of organisations.

use super::de_described;
use super::de_names;
use super::expr::{self, Expr};
use super::listed::listed;
use crate::gazetteer::Class;
use crate::kinds::anchors::Anchor;
use crate::kinds::rule::Rule;
use crate::model::Confidence;

/// A capitalised word.
macro_rules! cap {
    () => {
        r"\p{Lu}[\p{L}\d]*(?:[-&']\p{L}[\p{L}\d]*)*"
    };
}

/// An item of a list: a name in quotes or one that is no German noun by its capitals, digits or
/// English words.
macro_rules! item {
    () => {
        r#"(?:"[^"]{2,50}"|\p{Lu}[\p{L}\d]*[\p{Lu}\d][\p{L}\d.-]*(?: (?:\d+|\p{Lu}[\p{L}\d]*)){0,2})"#
    };
}

pub(super) const RULES: &[Rule<Expr>] = &[
    Rule {
        name: "org/de/head-and-name",
        description: "a head noun and the name behind it",
        examples: &[
            "Landgericht Quellbach",
            "Stiftung Offene Steppe",
            "Staatsanwaltschaft Burg am Main",
        ],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_named})(?P<of> für ",
            cap!(),
            "(?:, ",
            cap!(),
            "){1,3} und ",
            cap!(),
            r"| (?:(?:für|der|des|gegen) )?",
            cap!(),
            r"(?: (?:(?:am|an der|und|und der|bei|von) )?",
            cap!(),
            r"){0,4})"
        ),
        build: de_names::named,
    },
    Rule {
        name: "org/de/compound",
        description: "a compound whose last part is a head noun",
        examples: &[
            "Kultusministerium",
            "Landesverfassungsgericht",
            "Justizministerium Baden-Württemberg",
        ],
        anchors: &[Anchor::OrgSuffix],
        pattern: concat!(
            r"^(?P<head>{org_suffix})",
            r"(?P<of> (?:für (?:\p{Ll}+en? )?(?:",
            cap!(),
            r")(?:(?:, | und | und für )",
            cap!(),
            r"){0,3}|(?:Baden|Sachsen|Nordrhein|Rheinland|Schleswig|Mecklenburg|Niedersachsen|Bayern|Hessen|Thüringen|Brandenburg|Saarland|Berlin)(?:-\p{Lu}\p{Ll}+)?))?"
        ),
        build: de_names::compound,
    },
    Rule {
        name: "org/de/legal-form",
        description: "a name with its legal form",
        examples: &["Muster GmbH & Co. KG", "Libereco e. V."],
        anchors: &[Anchor::LegalForm],
        pattern: r"^(?P<head>{legal_post})",
        build: de_names::legal_form,
    },
    Rule {
        name: "org/de/club",
        description: "a sports club by its abbreviation and name",
        examples: &["TSV Lindau 1880"],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_team})(?: \d{2,4})? (?P<name>",
            cap!(),
            r")(?: (?P<more>",
            cap!(),
            r"|\d{4}))?"
        ),
        build: de_names::club,
    },
    Rule {
        name: "org/de/described-quoted",
        description: "a quoted name beside a word that says what it is",
        examples: &["Der Verein „Offene Brücke“ half den Leuten."],
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_descriptor}) "(?P<name>\p{Lu}[^"]{1,60})""#,
        build: |m| expr::described(m, Class::OrgDescriptor, Confidence::Strong),
    },
    Rule {
        name: "org/de/listed",
        description: "a list of names behind a plural that says what they are",
        examples: &["Die Sender TRV, „Welle Nord“ und QTN 3 verloren die Lizenz."],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_many})(?:,? {org_include}|:| -| –)? (?P<list>",
            item!(),
            "(?:, ",
            item!(),
            "){0,20} (?:und|sowie) ",
            item!(),
            ")"
        ),
        build: listed,
    },
    Rule {
        name: "org/de/described",
        description: "a name beside a word that says what it is",
        examples: &["Die Menschenrechtsorganisation Seewind klagte."],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_descriptor}) (?P<name>",
            cap!(),
            r"(?: (?:{org_inner} )?",
            cap!(),
            r"){0,4})"
        ),
        build: |m| de_described::described(m, Class::OrgDescriptor),
    },
    Rule {
        name: "org/de/compound-described",
        description: "a name behind a compound that says what it is",
        examples: &["der Süßwarenhersteller Zuckerla", "die Pilotengewerkschaft Steig"],
        anchors: &[Anchor::OrgSuffix],
        pattern: concat!(
            r"^(?P<head>{org_describing}) (?P<name>",
            cap!(),
            r"(?: (?:{org_inner} )?",
            cap!(),
            r"){0,4})"
        ),
        build: |m| de_described::described(m, Class::OrgDescribing),
    },
    Rule {
        name: "org/de/compound-described-quoted",
        description: "a quoted name behind a compound that says what it is",
        examples: &["Der Spartensender \"Welle Nord\" beantragt eine Lizenz."],
        anchors: &[Anchor::OrgSuffix],
        pattern: r#"^(?P<head>{org_describing}) "(?P<name>\p{Lu}[^"]{1,60})""#,
        build: |m| expr::described(m, Class::OrgDescribing, Confidence::Strong),
    },
    Rule {
        name: "org/de/adjective-head",
        description: "a head noun with adjectives before it",
        examples: &["Norwegisches Helsinki-Komitee", "Ulmer Theater"],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            "(?:-|",
            capital_before!(),
            r")^(?P<head>{org_head}|{org_placed})(?P<of> (?:für|gegen|der|des) (?:\p{Lu}\p{Ll}+en )?",
            cap!(),
            r"(?:(?:, | und )",
            cap!(),
            r"){0,3})?"
        ),
        build: de_names::adjective_head,
    },
    Rule {
        name: "org/de/hyphened",
        description: "a name and a head noun with hyphens",
        examples: &["Lena-Muster-Stiftung", "Bethanien-Krankenhaus"],
        anchors: &[Anchor::OrgHead],
        pattern: r"-^(?P<head>{org_hyphen}|{org_hyphens})",
        build: de_names::hyphened,
    },
    Rule {
        name: "org/de/name-and-head",
        description: "a name and the head noun behind it",
        examples: &["Axel Muster Verlag", "Ahorn Bank"],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            capital_before!(),
            r"^(?P<head>{org_after}|{org_english})(?: (?:of|for)(?: the)? ",
            cap!(),
            r"(?: ",
            cap!(),
            r"){0,3})?"
        ),
        build: de_names::name_and_head,
    },
    Rule {
        name: "org/de/press",
        description: "a newspaper by its typical last word",
        examples: &["Harburger Rundschau", "Lindauer Allgemeine Zeitung", "Neue Lindauer Zeitung"],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(capital_before!(), r"^(?P<head>{org_press})"),
        build: de_names::press,
    },
    Rule {
        name: "org/de/alone",
        description: "a state body by its type alone",
        examples: &["Die Generalstaatsanwaltschaft ermittelt."],
        anchors: &[Anchor::OrgHead],
        pattern: r"^(?P<head>{org_alone})",
        build: de_names::alone,
    },
    Rule {
        name: "org/de/role-of",
        description: "a name behind a role or share that only a body has",
        examples: &["Aktien von Muster", "Sprecherin von Muster Motoren"],
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_role}) (?:von|bei) (?P<name>",
            cap!(),
            r"(?: ",
            cap!(),
            r"){0,2})"
        ),
        build: de_described::role_of,
    },
];
