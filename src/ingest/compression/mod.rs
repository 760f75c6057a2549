//! Compression: told by the first bytes, unpacked as it is read, never further than the limits.
//!
//! A reader of packed bytes gives an error once for each damage, and after it what could still be found: nothing but the end for most, the
//! next whole member for gzip, whose files often have thousands. So whoever reads reports an error and goes on until the end.

mod gzip;

use crate::ingest::limits::Limits;
use gzip::Gzip;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// So much may come out whatever went in: small files of repeated lines are nothing bad.
const FREE: u64 = 16 << 20;

/// A kind of compression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Packing {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

impl Packing {
    /// The packing that the first bytes tell.
    pub(in crate::ingest) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Packing::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Packing::Zstd),
            // The mark of the first block, or of an empty file's end.
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..]
            | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, ..] => Some(Packing::Bzip2),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Packing::Xz),
            _ => None,
        }
    }

    pub(in crate::ingest) fn name(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
            Packing::Bzip2 => "bzip2",
            Packing::Xz => "xz",
        }
    }

    /// A reader of what is packed in `input`.
    pub(in crate::ingest) fn open<'a>(
        self,
        input: &'a mut dyn BufRead,
        limits: &Limits,
    ) -> io::Result<Box<dyn BufRead + 'a>> {
        let taken = Rc::new(Cell::new(0));
        let counted = Counted { input, taken: Rc::clone(&taken) };
        let inner: Box<dyn Read + 'a> = match self {
            Packing::Gzip => Box::new(Gzip::new(counted)),
            Packing::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(counted)?;
                // 128 MiB, what the zstd program itself accepts.
                decoder.window_log_max(27)?;
                Box::new(decoder)
            }
            Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(counted)),
            Packing::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(counted, true, 256 << 10)),
        };
        let guard = Guard { inner, packing: self, taken, given: 0, most: limits.max_ratio, ended: false };
        Ok(Box::new(BufReader::with_capacity(1 << 17, guard)))
    }
}

impl Packing {
    /// A reader of bare deflate, as zip has it: it takes no byte more than its own.
    pub(in crate::ingest) fn deflate<'a>(input: &'a mut dyn BufRead, limits: &Limits) -> Box<dyn BufRead + 'a> {
        let taken = Rc::new(Cell::new(0));
        let inner = Box::new(flate2::bufread::DeflateDecoder::new(Counted { input, taken: Rc::clone(&taken) }));
        let guard = Guard { inner, packing: Packing::Gzip, taken, given: 0, most: limits.max_ratio, ended: false };
        Box::new(BufReader::with_capacity(1 << 16, guard))
    }
}

/// What is wrong with packed or archived bytes: travels inside an [`io::Error`].
#[derive(Debug)]
pub(in crate::ingest) struct Damage {
    /// The reason of the reject.
    pub(in crate::ingest) reason: &'static str,
    /// What and where.
    pub(in crate::ingest) detail: String,
}

impl Damage {
    pub(in crate::ingest) fn error(reason: &'static str, detail: impl Into<String>) -> io::Error {
        io::Error::other(Damage { reason, detail: detail.into() })
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Damage {}

/// The reason and the detail of an error of reading.
pub(in crate::ingest) fn trouble(error: &io::Error) -> (&'static str, String) {
    if let Some(damage) = error.get_ref().and_then(|e| e.downcast_ref::<Damage>()) {
        return (damage.reason, damage.detail.clone());
    }
    if error.kind() == io::ErrorKind::UnexpectedEof {
        ("truncated", format!("the file ends too early: {error}"))
    } else {
        ("unreadable", error.to_string())
    }
}

/// Counts the packed bytes that were taken.
pub(in crate::ingest) struct Counted<'a> {
    input: &'a mut dyn BufRead,
    taken: Rc<Cell<u64>>,
}

impl Read for Counted<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(out)?;
        self.taken.set(self.taken.get() + read as u64);
        Ok(read)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.taken.set(self.taken.get() + n as u64);
        self.input.consume(n);
    }
}

/// Says each damage once, with its place, and ends at a bomb.
struct Guard<'a> {
    inner: Box<dyn Read + 'a>,
    packing: Packing,
    taken: Rc<Cell<u64>>,
    given: u64,
    most: u64,
    ended: bool,
}

impl Read for Guard<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        match self.inner.read(out) {
            Ok(n) => {
                self.given += n as u64;
                if self.given > FREE && self.given / self.taken.get().max(1) > self.most {
                    self.ended = true;
                    let detail = format!(
                        "more than {} times as many bytes come out as are packed (at packed byte {}); what follows is not read; raise the limit with --max-ratio",
                        self.most,
                        self.taken.get()
                    );
                    return Err(Damage::error("ratio", detail));
                }
                Ok(n)
            }
            Err(e) if e.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Damage>) => Err(e),
            Err(e) => {
                self.ended = true;
                let at = self.taken.get();
                let name = self.packing.name();
                Err(if e.kind() == io::ErrorKind::UnexpectedEof {
                    Damage::error("truncated", format!("the {name} stream ends in the middle, at packed byte {at}"))
                } else {
                    Damage::error(
                        "damaged",
                        format!("the {name} stream is damaged near packed byte {at}: {e}; what follows is not read"),
                    )
                })
            }
        }
    }
}
