//! gzip, member by member. After damage the reader goes on at the next member that unpacks: crawls
//! are files of thousands of members, and one bad block must not cost the rest.

use super::damage::Damage;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io::{self, BufRead, Read};

/// Bytes of a member that are kept to be searched after damage.
const KEPT: usize = 8 << 20;
/// Bytes behind a possible header that must unpack without an error.
const PROBE: usize = 1 << 15;

/// Reads the members of a gzip file one after the other.
pub(super) struct Gzip<R> {
    input: R,
    /// Packed bytes from the beginning of the member on, as far as they are kept.
    raw: Vec<u8>,
    /// The offset of `raw[0]` in the file.
    base: u64,
    /// The next byte to unpack, as an index into `raw`.
    at: usize,
    /// The offset in the file where the member begins.
    member: u64,
    inflate: Decompress,
    crc: Crc,
    state: State,
    /// An error to give when what was read before it is given.
    pending: Option<io::Error>,
}

/// What comes next.
enum State {
    /// A member's header.
    Header,
    /// Packed bytes of a member.
    Body,
    /// Nothing.
    Ended,
}

impl<R: BufRead> Gzip<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            raw: Vec::new(),
            base: 0,
            at: 0,
            member: 0,
            inflate: Decompress::new(false),
            crc: Crc::new(),
            state: State::Header,
            pending: None,
        }
    }

    /// Reads more packed bytes into `raw`; false at the end of the file.
    fn more(&mut self) -> io::Result<bool> {
        let got = self.input.fill_buf()?;
        let n = got.len();
        self.raw.extend_from_slice(got);
        self.input.consume(n);
        Ok(n > 0)
    }

    /// Reads until `n` bytes from `from` on are in `raw`, and gives how many there are: fewer only
    /// at the end.
    fn want(&mut self, from: usize, n: usize) -> io::Result<usize> {
        while self.raw.len() < from + n && self.more()? {}
        Ok((self.raw.len() - from.min(self.raw.len())).min(n))
    }

    /// Drops the bytes before an index, which no search will need, where that is worth the copying.
    fn forget(&mut self, before: usize) {
        if before > 1 << 20 {
            self.raw.drain(..before);
            self.base += before as u64;
            self.at -= before;
        }
    }

    /// The length of the member header at `from`: `None` if there is none.
    fn header(&mut self, from: usize) -> io::Result<Option<usize>> {
        if self.want(from, 10)? < 10 {
            return Ok(None);
        }
        let head = &self.raw[from..from + 10];
        let flags = head[3];
        if head[..3] != [0x1F, 0x8B, 8] || flags & 0xE0 != 0 {
            return Ok(None);
        }
        let mut len = 10;
        if flags & 4 != 0 {
            if self.want(from + len, 2)? < 2 {
                return Ok(None);
            }
            len +=
                2 + usize::from(self.raw[from + len]) + 256 * usize::from(self.raw[from + len + 1]);
        }
        for flag in [8, 16] {
            if flags & flag != 0 {
                // A name or comment, up to its zero byte.
                let mut end = from + len;
                loop {
                    if end - from > 1 << 16 || self.want(end, 1)? < 1 {
                        return Ok(None);
                    }
                    end += 1;
                    if self.raw[end - 1] == 0 {
                        break;
                    }
                }
                len = end - from;
            }
        }
        if flags & 2 != 0 {
            len += 2;
        }
        Ok((self.want(from, len)? == len).then_some(len))
    }

    /// Whether a member begins here that unpacks, at least so far.
    fn plausible(&mut self, from: usize) -> io::Result<bool> {
        let Some(len) = self.header(from)? else { return Ok(false) };
        let have = self.want(from + len, PROBE)?;
        let (mut probe, mut out) = (Decompress::new(false), vec![0; PROBE]);
        let packed = &self.raw[from + len..from + len + have];
        Ok(probe.decompress(packed, &mut out, FlushDecompress::None).is_ok()
            && probe.total_out() > 0)
    }

    /// Goes to the next member that unpacks behind the damaged one.
    fn resync(&mut self) -> io::Result<()> {
        // What is kept begins with the member, unless it was too long to keep.
        let mut from = usize::try_from((self.member + 1).saturating_sub(self.base)).unwrap_or(0);
        loop {
            if self.want(from, 3)? < 3 {
                self.state = State::Ended;
                return Ok(());
            }
            match memchr::memmem::find(&self.raw[from..], &[0x1F, 0x8B, 8]) {
                Some(found) if self.plausible(from + found)? => {
                    self.at = from + found;
                    self.state = State::Header;
                    return Ok(());
                }
                Some(found) => from += found + 1,
                None => {
                    from = self.raw.len() - 2;
                    self.at = from;
                    self.forget(from);
                    from = self.at;
                    if !self.more()? {
                        self.state = State::Ended;
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Goes to the next member, and gives the error that says what is wrong with this one.
    fn fail(&mut self, reason: &'static str, what: &str) -> io::Error {
        let member = self.member;
        if let Err(e) = self.resync() {
            return e;
        }
        let next = match self.state {
            State::Header | State::Body => {
                format!("reading goes on with the member at byte {}", self.base + self.at as u64)
            }
            State::Ended => "no member follows".to_owned(),
        };
        Damage::error(reason, format!("the gzip member at byte {member} {what}; {next}"))
    }

    /// Begins the next member; false at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        self.forget(self.at);
        self.member = self.base + self.at as u64;
        let Some(len) = self.header(self.at)? else {
            if self.raw[self.at..].iter().all(|b| *b == 0) && !self.more()? {
                // Zeros pad a file to whole blocks.
                self.state = State::Ended;
                return Ok(false);
            }
            let short = self.raw.len() - self.at < 10;
            return Err(self.fail(
                if short { "truncated" } else { "damaged" },
                if short { "ends in its header" } else { "has no gzip header" },
            ));
        };
        self.at += len;
        self.inflate.reset(false);
        self.crc.reset();
        self.state = State::Body;
        Ok(true)
    }

    /// Compares a member with its checksum.
    fn trailer(&mut self) -> io::Result<()> {
        self.state = State::Header;
        if self.want(self.at, 8)? < 8 {
            return Err(self.fail("truncated", "ends before its checksum"));
        }
        let word = |at: usize| {
            self.raw[at..at + 4].iter().rev().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte))
        };
        let (crc, size) = (word(self.at), word(self.at + 4));
        if (crc, size) != (self.crc.sum(), self.crc.amount()) {
            return Err(self
                .fail("damaged", "does not match its checksum: what was read of it may be wrong"));
        }
        self.at += 8;
        Ok(())
    }
}

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        if let Some(error) = self.pending.take() {
            return Err(error);
        }
        loop {
            match self.state {
                State::Ended => return Ok(0),
                State::Header => {
                    if !self.begin()? {
                        return Ok(0);
                    }
                }
                State::Body => {
                    if self.at == self.raw.len() {
                        let keep = self.raw.len().saturating_sub(KEPT / 2);
                        if self.raw.len() > KEPT {
                            self.forget(keep);
                        }
                        if !self.more()? {
                            return Err(
                                self.fail("truncated", "is cut off: the file ends in its middle")
                            );
                        }
                    }
                    let before = (self.inflate.total_in(), self.inflate.total_out());
                    let status =
                        self.inflate.decompress(&self.raw[self.at..], out, FlushDecompress::None);
                    let used = self.inflate.total_in() - before.0;
                    let given = usize::try_from(self.inflate.total_out() - before.1).unwrap_or(0);
                    self.at += usize::try_from(used).unwrap_or(0);
                    match status {
                        Err(_) => return Err(self.fail("damaged", "cannot be unpacked")),
                        Ok(Status::StreamEnd) => {
                            self.crc.update(&out[..given]);
                            // What was given goes out before the checksum is judged.
                            if given > 0 {
                                self.pending = self.trailer().err();
                                return Ok(given);
                            }
                            self.trailer()?;
                        }
                        Ok(Status::Ok | Status::BufError) => {
                            self.crc.update(&out[..given]);
                            if given > 0 {
                                return Ok(given);
                            }
                            if used == 0 && self.at < self.raw.len() {
                                return Err(self.fail("damaged", "cannot be unpacked"));
                            }
                        }
                    }
                }
            }
        }
    }
}
