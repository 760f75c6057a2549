//! `newsmill merge`: bundles to a dataset.

use crate::Outcome;
use crate::args::Merge;
use crate::progress::Progress;
use newsmill::write::DatasetFolder;
use newsmill::{Error, Finisher, archive};

pub(crate) fn run(args: &Merge) -> Result<Outcome, Error> {
    let finisher = Finisher::new().options(args.finish.options()?);
    let mut folder = DatasetFolder::create(&args.finish.out)?.keep_work(args.finish.keep_work);
    let progress = Progress::new(0, args.finish.talk.quiet);
    let manifest = archive::merge(&args.bundles, &finisher, &mut folder)?;
    progress.summary(&manifest, &args.finish.out);
    Ok(Outcome::of(&manifest))
}
