//! An archive of known articles in every format, encoding and packing: each is found once, with its
//! text and its day; and the same archive damaged: no panic, nothing lost that can be read, nothing
//! passed over in silence.
//!
//! Small here. `NEWSMILL_SOAK` sets the number of articles: 300 in `.ci/run`, 1,000 in `.ci/full`.

use crate::common::{Scratch, field};
use crate::packs::{bzip2, csv_of, gzip, tar, warc_of, xz, zip, zstd};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_15, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// An article, and what the archive says of it.
struct Article {
    text: String,
    date: String,
    url: String,
}

/// Numbers that repeat only after 2³² steps: a test must do the same tomorrow.
struct Dice(u32);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % n
    }
}

/// The `n`th article. Russian ones keep to the letters of DOS, German ones to those of Latin-1 and
/// the euro.
fn article(n: usize, dice: &mut Dice) -> Article {
    let (day, month, year) = (n % 28 + 1, n % 12 + 1, 2000 + n % 24);
    let sum = 1000 + dice.below(900_000);
    let subjects = [
        [
            "Die Stadtverwaltung",
            "Ein Gericht in Kassel",
            "Die Gewerkschaft",
            "Der Verein Grüne Brücke",
        ],
        [
            "The harbour authority",
            "A court in Leeds",
            "The farmers of the valley",
            "The Green Bridge Society",
        ],
        ["Городская управа", "Областной суд", "Профсоюз водителей", "Общество охраны реки"],
    ];
    let subject = |lang: usize, dice: &mut Dice| subjects[lang][dice.below(4)];
    let mut paragraphs = Vec::new();
    for part in 0..3 {
        let (what, number) = (subject(n % 3, dice), dice.below(10_000));
        paragraphs.push(match n % 3 {
            0 => format!(
                "{what} hat im Fall {n}-{part} eine Strafe von {sum} Euro verhängt, weil {number} Anträge für die Prüfung fehlten. \
                 Über den Einspruch wird später entschieden, hieß es am Abend."
            ),
            1 => format!(
                "{what} said in case {n}-{part} that a fine of {sum} pounds would be paid, because {number} letters had been lost. \
                 An appeal will be heard later, they said in the evening."
            ),
            _ => format!(
                "{what} по делу {n}-{part} сообщает о штрафе в {sum} рублей, поскольку не хватало {number} заявлений. \
                 Жалобу рассмотрят позже, рассказали вечером в городе."
            ),
        });
    }
    Article {
        text: paragraphs.join("\n\n"),
        date: format!("{year:04}-{month:02}-{day:02}"),
        url: format!("https://news.example.org/{year:04}/{month:02}/{day:02}/story-{n}"),
    }
}

/// A file of the archive, the articles in it, and whether a page's blocks are what is compared.
struct Packed {
    name: String,
    bytes: Vec<u8>,
    articles: Vec<Article>,
}

const PACKINGS: [&str; 9] = ["", "gz", "bz2", "xz", "zst", "tar", "tar.gz", "zip", "zip in tar"];
const FORMATS: [&str; 7] = ["txt", "html", "jsonl", "json", "csv", "tsv", "warc"];

fn encodings(lang: usize) -> Vec<&'static Encoding> {
    match lang {
        // Latin-1 is what its superset windows-1252 is called on the web.
        0 => vec![UTF_8, UTF_16LE, WINDOWS_1252, UTF_16BE, ISO_8859_15],
        1 => vec![UTF_8, UTF_16BE, WINDOWS_1252, UTF_16LE],
        _ => vec![UTF_8, WINDOWS_1251, UTF_16LE, KOI8_R, IBM866, UTF_16BE],
    }
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect();
    }
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{} has no letter of {text}", encoding.name());
    bytes.into_owned()
}

/// One file: articles of one language in one format, one encoding, one packing.
fn packed(
    serial: usize,
    articles: Vec<Article>,
    format: &str,
    encoding: &'static Encoding,
    packing: &str,
) -> Packed {
    let page = |a: &Article, charset: &str| {
        let paragraphs: String = a.text.split("\n\n").map(|p| format!("<p>{p}</p>")).collect();
        format!(
            "<html><head><meta charset=\"{charset}\"><title>Story</title><meta property=\"article:published_time\" \
             content=\"{}T08:00:00Z\"></head><body><nav><a href=/>Start</a></nav><article>{paragraphs}</article></body></html>",
            a.date
        )
    };
    let alone = |a: &Article| match format {
        "txt" => encoded(&format!("date {}\n\n{}\n", a.date, a.text), encoding),
        _ => encoded(&page(a, encoding.name()), encoding),
    };
    let record =
        |a: &Article| json!({"nr": [1, {"x": "]"}], "date": a.date, "text": a.text, "url": a.url});
    let rows = |delimiter| {
        let rows: Vec<[&str; 3]> =
            articles.iter().map(|a| [a.text.as_str(), a.date.as_str(), a.url.as_str()]).collect();
        csv_of(["text", "date", "url"], &rows, delimiter)
    };
    // Files of one document come one to an entry.
    let files: Vec<(Vec<u8>, Vec<u8>)> = match format {
        "txt" | "html" => {
            articles.iter().enumerate().map(|(i, a)| (format!("{i}.{format}"), alone(a))).collect()
        }
        "jsonl" => vec![(
            "a.jsonl".to_owned(),
            articles.iter().flat_map(|a| format!("{}\n", record(a)).into_bytes()).collect(),
        )],
        "json" => vec![(
            "a.json".to_owned(),
            Value::from(articles.iter().map(record).collect::<Vec<_>>()).to_string().into_bytes(),
        )],
        "csv" => vec![("a.csv".to_owned(), rows(';'))],
        "tsv" => vec![("a.tsv".to_owned(), rows('\t'))],
        _ => {
            let pages: Vec<(String, String)> =
                articles.iter().map(|a| (a.url.clone(), page(a, "utf-8"))).collect();
            vec![("a.warc".to_owned(), warc_of(&pages, serial.is_multiple_of(2)).concat())]
        }
    }
    .into_iter()
    .map(|(name, bytes)| (name.into_bytes(), bytes))
    .collect();
    let extension =
        if packing.is_empty() || files.len() > 1 { String::new() } else { format!(".{packing}") };
    let (name, bytes) = match (packing, &files[..]) {
        ("tar", _) => ("a.tar".to_owned(), tar(&files)),
        ("tar.gz", _) => ("a.tar.gz".to_owned(), gzip(&tar(&files))),
        ("zip in tar", _) => ("a.tar".to_owned(), tar(&[(b"in.zip".to_vec(), zip(&files))])),
        // Without an archive there is one file only.
        ("zip", _) | (_, [_, _, ..]) => ("a.zip".to_owned(), zip(&files)),
        (packing, [(name, bytes)]) => {
            let name = String::from_utf8_lossy(name).into_owned() + &extension;
            (
                name,
                match packing {
                    "gz" if format == "warc" || format == "jsonl" => {
                        // As crawlers write: a member a record.
                        let pages: Vec<(String, String)> =
                            articles.iter().map(|a| (a.url.clone(), page(a, "utf-8"))).collect();
                        if format == "warc" {
                            warc_of(&pages, false).iter().flat_map(|r| gzip(r)).collect()
                        } else {
                            bytes.split_inclusive(|b| *b == b'\n').flat_map(gzip).collect()
                        }
                    }
                    "gz" => gzip(bytes),
                    "bz2" => bzip2(bytes),
                    "xz" => xz(bytes),
                    "zst" => zstd(bytes),
                    _ => bytes.clone(),
                },
            )
        }
        (_, []) => unreachable!("every file has articles"),
    };
    let lang = ["de", "en", "ru"][serial % 3];
    Packed { name: format!("in/{serial:04}/{lang}/{name}"), bytes, articles }
}

/// The archive: every format in every packing, the encodings of each language in turn.
fn archive(articles: usize) -> Vec<Packed> {
    let mut dice = Dice(7);
    let (mut files, mut made, mut serial) = (Vec::new(), 0, 0);
    while made < articles {
        let (format, packing) =
            (FORMATS[serial % FORMATS.len()], PACKINGS[serial / FORMATS.len() % PACKINGS.len()]);
        let encodings = encodings(serial % 3);
        let encoding = encodings[serial / 3 % encodings.len()];
        let some: Vec<Article> =
            (0..4).map(|i| article(made * 3 + i * 3 + serial % 3, &mut dice)).collect();
        made += some.len();
        files.push(packed(serial, some, format, encoding, packing));
        serial += 1;
    }
    files
}

fn size() -> usize {
    std::env::var("NEWSMILL_SOAK").ok().and_then(|n| n.parse().ok()).unwrap_or(280)
}

/// The text of a document without what says its day.
fn body(document: &Value) -> String {
    let text = document["text"].as_str().unwrap_or_default();
    match text.strip_prefix("date ") {
        Some(rest) => rest.split_once("\n\n").map_or("", |(_, rest)| rest).trim_end().to_owned(),
        None => text.to_owned(),
    }
}

/// Documents in = written (copies apart) + duplicates + filtered + rejected.
fn adds_up(scratch: &Scratch, documents_in: usize) {
    let manifest: Value = serde_json::from_str(&scratch.read("d/manifest.json")).expect("JSON");
    let count = |what: &str| manifest[what].as_u64().unwrap_or_default();
    let sum = |what: &str| {
        manifest[what].as_object().map_or(0, |m| m.values().filter_map(Value::as_u64).sum())
    };
    assert_eq!(
        documents_in as u64,
        count("documents") + sum("filtered") + sum("rejects"),
        "{manifest}"
    );
    assert_eq!(count("documents"), scratch.records("d/documents.jsonl").len() as u64);
    assert_eq!(sum("rejects"), scratch.records("d/rejects.jsonl").len() as u64);
}

#[test]
fn every_article_is_found_once_with_its_text_and_its_day() {
    let scratch = Scratch::new();
    let files = archive(size());
    for file in &files {
        scratch.write(&file.name, &file.bytes);
    }
    scratch.run(&["run", "in", "--with-text", "--no-near-dup", "--out", "d"]).ends(0);
    let documents = scratch.records("d/documents.jsonl");
    let known: usize = files.iter().map(|f| f.articles.len()).sum();
    adds_up(&scratch, known);
    let mut found: BTreeMap<String, (String, String)> = BTreeMap::new();
    for document in &documents {
        let date = document["published"].as_str().unwrap_or_default().to_owned();
        let source = document["source"].as_str().unwrap_or_default().to_owned();
        assert_eq!(found.insert(body(document), (date, source)), None, "twice: {document}");
    }
    for file in &files {
        for article in &file.articles {
            let found = found
                .get(&article.text)
                .unwrap_or_else(|| panic!("{} has lost: {}", file.name, article.text));
            assert_eq!(found.0, article.date, "{}", file.name);
            assert!(found.1.starts_with(&file.name), "{} is said to be in {}", file.name, found.1);
        }
    }
    // What filters leave out is counted, in every form of the archive.
    for filter in [
        &["--langs", "de,ru"][..],
        &["--since", "2010-06-01", "--until", "2019-12-31"],
        &["--sample", "1/3"],
    ] {
        scratch.run(&[&["run", "in", "--no-near-dup", "--out", "d"], filter].concat()).ends(0);
        adds_up(&scratch, known);
        let left = scratch.records("d/documents.jsonl").len();
        assert!(left > 0 && left < known, "{filter:?} leaves {left} of {known}");
    }
}

#[test]
fn of_a_damaged_archive_nothing_is_lost_in_silence() {
    let scratch = Scratch::new();
    let mut dice = Dice(11);
    let files = archive(size());
    let mut whole = BTreeSet::new();
    for (n, file) in files.iter().enumerate() {
        let mut bytes = file.bytes.clone();
        match n % 3 {
            0 => whole.extend(file.articles.iter().map(|a| a.text.clone())),
            1 => {
                for _ in 0..3 {
                    let at = dice.below(bytes.len());
                    bytes[at] ^= 1 << dice.below(8);
                }
            }
            _ => bytes.truncate(bytes.len() / 4 + dice.below(bytes.len() / 2)),
        }
        scratch.write(&file.name, bytes);
    }
    let noise: Vec<u8> = (0..9000).map(|_| dice.below(256) as u8).collect();
    scratch
        .write("in/noise.txt", &noise)
        .write("in/noise.gz", [&[0x1F, 0x8B, 8, 0][..], &noise].concat())
        .write("in/noise.zip", [&b"PK\x03\x04"[..], &noise].concat())
        .write("in/noise.warc", [&b"WARC/1.0\r\n"[..], &noise].concat())
        .write("in/bomb.txt.gz", gzip(&gzip(&vec![b'a'; 64 << 20])))
        .write(
            "in/up.tar",
            tar(&[(
                b"../../outside.txt".to_vec(),
                b"A name is only a name, as of 5 May 2020.".to_vec(),
            )]),
        )
        .write("in/deep.html", format!("<html><body>{}x", "<div>".repeat(100_000)))
        .write("in/deep.json", "[".repeat(100_000))
        .write("in/deep.jsonl", format!("{{\"text\":{}\n", "[".repeat(100_000)));
    let ran = scratch.run(&["run", "in", "--with-text", "--no-near-dup", "--out", "d"]).ends(3);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    assert!(!scratch.path("outside.txt").exists() && !scratch.path("../outside.txt").exists());
    let (documents, rejects) =
        (scratch.records("d/documents.jsonl"), scratch.records("d/rejects.jsonl"));
    let found: BTreeSet<String> = documents.iter().map(body).collect();
    for text in &whole {
        assert!(found.contains(text), "lost, though its file is whole: {text}");
    }
    let sources: BTreeSet<&str> = field(&rejects, "source").into_iter().collect();
    let said = |name: &str| sources.iter().any(|s| s.starts_with(name));
    let warned = |name: &str| {
        documents.iter().any(|d| {
            d["source"].as_str().is_some_and(|s| s.starts_with(name)) && d["warnings"] != json!([])
        })
    };
    for file in &files {
        // A file without frame and checksum cannot tell that it ends too early; what has lost
        // articles must say so. A flipped letter is still a document, in forms that have no
        // checksum either.
        let of = |d: &&Value| d["source"].as_str().is_some_and(|s| s.starts_with(&file.name));
        let lost = file.articles.len().saturating_sub(documents.iter().filter(of).count());
        let mute =
            [".txt", ".html", ".jsonl", ".csv", ".tsv"].iter().any(|e| file.name.ends_with(e));
        assert!(
            lost == 0 || mute || said(&file.name) || warned(&file.name),
            "{} has lost {lost} articles in silence",
            file.name
        );
    }
    for name in [
        "noise.txt",
        "noise.gz",
        "noise.zip",
        "noise.warc",
        "bomb.txt.gz",
        "deep.html",
        "deep.json",
        "deep.jsonl",
    ] {
        assert!(said(&format!("in/{name}")), "{name} has no reject");
    }
}
