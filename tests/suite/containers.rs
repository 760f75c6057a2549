//! Archives, crawls and folders that are not quite as the standards say: every member is read or
//! named, and content decides where names and headers say nothing.

use crate::common::{ENGLISH, Scratch, field};
use crate::packs::{gzip, sparse_tar, tar, warc_page, zip, zstd};
use encoding_rs::{IBM866, WINDOWS_1251, WINDOWS_1252};
use serde_json::{Value, json};

type Entry = (Vec<u8>, Vec<u8>);

fn entry(name: &str, text: &str) -> Entry {
    (name.as_bytes().to_vec(), text.as_bytes().to_vec())
}

/// What a run over one file or folder gives: sources, reasons of rejects, what was skipped.
fn read(scratch: &Scratch, name: &str) -> (Vec<Value>, Vec<Value>, Value) {
    scratch.run(&["run", name, "--with-text", "--no-near-dup", "--out", "d"]);
    let manifest: Value = serde_json::from_str(&scratch.read("d/manifest.json")).expect("JSON");
    (
        scratch.records("d/documents.jsonl"),
        scratch.records("d/rejects.jsonl"),
        manifest["skipped"].clone(),
    )
}

fn page(title: &str) -> String {
    let paragraphs = format!("<p>{ENGLISH}</p>").repeat(3);
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )
}

#[test]
fn archives_one_behind_the_other() {
    let scratch = Scratch::new();
    let [one, two] =
        [[entry("a.txt", "One of 5 May 2020.")], [entry("b.txt", "Two of 6 May 2020.")]];
    let cat = |pack: &dyn Fn(&[Entry]) -> Vec<u8>| [pack(&one), pack(&two)].concat();
    for (name, bytes) in [
        ("a.tar", cat(&tar)),
        ("a.tar.gz", cat(&|entries| gzip(&tar(entries)))),
        ("b.tar.gz", gzip(&cat(&tar))),
        ("a.tar.zst", cat(&|entries| zstd(&tar(entries)))),
        ("a.zip", cat(&zip)),
    ] {
        scratch.write(name, &bytes);
        let (documents, rejects, _) = read(&scratch, name);
        let expected = [format!("{name}!/a.txt"), format!("{name}!/b.txt")];
        assert_eq!(field(&documents, "source"), expected, "{rejects:?}");
        assert!(rejects.is_empty(), "{name}: {rejects:?}");
        let ran = scratch.run_with(&["run", "-", "--no-near-dup", "--out", "d"], &bytes);
        assert_eq!(scratch.records("d/documents.jsonl").len(), 2, "{name}: {ran:?}");
    }
    // What only fills up the last block is no archive.
    scratch.write("c.tar", [tar(&one), vec![0; 9000], b"noise".repeat(300)].concat());
    let (documents, rejects, _) = read(&scratch, "c.tar");
    assert_eq!((documents.len(), rejects.len()), (1, 0), "{rejects:?}");
}

#[test]
fn sparse_entries_are_named() {
    let scratch = Scratch::new();
    for (kind, name) in [("old", "s.txt"), ("pax", "folder/s.txt")] {
        let bytes = [sparse_tar(kind, name, ENGLISH.as_bytes()), tar(&[entry("b.txt", ENGLISH)])];
        scratch.write("a.tar", bytes.concat());
        let (documents, rejects, _) = read(&scratch, "a.tar");
        assert_eq!(field(&documents, "source"), ["a.tar!/b.txt"], "{kind}");
        assert_eq!(field(&rejects, "reason"), ["sparse"], "{kind}");
        assert_eq!(rejects[0]["source"], format!("a.tar!/{name}"));
    }
}

/// The code page is told by all names of an archive.
#[test]
fn names_in_zip_archives() {
    let scratch = Scratch::new();
    let russian = ["Новости/Статья.txt", "Новости/ФАС.txt", "Да.txt"];
    let german = ["Prüfung/Größe.txt", "Prüfung/Öl.txt"];
    let cp437 = |name: &&str| -> Vec<u8> {
        let code = |c| match c {
            'ü' => 0x81,
            'ö' => 0x94,
            'Ö' => 0x99,
            'ß' => 0xE1,
            c => c as u8,
        };
        name.chars().map(code).collect()
    };
    let encoded = |encoding: &'static encoding_rs::Encoding| {
        move |name: &&str| encoding.encode(name).0.into_owned()
    };
    for (names, encode) in [
        (&russian[..], &encoded(IBM866) as &dyn Fn(&&str) -> Vec<u8>),
        (&russian, &encoded(WINDOWS_1251)),
        (&german, &encoded(WINDOWS_1252)),
        (&german, &cp437),
    ] {
        let entries: Vec<Entry> = names
            .iter()
            .map(|name| (encode(name), format!("Text of {name}").into_bytes()))
            .collect();
        scratch.write("a.zip", zip(&entries));
        let (documents, ..) = read(&scratch, "a.zip");
        let mut expected: Vec<String> = names.iter().map(|name| format!("a.zip!/{name}")).collect();
        expected.sort();
        let mut found = field(&documents, "source");
        found.sort_unstable();
        assert_eq!(found, expected);
    }
}

/// The list says which entries count; without it all that are found are read.
#[test]
fn entries_that_the_list_does_not_name() {
    let scratch = Scratch::new();
    let two = zip(&[entry("a.txt", "Old text of 5 May 2020."), entry("b.txt", ENGLISH)]);
    // The list without its first entry.
    let list = memchr::memmem::find(&two, b"PK\x01\x02").expect("a list");
    let second = list + memchr::memmem::find(&two[list + 4..], b"PK\x01\x02").expect("two") + 4;
    let end = memchr::memmem::find(&two, b"PK\x05\x06").expect("an end");
    let mut deleted = [&two[..list], &two[second..end], &two[end..]].concat();
    let end = list + (end - second);
    deleted[end + 8..end + 12].copy_from_slice(&[1, 0, 1, 0]);
    let size = (end - list) as u32;
    deleted[end + 12..end + 16].copy_from_slice(&size.to_le_bytes());
    scratch.write("a.zip", &deleted).write("cut.zip", &deleted[..list]);
    let (documents, rejects, skipped) = read(&scratch, "a.zip");
    assert_eq!(field(&documents, "source"), ["a.zip!/b.txt"], "{rejects:?}");
    assert_eq!(skipped, json!({"(not in the list)": 1}));

    let (documents, rejects, _) = read(&scratch, "cut.zip");
    assert_eq!(documents.len(), 2, "{rejects:?}");
    assert_eq!(field(&rejects, "reason"), ["truncated"]);
    // A list that names wrong places is not believed.
    let mut wrong = deleted.clone();
    wrong[list + 42] ^= 1;
    scratch.write("wrong.zip", wrong);
    assert_eq!(read(&scratch, "wrong.zip").0.len(), 2);
}

#[test]
fn zstd_frames_beside_data() {
    let scratch = Scratch::new();
    let lines = "{\"text\": \"One of 5 May 2020.\"}\n{\"text\": \"Two of 6 May 2020.\"}\n";
    let note = b"\x50\x2A\x4D\x18\x04\0\0\0abcd";
    let (one, two) = lines.split_at(lines.len() / 2);
    scratch.write(
        "a.jsonl.zst",
        [note, &zstd(one.as_bytes())[..], note, &zstd(two.as_bytes())].concat(),
    );
    let (documents, rejects, _) = read(&scratch, "a.jsonl.zst");
    assert_eq!(documents.len(), 2, "{rejects:?}");

    let mut frame = zstd(lines.as_bytes());
    // The identifier of a dictionary, in one byte, behind the window's size.
    frame[4] |= 1;
    let at = if frame[4] & 0x20 == 0 { 6 } else { 5 };
    frame.insert(at, 77);
    scratch.write("a.jsonl.zst", frame);
    let (_, rejects, _) = read(&scratch, "a.jsonl.zst");
    assert_eq!(field(&rejects, "reason"), ["dictionary"]);
    assert!(
        rejects[0]["detail"].as_str().is_some_and(|d| d.contains("dictionary 77")),
        "{rejects:?}"
    );
}

/// A record that states more bytes than it has does not swallow those behind it.
#[test]
fn lengths_of_records_that_are_wrong() {
    let records = |surplus: i64| {
        let record = |i: usize| {
            let surplus = if i == 1 { surplus } else { 0 };
            warc_page(
                &format!("https://a.org/{i}"),
                "text/html",
                page(&format!("Page {i}")).as_bytes(),
                surplus,
            )
        };
        (0..4).map(record).collect::<Vec<_>>()
    };
    let scratch = Scratch::new();
    for surplus in [2, 4, 5, 40, 700, 3000, 1_000_000] {
        let records = records(surplus);
        for (name, bytes) in [
            ("a.warc", records.concat()),
            ("a.warc.gz", records.iter().flat_map(|r| gzip(r)).collect()),
        ] {
            scratch.write(name, bytes);
            let (documents, rejects, _) = read(&scratch, name);
            let urls = field(&documents, "url");
            let expected = [0, 1, 2, 3].map(|i| format!("https://a.org/{i}"));
            assert_eq!(urls, expected, "{name} {surplus}: {rejects:?}");
            assert!(
                documents.iter().all(|d| !d["text"].as_str().unwrap_or_default().contains("WARC")),
                "{name} {surplus}"
            );
            // Two or four bytes more are the empty lines behind the record.
            assert!(surplus <= 4 || !rejects.is_empty(), "{name} {surplus}");
        }
    }
}

#[test]
fn pages_by_content() {
    let scratch = Scratch::new();
    let html = page("Story").into_bytes();
    let xhtml = format!("<?xml version=\"1.0\"?>\n{}", page("Story")).into_bytes();
    let noise: Vec<u8> =
        (0..6000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let pdf = [b"%PDF-1.4\n", &noise[..]].concat();
    let jpeg = [b"\xFF\xD8\xFF\xE0", &noise[..]].concat();
    for (kind, body, documents, rejects, skipped) in [
        ("text/html, text/html; charset=utf-8", &html, 1, 0, json!({})),
        ("application/octet-stream", &html, 1, 0, json!({})),
        ("application/xml", &html, 1, 0, json!({})),
        ("application/xhtml+xml", &xhtml, 1, 0, json!({})),
        ("text/xml", &xhtml, 1, 0, json!({})),
        ("html", &html, 1, 0, json!({})),
        ("text/plain", &html, 1, 0, json!({})),
        ("text/html", &gzip(&html), 1, 0, json!({})),
        ("text/html; charset=utf-8", &pdf, 0, 0, json!({"text/html (a PDF)": 1})),
        ("text/html", &jpeg, 0, 0, json!({"text/html (an image)": 1})),
        ("text/html", &noise, 0, 1, json!({})),
        ("application/octet-stream", &noise, 0, 0, json!({"application/octet-stream": 1})),
    ] {
        let other = warc_page("https://a.org/y", "text/html", page("Other").as_bytes(), 0);
        scratch.write("a.warc", [warc_page("https://a.org/x", kind, body, 0), other].concat());
        let (mut found, rejected, left) = read(&scratch, "a.warc");
        found.retain(|d| d["url"] == "https://a.org/x");
        assert_eq!(
            (found.len(), rejected.len(), left),
            (documents, rejects, skipped),
            "{kind}: {rejected:?}"
        );
        assert!(
            found
                .iter()
                .all(|d| d["text"].as_str().is_some_and(|t| t.len() > 200 && !t.contains('<')))
        );
    }
}

#[test]
fn arc_is_read() {
    let scratch = Scratch::new();
    let record = |url: &str, kind: &str, block: &[u8]| {
        let line = format!("{url} 1.2.3.4 20210312100000 {kind} {}\n", block.len());
        [line.as_bytes(), block, b"\n"].concat()
    };
    let http = |body: &str| {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}").into_bytes()
    };
    let parts = [
        record(
            "filedesc://x.arc",
            "text/plain",
            b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n",
        ),
        record("https://a.org/1", "text/html", &http(&page("One"))),
        record("dns:a.org", "text/dns", b"20210312100000"),
        b"noise between records\n".to_vec(),
        record("https://a.org/a b", "text/html", &http(&page("Two"))),
    ];
    scratch
        .write("a.arc", parts.concat())
        .write("b.arc.gz", parts.iter().flat_map(|p| gzip(p)).collect::<Vec<_>>());
    for name in ["a.arc", "b.arc.gz"] {
        let (documents, rejects, _) = read(&scratch, name);
        assert_eq!(documents.len(), 2, "{name}: {rejects:?}");
        assert_eq!(documents[0]["url"], "https://a.org/1");
        assert_eq!(field(&rejects, "reason"), ["damaged"], "{name}");
    }
}

/// A file of a mirrored site is judged by its content, in a folder as in an archive.
#[test]
fn mirrored_sites() {
    let scratch = Scratch::new();
    let html = page("Story");
    let names = ["index.php", "index.php?id=3", "a.shtml", "article1", "x.html?id=4", "y.html"];
    let entries: Vec<Entry> = names
        .iter()
        .map(|name| entry(name, &html.replace("Story", name)))
        .chain([entry("notes", ENGLISH), entry("x.png", "\u{89}PNG"), entry("x.xml", "<a>b</a>")])
        .chain([entry("m.py", "import os\n")])
        .collect();
    for (name, bytes) in &entries {
        scratch.write(&format!("in/{}", String::from_utf8_lossy(name)), bytes);
    }
    scratch.write("a.tar", tar(&entries));
    for (source, prefix) in [("in", "in/"), ("a.tar", "a.tar!/")] {
        let (documents, rejects, skipped) = read(&scratch, source);
        let mut found: Vec<&str> =
            field(&documents, "source").iter().filter_map(|s| s.strip_prefix(prefix)).collect();
        found.sort_unstable();
        let mut expected = names;
        expected.sort_unstable();
        assert_eq!(found, expected, "{source}: {rejects:?}");
        assert_eq!(skipped, json!({"(none)": 1, "png": 1, "py": 1, "xml": 1}), "{source}");
    }
    // Compressed, a file is what it is unpacked; what has no type at all is text.
    for (name, bytes) in [
        ("x.xml.gz", "<a>b</a>"),
        ("m.py.gz", "import os\n"),
        ("l.gz", ENGLISH),
        ("p.php.gz", &html),
    ] {
        scratch.write(&format!("packed/{name}"), gzip(bytes.as_bytes()));
    }
    let (documents, rejects, skipped) = read(&scratch, "packed");
    assert_eq!(field(&documents, "source"), ["packed/l.gz", "packed/p.php.gz"], "{rejects:?}");
    assert_eq!(skipped, json!({"py": 1, "xml": 1}));
}
