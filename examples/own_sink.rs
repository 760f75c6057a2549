//! Reads a folder and takes sums of money as they come, instead of writing files:
//! `cargo run --example own_sink -- FOLDER`. Without a folder it reads the sample corpus.
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use newsmill::archive::{self, Observer, Options, Outcome};
use newsmill::ingest::Inputs;
use newsmill::model::{Kind, MentionRecord, RejectRecord, Value};
use newsmill::write::{RecordLine, Sink};
use newsmill::{Error, Extractor, ExtractorOptions, Result};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Counts sums by currency. It takes no other record.
#[derive(Default)]
struct Currencies(BTreeMap<String, u64>);

impl Sink for Currencies {
    fn mention(&mut self, line: RecordLine<'_, MentionRecord>) -> Result<()> {
        if let Value::Money(money) = line.record()?.value {
            *self.0.entry(money.currency.unwrap_or_else(|| "?".to_owned())).or_default() += 1;
        }
        Ok(())
    }
}

/// Prints what could not be read.
struct Rejects;

impl Observer for Rejects {
    fn rejected(&self, reject: &RejectRecord) {
        println!("rejected: {}", reject.detail);
    }
}

fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("corpus"), PathBuf::from);
    let inputs = Inputs::find(&[folder])?;
    let extractor = Extractor::new(&ExtractorOptions {
        kinds: vec![Kind::Money],
        ..ExtractorOptions::default()
    })?;
    let mut sink = Currencies::default();
    match archive::run(&inputs, &extractor, &Options::default(), &mut sink, &Rejects)? {
        Outcome::Complete(manifest) => println!("{} documents", manifest.documents),
        Outcome::Stopped { .. } => return Err(Error::new("nothing asks this run to stop")),
    }
    for (currency, count) in sink.0 {
        println!("{currency} {count}");
    }
    Ok(())
}
