//! Label Studio's tasks with predictions. Offsets count UTF-16 units, as JavaScript does.

use super::files::Folder;
use super::source::Source;
use super::text_of;
use crate::error::Result;
use crate::model::MentionRecord;
use serde_json::{Value, json};

/// The labelling interface that the predictions name.
const INTERFACE: &str = "<View>\n  <Labels name=\"label\" toName=\"text\">\n    <Label value=\"ORG\"/>\n    <Label value=\"DATE\"/>\n    <Label value=\"MONEY\"/>\n    <Label value=\"LAW\"/>\n  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n";

pub(super) fn write(source: &Source, out: &Folder) -> Result<()> {
    let mut interface = out.file("labels.xml")?;
    interface.text(INTERFACE)?;
    interface.finish()?;
    let mut tasks = out.file("tasks.json")?;
    let mut before = "[\n";
    source.documents(|document, mentions| {
        if document.duplicate_of.is_some() {
            return Ok(());
        }
        let text = text_of(document)?;
        let mut units = Utf16::new(text);
        let results: Vec<Value> = mentions.iter().map(|m| result(m, &mut units)).collect();
        let task = json!({
            "data": {"text": text, "doc": document.id, "published": document.published, "source": document.source},
            "predictions": [{"model_version": concat!("newsmill ", env!("CARGO_PKG_VERSION")), "result": results}],
        });
        tasks.text(std::mem::replace(&mut before, ",\n"))?;
        tasks.text(&task.to_string())
    })?;
    // A dataset without documents is an empty list.
    tasks.text(if before == "[\n" { "[]\n" } else { "\n]\n" })?;
    tasks.finish()
}

fn result(mention: &MentionRecord, units: &mut Utf16<'_>) -> Value {
    json!({
        "id": mention.id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": units.at(mention.byte_start),
            "end": units.at(mention.byte_end),
            "text": mention.text,
            "labels": [mention.r#type.as_str()],
        },
        "meta": {"rule": [mention.rule], "confidence": [mention.confidence.as_str()]},
    })
}

/// UTF-16 offsets of byte offsets. Steps from the last place asked for, so that a document is counted
/// about once.
struct Utf16<'a> {
    text: &'a str,
    byte: usize,
    unit: usize,
}

impl<'a> Utf16<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, byte: 0, unit: 0 }
    }

    fn at(&mut self, byte: usize) -> usize {
        let count = |text: Option<&str>| text.map_or(0, |text| text.encode_utf16().count());
        self.unit = if byte >= self.byte {
            self.unit + count(self.text.get(self.byte..byte))
        } else {
            self.unit - count(self.text.get(byte..self.byte))
        };
        self.byte = byte;
        self.unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_utf_16_units() {
        let text = "a😀ж b";
        let mut units = Utf16::new(text);
        let places: Vec<usize> = [0, 1, 5, 7, 9, 1].map(|byte| units.at(byte)).to_vec();
        assert_eq!(places, [0, 1, 3, 4, 6, 1]);
    }
}
