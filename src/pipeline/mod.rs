//! From documents to a dataset: [`extract`] reads one document, [`finish`] makes a dataset of what
//! all give. Bundles travel between the two, and threads stand around the first.

pub(crate) mod bundle;
pub(crate) mod days;
mod dedup;
pub(crate) mod extract;
mod extraction;
mod facts;
mod finish;
mod first_reading;
mod grouping;
mod link;
mod name_key;
pub(crate) mod near;
mod ordered;
mod part;
pub(crate) mod read;
mod short_forms;
mod sums;
mod tally;

pub use bundle::store::Bundles;
pub use extraction::{Binding, Extraction, Name, RatePair};
pub use finish::{FinishOptions, Finisher};
pub(crate) use first_reading::FirstReading;
pub use link::Decisions;
pub use name_key::NameKey;
