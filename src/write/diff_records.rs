//! The records of a file of one of two datasets that are compared: where each lies and what tells it.

use super::diff_lines::{Fields, LineRange, Placed, Side, each_line, hash_of, parse};
use super::diff_pairs::Pairs;
use super::storage::Input;
use crate::error::{Error, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The records of one file, by id.
pub(super) struct Records {
    pub(super) path: PathBuf,
    pub(super) lines: BTreeMap<String, LineRange>,
    /// The mentions of documents whose id changed, by the new id, in the order of the text.
    pub(super) of_paired: BTreeMap<String, Vec<Placed>>,
    /// Bytes of the file, unpacked.
    pub(super) bytes: u64,
    again: Again,
}

/// How records are read again.
enum Again {
    /// From their places.
    Plain(BufReader<File>),
    /// All that are wanted in one pass, for a compressed file cannot be read from any place.
    Packed(BTreeMap<u64, Vec<u8>>),
}

impl Records {
    pub(super) fn open(path: &Path, record: &str, side: Side, pairs: &Pairs) -> Result<Self> {
        let (mut lines, mut of_paired, mut bytes) = (BTreeMap::new(), BTreeMap::new(), 0);
        each_line(path, |number, at, line| {
            let parsed = parse(path, number, line)?;
            let mut id = id_of(record, &parsed);
            bytes += line.len() as u64;
            let mut range = LineRange { at, len: line.len(), hash: 0 };
            if pairs.is_empty() {
                range.hash = hash_of(line);
            } else {
                id = pairs.renamed(&id, side);
                let normal = pairs.normal(record, side, parsed.clone());
                let normal = serde_json::to_vec(&normal).unwrap_or_default();
                range.hash = hash_of(&normal);
                if record == "mention" {
                    let text =
                        |key: &str| parsed.get(key).and_then(Value::as_str).unwrap_or_default();
                    let doc = pairs.renamed(text("doc"), side);
                    if pairs.is_paired(&doc) {
                        let kind = text("type").to_owned();
                        let of: &mut Vec<Placed> = of_paired.entry(doc).or_default();
                        of.push(Placed { id, kind, range });
                        return Ok(true);
                    }
                }
            }
            // A law may have the id of an organisation.
            if record == "entity" && lines.contains_key(&id) {
                id = format!(
                    "{id} {}",
                    parsed.get("type").and_then(Value::as_str).unwrap_or_default()
                );
            }
            lines.insert(id, range);
            Ok(true)
        })?;
        let again = match Input::open(path)? {
            Input::Plain(file) => Again::Plain(BufReader::new(file)),
            Input::Zst(_) => Again::Packed(BTreeMap::new()),
        };
        Ok(Self { path: path.to_owned(), lines, of_paired, bytes, again })
    }

    /// Makes ready what is read next.
    pub(super) fn prepare(&mut self, mut wanted: Vec<LineRange>) -> Result<()> {
        let Again::Packed(held) = &mut self.again else { return Ok(()) };
        held.clear();
        wanted.sort_unstable_by_key(|range| range.at);
        let mut wanted = wanted.into_iter().peekable();
        if wanted.peek().is_none() {
            return Ok(());
        }
        each_line(&self.path, |_, at, line| {
            if wanted.next_if(|range| range.at == at).is_some() {
                held.insert(at, line.to_vec());
            }
            Ok(wanted.peek().is_some())
        })
    }

    /// Reads a record again.
    pub(super) fn read(&mut self, range: LineRange) -> Result<Fields> {
        let line = match &mut self.again {
            Again::Packed(held) => held.remove(&range.at).unwrap_or_default(),
            Again::Plain(file) => {
                let mut line = vec![0; range.len];
                let read =
                    file.seek(SeekFrom::Start(range.at)).and_then(|_| file.read_exact(&mut line));
                read.map_err(|e| Error::at(&self.path, "cannot be read", e))?;
                line
            }
        };
        serde_json::from_slice(&line)
            .map_err(|e| Error::at(&self.path, "changed while it was read", e))
    }
}

/// What tells a record among those of its file.
fn id_of(record: &str, fields: &Fields) -> String {
    let text = |key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default();
    if record == "reject" {
        let position = fields.get("position").and_then(Value::as_u64).unwrap_or_default();
        return format!("{} {} {position} {}", text("source"), text("entry"), text("reason"));
    }
    text("id").to_owned()
}
