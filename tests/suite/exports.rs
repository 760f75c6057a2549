//! Exports: every mention arrives, at its place, in every format. Other tools read the same files in
//! `python/tests/test_exports.py`.

use crate::common::{Scratch, field, json_lines};

const TEXT: &str = "😀 On 3 March 2021 Siemens & Co. paid <b>5 million euros</b>\nunder § 263 StGB.\n\nThe United Nations met on 5\nApril 2021.";

/// A scratch folder with a dataset of two copies and one other document.
fn exported(format: &str) -> Scratch {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", TEXT).write("in/b.txt", TEXT).write("in/c.txt", "It rained in 2020.");
    scratch.run(&["run", "in", "--out", "ds", "--with-text", "-q"]).ends(0);
    scratch.run(&["export", "ds", "--format", format, "--out", "made"]).ends(0);
    scratch
}

/// The mentions of the dataset.
fn mentions(scratch: &Scratch) -> Vec<serde_json::Value> {
    scratch.records("ds/mentions.jsonl")
}

/// A slice of a text in code points.
fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn csv_has_a_row_a_mention() {
    let scratch = exported("csv");
    let text = scratch.read("made/mentions.csv");
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let ids: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(ids, field(&mentions(&scratch), "id"));
    assert!(rows.iter().any(|row| &row[7] == "5\nApril 2021"), "a cell over two lines");
    let entities = scratch.read("made/entities.csv");
    let mut table = csv::Reader::from_reader(entities.as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let names: Vec<&str> = rows.iter().map(|row| &row[2]).collect();
    assert_eq!(names, field(&scratch.records("ds/entities.jsonl"), "name"));
}

#[test]
fn brat_slices_its_text() {
    let scratch = exported("brat");
    let copies = scratch.records("ds/documents.jsonl");
    assert_eq!(copies.iter().filter(|d| !d["duplicate_of"].is_null()).count(), 1);
    let mut found = 0;
    for document in copies.iter().filter(|d| d["duplicate_of"].is_null()) {
        let name = document["id"].as_str().expect("an id");
        let text = scratch.read(&format!("made/{name}.txt"));
        for line in scratch.read(&format!("made/{name}.ann")).lines().filter(|l| l.starts_with('T'))
        {
            let cells: Vec<&str> = line.split('\t').collect();
            let (_, places) = cells[1].split_once(' ').expect("a type and places");
            let pieces: Vec<String> = places
                .split(';')
                .map(|piece| {
                    let (start, end) = piece.split_once(' ').expect("two ends");
                    slice(&text, start.parse().expect("a number"), end.parse().expect("a number"))
                })
                .collect();
            assert_eq!(pieces.join(" "), cells[2]);
            found += 1;
        }
    }
    assert_eq!(found, mentions(&scratch).len());
}

#[test]
fn label_studio_counts_utf_16_units() {
    let scratch = exported("label-studio");
    let tasks: serde_json::Value =
        serde_json::from_str(&scratch.read("made/tasks.json")).expect("JSON");
    let mut found = 0;
    for task in tasks.as_array().expect("a list") {
        let units: Vec<u16> =
            task["data"]["text"].as_str().expect("a text").encode_utf16().collect();
        for result in task["predictions"][0]["result"].as_array().expect("a list") {
            let value = &result["value"];
            let place = |key: &str| value[key].as_u64().expect("a number") as usize;
            let slice = String::from_utf16(&units[place("start")..place("end")]).expect("text");
            assert_eq!(slice, value["text"]);
            found += 1;
        }
    }
    assert_eq!(found, mentions(&scratch).len());
}

#[test]
fn timex3_is_xml_with_the_whole_text() {
    let scratch = exported("timex3");
    let first = &scratch.records("ds/documents.jsonl")[0];
    let xml = scratch.read(&format!("made/{}.tml", first["id"].as_str().expect("an id")));
    assert!(
        xml.contains("<TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2021-03-03\">3 March 2021</TIMEX3>")
    );
    assert!(xml.contains("Siemens &amp; Co. paid &lt;b&gt;5 million euros&lt;/b&gt;"));
    let (_, rest) = xml.split_once("<TEXT>").expect("a text");
    let (body, _) = rest.split_once("</TEXT>").expect("an end");
    let tags = regex::Regex::new("<[^>]*>").expect("a pattern");
    let plain = tags.replace_all(body, "");
    let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    assert_eq!(plain, TEXT);
}

#[test]
fn spacy_has_tokens_at_the_ends_of_mentions() {
    let scratch = exported("spacy");
    let mut found = 0;
    for doc in json_lines(&scratch.read("made/docs.jsonl")) {
        let ends = |list: &serde_json::Value, key: &str| -> Vec<u64> {
            list.as_array().expect("a list").iter().filter_map(|one| one[key].as_u64()).collect()
        };
        let (starts, closes) = (ends(&doc["tokens"], "start"), ends(&doc["tokens"], "end"));
        let spans = &doc["spans"]["newsmill"];
        assert!(ends(spans, "start").iter().all(|start| starts.contains(start)));
        assert!(ends(spans, "end").iter().all(|end| closes.contains(end)));
        found += ends(spans, "start").len();
    }
    assert_eq!(found, mentions(&scratch).len());
}

#[test]
fn follow_the_money_names_every_body_and_mention() {
    let scratch = exported("ftm");
    let made = json_lines(&scratch.read("made/entities.ftm.json"));
    let of = |schema: &str| made.iter().filter(|e| e["schema"] == schema).count();
    let orgs = mentions(&scratch).iter().filter(|m| m["type"] == "ORG").count();
    assert_eq!((of("Mention"), of("PlainText")), (orgs, 2));
    let siemens = made.iter().find(|e| e["id"] == "de.siemens").expect("the body");
    assert_eq!(siemens["schema"], "Company");
    assert_eq!(siemens["properties"]["country"], serde_json::json!(["de"]));
}

#[test]
fn what_cannot_be_exported_is_told() {
    let scratch = Scratch::new();
    scratch.write("a.txt", TEXT);
    scratch.run(&["run", "a.txt", "--out", "ds", "-q"]).ends(0);
    for format in ["spacy", "brat", "label-studio", "timex3"] {
        scratch
            .run(&["export", "ds", "--format", format, "--out", format])
            .ends(1)
            .complains_of("--with-text");
    }
    scratch
        .run(&["export", "ds", "--format", "csv", "--out", "ds"])
        .ends(1)
        .complains_of("not empty");
    scratch
        .run(&["export", "nowhere", "--format", "csv", "--out", "x"])
        .ends(1)
        .complains_of("nowhere");
    scratch
        .run(&["export", "ds", "--format", "xlsx", "--out", "x"])
        .ends(2)
        .complains_of("parquet, csv");
    // Files of two datasets: nothing is exported as if it were whole.
    scratch.write("ds/documents.jsonl", "");
    scratch
        .run(&["export", "ds", "--format", "csv", "--out", "y"])
        .ends(1)
        .complains_of("do not belong together");
    if cfg!(not(feature = "parquet")) {
        scratch
            .run(&["export", "ds", "--format", "parquet", "--out", "z"])
            .ends(1)
            .complains_of("--features parquet");
    }
}
