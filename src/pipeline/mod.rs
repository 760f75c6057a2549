//! The two functions that carry the product, [`map`] and [`finish`], what travels between them, and the threads around them.

mod bundle;
mod bundles;
mod days;
mod decisions;
mod dedup;
mod eval;
mod facts;
mod finish;
mod kept;
mod key;
mod lines;
mod link;
mod map;
mod near;
mod run;
mod sketch;
mod solver;
mod tally;
mod typo;

pub use bundle::{Binding, Bundle, BundleLine, BundleRecord, Name, Order, RatePair, SourceMark};
pub use bundles::{Bundles, Spool, header_of};
pub use days::day_finder;
pub use decisions::Decisions;
pub use eval::{GoldDocument, GoldEntity, Miss, Score, Scores};
pub use finish::{FinishOptions, finish, finish_on, finish_with};
pub use kept::Kept;
pub use key::NameKey;
pub use lines::{DocumentHead, DocumentLine, MentionLines};
pub use map::map;
pub use run::{Plan, Step, in_order, in_steps, line_of};
pub use sketch::Sketch;
