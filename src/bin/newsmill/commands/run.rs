//! `newsmill run`: inputs to a dataset.

use crate::Outcome;
use crate::args::Run;
use crate::progress::{self, Progress};
use crate::stop::Stop;
use newsmill::ingest::{Inputs, ReadOptions, Source};
use newsmill::model::{Header, Manifest};
use newsmill::pipeline::{
    BundleLine, Bundles, Kept, MentionLines, SourceMark, Spool, Step, finish_on, in_steps, line_of,
};
use newsmill::write::DatasetFolder;
use newsmill::{Error, Grammar};
use std::path::Path;
use std::sync::Arc;

pub(crate) fn run(args: &Run) -> Result<Outcome, Error> {
    let inputs = Inputs::find(&args.input.inputs)?;
    let grammar = Arc::new(Grammar::new(&args.input.grammar.options()?)?);
    let read = args.input.reading.options(&grammar)?;
    let options = args.finish.options()?;
    let header = super::header(&grammar, &read, args.with_text);
    // A count of documents over all sources cannot be gone on from where sources may have come and gone.
    let counted = read.filters.limit.is_some();
    let out = &args.finish.out;
    let mut folder = if counted { DatasetFolder::create(out)? } else { DatasetFolder::create_again(out)? };
    // Standard input cannot be read again: there is nothing that waiting for a good moment would keep.
    let stop = if inputs.sources.iter().all(|s| s.name == "-") { Stop::default() } else { Stop::listen() };
    let progress = Progress::new(inputs.sources.iter().map(Source::bytes).sum(), args.finish.talk.quiet);
    let mut job = Job { args, inputs: &inputs, read: &read, grammar: &grammar, stop, progress, documents: 0 };
    let manifest = match job.spool(header, &folder.work()).and_then(|spool| {
        let watched = Watched { spool: &spool, stop: &job.stop };
        job.progress.stage("finishing");
        finish_on(args.input.jobs, &watched, &options, &mut folder)
    }) {
        Ok(manifest) => manifest,
        Err(_) if job.stop.asked() => {
            progress::left(out, Some(job.documents));
            return Ok(Outcome::Stopped);
        }
        Err(error) => {
            progress::complain(&error);
            progress::left(out, None);
            return Ok(Outcome::Failed);
        }
    };
    folder.commit(args.finish.keep_work || args.update)?;
    job.progress.summary(&manifest, out);
    Ok(end(&manifest))
}

fn end(manifest: &Manifest) -> Outcome {
    if manifest.rejects.is_empty() { Outcome::Done } else { Outcome::Rejected }
}

/// A run that is going on.
struct Job<'a> {
    args: &'a Run,
    inputs: &'a Inputs,
    read: &'a ReadOptions,
    grammar: &'a Grammar,
    stop: Stop,
    progress: Progress,
    /// So many are done.
    documents: u64,
}

impl Job<'_> {
    /// Reads what earlier runs have not read.
    fn spool(&mut self, header: Header, work: &Path) -> Result<Spool, Error> {
        let talk = self.args.finish.talk;
        let (mut spool, kept) = Kept::open(work, header, self.inputs)?;
        if let Some(why) = &kept.refused {
            progress::whole(why, talk.quiet);
        }
        if kept.documents > 0 {
            progress::resumed(kept.documents, self.args.update, talk.quiet);
        }
        self.progress.add(kept.bytes);
        self.progress.stage("reading");
        let (mut documents, stop, progress) = (kept.documents, &self.stop, &self.progress);
        let work = |item| {
            // Who is to stop need not finish what is under way.
            (!stop.asked()).then(|| {
                let mut line = line_of(self.grammar, item, self.args.with_text);
                let json = line.json();
                // Most of it, and written down already: it need not wait for its turn twice.
                if let BundleLine::Bundle(bundle) = &mut line {
                    bundle.records = MentionLines::default();
                }
                (line, json)
            })
        };
        let mark = |source: &Source, digest, whole| SourceMark { name: source.name.clone(), digest, whole };
        let plan = |source: &Source| kept.plan(source);
        let read = in_steps(self.inputs, self.read, self.args.input.jobs, plan, work, |step| {
            match step {
                Step::Begin(source, digest) => spool.mark(mark(source, digest, false))?,
                Step::End(source, digest) => spool.mark(mark(source, digest, true))?,
                Step::Pause => spool.flush()?,
                Step::Item(None) => return Err(stopped()),
                Step::Item(Some((line, json))) => {
                    spool.push(line.order(), json.as_bytes())?;
                    match &line {
                        BundleLine::Bundle(bundle) => {
                            documents += 1;
                            progress.add(bundle.head.bytes);
                        }
                        BundleLine::Reject(reject) if talk.verbose => progress::rejected(reject),
                        BundleLine::Skip(skip) if talk.verbose && !skip.filtered => progress::skipped(&skip.source),
                        BundleLine::Reject(_) | BundleLine::Skip(_) => {}
                        BundleLine::Header(_) | BundleLine::Source(_) => {}
                    }
                }
            }
            if stop.asked() { Err(stopped()) } else { Ok(()) }
        });
        self.documents = documents;
        // Also where it was stopped: what is done is kept.
        let flushed = spool.flush();
        read?;
        flushed?;
        Ok(spool)
    }
}

/// That a signal asks to stop: seen by [`run`] alone.
fn stopped() -> Error {
    Error::new("stopped")
}

/// Bundles that end where the run is to stop.
struct Watched<'a> {
    spool: &'a Spool,
    stop: &'a Stop,
}

impl Bundles for Watched<'_> {
    fn header(&self) -> &Header {
        self.spool.header()
    }

    fn scratch(&self) -> Option<&Path> {
        self.spool.scratch()
    }

    fn stream(&self) -> Result<Lines<'_>, Error> {
        self.watch(self.spool.stream()?)
    }

    fn outlines(&self) -> Result<Lines<'_>, Error> {
        self.watch(self.spool.outlines()?)
    }
}

type Lines<'a> = Box<dyn Iterator<Item = Result<BundleLine, Error>> + 'a>;

impl Watched<'_> {
    fn watch<'a>(&'a self, lines: Lines<'a>) -> Result<Lines<'a>, Error> {
        Ok(Box::new(lines.map(|line| if self.stop.asked() { Err(stopped()) } else { line })))
    }
}
