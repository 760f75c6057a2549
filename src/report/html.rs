//! The page: its files joined, with a policy that lets it run nothing else and load nothing.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

const TEMPLATE: &str = include_str!("page/index.html");
const STYLE: &str = include_str!("page/page.css");

/// The script in parts, in the order in which they run: each uses those before it.
const PARTS: [&str; 14] = [
    include_str!("page/dom.js"),
    include_str!("page/format.js"),
    include_str!("page/data.js"),
    include_str!("page/chart.js"),
    include_str!("page/list.js"),
    include_str!("page/passage.js"),
    include_str!("page/overview.js"),
    include_str!("page/entities.js"),
    include_str!("page/facts.js"),
    include_str!("page/dates.js"),
    include_str!("page/money.js"),
    include_str!("page/documents.js"),
    include_str!("page/search.js"),
    include_str!("page/main.js"),
];

/// A packed part of the data, by name.
pub(super) struct Block<'a> {
    pub(super) name: String,
    pub(super) data: &'a str,
}

/// Joins the page.
pub(super) fn page(title: &str, blocks: &[Block<'_>]) -> String {
    let script = format!("(() => {{\n\"use strict\";\n{}}})();\n", PARTS.join("\n"));
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(STYLE)
    );
    let data: Vec<String> = blocks
        .iter()
        .map(|block| {
            format!(
                "<script type=\"text/plain\" data-block=\"{}\">{}</script>",
                block.name, block.data
            )
        })
        .collect();
    fill(&[
        ("policy", &policy),
        ("title", &escaped(title)),
        ("style", STYLE),
        ("blocks", &data.join("\n")),
        ("script", &script),
    ])
}

/// The template with its places filled. What is put in is not searched for places again.
fn fill(values: &[(&str, &str)]) -> String {
    let mut page = String::with_capacity(
        values.iter().map(|(_, text)| text.len()).sum::<usize>() + TEMPLATE.len(),
    );
    let mut parts = TEMPLATE.split("{{");
    page.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        page.push_str(value.map_or("", |(_, text)| text));
        page.push_str(rest);
    }
    page
}

/// What a policy calls a script or style.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(text.as_bytes())))
}

/// Text as HTML shows it. Line separators and marks of direction are dropped: a title has no use for
/// them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{2028}' | '\u{2029}' => out.push(' '),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_template_is_filled_once() {
        let page = page("{{script}} </title><script>alert(1)</script>", &[]);
        assert!(page.contains(
            "<title>{{script}} &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>"
        ));
        assert_eq!(page.matches("\"use strict\"").count(), 1);
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(TEMPLATE.matches("{{").count(), 6, "five values, the title twice");
    }

    #[test]
    fn files_of_the_page_are_short_and_end_no_script() {
        for part in PARTS.into_iter().chain([STYLE, TEMPLATE]) {
            assert!(part.lines().count() <= 450);
        }
        for part in PARTS {
            assert!(!part.contains("</") && !part.contains("<!--"), "{}", &part[..80]);
            assert!(!part.contains("innerHTML") && !part.contains("insertAdjacentHTML"));
        }
    }
}
