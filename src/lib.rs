//! newsmill

pub mod error;
pub mod gazetteer;
mod kinds;
pub mod model;
pub mod numeral;
pub mod text;

pub use error::{Error, Result};
pub use kinds::{Grammar, GrammarOptions};
pub use model::{Document, Lang};
