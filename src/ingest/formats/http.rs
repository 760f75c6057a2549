//! An HTTP response as a crawler kept it: its status, its type, and its body without chunks and
//! compression.

use crate::ingest::compression::{Compression, reason_and_detail};
use crate::ingest::limits::Limits;
use std::io::{Cursor, Read as _};

/// A response, or what a crawler kept without one.
pub(super) struct Response {
    pub(super) status: u16,
    /// The content type with its parameters, in lower case; empty if none is stated.
    pub(super) content_type: String,
    /// Empty unless the status is 200.
    pub(super) body: Vec<u8>,
    /// What is wrong with the body.
    pub(super) warning: Option<String>,
}

/// The reason and the detail of a reject.
type Rejected = (&'static str, String);

/// Reads a response of at most `limit` bytes of body.
///
/// # Errors
///
/// No HTTP header, a body that cannot be unpacked or is longer than `limit`.
pub(super) fn response(block: &[u8], limit: u64) -> Result<Response, Rejected> {
    let (head, body) =
        split(block).ok_or(("http", "no HTTP header; is the record damaged?".to_owned()))?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines
        .next()
        .filter(|l| l.starts_with("HTTP/"))
        .and_then(|l| l.split_whitespace().nth(1)?.parse().ok());
    let Some(status) = status else {
        return Err(("http", "no HTTP status; is the record damaged?".to_owned()));
    };
    let (mut content_type, mut codings, mut is_chunked) = (String::new(), Vec::new(), false);
    for (name, value) in lines.filter_map(|l| l.split_once(':')) {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => content_type = value,
            "content-encoding" => codings.extend(value.split(',').map(|c| c.trim().to_owned())),
            "transfer-encoding" => is_chunked = value.contains("chunked"),
            _ => {}
        }
    }
    let mut response = Response { status, content_type, body: Vec::new(), warning: None };
    if status != 200 {
        return Ok(response);
    }
    let mut body = match is_chunked.then(|| join_chunks(body)) {
        Some((is_whole, bytes)) => {
            // Crawlers often keep the header of chunks that they have already joined.
            if !is_whole && !bytes.is_empty() {
                response.warning = Some("the page's last chunks are missing".to_owned());
            }
            if bytes.is_empty() { body.to_vec() } else { bytes }
        }
        None => body.to_vec(),
    };
    // Crawlers lose the header of what they did not unpack.
    if codings.is_empty()
        && response.content_type.starts_with("text/")
        && Compression::of(&body).is_some()
    {
        codings.push("gzip".to_owned());
    }
    for coding in codings.iter().rev() {
        body = unpack(coding, body, limit, &mut response.warning)?;
    }
    if body.len() as u64 > limit {
        return Err((
            "too-large",
            format!("more than {limit} bytes; raise the limit with --max-html"),
        ));
    }
    response.body = body;
    Ok(response)
}

/// The header and the body.
fn split(block: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = |mark: &[u8]| memchr::memmem::find(block, mark).map(|i| (i, mark.len()));
    let (end, len) = [at(b"\r\n\r\n"), at(b"\n\n")].into_iter().flatten().min()?;
    Some((&block[..end], &block[end + len..]))
}

/// Joins chunks; false if the last one is missing. No bytes: the body is not in chunks.
fn join_chunks(mut rest: &[u8]) -> (bool, Vec<u8>) {
    let mut body = Vec::new();
    loop {
        let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(4096)]) else {
            return (false, body);
        };
        let size = std::str::from_utf8(&rest[..end]).ok().and_then(|l| l.split(';').next());
        let Some(size) = size.and_then(|s| usize::from_str_radix(s.trim(), 16).ok()) else {
            return (false, body);
        };
        rest = &rest[end + 1..];
        if size == 0 {
            return (true, body);
        }
        body.extend_from_slice(&rest[..size.min(rest.len())]);
        if size > rest.len() {
            return (false, body);
        }
        rest = &rest[size..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

/// Undoes one coding. Bytes that are not so coded are taken as they are: crawlers unpack the body
/// and keep the header.
fn unpack(
    coding: &str,
    body: Vec<u8>,
    limit: u64,
    warning: &mut Option<String>,
) -> Result<Vec<u8>, Rejected> {
    let compression = Compression::of(&body);
    let limits = Limits::default();
    let mut out = Vec::new();
    let mut cursor = Cursor::new(body);
    let read = match (coding, compression) {
        ("" | "identity", _) => return Ok(cursor.into_inner()),
        ("gzip" | "x-gzip" | "deflate" | "zstd" | "br", Some(compression)) => compression
            .open(&mut cursor, &limits)
            .and_then(|r| r.take(limit + 1).read_to_end(&mut out)),
        ("gzip" | "x-gzip" | "zstd", None) => return Ok(cursor.into_inner()),
        ("deflate", None) => {
            let is_zlib = matches!(cursor.get_ref().as_slice(), [0x78, second, ..] if (0x7800 + u32::from(*second)) % 31 == 0);
            if is_zlib {
                flate2::bufread::ZlibDecoder::new(&mut cursor).take(limit + 1).read_to_end(&mut out)
            } else {
                Compression::open_deflate(&mut cursor, &limits)
                    .take(limit + 1)
                    .read_to_end(&mut out)
            }
        }
        // Brotli has no mark: what is no page yet is compressed.
        ("br", None) if !cursor.get_ref().trim_ascii_start().starts_with(b"<") => {
            brotli_decompressor::Decompressor::new(&mut cursor, 1 << 13)
                .take(limit + 1)
                .read_to_end(&mut out)
        }
        ("br", None) => return Ok(cursor.into_inner()),
        (other, _) => {
            return Err((
                "content-encoding",
                format!("the page is packed as \"{other}\", which is not read"),
            ));
        }
    };
    match read {
        Ok(_) => Ok(out),
        Err(e) if out.is_empty() => {
            Err(("damaged", format!("the page cannot be unpacked: {}", reason_and_detail(&e).1)))
        }
        Err(e) => {
            *warning = Some(format!(
                "the page could not be unpacked to its end: {}",
                reason_and_detail(&e).1
            ));
            Ok(out)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks() {
        let page = |body: &str| {
            let block = format!(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: Text/HTML\r\n\r\n{body}"
            );
            let response =
                response(block.as_bytes(), 1000).ok().map(|r| (r.body, r.warning.is_some()));
            response.unwrap_or_default()
        };
        assert_eq!(page("3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n"), (b"abcde".to_vec(), false));
        assert_eq!(page("3\r\nabc\r\n5\r\nde"), (b"abcde".to_vec(), true));
        assert_eq!(page("<html>joined"), (b"<html>joined".to_vec(), false));
        assert!(response(b"noise", 9).is_err());
    }

    #[test]
    fn brotli() {
        use std::io::Write as _;
        let page = "<html>Seite, die gepackt ist.".repeat(20);
        let mut packed = Vec::new();
        let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 5, 20);
        writer.write_all(page.as_bytes()).unwrap();
        drop(writer);
        let read = |body: &[u8]| {
            let block = [&b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n"[..], body].concat();
            response(&block, 100_000).map(|r| (r.body, r.warning.is_some()))
        };
        assert_eq!(read(&packed).ok(), Some((page.clone().into_bytes(), false)));
        // Crawlers unpack and leave the header.
        assert_eq!(read(page.as_bytes()).ok(), Some((page.into_bytes(), false)));
        // A page cut off is read as far as it goes, or refused.
        assert!(read(&packed[..packed.len() / 2]).map_or(true, |(_, warned)| warned));
    }
}
