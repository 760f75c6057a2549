//! Archives: their entries are read as sources of their own.
//!
//! An entry's name is a name in records and nothing else: nothing is ever written to it. The number
//! of entries and the length of each are limited.

mod content;
mod lookahead;
pub(super) mod tar;
pub(super) mod zip;
mod zip_header;

use super::reader::{Flow, Origin, Reader};
use content::Limited;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::ops::ControlFlow;

/// Maximum bytes of an entry's name, which stands in every record of the entry.
const MAX_NAME: usize = 1024;

/// Reads the entries of one archive as they are met.
struct Entries<'a> {
    archive: &'a Origin,
    /// How many there were of each name.
    names: BTreeMap<String, u32>,
    count: u64,
}

impl<'a> Entries<'a> {
    fn new(archive: &'a Origin) -> Self {
        Self { archive, names: BTreeMap::new(), count: 0 }
    }

    /// Reads an entry's content. `Continue(false)`: the limit of entries is reached, and the
    /// archive is not read further.
    fn read(
        &mut self,
        reader: &mut Reader<'_>,
        name: &str,
        content: &mut dyn BufRead,
    ) -> Flow<bool> {
        self.count += 1;
        let max = reader.options.limits.max_entries;
        if self.count > max {
            let detail = format!(
                "more than {max} entries; what follows is not read; raise the limit with --max-entries"
            );
            reader.reject(self.archive, "entries", detail)?;
            return ControlFlow::Continue(false);
        }
        let name = self.unique(clean(name));
        // As in folders, hidden files are passed over.
        if name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
            return ControlFlow::Continue(true);
        }
        let origin = Origin {
            source: format!("{}!/{name}", self.archive.source).into(),
            first_position: 0,
            depth: self.archive.depth + 1,
            is_named: false,
            list: None,
            file_name: name,
        };
        let mut content = Limited::new(content, reader.options.limits.max_entry);
        reader.read_entry(&origin, &mut content)?;
        ControlFlow::Continue(true)
    }

    /// The same name a second time is another entry: both are read, under different names.
    fn unique(&mut self, name: String) -> String {
        loop {
            let times = self.names.entry(name.clone()).or_default();
            *times += 1;
            if *times == 1 {
                return name;
            }
            let other = match name.rsplit_once('.') {
                Some((stem, extension)) if !extension.contains('/') => {
                    format!("{stem}#{times}.{extension}")
                }
                Some(_) | None => format!("{name}#{times}"),
            };
            // Another entry may really be called so.
            if !self.names.contains_key(&other) {
                self.names.insert(other.clone(), 1);
                return other;
            }
        }
    }
}

/// A name with nothing in it that means a place: no root, no drive, no way up, no control
/// characters.
fn clean(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let parts = name
        .split('/')
        .filter(|p| !(matches!(*p, "" | "." | "..") || p.len() == 2 && p.ends_with(':')));
    let mut name = parts.collect::<Vec<_>>().join("/");
    if name.len() > MAX_NAME {
        let from =
            (name.len() - MAX_NAME..).find(|&i| name.is_char_boundary(i)).unwrap_or(name.len());
        name.drain(..from);
    }
    if name.is_empty() { "(no name)".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_only_names() {
        for (name, clean_name) in [
            ("../../etc/passwd.txt", "etc/passwd.txt"),
            ("/abs/a.txt", "abs/a.txt"),
            ("C:/news/a.txt", "news/a.txt"),
            ("a\0b.txt", "ab.txt"),
            ("./a//b.txt", "a/b.txt"),
            ("..", "(no name)"),
        ] {
            assert_eq!(clean(name), clean_name);
        }
        let archive = Origin::named("a.zip", 0);
        let mut entries = Entries::new(&archive);
        let names = ["a.txt", "a.txt", "x/b", "x/b", "c#2.txt", "c.txt", "c.txt", "c#2.txt"];
        let twice = names.map(|name| entries.unique(name.to_owned()));
        let expected =
            ["a.txt", "a#2.txt", "x/b", "x/b#2", "c#2.txt", "c.txt", "c#3.txt", "c#2#2.txt"];
        assert_eq!(twice, expected);
    }
}
