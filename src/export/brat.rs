//! brat's standoff: <https://brat.nlplab.org/standoff.html>. Offsets count code points.

use super::files::{FileNames, Folder};
use super::source::Source;
use super::text_of;
use crate::error::Result;
use crate::model::MentionRecord;
use std::fmt::Write;

/// Types of annotations, for brat's front end.
const CONFIGURATION: &str =
    "[entities]\nORG\nDATE\nMONEY\nLAW\n\n[relations]\n\n[events]\n\n[attributes]\n";

pub(super) fn write(source: &Source, out: &Folder) -> Result<()> {
    let mut configuration = out.file("annotation.conf")?;
    configuration.text(CONFIGURATION)?;
    configuration.finish()?;
    let mut names = FileNames::default();
    source.documents(|document, mentions| {
        if document.duplicate_of.is_some() {
            return Ok(());
        }
        let name = names.of(&document.id);
        let mut text = out.file(&format!("{name}.txt"))?;
        text.text(text_of(document)?)?;
        text.finish()?;
        let mut annotations = out.file(&format!("{name}.ann"))?;
        annotations.text(&annotations_of(mentions))?;
        annotations.finish()
    })
}

/// The lines of an `.ann` file: each mention, its entity, and its value as a note.
fn annotations_of(mentions: &[MentionRecord]) -> String {
    let mut lines = String::new();
    let mut entities = 0;
    for (number, m) in (1..).zip(mentions) {
        // Writing to a string does not fail.
        let _ = writeln!(lines, "T{number}\t{} {}\t{}", m.r#type, fragments(m), one_line(&m.text));
        if let Some(entity) = &m.entity {
            entities += 1;
            let _ = writeln!(
                lines,
                "N{entities}\tReference T{number} newsmill:{entity}\t{}",
                one_line(&m.text)
            );
        }
        let value = serde_json::to_string(&m.value).unwrap_or_default();
        let _ = writeln!(lines, "#{number}\tAnnotatorNotes T{number}\t{value}");
    }
    lines
}

/// `start end`, in pieces where the mention goes over line ends, which brat does not take.
fn fragments(mention: &MentionRecord) -> String {
    let (mut at, mut pieces) = (mention.start, Vec::new());
    for line in mention.text.split('\n') {
        let end = at + line.chars().count();
        if end > at {
            pieces.push(format!("{at} {end}"));
        }
        at = end + 1;
    }
    pieces.join(";")
}

fn one_line(text: &str) -> String {
    text.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
