//! Parquet: typed columns, sorted as the records are, zstd.

mod fact_rows;
mod rows;
mod schema;

use super::files::Folder;
use super::source::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{DocumentRecord, EntityRecord, FactRecord, MentionRecord, RejectRecord};
use crate::write::RecordReader;
use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::file::properties::WriterProperties;
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::Schema;
use fact_rows::{ClaimRow, FactRow};
use rows::{EntityRow, MentionRow, Names, document_row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows that are turned into columns together.
const BATCH: usize = 4096;
/// Rows of a row group: a reader that wants one document or month skips the others.
const GROUP: usize = 1 << 17;

/// Views of the files for DuckDB.
const VIEWS: &str = include_str!("../views.sql");

/// Writes the six files of a dataset, and views of them.
pub(super) fn write(source: &Source, out: &Folder) -> Result<()> {
    let mut views = out.file("views.sql")?;
    views.text(VIEWS)?;
    views.finish()?;
    let names = source.entity_names()?;
    let facts_of_documents: HashSet<String> = source
        .records::<FactRecord>("facts.jsonl")?
        .flat_map(|fact| match fact {
            Ok(fact) => fact.claims.into_iter().map(|claim| Ok(claim.doc)).collect(),
            Err(error) => vec![Err(error)],
        })
        .collect::<Result<_>>()?;
    let mut sources = HashMap::new();
    let mut documents = Table::create(out.path("documents.parquet"), schema::documents())?;
    let mut mentions = Table::create(out.path("mentions.parquet"), schema::mentions())?;
    source.documents(|document, of_document| {
        if facts_of_documents.contains(&document.id) {
            sources.insert(document.id.clone(), document.source.clone());
        }
        of_document
            .iter()
            .try_for_each(|m| mentions.push(&MentionRow::new(m, Some(document), &names)))?;
        documents.push(&document_row(document.clone()))
    })?;
    documents.finish()?;
    mentions.finish()?;
    let mut entities = Table::create(out.path("entities.parquet"), schema::entities())?;
    for entity in source.records::<EntityRecord>("entities.jsonl")? {
        entities.push(&EntityRow::new(&entity?))?;
    }
    entities.finish()?;
    let mut facts = Table::create(out.path("facts.parquet"), schema::facts())?;
    let mut claims = Table::create(out.path("claims.parquet"), schema::claims())?;
    for fact in source.records::<FactRecord>("facts.jsonl")? {
        let fact = fact?;
        facts.push(&FactRow::new(&fact, &names))?;
        let mut each = fact.claims.iter();
        each.try_for_each(|claim| claims.push(&ClaimRow::new(&fact, claim, &names, &sources)))?;
    }
    facts.finish()?;
    claims.finish()?;
    let mut rejects = Table::create(out.path("rejects.parquet"), schema::rejects())?;
    for reject in source.records::<RejectRecord>("rejects.jsonl")? {
        rejects.push(&reject?)?;
    }
    rejects.finish()
}

/// Writes one file of records (JSONL, of one kind, `.zst` too) as Parquet, with the columns of the export. What
/// other files would tell (sources and names beside ids) is null.
///
/// # Errors
///
/// A file that cannot be read, holds something else than records of one kind ([`ErrorKind::Input`]),
/// or cannot be written.
pub fn records_to_parquet(path: &Path, out: &Path) -> Result<()> {
    let first = RecordReader::<Value>::open(path)?.next().transpose()?;
    let record = first.as_ref().and_then(|first| first["record"].as_str());
    // An empty file is told by its name.
    let record = record.map(str::to_owned).unwrap_or_else(|| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.split('.').next().unwrap_or_default();
        stem.trim_end_matches('s').replace("entitie", "entity")
    });
    let (names, sources) = (Names::new(), HashMap::new());
    let out = out.to_owned();
    match record.as_str() {
        "document" => convert(path, out, schema::documents(), |table, document: DocumentRecord| {
            table.push(&document_row(document))
        }),
        "mention" => convert(path, out, schema::mentions(), |table, mention: MentionRecord| {
            table.push(&MentionRow::new(&mention, None, &names))
        }),
        "entity" => convert(path, out, schema::entities(), |table, entity: EntityRecord| {
            table.push(&EntityRow::new(&entity))
        }),
        "fact" => convert(path, out, schema::claims(), |table, fact: FactRecord| {
            let mut claims = fact.claims.iter();
            claims.try_for_each(|claim| table.push(&ClaimRow::new(&fact, claim, &names, &sources)))
        }),
        "reject" => {
            convert(path, out, schema::rejects(), |table, reject: RejectRecord| table.push(&reject))
        }
        other => {
            let message =
                format!("{}: records of the kind \"{other}\" have no table", path.display());
            Err(Error::new(message).with_kind(ErrorKind::Input))
        }
    }
}

fn convert<T: DeserializeOwned>(
    path: &Path,
    out: PathBuf,
    columns: Schema,
    mut push: impl FnMut(&mut Table, T) -> Result<()>,
) -> Result<()> {
    let mut table = Table::create(out, columns)?;
    for record in RecordReader::open(path)? {
        push(&mut table, record?)?;
    }
    table.finish()
}

/// A file that is being written.
struct Table {
    path: PathBuf,
    writer: ArrowWriter<File>,
    decoder: Decoder,
    /// Rows that the decoder holds.
    held: usize,
}

impl Table {
    fn create(path: PathBuf, columns: Schema) -> Result<Self> {
        let columns = Arc::new(columns);
        let level = ZstdLevel::try_new(3).map_err(|e| cannot(&path, e))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_max_row_group_row_count(Some(GROUP))
            .set_created_by(concat!("newsmill ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let file =
            File::create(&path).map_err(|e| Error::at(&path, "cannot create the file", e))?;
        let writer = ArrowWriter::try_new(file, Arc::clone(&columns), Some(properties))
            .map_err(|e| cannot(&path, e))?;
        let decoder = ReaderBuilder::new(columns)
            .with_batch_size(BATCH)
            .build_decoder()
            .map_err(|e| cannot(&path, e))?;
        Ok(Self { path, writer, decoder, held: 0 })
    }

    fn push<R: Serialize>(&mut self, row: &R) -> Result<()> {
        self.decoder.serialize(std::slice::from_ref(row)).map_err(|e| cannot(&self.path, e))?;
        self.held += 1;
        if self.held == BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        self.held = 0;
        if let Some(batch) = self.decoder.flush().map_err(|e| cannot(&self.path, e))? {
            self.writer.write(&batch).map_err(|e| cannot(&self.path, e))?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        self.flush()?;
        self.writer.close().map_err(|e| cannot(&self.path, e))?;
        Ok(())
    }
}

fn cannot(path: &Path, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::at(path, "cannot write the table", error)
}
