//! What archives have in common: an entry's name is a name and nothing else, and there are only so many entries, each only so long.

pub(in crate::ingest) mod tar;
pub(in crate::ingest) mod zip;

use crate::ingest::format::Format;
use crate::ingest::reader::{Flow, Place, Walk};
use crate::text::{DecodeHint, decode};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

/// Names longer than this are cut: they stand in every record of the entry.
const LONGEST_NAME: usize = 1024;

/// The entries of one archive as they are met.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Entries {
    /// How many there were of each name.
    names: BTreeMap<String, u32>,
    count: u64,
}

impl Entries {
    /// Reads an entry's content as a source of its own. Breaks the archive off (`Ok(false)`) at the limit of entries.
    pub(in crate::ingest) fn read(
        &mut self,
        walk: &mut Walk<'_>,
        archive: &Place,
        name: &str,
        content: &mut dyn BufRead,
    ) -> (Flow, bool) {
        self.count += 1;
        let most = walk.options.limits.max_entries;
        if self.count > most {
            let detail =
                format!("more than {most} entries; what follows is not read; raise the limit with --max-entries");
            return (walk.refuse(archive, "entries", detail), false);
        }
        let name = self.unique(clean(name));
        let place = Place {
            source: format!("{}!/{name}", archive.source).into(),
            depth: archive.depth + 1,
            named: false,
            name,
        };
        let hidden = place.name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        if hidden || !Format::known(&place.name) && Format::extension(&place.name).len() > 4 {
            // As in folders: what is hidden is passed over.
            return (if hidden { ControlFlow::Continue(()) } else { walk.pass(&place) }, true);
        }
        let most = walk.options.limits.max_entry;
        let mut content = Limited { inner: content, left: most, most, ended: false };
        (walk.stream(&place, &mut content), true)
    }

    /// The same name a second time is another entry: both are read, and told apart.
    fn unique(&mut self, name: String) -> String {
        let times = self.names.entry(name.clone()).or_default();
        *times += 1;
        if *times == 1 {
            return name;
        }
        match name.rsplit_once('.') {
            Some((stem, extension)) if !extension.contains('/') => format!("{stem}#{times}.{extension}"),
            Some(_) | None => format!("{name}#{times}"),
        }
    }
}

/// A name with nothing in it that means a place: no root, no drive, no way up, no control characters.
fn clean(name: &str) -> String {
    let name: String = name.chars().map(|c| if c == '\\' { '/' } else { c }).filter(|c| !c.is_control()).collect();
    let parts = name.split('/').filter(|p| !(matches!(*p, "" | "." | "..") || p.len() == 2 && p.ends_with(':')));
    let mut name = parts.collect::<Vec<_>>().join("/");
    if name.len() > LONGEST_NAME {
        let from = (name.len() - LONGEST_NAME..).find(|&i| name.is_char_boundary(i)).unwrap_or(name.len());
        name.drain(..from);
    }
    if name.is_empty() { "(no name)".to_owned() } else { name }
}

/// A name's bytes as text: UTF-8, else what the letters tell, else as DOS had them.
pub(in crate::ingest) fn name_text(bytes: &[u8], dos: bool) -> String {
    if let Ok(name) = std::str::from_utf8(bytes) {
        return name.to_owned();
    }
    if dos {
        return encoding_rs::IBM866.decode_without_bom_handling(bytes).0.into_owned();
    }
    decode(bytes, DecodeHint { charset: None, tld: None }).text
}

/// The bytes of an entry inside its archive, and no byte of what follows.
pub(in crate::ingest) struct Part<'a> {
    archive: &'a mut dyn BufRead,
    left: u64,
}

impl<'a> Part<'a> {
    /// The next `bytes` bytes of an archive.
    pub(in crate::ingest) fn new(archive: &'a mut dyn BufRead, bytes: u64) -> Self {
        Self { archive, left: bytes }
    }

    /// Passes over what was not read.
    ///
    /// # Errors
    ///
    /// The archive cannot be read, or ends before the entry does and nobody was told yet.
    pub(in crate::ingest) fn skip(&mut self) -> io::Result<()> {
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
            return Err(crate::ingest::compression::Damage::error(
                "truncated",
                "the archive ends in the middle of the entry",
            ));
        }
        let n = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        Ok(&bytes[..n])
    }

    fn consume(&mut self, n: usize) {
        self.left -= n as u64;
        self.archive.consume(n);
    }
}

/// Ends an entry at the limit, with a word.
struct Limited<'a> {
    inner: &'a mut dyn BufRead,
    left: u64,
    most: u64,
    ended: bool,
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
        if self.ended {
            return Ok(&[]);
        }
        let bytes = self.inner.fill_buf()?;
        if self.left == 0 && !bytes.is_empty() {
            self.ended = true;
            let detail = format!(
                "the entry is longer than {} bytes; the rest of it is not read; raise the limit with --max-entry",
                self.most
            );
            return Err(crate::ingest::compression::Damage::error("entry-size", detail));
        }
        let n = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
        Ok(&bytes[..n])
    }

    fn consume(&mut self, n: usize) {
        self.left -= n as u64;
        self.inner.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_only_names() {
        for (name, clean_name) in [
            ("../../etc/passwd.txt", "etc/passwd.txt"),
            ("/abs/a.txt", "abs/a.txt"),
            ("C:\\news\\a.txt", "news/a.txt"),
            ("a\0b.txt", "ab.txt"),
            ("./a//b.txt", "a/b.txt"),
            ("..", "(no name)"),
        ] {
            assert_eq!(clean(name), clean_name);
        }
        let mut entries = Entries::default();
        let twice: Vec<_> = ["a.txt", "a.txt", "x/b", "x/b"].map(|n| entries.unique(n.to_owned())).to_vec();
        assert_eq!(twice, ["a.txt", "a#2.txt", "x/b", "x/b#2"]);
    }

    #[test]
    fn names_of_dos() {
        assert_eq!(name_text(&[0x91, 0xE3, 0xA4, b'.', b't'], true), "Суд.t");
    }
}
