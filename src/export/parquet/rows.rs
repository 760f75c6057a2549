//! Rows as the columns of `schema` have them, made of records.

use super::cells::{Amount, DateCells, LawCells, MoneyCells, OrgCells, day};
use crate::export::source::display_name;
use crate::model::{
    Claim, ClaimAmount, DocumentRecord, EntityRecord, Evidence, FactRecord, Field, FieldStatus,
    Form, JurisdictionBasis, LawValue, MentionRecord, MoneyModifier, OrgKind, RefusedLink, Value,
};
use serde::Serialize;
use std::collections::HashMap;

/// Names of entities by id.
pub(super) type Names = HashMap<String, String>;

/// A row of `mentions`.
#[derive(Serialize)]
pub(super) struct MentionRow<'a> {
    id: &'a str,
    doc: &'a str,
    source: Option<&'a str>,
    published: Option<&'a str>,
    r#type: &'static str,
    start: usize,
    end: usize,
    byte_start: usize,
    byte_end: usize,
    text: &'a str,
    lang: &'static str,
    date: Option<DateCells<'a>>,
    money: Option<MoneyCells<'a>>,
    law: Option<LawCells<'a>>,
    org: Option<OrgCells<'a>>,
    citations: Option<Vec<String>>,
    entity: Option<&'a str>,
    entity_name: Option<&'a str>,
    rule: &'a str,
    resources: &'a [String],
    confidence: &'static str,
    nested_in: Option<&'a str>,
}

impl<'a> MentionRow<'a> {
    /// A mention, with what is known of its document and its entity.
    pub(super) fn new(
        m: &'a MentionRecord,
        document: Option<&'a DocumentRecord>,
        names: &'a Names,
    ) -> Self {
        let law = match &m.value {
            Value::Law(law) => Some(law),
            Value::Date(_) | Value::Money(_) | Value::Org(_) => None,
        };
        let mut row = Self {
            id: &m.id,
            doc: &m.doc,
            source: document.map(|document| document.source.as_str()),
            published: document.and_then(|document| day(document.published.as_ref())),
            r#type: m.r#type.as_str(),
            start: m.start,
            end: m.end,
            byte_start: m.byte_start,
            byte_end: m.byte_end,
            text: &m.text,
            lang: m.lang.as_str(),
            date: None,
            money: None,
            law: None,
            org: None,
            citations: law.map(LawValue::citations),
            entity: m.entity.as_deref(),
            entity_name: m.entity.as_ref().and_then(|id| names.get(id)).map(String::as_str),
            rule: &m.rule,
            resources: &m.resources,
            confidence: m.confidence.as_str(),
            nested_in: m.nested_in.as_deref(),
        };
        match &m.value {
            Value::Date(date) => row.date = Some(DateCells::new(date)),
            Value::Money(money) => row.money = Some(MoneyCells::new(money)),
            Value::Law(law) => row.law = Some(LawCells::new(law)),
            Value::Org(org) => row.org = Some(OrgCells::new(org)),
        }
        row
    }
}

/// A row of `documents`: the record, with a day that readers have.
pub(super) fn document_row(mut document: DocumentRecord) -> DocumentRecord {
    document.published = day(document.published.as_ref()).map(str::to_owned);
    document
}

/// A row of `entities`.
#[derive(Serialize)]
pub(super) struct EntityRow<'a> {
    id: &'a str,
    r#type: &'static str,
    name: &'a str,
    name_en: Option<&'a str>,
    name_de: Option<&'a str>,
    name_ru: Option<&'a str>,
    acronyms: &'a [String],
    keys: &'a [String],
    kind: Option<&'static str>,
    country: Option<&'a str>,
    country_basis: Option<&'static str>,
    wikidata: Option<&'a str>,
    ror: Option<&'a str>,
    lei: Option<&'a str>,
    celex: Option<&'a str>,
    eli: Option<&'a str>,
    forms: &'a [Form],
    mentions: u64,
    documents: u64,
    first: Option<&'a str>,
    last: Option<&'a str>,
    links: Vec<LinkCells<'a>>,
    refused: &'a [RefusedLink],
}

#[derive(Serialize)]
struct LinkCells<'a> {
    a: &'a str,
    b: &'a str,
    rule: &'a str,
    strength: u8,
    evidence: &'a [Evidence],
}

impl<'a> EntityRow<'a> {
    pub(super) fn new(entity: &'a EntityRecord) -> Self {
        let links = entity.links.iter().map(|link| LinkCells {
            a: &link.a,
            b: &link.b,
            rule: &link.rule,
            strength: link.strength,
            evidence: &link.evidence,
        });
        let ids = &entity.external;
        Self {
            id: &entity.id,
            r#type: entity.r#type.as_str(),
            name: display_name(entity),
            name_en: entity.names.en.as_deref(),
            name_de: entity.names.de.as_deref(),
            name_ru: entity.names.ru.as_deref(),
            acronyms: &entity.acronyms,
            keys: &entity.keys,
            kind: entity.kind.map(OrgKind::as_str),
            country: entity.country.as_deref(),
            country_basis: entity.country_basis.map(JurisdictionBasis::as_str),
            wikidata: ids.wikidata.as_deref(),
            ror: ids.ror.as_deref(),
            lei: ids.lei.as_deref(),
            celex: ids.celex.as_deref(),
            eli: ids.eli.as_deref(),
            forms: &entity.forms,
            mentions: entity.mentions,
            documents: entity.documents,
            first: day(entity.first.as_ref()),
            last: day(entity.last.as_ref()),
            links: links.collect(),
            refused: &entity.refused,
        }
    }
}

/// A row of `facts`. `amount` and `currency` are there where the claims agree on one sum.
#[derive(Serialize)]
pub(super) struct FactRow<'a> {
    id: &'a str,
    kind: &'static str,
    target: Option<&'a str>,
    target_name: Option<&'a str>,
    authority: Option<&'a str>,
    authority_name: Option<&'a str>,
    law: Option<&'a str>,
    law_name: Option<&'a str>,
    documents: u64,
    independent_sources: u64,
    amount: Option<Amount>,
    currency: Option<&'a str>,
    amount_status: Option<&'static str>,
    amounts: &'a [String],
    date: Option<&'a str>,
    date_status: Option<&'static str>,
    dates: &'a [String],
    duration: Option<&'a str>,
    duration_status: Option<&'static str>,
    durations: &'a [String],
}

impl<'a> FactRow<'a> {
    pub(super) fn new(fact: &'a FactRecord, names: &'a Names) -> Self {
        let field = |name: &str| fact.fields.get(name);
        let status = |field: Option<&Field>| field.map(|field| field.status.as_str());
        let (amount, date, duration) = (field("amount"), field("date"), field("duration"));
        let is_one = |field: &&Field| {
            matches!(field.status, FieldStatus::Single | FieldStatus::Agree)
                && field.value.is_some()
        };
        let sum: Option<&ClaimAmount> =
            amount.filter(is_one).and_then(|_| fact.claims.iter().find_map(|c| c.amount.as_ref()));
        Self {
            id: &fact.id,
            kind: fact.kind.as_str(),
            target: fact.roles.target.as_deref(),
            target_name: name_of(fact.roles.target.as_ref(), names),
            authority: fact.roles.authority.as_deref(),
            authority_name: name_of(fact.roles.authority.as_ref(), names),
            law: fact.roles.law.as_deref(),
            law_name: name_of(fact.roles.law.as_ref(), names),
            documents: fact.documents,
            independent_sources: fact.independent_sources,
            amount: Amount::of(sum.and_then(|sum| sum.amount)),
            currency: sum.and_then(|sum| sum.currency.as_deref()),
            amount_status: status(amount),
            amounts: values(amount),
            date: date.and_then(|date| date.value.as_deref()),
            date_status: status(date),
            dates: values(date),
            duration: duration.and_then(|duration| duration.value.as_deref()),
            duration_status: status(duration),
            durations: values(duration),
        }
    }
}

fn name_of<'a>(id: Option<&String>, names: &'a Names) -> Option<&'a str> {
    id.and_then(|id| names.get(id)).map(String::as_str)
}

fn values(field: Option<&Field>) -> &[String] {
    field.map_or(&[], |field| &field.values)
}

/// A row of `claims`.
#[derive(Serialize)]
pub(super) struct ClaimRow<'a> {
    fact: &'a str,
    kind: &'static str,
    target: Option<&'a str>,
    target_name: Option<&'a str>,
    authority: Option<&'a str>,
    authority_name: Option<&'a str>,
    claim: &'a str,
    doc: &'a str,
    source: Option<&'a str>,
    published: Option<&'a str>,
    start: usize,
    end: usize,
    rule: &'a str,
    attribution: Option<&'a str>,
    amount: Option<Amount>,
    currency: Option<&'a str>,
    modifier: Option<&'static str>,
    equivalents: Vec<SumCells<'a>>,
    date: Option<&'a str>,
    duration: Option<&'a str>,
    law: Option<&'a str>,
    mentions: &'a [String],
}

#[derive(Serialize)]
struct SumCells<'a> {
    amount: Option<Amount>,
    currency: Option<&'a str>,
    modifier: Option<&'static str>,
}

impl<'a> SumCells<'a> {
    fn new(sum: &'a ClaimAmount) -> Self {
        Self {
            amount: Amount::of(sum.amount),
            currency: sum.currency.as_deref(),
            modifier: sum.modifier.map(MoneyModifier::as_str),
        }
    }
}

impl<'a> ClaimRow<'a> {
    /// A claim; `sources` are the sources of documents by id.
    pub(super) fn new(
        fact: &'a FactRecord,
        claim: &'a Claim,
        names: &'a Names,
        sources: &'a HashMap<String, String>,
    ) -> Self {
        let sum = claim.amount.as_ref().map(SumCells::new);
        let (amount, currency, modifier) =
            sum.map_or((None, None, None), |s| (s.amount, s.currency, s.modifier));
        Self {
            fact: &fact.id,
            kind: fact.kind.as_str(),
            target: fact.roles.target.as_deref(),
            target_name: name_of(fact.roles.target.as_ref(), names),
            authority: fact.roles.authority.as_deref(),
            authority_name: name_of(fact.roles.authority.as_ref(), names),
            claim: &claim.claim,
            doc: &claim.doc,
            source: sources.get(&claim.doc).map(String::as_str),
            published: day(claim.published.as_ref()),
            start: claim.start,
            end: claim.end,
            rule: &claim.rule,
            attribution: claim.attribution.as_deref(),
            amount,
            currency,
            modifier,
            equivalents: claim.equivalents.iter().map(SumCells::new).collect(),
            date: claim.date.as_deref(),
            duration: claim.duration.as_deref(),
            law: claim.law.as_deref(),
            mentions: &claim.mentions,
        }
    }
}
