//! What goes to standard error: a bar on a terminal, messages, the closing summary.
#![allow(clippy::print_stderr, reason = "this is the one module that talks to the user")]

use indicatif::{ProgressBar, ProgressStyle};
use newsmill::Error;
use newsmill::model::{Kind, Manifest, RejectRecord};
use std::error::Error as _;
use std::io::IsTerminal;
use std::time::Instant;

/// An error with its causes.
pub(crate) fn complain(error: &Error) {
    eprint!("newsmill: {error}");
    let mut cause = error.source();
    while let Some(c) = cause {
        eprint!(": {c}");
        cause = c.source();
    }
    eprintln!();
}

/// Something that gave no document.
pub(crate) fn rejected(reject: &RejectRecord) {
    eprintln!("newsmill: rejected ({}): {}", reject.reason, reject.detail);
}

/// How much of an earlier run is reused.
pub(crate) fn resumed(documents: u64, update: bool, quiet: bool) {
    if !quiet {
        let how = if update { "unchanged" } else { "resumed" };
        eprintln!("newsmill: {how}: {documents} documents of an earlier run");
    }
}

/// What an incomplete run leaves, and how to resume it.
pub(crate) fn left(out: &std::path::Path, documents: Option<u64>) {
    let out = out.display();
    let done = documents.map_or_else(
        || "what was read".to_owned(),
        |n| format!("{n} documents are done: what was read"),
    );
    eprintln!(
        "newsmill: {done} waits in {out}/.work, and a dataset in {out} is as it was. Run the same command again to go on"
    );
}

/// Why nothing of an earlier run is reused.
pub(crate) fn not_resumed(reason: &Error, quiet: bool) {
    if !quiet {
        eprintln!("newsmill: reading everything: {reason}");
    }
}

/// A file that no reader takes.
pub(crate) fn skipped(source: &str) {
    eprintln!("newsmill: passed over: {source}");
}

/// A reject as a JSON line, for whoever reads standard error.
pub(crate) fn json_line(line: &str) {
    eprintln!("{line}");
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
    pub(crate) fn summary(&self, manifest: &Manifest, out: &std::path::Path) {
        self.bar.finish_and_clear();
        if self.quiet {
            return;
        }
        let ms = self.began.elapsed().as_millis().max(1);
        let sum = |map: &std::collections::BTreeMap<String, u64>| map.values().sum::<u64>();
        eprintln!(
            "documents  {} ({} copies, {} near-copies), {} bytes",
            manifest.documents, manifest.duplicates, manifest.near_duplicates, manifest.bytes
        );
        for kind in Kind::ALL {
            let by_lang = manifest.mentions.get(kind.as_str()).cloned().unwrap_or_default();
            let cells: Vec<String> =
                by_lang.iter().map(|(lang, n)| format!("{lang} {n}")).collect();
            eprintln!("{kind:9}  {} ({})", sum(&by_lang), cells.join(", "));
        }
        eprintln!("entities   {}", sum(&manifest.entities));
        eprintln!("facts      {}", sum(&manifest.facts));
        let list = |map: &std::collections::BTreeMap<String, u64>| {
            map.iter().map(|(k, n)| format!("{k} {n}")).collect::<Vec<_>>().join(", ")
        };
        if !manifest.rejects.is_empty() {
            eprintln!("rejected   {} ({})", sum(&manifest.rejects), list(&manifest.rejects));
        }
        if !manifest.filtered.is_empty() {
            eprintln!("filtered   {} ({})", sum(&manifest.filtered), list(&manifest.filtered));
        }
        if !manifest.skipped.is_empty() {
            eprintln!("skipped    {} ({})", sum(&manifest.skipped), list(&manifest.skipped));
        }
        let tenths = u128::from(manifest.bytes) / (ms * 100);
        eprintln!(
            "time       {}.{:03} s, {}.{} MB/s",
            ms / 1000,
            ms % 1000,
            tenths / 10,
            tenths % 10
        );
        eprintln!("written    {}", out.display());
    }
}
