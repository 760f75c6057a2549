//! WARC, what crawlers write: records with a length. The reader cuts them apart; a page is taken from its record on any thread.

use crate::ingest::compression::Damage;
use crate::ingest::format::Format;
use crate::ingest::formats::http;
use crate::ingest::reader::{Flow, Walk, most_bytes};
use crate::ingest::{
    About, Item, ReadOptions, Skip, Task, filters, formats::html, formats::plain, published, reject_at,
};
use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Longest line of a header, and most lines.
const LINE: u64 = 64 << 10;
const LINES: usize = 1000;

/// A record that may hold a page.
#[derive(Debug)]
pub struct Page {
    source: Arc<str>,
    position: u64,
    /// Where it begins in the unpacked file.
    offset: u64,
    url: Option<String>,
    /// When it was fetched.
    fetched: Option<String>,
    content_type: String,
    /// The record holds an HTTP response, not the page alone.
    is_http: bool,
    truncated: Option<String>,
    pub(in crate::ingest) block: Vec<u8>,
}

/// A record's header.
#[derive(Default)]
struct Head {
    kind: String,
    url: Option<String>,
    date: Option<String>,
    content_type: String,
    length: Option<u64>,
    truncated: Option<String>,
    /// Where it begins in the unpacked file.
    begin: u64,
}

struct Reader<'w, 'o, 'i> {
    walk: &'w mut Walk<'o>,
    source: &'w Arc<str>,
    input: &'i mut dyn BufRead,
    at: u64,
    position: u64,
    line: Vec<u8>,
}

/// Reads the records of a WARC file.
pub(in crate::ingest) fn walk(walk: &mut Walk<'_>, source: &Arc<str>, input: &mut dyn BufRead) -> Flow {
    let mut reader = Reader { walk, source, input, at: 0, position: 0, line: Vec::new() };
    let mut again = false;
    loop {
        let found = if again { Ok(true) } else { reader.find() };
        again = false;
        match found.and_then(|found| if found { reader.head().map(Some) } else { Ok(None) }) {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(head)) => reader.record(head)?,
            Err(e) => {
                let (flow, go_on) = reader.walk.damage(source, reader.position, reader.at, &e);
                flow?;
                reader.position += 1;
                // Another record may have begun where a header was expected.
                again = reader.line.starts_with(b"WARC/");
                if !go_on {
                    return ControlFlow::Continue(());
                }
            }
        }
    }
}

impl Reader<'_, '_, '_> {
    fn next_line(&mut self) -> std::io::Result<bool> {
        self.line.clear();
        let n = self.input.take(LINE).read_until(b'\n', &mut self.line)?;
        self.at += n as u64;
        Ok(n > 0)
    }

    /// Goes to the next line that begins a record and says what is passed over.
    fn find(&mut self) -> std::io::Result<bool> {
        let (from, mut lost) = (self.at, 0_u64);
        let more = loop {
            if !self.next_line()? {
                break false;
            }
            if self.line.starts_with(b"WARC/") {
                break true;
            }
            if lost > 0 || !self.line.trim_ascii().is_empty() {
                lost += self.line.len() as u64;
            }
        };
        if lost > 0 {
            let detail = format!(
                "{lost} bytes from byte {from} of the unpacked file on belong to no record; reading goes on behind them"
            );
            // The flow comes back with the next record.
            let _ = self.walk.damage(self.source, self.position, from, &Damage::error("damaged", detail));
            self.position += 1;
        }
        Ok(more)
    }

    fn head(&mut self) -> std::io::Result<Head> {
        let begin = self.at - self.line.len() as u64;
        let mut head = Head { begin, ..Head::default() };
        for _ in 0..LINES {
            if !self.next_line()? {
                return Err(Damage::error(
                    "truncated",
                    format!("the file ends in the header of the record at byte {begin} of the unpacked file"),
                ));
            }
            if self.line.starts_with(b"WARC/") {
                break;
            }
            let line = String::from_utf8_lossy(&self.line);
            let line = line.trim();
            if line.is_empty() {
                self.line.clear();
                return Ok(head);
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => head.url = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => head.date = Some(value.to_owned()),
                "content-type" => head.content_type = value.to_ascii_lowercase(),
                "content-length" => head.length = value.parse().ok(),
                "warc-truncated" => head.truncated = Some(value.to_owned()),
                _ => {}
            }
        }
        Err(Damage::error(
            "damaged",
            format!("the record at byte {begin} of the unpacked file has no end of its header"),
        ))
    }

    fn record(&mut self, head: Head) -> Flow {
        let offset = head.begin;
        self.line.clear();
        let Some(length) = head.length else {
            let e =
                Damage::error("damaged", format!("the record at byte {offset} of the unpacked file states no length"));
            self.position += 1;
            return self.walk.damage(self.source, self.position - 1, offset, &e).0;
        };
        // Its header and its chunks are the record's as well.
        let limit = most_page(self.walk.options).saturating_add(1 << 16);
        // What crawlers write of themselves is no document.
        let wanted = matches!(head.kind.as_str(), "response" | "resource" | "conversion");
        let mut block = Vec::new();
        let read = if wanted && length <= limit {
            self.input.take(length).read_to_end(&mut block).map(|n| n as u64)
        } else {
            std::io::copy(&mut self.input.take(length), &mut std::io::sink())
        };
        let url = head.url.as_deref().unwrap_or("without address").to_owned();
        let position = self.position;
        self.position += u64::from(wanted);
        match read {
            Ok(n) if n == length => self.at += n,
            Ok(n) => {
                self.at += n;
                let detail = format!(
                    "the file ends in the middle of the record at byte {offset} of the unpacked file ({url}): {n} of {length} bytes"
                );
                return self.walk.damage(self.source, position, offset, &Damage::error("truncated", detail)).0;
            }
            Err(e) => {
                let (reason, detail) = crate::ingest::compression::trouble(&e);
                self.at += block.len() as u64;
                let detail = format!("the record at byte {offset} of the unpacked file ({url}) is not whole: {detail}");
                return self.walk.damage(self.source, position, offset, &Damage::error(reason, detail)).0;
            }
        }
        if wanted && length > limit {
            let detail = format!(
                "the record at byte {offset} of the unpacked file ({url}) has {length} bytes, more than {limit}; raise the limit with --max-html, of plain text with --max-text"
            );
            return self.walk.damage(self.source, position, offset, &Damage::error("too-large", detail)).0;
        }
        if !wanted {
            return ControlFlow::Continue(());
        }
        self.walk.put(Task::Page(Page {
            source: Arc::clone(self.source),
            position,
            offset,
            url: head.url,
            fetched: head.date,
            is_http: head.kind == "response" && !head.content_type.starts_with("text/"),
            content_type: head.content_type,
            truncated: head.truncated,
            block,
        }))
    }
}

/// The longest page that any reader takes.
fn most_page(options: &ReadOptions) -> u64 {
    most_bytes(Format::Html, options).max(most_bytes(Format::Plain, options))
}

impl Page {
    pub(in crate::ingest) fn read(self, options: &ReadOptions) -> Item {
        let (source, position) = (&*self.source, self.position);
        let skip =
            |what: String| Item::Skip(Skip { source: source.to_owned(), position, extension: what, filtered: false });
        let left_out = |filter| filters::left_out(source, position, filter);
        // What can be told without looking into the page comes first: most of a crawl may be left out.
        if let Some(filter) = options.filters.address(self.url.as_deref().unwrap_or_default()) {
            return left_out(filter);
        }
        if let Some(filter) = options.filters.fetched(self.fetched.as_deref().and_then(published::date)) {
            return left_out(filter);
        }
        let url = self.url.as_deref().unwrap_or("without address");
        let place = format!("{source}, record {} at byte {} of the unpacked file ({url})", position + 1, self.offset);
        let mut warnings: Vec<String> =
            self.truncated.iter().map(|why| format!("the crawler cut the page off: {why}")).collect();
        let (body, content_type) = if self.is_http {
            match http::response(&self.block, most_page(options)) {
                Ok(response) if response.status != 200 => return skip(format!("http-{}", response.status)),
                Ok(response) => {
                    warnings.extend(response.warning);
                    (response.body, response.content_type)
                }
                Err((reason, detail)) => {
                    return reject_at(source, position, self.offset, reason, format!("{place}: {detail}"));
                }
            }
        } else {
            (self.block, self.content_type)
        };
        let kind = content_type.split(';').next().unwrap_or_default().trim();
        let charset = content_type
            .split_once("charset=")
            .map(|(_, c)| c.split(';').next().unwrap_or_default().trim_matches(['"', '\'', ' ']));
        let about = About { position, url: self.url.clone(), charset: charset.map(str::to_owned) };
        let marked = matches!(Format::of("", &body[..body.len().min(512)], options), Some(Format::Html));
        let mut item = match kind {
            "text/html" | "application/xhtml+xml" => html::read(source, &body, &about, options),
            "" if marked => html::read(source, &body, &about, options),
            "text/plain" => plain::read(source, &body, &about, options),
            "" => return skip("(no content type)".to_owned()),
            other => return skip(other.to_owned()),
        };
        match &mut item {
            Item::Document(document) => document.warnings.append(&mut warnings),
            Item::Reject(reject) => {
                reject.offset = Some(self.offset);
                reject.detail = match reject.detail.strip_prefix(source) {
                    Some(rest) => format!("{place}{rest}"),
                    None => format!("{place}: {}", reject.detail),
                };
            }
            Item::Skip(_) => {}
        }
        item
    }
}
