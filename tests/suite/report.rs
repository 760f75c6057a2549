//! The page of a dataset: what it holds, what it leaves out, and that nothing of a dataset becomes
//! markup. `tests/browser/test_report.py` opens it in a browser.

use crate::common::{ENGLISH, GERMAN, Scratch, archive, field};
use data_encoding::BASE64;
use newsmill::report::{self, Options, Summary};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::Read;

/// A page taken apart.
struct Page {
    html: String,
    /// The packed blocks by name, unpacked.
    blocks: Vec<(String, Value)>,
}

impl Page {
    fn of(html: String) -> Self {
        let opening = "<script type=\"text/plain\" data-block=\"";
        let blocks = html
            .split(opening)
            .skip(1)
            .map(|part| {
                let (name, rest) = part.split_once("\">").expect("an attribute");
                let (packed, _) = rest.split_once("</script>").expect("an end");
                let packed = BASE64.decode(packed.as_bytes()).expect("base64");
                let mut json = String::new();
                flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut json).expect("gzip");
                (name.to_owned(), serde_json::from_str(&json).expect("JSON"))
            })
            .collect();
        Self { html, blocks }
    }

    fn data(&self) -> &Value {
        &self.blocks[0].1
    }

    /// The page without its packed blocks.
    fn frame(&self) -> String {
        let pattern =
            "<script type=\"text/plain\" data-block=\"[a-z0-9-]+\">[A-Za-z0-9+/=]*</script>\n?";
        regex::Regex::new(pattern).expect("a pattern").replace_all(&self.html, "").into_owned()
    }

    /// The text of a document by its place.
    fn text(&self, document: usize) -> Option<&str> {
        let columns = &self.data()["documents"];
        let block = columns["block"][document].as_i64().expect("a number");
        let block = usize::try_from(block).ok()?;
        let slot = columns["slot"][document].as_u64().expect("a number") as usize;
        let name = format!("texts-{block}");
        let (_, texts) = self.blocks.iter().find(|(known, _)| *known == name).expect("the block");
        texts[slot].as_str()
    }
}

fn written(scratch: &Scratch, dataset: &str, options: &Options) -> (Page, Summary) {
    let mut page = Vec::new();
    let summary = report::write(&scratch.path(dataset), &mut page, options).expect("a page");
    assert_eq!(summary.bytes, page.len() as u64);
    (Page::of(String::from_utf8(page).expect("UTF-8")), summary)
}

/// A scratch folder with the dataset `ds` of the archive that other tests read.
fn dataset(options: &[&str]) -> Scratch {
    let scratch = Scratch::new();
    archive(&scratch);
    let args = [&["run", "a", "b", "--out", "ds", "-q"], options].concat();
    scratch.run(&args).ends(3);
    scratch
}

fn numbers(column: &Value) -> Vec<i64> {
    column.as_array().expect("a list").iter().map(|n| n.as_i64().expect("a number")).collect()
}

#[test]
fn every_record_is_in_the_page() {
    let scratch = dataset(&["--with-text"]);
    let (page, summary) = written(&scratch, "ds", &Options::default());
    let data = page.data();
    let records = |name: &str| scratch.records(&format!("ds/{name}.jsonl"));
    let (documents, mentions) = (records("documents"), records("mentions"));
    assert_eq!(data["documents"]["id"], json!(field(&documents, "id")));
    assert_eq!(data["rejects"].as_array().map(Vec::len), Some(records("rejects").len()));
    for (name, shown) in [("entities", summary.entities), ("facts", summary.facts)] {
        let mut ids: Vec<Value> = data[name]["id"].as_array().expect("a list").clone();
        ids.sort_by_key(ToString::to_string);
        let known = records(name);
        if name == "entities" {
            let mut shown: Vec<String> = data[name]["name"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|n| n.as_str().expect("a name").to_owned())
                .collect();
            let mut named: Vec<String> =
                field(&known, "name").into_iter().map(str::to_owned).collect();
            shown.sort();
            named.sort();
            assert_eq!(shown, named);
        }
        let known = json!(field(&known, "id"));
        assert_eq!(Value::Array(ids), known);
        assert_eq!(shown as usize, known.as_array().map_or(0, Vec::len));
    }
    // Each mention is where the record says, and says what it says.
    let rows = &data["documents"]["rows"];
    let (steps, lengths) = (numbers(&rows["step"]), numbers(&rows["length"]));
    let mut next = 0;
    for (document, count) in numbers(&data["documents"]["mentions"]).into_iter().enumerate() {
        let mut start = 0;
        for _ in 0..count {
            let record = &mentions[next];
            start += steps[next];
            let text = page.text(document).expect("a text");
            let words: String =
                text.chars().skip(start as usize).take(lengths[next] as usize).collect();
            assert_eq!(json!(words), record["text"]);
            assert_eq!(json!(start), record["start"]);
            let value = rows["value"][next].as_u64().expect("a number") as usize;
            let entity = data["tables"]["values"]["entity"][value].as_i64().expect("a number");
            let entity = usize::try_from(entity).ok().map(|e| &data["entities"]["id"][e]);
            assert_eq!(entity.unwrap_or(&Value::Null), &record["entity"]);
            next += 1;
        }
    }
    assert_eq!((next, summary.all_mentions), (mentions.len(), mentions.len() as u64));
    assert_eq!(summary.texts, summary.all_texts);
}

#[test]
fn a_dataset_without_texts_gives_the_words_of_mentions() {
    let scratch = dataset(&[]);
    let (page, summary) = written(&scratch, "ds", &Options::default());
    assert_eq!((summary.texts, summary.all_texts, page.blocks.len()), (0, 0, 1));
    let data = page.data();
    let words = numbers(&data["documents"]["rows"]["words"]);
    let mentions = scratch.records("ds/mentions.jsonl");
    for (word, mention) in words.into_iter().zip(&mentions) {
        assert_eq!(data["tables"]["strings"][word as usize], mention["text"]);
    }
}

#[test]
fn sums_are_exact_and_largest_first() {
    let scratch = Scratch::new();
    let text =
        "The fine was 5 million euros. It had been 12345678901234567.89 euros, and 7 euros once.";
    scratch.write("a.txt", text);
    scratch.run(&["run", "a.txt", "--out", "ds", "--with-text", "-q"]).ends(0);
    let (page, _) = written(&scratch, "ds", &Options::default());
    let euros = &page.data()["tally"]["sums"]["currencies"][0];
    let largest = euros["largest"].as_array().expect("a list");
    let amounts: Vec<&str> =
        largest.iter().map(|sum| sum["value"]["amount"].as_str().expect("a string")).collect();
    assert_eq!(amounts, ["12345678901234567.89", "5000000", "7"]);
    let place = &largest[1]["places"][0];
    let at = |n: usize| place[n].as_u64().expect("a number") as usize;
    assert_eq!(&page.text(at(0)).expect("a text")[at(1)..at(2)], "5 million euros");
}

/// Words that would do harm if any of them were read as markup.
const HOSTILE: &str = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u{2028}\u{2029}\u{202e}\
                       \" ' & {{script}} <!-- ]]> javascript:alert(3)";

#[test]
fn nothing_of_a_dataset_becomes_markup() {
    let scratch = Scratch::new();
    let record = |id: &str, evil: &str| {
        let text = format!(
            "{evil} On 3 March 2021 the {evil} Siemens AG paid «{evil} Bank» 5 million euros. {ENGLISH}"
        );
        json!({"id": id, "title": evil, "text": text, "site": evil, "author": evil, "date": "2021-03-05",
               "url": format!("javascript:alert('{evil}')")})
        .to_string()
    };
    scratch.write("evil/a.jsonl", format!("{}\n{{\"x\": \"{0}\"", record(HOSTILE, HOSTILE)));
    scratch.write("evil/<b onload='x'>&.txt", format!("{HOSTILE}\n\n{ENGLISH}"));
    scratch.write("plain/a.jsonl", record("1", "The"));
    scratch.run(&["run", "evil", "--out", "evil-ds", "--with-text", "-q"]).ends(3);
    scratch.run(&["run", "plain", "--out", "plain-ds", "--with-text", "-q"]).ends(0);
    let (evil, _) = written(&scratch, "evil-ds", &Options::default());
    let (plain, _) = written(&scratch, "plain-ds", &Options::default());
    // All that is not packed is the same for every dataset.
    assert_eq!(evil.frame(), plain.frame());
    let shown = evil.data()["documents"]["title"].as_array().expect("a list");
    assert!(shown.iter().any(|title| title.as_str().is_some_and(|t| t.contains("<img src=x"))));
    assert_eq!(evil.html.matches("<script").count(), evil.blocks.len() + 1);

    let options = Options { title: Some(HOSTILE.to_owned()), ..Options::default() };
    let (titled, _) = written(&scratch, "plain-ds", &options);
    assert!(titled.html.contains("<title>&lt;/script&gt;&lt;script&gt;alert(1)"));
    assert!(!titled.html.contains("<img"));
    for mark in ['\u{2028}', '\u{2029}', '\u{202e}'] {
        assert!(!titled.html.contains(mark), "{mark:?}");
    }
    assert_eq!(titled.data()["title"], json!(HOSTILE));
}

#[test]
fn the_page_may_load_nothing() {
    let scratch = dataset(&["--with-text"]);
    let (page, _) = written(&scratch, "ds", &Options::default());
    let html = page.frame();
    let policy = html.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1);
    let policy = policy.and_then(|rest| rest.split('"').next()).expect("a policy");
    let between = |open: &str, close: &str| {
        let rest = html.split(open).nth(1).expect("an opening");
        rest.split(close).next().expect("an end")
    };
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text)));
    let script = hash(between("<script>", "</script>"));
    let style = hash(between("<style>", "</style>"));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'"
        )
    );
    for word in [
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "import(",
        "eval(",
        "url(",
        "@import",
        " src=",
        "sendBeacon",
    ] {
        assert!(!html.contains(word), "{word}");
    }
    // Addresses: the name space of SVG, and those of registers, which are links.
    let address = regex::Regex::new("https?://[a-z0-9.-]+").expect("a pattern");
    let mut hosts: Vec<&str> = address.find_iter(&html).map(|m| m.as_str()).collect();
    hosts.sort_unstable();
    hosts.dedup();
    assert_eq!(
        hosts,
        [
            "http://www.w3.org",
            "https://eur-lex.europa.eu",
            "https://ror.org",
            "https://search.gleif.org",
            "https://www.wikidata.org"
        ]
    );
    assert!(html.contains("rel: \"noopener noreferrer\""));
    assert!(html.contains("<noscript>"));
}

#[test]
fn equal_datasets_give_equal_pages() {
    let scratch = dataset(&["--with-text"]);
    scratch
        .run(&["run", "a", "b", "--out", "packed", "--with-text", "--compress", "zst", "-q"])
        .ends(3);
    let page = |dataset: &str| written(&scratch, dataset, &Options::default()).0.html;
    let first = page("ds");
    assert_eq!(first, page("ds"));
    assert_eq!(first, page("packed"), "neither the storage nor the folder is in the page");
    scratch.run(&["report", "ds", "--out", "made.html"]).ends(0);
    assert_eq!(first, scratch.read("made.html"));
    assert_eq!(first, scratch.run(&["report", "ds", "--out", "-"]).ends(0).out);
    scratch.run(&["report", "ds"]).ends(0);
    assert_eq!(first, scratch.read("report.html"));
}

#[test]
fn a_large_dataset_is_sampled_and_says_so() {
    let scratch = Scratch::new();
    let line = |n: usize| {
        let text = format!(
            "The council of Marsh End met on {} May 2021. {ENGLISH} {GERMAN} Note {n}.",
            n % 28 + 1
        );
        json!({"id": n.to_string(), "text": text, "date": format!("20{:02}-03-05", n % 20)})
            .to_string()
    };
    scratch.write("in.jsonl", (0..400).map(line).collect::<Vec<_>>().join("\n"));
    scratch.run(&["run", "in.jsonl", "--out", "ds", "--with-text", "--no-near-dup", "-q"]).ends(0);
    let (whole, all) = written(&scratch, "ds", &Options::default());
    assert_eq!((all.documents, all.texts), (400, 400));
    let few = Options { max_mentions: all.all_mentions / 4, ..Options::default() };
    let (sample, some) = written(&scratch, "ds", &few);
    assert!((60..=200).contains(&some.documents), "{some:?}");
    assert!(some.mentions < all.mentions && some.all_mentions == all.all_mentions);
    // What is counted is complete, and what facts and sums need is there.
    for name in ["months", "kinds", "days", "provisions"] {
        assert_eq!(sample.data()["tally"][name], whole.data()["tally"][name], "{name}");
    }
    assert_eq!(sample.data()["summary"]["documents"], json!(some.documents));
    for claims in sample.data()["facts"]["claims"].as_array().expect("a list") {
        for claim in claims.as_array().expect("a list") {
            assert!(sample.text(claim["doc"].as_u64().expect("a document") as usize).is_some());
        }
    }
    // Bytes: texts go first, then documents, entities and facts.
    let frame = whole.frame().len();
    for part in [80, 60, 40] {
        let max_bytes = frame + (whole.html.len() - frame) * part / 100;
        let (_, less) = written(&scratch, "ds", &Options { max_bytes, ..Options::default() });
        assert!(less.bytes as usize <= max_bytes);
        assert!(less.texts < less.all_texts, "{part}: {less:?}");
    }
    let none = Options { max_bytes: 10_000, ..Options::default() };
    let error = report::write(&scratch.path("ds"), Vec::new(), &none).expect_err("no page");
    assert!(error.to_string().contains("no page of 10000 bytes"), "{error}");
}

#[test]
fn a_folder_that_is_no_dataset_is_refused() {
    let scratch = Scratch::new();
    scratch.write("notes/a.txt", ENGLISH).write("report.html", "of before");
    scratch.run(&["report", "notes"]).ends(1).complains_of("no dataset");
    scratch.run(&["report", "nowhere"]).ends(1).complains_of("no dataset");
    scratch.write("other/manifest.json", "{\"program\": \"other\"}");
    scratch.run(&["report", "other"]).ends(1).complains_of("no manifest of this version");
    assert_eq!(scratch.read("report.html"), "of before");
    scratch.run(&["run", "notes", "--out", "ds", "-q"]).ends(0);
    scratch.write("ds/facts.jsonl", "{}\n");
    scratch.run(&["report", "ds"]).ends(1).complains_of("facts.jsonl:1: no record");
    scratch.run(&["report", "ds", "--out", "no/such/folder.html"]).ends(1);
}
