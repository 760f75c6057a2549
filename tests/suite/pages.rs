//! Articles in pages: no paragraph is lost, none is there twice.

use crate::common::Scratch;

/// A sentence that no other number gives.
fn sentence(n: usize) -> String {
    format!("In storm {n} the harbour closed its gates at dawn, and {n} ferries stayed in port.")
}

fn sentences(range: std::ops::Range<usize>, around: (&str, &str)) -> String {
    range.map(|n| format!("{}{}{}", around.0, sentence(n), around.1)).collect()
}

/// The paragraphs of pages with these bodies, without the headline.
fn paragraphs(bodies: &[String]) -> Vec<Vec<String>> {
    let scratch = Scratch::new();
    for (i, body) in bodies.iter().enumerate() {
        let page = format!(
            "<!DOCTYPE html><html lang=en><head><title>Storms</title></head><body><div id=nav><a href=/>Home</a></div>\
             {body}<div id=footer>Imprint</div></body></html>"
        );
        scratch.write(&format!("in/{i:02}.html"), page);
    }
    scratch.run(&["run", "in", "--with-text", "--out", "d"]).ends(0);
    let mut documents = scratch.records("d/documents.jsonl");
    documents.sort_by_key(|d| d["source"].as_str().map(str::to_owned));
    let lines = |text: &str| -> Vec<String> {
        text.split("\n\n").filter(|p| *p != "Storms of the year").map(str::to_owned).collect()
    };
    documents.iter().map(|d| lines(d["text"].as_str().unwrap_or_default())).collect()
}

#[test]
fn text_without_paragraph_elements_is_kept() {
    let breaks = |range| sentences(range, ("", "<br><br>"));
    let behind = |element: &str| {
        format!("{}<{element}>{}</{element}>{}", breaks(0..4), sentence(4), breaks(5..12))
    };
    let inner = [
        breaks(0..12),
        format!("{}{}", sentence(0), sentences(1..12, ("<p>", "</p>"))),
        format!("{}<h2>Inside</h2>{}", breaks(0..4), breaks(4..12)),
        format!("{}<img src=a.jpg>{}", breaks(0..4), breaks(4..12)),
        behind("blockquote"),
        behind("div"),
        format!("{}<ul><li>{}</li></ul>{}", breaks(0..4), sentence(4), breaks(5..12)),
        format!(
            "{}<table><tr><td>{}</td></tr></table>{}",
            breaks(0..4),
            sentence(4),
            breaks(5..12)
        ),
        format!("<blockquote>{}</blockquote>{}", sentence(0), breaks(1..12)),
        format!("<div class=lead>{}</div>{}", sentence(0), sentences(1..12, ("<p>", "</p>"))),
        format!("<div class=teaser>{}</div>{}", sentence(0), sentences(1..12, ("<p>", "</p>"))),
        sentences(0..12, ("<div>", "</div>")),
        sentences(0..12, ("<p><a href=x>", "</a></p>")),
    ];
    let bodies: Vec<String> = inner
        .iter()
        .map(|inner| format!("<div class=article-content><h1>Storms of the year</h1>{inner}</div>"))
        .collect();
    let expected: Vec<String> = (0..12).map(sentence).collect();
    for (body, found) in bodies.iter().zip(paragraphs(&bodies)) {
        let found: Vec<String> = found.into_iter().filter(|p| p != "Inside").collect();
        let missing: Vec<_> = expected.iter().filter(|s| !found.contains(s)).collect();
        assert!(missing.is_empty() && found.len() == 12, "{body}\n{found:#?}");
    }
}

#[test]
fn a_page_of_one_paragraph_gives_it_once() {
    let wraps: [(&str, &str); 5] = [
        ("<main><article><div class=entry-content><p>", "</p></div></article></main>"),
        (
            "<div class=site><main><article><div class=entry-content><p>",
            "</p></div></article></main></div>",
        ),
        (
            "<main><article><header><h1>Storms of the year</h1></header><div class=entry-content><p>",
            "</p></div></article></main>",
        ),
        ("<main><article><div><br>", "</div></article></main>"),
        ("<div><div><div><p>", "</p></div></div></div>"),
    ];
    for length in [1, 2, 3, 6] {
        let text: Vec<String> = (0..length).map(sentence).collect();
        let text = text.join(" ");
        let bodies: Vec<String> =
            wraps.iter().map(|(open, close)| format!("{open}{text}{close}")).collect();
        for (body, found) in bodies.iter().zip(paragraphs(&bodies)) {
            assert_eq!(found, [text.as_str()], "{body}");
        }
    }
}

/// What a page of tests/pages says of itself in the comment at its end.
struct Gold {
    name: String,
    date: String,
    paragraphs: Vec<String>,
    boilerplate: Vec<String>,
}

fn gold() -> Vec<Gold> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let mut pages: Vec<Gold> = std::fs::read_dir(folder)
        .expect("tests/pages")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("a page");
            let (_, comment) = text.rsplit_once("<!--").expect("a comment at the end");
            let lines = |label: &str| -> Vec<String> {
                comment.lines().filter_map(|l| l.strip_prefix(label)).map(str::to_owned).collect()
            };
            Gold {
                name: path.file_name().expect("a name").to_string_lossy().into_owned(),
                date: lines("date: ").concat(),
                paragraphs: lines("gold: "),
                boilerplate: lines("not: "),
            }
        })
        .collect();
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    pages
}

/// tests/pages holds invented pages in the shapes of content systems, agencies and old sites.
#[test]
fn pages_of_content_systems() {
    let scratch = Scratch::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    scratch.run(&["run", folder, "--with-text", "--out", "d"]).ends(0);
    let documents = scratch.records("d/documents.jsonl");
    let mut faults = Vec::new();
    for page in gold() {
        let name = &page.name;
        let Some(found) =
            documents.iter().find(|d| d["source"].as_str().is_some_and(|s| s.ends_with(&**name)))
        else {
            faults.push(format!("{name}: no document"));
            continue;
        };
        let text = found["text"].as_str().unwrap_or_default();
        for paragraph in &page.paragraphs {
            match text.matches(&**paragraph).count() {
                0 => faults.push(format!("{name}: lost: {paragraph}")),
                1 => {}
                n => faults.push(format!("{name}: {n} times: {paragraph}")),
            }
        }
        for paragraph in page.boilerplate.iter().filter(|p| text.contains(&***p)) {
            faults.push(format!("{name}: not of the article: {paragraph}"));
        }
        let told = |key: &str| found[key].as_str().unwrap_or("-").to_owned();
        let date = format!("{} {}", told("published"), told("published_from"));
        if date != page.date {
            faults.push(format!("{name}: published {date}, not {}", page.date));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
