//! The tables of `gazetteers/`: they parse, and each row says what it means, once.

mod common;

use common::{GRAMMAR, in_repository};
use newsmill::gazetteer::{BUILT_IN, Row, Table};
use newsmill::model::Lang;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The kinds of body that a row may have.
const KINDS: [&str; 12] = [
    "government",
    "party",
    "court",
    "company",
    "bank",
    "ngo",
    "igo",
    "media",
    "university",
    "team",
    "military",
    "other",
];

/// Jurisdictions that are no countries, and the Soviet Union, whose code ISO 3166 reserves.
const UNIONS: [&str; 9] = ["EU", "UN", "COE", "INT", "AU", "OAS", "CIS", "EAEU", "SU"];

fn tables() -> Vec<Table<'static>> {
    BUILT_IN.iter().map(|(name, text)| Table::parse(name, text).unwrap_or_else(|e| panic!("{e}"))).collect()
}

fn table(name: &str) -> Table<'static> {
    tables().into_iter().find(|t| t.name == name).unwrap_or_else(|| panic!("no table {name}"))
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n  {}", faults.len(), faults.join("\n  "));
}

/// ISO 3166 codes: the countries that the table of countries knows.
fn countries() -> BTreeSet<String> {
    table("countries.tsv").rows().map(|r| r.get("value").to_owned()).collect()
}

fn is_code(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|b| b.is_ascii_uppercase())
}

#[test]
fn every_table_of_the_folder_is_built_in_and_compiles() {
    let mut on_disk: Vec<String> = std::fs::read_dir(in_repository("gazetteers"))
        .expect("the folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".tsv"))
        .collect();
    on_disk.sort();
    let built_in: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    assert_eq!(on_disk, built_in, "gazetteers/ and BUILT_IN in src/gazetteer/mod.rs name the same tables, sorted");
    // A form with two values, an unknown currency and the like are refused when the grammar is built.
    assert!(GRAMMAR.rule_names().count() > 0);
    for table in tables() {
        println!("{:16} {:5} rows", table.name, table.rows().count());
    }
}

#[test]
fn files_are_text_that_diffs_well() {
    let mut faults = Vec::new();
    for (name, text) in BUILT_IN {
        if !text.starts_with('#') {
            faults.push(format!("{name}: a comment in the first line says what the table holds"));
        }
        if !text.ends_with('\n') {
            faults.push(format!("{name}: the last line has no end"));
        }
        for (i, line) in text.lines().enumerate() {
            let place = format!("{name}:{}", i + 1);
            if line.contains('\r') || line.trim().is_empty() {
                faults.push(format!("{place}: an empty line or a carriage return"));
            }
            if line.nfc().ne(line.chars()) {
                faults.push(format!("{place}: not NFC"));
            }
            if line.chars().any(|c| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{A0}')) {
                faults.push(format!("{place}: an invisible mark or a no-break space"));
            }
        }
    }
    report(&faults);
}

#[test]
fn cells_hold_no_empty_or_double_values() {
    let mut faults = Vec::new();
    for table in tables() {
        let lists: Vec<&str> = ["forms", "en", "de", "ru", "abbr_en", "abbr_de", "abbr_ru", "flags", "external"]
            .into_iter()
            .filter(|c| table.has(c))
            .collect();
        for row in table.rows() {
            for column in &lists {
                let cell = row.get(column);
                let values: Vec<&str> = if cell.is_empty() { Vec::new() } else { cell.split(';').collect() };
                if values.iter().any(|v| v.trim().is_empty() || v.trim() != *v) {
                    faults.push(format!("{}: an empty or padded value in {column}: {cell:?}", row.place()));
                }
                if values.iter().collect::<BTreeSet<_>>().len() < values.len() {
                    faults.push(format!("{}: a value twice in {column}: {cell:?}", row.place()));
                }
            }
            if row.get("source").is_empty() {
                faults.push(format!("{}: no source", row.place()));
            }
        }
    }
    report(&faults);
}

#[test]
fn ids_are_unique_and_sorted() {
    let mut faults = Vec::new();
    for name in ["orgs.tsv", "laws.tsv"] {
        let table = table(name);
        let rows: Vec<Row<'_, '_>> = table.rows().collect();
        for pair in rows.windows(2) {
            if pair[0].get("id") >= pair[1].get("id") {
                faults.push(format!(
                    "{}: \"{}\" does not follow \"{}\"",
                    pair[1].place(),
                    pair[1].get("id"),
                    pair[0].get("id")
                ));
            }
        }
        println!("{name}: {} ids", rows.len());
    }
    report(&faults);
}

#[test]
fn kinds_countries_and_currencies_exist() {
    let countries = countries();
    let mut faults = Vec::new();
    for row in table("orgs.tsv").rows() {
        if !KINDS.contains(&row.get("kind")) {
            faults.push(format!("{}: kind \"{}\"", row.place(), row.get("kind")));
        }
        if row.opt("country").is_some_and(|c| !countries.contains(c) && !UNIONS.contains(&c)) {
            faults.push(format!("{}: country \"{}\"", row.place(), row.get("country")));
        }
        if Lang::ALL.iter().all(|l| row.get(l.code()).is_empty()) {
            faults.push(format!("{}: no name in any language", row.place()));
        }
        for flag in row.list("flags") {
            let name = flag.strip_prefix("ambiguous:");
            if !name.is_some_and(|n| Lang::ALL.iter().any(|l| row.list(l.code()).any(|a| a == n))) {
                faults
                    .push(format!("{}: the flag \"{flag}\" is not ambiguous:NAME with a name of the row", row.place()));
            }
        }
        for external in row.list("external") {
            if !["wikidata:Q", "ror:", "lei:"].iter().any(|p| external.starts_with(p)) {
                faults.push(format!("{}: external \"{external}\"", row.place()));
            }
        }
    }
    for row in table("laws.tsv").rows() {
        let jurisdiction = row.get("jurisdiction");
        if !countries.contains(jurisdiction) && !UNIONS.contains(&jurisdiction) {
            faults.push(format!("{}: jurisdiction \"{jurisdiction}\"", row.place()));
        }
    }
    for row in table("countries.tsv").rows() {
        if !is_code(row.get("value"), 2) {
            faults.push(format!("{}: \"{}\" is no ISO 3166 code", row.place(), row.get("value")));
        }
    }
    for row in table("currencies.tsv").rows().filter(|r| matches!(r.get("class"), "currency" | "money_sign")) {
        // "USD?CAD/AUD": the first unless the text speaks of the others; "?SEK/NOK": none without context.
        for code in row.get("value").split(['?', '/']).filter(|c| !c.is_empty()) {
            if !is_code(code, 3) {
                faults.push(format!("{}: \"{code}\" is no ISO 4217 code", row.place()));
            }
        }
    }
    report(&faults);
}

/// Rows by name: a text that names them could not tell them apart.
#[allow(
    clippy::print_stdout,
    reason = "a helper of tests, which the lint does not know for one; it says what it counts"
)]
fn shared<'t>(table: &Table<'t>, lang: Lang, who: impl Fn(&Row<'_, 't>, &str) -> Option<String>) -> Vec<String> {
    let mut owners: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
    for row in table.rows() {
        for name in row.list(lang.code()) {
            if let Some(scope) = who(&row, name) {
                owners.entry((name, scope)).or_default().push(row.get("id"));
            }
        }
    }
    println!("{} {lang}: {} names", table.name, owners.len());
    let shared = owners.into_iter().filter(|(_, ids)| ids.len() > 1);
    shared.map(|((name, _), ids)| format!("{} {lang}: \"{name}\" is {}", table.name, ids.join(" and "))).collect()
}

#[test]
fn no_name_stands_for_two_bodies_unless_flagged() {
    let table = table("orgs.tsv");
    let unflagged = |row: &Row<'_, '_>, name: &str| {
        let flagged = row.list("flags").any(|f| f.strip_prefix("ambiguous:") == Some(name));
        (!flagged).then(String::new)
    };
    report(&Lang::ALL.iter().flat_map(|l| shared(&table, *l, unflagged)).collect::<Vec<_>>());
}

/// Every country has a law on the press, and a new one replaces an old one: jurisdiction and date tell laws of one name apart.
#[test]
fn laws_of_one_name_differ_in_jurisdiction_or_date() {
    let table = table("laws.tsv");
    let scope = |row: &Row<'_, '_>, _: &str| Some(format!("{} {}", row.get("jurisdiction"), row.get("date")));
    report(&Lang::ALL.iter().flat_map(|l| shared(&table, *l, scope)).collect::<Vec<_>>());
}

#[test]
fn word_classes_name_a_language() {
    let mut faults = Vec::new();
    for table in tables().iter().filter(|t| t.has("class")) {
        let mut classes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for row in table.rows() {
            *classes.entry((row.get("class"), row.get("lang"))).or_default() += row.list("forms").count();
            if row.get("lang") != "*" && Lang::from_tag(row.get("lang")).is_none() {
                faults.push(format!("{}: language \"{}\"", row.place(), row.get("lang")));
            }
            if row.get("class").is_empty() || row.list("forms").next().is_none() {
                faults.push(format!("{}: no class or no forms", row.place()));
            }
        }
        println!("{}: {classes:?}", table.name);
    }
    report(&faults);
}
