//! Counts of a dataset: for each entity's record, and for the manifest.
//!
//! The counts of parts of the documents merge into those of all. Neither order nor grouping of the
//! documents matters, so a finish on several machines can count apart; until there is one, only tests
//! merge.

mod entity;
mod of_documents;

use super::bundle::line::{Bundle, EntityOfName};
use super::link::{Entities, Entity, EntityIndex};
use super::name_key::NameKey;
use crate::error::Result;
use crate::io::json::write_json;
use crate::model::{Kind, Lang, Rate, RefusedLink};
use entity::EntityTally;
use of_documents::OfDocuments;
use rayon::prelude::*;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::path::Path;

/// Records of entities that are made at a time, on all threads.
const AT_ONCE: usize = 1024;

/// The counts of some documents, by entity and over all.
#[derive(Debug)]
pub(super) struct Tally {
    /// By place of the entity.
    entities: Vec<EntityTally>,
    /// Sets of near-copies, each with an entity that one of its documents mentions: the documents of
    /// a set count once.
    sets: FxHashSet<(u32, EntityIndex)>,
    of_documents: OfDocuments,
    pub(super) totals: Totals,
}

/// Counts that have nothing to do with entities.
#[derive(Debug, Default)]
pub(super) struct Totals {
    mentions: BTreeMap<(Kind, Lang), u64>,
    pub(super) paragraphs: BTreeMap<String, u64>,
    /// Mentions that were left out because they are not sure enough.
    pub(super) below_confidence: u64,
    /// Mentions of generic names that have no entity.
    pub(super) generic: u64,
    rates: BTreeMap<(String, String), Vec<Decimal>>,
}

impl Tally {
    /// An empty tally for this number of entities. Finished records wait in a file of `dir`, or in
    /// memory without it.
    ///
    /// # Errors
    ///
    /// A file that cannot be created.
    pub(super) fn new(entities: usize, dir: Option<&Path>) -> Result<Self> {
        Ok(Self {
            entities: std::iter::repeat_with(EntityTally::default).take(entities).collect(),
            sets: FxHashSet::default(),
            of_documents: OfDocuments::new(dir)?,
            totals: Totals::default(),
        })
    }

    /// Counts a document that is not a copy; `set` is the number of its set of near-copies.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub(super) fn add(&mut self, bundle: &Bundle, set: Option<u32>) -> Result<()> {
        self.totals.add(bundle);
        let day = bundle.outline.head.published.as_deref().and_then(|day| day.parse().ok());
        let mut seen: Vec<EntityIndex> = Vec::new();
        let mut own: BTreeMap<NameKey, EntityTally> = BTreeMap::new();
        let names = bundle.outline.names.iter().zip(&bundle.entities);
        for ((name, entity), (mentions, forms)) in names.zip(counts(bundle)) {
            match entity {
                EntityOfName::Linked(place) if forms > 0 => {
                    let Some(tally) = self.entities.get_mut(*place as usize) else { continue };
                    tally.count(name, mentions, forms);
                    if !seen.contains(place) {
                        seen.push(*place);
                        tally.publish(day);
                        match set {
                            Some(set) => {
                                self.sets.insert((set, *place));
                            }
                            None => tally.documents += 1,
                        }
                    }
                }
                EntityOfName::OfDocument(key) if forms > 0 => {
                    let tally = own.entry(*key).or_default();
                    tally.count(name, mentions, forms);
                    tally.documents = 1;
                    tally.publish(day);
                }
                EntityOfName::Linked(_) | EntityOfName::OfDocument(_) | EntityOfName::Nothing => {}
            }
        }
        for (key, tally) in own.into_iter().filter(|(_, tally)| tally.mentions > 0) {
            let mut json = String::new();
            write_json(&tally.record(&Entity::of_document(key), Vec::new()), &mut json);
            self.of_documents.push(key, &json)?;
        }
        Ok(())
    }

    /// Adds the counts of other documents.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or read.
    #[cfg(test)]
    pub(super) fn merge(&mut self, other: Self) -> Result<()> {
        let Self { entities, sets, of_documents, totals } = other;
        self.entities.iter_mut().zip(entities).for_each(|(all, more)| all.merge(more));
        self.sets.extend(sets);
        self.totals.merge(totals);
        self.of_documents.merge(of_documents)
    }
}

/// By name of a document: how often it names its entity, and how often it is written.
fn counts(bundle: &Bundle) -> Vec<(u64, u64)> {
    let details = &bundle.details;
    let mut counts = vec![(0, 0); bundle.outline.names.len()];
    let entity = |mention: usize| bundle.entities.get((*details.links.get(mention)?)?);
    let mut nested = details.nested.iter().peekable();
    for (at, place) in details.links.iter().enumerate() {
        let holder = nested.next_if(|(inner, _)| *inner == at).map(|(_, holder)| *holder);
        // «МИД» inside «МИД Турции» names its body no second time. It is written all the same.
        let again = holder.is_some_and(|holder| {
            entity(at).is_some_and(|own| *own != EntityOfName::Nothing)
                && entity(at) == entity(holder)
        });
        if let Some((names, forms)) = place.and_then(|place| counts.get_mut(place)) {
            *names += u64::from(!again);
            *forms += 1;
        }
    }
    counts
}

impl Totals {
    fn add(&mut self, bundle: &Bundle) {
        let details = &bundle.details;
        self.below_confidence += details.below_confidence;
        for (kind, langs) in &details.counts {
            for (lang, count) in langs {
                *self.mentions.entry((*kind, *lang)).or_default() += count;
            }
        }
        for (lang, count) in &details.paragraphs {
            *self.paragraphs.entry(lang.clone()).or_default() += count;
        }
        for name in details.links.iter().flatten() {
            let is_nothing = bundle.entities.get(*name) == Some(&EntityOfName::Nothing);
            let is_generic = bundle.outline.names.get(*name).is_some_and(|name| name.generic);
            self.generic += u64::from(is_nothing && is_generic);
        }
        for pair in &details.rates {
            self.rates.entry((pair.from.clone(), pair.to.clone())).or_default().push(pair.rate);
        }
    }

    #[cfg(test)]
    fn merge(&mut self, other: Self) {
        self.below_confidence += other.below_confidence;
        self.generic += other.generic;
        for (key, count) in other.mentions {
            *self.mentions.entry(key).or_default() += count;
        }
        for (lang, count) in other.paragraphs {
            *self.paragraphs.entry(lang).or_default() += count;
        }
        for (pair, rates) in other.rates {
            self.rates.entry(pair).or_default().extend(rates);
        }
    }

    /// How many mentions of each kind, by language.
    pub(super) fn mentions(&self) -> BTreeMap<String, BTreeMap<String, u64>> {
        let mut all: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for ((kind, lang), count) in &self.mentions {
            all.entry(kind.as_str().to_owned())
                .or_default()
                .insert(lang.as_str().to_owned(), *count);
        }
        all
    }

    /// The rate of each pair of currencies.
    fn rates(self) -> Vec<Rate> {
        self.rates
            .into_iter()
            .map(|((from, to), mut rates)| {
                rates.sort_unstable();
                // Of an even number the lower of the two middle ones: a rate that some text gives.
                let median = rates[(rates.len() - 1) / 2];
                Rate { from, to, rate: median.normalize().to_string(), pairs: rates.len() as u64 }
            })
            .collect()
    }
}

impl Tally {
    /// Hands out the entity records, ordered by id, laws before organisations of the same id, and
    /// returns the rates. Few records are there at a time.
    ///
    /// # Errors
    ///
    /// A file that cannot be read; those of `take`.
    pub(super) fn entities(
        self,
        entities: &Entities,
        mut take: impl FnMut(Kind, &str) -> Result<()>,
    ) -> Result<Vec<Rate>> {
        let Self { entities: mut tallies, sets, of_documents, totals } = self;
        #[expect(clippy::iter_over_hash_type, reason = "counts add up in any order")]
        for (_, place) in sets {
            if let Some(tally) = tallies.get_mut(place as usize) {
                tally.documents += 1;
            }
        }
        let list = &entities.list;
        let id = |place: EntityIndex| list[place as usize].id.as_str();
        let mut refused = entities.refused_by_place();
        let mentioned = tallies.iter().zip(0..).filter(|(tally, _)| tally.mentions > 0);
        let mut order: Vec<EntityIndex> = mentioned.map(|(_, place)| place).collect();
        order.sort_unstable_by_key(|place| (id(*place), list[*place as usize].kind));
        let mut own = of_documents.sorted();
        for part in order.chunks(AT_ONCE) {
            let parts = part.iter().map(|place| {
                let refused = refused.remove(place).into_iter().flatten().collect();
                (*place, std::mem::take(&mut tallies[*place as usize]), refused)
            });
            let parts: Vec<(EntityIndex, EntityTally, Vec<RefusedLink>)> = parts.collect();
            let lines = parts.into_par_iter().map(|(place, tally, refused)| {
                let mut json = String::new();
                write_json(&tally.record(&list[place as usize], refused), &mut json);
                json
            });
            for (place, json) in part.iter().zip(lines.collect::<Vec<String>>()) {
                let kind = list[*place as usize].kind;
                own.take_below((id(*place), kind), &mut take)?;
                take(kind, &json)?;
            }
        }
        own.take_rest(&mut take)?;
        Ok(totals.rates())
    }
}
