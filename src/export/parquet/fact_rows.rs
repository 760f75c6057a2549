//! Rows of facts and claims as the columns of `schema` have them.

use super::rows::{Amount, Names, day};
use crate::model::{Claim, ClaimAmount, FactRecord, Field, FieldStatus, MoneyModifier};
use serde::Serialize;
use std::collections::HashMap;

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
