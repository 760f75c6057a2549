//! A stream that counts what was read, gives bytes back, and searches for marks.

use crate::ingest::compression::Damage;
use std::io::{self, BufRead, Cursor, Read};

/// Maximum bytes of an entry without a stated length, which is kept in memory while its end is
/// searched for.
const MAX_KEPT: u64 = 256 << 20;

/// Bytes of the longest mark that is searched for, so many must be there to be judged.
const MAX_MARK: usize = 30;

/// The stream of a zip archive.
pub(super) struct Lookahead<'a> {
    inner: &'a mut dyn BufRead,
    /// Bytes that were read too early.
    ahead: Cursor<Vec<u8>>,
    at: u64,
}

impl<'a> Lookahead<'a> {
    pub(super) fn new(inner: &'a mut dyn BufRead) -> Self {
        Self { inner, ahead: Cursor::default(), at: 0 }
    }

    /// The next byte's offset in the archive.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    fn is_ahead(&self) -> bool {
        (self.ahead.position() as usize) < self.ahead.get_ref().len()
    }

    /// The next `n` bytes; fewer only at the end.
    pub(super) fn next_bytes(&mut self, n: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.take(n).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Skips `n` bytes.
    pub(super) fn skip_bytes(&mut self, n: u64) -> io::Result<()> {
        io::copy(&mut self.take(n), &mut io::sink()).map(|_| ())
    }

    /// Puts bytes back in front.
    pub(super) fn put_back(&mut self, mut bytes: Vec<u8>) {
        self.at -= bytes.len() as u64;
        let from = self.ahead.position() as usize;
        bytes.extend_from_slice(&self.ahead.get_ref()[from..]);
        self.ahead = Cursor::new(bytes);
    }

    /// Skips to the next `PK` that `is_wanted`, given what begins there; false if there is none up
    /// to the end.
    pub(super) fn seek(&mut self, is_wanted: impl Fn(&[u8]) -> bool) -> io::Result<bool> {
        self.search(None, |at, _| is_wanted(at))
    }

    /// As [`seek`](Self::seek), keeping what lies before in `kept`, by which `is_wanted` may judge
    /// as well.
    ///
    /// # Errors
    ///
    /// More lies before it than is kept.
    pub(super) fn seek_keeping(
        &mut self,
        kept: &mut Vec<u8>,
        is_wanted: impl Fn(&[u8], &[u8]) -> bool,
    ) -> io::Result<bool> {
        self.search(Some(kept), is_wanted)
    }

    fn search(
        &mut self,
        mut kept: Option<&mut Vec<u8>>,
        is_wanted: impl Fn(&[u8], &[u8]) -> bool,
    ) -> io::Result<bool> {
        let mut window: Vec<u8> = Vec::new();
        loop {
            let more = self.next_bytes(1 << 16)?;
            let is_last = more.is_empty();
            window.extend_from_slice(&more);
            let mut from = 0;
            while let Some(found) = memchr::memmem::find(&window[from..], b"PK") {
                let at = from + found;
                if at + MAX_MARK > window.len() && !is_last {
                    break;
                }
                if is_wanted(&window[at..], &window[..at]) {
                    let rest = window.split_off(at);
                    if let Some(kept) = &mut kept {
                        kept.extend_from_slice(&window);
                    }
                    self.put_back(rest);
                    return Ok(true);
                }
                from = at + 2;
            }
            if is_last {
                if let Some(kept) = &mut kept {
                    kept.extend_from_slice(&window);
                }
                return Ok(false);
            }
            // What is kept stays together, for all of it is judged.
            if kept.is_none() {
                let first = window.len().saturating_sub(MAX_MARK);
                window.drain(..first);
            } else if window.len() as u64 > MAX_KEPT {
                return Err(Damage::error(
                    "entry-size",
                    "an entry that does not state its length is too long",
                ));
            }
        }
    }
}

impl Read for Lookahead<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Lookahead<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_ahead() { self.ahead.fill_buf() } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, n: usize) {
        self.at += n as u64;
        if self.is_ahead() {
            self.ahead.consume(n);
        } else {
            self.inner.consume(n);
        }
    }
}
