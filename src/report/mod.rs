//! A dataset as one page of HTML that needs nothing else: no network, no server, no other file.
//!
//! The page has its data inside, packed. Up to 250,000 mentions it has every document, mention,
//! entity and fact. Of a larger dataset its counts are complete, and it has the entities and facts
//! with most documents and documents that are spread evenly. It has at most 20 MB, and says what it
//! leaves out.
//!
//! The same dataset gives the same bytes.

mod documents;
mod entities;
mod facts;
mod html;
mod packed;
mod plan;
mod strings;
mod sums;
mod tally;

use crate::error::{Error, Result};
use crate::model::{Manifest, RejectRecord};
use crate::write::DatasetFiles;
use documents::{Documents, Tables};
use entities::Entities;
use facts::Facts;
use html::Block;
use packed::packed;
use plan::{Limits, Made, Plan};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use strings::cut;
use tally::Tally;

/// The title where none is given. The name of the folder would make equal datasets different.
const TITLE: &str = "News archive report";

/// Rejects that the page lists, at most, and characters of their details.
const REJECTS: usize = 200;
const DETAIL: usize = 300;

/// How a page is written.
#[derive(Debug, Clone)]
pub struct Options {
    /// Its title; without one, a plain one.
    pub title: Option<String>,
    /// Bytes of the page, at most: 20,000,000.
    pub max_bytes: usize,
    /// Mentions up to which the page has everything, texts as far as they fit: 250,000.
    pub max_mentions: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { title: None, max_bytes: 20_000_000, max_mentions: 250_000 }
    }
}

/// What a page has of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Documents in the page.
    pub documents: u64,
    /// Documents of the dataset, copies among them.
    pub all_documents: u64,
    /// Documents whose text is in the page.
    pub texts: u64,
    /// Documents that have a text and are no copies.
    pub all_texts: u64,
    /// Mentions in the page.
    pub mentions: u64,
    /// Mentions of the dataset.
    pub all_mentions: u64,
    /// Organisations and laws in the page.
    pub entities: u64,
    /// Organisations and laws of the dataset.
    pub all_entities: u64,
    /// Facts in the page.
    pub facts: u64,
    /// Facts of the dataset.
    pub all_facts: u64,
    /// Bytes of the page.
    #[serde(skip)]
    pub bytes: u64,
}

/// Writes the page of the dataset in `dir`.
///
/// ```no_run
/// use newsmill::report;
///
/// let page = std::fs::File::create("report.html").expect("a file");
/// let summary = report::write("dataset".as_ref(), page, &Default::default())?;
/// println!("{} of {} documents", summary.documents, summary.all_documents);
/// # Ok::<(), newsmill::Error>(())
/// ```
///
/// # Errors
///
/// A folder that is no dataset, or one of Parquet ([`ErrorKind::Input`](crate::ErrorKind::Input)); an
/// output that cannot be written.
pub fn write(dir: &Path, mut out: impl Write, options: &Options) -> Result<Summary> {
    let (page, summary) = build(dir, options)?;
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(summary)
}

/// Builds the page, smaller ones until one fits.
fn build(dir: &Path, options: &Options) -> Result<(String, Summary)> {
    let files = DatasetFiles::open(dir)?;
    let manifest = files.manifest()?;
    let title = options.title.as_deref().unwrap_or(TITLE);
    let limits = Limits { bytes: options.max_bytes, mentions: options.max_mentions };
    let rejects = rejects(&files)?;
    let mut plan = Plan::first(&manifest, limits);
    let mut survey = Survey::read(&files, &plan)?;
    plan = plan.spread(&survey.tally.size, survey.tally.wanted.len() as u64, limits);
    loop {
        let documents =
            Documents::read(&files, &plan, &survey.entities, &survey.tally, &survey.ids)?;
        let texts = documents.blocks.iter().map(String::len).sum();
        let (page, summary) = survey.page(title, &manifest, &rejects, documents)?;
        if page.len() <= limits.bytes {
            return Ok((page, summary));
        }
        let made = Made {
            bytes: page.len(),
            texts,
            entities: survey.entities.len(),
            facts: survey.facts.len(),
        };
        let smaller = plan.smaller(&made, limits);
        if smaller == plan {
            return Err(Error::new(format!(
                "{}: no page of {} bytes can be made of it; the smallest has {}",
                dir.display(),
                limits.bytes,
                page.len()
            )));
        }
        if (smaller.entities, smaller.facts) != (plan.entities, plan.facts) {
            survey = Survey::read(&files, &smaller)?;
        }
        plan = smaller;
    }
}

/// The first rejects, with their details cut.
fn rejects(files: &DatasetFiles) -> Result<Vec<RejectRecord>> {
    let rejects = files.records::<RejectRecord>("rejects.jsonl")?.take(REJECTS);
    rejects
        .map(|reject| {
            reject.map(|reject| RejectRecord { detail: cut(&reject.detail, DETAIL), ..reject })
        })
        .collect()
}

/// What is known of a dataset before its documents are taken.
struct Survey {
    facts: Facts,
    entities: Entities,
    tally: Tally,
    /// The documents that the facts need.
    ids: BTreeSet<String>,
}

impl Survey {
    fn read(files: &DatasetFiles, plan: &Plan) -> Result<Self> {
        let facts = Facts::read(files, plan.facts)?;
        let entities = Entities::read(files, plan.entities, &facts.entities())?;
        let ids = facts.documents();
        let tally = Tally::read(files, &entities, &ids)?;
        Ok(Self { facts, entities, tally, ids })
    }

    fn page(
        &self,
        title: &str,
        manifest: &Manifest,
        rejects: &[RejectRecord],
        mut documents: Documents,
    ) -> Result<(String, Summary)> {
        let all = |counts: &BTreeMap<String, u64>| counts.values().sum::<u64>();
        let mut summary = Summary {
            documents: documents.columns.id.len() as u64,
            all_documents: self.tally.size.documents,
            texts: documents.texts,
            all_texts: self.tally.texts,
            mentions: documents.columns.rows.value.len() as u64,
            all_mentions: self.tally.size.mentions,
            entities: self.entities.len() as u64,
            all_entities: all(&manifest.entities),
            facts: self.facts.len() as u64,
            all_facts: all(&manifest.facts),
            bytes: 0,
        };
        let tables = documents.tables();
        let data = Data {
            title,
            summary: &summary,
            manifest,
            rejects,
            entity_counts: &self.entities.counts,
            fact_counts: &self.facts.counts,
            tally: self.tally.columns(|number| documents.place_of(number)),
            entities: self.entities.columns(|entity| self.tally.months_of(entity)),
            facts: self.facts.columns(&self.entities, &documents),
            documents: &documents.columns,
            tables: &tables,
        };
        let data = packed(&data)?;
        let mut blocks = vec![Block { name: "data".to_owned(), data: &data }];
        for (number, texts) in documents.blocks.iter().enumerate() {
            blocks.push(Block { name: format!("texts-{number}"), data: texts });
        }
        let page = html::page(title, &blocks);
        summary.bytes = page.len() as u64;
        Ok((page, summary))
    }
}

/// All that the page shows, but for the texts.
#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    summary: &'a Summary,
    manifest: &'a Manifest,
    rejects: &'a [RejectRecord],
    entity_counts: &'a entities::EntityCounts,
    fact_counts: &'a facts::FactCounts,
    tally: tally::TallyColumns<'a>,
    entities: entities::EntityColumns<'a>,
    facts: facts::FactColumns<'a>,
    documents: &'a documents::DocumentColumns,
    tables: &'a Tables,
}
