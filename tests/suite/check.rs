//! `newsmill check`: a dataset of ours is sound, and whatever is changed in it is found.

use crate::common::{Scratch, archive, in_repository};
use serde_json::Value;

/// A dataset of the sample corpus, with texts.
fn corpus() -> Scratch {
    let scratch = Scratch::new();
    let corpus = in_repository("corpus");
    let corpus = corpus.to_str().expect("UTF-8");
    scratch.run(&["run", corpus, "--out", "d", "--with-text", "-q"]).ends(0);
    scratch
}

#[test]
fn datasets_of_ours_are_sound() {
    let scratch = corpus();
    let ran = scratch.run(&["check", "d"]).ends(0);
    assert_eq!(ran.out, "d: sound: 30 documents, 18 facts\n");
    let other = Scratch::new();
    archive(&other);
    for options in [&[][..], &["--with-text"], &["--compress", "zst"], &["--keep-generic"]] {
        other.run(&[&["run", "a", "b", "--out", "d", "-q"], options].concat()).ends(3);
        let ran = other.run(&["check", "d"]).ends(0);
        assert!(ran.out.starts_with("d: sound: "), "{options:?}: {}", ran.out);
        assert_eq!(other.run(&["check", "d", "--json"]).ends(0).out, "");
    }
}

#[test]
fn what_is_no_dataset_is_trouble() {
    let scratch = corpus();
    scratch.run(&["check", "gone"]).ends(2).complains_of("gone");
    scratch.run(&["check"]).ends(2).complains_of("<DIR>");
    scratch.write("e/manifest.json", scratch.read("d/manifest.json"));
    scratch.run(&["check", "e"]).ends(2).complains_of("documents.jsonl");
}

/// Changes in files of a dataset, and a part of the finding that each gives.
#[test]
fn each_change_is_found_with_file_line_and_cure() {
    let scratch = corpus();
    let whole = scratch.dataset("d");
    let text = |file: &str| {
        whole.iter().find(|(name, _)| name == file).map(|(_, text)| text.clone()).expect("a file")
    };
    type Change = (&'static str, Box<dyn Fn(&str) -> String>, &'static str);
    let drop = |n: usize| {
        move |text: &str| {
            text.lines()
                .enumerate()
                .filter(|(i, _)| *i != n)
                .map(|(_, l)| format!("{l}\n"))
                .collect()
        }
    };
    let swap = |text: &str| -> String {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.swap(1, 2);
        lines.iter().map(|l| format!("{l}\n")).collect()
    };
    /// Changes a field of one line.
    fn set(n: usize, field: &'static str, value: Value) -> impl Fn(&str) -> String {
        move |text: &str| {
            let line = |(i, line): (usize, &str)| {
                if i != n {
                    return format!("{line}\n");
                }
                let old: Value = serde_json::from_str(line).expect("JSON");
                let key = format!("\"{field}\":");
                let at = line.find(&key).expect("the field") + key.len();
                let end = at + old[field].to_string().len();
                format!("{}{value}{}\n", &line[..at], &line[end..])
            };
            text.lines().enumerate().map(line).collect()
        }
    }
    let changes: Vec<Change> = vec![
        (
            "documents.jsonl",
            Box::new(drop(3)),
            "manifest.json: documents is 30, but 29 are there; ",
        ),
        ("documents.jsonl", Box::new(swap), "documents.jsonl:3: "),
        (
            "documents.jsonl",
            Box::new(set(0, "chars", 7.into())),
            "documents.jsonl:1: the text has ",
        ),
        (
            "documents.jsonl",
            Box::new(set(0, "duplicate_of", "d-0".into())),
            "documents.jsonl:1: it is a copy of d-0, which is not there; ",
        ),
        (
            "documents.jsonl",
            Box::new(set(4, "text_sha256", "0".into())),
            "documents.jsonl:5: the text is not that of text_sha256; ",
        ),
        (
            "documents.jsonl",
            Box::new(set(4, "text", "Short.".into())),
            "documents.jsonl:5: the text has 6 characters",
        ),
        (
            "documents.jsonl",
            Box::new(|t: &str| t.replacen("\"site\":null,", "", 1)),
            "documents.jsonl:1: ",
        ),
        (
            "documents.jsonl",
            Box::new(|t: &str| t.replacen("{\"record\":\"document\",", "{\"record\":\"text\",", 1)),
            "documents.jsonl:1: it does not begin with",
        ),
        (
            "documents.jsonl",
            Box::new(|t: &str| t.replacen("\"schema\":\"1\"", "\"schema\":\"2\"", 1)),
            "another version",
        ),
        ("mentions.jsonl", Box::new(drop(0)), "manifest.json: mentions."),
        ("mentions.jsonl", Box::new(drop(2)), "entities.jsonl:"),
        ("mentions.jsonl", Box::new(swap), "mentions.jsonl:3: "),
        ("mentions.jsonl", Box::new(set(5, "start", 1.into())), "mentions.jsonl:6: its id is "),
        (
            "mentions.jsonl",
            Box::new(set(5, "byte_start", 1.into())),
            "mentions.jsonl:6: its text has ",
        ),
        (
            "mentions.jsonl",
            Box::new(set(5, "doc", "d-1".into())),
            "mentions.jsonl:6: its document d-1 is not there; ",
        ),
        ("mentions.jsonl", Box::new(set(5, "end", 99_999.into())), "is no place in a text of "),
        (
            "mentions.jsonl",
            Box::new(set(5, "nested_in", "d-1:1-2:ORG".into())),
            "mentions.jsonl:6: it is nested in d-1:1-2:ORG, which is not there; ",
        ),
        (
            "mentions.jsonl",
            Box::new(set(5, "confidence", "perfect".into())),
            "mentions.jsonl:6: no record of the schema \"mention\": ",
        ),
        (
            "mentions.jsonl",
            Box::new(|t: &str| t.replacen("{\"record\"", "{ \"record\"", 1)),
            "mentions.jsonl:1: it does not begin with",
        ),
        ("mentions.jsonl", Box::new(|t: &str| format!("{t}{{\"rec")), "no record of the schema"),
        ("entities.jsonl", Box::new(drop(0)), "which is not there|is not there; "),
        ("entities.jsonl", Box::new(swap), "entities.jsonl:3: "),
        ("entities.jsonl", Box::new(set(1, "mentions", 900.into())), "entities.jsonl:2: "),
        (
            "entities.jsonl",
            Box::new(set(1, "documents", 900.into())),
            "entities.jsonl:2: 900 documents with ",
        ),
        ("facts.jsonl", Box::new(drop(0)), "manifest.json: facts."),
        ("facts.jsonl", Box::new(swap), "facts.jsonl:3: "),
        ("facts.jsonl", Box::new(set(0, "independent_sources", 70.into())), "facts.jsonl:1: "),
        (
            "facts.jsonl",
            Box::new(|t: &str| t.replacen("\"target\":\"", "\"target\":\"x", 1)),
            "is not there; ",
        ),
        (
            "facts.jsonl",
            Box::new(|t: &str| t.replacen("\"mentions\":[\"d-", "\"mentions\":[\"e-", 1)),
            "of a claim is not there; ",
        ),
        (
            "rejects.jsonl",
            Box::new(|_: &str| {
                "{\"record\":\"reject\",\"schema\":\"1\",\"source\":\"a\",\"entry\":null,\"position\":0,\"offset\":null,\"reason\":\"json\",\"detail\":\"x\"}\n".to_owned()
            }),
            "manifest.json: rejects.json is not told, but 1 are there; ",
        ),
        (
            "manifest.json",
            Box::new(|t: &str| t.replacen("\"documents\": 30", "\"documents\": 31", 1)),
            "manifest.json: documents is 31, but 30 are there; ",
        ),
        (
            "manifest.json",
            Box::new(|t: &str| t.replacen("\"documents\": 30", "\"papers\": 30", 1)),
            "manifest.json: no manifest of the schema: ",
        ),
    ];
    for (file, change, said) in changes {
        let changed = change(&text(file));
        assert_ne!(changed, text(file), "{file} {said}");
        scratch.write(&format!("d/{file}"), &changed);
        let ran = scratch.run(&["check", "d", "--all"]).ends(1);
        let found = said.split('|').any(|said| ran.out.contains(said));
        assert!(found, "{file}: {said}\n{}", ran.out);
        // Every finding names a cure.
        for line in ran.out.lines().filter(|line| !line.starts_with("d: ")) {
            assert!(line.contains("; "), "{line}");
        }
        let json = scratch.run(&["check", "d", "--json"]).ends(1).records();
        assert!(
            json.iter()
                .all(|f| f["file"].is_string() && f["line"].is_u64() && f["cure"].is_string())
        );
        assert_eq!(json.len() + 1, ran.out.lines().count());
        scratch.write(&format!("d/{file}"), text(file));
    }
    scratch.run(&["check", "d"]).ends(0);
}
