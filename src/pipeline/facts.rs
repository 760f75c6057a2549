//! From claims to facts: what documents say of one body and one time, and whether they agree.

use super::bundle::line::Bundle;
use super::grouping::{Heard, days, events};
use super::link::{Entities, EntityIndex};
use super::sums::amounts;
use crate::error::{Error, Result};
use crate::io::json::write_json;
use crate::io::text_store::{TextPlace, TextStore};
use crate::model::{
    Claim, FactKind, FactRecord, Field, FieldStatus, Kind, Rate, Roles, SCHEMA_VERSION, sha256_hex,
};
use crate::text::name_stems;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Claims by kind, target and authority. Their texts wait in a file.
#[derive(Debug)]
pub(super) struct Claims {
    told: Vec<Told>,
    texts: TextStore,
    /// Near-copies that claim something, with the document that each copies.
    copies: BTreeMap<String, String>,
}

/// A claim. Ordered by kind and target, then as they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    kind: FactKind,
    target: EntityIndex,
    text: TextPlace,
    authority: Option<EntityIndex>,
}

/// Claims that are made facts at a time, on all threads.
const AT_ONCE: usize = 2048;

/// A fact as JSON, and the key by which facts are ordered: their ids.
type FactLine = (String, FactKind, String);

impl Claims {
    /// None yet, with a file in `dir` or all in memory.
    ///
    /// # Errors
    ///
    /// A file that cannot be created.
    pub(super) fn new(dir: Option<&Path>) -> Result<Self> {
        let texts = TextStore::new(dir, "claims")?;
        Ok(Self { told: Vec::new(), texts, copies: BTreeMap::new() })
    }

    /// Takes the claims of a document that is not a copy, but may be a near-copy (`near`).
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub(super) fn add(&mut self, bundle: &Bundle, near: Option<&str>) -> Result<()> {
        let outline = &bundle.outline;
        let claims = bundle.claims.rows();
        let claims = claims.map_err(|e| Error::while_doing("the claims are damaged", e))?;
        let entity = |name: usize| {
            let place = bundle.entities.get(name)?.linked()?;
            outline.names.get(name).filter(|n| n.kind == Kind::Org).map(|_| place)
        };
        if let Some(first) = near.filter(|_| !claims.is_empty()) {
            self.copies.insert(outline.head.id.clone(), first.to_owned());
        }
        for (kind, target, authority, claim) in claims {
            if let Some(target) = entity(target) {
                let authority = authority.and_then(entity);
                let text = self.texts.push(claim.get())?;
                self.told.push(Told { kind, target, text, authority });
            }
        }
        Ok(())
    }

    /// Adds the claims of other documents. Neither order nor grouping of the documents matters.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or read.
    #[cfg(test)]
    pub(super) fn merge(&mut self, mut other: Self) -> Result<()> {
        for told in other.told {
            let text = self.texts.push(&other.texts.get(told.text)?)?;
            self.told.push(Told { text, ..told });
        }
        self.copies.extend(other.copies);
        Ok(())
    }

    /// Hands out the facts, ordered by id. Few records are there at a time: the others wait in a
    /// file of `dir`, or as JSON.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or read; those of `take`.
    pub(super) fn facts(
        self,
        (entities, rates): (&Entities, &[Rate]),
        dir: Option<&Path>,
        mut take: impl FnMut(FactKind, &str) -> Result<()>,
    ) -> Result<()> {
        let Self { mut told, mut texts, copies } = self;
        told.sort_unstable();
        let mut lines = TextStore::new(dir, "facts")?;
        let mut facts: Vec<(Box<str>, FactKind, TextPlace)> = Vec::new();
        let mut rest = told.as_slice();
        while !rest.is_empty() {
            let same = |a: &Told, b: &Told| (a.kind, a.target) == (b.kind, b.target);
            let mut count = 0;
            let mut bodies: Vec<(&[Told], Vec<String>)> = Vec::new();
            for body in rest.chunk_by(same) {
                if count > 0 && count + body.len() > AT_ONCE {
                    break;
                }
                count += body.len();
                let texts = body.iter().map(|told| texts.get(told.text));
                bodies.push((body, texts.collect::<Result<_>>()?));
            }
            rest = &rest[count..];
            let made = bodies.into_par_iter().map(|body| of_body(body, entities, rates, &copies));
            for made in made.collect::<Vec<Result<Vec<FactLine>>>>() {
                for (id, kind, json) in made? {
                    facts.push((id.into(), kind, lines.push(&json)?));
                }
            }
        }
        facts.sort_unstable();
        for (_, kind, place) in facts {
            take(kind, &lines.get(place)?)?;
        }
        Ok(())
    }
}

/// The facts of one kind that claims tell of one body.
fn of_body(
    (told, texts): (&[Told], Vec<String>),
    entities: &Entities,
    rates: &[Rate],
    copies: &BTreeMap<String, String>,
) -> Result<Vec<FactLine>> {
    let id = |place: EntityIndex| entities.get(place).map(|entity| entity.id.as_str());
    let Some((kind, target)) = told.first().and_then(|first| Some((first.kind, id(first.target)?)))
    else {
        return Ok(Vec::new());
    };
    let heard = told.iter().zip(texts).map(|(told, text)| {
        let authority = told.authority.and_then(id).map(str::to_owned);
        serde_json::from_str(&text).map(|claim| (claim, authority))
    });
    let heard = heard.collect::<serde_json::Result<Vec<Heard>>>();
    let heard = heard.map_err(|e| Error::while_doing("a claim is damaged", e))?;
    let mut months: BTreeMap<String, usize> = BTreeMap::new();
    let facts = events(heard, rates).into_iter().map(|event| {
        let month = event.month();
        let nth = months.entry(month.clone()).or_default();
        *nth += 1;
        // The second event of a month has a number in its id.
        let bucket = if *nth > 1 { format!("{month}#{nth}") } else { month };
        let record = fact((kind, target, &bucket), event.claims, rates, copies);
        let mut json = String::new();
        write_json(&record, &mut json);
        (record.id, kind, json)
    });
    Ok(facts.collect())
}

/// The sources of claims: a source that claims name counts once, whatever documents repeat it; else
/// each document.
///
/// Copies never come here; near-copies (`copies`, by id) count as the document they copy.
fn sources<'a>(
    claims: impl Iterator<Item = &'a Claim> + Clone,
    copies: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let first = |doc: &'_ str| copies.get(doc).map_or_else(|| doc.to_owned(), Clone::clone);
    let key = |c: &Claim| match &c.attribution {
        Some(who) => format!("said {}", name_stems(who)),
        None => format!("doc {}", first(&c.doc)),
    };
    let named: BTreeSet<String> =
        claims.clone().filter(|c| c.attribution.is_some()).map(|c| first(&c.doc)).collect();
    // A document that names its source once is no second source by its other sentences.
    claims.filter(|c| c.attribution.is_some() || !named.contains(&first(&c.doc))).map(key).collect()
}

fn fact(
    (kind, target, bucket): (FactKind, &str, &str),
    mut claims: Vec<Heard>,
    rates: &[Rate],
    copies: &BTreeMap<String, String>,
) -> FactRecord {
    claims.sort_by(|a, b| (&a.0.doc, a.0.start).cmp(&(&b.0.doc, b.0.start)));
    let authorities: BTreeSet<String> = claims.iter().filter_map(|c| c.1.clone()).collect();
    let claims: Vec<Claim> = claims.into_iter().map(|c| c.0).collect();
    // A near-copy is the document that it copies.
    let first = |doc: &'_ String| copies.get(doc).unwrap_or(doc).clone();
    let documents: BTreeSet<String> = claims.iter().map(|c| first(&c.doc)).collect();
    let documents = documents.len() as u64;
    let hash = sha256_hex(format!("{}\t{target}\t{bucket}", kind.as_str()).as_bytes());
    let mut fields = BTreeMap::new();
    let mut put = |name: &str, field: Option<Field>| {
        if let Some(field) = field {
            fields.insert(name.to_owned(), field);
        }
    };
    let counted = |has: &dyn Fn(&Claim) -> bool| {
        sources(claims.iter().filter(|c| has(c)).collect::<Vec<_>>().into_iter(), copies).len()
    };
    put("amount", amounts(&claims, rates, counted(&|c| c.amount.is_some())));
    put("date", dates(&claims, counted(&|c| c.date.is_some())));
    let lengths = claims.iter().filter_map(|c| c.duration.clone());
    put("duration", strings(lengths, "length", counted(&|c| c.duration.is_some())));
    let law: BTreeSet<&str> =
        claims.iter().filter_map(|c| c.law.as_deref()?.split(' ').next()).collect();
    FactRecord {
        record: "fact".to_owned(),
        schema: SCHEMA_VERSION.to_owned(),
        id: format!("f-{}", &hash[..16]),
        kind,
        roles: Roles {
            target: Some(target.to_owned()),
            authority: authorities.into_iter().next(),
            law: law.first().map(|l| (*l).to_owned()),
        },
        documents,
        independent_sources: sources(claims.iter(), copies).len() as u64,
        claims,
        fields,
    }
}

/// A field whose values are the same or not. Values of one source alone do not agree.
fn strings(said: impl Iterator<Item = String>, what: &str, sources: usize) -> Option<Field> {
    let values: Vec<String> = said.collect::<BTreeSet<_>>().into_iter().collect();
    let (status, why) = match (values.len(), sources) {
        (0, _) => return None,
        (1, 0 | 1) => (FieldStatus::Single, format!("one source names a {what}")),
        (1, n) => (FieldStatus::Agree, format!("{n} sources name the same {what}")),
        (n, _) => (FieldStatus::Conflict, format!("{n} different values for the {what}")),
    };
    let value = (values.len() == 1).then(|| values[0].clone());
    Some(Field { status, value, values, why })
}

/// The days of the claims: "25 January" and "25 January 2021" are one, and a month holds its days.
fn dates(claims: &[Claim], sources: usize) -> Option<Field> {
    let said: BTreeSet<&str> = claims.iter().filter_map(|c| c.date.as_deref()).collect();
    let full = |day: &str| -> String {
        let mut years = said
            .iter()
            .filter(|d| !d.starts_with('X') && day.starts_with('X') && d.get(4..) == day.get(4..));
        years.next().map_or_else(|| day.to_owned(), |d| (*d).to_owned())
    };
    let field = strings(claims.iter().filter_map(|c| c.date.as_deref()).map(full), "day", sources)?;
    if field.status != FieldStatus::Conflict {
        return Some(field);
    }
    // Values that hold each other: the exact one is the value.
    let spans: Option<Vec<(i32, i32)>> = field.values.iter().map(|v| days(v)).collect();
    let finest = spans.as_ref().and_then(|s| s.iter().min_by_key(|d| d.1 - d.0).copied());
    match (spans, finest) {
        (Some(spans), Some((first, last))) if spans.iter().all(|d| d.0 <= first && last <= d.1) => {
            let value = field.values.iter().find(|v| days(v) == Some((first, last))).cloned();
            let why = "the coarser dates hold the exact one".to_owned();
            Some(Field { status: FieldStatus::Compatible, value, why, ..field })
        }
        (_, _) => Some(field),
    }
}
