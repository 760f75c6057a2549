//! The columns of each file. Names are those of the records where a record has the field.

use arrow_schema::{DataType, Field, Fields, Schema};
use std::sync::Arc;

/// Digits of an amount, and those behind the point: amounts below 10^28 with any currency's decimals.
const AMOUNT: DataType = DataType::Decimal128(38, 10);

fn nullable(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, true)
}

fn required(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, false)
}

fn texts<const N: usize>(names: [&str; N]) -> Vec<Field> {
    names.map(|name| nullable(name, DataType::Utf8)).to_vec()
}

fn structure(fields: Vec<Vec<Field>>) -> DataType {
    DataType::Struct(Fields::from(fields.concat()))
}

fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("element", of, true)))
}

fn columns(fields: Vec<Vec<Field>>) -> Schema {
    Schema::new(fields.concat())
}

fn days<const N: usize>(names: [&str; N]) -> Vec<Field> {
    names.map(|name| nullable(name, DataType::Date32)).to_vec()
}

fn numbers<const N: usize>(names: [&str; N]) -> Vec<Field> {
    names.map(|name| required(name, DataType::Int64)).to_vec()
}

fn lists<const N: usize>(names: [&str; N]) -> Vec<Field> {
    names.map(|name| nullable(name, list(DataType::Utf8))).to_vec()
}

fn amounts<const N: usize>(names: [&str; N]) -> Vec<Field> {
    names.map(|name| nullable(name, AMOUNT)).to_vec()
}

fn flag(name: &str) -> Vec<Field> {
    vec![nullable(name, DataType::Boolean)]
}

fn ids<const N: usize>(names: [&str; N]) -> Vec<Field> {
    names.map(|name| required(name, DataType::Utf8)).to_vec()
}

fn one(name: &str, kind: DataType) -> Vec<Field> {
    vec![nullable(name, kind)]
}

/// `documents.parquet`.
pub(super) fn documents() -> Schema {
    let paragraph = structure(vec![numbers(["start", "end"]), ids(["lang"])]);
    columns(vec![
        ids(["id", "source"]),
        numbers(["position"]),
        texts(["url", "site", "title", "author"]),
        days(["published"]),
        texts(["published_from"]),
        lists(["langs"]),
        one("paragraphs", list(paragraph)),
        numbers(["chars", "bytes"]),
        ids(["sha256", "text_sha256", "encoding", "encoding_from"]),
        numbers(["decode_errors"]),
        texts(["duplicate_of", "near_duplicate_of"]),
        lists(["warnings"]),
        texts(["text"]),
    ])
}

/// `mentions.parquet`. The value stands in the column of its type.
pub(super) fn mentions() -> Schema {
    let date = structure(vec![
        texts(["kind", "edtf", "timex", "grain"]),
        days(["start", "end"]),
        texts(["basis", "modifier"]),
        lists(["alternatives"]),
    ]);
    let money = structure(vec![
        amounts(["amount"]),
        texts(["currency", "currency_basis", "modifier"]),
        amounts(["min", "max"]),
        texts(["equivalent_of"]),
        flag("each"),
    ]);
    let part = || structure(vec![texts(["unit", "number", "to"])]);
    let provision = structure(vec![texts(["unit", "number", "to"]), one("sub", list(part()))]);
    let law = structure(vec![
        texts(["law", "title", "jurisdiction", "jurisdiction_basis"]),
        one("provisions", list(provision)),
        texts(["celex", "eli"]),
    ]);
    let org = structure(vec![
        texts(["name", "key"]),
        flag("acronym"),
        texts(["kind", "country", "country_basis"]),
        flag("generic"),
        texts(["gazetteer", "wikidata", "ror", "lei"]),
    ]);
    columns(vec![
        ids(["id", "doc"]),
        texts(["source"]),
        days(["published"]),
        ids(["type"]),
        numbers(["start", "end", "byte_start", "byte_end"]),
        ids(["text", "lang"]),
        one("date", date),
        one("money", money),
        one("law", law),
        one("org", org),
        lists(["citations"]),
        texts(["entity", "entity_name"]),
        ids(["rule"]),
        lists(["resources"]),
        ids(["confidence"]),
        texts(["nested_in"]),
    ])
}

/// `entities.parquet`.
pub(super) fn entities() -> Schema {
    let form = structure(vec![ids(["text", "lang"]), numbers(["count"])]);
    let evidence = structure(vec![texts(["doc", "text"])]);
    let link = structure(vec![
        ids(["a", "b", "rule"]),
        numbers(["strength"]),
        one("evidence", list(evidence)),
    ]);
    let refused = structure(vec![ids(["other", "rule", "because"])]);
    columns(vec![
        ids(["id", "type", "name"]),
        texts(["name_en", "name_de", "name_ru"]),
        lists(["acronyms", "keys"]),
        texts(["kind", "country", "country_basis", "wikidata", "ror", "lei", "celex", "eli"]),
        one("forms", list(form)),
        numbers(["mentions", "documents"]),
        days(["first", "last"]),
        one("links", list(link)),
        one("refused", list(refused)),
    ])
}

/// `facts.parquet`.
pub(super) fn facts() -> Schema {
    columns(vec![
        ids(["id", "kind"]),
        texts(["target", "target_name", "authority", "authority_name", "law", "law_name"]),
        numbers(["documents", "independent_sources"]),
        amounts(["amount"]),
        texts(["currency", "amount_status"]),
        lists(["amounts"]),
        texts(["date", "date_status"]),
        lists(["dates"]),
        texts(["duration", "duration_status"]),
        lists(["durations"]),
    ])
}

/// `claims.parquet`.
pub(super) fn claims() -> Schema {
    let equivalent = structure(vec![amounts(["amount"]), texts(["currency", "modifier"])]);
    columns(vec![
        ids(["fact", "kind"]),
        texts(["target", "target_name", "authority", "authority_name"]),
        ids(["claim", "doc"]),
        texts(["source"]),
        days(["published"]),
        numbers(["start", "end"]),
        ids(["rule"]),
        texts(["attribution"]),
        amounts(["amount"]),
        texts(["currency", "modifier"]),
        one("equivalents", list(equivalent)),
        texts(["date", "duration", "law"]),
        lists(["mentions"]),
    ])
}

/// `rejects.parquet`.
pub(super) fn rejects() -> Schema {
    columns(vec![
        ids(["source"]),
        texts(["entry"]),
        numbers(["position"]),
        one("offset", DataType::Int64),
        ids(["reason", "detail"]),
    ])
}
