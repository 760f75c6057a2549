//! The JSON Schemas of the records.

use super::{DocumentRecord, EntityRecord, FactRecord, Manifest, MentionRecord, RejectRecord};
use schemars::JsonSchema;

/// The JSON Schema of each record, pretty-printed, with the record's name: what stands in
/// `schema/`.
pub fn schemas() -> Vec<(&'static str, String)> {
    fn of<T: JsonSchema>(name: &'static str) -> (&'static str, String) {
        let text = serde_json::to_string_pretty(&schemars::schema_for!(T)).unwrap_or_default();
        (name, text + "\n")
    }
    vec![
        of::<DocumentRecord>("document"),
        of::<MentionRecord>("mention"),
        of::<EntityRecord>("entity"),
        of::<FactRecord>("fact"),
        of::<RejectRecord>("reject"),
        of::<Manifest>("manifest"),
    ]
}
