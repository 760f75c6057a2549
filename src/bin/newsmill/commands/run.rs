//! `newsmill run`: inputs to a dataset.

use crate::Outcome;
use crate::args::Run;
use crate::progress::{self, Progress};
use newsmill::ingest::Inputs;
use newsmill::pipeline::{BundleLine, FinishOptions, Spool, finish_with, in_order, line_of};
use newsmill::write::DatasetFolder;
use newsmill::{Error, Grammar};

pub(crate) fn run(args: &Run) -> Result<Outcome, Error> {
    let inputs = Inputs::find(&args.input.inputs)?;
    let read = args.input.read_options();
    let grammar = Grammar::new(&args.input.grammar.options()?)?;
    let decisions = super::decisions(args.decisions.as_deref())?;
    let options = FinishOptions { near_duplicates: !args.no_near_dup, decisions };
    let mut out = DatasetFolder::create(&args.out)?;
    let progress = Progress::new(inputs.sources.iter().map(newsmill::ingest::Source::bytes).sum(), args.talk.quiet);
    progress.stage("reading");
    let mut spool = Spool::create(&out.work(), super::header(&grammar, &read, args.with_text))?;
    let work = |item| {
        let line = line_of(&grammar, item, args.with_text);
        let json = super::json(&line);
        (line, json)
    };
    let verbose = args.talk.verbose;
    in_order(&inputs, &read, args.input.jobs, work, |(line, json)| {
        spool.push(line.order(), &json?)?;
        match &line {
            BundleLine::Bundle(bundle) => progress.add(bundle.document.bytes),
            BundleLine::Reject(reject) if verbose => progress::rejected(reject),
            BundleLine::Skip(skip) if verbose => progress::skipped(&skip.source),
            BundleLine::Reject(_) | BundleLine::Skip(_) | BundleLine::Header(_) => {}
        }
        Ok(())
    })?;
    spool.flush()?;
    progress.stage("finishing");
    let manifest = finish_with(&spool, &options, &mut out)?;
    out.commit(args.keep_work)?;
    progress.summary(&manifest, &args.out);
    Ok(if manifest.rejects.is_empty() { Outcome::Done } else { Outcome::Rejected })
}
