//! A page of HTML that shows texts with their mentions and needs nothing else: no script, no font,
//! no address.

use super::describe;
use newsmill::model::Mention;
use newsmill::{BundleClaim, Document};
use std::fmt::Write;

const HEAD: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>newsmill explain</title><style>\n\
body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}\n\
pre{white-space:pre-wrap;font:inherit}mark{padding:0 .15em;border-radius:.2em}mark sup{font-size:.65em;margin-left:.1em}\n\
.ORG{background:#c9ecf5}.DATE{background:#fbe7b2}.MONEY{background:#cfeecb}.LAW{background:#ecd2f0}\n\
table{border-collapse:collapse;font-size:.85em;width:100%}td,th{border-top:1px solid #ddd;padding:.3em .5em;text-align:left;vertical-align:top}\n\
td:nth-child(1),td:nth-child(3){white-space:nowrap}\n</style></head><body>\n";

/// The page as it grows.
#[derive(Default)]
pub(super) struct Page {
    body: String,
}

impl Page {
    /// Adds a document: its text with marks, then a row a mention and a row a claim.
    pub(super) fn add(
        &mut self,
        document: &Document,
        mentions: &[Mention],
        claims: &[BundleClaim],
    ) {
        // Writing to a string does not fail.
        let _ = write!(self.body, "<h2>{}</h2>\n<pre>", escaped(&document.source));
        let mut at = 0;
        for (number, m) in mentions.iter().enumerate().map(|(i, m)| (i + 1, m)) {
            if m.bytes.start < at {
                continue;
            }
            let _ = write!(
                self.body,
                "{}<mark class=\"{}\" title=\"{}\">{}<sup>{number}</sup></mark>",
                escaped(&document.text[at..m.bytes.start]),
                m.kind().as_str(),
                escaped(&describe::value(m)),
                escaped(&m.text),
            );
            at = m.bytes.end;
        }
        let _ = writeln!(self.body, "{}</pre>", escaped(&document.text[at..]));
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
        let claims = describe::claims(document, claims);
        if claims.is_empty() {
            return;
        }
        self.body.push_str("<table><tr><th>claim<th>slots</tr>\n");
        for (head, slots) in claims {
            let slots: Vec<String> = slots.iter().map(|s| escaped(s).to_string()).collect();
            let _ =
                writeln!(self.body, "<tr><td>{}<td>{}</tr>", escaped(&head), slots.join("<br>"));
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
