//! Records read from memory are what the same bytes in a file give.

use crate::common::{ENGLISH, GERMAN, RUSSIAN, Scratch};
use crate::packs::{csv, gzip, jsonl, tar, warc, xz, zip, zstd};
use encoding_rs::WINDOWS_1251;
use newsmill::ingest::{Filters, Globs, Inputs, Item, ReadOptions, read_record};

/// Three articles that occur in this form alone.
fn articles(form: &str) -> Vec<String> {
    [ENGLISH, GERMAN, RUSSIAN].iter().map(|text| format!("{form}\n\n{text}")).collect()
}

fn utf16(text: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(text).expect("UTF-8");
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Lines as a list.
fn list(lines: &[u8]) -> Vec<u8> {
    let elements: Vec<_> = lines.trim_ascii().split(|b| *b == b'\n').collect();
    [&b"["[..], &elements.join(&b",\n"[..]), b"]"].concat()
}

fn page(text: &str) -> Vec<u8> {
    let paragraphs: String = text.split("\n\n").map(|p| format!("<p>{p}, {p}, {p}</p>")).collect();
    format!(
        "<html><head><title>T</title></head><body><article>{paragraphs}</article></body></html>"
    )
    .into_bytes()
}

/// Files of every format, sound and not.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let lines = jsonl(&articles("lines"));
    let table = csv(&articles("table"), ';');
    let crawl = warc(&articles("crawl"), true).concat();
    let entries: Vec<_> = articles("entry")
        .iter()
        .zip(["a.txt", "a.txt", "b.jsonl"])
        .map(|(a, n)| (n.into(), a.clone().into()))
        .collect();
    vec![
        ("2021/03/04/plain.txt", ENGLISH.into()),
        ("cyrillic.ru.txt", WINDOWS_1251.encode(RUSSIAN).0.into_owned()),
        ("wide.txt", utf16(RUSSIAN.as_bytes())),
        ("no-extension", GERMAN.into()),
        ("page.html", page(ENGLISH)),
        ("page", page(GERMAN)),
        ("one.json", lines.split(|b| *b == b'\n').next().unwrap_or_default().to_vec()),
        ("list.json", list(&lines)),
        ("wide.json", utf16(&list(&lines))),
        ("lines.jsonl", lines.clone()),
        ("lines", lines.clone()),
        ("lines.jsonl.gz", gzip(&lines)),
        ("wide.jsonl", utf16(&lines)),
        (
            "cyrillic.jsonl",
            WINDOWS_1251
                .encode(&format!("{{\"text\": \"{}\"}}", RUSSIAN.replace('\n', " ")))
                .0
                .into_owned(),
        ),
        ("table.csv", table.clone()),
        ("table.csv.zst", zstd(&table)),
        ("table", csv(&articles("comma"), ',')),
        ("table.tsv", csv(&articles("tab"), '\t')),
        ("crawl.warc", crawl.clone()),
        ("crawl.warc.gz", warc(&articles("members"), false).iter().flat_map(|r| gzip(r)).collect()),
        ("archive.tar.xz", xz(&tar(&entries))),
        ("archive.zip", zip(&entries)),
        ("empty.txt", Vec::new()),
        ("empty.jsonl", b"\n".to_vec()),
        ("noise.txt", (0..2000_u32).map(|i| (i * 7919 % 32) as u8).collect()),
        ("bad.jsonl", b"{\"text\": 1}\n{\n{\"text\": \"Good of 5 May 2020.\"}\n".to_vec()),
        ("bad.csv", b"title,body\na,b\n".to_vec()),
        ("cut.warc", crawl[..crawl.len() - 100].to_vec()),
        ("cut.zip", zip(&entries)[..400].to_vec()),
    ]
}

/// Every field of every item.
fn display(items: &[Item]) -> Vec<String> {
    items.iter().map(|item| format!("{item:#?}")).collect()
}

fn of_file(name: &str, options: &ReadOptions) -> Vec<Item> {
    Inputs::find(&[name.into()]).expect("the file is there").items(options).collect()
}

fn position_of(item: &Item) -> (&str, u64) {
    match item {
        Item::Document(document) => (&document.source, document.position),
        Item::Reject(reject) => (&reject.source, reject.position),
        Item::Skip(skip) => (&skip.source, skip.position),
    }
}

#[test]
fn whole_files() {
    let scratch = Scratch::new();
    let exclude = Globs::new(&["*.html".to_owned(), "*a#2*".to_owned()]).expect("patterns");
    let filters = Filters { exclude, sample: Some((2, 3)), ..Filters::default() };
    for options in [
        ReadOptions::default(),
        ReadOptions { max_text: 1000, ..ReadOptions::default() },
        ReadOptions { filters, ..ReadOptions::default() },
    ] {
        for (name, bytes) in files() {
            let path = scratch.write(name, &bytes).path(name);
            let source = path.to_string_lossy().into_owned();
            let expected = of_file(&source, &options);
            assert!(!expected.is_empty(), "{name}");
            assert_eq!(
                display(&read_record(&source, 0, &bytes, &options)),
                display(&expected),
                "{name}"
            );
            // Another first position moves the source's items and nothing else.
            let moved = read_record(&source, 7, &bytes, &options);
            let positions = |items: &[Item], by| -> Vec<(String, u64)> {
                let moved = |item| {
                    let (of, position) = position_of(item);
                    (of.to_owned(), if of == source { position + by } else { position })
                };
                items.iter().map(moved).collect()
            };
            assert_eq!(positions(&moved, 0), positions(&expected, 7), "{name}");
        }
    }
}

/// A file that is cut between records gives the same documents piece by piece.
#[test]
fn one_record_after_the_other() {
    let scratch = Scratch::new();
    let options = ReadOptions::default();
    let lines = jsonl(&articles("lines"));
    let table = csv(&articles("table"), '\t');
    let header = table.split_inclusive(|b| *b == b'\n').next().unwrap_or_default();
    // The rows of the table: every article ends its row with the same date.
    let rows = table[header.len()..].split_inclusive(|b| *b == b'\n').fold(
        vec![Vec::new()],
        |mut rows, line| {
            rows.last_mut().expect("one at least").extend_from_slice(line);
            if line.ends_with(b"\"2021-02-03\"\r\n") {
                rows.push(Vec::new());
            }
            rows
        },
    );
    let rows = rows.into_iter().filter(|row| !row.is_empty()).map(|row| [header, &row].concat());
    let records = warc(&articles("crawl"), true);
    let objects = lines.trim_ascii().split(|b| *b == b'\n').map(<[u8]>::to_vec);
    for (name, file, pieces) in [
        (
            "a.jsonl",
            lines.clone(),
            lines.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>(),
        ),
        ("a.json", list(&lines), objects.collect()),
        ("a.tsv", table.clone(), rows.collect()),
        ("a.warc", records.concat(), records.clone()),
        (
            "a.warc.gz",
            records.iter().flat_map(|r| gzip(r)).collect(),
            records.iter().map(|r| gzip(r)).collect(),
        ),
    ] {
        let path = scratch.write(name, &file).path(name);
        let source = path.to_string_lossy().into_owned();
        let mut items = Vec::new();
        for piece in &pieces {
            let position = items.last().map_or(0, |item| position_of(item).1 + 1);
            items.extend(read_record(&source, position, piece, &options));
        }
        assert_eq!(display(&items), display(&of_file(&source, &options)), "{name}");
        assert!(items.len() >= 3, "{name}: {items:?}");
    }
}
