//! From a stream of bytes to tasks: unpacks, opens archives, cuts files of many records, and hands each piece on as soon as it is there.
//!
//! Readers push. An archive in an archive is then a function in a function that reads on from the same bytes; what waits in memory is
//! bounded by whoever takes the tasks.

use super::compression::{Packing, trouble};
use super::format::{Format, HEAD};
use super::{
    About, Item, ReadOptions, Skip, Task, archives::tar, archives::zip, filters, formats::csv, formats::html,
    formats::json, formats::plain, formats::warc, reject, reject_at,
};
use crate::text::{DecodeHint, decode};
use std::io::{BufRead, Read as _};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Break: nobody wants more.
pub(super) type Flow = ControlFlow<()>;

/// Damages of one stream after which reading stops: each is a reject, and a stream that only fails must end.
const MOST_DAMAGES: u32 = 10_000;

/// Reads streams into tasks.
pub(super) struct Walk<'w> {
    pub(super) options: &'w ReadOptions,
    /// Takes a task; false: no more.
    pub(super) sink: &'w mut dyn FnMut(Task<'static>) -> bool,
    /// Damages met so far.
    damages: u32,
}

/// A file or an entry of an archive.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its name in records: `archive.zip!/folder/entry.txt`.
    pub(super) source: Arc<str>,
    /// The name that tells the format: without the extension of a compression.
    pub(super) name: String,
    /// Archives and compressions around it.
    pub(super) depth: u64,
    /// Whether the user named it: then it is read whatever it is called.
    pub(super) named: bool,
}

/// A file or entry of one document, read whole.
#[derive(Debug)]
pub struct Whole {
    source: Arc<str>,
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
    warning: Option<String>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(options: &'w ReadOptions, sink: &'w mut dyn FnMut(Task<'static>) -> bool) -> Self {
        Self { options, sink, damages: 0 }
    }

    pub(super) fn put(&mut self, task: Task<'static>) -> Flow {
        if (self.sink)(task) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    pub(super) fn refuse(&mut self, place: &Place, reason: &'static str, detail: impl std::fmt::Display) -> Flow {
        self.put(Task::Done(reject(&place.source, 0, reason, format!("{}: {detail}", place.source))))
    }

    /// Reports an error of reading; false if reading the stream has no use any more.
    pub(super) fn damage(&mut self, source: &str, position: u64, offset: u64, error: &std::io::Error) -> (Flow, bool) {
        let (reason, detail) = trouble(error);
        self.damages += 1;
        let flow = self.put(Task::Done(reject_at(source, position, offset, reason, format!("{source}: {detail}"))));
        (flow, reason != "unreadable" && self.damages < MOST_DAMAGES)
    }

    /// Reads a stream, whatever it is.
    pub(super) fn stream(&mut self, place: &Place, input: &mut dyn BufRead) -> Flow {
        let mut head = Vec::new();
        let before = self.damages;
        while head.len() < HEAD {
            match input.fill_buf() {
                Ok([]) => break,
                Ok(bytes) => {
                    let n = bytes.len().min(HEAD);
                    head.extend_from_slice(&bytes[..n]);
                    input.consume(n);
                }
                // It is told where it is read, if nothing comes before it; after a damage there may be more.
                Err(e) => {
                    let (flow, go_on) = self.damage(&place.source, 0, head.len() as u64, &e);
                    flow?;
                    if !go_on {
                        break;
                    }
                }
            }
            // Who pipes records waits for answers: a record is enough to know them by.
            if head.starts_with(b"{") && head.contains(&b'\n') {
                break;
            }
        }
        let torn = self.damages > before;
        if head.is_empty() && torn {
            return ControlFlow::Continue(());
        }
        if head.is_empty() {
            return self.refuse(place, "empty", "the file is empty");
        }
        let packing = Packing::of(&head);
        let mut input = std::io::Cursor::new(head).chain(input);
        let head = input.get_ref().0.get_ref();
        if let Some(packing) = packing {
            return self.unpack(place, packing, &mut input);
        }
        if utf16(head) {
            return self.recode(place, &mut input);
        }
        let known = Format::of(&place.name, head, self.options);
        let archive = matches!(known, Some(Format::Tar | Format::Zip));
        if let Some(filter) = self.options.filters.name(&place.source, archive) {
            return self.put(Task::Done(filters::left_out(&place.source, 0, filter)));
        }
        let Some(format) = known.or(place.named.then_some(Format::Plain)) else {
            return self.pass(place);
        };
        match format {
            Format::Tar | Format::Zip if place.depth >= self.options.limits.max_nesting => self.too_deep(place),
            Format::Tar => tar::walk(self, place, &mut input),
            Format::Zip => zip::walk(self, place, &mut input),
            Format::Warc => warc::walk(self, &place.source, &mut input),
            Format::JsonLines => json::lines(self, &place.source, &mut input),
            Format::Json if json::is_list(head) => json::list(self, &place.source, &mut input),
            Format::Table(delimiter) => csv::walk(self, &place.source, delimiter, &mut input),
            Format::Plain | Format::Html | Format::Json => self.whole(place, format, torn, &mut input),
        }
    }

    /// UTF-16 has no line ends of one byte: what is read line by line is first written in UTF-8, whole.
    fn recode(&mut self, place: &Place, input: &mut dyn BufRead) -> Flow {
        let limit = self.options.limits.max_line;
        let mut bytes = Vec::new();
        if let Err(e) = input.take(limit.saturating_add(1)).read_to_end(&mut bytes) {
            self.damage(&place.source, 0, bytes.len() as u64, &e).0?;
            bytes.truncate(bytes.len() & !1);
        }
        if bytes.len() as u64 > limit {
            let detail =
                format!("more than {limit} bytes of UTF-16; write it as UTF-8, or raise the limit with --max-line");
            return self.refuse(place, "too-large", detail);
        }
        let text = decode(&bytes, DecodeHint::default()).text;
        let format = Format::of(&place.name, &text.as_bytes()[..text.len().min(HEAD)], self.options);
        let mut text = std::io::Cursor::new(text.into_bytes());
        let archive = matches!(format, Some(Format::Tar | Format::Zip));
        if let Some(filter) = self.options.filters.name(&place.source, archive) {
            return self.put(Task::Done(filters::left_out(&place.source, 0, filter)));
        }
        match format.or(place.named.then_some(Format::Plain)) {
            None => self.pass(place),
            Some(Format::JsonLines) => json::lines(self, &place.source, &mut text),
            Some(Format::Json) if json::is_list(text.get_ref()) => json::list(self, &place.source, &mut text),
            Some(Format::Table(delimiter)) => csv::walk(self, &place.source, delimiter, &mut text),
            // A document of its own is decoded by its reader, which says how.
            Some(format @ (Format::Plain | Format::Html | Format::Json | Format::Warc | Format::Tar | Format::Zip)) => {
                self.whole(place, format, false, &mut std::io::Cursor::new(bytes))
            }
        }
    }

    fn too_deep(&mut self, place: &Place) -> Flow {
        let most = self.options.limits.max_nesting;
        self.refuse(
            place,
            "nesting",
            format_args!(
                "more than {most} archives and compressions inside each other; raise the limit with --max-nesting"
            ),
        )
    }

    fn unpack(&mut self, place: &Place, packing: Packing, input: &mut dyn BufRead) -> Flow {
        if place.depth >= self.options.limits.max_nesting {
            return self.too_deep(place);
        }
        let name = Format::packed(&place.name).unwrap_or_else(|| place.name.clone());
        let inner = Place { name, depth: place.depth + 1, ..place.clone() };
        let limits = self.options.limits.clone();
        match packing.open(input, &limits) {
            Ok(mut input) => self.stream(&inner, &mut input),
            Err(e) => self.refuse(place, "damaged", format_args!("cannot read it as {}: {e}", packing.name())),
        }
    }

    /// A file or entry that no reader takes.
    pub(super) fn pass(&mut self, place: &Place) -> Flow {
        let extension = Some(Format::extension(&place.name)).filter(|e| !e.is_empty());
        let extension = extension.unwrap_or_else(|| "(none)".to_owned());
        self.put(Task::Done(Item::Skip(Skip { source: place.source.to_string(), extension, ..Skip::default() })))
    }

    /// A document of its own, read whole.
    fn whole(&mut self, place: &Place, format: Format, torn: bool, input: &mut dyn BufRead) -> Flow {
        let limit = most_bytes(format, self.options);
        let mut bytes = Vec::new();
        let mut warning = torn.then(|| "parts of it could not be read".to_owned());
        loop {
            match input.take(limit.saturating_add(1).saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes) {
                Ok(_) => break,
                Err(e) => {
                    let (flow, go_on) = self.damage(&place.source, 0, bytes.len() as u64, &e);
                    flow?;
                    warning = Some(format!("parts of it could not be read: {}", trouble(&e).1));
                    if !go_on {
                        break;
                    }
                }
            }
        }
        if bytes.len() as u64 > limit {
            return self.refuse(
                place,
                "too-large",
                format_args!("more than {limit} bytes; raise the limit with {}", limit_flag(format)),
            );
        }
        // What could not be read at all is reported already.
        if bytes.is_empty() && warning.is_some() {
            return ControlFlow::Continue(());
        }
        self.put(Task::Whole(Whole { source: Arc::clone(&place.source), format, bytes, warning }))
    }
}

/// Whether this is UTF-16, by its mark or its zeros.
fn utf16(head: &[u8]) -> bool {
    let marked = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    marked
        || head.first() != Some(&b'P')
            && head.contains(&0)
            && decode(&head[..head.len() & !1], DecodeHint::default()).encoding.starts_with("utf-16")
}

/// So many bytes a document of one file may have: escapes may take up to eight times the text, UTF-16 twice.
pub(super) fn most_bytes(format: Format, options: &ReadOptions) -> u64 {
    match format {
        Format::Html => options.limits.max_html,
        Format::Plain => options.max_text.saturating_mul(2),
        Format::Json | Format::JsonLines | Format::Table(_) | Format::Warc | Format::Tar | Format::Zip => {
            options.max_text.saturating_mul(8)
        }
    }
}

/// The flag that raises [`most_bytes`].
pub(super) fn limit_flag(format: Format) -> &'static str {
    if format == Format::Html { "--max-html" } else { "--max-text" }
}

impl Whole {
    pub(super) fn new(source: &str, format: Format, bytes: Vec<u8>) -> Self {
        Self { source: source.into(), format, bytes, warning: None }
    }

    pub(super) fn read(self, options: &ReadOptions) -> Vec<Item> {
        let Self { source, format, bytes, warning } = self;
        if bytes.is_empty() {
            return vec![reject(&source, 0, "empty", format!("{source}: the file is empty"))];
        }
        let mut items = match format {
            Format::Html => vec![html::read(&source, &bytes, &About::default(), options)],
            Format::Json | Format::JsonLines => json::whole(&source, &bytes, options),
            Format::Plain | Format::Table(_) | Format::Warc | Format::Tar | Format::Zip => {
                vec![plain::read(&source, &bytes, &About::default(), options)]
            }
        };
        if let (Some(Item::Document(document)), Some(warning)) = (items.first_mut(), warning) {
            document.warnings.push(warning);
        }
        items
    }
}
