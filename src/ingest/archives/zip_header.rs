//! The header before an entry of a zip archive.

use super::lookahead::Lookahead;
use crate::ingest::compression::Compression;
use crate::ingest::zip_list::marks::{ENTRY, IN_EXTRA, LIST_END, LISTED, u16_at, u32_at, u64_at};
use crate::ingest::zip_list::names::{Names, UNICODE_NAME, unicode};
use std::io;

/// How the bytes of an entry are packed.
#[derive(Clone, Copy)]
pub(super) enum Method {
    Stored,
    Deflate,
    Packed(Compression),
}

impl Method {
    /// The method of this number, if it is read.
    pub(super) fn of(number: u64) -> Option<Self> {
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
pub(super) struct EntryHeader {
    pub(super) flags: u64,
    pub(super) method: u64,
    pub(super) crc: u64,
    /// Packed bytes.
    pub(super) packed: u64,
    pub(super) name: String,
    /// Where it begins in the archive.
    pub(super) offset: u64,
}

impl EntryHeader {
    /// Reads a header behind its mark.
    pub(super) fn read(input: &mut Lookahead<'_>, mark: Vec<u8>, offset: u64) -> io::Result<Self> {
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
                UNICODE_NAME => unicode_name = unicode(field),
                _ => {}
            }
            rest = &rest[4 + len..];
        }
        let is_dos = flags & 0x800 == 0;
        let name = unicode_name.unwrap_or_else(|| Names::of([&name[..]]).text(&name, is_dos));
        Ok(Self { flags, method: u16_at(&fixed, 8), crc: u32_at(&fixed, 14), packed, name, offset })
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0
    }

    /// Whether lengths and checksum follow the entry.
    pub(super) fn has_descriptor(&self) -> bool {
        self.flags & 8 != 0
    }

    pub(super) fn is_of_unknown_length(&self) -> bool {
        self.has_descriptor() && self.packed == 0
    }
}

/// Whether an entry or the list begins here.
pub(super) fn begins(at: &[u8]) -> bool {
    let is_entry =
        at.starts_with(ENTRY) && Method::of(u16_at(at, 8)).is_some() && u16_at(at, 26) > 0;
    is_entry || at.starts_with(LISTED) || at.starts_with(LIST_END)
}
