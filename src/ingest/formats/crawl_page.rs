//! A page as a crawler kept it: a record of an archive, parsed on any thread.

use super::http::{self, Response};
use super::{html, plain};
use crate::ingest::format::{RawDocument, text_start};
use crate::ingest::item::Item;
use crate::ingest::magic;
use crate::ingest::options::ReadOptions;
use crate::ingest::task::Parse;
use crate::ingest::written_date;
use crate::text::{DecodeHint, decode};
use std::sync::Arc;

/// How many bytes of a page are checked for what they are.
const PAGE_HEAD: usize = 2048;

/// More control characters than one in this many bytes: no page.
const BYTES_PER_CONTROL: usize = 20;

/// A record that may hold a page, not parsed.
pub(super) struct PageRecord {
    pub(super) source: Arc<str>,
    pub(super) position: u64,
    pub(super) head: RecordHead,
    pub(super) block: Vec<u8>,
}

/// A record's header.
#[derive(Default)]
pub(super) struct RecordHead {
    /// Where it begins in the decompressed file.
    pub(super) offset: u64,
    /// `response`, `request`, `metadata` and others.
    pub(super) kind: String,
    pub(super) url: Option<String>,
    /// When it was fetched.
    pub(super) date: Option<String>,
    pub(super) content_type: String,
    pub(super) length: Option<u64>,
    /// Why the crawler cut it off.
    pub(super) truncated: Option<String>,
}

impl RecordHead {
    /// Whether it may hold a document. Records about the crawl itself do not.
    pub(super) fn may_be_document(&self) -> bool {
        matches!(self.kind.as_str(), "response" | "resource" | "conversion")
    }

    /// Whether the record holds an HTTP response, not the page alone.
    fn is_http(&self) -> bool {
        self.kind == "response" && !self.content_type.starts_with("text/")
    }

    pub(super) fn display_url(&self) -> &str {
        self.url.as_deref().unwrap_or("without address")
    }
}

/// The maximum number of bytes of a page that any reader accepts.
pub(super) fn max_page(options: &ReadOptions) -> u64 {
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
    let main = content_type.split([';', ',']).next().unwrap_or_default().trim();
    let head_bytes = &body[..body.len().min(PAGE_HEAD)];
    let is_page = says_page(head_bytes);
    let mut item = match main {
        "text/html" | "application/xhtml+xml" | "text/plain"
            if !is_page && magic::foreign(&body).is_some() =>
        {
            let what = magic::foreign(&body).map_or("", |foreign| foreign.what);
            return Item::skip(source, position, format!("{main} ({what})"));
        }
        "text/html" | "application/xhtml+xml" => match noise(head_bytes) {
            Some(what) => {
                let detail = format!("{source}: {what}; is this a page?");
                return Item::reject(source, position, "encoding", detail);
            }
            None => html::parse(&raw, options),
        },
        // Servers send pages under many names.
        _ if is_page && !main.starts_with("image/") => html::parse(&raw, options),
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

/// Whether bytes begin as a page does, behind what XML may have in front of it.
fn says_page(head: &[u8]) -> bool {
    let mut rest = text_start(head);
    for (begin, end) in [(&b"<?xml"[..], &b"?>"[..]), (b"<!--", b"-->")] {
        if rest.starts_with(begin)
            && let Some(at) = memchr::memmem::find(rest, end)
        {
            rest = rest[at + end.len()..].trim_ascii_start();
        }
    }
    html::is_page(rest)
}

/// What in the first bytes of a page says that it is none: control characters, unless they are
/// those of UTF-16.
fn noise(head: &[u8]) -> Option<String> {
    let is_control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    let controls = head.iter().filter(is_control).count();
    let is_noise = controls * BYTES_PER_CONTROL > head.len()
        && !decode(head, DecodeHint::default()).encoding.starts_with("utf-16");
    is_noise.then(|| format!("{controls} control characters in its first {} bytes", head.len()))
}
