//! Texts that wait until all are known: in a file, or in memory.

use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Texts, in the order in which they came.
#[derive(Debug)]
pub(crate) struct TextStore {
    at: At,
    bytes: u64,
}

#[derive(Debug)]
enum At {
    Memory(Vec<u8>),
    File { path: PathBuf, out: BufWriter<File> },
}

/// Where a text lies. Later ones are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TextPlace {
    at: u64,
    bytes: u32,
}

impl TextStore {
    /// In the file `name` of `dir`, or in memory.
    ///
    /// # Errors
    ///
    /// A file that cannot be created.
    pub(crate) fn new(dir: Option<&Path>, name: &str) -> Result<Self> {
        let at = match dir {
            None => At::Memory(Vec::new()),
            Some(dir) => {
                let path = dir.join(name);
                let file =
                    File::options().create(true).truncate(true).write(true).read(true).open(&path);
                let file = file.map_err(|e| Error::at(&path, "cannot create the file", e))?;
                At::File { path, out: BufWriter::with_capacity(1 << 18, file) }
            }
        };
        Ok(Self { at, bytes: 0 })
    }

    /// Adds a text.
    ///
    /// # Errors
    ///
    /// A file that cannot be written; a text of 4 GB.
    pub(crate) fn push(&mut self, text: &str) -> Result<TextPlace> {
        let bytes = u32::try_from(text.len())
            .map_err(|e| Error::while_doing("a record is longer than 4 GB", e))?;
        match &mut self.at {
            At::Memory(all) => all.extend_from_slice(text.as_bytes()),
            At::File { path, out } => out
                .write_all(text.as_bytes())
                .map_err(|e| Error::at(path, "cannot write the file", e))?,
        }
        let place = TextPlace { at: self.bytes, bytes };
        self.bytes += u64::from(bytes);
        Ok(place)
    }

    /// A text. Nothing can be added afterwards.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or read, or that another program changed.
    pub(crate) fn get(&mut self, place: TextPlace) -> Result<String> {
        let bytes = place.bytes as usize;
        let text = match &mut self.at {
            At::Memory(all) => {
                let from = usize::try_from(place.at).ok().and_then(|at| all.get(at..));
                from.and_then(|rest| rest.get(..bytes)).unwrap_or_default().to_vec()
            }
            At::File { path, out } => {
                let mut text = vec![0; bytes];
                let read = out.flush().and_then(|()| {
                    let file = out.get_mut();
                    file.seek(SeekFrom::Start(place.at))?;
                    file.read_exact(&mut text)
                });
                read.map_err(|e| Error::at(path, "cannot read the file", e))?;
                text
            }
        };
        String::from_utf8(text).map_err(|e| Error::while_doing("a work file is damaged", e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_in_any_order() {
        let dir = tempfile::tempdir().unwrap();
        for dir in [None, Some(dir.path())] {
            let mut store = TextStore::new(dir, "texts").unwrap();
            let texts = ["one", "", "дважды", "three"];
            let places: Vec<TextPlace> = texts.iter().map(|t| store.push(t).unwrap()).collect();
            assert!(places.is_sorted());
            for (place, text) in places.iter().zip(texts).rev() {
                assert_eq!(store.get(*place).unwrap(), text);
            }
        }
    }
}
