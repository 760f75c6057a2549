//! Where records go: a folder of files, memory, or a sink of the caller's own.

mod commit;
mod diff;
mod diff_by_rule;
mod diff_lines;
mod diff_pairs;
mod diff_records;
mod folder;
mod lock;
mod memory;
mod records;
mod sink;
mod storage;

pub use commit::settle;
pub use diff::{Change, ChangeKind, FieldChange, diff};
pub use diff_by_rule::{EntityChange, RuleChange, RuleDiff, diff_by_rule};
#[cfg(feature = "parquet")]
pub(crate) use folder::Convert;
pub use folder::DatasetFolder;
pub use memory::Dataset;
pub use records::{DatasetFiles, RecordReader, read_records};
pub use sink::{RecordLine, Sink};

/// The files of a dataset. Where it is compressed, `.zst` follows each `.jsonl`.
pub const FILES: [&str; 6] = [
    "documents.jsonl",
    "mentions.jsonl",
    "entities.jsonl",
    "facts.jsonl",
    "rejects.jsonl",
    "manifest.json",
];
