//! Finds the sources below the files and folders that the user named, in the one order that every
//! run has.

use super::compression::Compression;
use super::foreign;
use super::format::HEAD;
use super::formats;
use super::item::{Item, extension_or_none};
use super::name;
use super::options::ReadOptions;
use super::source::{Source, State};
use crate::error::{Error, ErrorKind, Result};
use crate::model::is_manifest;
use std::fs::{File, FileType};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Files of a dataset that hold no articles, without their endings.
const RECORDS: [&str; 5] = ["mentions", "entities", "facts", "claims", "rejects"];

/// The file of a dataset that may hold texts.
const DOCUMENTS: &str = "documents";

/// The file of a dataset that says what it is.
const MANIFEST: &str = "manifest.json";

/// The endings of the files of a dataset, see `write::DatasetFolder`.
const STORED: [&str; 3] = [".jsonl", ".jsonl.zst", ".parquet"];

/// Bytes of a manifest; one of newsmill has some thousand.
const MAX_MANIFEST: u64 = 16 << 20;

/// The sources below the files and folders that the user named.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The sources, ordered by path, each once. Files that no reader takes and files that cannot be
    /// read are among them, since they are reported.
    pub sources: Vec<Source>,
    /// The output of the run, if it was named or lies inside an input: it is no input. See
    /// [`find_beside`](Self::find_beside).
    pub passed_output: Option<String>,
    /// The output folder as the file system knows it, if it exists.
    output: Option<PathBuf>,
    /// The folder from which sources are named.
    base: Option<PathBuf>,
}

impl Inputs {
    /// Finds all files below the named files and folders; `-` is standard input. Hidden files and
    /// links to folders are passed over. Pipes, sockets, devices and datasets of newsmill inside a
    /// folder are sources that give a [`Skip`](super::Skip).
    ///
    /// # Errors
    ///
    /// There is nothing to read: every input is missing or of a type that no reader takes, or there
    /// are only folders without articles.
    pub fn find(named: &[PathBuf]) -> Result<Self> {
        Self::default().search(named)
    }

    /// As [`find`](Self::find), for a run that writes into the folder `output`: what it writes is
    /// no input, wherever that lies. So a run gives the same when it is repeated.
    ///
    /// # Errors
    ///
    /// As [`find`](Self::find).
    pub fn find_beside(named: &[PathBuf], output: &Path) -> Result<Self> {
        Self { output: output.canonicalize().ok(), ..Self::default() }.search(named)
    }

    /// As [`find_beside`](Self::find_beside), with sources named from the folder `base`, below which
    /// all inputs lie: so an archive has the same sources wherever it lies. Standard input and pipes
    /// keep their names.
    ///
    /// # Errors
    ///
    /// As [`find`](Self::find); an input that is not below `base` ([`ErrorKind::Usage`]).
    pub fn find_below(named: &[PathBuf], base: &Path, output: Option<&Path>) -> Result<Self> {
        let output = output.and_then(|output| output.canonicalize().ok());
        let inputs = Self { output, base: Some(base.to_owned()), ..Self::default() };
        for path in named.iter().filter(|path| is_on_disk(path)) {
            if below(path, base).is_none() {
                let (path, base) = (path.display(), base.display());
                let error =
                    format!("{path}: not below the base {base}, from which sources are named");
                return Err(Error::new(error).with_kind(ErrorKind::Usage));
            }
        }
        inputs.search(named)
    }

    /// The name of a source in records.
    fn name_of(&self, path: &Path) -> String {
        let rest = self.base.as_deref().and_then(|base| below(path, base));
        name::of_path(rest.as_deref().unwrap_or(path))
    }

    /// Reads all sources on this thread, in order; files of many records are cut on a thread of
    /// their own.
    ///
    /// The filters `limit` and `langs` are not applied: the pipeline does that.
    pub fn items<'a>(&'a self, options: &'a ReadOptions) -> impl Iterator<Item = Item> + 'a {
        self.sources
            .iter()
            .flat_map(|source| source.tasks(options))
            .flat_map(|task| task.read(options))
    }

    fn search(mut self, named: &[PathBuf]) -> Result<Self> {
        // Before anything is read: the others may take hours.
        let is_gone = |path: &&PathBuf| {
            path.as_os_str() != name::STDIN
                && std::fs::metadata(path).is_err_and(|e| e.kind() == io::ErrorKind::NotFound)
        };
        if let Some(gone) = named.iter().find(is_gone) {
            let name = name::of_path(gone);
            let error = format!("{name}: no such file or folder; nothing was read");
            return Err(Error::new(error).with_kind(ErrorKind::Input));
        }
        for path in named {
            if path.as_os_str() == name::STDIN {
                self.push(path, name::STDIN.to_owned(), State::Stdin);
            } else {
                self.add_named(path);
            }
        }
        self.sources.sort();
        // What was named counts before what was found in a folder.
        self.sources.dedup_by(|a, b| a.name == b.name);
        if self.sources.iter().any(Source::is_readable) {
            return Ok(self);
        }
        let error = match (self.sources.iter().find_map(Source::fault), &self.passed_output) {
            (Some(detail), _) => format!("nothing to read: {detail}"),
            (None, Some(output)) => {
                format!(
                    "nothing to read: {output}: this is the output of the run, which is no input"
                )
            }
            (None, None) => format!(
                "nothing to read: no article ({}) below {}",
                formats::known_extensions(),
                named.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
            ),
        };
        Err(Error::new(error).with_kind(ErrorKind::Input))
    }

    fn push(&mut self, path: &Path, name: String, state: State) {
        self.sources.push(Source::new(path, name, state));
    }

    /// Adds what the user named: it is read whatever it is called, unless it is known to be no
    /// input.
    fn add_named(&mut self, path: &Path) {
        let name = self.name_of(path);
        let meta = match std::fs::metadata(path) {
            Ok(meta) => meta,
            Err(e) => return self.push(path, name.clone(), unreadable(&name, &e)),
        };
        if self.is_output(path) {
            self.passed_output = Some(name);
            return;
        }
        let kind = meta.file_type();
        let state = if kind.is_dir() {
            if !is_dataset(path) {
                return self.add_folder(path, name);
            }
            let detail = "this folder is a dataset of newsmill and holds no articles; name the articles that it was made of, or its documents.jsonl if that was written with --with-text";
            State::Unusable("dataset", format!("{name}: {detail}"))
        } else if !kind.is_file() || is_descriptor(path) {
            match special(kind) {
                Some("socket") => {
                    let detail =
                        "a socket cannot be read; connect by another program and name a pipe";
                    State::Unusable("unreadable", format!("{name}: {detail}"))
                }
                _ => State::Stream,
            }
        } else if is_records(path) {
            let detail = "this is a file of a dataset of newsmill and holds no articles; name the articles that it was made of";
            State::Unusable("dataset", format!("{name}: {detail}"))
        } else {
            // What cannot be read is told by whoever reads it.
            let head = head(path, HEAD as u64).unwrap_or_default();
            match foreign::refusal(&name, &head) {
                Some(detail) => State::Unusable("unknown-type", detail),
                None => State::File,
            }
        };
        self.push(path, name, state);
    }

    /// Adds what was found in a folder.
    fn add_found(&mut self, path: &Path) {
        let name = self.name_of(path);
        let kind = match std::fs::metadata(path) {
            Ok(meta) => meta.file_type(),
            Err(e) => return self.push(path, name.clone(), unreadable(&name, &e)),
        };
        let state = if kind.is_dir() {
            if self.is_output(path) {
                self.passed_output = Some(name);
                return;
            }
            if !is_dataset(path) {
                return self.add_folder(path, name);
            }
            State::PassedOver("(dataset)".to_owned())
        } else if let Some(special) = special(kind) {
            // Nobody may ever write into a pipe: it would be waited for in vain.
            State::PassedOver(format!("({special})"))
        } else if formats::is_known_name(&name) || has_known_content(path, &name) {
            State::Found
        } else {
            State::PassedOver(extension_or_none(&name))
        };
        self.push(path, name, state);
    }

    fn add_folder(&mut self, path: &Path, name: String) {
        match std::fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => {
                for entry in entries {
                    let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
                    // A link to a folder above would never end: folders are entered only as
                    // themselves.
                    let is_linked =
                        entry.file_type().is_ok_and(|t| t.is_symlink()) && entry.path().is_dir();
                    if !is_hidden && !is_linked {
                        self.add_found(&entry.path());
                    }
                }
            }
            Err(e) => {
                let detail = format!("{name}: cannot list the folder: {e}");
                self.push(path, name, State::Unusable("unreadable", detail));
            }
        }
    }

    /// Whether a path is the output folder, or something that a run writes there.
    fn is_output(&self, path: &Path) -> bool {
        let Some(output) = &self.output else { return false };
        let Ok(path) = path.canonicalize() else { return false };
        path.strip_prefix(output).is_ok_and(|inside| {
            inside.as_os_str().is_empty()
                || inside.starts_with(".work")
                || inside.to_str().is_some_and(|name| dataset_file(name).is_some())
        })
    }
}

/// Whether a path names a file or folder, or nothing.
fn is_on_disk(path: &Path) -> bool {
    let is_special = |kind: FileType| !kind.is_dir() && special(kind).is_some();
    path.as_os_str() != name::STDIN
        && !is_descriptor(path)
        && !std::fs::metadata(path).is_ok_and(|meta| is_special(meta.file_type()))
}

/// A path from a folder above it: as both are written, or else as the file system knows them.
fn below(path: &Path, base: &Path) -> Option<PathBuf> {
    let from = |path: io::Result<PathBuf>, base: io::Result<PathBuf>| {
        Some(path.ok()?.strip_prefix(base.ok()?).ok()?.to_owned())
    };
    from(std::path::absolute(path), std::path::absolute(base))
        .filter(|rest| !rest.components().any(|part| part == Component::ParentDir))
        .or_else(|| from(path.canonicalize(), base.canonicalize()))
}

/// The state of a file about which nothing can be learned.
fn unreadable(name: &str, error: &io::Error) -> State {
    if error.kind() == io::ErrorKind::NotFound {
        return State::Unusable("missing", format!("{name}: no such file or folder"));
    }
    State::Unusable("unreadable", format!("{name}: {error}"))
}

/// Whether a path names an open file of this process. On some systems opening it gives the same
/// open file, which cannot be read twice.
fn is_descriptor(path: &Path) -> bool {
    path == Path::new("/dev/stdin") || path.starts_with("/dev/fd")
}

/// Whether a folder holds a dataset, or one that a killed run was putting in place.
fn is_dataset(dir: &Path) -> bool {
    let path = dir.join(MANIFEST);
    // A pipe of this name must not be waited for.
    let is_file = std::fs::metadata(&path).is_ok_and(|meta| meta.is_file());
    is_file && head(&path, MAX_MANIFEST).is_ok_and(|text| is_manifest(&text))
        || dir.join(".work/commit").exists()
}

/// What a file of this name holds in a dataset: records, documents or the manifest.
fn dataset_file(name: &str) -> Option<&str> {
    if name == MANIFEST {
        return Some(name);
    }
    let stem = STORED.into_iter().find_map(|ending| name.strip_suffix(ending))?;
    (stem == DOCUMENTS || RECORDS.contains(&stem)).then_some(stem)
}

/// Whether a file is one of the records of a dataset.
fn is_records(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let is_named_so = name.and_then(dataset_file).is_some_and(|file| file != DOCUMENTS);
    is_named_so && path.parent().is_some_and(is_dataset)
}

/// What a file is that is neither a folder nor a file with bytes of its own.
#[cfg(unix)]
fn special(kind: FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        Some("pipe")
    } else if kind.is_socket() {
        Some("socket")
    } else if kind.is_file() {
        None
    } else {
        Some("device")
    }
}

#[cfg(not(unix))]
fn special(kind: FileType) -> Option<&'static str> {
    (!kind.is_file()).then_some("device")
}

/// Whether the content of a file says what its name does not. It is judged as an entry of an archive
/// is.
fn has_known_content(path: &Path, name: &str) -> bool {
    formats::is_looked_into(name)
        && head(path, HEAD as u64).is_ok_and(|head| {
            let is_format = formats::detect(name, &head, &ReadOptions::default()).is_some();
            is_format || Compression::of(&head).is_some()
        })
}

/// The first bytes of a file.
fn head(path: &Path, max: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(max).read_to_end(&mut head)?;
    Ok(head)
}
