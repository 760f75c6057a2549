//! A mention in words: its value, and why it is one.

use newsmill::model::{self, Candidate, CharSpan, CountryEvidence, Mention};
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

/// What told the country of a mention, a line each: the countries of which the text speaks with
/// their weights and nearest signs, then the candidates that were not chosen and why.
pub(super) fn country(mention: &Mention, evidence: &CountryEvidence, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let slice = |span: &CharSpan| -> String {
        text.chars().skip(span.start).take(span.end - span.start).collect()
    };
    for of in evidence.ranking.iter().take(MOST_COUNTRIES) {
        let mut signs: Vec<String> = of
            .signs
            .iter()
            .take(MOST_SIGNS)
            .map(|span| format!("\"{}\" at {}", slice(span), span.start))
            .collect();
        if of.home {
            signs.push("home of the document".to_owned());
        }
        let more = of.signs.len().saturating_sub(MOST_SIGNS);
        if more > 0 {
            signs.push(format!("{more} more"));
        }
        lines.push(format!(
            "speaks of {} (weight {}): {}",
            of.country,
            of.weight,
            signs.join(", ")
        ));
    }
    if evidence.ranking.is_empty() {
        lines.push("speaks of no country".to_owned());
    }
    let (chosen, country) = identity(mention);
    for candidate in evidence.candidates.iter().filter(|c| chosen.as_deref() != Some(&c.id)) {
        lines.push(format!("not {}: {}", candidate.id, why_not(candidate, country, evidence)));
    }
    lines
}

/// Most countries that are told of a place.
const MOST_COUNTRIES: usize = 4;
/// Most signs that are told of a country.
const MOST_SIGNS: usize = 3;

/// The row or currency of a mention, and its country.
fn identity(mention: &Mention) -> (Option<String>, Option<&str>) {
    match &mention.value {
        model::Value::Org(org) => (org.gazetteer.clone(), org.country.as_deref()),
        model::Value::Law(law) => (law.law.clone(), law.jurisdiction.as_deref()),
        model::Value::Money(money) => (money.currency.clone(), None),
        model::Value::Date(_) => (None, None),
    }
}

/// Why a candidate was not chosen.
fn why_not(candidate: &Candidate, country: Option<&str>, evidence: &CountryEvidence) -> String {
    let Some(own) = candidate.country.as_deref() else {
        return "it has no country".to_owned();
    };
    match (country, evidence.weight_of(own)) {
        (Some(country), _) if country == own => {
            format!("another body of {country} fits better")
        }
        (Some(country), 0) => format!("the mention is of {country}; nothing says {own}"),
        (Some(country), weight) => {
            format!("the mention is of {country}; {own} weighs {weight}")
        }
        (None, 0) => format!("nothing says {own}"),
        (None, weight) => format!("{own} weighs {weight}, which does not decide"),
    }
}
