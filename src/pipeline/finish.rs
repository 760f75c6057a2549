//! From bundles to a dataset: copies, entities, facts, counts. It touches nothing except the store
//! that it reads (with the store's scratch folder) and the sink that it writes to.

use super::bundle::line::{Bundle, BundleLine};
use super::bundle::records::DocumentHead;
use super::bundle::store::{BundleStore, Bundles, Prepare};
use super::dedup::{Clashes, Dedup, Verdict};
use super::first_reading::{FirstReading, distinct};
use super::link::{Decisions, Entities, Linker};
use super::near::NearSets;
use super::part::{Judged, Part, prepare_records};
use crate::error::{Error, Result};
use crate::model::{Header, Manifest, Reject, RejectRecord, SCHEMA_VERSION};
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
        let manifest = self.write((bundles, None), sink, &mut |_| {})?;
        sink.commit()?;
        Ok(manifest)
    }

    /// [`Finisher::finish`] of any store, without the commit. `first` is the first reading, if
    /// somebody has done it. `warn` takes what the user should know and no record says.
    ///
    /// Reads the bundles twice: once for the names, once to write. It keeps in memory the distinct
    /// names and bindings, the claims, and a hash and an id for each document.
    pub(crate) fn write(
        &self,
        (bundles, first): (&(dyn BundleStore + Sync), Option<FirstReading>),
        sink: &mut (dyn Sink + Send),
        warn: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Manifest> {
        let Some(threads) = self.threads else {
            return self.write_here((bundles, first), sink, warn);
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|e| Error::while_doing("cannot start the threads", e))?;
        pool.install(|| self.write_here((bundles, first), sink, warn))
    }

    fn write_here(
        &self,
        (bundles, first): (&dyn BundleStore, Option<FirstReading>),
        sink: &mut (dyn Sink + Send),
        warn: &mut dyn FnMut(&str),
    ) -> Result<Manifest> {
        let (clashes, reading) = self.first_reading(bundles, first)?;
        let (sets, entities) = reading.solve(&self.options.decisions)?;
        entities.undecided.iter().for_each(|text| warn(text));
        let entities = Arc::new(entities);
        let mut writer = Writer {
            entities: Arc::clone(&entities),
            sets: NearSets::new(sets),
            all: Part::new(&entities, bundles.scratch())?,
            dedup: Dedup::default(),
            listed: None,
            output: Output { manifest: self.manifest(bundles.header()), sink },
        };
        let prepare: Prepare = Arc::new(move |bundle| {
            if let Some(id) = clashes.qualified(&bundle.outline.head) {
                bundle.rename(id)?;
            }
            prepare_records(bundle, &entities)
        });
        let mut lines = distinct(bundles.stream(&prepare)?, BundleLine::order);
        while writer.batch(&mut lines)? {}
        writer.finish(bundles.scratch())
    }

    /// A first reading that has read nothing yet, with files in `scratch` or all in memory.
    ///
    /// # Errors
    ///
    /// Files that cannot be created.
    pub(crate) fn begin(&self, scratch: Option<&Path>) -> Result<FirstReading> {
        let linker = Linker::new(self.options.keep_generic, &self.options.decisions);
        FirstReading::new(linker, self.options.near_duplicates, scratch)
    }

    /// Reads the outlines, unless that is done, and once more with the ids that clash: they are
    /// known when all ids are. Few archives have any.
    fn first_reading(
        &self,
        bundles: &dyn BundleStore,
        mut done: Option<FirstReading>,
    ) -> Result<(Clashes, FirstReading)> {
        let mut clashes = Clashes::default();
        loop {
            let mut reading = match done.take() {
                Some(reading) => reading,
                None => self.begin(bundles.scratch())?.read(bundles, &clashes)?,
            };
            if !clashes.extend(reading.take_clashes()) {
                return Ok((clashes, reading));
            }
        }
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
    /// What all documents give together.
    all: Part,
    dedup: Dedup,
    /// The source whose fields were listed last.
    listed: Option<String>,
    output: Output<'s>,
}

/// The records of documents and inputs on their way to the sink, and their counts.
struct Output<'s> {
    manifest: Manifest,
    sink: &'s mut (dyn Sink + Send),
}

/// Lines that are judged in order, then written and counted at the same time.
const BATCH: usize = 512;

impl Writer<'_> {
    /// Writes and counts the next lines. Returns whether there may be more.
    fn batch(&mut self, lines: &mut impl Iterator<Item = Result<BundleLine>>) -> Result<bool> {
        let mut batch = Vec::with_capacity(BATCH);
        for line in lines.take(BATCH) {
            batch.push(self.judge(line?));
        }
        let Self { output, all, .. } = self;
        let (written, counted) = rayon::join(|| output.lines(&batch), || all.add(&batch));
        written.and(counted)?;
        Ok(!batch.is_empty())
    }

    fn judge(&mut self, mut line: BundleLine) -> Judged {
        if let BundleLine::Reject(reject) = &mut line {
            reject.list_fields_once(&mut self.listed);
        }
        let BundleLine::Bundle(bundle) = &line else {
            return Judged { line, verdict: Verdict::First, set: None, near: None };
        };
        let head = &bundle.outline.head;
        let verdict = self.dedup.admit(head);
        let (set, near) = match verdict {
            Verdict::First => self.sets.next(&head.id),
            Verdict::Copy { .. } | Verdict::SameId => (None, None),
        };
        Judged { line, verdict, set, near }
    }
}

impl Output<'_> {
    fn lines(&mut self, batch: &[Judged]) -> Result<()> {
        for judged in batch {
            match &judged.line {
                BundleLine::Header(_) | BundleLine::Source(_) => {}
                BundleLine::Skip(skip) => {
                    let manifest = &mut self.manifest;
                    let counts =
                        if skip.filtered { &mut manifest.filtered } else { &mut manifest.skipped };
                    *counts.entry(skip.extension.clone()).or_default() += 1;
                }
                BundleLine::Reject(reject) => self.reject(reject)?,
                BundleLine::Bundle(bundle) => self.document(bundle, judged)?,
            }
        }
        Ok(())
    }

    fn reject(&mut self, reject: &RejectRecord) -> Result<()> {
        *self.manifest.rejects.entry(reject.reason.clone()).or_default() += 1;
        self.sink.reject(RecordLine::of(reject, &mut String::new()))
    }

    fn document(&mut self, bundle: &Bundle, judged: &Judged) -> Result<()> {
        let head = &bundle.outline.head;
        match &judged.verdict {
            Verdict::SameId => return self.reject(&same_id(head)),
            Verdict::Copy { of, id } => {
                self.manifest.duplicates += 1;
                let copy = bundle.document.copy(&head.id, id, of);
                let copy =
                    copy.map_err(|e| Error::while_doing("the record of a document is damaged", e))?;
                self.sink.document(RecordLine::new(&copy))?;
            }
            Verdict::First => self.first(bundle, judged.near.as_deref())?,
        }
        self.manifest.documents += 1;
        self.manifest.dated += u64::from(head.published.is_some());
        self.manifest.bytes += head.bytes;
        Ok(())
    }

    /// Writes a document that is not an exact copy, and its mentions.
    fn first(&mut self, bundle: &Bundle, near: Option<&str>) -> Result<()> {
        let records = bundle.records.split_terminator('\n');
        records.map(RecordLine::new).try_for_each(|line| self.sink.mention(line))?;
        match near {
            Some(first) => {
                self.manifest.near_duplicates += 1;
                self.sink.document(RecordLine::new(&bundle.document.near(first)))
            }
            None => self.sink.document(RecordLine::new(bundle.document.json())),
        }
    }
}

impl Writer<'_> {
    /// Writes what all documents give together. `scratch` is a folder for what is too large for
    /// memory.
    fn finish(self, scratch: Option<&Path>) -> Result<Manifest> {
        let Self { entities, all, output, .. } = self;
        let (Part { mut tally, claims }, Output { mut manifest, sink }) = (all, output);
        manifest.mentions = tally.totals.mentions();
        manifest.paragraphs = std::mem::take(&mut tally.totals.paragraphs);
        manifest.below_confidence = tally.totals.below_confidence;
        manifest.generic = tally.totals.generic;
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
