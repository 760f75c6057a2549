//! Bundle files, read where they lie. Only packed ones are unpacked into a spool first.

use super::file::{self, lies_open};
use super::runs::{Stretch, merge, outlines, prepared};
use super::spool::Spool;
use super::store::{BundleStore, Lines, Outlines, Prepare};
use crate::error::Result;
use crate::model::Header;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// The lines of several bundle files.
#[derive(Debug)]
pub(crate) struct InPlace {
    /// What was unpacked.
    spool: Spool,
    /// The sorted stretches of all files and of the spool.
    stretches: Vec<Stretch>,
}

impl InPlace {
    /// Looks through the files; `spool` takes the lines of those that are packed. `go_on` is asked
    /// at each line, and may end it.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, a line that is no bundle line, or one made by another version,
    /// gazetteer or option than the spool; an error of `go_on`.
    pub(crate) fn open(
        files: &[PathBuf],
        mut spool: Spool,
        go_on: &(dyn Fn() -> Result<()> + Sync),
    ) -> Result<Self> {
        let header = spool.header().clone();
        let looked = files.par_iter().map(|path| {
            let open = lies_open(path)?;
            open.then(|| Ok(file::runs(path, &header, go_on)?.stretches(path))).transpose()
        });
        let looked: Vec<Result<Option<Vec<Stretch>>>> = looked.collect();
        let mut stretches = Vec::new();
        // The first file in their order that cannot be read is the one to tell of.
        for (path, found) in files.iter().zip(looked) {
            match found? {
                Some(found) => stretches.extend(found),
                None => file::read(path, &header, |line, json| {
                    go_on()?;
                    spool.push(line.order(), json.as_bytes())
                })?,
            }
        }
        spool.flush()?;
        stretches.extend(spool.stretches());
        Ok(Self { spool, stretches })
    }
}

impl BundleStore for InPlace {
    fn header(&self) -> &Header {
        self.spool.header()
    }

    fn scratch(&self) -> Option<&Path> {
        self.spool.scratch()
    }

    fn stream(&self, prepare: &Prepare) -> Result<Lines<'_>> {
        merge(self.stretches.clone(), &prepared(prepare))
    }

    fn outlines(&self) -> Result<Outlines<'_>> {
        merge(self.stretches.clone(), &outlines())
    }
}
