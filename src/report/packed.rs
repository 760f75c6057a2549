//! A part of the page's data: JSON, gzip, base64.

use crate::error::{Error, Result};
use data_encoding::BASE64;
use flate2::{Compression, GzBuilder};
use serde::Serialize;
use std::io::Write;

/// Packs a value. Base64 has no character that means something in HTML.
pub(super) fn packed<T: Serialize>(value: &T) -> Result<String> {
    let fail = |e: std::io::Error| Error::while_doing("cannot pack the data of the page", e);
    // No time and no system in the header: the same data gives the same bytes.
    let mut gzip = GzBuilder::new().operating_system(255).write(Vec::new(), Compression::best());
    serde_json::to_writer(&mut gzip, value).map_err(|e| fail(e.into()))?;
    gzip.flush().map_err(fail)?;
    Ok(BASE64.encode(&gzip.finish().map_err(fail)?))
}
