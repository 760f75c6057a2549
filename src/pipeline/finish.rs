//! From bundles to a dataset: copies, entities, facts, counts. Pure but for the stores it is given.

use super::bundle::{BundleLine, LastOrder};
use super::bundles::Bundles;
use super::decisions::Decisions;
use super::dedup::{Dedup, Verdict};
use super::facts::Claims;
use super::lines::{DocumentHead, EntityWriter};
use super::link::Linker;
use super::near::Near;
use super::tally::Tally;
use crate::error::{Error, Result};
use crate::model::{Manifest, Reject, RejectRecord, SCHEMA_VERSION};
use crate::write::Sink;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// Finishes a set of bundles into a dataset and returns its manifest.
///
/// Reads the bundles twice: once for the names, once to write. Between the two it holds distinct names and bindings, and a hash and an id
/// for each document.
///
/// ```
/// use newsmill::pipeline::{BundleLine, finish};
/// use newsmill::write::Dataset;
/// use newsmill::{Document, Grammar, GrammarOptions, map};
///
/// let grammar = Grammar::new(&GrammarOptions::default())?;
/// let lines = ["The United Nations met on 3 March 2021.", "Die Vereinten Nationen tagten im März 2021."]
///     .iter()
///     .enumerate()
///     .map(|(i, text)| BundleLine::from(map(&grammar, &Document::from_text(format!("{i}.txt"), *text))))
///     .collect::<Vec<_>>();
/// let mut dataset = Dataset::default();
/// let manifest = finish(&(grammar.header(), lines), &mut dataset)?;
/// assert_eq!(manifest.documents, 2);
/// assert_eq!(dataset.entities.len(), 1);
/// assert_eq!(dataset.entities[0].documents, 2);
/// # Ok::<(), newsmill::Error>(())
/// ```
///
/// # Errors
///
/// A bundle that cannot be read or a record that cannot be written.
pub fn finish(bundles: &dyn Bundles, out: &mut dyn Sink) -> Result<Manifest> {
    finish_with(bundles, &FinishOptions::default(), out)
}

/// What [`finish_with`] may be told. Every option changes bytes of the output and is written to the manifest.
#[derive(Debug, Clone)]
pub struct FinishOptions {
    /// Look for documents that are nearly copies of one another.
    pub near_duplicates: bool,
    /// What the user decided about names.
    pub decisions: Decisions,
}

impl Default for FinishOptions {
    fn default() -> Self {
        Self { near_duplicates: true, decisions: Decisions::default() }
    }
}

/// [`finish_with`] on `jobs` threads (0: as many as there are cores): lines are parsed by all of them.
///
/// # Errors
///
/// As [`finish`]; threads that cannot be started.
pub fn finish_on(
    jobs: usize,
    bundles: &(dyn Bundles + Sync),
    options: &FinishOptions,
    out: &mut (dyn Sink + Send),
) -> Result<Manifest> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    let pool = pool.map_err(|e| Error::while_doing("cannot start the threads", e))?;
    pool.install(|| finish_with(bundles, options, out))
}

/// [`finish`] with options.
///
/// # Errors
///
/// As [`finish`].
pub fn finish_with(bundles: &dyn Bundles, options: &FinishOptions, out: &mut dyn Sink) -> Result<Manifest> {
    let mut linker = Linker::default();
    let mut dedup = Dedup::default();
    let mut near = options.near_duplicates.then(|| Near::new(bundles.scratch())).transpose()?;
    for line in distinct(bundles.outlines()?) {
        if let BundleLine::Bundle(bundle) = line?
            && dedup.admit(&bundle.head) == Verdict::First
        {
            linker.add(&bundle);
            if let Some(near) = &mut near {
                near.add(&bundle.sketch, day_of(bundle.head.published.as_deref()))?;
            }
        }
    }
    // The second reading remembers as much again.
    drop(dedup);
    let entities = linker.solve(&options.decisions);
    let mut sets = NearSets::new(near.map(Near::solve).transpose()?.unwrap_or_default());

    let header = bundles.header();
    let mut manifest = Manifest {
        record: "manifest".to_owned(),
        schema: SCHEMA_VERSION.to_owned(),
        program: "newsmill".to_owned(),
        version: header.version.clone(),
        gazetteers: header.gazetteers.clone(),
        options: header.options.clone(),
        documents: 0,
        duplicates: 0,
        near_duplicates: 0,
        mentions: BTreeMap::new(),
        entities: BTreeMap::new(),
        facts: BTreeMap::new(),
        paragraphs: BTreeMap::new(),
        bytes: 0,
        rejects: BTreeMap::new(),
        skipped: BTreeMap::new(),
        filtered: BTreeMap::new(),
        rates: Vec::new(),
    };
    if !options.near_duplicates {
        manifest.options.insert("near-duplicates".to_owned(), "false".to_owned());
    }
    if let Some(sha256) = options.decisions.sha256() {
        manifest.options.insert("decisions".to_owned(), sha256.to_owned());
    }
    let (mut tally, mut claims) = (Tally::of(&entities), Claims::default());
    let (mut dedup, mut writer) = (Dedup::default(), EntityWriter::new());
    for line in distinct(bundles.stream()?) {
        match line? {
            BundleLine::Header(_) | BundleLine::Source(_) => {}
            BundleLine::Skip(skip) if skip.filtered => *manifest.filtered.entry(skip.extension).or_default() += 1,
            BundleLine::Skip(skip) => *manifest.skipped.entry(skip.extension).or_default() += 1,
            BundleLine::Reject(reject) => refuse(reject, &mut manifest, out)?,
            BundleLine::Bundle(bundle) => {
                match dedup.admit(&bundle.head) {
                    Verdict::SameId => {
                        refuse(same_id(&bundle.head), &mut manifest, out)?;
                        continue;
                    }
                    Verdict::Copy { of, id } => {
                        manifest.duplicates += 1;
                        let copy = bundle.document.copy(id, of);
                        out.document(&copy.map_err(|e| Error::while_doing("the record of a document is damaged", e))?)?;
                    }
                    Verdict::First => {
                        let near = sets.next(&bundle.head.id);
                        let places = entities.of_document(&bundle);
                        tally.add(&bundle, &places);
                        claims.add(&bundle, &entities, &places, near.as_deref());
                        for (line, name) in bundle.records.lines().zip(&bundle.links) {
                            let entity = name.and_then(|n| entities.get((*places.get(n)?)?));
                            out.mention(writer.with_entity(line, entity.map(|e| e.id.as_str())))?;
                        }
                        match near {
                            Some(first) => {
                                manifest.near_duplicates += 1;
                                out.document(&bundle.document.near(&first))?;
                            }
                            None => out.document(bundle.document.json())?,
                        }
                    }
                }
                manifest.documents += 1;
                manifest.bytes += bundle.head.bytes;
            }
        }
    }
    manifest.mentions = tally.mentions();
    manifest.paragraphs = std::mem::take(&mut tally.paragraphs);
    let (records, rates) = tally.entities(entities);
    manifest.rates = rates;
    for record in records {
        *manifest.entities.entry(record.r#type.name().to_owned()).or_default() += 1;
        out.entity(record)?;
    }
    for record in claims.facts(&manifest.rates) {
        *manifest.facts.entry(record.kind.name().to_owned()).or_default() += 1;
        out.fact(record)?;
    }
    out.manifest(&manifest)?;
    Ok(manifest)
}

/// Hands out, document by document, the first of each one's set.
struct NearSets {
    /// By document that is no exact copy: the first of its set.
    first: Vec<u32>,
    /// Whether others have this one for their first.
    leads: Vec<bool>,
    at: usize,
    /// The ids of those.
    ids: BTreeMap<u32, Box<str>>,
}

impl NearSets {
    fn new(first: Vec<u32>) -> Self {
        let mut leads = vec![false; first.len()];
        for (at, &lead) in first.iter().enumerate().filter(|(at, lead)| **lead as usize != *at) {
            debug_assert!((lead as usize) < at, "the first comes first");
            leads[lead as usize] = true;
        }
        Self { first, leads, at: 0, ids: BTreeMap::new() }
    }

    /// Takes the next document's id and gives the one of which it is a near-copy.
    fn next(&mut self, id: &str) -> Option<String> {
        let at = self.at;
        self.at += 1;
        let first = *self.first.get(at)?;
        if self.leads[at] {
            self.ids.insert(at as u32, id.into());
        }
        self.ids.get(&first).filter(|_| first as usize != at).map(ToString::to_string)
    }
}

/// A day of publication as a number of days.
fn day_of(published: Option<&str>) -> Option<i32> {
    let day: Date = published?.parse().ok()?;
    date(1970, 1, 1).until(day).ok().map(|span| span.get_days())
}

/// Of a document whose id is another's.
fn same_id(document: &DocumentHead) -> RejectRecord {
    let detail = format!(
        "{}, record {}: the id \"{}\" belongs to an earlier document with a different text",
        document.source,
        document.position + 1,
        document.id
    );
    let (source, position) = (document.source.clone(), document.position);
    Reject { source, entry: None, position, offset: None, reason: "duplicate-id", detail }.into()
}

fn refuse(reject: RejectRecord, manifest: &mut Manifest, out: &mut dyn Sink) -> Result<()> {
    *manifest.rejects.entry(reject.reason.clone()).or_default() += 1;
    out.reject(reject)
}

/// The lines, each once: a set of bundles is a union, and the same bundle from two shards is one.
fn distinct<'b>(lines: impl Iterator<Item = Result<BundleLine>> + 'b) -> impl Iterator<Item = Result<BundleLine>> + 'b {
    let mut last: Option<LastOrder> = None;
    lines.filter(move |line| {
        let Ok(line) = line else { return true };
        let order = line.order();
        let again = last.as_ref().is_some_and(|last| last.get() == order);
        if !again {
            last.get_or_insert_default().set(order);
        }
        !again
    })
}
