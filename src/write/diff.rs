//! Compares two datasets, record by record.

use super::records::DatasetFiles;
use super::storage::Input;
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

/// Bytes of records of compressed files that are in memory together, at least, and the part of the
/// files that is: each pass over a file gives so many.
const BATCH: u64 = 64 << 20;
const PASSES: u64 = 16;

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

/// Compares two datasets and gives each change to `emit`: by file, then by id. It does not matter
/// whether one of them is compressed. In memory it holds an id, a hash and a place for each record
/// of the two files at hand; of compressed files also a part of the records that differ, 64 MiB or a
/// sixteenth of the files.
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
/// A folder that is no dataset of JSONL, a line that is no record; an error of `emit`.
pub fn diff(old: &Path, new: &Path, emit: &mut dyn FnMut(Change) -> Result<()>) -> Result<()> {
    let (old_files, new_files) = (DatasetFiles::open(old)?, DatasetFiles::open(new)?);
    for (record, file) in FILES {
        let old = Records::open(&old_files.path(file), record)?;
        let new = Records::open(&new_files.path(file), record)?;
        let batch = BATCH.max((old.bytes + new.bytes) / PASSES);
        compare(record, [old, new], batch, emit)?;
    }
    let (a, b) = (manifest(old)?, manifest(new)?);
    let fields = fields(&a, &b);
    if !fields.is_empty() {
        let (record, id) = ("manifest", "manifest".to_owned());
        emit(Change { change: ChangeKind::Changed, record, id, about: String::new(), fields })?;
    }
    Ok(())
}

/// Gives each change between two files. Records that differ are read again, so many bytes of them
/// together.
fn compare(
    record: &'static str,
    mut files: [Records; 2],
    batch: u64,
    emit: &mut dyn FnMut(Change) -> Result<()>,
) -> Result<()> {
    let lines = files.each_mut().map(|file| std::mem::take(&mut file.lines));
    let mut ids: Vec<&String> = lines.iter().flat_map(BTreeMap::keys).collect();
    ids.sort_unstable();
    ids.dedup();
    let ranges = |id: &String| lines.each_ref().map(|lines| lines.get(id).copied());
    ids.retain(|id| {
        let [before, after] = ranges(id).map(|range| range.map(|range| range.hash));
        before != after
    });
    let mut left = &ids[..];
    while !left.is_empty() {
        let mut bytes = 0;
        let fits = left.iter().take_while(|id| {
            let fits = bytes < batch;
            bytes += ranges(id).iter().flatten().map(|range| range.len as u64).sum::<u64>();
            fits
        });
        let (now, later) = left.split_at(fits.count());
        left = later;
        for (file, lines) in files.iter_mut().zip(&lines) {
            file.prepare(now.iter().filter_map(|id| lines.get(*id)).copied().collect())?;
        }
        let [old, new] = &mut files;
        for id in now {
            let [before, after] = ranges(id);
            let a = before.map(|range| old.read(range)).transpose()?;
            let b = after.map(|range| new.read(range)).transpose()?;
            let (change, fields) = match (&a, &b) {
                (Some(a), Some(b)) => (ChangeKind::Changed, fields(a, b)),
                (None, _) => (ChangeKind::Added, BTreeMap::new()),
                (Some(_), None) => (ChangeKind::Removed, BTreeMap::new()),
            };
            let (id, about) = ((*id).clone(), about(record, b.as_ref().or(a.as_ref())));
            emit(Change { change, record, id, about, fields })?;
        }
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
    lines: BTreeMap<String, LineRange>,
    /// Bytes of the file, unpacked.
    bytes: u64,
    again: Again,
}

/// How records are read again.
enum Again {
    /// From their places.
    Plain(BufReader<File>),
    /// All that are wanted in one pass, for a compressed file cannot be read from any place.
    Packed(BTreeMap<u64, Vec<u8>>),
}

/// Where a line lies in its file, unpacked, and a hash of it.
#[derive(Clone, Copy)]
struct LineRange {
    at: u64,
    len: usize,
    hash: u64,
}

impl Records {
    fn open(path: &Path, record: &str) -> Result<Self> {
        let (mut lines, mut bytes) = (BTreeMap::new(), 0);
        each_line(path, |number, at, line| {
            let parsed: Map<String, Value> = serde_json::from_slice(line)
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
            lines.insert(id, LineRange { at, len: line.len(), hash: hash_of(line) });
            bytes += line.len() as u64;
            Ok(true)
        })?;
        let again = match Input::open(path)? {
            Input::Plain(file) => Again::Plain(BufReader::new(file)),
            Input::Zst(_) => Again::Packed(BTreeMap::new()),
        };
        Ok(Self { path: path.to_owned(), lines, bytes, again })
    }

    /// Makes ready what is read next.
    fn prepare(&mut self, mut wanted: Vec<LineRange>) -> Result<()> {
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
    fn read(&mut self, range: LineRange) -> Result<Map<String, Value>> {
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

/// Gives each line of a file with its number and place, until `each` wants no more.
fn each_line(path: &Path, mut each: impl FnMut(u64, u64, &[u8]) -> Result<bool>) -> Result<()> {
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

fn hash_of(line: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(line);
    hasher.finish()
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

    #[test]
    fn batches_and_compression_change_nothing() {
        let lines = |times: u32| {
            let line =
                |i: u32| format!("{{\"id\":\"{}\",\"mentions\":{}}}\n", i * 7 % 50, i * times);
            (0..50).map(line).collect::<String>()
        };
        let dir = tempfile::tempdir().unwrap();
        let of = |times: u32, ending: &str| {
            let path = dir.path().join(format!("{times}.{ending}"));
            let packed = zstd::encode_all(lines(times).as_bytes(), 3).unwrap();
            let bytes = if ending == "zst" { packed } else { lines(times).into_bytes() };
            std::fs::write(&path, bytes).unwrap();
            Records::open(&path, "entity").unwrap()
        };
        let changes = |[old, new]: [&str; 2], batch: u64| {
            let mut changes = Vec::new();
            let mut emit = |change| {
                changes.push(change);
                Ok(())
            };
            compare("entity", [of(1, old), of(2, new)], batch, &mut emit).unwrap();
            changes
        };
        let whole = changes(["jsonl", "jsonl"], BATCH);
        assert_eq!(whole.len(), 49, "all but the one with 0");
        assert!(whole.is_sorted_by(|a, b| a.id < b.id));
        for endings in [["jsonl", "zst"], ["zst", "jsonl"], ["zst", "zst"]] {
            for batch in [1, 100, 1000, BATCH] {
                assert_eq!(changes(endings, batch), whole, "{endings:?} by {batch} bytes");
            }
        }
        // What changes between the passes is told.
        let mut file = of(1, "zst");
        std::fs::write(&file.path, zstd::encode_all(&b""[..], 3).unwrap()).unwrap();
        let range = file.lines["7"];
        file.prepare(vec![range]).unwrap();
        let told = file.read(range).unwrap_err().to_string();
        assert!(told.contains("changed while it was read"), "{told}");
    }
}
