//! Damaged, mixed and wrongly declared encodings: the text comes out whole, and the record says how
//! it was read.

use crate::common::{GERMAN, RUSSIAN, Scratch};
use encoding_rs::{Encoding, IBM866, KOI8_R, WINDOWS_1251, WINDOWS_1252};
use serde_json::Value;

const CURLY: &str = "The regulator said it wouldn’t wait. “We’re done,” the head of the bank told \
                     reporters. The bank? It did not answer.";

fn read(files: &[(&str, Vec<u8>)]) -> Vec<Value> {
    let scratch = Scratch::new();
    for (name, bytes) in files {
        scratch.write(&format!("in/{name}"), bytes);
    }
    scratch.run(&["run", "in", "--with-text", "--out", "d"]).ends(0);
    let mut documents = scratch.records("d/documents.jsonl");
    documents.sort_by_key(|d| d["source"].as_str().map(str::to_owned));
    assert_eq!(documents.len(), files.len());
    documents
}

fn told(document: &Value) -> (&str, &str, u64) {
    let text = |key: &str| document[key].as_str().unwrap_or_default();
    (text("encoding"), text("encoding_from"), document["decode_errors"].as_u64().unwrap_or(99))
}

/// A page with paragraphs, in an encoding, that declares a charset.
fn page(text: &str, encoding: &'static Encoding, declared: &str) -> Vec<u8> {
    let text = text.replace(['«', '»', '„', '“'], "\"").replace(['–', '—'], "-");
    let html = format!(
        "<html><head><meta charset=\"{declared}\"><title>T</title></head><body><article><p>{}</p></article></body></html>",
        text.replace("\n\n", "</p><p>").repeat(2)
    );
    encoding.encode(&html).0.into_owned()
}

#[test]
fn a_stray_byte_or_a_cut_character_is_one_error() {
    let stray = |text: &str, byte: u8| {
        let (before, after) = text.split_at(text.find('?').unwrap_or(text.len()));
        [before.as_bytes(), &[byte], after.trim_start_matches('?').as_bytes()].concat()
    };
    let cut = |text: &str, end: &str| [text.as_bytes(), &end.as_bytes()[..end.len() - 1]].concat();
    let in_page = |body: &[u8]| {
        [
            b"<html><head><meta charset=utf-8><title>T</title></head><body><article><p>",
            body,
            b"</p></article>",
        ]
        .concat()
    };
    let documents = read(&[
        ("1.txt", stray(CURLY, 0x92)),
        ("2.txt", cut(CURLY, "é")),
        ("3.txt", cut(CURLY, "”")),
        ("4.txt", stray("Die Prüfung in Köln läuft? Ja.", 0xFC)),
        ("5.txt", cut(RUSSIAN, "я")),
        ("6.html", in_page(&stray(&CURLY.repeat(3), 0x92))),
    ]);
    for document in &documents {
        assert_eq!(told(document), ("utf-8", "damaged-utf-8", 1), "{}", document["source"]);
    }
    assert_eq!(documents[0]["text"], CURLY.replacen('?', "\u{FFFD}", 1));
}

#[test]
fn a_text_may_mix_two_encodings() {
    let (german, russian) = (GERMAN.trim(), RUSSIAN.trim());
    let cp1251 = |text: &str| WINDOWS_1251.encode(text).0.into_owned();
    let cp1252 = |text: &str| WINDOWS_1252.encode(text).0.into_owned();
    let documents = read(&[
        ("1.txt", [russian.as_bytes(), b"\n\n", &cp1251(russian)].concat()),
        ("2.txt", [&cp1251(russian)[..], b"\n\n", russian.as_bytes()].concat()),
        ("3.txt", [german.as_bytes(), b" ", &cp1252(german)].concat()),
        (
            "4.txt",
            [german.as_bytes(), b"\n", &KOI8_R.encode("Открытый мост оштрафовали").0].concat(),
        ),
    ]);
    for (document, expected) in documents.iter().zip([
        format!("{russian}\n\n{russian}"),
        format!("{russian}\n\n{russian}"),
        format!("{german} {german}"),
        format!("{german}\nОткрытый мост оштрафовали"),
    ]) {
        let (_, from, errors) = told(document);
        assert_eq!((from, errors), ("mixed", 0), "{}", document["source"]);
        assert_eq!(document["text"], expected, "{}", document["source"]);
    }
}

#[test]
fn a_declared_charset_is_weighed_against_the_text() {
    for (text, encoding, wrong) in [
        (
            RUSSIAN,
            WINDOWS_1251,
            &["iso-8859-1", "windows-1252", "koi8-r", "cp866", "iso-8859-5", "utf-8", "utf-16"][..],
        ),
        (RUSSIAN, KOI8_R, &["windows-1251", "iso-8859-1", "cp866"][..]),
        (RUSSIAN, IBM866, &["windows-1251", "koi8-r", "iso-8859-1"][..]),
        (GERMAN, WINDOWS_1252, &["windows-1251", "koi8-r", "macintosh", "cp850"][..]),
    ] {
        let right = encoding.name().to_ascii_lowercase();
        let files: Vec<(String, Vec<u8>)> = wrong
            .iter()
            .chain([&&*right])
            .enumerate()
            .map(|(i, declared)| (format!("{i}.html"), page(text, encoding, declared)))
            .collect();
        let files: Vec<(&str, Vec<u8>)> =
            files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
        let documents = read(&files);
        for (document, declared) in documents.iter().zip(wrong.iter().chain([&&*right])) {
            let from = if **declared == right { "declared" } else { "detected" };
            assert_eq!(told(document), (&*right, from, 0), "{right} declared as {declared}");
            assert_eq!(document["text"], documents[wrong.len()]["text"], "{declared}");
        }
    }
}
