//! FollowTheMoney entities, one a line: <https://followthemoney.tech/explorer/>.

use super::files::Folder;
use super::source::Source;
use crate::error::Result;
use crate::model::{DocumentRecord, EntityRecord, Kind, MentionRecord, OrgKind};
use serde_json::{Map, Value, json};
use std::fmt::Write;

pub(super) fn write(source: &Source, out: &Folder) -> Result<()> {
    let mut file = out.file("entities.ftm.json")?;
    for entity in source.records::<EntityRecord>("entities.jsonl")? {
        let entity = entity?;
        // FollowTheMoney has no schema of laws.
        if entity.r#type == Kind::Org {
            file.json_line(&body(&entity))?;
        }
    }
    source.documents(|document, mentions| {
        if document.duplicate_of.is_some() {
            return Ok(());
        }
        file.json_line(&page(document))?;
        for mention in mentions.iter().filter(|m| m.r#type == Kind::Org) {
            file.json_line(&mention_of(document, mention))?;
        }
        Ok(())
    })?;
    file.finish()
}

fn body(entity: &EntityRecord) -> Value {
    let mut properties = Properties::default();
    properties.add("name", Some(entity.display_name()));
    let names = [&entity.names.en, &entity.names.de, &entity.names.ru];
    names.into_iter().for_each(|name| properties.add("alias", name.as_deref()));
    entity.forms.iter().for_each(|form| properties.add("alias", Some(&form.text)));
    entity.acronyms.iter().for_each(|name| properties.add("abbreviation", Some(name)));
    properties.add("country", country(entity.country.as_deref()).as_deref());
    properties.add("wikidataId", entity.external.wikidata.as_deref());
    properties.add("leiCode", entity.external.lei.as_deref());
    let ror = entity.external.ror.as_ref().map(|id| format!("https://ror.org/{id}"));
    properties.add("sourceUrl", ror.as_deref());
    properties.of(&entity.id, schema(entity.kind))
}

fn page(document: &DocumentRecord) -> Value {
    let mut properties = Properties::default();
    properties.add("fileName", Some(&document.source));
    properties.add("title", document.title.as_deref());
    properties.add("author", document.author.as_deref());
    properties.add("sourceUrl", document.url.as_deref());
    properties.add("publishedAt", document.published.as_deref());
    properties.add("bodyText", document.text.as_deref());
    properties.of(&document.id, "PlainText")
}

fn mention_of(document: &DocumentRecord, mention: &MentionRecord) -> Value {
    let mut properties = Properties::default();
    properties.add("name", Some(&mention.text));
    properties.add("document", Some(&ftm_id(&document.id)));
    properties.add("resolved", mention.entity.as_deref().map(ftm_id).as_deref());
    let value = match &mention.value {
        crate::model::Value::Org(org) => Some(org),
        crate::model::Value::Date(_)
        | crate::model::Value::Money(_)
        | crate::model::Value::Law(_) => None,
    };
    properties.add("detectedSchema", Some(schema(value.and_then(|org| org.kind))));
    let country = country(value.and_then(|org| org.country.as_deref()));
    properties.add("contextCountry", country.as_deref());
    properties.of(&mention.id, "Mention")
}

/// The schema of a kind of body.
fn schema(kind: Option<OrgKind>) -> &'static str {
    match kind {
        Some(OrgKind::Company | OrgKind::Bank) => "Company",
        Some(OrgKind::Government | OrgKind::Court | OrgKind::Military) => "PublicBody",
        Some(
            OrgKind::Party
            | OrgKind::Media
            | OrgKind::Ngo
            | OrgKind::Igo
            | OrgKind::University
            | OrgKind::Team
            | OrgKind::Other,
        )
        | None => "Organization",
    }
}

/// A country as FollowTheMoney writes it; ids of unions are no country of two letters.
fn country(code: Option<&str>) -> Option<String> {
    code.filter(|code| code.len() == 2).map(str::to_lowercase)
}

/// Properties of an entity: lists of distinct values.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn add(&mut self, name: &str, value: Option<&str>) {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return };
        if let Value::Array(values) = self.0.entry(name).or_insert_with(|| json!([]))
            && !values.iter().any(|known| known == value)
        {
            values.push(json!(value));
        }
    }

    fn of(self, id: &str, schema: &str) -> Value {
        json!({"id": ftm_id(id), "schema": schema, "properties": self.0})
    }
}

/// An id as FollowTheMoney takes it: ASCII letters, digits, points and hyphens, a letter or digit at
/// both ends. A slash becomes a point, any other character its code between points.
fn ftm_id(id: &str) -> String {
    let mut out = String::with_capacity(id.len() + 3);
    for c in id.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => out.push(c),
            '/' => out.push('.'),
            other => {
                // Writing to a string does not fail.
                let _ = write!(out, ".x{:x}.", u32::from(other));
            }
        }
    }
    if !out.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        out.insert(0, 'x');
    }
    if !out.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        out.push('x');
    }
    out
}
