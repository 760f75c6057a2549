//! Gazetteer tables: reading them, inflecting their names and indexing the forms.
//!
//! newsmill's build script compiles the built-in table of organisations with this crate, and its
//! library compiles the tables of users with the same code at run time. It is a part of newsmill
//! and no public interface of its own: use `newsmill` instead.
//!
//! - [`Table`]: a tab-separated table; [`OrgTable`]: a table of organisations, compiled.
//! - [`morphology`]: the forms of a name in running text, and stems.
//! - [`tokenize`]: tokens of running text with their hashes; [`NameIndex`]: looks names up by them.
//! - [`chars`]: what a word character, a letter and an acronym are.

pub mod chars;
mod compiled;
mod error;
mod lang;
pub mod morphology;
mod name_index;
mod org_table;
mod table;
mod tokenize;

pub use compiled::CompiledTable;
pub use error::{Error, Result};
pub use lang::{Lang, by_lang};
pub use name_index::{Entries, FirstTokenFilter, NameIndex, NameIndexBuilder};
pub use org_table::{Alias, OrgRow, OrgTable, aliases_of, index_of};
pub use table::{Row, Table};
pub use tokenize::{Shape, Token, tokenize};

/// This crate's own sources, which decide what newsmill finds: its build script takes them into its
/// fingerprint.
pub const SOURCES: [&str; 15] = [
    include_str!("chars.rs"),
    include_str!("compiled.rs"),
    include_str!("error.rs"),
    include_str!("lang.rs"),
    include_str!("morphology/de/endings.rs"),
    include_str!("morphology/de/mod.rs"),
    include_str!("morphology/en.rs"),
    include_str!("morphology/mod.rs"),
    include_str!("morphology/ru/endings.rs"),
    include_str!("morphology/ru/mod.rs"),
    include_str!("morphology/ru/nominative.rs"),
    include_str!("name_index.rs"),
    include_str!("org_table.rs"),
    include_str!("table.rs"),
    include_str!("tokenize.rs"),
];

#[cfg(test)]
mod tests {
    #[test]
    fn sources_are_all_files_of_the_crate() {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        // All but lib.rs, which holds the list.
        assert_eq!(
            count(concat!(env!("CARGO_MANIFEST_DIR"), "/src").as_ref()) - 1,
            super::SOURCES.len()
        );
    }
}
