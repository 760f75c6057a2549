//! What the readers make of files: encodings, and the publication date by each step of the cascade.

use crate::common::{ENGLISH, GERMAN, RUSSIAN, Scratch, field};
use encoding_rs::{KOI8_R, WINDOWS_1251, WINDOWS_1252};
use serde_json::Value;

fn documents(scratch: &Scratch) -> Vec<Value> {
    scratch.run(&["run", "in", "--with-text", "--out", "d"]).ends(0);
    scratch.records("d/documents.jsonl")
}

#[test]
fn encodings_are_told_and_texts_come_out_whole() {
    let scratch = Scratch::new();
    let plain = RUSSIAN.replace(['«', '»'], "\"");
    let utf16 = |mark: bool, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(RUSSIAN.encode_utf16()).flat_map(bytes).collect()
    };
    scratch
        .write("in/1-bom.txt", format!("\u{FEFF}{ENGLISH}"))
        .write("in/2-utf16le.txt", utf16(true, u16::to_le_bytes))
        .write("in/3-utf16be.txt", utf16(true, u16::to_be_bytes))
        .write("in/4-utf16.txt", utf16(false, u16::to_le_bytes))
        .write("in/5-koi8.txt", KOI8_R.encode(&plain).0)
        .write("in/6-cp1251.txt", WINDOWS_1251.encode(RUSSIAN).0)
        .write("in/7-cp1252.txt", WINDOWS_1252.encode(GERMAN).0)
        .write("in/8-utf8.txt", GERMAN.replace('\n', "\r\n"));
    let documents = documents(&scratch);
    let expected = [
        ("utf-8", "bom", ENGLISH),
        ("utf-16le", "bom", RUSSIAN),
        ("utf-16be", "bom", RUSSIAN),
        ("utf-16le", "zero-bytes", RUSSIAN),
        ("koi8-r", "detected", &plain),
        ("windows-1251", "detected", RUSSIAN),
        ("windows-1252", "detected", GERMAN),
        ("utf-8", "valid-utf-8", &GERMAN.replace('\n', "\r\n")),
    ];
    assert_eq!(documents.len(), expected.len());
    for (document, (encoding, from, text)) in documents.iter().zip(expected) {
        let told = (&document["encoding"], &document["encoding_from"], &document["decode_errors"]);
        assert_eq!(told, (&encoding.into(), &from.into(), &0.into()), "{}", document["source"]);
        assert_eq!(document["text"], text, "{}", document["source"]);
        assert_eq!(document["chars"], text.chars().count(), "{}", document["source"]);
    }
}

#[test]
fn a_page_declares_its_charset() {
    let scratch = Scratch::new();
    let body = RUSSIAN.replace("\n\n", "</p><p>").repeat(2);
    let page = format!(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"><title>Суд</title></head>\
         <body><article><p>{body}</p></article></body></html>"
    );
    scratch.write("in/a.html", WINDOWS_1251.encode(&page).0);
    let documents = documents(&scratch);
    assert_eq!(
        (field(&documents, "encoding"), field(&documents, "encoding_from")),
        (vec!["windows-1251"], vec!["declared"])
    );
    assert!(documents[0]["text"].as_str().is_some_and(|t| t.contains("Открытый мост")));
}

#[test]
fn the_publication_date_says_where_it_is_from() {
    let scratch = Scratch::new();
    let prose =
        "The harbour was closed by the storm and the ferries stayed in port, the company said. "
            .repeat(8);
    let page = |head: &str, body: &str| {
        format!(
            "<html><head><title>Harbour</title>{head}</head><body><article>{body}<p>{prose}</p><p>{prose}</p></article></body></html>"
        )
    };
    let record = |json: Value| json.to_string();
    scratch
        .write("in/1.jsonl", record(serde_json::json!({"text": "date 2020-02-02\n\nText.", "date": "2021-01-20T23:00:00Z", "url": "https://a.org/2019/01/01/x"})))
        .write("in/2.html", page("<script type=\"application/ld+json\">{\"datePublished\": \"2021-01-21\"}</script><meta name=\"date\" content=\"2020-01-01\">", ""))
        .write("in/3.html", page("<meta property=\"article:published_time\" content=\"2021-01-22T08:00:00+01:00\">", "<time datetime=\"2020-01-01\">1</time>"))
        .write("in/4.html", page("", "<p>By us <time datetime=\"2021-01-23\">Saturday</time></p>"))
        .write("in/5.jsonl", record(serde_json::json!({"text": "date 2020-02-02\n\nText of the day.", "url": "https://a.org/2021/01/24/x"})))
        .write("in/6.txt", "date 2021-01-25 by staff\n\n3 March 2019\n\nText of the sixth.")
        .write("in/7.txt", "Заголовок\n\n26 января 2021 года\n\nТекст статьи.")
        .write("in/8/2021/01/27/story.txt", "Text of the eighth, which says nothing of its day.")
        .write("in/9.txt", "On 3 March 2019 the ninth text began with a date that is not its own.");
    // What marks a date by its class, what says it in its text alone, what says when it was
    // changed; and what is of no use.
    scratch
        .write(
            "in/a.html",
            page("", "<p class=\"last-updated\">2 March 2020</p><p class=\"entry-date\">28 January 2021</p>"),
        )
        .write(
            "in/b.html",
            page("", "<h1>Harbour closed</h1><p>By our staff on the 29th of January, 2021, from Dover</p>"),
        )
        .write("in/c.html", page("<meta property=\"article:modified_time\" content=\"2021-01-30\">", ""))
        .write(
            "in/d.html",
            page("", "<div class=\"comment\"><p class=\"date\">1 May 2019</p></div><footer>1 June 2018</footer>"),
        );
    let documents = documents(&scratch);
    let expected = [
        ("field", "2021-01-20"),
        ("json-ld", "2021-01-21"),
        ("meta", "2021-01-22"),
        ("time", "2021-01-23"),
        ("url", "2021-01-24"),
        ("header", "2021-01-25"),
        ("dateline", "2021-01-26"),
        ("path", "2021-01-27"),
        ("-", "-"),
        ("markup", "2021-01-28"),
        ("text", "2021-01-29"),
        ("meta", "2021-01-30"),
        ("-", "-"),
    ];
    let found: Vec<_> = field(&documents, "published_from")
        .into_iter()
        .zip(field(&documents, "published"))
        .collect();
    assert_eq!(found, expected);
}

/// A field that cannot be read is a warning, not a reject: the text is still there.
#[test]
fn fields_that_make_no_sense_are_warned_of() {
    let scratch = Scratch::new();
    let record = serde_json::json!({"text": ENGLISH, "date": "soon", "lang": "fr", "title": ["a"], "id": null});
    scratch.write("in/a.json", record.to_string());
    let documents = documents(&scratch);
    let warnings = documents[0]["warnings"].to_string();
    for word in ["soon", "fr", "title"] {
        assert!(warnings.contains(word), "{warnings}");
    }
    assert!(documents[0]["id"].as_str().is_some_and(|id| id.starts_with("d-")));
}

/// Frames of pages are no text, blocks are paragraphs, and either reader keeps the article.
#[test]
fn articles_in_pages() {
    let scratch = Scratch::new();
    let prose =
        "The harbour was closed by the storm, and the ferries stayed in port until the evening. "
            .repeat(5);
    let page = format!(
        "<html><head><title>Harbour</title><script>var x = 'Script Ltd';</script></head><body><nav><a href=/>Home</a><a href=/s>Shop</a></nav>\
         <article><h1>Harbour closed</h1><p>{prose}<br>After the break of 5 May 2020.</p><p>{prose}</p></article>\
         <footer>Footer Ltd, all rights reserved</footer></body></html>"
    );
    scratch.write("in/a.html", page);
    for reader in ["thorough", "fast"] {
        scratch.run(&["run", "in", "--out", "d", "--with-text", "--html-reader", reader]).ends(0);
        let documents = scratch.records("d/documents.jsonl");
        let text = documents[0]["text"].as_str().unwrap_or_default();
        let paragraphs: Vec<&str> = text.split("\n\n").filter(|p| *p != "Harbour closed").collect();
        assert_eq!(
            paragraphs,
            [prose.trim(), "After the break of 5 May 2020.", prose.trim()],
            "{reader}"
        );
    }
}
