//! Bundle files: what `newsmill extract --bundles` writes and `newsmill merge` reads.

use super::line::{BundleLine, head_of};
use super::runs::Runs;
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
        let place = (path, number + 1);
        let line = line.map_err(|e| unreadable(place, e))?;
        if line.is_empty() {
            continue;
        }
        let parsed = checked(&line, place, header)?;
        if !matches!(parsed, BundleLine::Header(_) | BundleLine::Source(_)) {
            emit(parsed, &line)?;
        }
    }
    Ok(())
}

/// Whether a file can be read where it lies, in any order: one on disk that is not packed.
///
/// # Errors
///
/// A file that cannot be read.
pub(crate) fn lies_open(path: &Path) -> Result<bool> {
    let file = File::open(path).and_then(|file| Ok((file.metadata()?.is_file(), file)));
    let (on_disk, mut file) = file.map_err(|e| Error::at(path, "cannot be opened", e))?;
    Ok(on_disk && packing(path, &mut file)? == Packing::None)
}

/// Where the sorted runs of a bundle file lie. Of most lines no more than the place is parsed.
///
/// # Errors
///
/// As [`read`], except that damage inside a line is found only when the line is parsed; an error
/// of `go_on`.
pub(crate) fn runs(path: &Path, header: &Header, go_on: &dyn Fn() -> Result<()>) -> Result<Runs> {
    let file = File::open(path).map_err(|e| Error::at(path, "cannot be opened", e))?;
    let mut input = BufReader::with_capacity(1 << 18, file);
    let (mut runs, mut line, mut number) = (Runs::default(), Vec::new(), 0);
    loop {
        line.clear();
        number += 1;
        let read = input.read_until(b'\n', &mut line);
        if read.map_err(|e| unreadable((path, number), e))? == 0 {
            return Ok(runs);
        }
        go_on()?;
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        if let Some(head) = head_of(text) {
            runs.add(Some(head.order()), line.len());
        } else if text.is_empty() {
            runs.add(None, line.len());
        } else {
            let text = std::str::from_utf8(text)
                .map_err(|e| unreadable((path, number), std::io::Error::other(e)))?;
            let parsed = checked(text, (path, number), header)?;
            let listed = !matches!(parsed, BundleLine::Header(_) | BundleLine::Source(_));
            runs.add(listed.then(|| parsed.order()), line.len());
        }
    }
}

/// A line number of a file.
type Place<'a> = (&'a Path, usize);

fn unreadable((path, number): Place<'_>, error: std::io::Error) -> Error {
    Error::while_doing(format!("{}:{number}: cannot be read", path.display()), error)
}

/// A line of ours, parsed.
fn checked(line: &str, (path, number): Place<'_>, header: &Header) -> Result<BundleLine> {
    let place = format!("{}:{number}", path.display());
    let refuse = |why: &str| Err(Error::new(format!("{place}: {why}")).with_kind(ErrorKind::Input));
    let parsed: BundleLine = serde_json::from_str(line).map_err(|e| {
        let context = format!("{place}: not a line of `newsmill extract --bundles`: {e}");
        Error::while_doing(context, e).with_kind(ErrorKind::Input)
    })?;
    match &parsed {
        BundleLine::Header(other) if other != header => refuse(
            "made by another version or build of newsmill, other gazetteers or other options; make all bundles by the same program",
        ),
        BundleLine::Bundle(bundle) if !bundle.is_ours(line) => refuse(
            "the line was written anew by another program, or by another version of newsmill; carry the lines of `newsmill extract --bundles` as they are, all made by this program",
        ),
        BundleLine::Header(_)
        | BundleLine::Bundle(_)
        | BundleLine::Reject(_)
        | BundleLine::Skip(_)
        | BundleLine::Source(_) => Ok(parsed),
    }
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

/// Tells the packing by the first bytes, and goes back to them.
fn packing(path: &Path, file: &mut File) -> Result<Packing> {
    let mut magic = [0; 4];
    let read = file.read(&mut magic).and_then(|n| file.seek(SeekFrom::Start(0)).map(|_| n));
    let read = read.map_err(|e| Error::at(path, "cannot be read", e))?;
    Ok(match &magic[..read] {
        [0x1F, 0x8B, ..] => Packing::Gzip,
        [0x28, 0xB5, 0x2F, 0xFD] => Packing::Zstd,
        _ => Packing::None,
    })
}

/// Opens a file, unpacking gzip and zstd by their first bytes.
fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let mut file = File::open(path).map_err(|e| Error::at(path, "cannot be opened", e))?;
    Ok(match packing(path, &mut file)? {
        Packing::Gzip => Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file))),
        Packing::Zstd => {
            let unpacked = zstd::stream::read::Decoder::new(file)
                .map_err(|e| Error::at(path, "cannot be unpacked", e))?;
            Box::new(BufReader::new(unpacked))
        }
        Packing::None => Box::new(BufReader::with_capacity(1 << 18, file)),
    })
}
