//! The folder that is written.

use crate::error::{Error, ErrorKind, Result};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Bytes of a file name without its extension, at most: file systems take 255.
const NAME_BYTES: usize = 120;

/// A folder that was empty.
pub(super) struct Folder {
    path: PathBuf,
}

/// A file that is being written.
pub(super) struct Output {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Folder {
    /// Makes the folder, or takes it if it is empty.
    pub(super) fn create(path: &Path) -> Result<Self> {
        fs::create_dir_all(path).map_err(|e| Error::at(path, "cannot create the folder", e))?;
        let mut entries = fs::read_dir(path).map_err(|e| Error::at(path, "cannot be read", e))?;
        if entries.next().is_some() {
            let message = format!("{}: the folder is not empty; name a new one", path.display());
            return Err(Error::new(message).with_kind(ErrorKind::Usage));
        }
        Ok(Self { path: path.to_owned() })
    }

    /// A new file in it.
    pub(super) fn file(&self, name: &str) -> Result<Output> {
        let path = self.path.join(name);
        let file =
            File::create(&path).map_err(|e| Error::at(&path, "cannot create the file", e))?;
        Ok(Output { path, file: BufWriter::new(file) })
    }

    /// The path of a file in it.
    #[cfg(feature = "parquet")]
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

impl Output {
    /// Writes text.
    pub(super) fn text(&mut self, text: &str) -> Result<()> {
        let written = self.file.write_all(text.as_bytes());
        written.map_err(|e| Error::at(&self.path, "cannot write the file", e))
    }

    /// Writes JSON on a line of its own.
    pub(super) fn json_line(&mut self, value: &serde_json::Value) -> Result<()> {
        self.text(&format!("{value}\n"))
    }

    /// Completes the file.
    pub(super) fn finish(mut self) -> Result<()> {
        self.file.flush().map_err(|e| Error::at(&self.path, "cannot write the file", e))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Names of files for documents: the id with what file systems refuse replaced, each once.
#[derive(Default)]
pub(super) struct FileNames {
    taken: HashSet<String>,
}

impl FileNames {
    /// The name for a document, without extension.
    pub(super) fn of(&mut self, id: &str) -> String {
        let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        let mut name: String = id.chars().map(|c| if plain(c) { c } else { '_' }).collect();
        while name.len() > NAME_BYTES {
            name.pop();
        }
        // A leading dot hides a file, and case tells no files apart everywhere.
        let base = if name.is_empty() || name.starts_with('.') { format!("_{name}") } else { name };
        let mut name = base.clone();
        let mut number = 1;
        while !self.taken.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{base}~{number}");
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_safe_and_distinct() {
        let mut names = FileNames::default();
        assert_eq!(names.of("d-1"), "d-1");
        assert_eq!(names.of("D-1"), "D-1~2");
        assert_eq!(names.of("../../etc/passwd"), "_.._.._etc_passwd");
        assert_eq!(names.of(""), "_");
        assert!(names.of(&"ж".repeat(400)).len() <= NAME_BYTES);
    }
}
