//! `newsmill diff` where texts were corrected: documents are found by their source, and a correction
//! is one change.

use crate::common::{GERMAN, RUSSIAN, Ran, Scratch};
use serde_json::{Value, json};

const STORY: &str = "Harbour watch fined\n\nOn 25 January 2021 the Tax Service of Kazakhstan fined Northern Widgets Ltd. 2 million tenges. \
The United Nations asked Human Rights Watch for a review by 1 March 2021.";

/// The lines of a kind of record.
fn lines<'a>(ran: &'a Ran, record: &str) -> Vec<&'a str> {
    let of = |line: &&str| line.split(' ').nth(1) == Some(record);
    ran.out.lines().filter(of).filter(|line| !line.contains(" added, ")).collect()
}

/// No line shows two halves that look alike.
fn halves_differ(ran: &Ran) {
    for line in ran.out.lines().filter(|line| line.starts_with("    ")) {
        let halves = line.split_once(": ").and_then(|(_, rest)| rest.split_once(" -> "));
        assert!(halves.is_none_or(|(a, b)| a != b), "{line}");
    }
}

#[test]
fn a_corrected_figure_is_one_changed_mention() {
    for (figure, options) in [
        ("3 million", &[][..]),
        ("2.5 million", &[]),
        ("12,500,000", &["--compress", "zst"]),
        ("2.5 million", &["--with-text"]),
    ] {
        let scratch = Scratch::new();
        let run = |out: &str| {
            scratch.run(&[&["run", "in", "--out", out, "-q"], options].concat()).ends(0)
        };
        scratch.write("in/a.txt", STORY).write("in/b.txt", GERMAN);
        run("old");
        scratch.write("in/a.txt", STORY.replace("2 million", figure));
        run("new");
        let ran = scratch.run(&["diff", "old", "new"]).ends(1);
        halves_differ(&ran);
        assert!(ran.out.contains("document: 0 added, 0 removed, 1 changed"), "{}", ran.out);
        assert!(
            ran.out.contains("mention: 0 added, 0 removed, 1 changed"),
            "{figure}: {}",
            ran.out
        );
        let mention = lines(&ran, "mention");
        assert!(
            mention[0].starts_with("~ mention d-") && mention[0].contains(figure),
            "{mention:?}"
        );
        assert!(mention[0].contains("(was d-"), "{mention:?}");
        assert!(ran.out.contains("    value.amount: \"2000000\" -> \""), "{}", ran.out);
        let fact = lines(&ran, "fact");
        assert_eq!(fact.len(), 1, "{}", ran.out);
        assert!(
            fact[0].starts_with("~ fact f-")
                && fact[0].ends_with("  fine of Northern Widgets Ltd."),
            "{fact:?}"
        );
        assert!(ran.out.contains("    claims[0].amount.amount: \"2000000\" -> \""), "{}", ran.out);
        assert!(
            !ran.out.contains("start:") && !ran.out.contains(".slots"),
            "no offsets: {}",
            ran.out
        );
        let back = scratch.run(&["diff", "new", "old"]).ends(1);
        assert!(back.out.contains("mention: 0 added, 0 removed, 1 changed"), "{}", back.out);
        // As JSON the old ids stand beside the new ones.
        let json = scratch.run(&["diff", "old", "new", "--json"]).ends(1).records();
        let document = json.iter().find(|c| c["record"] == "document").expect("one changed");
        assert_eq!(
            document["fields"]["sha256"]["old"].as_str().map(|s| &s[..16]),
            document["was"].as_str().map(|s| &s[2..])
        );
        assert!(json.iter().filter(|c| c["record"] == "entity").all(|c| c["was"].is_null()));
        scratch.run(&["diff", "old", "old"]).ends(0);
    }
}

#[test]
fn what_is_written_in_or_struck_out_is_added_or_removed() {
    let scratch = Scratch::new();
    let run = |out: &str| scratch.run(&["run", "in", "--out", out, "-q"]).ends(0);
    scratch.write("in/a.txt", STORY).write("in/b.txt", RUSSIAN);
    run("old");
    let text = STORY
        .replace("Harbour watch fined", "Harbour watch fined in Riga on 7 June 2020")
        .replace(" Human Rights Watch", "");
    scratch.write("in/a.txt", text);
    run("new");
    let ran = scratch.run(&["diff", "old", "new"]).ends(1);
    let mentions = lines(&ran, "mention");
    assert_eq!(mentions.len(), 2, "{mentions:?}");
    assert!(
        mentions.iter().any(|l| l.starts_with('+') && l.ends_with("7 June 2020")),
        "{mentions:?}"
    );
    assert!(
        mentions.iter().any(|l| l.starts_with('-') && l.ends_with("Human Rights Watch")),
        "{mentions:?}"
    );
    halves_differ(&ran);
}

/// Records of a file: at one place, with the same address or title, or in a file that is mostly as it
/// was. A file of other articles is that.
#[test]
fn records_of_a_file_are_paired_with_care() {
    let record = |n: u32, more: &Value| {
        let mut record =
            json!({"text": format!("On {n} May 2020 the United Nations met about case {n}.")});
        record
            .as_object_mut()
            .expect("an object")
            .extend(more.as_object().cloned().unwrap_or_default());
        format!("{record}\n")
    };
    let url = |n: u32| json!({"url": format!("https://example.org/{n}")});
    let counts = |old: Vec<String>, new: Vec<String>| {
        let scratch = Scratch::new();
        scratch.write("a.jsonl", old.concat());
        scratch.run(&["run", "a.jsonl", "--out", "old", "-q"]).ends(0);
        scratch.write("a.jsonl", new.concat());
        scratch.run(&["run", "a.jsonl", "--out", "new", "-q"]).ends(0);
        let ran = scratch.run(&["diff", "old", "new"]).ends(1);
        let line = ran.out.lines().find(|line| line.starts_with("document: ")).expect("documents");
        line["document: ".len()..].to_owned()
    };
    let none = json!({});
    let plain = |range: std::ops::Range<u32>| range.map(|n| record(n, &none)).collect::<Vec<_>>();
    // One of many was corrected.
    let mut corrected = plain(1..8);
    corrected[2] = record(25, &none);
    assert_eq!(counts(plain(1..8), corrected), "0 added, 0 removed, 1 changed");
    // All are others.
    assert_eq!(counts(plain(1..8), plain(11..18)), "7 added, 7 removed, 0 changed");
    // The same address with another text, and another address.
    let with = |a: u32, b: u32| vec![record(a, &url(1)), record(b, &url(b))];
    assert_eq!(counts(with(3, 4), with(5, 6)), "1 added, 1 removed, 1 changed");
    // Ids that the input gives stay, and nothing need be paired.
    let with = |n: u32| vec![record(n, &json!({"id": "x"})), record(2, &json!({"id": "y"}))];
    assert_eq!(counts(with(3), with(4)), "0 added, 0 removed, 1 changed");
}
