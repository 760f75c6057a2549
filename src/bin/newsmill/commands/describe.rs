//! A mention in words: its value, and why it is one.

use newsmill::model::Mention;
use newsmill::{BundleClaim, Document};
use serde_json::Value;

/// The value, without what is null, false or empty.
pub(super) fn value(mention: &Mention) -> String {
    let empty = |v: &Value| match v {
        Value::Null | Value::Bool(false) => true,
        Value::Array(a) => a.is_empty(),
        Value::Object(o) => o.values().all(Value::is_null),
        Value::Bool(true) | Value::Number(_) | Value::String(_) => false,
    };
    let Value::Object(fields) = serde_json::to_value(&mention.value).unwrap_or_default() else {
        return String::new();
    };
    let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    let parts: Vec<String> = fields
        .iter()
        .filter(|(k, v)| !empty(v) && *k != "key")
        .map(|(k, v)| format!("{k} {}", text(v)))
        .collect();
    parts.join("; ")
}

/// The rule, the resources and the confidence.
pub(super) fn reason(mention: &Mention) -> String {
    let resources = if mention.resources.is_empty() {
        String::new()
    } else {
        format!(" by {}", mention.resources.join(", "))
    };
    format!("{}{resources} ({})", mention.rule, mention.confidence)
}

/// The claims of a document: kind, frame and place, then the words that fill each slot.
pub(super) fn claims(document: &Document, claims: &[BundleClaim]) -> Vec<(String, Vec<String>)> {
    let chars: Vec<usize> =
        document.text.char_indices().map(|c| c.0).chain([document.text.len()]).collect();
    let words = |start: usize, end: usize| {
        let place = chars.get(start).zip(chars.get(end));
        place.and_then(|(from, to)| document.text.get(*from..*to)).unwrap_or_default()
    };
    let line = |c: &BundleClaim| {
        let head =
            format!("{} {}-{} by {}", c.kind.as_str(), c.claim.start, c.claim.end, c.claim.rule);
        let slots = c.claim.slots.iter().map(|slot| {
            format!("{} {}-{} {:?}", slot.slot, slot.start, slot.end, words(slot.start, slot.end))
        });
        (head, slots.collect())
    };
    claims.iter().map(line).collect()
}
