//! The command line: parses arguments, calls the library, prints.
//!
//! Exit codes: 0 all read; 1 failed, nothing written; 2 usage; 3 written, some documents rejected;
//! 130 stopped by a signal. `diff`: 0 same, 1 changed, 2 failed.

mod args;
mod commands;
mod progress;
mod stop;

use clap::Parser;
use newsmill::ErrorKind;
use newsmill::model::Manifest;
use std::process::ExitCode;

/// Documents become thousands of small strings: allocation is a sixth of all work.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended.
pub(crate) enum Outcome {
    /// Everything was read.
    Done,
    /// The output is there, but some input gave no document.
    Rejected,
    /// A signal stopped it; what it has done waits for the next run.
    Stopped,
    /// It failed, and the user knows why.
    Failed,
    /// The two datasets are not the same.
    Changed,
}

impl Outcome {
    /// How a command that wrote a dataset ended.
    pub(crate) fn of(manifest: &Manifest) -> Self {
        if manifest.rejects.is_empty() { Outcome::Done } else { Outcome::Rejected }
    }
}

fn main() -> ExitCode {
    let args = args::Args::parse();
    let outcome = match &args.command {
        args::Command::Run(run) => commands::run::run(run),
        args::Command::Extract(extract) => commands::extract::run(extract),
        args::Command::Merge(merge) => commands::merge::run(merge),
        args::Command::Diff(diff) => commands::diff::run(diff),
        args::Command::Eval(eval) => commands::eval::run(eval),
        args::Command::Explain(explain) => commands::explain::run(explain),
        args::Command::Gazetteer(gazetteer) => commands::gazetteer::run(gazetteer),
        args::Command::Rules(rules) => commands::rules::run(rules),
        args::Command::Schema(schema) => commands::schema::run(schema),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Rejected) => ExitCode::from(3),
        Ok(Outcome::Stopped) => ExitCode::from(stop::CODE),
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        Ok(Outcome::Changed) => ExitCode::from(1),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            progress::complain(&error);
            // 1 says that datasets differ, so failure has another code.
            if matches!(args.command, args::Command::Diff(_)) {
                ExitCode::from(2)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}
