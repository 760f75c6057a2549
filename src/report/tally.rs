//! What is counted over all documents and mentions, whether the page has them or not.

use super::entities::Entities;
use super::plan::Size;
use super::strings::{Distinct, month_of};
use super::sums::{SumRows, Sums};
use crate::error::Result;
use crate::model::{CharSpan, DateValue, DocumentRecord, MentionRecord, Provision, Value};
use crate::write::DatasetFiles;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Provisions of a law, and of all laws, at most.
const OF_LAW: usize = 40;
const OF_ALL: usize = 20_000;

/// Outlets, at most.
const OUTLETS: usize = 40;

/// Mentions, and documents that are not copies of one another.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    mentions: u64,
    documents: u64,
    /// The number of the last document plus one.
    last: u64,
}

impl Count {
    /// `document` is none for a near-copy.
    fn add(&mut self, document: Option<u64>) {
        self.mentions += 1;
        if let Some(document) = document
            && self.last != document + 1
        {
            self.last = document + 1;
            self.documents += 1;
        }
    }
}

/// An article or section of a law: the number of the law in the page, -1 where the text names none.
type Cited = (i32, String, String);

/// The counts.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Documents read, copies among them, with their mentions and the bytes of their texts.
    pub(super) size: Size,
    /// Documents that have their text.
    pub(super) texts: u64,
    /// Numbers of the documents that the page needs.
    pub(super) wanted: BTreeSet<u64>,
    months: BTreeMap<(i32, String), u64>,
    outlets: BTreeMap<String, u64>,
    kinds: BTreeMap<(i32, &'static str), u64>,
    /// Dates of texts by month; years that are named alone by year.
    days: BTreeMap<i32, u64>,
    years: BTreeMap<i32, u64>,
    sums: Sums,
    provisions: BTreeMap<Cited, Count>,
    active: BTreeMap<(u32, i32), Count>,
}

/// Where a document comes from: its site, the host of its address, or its file.
pub(super) fn outlet(document: &DocumentRecord) -> &str {
    if let Some(site) = document.site.as_deref().filter(|site| !site.is_empty()) {
        return site;
    }
    if let Some((_, address)) = document.url.as_deref().and_then(|url| url.split_once("://")) {
        let host = address.split(['/', '?', '#']).next().unwrap_or_default();
        return host.strip_prefix("www.").unwrap_or(host);
    }
    &document.source
}

/// Outlets with their documents. Where there are many, files count with their folder.
fn outlets(counts: &BTreeMap<String, u64>) -> Vec<(&str, u64)> {
    let mut merged: BTreeMap<&str, u64> = BTreeMap::new();
    for (name, documents) in counts {
        let folder = name.rsplit_once('/').map_or(name.as_str(), |(folder, _)| folder);
        let name = if counts.len() > OUTLETS { folder } else { name };
        *merged.entry(name).or_default() += documents;
    }
    let mut ranked: Vec<(&str, u64)> = merged.into_iter().collect();
    ranked.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
    ranked
}

impl Tally {
    /// Counts. The page will need the documents with these ids.
    pub(super) fn read(
        files: &DatasetFiles,
        entities: &Entities,
        ids: &BTreeSet<String>,
    ) -> Result<Self> {
        let mut tally = Self::default();
        files.documents(|document, mentions| {
            tally.document(document, ids);
            let number = tally.size.documents;
            tally.size.documents += 1;
            tally.size.mentions += mentions.len() as u64;
            let month = month_of(document.published.as_deref());
            let original = document.near_duplicate_of.is_none().then_some(number);
            for mention in mentions {
                tally.mention(mention, entities, month, original);
            }
            Ok(())
        })?;
        tally.wanted.extend(tally.sums.documents());
        Ok(tally)
    }

    fn document(&mut self, document: &DocumentRecord, ids: &BTreeSet<String>) {
        if ids.contains(&document.id) {
            self.wanted.insert(self.size.documents);
        }
        if document.duplicate_of.is_some() {
            return;
        }
        if let Some(text) = &document.text {
            self.texts += 1;
            self.size.text_bytes += text.len() as u64;
        }
        let lang = document.langs.first().map_or("und", String::as_str).to_owned();
        let month = month_of(document.published.as_deref());
        *self.months.entry((month, lang)).or_default() += 1;
        *self.outlets.entry(outlet(document).to_owned()).or_default() += 1;
    }

    fn mention(
        &mut self,
        mention: &MentionRecord,
        entities: &Entities,
        month: i32,
        original: Option<u64>,
    ) {
        *self.kinds.entry((month, mention.r#type.as_str())).or_default() += 1;
        let entity = entities.place(mention.entity.as_deref());
        // A name inside another name of the same body is no mention of its own.
        if let Ok(entity) = u32::try_from(entity) {
            self.active.entry((entity, month)).or_default().add(original);
        }
        match &mention.value {
            Value::Date(date) => self.date(date),
            Value::Money(money) => {
                let chars = CharSpan::new(mention.start, mention.end);
                self.sums.add(money, original, chars);
            }
            Value::Law(law) => {
                // Of a law that the page leaves out, nothing is shown.
                if entity >= 0 || mention.entity.is_none() {
                    for provision in &law.provisions {
                        let cited = (entity, provision.unit.clone(), numbers(provision));
                        self.provisions.entry(cited).or_default().add(original);
                    }
                }
            }
            Value::Org(_) => {}
        }
    }

    fn date(&mut self, date: &DateValue) {
        let (first, last) = (month_of(date.start.as_deref()), month_of(date.end.as_deref()));
        if first < 0 || last < 0 {
            return;
        }
        if first == last {
            *self.days.entry(first).or_default() += 1;
        } else if first / 12 == last / 12 {
            *self.years.entry(first / 12).or_default() += 1;
        }
    }

    /// Months and documents of an entity, in turn; month -1 is unknown.
    pub(super) fn months_of(&self, entity: u32) -> Vec<i64> {
        let of_entity = self.active.range((entity, i32::MIN)..=(entity, i32::MAX));
        let named = of_entity.filter(|(_, count)| count.documents > 0);
        named.flat_map(|((_, month), count)| [i64::from(*month), count.documents as i64]).collect()
    }

    /// The counts as columns. `place` gives the number of a document in the page.
    pub(super) fn columns(&self, place: impl Fn(u64) -> i32) -> TallyColumns<'_> {
        let mut langs = Distinct::default();
        let months = self.months.iter().flat_map(|((month, lang), documents)| {
            [i64::from(*month), i64::from(langs.of(lang.as_str())), *documents as i64]
        });
        let months = months.collect();
        let kinds = self.kinds.iter().map(|((month, kind), n)| (*month, *kind, *n)).collect();
        let mut outlets = outlets(&self.outlets);
        let more_outlets = outlets.len().saturating_sub(OUTLETS);
        outlets.truncate(OUTLETS);
        TallyColumns {
            langs: langs.into_values(),
            months,
            kinds,
            outlets,
            more_outlets,
            days: &self.days,
            years: &self.years,
            sums: self.sums.rows(place),
            provisions: self.provisions(),
        }
    }

    /// Provisions with the most documents first.
    fn provisions(&self) -> Vec<ProvisionRow<'_>> {
        let mut rows: Vec<ProvisionRow<'_>> = self
            .provisions
            .iter()
            .map(|((law, unit, number), count)| ProvisionRow {
                law: *law,
                unit,
                number,
                mentions: count.mentions,
                documents: count.documents,
            })
            .collect();
        let rank = |row: &ProvisionRow<'_>| (u64::MAX - row.documents, u64::MAX - row.mentions);
        rows.sort_by(|a, b| {
            (rank(a), a.law, a.unit, a.number).cmp(&(rank(b), b.law, b.unit, b.number))
        });
        let mut of_law: BTreeMap<i32, usize> = BTreeMap::new();
        rows.retain(|row| {
            let taken = of_law.entry(row.law).or_default();
            *taken += 1;
            *taken <= OF_LAW
        });
        rows.truncate(OF_ALL);
        rows
    }
}

/// The number of a provision, with the end of a range.
pub(super) fn numbers(provision: &Provision) -> String {
    match &provision.to {
        Some(to) if to == "ff" => format!("{} ff.", provision.number),
        Some(to) => format!("{}–{to}", provision.number),
        None => provision.number.clone(),
    }
}

/// A column or list for each count.
#[derive(Serialize)]
pub(super) struct TallyColumns<'a> {
    langs: Vec<&'a str>,
    /// Month, language and documents in turn.
    months: Vec<i64>,
    /// Month, kind and mentions.
    kinds: Vec<(i32, &'static str, u64)>,
    outlets: Vec<(&'a str, u64)>,
    more_outlets: usize,
    days: &'a BTreeMap<i32, u64>,
    years: &'a BTreeMap<i32, u64>,
    sums: SumRows<'a>,
    provisions: Vec<ProvisionRow<'a>>,
}

#[derive(Serialize)]
struct ProvisionRow<'a> {
    law: i32,
    unit: &'a str,
    number: &'a str,
    mentions: u64,
    documents: u64,
}
