//! Sources: what is read, and how each is cut into tasks.

use super::compression::Compression;
use super::format::{DocumentReader, HEAD, RawDocument};
use super::formats;
use super::item::{Item, extension};
use super::options::ReadOptions;
use super::queue::Tasks;
use super::reader::{Origin, Reader};
use super::stream;
use super::task::{Parse, Task};
use super::until_end::UntilEnd;
use super::zip_list::ZipList;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file, a pipe or standard input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The parts of the name: sources are ordered as paths.
    order: Vec<String>,
    /// The name in records, with `/` between folders. A byte that is not UTF-8 is written as
    /// `\xE9`, a backslash as `\\`.
    pub name: String,
    state: State,
    path: PathBuf,
}

/// What is known of a source before it is opened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    /// A file with bytes of its own: it can be read more than once.
    File,
    /// As `File`, found in a folder: it is read only if its name or its content is of a type that
    /// is known.
    Found,
    /// A pipe or a device: it is read once, and opening it may wait.
    Stream,
    /// Standard input.
    Stdin,
    /// It is not read; its extension, or what it is in brackets.
    PassedOver(String),
    /// It cannot be read: reason and detail of the reject.
    Unusable(&'static str, String),
}

/// Tasks of a source, in order.
type TaskIter = Box<dyn Iterator<Item = Task> + Send>;

impl Source {
    pub(super) fn new(path: &Path, name: String, state: State) -> Self {
        let order = Self::order_of(&name).map(str::to_owned).collect();
        Self { order, name, state, path: path.to_owned() }
    }

    /// The parts of a source's name, by which sources are ordered.
    pub(crate) fn order_of(name: &str) -> impl Iterator<Item = &str> {
        name.split('/')
    }

    /// Whether it is to be read.
    pub(super) fn is_readable(&self) -> bool {
        match self.state {
            State::File | State::Found | State::Stream | State::Stdin => true,
            State::PassedOver(_) | State::Unusable(..) => false,
        }
    }

    /// Whether it can be read once only, as standard input and pipes.
    pub fn is_stream(&self) -> bool {
        match self.state {
            State::Stream | State::Stdin => true,
            State::File | State::Found | State::PassedOver(_) | State::Unusable(..) => false,
        }
    }

    /// Why it cannot be read, if that is known before it is opened; the detail of its reject.
    pub fn fault(&self) -> Option<&str> {
        match &self.state {
            State::Unusable(_, detail) => Some(detail),
            State::File | State::Found | State::Stream | State::Stdin | State::PassedOver(_) => {
                None
            }
        }
    }

    /// What changes when the source changes: SHA-256 of the file's bytes, in hex; a constant for a
    /// file that is passed over. `None` for standard input, pipes and what cannot be read, which
    /// may have changed at any time.
    pub fn digest(&self) -> Option<String> {
        match &self.state {
            State::PassedOver(_) => return Some("passed over".to_owned()),
            State::Unusable(..) | State::Stream | State::Stdin => return None,
            State::File | State::Found => {}
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

    /// The bytes of the file, for progress; 0 if it is not read or has no length.
    pub fn bytes(&self) -> u64 {
        match self.state {
            State::File | State::Found => file_len(&self.path),
            State::Stream | State::Stdin | State::PassedOver(_) | State::Unusable(..) => 0,
        }
    }

    /// Cuts the source into tasks, in order. A file of many records is cut by a thread of its own
    /// as the iterator goes on.
    pub(crate) fn tasks(&self, options: &ReadOptions) -> TaskIter {
        let name = self.name.as_str();
        let path = self.path.clone();
        if !self.is_readable() {
            options.read_bytes.item();
        }
        match &self.state {
            State::PassedOver(kind) => done(Item::skip(name, 0, kind.clone())),
            State::Unusable(reason, detail) => done(Item::reject(name, 0, reason, detail.clone())),
            State::Stdin => self.cut(options, None, || Ok(Box::new(UntilEnd::new(io::stdin())))),
            State::Stream => {
                self.cut(options, None, move || Ok(Box::new(UntilEnd::new(File::open(path)?))))
            }
            State::File | State::Found => {
                match File::open(&path).and_then(|f| head(&f).map(|head| (f, head))) {
                    Err(e) => done(unreadable(name, &e)),
                    Ok((file, head)) => {
                        match stream::document_reader(name, &head, self.is_named(), options) {
                            Some(reader) => match options.filters.name(name, false) {
                                Some(filter) => done(Item::filtered(name, 0, filter)),
                                None => Box::new(std::iter::once(Task::piece(
                                    self.document_file(reader),
                                ))),
                            },
                            None => {
                                let list = self.zip_list(&head);
                                options.read_bytes.add(head.len() as u64);
                                let file = options.read_bytes.of(file);
                                self.cut(options, list, move || {
                                    Ok(Box::new(io::Cursor::new(head).chain(file)))
                                })
                            }
                        }
                    }
                }
            }
        }
    }

    /// Whether it is read whatever it is called. In a folder that is so for what has no type but its
    /// compression.
    fn is_named(&self) -> bool {
        let has_no_type = || {
            Compression::strip_extension(&self.name).is_some_and(|stem| extension(&stem).is_empty())
        };
        self.state != State::Found || has_no_type()
    }

    /// The list at the end of a zip archive.
    fn zip_list(&self, head: &[u8]) -> Option<Arc<ZipList>> {
        let is_zip = formats::is_zip(&self.name, head);
        let file = is_zip.then(|| File::open(&self.path).ok()).flatten()?;
        ZipList::read(file).map(Arc::new)
    }

    /// The tasks of a stream, which is opened and cut on a thread of its own: either may wait.
    fn cut(
        &self,
        options: &ReadOptions,
        list: Option<Arc<ZipList>>,
        open: impl FnOnce() -> io::Result<Box<dyn Read>> + Send + 'static,
    ) -> TaskIter {
        let (name, first) = match self.state {
            State::Stdin => (options.stdin.source.as_str(), options.stdin.first),
            State::File
            | State::Found
            | State::Stream
            | State::PassedOver(_)
            | State::Unusable(..) => (self.name.as_str(), 0),
        };
        let origin = Origin { is_named: self.is_named(), list, ..Origin::named(name, first) };
        let options = options.clone();
        let read = move |sink: &mut dyn FnMut(Task) -> bool| match open() {
            Err(e) => {
                sink(Task::Done(unreadable(&origin.source, &e)));
            }
            Ok(input) => {
                let mut input = BufReader::with_capacity(1 << 18, input);
                let mut counted = |task| {
                    options.read_bytes.item();
                    sink(task)
                };
                let mut reader = Reader::new(&options, &mut counted, stream::read_entry);
                // Break says that nobody wants more: nothing is left to do.
                let _ = stream::read(&mut reader, &origin, &mut input);
            }
        };
        match Tasks::of(&self.name, read) {
            Ok(tasks) => Box::new(tasks),
            Err(e) => done(unreadable(&self.name, &e)),
        }
    }

    fn document_file(&self, reader: &'static DocumentReader) -> DocumentFile {
        DocumentFile { source: self.name.clone(), path: self.path.clone(), reader }
    }
}

/// An item that needs no reading.
fn done(item: Item) -> TaskIter {
    Box::new(std::iter::once(Task::Done(item)))
}

fn unreadable(name: &str, error: &io::Error) -> Item {
    Item::reject(name, 0, "unreadable", format!("{name}: {error}"))
}

/// A file of one document, not read.
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
            .inspect(|_| {
                options.read_bytes.add(file_len(&self.path));
                options.read_bytes.item();
            }) {
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
