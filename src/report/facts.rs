//! Facts of the page.

use super::documents::Documents;
use super::entities::Entities;
use super::strings::month_of;
use crate::error::Result;
use crate::model::{Claim, FactRecord, Field, FieldStatus};
use crate::write::DatasetFiles;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Claims of a fact, at most.
const CLAIMS: usize = 40;

/// What is counted of all facts, whether the page has them or not.
#[derive(Debug, Default, Serialize)]
pub(super) struct FactCounts {
    /// By kind and by how the sources stand: `conflict` where any field has one, else `compatible`,
    /// `agree` or `single`.
    statuses: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    /// Months of their days, by kind.
    months: BTreeMap<&'static str, BTreeMap<i32, u64>>,
}

/// The facts that the page takes.
pub(super) struct Facts {
    pub(super) counts: FactCounts,
    taken: Vec<FactRecord>,
}

/// How the sources of a fact stand to each other: the gravest of its fields.
fn status(fact: &FactRecord) -> FieldStatus {
    let grave = |field: &Field| match field.status {
        FieldStatus::Single => 0,
        FieldStatus::Agree => 1,
        FieldStatus::Compatible => 2,
        FieldStatus::Conflict => 3,
    };
    let gravest = fact.fields.values().max_by_key(|field| grave(field));
    gravest.map_or(FieldStatus::Single, |field| field.status)
}

/// The day of a fact: the one that its sources name, or the first of several.
fn day(fact: &FactRecord) -> Option<&str> {
    let field = fact.fields.get("date")?;
    field.value.as_deref().or_else(|| field.values.first().map(String::as_str))
}

impl Facts {
    /// Takes `most` facts: those in conflict first, then those with most documents.
    pub(super) fn read(files: &DatasetFiles, most: usize) -> Result<Self> {
        let mut counts = FactCounts::default();
        let mut ranked = BTreeMap::new();
        for fact in files.records::<FactRecord>("facts.jsonl")? {
            let fact = fact?;
            let (kind, status) = (fact.kind.as_str(), status(&fact));
            let of_kind = counts.statuses.entry(kind).or_default();
            *of_kind.entry(status.as_str()).or_default() += 1;
            let month = month_of(day(&fact));
            *counts.months.entry(kind).or_default().entry(month).or_default() += 1;
            let calm = status != FieldStatus::Conflict;
            ranked.insert((calm, Reverse(fact.documents), fact.id.clone()), fact);
            if ranked.len() > most {
                ranked.pop_last();
            }
        }
        Ok(Self { counts, taken: ranked.into_values().collect() })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.taken.len()
    }

    /// The entities that they name.
    pub(super) fn entities(&self) -> BTreeSet<String> {
        let roles = self.taken.iter().map(|fact| &fact.roles);
        roles.flat_map(|r| [&r.target, &r.authority, &r.law]).flatten().cloned().collect()
    }

    /// The documents of their claims.
    pub(super) fn documents(&self) -> BTreeSet<String> {
        let claims = self.taken.iter().flat_map(|fact| fact.claims.iter().take(CLAIMS));
        claims.map(|claim| claim.doc.clone()).collect()
    }

    /// Their columns.
    pub(super) fn columns(&self, entities: &Entities, documents: &Documents) -> FactColumns<'_> {
        let mut columns = FactColumns::default();
        for fact in &self.taken {
            columns.id.push(&fact.id);
            columns.kind.push(fact.kind.as_str());
            columns.target.push(entities.place(fact.roles.target.as_deref()));
            columns.authority.push(entities.place(fact.roles.authority.as_deref()));
            columns.law.push(entities.place(fact.roles.law.as_deref()));
            columns.status.push(status(fact).as_str());
            columns.date.push(day(fact));
            columns.documents.push(fact.documents);
            columns.independent.push(fact.independent_sources);
            columns.fields.push(&fact.fields);
            let row = |claim| ClaimRow::of(claim, documents);
            columns.claims.push(fact.claims.iter().take(CLAIMS).map(row).collect());
            columns.more_claims.push(fact.claims.len().saturating_sub(CLAIMS));
        }
        columns
    }
}

/// A column for each property.
#[derive(Default, Serialize)]
pub(super) struct FactColumns<'a> {
    id: Vec<&'a str>,
    kind: Vec<&'static str>,
    target: Vec<i32>,
    authority: Vec<i32>,
    law: Vec<i32>,
    status: Vec<&'static str>,
    date: Vec<Option<&'a str>>,
    documents: Vec<u64>,
    independent: Vec<u64>,
    fields: Vec<&'a BTreeMap<String, Field>>,
    claims: Vec<Vec<ClaimRow<'a>>>,
    /// Claims that were left out.
    more_claims: Vec<usize>,
}

#[derive(Serialize)]
struct ClaimRow<'a> {
    doc: i32,
    start: usize,
    end: usize,
    rule: &'a str,
    published: Option<&'a str>,
    attribution: Option<&'a str>,
    amount: Option<&'a crate::model::ClaimAmount>,
    equivalents: &'a [crate::model::ClaimAmount],
    date: Option<&'a str>,
    duration: Option<&'a str>,
    law: Option<&'a str>,
    slots: Vec<(&'a str, usize, usize)>,
}

impl<'a> ClaimRow<'a> {
    fn of(claim: &'a Claim, documents: &Documents) -> Self {
        Self {
            doc: documents.place(&claim.doc),
            start: claim.start,
            end: claim.end,
            rule: &claim.rule,
            published: claim.published.as_deref(),
            attribution: claim.attribution.as_deref(),
            amount: claim.amount.as_ref(),
            equivalents: &claim.equivalents,
            date: claim.date.as_deref(),
            duration: claim.duration.as_deref(),
            law: claim.law.as_deref(),
            slots: claim.slots.iter().map(|s| (s.slot.as_str(), s.start, s.end)).collect(),
        }
    }
}
