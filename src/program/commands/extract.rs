//! `newsmill extract`: mentions, or bundles, to standard output as they are found.

use crate::program::args::Extract;
use crate::program::progress;
use crate::program::{Host, Outcome};
use newsmill::archive::{self, Options};
use newsmill::model::{DocumentRecord, MentionRecord, RejectRecord};
use newsmill::write::{RecordLine, Sink};
use newsmill::{Error, Extractor};
use std::fs::File;
use std::io::{BufWriter, Write};

pub(crate) fn run(args: &Extract, host: &mut Host<'_>) -> Result<Outcome, Error> {
    let inputs = args.input.find(None)?;
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
    if args.bundles {
        let mut printer = Printer::new(std::io::sink(), rejects);
        archive::write_bundles(&inputs, &extractor, &options, host.out, &mut printer)?;
        return printer.finish().map(|rejected| args.allowed.outcome(rejected));
    }
    let mut printer = Printer::new(BufWriter::new(&mut *host.out), rejects);
    archive::extract(&inputs, &extractor, &options, &mut printer)?;
    printer.finish().map(|rejected| args.allowed.outcome(rejected))
}

/// Prints mentions, and rejects where they belong.
struct Printer<W> {
    out: W,
    /// The file for rejects; without one they go to standard error.
    rejects: Option<BufWriter<File>>,
    rejected: u64,
    /// The source whose fields were listed last.
    listed: Option<String>,
}

impl<W: Write> Printer<W> {
    fn new(out: W, rejects: Option<BufWriter<File>>) -> Self {
        Self { out, rejects, rejected: 0, listed: None }
    }

    /// How much was rejected.
    fn finish(mut self) -> Result<u64, Error> {
        self.out.flush()?;
        if let Some(mut file) = self.rejects {
            file.flush()?;
        }
        Ok(self.rejected)
    }
}

impl<W: Write> Sink for Printer<W> {
    fn mention(&mut self, line: RecordLine<'_, MentionRecord>) -> Result<(), Error> {
        self.out.write_all(line.json().as_bytes())?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// All mentions of a document are there: whoever reads them need not wait for the next one's.
    fn document(&mut self, _: RecordLine<'_, DocumentRecord>) -> Result<(), Error> {
        Ok(self.out.flush()?)
    }

    fn reject(&mut self, line: RecordLine<'_, RejectRecord>) -> Result<(), Error> {
        self.rejected += 1;
        let mut reject = line.record()?;
        reject.list_fields_once(&mut self.listed);
        let mut json = String::new();
        let line = RecordLine::of(&reject, &mut json);
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
