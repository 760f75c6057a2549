//! ROR releases: one JSON array of organisations, schema 1 or 2.

use super::Take;
use super::body::{Body, WITHOUT_ID, Words};
use crate::model::Lang;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::io::BufRead;

/// Reads the array, one organisation at a time.
pub(super) fn read(
    input: &mut dyn BufRead,
    words: &Words,
    take: &mut Take<'_>,
) -> Result<(), String> {
    let mut json = serde_json::Deserializer::from_reader(input);
    let each = &mut |value: Value| take(body(&value, words));
    Each(each).deserialize(&mut json).map_err(|e| {
        format!("{e}; a ROR release is one JSON array, unpack its .zip and name the .json in it")
    })
}

/// What ids begin with.
const PREFIX: &str = "https://ror.org/";

/// Calls a function with each element of an array.
struct Each<'f>(&'f mut dyn FnMut(Value));

impl<'de> DeserializeSeed<'de> for Each<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of organisations")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            (self.0)(item);
        }
        Ok(())
    }
}

fn body(value: &Value, words: &Words) -> Result<Body, &'static str> {
    let text = |v: &Value, key: &str| v.get(key).and_then(Value::as_str).map(str::to_owned);
    let short = text(value, "id").and_then(|id| id.strip_prefix(PREFIX).map(str::to_owned));
    let short = short.ok_or(WITHOUT_ID)?;
    if value.get("status").and_then(Value::as_str).is_some_and(|status| status != "active") {
        return Err("not active");
    }
    let mut body = Body { id: format!("ror/{short}"), ..Body::default() };
    body.external.insert(format!("ror:{short}"));
    let list = |v: &Value, key: &str| -> Vec<Value> {
        v.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let types = list(value, "types");
    // A hospital of a university is of both types: the first with a meaning counts.
    body.kind = types
        .iter()
        .filter_map(Value::as_str)
        .find_map(|t| words.kind("ror_type", &t.to_lowercase()));
    let place = |v: &Value| v.get("country_code").and_then(Value::as_str).map(str::to_owned);
    body.country = list(value, "locations")
        .iter()
        .find_map(|location| location.get("geonames_details").and_then(place))
        .or_else(|| value.get("country").and_then(place));
    let lang = |v: &Value, key: &str| v.get(key).and_then(Value::as_str).and_then(Lang::from_tag);
    // Schema 2: the name to show first.
    let mut names = list(value, "names");
    names.sort_by_key(|name| !list(name, "types").iter().any(|t| t == "ror_display"));
    for name in &names {
        body.name(
            lang(name, "lang"),
            name.get("value").and_then(Value::as_str).unwrap_or_default(),
        );
    }
    // Schema 1.
    body.name(None, &text(value, "name").unwrap_or_default());
    for label in list(value, "labels") {
        body.name(lang(&label, "iso639"), &text(&label, "label").unwrap_or_default());
    }
    for name in list(value, "aliases").iter().chain(&list(value, "acronyms")) {
        body.name(None, name.as_str().unwrap_or_default());
    }
    let external = value.get("external_ids");
    let listed = external.and_then(Value::as_array).into_iter().flatten();
    let wikidata = listed
        .filter(|id| id.get("type").and_then(Value::as_str) == Some("wikidata"))
        .chain(external.and_then(|ids| ids.get("Wikidata")));
    for ids in wikidata {
        let preferred = ids.get("preferred").and_then(Value::as_str);
        let all = list(ids, "all");
        if let Some(id) = preferred.or_else(|| all.iter().find_map(Value::as_str)) {
            body.external.insert(format!("wikidata:{id}"));
        }
    }
    Ok(body)
}
