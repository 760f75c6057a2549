//! The cases of `tests/cases/<kind>/<lang>.jsonl`: a sentence and every mention of the kind that it
//! holds, in the order of place.
//!
//! A line is `{"text", "date", "rule", "expect": [{"text", …}]}`: `date` is the day of publication
//! or null, `rule` says which rule the case is for, and an expected mention names as many fields of
//! its value as the case is about; of laws, `provisions` are their numbers, `parts` the numbers of the
//! parts of each, `celex` the number in the register. `words` is a line of a user's table of words, for a rule that
//! the built-in words leave without work. A case in which its rule keeps silent speaks against the
//! rule; every rule has cases for and against it.

use crate::common::{EXTRACTOR, in_repository};
use newsmill::model::{
    Kind, Mention, MentionRecord, Provision, Published, PublishedFrom, Value as Found,
};
use newsmill::tables::UserTable;
use newsmill::{Document, Extractor, ExtractorOptions, Lang};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    words: Option<String>,
    rule: String,
    expect: Vec<Map<String, Value>>,
}

/// Every case with its place, kind and language.
fn cases() -> Vec<(String, Kind, Lang, Case)> {
    let mut cases = Vec::new();
    for kind in Kind::ALL {
        for lang in Lang::ALL {
            let name =
                format!("tests/cases/{}/{}.jsonl", kind.as_str().to_lowercase(), lang.as_str());
            let text = std::fs::read_to_string(in_repository(&name))
                .unwrap_or_else(|e| panic!("{name}: {e}"));
            for (i, line) in text.lines().enumerate() {
                let place = format!("{name}:{}", i + 1);
                let case = serde_json::from_str(line).unwrap_or_else(|e| panic!("{place}: {e}"));
                cases.push((place, kind, lang, case));
            }
        }
    }
    cases
}

fn mentions(case: &Case, lang: Lang) -> Vec<Mention> {
    let mut document = Document::from_text("case.txt", case.text.as_str());
    document.lang = Some(lang);
    document.region.clone_from(&case.region);
    document.published = case.date.as_ref().map(|date| Published {
        date: date.parse().expect("a case's date is YYYY-MM-DD"),
        from: PublishedFrom::Field,
    });
    let Some(words) = &case.words else { return EXTRACTOR.extract(&document).mentions };
    let table =
        UserTable::new("words.tsv".to_owned(), format!("class\tlang\tvalue\tforms\n{words}\n"));
    let options = ExtractorOptions { tables: vec![table], ..ExtractorOptions::default() };
    Extractor::new(&options)
        .expect("a case's words are a line of a table")
        .extract(&document)
        .mentions
}

/// A field of a mention as cases write it.
fn shown(mention: &Mention, field: &str) -> Value {
    let value = serde_json::to_value(&mention.value).expect("a value is JSON");
    match (field, &mention.value) {
        ("text", _) => json!(mention.text),
        // A case cannot know the other mention's id: it says whether there is one.
        ("equivalent_of", Found::Money(v)) => json!(v.equivalent_of.is_some()),
        ("parts", Found::Law(v)) => {
            let parts =
                |p: &Provision| -> Value { p.sub.iter().map(|s| s.number.as_str()).collect() };
            v.provisions.iter().map(parts).collect()
        }
        ("celex", Found::Law(v)) => json!(v.external.celex),
        ("provisions", Found::Law(v)) => v.provisions.iter().map(|p| p.number.as_str()).collect(),
        _ => value
            .get(field)
            .cloned()
            .unwrap_or_else(|| panic!("no field \"{field}\" in a {}", mention.kind())),
    }
}

/// What differs, or nothing.
fn difference(case: &Case, found: &[Mention]) -> Option<String> {
    let mut out = String::new();
    for i in 0..case.expect.len().max(found.len()) {
        match (case.expect.get(i), found.get(i)) {
            (Some(expected), Some(mention)) => {
                for (field, value) in expected {
                    let is = shown(mention, field);
                    if is != *value {
                        let _ = writeln!(
                            out,
                            "    {:?} ({}) {field}: expected {value}, found {is}",
                            mention.text, mention.rule
                        );
                    }
                }
            }
            (Some(expected), None) => {
                let _ = writeln!(out, "    missing: {}", Value::Object(expected.clone()));
            }
            (None, Some(mention)) => {
                let value = serde_json::to_string(&mention.value).expect("a value is JSON");
                let _ = writeln!(
                    out,
                    "    not expected: {:?} ({}) {value}",
                    mention.text, mention.rule
                );
            }
            (None, None) => {}
        }
    }
    (!out.is_empty()).then(|| format!("  {}\n", case.text) + &out)
}

#[test]
fn every_case_holds() {
    let mut failures = Vec::new();
    let cases = cases();
    for (place, kind, lang, case) in &cases {
        let found: Vec<Mention> =
            mentions(case, *lang).into_iter().filter(|m| m.kind() == *kind).collect();
        if let Some(difference) = difference(case, &found) {
            failures.push(format!("{place} {}\n{difference}", case.rule));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases fail:\n{}",
        failures.len(),
        cases.len(),
        failures.concat()
    );
}

#[test]
fn every_rule_has_a_case_for_it_and_one_against_it() {
    let (mut fired, mut silent) = (BTreeSet::new(), BTreeSet::new());
    for (_, kind, lang, case) in cases() {
        let rules: BTreeSet<String> = mentions(&case, lang)
            .into_iter()
            .filter(|m| m.kind() == kind)
            .map(|m| m.rule.into_owned())
            .collect();
        if !rules.contains(&case.rule) {
            silent.insert(case.rule);
        }
        fired.extend(rules);
    }
    let known: BTreeSet<&str> = EXTRACTOR.rules().map(|r| r.name).collect();
    let without = |cases: &BTreeSet<String>| -> Vec<&str> {
        known.iter().copied().filter(|n| !cases.contains(*n)).collect()
    };
    assert!(
        without(&fired).is_empty(),
        "no case makes these rules fire; add one to tests/cases/: {:#?}",
        without(&fired)
    );
    // Against a rule: a case of its own, of words much like its words, in which it keeps silent.
    assert!(
        without(&silent).is_empty(),
        "no case of their own keeps these rules silent: {:#?}",
        without(&silent)
    );
    let strange: Vec<&String> = silent.iter().filter(|n| !known.contains(n.as_str())).collect();
    assert!(strange.is_empty(), "cases are for rules that do not exist: {strange:#?}");
}

/// Each example of a rule is a document in which the rule finds a mention, with the words of the
/// rule's case if it needs some.
#[test]
fn every_rule_finds_its_examples() {
    let words: BTreeMap<String, String> =
        cases().into_iter().filter_map(|(.., case)| Some((case.rule, case.words?))).collect();
    let mut failures = String::new();
    let mut described = BTreeMap::new();
    for rule in EXTRACTOR.rules() {
        if rule.examples.is_empty() || rule.description.is_empty() {
            let _ = writeln!(failures, "  {}: no example or no description", rule.name);
        }
        if let Some(other) = described.insert((rule.kind, rule.lang, rule.description), rule.name) {
            let _ = writeln!(failures, "  {}: the description of {other}", rule.name);
        }
        for example in rule.examples {
            let case = Case {
                text: (*example).to_owned(),
                date: Some("2020-05-15".to_owned()),
                region: None,
                words: words.get(rule.name).cloned(),
                rule: rule.name.to_owned(),
                expect: Vec::new(),
            };
            let found: BTreeSet<_> =
                mentions(&case, rule.lang).into_iter().map(|m| m.rule).collect();
            if !found.contains(rule.name) {
                let _ = writeln!(failures, "  {}: {example:?} is read by {found:?}", rule.name);
            }
        }
    }
    assert!(failures.is_empty(), "examples of rules that fail:\n{failures}");
}

/// `rules` is complete: every rule that a mention of the cases or of the corpus has is among
/// them.
#[test]
fn every_rule_of_a_mention_is_registered() {
    let golden = in_repository("tests/golden/corpus/mentions.jsonl");
    let golden =
        std::fs::read_to_string(&golden).unwrap_or_else(|e| panic!("{}: {e}", golden.display()));
    let corpus = golden
        .lines()
        .map(|line| serde_json::from_str::<MentionRecord>(line).expect("a mention").rule);
    let of_cases = cases()
        .into_iter()
        .flat_map(|(_, _, lang, case)| mentions(&case, lang))
        .map(|m| m.rule.into_owned());
    let written: BTreeSet<String> = corpus.chain(of_cases).collect();
    let known: BTreeSet<&str> = EXTRACTOR.rules().map(|r| r.name).collect();
    let unknown: Vec<&String> =
        written.iter().filter(|rule| !known.contains(rule.as_str())).collect();
    assert!(unknown.is_empty(), "mentions have rules that rules() lacks: {unknown:#?}");
}

#[test]
fn no_cell_of_kinds_and_languages_is_empty() {
    let cases = cases();
    println!("{:6} {}", "", Lang::ALL.map(|l| format!("{:>20}", l.as_str())).concat());
    for kind in Kind::ALL {
        let mut row = format!("{:6} ", kind.as_str());
        for lang in Lang::ALL {
            let rules = EXTRACTOR.rules().filter(|r| (r.kind, r.lang) == (kind, lang)).count();
            let (negative, positive): (Vec<_>, Vec<_>) = cases
                .iter()
                .filter(|c| (c.1, c.2) == (kind, lang))
                .partition(|c| c.3.expect.is_empty());
            let _ = write!(
                row,
                "{:>20}",
                format!("{rules} rules, {}+ {}-", positive.len(), negative.len())
            );
            assert!(rules > 0, "{} has no rules in {lang}", kind.as_str());
            assert!(
                !positive.is_empty() && !negative.is_empty(),
                "{} in {lang} needs cases of both sorts",
                kind.as_str()
            );
        }
        println!("{row}");
    }
}
