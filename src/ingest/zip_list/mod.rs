//! The lists at the ends of the zip archives in a file, read before the entries.

pub(super) mod marks;
pub(super) mod names;

use marks::{ENTRY, IN_EXTRA, LIST_END, LIST_END_64, LISTED, LOCATOR, u16_at, u32_at, u64_at};
use names::{Names, UNICODE_NAME, unicode};
use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};

/// Longest end of a list: its fixed part and a comment.
const MAX_END: u64 = 22 + 0xFFFF;

/// Maximum bytes of a list that is held in memory: about a million entries.
const MAX_LIST: u64 = 128 << 20;

/// Maximum archives in one file, one behind the other.
const MAX_ARCHIVES: usize = 1000;

/// The entries that the lists of a file name: where each begins, and its name.
#[derive(Debug, Default)]
pub(super) struct ZipList {
    names: BTreeMap<u64, String>,
}

/// A name in a list.
struct Listed {
    at: u64,
    name: Vec<u8>,
    unicode: Option<String>,
    is_dos: bool,
}

impl ZipList {
    /// Reads the lists of a file. `None`: it is no zip archive, or its list is not whole, or an
    /// entry does not stand where the list says: then its entries are searched for.
    pub(super) fn read(mut file: impl Read + Seek) -> Option<Self> {
        let mut end = file.seek(SeekFrom::End(0)).ok()?;
        let mut listed = Vec::new();
        for nth in 0..MAX_ARCHIVES {
            match archive(&mut file, end, nth > 0) {
                Ok(Some((begin, entries))) => {
                    listed.extend(entries);
                    end = begin;
                }
                Ok(None) => break,
                Err(_) => return None,
            }
        }
        if listed.is_empty() {
            return None;
        }
        listed.sort_by_key(|entry| entry.at);
        let mut mark = [0; 4];
        for entry in &listed {
            file.seek(SeekFrom::Start(entry.at)).ok()?;
            file.read_exact(&mut mark).ok()?;
            if mark != ENTRY {
                return None;
            }
        }
        let page = Names::of(listed.iter().filter(|e| e.unicode.is_none()).map(|e| &e.name[..]));
        let name = |entry: Listed| {
            let Listed { at, name, unicode, is_dos } = entry;
            (at, unicode.unwrap_or_else(|| page.text(&name, is_dos)))
        };
        Some(Self { names: listed.into_iter().map(name).collect() })
    }

    /// The name of the entry that begins at a place; `None` if no list names one there.
    pub(super) fn name(&self, at: u64) -> Option<&str> {
        self.names.get(&at).map(String::as_str)
    }
}

/// Reads the list of the archive that ends at `end`, or before it if something else follows:
/// where the archive begins, and its entries. `must_touch`: it must end exactly there.
fn archive(
    file: &mut (impl Read + Seek),
    end: u64,
    must_touch: bool,
) -> io::Result<Option<(u64, Vec<Listed>)>> {
    let from = end.saturating_sub(MAX_END);
    let tail = bytes(file, from, end - from)?;
    let is_end = |at: &usize| {
        let comment = u16_at(&tail, at + 20) as usize;
        let behind = at + 22 + comment;
        tail.len() >= at + 22
            && if must_touch { behind == tail.len() } else { behind <= tail.len() }
    };
    let Some(at) = memchr::memmem::rfind_iter(&tail, LIST_END).find(is_end) else {
        return Ok(None);
    };
    let place = from + at as u64;
    let record = &tail[at..];
    let (mut count, mut size, mut offset, mut list_end) =
        (u16_at(record, 10), u32_at(record, 12), u32_at(record, 16), place);
    if (count == 0xFFFF || size == IN_EXTRA || offset == IN_EXTRA) && place >= 20 {
        let locator = bytes(file, place - 20, 20)?;
        if locator.starts_with(LOCATOR) {
            // The place is stated from the beginning of the archive, which may lie behind another.
            let stated = u64_at(&locator, 8);
            let near = place.saturating_sub(20 + 56);
            for at in [near, stated] {
                let large = bytes(file, at, 56)?;
                if large.starts_with(LIST_END_64) {
                    count = u64_at(&large, 32);
                    size = u64_at(&large, 40);
                    offset = u64_at(&large, 48);
                    list_end = at;
                    break;
                }
            }
        }
    }
    let broken = || io::Error::from(io::ErrorKind::InvalidData);
    let list_begin = list_end.checked_sub(size).ok_or_else(broken)?;
    let begin = list_begin.checked_sub(offset).ok_or_else(broken)?;
    if size > MAX_LIST {
        return Err(broken());
    }
    let list = bytes(file, list_begin, size)?;
    let mut entries = Vec::new();
    let mut rest = list.as_slice();
    while rest.starts_with(LISTED) {
        let (name, extra, comment) =
            (u16_at(rest, 28) as usize, u16_at(rest, 30) as usize, u16_at(rest, 32) as usize);
        let entry = rest.get(..46 + name + extra + comment).ok_or_else(broken)?;
        entries.push(listed(entry, begin, name, extra));
        rest = &rest[entry.len()..];
    }
    if entries.len() as u64 != count || !rest.is_empty() {
        return Err(broken());
    }
    Ok(Some((begin, entries)))
}

fn listed(entry: &[u8], begin: u64, name_len: usize, extra_len: usize) -> Listed {
    let name = entry[46..46 + name_len].to_vec();
    let mut at = u32_at(entry, 42);
    let mut extra = &entry[46 + name_len..46 + name_len + extra_len];
    let mut unicode_name = None;
    while extra.len() >= 4 {
        let len = u16_at(extra, 2) as usize;
        let Some(field) = extra.get(4..4 + len) else { break };
        match u16_at(extra, 0) {
            // Long lengths, each only where it is left out above; the place comes last of three.
            1 if at == IN_EXTRA => {
                let before =
                    [20, 24].iter().filter(|place| u32_at(entry, **place) == IN_EXTRA).count();
                at = u64_at(field, 8 * before);
            }
            UNICODE_NAME => unicode_name = unicode(field),
            _ => {}
        }
        extra = &extra[4 + len..];
    }
    let is_dos = u16_at(entry, 8) & 0x800 == 0;
    Listed { at: begin.saturating_add(at), name, unicode: unicode_name, is_dos }
}

fn bytes(file: &mut (impl Read + Seek), from: u64, len: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(len).read_to_end(&mut bytes)?;
    Ok(bytes)
}
