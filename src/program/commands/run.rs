//! `newsmill run`: inputs to a dataset.

use crate::program::args::{Configured, Run};
use crate::program::progress::{self, Again, Progress};
use crate::program::stop::Stop;
use crate::program::{Host, Outcome};
use newsmill::archive::{self, Observer, Options, Stage};
use newsmill::ingest::{Inputs, Skip, Source};
use newsmill::model::{Manifest, RejectRecord};
use newsmill::{Error, ErrorKind, Extractor};
use std::sync::atomic::{AtomicBool, Ordering};

pub(crate) fn run(
    args: &Run,
    configured: Option<&Configured>,
    host: &Host<'_>,
) -> Result<Outcome, Error> {
    let inputs = args.input.find(Some(&args.finish.out))?;
    let ended = |manifest: &Manifest| args.finish.allowed.outcome(manifest.rejects.values().sum());
    let extractor = Extractor::new(&args.input.extractor.options(args.with_text)?)?;
    let options = Options {
        read: args.input.reading.options()?,
        finish: args.finish.options(configured)?,
        threads: args.input.threads,
    };
    let out = &args.finish.out;
    let mut folder = args.finish.folder(args.update)?;
    if let Some(observer) = host.observer {
        return Ok(match archive::run(&inputs, &extractor, &options, &mut folder, observer)? {
            archive::Outcome::Complete(manifest) => ended(&manifest),
            archive::Outcome::Stopped { .. } => Outcome::Stopped,
        });
    }
    let terminal = Terminal {
        args,
        stop: Stop::listen(),
        progress: Progress::new(
            inputs.sources.iter().map(Source::bytes).sum(),
            args.finish.talk.quiet,
        ),
        committing: AtomicBool::new(false),
    };
    tell_inputs(&inputs, args);
    let again =
        if inputs.sources.iter().any(Source::is_stream) { Again::StreamsAnew } else { Again::All };
    match archive::run(&inputs, &extractor, &options, &mut folder, &terminal) {
        Ok(archive::Outcome::Complete(manifest)) => {
            terminal.progress.summary(&manifest, out, &args.finish.next());
            let outcome = ended(&manifest);
            if outcome == Outcome::Rejected {
                progress::too_many_rejected(&manifest.rejects, out);
            }
            Ok(outcome)
        }
        Ok(archive::Outcome::Stopped { documents }) => {
            progress::left(out, Some(documents), again);
            Ok(Outcome::Stopped)
        }
        // Nothing was read that could be taken over.
        Err(error) if error.kind() == ErrorKind::Input => Err(error),
        // The old dataset may be half replaced: the message says how to complete the new one.
        Err(error) if terminal.committing.load(Ordering::Relaxed) => Err(error),
        Err(error) => {
            progress::complain(&error);
            progress::left(out, None, again);
            Ok(Outcome::Failed)
        }
    }
}

/// Tells what the user named, or what lies where the user named a folder, and is no input.
fn tell_inputs(inputs: &Inputs, args: &Run) {
    let talk = args.finish.talk;
    if talk.quiet {
        return;
    }
    if let Some(output) = &inputs.passed_output {
        progress::passed_output(output);
    }
    // With --verbose they are told as they are met.
    for fault in inputs.sources.iter().filter_map(Source::fault).filter(|_| !talk.verbose) {
        progress::not_read(fault);
    }
}

/// Shows a run on the terminal.
struct Terminal<'a> {
    args: &'a Run,
    stop: Stop,
    progress: Progress,
    committing: AtomicBool,
}

impl Observer for Terminal<'_> {
    fn stage(&self, stage: Stage) {
        self.progress.stage(stage);
        if stage == Stage::Committing {
            self.committing.store(true, Ordering::Relaxed);
        }
    }

    fn read(&self, bytes: u64) {
        self.progress.read(bytes);
    }

    fn progress(&self, done: u64, of: u64) {
        self.progress.part(done, of);
    }

    fn resumed(&self, documents: u64, bytes: u64) {
        progress::resumed(documents, self.args.update, self.args.finish.talk.quiet);
        self.progress.resumed(documents, bytes);
    }

    fn not_resumed(&self, reason: &Error) {
        progress::not_resumed(reason, self.args.finish.talk.quiet);
    }

    fn document(&self, _: u64) {
        self.progress.document();
    }

    fn rejected(&self, reject: &RejectRecord) {
        if self.args.finish.talk.verbose {
            progress::rejected(reject);
        }
    }

    fn skipped(&self, skip: &Skip) {
        if self.args.finish.talk.verbose && !skip.filtered {
            progress::skipped(&skip.source, &skip.extension);
        }
    }

    fn warning(&self, text: &str) {
        progress::warning(text, self.args.finish.talk.quiet);
    }

    fn should_stop(&self) -> bool {
        self.stop.asked()
    }
}
