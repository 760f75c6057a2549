//! `newsmill extract`: mentions, or bundles, to standard output as they are found.

use crate::Outcome;
use crate::args::Extract;
use crate::progress;
use newsmill::archive::{self, Options};
use newsmill::ingest::Inputs;
use newsmill::model::{DocumentRecord, MentionRecord, RejectRecord};
use newsmill::write::{RecordLine, Sink};
use newsmill::{Error, Extractor};
use std::fs::File;
use std::io::{BufWriter, Stdout, Write};

pub(crate) fn run(args: &Extract) -> Result<Outcome, Error> {
    let inputs = Inputs::find(&args.input.inputs)?;
    let extractor = Extractor::new(&args.input.extractor.options(args.with_text)?)?;
    let mut read = args.input.reading.options()?;
    read.stdin.first = args.first;
    if let Some(source) = &args.source {
        read.stdin.source.clone_from(source);
    }
    let options = Options { read, threads: args.input.threads, ..Options::default() };
    let rejects = match &args.rejects {
        Some(path) => {
            let file = File::create(path).map_err(|e| {
                Error::while_doing(format!("{}: cannot create the file", path.display()), e)
            })?;
            Some(BufWriter::new(file))
        }
        None => None,
    };
    let mut printer = Printer { out: BufWriter::new(std::io::stdout()), rejects, rejected: false };
    if args.bundles {
        archive::write_bundles(
            &inputs,
            &extractor,
            &options,
            &mut std::io::stdout(),
            &mut printer,
        )?;
    } else {
        archive::extract(&inputs, &extractor, &options, &mut printer)?;
    }
    printer.out.flush()?;
    if let Some(mut file) = printer.rejects {
        file.flush()?;
    }
    Ok(if printer.rejected { Outcome::Rejected } else { Outcome::Done })
}

/// Prints mentions, and rejects where they belong.
struct Printer {
    out: BufWriter<Stdout>,
    /// The file for rejects; without one they go to standard error.
    rejects: Option<BufWriter<File>>,
    rejected: bool,
}

impl Sink for Printer {
    fn mention(&mut self, line: RecordLine<'_, MentionRecord>) -> Result<(), Error> {
        self.out.write_all(line.json().as_bytes())?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// All mentions of a document are there: whoever reads them need not wait for the next one's.
    fn document(&mut self, _: RecordLine<'_, DocumentRecord>) -> Result<(), Error> {
        Ok(self.out.flush()?)
    }

    fn reject(&mut self, line: RecordLine<'_, RejectRecord>) -> Result<(), Error> {
        self.rejected = true;
        match &mut self.rejects {
            Some(file) => {
                file.write_all(line.json().as_bytes())?;
                file.write_all(b"\n")?;
            }
            None => progress::json_line(line.json()),
        }
        Ok(())
    }
}
