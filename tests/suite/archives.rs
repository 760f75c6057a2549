//! Archives in every form that they come in: each article found once, whole and as it was; what is
//! damaged is said, what is left is read.

use crate::common::{ENGLISH, GERMAN, RUSSIAN, Scratch, field};
use crate::packs::{bzip2, csv, gzip, jsonl, tar, warc, xz, zip, zip_stream, zstd};
use encoding_rs::{Encoding, IBM866, ISO_8859_15, KOI8_R, WINDOWS_1251, WINDOWS_1252};
use serde_json::Value;
use std::collections::BTreeSet;

/// Articles that occur in this form alone.
fn articles(form: &str, n: usize) -> Vec<String> {
    let texts = [ENGLISH, GERMAN, RUSSIAN];
    (0..n).map(|i| format!("{form} {i}\n\n{}", texts[i % 3])).collect()
}

fn entries(articles: &[String]) -> Vec<(Vec<u8>, Vec<u8>)> {
    articles
        .iter()
        .enumerate()
        .map(|(i, a)| (format!("d/{i}.txt").into_bytes(), a.clone().into_bytes()))
        .collect()
}

/// Every form: a file's name, its bytes, its articles.
fn forms() -> Vec<(&'static str, Vec<u8>, Vec<String>)> {
    let mut forms: Vec<(&str, Vec<u8>, Vec<String>)> = Vec::new();
    let mut add = |name, make: &dyn Fn(&[String]) -> Vec<u8>| {
        let articles = articles(name, 6);
        forms.push((name, make(&articles), articles));
    };
    add("a.tar", &|a| tar(&entries(a)));
    add("a.tar.gz", &|a| gzip(&tar(&entries(a))));
    add("a.tbz2", &|a| bzip2(&tar(&entries(a))));
    add("a.tar.xz", &|a| xz(&tar(&entries(a))));
    add("a.tar.zst", &|a| zstd(&tar(&entries(a))));
    add("a.zip", &|a| zip(&entries(a)));
    add("stream.zip", &|a| zip_stream(&entries(a)));
    add("packed inside.zip", &|a| {
        zip(&entries(a)
            .into_iter()
            .map(|(n, b)| ([&n[..], b".gz"].concat(), gzip(&b)))
            .collect::<Vec<_>>())
    });
    add("tar inside.zip", &|a| zip(&[(b"x/in.tar".to_vec(), tar(&entries(a)))]));
    add("zip inside.tar", &|a| tar(&[(b"in.zip".to_vec(), zip(&entries(a)))]));
    add("lines inside.tar", &|a| {
        tar(&[(b"w.jsonl".to_vec(), jsonl(a)), (b"x.png".to_vec(), b"\x89PNG".to_vec())])
    });
    add("members.jsonl.gz", &|a| {
        jsonl(a).split_inclusive(|b| *b == b'\n').flat_map(gzip).collect()
    });
    add("lines.json", &|a| jsonl(a));
    add("lines.jsonl.zst", &|a| zstd(&jsonl(a)));
    add("list.json.bz2", &|a| {
        let records = jsonl(a);
        let lines: Vec<_> = records.split(|b| *b == b'\n').filter(|l| !l.is_empty()).collect();
        bzip2(&[b"[", &lines.join(&b",\n "[..])[..], b"]"].concat())
    });
    add("utf16.jsonl", &|a| utf16(&String::from_utf8(jsonl(a)).expect("UTF-8"), u16::to_le_bytes));
    add("comma.csv", &|a| csv(a, ','));
    add("semicolon.csv.xz", &|a| xz(&csv(a, ';')));
    add("tab.tsv.gz", &|a| gzip(&csv(a, '\t')));
    add("utf16.csv", &|a| utf16(&String::from_utf8(csv(a, ',')).expect("UTF-8"), u16::to_be_bytes));
    add("no extension", &|a| zip(&entries(a)));
    forms
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

fn manifest(scratch: &Scratch) -> Value {
    serde_json::from_str(&scratch.read("d/manifest.json")).expect("JSON")
}

fn sum(counts: &Value) -> u64 {
    counts.as_object().map_or(0, |m| m.values().filter_map(Value::as_u64).sum())
}

#[test]
fn every_form_gives_every_article_once() {
    let scratch = Scratch::new();
    let mut expected = BTreeSet::new();
    let mut args = vec!["run", "--with-text", "--no-near-dup", "--out", "d"];
    let forms = forms();
    for (name, bytes, articles) in &forms {
        scratch.write(&format!("in/{name}"), bytes);
        expected.extend(articles.iter().cloned());
    }
    let names: Vec<String> = forms.iter().map(|(name, ..)| format!("in/{name}")).collect();
    args.extend(names.iter().map(String::as_str));
    scratch.run(&args).ends(0);
    let documents = scratch.records("d/documents.jsonl");
    let found: BTreeSet<String> =
        field(&documents, "text").into_iter().map(str::to_owned).collect();
    assert_eq!(documents.len(), expected.len());
    assert_eq!(found, expected);
    assert!(field(&documents, "source").contains(&"in/tar inside.zip!/x/in.tar!/d/0.txt"));
    assert_eq!(manifest(&scratch)["skipped"], serde_json::json!({"png": 1}));
    // Dates of CSV rows and of records come from their fields.
    assert!(
        documents
            .iter()
            .filter(|d| d["source"] == "in/comma.csv")
            .all(|d| d["published"] == "2021-02-03")
    );
}

#[test]
fn standard_input_takes_every_form() {
    let scratch = Scratch::new();
    for (name, bytes, articles) in forms().into_iter().step_by(3) {
        let ran = scratch
            .run_with(&["run", "-", "--with-text", "--no-near-dup", "--out", "d"], &bytes)
            .ends(0);
        let documents = scratch.records("d/documents.jsonl");
        let found: BTreeSet<&str> = field(&documents, "text").into_iter().collect();
        assert_eq!(found, articles.iter().map(String::as_str).collect(), "{name}: {ran:?}");
    }
}

#[test]
fn encodings_inside_archives() {
    let scratch = Scratch::new();
    let russian = RUSSIAN.replace(['«', '»'], "\"");
    let german = GERMAN.replace(['„', '“'], "\"");
    let encode = |encoding: &'static Encoding, text: &str| encoding.encode(text).0.into_owned();
    let cases = [
        ("1.txt", utf16(RUSSIAN, u16::to_le_bytes), RUSSIAN),
        ("2.txt", utf16(GERMAN, u16::to_be_bytes), GERMAN),
        ("3.txt", encode(WINDOWS_1251, RUSSIAN), RUSSIAN),
        ("4.txt", encode(KOI8_R, &russian), &russian),
        ("5.txt", encode(IBM866, &russian), &russian),
        ("6.txt", encode(WINDOWS_1252, &german), &german),
        ("7.txt", encode(WINDOWS_1252, GERMAN), GERMAN),
        (
            "8.txt",
            encode(ISO_8859_15, &format!("{german} Es kostet 30 €.")),
            &format!("{german} Es kostet 30 €."),
        ),
    ];
    let entries: Vec<_> =
        cases.iter().map(|(n, b, _)| (n.as_bytes().to_vec(), b.clone())).collect();
    scratch.write("a.zip", zip(&entries));
    scratch.run(&["run", "a.zip", "--with-text", "--no-near-dup", "--out", "d"]).ends(0);
    let documents = scratch.records("d/documents.jsonl");
    let mut found = field(&documents, "text");
    let mut expected: Vec<&str> = cases.iter().map(|c| c.2).collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(documents.len(), cases.len());
    assert_eq!(found, expected);
}

#[test]
fn crawls() {
    let scratch = Scratch::new();
    let pages = articles("page", 6);
    let plain: Vec<u8> = warc(&pages, false).concat();
    let packed: Vec<u8> = warc(&articles("packed", 6), true).iter().flat_map(|r| gzip(r)).collect();
    scratch.write("a.warc", plain).write("b.warc.gz", packed);
    scratch
        .run(&["run", "a.warc", "b.warc.gz", "--with-text", "--no-near-dup", "--out", "d"])
        .ends(0);
    let documents = scratch.records("d/documents.jsonl");
    assert_eq!(documents.len(), 12);
    for (i, document) in documents.iter().enumerate() {
        let text = document["text"].as_str().unwrap_or_default();
        let title = format!("{} {}", if i < 6 { "page" } else { "packed" }, i % 6);
        assert!(text.contains(&title), "{title}: {text}");
        assert_eq!(document["url"], format!("https://news.example.org/2021/01/{:02}/x", i % 6 + 1));
        assert_eq!(document["published"], format!("2021-01-{:02}", i % 6 + 1));
    }
    assert_eq!(manifest(&scratch)["skipped"], serde_json::json!({"http-404": 2, "image/png": 2}));

    // Host and day are known before a page is opened.
    for (options, left, filter) in [
        (&["--host", "example.org"][..], 12, ""),
        (&["--host", "example.com"], 0, "host"),
        (&["--since", "2021-01-03", "--until", "2021-01-04"], 4, "since"),
        (&["--since", "2022-01-01"], 0, "since"),
        (&["--langs", "ru,de"], 8, "langs"),
        (&["--sample", "1/3"], 0, ""),
        (&["--limit", "5"], 5, ""),
    ] {
        let inputs = ["run", "a.warc", "b.warc.gz", "--no-near-dup", "--out", "d"];
        scratch.run(&[&inputs[..], options].concat()).ends(0);
        let manifest = manifest(&scratch);
        let documents = manifest["documents"].as_u64().unwrap_or_default();
        if options[0] != "--limit" {
            // Images and missing pages have no host that could be wanted.
            assert!(documents + sum(&manifest["filtered"]) >= 12, "{options:?}: {manifest}");
        }
        if options[0] == "--sample" {
            assert!(documents > 0 && documents < 12, "{manifest}");
            continue;
        }
        assert_eq!(documents, left, "{options:?}: {manifest}");
        assert!(
            filter.is_empty() || manifest["filtered"][filter].as_u64() > Some(0),
            "{options:?}: {manifest}"
        );
        assert_eq!(manifest["options"][&options[0][2..]], options[1]);
    }
}

#[test]
fn a_damaged_member_costs_its_own_page_only() {
    let scratch = Scratch::new();
    let records = warc(&articles("page", 40), false);
    let mut bytes = Vec::new();
    let mut begins = Vec::new();
    for record in &records {
        begins.push(bytes.len());
        bytes.extend(gzip(record));
    }
    // Responses stand at every second place.
    for hit in [11, 31] {
        bytes[begins[hit] + 60] ^= 0xFF;
        bytes[begins[hit] + 61] ^= 0xFF;
    }
    let cut = bytes.len() - 40;
    scratch.write("a.warc.gz", &bytes[..cut]);
    scratch.run(&["run", "a.warc.gz", "--no-near-dup", "--out", "d"]).ends(3);
    let documents = scratch.records("d/documents.jsonl");
    assert_eq!(documents.len(), 37, "{}", scratch.read("d/rejects.jsonl"));
    let rejects = scratch.records("d/rejects.jsonl");
    let reasons = field(&rejects, "reason");
    assert!(reasons.iter().filter(|r| **r == "damaged").count() >= 2, "{rejects:?}");
    assert!(reasons.contains(&"truncated"), "{rejects:?}");
    let place = format!("byte {}", begins[11]);
    assert!(
        rejects.iter().any(|r| r["detail"].as_str().is_some_and(|d| d.contains(&place))),
        "{rejects:?}"
    );
}

/// Whatever is flipped or cut: the program ends well, and no file passes without a document or a
/// word.
#[test]
fn flipped_and_cut_in_every_form() {
    let scratch = Scratch::new();
    let mut names = Vec::new();
    for (n, (name, bytes, _)) in forms().into_iter().enumerate() {
        let mut flipped = bytes.clone();
        let mut at = 7 * n + 1;
        while at < flipped.len() {
            flipped[at] ^= 0x5A;
            at += flipped.len() / 5 + 1;
        }
        for (kind, bytes) in [("flipped", &flipped[..]), ("cut", &bytes[..bytes.len() * 2 / 3])] {
            let name = format!("{kind}/{name}");
            scratch.write(&name, bytes);
            names.push(name);
        }
    }
    let args: Vec<&str> = ["run", "--no-near-dup", "--out", "d"]
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .collect();
    scratch.run(&args).ends(3);
    let (documents, rejects) =
        (scratch.records("d/documents.jsonl"), scratch.records("d/rejects.jsonl"));
    for name in &names {
        let of = |r: &&Value| r["source"].as_str().is_some_and(|s| s.starts_with(name.as_str()));
        let rejected = rejects.iter().filter(of).count();
        assert!(documents.iter().any(|d| of(&d)) || rejected > 0, "{name} passed without a word");
        // Whole lines are no sign of what follows them, nor is UTF-16.
        if name.starts_with("cut/") && !name.ends_with(".tar") {
            assert!(rejected > 0, "{name} is cut off, and nothing says so");
        }
    }
}

#[test]
fn what_stands_before_the_cut_is_kept() {
    let scratch = Scratch::new();
    let articles = articles("cut", 30);
    let plain = zip(&entries(&articles));
    let packed = gzip(&jsonl(&articles));
    let archive = tar(&entries(&articles));
    scratch
        .write("a.zip", &plain[..plain.len() / 2])
        .write("b.jsonl.gz", &packed[..packed.len() - 9])
        .write("c.tar", &archive[..archive.len() / 2 + 100])
        .write("d.txt.gz", &gzip(ENGLISH.as_bytes())[..200]);
    for (name, least) in [("a.zip", 13), ("b.jsonl.gz", 29), ("c.tar", 13), ("d.txt.gz", 1)] {
        scratch.run(&["run", name, "--no-near-dup", "--out", "d"]).ends(3);
        let documents = scratch.records("d/documents.jsonl");
        assert!(
            documents.len() >= least,
            "{name}: {} documents, {}",
            documents.len(),
            scratch.read("d/rejects.jsonl")
        );
        let rejects = scratch.records("d/rejects.jsonl");
        assert!(field(&rejects, "reason").contains(&"truncated"), "{name}: {rejects:?}");
    }
}

#[test]
fn entry_names_are_only_names() {
    let scratch = Scratch::new();
    let text = |n: usize| format!("Text number {n} of 5 May 2020.").into_bytes();
    let dos = IBM866.encode("новости/Суд.txt").0.into_owned();
    let names: [&[u8]; 6] =
        [b"../../../up.txt", b"/root/abs.txt", b"C:\\dos\\a.txt", b"same.txt", b"same.txt", &dos];
    let entries: Vec<_> = names.iter().enumerate().map(|(i, n)| (n.to_vec(), text(i))).collect();
    scratch.write("in/a.zip", zip(&entries)).write("in/b.tar", tar(&entries[..5]));
    scratch.run(&["run", "in", "--no-near-dup", "--out", "d"]).ends(0);
    let documents = scratch.records("d/documents.jsonl");
    let sources = field(&documents, "source");
    let expected = [
        "in/a.zip!/dos/a.txt",
        "in/a.zip!/root/abs.txt",
        "in/a.zip!/same#2.txt",
        "in/a.zip!/same.txt",
        "in/a.zip!/up.txt",
        "in/a.zip!/новости/Суд.txt",
        // In tar only a slash stands between folders.
        "in/b.tar!/C:\\\\dos\\\\a.txt",
        "in/b.tar!/root/abs.txt",
        "in/b.tar!/same#2.txt",
        "in/b.tar!/same.txt",
        "in/b.tar!/up.txt",
    ];
    assert_eq!(sources, expected);
    let around: Vec<_> =
        std::fs::read_dir(scratch.path("..")).expect("a folder").filter_map(Result::ok).collect();
    assert!(!around.iter().any(|e| e.file_name() == "up.txt"));
    // Globs choose entries.
    scratch
        .run(&[
            "run",
            "in",
            "--include",
            "same*",
            "--exclude",
            "*b.tar*",
            "--no-near-dup",
            "--out",
            "d",
        ])
        .ends(0);
    assert_eq!(
        field(&scratch.records("d/documents.jsonl"), "source"),
        ["in/a.zip!/same#2.txt", "in/a.zip!/same.txt"]
    );
    assert_eq!(manifest(&scratch)["filtered"], serde_json::json!({"exclude": 1, "include": 4}));
}

#[test]
fn every_limit_says_how_to_raise_it() {
    let scratch = Scratch::new();
    let bomb = gzip(&vec![b'a'; 40 << 20]);
    let small = (b"0.txt".to_vec(), b"Small text of 5 May 2020.".to_vec());
    let many = tar(&[
        small.clone(),
        (b"1.txt".to_vec(), b"One".to_vec()),
        (b"2.txt".to_vec(), b"Two".to_vec()),
    ]);
    let nested = zip(&[
        small.clone(),
        (b"in.zip".to_vec(), zip(&[(b"in.tar".to_vec(), tar(std::slice::from_ref(&small)))])),
    ]);
    let long = format!(
        "{{\"text\":\"{}\"}}\n{{\"text\":\"Short of 5 May 2020.\"}}\n",
        "long ".repeat(1000)
    );
    let table = format!("text,x\n\"{}\",1\nShort of 5 May 2020.,2\n", "long ".repeat(1000));
    let deep = format!(
        "{{\"text\":\"Deep.\",\"x\":{}{}}}\n{{\"text\":\"Short of 5 May 2020.\"}}\n",
        "[".repeat(30),
        "]".repeat(30)
    );
    let page = format!("<html><body>{}<p>{ENGLISH}</p>", "<div>".repeat(30));
    for (name, bytes, flag, value, reason, left) in [
        ("a.txt.gz", bomb.clone(), "--max-ratio", "", "ratio", 1),
        (
            "a.zip",
            zip(&[small.clone(), (b"1.txt".to_vec(), ENGLISH.repeat(9).into_bytes())]),
            "--max-entry",
            "1000",
            "entry-size",
            2,
        ),
        ("a.tar", many, "--max-entries", "2", "entries", 2),
        ("b.zip", nested, "--max-nesting", "2", "nesting", 1),
        ("a.jsonl", long.into_bytes(), "--max-line", "1000", "too-large", 1),
        ("a.csv", table.into_bytes(), "--max-line", "1000", "too-large", 1),
        ("b.jsonl", deep.into_bytes(), "--max-json-depth", "20", "json-depth", 1),
        ("b.html", page.repeat(9).into_bytes(), "--max-html", "1000", "too-large", 0),
        ("a.html", page.into_bytes(), "--max-html-depth", "20", "html-depth", 0),
        ("a.txt", ENGLISH.as_bytes().to_vec(), "--max-text", "100", "too-large", 0),
    ] {
        scratch.write(name, bytes);
        let mut args = vec!["run", name, "--no-near-dup", "--out", "d"];
        if !value.is_empty() {
            args.extend([flag, value]);
        }
        scratch.run(&args).ends(3);
        let rejects = scratch.records("d/rejects.jsonl");
        assert!(field(&rejects, "reason").contains(&reason), "{name}: {rejects:?}");
        assert!(
            rejects.iter().any(|r| r["detail"].as_str().is_some_and(|d| d.contains(flag))),
            "{name}: {rejects:?}"
        );
        if reason != "ratio" {
            assert_eq!(scratch.records("d/documents.jsonl").len(), left, "{name}: {rejects:?}");
            assert_eq!(manifest(&scratch)["options"][&flag[2..]], value);
        }
    }
}

#[test]
fn fields_may_lie_inside_others() {
    let scratch = Scratch::new();
    let record = serde_json::json!({
        "article": {"body": ENGLISH, "head": {"title": "Harbour"}, "by": [{"name": "A. Writer"}]}, "meta": {"day": "2021-01-26"}, "a.b": "x1"
    });
    scratch.write("a.jsonl", record.to_string());
    let paths = [
        "text=article.body",
        "title=article.head.title",
        "author=article.by.0.name",
        "date=meta.day",
        "id=a.b",
    ];
    let mut args = vec!["run", "a.jsonl", "--with-text", "--out", "d"];
    args.extend(paths.iter().flat_map(|p| ["--field", p]));
    scratch.run(&args).ends(0);
    let documents = scratch.records("d/documents.jsonl");
    for (name, value) in [
        ("text", ENGLISH),
        ("title", "Harbour"),
        ("author", "A. Writer"),
        ("published", "2021-01-26"),
        ("id", "x1"),
    ] {
        assert_eq!(documents[0][name], value);
    }
}

#[test]
fn tables_that_are_not_as_they_should_be() {
    let scratch = Scratch::new();
    let good = "Good text of 5 May 2020.";
    scratch
        .write(
            "1.csv",
            format!(
                "title,text\na,{good}\nb,\"open\nc,Next of 6 May 2020.\nd,Last of 7 May 2020.\n"
            ),
        )
        .write("2.csv", format!("title,body\na,{good}\n"))
        .write("3.csv", format!("title,text\na,{good}\nb,one, two\n\nc,\n"))
        .write(
            "4.csv",
            WINDOWS_1251
                .encode(&format!("title;text\r\nа;\"{}\"\r\n", RUSSIAN.replace('"', "\"\"")))
                .0,
        );
    for (name, documents, reasons) in [
        ("1.csv", 3, &["csv"][..]),
        ("2.csv", 0, &["no-text"]),
        ("3.csv", 1, &["csv", "empty"]),
        ("4.csv", 1, &[]),
    ] {
        scratch
            .run(&["run", name, "--with-text", "--no-near-dup", "--out", "d"])
            .ends(if reasons.is_empty() { 0 } else { 3 });
        let rejects = scratch.records("d/rejects.jsonl");
        assert_eq!(field(&rejects, "reason"), reasons, "{name}: {rejects:?}");
        assert_eq!(scratch.records("d/documents.jsonl").len(), documents, "{name}");
    }
    assert_eq!(scratch.records("d/documents.jsonl")[0]["text"], RUSSIAN);
    assert_eq!(scratch.records("d/documents.jsonl")[0]["encoding"], "windows-1251");
}
