//! Sources: finds the files to read, in the one order that every run has, and cuts each into tasks.

use super::format::{DocumentReader, HEAD, RawDocument};
use super::formats;
use super::item::{Item, extension_or_none};
use super::options::ReadOptions;
use super::queue::Tasks;
use super::reader::{Origin, Reader};
use super::stream;
use super::task::{Parse, Task};
use crate::error::{Error, ErrorKind, Result};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A file or standard input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The parts of the name: sources are ordered as paths.
    order: Vec<String>,
    /// The name in records, with `/` between folders.
    pub name: String,
    path: PathBuf,
    state: State,
}

/// What is known of a source before it is opened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// It is to be read.
    Readable,
    /// No reader takes it; its extension, or `(none)`.
    Unknown(String),
    /// It cannot be read: reason and detail of the reject.
    Unusable(&'static str, String),
}

/// The sources below the files and folders that the user named.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The sources, ordered by path, each once. Files that no reader takes and files that cannot be
    /// read are among them, since they are reported.
    pub sources: Vec<Source>,
}

impl Inputs {
    /// Takes the named files and all files below the named folders; `-` is standard input. Inside
    /// folders, hidden files and folders and links to folders are passed over.
    ///
    /// # Errors
    ///
    /// There is nothing to read: every input is missing, or there are only folders without
    /// articles.
    pub fn find(named: &[PathBuf]) -> Result<Self> {
        let mut inputs = Self::default();
        for path in named {
            if path.as_os_str() == "-" {
                inputs.push(path, "-".to_owned(), State::Readable);
            } else {
                inputs.add(path, true);
            }
        }
        inputs.sources.sort();
        inputs.sources.dedup();
        if inputs.sources.iter().any(|s| s.state == State::Readable) {
            return Ok(inputs);
        }
        let unusable = inputs.sources.iter().find_map(|s| match &s.state {
            State::Unusable(_, detail) => Some(detail),
            State::Readable | State::Unknown(_) => None,
        });
        let error = match unusable {
            Some(detail) => Error::new(format!("nothing to read: {detail}")),
            None => Error::new(format!(
                "nothing to read: no article ({}) below {}",
                formats::known_extensions(),
                named.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
            )),
        };
        Err(error.with_kind(ErrorKind::Input))
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

    fn push(&mut self, path: &Path, name: String, state: State) {
        let order = Source::order_of(&name).map(str::to_owned).collect();
        self.sources.push(Source { order, name, path: path.to_owned(), state });
    }

    fn add(&mut self, path: &Path, is_named: bool) {
        let name = display(path);
        let meta = match std::fs::metadata(path) {
            Ok(meta) => meta,
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                let detail = format!("{name}: no such file or folder");
                return self.push(path, name, State::Unusable("missing", detail));
            }
            Err(e) => {
                let detail = format!("{name}: {e}");
                return self.push(path, name, State::Unusable("unreadable", detail));
            }
        };
        if meta.is_dir() {
            self.add_folder(path, name);
        } else if is_named || formats::is_known_name(&name) {
            self.push(path, name, State::Readable);
        } else {
            let extension = extension_or_none(&name);
            self.push(path, name, State::Unknown(extension));
        }
    }

    fn add_folder(&mut self, path: &Path, name: String) {
        match std::fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => {
                for entry in entries {
                    let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
                    // Links to folders are not followed, because a link to a folder above would
                    // never end.
                    let is_linked =
                        entry.file_type().is_ok_and(|t| t.is_symlink()) && entry.path().is_dir();
                    if !is_hidden && !is_linked {
                        self.add(&entry.path(), false);
                    }
                }
            }
            Err(e) => {
                let detail = format!("{name}: cannot list the folder: {e}");
                self.push(path, name, State::Unusable("unreadable", detail));
            }
        }
    }
}

/// A path as records name it: `/` between parts, no `./` in front.
fn display(path: &Path) -> String {
    let name = path.to_string_lossy().replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name);
    if name.len() > 1 { name.trim_end_matches('/').to_owned() } else { name.to_owned() }
}

/// Tasks of a source, in order.
type TaskIter = Box<dyn Iterator<Item = Task> + Send>;

impl Source {
    /// The parts of a source's name, by which sources are ordered.
    pub(crate) fn order_of(name: &str) -> impl Iterator<Item = &str> {
        name.split('/')
    }

    /// A value that tells whether the source has changed: SHA-256 of the file's bytes, in hex; a
    /// constant for a file that no reader takes. `None` for standard input, pipes and what cannot
    /// be read: these count as changed.
    pub fn digest(&self) -> Option<String> {
        match &self.state {
            State::Unknown(_) => return Some("passed over".to_owned()),
            State::Unusable(..) => return None,
            State::Readable if self.name == "-" => return None,
            State::Readable => {}
        }
        // A pipe can be read only once, so it is not read for a digest.
        if !std::fs::metadata(&self.path).is_ok_and(|m| m.is_file()) {
            return None;
        }
        let mut digest = Sha256::new();
        let mut file = BufReader::with_capacity(1 << 16, File::open(&self.path).ok()?);
        loop {
            let bytes = file.fill_buf().ok()?;
            if bytes.is_empty() {
                break;
            }
            digest.update(bytes);
            let read = bytes.len();
            file.consume(read);
        }
        Some(digest.finalize().iter().map(|b| format!("{b:02x}")).collect())
    }

    /// The bytes of the file, for progress; 0 if it is not read.
    pub fn bytes(&self) -> u64 {
        if self.state == State::Readable { file_len(&self.path) } else { 0 }
    }

    /// Cuts the source into tasks, in order. A file of many records is cut by a thread of its own
    /// as the iterator goes on.
    pub(crate) fn tasks(&self, options: &ReadOptions) -> TaskIter {
        let name = self.name.as_str();
        let done = |item| -> TaskIter { Box::new(std::iter::once(Task::Done(item))) };
        match &self.state {
            State::Unknown(extension) => return done(Item::skip(name, 0, extension.clone())),
            State::Unusable(reason, detail) => {
                return done(Item::reject(name, 0, reason, detail.clone()));
            }
            State::Readable => {}
        }
        let unreadable =
            |e: io::Error| done(Item::reject(name, 0, "unreadable", format!("{name}: {e}")));
        let input: Box<dyn Read + Send> = if name == "-" {
            Box::new(io::stdin())
        } else {
            match File::open(&self.path).and_then(|file| head(&file).map(|head| (file, head))) {
                Err(e) => return unreadable(e),
                Ok((file, head)) => match stream::document_reader(name, &head, options) {
                    Some(reader) => {
                        return match options.filters.name(name, false) {
                            Some(filter) => done(Item::filtered(name, 0, filter)),
                            None => {
                                Box::new(std::iter::once(Task::piece(self.document_file(reader))))
                            }
                        };
                    }
                    None => Box::new(io::Cursor::new(head).chain(file)),
                },
            }
        };
        let origin = Origin::named(name, 0);
        let options = options.clone();
        let read = move |sink: &mut dyn FnMut(Task) -> bool| {
            let mut input = BufReader::with_capacity(1 << 18, input);
            // `ControlFlow::Break` means that nobody wants more tasks: nothing is left to do.
            let _ = stream::read(
                &mut Reader::new(&options, sink, stream::read_entry),
                &origin,
                &mut input,
            );
        };
        match Tasks::of(name, read) {
            Ok(tasks) => Box::new(tasks),
            Err(e) => unreadable(e),
        }
    }

    fn document_file(&self, reader: &'static DocumentReader) -> DocumentFile {
        DocumentFile { source: self.name.clone(), path: self.path.clone(), reader }
    }
}

/// A file of one document that is not read yet.
struct DocumentFile {
    source: String,
    path: PathBuf,
    reader: &'static DocumentReader,
}

impl Parse for DocumentFile {
    fn bytes(&self) -> u64 {
        file_len(&self.path)
    }

    fn is_single(&self) -> bool {
        self.reader.is_single
    }

    fn parse(self: Box<Self>, options: &ReadOptions) -> Vec<Item> {
        let source = self.source.as_str();
        let limit = (self.reader.max_bytes)(options);
        let mut bytes = Vec::new();
        match File::open(&self.path)
            .and_then(|f| f.take(limit.saturating_add(1)).read_to_end(&mut bytes))
        {
            Err(e) => vec![Item::reject(source, 0, "unreadable", format!("{source}: {e}"))],
            Ok(_) => self
                .reader
                .read(&RawDocument { source, bytes: &bytes, ..RawDocument::default() }, options),
        }
    }
}

/// The length of a file; 0 if it is gone.
fn file_len(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}

/// The first bytes of a file.
fn head(file: &File) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}
