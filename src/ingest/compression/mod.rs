//! Compression: told by the first bytes, undone as the stream is read, never further than the
//! limits.
//!
//! After damage a reader of compressed bytes gives one error, and then what can still be found:
//! only the end for most, the next whole member for gzip, whose files often have thousands. So a
//! caller reports an error and reads on until the end.

mod damage;
mod gzip;
mod zstd_frames;

pub(super) use damage::{Damage, reason_and_detail};

use super::limits::Limits;
use gzip::Gzip;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// This many bytes may come out whatever the ratio: small files of repeated lines are harmless.
const FREE_BYTES: u64 = 16 << 20;

/// The largest window of zstd that is accepted, as a power of two: 128 MiB, as the zstd program
/// does.
const ZSTD_WINDOW_LOG: u32 = 27;

/// Maximum memory of the xz reader in KiB.
const XZ_MEMORY_KIB: u32 = 256 << 10;

/// A kind of compression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

/// How a compression is recognised.
struct Spec {
    name: &'static str,
    /// Extensions of compressed files. Messages name the first one.
    extensions: &'static [&'static str],
    /// Extensions of compressed tar archives.
    tar_extensions: &'static [&'static str],
    /// Whether a file that begins so is compressed by it.
    is_magic: fn(&[u8]) -> bool,
}

impl Compression {
    /// All of them, in the order of messages.
    pub(super) const ALL: [Self; 4] = [Self::Gzip, Self::Zstd, Self::Bzip2, Self::Xz];

    fn spec(self) -> Spec {
        match self {
            Self::Gzip => Spec {
                name: "gzip",
                extensions: &["gz", "gzip"],
                tar_extensions: &["tgz"],
                is_magic: |head| head.starts_with(&[0x1F, 0x8B, 8]),
            },
            Self::Zstd => Spec {
                name: "zstd",
                extensions: &["zst", "zstd"],
                tar_extensions: &["tzst"],
                is_magic: zstd_frames::is_zstd,
            },
            Self::Bzip2 => Spec {
                name: "bzip2",
                extensions: &["bz2"],
                tar_extensions: &["tbz2", "tbz"],
                // Behind the block size, the mark of the first block, or of an empty file's end.
                is_magic: |head| {
                    matches!(
                        head,
                        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..]
                            | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, ..]
                    )
                },
            },
            Self::Xz => Spec {
                name: "xz",
                extensions: &["xz"],
                tar_extensions: &["txz"],
                is_magic: |head| head.starts_with(&[0xFD, b'7', b'z', b'X', b'Z', 0]),
            },
        }
    }

    /// The compression of a file that begins so.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|c| (c.spec().is_magic)(head))
    }

    /// Its name, for people.
    pub(super) fn name(self) -> &'static str {
        self.spec().name
    }

    /// The usual extension of its files.
    pub(super) fn extension(self) -> &'static str {
        self.spec().extensions.first().copied().unwrap_or_default()
    }

    /// A file name without the extension of a compression; of a compressed tar archive, `name.tar`.
    /// `None` if it has no such extension.
    pub(super) fn strip_extension(name: &str) -> Option<String> {
        let (stem, extension) = name.rsplit_once('.')?;
        let is_one_of = |list: &[&str]| list.iter().any(|e| extension.eq_ignore_ascii_case(e));
        Self::ALL.into_iter().map(Self::spec).find_map(|spec| {
            if is_one_of(spec.extensions) {
                Some(stem.to_owned())
            } else {
                is_one_of(spec.tar_extensions).then(|| format!("{stem}.tar"))
            }
        })
    }

    /// A reader of what is compressed in `input`.
    ///
    /// # Errors
    ///
    /// The decoder cannot be set up.
    pub(super) fn open<'a>(
        self,
        input: &'a mut dyn BufRead,
        limits: &Limits,
    ) -> io::Result<Box<dyn BufRead + 'a>> {
        let (counted, consumed) = Counted::new(input);
        let decoder: Box<dyn Read + 'a> = match self {
            Self::Gzip => Box::new(Gzip::new(counted)),
            Self::Zstd => {
                let mut counted = counted;
                zstd_frames::check(&mut counted)?;
                let mut decoder = zstd::stream::read::Decoder::with_buffer(counted)?;
                decoder.window_log_max(ZSTD_WINDOW_LOG)?;
                Box::new(decoder)
            }
            Self::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(counted)),
            Self::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(counted, true, XZ_MEMORY_KIB)),
        };
        Ok(Box::new(BufReader::with_capacity(1 << 17, Guard::new(decoder, self, consumed, limits))))
    }

    /// A reader of bare deflate, as zip has it; it takes no byte more than its own.
    pub(super) fn open_deflate<'a>(
        input: &'a mut dyn BufRead,
        limits: &Limits,
    ) -> Box<dyn BufRead + 'a> {
        let (counted, consumed) = Counted::new(input);
        let decoder = Box::new(flate2::bufread::DeflateDecoder::new(counted));
        Box::new(BufReader::with_capacity(
            1 << 16,
            Guard::new(decoder, Self::Gzip, consumed, limits),
        ))
    }
}

/// Hands a function what is compressed in `input`; `input` itself if it has no known compression.
///
/// # Errors
///
/// The beginning cannot be read, or the decoder cannot be set up.
pub fn decompressed<T>(
    input: &mut dyn BufRead,
    read: impl FnOnce(&mut dyn BufRead) -> T,
) -> io::Result<T> {
    let limits = Limits { max_ratio: u64::MAX, max_entry: u64::MAX, ..Limits::default() };
    match Compression::of(input.fill_buf()?) {
        Some(compression) => Ok(read(&mut *compression.open(input, &limits)?)),
        None => Ok(read(input)),
    }
}

/// Counts the compressed bytes that were consumed.
struct Counted<'a> {
    input: &'a mut dyn BufRead,
    consumed: Rc<Cell<u64>>,
}

impl<'a> Counted<'a> {
    /// The reader, and its count, which others may look at.
    fn new(input: &'a mut dyn BufRead) -> (Self, Rc<Cell<u64>>) {
        let consumed = Rc::new(Cell::new(0));
        (Self { input, consumed: Rc::clone(&consumed) }, consumed)
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(out)?;
        self.consumed.set(self.consumed.get() + read as u64);
        Ok(read)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.consumed.set(self.consumed.get() + n as u64);
        self.input.consume(n);
    }
}

/// Reports each damage once, with its place, and ends the stream at a decompression bomb.
struct Guard<'a> {
    decoder: Box<dyn Read + 'a>,
    compression: Compression,
    /// Compressed bytes so far.
    consumed: Rc<Cell<u64>>,
    /// Decompressed bytes so far.
    produced: u64,
    max_ratio: u64,
    is_ended: bool,
}

impl<'a> Guard<'a> {
    fn new(
        decoder: Box<dyn Read + 'a>,
        compression: Compression,
        consumed: Rc<Cell<u64>>,
        limits: &Limits,
    ) -> Self {
        Self {
            decoder,
            compression,
            consumed,
            produced: 0,
            max_ratio: limits.max_ratio,
            is_ended: false,
        }
    }

    fn is_bomb(&self) -> bool {
        self.produced > FREE_BYTES && self.produced / self.consumed.get().max(1) > self.max_ratio
    }
}

impl Read for Guard<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.is_ended {
            return Ok(0);
        }
        let read = self.decoder.read(out);
        let at = self.consumed.get();
        match read {
            Ok(n) => {
                self.produced += n as u64;
                if self.is_bomb() {
                    self.is_ended = true;
                    let detail = format!(
                        "more than {} times as many bytes come out as are packed (at packed byte {at}); what follows is not read; raise the limit with --max-ratio",
                        self.max_ratio
                    );
                    return Err(Damage::error("ratio", detail));
                }
                Ok(n)
            }
            // Described by gzip, which goes on behind it.
            Err(e) if Damage::is_in(&e) => Err(e),
            Err(e) => {
                self.is_ended = true;
                let name = self.compression.name();
                Err(if e.kind() == io::ErrorKind::UnexpectedEof {
                    Damage::error(
                        "truncated",
                        format!("the {name} stream ends in the middle, at packed byte {at}"),
                    )
                } else {
                    let detail = format!(
                        "the {name} stream is damaged near packed byte {at}: {e}; what follows is not read"
                    );
                    Damage::error("damaged", detail)
                })
            }
        }
    }
}
