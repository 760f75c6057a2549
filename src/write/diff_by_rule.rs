//! Compares two datasets of the same articles by the rules that made them: what a new version finds
//! and links otherwise. New articles are counted apart.

use super::records::{DatasetFiles, read_records};
use crate::error::Result;
use crate::model::{EntityRecord, MentionRecord};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Examples that are kept of each change, at most.
const EXAMPLES: usize = 3;

/// What two datasets find and link otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RuleDiff {
    /// Documents that both datasets have; only their mentions are compared.
    pub documents: u64,
    /// Documents that only the old dataset has.
    pub documents_removed: u64,
    /// Documents that only the new dataset has.
    pub documents_added: u64,
    /// The rules with another number of mentions, by name.
    pub rules: BTreeMap<String, RuleChange>,
    /// Entities of the new dataset that were several in the old one.
    pub joined: Vec<EntityChange>,
    /// Entities of the old dataset that are several in the new one.
    pub parted: Vec<EntityChange>,
}

/// The mentions that a rule gained and lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RuleChange {
    /// Mentions that only the new dataset has, or has from this rule.
    pub gained: u64,
    /// Mentions that only the old dataset has, or has from this rule.
    pub lost: u64,
    /// The first of each, as `+ text` and `- text`.
    pub examples: Vec<String>,
}

/// An entity of one dataset and those of the other that have its name keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntityChange {
    /// The entity's id.
    pub id: String,
    /// A form of its name.
    pub name: String,
    /// The ids of the others, in order.
    pub others: Vec<String>,
}

impl RuleDiff {
    /// Whether the documents of both datasets have the same mentions and entities.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.joined.is_empty() && self.parted.is_empty()
    }
}

/// Compares two datasets by rule. In memory it holds the ids, rules and texts of all mentions of the
/// old dataset, and the keys of all entities.
///
/// # Errors
///
/// A folder that is no dataset, a line that is no record.
pub fn diff_by_rule(old: &Path, new: &Path) -> Result<RuleDiff> {
    let mut diff = RuleDiff::default();
    let (old, new) = (DatasetFiles::open(old)?, DatasetFiles::open(new)?);
    let (before, after) = (documents(&old)?, documents(&new)?);
    let both: BTreeSet<&String> = before.intersection(&after).collect();
    diff.documents = both.len() as u64;
    diff.documents_removed = (before.len() - both.len()) as u64;
    diff.documents_added = (after.len() - both.len()) as u64;
    let mut known: BTreeMap<String, (String, String)> = BTreeMap::new();
    read_records(&old.path("mentions.jsonl"), |mention: MentionRecord| {
        if both.contains(&mention.doc) {
            known.insert(mention.id, (mention.rule, mention.text));
        }
    })?;
    read_records(&new.path("mentions.jsonl"), |mention: MentionRecord| {
        if !both.contains(&mention.doc) {
            return;
        }
        match known.remove(&mention.id) {
            Some((rule, _)) if rule == mention.rule => {}
            other => {
                if let Some((rule, text)) = other {
                    diff.lost(&rule, &text);
                }
                let change = diff.rules.entry(mention.rule).or_default();
                change.gained += 1;
                change.example('+', &mention.text);
            }
        }
    })?;
    for (rule, text) in known.values() {
        diff.lost(rule, text);
    }
    let (before, after) = (entities(&old)?, entities(&new)?);
    diff.joined = several(&after, &before);
    diff.parted = several(&before, &after);
    Ok(diff)
}

impl RuleDiff {
    fn lost(&mut self, rule: &str, text: &str) {
        let change = self.rules.entry(rule.to_owned()).or_default();
        change.lost += 1;
        change.example('-', text);
    }
}

impl RuleChange {
    fn example(&mut self, sign: char, text: &str) {
        if self.examples.iter().filter(|known| known.starts_with(sign)).count() < EXAMPLES {
            self.examples.push(format!("{sign} {text}"));
        }
    }
}

/// The ids of the documents.
fn documents(files: &DatasetFiles) -> Result<BTreeSet<String>> {
    /// What is read of a document.
    #[derive(Deserialize)]
    struct Document {
        id: String,
    }
    let mut ids = BTreeSet::new();
    read_records(&files.path("documents.jsonl"), |document: Document| {
        ids.insert(document.id);
    })?;
    Ok(ids)
}

/// The entities: id, name and keys.
type Entities = Vec<(String, String, Vec<String>)>;

fn entities(files: &DatasetFiles) -> Result<Entities> {
    let mut all = Entities::new();
    read_records(&files.path("entities.jsonl"), |entity: EntityRecord| {
        let name = entity.display_name().to_owned();
        all.push((entity.id, name, entity.keys));
    })?;
    Ok(all)
}

/// The entities whose keys belong to several entities of the other dataset.
fn several(ours: &Entities, theirs: &Entities) -> Vec<EntityChange> {
    let owners: BTreeMap<&String, &String> =
        theirs.iter().flat_map(|(id, _, keys)| keys.iter().map(move |key| (key, id))).collect();
    let change = |(id, name, keys): &(String, String, Vec<String>)| {
        let others: BTreeSet<&String> =
            keys.iter().filter_map(|key| owners.get(key).copied()).collect();
        (others.len() > 1).then(|| EntityChange {
            id: id.clone(),
            name: name.clone(),
            others: others.into_iter().cloned().collect(),
        })
    };
    ours.iter().filter_map(change).collect()
}
