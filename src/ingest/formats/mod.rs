//! One file for each format.

pub(in crate::ingest) mod csv;
#[cfg(feature = "html")]
pub(in crate::ingest) mod html;
#[cfg(not(feature = "html"))]
#[path = "html/no_html.rs"]
pub(in crate::ingest) mod html;
pub(in crate::ingest) mod http;
pub(in crate::ingest) mod json;
pub(in crate::ingest) mod plain;
pub(in crate::ingest) mod warc;
