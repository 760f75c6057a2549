//! tar: header blocks of 512 bytes, each with a checksum, so that a damaged archive is read on at the next good header.

use crate::ingest::archives::{Entries, Part, name_text};
use crate::ingest::compression::Damage;
use crate::ingest::reader::{Flow, Place, Walk};
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

const BLOCK: usize = 512;
/// Longest name that a header of names may hold.
const LONGEST: u64 = 1 << 20;

/// Whether these bytes begin with a tar header: its checksum tells.
pub(in crate::ingest) fn is_header(head: &[u8]) -> bool {
    let Some(block) = head.get(..BLOCK) else { return false };
    let Some(stated) = number(&block[148..156]) else { return false };
    let sum: u64 =
        block.iter().enumerate().map(|(i, b)| if (148..156).contains(&i) { 32 } else { u64::from(*b) }).sum();
    sum == stated && block[0] != 0
}

/// An octal number, or one in base 256 as GNU writes large ones.
fn number(field: &[u8]) -> Option<u64> {
    if field.first()? & 0x80 != 0 {
        let tail = field.get(field.len().checked_sub(8)?..)?;
        return Some(tail.iter().fold(0, |n, b| n << 8 | u64::from(*b)) & (u64::MAX >> 1));
    }
    let digits = std::str::from_utf8(field).ok()?.trim_matches([' ', '\0']);
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, 8).ok() }
}

/// Reads the entries of a tar archive.
pub(in crate::ingest) fn walk(walk: &mut Walk<'_>, place: &Place, input: &mut dyn BufRead) -> Flow {
    let mut entries = Entries::default();
    let (mut at, mut lost, mut zeros) = (0_u64, 0_u64, 0);
    // What a header before the entry's own says of it.
    let (mut long_name, mut pax_size): (Option<Vec<u8>>, Option<u64>) = (None, None);
    loop {
        let mut block = [0; BLOCK];
        let read = match full(input, &mut block) {
            Ok(read) => read,
            Err(e) => {
                let (flow, go_on) = walk.damage(&place.source, 0, at, &e);
                flow?;
                if !go_on {
                    return ControlFlow::Continue(());
                }
                continue;
            }
        };
        let begin = at;
        at += read as u64;
        if read < BLOCK {
            if lost > 0 {
                skipped(walk, place, begin, lost)?;
            }
            // An archive ends with two empty blocks; many writers leave them away, none ends in the middle of a block.
            if read > 0 {
                let e =
                    Damage::error("truncated", format!("the archive ends in the middle of a header, at byte {begin}"));
                walk.damage(&place.source, 0, begin, &e).0?;
            }
            return ControlFlow::Continue(());
        }
        if block.iter().all(|b| *b == 0) {
            zeros += 1;
            if zeros == 2 && lost == 0 {
                return ControlFlow::Continue(());
            }
            continue;
        }
        zeros = 0;
        if !is_header(&block) {
            lost += BLOCK as u64;
            continue;
        }
        if lost > 0 {
            skipped(walk, place, begin, lost)?;
            lost = 0;
        }
        let size = pax_size.take().or_else(|| number(&block[124..136])).unwrap_or(0);
        let kind = block[156];
        // Links have no content whatever size they state.
        let size = if matches!(kind, b'1'..=b'6') { 0 } else { size };
        let mut content = Part::new(input, size);
        match kind {
            b'L' | b'x' => {
                let mut bytes = Vec::new();
                if let Err(e) = (&mut content).take(LONGEST).read_to_end(&mut bytes) {
                    walk.damage(&place.source, 0, begin, &e).0?;
                }
                if kind == b'L' {
                    long_name = Some(bytes);
                } else {
                    let (path, size) = pax(&bytes);
                    long_name = path.or(long_name);
                    pax_size = size;
                }
            }
            0 | b'0' | b'7' => {
                let name = long_name.take().unwrap_or_else(|| name_of(&block));
                let name = name_text(name.split(|b| *b == 0).next().unwrap_or_default(), false);
                // Old archives mark a folder by its name.
                if !(name.ends_with('/') && size == 0) {
                    let (flow, go_on) = entries.read(walk, place, &name, &mut content);
                    flow?;
                    if !go_on {
                        return ControlFlow::Continue(());
                    }
                }
            }
            _ => long_name = None,
        }
        if let Err(e) = content.skip() {
            walk.damage(&place.source, 0, begin, &e).0?;
        }
        at += size;
        let padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
        if io::copy(&mut input.take(padding), &mut io::sink()).is_ok() {
            at += padding;
        }
    }
}

fn skipped(walk: &mut Walk<'_>, place: &Place, at: u64, lost: u64) -> Flow {
    let detail = format!("{lost} bytes before byte {at} are no entries; reading goes on behind them");
    walk.damage(&place.source, 0, at - lost.min(at), &Damage::error("damaged", detail)).0
}

/// Fills the buffer as far as there are bytes.
fn full(input: &mut dyn BufRead, out: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < out.len() {
        match input.read(&mut out[read..])? {
            0 => break,
            n => read += n,
        }
    }
    Ok(read)
}

/// The name in a header: its folder stands apart in POSIX archives.
fn name_of(block: &[u8; BLOCK]) -> Vec<u8> {
    let text = |field: &[u8]| field.split(|b| *b == 0).next().unwrap_or_default().to_vec();
    let name = text(&block[..100]);
    let prefix = if &block[257..263] == b"ustar\0" { text(&block[345..500]) } else { Vec::new() };
    if prefix.is_empty() { name } else { [prefix, name].join(&b'/') }
}

/// The path and size of a pax header: lines of `length key=value`.
fn pax(mut bytes: &[u8]) -> (Option<Vec<u8>>, Option<u64>) {
    let (mut path, mut size) = (None, None);
    while let Some(space) = bytes.iter().position(|b| *b == b' ') {
        let len = std::str::from_utf8(&bytes[..space]).ok().and_then(|n| n.parse::<usize>().ok());
        let Some(line) = len.and_then(|len| bytes.get(space + 1..len)) else { break };
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        if let Some(value) = line.strip_prefix(b"path=") {
            path = Some(value.to_vec());
        } else if let Some(value) = line.strip_prefix(b"size=") {
            size = std::str::from_utf8(value).ok().and_then(|n| n.parse().ok());
        }
        bytes = &bytes[len.unwrap_or(bytes.len())..];
    }
    (path, size)
}
