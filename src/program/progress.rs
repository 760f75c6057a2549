//! What goes to standard error: a bar on a terminal, messages, the closing summary.

use super::args::Configured;
use super::shares::Shares;
use super::summary;
use indicatif::{ProgressBar, ProgressStyle};
use newsmill::Error;
use newsmill::archive::Stage;
use newsmill::model::{Manifest, RejectRecord};
use newsmill::tables::Import;
use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt::{Arguments, Write as _};
use std::io::{IsTerminal, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Writes a line to standard error. This is the one place that does. Where nobody can read it (a
/// full disk, a closed pipe), the line is lost and nothing else: the exit code still tells.
fn say(line: Arguments<'_>) {
    let mut text = line.to_string();
    text.push('\n');
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// An error with its causes.
pub(crate) fn complain(error: &Error) {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(c) = cause {
        // Writing to a string does not fail.
        let _ = write!(text, ": {c}");
        cause = c.source();
    }
    say(format_args!("newsmill: {text}"));
}

/// Options that a file gave.
pub(crate) fn configured(configured: &Configured, quiet: bool) {
    if !quiet {
        let (name, keys) = (&configured.name, configured.keys.join(", "));
        say(format_args!("newsmill: options of {name}: {keys}"));
    }
}

/// Something that gave no document.
pub(crate) fn rejected(reject: &RejectRecord) {
    say(format_args!("newsmill: rejected ({}): {}", reject.reason, reject.detail));
}

/// Names that the report of an import shows of each sort, at most.
const SHOWN: usize = 10;

/// What an import kept and left out.
pub(crate) fn imported(import: &Import) {
    say(format_args!("{} of {} records kept", import.kept, import.read));
    for (reason, count) in &import.left_out {
        say(format_args!("  {count} left out: {reason}"));
    }
    let some = |names: &[String]| names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let (common, shared) = (&import.ambiguous, &import.collisions);
    if !common.is_empty() {
        let (count, names) = (common.len(), some(common));
        say(format_args!("{count} names are common words or short and need context: {names}"));
    }
    if !shared.is_empty() {
        say(format_args!("{} names are those of several rows and need context:", shared.len()));
        for (name, ids) in shared.iter().take(SHOWN) {
            say(format_args!("  {name}: {}", some(ids)));
        }
    }
}

/// Something that the user named and that is not read.
pub(crate) fn not_read(fault: &str) {
    say(format_args!("newsmill: not read: {fault}"));
}

/// The output of the run was named or lies inside an input.
pub(crate) fn passed_output(output: &str) {
    say(format_args!("newsmill: not read: {output}: this is the output of the run"));
}

/// Something that the run did not do as the user may expect.
pub(crate) fn warning(text: &str, quiet: bool) {
    if !quiet {
        say(format_args!("newsmill: warning: {text}"));
    }
}

/// Says why the exit code is 3: more inputs were rejected than are allowed. Not silenced by --quiet.
pub(crate) fn too_many_rejected(reasons: &BTreeMap<String, u64>, out: &Path) {
    let count: u64 = reasons.values().sum();
    let reasons: Vec<String> =
        reasons.iter().map(|(why, count)| format!("{why} {count}")).collect();
    say(format_args!(
        "newsmill: {count} rejected ({}), more than --allow-rejects allows; see the rejects in {}",
        reasons.join(", "),
        out.display()
    ));
}

/// How much of an earlier run is reused.
pub(crate) fn resumed(documents: u64, update: bool, quiet: bool) {
    if !quiet {
        let how = if update { "unchanged" } else { "resumed" };
        say(format_args!("newsmill: {how}: {documents} documents of an earlier run"));
    }
}

/// What the next run can take over.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Again {
    /// All that was read.
    All,
    /// All but what came from standard input and pipes.
    StreamsAnew,
}

/// What an incomplete run leaves, and how to resume it.
pub(crate) fn left(out: &Path, documents: Option<u64>, again: Again) {
    let out = out.display();
    let done = documents.map_or_else(
        || "what was read".to_owned(),
        |n| format!("{n} documents are done: what was read"),
    );
    let streams = match again {
        Again::All => "",
        Again::StreamsAnew => " (standard input and pipes are read anew)",
    };
    say(format_args!(
        "newsmill: {done} waits in {out}/.work, and a dataset in {out} is as it was. Run the same command again to go on{streams}"
    ));
}

/// Why nothing of an earlier run is reused.
pub(crate) fn not_resumed(reason: &Error, quiet: bool) {
    if !quiet {
        say(format_args!("newsmill: reading everything: {reason}"));
    }
}

/// A file that is passed over, and its extension or what it is in brackets.
pub(crate) fn skipped(source: &str, kind: &str) {
    let what = if kind.starts_with('(') { format!(" {kind}") } else { String::new() };
    say(format_args!("newsmill: passed over{what}: {source}"));
}

/// A reject as a JSON line, for whoever reads standard error.
pub(crate) fn json_line(line: &str) {
    say(format_args!("{line}"));
}

/// The bar and the clock of a command that writes a dataset; without a terminal a line every ten
/// seconds at most.
pub(crate) struct Progress {
    bar: ProgressBar,
    began: Instant,
    quiet: bool,
    terminal: bool,
    state: Mutex<State>,
}

/// How far the command is.
#[derive(Default)]
struct State {
    shares: Shares,
    stage: Option<Stage>,
    documents: u64,
    /// When the last line was written, in milliseconds from the beginning.
    told: u128,
}

/// The time between two lines in a log, in milliseconds.
const LINES_EVERY: u128 = 10_000;
/// The length of the bar: its parts are thousandths.
const BAR: u64 = 1000;

impl Progress {
    #[allow(
        clippy::disallowed_methods,
        reason = "the bar and the closing summary show how fast it went, on the terminal alone"
    )]
    pub(crate) fn new(bytes: u64, quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = if quiet || !terminal { ProgressBar::hidden() } else { ProgressBar::new(BAR) };
        let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let state = State { shares: Shares::of(bytes), ..State::default() };
        Self { bar, began: Instant::now(), quiet, terminal, state: Mutex::new(state) }
    }

    /// Documents of an earlier run need not be read again.
    pub(crate) fn resumed(&self, documents: u64, bytes: u64) {
        self.update(|state| {
            state.documents += documents;
            state.shares.reuse(bytes);
        });
    }

    pub(crate) fn stage(&self, stage: Stage) {
        self.update(|state| {
            state.stage = Some(stage);
            state.shares.begin(stage);
        });
    }

    /// So many bytes of the inputs were read.
    pub(crate) fn read(&self, bytes: u64) {
        self.update(|state| state.shares.read(bytes));
    }

    pub(crate) fn document(&self) {
        self.update(|state| state.documents += 1);
    }

    /// So much of the stage is done.
    pub(crate) fn part(&self, done: u64, of: u64) {
        self.update(|state| state.shares.part(done, of));
    }

    fn update(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut state);
        let done = state.shares.done();
        if self.terminal && !self.quiet {
            self.bar.set_position(done);
            self.bar.set_message(state.words());
            return;
        }
        let now = self.began.elapsed().as_millis();
        if !self.quiet && now - state.told >= LINES_EVERY {
            state.told = now;
            let words = state.words();
            say(format_args!("newsmill: {} %, {words}, {} s", done / 10, now / 1000));
        }
    }

    /// Ends the bar, and says what the dataset holds.
    pub(crate) fn summary(&self, manifest: &Manifest, out: &Path, next: &str) {
        self.bar.finish_and_clear();
        if self.quiet {
            return;
        }
        let ms = self.began.elapsed().as_millis().max(1);
        summary::of(manifest, out, ms, next).iter().for_each(|line| say(format_args!("{line}")));
        if manifest.documents == 0 {
            let text = "no document was read, and the dataset is empty; -v names each rejected and skipped file";
            warning(text, false);
        }
    }
}

impl State {
    /// The stage, and how many documents there are.
    fn words(&self) -> String {
        let stage = match self.stage {
            None | Some(Stage::Reading) => "reading",
            Some(Stage::Mapping) => "mapping",
            Some(Stage::Linking) => "linking",
            Some(Stage::Writing | Stage::Committing) => "writing",
        };
        format!("{stage}, {}", summary::counted(self.documents, "document"))
    }
}
