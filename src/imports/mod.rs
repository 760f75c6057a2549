//! Turns dumps of public registers into tables of organisations: ROR, GLEIF, Wikidata, OpenSanctions.
//!
//! A dump is read as a stream; only the bodies that the filters keep stay in memory. Names that are
//! common words, short acronyms, or names of two bodies of the dump get the flag `ambiguous`, so that
//! a text must say more before they are read as a body.

mod body;
mod gleif;
mod opensanctions;
mod ror;
mod table;
mod wikidata;

use crate::error::{Error, ErrorKind, Result};
use crate::model::{Lang, OrgKind};
use body::{Body, Words};
use std::collections::BTreeMap;
use std::io::BufRead;
use table::Collector;

/// The dump of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// The Research Organization Registry: the JSON array of a release, schema 1 or 2.
    Ror,
    /// The GLEIF golden copy of level 1 data: CSV.
    Gleif,
    /// The Wikidata JSON dump: an array with one item a line.
    Wikidata,
    /// OpenSanctions entities in FollowTheMoney form: one JSON object a line.
    OpenSanctions,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Ror, Self::Gleif, Self::Wikidata, Self::OpenSanctions];

    /// Its name on the command line and in the column `source`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ror => "ror",
            Self::Gleif => "gleif",
            Self::Wikidata => "wikidata",
            Self::OpenSanctions => "opensanctions",
        }
    }
}

/// Which bodies and names an import keeps. An empty list keeps all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// ISO 3166 codes.
    pub countries: Vec<String>,
    /// Kinds of body.
    pub kinds: Vec<OrgKind>,
    /// Languages of names.
    pub langs: Vec<Lang>,
}

/// A table made of a dump, and what became of the dump's records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The table: columns id, kind, country, en, de, ru, flags, external, source, sorted by id.
    pub table: String,
    /// Records of the dump.
    pub read: u64,
    /// Rows of the table.
    pub kept: u64,
    /// Records that gave no row, by reason.
    pub left_out: BTreeMap<&'static str, u64>,
    /// Names that two or more rows have, each with the ids; all are flagged.
    pub collisions: Vec<(String, Vec<String>)>,
    /// Names flagged because they are common words or short acronyms.
    pub ambiguous: Vec<String>,
}

/// Reads a dump. `source` names it in messages.
///
/// # Errors
///
/// A dump that cannot be read or is of another form; the message names the place and the cure.
pub fn import(
    input: &mut dyn BufRead,
    source: &str,
    format: Format,
    filter: &Filter,
) -> Result<Import> {
    let words = Words::new()?;
    let mut collector = Collector::new(format, filter);
    let mut take = |body: std::result::Result<Body, &'static str>| collector.take(body);
    match format {
        Format::Ror => ror::read(input, &words, &mut take),
        Format::Gleif => gleif::read(input, &words, &mut take),
        Format::Wikidata => wikidata::read(input, &words, &mut take),
        Format::OpenSanctions => opensanctions::read(input, &words, &mut take),
    }
    .map_err(|what| Error::new(format!("{source}: {what}")).with_kind(ErrorKind::Input))?;
    if collector.read == collector.without_id() {
        let message = format!(
            "{source}: holds no record of {}; name the unpacked dump, or unpack it into standard input",
            format.name()
        );
        return Err(Error::new(message).with_kind(ErrorKind::Input));
    }
    collector.table(&words)
}

/// What a reader calls with each record: the body, or why there is none.
type Take<'t> = dyn FnMut(std::result::Result<Body, &'static str>) + 't;
