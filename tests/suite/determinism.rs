//! Same input, same bytes: whatever the threads, the order of inputs, the shards.

use crate::common::{ENGLISH, Files, GERMAN, RUSSIAN, Scratch, archive, same};
use flate2::write::GzEncoder;
use std::io::Write;

/// The archive, run in one go on one thread.
fn expected(scratch: &Scratch) -> Files {
    archive(scratch);
    scratch.run(&["run", "a", "b", "--out", "expected", "--jobs", "1"]).ends(3);
    let dataset = scratch.dataset("expected");
    for (name, text) in &dataset {
        assert!(
            text.lines().count() >= 2 || name == "facts.jsonl",
            "{name} holds too little to compare:\n{text}"
        );
    }
    dataset
}

#[test]
fn threads_change_nothing() {
    let scratch = Scratch::new();
    let one = expected(&scratch);
    for jobs in ["2", "7"] {
        scratch.run(&["run", "a", "b", "--out", "many", "--jobs", jobs]).ends(3);
        same(&one, &scratch.dataset("many"), jobs);
    }
}

#[test]
fn the_order_of_inputs_changes_nothing() {
    let scratch = Scratch::new();
    let one = expected(&scratch);
    for inputs in
        [&["b", "a"][..], &["b/wire.jsonl", "a", "b"], &["a/ru", "b/", "./a", "a/ru/sud.txt"]]
    {
        let args: Vec<&str> = [&["run"], inputs, &["--out", "other"]].concat();
        scratch.run(&args).ends(3);
        same(&one, &scratch.dataset("other"), &inputs.join(" "));
    }
}

#[test]
fn a_second_run_into_the_same_folder_changes_nothing() {
    let scratch = Scratch::new();
    let one = expected(&scratch);
    scratch.run(&["run", "a", "b", "--out", "expected"]).ends(3);
    same(&one, &scratch.dataset("expected"), "again");
}

#[test]
fn shards_merge_to_the_whole() {
    let scratch = Scratch::new();
    let one = expected(&scratch);
    for half in ["a", "b"] {
        let bundles =
            scratch.run(&["extract", "--bundles", half, "--rejects", "rejects.jsonl"]).ends(3);
        let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bundles.out.as_bytes()).expect("packs");
        scratch
            .write(
                &format!("{half}.zst"),
                zstd::encode_all(bundles.out.as_bytes(), 1).expect("packs"),
            )
            .write(&format!("{half}.gz"), packed.finish().expect("packs"))
            .write(&format!("{half}.jsonl"), bundles.out);
    }
    let sets: [&[&str]; 5] = [
        &["a.jsonl", "b.jsonl"],
        &["b.jsonl", "a.gz"],
        &["b.zst", "a.jsonl"],
        // A set of bundles is a union: what is there twice is there once.
        &["a.jsonl", "b.jsonl", "a.gz", "b.jsonl"],
        &["a.jsonl", "a.jsonl", "b.zst", "b.gz", "a.zst"],
    ];
    for bundles in sets {
        let args: Vec<&str> = [&["merge"], bundles, &["--out", "merged"]].concat();
        scratch.run(&args).ends(3);
        same(&one, &scratch.dataset("merged"), &bundles.join(" "));
    }
}

#[test]
fn bundles_of_any_number_of_threads_are_the_same() {
    let scratch = Scratch::new();
    archive(&scratch);
    let one = scratch.run(&["extract", "--bundles", "a", "b", "--jobs", "1"]).ends(3);
    let two = scratch.run(&["extract", "--bundles", "b", "a", "--jobs", "2"]).ends(3);
    assert_eq!(one.out, two.out);
    assert_eq!(one.err, two.err, "rejects come in the order of the input too");
}

/// The surroundings of a run are no input.
#[test]
fn locale_time_zone_and_terminal_change_nothing() {
    let scratch = Scratch::new();
    scratch.write("in/1.txt", ENGLISH).write("in/2.txt", GERMAN);
    scratch.run(&["run", "in", "--out", "expected"]).ends(0);
    for (name, value) in
        [("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati"), ("COLUMNS", "10")]
    {
        let status =
            scratch.command(&["run", "in", "--quiet", "--out", "other"]).env(name, value).status();
        assert!(status.expect("runs").success());
        same(&scratch.dataset("expected"), &scratch.dataset("other"), name);
    }
}

/// Sources that changed, came and went: an update gives the bytes of a full run, and reads nothing
/// that is as it was.
#[test]
fn an_update_equals_a_full_run() {
    let scratch = Scratch::new();
    scratch
        .write("in/a.txt", ENGLISH)
        .write("in/b.txt", GERMAN)
        .write("in/c.txt", RUSSIAN)
        .write("in/d.txt", "");
    scratch.run(&["run", "in", "--out", "updated", "--update", "-q"]);
    scratch.write("in/a.txt", "On 4 May 2020 the European Union gave €5 million to UNICEF.");
    std::fs::remove_file(scratch.path("in/c.txt")).expect("it was there");
    scratch.write("in/new.txt", "Am 4. Mai 2020 zahlte die OSZE 300 Euro.");
    let ran = scratch.run(&["run", "in", "--out", "updated", "--update"]);
    assert!(!ran.err.contains("reading everything"), "{}", ran.err);
    scratch.run(&["run", "in", "--out", "whole", "-q"]);
    // The updated folder keeps its bundles beside the dataset.
    for (name, text) in scratch.dataset("whole") {
        assert_eq!(scratch.read(&format!("updated/{name}")), text, "{name}");
    }

    // What is kept is used: a mark put into it comes out again, until its source changes.
    let bundles = scratch.read("updated/.work/bundles.jsonl");
    assert!(bundles.contains("UNICEF"));
    scratch.write("updated/.work/bundles.jsonl", bundles.replace("UNICEF", "UNICEX"));
    scratch.run(&["run", "in", "--out", "updated", "--update", "-q"]);
    assert!(scratch.read("updated/mentions.jsonl").contains("UNICEX"));
    let ran = scratch.run(&["run", "in", "--out", "updated", "--update", "--with-text"]);
    assert!(ran.err.contains("reading everything"), "other options, other bundles: {}", ran.err);
    assert!(!scratch.read("updated/mentions.jsonl").contains("UNICEX"));
}

/// Documents that are added rename no entity out of sight: every old id is an id or a key of the
/// larger dataset.
#[test]
fn old_ids_stay_findable() {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", ENGLISH).write("in/b.txt", GERMAN).write("in/c.txt", RUSSIAN);
    scratch.run(&["run", "in", "--out", "old", "-q"]);
    scratch.write(
        "in/0first.txt",
        "The Organisation for Security and Co-operation in Europe (OSCE) and Zwick Systems Inc. met on 3 March 2021.",
    );
    scratch.write(
        "in/zlast.txt",
        "Общественный фонд «Тихий берег» и ОБСЕ оштрафованы, сообщил МИД Казахстана 5 мая 2020 года.",
    );
    scratch.run(&["run", "in", "--out", "new", "-q"]);
    let new = scratch.records("new/entities.jsonl");
    let findable: std::collections::BTreeSet<&str> = new
        .iter()
        .flat_map(|e| e["keys"].as_array().into_iter().flatten().chain([&e["id"]]))
        .filter_map(serde_json::Value::as_str)
        .collect();
    let old = scratch.records("old/entities.jsonl");
    assert!(old.len() > 5);
    for entity in &old {
        let id = entity["id"].as_str().expect("an id");
        assert!(findable.contains(id), "{id} is lost: {entity}");
        for key in entity["keys"].as_array().expect("keys") {
            assert!(findable.contains(key.as_str().expect("a key")), "{key} is lost: {entity}");
        }
    }
}
