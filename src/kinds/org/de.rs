//! The rules of German names of organisations.

use super::de_names;
use super::expr::{self, Expr};
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

pub(super) const RULES: &[Rule<Expr>] = &[
    // Landgericht Köln, Universität Leipzig, Stiftung Offene Steppe, Staatsanwaltschaft Frankfurt
    // am Main
    Rule {
        name: "org/de/head-and-name",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_named})(?P<of> (?:(?:für|der|des|gegen) )?",
            cap!(),
            r"(?: (?:(?:am|an der|und|und der|bei|von) )?",
            cap!(),
            r"){0,4})"
        ),
        build: de_names::named,
    },
    // Kultusministerium, Landesverfassungsgericht, Justizministerium Baden-Württemberg, Rheinischer
    // Winzerverband
    Rule {
        name: "org/de/compound",
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
    // Muster GmbH & Co. KG, Libereco e. V.
    Rule {
        name: "org/de/legal-form",
        anchors: &[Anchor::LegalForm],
        pattern: r"^(?P<head>{legal_post})",
        build: de_names::legal_form,
    },
    // 1. FC Köln, SV Werder Bremen, TSV 1860 München, TSV München 1860
    Rule {
        name: "org/de/club",
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
    // der Verein „Name“
    Rule {
        name: "org/de/described-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_descriptor}) "(?P<name>\p{Lu}[^"]{1,60})""#,
        build: |m| expr::described(m, Class::OrgDescriptor, Confidence::Strong),
    },
    // Menschenrechtsorganisation Amnesty
    Rule {
        name: "org/de/described",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_descriptor}) (?P<name>",
            cap!(),
            r"(?: ",
            cap!(),
            r"){0,2})"
        ),
        build: |m| de_names::described(m, Class::OrgDescriptor),
    },
    // der Süßwarenhersteller Zuckerla, die Pilotengewerkschaft Steig
    Rule {
        name: "org/de/compound-described",
        anchors: &[Anchor::OrgSuffix],
        pattern: concat!(
            r"^(?P<head>{org_describing}) (?P<name>",
            cap!(),
            r"(?: ",
            cap!(),
            r"){0,2})"
        ),
        build: |m| de_names::described(m, Class::OrgDescribing),
    },
    // der Spartensender „Welle Nord“
    Rule {
        name: "org/de/compound-described-quoted",
        anchors: &[Anchor::OrgSuffix],
        pattern: r#"^(?P<head>{org_describing}) "(?P<name>\p{Lu}[^"]{1,60})""#,
        build: |m| expr::described(m, Class::OrgDescribing, Confidence::Strong),
    },
    // Deutscher Fußball-Bund, Technische Universität München, Norwegisches Helsinki-Komitee, Ulmer
    // Theater
    Rule {
        name: "org/de/adjective-head",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            "(?:-|",
            capital_before!(),
            r")^(?P<head>{org_head}|{org_placed})(?P<of> (?:für|gegen|der|des) ",
            cap!(),
            r"(?:(?:, | und )",
            cap!(),
            r"){0,3})?"
        ),
        build: de_names::adjective_head,
    },
    // Lena-Muster-Stiftung, Bethanien-Krankenhaus
    Rule {
        name: "org/de/hyphened",
        anchors: &[Anchor::OrgHead],
        pattern: r"-^(?P<head>{org_hyphen}|{org_hyphens})",
        build: de_names::hyphened,
    },
    // Axel Muster Verlag, Ahorn Bank, Roter Faden Records
    Rule {
        name: "org/de/name-and-head",
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
    // Harburger Rundschau, Lindauer Allgemeine Zeitung, Neue Lindauer Zeitung
    Rule {
        name: "org/de/press",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(capital_before!(), r"^(?P<head>{org_press})"),
        build: de_names::press,
    },
    // Aktien von Muster, Sprecherin von Muster Motoren
    Rule {
        name: "org/de/role-of",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_role}) (?:von|bei) (?P<name>",
            cap!(),
            r"(?: ",
            cap!(),
            r"){0,2})"
        ),
        build: de_names::role_of,
    },
];
