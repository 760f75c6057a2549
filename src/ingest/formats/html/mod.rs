//! HTML: a page is one document.

#[cfg(feature = "html")]
mod article;
#[cfg(feature = "html")]
mod blocks;
#[cfg(feature = "html")]
mod date;
#[cfg(feature = "html")]
mod depth;
#[cfg(feature = "html")]
mod json_ld;
#[cfg(feature = "html")]
mod mend;
#[cfg(feature = "html")]
mod opening;
#[cfg(feature = "html")]
mod page;
#[cfg(not(feature = "html"))]
#[path = "no_html.rs"]
mod page;
#[cfg(feature = "html")]
mod visible;

pub(super) use page::parse;

use crate::ingest::format::{DocumentReader, Format, Reading, text_start};
use crate::ingest::options::ReadOptions;

pub(super) static HTML: Format = Format {
    is_certain: is_page,
    ..Format::new(&["html", "htm", "xhtml"], Reading::Document(&READER))
};

static READER: DocumentReader = DocumentReader {
    parse: |raw, options| vec![parse(raw, options)],
    is_single: true,
    max_bytes,
    max_flag: "--max-html",
};

pub(super) fn max_bytes(options: &ReadOptions) -> u64 {
    options.limits.max_html
}

/// Whether a file that begins so says that it is a page.
pub(super) fn is_page(head: &[u8]) -> bool {
    let text = text_start(head);
    [&b"<!doctype html"[..], b"<html"]
        .iter()
        .any(|mark| text.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))
}
