//! What must hold for any bytes at all. The targets in `fuzz/` look for bytes for which it does
//! not; `tests/suite/fuzz.rs` keeps what they found.

use newsmill::ingest::{Inputs, Item, Limits, ReadOptions, read_record};
use newsmill::internals::text::{DecodeHint, Text, decode, normalize};
use newsmill::write::Dataset;
use newsmill::{Bundles, Document, Extraction, Extractor, ExtractorOptions, Finisher, Lang};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

static EXTRACTORS: LazyLock<[Extractor; 3]> = LazyLock::new(|| {
    Lang::ALL.map(|lang| {
        let options =
            ExtractorOptions { lang: Some(lang), with_text: true, ..ExtractorOptions::default() };
        Extractor::new(&options).expect("the built-in gazetteers compile")
    })
});

/// What must hold of these bytes; panics where it does not.
pub(crate) type Check = fn(&[u8]);

/// The checks, by the name of their target.
pub(crate) const TARGETS: [(&str, Check); 8] = [
    ("decode", check_decode),
    ("dialects", check_dialects),
    ("normalize", check_normalize),
    ("read", check_read),
    ("kinds_en", |bytes| check_kinds(bytes, Lang::En)),
    ("kinds_de", |bytes| check_kinds(bytes, Lang::De)),
    ("kinds_ru", |bytes| check_kinds(bytes, Lang::Ru)),
    ("finish", check_finish),
];

/// Every encoding gives text; what it could not read is counted.
pub(crate) fn check_decode(bytes: &[u8]) {
    for charset in
        [None, Some("windows-1251"), Some("utf-16le"), Some("iso-2022-jp"), Some("no such charset")]
    {
        let decoded = decode(bytes, DecodeHint { charset, tld: Some("ru") });
        let marks = decoded.text.matches('\u{FFFD}').count() as u64;
        assert!(decoded.errors <= marks, "{} errors, {marks} marks", decoded.errors);
        assert_eq!(decoded, decode(bytes, DecodeHint { charset, tld: Some("ru") }));
    }
}

/// Normalised text leads back to the original; paragraphs lie in it in order.
pub(crate) fn check_normalize(bytes: &[u8]) {
    let original = String::from_utf8_lossy(bytes);
    let once = normalize(&original).text.into_owned();
    assert_eq!(normalize(&once).text, once, "normalising twice is normalising once");
    let text = Text::new(&original, None);
    let mut at = 0;
    for paragraph in &text.paragraphs {
        assert!(at <= paragraph.span.start && paragraph.span.start < paragraph.span.end);
        at = paragraph.span.end;
        let place = text.original_span(paragraph.span);
        assert!(original.get(place.range()).is_some(), "{place:?} is no slice of the original");
    }
    assert!(text.normal.get(..at).is_some());
}

/// Any file, by the content alone or with an extension, gives documents and rejects, and ends.
pub(crate) fn check_read(bytes: &[u8]) {
    const NAMES: [&str; 8] =
        ["a", "a.txt", "a.html", "a.jsonl", "a.csv", "a.warc", "a.zip", "a.tar.gz"];
    check_read_as(bytes, NAMES);
}

/// As [`check_read`], with the extensions of formats that have dialects.
pub(crate) fn check_dialects(bytes: &[u8]) {
    const NAMES: [&str; 8] =
        ["a.tsv", "a.json", "a.arc", "a.tar", "a.jsonl.zst", "a.php?id=3", "a.csv", "a.zip"];
    check_read_as(bytes, NAMES);
}

fn check_read_as(bytes: &[u8], names: [&str; 8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let dir = Scratch::new();
    let path = dir.0.join(names[usize::from(*first) % names.len()]);
    std::fs::write(&path, rest).expect("the file is written");
    let limits = Limits {
        max_ratio: 50,
        max_entry: 1 << 20,
        max_html: 1 << 18,
        max_line: 1 << 20,
        ..Limits::default()
    };
    let options = ReadOptions { max_text: 1 << 20, limits, ..ReadOptions::default() };
    let source = path.to_string_lossy().into_owned();
    // Noise that nobody reads is refused before.
    let Ok(inputs) = Inputs::find(&[path]) else { return };
    let items: Vec<Item> = inputs.items(&options).collect();
    assert_eq!(
        format!("{items:?}"),
        format!("{:?}", read_record(&source, 0, rest, &options)),
        "as in memory"
    );
    let mut places = BTreeSet::new();
    for item in items {
        match item {
            Item::Document(document) => {
                assert!(document.text.len() <= 1 << 20);
                let place = (document.source.clone(), document.position);
                assert!(places.insert(place), "two documents at one place");
            }
            Item::Reject(reject) => {
                assert_ne!(reject.reason, "reader-failed", "{}", reject.detail);
                assert!(!reject.detail.is_empty());
            }
            Item::Skip(_) => {}
        }
    }
}

/// Every mention is what stands at its place, in code points and in bytes; every record has its
/// form.
pub(crate) fn check_kinds(bytes: &[u8], lang: Lang) {
    let text = String::from_utf8_lossy(bytes);
    let extractor = &EXTRACTORS[Lang::ALL.iter().position(|l| *l == lang).expect("one of ours")];
    let bundle = extractor.extract(&Document::from_text("f", text.as_ref()));
    for mention in &bundle.mentions {
        assert_eq!(&text[mention.bytes.start..mention.bytes.end], mention.text, "{}", mention.rule);
        let by_chars: String = text
            .chars()
            .skip(mention.chars.start)
            .take(mention.chars.end - mention.chars.start)
            .collect();
        assert_eq!(by_chars, mention.text, "{}", mention.rule);
        assert!(!mention.text.is_empty());
    }
}

/// Documents with any text become a dataset, the same whatever their order.
pub(crate) fn check_finish(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let extractor = &EXTRACTORS[0];
    let documents = text
        .split('\u{1}')
        .take(8)
        .enumerate()
        .map(|(i, text)| Document::from_text(format!("{i}"), text));
    let mut extractions: Vec<Extraction> = documents.map(|d| extractor.extract(&d)).collect();
    let write = |extractions: Vec<Extraction>| {
        let (mut bundles, mut dataset) = (Bundles::new(extractor.header()), Dataset::default());
        bundles.extend(extractions);
        Finisher::new().finish(&bundles, &mut dataset).expect("a dataset");
        dataset
    };
    let forwards = write(extractions.clone());
    extractions.reverse();
    assert_eq!(forwards, write(extractions), "the order of the documents does not matter");
}

/// A folder that goes when it is dropped.
struct Scratch(std::path::PathBuf);

impl Scratch {
    #[allow(clippy::disallowed_methods, reason = "a folder for input, not for work")]
    fn new() -> Self {
        static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        // In memory where there is such a place: millions of files are written.
        let shared = Path::new("/dev/shm");
        let root = if shared.is_dir() { shared.to_owned() } else { std::env::temp_dir() };
        let dir = root.join(format!("newsmill-fuzz-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("a folder for one file");
        Self(dir)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
