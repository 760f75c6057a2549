//! Whole archives: files and folders in, a dataset out. The program `newsmill` parses its
//! arguments, calls these functions and prints.
//!
//! | function | gives | as the program's |
//! | --- | --- | --- |
//! | [`run`] | a dataset | `newsmill run` |
//! | [`extract`] | mentions as they are found, not linked | `newsmill extract` |
//! | [`write_bundles`] | a bundle file, for [`merge`] | `newsmill extract --bundles` |
//! | [`merge`] | a dataset of bundle files | `newsmill merge` |
//!
//! ```
//! use newsmill::archive::{self, Options, Outcome};
//! use newsmill::{Extractor, ingest::Inputs, write::Dataset};
//! # let folder = tempfile::tempdir().unwrap();
//! # let path = folder.path().join("a.txt");
//! # std::fs::write(&path, "The United Nations met on 3 March 2021.").unwrap();
//!
//! let inputs = Inputs::find(&[path])?;
//! let extractor = Extractor::new(&Default::default())?;
//! let mut dataset = Dataset::default();
//! let outcome = archive::run(&inputs, &extractor, &Options::default(), &mut dataset, &())?;
//! assert!(matches!(outcome, Outcome::Complete(manifest) if manifest.documents == 1));
//! assert_eq!(dataset.mentions.len(), 2);
//! # Ok::<(), newsmill::Error>(())
//! ```
//!
//! # The work folder
//!
//! A sink that is a [`DatasetFolder`](crate::write::DatasetFolder) has a work folder, `.work` in
//! the dataset's folder. It holds `bundles.jsonl`, a line for each document read so far between
//! marks of the sources, `next`, the files of the new dataset, `scratch`, sorted files, and `lock`,
//! which one process at a time holds.
//!
//! - **A run ends**: the files of `next` replace the old dataset, never half of it, and the work
//!   folder goes, or stays with `bundles.jsonl` where
//!   [`keep_work`](crate::write::DatasetFolder::keep_work) says so.
//! - **A run stops** ([`Observer::should_stop`]) **or fails**, or its process is killed: the old
//!   dataset is as it was, and `bundles.jsonl` stays. The same call resumes: results of unchanged
//!   sources are reused, also inside one large file, and the dataset has the same bytes.
//!
//! Bundles of another version, other tables or other options are not reused. With a limit of
//! documents ([`Filters::limit`](crate::ingest::Filters::limit)) nothing is reused.
//!
//! A sink without a work folder, such as [`Dataset`](crate::write::Dataset), keeps all bundles in
//! memory, and a run that stops starts anew.

mod extract;
mod merge;
mod observer;
mod options;
mod run;

pub use extract::{bundle_header, bundle_line, extract, write_bundles};
pub use merge::merge;
pub use observer::{Observer, Stage};
pub use options::{Options, header};
pub use run::{Outcome, run};
