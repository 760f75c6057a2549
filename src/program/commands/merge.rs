//! `newsmill merge`: bundles to a dataset.

use crate::program::args::{Configured, Merge};
use crate::program::progress::{self, Progress};
use crate::program::{Host, Outcome};
use newsmill::archive::{self, Observer, Stage};
use newsmill::{Error, Finisher};

pub(crate) fn run(
    args: &Merge,
    configured: Option<&Configured>,
    host: &Host<'_>,
) -> Result<Outcome, Error> {
    let finisher = Finisher::new().options(args.finish.options(configured)?);
    let mut folder = args.finish.folder(false)?;
    let quiet = args.finish.talk.quiet || host.observer.is_some();
    let own = Terminal { progress: Progress::new(0, quiet), quiet };
    let observer = host.observer.unwrap_or(&own);
    match archive::merge(&args.bundles, &finisher, &mut folder, observer)? {
        archive::Outcome::Complete(manifest) => {
            own.progress.summary(&manifest, &args.finish.out, &args.finish.next());
            let outcome = args.finish.allowed.outcome(manifest.rejects.values().sum());
            if outcome == Outcome::Rejected && host.observer.is_none() {
                progress::too_many_rejected(&manifest.rejects, &args.finish.out);
            }
            Ok(outcome)
        }
        archive::Outcome::Stopped { .. } => Ok(Outcome::Stopped),
    }
}

/// Shows a merge on the terminal.
struct Terminal {
    progress: Progress,
    quiet: bool,
}

impl Observer for Terminal {
    fn stage(&self, stage: Stage) {
        self.progress.stage(stage);
    }

    fn progress(&self, done: u64, of: u64) {
        self.progress.part(done, of);
    }

    fn warning(&self, text: &str) {
        progress::warning(text, self.quiet);
    }
}
