//! Counts of a finish: what each entity's record and the manifest say.

use super::bundle::{BundleRecord, Name};
use super::link::Entities;
use crate::model::{
    EntityExternal, EntityRecord, Form, JurisdictionBasis, Kind, Lang, Names, OrgKind, Rate, RefusedLink,
    SCHEMA_VERSION,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What the documents say of one entity.
#[derive(Debug, Default)]
struct Seen {
    forms: BTreeMap<(String, Lang, bool), u64>,
    mentions: u64,
    documents: u64,
    first: Option<String>,
    last: Option<String>,
    kinds: BTreeMap<OrgKind, u64>,
    countries: BTreeMap<(String, u8), u64>,
    external: EntityExternal,
}

/// Counts by entity and over all.
#[derive(Debug, Default)]
pub(super) struct Tally {
    seen: BTreeMap<(Kind, String), Seen>,
    rates: BTreeMap<(String, String), Vec<Decimal>>,
    pub(super) mentions: BTreeMap<String, BTreeMap<String, u64>>,
    pub(super) paragraphs: BTreeMap<String, u64>,
}

/// How sure a country is, surest first, for choosing among several.
fn sure(basis: Option<JurisdictionBasis>) -> u8 {
    match basis {
        Some(JurisdictionBasis::Title) => 0,
        Some(JurisdictionBasis::Explicit) => 1,
        Some(JurisdictionBasis::Context) => 2,
        None => 3,
    }
}

fn basis(sure: u8) -> Option<JurisdictionBasis> {
    [JurisdictionBasis::Title, JurisdictionBasis::Explicit, JurisdictionBasis::Context].get(usize::from(sure)).copied()
}

impl Tally {
    /// Counts a document that is not a copy; `ids` are the entities of its names.
    pub(super) fn add(&mut self, bundle: &BundleRecord, ids: &[Option<String>]) {
        for (kind, langs) in &bundle.counts {
            let by_lang = self.mentions.entry(kind.name().to_owned()).or_default();
            for (lang, count) in langs {
                *by_lang.entry(lang.code().to_owned()).or_default() += count;
            }
        }
        let mut counts = vec![0; bundle.names.len()];
        for place in bundle.links.iter().flatten() {
            if let Some(count) = counts.get_mut(*place) {
                *count += 1;
            }
        }
        let published = bundle.document.head.published.as_ref();
        let mut here: BTreeSet<(Kind, &str)> = BTreeSet::new();
        for ((name, id), count) in bundle.names.iter().zip(ids).zip(counts) {
            let Some(id) = id.as_deref().filter(|_| count > 0) else { continue };
            let seen = self.seen.entry((name.kind, id.to_owned())).or_default();
            seen.count(name, count);
            if here.insert((name.kind, id)) {
                seen.documents += 1;
                if let Some(day) = published {
                    seen.first = Some(seen.first.take().map_or_else(|| day.clone(), |d| d.min(day.clone())));
                    seen.last = Some(seen.last.take().map_or_else(|| day.clone(), |d| d.max(day.clone())));
                }
            }
        }
        for pair in &bundle.rates {
            self.rates.entry((pair.from.clone(), pair.to.clone())).or_default().push(pair.rate);
        }
        for (lang, count) in &bundle.paragraphs {
            *self.paragraphs.entry(lang.clone()).or_default() += count;
        }
    }

    /// The entity records, ordered by id, laws before organisations of the same id.
    pub(super) fn entities(self, entities: &Entities) -> (Vec<EntityRecord>, Vec<Rate>) {
        let mut refused: BTreeMap<(Kind, String), BTreeSet<RefusedLink>> = BTreeMap::new();
        for r in &entities.refused {
            if let (Some(a), Some(b)) = (entities.id(&r.a), entities.id(&r.b)) {
                for (one, other) in [(a, b), (b, a)] {
                    let link =
                        RefusedLink { other: other.to_owned(), rule: r.rule.to_owned(), because: r.because.clone() };
                    refused.entry((r.a.0, one.to_owned())).or_default().insert(link);
                }
            }
        }
        let mut records: Vec<EntityRecord> = self
            .seen
            .into_iter()
            .map(|(entity, seen)| {
                let keys = entities.keys.get(&entity).into_iter().flatten().cloned().collect();
                let mut links = entities.links.get(&entity).cloned().unwrap_or_default();
                links.sort();
                let refused = refused.remove(&entity).into_iter().flatten().collect();
                seen.record(entity, keys, links, refused)
            })
            .collect();
        records.sort_by(|a, b| (&a.id, a.r#type).cmp(&(&b.id, b.r#type)));
        (records, rates(self.rates))
    }
}

impl Seen {
    fn count(&mut self, name: &Name, mentions: u64) {
        self.mentions += mentions;
        *self.forms.entry((name.text.clone(), name.lang, name.acronym)).or_default() += mentions;
        if let Some(kind) = name.org {
            *self.kinds.entry(kind).or_default() += mentions;
        }
        if let Some(country) = &name.country {
            *self.countries.entry((country.clone(), sure(name.country_basis))).or_default() += mentions;
        }
        self.external.add(&name.external);
    }

    fn record(
        self,
        (kind, id): (Kind, String),
        keys: Vec<String>,
        links: Vec<crate::model::Link>,
        refused: Vec<RefusedLink>,
    ) -> EntityRecord {
        // Most frequent first; of equals the longer, for it says more; then by letters.
        let mut forms: Vec<_> = self.forms.into_iter().collect();
        forms.sort_by(|((a, al, _), n), ((b, bl, _), m)| {
            m.cmp(n).then(b.chars().count().cmp(&a.chars().count())).then((a, al).cmp(&(b, bl)))
        });
        let mut names = Names::default();
        for ((text, lang, acronym), _) in &forms {
            let name = names.get_mut(*lang);
            if name.is_none() && !acronym {
                *name = Some(text.clone());
            }
        }
        let acronyms: BTreeSet<String> =
            forms.iter().filter(|((_, _, acronym), _)| *acronym).map(|((text, ..), _)| text.clone()).collect();
        let country =
            self.countries.into_iter().min_by(|((a, s), n), ((b, t), m)| (s, m, a).cmp(&(t, n, b))).map(|c| c.0);
        EntityRecord {
            record: "entity".to_owned(),
            schema: SCHEMA_VERSION.to_owned(),
            id,
            r#type: kind,
            names,
            acronyms: acronyms.into_iter().collect(),
            keys,
            kind: self.kinds.into_iter().min_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b))).map(|k| k.0),
            country_basis: country.as_ref().and_then(|c| basis(c.1)),
            country: country.map(|c| c.0),
            external: self.external,
            forms: forms.into_iter().map(|((text, lang, _), count)| Form { text, lang, count }).collect(),
            mentions: self.mentions,
            documents: self.documents,
            first: self.first,
            last: self.last,
            links,
            refused,
        }
    }
}

/// The median rate of each currency pair (of an even number the lower of the two middle ones, so that it is a rate some text gives).
fn rates(pairs: BTreeMap<(String, String), Vec<Decimal>>) -> Vec<Rate> {
    pairs
        .into_iter()
        .map(|((from, to), mut rates)| {
            rates.sort_unstable();
            let median = rates[(rates.len() - 1) / 2];
            Rate { from, to, rate: median.normalize().to_string(), pairs: rates.len() as u64 }
        })
        .collect()
}
