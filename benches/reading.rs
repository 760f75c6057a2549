//! Reading alone: bytes of archives a second of one core, with every page left out by its address
//! before it is opened.
//!
//! `cargo bench --bench reading`. The aim is 100 MB of unpacked WARC records a second.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench writes where it likes"
)]

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use newsmill::ingest::{Filters, Inputs, ReadOptions};
use std::io::Write;
use std::path::Path;

/// Pages of the archive.
const PAGES: usize = 800;

/// A crawl of pages of forty kilobytes, record by record.
fn records() -> Vec<Vec<u8>> {
    let prose = include_str!("prose.txt");
    let page = |n: usize| {
        let paragraphs: String = prose
            .lines()
            .cycle()
            .skip(n % 7)
            .take(400)
            .map(|l| format!("<p>{l} {n}</p>\n"))
            .collect();
        let body: String = paragraphs.chars().take(40_000).collect();
        let block = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>{body}</body></html>"
        );
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example.org/{n}\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block.as_bytes(), b"\r\n\r\n"].concat()
    };
    (0..PAGES).map(page).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).and_then(|()| packed.finish()).unwrap_or_default()
}

fn read(path: &Path, options: &ReadOptions) -> usize {
    let inputs = Inputs::find(&[path.to_owned()]).unwrap_or_default();
    inputs.items(options).count()
}

fn archives(criterion: &mut Criterion) {
    let records = records();
    let plain = records.concat();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let filters = Filters { hosts: vec!["elsewhere.example".to_owned()], ..Filters::default() };
    let options = ReadOptions { filters, ..ReadOptions::default() };
    let mut group = criterion.benchmark_group("reading");
    group
        .sampling_mode(SamplingMode::Flat)
        .sample_size(10)
        .throughput(Throughput::Bytes(plain.len() as u64));
    for (name, bytes) in
        [("warc", plain.clone()), ("warc.gz", records.iter().flat_map(|r| gzip(r)).collect())]
    {
        let path = dir.path().join(format!("crawl.{name}"));
        std::fs::write(&path, bytes).expect("the archive is written");
        assert_eq!(read(&path, &options), PAGES);
        group.bench_function(name, |bencher| bencher.iter(|| read(&path, &options)));
    }
    group.finish();
}

criterion_group!(benches, archives);
criterion_main!(benches);
