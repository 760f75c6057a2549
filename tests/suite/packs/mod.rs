//! Writes archives as tests need them: by hand, so that names and damage can be anything.

#![allow(dead_code, reason = "each test binary compiles this module and uses its own part of it")]

use std::io::Write as _;

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("packs");
    packed.finish().expect("packs")
}

pub(crate) fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    packed.write_all(bytes).expect("packs");
    packed.finish().expect("packs")
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut packed = zstd::Encoder::new(Vec::new(), 1).expect("packs");
    // As the zstd program does.
    packed.include_checksum(true).expect("packs");
    packed.write_all(bytes).expect("packs");
    packed.finish().expect("packs")
}

pub(crate) fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1))
        .expect("packs");
    packed.write_all(bytes).expect("packs");
    packed.finish().expect("packs")
}

/// A tar archive in the oldest form, which has no mark but its checksums; long names by GNU's
/// header.
pub(crate) fn tar(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    fn entry(out: &mut Vec<u8>, name: &[u8], kind: u8, bytes: &[u8]) {
        let mut header = [0_u8; 512];
        header[..name.len()].copy_from_slice(name);
        header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        header[156] = kind;
        header[148..156].copy_from_slice(b"        ");
        let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend_from_slice(&header);
        out.extend_from_slice(bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    let mut out = Vec::new();
    for (name, bytes) in entries {
        if name.len() > 100 {
            entry(&mut out, b"././@LongLink", b'L', name);
        }
        entry(&mut out, &name[..name.len().min(100)], b'0', bytes);
    }
    out.resize(out.len() + 1024, 0);
    out
}

/// A zip archive with deflated entries; lengths before the bytes.
pub(crate) fn zip(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    zipped(entries, false)
}

/// The same as a pipe gets it: lengths behind the bytes, every other entry stored.
pub(crate) fn zip_stream(entries: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    zipped(entries, true)
}

fn zipped(entries: &[(Vec<u8>, Vec<u8>)], stream: bool) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (i, (name, bytes)) in entries.iter().enumerate() {
        let method: u16 = if stream && i % 2 == 1 { 0 } else { 8 };
        let packed = if method == 0 {
            bytes.clone()
        } else {
            let mut packed =
                flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            packed.write_all(bytes).expect("packs");
            packed.finish().expect("packs")
        };
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let lengths =
            [crc.sum(), packed.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat();
        let utf8 = std::str::from_utf8(name).is_ok();
        let flags = u16::from(stream) << 3 | u16::from(utf8) << 11;
        let mut common = Vec::new();
        common.extend([20, 0]);
        common.extend(flags.to_le_bytes());
        common.extend(method.to_le_bytes());
        common.extend([0; 4]);
        let begin = out.len() as u32;
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(if stream { vec![0; 12] } else { lengths.clone() });
        out.extend((name.len() as u16).to_le_bytes());
        out.extend([0; 2]);
        out.extend(name);
        out.extend(&packed);
        if stream {
            out.extend(b"PK\x07\x08");
            out.extend(&lengths);
        }
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&common);
        list.extend(&lengths);
        list.extend((name.len() as u16).to_le_bytes());
        list.extend([0; 12]);
        list.extend(begin.to_le_bytes());
        list.extend(name);
    }
    let at = out.len() as u32;
    out.extend(&list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([(entries.len() as u16).to_le_bytes(); 2].concat());
    out.extend((list.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    out
}

pub(crate) fn jsonl(articles: &[String]) -> Vec<u8> {
    articles
        .iter()
        .flat_map(|a| format!("{}\n", serde_json::json!({"n": [1, "]"], "text": a})).into_bytes())
        .collect()
}

pub(crate) fn csv(articles: &[String], delimiter: char) -> Vec<u8> {
    let rows: Vec<[&str; 3]> =
        articles.iter().map(|a| ["A, \"title\"", a.as_str(), "2021-02-03"]).collect();
    csv_of(["title", "text", "date"], &rows, delimiter)
}

/// A table with every cell in quotes.
pub(crate) fn csv_of(head: [&str; 3], rows: &[[&str; 3]], delimiter: char) -> Vec<u8> {
    let mut out = head.join(&delimiter.to_string()) + "\r\n";
    for row in rows {
        let cells = row.map(|c| format!("\"{}\"", c.replace('"', "\"\"")));
        out += &(cells.join(&delimiter.to_string()) + "\r\n");
    }
    out.into_bytes()
}

/// The records of a crawl: before each page the crawler's request, at the end what is no page. With
/// `coded` pages are packed and in chunks.
pub(crate) fn warc(articles: &[String], coded: bool) -> Vec<Vec<u8>> {
    let pages: Vec<(String, String)> = articles
        .iter()
        .enumerate()
        .map(|(i, article)| {
            let paragraphs: String = article.split("\n\n").map(|p| format!("<p>{p}, {p}, {p}</p>")).collect();
            let page =
                format!("<html><head><title>T</title></head><body><article>{paragraphs}</article></body></html>");
            (format!("https://news.example.org/2021/01/{:02}/x", i + 1), page)
        })
        .collect();
    let mut records = warc_of(&pages, coded);
    if articles.len() < 10 {
        let other = |status: &str, kind: &str| {
            format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\nx").into_bytes()
        };
        records.push(record(
            "response",
            "https://news.example.org/a.png",
            &other("200 OK", "image/png"),
        ));
        records.push(record(
            "response",
            "https://news.example.org/none",
            &other("404 Not Found", "text/html"),
        ));
    }
    records
}

/// The records of pages, each an address and HTML in UTF-8.
pub(crate) fn warc_of(pages: &[(String, String)], coded: bool) -> Vec<Vec<u8>> {
    let mut records = Vec::new();
    for (url, page) in pages {
        let mut body = page.clone().into_bytes();
        let mut head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n".to_vec();
        if coded {
            head.extend(b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n");
            let chunk = |c: &[u8]| [format!("{:x}\r\n", c.len()).as_bytes(), c, b"\r\n"].concat();
            body = gzip(&body).chunks(100).flat_map(chunk).chain(*b"0\r\n\r\n").collect();
        }
        records.push(record("request", url, b"GET / HTTP/1.1\r\n\r\n"));
        records.push(record("response", url, &[&head[..], b"\r\n", &body].concat()));
    }
    records
}

/// The record of a page that a server called `kind`; it states `surplus` bytes more than it has.
pub(crate) fn warc_page(url: &str, kind: &str, body: &[u8], surplus: i64) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n");
    let block = [head.as_bytes(), body].concat();
    let record = record("response", url, &block);
    let (right, wrong) = (block.len() as i64, block.len() as i64 + surplus);
    let line = |length: i64| format!("Content-Length: {length}\r\n").into_bytes();
    let at = memchr::memmem::find(&record, &line(right)).expect("a length");
    [&record[..at], &line(wrong), &record[at + line(right).len()..]].concat()
}

/// A tar archive, without its end, with an entry whose zeros are left out: as the `old` GNU tar or
/// `pax` has it.
pub(crate) fn sparse_tar(kind: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let checked = |header: &mut [u8]| {
        header[148..156].copy_from_slice(b"        ");
        let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    };
    let without_end = |name: &str, bytes: &[u8]| {
        let mut archive = tar(&[(name.as_bytes().to_vec(), bytes.to_vec())]);
        archive.truncate(archive.len() - 1024);
        archive
    };
    if kind == "pax" {
        let lines: String =
            ["GNU.sparse.major=1", "GNU.sparse.minor=0", &format!("GNU.sparse.name={name}")]
                .iter()
                .map(|line| format!("{} {line}\n", line.len() + 4))
                .collect();
        let mut header = without_end("PaxHeaders/s.txt", lines.as_bytes());
        header[156] = b'x';
        checked(&mut header[..512]);
        return [
            header,
            without_end("GNUSparseFile.0/s.txt", &[&b"1\n0\n9\n"[..], bytes].concat()),
        ]
        .concat();
    }
    let mut archive = without_end(name, bytes);
    archive[156] = b'S';
    // More parts than fit the header: the list goes on in a block of its own.
    archive[482] = 1;
    checked(&mut archive[..512]);
    archive.splice(512..512, [0; 512]);
    archive
}

fn record(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-01T00:00:00Z\r\n\
         Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}
