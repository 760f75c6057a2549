//! Finds the files to read, in the one order that every run has.

use super::{Format, Item, ReadOptions, Skip, html, json, plain, reject};
use crate::error::{Error, Result};
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
    /// Finds everything below the named files and folders; `-` is JSONL on standard input.
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
        Err(match trouble {
            Some(detail) => Error::new(format!("nothing to read: {detail}")),
            None => Error::new(format!(
                "nothing to read: no article (.txt, .html, .json, .jsonl) below {}",
                named.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
            )),
        })
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
        let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        if !named && Format::of_extension(&extension).is_none() {
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

/// A piece of work that any thread can do: a file of one document, or a line of many.
#[derive(Debug)]
pub enum Task<'a> {
    /// A file to read whole.
    File(&'a Source),
    /// A line of a JSONL file.
    Line(json::Line<'a>),
    /// Nothing is left to read.
    Done(Item),
}

impl Task<'_> {
    /// Bytes that the task will read, about.
    pub fn bytes(&self) -> u64 {
        match self {
            Task::File(source) => source.bytes(),
            Task::Line(line) => line.bytes.len() as u64,
            Task::Done(_) => 0,
        }
    }

    /// Reads the items of this task, in order.
    pub fn read(self, options: &ReadOptions) -> Vec<Item> {
        match self {
            Task::File(source) => source.whole(options),
            Task::Line(line) => vec![line.read(options)],
            Task::Done(item) => vec![item],
        }
    }
}

impl Source {
    /// The parts of a source's name, by which sources are ordered.
    pub(crate) fn order_of(name: &str) -> impl Iterator<Item = &str> {
        name.split('/')
    }

    /// SHA-256 of the file's bytes, in hex; `None` for standard input and for what cannot be read.
    pub fn sha256(&self) -> Option<String> {
        if self.what != What::Read || self.name == "-" {
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

    /// Cuts the source into tasks, in order. A file of many records is read as the iterator goes on.
    pub fn tasks<'a>(&'a self, options: &ReadOptions) -> Box<dyn Iterator<Item = Task<'a>> + Send + 'a> {
        let done = |item| Box::new(std::iter::once(Task::Done(item)));
        match &self.what {
            What::Skip(extension) => {
                return done(Item::Skip(Skip { source: self.name.clone(), extension: extension.clone() }));
            }
            What::Trouble(reason, detail) => return done(reject(&self.name, 0, reason, detail.clone())),
            What::Read => {}
        }
        if self.name == "-" {
            return json::lines(&self.name, Box::new(BufReader::new(std::io::stdin())), options);
        }
        if self.format() != Some(Format::JsonLines) {
            return Box::new(std::iter::once(Task::File(self)));
        }
        match File::open(&self.path) {
            Ok(file) => json::lines(&self.name, Box::new(BufReader::with_capacity(1 << 18, file)), options),
            Err(e) => done(reject(&self.name, 0, "unreadable", format!("{}: {e}", self.name))),
        }
    }

    /// The format, by extension, else by the first bytes.
    fn format(&self) -> Option<Format> {
        let extension = self.path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        Format::of_extension(&extension).or_else(|| {
            let mut head = [0; 512];
            let read = File::open(&self.path).and_then(|mut f| f.read(&mut head)).ok()?;
            Some(Format::of_content(&head[..read]))
        })
    }

    /// Reads a file that is not one of many records.
    fn whole(&self, options: &ReadOptions) -> Vec<Item> {
        let refuse = |reason, detail: String| vec![reject(&self.name, 0, reason, format!("{}: {detail}", self.name))];
        let format = self.format().unwrap_or(Format::Plain);
        // Markup may take up to eight times the text, UTF-16 twice.
        let limit = options.max_text.saturating_mul(if format == Format::Plain { 2 } else { 8 });
        let mut bytes = Vec::new();
        match File::open(&self.path).and_then(|f| f.take(limit.saturating_add(1)).read_to_end(&mut bytes)) {
            Err(e) => return refuse("unreadable", e.to_string()),
            Ok(0) => return refuse("empty", "the file is empty".to_owned()),
            Ok(n) if n as u64 > limit => {
                return refuse("too-large", format!("more than {limit} bytes; raise the limit with --max-text"));
            }
            Ok(_) => {}
        }
        match format {
            Format::Plain => vec![plain::read(&self.name, &bytes, options)],
            Format::Html => vec![html::read(&self.name, &bytes, options)],
            Format::Json | Format::JsonLines => json::whole(&self.name, &bytes, options),
        }
    }
}
