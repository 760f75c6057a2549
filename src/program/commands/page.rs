//! A page of HTML that shows texts with their mentions and needs nothing else: no script, no font,
//! no address.

use super::describe;
use super::told::{self, Told};
use newsmill::Document;
use newsmill::model::Mention;
use std::fmt::Write;

const HEAD: &str = concat!(
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n",
    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    "<title>newsmill explain</title><style>\n",
    ":root{color-scheme:light dark;--line:#ddd;--org:#c9ecf5;--date:#fbe7b2;--money:#cfeecb;--law:#ecd2f0}\n",
    "@media(prefers-color-scheme:dark){:root{--line:#444;--org:#15505f;--date:#5f4a0c;--money:#1f5426;--law:#562f5d}}\n",
    "body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}\n",
    "pre{white-space:pre-wrap;font:inherit}mark{color:inherit;padding:0 .15em;border-radius:.2em}\n",
    "mark sup{font-size:.65em;margin-left:.1em}.legend mark{margin-right:.3em}\n",
    ".ORG{background:var(--org)}.DATE{background:var(--date)}.MONEY{background:var(--money)}.LAW{background:var(--law)}\n",
    "table{border-collapse:collapse;font-size:.85em;width:100%;margin-bottom:1rem}\n",
    "td,th{border-top:1px solid var(--line);padding:.3em .5em;text-align:left;vertical-align:top}\n",
    // A phone is too narrow for columns: each cell has a line of its own.
    "@media(max-width:40rem){body{margin:1rem auto}tr,td{display:block}th{display:none}tr{border-top:1px solid var(--line)}",
    "td{border:0;padding:.1em .3em}}\n",
    "</style></head><body>\n<p class=\"legend\"><mark class=\"ORG\">organisation</mark> <mark class=\"DATE\">date</mark> ",
    "<mark class=\"MONEY\">sum</mark> <mark class=\"LAW\">legal article</mark> The small number is that of the row below.</p>\n",
);

/// A document and what is shown of it.
pub(super) struct Explained<'a> {
    pub(super) document: &'a Document,
    /// None where only facts are wanted.
    pub(super) mentions: &'a [Mention],
    /// Whether the text is shown.
    pub(super) with_text: bool,
    /// The day of publication and what told it.
    pub(super) published: String,
    /// The facts with their slots.
    pub(super) facts: Vec<Told>,
    /// The sentences without a fact, with the frames that were refused.
    pub(super) refused: Vec<Told>,
}

/// The page as it grows.
#[derive(Default)]
pub(super) struct Page {
    body: String,
}

impl Page {
    /// Adds a document: its text with marks, a row a mention, a row a fact, a row a sentence without
    /// one.
    pub(super) fn add(&mut self, explained: &Explained<'_>) {
        let (source, published) = (&explained.document.source, &explained.published);
        // Writing to a string does not fail.
        let _ = writeln!(self.body, "<h2>{}</h2>\n<p>{}</p>", escaped(source), escaped(published));
        if explained.with_text {
            self.text(explained);
            self.mentions(explained.mentions);
        }
        if explained.facts.is_empty() && explained.refused.is_empty() {
            let _ = writeln!(self.body, "<p>{}</p>", escaped(told::NO_FACT));
        }
        self.table(["fact", "slots"], &explained.facts);
        self.table(["sentence without a fact", "frames that were refused"], &explained.refused);
    }

    /// The text with its mentions marked.
    fn text(&mut self, explained: &Explained<'_>) {
        let text = &explained.document.text;
        self.body.push_str("<pre>");
        let mut at = 0;
        for (number, m) in explained.mentions.iter().enumerate().map(|(i, m)| (i + 1, m)) {
            if m.bytes.start < at {
                continue;
            }
            let _ = write!(
                self.body,
                "{}<mark class=\"{}\" title=\"{}\">{}<sup>{number}</sup></mark>",
                escaped(&text[at..m.bytes.start]),
                m.kind().as_str(),
                escaped(&describe::value(m)),
                escaped(&m.text),
            );
            at = m.bytes.end;
        }
        let _ = writeln!(self.body, "{}</pre>", escaped(&text[at..]));
    }

    /// A row a mention.
    fn mentions(&mut self, mentions: &[Mention]) {
        let _ = writeln!(
            self.body,
            "<table><tr><th>#<th>mention<th>characters<th>value<th>rule, resources, confidence</tr>"
        );
        for (number, m) in mentions.iter().enumerate().map(|(i, m)| (i + 1, m)) {
            let inside = if m.nested_in.is_some() { " (inside another)" } else { "" };
            let _ = writeln!(
                self.body,
                "<tr><td>{number}<td class=\"{}\">{}{inside}<td>{}–{}<td>{}<td>{}</tr>",
                m.kind().as_str(),
                escaped(&m.text),
                m.chars.start,
                m.chars.end,
                escaped(&describe::value(m)),
                escaped(&describe::reason(m)),
            );
        }
        self.body.push_str("</table>\n");
    }

    /// A row a line, with those that belong to it; no table without a row.
    fn table(&mut self, head: [&str; 2], rows: &[Told]) {
        if rows.is_empty() {
            return;
        }
        let _ = writeln!(self.body, "<table><tr><th>{}<th>{}</tr>", head[0], head[1]);
        for (line, more) in rows {
            let more: Vec<String> = more.iter().map(|text| escaped(text)).collect();
            let _ = writeln!(self.body, "<tr><td>{}<td>{}</tr>", escaped(line), more.join("<br>"));
        }
        self.body.push_str("</table>\n");
    }

    /// The whole page.
    pub(super) fn finish(self) -> String {
        format!("{HEAD}{}</body></html>\n", self.body)
    }
}

/// Text as HTML shows it: nothing of a document becomes markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}
