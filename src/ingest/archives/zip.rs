//! zip, read from the front: each entry has a header of its own before its bytes, so that archives
//! come from pipes and out of other archives, and a damaged or cut one gives every entry that is
//! whole. The list at the end is only compared with what was found.

use super::content::Part;
use super::lookahead::{Lookahead, u16_at, u32_at, u64_at};
use super::{Entries, zip_name};
use crate::ingest::compression::{Compression, Damage};
use crate::ingest::format::{Format, Reading};
use crate::ingest::reader::{Flow, Origin, Reader};
use flate2::Crc;
use std::collections::BTreeSet;
use std::io::{self, BufRead, Cursor, Read};
use std::ops::ControlFlow;

/// Its marks tell it; a file with its extension and without them is damaged, and searched for
/// entries.
pub(in crate::ingest) static ZIP: Format = Format {
    is_certain: |head| head.starts_with(ENTRY) || head.starts_with(LIST_END),
    ..Format::new(&["zip"], Reading::Archive(read))
};

/// What begins an entry.
const ENTRY: &[u8] = b"PK\x03\x04";
/// What begins the lengths and the checksum behind an entry that was written to a pipe.
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
/// What begins an entry of the list at the end.
const LISTED: &[u8] = b"PK\x01\x02";
/// What begins the end of the list.
const LIST_END: &[u8] = b"PK\x05\x06";
/// What begins the end of the list of a large archive.
const LIST_END_64: &[u8] = b"PK\x06\x06";

/// Longest distance to the next mark behind an entry whose descriptor has no mark of its own.
const MAX_DESCRIPTOR: u64 = 24;

/// A length that is stated in the extra field instead.
const IN_EXTRA: u64 = 0xFFFF_FFFF;

/// Why reading an archive stops before its end.
enum Stop {
    /// Nobody takes any more tasks.
    Unwanted,
    /// The archive cannot be read.
    Failed(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Turns a flow into a result that passes through `?` beside errors of reading.
fn unless_unwanted<T>(flow: Flow<T>) -> Result<T, Stop> {
    match flow {
        ControlFlow::Continue(value) => Ok(value),
        ControlFlow::Break(()) => Err(Stop::Unwanted),
    }
}

/// How the bytes of an entry are packed.
#[derive(Clone, Copy)]
enum Method {
    Stored,
    Deflate,
    Packed(Compression),
}

impl Method {
    /// The method of this number, if it is read.
    fn of(number: u64) -> Option<Self> {
        match number {
            0 => Some(Self::Stored),
            8 => Some(Self::Deflate),
            12 => Some(Self::Packed(Compression::Bzip2)),
            93 => Some(Self::Packed(Compression::Zstd)),
            95 => Some(Self::Packed(Compression::Xz)),
            _ => None,
        }
    }
}

/// A header as it stands before an entry.
struct EntryHeader {
    flags: u64,
    method: u64,
    crc: u64,
    /// Packed bytes.
    packed: u64,
    name: String,
    /// Where it begins in the archive.
    offset: u64,
}

impl EntryHeader {
    /// Reads a header behind its mark.
    fn read(input: &mut Lookahead<'_>, mark: Vec<u8>, offset: u64) -> io::Result<Self> {
        let mut fixed = mark;
        fixed.extend(input.next_bytes(26)?);
        let (name, extra) =
            (input.next_bytes(u16_at(&fixed, 26))?, input.next_bytes(u16_at(&fixed, 28))?);
        let (mut packed, unpacked) = (u32_at(&fixed, 18), u32_at(&fixed, 22));
        let flags = u16_at(&fixed, 6);
        let mut unicode_name = None;
        let mut rest = extra.as_slice();
        while rest.len() >= 4 {
            let len = u16_at(rest, 2) as usize;
            let Some(field) = rest.get(4..4 + len) else { break };
            match u16_at(rest, 0) {
                // Long lengths: the unpacked one first, where each is left out above.
                1 if packed == IN_EXTRA => {
                    packed = u64_at(field, if unpacked == IN_EXTRA { 8 } else { 0 });
                }
                // The name in UTF-8, as Info-ZIP writes it beside one of DOS.
                0x7075 => {
                    unicode_name =
                        field.get(5..).and_then(|n| std::str::from_utf8(n).ok()).map(str::to_owned);
                }
                _ => {}
            }
            rest = &rest[4 + len..];
        }
        let name = unicode_name.unwrap_or_else(|| zip_name(&name, flags & 0x800 == 0));
        Ok(Self { flags, method: u16_at(&fixed, 8), crc: u32_at(&fixed, 14), packed, name, offset })
    }

    fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0
    }

    /// Whether lengths and checksum follow the entry.
    fn has_descriptor(&self) -> bool {
        self.flags & 8 != 0
    }

    fn is_of_unknown_length(&self) -> bool {
        self.has_descriptor() && self.packed == 0
    }
}

/// Whether an entry or the list begins here.
fn begins(at: &[u8]) -> bool {
    let is_entry =
        at.starts_with(ENTRY) && Method::of(u16_at(at, 8)).is_some() && u16_at(at, 26) > 0;
    is_entry || at.starts_with(LISTED) || at.starts_with(LIST_END)
}

/// An archive as it is read.
struct Zip<'w, 'o, 'i> {
    reader: &'w mut Reader<'o>,
    origin: &'w Origin,
    input: Lookahead<'i>,
    entries: Entries<'w>,
    /// Where entries were found.
    found: BTreeSet<u64>,
    /// The last entry stated no length: its length follows, with or without a mark.
    is_loose: bool,
}

/// Reads the entries of a zip archive.
fn read(reader: &mut Reader<'_>, origin: &Origin, _: &[u8], input: &mut dyn BufRead) -> Flow {
    let input = Lookahead::new(input);
    let mut zip = Zip {
        reader,
        origin,
        input,
        entries: Entries::new(origin),
        found: BTreeSet::new(),
        is_loose: false,
    };
    let stopped = loop {
        match zip.next() {
            Ok(true) => {}
            Ok(false) => break Ok(()),
            Err(stop) => break Err(stop),
        }
    };
    match stopped {
        Ok(()) => ControlFlow::Continue(()),
        Err(Stop::Unwanted) => ControlFlow::Break(()),
        Err(Stop::Failed(e)) => {
            let offset = zip.input.at();
            zip.reader
                .report_damage(&origin.source, origin.first_position, offset, &e)
                .map_continue(drop)
        }
    }
}

impl Zip<'_, '_, '_> {
    /// Reads what begins at the next mark; false at the end of what can be read.
    fn next(&mut self) -> Result<bool, Stop> {
        let offset = self.input.at();
        let mark = self.input.next_bytes(4)?;
        match mark.as_slice() {
            ENTRY => {
                let header = EntryHeader::read(&mut self.input, mark, offset)?;
                self.found.insert(offset);
                self.is_loose = header.has_descriptor();
                self.entry(&header)
            }
            LISTED => {
                self.input.put_back(mark);
                self.compare_list()
            }
            LIST_END => {
                if self.found.is_empty() {
                    unless_unwanted(self.reader.reject(
                        self.origin,
                        "empty",
                        "the archive has no entries",
                    ))?;
                }
                Ok(false)
            }
            // What was behind an entry whose length was not stated, or before the first one.
            DESCRIPTOR => {
                let tail = self.input.next_bytes(20)?;
                if tail.get(12..14) == Some(b"PK") {
                    self.input.put_back(tail[12..].to_vec());
                }
                Ok(true)
            }
            _ => self.resync(mark, offset),
        }
    }

    /// Goes to the next mark and reports what is skipped; false if there is none.
    fn resync(&mut self, read: Vec<u8>, offset: u64) -> Result<bool, Stop> {
        let is_end = read.is_empty();
        self.input.put_back(read);
        let is_found = !is_end && self.input.seek(begins)?;
        let skipped = self.input.at() - offset;
        if is_found && std::mem::take(&mut self.is_loose) && skipped <= MAX_DESCRIPTOR {
            return Ok(true);
        }
        let error = if is_found {
            let detail = format!(
                "{skipped} bytes at byte {offset} belong to no entry; reading continues after them"
            );
            Damage::error("damaged", detail)
        } else {
            let detail = "the archive ends without its list of entries: it is cut off, what stood behind is lost";
            Damage::error("truncated", detail)
        };
        self.report_damage(offset, &error)?;
        Ok(is_found)
    }

    /// Reads the entry behind a header; false at the limit of entries.
    fn entry(&mut self, header: &EntryHeader) -> Result<bool, Stop> {
        let is_unknown = header.is_of_unknown_length();
        let method = match Method::of(header.method) {
            Some(method) if !header.is_encrypted() => method,
            Some(_) | None => {
                let flow = if header.is_encrypted() {
                    let detail = "is encrypted; unpack it with its password and give the files";
                    self.reject_entry(header, "encrypted", detail)
                } else {
                    let detail = "is packed by a method that is not read; unpack the archive and give the files";
                    self.reject_entry(header, "method", detail)
                };
                if is_unknown {
                    self.input.seek(begins)?;
                } else {
                    self.input.skip_bytes(header.packed)?;
                }
                flow?;
                return Ok(true);
            }
        };
        if header.name.ends_with('/') {
            self.input.skip_bytes(header.packed)?;
            return Ok(true);
        }
        match method {
            Method::Stored | Method::Packed(_) if is_unknown => self.kept_entry(header),
            Method::Stored | Method::Packed(_) | Method::Deflate => {
                self.streamed_entry(header, method)
            }
        }
    }

    /// Reads an entry whose end only its descriptor tells: it is kept in memory while that is
    /// searched for.
    fn kept_entry(&mut self, header: &EntryHeader) -> Result<bool, Stop> {
        let mut bytes = Vec::new();
        let is_descriptor = |at: &[u8], before: &[u8]| {
            at.starts_with(DESCRIPTOR)
                && u32_at(at, 8) == before.len() as u64
                && u32_at(at, 4) == u64::from(crc(before))
        };
        if !self.input.seek_keeping(&mut bytes, is_descriptor)? {
            let flow = self.reject_entry(
                header,
                "truncated",
                "states no length, and its end was not found",
            );
            // What was taken for the entry may hold others.
            self.input.put_back(bytes.split_off(bytes.len().min(4)));
            flow?;
            return Ok(true);
        }
        unless_unwanted(self.entries.read(self.reader, &header.name, &mut Cursor::new(bytes)))
    }

    /// Reads an entry whose end its length or its packed bytes tell.
    fn streamed_entry(&mut self, header: &EntryHeader, method: Method) -> Result<bool, Stop> {
        let is_unknown = header.is_of_unknown_length();
        let begin = self.input.at();
        let (go_on, is_faulty) = {
            let mut part =
                Part::new(&mut self.input, if is_unknown { u64::MAX } else { header.packed });
            let limits = &self.reader.options.limits;
            let unpacked: Box<dyn BufRead + '_> = match method {
                Method::Stored => Box::new(&mut part),
                Method::Deflate => Compression::open_deflate(&mut part, limits),
                Method::Packed(compression) => compression.open(&mut part, limits)?,
            };
            let expected = (!header.has_descriptor()).then_some(header.crc);
            let mut checked = Checked {
                inner: unpacked,
                crc: Crc::new(),
                expected,
                is_told: false,
                is_faulty: false,
            };
            let go_on =
                unless_unwanted(self.entries.read(self.reader, &header.name, &mut checked))?;
            // What no reader took is skipped here, and must be if only the packed bytes tell their
            // end.
            if is_unknown && !checked.is_faulty {
                io::copy(&mut checked, &mut io::sink()).ok();
            }
            (go_on, checked.is_faulty)
        };
        if !is_unknown {
            let read = self.input.at() - begin;
            self.input.skip_bytes(header.packed - read.min(header.packed))?;
        } else if is_faulty {
            self.input.seek(begins)?;
        }
        Ok(go_on)
    }

    /// Compares the list at the archive's end with the entries that were found. Nothing follows it.
    fn compare_list(&mut self) -> Result<bool, Stop> {
        loop {
            let offset = self.input.at();
            let fixed = self.input.next_bytes(46)?;
            if !fixed.starts_with(LISTED) {
                if !fixed.starts_with(LIST_END) && !fixed.starts_with(LIST_END_64) {
                    let detail = format!("the list of entries ends too early, at byte {offset}");
                    self.report_damage(offset, &Damage::error("truncated", detail))?;
                }
                return Ok(false);
            }
            let name = self.input.next_bytes(u16_at(&fixed, 28))?;
            self.input.next_bytes(u16_at(&fixed, 30) + u16_at(&fixed, 32))?;
            let at = u32_at(&fixed, 42);
            if at != IN_EXTRA && !self.found.contains(&at) && self.found.first() == Some(&0) {
                let name = zip_name(&name, u16_at(&fixed, 8) & 0x800 == 0);
                let detail =
                    format!("the entry \"{name}\" stands in the list, but not at byte {at}");
                self.report_damage(at, &Damage::error("missing", detail))?;
            }
        }
    }

    fn report_damage(&mut self, offset: u64, error: &io::Error) -> Result<(), Stop> {
        let flow = self.reader.report_damage(
            &self.origin.source,
            self.origin.first_position,
            offset,
            error,
        );
        unless_unwanted(flow.map_continue(drop))
    }

    /// Rejects an entry that is not read.
    fn reject_entry(
        &mut self,
        header: &EntryHeader,
        reason: &'static str,
        detail: &str,
    ) -> Result<(), Stop> {
        let source = format!("{}!/{}", self.origin.source, header.name);
        let error = Damage::error(reason, format!("the entry at byte {} {detail}", header.offset));
        unless_unwanted(
            self.reader.report_damage(&source, 0, header.offset, &error).map_continue(drop),
        )
    }
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// Compares the content of an entry with its checksum.
struct Checked<'a> {
    inner: Box<dyn BufRead + 'a>,
    crc: Crc,
    expected: Option<u64>,
    /// The checksum was compared.
    is_told: bool,
    /// The content cannot be read further.
    is_faulty: bool,
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
