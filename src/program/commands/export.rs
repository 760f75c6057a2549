//! `newsmill export`: a dataset in another format.

use crate::program::Outcome;
use crate::program::args::Export;
use newsmill::Error;
use newsmill::export::export;

pub(crate) fn run(args: &Export) -> Result<Outcome, Error> {
    export(&args.dataset, args.format, &args.out)?;
    Ok(Outcome::Done)
}
