//! Compares two datasets, record by record.

use crate::error::{Error, ErrorKind, Result};
use crate::model::words::spelled;
use rustc_hash::FxHasher;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs::File;
use std::hash::Hasher;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Only the new dataset has it.
    Added,
    /// Only the old one has it.
    Removed,
    /// Both have it, with different fields.
    Changed,
}

spelled!(ChangeKind is "a change": Added = "added", Removed = "removed", Changed = "changed");

/// A record that is not the same in both datasets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What happened.
    pub change: ChangeKind,
    /// `document`, `mention`, `entity`, `fact`, `reject` or `manifest`.
    pub record: &'static str,
    /// The record's id; of a reject its source, entry and position.
    pub id: String,
    /// What says most of the record to a reader: a name, a text, a source.
    pub about: String,
    /// Of a changed record: each field that differs.
    pub fields: BTreeMap<String, FieldChange>,
}

/// A field's two values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldChange {
    /// In the old dataset.
    pub old: Value,
    /// In the new one.
    pub new: Value,
}

/// The record files, and what tells a record in each.
const FILES: [(&str, &str); 5] = [
    ("document", "documents.jsonl"),
    ("mention", "mentions.jsonl"),
    ("entity", "entities.jsonl"),
    ("fact", "facts.jsonl"),
    ("reject", "rejects.jsonl"),
];

/// Compares two datasets and gives each change to `emit`: by file, then by id. In memory it holds
/// an id, a hash and a place for each record of the two files at hand.
///
/// ```no_run
/// use newsmill::write::{diff, ChangeKind};
///
/// let mut added = 0;
/// diff("old".as_ref(), "new".as_ref(), &mut |change| {
///     added += u32::from(change.change == ChangeKind::Added);
///     Ok(())
/// })?;
/// # Ok::<(), newsmill::Error>(())
/// ```
///
/// # Errors
///
/// A folder that is no dataset, a line that is no record; an error of `emit`.
pub fn diff(old: &Path, new: &Path, emit: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
    for (record, file) in FILES {
        let (mut old, mut new) =
            (Records::open(&old.join(file), record)?, Records::open(&new.join(file), record)?);
        let mut ids: Vec<&String> = old.lines.keys().chain(new.lines.keys()).collect();
        ids.sort_unstable();
        ids.dedup();
        let ids: Vec<String> = ids.into_iter().cloned().collect();
        for id in ids {
            let before = old.lines.get(&id).copied();
            let after = new.lines.get(&id).copied();
            if let (Some(a), Some(b)) = (before, after)
                && a.hash == b.hash
            {
                continue;
            }
            let (a, b) =
                (before.map(|p| old.read(p)).transpose()?, after.map(|p| new.read(p)).transpose()?);
            let about = about(record, b.as_ref().or(a.as_ref()));
            let (change, fields) = match (&a, &b) {
                (Some(a), Some(b)) => (ChangeKind::Changed, fields(a, b)),
                (None, _) => (ChangeKind::Added, BTreeMap::new()),
                (Some(_), None) => (ChangeKind::Removed, BTreeMap::new()),
            };
            emit(Change { change, record, id, about, fields })?;
        }
    }
    let (a, b) = (manifest(old)?, manifest(new)?);
    let fields = fields(&a, &b);
    if !fields.is_empty() {
        let (record, id) = ("manifest", "manifest".to_owned());
        emit(Change { change: ChangeKind::Changed, record, id, about: String::new(), fields })?;
    }
    Ok(())
}

fn manifest(dir: &Path) -> Result<Map<String, Value>> {
    let path = dir.join("manifest.json");
    let text = std::fs::read_to_string(&path).map_err(|e| {
        Error::at(&path, "cannot be read; name folders that `newsmill run` wrote", e)
    })?;
    serde_json::from_str(&text)
        .map_err(|e| Error::at(&path, "is no manifest of a dataset", e).with_kind(ErrorKind::Input))
}

/// The fields that differ; one that only one side has is null on the other.
fn fields(a: &Map<String, Value>, b: &Map<String, Value>) -> BTreeMap<String, FieldChange> {
    let value = |map: &Map<String, Value>, key: &str| map.get(key).cloned().unwrap_or_default();
    let keys = a.keys().chain(b.keys());
    keys.filter(|k| a.get(*k) != b.get(*k))
        .map(|k| (k.clone(), FieldChange { old: value(a, k), new: value(b, k) }))
        .collect()
}

/// What a reader knows a record by.
fn about(record: &str, fields: Option<&Map<String, Value>>) -> String {
    let Some(fields) = fields else { return String::new() };
    let text = |key: &str| fields.get(key).and_then(Value::as_str).map(str::to_owned);
    let name = || {
        let names = fields.get("names")?;
        ["en", "de", "ru"].iter().find_map(|l| names.get(l)?.as_str()).map(str::to_owned)
    };
    let form = || Some(fields.get("forms")?.get(0)?.get("text")?.as_str()?.to_owned());
    let found = match record {
        "document" => text("title").or_else(|| text("source")),
        "mention" => text("text"),
        "entity" => name().or_else(form),
        "fact" => text("kind"),
        _ => text("reason"),
    };
    found.unwrap_or_default()
}

/// The records of one file, by id.
struct Records {
    path: PathBuf,
    file: BufReader<File>,
    lines: BTreeMap<String, LineRange>,
}

/// Where a line lies in its file, and a hash of it.
#[derive(Clone, Copy)]
struct LineRange {
    at: u64,
    len: usize,
    hash: u64,
}

impl Records {
    fn open(path: &Path, record: &str) -> Result<Self> {
        let open = || {
            File::open(path).map_err(|e| {
                Error::at(path, "cannot be opened; name folders that `newsmill run` wrote", e)
            })
        };
        let mut lines = BufReader::with_capacity(1 << 18, open()?);
        let (mut ranges, mut at, mut line) = (BTreeMap::new(), 0, Vec::new());
        for number in 1.. {
            line.clear();
            let len = lines
                .read_until(b'\n', &mut line)
                .map_err(|e| Error::at(path, "cannot be read", e))?;
            if len == 0 {
                break;
            }
            let parsed: Map<String, Value> = serde_json::from_slice(&line)
                .map_err(|e| {
                    Error::while_doing(format!("{}:{number}: no record", path.display()), e)
                })
                .map_err(|e| e.with_kind(ErrorKind::Input))?;
            let text = |key: &str| parsed.get(key).and_then(Value::as_str).unwrap_or_default();
            let id = if record == "reject" {
                let position = parsed.get("position").and_then(Value::as_u64).unwrap_or_default();
                format!("{} {} {position} {}", text("source"), text("entry"), text("reason"))
            } else {
                text("id").to_owned()
            };
            let mut hasher = FxHasher::default();
            hasher.write(&line);
            ranges.insert(id, LineRange { at, len, hash: hasher.finish() });
            at += len as u64;
        }
        Ok(Self { path: path.to_owned(), file: BufReader::new(open()?), lines: ranges })
    }

    fn read(&mut self, range: LineRange) -> Result<Map<String, Value>> {
        let mut line = vec![0; range.len];
        let read =
            self.file.seek(SeekFrom::Start(range.at)).and_then(|_| self.file.read_exact(&mut line));
        read.map_err(|e| Error::at(&self.path, "cannot be read", e))?;
        serde_json::from_slice(&line)
            .map_err(|e| Error::at(&self.path, "changed while it was read", e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset(entities: &str) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (record, file) in FILES {
            std::fs::write(dir.path().join(file), if record == "entity" { entities } else { "" })
                .unwrap();
        }
        std::fs::write(dir.path().join("manifest.json"), "{\"documents\":1}").unwrap();
        dir
    }

    #[test]
    fn changes_are_spelled_as_serde_does() {
        crate::model::words::tests::check::<ChangeKind>();
    }

    #[test]
    fn tells_added_removed_and_changed() {
        let old = dataset(
            "{\"id\":\"a\",\"mentions\":1}\n{\"id\":\"b\",\"names\":{\"en\":\"Echo\"}}\n{\"id\":\"d\"}\n",
        );
        let new = dataset("{\"id\":\"a\",\"mentions\":2}\n{\"id\":\"c\"}\n{\"id\":\"d\"}\n");
        let mut changes = Vec::new();
        diff(old.path(), new.path(), &mut |c| {
            changes.push((c.change, c.id, c.about, c.fields.into_keys().collect::<Vec<_>>()));
            Ok(())
        })
        .unwrap();
        let none: Vec<String> = Vec::new();
        assert_eq!(
            changes,
            [
                (ChangeKind::Changed, "a".to_owned(), String::new(), vec!["mentions".to_owned()]),
                (ChangeKind::Removed, "b".to_owned(), "Echo".to_owned(), none.clone()),
                (ChangeKind::Added, "c".to_owned(), String::new(), none),
            ]
        );
        assert!(diff(old.path(), Path::new("nowhere"), &mut |_| Ok(())).is_err());
    }
}
