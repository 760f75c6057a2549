//! Documents whose text changed, and with it their id: which old one is which new one, and which of
//! their mentions are the same.

use super::diff_lines::{Fields, LineRange, Placed, Side, each_line, parse};
use crate::error::Result;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Fields of a mention that say where it stands: they change with every letter before it.
const PLACE_OF_MENTION: [&str; 6] = ["id", "start", "end", "byte_start", "byte_end", "nested_in"];
/// Those of a claim.
const PLACE_OF_CLAIM: [&str; 5] = ["claim", "start", "end", "slots", "mentions"];
/// Keys of ids of documents and mentions, alone or in lists.
const IDS: [&str; 8] = [
    "id",
    "doc",
    "claim",
    "mentions",
    "nested_in",
    "equivalent_of",
    "duplicate_of",
    "near_duplicate_of",
];
/// Pairs of mentions that are compared at most to find those that stayed.
const COMPARED: usize = 4_000_000;

/// Documents that are one although their ids differ.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// The new id of each old one.
    new_of: BTreeMap<String, String>,
    /// The new ids.
    paired: BTreeSet<String>,
}

/// What tells a document without its id.
struct Lonely {
    id: String,
    source: String,
    position: u64,
    /// Its address, or else its title.
    name: Option<String>,
}

impl Pairs {
    /// Pairs the documents that only one of two files has. Two are one if they are alone in their
    /// source, or if they stand at one place of it and have one address or title; without these, if
    /// the source has as many documents as before and most of them are the same.
    pub(super) fn of(old: &Path, new: &Path) -> Result<Self> {
        let (before, after) = (ids(old)?, ids(new)?);
        let mut pairs = Self::default();
        if before == after {
            return Ok(pairs);
        }
        let (gone, of_old) = lonely(old, &after)?;
        let (come, of_new) = lonely(new, &before)?;
        let mut places: BTreeMap<(&str, u64), &Lonely> =
            come.iter().map(|new| ((new.source.as_str(), new.position), new)).collect();
        let mut changed: BTreeMap<&str, usize> = BTreeMap::new();
        gone.iter().for_each(|old| *changed.entry(&old.source).or_default() += 1);
        for old in &gone {
            let place = (old.source.as_str(), old.position);
            let Some(new) = places.get(&place) else { continue };
            let (had, has) = (of_old.get(place.0), of_new.get(place.0));
            let alone = had == Some(&1) && has == Some(&1);
            let same = match (&old.name, &new.name) {
                (Some(a), Some(b)) => a == b,
                (None, None) => had == has && had.is_some_and(|all| changed[place.0] * 2 < *all),
                (_, _) => false,
            };
            if alone || same {
                pairs.paired.insert(new.id.clone());
                pairs.new_of.insert(old.id.clone(), new.id.clone());
                places.remove(&place);
            }
        }
        Ok(pairs)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.new_of.is_empty()
    }

    /// Whether a document, by its new id, had another id.
    pub(super) fn is_paired(&self, id: &str) -> bool {
        self.paired.contains(id)
    }

    /// An id with that of its document as it is now.
    pub(super) fn renamed(&self, id: &str, side: Side) -> String {
        if side == Side::Old {
            let doc = |end: usize| self.new_of.get(&id[..end]);
            if let Some(new) = doc(id.len()) {
                return new.clone();
            }
            // `<doc>:<start>-<end>:<TYPE>`
            let colon = id.rfind(':').and_then(|at| id[..at].rfind(':'));
            if let Some((at, new)) = colon.and_then(|at| Some((at, doc(at)?))) {
                return format!("{new}{}", &id[at..]);
            }
        }
        id.to_owned()
    }

    /// A record as it is compared: old ids as the new ones, and without what says where in a changed
    /// document something stands.
    pub(super) fn normal(&self, record: &str, side: Side, mut fields: Fields) -> Fields {
        if self.is_empty() {
            return fields;
        }
        fields.iter_mut().for_each(|(key, value)| self.rename(key, value, side));
        let in_paired = |fields: &Fields| {
            fields.get("doc").and_then(Value::as_str).is_some_and(|doc| self.is_paired(doc))
        };
        if record == "mention" && in_paired(&fields) {
            PLACE_OF_MENTION.iter().for_each(|key| drop(fields.remove(*key)));
            if let Some(Value::Object(value)) = fields.get_mut("value") {
                value.remove("equivalent_of");
            }
        }
        if record == "fact"
            && let Some(Value::Array(claims)) = fields.get_mut("claims")
        {
            for claim in claims.iter_mut().filter_map(Value::as_object_mut) {
                if in_paired(claim) {
                    PLACE_OF_CLAIM.iter().for_each(|key| drop(claim.remove(*key)));
                }
            }
        }
        fields
    }

    /// Renames what stands under keys that hold ids; a sum may look like an id.
    fn rename(&self, key: &str, value: &mut Value, side: Side) {
        match value {
            Value::String(text) if IDS.contains(&key) => *text = self.renamed(text, side),
            Value::Array(list) => list.iter_mut().for_each(|value| self.rename(key, value, side)),
            Value::Object(map) => {
                map.iter_mut().for_each(|(key, value)| self.rename(key, value, side));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// The ids of a file of documents.
fn ids(path: &Path) -> Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    each_line(path, |number, _, line| {
        let fields = parse(path, number, line)?;
        ids.insert(fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned());
        Ok(true)
    })?;
    Ok(ids)
}

/// The documents that the other file does not have, and how many documents each source has.
fn lonely(
    path: &Path,
    others: &BTreeSet<String>,
) -> Result<(Vec<Lonely>, BTreeMap<String, usize>)> {
    let (mut lonely, mut sources) = (Vec::new(), BTreeMap::new());
    each_line(path, |number, _, line| {
        let fields = parse(path, number, line)?;
        let text = |key: &str| fields.get(key).and_then(Value::as_str).map(str::to_owned);
        let source = text("source").unwrap_or_default();
        *sources.entry(source.clone()).or_default() += 1;
        let id = text("id").unwrap_or_default();
        if !others.contains(&id) {
            let position = fields.get("position").and_then(Value::as_u64).unwrap_or_default();
            let name = text("url").or_else(|| text("title"));
            lonely.push(Lonely { id, source, position, name });
        }
        Ok(true)
    })?;
    Ok((lonely, sources))
}

/// A record in the old dataset, in the new one, or in both.
pub(super) struct Work {
    pub(super) id: String,
    pub(super) old: Option<LineRange>,
    pub(super) new: Option<LineRange>,
}

/// The mentions of a changed document that are not the same before and after. What stands between two
/// that stayed is compared in its order: a corrected figure is one change.
pub(super) fn aligned(old: &[Placed], new: &[Placed]) -> Vec<Work> {
    let same = |a: &Placed, b: &Placed| a.range.hash == b.range.hash;
    let head = old.iter().zip(new).take_while(|(a, b)| same(a, b)).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| same(a, b)).count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut works = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (at, to) in stayed(old, new).into_iter().chain([(old.len(), new.len())]) {
        gap(&old[i..at], &new[j..to], &mut works);
        (i, j) = (at + 1, to + 1);
    }
    works
}

/// The longest row of mentions that are the same in both, as pairs of places.
fn stayed(old: &[Placed], new: &[Placed]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    if old.len().saturating_mul(width) > COMPARED {
        return Vec::new();
    }
    // The length of the longest row from each pair of places on.
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let (down, right) = (longest[(i + 1) * width + j], longest[i * width + j + 1]);
            longest[i * width + j] = if old[i].range.hash == new[j].range.hash {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                down.max(right)
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if old[i].range.hash == new[j].range.hash {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Pairs what stands between two mentions that stayed, type by type.
fn gap(old: &[Placed], new: &[Placed], works: &mut Vec<Work>) {
    let mut left: Vec<&Placed> = new.iter().collect();
    for gone in old {
        let partner = left.iter().position(|come| come.kind == gone.kind);
        works.push(match partner.map(|at| left.remove(at)) {
            Some(new) => Work { id: new.id.clone(), old: Some(gone.range), new: Some(new.range) },
            None => Work { id: gone.id.clone(), old: Some(gone.range), new: None },
        });
    }
    let come = |new: &Placed| Work { id: new.id.clone(), old: None, new: Some(new.range) };
    works.extend(left.into_iter().map(come));
}
