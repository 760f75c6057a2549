//! Bundle files to a dataset.

use super::observer::Observer;
use crate::error::{Error, ErrorKind, Result};
use crate::model::Manifest;
use crate::pipeline::bundle::file;
use crate::pipeline::bundle::resume::PreviousRun;
use crate::pipeline::bundle::store::BundleStore;
use crate::pipeline::{Bundles, Finisher};
use crate::write::Sink;
use std::path::{Path, PathBuf};

/// Makes a dataset of bundle files (`.jsonl`, `.gz` or `.zst`), equal to one [`run`](super::run)
/// over all their inputs. Lines that are the same in two files count once. Of the observer, only
/// [`warning`](Observer::warning) is called.
///
/// # Errors
///
/// A file that cannot be read, that is no bundle file, or that another version, build, table or
/// option made ([`ErrorKind::Input`]); a sink that cannot be written.
pub fn merge(
    files: &[PathBuf],
    finisher: &Finisher,
    sink: &mut (dyn Sink + Send),
    observer: &dyn Observer,
) -> Result<Manifest> {
    let warn = &mut |text: &str| observer.warning(text);
    let first = files
        .first()
        .ok_or_else(|| Error::new("no bundle file named").with_kind(ErrorKind::Usage))?;
    let header = file::header_of(first)?;
    let manifest = match sink.work_folder().map(Path::to_owned) {
        Some(work) => {
            let mut spool = PreviousRun::discard(&work, header)?;
            for path in files {
                let header = spool.header().clone();
                file::read(path, &header, |line, json| spool.push(line.order(), json.as_bytes()))?;
            }
            spool.flush()?;
            finisher.write(&spool, sink, warn)?
        }
        None => {
            let mut bundles = Bundles::new(header.clone());
            for path in files {
                file::read(path, &header, |line, _| {
                    bundles.lines.push(line);
                    Ok(())
                })?;
            }
            finisher.write(&bundles, sink, warn)?
        }
    };
    sink.commit()?;
    Ok(manifest)
}
