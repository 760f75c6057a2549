//! `newsmill schema`: the JSON Schema of the records.

use crate::program::args::Schema;
use crate::program::{Host, Outcome};
use newsmill::Error;
use newsmill::model::schemas;
use std::io::Write;

pub(crate) fn run(args: &Schema, host: &mut Host<'_>) -> Result<Outcome, Error> {
    let all = schemas();
    let out = &mut host.out;
    match &args.record {
        None => {
            for (_, schema) in &all {
                out.write_all(schema.as_bytes())?;
            }
        }
        Some(name) => match all.iter().find(|(n, _)| n == name) {
            Some((_, schema)) => out.write_all(schema.as_bytes())?,
            None => {
                let names: Vec<&str> = all.iter().map(|(n, _)| *n).collect();
                return Err(Error::new(format!(
                    "no record \"{name}\"; there are {}",
                    names.join(", ")
                )));
            }
        },
    }
    out.flush()?;
    Ok(Outcome::Done)
}
