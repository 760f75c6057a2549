//! Rows of documents, mentions and entities as the columns of `schema` have them.

use crate::model::{
    CurrencyBasis, DateModifier, DateValue, DocumentRecord, EntityRecord, Evidence, Form, Grain,
    JurisdictionBasis, LawValue, MentionRecord, MoneyModifier, MoneyValue, OrgKind, OrgValue,
    Provision, RefusedLink, Value,
};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::collections::HashMap;

/// Names of entities by id.
pub(super) type Names = HashMap<String, String>;

/// A day, where the calendars of readers have it: from the year 1 on.
pub(super) fn day(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|day| !day.starts_with('-') && !day.starts_with("0000"))
}

/// An amount as text, which arrow reads exactly; none where the column cannot hold it.
pub(super) struct Amount(Decimal);

impl Amount {
    pub(super) fn of(amount: Option<Decimal>) -> Option<Self> {
        let limit = Decimal::from_i128_with_scale(10_i128.pow(28), 0);
        amount.filter(|a| a.abs() < limit).map(Self)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(&self.0)
    }
}

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

#[derive(Serialize)]
struct DateCells<'a> {
    kind: &'static str,
    edtf: Option<&'a str>,
    timex: Option<&'a str>,
    grain: Option<&'static str>,
    start: Option<&'a str>,
    end: Option<&'a str>,
    basis: &'static str,
    modifier: Option<&'static str>,
    alternatives: &'a [String],
}

impl<'a> DateCells<'a> {
    fn new(date: &'a DateValue) -> Self {
        Self {
            kind: date.kind.as_str(),
            edtf: date.edtf.as_deref(),
            timex: date.timex.as_deref(),
            grain: date.grain.map(Grain::as_str),
            start: day(date.start.as_ref()),
            end: day(date.end.as_ref()),
            basis: date.basis.as_str(),
            modifier: date.modifier.map(DateModifier::as_str),
            alternatives: &date.alternatives,
        }
    }
}

#[derive(Serialize)]
struct MoneyCells<'a> {
    amount: Option<Amount>,
    currency: Option<&'a str>,
    currency_basis: Option<&'static str>,
    modifier: Option<&'static str>,
    min: Option<Amount>,
    max: Option<Amount>,
    equivalent_of: Option<&'a str>,
    each: bool,
}

impl<'a> MoneyCells<'a> {
    fn new(money: &'a MoneyValue) -> Self {
        Self {
            amount: Amount::of(money.amount),
            currency: money.currency.as_deref(),
            currency_basis: money.currency_basis.map(CurrencyBasis::as_str),
            modifier: money.modifier.map(MoneyModifier::as_str),
            min: Amount::of(money.min),
            max: Amount::of(money.max),
            equivalent_of: money.equivalent_of.as_deref(),
            each: money.each,
        }
    }
}

#[derive(Serialize)]
struct LawCells<'a> {
    law: Option<&'a str>,
    title: Option<&'a str>,
    jurisdiction: Option<&'a str>,
    jurisdiction_basis: Option<&'static str>,
    provisions: &'a [Provision],
    celex: Option<&'a str>,
    eli: Option<&'a str>,
}

impl<'a> LawCells<'a> {
    fn new(law: &'a LawValue) -> Self {
        Self {
            law: law.law.as_deref(),
            title: law.title.as_deref(),
            jurisdiction: law.jurisdiction.as_deref(),
            jurisdiction_basis: law.jurisdiction_basis.map(JurisdictionBasis::as_str),
            provisions: &law.provisions,
            celex: law.external.celex.as_deref(),
            eli: law.external.eli.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct OrgCells<'a> {
    name: &'a str,
    key: &'a str,
    acronym: bool,
    kind: Option<&'static str>,
    country: Option<&'a str>,
    country_basis: Option<&'static str>,
    generic: bool,
    gazetteer: Option<&'a str>,
    wikidata: Option<&'a str>,
    ror: Option<&'a str>,
    lei: Option<&'a str>,
}

impl<'a> OrgCells<'a> {
    fn new(org: &'a OrgValue) -> Self {
        Self {
            name: &org.name,
            key: &org.key,
            acronym: org.acronym,
            kind: org.kind.map(OrgKind::as_str),
            country: org.country.as_deref(),
            country_basis: org.country_basis.map(JurisdictionBasis::as_str),
            generic: org.generic,
            gazetteer: org.gazetteer.as_deref(),
            wikidata: org.external.wikidata.as_deref(),
            ror: org.external.ror.as_deref(),
            lei: org.external.lei.as_deref(),
        }
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
            name: entity.display_name(),
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
