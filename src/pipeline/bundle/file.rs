//! Bundle files: what `newsmill extract --bundles` writes and `newsmill merge` reads.

use super::line::BundleLine;
use crate::error::{Error, ErrorKind, Result};
use crate::model::Header;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// The header of a bundle file.
///
/// # Errors
///
/// The file cannot be read, or does not begin with a header.
pub(crate) fn header_of(path: &Path) -> Result<Header> {
    let mut line = String::new();
    open(path)?.read_line(&mut line).map_err(|e| Error::at(path, "cannot be read", e))?;
    match serde_json::from_str(&line) {
        Ok(BundleLine::Header(header)) => Ok(header),
        Ok(
            BundleLine::Bundle(_)
            | BundleLine::Reject(_)
            | BundleLine::Skip(_)
            | BundleLine::Source(_),
        )
        | Err(_) => {
            let message =
                "no header line; bundle files are written by `newsmill extract --bundles`";
            Err(Error::new(format!("{}:1: {message}", path.display())).with_kind(ErrorKind::Input))
        }
    }
}

/// Reads a bundle file (`.jsonl`, `.gz`, `.zst`) and hands each line to `emit`, parsed and as it
/// stands. Headers and marks of sources are left out.
///
/// # Errors
///
/// A file that cannot be read, a line that is no bundle line, or one made by another version,
/// gazetteer or option than `header`; an error of `emit`.
pub(crate) fn read(
    path: &Path,
    header: &Header,
    mut emit: impl FnMut(BundleLine, &str) -> Result<()>,
) -> Result<()> {
    for (number, line) in open(path)?.lines().enumerate() {
        let place = || format!("{}:{}", path.display(), number + 1);
        let refuse =
            |why: &str| Err(Error::new(format!("{}: {why}", place())).with_kind(ErrorKind::Input));
        let line =
            line.map_err(|e| Error::while_doing(format!("{}: cannot be read", place()), e))?;
        if line.is_empty() {
            continue;
        }
        let parsed: BundleLine = serde_json::from_str(&line).map_err(|e| {
            let context = format!("{}: not a line of `newsmill extract --bundles`: {e}", place());
            Error::while_doing(context, e).with_kind(ErrorKind::Input)
        })?;
        match &parsed {
            BundleLine::Header(other) if other == header => {}
            BundleLine::Header(_) => {
                return refuse(
                    "made by another version or build of newsmill, other gazetteers or other options; make all bundles by the same program",
                );
            }
            BundleLine::Bundle(bundle) if !bundle.is_ours(&line) => {
                return refuse(
                    "the line was written anew by another program, or by another version of newsmill; carry the lines of `newsmill extract --bundles` as they are, all made by this program",
                );
            }
            BundleLine::Bundle(_) | BundleLine::Reject(_) | BundleLine::Skip(_) => {
                emit(parsed, &line)?;
            }
            BundleLine::Source(_) => {}
        }
    }
    Ok(())
}

/// Opens a file, unpacking gzip and zstd by their first bytes.
fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let mut file = File::open(path).map_err(|e| Error::at(path, "cannot be opened", e))?;
    let mut magic = [0; 4];
    let read = file.read(&mut magic).and_then(|n| file.seek(SeekFrom::Start(0)).map(|_| n));
    let read = read.map_err(|e| Error::at(path, "cannot be read", e))?;
    Ok(match &magic[..read] {
        [0x1F, 0x8B, ..] => Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file))),
        [0x28, 0xB5, 0x2F, 0xFD] => {
            let unpacked = zstd::stream::read::Decoder::new(file)
                .map_err(|e| Error::at(path, "cannot be unpacked", e))?;
            Box::new(BufReader::new(unpacked))
        }
        _ => Box::new(BufReader::with_capacity(1 << 18, file)),
    })
}
