//! Organisations and laws of the page.

use super::strings::cut;
use crate::error::Result;
use crate::model::{EntityExternal, EntityRecord, Form, Kind, Names, OrgKind};
use crate::write::DatasetFiles;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Characters of a name, at most.
const NAME: usize = 200;

/// Forms, links and refused links of an entity, at most.
const FORMS: usize = 30;
const LINKS: usize = 12;

/// What is counted of all entities, whether the page has them or not.
#[derive(Debug, Default, Serialize)]
pub(super) struct EntityCounts {
    /// Organisations by kind.
    kinds: BTreeMap<&'static str, u64>,
    /// Organisations by country.
    countries: BTreeMap<String, u64>,
}

/// The entities that the page takes: most documents first.
pub(super) struct Entities {
    pub(super) counts: EntityCounts,
    taken: Vec<EntityRecord>,
    places: HashMap<String, u32>,
}

impl Entities {
    /// Takes the first `most` by documents, and those whose ids are wanted.
    pub(super) fn read(
        files: &DatasetFiles,
        most: usize,
        wanted: &BTreeSet<String>,
    ) -> Result<Self> {
        let mut counts = EntityCounts::default();
        let mut ranked: BTreeMap<(Reverse<u64>, String), EntityRecord> = BTreeMap::new();
        let mut others: Vec<EntityRecord> = Vec::new();
        for entity in files.records::<EntityRecord>("entities.jsonl")? {
            let entity = entity?;
            if entity.r#type == Kind::Org {
                let kind = entity.kind.map_or("", |kind| kind.as_str());
                *counts.kinds.entry(kind).or_default() += 1;
                let country = entity.country.clone().unwrap_or_default();
                *counts.countries.entry(country).or_default() += 1;
            }
            ranked.insert((Reverse(entity.documents), entity.id.clone()), entity);
            if ranked.len() > most
                && let Some((_, least)) = ranked.pop_last()
                && wanted.contains(&least.id)
            {
                others.push(least);
            }
        }
        let mut taken: Vec<EntityRecord> = ranked.into_values().chain(others).collect();
        taken.sort_by(|a, b| (b.documents, &a.id).cmp(&(a.documents, &b.id)));
        let places = taken.iter().map(|e| e.id.clone()).zip(0..).collect();
        Ok(Self { counts, taken, places })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.taken.len()
    }

    /// The number of an entity of the page, else -1.
    pub(super) fn place(&self, id: Option<&str>) -> i32 {
        id.and_then(|id| self.places.get(id)).map_or(-1, |place| *place as i32)
    }

    /// Their columns. `months` gives the months and documents of one, in turn.
    pub(super) fn columns(&self, months: impl Fn(u32) -> Vec<i64>) -> EntityColumns<'_> {
        let mut columns = EntityColumns::default();
        for (place, entity) in (0..).zip(&self.taken) {
            columns.push(entity, months(place));
        }
        columns
    }
}

/// A column for each property.
#[derive(Default, Serialize)]
pub(super) struct EntityColumns<'a> {
    id: Vec<&'a str>,
    /// Whether it is a law.
    law: Vec<u8>,
    name: Vec<String>,
    names: Vec<&'a Names>,
    acronyms: Vec<&'a [String]>,
    kind: Vec<Option<&'static str>>,
    country: Vec<Option<&'a str>>,
    external: Vec<Option<&'a EntityExternal>>,
    forms: Vec<&'a [Form]>,
    /// Forms that were left out.
    more_forms: Vec<usize>,
    mentions: Vec<u64>,
    documents: Vec<u64>,
    first: Vec<Option<&'a str>>,
    last: Vec<Option<&'a str>>,
    links: Vec<Vec<LinkRow<'a>>>,
    refused: Vec<Vec<RefusedRow<'a>>>,
    /// Months and documents in turn.
    months: Vec<Vec<i64>>,
}

#[derive(Serialize)]
struct LinkRow<'a> {
    rule: &'a str,
    strength: u8,
    text: Option<String>,
}

#[derive(Serialize)]
struct RefusedRow<'a> {
    other: &'a str,
    rule: &'a str,
    because: &'a str,
}

impl<'a> EntityColumns<'a> {
    fn push(&mut self, entity: &'a EntityRecord, months: Vec<i64>) {
        self.id.push(&entity.id);
        self.law.push(u8::from(entity.r#type == Kind::Law));
        self.name.push(cut(entity.display_name(), NAME));
        self.names.push(&entity.names);
        self.acronyms.push(&entity.acronyms[..entity.acronyms.len().min(FORMS)]);
        self.kind.push(entity.kind.map(OrgKind::as_str));
        self.country.push(entity.country.as_deref());
        self.external.push((!entity.external.is_empty()).then_some(&entity.external));
        let forms = entity.forms.len().min(FORMS);
        self.forms.push(&entity.forms[..forms]);
        self.more_forms.push(entity.forms.len() - forms);
        self.mentions.push(entity.mentions);
        self.documents.push(entity.documents);
        self.first.push(entity.first.as_deref());
        self.last.push(entity.last.as_deref());
        let link = |link: &'a crate::model::Link| LinkRow {
            rule: &link.rule,
            strength: link.strength,
            text: link.evidence.first().map(|evidence| cut(&evidence.text, NAME)),
        };
        self.links.push(entity.links.iter().take(LINKS).map(link).collect());
        let refused = |refused: &'a crate::model::RefusedLink| RefusedRow {
            other: &refused.other,
            rule: &refused.rule,
            because: &refused.because,
        };
        self.refused.push(entity.refused.iter().take(LINKS).map(refused).collect());
        self.months.push(months);
    }
}
