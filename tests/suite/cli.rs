//! The program as its users meet it: help, exit codes, what it reads, what it says of what it
//! cannot read.

use crate::common::{ENGLISH, GERMAN, RUSSIAN, Scratch, field, in_repository};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

#[test]
fn help_teaches() {
    let scratch = Scratch::new();
    let help = scratch.run(&["--help"]).ends(0).out;
    for word in [
        "run",
        "extract",
        "merge",
        "schema",
        "Examples:",
        "newsmill run articles/ --out dataset",
        "Exit codes: 0",
    ] {
        assert!(help.contains(word), "--help does not say {word:?}:\n{help}");
    }
    for (command, words) in [
        (
            "run",
            &[
                "--out",
                "--jobs",
                "--lang",
                "--date-order",
                "--field",
                "--max-text",
                "--without",
                "--with-text",
                "--keep-work",
                "--compress",
                "--format",
            ][..],
        ),
        ("extract", &["--bundles", "--rejects", "- for standard input, in any of these forms"]),
        ("merge", &["BUNDLES", "--out", "--keep-work", "--compress", "--format"]),
        ("rules", &["NAME", "--json"]),
        ("schema", &["RECORD"]),
    ] {
        let help = scratch.run(&[command, "--help"]).ends(0).out;
        for word in words {
            assert!(help.contains(word), "{command} --help does not say {word:?}:\n{help}");
        }
    }
    assert_eq!(
        scratch.run(&["--version"]).ends(0).out,
        format!("newsmill {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn rules_describe_themselves() {
    let scratch = Scratch::new();
    let text = scratch.run(&["rules", "date/de/holiday"]).ends(0).out;
    assert!(text.starts_with("date/de/holiday  a holiday"), "{text}");
    assert!(text.contains("\n    Ostern 2020\n"), "{text}");
    let json = scratch.run(&["rules", "--json", "money/ru", "law/en/usc"]).ends(0).out;
    let rules: Vec<&str> = json.lines().collect();
    assert!(rules.len() > 5, "{json}");
    for rule in rules {
        let rule: serde_json::Value = serde_json::from_str(rule).expect("a rule is JSON");
        let fields: Vec<&String> = rule.as_object().expect("an object").keys().collect();
        assert_eq!(fields, ["description", "examples", "kind", "lang", "rule"]);
        assert!(rule["kind"] == "MONEY" || rule["rule"] == "law/en/usc", "{rule}");
    }
    scratch.run(&["rules", "date/fr"]).ends(1).complains_of("no rule has \"date/fr\" in its name");
}

#[test]
fn wrong_usage_ends_with_2_and_names_the_mistake() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH);
    for (args, word) in [
        (&["runn"][..], "run"),
        (&["run", "a.txt"], "--out"),
        (&["merge", "--out", "d"], "BUNDLES"),
        (&["run", "a.txt", "--out", "d", "--lang", "fr"], "possible values: auto, en, de, ru"),
        (&["run", "a.txt", "--out", "d", "--jobs", "two"], "two"),
        (&["run", "a.txt", "--out", "d", "--max-text", "-1"], "-1"),
        (&["extract", "--field", "body"], "OURS=THEIRS"),
        (&["extract", "--field", "body=text"], "unknown field \"body\"; the fields are: text, id"),
        (&["extract", "--with-text", "a.txt"], "--bundles"),
        (&["run", "a.txt", "--out", "d", "-q", "-v"], "--verbose"),
    ] {
        scratch.run(args).ends(2).complains_of(word);
    }
    assert!(!scratch.path("d").exists());
}

#[test]
fn an_empty_file_is_a_reject() {
    let scratch = Scratch::new();
    scratch
        .write("in/a.txt", ENGLISH)
        .write("in/empty.txt", "")
        .write("in/blank.txt", " \n\n")
        .write("in/none.jsonl", "");
    scratch.run(&["run", "in", "--out", "d"]).ends(3);
    let rejects = scratch.records("d/rejects.jsonl");
    assert_eq!(field(&rejects, "source"), ["in/blank.txt", "in/empty.txt", "in/none.jsonl"]);
    assert_eq!(field(&rejects, "reason"), ["empty"; 3]);
    assert_eq!(scratch.records("d/documents.jsonl").len(), 1);
}

#[test]
fn a_folder_without_articles_is_a_failure() {
    let scratch = Scratch::new();
    scratch.write("in/photo.jpg", "x").write("in/.hidden.txt", ENGLISH);
    scratch.run(&["run", "in", "--out", "d"]).ends(1).complains_of(
        "no article (.txt, .html, .json, .jsonl, .csv, .tsv, .warc, .arc, .tar, .zip, each also",
    );
    assert!(!scratch.path("d").exists(), "nothing is written");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let scratch = Scratch::new();
    let mut damaged = ENGLISH.as_bytes().to_vec();
    damaged.extend(" Straße für Müller — тест текста ".as_bytes());
    damaged.push(0xFF);
    let noise: Vec<u8> =
        (0..5000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    scratch.write("in/damaged.txt", damaged).write("in/noise.txt", noise);
    scratch.run(&["run", "in", "--out", "d"]).ends(3);
    let documents = scratch.records("d/documents.jsonl");
    assert_eq!(field(&documents, "source"), ["in/damaged.txt"]);
    assert_eq!(documents[0]["decode_errors"], 1);
    assert!(
        documents[0]["warnings"][0]
            .as_str()
            .is_some_and(|w| w.contains("1 byte sequences are not utf-8"))
    );
    assert_eq!(field(&scratch.records("d/rejects.jsonl"), "reason"), ["encoding"]);
}

#[test]
fn a_damaged_line_is_named_and_the_rest_is_read() {
    let scratch = Scratch::new();
    scratch.write(
        "in.jsonl",
        "{\"id\":\"1\",\"text\":\"On 3 May 2020.\"}\n\n{\"id\":\"2\",\"te\n{\"id\":\"3\",\"body\":\"x\"}\n[1]\n{\"id\":\"4\",\"text\":7}\n{\"id\":\"5\",\"text\":\"On 4 May 2020.\"}",
    );
    scratch.run(&["run", "in.jsonl", "--out", "d"]).ends(3);
    let rejects = scratch.records("d/rejects.jsonl");
    assert_eq!(field(&rejects, "reason"), ["json", "no-text", "json", "no-text"]);
    for (reject, said) in rejects.iter().zip([
        "in.jsonl:3: not a JSON record",
        "in.jsonl:4: no field \"text\"; name the field that holds the text with --field text=NAME",
        "in.jsonl:5: not a JSON record",
        "in.jsonl:6: field \"text\" is not a string",
    ]) {
        assert!(reject["detail"].as_str().is_some_and(|d| d.starts_with(said)), "{reject}");
    }
    assert_eq!(field(&scratch.records("d/documents.jsonl"), "id"), ["1", "5"]);
}

#[test]
fn an_unreadable_file_is_a_reject() {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", ENGLISH).write("in/shut.txt", GERMAN);
    // A folder named like a file is a folder: it is entered.
    scratch.write("in/folder.txt/inside.txt", RUSSIAN);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        std::fs::set_permissions(scratch.path("in/shut.txt"), std::fs::Permissions::from_mode(0o0))
            .expect("shut");
        symlink("nowhere.txt", scratch.path("in/dangling.txt")).expect("a link");
        symlink("../in", scratch.path("in/loop")).expect("a link");
    }
    // Root reads what nobody may read; the dangling link is unreadable for everyone.
    let shut = std::fs::read(scratch.path("in/shut.txt")).is_err();
    scratch.run(&["run", "in", "--out", "d"]).ends(if cfg!(unix) { 3 } else { 0 });
    let rejects = scratch.records("d/rejects.jsonl");
    assert_eq!(field(&rejects, "source").contains(&"in/shut.txt"), shut, "{rejects:?}");
    assert_eq!(field(&rejects, "source").contains(&"in/dangling.txt"), cfg!(unix), "{rejects:?}");
    assert!(
        field(&scratch.records("d/documents.jsonl"), "source")
            .contains(&"in/folder.txt/inside.txt")
    );
}

#[test]
fn a_missing_path_is_a_failure_before_anything_is_read() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH);
    for args in [
        &["run", "a.txt", "gone", "--out", "d"][..],
        &["run", "gone", "--out", "d"],
        &["extract", "a.txt", "gone"],
        &["explain", "gone", "a.txt"],
    ] {
        let ran = scratch.run(args).ends(1).complains_of("gone: no such file or folder");
        assert_eq!(ran.out, "", "nothing is read");
    }
    assert!(!scratch.path("d").exists());
}

#[test]
fn a_foreign_output_folder_is_left_as_it_is() {
    let scratch = Scratch::new();
    scratch
        .write("a.txt", ENGLISH)
        .write("d/diary.txt", "mine")
        .write("e/manifest.json", "{\"program\":\"other\"}");
    for dir in ["d", "e"] {
        scratch.run(&["run", "a.txt", "--out", dir]).ends(1).complains_of("not a newsmill dataset");
        let names: Vec<_> = std::fs::read_dir(scratch.path(dir)).expect("there").collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }
    assert_eq!(scratch.read("d/diary.txt"), "mine");
    scratch.run(&["run", "a.txt", "--out", "a.txt"]).ends(1).complains_of("a.txt");
    assert_eq!(scratch.read("a.txt"), ENGLISH);
}

#[test]
fn a_dataset_of_ours_is_replaced_whole() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write("b.txt", GERMAN);
    std::fs::create_dir(scratch.path("d")).expect("an empty folder");
    scratch.run(&["run", "a.txt", "--out", "d"]).ends(0);
    scratch.run(&["run", "b.txt", "--out", "d"]).ends(0);
    assert_eq!(field(&scratch.records("d/documents.jsonl"), "source"), ["b.txt"]);
    scratch.dataset("d");
    // A run that has nothing to read leaves it.
    scratch.run(&["run", "gone", "--out", "d"]).ends(1);
    assert_eq!(field(&scratch.records("d/documents.jsonl"), "source"), ["b.txt"]);
    scratch.run(&["run", "b.txt", "--out", "d", "--keep-work"]).ends(0);
    assert!(scratch.path("d/.work/bundles.jsonl").exists());
    scratch.run(&["run", "b.txt", "--out", "d"]).ends(0);
    scratch.dataset("d");
}

#[test]
fn standard_input_is_jsonl_and_fields_may_have_other_names() {
    let scratch = Scratch::new();
    let line = serde_json::json!({"body": ENGLISH, "key": 17, "day": "2021-01-26", "text": null})
        .to_string();
    let args = ["--field", "text=body", "--field", "id=key", "--field", "date=day"];
    let ran = scratch.run_with(&[&["extract", "-"][..], &args].concat(), line.as_bytes()).ends(0);
    let mentions = ran.records();
    assert!(
        mentions.len() > 5 && mentions.iter().all(|m| m["doc"] == "17" && m["entity"].is_null()),
        "{}",
        ran.out
    );
    assert_eq!(
        scratch.run_with(&[&["extract"][..], &args].concat(), line.as_bytes()).ends(0).out,
        ran.out,
        "- is the default"
    );
    scratch.run_with(&[&["run", "-", "--out", "d"][..], &args].concat(), line.as_bytes()).ends(0);
    let documents = scratch.records("d/documents.jsonl");
    assert_eq!(
        (field(&documents, "source"), field(&documents, "published")),
        (vec!["-"], vec!["2021-01-26"])
    );
}

#[test]
fn options_that_change_bytes_are_obeyed_and_written_down() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write("b.txt", GERMAN);
    let run = ["run", "a.txt", "b.txt", "--out", "d"];
    let with = |options: &[&str]| scratch.run(&[&run[..], options].concat());
    let manifest = || -> serde_json::Value {
        serde_json::from_str(&scratch.read("d/manifest.json")).expect("JSON")
    };

    with(&["--lang", "de"]).ends(0);
    assert!(scratch.records("d/mentions.jsonl").iter().all(|m| m["lang"] == "de"));
    assert_eq!(manifest()["options"]["lang"], "de");

    with(&["--without", "Human Rights Watch,UN"]).ends(0);
    let rows: Vec<_> = scratch
        .records("d/mentions.jsonl")
        .iter()
        .map(|m| m["value"]["gazetteer"].clone())
        .collect();
    assert!(!rows.iter().any(|row| row == "int/un"), "{rows:?}");
    assert_eq!(manifest()["options"]["without"], "Human Rights Watch,UN");

    scratch.write("c.txt", "It was signed on 03/04/2021.");
    for (options, edtf, alternatives) in [
        (&["--date-order", "mdy"][..], "2021-03-04", 0),
        (&["--date-order", "dmy"], "2021-04-03", 0),
        (&[], "2021-04-03", 2),
    ] {
        scratch.run(&[&["run", "c.txt", "--lang", "en", "--out", "d"], options].concat()).ends(0);
        let value = &scratch.records("d/mentions.jsonl")[0]["value"];
        assert_eq!(
            (&value["edtf"], value["alternatives"].as_array().map(Vec::len)),
            (&edtf.into(), Some(alternatives))
        );
        assert_eq!(manifest()["options"]["date_order"].as_str(), options.get(1).copied());
    }

    with(&["--max-text", "300"]).ends(3);
    let rejects = scratch.records("d/rejects.jsonl");
    assert_eq!(field(&rejects, "reason"), ["too-large"; 1]);
    assert!(rejects[0]["detail"].as_str().is_some_and(|d| d.contains("--max-text")), "{rejects:?}");
    assert_eq!(manifest()["options"]["max-text"], "300");

    with(&[]).ends(0);
    assert!(scratch.records("d/documents.jsonl").iter().all(|d| d.get("text").is_none()));
    assert_eq!(manifest()["options"], serde_json::json!({}));
    with(&["--with-text"]).ends(0);
    assert_eq!(field(&scratch.records("d/documents.jsonl"), "text"), [ENGLISH, GERMAN]);
}

#[test]
fn rejects_of_extract_go_to_the_file_or_to_standard_error() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write("b.txt", "");
    let ran = scratch.run(&["extract", "a.txt", "b.txt"]).ends(3);
    let told: serde_json::Value =
        serde_json::from_str(&ran.err).expect("one JSON line on standard error");
    assert_eq!((&told["record"], &told["reason"]), (&"reject".into(), &"empty".into()));
    let quiet = scratch.run(&["extract", "a.txt", "b.txt", "--rejects", "r.jsonl"]).ends(3);
    assert_eq!((quiet.err.as_str(), quiet.out), ("", ran.out));
    assert_eq!(scratch.records("r.jsonl"), [told]);
}

#[test]
fn merge_takes_bundles_of_one_making_only() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write("b.txt", GERMAN);
    let bundles = scratch.run(&["extract", "--bundles", "a.txt"]).ends(0).out;
    scratch.write("a.jsonl", &bundles).write("cut.jsonl", &bundles[..bundles.len() / 2]);
    scratch.write(
        "german.jsonl",
        scratch.run(&["extract", "--bundles", "b.txt", "--lang", "de"]).ends(0).out,
    );
    scratch.write("mentions.jsonl", scratch.run(&["extract", "a.txt"]).ends(0).out);
    for (bundles, said) in [
        (&["mentions.jsonl"][..], "mentions.jsonl:1: no header line"),
        (&["a.txt"], "a.txt:1: no header line"),
        (
            &["a.jsonl", "mentions.jsonl"],
            "mentions.jsonl:1: not a line of `newsmill extract --bundles`",
        ),
        (&["cut.jsonl"], "cut.jsonl:2: not a line"),
        (
            &["a.jsonl", "german.jsonl"],
            "german.jsonl:1: made by another version or build of newsmill, other gazetteers or other options",
        ),
        (&["gone.jsonl"], "gone.jsonl"),
    ] {
        scratch.run(&[&["merge"], bundles, &["--out", "d"]].concat()).ends(1).complains_of(said);
        let dataset = scratch.path("d/manifest.json");
        assert!(!dataset.exists(), "{bundles:?}: nothing is written");
    }
    scratch.run(&["merge", "a.jsonl", "--out", "d", "--keep-work"]).ends(0);
    assert!(scratch.path("d/.work/bundles.jsonl").exists());
}

#[test]
fn one_id_for_two_texts_and_two_ids_for_one_text() {
    let scratch = Scratch::new();
    let line =
        |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string() + "\n";
    scratch.write(
        "in/1.jsonl",
        line("x", ENGLISH) + &line("x", GERMAN) + &line("y", ENGLISH) + &line("x", ENGLISH),
    );
    scratch.write("in/2.txt", ENGLISH).write("in/3.txt", RUSSIAN).write("in/4.txt", RUSSIAN);
    scratch.run(&["run", "in", "--out", "d"]).ends(3);
    let rejects = scratch.records("d/rejects.jsonl");
    assert_eq!(field(&rejects, "reason"), ["duplicate-id"]);
    assert_eq!(rejects[0]["position"], 1);
    let documents = scratch.records("d/documents.jsonl");
    let third = documents[4]["id"].as_str().expect("an id").to_owned();
    assert!(third.starts_with("d-") && third.len() == 18, "{third}");
    assert_eq!(field(&documents, "id"), ["x", "y", "x.2", "x.3", &third, &format!("{third}.2")]);
    assert_eq!(field(&documents, "duplicate_of"), ["-", "x", "x", "x", "-", &third]);
    let mentions = scratch.records("d/mentions.jsonl");
    assert!(
        mentions.iter().all(|m| m["doc"] == "x" || m["doc"] == third.as_str()),
        "copies have no mentions"
    );
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let scratch = Scratch::new();
    let line = |i: usize| {
        serde_json::json!({"id": i.to_string(), "text": format!("{ENGLISH} {i}")}).to_string()
    };
    scratch.write("big.jsonl", (0..3000).map(|i| line(i) + "\n").collect::<String>());
    let mut child = scratch
        .command(&["extract", "big.jsonl"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    out.read_line(&mut first).expect("a line");
    assert!(first.contains("\"record\":\"mention\""), "{first}");
    drop(out);
    let mut err = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("reads");
    assert_eq!((child.wait().expect("ends").code(), err.as_str()), (Some(0), ""));
}

#[test]
fn mentions_come_before_the_whole_input_is_given() {
    for jobs in ["1", "2"] {
        let scratch = Scratch::new();
        let mut command = scratch.command(&["extract", "-", "--jobs", jobs]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("starts");
        let mut input = child.stdin.take().expect("a pipe");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut tell = |i: usize| {
            let line =
                serde_json::json!({"id": format!("s{i}"), "text": "On 25 January 2021 it rained."});
            writeln!(input, "{line}").and_then(|()| input.flush()).expect("the program reads");
        };
        let mut answered = |i: usize| {
            let mut line = String::new();
            out.read_line(&mut line).expect("a line");
            assert!(line.contains(&format!("\"doc\":\"s{i}\"")), "{line}");
        };
        // Each line is answered while the next one is still awaited, and several at once as well.
        (0..3).for_each(&mut tell);
        (0..3).for_each(&mut answered);
        tell(3);
        answered(3);
        drop(input);
        assert!(child.wait().expect("ends").success());
    }
}

#[test]
fn merge_takes_lines_only_as_they_were_written() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH);
    let bundles = scratch.run(&["extract", "--bundles", "a.txt"]).ends(0).out;
    scratch.write("same.jsonl", &bundles);
    scratch.run(&["merge", "same.jsonl", "--out", "same"]).ends(0);
    // As a program writes them that reads and writes JSON: the same values, the keys in another
    // order.
    let again = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).expect("JSON").to_string() + "\n"
    };
    scratch.write("anew.jsonl", bundles.lines().map(again).collect::<String>());
    scratch
        .run(&["merge", "anew.jsonl", "--out", "anew"])
        .ends(1)
        .complains_of("anew.jsonl:2: the line was written anew");
}

#[test]
fn gazetteer_checks_and_finds() {
    let scratch = Scratch::new();
    let ran = scratch.run(&["gazetteer", "check"]);
    assert_eq!((ran.code, ran.out.contains("orgs.tsv: ")), (Some(0), true), "{ran:?}");
    scratch.write("tables/mine.tsv", "org_id\talias\tlang\nme/q\tQuendelwerk\tde\n");
    let ran = scratch.run(&["gazetteer", "check", "tables"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "mine.tsv: 1 rows, no fault\n"), "{ran:?}");
    let ran = scratch.run(&["gazetteer", "find", "Quendelwerks", "--gazetteers", "tables"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.out.contains("mine.tsv:2  me/q ()  in de, a form of \"Quendelwerk\""),
        "{}",
        ran.out
    );
    let ran = scratch.run(&["gazetteer", "find", "Quendelwerk"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("no table knows Quendelwerk"), "{}", ran.err);
    scratch.write("tables/mine.tsv", "org_id\talias\tlang\nme/q\t\tde\n");
    for command in
        [&["gazetteer", "check", "tables"][..], &["extract", "-", "--gazetteers", "tables"]]
    {
        let ran = scratch.run(command);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.err.contains("mine.tsv:2"), "{}", ran.err);
    }
    let ran = scratch.run(&["extract", "-", "--gazetteers", "nowhere"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("nowhere"), "{}", ran.err);
}

#[test]
fn diff_names_what_changed() {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", ENGLISH).write("in/b.txt", GERMAN);
    scratch.run(&["run", "in", "--out", "one"]).ends(0);
    scratch.run(&["run", "in", "--out", "same"]).ends(0);
    let ran = scratch.run(&["diff", "one", "same"]).ends(0);
    assert_eq!(ran.out, "");
    scratch.write("in/c.txt", "On 3 March 2021 the United Nations met in Geneva.");
    scratch.run(&["run", "in", "--out", "two"]).ends(0);
    let ran = scratch.run(&["diff", "one", "two"]).ends(1);
    assert!(ran.out.contains("+ mention") && ran.out.contains("3 March 2021"), "{}", ran.out);
    assert!(ran.out.contains("document: 1 added, 0 removed, 0 changed"), "{}", ran.out);
    let ran = scratch.run(&["diff", "two", "one", "--json"]).ends(1);
    assert!(
        ran.records().iter().any(|c| c["change"] == "removed" && c["record"] == "document"),
        "{}",
        ran.out
    );
    scratch.run(&["diff", "one", "nowhere"]).ends(2).complains_of("nowhere");
}

#[test]
fn diff_by_rule_tells_a_new_version_from_new_articles() {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", "The Quendel Board met on Friday. The Quendel Board said no.");
    scratch.write("in/b.txt", "On 3 March 2021 Tarn Lifting Ltd paid $5.");
    scratch.run(&["run", "in", "--out", "one"]).ends(0);
    scratch.write("in/c.txt", "On 4 March 2021 Halse Marine Inc. paid $7.");
    scratch.run(&["run", "in", "--out", "two"]).ends(0);
    let ran = scratch.run(&["diff", "one", "two", "--by", "rule"]).ends(0);
    assert!(ran.out.starts_with("2 documents in both, 1 added, 0 removed\n"), "{}", ran.out);
    scratch.write(
        "tables/mine.tsv",
        "id\tkind\tcountry\ten\tde\tru\tflags\texternal\tsource\n\
         xx/board\tgovernment\t\tQuendel Board;Tarn Lifting Ltd\t\t\t\t\town\n",
    );
    scratch.run(&["run", "in", "--out", "three", "--gazetteers", "tables"]).ends(0);
    let ran = scratch.run(&["diff", "two", "three", "--by", "rule"]).ends(1);
    assert!(
        ran.out.contains("org/en/gazetteer: +3 -0 mentions\n    + Quendel Board"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("org/en/legal-form: +0 -1 mentions\n    - Tarn Lifting Ltd"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("1 entities joined\n    xx/board"), "{}", ran.out);
    let ran = scratch.run(&["diff", "three", "two", "--by", "rule", "--json"]).ends(1);
    let found = &ran.records()[0];
    assert_eq!(found["parted"][0]["id"], "xx/board", "{found}");
    assert_eq!(found["rules"]["org/en/gazetteer"]["lost"], 3, "{found}");
    scratch.run(&["diff", "one", "nowhere", "--by", "rule"]).ends(2).complains_of("nowhere");
}

#[test]
fn eval_scores_annotations() {
    let scratch = Scratch::new();
    let gold = r#"{"id": "a", "lang": "en", "text": "On 3 March 2021 it paid $5.", "entities": [{"type": "DATE", "start": 3, "end": 15}, {"type": "ORG", "start": 16, "end": 18}]}"#;
    scratch.write("gold.jsonl", gold);
    let ran = scratch.run(&["eval", "gold.jsonl", "--errors", "5"]).ends(0);
    assert!(ran.out.contains("missed ORG   a 16-18: On 3 March 2021 [it] paid"), "{}", ran.out);
    assert!(ran.out.contains("extra  MONEY a 24-26"), "{}", ran.out);
    assert!(
        ran.out.lines().any(|l| l.starts_with("DATE  en") && l.contains("100.0  100.0  100.0")),
        "{}",
        ran.out
    );
    scratch.write("bad.jsonl", "{\"id\": \"a\"}\n");
    scratch.run(&["eval", "bad.jsonl"]).ends(1).complains_of("bad.jsonl:1");
    scratch.run(&["eval", "nowhere.jsonl"]).ends(1).complains_of("nowhere.jsonl");
}

#[test]
fn explain_shows_value_rule_and_links() {
    let scratch = Scratch::new();
    let ran = scratch
        .run(&["explain", "--text", "The OSCE paid $5 on Friday.", "--date", "2021-03-03"])
        .ends(0);
    assert!(
        ran.out.contains("[OSCE]1")
            && ran.out.contains("org/en/gazetteer by orgs:int/osce (certain)"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("edtf 2021-02-26"), "{}", ran.out);
    let text = "Die Organisation für Sicherheit und Zusammenarbeit in Europa (OSZE) tagt.\n\n<b>&amp; die OSZE</b> schweigt.";
    scratch.write("in/a.txt", text);
    scratch.run(&["explain", "in", "--html", "page.html"]).ends(0);
    let page = scratch.read("page.html");
    assert!(page.contains("<mark class=\"ORG\"") && page.contains("&lt;b&gt;&amp;amp;"), "{page}");
    assert!(
        !page.contains("//") && !page.contains("<script") && !page.contains("<b>"),
        "it stands alone"
    );
    scratch.run(&["run", "in", "--out", "out"]).ends(0);
    let ran = scratch.run(&["explain", "--entity", "OSZE", "--in", "out"]).ends(0);
    assert!(ran.out.contains("ORG int/osce") && ran.out.contains("gazetteer-row"), "{}", ran.out);
    scratch
        .run(&["explain", "--entity", "Quendelwerk", "--in", "out"])
        .ends(1)
        .complains_of("no entity");
}

#[test]
fn explain_finds_a_law_by_any_of_its_names() {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", "Nach § 185 des Strafgesetzbuches ist das in Berlin strafbar.\n");
    scratch.run(&["run", "in", "--out", "out"]).ends(0);
    let names = ["StGB", "German Criminal Code", "Уголовный кодекс Германии", "Strafgesetzbuches"];
    for name in names.into_iter().chain(["de/stgb"]) {
        let ran = scratch.run(&["explain", "--entity", name, "--in", "out"]).ends(0);
        assert!(ran.out.starts_with("LAW de/stgb"), "{name}: {}", ran.out);
    }
    scratch.run(&["explain", "--entity", "BGB", "--in", "out"]).ends(1).complains_of("no entity");
}

/// What is not sure enough is left out with all that rests on it, and counted.
#[test]
fn unsure_mentions_are_left_out_and_counted() {
    let scratch = Scratch::new();
    let corpus = in_repository("corpus");
    let corpus = corpus.to_str().expect("UTF-8");
    let run = |out: &str, more: &[&str]| {
        scratch.run(&[&["run", corpus, "--out", out, "-q"], more].concat()).ends(0);
        let manifest: serde_json::Value =
            serde_json::from_str(&scratch.read(&format!("{out}/manifest.json"))).expect("JSON");
        (scratch.records(&format!("{out}/mentions.jsonl")), manifest["below_confidence"].as_u64())
    };
    let (all, none) = run("all", &[]);
    let (sure, left_out) = run("sure", &["--min-confidence", "certain"]);
    assert_eq!(none, None);
    assert_eq!(left_out, Some((all.len() - sure.len()) as u64));
    assert!(!sure.is_empty() && sure.iter().all(|m| m["confidence"] == "certain"));
    let wrong = &["run", corpus, "--out", "x", "--min-confidence", "sure"];
    scratch.run(wrong).ends(2).complains_of("weak, medium, strong, certain");
}

/// Two parts of an archive on standard input are one source: their records need places of their own.
#[test]
fn parts_of_standard_input_are_told_apart() {
    let scratch = Scratch::new();
    let line = |n: u32| format!("{{\"text\": \"On {n} March 2021 the UN met in Geneva.\"}}\n");
    let part = |out: &str, from: u32, more: &[&str]| {
        let text: String = (from..from + 2).map(line).collect();
        let args = [&["extract", "-", "--bundles"], more].concat();
        scratch.write(out, scratch.run_with(&args, text.as_bytes()).ends(0).out);
    };
    part("1.jsonl", 1, &[]);
    part("2.jsonl", 3, &[]);
    scratch
        .run(&["merge", "1.jsonl", "2.jsonl", "--out", "lost", "-q"])
        .ends(1)
        .complains_of("record 0 of - is two documents");
    part("1.jsonl", 1, &["--source", "day.jsonl"]);
    part("2.jsonl", 3, &["--source", "day.jsonl", "--first", "2"]);
    scratch.run(&["merge", "2.jsonl", "1.jsonl", "--out", "parts", "-q"]).ends(0);
    scratch.write("day.jsonl", (1..5).map(line).collect::<String>());
    scratch.run(&["run", "day.jsonl", "--out", "whole", "-q"]).ends(0);
    assert_eq!(scratch.dataset("whole"), scratch.dataset("parts"));
}
