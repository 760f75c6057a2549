//! Ids that clash: row numbers of two tables are no ids of one archive.

use crate::common::{Files, Scratch, field, same};
use serde_json::Value;
use std::collections::BTreeSet;

/// A table with row numbers. The texts have sums in two currencies, mentions inside others, a law
/// without a country and a claim: all that names a document's id.
fn table(town: &str, day: u32) -> String {
    let row = |number: u32, text: String| format!("{number},\"{text}\"\n");
    [
        "id,text\n".to_owned(),
        row(1, format!("On {day} March 2021 the council of {town} met from 3 to {day} May 2020.")),
        row(
            2,
            format!(
                "A court fined the Human Rights Centre of {town} (HRC) 2 million tenge ($4,700) under section {day} of the Harbour Act on {day} March 2021."
            ),
        ),
        row(3, "The same text of 5 May 2020 stands in both tables.".to_owned()),
    ]
    .concat()
}

fn tables(scratch: &Scratch) {
    scratch
        .write("in/a.csv", table("Ashford", 3))
        .write("in/b.csv", table("Borwick", 4))
        .write("in/c.jsonl", "{\"id\": \"own\", \"text\": \"On 3 May 2020 the UN met.\"}\n");
}

/// The dataset, in which every id that a record names is there, once.
fn checked(scratch: &Scratch, dir: &str) -> Files {
    let records = |file: &str| scratch.records(&format!("{dir}/{file}"));
    let (documents, mentions) = (records("documents.jsonl"), records("mentions.jsonl"));
    let set = |records: &[Value]| -> BTreeSet<String> {
        field(records, "id").into_iter().map(str::to_owned).collect()
    };
    let (ids, mention_ids) = (set(&documents), set(&mentions));
    assert_eq!((ids.len(), mention_ids.len()), (documents.len(), mentions.len()), "ids are unique");
    let of_document = |value: &Value| {
        assert!(value.as_str().is_none_or(|id| ids.contains(id)), "no document {value}");
    };
    let of_mention = |value: &Value| {
        assert!(value.as_str().is_none_or(|id| mention_ids.contains(id)), "no mention {value}");
    };
    for document in &documents {
        of_document(&document["duplicate_of"]);
        of_document(&document["near_duplicate_of"]);
    }
    for mention in &mentions {
        of_document(&mention["doc"]);
        of_mention(&mention["nested_in"]);
        of_mention(&mention["value"]["equivalent_of"]);
        let (id, doc) = (mention["id"].as_str(), mention["doc"].as_str());
        assert!(id.zip(doc).is_some_and(|(id, doc)| id.starts_with(&format!("{doc}:"))), "{id:?}");
    }
    for fact in records("facts.jsonl") {
        for claim in fact["claims"].as_array().expect("a list") {
            of_document(&claim["doc"]);
            claim["mentions"].as_array().expect("a list").iter().for_each(&of_mention);
        }
    }
    for entity in records("entities.jsonl") {
        for link in entity["links"].as_array().expect("a list") {
            for evidence in link["evidence"].as_array().expect("a list") {
                of_document(&evidence["doc"]);
            }
        }
    }
    super::common::FILES
        .iter()
        .map(|f| ((*f).to_owned(), scratch.read(&format!("{dir}/{f}"))))
        .collect()
}

#[test]
fn row_numbers_of_two_tables_are_qualified() {
    let scratch = Scratch::new();
    tables(&scratch);
    scratch.run(&["run", "in", "--out", "d"]).ends(0);
    checked(&scratch, "d");
    let documents = scratch.records("d/documents.jsonl");
    // The third rows have one text: one id is enough, and the second is a copy as ever.
    assert_eq!(
        field(&documents, "id"),
        ["in/a.csv#1", "in/a.csv#2", "3", "in/b.csv#1", "in/b.csv#2", "3.2", "own"]
    );
    assert_eq!(field(&documents, "duplicate_of"), ["-", "-", "-", "-", "-", "3", "-"]);
    assert!(scratch.records("d/rejects.jsonl").is_empty());
    // All that names documents is there to be checked.
    let mentions = scratch.records("d/mentions.jsonl");
    let has = |path: &str| mentions.iter().filter_map(|m| m.pointer(path)?.as_str()).count();
    assert!(has("/nested_in") >= 2 && has("/value/equivalent_of") >= 2, "{mentions:?}");
    let facts = scratch.records("d/facts.jsonl");
    assert!(facts.iter().any(|f| f["claims"][0]["doc"] == "in/a.csv#2"), "{facts:?}");
    // A law of which no more than the title is known is one for each document.
    let entities = scratch.records("d/entities.jsonl");
    let laws: Vec<_> = entities.iter().filter(|e| e["type"] == "LAW").collect();
    assert_eq!(laws.len(), 2, "{laws:?}");
}

#[test]
fn neither_threads_nor_order_nor_shards_nor_updates_change_ids() {
    let scratch = Scratch::new();
    tables(&scratch);
    scratch.run(&["run", "in", "--out", "d", "--jobs", "1"]).ends(0);
    let expected = checked(&scratch, "d");
    scratch
        .run(&["run", "in/c.jsonl", "in/b.csv", "in/a.csv", "--out", "e", "--jobs", "3"])
        .ends(0);
    same(&expected, &checked(&scratch, "e"), "the order of inputs");
    for shard in ["a.csv", "b.csv", "c.jsonl"] {
        let bundles = scratch.run(&["extract", "--bundles", &format!("in/{shard}")]).ends(0).out;
        scratch.write(&format!("{shard}.bundles"), bundles);
    }
    for order in [["a.csv", "b.csv", "c.jsonl"], ["c.jsonl", "b.csv", "a.csv"]] {
        let files = order.map(|shard| format!("{shard}.bundles"));
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        scratch.run(&[&["merge"], files.as_slice(), &["--out", "m"]].concat()).ends(0);
        same(&expected, &checked(&scratch, "m"), "shards");
    }
    // A table that comes makes ids clash, and one that goes makes them free again.
    let later = scratch.read("in/b.csv");
    std::fs::remove_file(scratch.path("in/b.csv")).expect("it was there");
    scratch.run(&["run", "in", "--out", "u", "--update"]).ends(0);
    let alone = checked(&scratch, "u");
    assert_eq!(field(&scratch.records("u/documents.jsonl"), "id"), ["1", "2", "3", "own"]);
    scratch.write("in/b.csv", later);
    scratch.run(&["run", "in", "--out", "u", "--update"]).ends(0);
    same(&expected, &checked(&scratch, "u"), "an update");
    std::fs::remove_file(scratch.path("in/b.csv")).expect("it was there");
    scratch.run(&["run", "in", "--out", "u", "--update"]).ends(0);
    same(&alone, &checked(&scratch, "u"), "an update without the second table");
}

#[test]
fn an_id_for_two_texts_of_one_source_stays_a_reject() {
    let scratch = Scratch::new();
    let line =
        |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string() + "\n";
    scratch
        .write("in/a.jsonl", line("x", "One of 3 May 2020.") + &line("x", "Two of 4 May 2020."))
        .write(
            "in/b.jsonl",
            line("x", "Three of 5 May 2020.") + &line("x", "Three of 5 May 2020."),
        );
    scratch.run(&["run", "in", "--out", "d"]).ends(3);
    checked(&scratch, "d");
    let documents = scratch.records("d/documents.jsonl");
    assert_eq!(field(&documents, "id"), ["in/a.jsonl#x", "in/b.jsonl#x", "in/b.jsonl#x.2"]);
    let rejects = scratch.records("d/rejects.jsonl");
    assert_eq!(field(&rejects, "reason"), ["duplicate-id"]);
    assert!(
        rejects[0]["detail"].as_str().is_some_and(|d| d.contains("the id \"x\" belongs")),
        "{rejects:?}"
    );
}

#[test]
fn an_id_that_looks_qualified_clashes_as_any_other() {
    let scratch = Scratch::new();
    let line =
        |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string() + "\n";
    scratch
        .write("a.jsonl", line("x", "One of 3 May 2020."))
        .write("b.jsonl", line("x", "Two of 4 May 2020."))
        .write("c.jsonl", line("a.jsonl#x", "Three of 5 May 2020."));
    scratch.run(&["run", "a.jsonl", "b.jsonl", "c.jsonl", "--out", "d"]).ends(0);
    checked(&scratch, "d");
    let documents = scratch.records("d/documents.jsonl");
    assert_eq!(field(&documents, "id"), ["a.jsonl#x", "b.jsonl#x", "c.jsonl#a.jsonl#x"]);
}
