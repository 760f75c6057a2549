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
pub use newsmill_names::{
    Alias, Entries, FirstTokenFilter, NameIndex, NameIndexBuilder, OrgRow, OrgTable, Row, Table, Token,
    chars::is_acronym, morphology, tokenize,
};
pub use user::UserTable;

/// The built-in tables, as they stand in the repository: name and contents.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("calendar.tsv", include_str!("../../gazetteers/calendar.tsv")),
    ("concepts.tsv", include_str!("../../gazetteers/concepts.tsv")),
    ("countries.tsv", include_str!("../../gazetteers/countries.tsv")),
    ("currencies.tsv", include_str!("../../gazetteers/currencies.tsv")),
    ("law_words.tsv", include_str!("../../gazetteers/law_words.tsv")),
    ("laws.tsv", include_str!("../../gazetteers/laws.tsv")),
    ("numbers.tsv", include_str!("../../gazetteers/numbers.tsv")),
    ("org_words.tsv", include_str!("../../gazetteers/org_words.tsv")),
    ("orgs.tsv", include_str!("../../gazetteers/orgs.tsv")),
];

/// The built-in organisations, compiled by `build.rs`.
pub fn built_in_orgs() -> OrgTable {
    let text = BUILT_IN.iter().find(|(name, _)| *name == "orgs.tsv").map_or("", |(_, text)| text);
    OrgTable::compiled(
        "orgs.tsv",
        text,
        include_bytes!(concat!(env!("OUT_DIR"), "/orgs.aliases")),
        [
            include_bytes!(concat!(env!("OUT_DIR"), "/orgs.en.names")),
            include_bytes!(concat!(env!("OUT_DIR"), "/orgs.de.names")),
            include_bytes!(concat!(env!("OUT_DIR"), "/orgs.ru.names")),
        ],
    )
}
