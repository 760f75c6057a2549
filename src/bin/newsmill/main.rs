//! The command line: parses, wires, prints. Exit codes: 0 all read; 1 failed, nothing written; 2 usage; 3 written, some documents rejected.

mod args;
mod commands;
mod progress;

use clap::Parser;
use std::process::ExitCode;

/// How a command ended.
pub(crate) enum Outcome {
    /// Everything was read.
    Done,
    /// The output is there, but some input gave no document.
    Rejected,
}

fn main() -> ExitCode {
    let args = args::Args::parse();
    let outcome = match &args.command {
        args::Command::Run(run) => commands::run::run(run),
        args::Command::Extract(extract) => commands::extract::run(extract),
        args::Command::Merge(merge) => commands::merge::run(merge),
        args::Command::Gazetteer(gazetteer) => commands::gazetteer::run(gazetteer),
        args::Command::Schema(schema) => commands::schema::run(schema),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Rejected) => ExitCode::from(3),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            progress::complain(&error);
            ExitCode::FAILURE
        }
    }
}
