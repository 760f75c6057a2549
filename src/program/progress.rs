//! What goes to standard error: a bar on a terminal, messages, the closing summary.

use super::args::Configured;
use indicatif::{ProgressBar, ProgressStyle};
use newsmill::Error;
use newsmill::model::{Kind, Manifest, RejectRecord};
use newsmill::tables::Import;
use std::error::Error as _;
use std::fmt::{Arguments, Write as _};
use std::io::{IsTerminal, Write as _};
use std::path::Path;
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

/// The bar and the clock of a command.
pub(crate) struct Progress {
    bar: ProgressBar,
    began: Instant,
    quiet: bool,
}

impl Progress {
    #[allow(
        clippy::disallowed_methods,
        reason = "the bar and the closing summary show how fast it went, on the terminal alone"
    )]
    pub(crate) fn new(bytes: u64, quiet: bool) -> Self {
        let bar = if quiet || !std::io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(bytes)
        };
        let style = ProgressStyle::with_template(
            "{bar:30} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left  {msg}",
        );
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, began: Instant::now(), quiet }
    }

    pub(crate) fn add(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    pub(crate) fn stage(&self, name: &'static str) {
        self.bar.set_message(name);
    }

    /// The closing summary.
    pub(crate) fn summary(&self, manifest: &Manifest, out: &Path) {
        self.bar.finish_and_clear();
        if self.quiet {
            return;
        }
        let ms = self.began.elapsed().as_millis().max(1);
        let sum = |map: &std::collections::BTreeMap<String, u64>| map.values().sum::<u64>();
        say(format_args!(
            "documents  {} ({} copies, {} near-copies), {} bytes",
            manifest.documents, manifest.duplicates, manifest.near_duplicates, manifest.bytes
        ));
        for kind in Kind::ALL {
            let by_lang = manifest.mentions.get(kind.as_str()).cloned().unwrap_or_default();
            let cells: Vec<String> =
                by_lang.iter().map(|(lang, n)| format!("{lang} {n}")).collect();
            say(format_args!("{kind:9}  {} ({})", sum(&by_lang), cells.join(", ")));
        }
        say(format_args!("entities   {}", sum(&manifest.entities)));
        say(format_args!("facts      {}", sum(&manifest.facts)));
        let list = |map: &std::collections::BTreeMap<String, u64>| {
            map.iter().map(|(k, n)| format!("{k} {n}")).collect::<Vec<_>>().join(", ")
        };
        if !manifest.rejects.is_empty() {
            say(format_args!(
                "rejected   {} ({})",
                sum(&manifest.rejects),
                list(&manifest.rejects)
            ));
        }
        if !manifest.filtered.is_empty() {
            say(format_args!(
                "filtered   {} ({})",
                sum(&manifest.filtered),
                list(&manifest.filtered)
            ));
        }
        if !manifest.skipped.is_empty() {
            say(format_args!(
                "skipped    {} ({})",
                sum(&manifest.skipped),
                list(&manifest.skipped)
            ));
        }
        if manifest.documents == 0 {
            let text = "no document was read, and the dataset is empty; -v names each rejected and skipped file";
            warning(text, false);
        }
        let tenths = u128::from(manifest.bytes) / (ms * 100);
        say(format_args!(
            "time       {}.{:03} s, {}.{} MB/s",
            ms / 1000,
            ms % 1000,
            tenths / 10,
            tenths % 10
        ));
        say(format_args!("written    {}", out.display()));
    }
}
