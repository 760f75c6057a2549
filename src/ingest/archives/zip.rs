//! zip, read from the front: each entry has a header of its own before its bytes, so that archives
//! come from pipes and out of other archives, and a damaged or cut one gives every entry that is
//! whole. Of a file the list at the end is read before: it says which entries count (others were
//! deleted or replaced) and tells the code page of names. Of a stream it is compared with what was
//! found.

use super::content::{Checked, Part, crc};
use super::lookahead::Lookahead;
use super::zip_header::{EntryHeader, Method, begins};
use super::{Entries, clean};
use crate::ingest::compression::{Compression, Damage};
use crate::ingest::format::{Format, Reading};
use crate::ingest::item::Item;
use crate::ingest::reader::{Flow, Origin, Reader};
use crate::ingest::zip_list::marks::{
    DESCRIPTOR, ENTRY, IN_EXTRA, LIST_END, LIST_END_64, LISTED, LOCATOR, u16_at, u32_at, u64_at,
};
use crate::ingest::zip_list::names::Names;
use flate2::Crc;
use std::collections::BTreeSet;
use std::io::{self, BufRead, Cursor};
use std::ops::ControlFlow;

/// Its marks tell it; a file with its extension and without them is damaged, and searched for
/// entries.
pub(in crate::ingest) static ZIP: Format = Format {
    is_certain: |head| head.starts_with(ENTRY) || head.starts_with(LIST_END),
    ..Format::new(&["zip"], Reading::Archive(read))
};

/// Longest distance to the next mark behind an entry whose descriptor has no mark of its own.
const MAX_DESCRIPTOR: u64 = 24;

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

/// An archive as it is read.
struct Zip<'w, 'o, 'i> {
    reader: &'w mut Reader<'o>,
    origin: &'w Origin,
    input: Lookahead<'i>,
    entries: Entries<'w>,
    /// Where entries were found.
    found: BTreeSet<u64>,
    /// Where the first entry behind the last list was found.
    begin: Option<u64>,
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
        begin: None,
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
                let mut header = EntryHeader::read(&mut self.input, mark, offset)?;
                self.found.insert(offset);
                self.begin.get_or_insert(offset);
                self.is_loose = header.has_descriptor();
                match self.origin.list.as_ref().map(|list| list.name(offset)) {
                    Some(Some(name)) => name.clone_into(&mut header.name),
                    Some(None) => return self.unlisted(&header),
                    None => {}
                }
                self.entry(&header)
            }
            LISTED => {
                self.input.put_back(mark);
                self.compare_list()
            }
            LIST_END => {
                // What was met before it is reported already.
                if self.found.is_empty() && self.input.at() == 4 {
                    unless_unwanted(self.reader.reject(
                        self.origin,
                        "empty",
                        "the archive has no entries",
                    ))?;
                }
                let fixed = self.input.next_bytes(18)?;
                self.input.skip_bytes(u16_at(&fixed, 16))?;
                self.begin = None;
                // Another archive may follow.
                let is_entry = |at: &[u8]| at.starts_with(ENTRY) && begins(at);
                Ok(self.input.seek(is_entry)?)
            }
            LIST_END_64 => {
                let size = self.input.next_bytes(8)?;
                self.input.skip_bytes(u64_at(&size, 0))?;
                Ok(true)
            }
            LOCATOR => {
                self.input.skip_bytes(16)?;
                Ok(true)
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

    /// Compares the list at the archive's end with the entries that were found.
    fn compare_list(&mut self) -> Result<bool, Stop> {
        loop {
            let offset = self.input.at();
            let fixed = self.input.next_bytes(46)?;
            if !fixed.starts_with(LISTED) {
                if !fixed.starts_with(LIST_END) && !fixed.starts_with(LIST_END_64) {
                    let detail = format!("the list of entries ends too early, at byte {offset}");
                    self.report_damage(offset, &Damage::error("truncated", detail))?;
                    return Ok(false);
                }
                self.input.put_back(fixed);
                return Ok(true);
            }
            let name = self.input.next_bytes(u16_at(&fixed, 28))?;
            self.input.next_bytes(u16_at(&fixed, 30) + u16_at(&fixed, 32))?;
            let at = u32_at(&fixed, 42);
            let is_found = |at| self.found.contains(&at);
            let shifted = at.saturating_add(self.begin.unwrap_or(0));
            if at != IN_EXTRA && !is_found(at) && !is_found(shifted) && is_found(0) {
                let is_dos = u16_at(&fixed, 8) & 0x800 == 0;
                let name = Names::of([&name[..]]).text(&name, is_dos);
                let detail =
                    format!("the entry \"{name}\" stands in the list, but not at byte {at}");
                self.report_damage(at, &Damage::error("missing", detail))?;
            }
        }
    }

    /// Passes over an entry that the list does not name: it was deleted, or replaced by a later one.
    fn unlisted(&mut self, header: &EntryHeader) -> Result<bool, Stop> {
        if header.is_of_unknown_length() {
            self.input.seek(begins)?;
        } else {
            self.input.skip_bytes(header.packed)?;
        }
        let source = format!("{}!/{}", self.origin.source, clean(&header.name));
        let skip = Item::skip(&source, 0, "(not in the list)".to_owned());
        unless_unwanted(self.reader.emit_item(skip))?;
        Ok(true)
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
