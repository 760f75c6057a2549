//! Cells of rows: days, amounts, and the columns of the four kinds of value.

use crate::model::{
    CurrencyBasis, DateModifier, DateValue, Grain, JurisdictionBasis, LawValue, MoneyModifier,
    MoneyValue, OrgKind, OrgValue, Provision,
};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

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

/// The columns of a date.
#[derive(Serialize)]
pub(super) struct DateCells<'a> {
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
    pub(super) fn new(date: &'a DateValue) -> Self {
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

/// The columns of a sum of money.
#[derive(Serialize)]
pub(super) struct MoneyCells<'a> {
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
    pub(super) fn new(money: &'a MoneyValue) -> Self {
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

/// The columns of a legal article.
#[derive(Serialize)]
pub(super) struct LawCells<'a> {
    law: Option<&'a str>,
    title: Option<&'a str>,
    jurisdiction: Option<&'a str>,
    jurisdiction_basis: Option<&'static str>,
    provisions: &'a [Provision],
    celex: Option<&'a str>,
    eli: Option<&'a str>,
}

impl<'a> LawCells<'a> {
    pub(super) fn new(law: &'a LawValue) -> Self {
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

/// The columns of an organisation.
#[derive(Serialize)]
pub(super) struct OrgCells<'a> {
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
    pub(super) fn new(org: &'a OrgValue) -> Self {
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
