//! TimeML with inline TIMEX3 elements: <https://timeml.github.io/site/publications/specs.html>.

use super::files::{FileNames, Folder};
use super::source::Source;
use super::text_of;
use crate::error::Result;
use crate::model::{DateModifier, DateValue, DocumentRecord, MentionRecord, Value};
use std::fmt::Write;

pub(super) fn write(source: &Source, out: &Folder) -> Result<()> {
    let mut names = FileNames::default();
    source.documents(|document, mentions| {
        if document.duplicate_of.is_some() {
            return Ok(());
        }
        let mut file = out.file(&format!("{}.tml", names.of(&document.id)))?;
        file.text(&timeml(document, text_of(document)?, mentions))?;
        file.finish()
    })
}

fn timeml(document: &DocumentRecord, text: &str, mentions: &[MentionRecord]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n");
    // Writing to a string does not fail.
    let _ = writeln!(xml, "<DOCID>{}</DOCID>", escaped(&document.id));
    if let Some(day) = &document.published {
        let _ = writeln!(
            xml,
            "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{day}\" functionInDocument=\"CREATION_TIME\">{day}</TIMEX3></DCT>"
        );
    }
    xml.push_str("<TEXT>");
    let (mut at, mut number) = (0, 0);
    for mention in mentions {
        let Value::Date(date) = &mention.value else { continue };
        // Elements do not overlap: the outermost stands.
        if mention.byte_start < at {
            continue;
        }
        number += 1;
        xml.push_str(&escaped(text.get(at..mention.byte_start).unwrap_or_default()));
        let _ = write!(
            xml,
            "<TIMEX3 tid=\"t{number}\" {}>{}</TIMEX3>",
            attributes(date),
            escaped(&mention.text)
        );
        at = mention.byte_end;
    }
    xml.push_str(&escaped(text.get(at..).unwrap_or_default()));
    xml.push_str("</TEXT>\n</TimeML>\n");
    xml
}

/// `type`, `value` and `mod`. A date of which nothing is known has the value of an unknown day.
fn attributes(date: &DateValue) -> String {
    let value = date.timex.as_deref().unwrap_or("XXXX-XX-XX");
    let mut attributes =
        format!("type=\"{}\" value=\"{}\"", date.kind.as_str().to_uppercase(), escaped(value));
    let modifier = match date.modifier {
        Some(DateModifier::Start) => Some("START"),
        Some(DateModifier::Mid) => Some("MID"),
        Some(DateModifier::End) => Some("END"),
        Some(DateModifier::Before) => Some("BEFORE"),
        Some(DateModifier::After) => Some("AFTER"),
        Some(DateModifier::About) => Some("APPROX"),
        // Directions, which TIMEX3 says by intervals.
        Some(DateModifier::Since | DateModifier::Until) | None => None,
    };
    if let Some(modifier) = modifier {
        let _ = write!(attributes, " mod=\"{modifier}\"");
    }
    attributes
}

/// Text inside XML. Characters that XML 1.0 does not have become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A reader turns a carriage return into a line feed unless it is written so.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
