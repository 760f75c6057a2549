//! `newsmill merge`: bundles to a dataset.

use crate::Outcome;
use crate::args::Merge;
use crate::progress::Progress;
use newsmill::Error;
use newsmill::pipeline::{Spool, finish_with, header_of};
use newsmill::write::DatasetFolder;

pub(crate) fn run(args: &Merge) -> Result<Outcome, Error> {
    let Some(first) = args.bundles.first() else {
        return Err(Error::new("no bundle file named"));
    };
    let header = header_of(first)?;
    let options = args.finish.options()?;
    let mut out = DatasetFolder::create(&args.finish.out)?;
    let progress = Progress::new(0, args.finish.talk.quiet);
    let mut spool = Spool::create(&out.work(), header)?;
    for path in &args.bundles {
        spool.add_file(path)?;
    }
    spool.flush()?;
    let manifest = finish_with(&spool, &options, &mut out)?;
    out.commit(args.finish.keep_work)?;
    progress.summary(&manifest, &args.finish.out);
    Ok(if manifest.rejects.is_empty() { Outcome::Done } else { Outcome::Rejected })
}
