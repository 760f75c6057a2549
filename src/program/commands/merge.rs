//! `newsmill merge`: bundles to a dataset.

use crate::program::args::{Configured, Merge};
use crate::program::progress::{self, Progress};
use crate::program::{Host, Outcome};
use newsmill::archive::{self, Observer};
use newsmill::{Error, Finisher};

pub(crate) fn run(
    args: &Merge,
    configured: Option<&Configured>,
    host: &Host<'_>,
) -> Result<Outcome, Error> {
    let finisher = Finisher::new().options(args.finish.options(configured)?);
    let mut folder = args.finish.folder(false)?;
    let quiet = args.finish.talk.quiet || host.observer.is_some();
    let progress = Progress::new(0, quiet);
    let own = Warnings { quiet };
    let observer = host.observer.unwrap_or(&own);
    match archive::merge(&args.bundles, &finisher, &mut folder, observer)? {
        archive::Outcome::Complete(manifest) => {
            progress.summary(&manifest, &args.finish.out);
            Ok(Outcome::of(&manifest))
        }
        archive::Outcome::Stopped { .. } => Ok(Outcome::Stopped),
    }
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
