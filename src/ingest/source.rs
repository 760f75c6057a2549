//! Finds the files to read, in the one order that every run has.

use super::format::{Format, HEAD};
use super::packed::Packing;
use super::queue::Tasks;
use super::walk::{Place, Walk, Whole, limit_flag, most_bytes};
use super::{Item, ReadOptions, Skip, filters, json, reject, table, warc};
use crate::error::{Error, ErrorKind, Result};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A file or standard input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The parts of the name: sources are ordered as paths.
    order: Vec<String>,
    /// The name in records, with `/` between folders.
    pub name: String,
    path: PathBuf,
    what: What,
}

/// What finding a source told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Read,
    Skip(String),
    Trouble(&'static str, String),
}

/// What the user named, resolved to sources.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The sources, ordered by path, each once; files to pass over and what cannot be opened stand among them.
    pub sources: Vec<Source>,
}

impl Inputs {
    /// Finds everything below the named files and folders; `-` is standard input.
    ///
    /// # Errors
    ///
    /// Nothing to read at all: every input missing, or only folders without articles.
    pub fn find(named: &[PathBuf]) -> Result<Self> {
        let mut inputs = Self::default();
        for path in named {
            if path.as_os_str() == "-" {
                inputs.push(path, "-".to_owned(), What::Read);
            } else {
                inputs.add(path, true);
            }
        }
        inputs.sources.sort();
        inputs.sources.dedup();
        if inputs.sources.iter().any(|s| s.what == What::Read) {
            return Ok(inputs);
        }
        let trouble = inputs.sources.iter().find_map(|s| match &s.what {
            What::Trouble(_, detail) => Some(detail),
            What::Read | What::Skip(_) => None,
        });
        let error = match trouble {
            Some(detail) => Error::new(format!("nothing to read: {detail}")),
            None => Error::new(format!(
                "nothing to read: no article ({}) below {}",
                Format::READ,
                named.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
            )),
        };
        Err(error.with_kind(ErrorKind::Input))
    }

    fn push(&mut self, path: &Path, name: String, what: What) {
        let order = name.split('/').map(str::to_owned).collect();
        self.sources.push(Source { order, name, path: path.to_owned(), what });
    }

    fn add(&mut self, path: &Path, named: bool) {
        let name = display(path);
        let meta = match std::fs::metadata(path) {
            Ok(meta) => meta,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let detail = format!("{name}: no such file or folder");
                return self.push(path, name, What::Trouble("missing", detail));
            }
            Err(e) => {
                let detail = format!("{name}: {e}");
                return self.push(path, name, What::Trouble("unreadable", detail));
            }
        };
        if meta.is_dir() {
            match std::fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>) {
                Ok(entries) => {
                    for entry in entries {
                        let hidden = entry.file_name().to_string_lossy().starts_with('.');
                        // A link to a folder above would never end: folders are entered only as themselves.
                        let linked = entry.file_type().is_ok_and(|t| t.is_symlink()) && entry.path().is_dir();
                        if !hidden && !linked {
                            self.add(&entry.path(), false);
                        }
                    }
                }
                Err(e) => {
                    let detail = format!("{name}: cannot list the folder: {e}");
                    self.push(path, name, What::Trouble("unreadable", detail));
                }
            }
            return;
        }
        if !named && !Format::known(&name) {
            let extension = Format::extension(&name);
            let kind = if extension.is_empty() { "(none)".to_owned() } else { extension };
            return self.push(path, name, What::Skip(kind));
        }
        self.push(path, name, What::Read);
    }
}

/// A path as records name it: `/` between parts, no `./` in front.
fn display(path: &Path) -> String {
    let name = path.to_string_lossy().replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name);
    if name.len() > 1 { name.trim_end_matches('/').to_owned() } else { name.to_owned() }
}

/// A piece of work that any thread can do: a file of one document, or one document of many.
#[derive(Debug)]
pub enum Task<'a> {
    /// A file of one document, to be read.
    File(&'a Source, Format),
    /// A file or entry of one document, read.
    Whole(Whole),
    /// A record of JSON.
    Line(json::Line),
    /// A row of a table.
    Row(table::Row),
    /// A record of a crawl.
    Page(warc::Page),
    /// Nothing is left to read.
    Done(Item),
    /// No task, for none has come for a while: who waits may look after something else before asking for the next.
    Later,
}

impl Task<'_> {
    /// Bytes that the task will read, about.
    pub fn bytes(&self) -> u64 {
        match self {
            Task::File(source, _) => source.bytes(),
            Task::Whole(whole) => whole.bytes.len() as u64,
            Task::Line(line) => line.bytes.len() as u64,
            Task::Row(row) => row.bytes.len() as u64,
            Task::Page(page) => page.block.len() as u64,
            Task::Done(_) | Task::Later => 0,
        }
    }

    /// Whether it gives one item, whatever it holds.
    pub(crate) fn is_single(&self) -> bool {
        match self {
            Task::File(_, format) => !matches!(format, Format::Json | Format::JsonLines),
            Task::Whole(whole) => !matches!(whole.format, Format::Json | Format::JsonLines),
            Task::Line(_) | Task::Row(_) | Task::Page(_) | Task::Done(_) => true,
            Task::Later => false,
        }
    }

    /// Reads the items of this task, in order.
    pub fn read(self, options: &ReadOptions) -> Vec<Item> {
        match self {
            Task::File(source, format) => source.whole(format, options),
            Task::Whole(whole) => whole.read(options),
            Task::Line(line) => vec![line.read(options)],
            Task::Row(row) => vec![row.read(options)],
            Task::Page(page) => vec![page.read(options)],
            Task::Done(item) => vec![item],
            Task::Later => Vec::new(),
        }
    }
}

impl Source {
    /// The parts of a source's name, by which sources are ordered.
    pub(crate) fn order_of(name: &str) -> impl Iterator<Item = &str> {
        name.split('/')
    }

    /// What tells whether the source is as it was: SHA-256 of the file's bytes, in hex; of a file to pass over a word; `None` for standard input, pipes and what
    /// cannot be read, which may be otherwise at any time.
    pub fn digest(&self) -> Option<String> {
        match &self.what {
            What::Skip(_) => return Some("passed over".to_owned()),
            What::Trouble(..) => return None,
            What::Read if self.name == "-" => return None,
            What::Read => {}
        }
        // A pipe can be read once.
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

    /// How many bytes the file has, for progress.
    pub fn bytes(&self) -> u64 {
        if self.what == What::Read { std::fs::metadata(&self.path).map_or(0, |m| m.len()) } else { 0 }
    }

    /// Cuts the source into tasks, in order. A file of many records is read by a thread of its own as the iterator goes on.
    pub fn tasks<'a>(&'a self, options: &ReadOptions) -> Box<dyn Iterator<Item = Task<'a>> + Send + 'a> {
        let done = |item| Box::new(std::iter::once(Task::Done(item)));
        match &self.what {
            What::Skip(extension) => {
                let skip = Skip { source: self.name.clone(), extension: extension.clone(), ..Skip::default() };
                return done(Item::Skip(skip));
            }
            What::Trouble(reason, detail) => return done(reject(&self.name, 0, reason, detail.clone())),
            What::Read => {}
        }
        let unreadable = |e: std::io::Error| done(reject(&self.name, 0, "unreadable", format!("{}: {e}", self.name)));
        let input: Box<dyn Read + Send> = if self.name == "-" {
            Box::new(std::io::stdin())
        } else {
            match File::open(&self.path).and_then(|f| head(&f).map(|head| (f, head))) {
                Err(e) => return unreadable(e),
                Ok((file, head)) => match self.alone(&head, options) {
                    Some(format) => match options.filters.name(&self.name, false) {
                        Some(filter) => return done(filters::left_out(&self.name, 0, filter)),
                        None => return Box::new(std::iter::once(Task::File(self, format))),
                    },
                    None => Box::new(std::io::Cursor::new(head).chain(file)),
                },
            }
        };
        let place = Place { source: self.name.as_str().into(), name: self.name.clone(), depth: 0, named: true };
        let options = options.clone();
        let read = move |sink: &mut dyn FnMut(Task<'static>) -> bool| {
            // Break says that nobody wants more: there is nobody to tell.
            let _ = Walk::new(&options, sink).stream(&place, &mut BufReader::with_capacity(1 << 18, input));
        };
        match Tasks::of(&self.name, read) {
            // A task that lives as long as the program lives as long as this source; that is what the map says.
            #[allow(clippy::map_identity, reason = "it shortens the lifetime")]
            Ok(tasks) => Box::new(tasks.map(|task| -> Task<'a> { task })),
            Err(e) => unreadable(e),
        }
    }

    /// The format of a file that is one document and not packed: any thread may read it.
    fn alone(&self, head: &[u8], options: &ReadOptions) -> Option<Format> {
        if Packing::of(head).is_some() {
            return None;
        }
        match Format::of(&self.name, head, options) {
            Some(Format::Json) if json::is_list(head) => None,
            Some(format @ (Format::Plain | Format::Html | Format::Json)) => Some(format),
            Some(Format::JsonLines | Format::Table(_) | Format::Warc | Format::Tar | Format::Zip) => None,
            None => Some(Format::Plain),
        }
    }

    /// Reads a file of one document.
    fn whole(&self, format: Format, options: &ReadOptions) -> Vec<Item> {
        let refuse = |reason, detail: String| vec![reject(&self.name, 0, reason, format!("{}: {detail}", self.name))];
        let limit = most_bytes(format, options);
        let mut bytes = Vec::new();
        match File::open(&self.path).and_then(|f| f.take(limit.saturating_add(1)).read_to_end(&mut bytes)) {
            Err(e) => refuse("unreadable", e.to_string()),
            Ok(n) if n as u64 > limit => {
                refuse("too-large", format!("more than {limit} bytes; raise the limit with {}", limit_flag(format)))
            }
            Ok(_) => Whole::new(&self.name, format, bytes).read(options),
        }
    }
}

/// The first bytes of a file.
fn head(file: &File) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}
