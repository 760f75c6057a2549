//! `newsmill extract`: mentions, or bundles, to standard output as they are found.

use crate::Outcome;
use crate::args::Extract;
use crate::progress;
use newsmill::ingest::Inputs;
use newsmill::model::RejectRecord;
use newsmill::pipeline::{BundleLine, in_order, line_of};
use newsmill::{Error, Grammar};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;

pub(crate) fn run(args: &Extract) -> Result<Outcome, Error> {
    let inputs = Inputs::find(&args.input.inputs)?;
    let grammar = Arc::new(Grammar::new(&args.input.grammar.options()?)?);
    let read = args.input.reading.options(&grammar)?;
    let mut rejects = match &args.rejects {
        Some(path) => {
            let file = File::create(path)
                .map_err(|e| Error::new(format!("{}: cannot create the file: {e}", path.display())))?;
            Some(BufWriter::new(file))
        }
        None => None,
    };
    let mut out = std::io::stdout();
    if args.bundles {
        let header = BundleLine::Header(super::header(&grammar, &read, args.with_text));
        out.write_all(header.json().as_bytes())?;
        out.write_all(b"\n")?;
    }
    let mut rejected = false;
    let work = |item| -> Result<(Vec<u8>, Option<RejectRecord>), Error> {
        let line = line_of(&grammar, item, args.with_text);
        let mut bytes = Vec::new();
        if args.bundles {
            bytes = line.json().into_bytes();
            bytes.push(b'\n');
        }
        let reject = match line {
            BundleLine::Bundle(bundle) => {
                if !args.bundles {
                    for line in bundle.records.lines() {
                        bytes.extend_from_slice(line.as_bytes());
                        bytes.push(b'\n');
                    }
                }
                None
            }
            BundleLine::Reject(reject) => Some(reject),
            BundleLine::Skip(_) | BundleLine::Header(_) | BundleLine::Source(_) => None,
        };
        Ok((bytes, reject))
    };
    in_order(&inputs, &read, args.input.jobs, work, |result| {
        let (bytes, reject) = result?;
        out.write_all(&bytes)?;
        let Some(reject) = reject else { return Ok(()) };
        rejected = true;
        let line = super::json(&reject)?;
        match &mut rejects {
            Some(file) => {
                file.write_all(&line)?;
                file.write_all(b"\n")?;
            }
            None => progress::json_line(&String::from_utf8_lossy(&line)),
        }
        Ok(())
    })?;
    out.flush()?;
    if let Some(mut file) = rejects {
        file.flush()?;
    }
    Ok(if rejected { Outcome::Rejected } else { Outcome::Done })
}
