//! newsmill reads news archives in English, German and Russian and turns them into deduplicated, structured JSONL.
//!
//! Two functions carry it. [`map`] reads one document and gives a [`Bundle`](pipeline::Bundle): its mentions of organisations, dates, money
//! and legal articles, with values, exact offsets and the rule that found each. [`finish`] takes any set of bundles and gives a dataset:
//! one entity for each real organisation, facts with their conflicts, copies told apart. Both are pure; threads, files and the command
//! line stand around them.
//!
//! ```
//! use newsmill::{Document, Grammar, GrammarOptions, map, model::Value};
//!
//! let grammar = Grammar::new(&GrammarOptions::default())?;
//! let document = Document::from_text("a.txt", "Die Strafe von rund 3,5 Millionen Euro verhängte das Gericht nach § 263 StGB.");
//! let bundle = map(&grammar, &document);
//! let sum = bundle.mentions.iter().find_map(|m| match &m.value {
//!     Value::Money(money) => Some(money),
//!     _ => None,
//! });
//! assert_eq!(sum.and_then(|s| s.amount).map(|a| a.to_string()).as_deref(), Some("3500000.0"));
//! # Ok::<(), newsmill::Error>(())
//! ```
//!
//! ```text
//! files ── ingest ──> Document ── text ──> paragraphs (normalised, language, offset map)
//!                                   │ kinds × languages, after one anchor scan
//!                                   v
//!                     mentions ── facts ──> bindings, claims ──> Bundle ── finish ──> dataset
//! ```
//!
//! Rooms depend on each other in one direction: model ← text, numeral, gazetteer ← kinds ← facts ← pipeline ← the program; ingest and
//! write know only model, text's decoder and error. `tests/layers.rs` holds the table.

pub mod error;
mod facts;
pub mod gazetteer;
pub mod ingest;
mod kinds;
pub mod model;
pub mod numeral;
mod pattern;
pub mod pipeline;
pub mod text;
pub mod write;

pub use error::{Error, Result};
pub use facts::BundleClaim;
pub use kinds::{Grammar, GrammarOptions};
pub use model::{Document, Lang};
pub use pipeline::{finish, map};
