//! Counts of a dataset: for each entity's record, and for the manifest.

use super::bundle::line::Bundle;
use super::extraction::Name;
use super::link::{Entities, Entity, EntityIndex};
use crate::error::Result;
use crate::gazetteer::morphology::nominative_among;
use crate::io::json::write_json;
use crate::model::{
    EntityExternal, EntityRecord, Form, JurisdictionBasis, Kind, Lang, Names, OrgKind, Rate,
    RefusedLink, RowNames, SCHEMA_VERSION,
};
use rayon::prelude::*;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// Forms among which the nominative is looked for, at most.
const MOST_FORMS: usize = 8;

/// Records of entities that are made at a time, on all threads.
const AT_ONCE: usize = 1024;

/// How often each of a few things was counted.
type Counts<K> = Vec<(K, u64)>;

/// The counts of a form, by language and whether it is an acronym.
type FormCounts = Counts<(Lang, bool)>;

/// The counts of one entity.
#[derive(Debug, Default)]
struct EntityTally {
    /// By text, sorted: how often in which language, and whether as an acronym.
    forms: Vec<(Box<str>, FormCounts)>,
    mentions: u64,
    documents: u64,
    /// The last document that was counted, as the number of those before it.
    at: Option<u64>,
    first: Option<String>,
    last: Option<String>,
    kinds: Counts<OrgKind>,
    countries: Counts<(String, u8)>,
    external: EntityExternal,
    row_names: Option<Box<RowNames>>,
}

/// Counts by entity and over all.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// By place of the entity.
    seen: Vec<EntityTally>,
    /// Sets of near-copies, each with an entity that one of its documents mentions.
    sets: FxHashSet<(u32, EntityIndex)>,
    documents: u64,
    rates: BTreeMap<(String, String), Vec<Decimal>>,
    mentions: BTreeMap<(Kind, Lang), u64>,
    pub(super) paragraphs: BTreeMap<String, u64>,
    /// Mentions that were left out because they are not sure enough.
    pub(super) below_confidence: u64,
}

/// Counts one of a few things more often.
fn count<K: PartialEq>(counts: &mut Counts<K>, key: K, more: u64) {
    match counts.iter_mut().find(|(k, _)| *k == key) {
        Some((_, count)) => *count += more,
        None => {
            // Most entities have no second one.
            counts.reserve_exact(1);
            counts.push((key, more));
        }
    }
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
    [JurisdictionBasis::Title, JurisdictionBasis::Explicit, JurisdictionBasis::Context]
        .get(usize::from(sure))
        .copied()
}

impl Tally {
    /// Counts of these entities.
    pub(super) fn of(entities: &Entities) -> Self {
        Self {
            seen: entities.list.iter().map(|_| EntityTally::default()).collect(),
            ..Self::default()
        }
    }

    /// Counts a document that is not a copy; `places` are the entities of its names, `set` is the
    /// number of its set of near-copies: the documents of a set count once.
    pub(super) fn add(
        &mut self,
        bundle: &Bundle,
        places: &[Option<EntityIndex>],
        set: Option<u32>,
    ) {
        self.below_confidence += bundle.below_confidence;
        for (kind, langs) in &bundle.counts {
            for (lang, count) in langs {
                *self.mentions.entry((*kind, *lang)).or_default() += count;
            }
        }
        // By name: how often it names its entity, and how often it is written.
        let mut counts = vec![(0, 0); bundle.names.len()];
        let entity = |mention: usize| places.get((*bundle.links.get(mention)?)?).copied().flatten();
        let mut nested = bundle.nested.iter().peekable();
        for (at, place) in bundle.links.iter().enumerate() {
            let holder = nested.next_if(|(inner, _)| *inner == at).map(|(_, holder)| *holder);
            // «МИД» inside «МИД Турции» names its body no second time. It is written all the same.
            let again =
                holder.is_some_and(|holder| entity(at).is_some() && entity(at) == entity(holder));
            if let Some((names, forms)) = place.and_then(|place| counts.get_mut(place)) {
                *names += u64::from(!again);
                *forms += 1;
            }
        }
        let published = bundle.head.published.as_ref();
        for ((name, place), (count, forms)) in bundle.names.iter().zip(places).zip(counts) {
            let Some(place) = place.filter(|_| forms > 0) else { continue };
            let Some(seen) = self.seen.get_mut(place as usize) else { continue };
            seen.count(name, count, forms);
            if seen.at.replace(self.documents) != Some(self.documents) {
                let new = set.is_none_or(|set| self.sets.insert((set, place)));
                seen.documents += u64::from(new);
                if let Some(day) = published {
                    if seen.first.as_ref().is_none_or(|first| day < first) {
                        seen.first = Some(day.clone());
                    }
                    if seen.last.as_ref().is_none_or(|last| day > last) {
                        seen.last = Some(day.clone());
                    }
                }
            }
        }
        self.documents += 1;
        for pair in &bundle.rates {
            self.rates.entry((pair.from.clone(), pair.to.clone())).or_default().push(pair.rate);
        }
        for (lang, count) in &bundle.paragraphs {
            *self.paragraphs.entry(lang.clone()).or_default() += count;
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

    /// Hands out the entity records, ordered by id, laws before organisations of the same id, and
    /// returns the rates. Few records are there at a time.
    ///
    /// # Errors
    ///
    /// Those of `take`.
    pub(super) fn entities(
        mut self,
        entities: &Entities,
        mut take: impl FnMut(Kind, &str) -> Result<()>,
    ) -> Result<Vec<Rate>> {
        let Entities { list, places, refused, .. } = entities;
        let mut by_place: BTreeMap<EntityIndex, BTreeSet<RefusedLink>> = BTreeMap::new();
        for r in refused {
            if let (Some(&a), Some(&b)) = (places.get(&r.a), places.get(&r.b)) {
                for (one, other) in [(a, b), (b, a)] {
                    let other = list[other as usize].id.clone();
                    let link =
                        RefusedLink { other, rule: r.rule.to_owned(), because: r.because.clone() };
                    by_place.entry(one).or_default().insert(link);
                }
            }
        }
        let mentioned = self.seen.iter().zip(0..).filter(|(seen, _)| seen.mentions > 0);
        let mut order: Vec<EntityIndex> = mentioned.map(|(_, place)| place).collect();
        let key = |place: EntityIndex| {
            let entity = &list[place as usize];
            (entity.id.as_str(), entity.kind)
        };
        order.sort_by(|a, b| key(*a).cmp(&key(*b)));
        for part in order.chunks(AT_ONCE) {
            let parts = part.iter().map(|place| {
                let refused = by_place.remove(place).into_iter().flatten().collect();
                (&list[*place as usize], std::mem::take(&mut self.seen[*place as usize]), refused)
            });
            let parts: Vec<(&Entity, EntityTally, Vec<RefusedLink>)> = parts.collect();
            let lines = parts.into_par_iter().map(|(entity, seen, refused)| {
                let mut json = String::new();
                write_json(&seen.record(entity, refused), &mut json);
                (entity.kind, json)
            });
            let lines: Vec<(Kind, String)> = lines.collect();
            lines.iter().try_for_each(|(kind, json)| take(*kind, json))?;
        }
        Ok(rates(self.rates))
    }
}

impl EntityTally {
    fn count(&mut self, name: &Name, mentions: u64, forms: u64) {
        self.mentions += mentions;
        if self.row_names.is_none() {
            self.row_names = name.row_names.clone().map(Box::new);
        }
        if !name.text.is_empty() {
            let known = self.forms.binary_search_by(|(text, _)| (**text).cmp(&name.text));
            let at = known.unwrap_or_else(|at| {
                if self.forms.is_empty() {
                    self.forms.reserve_exact(1);
                }
                self.forms.insert(at, (name.text.as_str().into(), Vec::new()));
                at
            });
            count(&mut self.forms[at].1, (name.lang, name.acronym), forms);
        }
        if let Some(kind) = name.org {
            count(&mut self.kinds, kind, mentions);
        }
        if let Some(country) = &name.country {
            let sure = sure(name.country_basis);
            match self.countries.iter_mut().find(|((c, s), _)| c == country && *s == sure) {
                Some((_, count)) => *count += mentions,
                None => self.countries.push(((country.clone(), sure), mentions)),
            }
        }
        self.external.add(&name.external);
    }

    fn record(self, entity: &Entity, refused: Vec<RefusedLink>) -> EntityRecord {
        // Most frequent first; of equals the longer, for it says more; then by letters.
        let counts = self.forms.into_iter();
        let mut forms: Counts<(String, Lang, bool)> = counts
            .flat_map(|(text, by)| {
                by.into_iter().map(move |((l, a), n)| ((text.to_string(), l, a), n))
            })
            .collect();
        forms.sort_by(|(a, n), (b, m)| {
            m.cmp(n).then(b.0.chars().count().cmp(&a.0.chars().count())).then(a.cmp(b))
        });
        let mut names = Names::default();
        for ((text, lang, acronym), _) in &forms {
            let name = names.get_mut(*lang);
            if name.is_none() && !acronym {
                *name = Some(text.clone());
            }
        }
        // Texts of languages with cases mostly have a name in another one.
        for lang in Lang::ALL {
            let own = forms.iter().filter(|((_, l, acronym), _)| *l == lang && !acronym);
            let own: Vec<&str> =
                own.map(|((text, ..), _)| text.as_str()).take(MOST_FORMS).collect();
            if let Some(nominative) = nominative_among(&own, lang) {
                *names.get_mut(lang) = Some(nominative.to_owned());
            }
        }
        // A name that is only known as an acronym is that acronym.
        if Lang::ALL.iter().all(|lang| names.get(*lang).is_none()) {
            for ((text, lang, _), _) in &forms {
                names.get_mut(*lang).get_or_insert_with(|| text.clone());
            }
        }
        let acronyms = forms.iter().filter(|((_, _, acronym), _)| *acronym);
        let mut acronyms: BTreeSet<String> = acronyms.map(|((text, ..), _)| text.clone()).collect();
        if let Some(row) = self.row_names {
            names = match entity.kind {
                Kind::Law => {
                    acronyms = row.abbreviations.into_iter().collect();
                    row.names
                }
                // Where the table has no name in a language, that of the texts is better than none.
                Kind::Org | Kind::Date | Kind::Money => row.names.or(names),
            };
        }
        let country = self
            .countries
            .into_iter()
            .min_by(|((a, s), n), ((b, t), m)| (s, m, a).cmp(&(t, n, b)))
            .map(|c| c.0);
        EntityRecord {
            record: "entity".to_owned(),
            schema: SCHEMA_VERSION.to_owned(),
            id: entity.id.clone(),
            r#type: entity.kind,
            names,
            acronyms: acronyms.into_iter().collect(),
            keys: entity.keys.iter().map(ToString::to_string).collect(),
            kind: self
                .kinds
                .into_iter()
                .min_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b)))
                .map(|k| k.0),
            country_basis: country.as_ref().and_then(|c| basis(c.1)),
            country: country.map(|c| c.0),
            external: self.external,
            forms: forms
                .into_iter()
                .map(|((text, lang, _), count)| Form { text, lang, count })
                .collect(),
            mentions: self.mentions,
            documents: self.documents,
            first: self.first,
            last: self.last,
            links: entity.links.clone(),
            refused,
        }
    }
}

/// The median rate of each currency pair (of an even number the lower of the two middle ones, so
/// that it is a rate some text gives).
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
