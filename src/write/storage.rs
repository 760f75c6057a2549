//! How the record files of a dataset lie on disk: their names, and what reads and writes them.

use super::FILES;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

/// The level of zstd: higher ones cost more time than they save bytes.
const LEVEL: i32 = 3;

/// The manifest, which is JSON in every storage.
pub(super) const MANIFEST: &str = FILES[5];

/// What only a dataset of Parquet has.
const CLAIMS: &str = "claims.parquet";
const VIEWS: &str = "views.sql";

/// How a dataset is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Storage {
    /// JSONL as it is.
    Plain,
    /// JSONL, each file one frame of zstd.
    Zst,
    /// Parquet, which no command reads back.
    Parquet,
}

impl Storage {
    pub(super) const ALL: [Storage; 3] = [Storage::Plain, Storage::Zst, Storage::Parquet];

    /// The word of the journal.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Storage::Plain => "jsonl",
            Storage::Zst => "jsonl.zst",
            Storage::Parquet => "parquet",
        }
    }

    /// The storage of a word of the journal.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|storage| storage.word() == word)
    }

    /// What one of [`FILES`] is called.
    pub(super) fn name(self, file: &str) -> String {
        match file.strip_suffix("jsonl") {
            Some(stem) => format!("{stem}{}", self.word()),
            None => file.to_owned(),
        }
    }

    /// The files of records.
    pub(super) fn record_files(self) -> Vec<String> {
        let claims = (self == Storage::Parquet).then(|| CLAIMS.to_owned());
        FILES[..5].iter().map(|file| self.name(file)).chain(claims).collect()
    }

    /// The files beside the manifest.
    pub(super) fn files(self) -> Vec<String> {
        let views = (self == Storage::Parquet).then(|| VIEWS.to_owned());
        self.record_files().into_iter().chain(views).collect()
    }

    /// What goes from a folder where a dataset of another storage comes, in this order. A file of
    /// views may be the user's own, unless documents tell that a dataset of Parquet is there; they
    /// go last, so that this holds after a kill too.
    pub(super) fn leftovers(self, dir: &Path) -> Vec<String> {
        let mut files = self.files();
        files.reverse();
        if !dir.join(self.name(FILES[0])).exists() {
            files.retain(|file| file != VIEWS);
        }
        files
    }
}

/// A file that is read, unpacked if its name ends with `.zst`.
pub(super) enum Input {
    Plain(File),
    Zst(Box<zstd::Decoder<'static, BufReader<File>>>),
}

impl Input {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|e| {
            Error::at(path, "cannot be opened; name folders that `newsmill run` wrote", e)
        })?;
        if path.extension().is_none_or(|extension| extension != "zst") {
            return Ok(Input::Plain(file));
        }
        let unpacked =
            zstd::Decoder::new(file).map_err(|e| Error::at(path, "cannot be unpacked", e))?;
        Ok(Input::Zst(Box::new(unpacked)))
    }
}

impl Read for Input {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Input::Plain(file) => file.read(bytes),
            Input::Zst(unpacked) => unpacked.read(bytes),
        }
    }
}

/// A file that is written.
pub(super) enum Output {
    Plain(File),
    Zst(Box<zstd::Encoder<'static, File>>),
}

impl Output {
    pub(super) fn new(file: File, is_packed: bool) -> io::Result<Self> {
        if !is_packed {
            return Ok(Output::Plain(file));
        }
        let mut packed = zstd::Encoder::new(file, LEVEL)?;
        // Damage is then told where it is read, and costs four bytes.
        packed.include_checksum(true)?;
        Ok(Output::Zst(Box::new(packed)))
    }

    /// Ends the frame and waits until the file is on disk.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Output::Plain(file) => file.sync_all(),
            Output::Zst(packed) => packed.finish()?.sync_all(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Plain(file) => file.write(bytes),
            Output::Zst(packed) => packed.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Plain(file) => file.flush(),
            Output::Zst(packed) => packed.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_storage() {
        assert_eq!(Storage::Zst.name("facts.jsonl"), "facts.jsonl.zst");
        assert_eq!(Storage::Parquet.name(MANIFEST), "manifest.json");
        assert_eq!(Storage::Plain.record_files(), FILES[..5]);
        assert_eq!(Storage::Parquet.record_files().last().map(String::as_str), Some(CLAIMS));
        assert_eq!(Storage::Parquet.files().last().map(String::as_str), Some(VIEWS));
        for storage in Storage::ALL {
            assert_eq!(Storage::of_word(storage.word()), Some(storage));
        }
        assert_eq!(Storage::of_word("avro"), None);
    }

    #[test]
    fn views_of_the_user_stay() {
        let dir = tempfile::tempdir().unwrap();
        let has_views = || Storage::Parquet.leftovers(dir.path()).iter().any(|file| file == VIEWS);
        assert!(!has_views());
        std::fs::write(dir.path().join("documents.parquet"), "").unwrap();
        assert!(has_views());
    }
}
