//! WARC, the archive format of web crawlers: records that state their length. This file splits a
//! file into records. The page in a record is parsed on any thread.

use super::http::{self, Response};
use super::{html, plain};
use crate::ingest::compression::{Damage, reason_and_detail};
use crate::ingest::format::{Format, RawDocument, Reading};
use crate::ingest::item::Item;
use crate::ingest::options::ReadOptions;
use crate::ingest::reader::{Flow, Origin, Reader};
use crate::ingest::task::{Parse, Task};
use crate::ingest::written_date;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

/// The first bytes of a record.
const MARK: &[u8] = b"WARC/";

/// A file with the mark is WARC, whatever its name. A file with the extension but without the mark
/// is damaged, and is searched for records.
pub(super) static WARC: Format = Format {
    is_certain: |head| head.starts_with(MARK),
    ..Format::new(&["warc", "wet"], Reading::BinaryRecords(read))
};

/// Maximum bytes of a line of a header.
const MAX_LINE: u64 = 64 << 10;
/// Maximum lines of a header.
const MAX_LINES: usize = 1000;
/// How many bytes of a page are checked for HTML if the content type is missing.
const PAGE_HEAD: usize = 512;

/// A record that may hold a page, not parsed.
struct PageRecord {
    source: Arc<str>,
    position: u64,
    head: RecordHead,
    block: Vec<u8>,
}

/// A record's header.
#[derive(Default)]
struct RecordHead {
    /// Where it begins in the decompressed file.
    offset: u64,
    /// `response`, `request`, `metadata` and others.
    kind: String,
    url: Option<String>,
    /// When it was fetched.
    date: Option<String>,
    content_type: String,
    length: Option<u64>,
    /// Why the crawler cut it off.
    truncated: Option<String>,
}

impl RecordHead {
    /// Whether it may hold a document. Records about the crawl itself do not.
    fn may_be_document(&self) -> bool {
        matches!(self.kind.as_str(), "response" | "resource" | "conversion")
    }

    /// Whether the record holds an HTTP response, not the page alone.
    fn is_http(&self) -> bool {
        self.kind == "response" && !self.content_type.starts_with("text/")
    }

    fn display_url(&self) -> &str {
        self.url.as_deref().unwrap_or("without address")
    }
}

/// Cuts a file into records.
struct RecordCutter<'w, 'o, 'i> {
    reader: &'w mut Reader<'o>,
    source: &'w Arc<str>,
    input: &'i mut dyn BufRead,
    /// The next byte's offset in the decompressed file.
    at: u64,
    /// The next record's position.
    position: u64,
    /// The line that was read last.
    line: Vec<u8>,
}

/// Reads the records of a WARC file.
fn read(reader: &mut Reader<'_>, origin: &Origin, _: &[u8], input: &mut dyn BufRead) -> Flow {
    let (source, position) = (&origin.source, origin.first_position);
    let mut cutter = RecordCutter { reader, source, input, at: 0, position, line: Vec::new() };
    let mut is_found = false;
    loop {
        let found = if is_found { Ok(true) } else { cutter.find() };
        is_found = false;
        match found.and_then(|found| if found { cutter.head().map(Some) } else { Ok(None) }) {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(head)) => cutter.record(head)?,
            Err(e) => {
                let go_on = cutter.report_damage(cutter.position, cutter.at, &e)?;
                cutter.position += 1;
                // Another record may have begun where a header was expected.
                is_found = cutter.line.starts_with(MARK);
                if !go_on {
                    return ControlFlow::Continue(());
                }
            }
        }
    }
}

impl RecordCutter<'_, '_, '_> {
    fn report_damage(&mut self, position: u64, offset: u64, error: &io::Error) -> Flow<bool> {
        self.reader.report_damage(self.source, position, offset, error)
    }

    /// Reads a line; false at the end of the file.
    fn next_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        let n = self.input.take(MAX_LINE).read_until(b'\n', &mut self.line)?;
        self.at += n as u64;
        Ok(n > 0)
    }

    /// Goes to the next line that begins a record and reports what is skipped; false if there is
    /// none.
    fn find(&mut self) -> io::Result<bool> {
        let (from, mut lost) = (self.at, 0_u64);
        let is_found = loop {
            if !self.next_line()? {
                break false;
            }
            if self.line.starts_with(MARK) {
                break true;
            }
            if lost > 0 || !self.line.trim_ascii().is_empty() {
                lost += self.line.len() as u64;
            }
        };
        if lost > 0 {
            let detail = format!(
                "{lost} bytes of the unpacked file, starting at byte {from}, belong to no record; reading continues after them"
            );
            // The result is ignored: if no more is wanted, handing over the next record stops
            // reading.
            let _ = self.report_damage(self.position, from, &Damage::error("damaged", detail));
            self.position += 1;
        }
        Ok(is_found)
    }

    /// Reads the header whose first line was found.
    fn head(&mut self) -> io::Result<RecordHead> {
        let offset = self.at - self.line.len() as u64;
        let mut head = RecordHead { offset, ..RecordHead::default() };
        for _ in 0..MAX_LINES {
            if !self.next_line()? {
                let detail = format!(
                    "the file ends in the header of the record at byte {offset} of the unpacked file"
                );
                return Err(Damage::error("truncated", detail));
            }
            if self.line.starts_with(MARK) {
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
        let detail =
            format!("the header of the record at byte {offset} of the unpacked file has no end");
        Err(Damage::error("damaged", detail))
    }

    /// Reads the block behind a header and hands the record on, if it may hold a page.
    fn record(&mut self, head: RecordHead) -> Flow {
        let offset = head.offset;
        self.line.clear();
        let Some(length) = head.length else {
            let detail =
                format!("the record at byte {offset} of the unpacked file states no length");
            let position = self.position;
            self.position += 1;
            return self
                .report_damage(position, offset, &Damage::error("damaged", detail))
                .map_continue(drop);
        };
        // The block also holds the HTTP header and the chunk sizes: 64 KiB are allowed for them.
        let max_block = max_page(self.reader.options).saturating_add(1 << 16);
        let is_wanted = head.may_be_document();
        let mut block = Vec::new();
        let read = if is_wanted && length <= max_block {
            self.input.take(length).read_to_end(&mut block).map(|n| n as u64)
        } else {
            io::copy(&mut self.input.take(length), &mut io::sink())
        };
        let url = head.display_url();
        let position = self.position;
        self.position += u64::from(is_wanted);
        let damage = match read {
            Ok(n) if n == length => {
                self.at += n;
                (is_wanted && length > max_block).then(|| {
                    let detail = format!(
                        "the record at byte {offset} of the unpacked file ({url}) has {length} bytes, more than {max_block}; raise the limit with --max-html, or with --max-text for plain text"
                    );
                    Damage::error("too-large", detail)
                })
            }
            Ok(n) => {
                self.at += n;
                let detail = format!(
                    "the file ends in the middle of the record at byte {offset} of the unpacked file ({url}): {n} of {length} bytes"
                );
                Some(Damage::error("truncated", detail))
            }
            Err(e) => {
                self.at += block.len() as u64;
                let (reason, detail) = reason_and_detail(&e);
                let detail = format!(
                    "the record at byte {offset} of the unpacked file ({url}) is not whole: {detail}"
                );
                Some(Damage::error(reason, detail))
            }
        };
        match damage {
            Some(error) => self.report_damage(position, offset, &error).map_continue(drop),
            None if is_wanted => self.reader.emit(Task::piece(PageRecord {
                source: Arc::clone(self.source),
                position,
                head,
                block,
            })),
            None => ControlFlow::Continue(()),
        }
    }
}

/// The maximum number of bytes of a page that any reader accepts.
fn max_page(options: &ReadOptions) -> u64 {
    html::max_bytes(options).max(plain::max_bytes(options))
}

impl Parse for PageRecord {
    fn bytes(&self) -> u64 {
        self.block.len() as u64
    }

    fn parse(self: Box<Self>, options: &ReadOptions) -> Vec<Item> {
        vec![self.item(options)]
    }
}

impl PageRecord {
    fn item(self, options: &ReadOptions) -> Item {
        let Self { source, position, head, block } = self;
        // Filters that need only the header come first: most pages of a crawl may be left out.
        let filters = &options.filters;
        let address = head.url.as_deref().unwrap_or_default();
        let fetched = || head.date.as_deref().and_then(written_date::at_start);
        if let Some(filter) = filters.address(address).or_else(|| filters.fetched(fetched())) {
            return Item::filtered(&source, position, filter);
        }
        let response = if head.is_http() {
            http::response(&block, max_page(options))
        } else {
            let content_type = head.content_type.clone();
            Ok(Response { status: 200, content_type, body: block, warning: None })
        };
        let mut item = match response {
            Ok(response) if response.status != 200 => {
                return Item::skip(&source, position, format!("http-{}", response.status));
            }
            Ok(response) => page(&source, position, &head, response, options),
            Err((reason, detail)) => {
                Item::reject(&source, position, reason, format!("{source}: {detail}"))
            }
        };
        if let Item::Reject(reject) = &mut item {
            let (offset, url) = (head.offset, head.display_url());
            let place = format!(
                "{source}, record {} at byte {offset} of the unpacked file ({url})",
                position + 1
            );
            reject.offset = Some(offset);
            reject.detail = match reject.detail.strip_prefix(&*source) {
                Some(rest) => format!("{place}{rest}"),
                None => format!("{place}: {}", reject.detail),
            };
        }
        item
    }
}

/// The document of a page, by the reader that its content type names.
fn page(
    source: &str,
    position: u64,
    head: &RecordHead,
    response: Response,
    options: &ReadOptions,
) -> Item {
    let Response { content_type, body, warning, .. } = response;
    let charset = content_type
        .split_once("charset=")
        .map(|(_, c)| c.split(';').next().unwrap_or_default().trim_matches(['"', '\'', ' ']));
    let raw = RawDocument { source, position, bytes: &body, url: head.url.as_deref(), charset };
    let mut item = match content_type.split(';').next().unwrap_or_default().trim() {
        "text/html" | "application/xhtml+xml" => html::parse(&raw, options),
        "" if html::is_page(&body[..body.len().min(PAGE_HEAD)]) => html::parse(&raw, options),
        "text/plain" => plain::parse(&raw, options),
        "" => return Item::skip(source, position, "(no content type)".to_owned()),
        other => return Item::skip(source, position, other.to_owned()),
    };
    if let Item::Document(document) = &mut item {
        let cut = head.truncated.iter().map(|why| format!("the crawler cut the page off: {why}"));
        document.warnings.extend(cut.chain(warning));
    }
    item
}
