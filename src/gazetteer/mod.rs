//! Reads and compiles `gazetteers/*.tsv`: word classes, organisations, laws.

mod anchors;
mod concepts;
mod inflect;
mod lexicon;
mod names;
mod table;

pub use anchors::{Anchor, AnchorHit, AnchorSet};
pub use concepts::Concepts;
pub use inflect::forms;
pub use lexicon::Lexicon;
pub use names::{NameIndex, Token, tokens};
pub use table::{Row, Table};

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
