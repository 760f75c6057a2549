//! Compares two datasets, record by record.

use super::diff_lines::{Fields, LineRange, Side, each_line, parse};
use super::diff_pairs::{Pairs, Work, aligned};
use super::diff_records::Records;
use super::records::DatasetFiles;
use crate::error::{Error, ErrorKind, Result};
use crate::model::words::spelled;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

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
    /// Its id in the old dataset, if that is another one: of a document whose text changed, and of
    /// its mentions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What says most of the record to a reader: a name, a text, a source.
    pub about: String,
    /// Of a changed record: each field that differs. Where a document changed, the offsets of what
    /// it holds are no difference.
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

/// Compares two datasets and gives each change to `emit`: by file, then by id. A document whose text
/// changed has another id: it is found by its source, and its mentions are compared in their order.
/// It does not matter whether one dataset is compressed. In memory it holds an id, a hash and a place for each record
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
    let documents = |files: &DatasetFiles| files.path("documents.jsonl");
    let pairs = Pairs::of(&documents(&old_files), &documents(&new_files))?;
    let mut names = BTreeMap::new();
    for (record, file) in FILES {
        let old = Records::open(&old_files.path(file), record, Side::Old, &pairs)?;
        let new = Records::open(&new_files.path(file), record, Side::New, &pairs)?;
        let batch = BATCH.max((old.bytes + new.bytes) / PASSES);
        let mut files = [old, new];
        let works = differing(&mut files);
        if record == "fact" && !works.is_empty() {
            for files in [&old_files, &new_files] {
                names.extend(names_of(&files.path("entities.jsonl"))?);
            }
        }
        let compared = Compared { record, pairs: &pairs, names: &names };
        compared.compare(files, &works, batch, emit)?;
    }
    let (a, b) = (manifest(old)?, manifest(new)?);
    let fields = fields(&a, &b);
    if !fields.is_empty() {
        let (record, id) = ("manifest", "manifest".to_owned());
        let about = String::new();
        emit(Change { change: ChangeKind::Changed, record, id, was: None, about, fields })?;
    }
    Ok(())
}

/// The records that are not the same in two files, by id.
fn differing(files: &mut [Records; 2]) -> Vec<Work> {
    let mut works: BTreeMap<String, [Option<LineRange>; 2]> = BTreeMap::new();
    for (side, file) in files.iter_mut().enumerate() {
        for (id, range) in std::mem::take(&mut file.lines) {
            works.entry(id).or_default()[side] = Some(range);
        }
    }
    let same = |[old, new]: &[Option<LineRange>; 2]| old.map(|r| r.hash) == new.map(|r| r.hash);
    works.retain(|_, ranges| !same(ranges));
    let mut works: Vec<Work> =
        works.into_iter().map(|(id, [old, new])| Work { id, old, new }).collect();
    let [old, new] = files.each_mut().map(|file| std::mem::take(&mut file.of_paired));
    let documents: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for doc in documents {
        let of = |side: &'_ BTreeMap<String, Vec<_>>| side.get(doc).map_or(0, Vec::len);
        let (none, before, after) = (Vec::new(), of(&old), of(&new));
        let before = if before == 0 { &none } else { &old[doc] };
        let after = if after == 0 { &none } else { &new[doc] };
        works.extend(aligned(before, after));
    }
    works.sort_by(|a, b| a.id.cmp(&b.id));
    works
}

/// A kind of record that is compared.
struct Compared<'a> {
    record: &'static str,
    pairs: &'a Pairs,
    /// The names of entities.
    names: &'a BTreeMap<String, String>,
}

impl Compared<'_> {
    /// Gives each change. Records that differ are read again, so many bytes of them together.
    fn compare(
        &self,
        mut files: [Records; 2],
        works: &[Work],
        batch: u64,
        emit: &mut dyn FnMut(Change) -> Result<()>,
    ) -> Result<()> {
        let mut left = works;
        while !left.is_empty() {
            let mut bytes = 0;
            let fits = left.iter().take_while(|work| {
                let fits = bytes < batch;
                let ranges = work.old.iter().chain(&work.new);
                bytes += ranges.map(|range| range.len as u64).sum::<u64>();
                fits
            });
            let (now, later) = left.split_at(fits.count());
            left = later;
            let [old, new] = &mut files;
            old.prepare(now.iter().filter_map(|work| work.old).collect())?;
            new.prepare(now.iter().filter_map(|work| work.new).collect())?;
            for work in now {
                let a = work.old.map(|range| old.read(range)).transpose()?;
                let b = work.new.map(|range| new.read(range)).transpose()?;
                emit(self.change(work, a, b))?;
            }
        }
        Ok(())
    }

    fn change(&self, work: &Work, old: Option<Fields>, new: Option<Fields>) -> Change {
        let about = about(self.record, new.as_ref().or(old.as_ref()), self.names);
        let id = |fields: &Option<Fields>| {
            fields.as_ref().and_then(|f| f.get("id")?.as_str()).map(str::to_owned)
        };
        let was = id(&old).filter(|_| new.is_some()).filter(|was| Some(was) != id(&new).as_ref());
        let (change, fields) = match (old, new) {
            (Some(old), Some(new)) => {
                let normal = |side, fields| self.pairs.normal(self.record, side, fields);
                let (old, new) = (normal(Side::Old, old), normal(Side::New, new));
                (ChangeKind::Changed, fields(&old, &new))
            }
            (None, _) => (ChangeKind::Added, BTreeMap::new()),
            (Some(_), None) => (ChangeKind::Removed, BTreeMap::new()),
        };
        Change { change, record: self.record, id: work.id.clone(), was, about, fields }
    }
}

/// The name by which a reader knows each entity of a file.
fn names_of(path: &Path) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    each_line(path, |number, _, line| {
        let fields = parse(path, number, line)?;
        let id = fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        names.insert(id, about("entity", Some(&fields), &BTreeMap::new()));
        Ok(true)
    })?;
    Ok(names)
}

fn manifest(dir: &Path) -> Result<Fields> {
    let path = dir.join("manifest.json");
    let text = std::fs::read_to_string(&path).map_err(|e| {
        Error::at(&path, "cannot be read; name folders that `newsmill run` wrote", e)
    })?;
    serde_json::from_str(&text)
        .map_err(|e| Error::at(&path, "is no manifest of a dataset", e).with_kind(ErrorKind::Input))
}

/// The fields that differ; one that only one side has is null on the other.
fn fields(a: &Fields, b: &Fields) -> BTreeMap<String, FieldChange> {
    let value = |map: &Fields, key: &str| map.get(key).cloned().unwrap_or_default();
    let keys = a.keys().chain(b.keys());
    keys.filter(|k| a.get(*k) != b.get(*k))
        .map(|k| (k.clone(), FieldChange { old: value(a, k), new: value(b, k) }))
        .collect()
}

/// What a reader knows a record by.
fn about(record: &str, fields: Option<&Fields>, names: &BTreeMap<String, String>) -> String {
    let Some(fields) = fields else { return String::new() };
    let text = |key: &str| fields.get(key).and_then(Value::as_str).map(str::to_owned);
    // Datasets of versions that wrote no `name` have these.
    let name = || {
        let names = fields.get("names")?;
        ["en", "de", "ru"].iter().find_map(|l| names.get(l)?.as_str()).map(str::to_owned)
    };
    let form = || Some(fields.get("forms")?.get(0)?.get("text")?.as_str()?.to_owned());
    let found = match record {
        "document" => text("title").or_else(|| text("source")),
        "mention" => text("text"),
        "entity" => text("name").or_else(name).or_else(form),
        "fact" => text("kind").map(|kind| {
            let target = fields.get("roles").and_then(|roles| roles.get("target")?.as_str());
            let name = target.and_then(|id| names.get(id)).filter(|name| !name.is_empty());
            match name.map(String::as_str).or(target) {
                Some(name) => format!("{kind} of {name}"),
                None => kind,
            }
        }),
        _ => text("reason"),
    };
    found.unwrap_or_default()
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
            let side = if times == 1 { Side::Old } else { Side::New };
            Records::open(&path, "entity", side, &Pairs::default()).unwrap()
        };
        let changes = |[old, new]: [&str; 2], batch: u64| {
            let mut changes = Vec::new();
            let mut emit = |change| {
                changes.push(change);
                Ok(())
            };
            let mut files = [of(1, old), of(2, new)];
            let works = differing(&mut files);
            let compared =
                Compared { record: "entity", pairs: &Pairs::default(), names: &BTreeMap::new() };
            compared.compare(files, &works, batch, &mut emit).unwrap();
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
