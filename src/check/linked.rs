//! Entities, facts and rejects: ids, order, what they refer to.

use super::counts::Counts;
use super::documents::Documents;
use super::lines::{REMAKE, RESTORE, Records};
use super::{Emit, Finding};
use crate::error::Result;
use crate::model::{EntityRecord, FactRecord, Kind, RejectRecord};
use crate::write::DatasetFiles;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// What is known of an entity.
#[derive(Debug)]
pub(super) struct Entity {
    line: u64,
    /// The mentions that it says it has.
    mentions: u64,
    /// Those that were met.
    pub(super) counted: u64,
}

/// The entities by id, and by type: a law may have the id of an organisation.
pub(super) type Entities = BTreeMap<(String, Kind), Entity>;

/// Mentions that facts rest on, each with the line of the fact, until they are met.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) mentions: BTreeMap<String, u64>,
}

/// Tells an id that is not behind the one before it.
fn in_order<T: DeserializeOwned + Serialize>(
    last: &mut Option<(String, Option<Kind>)>,
    id: (&str, Option<Kind>),
    records: &Records<T>,
    emit: &mut Emit<'_>,
) -> Result<()> {
    if last.as_ref().is_some_and(|(last, kind)| (last.as_str(), *kind) >= id) {
        let what = format!("{} stands behind its place, or is there twice", id.0);
        records.tell(emit, what, "records are in the order of their ids; make it again")?;
    }
    *last = Some((id.0.to_owned(), id.1));
    Ok(())
}

/// Checks the entities.
pub(super) fn entities(
    files: &DatasetFiles,
    counts: &mut Counts,
    emit: &mut Emit<'_>,
) -> Result<Entities> {
    let mut entities = Entities::new();
    let mut records = Records::<EntityRecord>::open(files, "entities.jsonl", "entity")?;
    let mut last = None;
    while let Some(entity) = records.next(emit)? {
        counts.entity(&entity);
        in_order(&mut last, (&entity.id, Some(entity.r#type)), &records, emit)?;
        if entity.documents > entity.mentions {
            let what = format!("{} documents with {} mentions", entity.documents, entity.mentions);
            records.tell(emit, what, REMAKE)?;
        }
        let known = Entity { line: records.line, mentions: entity.mentions, counted: 0 };
        entities.insert((entity.id, entity.r#type), known);
    }
    Ok(entities)
}

/// Checks the facts, and notes the mentions that they rest on.
pub(super) fn facts(
    files: &DatasetFiles,
    documents: &Documents,
    entities: &Entities,
    counts: &mut Counts,
    emit: &mut Emit<'_>,
) -> Result<Wanted> {
    let mut wanted = Wanted::default();
    let mut records = Records::<FactRecord>::open(files, "facts.jsonl", "fact")?;
    let mut last = None;
    while let Some(fact) = records.next(emit)? {
        counts.fact(&fact);
        in_order(&mut last, (&fact.id, None), &records, emit)?;
        let roles = &fact.roles;
        let bodies = roles.target.iter().chain(&roles.authority).map(|id| (id, Kind::Org));
        let all = bodies.chain(roles.law.iter().map(|id| (id, Kind::Law)));
        for (id, _) in all.filter(|(id, kind)| !entities.contains_key(&((*id).clone(), *kind))) {
            records.tell(emit, format!("the entity {id} is not there"), RESTORE)?;
        }
        let sources = (fact.documents, fact.independent_sources, fact.claims.len() as u64);
        if sources.0 > sources.2 || sources.1 > sources.0 || sources.1 == 0 {
            let what = format!(
                "{} claims of {} documents and {} independent sources",
                sources.2, sources.0, sources.1
            );
            records.tell(emit, what, REMAKE)?;
        }
        for claim in &fact.claims {
            let fits = documents.get(&claim.doc).map(|known| claim.end <= known.chars);
            match fits {
                None => {
                    let what = format!("the document {} of a claim is not there", claim.doc);
                    records.tell(emit, what, RESTORE)?;
                }
                Some(false) => {
                    let what = format!("the claim {} leaves its document", claim.claim);
                    records.tell(emit, what, REMAKE)?;
                }
                Some(true) => {}
            }
            let line = records.line;
            wanted.mentions.extend(claim.mentions.iter().map(|id| (id.clone(), line)));
        }
    }
    Ok(wanted)
}

/// Tells what all mentions together did not give.
pub(super) fn missed(
    files: &DatasetFiles,
    entities: &Entities,
    wanted: &Wanted,
    emit: &mut Emit<'_>,
) -> Result<()> {
    let name = |file: &str| {
        let path = files.path(file);
        path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    };
    let cure = RESTORE.to_owned();
    for (id, line) in &wanted.mentions {
        let what = format!("the mention {id} of a claim is not there");
        emit(Finding { file: name("facts.jsonl"), line: *line, what, cure: cure.clone() })?;
    }
    for ((id, _), entity) in entities.iter().filter(|(_, e)| e.mentions != e.counted) {
        let what = format!("{id} has {} mentions, not {}", entity.counted, entity.mentions);
        emit(Finding {
            file: name("entities.jsonl"),
            line: entity.line,
            what,
            cure: cure.clone(),
        })?;
    }
    Ok(())
}

/// Checks the rejects.
pub(super) fn rejects(
    files: &DatasetFiles,
    counts: &mut Counts,
    emit: &mut Emit<'_>,
) -> Result<()> {
    let mut records = Records::<RejectRecord>::open(files, "rejects.jsonl", "reject")?;
    let mut last: Option<(Vec<String>, u64)> = None;
    while let Some(reject) = records.next(emit)? {
        counts.reject(&reject);
        let place = (reject.source.split('/').map(str::to_owned).collect(), reject.position);
        if last.as_ref().is_some_and(|last| *last > place) {
            let what = format!("{} {} stands behind its place", reject.source, reject.position);
            records.tell(
                emit,
                what,
                "rejects are in the order of source and position; make it again",
            )?;
        }
        last = Some(place);
    }
    Ok(())
}
