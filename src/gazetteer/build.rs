//! The modules of this room that `build.rs` compiles the built-in tables with; the library does not read this file.

mod inflect;
mod names;
mod org_table;
mod table;
mod tokens;

pub(crate) use org_table::{aliases_of, index_of, is_acronym};
pub use table::Table;
pub use tokens::{Token, tokens};
