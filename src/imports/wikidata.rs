//! The Wikidata JSON dump: an array with one item a line.

use super::Take;
use super::body::{Body, WITHOUT_ID, Words};
use crate::model::Lang;
use serde_json::Value;
use std::io::BufRead;

/// Reads the items that are an instance of a class of organisations (P31). Others are cheap: their
/// line is not parsed unless it names such a class.
pub(super) fn read(
    input: &mut dyn BufRead,
    words: &Words,
    take: &mut Take<'_>,
) -> Result<(), String> {
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        number += 1;
        if input.read_until(b'\n', &mut line).map_err(|e| e.to_string())? == 0 {
            return Ok(());
        }
        let item = line.trim_ascii();
        let item = item.strip_suffix(b",").unwrap_or(item);
        if item.len() < 2 {
            continue;
        }
        let value: Value = serde_json::from_slice(item).map_err(|e| {
            format!("line {number}: {e}; the dump has one item a line (latest-all.json)")
        })?;
        if value.get("type").and_then(Value::as_str).is_some_and(|t| t != "item") {
            continue;
        }
        take(body(&value, words));
    }
}

fn body(value: &Value, words: &Words) -> Result<Body, &'static str> {
    let id = value.get("id").and_then(Value::as_str).ok_or(WITHOUT_ID)?;
    let kinds = of_claim(value, "P31").into_iter();
    let kind = kinds.filter_map(|class| words.kind("wikidata_class", &class)).min();
    let kind = kind.ok_or("of no class of organisations")?;
    if !of_claim(value, "P576").is_empty() {
        return Err("not active");
    }
    let mut body = Body { id: format!("wikidata/{id}"), kind: Some(kind), ..Body::default() };
    body.external.insert(format!("wikidata:{id}"));
    for (property, register) in [("P6782", "ror"), ("P1278", "lei")] {
        body.external.extend(of_claim(value, property).iter().map(|id| format!("{register}:{id}")));
    }
    body.country = of_claim(value, "P17")
        .iter()
        .find_map(|country| words.meaning("wikidata_country", country))
        .map(str::to_owned);
    for lang in Lang::ALL {
        let of = |key: &str| value.get(key).and_then(|v| v.get(lang.as_str()));
        if let Some(label) = of("labels").and_then(|l| l.get("value")).and_then(Value::as_str) {
            body.name(Some(lang), label);
        }
        let aliases = of("aliases").and_then(Value::as_array).into_iter().flatten();
        for alias in aliases.filter_map(|a| a.get("value").and_then(Value::as_str)) {
            body.name(Some(lang), alias);
        }
    }
    Ok(body)
}

/// The values of a property: ids of items, strings, and "time" for points in time.
fn of_claim(value: &Value, property: &str) -> Vec<String> {
    let claims = value.get("claims").and_then(|c| c.get(property)).and_then(Value::as_array);
    let values = claims.into_iter().flatten().filter_map(|claim| {
        let value = claim.get("mainsnak")?.get("datavalue")?.get("value")?;
        let text = value.as_str().map(str::to_owned);
        text.or_else(|| value.get("id").and_then(Value::as_str).map(str::to_owned))
            .or_else(|| value.get("time").map(|_| "time".to_owned()))
    });
    values.collect()
}
