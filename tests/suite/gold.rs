//! The sample corpus against its gold: how many mentions are found where they stand, and how many
//! of these have the right value.
//!
//! Prints a table by kind and language (`cargo test --test suite gold:: -- --nocapture`) and holds
//! floors a little below what is reached. A mention counts as found if kind, start and end agree;
//! of nested mentions only the outermost count, on both sides.
#![allow(clippy::print_stdout, reason = "the table is what this test is for")]

use newsmill::ingest::{Inputs, Item, ReadOptions};
use newsmill::model::{CharSpan, Kind, LawValue, Mention, MoneyValue, Value};
use newsmill::{Extractor, ExtractorOptions};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The gold files: one for each language, and one for articles in several.
const FILES: [&str; 4] = ["en", "de", "ru", "mixed"];

/// Least F1 and least share of right values, in whole percents, by kind and file. ORG has no value
/// to compare.
const FLOORS: [(Kind, &str, u64, u64); 16] = [
    (Kind::Date, "en", 94, 92),
    (Kind::Date, "de", 92, 96),
    (Kind::Date, "ru", 93, 94),
    (Kind::Date, "mixed", 94, 96),
    (Kind::Money, "en", 96, 92),
    (Kind::Money, "de", 96, 96),
    (Kind::Money, "ru", 96, 96),
    (Kind::Money, "mixed", 94, 100),
    (Kind::Law, "en", 80, 60),
    (Kind::Law, "de", 75, 80),
    (Kind::Law, "ru", 91, 91),
    (Kind::Law, "mixed", 87, 75),
    (Kind::Org, "en", 90, 0),
    (Kind::Org, "de", 72, 0),
    (Kind::Org, "ru", 91, 0),
    (Kind::Org, "mixed", 90, 0),
];

/// An annotated article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gold {
    id: String,
    source: String,
    position: u64,
    lang: String,
    text: String,
    entities: Vec<Entity>,
}

/// A mention that the article has: code points, half-open.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entity {
    r#type: Kind,
    start: usize,
    end: usize,
    text: String,
    value: String,
}

/// What one cell of the table counts.
#[derive(Debug, Default)]
struct Counts {
    gold: u64,
    found: u64,
    right: u64,
    values: u64,
    /// Missed, extra and wrongly read mentions, for the message.
    notes: Vec<String>,
}

impl Counts {
    /// Whole percents, rounded down; nothing to find and nothing found is all right.
    fn percent(part: u64, whole: u64) -> u64 {
        (100 * part).checked_div(whole).unwrap_or(100)
    }

    fn precision(&self) -> u64 {
        Self::percent(self.right, self.found)
    }

    fn recall(&self) -> u64 {
        Self::percent(self.right, self.gold)
    }

    fn f1(&self) -> u64 {
        Self::percent(2 * self.right, self.found + self.gold)
    }

    fn value_share(&self) -> u64 {
        Self::percent(self.values, self.right)
    }
}

#[test]
fn corpus_against_gold() {
    let read = read_corpus();
    let mut table: BTreeMap<(Kind, &str), Counts> = BTreeMap::new();
    for file in FILES {
        for gold in gold(file) {
            assert_eq!(gold.lang, file, "{}", gold.id);
            let (text, mentions) = read
                .get(&(gold.source.clone(), gold.position))
                .unwrap_or_else(|| panic!("{} is not in corpus/", gold.id));
            assert_eq!(*text, gold.text, "the gold of {} is of another text", gold.id);
            compare(&gold, mentions, file, &mut table);
        }
    }
    println!("{}", render(&table));
    let mut short = String::new();
    for (kind, file, f1, values) in FLOORS {
        let counts = &table[&(kind, file)];
        if counts.f1() < f1 || counts.value_share() < values {
            let _ = writeln!(
                short,
                "{} {file}: F1 {} (at least {f1}), values {} (at least {values})\n  {}",
                kind.as_str(),
                counts.f1(),
                counts.value_share(),
                counts.notes.join("\n  ")
            );
        }
    }
    assert!(short.is_empty(), "below the floor:\n{short}");
}

#[test]
fn gold_is_sound() {
    let mut ids = BTreeSet::new();
    for file in FILES {
        for gold in gold(file) {
            assert_eq!(gold.id, format!("{}:{}", gold.source, gold.position));
            assert!(ids.insert(gold.id.clone()), "{} stands twice", gold.id);
            let mut before = (0, 0);
            for entity in &gold.entities {
                assert_eq!(slice(&gold.text, entity.start, entity.end), entity.text, "{}", gold.id);
                let place = (entity.start, usize::MAX - entity.end);
                assert!(before <= place, "{}: {:?} is out of order", gold.id, entity.text);
                before = place;
            }
        }
    }
}

/// Every document of the corpus by source and position: its text and mentions.
fn read_corpus() -> BTreeMap<(String, u64), (String, Vec<Mention>)> {
    // Tests run in the folder of the package, so sources are named as in the gold.
    let inputs = Inputs::find(&[PathBuf::from("corpus")]).expect("the corpus is there");
    let options = ReadOptions::default();
    let extractor =
        Extractor::new(&ExtractorOptions::default()).expect("the built-in gazetteers are sound");
    inputs
        .items(&options)
        .map(|item| match item {
            Item::Document(document) => {
                let mentions = extractor.extract(&document).mentions;
                ((document.source, document.position), (document.text, mentions))
            }
            Item::Reject(reject) => panic!("{} was rejected: {}", reject.source, reject.detail),
            Item::Skip(skip) => panic!("{} was passed over", skip.source),
        })
        .collect()
}

fn gold(file: &str) -> Vec<Gold> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/gold/{file}.jsonl"));
    let lines =
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    lines
        .lines()
        .enumerate()
        .map(|(i, line)| {
            serde_json::from_str(line)
                .unwrap_or_else(|e| panic!("{}:{}: {e}", path.display(), i + 1))
        })
        .collect()
}

fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// The entities that no longer one holds.
fn outermost(entities: &[Entity]) -> impl Iterator<Item = &Entity> {
    let holds = |o: &Entity, e: &Entity| {
        o.start <= e.start && e.end <= o.end && o.end - o.start > e.end - e.start
    };
    entities.iter().filter(move |e| !entities.iter().any(|o| holds(o, e)))
}

fn compare<'f>(
    gold: &Gold,
    mentions: &[Mention],
    file: &'f str,
    table: &mut BTreeMap<(Kind, &'f str), Counts>,
) {
    for kind in Kind::ALL {
        let counts = table.entry((kind, file)).or_default();
        let wanted: Vec<&Entity> = outermost(&gold.entities).filter(|e| e.r#type == kind).collect();
        let found: Vec<&Mention> =
            mentions.iter().filter(|m| m.kind() == kind && m.nested_in.is_none()).collect();
        counts.gold += wanted.len() as u64;
        counts.found += found.len() as u64;
        for entity in &wanted {
            let Some(mention) =
                found.iter().find(|m| m.chars == CharSpan::new(entity.start, entity.end))
            else {
                counts
                    .notes
                    .push(format!("missed {:?} at {} of {}", entity.text, entity.start, gold.id));
                continue;
            };
            counts.right += 1;
            let (right, read) = judge(&mention.value, &entity.value);
            counts.values += u64::from(right);
            if !right {
                let place = format!("{:?} at {} of {}", entity.text, entity.start, gold.id);
                counts.notes.push(format!(
                    "value {read:?} instead of {:?}: {place} ({})",
                    entity.value, mention.rule
                ));
            }
        }
        for mention in found
            .iter()
            .filter(|m| !wanted.iter().any(|e| m.chars == CharSpan::new(e.start, e.end)))
        {
            let place = format!("{:?} at {} of {}", mention.text, mention.chars.start, gold.id);
            counts.notes.push(format!("extra {place} ({})", mention.rule));
        }
    }
}

/// Whether a value is what the gold says, and how the gold would write it.
fn judge(value: &Value, gold: &str) -> (bool, String) {
    match value {
        Value::Date(date) => {
            let known = [&date.edtf, &date.timex].into_iter().flatten();
            let right = if gold.is_empty() {
                date.edtf.is_none()
            } else {
                known.into_iter().any(|v| v == gold)
            };
            (
                right,
                format!(
                    "{} {}",
                    date.edtf.as_deref().unwrap_or("-"),
                    date.timex.as_deref().unwrap_or("-")
                ),
            )
        }
        Value::Money(money) => {
            let read = money_value(money);
            (read == gold, read)
        }
        Value::Law(law) => {
            let read = law_value(law);
            (read == gold, read)
        }
        // The gold names bodies by words of its own.
        Value::Org(org) => (true, org.key.clone()),
    }
}

/// `EUR 3.5 about`, `USD 10..25`.
fn money_value(money: &MoneyValue) -> String {
    let number = |n: rust_decimal::Decimal| {
        let n = n.normalize();
        // The gold writes cents with two digits.
        if n.scale() == 1 { format!("{n}0") } else { n.to_string() }
    };
    let amount = match (money.amount, money.min, money.max) {
        (Some(amount), ..) => number(amount),
        (None, Some(min), Some(max)) => format!("{}..{}", number(min), number(max)),
        (None, ..) => "-".to_owned(),
    };
    let modifier = money.modifier.and_then(|m| serde_json::to_value(m).ok());
    let modifier = modifier
        .as_ref()
        .and_then(serde_json::Value::as_str)
        .map(|m| format!(" {m}"))
        .unwrap_or_default();
    format!("{} {amount}{modifier}", money.currency.as_deref().unwrap_or("-"))
}

/// `de/stgb 263`, `- 12`: the law and its articles or sections.
fn law_value(law: &LawValue) -> String {
    let numbers: Vec<&str> = law.provisions.iter().map(|p| p.number.as_str()).collect();
    format!("{} {}", law.law.as_deref().unwrap_or("-"), numbers.join(",")).trim().to_owned()
}

fn render(table: &BTreeMap<(Kind, &str), Counts>) -> String {
    let mut out = String::from("kind   file    gold  found  right   P    R    F1   values\n");
    for kind in Kind::ALL {
        for file in FILES {
            let c = &table[&(kind, file)];
            let values =
                if kind == Kind::Org { "-".to_owned() } else { c.value_share().to_string() };
            let _ = writeln!(
                out,
                "{:6} {file:6} {:5} {:6} {:6} {:4} {:4} {:4}   {values:>4}",
                kind.as_str(),
                c.gold,
                c.found,
                c.right,
                c.precision(),
                c.recall(),
                c.f1()
            );
        }
    }
    if std::env::var_os("NEWSMILL_GOLD_NOTES").is_some() {
        for ((kind, file), counts) in table {
            for note in &counts.notes {
                let _ = writeln!(out, "{} {file}: {note}", kind.as_str());
            }
        }
    }
    out
}
