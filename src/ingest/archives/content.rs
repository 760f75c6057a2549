//! The bytes of an entry: as many as its archive states, and no more than the limit.

use crate::ingest::compression::Damage;
use flate2::Crc;
use std::io::{self, BufRead, Read};

/// The next bytes of an archive, and no byte of what follows them.
pub(super) struct Part<'a> {
    archive: &'a mut dyn BufRead,
    left: u64,
}

impl<'a> Part<'a> {
    /// The next `bytes` bytes of an archive.
    pub(super) fn new(archive: &'a mut dyn BufRead, bytes: u64) -> Self {
        Self { archive, left: bytes }
    }

    /// Skips what was not read.
    ///
    /// # Errors
    ///
    /// The archive cannot be read, or ends before the entry does and this was not reported yet.
    pub(super) fn skip(&mut self) -> io::Result<()> {
        io::copy(self, &mut io::sink()).map(|_| ())
    }
}

impl Read for Part<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Part<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Ok(&[]);
        }
        let bytes = self.archive.fill_buf()?;
        if bytes.is_empty() {
            self.left = 0;
            return Err(Damage::error("truncated", "the archive ends in the middle of the entry"));
        }
        let n = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        Ok(&bytes[..n])
    }

    fn consume(&mut self, n: usize) {
        self.left -= n as u64;
        self.archive.consume(n);
    }
}

/// Ends an entry at the limit, with an error.
pub(super) struct Limited<'a> {
    inner: &'a mut dyn BufRead,
    left: u64,
    max: u64,
    is_ended: bool,
}

impl<'a> Limited<'a> {
    /// The first `max` bytes of an entry.
    pub(super) fn new(inner: &'a mut dyn BufRead, max: u64) -> Self {
        Self { inner, left: max, max, is_ended: false }
    }
}

impl Read for Limited<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Limited<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_ended {
            return Ok(&[]);
        }
        let bytes = self.inner.fill_buf()?;
        if self.left == 0 && !bytes.is_empty() {
            self.is_ended = true;
            let detail = format!(
                "the entry is longer than {} bytes; the rest of it is not read; raise the limit with --max-entry",
                self.max
            );
            return Err(Damage::error("entry-size", detail));
        }
        let n = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        Ok(&bytes[..n])
    }

    fn consume(&mut self, n: usize) {
        self.left -= n as u64;
        self.inner.consume(n);
    }
}

pub(super) fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// Compares the content of an entry with its checksum.
pub(super) struct Checked<'a> {
    pub(super) inner: Box<dyn BufRead + 'a>,
    pub(super) crc: Crc,
    pub(super) expected: Option<u64>,
    /// The checksum was compared.
    pub(super) is_told: bool,
    /// The content cannot be read further.
    pub(super) is_faulty: bool,
}

impl Read for Checked<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Checked<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_faulty {
            return Ok(&[]);
        }
        match self.inner.fill_buf() {
            Err(e) => {
                self.is_faulty = true;
                Err(e)
            }
            Ok([]) if !self.is_told => {
                self.is_told = true;
                if self.expected.is_some_and(|e| e != u64::from(self.crc.sum())) {
                    let detail =
                        "the entry does not match its checksum: what was read of it may be wrong";
                    return Err(Damage::error("damaged", detail));
                }
                Ok(&[])
            }
            Ok(bytes) => Ok(bytes),
        }
    }

    fn consume(&mut self, n: usize) {
        if let Ok(bytes) = self.inner.fill_buf() {
            self.crc.update(&bytes[..n.min(bytes.len())]);
        }
        self.inner.consume(n);
    }
}
