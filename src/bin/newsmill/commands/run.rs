//! `newsmill run`: inputs to a dataset.

use crate::Outcome;
use crate::args::Run;
use crate::progress::{self, Progress};
use newsmill::ingest::{Inputs, Source};
use newsmill::pipeline::{BundleLine, Kept, Spool, finish_on, in_order, line_of};
use newsmill::write::DatasetFolder;
use newsmill::{Error, Grammar};
use std::collections::BTreeSet;
use std::path::Path;

pub(crate) fn run(args: &Run) -> Result<Outcome, Error> {
    let inputs = Inputs::find(&args.input.inputs)?;
    let read = args.input.read_options()?;
    let grammar = Grammar::new(&args.input.grammar.options()?)?;
    let options = args.finish.options()?;
    let header = super::header(&grammar, &read, args.with_text);
    let mut out = if args.update {
        DatasetFolder::create_again(&args.finish.out)?
    } else {
        DatasetFolder::create(&args.finish.out)?
    };
    let keep = args.finish.keep_work || args.update;
    let kept = args.update.then(|| Kept::open(&out.previous(), &header)).and_then(|kept| match kept {
        Ok(kept) => Some(kept),
        Err(why) => {
            progress::whole(&why, args.finish.talk.quiet);
            None
        }
    });
    let mut spool = Spool::create(&out.work(), header)?;
    let inputs = if keep { changed(inputs, kept.as_ref(), &mut spool, &out.work())? } else { inputs };
    let progress = Progress::new(inputs.sources.iter().map(Source::bytes).sum(), args.finish.talk.quiet);
    progress.stage("reading");
    let work = |item| {
        let line = line_of(&grammar, item, args.with_text);
        let json = super::json(&line);
        (line, json)
    };
    let verbose = args.finish.talk.verbose;
    in_order(&inputs, &read, args.input.jobs, work, |(line, json)| {
        spool.push(line.order(), &json?)?;
        match &line {
            BundleLine::Bundle(bundle) => progress.add(bundle.document.bytes),
            BundleLine::Reject(reject) if verbose => progress::rejected(reject),
            BundleLine::Skip(skip) if verbose && !skip.filtered => progress::skipped(&skip.source),
            BundleLine::Reject(_) | BundleLine::Skip(_) | BundleLine::Header(_) => {}
        }
        Ok(())
    })?;
    spool.flush()?;
    progress.stage("finishing");
    let manifest = finish_on(args.input.jobs, &spool, &options, &mut out)?;
    out.commit(keep)?;
    progress.summary(&manifest, &args.finish.out);
    Ok(if manifest.rejects.is_empty() { Outcome::Done } else { Outcome::Rejected })
}

/// The inputs that an earlier run does not know as they are; the lines of the others are taken over. Writes down what every source is now, before it is read:
/// one that changes while the run lasts is read again by the next.
fn changed(inputs: Inputs, kept: Option<&Kept>, spool: &mut Spool, work: &Path) -> Result<Inputs, Error> {
    let digests: Vec<(Source, Option<String>)> =
        inputs.sources.into_iter().map(|s| (s.sha256(), s)).map(|(d, s)| (s, d)).collect();
    let known = digests.iter().filter_map(|(source, digest)| Some((source.name.as_str(), digest.as_deref()?)));
    Kept::write(work, known.clone())?;
    let same: BTreeSet<&str> =
        kept.map(|kept| known.filter(|(s, d)| kept.has(s, d)).map(|(s, _)| s).collect()).unwrap_or_default();
    if let Some(kept) = kept {
        kept.copy(&same, spool)?;
    }
    let same: BTreeSet<String> = same.into_iter().map(str::to_owned).collect();
    let sources = digests.into_iter().map(|(source, _)| source).filter(|s| !same.contains(&s.name)).collect();
    Ok(Inputs { sources })
}
