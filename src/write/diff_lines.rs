//! Lines of the files of two datasets that are compared.

use super::storage::Input;
use crate::error::{Error, ErrorKind, Result};
use rustc_hash::FxHasher;
use serde_json::{Map, Value};
use std::hash::Hasher;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Which of the two datasets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// A record as JSON has it.
pub(super) type Fields = Map<String, Value>;

/// Where a line lies in its file, unpacked, and a hash of what is compared of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineRange {
    pub(super) at: u64,
    pub(super) len: usize,
    pub(super) hash: u64,
}

/// A mention of a document whose id changed.
pub(super) struct Placed {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) range: LineRange,
}

/// Gives each line of a file with its number and place, until `each` wants no more.
pub(super) fn each_line(
    path: &Path,
    mut each: impl FnMut(u64, u64, &[u8]) -> Result<bool>,
) -> Result<()> {
    let mut lines = BufReader::with_capacity(1 << 18, Input::open(path)?);
    let (mut at, mut line) = (0, Vec::new());
    for number in 1.. {
        line.clear();
        let len =
            lines.read_until(b'\n', &mut line).map_err(|e| Error::at(path, "cannot be read", e))?;
        if len == 0 || !each(number, at, &line)? {
            break;
        }
        at += len as u64;
    }
    Ok(())
}

pub(super) fn hash_of(line: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(line);
    hasher.finish()
}

/// A line as JSON.
pub(super) fn parse(path: &Path, number: u64, line: &[u8]) -> Result<Fields> {
    serde_json::from_slice(line).map_err(|e| {
        Error::while_doing(format!("{}:{number}: no record", path.display()), e)
            .with_kind(ErrorKind::Input)
    })
}
