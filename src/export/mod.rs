//! Datasets in other formats: tables, and the annotation formats of other tools.
//!
//! | format | file | read by |
//! | --- | --- | --- |
//! | [`Format::Parquet`] | `documents.parquet` and so on | pandas, polars, DuckDB, Spark |
//! | [`Format::Csv`] | `mentions.csv`, `entities.csv` | spreadsheets, R |
//! | [`Format::Spacy`] | `docs.jsonl` | `spacy.tokens.Doc.from_json` |
//! | [`Format::Brat`] | a `.txt` and `.ann` for each document | brat |
//! | [`Format::LabelStudio`] | `tasks.json`, `labels.xml` | Label Studio |
//! | [`Format::Timex3`] | a TimeML file for each document | TimeML tools |
//! | [`Format::FollowTheMoney`] | `entities.ftm.json` | followthemoney, Aleph |
//!
//! An export reads the files of a dataset once, one document with its mentions at a time.

mod brat;
mod csv;
mod files;
mod ftm;
mod label_studio;
#[cfg(feature = "parquet")]
mod parquet;
mod source;
mod spacy;
mod timex3;

use crate::error::{Error, ErrorKind, Result};
use crate::model::DocumentRecord;
use crate::model::words::spelled;
#[cfg(feature = "parquet")]
use crate::write::Convert;
use crate::write::DatasetFolder;
use files::Folder;
use source::Source;
use std::path::Path;

#[cfg(feature = "parquet")]
pub use parquet::records_to_parquet;

/// A format that a dataset can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Typed columns. Needs the feature `parquet`.
    Parquet,
    /// Flat tables of mentions and entities.
    Csv,
    /// spaCy's JSON of documents, with tokens, entities and a span group.
    Spacy,
    /// brat's standoff.
    Brat,
    /// Label Studio's tasks with predictions.
    LabelStudio,
    /// TimeML with inline TIMEX3 elements.
    Timex3,
    /// FollowTheMoney entities: bodies, documents, mentions.
    FollowTheMoney,
}

spelled!(Format is "an export format":
    Parquet = "parquet", Csv = "csv", Spacy = "spacy", Brat = "brat", LabelStudio = "label-studio",
    Timex3 = "timex3", FollowTheMoney = "ftm",
);

impl Format {
    /// Every format.
    pub const ALL: [Format; 7] = [
        Format::Parquet,
        Format::Csv,
        Format::Spacy,
        Format::Brat,
        Format::LabelStudio,
        Format::Timex3,
        Format::FollowTheMoney,
    ];
}

/// Writes the dataset in `dir` to the folder `out`, which is made, or is empty.
///
/// # Errors
///
/// A folder that is no dataset, or has no texts where the format needs them ([`ErrorKind::Input`]); a
/// folder `out` that holds something ([`ErrorKind::Usage`]) or cannot be written; a format that this
/// build leaves out ([`ErrorKind::Usage`]).
pub fn export(dir: &Path, format: Format, out: &Path) -> Result<()> {
    let source = Source::open(dir)?;
    let out = Folder::create(out)?;
    match format {
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::write(&source, &out),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => Err(no_parquet()),
        Format::Csv => csv::write(&source, &out),
        Format::Spacy => spacy::write(&source, &out),
        Format::Brat => brat::write(&source, &out),
        Format::LabelStudio => label_studio::write(&source, &out),
        Format::Timex3 => timex3::write(&source, &out),
        Format::FollowTheMoney => ftm::write(&source, &out),
    }
}

/// Prepares a folder as [`DatasetFolder::create`] does, for a dataset that is stored as the Parquet
/// files of an export, and `manifest.json`. Nothing of newsmill reads it back.
///
/// # Errors
///
/// A build without Parquet ([`ErrorKind::Usage`]); those of [`DatasetFolder::create`].
pub fn parquet_folder(dir: &Path) -> Result<DatasetFolder> {
    #[cfg(feature = "parquet")]
    {
        let convert: Convert =
            |from, to| parquet::write(&Source::open(from)?, &Folder::create(to)?);
        DatasetFolder::create(dir)?.parquet(convert)
    }
    #[cfg(not(feature = "parquet"))]
    {
        let _ = dir;
        Err(no_parquet())
    }
}

#[cfg(not(feature = "parquet"))]
fn no_parquet() -> Error {
    Error::new(
        "this build has no Parquet; build it with `cargo build --release --features parquet`",
    )
    .with_kind(ErrorKind::Usage)
}

/// The text of a document.
fn text_of(document: &DocumentRecord) -> Result<&str> {
    document.text.as_deref().ok_or_else(|| {
        let message = format!(
            "{}: the dataset has no texts, which this format needs; run with --with-text",
            document.id
        );
        Error::new(message).with_kind(ErrorKind::Input)
    })
}
