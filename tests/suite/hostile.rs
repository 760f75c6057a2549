//! Input that nobody means well with: it ends, it does not panic, and what is refused is named.
//! Sizes are such that anything quadratic would be noticed by whoever waits for the test; nothing
//! here is timed.

use crate::common::{EXTRACTOR, Scratch, field};
use newsmill::Document;

/// How often the pieces are repeated.
const MANY: usize = 100_000;

/// Maps a text and checks that what is found lies inside it; returns how many mentions there are.
fn mentions(text: &str) -> usize {
    let bundle = EXTRACTOR.extract(&Document::from_text("a.txt", text));
    for mention in &bundle.mentions {
        assert_eq!(text.get(mention.bytes.start..mention.bytes.end), Some(mention.text.as_str()));
    }
    bundle.mentions.len()
}

#[test]
fn runs_of_digits_and_signs() {
    for piece in
        ["7", "1,", "1.", "12 ", "1-", "20:", "1/", "$", "€1", "1 000 ", "%", "2021-", "3. "]
    {
        mentions(&format!("On 3 May 2020 {} it ended.", piece.repeat(MANY)));
    }
}

#[test]
fn runs_of_capitals() {
    for piece in [
        "A",
        "Я",
        "Ab ",
        "Бв ",
        "A.",
        "A-",
        "A&",
        "Committee ",
        "Комитет ",
        "Verein ",
        "GmbH ",
        "ООО «",
    ] {
        mentions(&format!("The committee {} met.", piece.repeat(MANY / 4)));
    }
}

#[test]
fn runs_of_citations() {
    for piece in [
        "§",
        "§ 1 ",
        "§§ 1, ",
        "ст. ",
        "ст. 1, ",
        "Article 1 and ",
        "Abs. 1 ",
        "Act ",
        "закон о ",
        "Code of ",
    ] {
        mentions(&format!("Nach {} StGB.", piece.repeat(MANY / 4)));
    }
}

#[test]
fn brackets_and_quotes_that_never_close() {
    for (open, close) in
        [("(", ")"), ("«", "»"), ("\"", "\""), ("„", "“"), ("[", "]"), ("<", ">"), ("(UN (", "))")]
    {
        let depth = MANY / 2;
        mentions(&format!("фонд {}мост{} ООН", open.repeat(depth), close.repeat(depth)));
        mentions(&format!("group {}Echo", open.repeat(depth)));
    }
}

#[test]
fn one_name_many_times_and_many_names_once() {
    assert!(mentions(&"United Nations, ".repeat(MANY / 4)) > MANY / 8);
    assert!(mentions(&"Northern Lighthouse Committee and ".repeat(MANY / 20)) > 0);
    let names: String =
        (0..2000).map(|i| format!("The Harbour{i} Committee (HC{i}) met. ")).collect();
    assert!(mentions(&names) > 2000);
}

#[test]
fn marks_without_width_and_letters_without_end() {
    for piece in [
        "\u{AD}",
        "\u{200B}",
        "e\u{301}",
        "\u{301}",
        "\u{0}",
        "\u{FEFF}",
        "\u{FFFD}",
        "aа",
        "\u{1A}",
        "\u{202E}",
        "👩\u{200D}",
    ] {
        mentions(&format!("25{} January 2021", piece.repeat(MANY / 2)));
    }
}

#[test]
fn one_long_line_and_many_short_ones() {
    let line =
        "The United Nations fined the group Echo $4,700 on 25 January 2021 under Article 5 of the GDPR; ".repeat(5000);
    assert!(mentions(&line) > 5000);
    assert_eq!(mentions(&"word\n\n".repeat(MANY)), 0);
    assert_eq!(mentions(&"\r\n".repeat(MANY)), 0);
    assert_eq!(mentions(&format!("http://{}", "a.b/".repeat(MANY))), 0);
    assert_eq!(mentions(&"a@".repeat(MANY)), 0);
    assert_eq!(mentions(&"://".repeat(MANY)), 0);
}

#[test]
fn files_that_readers_must_refuse() {
    let scratch = Scratch::new();
    scratch
        .write("in/0-good.txt", "On 25 January 2021 the United Nations met.")
        .write("in/1-deep.html", format!("<html><body>{}x", "<div>".repeat(MANY)))
        .write("in/2-open.html", "<".repeat(MANY))
        .write("in/3-deep.json", "[".repeat(MANY))
        .write("in/4-deep.jsonl", format!("{{\"x\":{}", "[".repeat(MANY)))
        .write(
            "in/5-closed.jsonl",
            format!("{{\"text\":{}{}}}", "[".repeat(MANY), "]".repeat(MANY)),
        )
        .write("in/6-surrogate.jsonl", "{\"text\":\"lone \\ud83d here\"}")
        .write("in/7-nul.txt", "\0".repeat(MANY))
        .write("in/8-string.json", format!("{{\"text\":\"{}", "a".repeat(MANY)));
    scratch.run(&["run", "in", "--out", "d"]).ends(3);
    let documents = scratch.records("d/documents.jsonl");
    assert!(field(&documents, "source").contains(&"in/0-good.txt"));
    assert!(field(&documents, "source").contains(&"in/6-surrogate.jsonl"));
    let rejects = scratch.records("d/rejects.jsonl");
    for name in ["1-deep.html", "3-deep.json", "4-deep.jsonl", "5-closed.jsonl", "8-string.json"] {
        assert!(
            rejects.iter().any(|r| r["source"] == format!("in/{name}")),
            "{name} is refused: {rejects:?}"
        );
    }
    // Nothing is lost in silence: each file is a document or a reject.
    assert_eq!(documents.len() + rejects.len(), 9);
}

#[test]
fn nesting_that_no_field_of_ours_holds_does_no_harm() {
    let scratch = Scratch::new();
    let line =
        |extra: &str| format!("{{\"text\":\"On 25 January 2021 it rained.\",\"x\":{extra}}}\n");
    scratch.write(
        "in.jsonl",
        line(&format!("{}1{}", "[".repeat(100), "]".repeat(100)))
            + &line("{\"text\":\"inner\"}")
            + &line("1e999999"),
    );
    scratch.run(&["extract", "in.jsonl", "--rejects", "r.jsonl"]);
    let rejects = scratch.records("r.jsonl");
    assert!(rejects.iter().all(|r| r["reason"] == "json"), "{rejects:?}");
    assert!(rejects.len() < 2, "{rejects:?}");
}
