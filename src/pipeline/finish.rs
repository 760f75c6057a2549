//! From bundles to a dataset: copies, entities, facts, counts. It touches nothing except the store
//! that it reads (with the store's scratch folder) and the sink that it writes to.

use super::bundle::line::{Bundle, BundleLine};
use super::bundle::order::LastOrder;
use super::bundle::records::DocumentHead;
use super::bundle::store::{BundleStore, Bundles, Lines, Prepare};
use super::dedup::{Clashes, Dedup, Places, Verdict};
use super::facts::Claims;
use super::link::{Decisions, Entities, Linker};
use super::near::NearDuplicates;
use super::tally::Tally;
use crate::error::{Error, Result};
use crate::model::{Day, Header, Manifest, Reject, RejectRecord, SCHEMA_VERSION};
use crate::write::{RecordLine, Sink};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// How extractions become a dataset. Every option changes bytes of the output. An option that is
/// not the default is written to the manifest.
#[derive(Debug, Clone)]
pub struct FinishOptions {
    /// Look for documents that are nearly copies of one another.
    pub near_duplicates: bool,
    /// Make an entity of each document's "ministry" and "parliament" of which nothing tells the
    /// country. By default such mentions have no entity.
    pub keep_generic: bool,
    /// The user's decisions about names.
    pub decisions: Decisions,
    /// The name of the file that options come from, for the manifest. It changes nothing else.
    pub config: Option<String>,
}

impl Default for FinishOptions {
    fn default() -> Self {
        Self {
            near_duplicates: true,
            keep_generic: false,
            decisions: Decisions::default(),
            config: None,
        }
    }
}

/// Makes extractions a dataset: finds copies, links names to entities, compares claims, and writes
/// all records to a sink.
///
/// ```
/// use newsmill::write::Dataset;
/// use newsmill::{Bundles, Document, Extractor, Finisher};
///
/// let extractor = Extractor::new(&Default::default())?;
/// let mut bundles = Bundles::new(extractor.header());
/// for (name, text) in [("en", "The United Nations met on 3 March 2021."), ("de", "Die Vereinten Nationen tagten.")] {
///     bundles.push(extractor.extract(&Document::from_text(name, text)));
/// }
/// let mut dataset = Dataset::default();
/// let manifest = Finisher::new().finish(&bundles, &mut dataset)?;
/// assert_eq!(manifest.documents, 2);
/// assert_eq!(dataset.entities.len(), 1);
/// assert_eq!(dataset.entities[0].documents, 2);
/// # Ok::<(), newsmill::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Finisher {
    options: FinishOptions,
    threads: Option<usize>,
}

impl Finisher {
    /// With the default options, on the threads of the current rayon pool.
    pub fn new() -> Self {
        Self::default()
    }

    /// With these options.
    #[must_use]
    pub fn options(self, options: FinishOptions) -> Self {
        Self { options, ..self }
    }

    /// On this number of threads of its own (0 = one per core).
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads: Some(threads), ..self }
    }

    /// Writes the dataset of `bundles` to `sink`, commits it, and returns its manifest.
    ///
    /// # Errors
    ///
    /// A record that cannot be written; threads that cannot be started.
    pub fn finish(&self, bundles: &Bundles, sink: &mut (dyn Sink + Send)) -> Result<Manifest> {
        let manifest = self.write(bundles, sink, &mut |_| {})?;
        sink.commit()?;
        Ok(manifest)
    }

    /// [`Finisher::finish`] of any store, without the commit. `warn` takes what the user should
    /// know and no record says.
    ///
    /// Reads the bundles twice: once for the names, once to write. It keeps in memory the distinct
    /// names and bindings, the claims, and a hash and an id for each document.
    pub(crate) fn write(
        &self,
        bundles: &(dyn BundleStore + Sync),
        sink: &mut (dyn Sink + Send),
        warn: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Manifest> {
        let Some(threads) = self.threads else { return self.write_here(bundles, sink, warn) };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|e| Error::while_doing("cannot start the threads", e))?;
        pool.install(|| self.write_here(bundles, sink, warn))
    }

    fn write_here(
        &self,
        bundles: &dyn BundleStore,
        sink: &mut dyn Sink,
        warn: &mut dyn FnMut(&str),
    ) -> Result<Manifest> {
        let mut clashes = Clashes::default();
        let (linker, near) = loop {
            let (linker, near, dedup) = self.first_reading(bundles, clashes.clone())?;
            // Ids that clash are known when all are. Few archives have any, and only these are read
            // once more.
            if !clashes.extend(dedup) {
                break (linker, near);
            }
        };
        // One after the other: both take memory that nothing else needs.
        let sets = NearSets::new(near.map(NearDuplicates::solve).transpose()?.unwrap_or_default());
        let entities = Arc::new(linker.solve(&self.options.decisions));
        entities.undecided.iter().for_each(|text| warn(text));
        let mut writer = Writer {
            tally: Tally::of(&entities),
            entities: Arc::clone(&entities),
            sets,
            claims: Claims::new(bundles.scratch())?,
            dedup: Dedup::default(),
            manifest: self.manifest(bundles.header()),
            listed: None,
            sink,
        };
        let clashes = Arc::new(clashes);
        let prepare: Prepare = Arc::new(move |line| {
            let BundleLine::Bundle(bundle) = line else { return Ok(()) };
            qualify(bundle, &clashes)?;
            prepare_records(bundle, &entities)
        });
        for line in distinct(bundles.stream(&prepare)?) {
            writer.line(line?)?;
        }
        writer.finish(bundles.scratch())
    }

    /// Reads the names, what joins them and the sketches of all documents that are no copies.
    fn first_reading(
        &self,
        bundles: &dyn BundleStore,
        clashes: Clashes,
    ) -> Result<(Linker, Option<NearDuplicates>, Dedup)> {
        let mut linker = Linker::new(self.options.keep_generic);
        let mut dedup = Dedup::default();
        let mut places = Places::default();
        let mut near = self
            .options
            .near_duplicates
            .then(|| NearDuplicates::new(bundles.scratch()))
            .transpose()?;
        let prepare: Prepare = Arc::new(move |line| match line {
            BundleLine::Bundle(bundle) => qualify(bundle, &clashes),
            BundleLine::Header(_)
            | BundleLine::Reject(_)
            | BundleLine::Skip(_)
            | BundleLine::Source(_) => Ok(()),
        });
        for line in distinct(bundles.outlines(&prepare)?) {
            let BundleLine::Bundle(bundle) = line? else { continue };
            places.follow(&bundle.head)?;
            if dedup.admit(&bundle.head) == Verdict::First {
                linker.add(&bundle);
                if let Some(near) = &mut near {
                    let head = &bundle.head;
                    let outlet = (head.source.as_str(), head.site.as_deref());
                    near.add(&bundle.sketch, outlet, days_of(head.published.as_deref()))?;
                }
            }
        }
        Ok((linker, near, dedup))
    }

    /// A manifest without counts.
    fn manifest(&self, header: &Header) -> Manifest {
        let mut options = header.options.clone();
        if !self.options.near_duplicates {
            options.insert("near-duplicates".to_owned(), "false".to_owned());
        }
        if self.options.keep_generic {
            options.insert("keep-generic".to_owned(), "true".to_owned());
        }
        if let Some(sha256) = self.options.decisions.sha256() {
            options.insert("decisions".to_owned(), sha256.to_owned());
        }
        options.extend(self.options.config.iter().map(|name| ("config".to_owned(), name.clone())));
        Manifest {
            record: "manifest".to_owned(),
            schema: SCHEMA_VERSION.to_owned(),
            program: "newsmill".to_owned(),
            version: header.version.clone(),
            gazetteers: header.gazetteers.clone(),
            options,
            documents: 0,
            duplicates: 0,
            near_duplicates: 0,
            dated: 0,
            mentions: BTreeMap::new(),
            generic: 0,
            below_confidence: 0,
            entities: BTreeMap::new(),
            facts: BTreeMap::new(),
            paragraphs: BTreeMap::new(),
            bytes: 0,
            rejects: BTreeMap::new(),
            skipped: BTreeMap::new(),
            filtered: BTreeMap::new(),
            rates: Vec::new(),
        }
    }
}

/// The second reading: writes records and counts them.
struct Writer<'s> {
    entities: Arc<Entities>,
    sets: NearSets,
    tally: Tally,
    claims: Claims,
    dedup: Dedup,
    manifest: Manifest,
    /// The source whose fields were listed last.
    listed: Option<String>,
    sink: &'s mut dyn Sink,
}

impl Writer<'_> {
    fn line(&mut self, line: BundleLine) -> Result<()> {
        match line {
            BundleLine::Header(_) | BundleLine::Source(_) => Ok(()),
            BundleLine::Skip(skip) => {
                let counts = if skip.filtered {
                    &mut self.manifest.filtered
                } else {
                    &mut self.manifest.skipped
                };
                *counts.entry(skip.extension).or_default() += 1;
                Ok(())
            }
            BundleLine::Reject(mut reject) => {
                reject.list_fields_once(&mut self.listed);
                self.reject(&reject)
            }
            BundleLine::Bundle(bundle) => self.document(&bundle),
        }
    }

    fn reject(&mut self, reject: &RejectRecord) -> Result<()> {
        *self.manifest.rejects.entry(reject.reason.clone()).or_default() += 1;
        self.sink.reject(RecordLine::of(reject, &mut String::new()))
    }

    fn document(&mut self, bundle: &Bundle) -> Result<()> {
        match self.dedup.admit(&bundle.head) {
            Verdict::SameId => return self.reject(&same_id(&bundle.head)),
            Verdict::Copy { of, id } => {
                self.manifest.duplicates += 1;
                let copy = bundle.document.copy(id, of);
                let copy =
                    copy.map_err(|e| Error::while_doing("the record of a document is damaged", e))?;
                self.sink.document(RecordLine::new(&copy))?;
            }
            Verdict::First => self.first(bundle)?,
        }
        self.manifest.documents += 1;
        self.manifest.dated += u64::from(bundle.head.published.is_some());
        self.manifest.bytes += bundle.head.bytes;
        Ok(())
    }

    /// Writes a document that is not an exact copy, and its mentions.
    fn first(&mut self, bundle: &Bundle) -> Result<()> {
        let (set, near) = self.sets.next(&bundle.head.id);
        let places = bundle.entities.as_slice();
        self.tally.add(bundle, places, set);
        self.claims.add(bundle, places, near.as_deref())?;
        for name in bundle.links.iter().flatten() {
            let nameless = places.get(*name).is_none_or(Option::is_none);
            let is_generic = nameless && bundle.names.get(*name).is_some_and(|name| name.generic);
            self.manifest.generic += u64::from(is_generic);
        }
        let records = bundle.records.split_terminator('\n');
        records.map(RecordLine::new).try_for_each(|line| self.sink.mention(line))?;
        match near {
            Some(first) => {
                self.manifest.near_duplicates += 1;
                self.sink.document(RecordLine::new(&bundle.document.near(&first)))
            }
            None => self.sink.document(RecordLine::new(bundle.document.json())),
        }
    }

    /// Writes what all documents give together. `scratch` is a folder for what is too large for
    /// memory.
    fn finish(self, scratch: Option<&Path>) -> Result<Manifest> {
        let Self { entities, mut tally, claims, mut manifest, sink, .. } = self;
        manifest.mentions = tally.mentions();
        manifest.paragraphs = std::mem::take(&mut tally.paragraphs);
        manifest.below_confidence = tally.below_confidence;
        manifest.rates = tally.entities(&entities, |kind, json| {
            *manifest.entities.entry(kind.to_string()).or_default() += 1;
            sink.entity(RecordLine::new(json))
        })?;
        claims.facts((&entities, &manifest.rates), scratch, |kind, json| {
            *manifest.facts.entry(kind.to_string()).or_default() += 1;
            sink.fact(RecordLine::new(json))
        })?;
        sink.manifest(RecordLine::of(&manifest, &mut String::new()))?;
        Ok(manifest)
    }
}

/// For each document in turn: the document that it is a near-copy of. That is the first document of
/// its set of near-copies.
struct NearSets {
    /// For each document that is not an exact copy: the number of the first document of its set.
    first: Vec<u32>,
    /// Whether this document is the first of a set with other documents.
    leads: Vec<bool>,
    at: usize,
    /// The ids of the documents that are first of such a set.
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

    /// Takes the id of the next document. Returns the number of its set, if this has several
    /// documents, and the id of the document that it is a near-copy of.
    fn next(&mut self, id: &str) -> (Option<u32>, Option<String>) {
        let at = self.at;
        self.at += 1;
        let Some(&first) = self.first.get(at) else { return (None, None) };
        if self.leads[at] {
            self.ids.insert(at as u32, id.into());
            return (Some(first), None);
        }
        match self.ids.get(&first).filter(|_| first as usize != at) {
            Some(first_id) => (Some(first), Some(first_id.to_string())),
            None => (None, None),
        }
    }
}

/// A day of publication as days since 1970.
fn days_of(published: Option<&str>) -> Option<i32> {
    published?.parse::<Day>().ok()?.days_since_epoch()
}

/// The reject of a document whose id is another's.
fn same_id(document: &DocumentHead) -> RejectRecord {
    // As the input has it.
    let id = document.id.strip_prefix(document.source.as_str());
    let id = id.and_then(|id| id.strip_prefix('#')).unwrap_or(&document.id);
    let detail = format!(
        "{}, record {}: the id \"{id}\" belongs to an earlier document with a different text; give each record of a source an id of its own, and each file a name of its own",
        document.source,
        document.position + 1,
    );
    let (source, position) = (document.source.clone(), document.position);
    Reject { source, entry: None, position, offset: None, reason: "duplicate-id", detail }.into()
}

/// Gives a document whose id clashes its other id.
fn qualify(bundle: &mut Bundle, clashes: &Clashes) -> serde_json::Result<()> {
    clashes.qualified(&bundle.head).map_or(Ok(()), |id| bundle.rename(id))
}

/// Finds the entities of a document's names and writes the records of its mentions.
fn prepare_records(bundle: &mut Bundle, entities: &Entities) -> serde_json::Result<()> {
    bundle.entities = entities.of_document(bundle);
    let entity = |mention: usize| {
        let place = (*bundle.entities.get((*bundle.links.get(mention)?)?)?)?;
        entities.get(place).map(|entity| entity.id.as_str())
    };
    bundle.records = bundle.mentions.records(&bundle.head.id, entity)?;
    Ok(())
}

/// The lines, each once. Bundles may come from several files, and a bundle that is in two of them
/// counts once. The lines are sorted, so that equal lines are neighbours.
fn distinct(lines: Lines<'_>) -> impl Iterator<Item = Result<BundleLine>> + '_ {
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
