//! One file for each command.

pub(crate) mod check;
mod describe;
pub(crate) mod diff;
mod differences;
mod entity_country;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod gazetteer;
pub(crate) mod merge;
mod page;
pub(crate) mod report;
pub(crate) mod rules;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod shell;
mod told;

use newsmill::Error;

/// A record as a JSON line without its end.
pub(crate) fn json<T: serde::Serialize>(record: &T) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(record).map_err(|e| Error::new(format!("cannot serialise a record: {e}")))
}
