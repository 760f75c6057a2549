//! Reads and compiles `gazetteers/*.tsv`: word classes, organisations, laws.

mod class;
mod concepts;
mod find;
mod lexicon;
mod lint;
mod user;

pub(crate) use class::{Class, compare};
pub use concepts::Concepts;
pub use find::{Hit, find};
pub(crate) use lexicon::Lexicon;
pub use lint::check;
pub(crate) use lint::common_words;
pub use newsmill_names::{
    Alias, CompiledTable, Entries, FirstTokenFilter, NameIndex, NameIndexBuilder, OrgRow, OrgTable,
    Row, Table, Token, chars::is_acronym, morphology, tokenize,
};
pub use user::UserTable;

use crate::error::Result;

/// The tokens of a name or word.
pub(crate) fn tokens_of(name: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenize(name, 0, &mut tokens);
    tokens
}

/// A table of `gazetteers/`, as it stands there.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// The file's name.
    pub name: &'static str,
    /// Its contents.
    pub text: &'static str,
    /// SHA-256 of the contents, in hex.
    pub sha256: &'static str,
}

impl BuiltIn {
    /// The table of this name.
    pub fn named(name: &str) -> Option<&'static BuiltIn> {
        BUILT_IN.iter().find(|table| table.name == name)
    }

    /// The table, parsed.
    ///
    /// # Errors
    ///
    /// A row with more or fewer cells than the header names: a defect of the table.
    pub fn parse(&self) -> Result<Table<'static>> {
        Ok(Table::parse(self.name, self.text)?)
    }
}

/// The built-in tables, by name.
pub const BUILT_IN: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// The table of organisations: `build.rs` compiles it.
pub const ORGS: &str = "orgs.tsv";

/// The built-in organisations, compiled by `build.rs`.
pub fn built_in_orgs() -> OrgTable {
    let text = BuiltIn::named(ORGS).map_or("", |table| table.text);
    OrgTable::compiled(
        ORGS,
        text,
        include_bytes!(concat!(env!("OUT_DIR"), "/orgs.aliases")),
        [
            include_bytes!(concat!(env!("OUT_DIR"), "/orgs.en.names")),
            include_bytes!(concat!(env!("OUT_DIR"), "/orgs.de.names")),
            include_bytes!(concat!(env!("OUT_DIR"), "/orgs.ru.names")),
        ],
    )
}
