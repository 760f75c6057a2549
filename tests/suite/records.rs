//! Records: the schema, the order of keys, the order of lines. The shapes here are declared once
//! more, by hand, from the contract: a change of the types in `src/model` that users would notice
//! fails here first.

use crate::common::{Scratch, archive, in_repository, json_lines};
use newsmill::model::{Kind, schemas};
use serde::Deserialize;
use serde_json::Value;

/// A field that is always there and may be null: serde alone would take a missing one for null.
fn nullable<'de, D, T>(input: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(input)
}

/// Declares a record: its keys in order, and a type that reads exactly them.
macro_rules! record {
    ($name:ident { $($field:ident: $type:ty,)* } nullable { $($null:ident: $inner:ty,)* } order $order:expr) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code, reason = "read to be checked")]
        struct $name {
            $($field: $type,)*
            $(#[serde(deserialize_with = "nullable")] $null: Option<$inner>,)*
        }

        impl $name {
            const KEYS: &'static [&'static str] = &$order;
        }
    };
}

record!(Document {
    record: String, schema: String, id: String, source: String, position: u64, langs: Vec<String>, paragraphs: Vec<Paragraph>,
    chars: usize, bytes: u64, sha256: String, text_sha256: String, encoding: String, encoding_from: String, decode_errors: u64,
    warnings: Vec<String>,
} nullable {
    url: String, site: String, title: String, author: String, published: String, published_from: String, duplicate_of: String,
    near_duplicate_of: String,
} order [
    "record", "schema", "id", "source", "position", "url", "site", "title", "author", "published", "published_from", "langs",
    "paragraphs", "chars", "bytes", "sha256", "text_sha256", "encoding", "encoding_from", "decode_errors", "duplicate_of",
    "near_duplicate_of", "warnings",
]);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "read to be checked")]
struct Paragraph {
    start: usize,
    end: usize,
    lang: String,
}

record!(Mention {
    record: String, schema: String, id: String, doc: String, r#type: String, start: usize, end: usize, byte_start: usize,
    byte_end: usize, text: String, lang: String, value: Value, rule: String, resources: Vec<String>, confidence: String,
} nullable { entity: String, nested_in: String, } order [
    "record", "schema", "id", "doc", "type", "start", "end", "byte_start", "byte_end", "text", "lang", "value", "entity", "rule",
    "resources", "confidence", "nested_in",
]);

record!(Date { kind: String, basis: String, alternatives: Vec<String>, } nullable {
    edtf: String, timex: String, grain: String, start: String, end: String, modifier: String,
} order ["kind", "edtf", "timex", "grain", "start", "end", "basis", "modifier", "alternatives"]);

record!(Money { each: bool, } nullable {
    amount: String, currency: String, currency_basis: String, modifier: String, min: String, max: String, equivalent_of: String,
} order ["amount", "currency", "currency_basis", "modifier", "min", "max", "equivalent_of", "each"]);

record!(Law { provisions: Vec<Provision>, external: Value, } nullable {
    law: String, title: String, jurisdiction: String, jurisdiction_basis: String,
} order ["law", "title", "jurisdiction", "jurisdiction_basis", "provisions", "external"]);

record!(Provision { unit: String, number: String, sub: Vec<Sub>, } nullable { to: String, } order ["unit", "number", "to", "sub"]);
record!(Sub { unit: String, number: String, } nullable { to: String, } order ["unit", "number", "to"]);

record!(Org { name: String, key: String, acronym: bool, generic: bool, external: Value, } nullable {
    kind: String, country: String, country_basis: String, gazetteer: String,
} order ["name", "key", "acronym", "kind", "country", "country_basis", "generic", "gazetteer", "external"]);

record!(Reject { record: String, schema: String, source: String, position: u64, reason: String, detail: String, } nullable {
    entry: String, offset: u64,
} order ["record", "schema", "source", "entry", "position", "offset", "reason", "detail"]);

const ENTITY: &[&str] = &[
    "record",
    "schema",
    "id",
    "type",
    "name",
    "names",
    "acronyms",
    "keys",
    "kind",
    "country",
    "country_basis",
    "external",
    "forms",
    "mentions",
    "documents",
    "first",
    "last",
    "links",
    "refused",
];
const FACT: &[&str] = &[
    "record",
    "schema",
    "id",
    "kind",
    "roles",
    "claims",
    "documents",
    "independent_sources",
    "fields",
];

/// A run over the generated archive and, where the tree has one, over the corpus: file name and
/// contents.
fn dataset() -> Vec<(String, String)> {
    let scratch = Scratch::new();
    archive(&scratch);
    let corpus = in_repository("corpus");
    let corpus = corpus.to_string_lossy();
    let mut inputs = vec!["run", "a", "b", "--out", "d"];
    if in_repository("corpus").is_dir() {
        inputs.push(&corpus);
    }
    scratch.run(&inputs).ends(3);
    scratch.dataset("d")
}

fn lines<'a>(dataset: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    let found =
        dataset.iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("no {name}"));
    assert!(!found.1.is_empty(), "{name} is empty: nothing would be checked");
    found.1.lines().collect()
}

/// The keys of the object that begins a text, in order. Values are skipped whole: serde_json would
/// sort them.
fn keys(line: &str) -> Vec<String> {
    struct Keys;
    impl<'de> serde::de::Visitor<'de> for Keys {
        type Value = Vec<String>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(
            self,
            mut map: A,
        ) -> Result<Vec<String>, A::Error> {
            let mut keys = Vec::new();
            while let Some((key, _)) = map.next_entry::<String, serde::de::IgnoredAny>()? {
                keys.push(key);
            }
            Ok(keys)
        }
    }
    serde::Deserializer::deserialize_map(&mut serde_json::Deserializer::from_str(line), Keys)
        .expect("an object")
}

#[derive(Deserialize)]
struct Raw<'a> {
    #[serde(borrow)]
    value: &'a serde_json::value::RawValue,
}

#[derive(Deserialize)]
struct RawLaw<'a> {
    #[serde(borrow)]
    provisions: Vec<&'a serde_json::value::RawValue>,
}

#[derive(Deserialize)]
struct RawProvision<'a> {
    #[serde(borrow)]
    sub: Vec<&'a serde_json::value::RawValue>,
}

fn read<'a, T: Deserialize<'a>>(json: &'a str) -> T {
    serde_json::from_str(json).unwrap_or_else(|e| panic!("{e}: {json}"))
}

#[test]
fn schema_files_are_those_of_the_types() {
    let update = std::env::var_os("NEWSMILL_UPDATE").is_some();
    let mut stale = Vec::new();
    for (name, schema) in schemas() {
        let path = in_repository(&format!("schema/{name}.json"));
        if update {
            std::fs::create_dir_all(in_repository("schema")).expect("the folder");
            std::fs::write(&path, &schema).expect("the schema is written");
        }
        if std::fs::read_to_string(&path).ok().as_deref() != Some(schema.as_str()) {
            stale.push(format!("schema/{name}.json"));
        }
    }
    let mut extra: Vec<String> = std::fs::read_dir(in_repository("schema"))
        .expect("the folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|file| !schemas().iter().any(|(name, _)| *file == format!("{name}.json")))
        .collect();
    extra.sort();
    assert!(
        stale.is_empty() && extra.is_empty(),
        "not what the types say: {stale:?}; of no record: {extra:?}\n\
         If the change is meant (a new field that may be null keeps the schema's version, anything else raises it), write them anew with\n\
         NEWSMILL_UPDATE=1 cargo test --test suite records::"
    );
}

#[test]
fn every_line_is_valid() {
    let dataset = dataset();
    for (name, schema) in schemas() {
        let schema: Value = serde_json::from_str(&schema).expect("a schema is JSON");
        let validator =
            jsonschema::validator_for(&schema).unwrap_or_else(|e| panic!("{name}: {e}"));
        let records = if name == "manifest" {
            vec![read::<Value>(&lines(&dataset, "manifest.json").join("\n"))]
        } else {
            let file = if name == "entity" {
                "entities.jsonl".to_owned()
            } else {
                format!("{name}s.jsonl")
            };
            json_lines(&lines(&dataset, &file).join("\n"))
        };
        println!("{name}: {} records", records.len());
        for record in records {
            if let Err(e) = validator.validate(&record) {
                panic!("{name}: {e} at {}: {record}", e.instance_path());
            }
        }
    }
}

#[test]
fn keys_come_in_the_order_of_the_contract_and_null_is_never_missing() {
    let dataset = dataset();
    for line in lines(&dataset, "documents.jsonl") {
        let document: Document = read(line);
        assert_eq!(keys(line), Document::KEYS);
        assert_eq!((document.record.as_str(), document.schema.as_str()), ("document", "1"));
    }
    for line in lines(&dataset, "rejects.jsonl") {
        let _: Reject = read(line);
        assert_eq!(keys(line), Reject::KEYS);
    }
    for line in lines(&dataset, "entities.jsonl") {
        assert_eq!(keys(line), ENTITY);
    }
    for line in lines(&dataset, "facts.jsonl") {
        assert_eq!(keys(line), FACT);
    }
    let mut seen = [0; 4];
    for line in lines(&dataset, "mentions.jsonl") {
        let mention: Mention = read(line);
        assert_eq!(keys(line), Mention::KEYS);
        assert_eq!(
            mention.id,
            format!("{}:{}-{}:{}", mention.doc, mention.start, mention.end, mention.r#type)
        );
        assert_eq!(mention.byte_end - mention.byte_start, mention.text.len());
        assert_eq!(mention.end - mention.start, mention.text.chars().count());
        let value = read::<Raw<'_>>(line).value.get();
        let kind =
            Kind::ALL.into_iter().find(|k| k.as_str() == mention.r#type).expect("one of the four");
        seen[kind as usize] += 1;
        let expected = match kind {
            Kind::Date => {
                let _: Date = read(value);
                Date::KEYS
            }
            Kind::Money => {
                let _: Money = read(value);
                Money::KEYS
            }
            Kind::Law => {
                let _: Law = read(value);
                for provision in read::<RawLaw<'_>>(value).provisions {
                    assert!(!read::<Provision>(provision.get()).number.is_empty(), "{line}");
                    assert_eq!(keys(provision.get()), Provision::KEYS);
                    for part in read::<RawProvision<'_>>(provision.get()).sub {
                        assert!(!read::<Sub>(part.get()).number.is_empty(), "{line}");
                        assert_eq!(keys(part.get()), Sub::KEYS);
                    }
                }
                Law::KEYS
            }
            Kind::Org => {
                assert!(mention.entity.is_some(), "an organisation is an entity: {line}");
                let _: Org = read(value);
                Org::KEYS
            }
        };
        assert_eq!(keys(value), expected, "{line}");
    }
    assert!(seen.iter().all(|n| *n > 0), "mentions of each kind are checked: {seen:?}");
}

#[test]
fn lines_are_sorted_and_references_hold() {
    let dataset = dataset();
    let documents: Vec<Document> =
        lines(&dataset, "documents.jsonl").into_iter().map(read).collect();
    let place =
        |d: &Document| (d.source.split('/').map(str::to_owned).collect::<Vec<_>>(), d.position);
    assert!(documents.is_sorted_by_key(place), "documents are sorted by source and position");
    let mentions: Vec<Mention> = lines(&dataset, "mentions.jsonl").into_iter().map(read).collect();
    let order = |m: &Mention| {
        let document =
            documents.iter().position(|d| d.id == m.doc).expect("a mention's document is there");
        (document, m.start, std::cmp::Reverse(m.end), m.r#type.clone())
    };
    assert!(
        mentions.is_sorted_by_key(order),
        "mentions are sorted by document, start, end descending, type"
    );
    let ids: std::collections::BTreeSet<&str> = mentions.iter().map(|m| m.id.as_str()).collect();
    assert_eq!(ids.len(), mentions.len(), "mention ids are unique");
    let there = |id: &str| assert!(ids.contains(id), "no mention {id}");
    mentions.iter().filter_map(|m| m.nested_in.as_deref()).for_each(there);
    mentions.iter().filter_map(|m| m.value["equivalent_of"].as_str()).for_each(there);
    let entities = json_lines(&lines(&dataset, "entities.jsonl").join("\n"));
    let facts = json_lines(&lines(&dataset, "facts.jsonl").join("\n"));
    for (name, records) in [("entities", &entities), ("facts", &facts)] {
        assert!(
            records.windows(2).all(|w| w[0]["id"].as_str() < w[1]["id"].as_str()),
            "{name} are sorted by id, each once"
        );
    }
    for entity in mentions.iter().filter_map(|m| m.entity.as_deref()) {
        assert!(entities.iter().any(|e| e["id"] == entity), "no entity {entity}");
    }
    for claim in facts.iter().flat_map(|f| f["claims"].as_array().expect("a list")) {
        claim["mentions"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(Value::as_str)
            .for_each(there);
    }
}
