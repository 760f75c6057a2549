//! A whole run: reads inputs, keeps bundles, finishes them, commits the dataset.

use super::observer::{Observer, Stage};
use super::options::{Options, header};
use crate::error::{Error, ErrorKind, Result};
use crate::extractor::Extractor;
use crate::ingest::{Inputs, ReadBytes, ReadOptions, Source};
use crate::model::{Header, Manifest};
use crate::pipeline::bundle::line::{BundleLine, SourceMark};
use crate::pipeline::bundle::records::MentionsJson;
use crate::pipeline::bundle::resume::{PreviousRun, SourcePlan};
use crate::pipeline::bundle::spool::Spool;
use crate::pipeline::bundle::store::{BundleStore, Items, Lines, Outlines, Prepare};
use crate::pipeline::extract::bundle_line;
use crate::pipeline::read::{Step, in_steps};
use crate::pipeline::{Bundles, Finisher, FirstReading};
use crate::write::Sink;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "there is one in a run")]
pub enum Outcome {
    /// The dataset is complete and committed.
    Complete(Manifest),
    /// The observer stopped the run. What was read waits in the work folder, if the sink has one.
    Stopped {
        /// Documents that are done, those of earlier runs among them.
        documents: u64,
    },
}

/// Reads every input, extracts, and writes the dataset to `sink`.
///
/// Inputs that give no document become reject records and are no error.
///
/// # Errors
///
/// The work folder or the sink cannot be written; threads cannot be started. What was read waits in
/// the work folder, if the sink has one: the same call resumes.
pub fn run(
    inputs: &Inputs,
    extractor: &Extractor,
    options: &Options,
    sink: &mut (dyn Sink + Send),
    observer: &dyn Observer,
) -> Result<Outcome> {
    let job = Job {
        inputs,
        extractor,
        read: ReadOptions { read_bytes: ReadBytes::default(), ..options.reading(extractor) },
        threads: options.threads,
        observer,
        documents: AtomicU64::new(0),
        lines: AtomicU64::new(0),
        items: AtomicU64::new(0),
    };
    observer.inputs(inputs.sources.iter().map(Source::bytes).sum());
    let finisher = Finisher::new().options(options.finish.clone()).threads(options.threads);
    let finish = |bundles: &(dyn BundleStore + Sync), reading, sink: &mut (dyn Sink + Send)| {
        let warn = &mut |text: &str| observer.warning(text);
        let lines = AtomicU64::new(job.lines.load(Ordering::Relaxed));
        finisher.write((&Stoppable { bundles, observer, lines }, reading), sink, warn)
    };
    let written = match sink.work_folder().map(Path::to_owned) {
        Some(work) => {
            job.spool(&work, &finisher).and_then(|(spool, reading)| {
                // Another reading tells its stage when it begins.
                if reading.is_some() {
                    observer.stage(Stage::Linking);
                    job.go_on()?;
                }
                finish(&spool, reading, sink)
            })
        }
        None => job.memory().and_then(|bundles| finish(&bundles, None, sink)),
    };
    match written {
        // An empty dataset would take the place of a full one.
        Ok(manifest) if options.read.filters.limit.is_none() && is_nothing(&manifest) => {
            Err(nothing(inputs, &manifest))
        }
        Ok(manifest) => {
            observer.stage(Stage::Committing);
            sink.commit()?;
            Ok(Outcome::Complete(manifest))
        }
        Err(_) if observer.should_stop() => {
            Ok(Outcome::Stopped { documents: job.documents.into_inner() })
        }
        Err(error) => Err(error),
    }
}

/// The reading part of a run.
struct Job<'a> {
    inputs: &'a Inputs,
    extractor: &'a Extractor,
    read: ReadOptions,
    threads: usize,
    observer: &'a dyn Observer,
    /// Documents that are done.
    documents: AtomicU64,
    /// These, rejects and skips.
    lines: AtomicU64,
    /// Items of the sources that are read, done by this run or not to be done again.
    items: AtomicU64,
}

impl Job<'_> {
    /// Reads into the spool of a work folder what earlier runs have not read. A run that begins anew
    /// gives the first reading too: what it reads is at hand then, and need not be parsed again.
    fn spool(&self, work: &Path, finisher: &Finisher) -> Result<(Spool, Option<FirstReading>)> {
        self.observer.stage(Stage::Reading);
        let (mut spool, previous) = self.open(work)?;
        if let Some(reason) = &previous.refused {
            self.observer.not_resumed(reason);
        }
        if previous.documents > 0 {
            self.observer.resumed(previous.documents, previous.bytes);
            self.documents.store(previous.documents, Ordering::Relaxed);
            self.lines.store(previous.documents, Ordering::Relaxed);
        }
        let is_new = previous.documents == 0;
        let mut reading = is_new.then(|| finisher.begin(spool.scratch())).transpose()?;
        self.observer.stage(Stage::Mapping);
        let work = |item| {
            // After a stop nothing that is under way need be completed.
            (!self.observer.should_stop()).then(|| {
                let mut line =
                    bundle_line(self.extractor.grammar(), item, self.extractor.with_text());
                let json = line.json();
                // Most of the line, and in `json` already: it need not wait for its turn twice.
                if let BundleLine::Bundle(bundle) = &mut line {
                    bundle.mentions = MentionsJson::default();
                }
                (line, json)
            })
        };
        let mark = |source: &Source, digest, whole| SourceMark {
            name: source.name.clone(),
            digest,
            whole,
        };
        let plan = |source: &Source| {
            let plan = previous.plan(source);
            // It is not read again.
            if plan.known {
                self.read.read_bytes.add(source.bytes());
            }
            self.items.fetch_add(plan.skip, Ordering::Relaxed);
            plan
        };
        let read = in_steps(self.inputs, &self.read, self.threads, plan, work, |step| {
            match step {
                Step::Begin(source, digest) => spool.mark(mark(source, digest, false))?,
                Step::End(source, digest) => spool.mark(mark(source, digest, true))?,
                Step::Pause => spool.flush()?,
                Step::Waiting => {}
                Step::Item(None) => return Err(stopped()),
                Step::Item(Some((line, json))) => {
                    spool.push(line.order(), json.as_bytes())?;
                    self.report(&line);
                    if let BundleLine::Bundle(bundle) = &line {
                        // Sources that are not in their order are sorted by a reading of its own.
                        reading = reading.take().filter(|reading| reading.follows(&bundle.outline));
                        reading.iter_mut().try_for_each(|reading| reading.add(&bundle.outline))?;
                    }
                }
            }
            self.go_on()
        });
        // Also where it was stopped: what is done is kept.
        let flushed = spool.flush();
        read?;
        flushed?;
        Ok((spool, reading))
    }

    fn open(&self, work: &Path) -> Result<(Spool, PreviousRun)> {
        let header = header(self.extractor, &self.read);
        // A count of documents over all sources cannot be resumed: sources may have come and gone.
        if self.read.filters.limit.is_some() {
            return Ok((PreviousRun::discard(work, header)?, PreviousRun::default()));
        }
        PreviousRun::open(work, header, self.inputs)
    }

    /// Reads everything into memory.
    fn memory(&self) -> Result<Bundles> {
        self.observer.stage(Stage::Mapping);
        let mut bundles = Bundles::new(header(self.extractor, &self.read));
        let work = |item| {
            let stop = self.observer.should_stop();
            (!stop).then(|| bundle_line(self.extractor.grammar(), item, self.extractor.with_text()))
        };
        let plan = |_: &Source| SourcePlan::default();
        in_steps(self.inputs, &self.read, self.threads, plan, work, |step| {
            if let Step::Item(line) = step {
                let line: BundleLine = line.ok_or_else(stopped)?;
                self.report(&line);
                bundles.lines.push(line);
            }
            self.go_on()
        })?;
        Ok(bundles)
    }

    fn report(&self, line: &BundleLine) {
        self.lines.fetch_add(1, Ordering::Relaxed);
        let items = self.items.fetch_add(1, Ordering::Relaxed) + 1;
        self.observer.read(self.read.read_bytes.of_items(items));
        match line {
            BundleLine::Bundle(bundle) => {
                self.documents.fetch_add(1, Ordering::Relaxed);
                self.observer.document(bundle.outline.head.bytes);
            }
            BundleLine::Reject(reject) => self.observer.rejected(reject),
            BundleLine::Skip(skip) => self.observer.skipped(skip),
            BundleLine::Header(_) | BundleLine::Source(_) => {}
        }
    }

    fn go_on(&self) -> Result<()> {
        if self.observer.should_stop() { Err(stopped()) } else { Ok(()) }
    }
}

/// Whether the inputs held nothing that is read: neither a document nor one that is missing.
fn is_nothing(manifest: &Manifest) -> bool {
    manifest.documents == 0 && manifest.rejects.is_empty() && manifest.filtered.is_empty()
}

/// Why there is no dataset of inputs that hold nothing that is read.
fn nothing(inputs: &Inputs, manifest: &Manifest) -> Error {
    let names: Vec<&str> = inputs.sources.iter().map(|s| s.name.as_str()).take(3).collect();
    let more = if inputs.sources.len() > names.len() { " …" } else { "" };
    let skipped: Vec<String> =
        manifest.skipped.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let skipped = if skipped.is_empty() { "nothing".to_owned() } else { skipped.join(", ") };
    let detail = format!(
        "nothing to read: no article in {}{more} (skipped: {skipped}); name files or archives of articles",
        names.join(", ")
    );
    Error::new(detail).with_kind(ErrorKind::Input)
}

/// The observer asked to stop. Only [`run`] and `merge` see this error.
pub(super) fn stopped() -> Error {
    Error::new("stopped")
}

/// Bundles that end with an error where the run is to stop.
pub(super) struct Stoppable<'a> {
    pub(super) bundles: &'a (dyn BundleStore + Sync),
    pub(super) observer: &'a dyn Observer,
    /// The number of lines, for progress; 0 until the first pass has counted them.
    pub(super) lines: AtomicU64,
}

impl BundleStore for Stoppable<'_> {
    fn header(&self) -> &Header {
        self.bundles.header()
    }

    fn scratch(&self) -> Option<&Path> {
        self.bundles.scratch()
    }

    fn stream(&self, prepare: &Prepare) -> Result<Lines<'_>> {
        self.observer.stage(Stage::Writing);
        self.watch(self.bundles.stream(prepare)?)
    }

    fn outlines(&self) -> Result<Outlines<'_>> {
        self.observer.stage(Stage::Linking);
        self.watch(self.bundles.outlines()?)
    }
}

impl Stoppable<'_> {
    fn watch<'a, T: 'a>(&'a self, items: Items<'a, T>) -> Result<Items<'a, T>> {
        // What the first pass counts, the next one knows.
        let (of, mut done, mut items) = (self.lines.load(Ordering::Relaxed), 0, items);
        Ok(Box::new(std::iter::from_fn(move || {
            let Some(item) = items.next() else {
                // Outlines are those of documents: rejects and skipped files have none.
                if done < of {
                    done = of;
                    self.observer.progress(of, of);
                }
                return None;
            };
            done += 1;
            self.lines.fetch_max(done, Ordering::Relaxed);
            self.observer.progress(done.min(of), of);
            Some(if self.observer.should_stop() { Err(stopped()) } else { item })
        })))
    }
}
