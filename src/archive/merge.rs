//! Bundle files to a dataset.

use super::observer::{Observer, Stage};
use super::run::{Outcome, Stoppable, stopped};
use crate::error::{Error, ErrorKind, Result};
use crate::pipeline::bundle::file;
use crate::pipeline::bundle::in_place::InPlace;
use crate::pipeline::bundle::resume::PreviousRun;
use crate::pipeline::bundle::store::BundleStore;
use crate::pipeline::{Bundles, Finisher};
use crate::write::Sink;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

/// Makes a dataset of bundle files (`.jsonl`, `.gz` or `.zst`), equal to one [`run`](super::run)
/// over all their inputs. Lines that are the same in two files count once. Of the observer, only
/// [`stage`](Observer::stage), [`progress`](Observer::progress), [`warning`](Observer::warning) and
/// [`should_stop`](Observer::should_stop) are called; a merge that stops leaves the sink as it was.
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
) -> Result<Outcome> {
    let warn = &mut |text: &str| observer.warning(text);
    let first = files
        .first()
        .ok_or_else(|| Error::new("no bundle file named").with_kind(ErrorKind::Usage))?;
    let header = file::header_of(first)?;
    observer.stage(Stage::Reading);
    let mut finish = |bundles: &(dyn BundleStore + Sync), sink: &mut (dyn Sink + Send)| {
        let lines = AtomicU64::new(0);
        finisher.write((&Stoppable { bundles, observer, lines }, None), sink, warn)
    };
    let written = match sink.work_folder().map(Path::to_owned) {
        Some(work) => {
            let spool = PreviousRun::discard(&work, header.clone())?;
            let go_on = || if observer.should_stop() { Err(stopped()) } else { Ok(()) };
            InPlace::open(files, spool, &go_on).and_then(|bundles| finish(&bundles, sink))
        }
        None => {
            let mut bundles = Bundles::new(header.clone());
            let read = files.iter().try_for_each(|path| {
                file::read(path, &header, |line, _| {
                    bundles.lines.push(line);
                    if observer.should_stop() { Err(stopped()) } else { Ok(()) }
                })
            });
            read.and_then(|()| finish(&bundles, sink))
        }
    };
    match written {
        Ok(manifest) => {
            observer.stage(Stage::Committing);
            sink.commit()?;
            Ok(Outcome::Complete(manifest))
        }
        Err(_) if observer.should_stop() => Ok(Outcome::Stopped { documents: 0 }),
        Err(error) => Err(error),
    }
}
