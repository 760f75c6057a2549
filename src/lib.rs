//! newsmill reads news archives in English, German and Russian and turns them into deduplicated,
//! structured JSONL: organisations, dates, sums of money and legal articles.
//!
//! Extraction of one text:
//!
//! ```
//! use newsmill::{Document, Extractor};
//!
//! let extractor = Extractor::new(&Default::default())?;
//! let document = Document::from_text("a.txt", "Das Gericht verhängte am 3. März 2021 rund 3,5 Millionen Euro.");
//! let mentions = extractor.extract(&document).mentions;
//! # assert_eq!(mentions.iter().map(|m| m.text.as_str()).collect::<Vec<_>>(), ["3. März 2021", "3,5 Millionen Euro"]);
//! # Ok::<(), newsmill::Error>(())
//! ```
//!
//! | to do | see |
//! | --- | --- |
//! | extract from a document in memory | [`Extractor`] |
//! | make a dataset of extractions: copies, entities, facts | [`Finisher`] |
//! | read files, folders and archives into a dataset | [`archive::run`] |
//! | read inputs without extracting | [`ingest`] |
//! | write records elsewhere than to files | [`write::Sink`] |
//! | add names and words | [`tables`] |
//! | write a dataset in another format | [`export`] |
//! | write a dataset as a page to look at | [`report`] |
//! | measure against annotations | [`eval`] |
//! | be the program `newsmill` | `program` (feature `cli`) |
//!
//! Extraction of one document is pure: it reads no file, no clock and no other document. A dataset
//! depends on the set of documents alone, not on their order or the number of threads.
//!
//! Amounts are [`rust_decimal::Decimal`]s; no other type of a dependency is part of the public
//! interface but the traits of serde and [`serde_json::Value`] in [`write::FieldChange`].
#![cfg_attr(
    not(feature = "internals"),
    allow(
        dead_code,
        unreachable_pub,
        unused_imports,
        reason = "what the tests, benches and fuzz targets reach through `internals`"
    )
)]

// So that the program names the library as its users do.
#[cfg(feature = "cli")]
extern crate self as newsmill;

pub mod archive;
pub mod check;
mod error;
pub mod eval;
pub mod export;
mod extractor;
mod facts;
mod gazetteer;
mod imports;
pub mod ingest;
mod io;
mod kinds;
pub mod model;
mod numeral;
mod pattern;
mod pipeline;
#[cfg(feature = "cli")]
pub mod program;
pub mod report;
pub mod tables;
mod text;
pub mod write;

pub use error::{Error, ErrorKind, Result};
pub use extractor::{Extractor, ExtractorOptions};
pub use facts::BundleClaim;
pub use model::{Document, Lang};
pub use pipeline::{
    Binding, Bundles, Decisions, Extraction, FinishOptions, Finisher, Name, NameKey, RatePair,
};
pub use text::name_key;

/// The examples of docs/library.md are tested.
#[cfg(doctest)]
#[doc = include_str!("../docs/library.md")]
struct LibraryPage;

/// The library's inside, for its own tests, benches and fuzz targets. No part of it is stable.
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals {
    pub mod gazetteer {
        pub use crate::gazetteer::*;
    }
    pub mod kinds {
        pub use crate::kinds::anchors::{Anchor, AnchorSet};
    }
    pub mod model {
        pub use crate::model::span::*;
    }
    pub mod numeral {
        pub use crate::numeral::*;
    }
    pub mod pipeline {
        pub use crate::pipeline::bundle::line::{Bundle, BundleLine, Details, SourceMark};
        pub use crate::pipeline::bundle::order::LineOrder;
        pub use crate::pipeline::bundle::outline::Outline;
        pub use crate::pipeline::bundle::records::{
            ClaimsJson, DocumentHead, DocumentJson, MentionsJson,
        };
        pub use crate::pipeline::bundle::spool::Spool;
        pub use crate::pipeline::near::Sketch;

        /// A set of lines.
        pub fn bundles(header: crate::model::Header, lines: Vec<BundleLine>) -> crate::Bundles {
            crate::Bundles { header, lines }
        }
    }
    pub mod text {
        pub use crate::text::*;
    }
}
