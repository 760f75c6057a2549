//! Reads and compiles `gazetteers/*.tsv`: word classes, organisations, laws.

mod lexicon;
mod table;

pub use lexicon::Lexicon;
pub use table::{Row, Table};

/// The built-in tables, as they stand in the repository: name and contents.
pub const BUILT_IN: [(&str, &str); 5] = [
    ("calendar.tsv", include_str!("../../gazetteers/calendar.tsv")),
    ("currencies.tsv", include_str!("../../gazetteers/currencies.tsv")),
    ("law_words.tsv", include_str!("../../gazetteers/law_words.tsv")),
    ("laws.tsv", include_str!("../../gazetteers/laws.tsv")),
    ("numbers.tsv", include_str!("../../gazetteers/numbers.tsv")),
];
