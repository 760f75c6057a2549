//! The tables of `gazetteers/`: without fault; the lints that say so; tables of the user's.

use crate::common::{EXTRACTOR, Scratch, in_repository};
use newsmill::internals::gazetteer::{
    BUILT_IN, Table, UserTable, built_in_orgs, check, find, morphology,
};
use newsmill::model::{Lang, Value};
use newsmill::{Document, Extractor, ExtractorOptions};
use std::collections::{BTreeMap, BTreeSet};

fn tables() -> Vec<Table<'static>> {
    BUILT_IN.iter().map(|table| table.parse().unwrap_or_else(|e| panic!("{e}"))).collect()
}

#[test]
fn every_table_of_the_folder_is_built_in_and_compiles() {
    let mut on_disk: Vec<String> = std::fs::read_dir(in_repository("gazetteers"))
        .expect("the folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".tsv"))
        .collect();
    on_disk.sort();
    let built_in: Vec<&str> = BUILT_IN.iter().map(|table| table.name).collect();
    assert_eq!(
        on_disk, built_in,
        "gazetteers/ and BUILT_IN in src/gazetteer/mod.rs name the same tables, sorted"
    );
    // A form with two values, an unknown currency and the like are refused when the grammar is
    // built.
    assert!(EXTRACTOR.rules().count() > 0);
    for table in tables() {
        let mut classes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for row in table.rows().filter(|r| !r.get("class").is_empty()) {
            *classes.entry((row.get("class"), row.get("lang"))).or_default() +=
                row.list("forms").count();
        }
        println!("{:16} {:5} rows {classes:?}", table.name, table.rows().count());
    }
}

#[test]
fn the_built_in_tables_have_no_fault() {
    let built_in: Vec<(&str, &str)> =
        BUILT_IN.iter().map(|table| (table.name, table.text)).collect();
    let faults = check(&built_in, &tables());
    assert!(faults.is_empty(), "{} faults:\n  {}", faults.len(), faults.join("\n  "));
    for (name, text) in built_in {
        assert!(
            text.starts_with('#'),
            "{name}: a comment in the first line says what the table holds"
        );
        let table = Table::parse(name, text).expect("it parses");
        assert!(table.has("source"), "{name}: no column says where a row comes from");
    }
}

/// Records are joined by id, so a body and a law cannot share one.
#[test]
fn an_id_stands_in_one_table() {
    const ORGS: &str = "id\tkind\tcountry\ten\tde\tru\tflags\texternal\tsource\n";
    let one = format!("{ORGS}x/a\tngo\tKZ\tRed Echo\t\t\t\t\town\n");
    let other = format!("{ORGS}x/a\tngo\tKZ\tBlue Echo\t\t\t\t\town\n");
    let faults = check(&[("one.tsv", &one), ("other.tsv", &other)], &tables());
    assert_eq!(faults, ["other.tsv:2: the id \"x/a\" is also that of one.tsv:2"]);
}

/// Each lint with a table that it must refuse, and the words in which it does.
#[test]
fn every_lint_fires() {
    const ORGS: &str = "id\tkind\tcountry\ten\tde\tru\tflags\texternal\tsource";
    const WORDS: &str = "class\tlang\tvalue\tforms\tflags\tsource";
    let cases = [
        (
            ORGS,
            "x/b\tngo\tKZ\tBlue Echo\t\t\t\t\town\nx/a\tngo\tKZ\tRed Echo\t\t\t\t\town\n",
            "does not follow",
        ),
        (ORGS, "x/a\tclub\tKZ\tRed Echo\t\t\t\t\town\n", "kind \"club\""),
        (ORGS, "x/a\tngo\tXX\tRed Echo\t\t\t\t\town\n", "country \"XX\""),
        (ORGS, "x/a\tngo\tKZ\t\t\t\t\t\town\n", "no name in any language"),
        (ORGS, "x/a\tngo\tKZ\tRed Echo\t\t\tambiguous:Echo\t\town\n", "is neither ambiguous:NAME"),
        (ORGS, "x/a\tngo\tKZ\tRed Echo\t\t\ttype:\t\town\n", "nor type:NAME"),
        (ORGS, "x/a\tngo\tKZ\tFrance\t\t\t\t\town\n", "flag it ambiguous:France"),
        (ORGS, "x/a\tngo\tKZ\tFocus\tFocus\t\t\t\town\n", "class needs_context in de"),
        (ORGS, "x/a\tngo\tKZ\tRed Echo\t\t\t\tisni:1\town\n", "external \"isni:1\""),
        (
            ORGS,
            "x/a\tngo\tKZ\tRed Echo\t\t\t\t\town\nx/b\tngo\tKZ\tRed Echo\t\t\t\t\town\n",
            "is x/a and x/b",
        ),
        (
            ORGS,
            "x/a\tgovernment\tGE\tForeign Ministry\t\t\t\t\town\n",
            "t.tsv:2: \"Foreign Ministry\" (en) is a type of state body",
        ),
        (
            ORGS,
            "x/a\tgovernment\tPL\t\tGeneralstaatsanwaltschaft\t\t\t\town\n",
            "give the name its country",
        ),
        (ORGS, "x/a\tcourt\tGE\t\t\tВерховный Суд\t\t\town\n", "(ru) is a type of state body"),
        (ORGS, "x/a\tngo\tKZ\tRed Echo;Red Echo\t\t\t\t\town\n", "a value twice"),
        (ORGS, "x/a\tngo\tKZ\tRed Echo; Echo\t\t\t\t\town\n", "padded value"),
        (ORGS, "x/a\tngo\tKZ\tRed Echo\t\t\t\t\t\n", "no source"),
        (ORGS, "x/a\tngo\tKZ\tRed Echo\t\t\t\t\n", "8 cells where the header names 9"),
        (ORGS, "x/a\tngo\tKZ\tRed Echo\t\t\t\t\town", "no end"),
        (ORGS, "x/a\tngo\tKZ\tRed\u{A0}Echo\t\t\t\t\town\n", "no-break space"),
        (ORGS, "x/a\tngo\tKZ\tE\u{301}cole Echo\t\t\t\t\town\n", "not NFC"),
        (WORDS, "org_head\tfr\tngo\tcercle\t\town\n", "language \"fr\""),
        (WORDS, "org_head\ten\tngo\t\t\town\n", "no forms"),
        (WORDS, "country\ten\tfr\tFrance\t\town\n", "no ISO 3166"),
        (WORDS, "currency\ten\teuro\teuro\t\town\n", "no ISO 4217"),
    ];
    for (header, rows, fault) in cases {
        let text = format!("{header}\n{rows}");
        let faults = check(&[("t.tsv", &text)], &tables());
        assert!(
            faults.iter().any(|f| f.contains(fault)),
            "{rows:?} should be refused with {fault:?}: {faults:?}"
        );
        let places = faults.iter().filter(|f| f.starts_with("t.tsv")).count();
        assert_eq!(places, faults.len(), "every fault names its file: {faults:?}");
    }
    let fine = format!("{ORGS}\nx/a\tngo\tKZ\tFocus\t\t\tambiguous:Focus\twikidata:Q1\town\n");
    assert_eq!(check(&[("t.tsv", &fine)], &tables()), Vec::<String>::new());
}

fn orgs_with(
    tables: Vec<UserTable>,
    without: &[&str],
    text: &str,
) -> Vec<(String, Option<String>)> {
    let without = without.iter().map(|w| (*w).to_owned()).collect();
    let extractor =
        Extractor::new(&ExtractorOptions { tables, without, ..ExtractorOptions::default() })
            .expect("it compiles");
    let bundle = extractor.extract(&Document::from_text("t.txt", text));
    let org = |value: Value| match value {
        Value::Org(org) => Some((org.name, org.gazetteer)),
        Value::Date(_) | Value::Money(_) | Value::Law(_) => None,
    };
    bundle.mentions.into_iter().filter_map(|m| org(m.value)).collect()
}

fn user(name: &str, text: &str) -> UserTable {
    UserTable::new(name, text)
}

#[test]
fn user_tables_add_and_override() {
    let text = "Die Zentralbank prüft Quendelwerk seit Montag; auch Gazprom und Quendelwerks Leute wurden befragt.";
    let found = |tables, without: &[&str]| orgs_with(tables, without, text);
    let row = |name: &str, id: &str| (name.to_owned(), Some(id.to_owned()));
    assert_eq!(found(vec![], &[]), [row("Gazprom", "ru/gazprom")]);
    let long = || user("mine.tsv", "org_id\talias\tlang\nme/quendel\tQuendelwerk\tde\n");
    assert_eq!(
        found(vec![long()], &[]),
        [
            row("Quendelwerk", "me/quendel"),
            row("Gazprom", "ru/gazprom"),
            row("Quendelwerk", "me/quendel")
        ],
        "a name in long form is inflected as German"
    );
    let wide = || {
        user(
            "orgs.tsv",
            "id\tkind\tcountry\ten\tde\tru\tflags\texternal\tsource\nru/gazprom\tcompany\tRU\tGazprom\tQuendelwerk\t\t\t\tmine\n",
        )
    };
    assert_eq!(
        found(vec![wide()], &[]),
        [row("Quendelwerk", "ru/gazprom"), row("Quendelwerk", "ru/gazprom")],
        "the user's row stands for the built-in one of its id"
    );
    assert_eq!(found(vec![long()], &["ru/gazprom", "Quendelwerk"]), [], "--without reaches both");
}

#[test]
fn a_user_word_keeps_its_value() {
    let head = user("words.tsv", "class\tlang\tvalue\tforms\norg_head\ten\tbank\tDovecote\n");
    let found =
        orgs_with(vec![head], &[], "On Monday the Upper Marrow Dovecote said it would close.");
    assert_eq!(found, [("Upper Marrow Dovecote".to_owned(), None)]);
    let refused = |text: &str| {
        let options = ExtractorOptions {
            tables: vec![user("words.tsv", text)],
            ..ExtractorOptions::default()
        };
        Extractor::new(&options).err().map(|e| e.to_string()).unwrap_or_default()
    };
    assert!(
        refused("class\tlang\tvalue\tforms\norg-heads\ten\tbank\tDovecote\n")
            .contains("words.tsv:2")
    );
    assert!(refused("name\nDovecote\n").contains("those of no table"));
}

#[test]
fn find_names_the_row_and_the_form() {
    let (_, hits) = find("Газпромом", &[built_in_orgs()], &tables());
    let hit = hits.first().expect("a row");
    assert_eq!(
        (hit.row.as_str(), hit.lang, hit.name.as_str()),
        ("ru/gazprom", Some(Lang::Ru), "Газпром")
    );
    assert!(hit.place.starts_with("orgs.tsv:"));
    assert!(find("Quendelwerk", &[built_in_orgs()], &tables()).1.is_empty());
    let (_, hits) = find("января", &[], &tables());
    assert!(hits.iter().any(|h| h.row == "month" && h.says == "1"), "{hits:?}");
}

/// What `build.rs` embedded is what the library compiles from the same table.
#[test]
fn the_embedded_names_are_those_of_the_table() {
    let text = BUILT_IN.iter().find(|table| table.name == "orgs.tsv").expect("the table").text;
    let fresh =
        newsmill::internals::gazetteer::OrgTable::new("orgs.tsv".to_owned(), text.to_owned())
            .expect("it compiles");
    let embedded = built_in_orgs();
    for lang in Lang::ALL {
        assert_eq!(fresh.names(lang).bytes(), embedded.names(lang).bytes(), "{lang}");
    }
    assert!(fresh.aliases().eq(embedded.aliases()));
}

/// The forms are those that grammars give, for nouns of each declension and for what is not
/// declined.
#[test]
fn names_are_inflected_by_paradigm() {
    let has = |lang, name: &str, wanted: &[&str]| {
        let all: BTreeSet<String> = morphology::name_forms(name, lang).into_iter().collect();
        for form in wanted {
            assert!(all.contains(*form), "{name}: {form} is missing among {all:?}");
        }
    };
    has(Lang::Ru, "МИД", &["МИДа", "МИДу", "МИДом", "МИДе"]);
    has(Lang::Ru, "Госдума", &["Госдумы", "Госдуме", "Госдуму", "Госдумой"]);
    has(Lang::Ru, "Счётная палата", &["Счётной палаты", "Счётную палату"]);
    has(Lang::De, "Deutsche Bahn", &["Deutschen Bahn"]);
    has(Lang::De, "Bundesrat", &["Bundesrats", "Bundesrates"]);
    has(
        Lang::En,
        "World Trade Organisation",
        &["World Trade Organization", "WORLD TRADE ORGANISATION"],
    );
    // Indeclinable: foreign names in -о, -е, -и and acronyms that end in a vowel.
    for name in ["НАТО", "ЮНЕСКО"] {
        assert!(
            morphology::name_forms(name, Lang::Ru).iter().all(|f| f == name),
            "{name}: {:?}",
            morphology::name_forms(name, Lang::Ru)
        );
    }
}

/// Every abbreviation, behind a provision and in a text that names its country, is its law.
#[test]
fn every_abbreviation_of_a_law_resolves() {
    let tables = tables();
    let laws = tables.iter().find(|t| t.name == "laws.tsv").expect("the laws");
    let columns = [("abbr_en", Lang::En), ("abbr_de", Lang::De), ("abbr_ru", Lang::Ru)];
    let mut bearers: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for row in laws.rows() {
        for (column, _) in columns {
            for name in row.list(column) {
                bearers.entry((column, name)).or_default().insert(row.get("id"));
            }
        }
    }
    let mut faults = Vec::new();
    for row in laws.rows() {
        for (column, lang) in columns {
            // «ч. 2 ГК РФ» behind a provision is a part of it; an abbreviation of a treaty may be a
            // national law's in German.
            for name in row.list(column).filter(|n| !n.starts_with("ч. ")) {
                let text = match lang {
                    Lang::En => {
                        format!("The judge said that it broke Section 1 of the {name} in two ways.")
                    }
                    Lang::De => {
                        let land = match row.get("jurisdiction") {
                            "AT" => "Österreich",
                            "CH" => "der Schweiz",
                            _ => "Deutschland",
                        };
                        format!(
                            "In {land} verstieß er nach Ansicht des Gerichts gegen § 1 {name} und wurde bestraft."
                        )
                    }
                    Lang::Ru => {
                        format!("Суд решил, что он нарушил ст. 1 {name} и должен быть наказан.")
                    }
                };
                let document = Document::from_text("t.txt", text.as_str());
                let found: Vec<Option<String>> = EXTRACTOR
                    .extract(&document)
                    .mentions
                    .into_iter()
                    .filter_map(|m| match m.value {
                        Value::Law(law) if !law.provisions.is_empty() => Some(law.law),
                        Value::Law(_) | Value::Date(_) | Value::Money(_) | Value::Org(_) => None,
                    })
                    .collect();
                let several = &bearers[&(column, name)];
                let right = |law: &Option<String>| match law {
                    Some(id)
                        if lang == Lang::De
                            && ["DE", "AT", "CH"].contains(&row.get("jurisdiction")) =>
                    {
                        id == row.get("id") || several.len() > 2
                    }
                    Some(id) if lang == Lang::De => {
                        several.contains(id.as_str()) || id.starts_with("de/")
                    }
                    Some(id) => several.contains(id.as_str()),
                    None => several.len() > 1,
                };
                if !found.iter().any(right) {
                    faults.push(format!("{} {name}: {text} gives {found:?}", row.get("id")));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n  {}", faults.len(), faults.join("\n  "));
}

/// A compiled table finds what its text finds, and a damaged one is refused with a cure.
#[test]
fn a_compiled_table_is_the_same_table() {
    let scratch = Scratch::new();
    let header = "id\tkind\tcountry\ten\tde\tru\tflags\texternal\tsource\n";
    let row = "aa/tarn\tcompany\tGB\tTarn Hoisting\t\tТарнподъём\t\t\town\n";
    scratch.write("plain/t.tsv", format!("{header}{row}"));
    std::fs::create_dir_all(scratch.path("compiled")).expect("a folder");
    scratch.run(&["gazetteer", "compile", "plain/t.tsv", "--out", "compiled/t.nmt"]).ends(0);
    scratch.write("a.txt", "Tarn Hoisting lost. Директор «Тарнподъёма» молчит.\n");
    let found =
        |folder: &str| scratch.run(&["extract", "a.txt", "--gazetteers", folder]).ends(0).out;
    assert!(found("compiled").contains("\"gazetteer\":\"aa/tarn\""));
    assert_eq!(
        found("plain").replace("t.tsv", "t"),
        found("compiled").replace("t.nmt", "t"),
        "the same mentions"
    );
    let mut bytes = std::fs::read(scratch.path("compiled/t.nmt")).expect("written");
    bytes.pop();
    std::fs::write(scratch.path("compiled/t.nmt"), bytes).expect("writable");
    scratch
        .run(&["extract", "a.txt", "--gazetteers", "compiled"])
        .ends(1)
        .complains_of("newsmill gazetteer compile");
    scratch.write("words.tsv", "class\tlang\tvalue\tforms\norg_head\ten\tngo\tCircle\n");
    scratch
        .run(&["gazetteer", "compile", "words.tsv", "--out", "w.nmt"])
        .ends(1)
        .complains_of("only tables of organisations");
}
