//! tar: header blocks of 512 bytes, each with a checksum, so that a damaged archive is read on at
//! the next good header.

use super::content::Part;
use super::{Entries, clean};
use crate::ingest::compression::Damage;
use crate::ingest::format::{Format, Reading};
use crate::ingest::item::Item;
use crate::ingest::name::escaped;
use crate::ingest::reader::{Flow, Origin, Reader};
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

/// An archive without its first bytes is damaged, and searched for headers.
pub(in crate::ingest) static TAR: Format =
    Format { is_certain: is_header, ..Format::new(&["tar"], Reading::Archive(read)) };

const BLOCK: usize = 512;
type Block = [u8; BLOCK];

/// Maximum bytes of a header that holds a name.
const MAX_NAME_HEADER: u64 = 1 << 20;

/// Whether these bytes begin with a tar header: its checksum tells.
fn is_header(head: &[u8]) -> bool {
    let Some(block) = head.get(..BLOCK) else { return false };
    let Some(stated) = number(&block[148..156]) else { return false };
    let sum: u64 = block
        .iter()
        .enumerate()
        .map(|(i, b)| if (148..156).contains(&i) { 32 } else { u64::from(*b) })
        .sum();
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

/// An archive as it is read.
struct Tar<'w, 'o, 'i> {
    reader: &'w mut Reader<'o>,
    origin: &'w Origin,
    input: &'i mut dyn BufRead,
    entries: Entries<'w>,
    /// The next byte's offset in the archive.
    at: u64,
    /// Bytes that are no header, since the last good one.
    lost: u64,
    /// Empty blocks in a row.
    empty_blocks: u32,
    /// Empty blocks ended the archive. Another may follow.
    is_ended: bool,
    /// What a header before the entry's own says of it.
    long_name: Option<Vec<u8>>,
    pax: Pax,
}

/// What a pax header says of the entry behind it.
#[derive(Default)]
struct Pax {
    path: Option<Vec<u8>>,
    size: Option<u64>,
    /// Only the parts of the file that are not zeros are in the archive.
    is_sparse: bool,
}

/// Reads the entries of a tar archive.
fn read(reader: &mut Reader<'_>, origin: &Origin, _: &[u8], input: &mut dyn BufRead) -> Flow {
    let mut tar = Tar {
        reader,
        origin,
        input,
        entries: Entries::new(origin),
        at: 0,
        lost: 0,
        empty_blocks: 0,
        is_ended: false,
        long_name: None,
        pax: Pax::default(),
    };
    while tar.next()? {}
    ControlFlow::Continue(())
}

impl Tar<'_, '_, '_> {
    /// Reads the next block and what belongs to it; false at the end of what can be read.
    fn next(&mut self) -> Flow<bool> {
        let mut block = [0; BLOCK];
        let read = match fill(self.input, &mut block) {
            Ok(read) => read,
            Err(e) => return self.report_damage(self.at, &e),
        };
        let offset = self.at;
        self.at += read as u64;
        if read < BLOCK {
            // What stands behind the end is no loss, unless an entry follows it.
            if self.is_ended {
                return ControlFlow::Continue(false);
            }
            self.report_lost(offset)?;
            // An archive ends with two empty blocks; many writers leave them away, none ends in the
            // middle of a block.
            if read > 0 {
                let detail =
                    format!("the archive ends in the middle of a header, at byte {offset}");
                self.report_damage(offset, &Damage::error("truncated", detail))?;
            }
            return ControlFlow::Continue(false);
        }
        if block.iter().all(|b| *b == 0) {
            self.empty_blocks += 1;
            self.is_ended |= self.empty_blocks == 2 && self.lost == 0;
            return ControlFlow::Continue(true);
        }
        self.empty_blocks = 0;
        if !is_header(&block) {
            self.lost += BLOCK as u64;
            return ControlFlow::Continue(true);
        }
        self.report_lost(offset)?;
        self.is_ended = false;
        self.entry(&block, offset)
    }

    /// Reads what follows a header; false at the limit of entries.
    fn entry(&mut self, block: &Block, offset: u64) -> Flow<bool> {
        let kind = block[156];
        let pax = if kind == b'L' { Pax::default() } else { std::mem::take(&mut self.pax) };
        let stated_size = pax.size.or_else(|| number(&block[124..136])).unwrap_or(0);
        if kind == b'S' && block[482] != 0 {
            self.skip_sparse_map()?;
        }
        // Links have no content whatever size they state.
        let size = if matches!(kind, b'1'..=b'6') { 0 } else { stated_size };
        let mut content = Part::new(self.input, size);
        match kind {
            b'L' | b'x' => {
                let mut bytes = Vec::new();
                if let Err(e) = (&mut content).take(MAX_NAME_HEADER).read_to_end(&mut bytes) {
                    self.reader.report_damage(
                        &self.origin.source,
                        self.origin.first_position,
                        offset,
                        &e,
                    )?;
                }
                if kind == b'L' {
                    self.long_name = Some(bytes);
                } else {
                    let mut pax = read_pax(&bytes);
                    self.long_name = pax.path.take().or(self.long_name.take());
                    self.pax = pax;
                }
            }
            0 | b'0' | b'7' | b'S' => {
                let name = self.long_name.take().unwrap_or_else(|| name_of(block));
                let name = escaped(name.split(|b| *b == 0).next().unwrap_or_default());
                if kind == b'S' || pax.is_sparse {
                    let source = format!("{}!/{}", self.origin.source, clean(&name));
                    let detail = format!(
                        "{source}: the entry at byte {offset} is sparse: its zeros are left out; unpack the archive and give the files"
                    );
                    self.reader.emit_item(Item::reject_at(&source, 0, offset, "sparse", detail))?;
                    if let Err(e) = content.skip() {
                        self.report_damage(offset, &e)?;
                    }
                    self.at += size.saturating_add(self.skip_padding(size));
                    return ControlFlow::Continue(true);
                }
                // Old archives mark a folder by its name.
                let is_folder = name.ends_with('/') && size == 0;
                if !is_folder && !self.entries.read(self.reader, &name, &mut content)? {
                    return ControlFlow::Continue(false);
                }
            }
            _ => self.long_name = None,
        }
        if let Err(e) = content.skip() {
            self.report_damage(offset, &e)?;
        }
        self.at += size.saturating_add(self.skip_padding(size));
        ControlFlow::Continue(true)
    }

    /// Skips what fills up the last block of an entry, and gives its length.
    fn skip_padding(&mut self, size: u64) -> u64 {
        let padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
        // The next block meets an error again.
        io::copy(&mut self.input.take(padding), &mut io::sink()).unwrap_or(0)
    }

    /// Skips the blocks with the rest of the list of parts of a sparse file.
    fn skip_sparse_map(&mut self) -> Flow {
        let mut block = [0; BLOCK];
        loop {
            match fill(self.input, &mut block) {
                Ok(read) => self.at += read as u64,
                Err(e) => return self.report_damage(self.at, &e).map_continue(drop),
            }
            // A map without an end: the next header is searched for.
            if block[504] == 0 || is_header(&block) {
                return ControlFlow::Continue(());
            }
        }
    }

    fn report_damage(&mut self, offset: u64, error: &io::Error) -> Flow<bool> {
        self.reader.report_damage(&self.origin.source, self.origin.first_position, offset, error)
    }

    /// Reports what was skipped before `offset`, if anything was.
    fn report_lost(&mut self, offset: u64) -> Flow {
        let lost = std::mem::take(&mut self.lost);
        if lost == 0 {
            return ControlFlow::Continue(());
        }
        let detail = format!(
            "{lost} bytes before byte {offset} are no entries; reading continues after them"
        );
        self.report_damage(offset - lost.min(offset), &Damage::error("damaged", detail))
            .map_continue(drop)
    }
}

/// Fills the buffer as far as there are bytes.
fn fill(input: &mut dyn BufRead, out: &mut [u8]) -> io::Result<usize> {
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
fn name_of(block: &Block) -> Vec<u8> {
    let text = |field: &[u8]| field.split(|b| *b == 0).next().unwrap_or_default().to_vec();
    let name = text(&block[..100]);
    let prefix = if &block[257..263] == b"ustar\0" { text(&block[345..500]) } else { Vec::new() };
    if prefix.is_empty() { name } else { [prefix, name].join(&b'/') }
}

/// Reads a pax header: lines of `length key=value`.
fn read_pax(mut bytes: &[u8]) -> Pax {
    let mut pax = Pax::default();
    let mut sparse_path = None;
    while let Some(space) = bytes.iter().position(|b| *b == b' ') {
        let len = std::str::from_utf8(&bytes[..space]).ok().and_then(|n| n.parse::<usize>().ok());
        let Some(line) = len.and_then(|len| bytes.get(space + 1..len)) else { break };
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        if let Some(value) = line.strip_prefix(b"path=") {
            pax.path = Some(value.to_vec());
        } else if let Some(value) = line.strip_prefix(b"GNU.sparse.name=") {
            sparse_path = Some(value.to_vec());
        } else if let Some(value) = line.strip_prefix(b"size=") {
            pax.size = std::str::from_utf8(value).ok().and_then(|n| n.parse().ok());
        }
        pax.is_sparse |= line.starts_with(b"GNU.sparse.");
        bytes = &bytes[len.unwrap_or(bytes.len())..];
    }
    pax.path = sparse_path.or(pax.path);
    pax
}
