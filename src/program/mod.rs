//! The command line: parses arguments, calls the library, prints. The program and the Python package
//! both call [`main`].
//!
//! It names the library as any other crate does, `newsmill::…`, and so uses its public items alone.
//!
//! Exit codes: 0 all read; 1 failed, nothing written; 2 usage; 3 written, more documents rejected than
//! allowed; 130 stopped by a signal. `diff`: 0 same, 1 changed, 2 failed. `check`: 0 sound, 1 findings,
//! 2 failed.

mod args;
mod commands;
mod progress;
mod shares;
mod stop;
mod summary;

use newsmill::archive::Observer;
use newsmill::{Error, ErrorKind};
use std::ffi::OsString;
use std::io::{IsTerminal, Write};

/// What a command has of the process that it runs in.
pub struct Host<'a> {
    /// Where it prints its result.
    pub out: &'a mut (dyn Write + Send),
    /// Whether a person reads `out`, who likes colours.
    pub terminal: bool,
    /// Watches and stops `run` and `merge` in place of a bar on standard error and of signals.
    pub observer: Option<&'a dyn Observer>,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was read.
    Done,
    /// The output is there, but more input gave no document than is allowed.
    Rejected,
    /// A signal or the observer stopped it; what it has done waits for the next run.
    Stopped,
    /// It failed, and the user knows why.
    Failed,
    /// The two datasets are not the same, or the one is not sound.
    Changed,
}

impl Outcome {
    /// The exit code.
    pub const fn code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::Failed | Outcome::Changed => 1,
            Outcome::Rejected => 3,
            Outcome::Stopped => stop::CODE,
        }
    }
}

/// Does what the arguments say as a program does, on standard output and standard error, and returns
/// the exit code. The first argument is the program's name.
///
/// `--help`, `--version` and wrong usage print and end the process.
pub fn main(args: impl IntoIterator<Item = OsString>) -> u8 {
    let args = args::parse(args, true).unwrap_or_else(|e| e.exit());
    let mut out = std::io::stdout();
    let terminal = out.is_terminal();
    match dispatch(&args, &mut Host { out: &mut out, terminal, observer: None }) {
        Ok(outcome) => outcome.code(),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => 0,
        Err(error) => {
            progress::complain(&error);
            // 1 says that datasets differ or are not sound, so failure has another code.
            let judges = matches!(args.command, args::Command::Diff(_) | args::Command::Check(_));
            if judges { 2 } else { 1 }
        }
    }
}

/// Does what the arguments say inside another program. The first argument is the program's name.
///
/// # Errors
///
/// Arguments that have no meaning ([`ErrorKind::Usage`]); the errors of the command.
pub fn call(
    args: impl IntoIterator<Item = OsString>,
    host: &mut Host<'_>,
) -> Result<Outcome, Error> {
    let args = args::parse(args, false)
        .map_err(|e| Error::new(e.to_string()).with_kind(ErrorKind::Usage))?;
    let outcome = dispatch(&args, host)?;
    host.out.flush()?;
    Ok(outcome)
}

fn dispatch(args: &args::Args, host: &mut Host<'_>) -> Result<Outcome, Error> {
    let configured = args.configured.as_ref();
    if let (Some(configured), None) = (configured, host.observer) {
        progress::configured(configured, args.command.is_quiet());
    }
    match &args.command {
        args::Command::Run(run) => commands::run::run(run, configured, host),
        args::Command::Extract(extract) => commands::extract::run(extract, host),
        args::Command::Merge(merge) => commands::merge::run(merge, configured, host),
        args::Command::Diff(diff) => commands::diff::run(diff, host),
        args::Command::Check(check) => commands::check::run(check, host),
        args::Command::Export(export) => commands::export::run(export),
        args::Command::Report(report) => commands::report::run(report, host),
        args::Command::Eval(eval) => commands::eval::run(eval, host),
        args::Command::Explain(explain) => commands::explain::run(explain, host),
        args::Command::Gazetteer(gazetteer) => commands::gazetteer::run(gazetteer, host),
        args::Command::Rules(rules) => commands::rules::run(rules, host),
        args::Command::Schema(schema) => commands::schema::run(schema, host),
        args::Command::Completions(shell) => commands::shell::completions(shell, host),
        args::Command::Man(man) => commands::shell::man(man),
    }
}
