//! `newsmill check`: verifies a dataset.

use crate::program::args::Check;
use crate::program::{Host, Outcome};
use newsmill::Error;
use newsmill::check::check;
use std::io::Write;

/// How many findings are shown.
const SHOWN: u64 = 50;

pub(crate) fn run(args: &Check, host: &mut Host<'_>) -> Result<Outcome, Error> {
    let out = &mut host.out;
    let mut count = 0_u64;
    let manifest = check(&args.dataset, &mut |finding| {
        count += 1;
        if args.json {
            out.write_all(&super::json(&finding)?)?;
            out.write_all(b"\n")?;
        } else if args.all || count <= SHOWN {
            writeln!(out, "{finding}")?;
        }
        Ok(())
    })?;
    if !args.json {
        let name = args.dataset.display();
        match (count, manifest) {
            (0, Some(manifest)) => {
                let (documents, facts) = (manifest.documents, manifest.facts.values().sum::<u64>());
                writeln!(out, "{name}: sound: {documents} documents, {facts} facts")?;
            }
            _ => {
                let more = if args.all || count <= SHOWN { "" } else { "; --all shows them" };
                let s = if count == 1 { "" } else { "s" };
                writeln!(out, "{name}: {count} finding{s}{more}")?;
            }
        }
    }
    out.flush()?;
    Ok(if count == 0 { Outcome::Done } else { Outcome::Changed })
}
