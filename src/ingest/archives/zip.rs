//! zip, read from the front: each entry has a header of its own before its bytes, so that archives come from pipes and out of other
//! archives, and a damaged or cut one gives every entry that is whole. The list at the end is only compared with what was found.

use crate::ingest::archives::{Entries, Part, name_text};
use crate::ingest::compression::{Damage, Packing};
use crate::ingest::reader::{Flow, Place, Walk};
use flate2::Crc;
use std::collections::BTreeSet;
use std::io::{self, BufRead, Cursor, Read};
use std::ops::ControlFlow;

/// An entry without its length is kept in memory while its end is looked for, up to so many bytes.
const MOST_STORED: u64 = 256 << 20;

/// Counts what was read, and looks ahead.
struct Input<'a> {
    inner: &'a mut dyn BufRead,
    /// Bytes that were read too early.
    ahead: Cursor<Vec<u8>>,
    at: u64,
}

impl Read for Input<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Input<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if (self.ahead.position() as usize) < self.ahead.get_ref().len() {
            self.ahead.fill_buf()
        } else {
            self.inner.fill_buf()
        }
    }

    fn consume(&mut self, n: usize) {
        self.at += n as u64;
        if (self.ahead.position() as usize) < self.ahead.get_ref().len() {
            self.ahead.consume(n);
        } else {
            self.inner.consume(n);
        }
    }
}

impl Input<'_> {
    /// Exactly so many bytes; fewer only at the end.
    fn bytes(&mut self, n: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.take(n).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Puts bytes back in front.
    fn back(&mut self, mut bytes: Vec<u8>) {
        self.at -= bytes.len() as u64;
        let from = self.ahead.position() as usize;
        bytes.extend_from_slice(&self.ahead.get_ref()[from..]);
        self.ahead = Cursor::new(bytes);
    }

    /// Reads up to the next `PK` mark that `good` likes and stops before it; what lies before it goes to `out` if there is one. False at the end.
    fn seek(&mut self, mut out: Option<&mut Vec<u8>>, good: impl Fn(&[u8], &[u8]) -> bool) -> io::Result<bool> {
        let mut window: Vec<u8> = Vec::new();
        loop {
            let more = self.bytes(1 << 16)?;
            let last = more.is_empty();
            window.extend_from_slice(&more);
            let mut from = 0;
            while let Some(found) = memchr::memmem::find(&window[from..], b"PK") {
                let at = from + found;
                // A header of 30 bytes must be whole to be judged.
                if at + 30 > window.len() && !last {
                    break;
                }
                if good(&window[at..], &window[..at]) {
                    let rest = window.split_off(at);
                    if let Some(out) = &mut out {
                        out.extend_from_slice(&window);
                    }
                    self.back(rest);
                    return Ok(true);
                }
                from = at + 2;
            }
            if last {
                if let Some(out) = &mut out {
                    out.extend_from_slice(&window);
                }
                return Ok(false);
            }
            // With a sink everything stays together, for `good` judges what lies before the mark.
            if out.is_none() {
                let keep = window.len().saturating_sub(30);
                window.drain(..keep);
            } else if window.len() as u64 > MOST_STORED {
                return Err(Damage::error("entry-size", "an entry that does not state its length is too long"));
            }
        }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 2).map_or(0, |b| u64::from(b[0]) | u64::from(b[1]) << 8)
}

fn u32_at(bytes: &[u8], at: usize) -> u64 {
    u16_at(bytes, at) | u16_at(bytes, at + 2) << 16
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u32_at(bytes, at) | u32_at(bytes, at + 4) << 32
}

/// A header as it stands before an entry.
struct Header {
    flags: u64,
    method: u64,
    crc: u64,
    packed: u64,
    name: String,
}

fn header(fixed: &[u8], name: &[u8], extra: &[u8]) -> Header {
    let (mut packed, plain) = (u32_at(fixed, 18), u32_at(fixed, 22));
    let flags = u16_at(fixed, 6);
    let mut unicode = None;
    let mut rest = extra;
    while rest.len() >= 4 {
        let len = u16_at(rest, 2) as usize;
        let Some(field) = rest.get(4..4 + len) else { break };
        match u16_at(rest, 0) {
            // Long lengths: the plain one first, where each is left out above.
            1 if packed == 0xFFFF_FFFF => packed = u64_at(field, if plain == 0xFFFF_FFFF { 8 } else { 0 }),
            // The name in UTF-8, as Info-ZIP writes it beside one of DOS.
            0x7075 => unicode = field.get(5..).and_then(|n| std::str::from_utf8(n).ok()).map(str::to_owned),
            _ => {}
        }
        rest = &rest[4 + len..];
    }
    let name = unicode.unwrap_or_else(|| name_text(name, flags & 0x800 == 0));
    Header { flags, method: u16_at(fixed, 8), crc: u32_at(fixed, 14), packed, name }
}

/// Reads the entries of a zip archive.
pub(in crate::ingest) fn walk(walk: &mut Walk<'_>, place: &Place, input: &mut dyn BufRead) -> Flow {
    let mut input = Input { inner: input, ahead: Cursor::default(), at: 0 };
    let mut entries = Entries::default();
    let mut found = BTreeSet::new();
    match every(walk, place, &mut input, &mut entries, &mut found) {
        Ok(flow) => flow,
        Err(e) => walk.damage(&place.source, 0, input.at, &e).0,
    }
}

fn every(
    walk: &mut Walk<'_>,
    place: &Place,
    input: &mut Input<'_>,
    entries: &mut Entries,
    found: &mut BTreeSet<u64>,
) -> io::Result<Flow> {
    // Behind an entry that stated no length its length follows, with or without a mark.
    let mut loose = false;
    loop {
        let begin = input.at;
        let mark = input.bytes(4)?;
        match mark.as_slice() {
            b"PK\x03\x04" => {
                let mut fixed = mark;
                fixed.extend(input.bytes(26)?);
                let (name, extra) = (input.bytes(u16_at(&fixed, 26))?, input.bytes(u16_at(&fixed, 28))?);
                found.insert(begin);
                let header = header(&fixed, &name, &extra);
                loose = header.flags & 8 != 0;
                let (flow, go_on) = entry(walk, place, input, entries, &header, begin)?;
                if flow.is_break() || !go_on {
                    return Ok(flow);
                }
            }
            b"PK\x01\x02" => {
                input.back(mark);
                return listed(walk, place, input, found);
            }
            b"PK\x05\x06" if found.is_empty() => return Ok(walk.refuse(place, "empty", "the archive has no entries")),
            b"PK\x05\x06" => return Ok(ControlFlow::Continue(())),
            // What was behind an entry whose length was not stated, or before the first one.
            b"PK\x07\x08" => {
                let tail = input.bytes(20)?;
                if tail.get(12..14) == Some(b"PK") {
                    input.back(tail[12..].to_vec());
                }
            }
            _ => {
                let empty = mark.is_empty();
                input.back(mark);
                let more = !empty && input.seek(None, |at, _| begins(at))?;
                if more && std::mem::take(&mut loose) && input.at - begin <= 24 {
                    continue;
                }
                let detail = if more {
                    format!(
                        "{} bytes at byte {begin} belong to no entry; reading goes on behind them",
                        input.at - begin
                    )
                } else {
                    "the archive ends without its list of entries: it is cut off, what stood behind is lost".to_owned()
                };
                let reason = if more { "damaged" } else { "truncated" };
                let flow = walk.damage(&place.source, 0, begin, &Damage::error(reason, detail)).0;
                if flow.is_break() || !more {
                    return Ok(flow);
                }
            }
        }
    }
}

/// Whether an entry or the list begins here.
fn begins(at: &[u8]) -> bool {
    let entry = at.starts_with(b"PK\x03\x04") && matches!(u16_at(at, 8), 0 | 8 | 12 | 93 | 95) && u16_at(at, 26) > 0;
    entry || at.starts_with(b"PK\x01\x02") || at.starts_with(b"PK\x05\x06")
}

fn entry(
    walk: &mut Walk<'_>,
    place: &Place,
    input: &mut Input<'_>,
    entries: &mut Entries,
    header: &Header,
    begin: u64,
) -> io::Result<(Flow, bool)> {
    let unknown = header.flags & 8 != 0 && header.packed == 0;
    let source = format!("{}!/{}", place.source, header.name);
    let refuse = |walk: &mut Walk<'_>, reason, detail: &str| {
        let e = Damage::error(reason, format!("the entry at byte {begin} {detail}"));
        walk.damage(&source, 0, begin, &e).0
    };
    let why_not = match header.method {
        _ if header.flags & 1 != 0 => {
            Some(("encrypted", "is encrypted; unpack it with its password and give the files"))
        }
        0 | 8 | 12 | 93 | 95 => None,
        _ => Some(("method", "is packed by a method that is not read; unpack the archive and give the files")),
    };
    if let Some((reason, detail)) = why_not {
        let flow = refuse(walk, reason, detail);
        return skip(input, header.packed, unknown).map(|()| (flow, true));
    }
    if header.name.ends_with('/') {
        return skip(input, header.packed, false).map(|()| (ControlFlow::Continue(()), true));
    }
    let limits = walk.options.limits.clone();
    if unknown && header.method != 8 {
        let mut bytes = Vec::new();
        let ended = |at: &[u8], before: &[u8]| {
            at.starts_with(b"PK\x07\x08")
                && u32_at(at, 8) == before.len() as u64
                && u32_at(at, 4) == u64::from(crc(before))
        };
        if !input.seek(Some(&mut bytes), ended)? {
            let flow = refuse(walk, "truncated", "states no length, and its end was not found");
            // What was taken for the entry may hold others.
            input.back(bytes.split_off(bytes.len().min(4)));
            return Ok((flow, true));
        }
        return Ok(entries.read(walk, place, &header.name, &mut Cursor::new(bytes)));
    }
    let at = input.at;
    let expected = (header.flags & 8 == 0).then_some(header.crc);
    let (flow, go_on, fault) = {
        let mut part = Part::new(input, if unknown { u64::MAX } else { header.packed });
        let packed: Box<dyn BufRead + '_> = match header.method {
            0 => Box::new(&mut part),
            8 => Packing::deflate(&mut part, &limits),
            12 => Packing::Bzip2.open(&mut part, &limits)?,
            93 => Packing::Zstd.open(&mut part, &limits)?,
            _ => Packing::Xz.open(&mut part, &limits)?,
        };
        let mut checked = Checked { inner: packed, crc: Crc::new(), expected, told: false, fault: false };
        let (flow, go_on) = entries.read(walk, place, &header.name, &mut checked);
        // What no reader took is passed over here, and must be if only the packed bytes tell their end.
        if flow.is_continue() && unknown && !checked.fault {
            io::copy(&mut checked, &mut io::sink()).ok();
        }
        (flow, go_on, checked.fault)
    };
    if !unknown {
        let rest = header.packed - (input.at - at).min(header.packed);
        skip(input, rest, false)?;
    } else if fault {
        input.seek(None, |at, _| begins(at))?;
    }
    Ok((flow, go_on))
}

fn skip(input: &mut Input<'_>, n: u64, unknown: bool) -> io::Result<()> {
    if unknown {
        return input.seek(None, |at, _| begins(at)).map(|_| ());
    }
    io::copy(&mut input.take(n), &mut io::sink()).map(|_| ())
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// Compares the list at the archive's end with the entries that were found.
fn listed(walk: &mut Walk<'_>, place: &Place, input: &mut Input<'_>, found: &BTreeSet<u64>) -> io::Result<Flow> {
    loop {
        let begin = input.at;
        let fixed = input.bytes(46)?;
        if !fixed.starts_with(b"PK\x01\x02") {
            if fixed.starts_with(b"PK\x05\x06") || fixed.starts_with(b"PK\x06\x06") {
                return Ok(ControlFlow::Continue(()));
            }
            let e = Damage::error("truncated", format!("the list of entries ends too early, at byte {begin}"));
            return Ok(walk.damage(&place.source, 0, begin, &e).0);
        }
        let name = input.bytes(u16_at(&fixed, 28))?;
        input.bytes(u16_at(&fixed, 30) + u16_at(&fixed, 32))?;
        let at = u32_at(&fixed, 42);
        if at != 0xFFFF_FFFF && !found.contains(&at) && found.first() == Some(&0) {
            let name = name_text(&name, u16_at(&fixed, 8) & 0x800 == 0);
            let e = Damage::error("missing", format!("the entry \"{name}\" stands in the list, but not at byte {at}"));
            let flow = walk.damage(&place.source, 0, at, &e).0;
            if flow.is_break() {
                return Ok(flow);
            }
        }
    }
}

/// Holds the content against its checksum.
struct Checked<'a> {
    inner: Box<dyn BufRead + 'a>,
    crc: Crc,
    expected: Option<u64>,
    told: bool,
    fault: bool,
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
        if self.fault {
            return Ok(&[]);
        }
        match self.inner.fill_buf() {
            Err(e) => {
                self.fault = true;
                Err(e)
            }
            Ok([]) if !self.told => {
                self.told = true;
                if self.expected.is_some_and(|e| e != u64::from(self.crc.sum())) {
                    return Err(Damage::error(
                        "damaged",
                        "the entry does not match its checksum: what was read of it may be wrong",
                    ));
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
