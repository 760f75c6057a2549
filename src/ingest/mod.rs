//! From files to documents: which reader takes what, and what is rejected.
//!
//! ```text
//! Inputs ── source ──> stream ── compression ──> stream
//!                        │ formats::detect
//!                        ├── a document         ──> Task::Piece ── any thread ──> Item
//!                        ├── records of a format ─> Task::Piece for each
//!                        └── an archive         ──> stream for each entry
//! ```
//!
//! A source is cut into tasks by one thread, and any thread parses them into [`Item`]s. Bad input
//! is an item and never an error: the run goes on.
//!
//! To add a format, write its file in `formats/` (or `archives/`) with a `Format`
//! that says how it is recognised and read, and add it to the list in `formats/mod.rs`.

mod archives;
mod compression;
mod dateline;
mod fields;
mod filters;
mod foreign;
mod format;
mod formats;
mod inputs;
mod item;
mod limits;
mod magic;
mod memory;
mod name;
mod options;
mod published;
mod queue;
mod read_bytes;
mod reader;
mod source;
mod stream;
mod task;
mod until_end;
mod written_date;
mod zip_list;

pub use compression::decompressed;
pub use filters::{Filters, Globs};
pub use inputs::Inputs;
pub use item::{Item, Skip};
pub use limits::Limits;
pub use memory::read_record;
pub use options::{FieldsFor, HtmlReader, ReadOptions, StdinPart};
pub use published::DayFinder;
pub use read_bytes::ReadBytes;
pub use source::Source;

pub(crate) use task::Task;
