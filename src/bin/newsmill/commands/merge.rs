//! `newsmill merge`: bundles to a dataset.

use crate::Outcome;
use crate::args::Merge;
use crate::progress::{self, Progress};
use newsmill::archive::{self, Observer};
use newsmill::write::DatasetFolder;
use newsmill::{Error, Finisher};

pub(crate) fn run(args: &Merge) -> Result<Outcome, Error> {
    let finisher = Finisher::new().options(args.finish.options()?);
    let mut folder = DatasetFolder::create(&args.finish.out)?.keep_work(args.finish.keep_work);
    let quiet = args.finish.talk.quiet;
    let progress = Progress::new(0, quiet);
    let manifest = archive::merge(&args.bundles, &finisher, &mut folder, &Warnings { quiet })?;
    progress.summary(&manifest, &args.finish.out);
    Ok(Outcome::of(&manifest))
}

/// Shows warnings.
struct Warnings {
    quiet: bool,
}

impl Observer for Warnings {
    fn warning(&self, text: &str) {
        progress::warning(text, self.quiet);
    }
}
