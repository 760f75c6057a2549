//! OpenSanctions: FollowTheMoney entities, one JSON object a line.

use super::Take;
use super::body::{Body, WITHOUT_ID, Words};
use serde_json::Value;
use std::io::BufRead;

/// Reads the entities that are bodies; persons, vessels and addresses are left out.
pub(super) fn read(
    input: &mut dyn BufRead,
    words: &Words,
    take: &mut Take<'_>,
) -> Result<(), String> {
    let mut line = String::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        number += 1;
        if input.read_line(&mut line).map_err(|e| e.to_string())? == 0 {
            return Ok(());
        }
        if line.trim().is_empty() {
            continue;
        }
        let value: Value = serde_json::from_str(&line).map_err(|e| {
            format!("line {number}: {e}; name entities.ftm.json, which has one entity a line")
        })?;
        take(body(&value, words));
    }
}

fn body(value: &Value, words: &Words) -> Result<Body, &'static str> {
    let id = value.get("id").and_then(Value::as_str).ok_or(WITHOUT_ID)?;
    let schema = value.get("schema").and_then(Value::as_str).unwrap_or_default();
    let all = |key: &str| -> Vec<&str> {
        let values = value.get("properties").and_then(|p| p.get(key)).and_then(Value::as_array);
        values.into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let topic = all("topics").into_iter().find_map(|t| words.kind("opensanctions_topic", t));
    let kind = topic.or_else(|| words.kind("opensanctions_schema", schema));
    let kind = kind.filter(|_| words.kind("opensanctions_schema", schema).is_some());
    let kind = kind.ok_or("of no class of organisations")?;
    let mut body = Body { id: format!("opensanctions/{id}"), kind: Some(kind), ..Body::default() };
    let country = all("jurisdiction").into_iter().chain(all("country")).next();
    body.country = country.filter(|code| code.len() == 2).map(str::to_uppercase);
    body.name(None, value.get("caption").and_then(Value::as_str).unwrap_or_default());
    // Weak aliases are words that are also something else.
    for name in all("name").into_iter().chain(all("alias")) {
        body.name(None, name);
    }
    body.external.extend(all("leiCode").iter().map(|id| format!("lei:{id}")));
    body.external.extend(all("wikidataId").iter().map(|id| format!("wikidata:{id}")));
    Ok(body)
}
