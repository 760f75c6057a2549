//! ARC, the format of crawls before WARC: a line with address and length before each response.

use super::crawl_page::{PageRecord, RecordHead, max_page};
use crate::ingest::compression::Damage;
use crate::ingest::format::{Format, Reading};
use crate::ingest::reader::{Flow, Origin, Reader};
use crate::ingest::task::Task;
use std::io::{self, BufRead, Read as _};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What the first record of a file says of the file.
const MARK: &[u8] = b"filedesc://";

/// A file with the mark is ARC, whatever its name.
pub(super) static ARC: Format = Format {
    is_certain: |head| head.starts_with(MARK),
    ..Format::new(&["arc"], Reading::BinaryRecords(read))
};

/// Maximum bytes of the line before a record.
const MAX_LINE: u64 = 64 << 10;

/// Reads the records of an ARC file.
fn read(reader: &mut Reader<'_>, origin: &Origin, _: &[u8], input: &mut dyn BufRead) -> Flow {
    let source = &origin.source;
    let (mut at, mut position, mut lost) = (0_u64, origin.first_position, 0_u64);
    loop {
        let mut line = Vec::new();
        let offset = at;
        let line_read = input.take(MAX_LINE).read_until(b'\n', &mut line);
        at += line.len() as u64;
        let head = match line_read {
            Ok(_) => head_of(&line, offset),
            Err(e) => {
                let go_on = reader.report_damage(source, position, offset, &e)?;
                position += 1;
                if !go_on {
                    return ControlFlow::Continue(());
                }
                continue;
            }
        };
        let is_blank = line.trim_ascii().is_empty();
        if lost > 0 && (head.is_some() || line.is_empty()) {
            let from = offset - lost;
            let detail = format!(
                "{lost} bytes of the unpacked file, starting at byte {from}, belong to no record; reading continues after them"
            );
            reader.report_damage(source, position, from, &Damage::error("damaged", detail))?;
            position += 1;
            lost = 0;
        }
        let Some(head) = head else {
            if line.is_empty() {
                return ControlFlow::Continue(());
            }
            if lost > 0 || !is_blank {
                lost += line.len() as u64;
            }
            continue;
        };
        let (read, task) = record(reader, source, position, head, input);
        at += read;
        match task {
            Ok(Some(task)) => reader.emit(task)?,
            Ok(None) => continue,
            Err(e) => reader.report_damage(source, position, offset, &e).map_continue(drop)?,
        }
        position += 1;
    }
}

/// The header in a line: address, IP address, time, content type and, last, the length.
fn head_of(line: &[u8], offset: u64) -> Option<RecordHead> {
    let line = std::str::from_utf8(line).ok()?.trim_end();
    let (rest, length) = line.rsplit_once(' ')?;
    // An address may have spaces in it, what follows has not.
    let mut cells = rest.rsplitn(9, ' ');
    let is_time = |cell: &&str| cell.len() == 14 && cell.bytes().all(|b| b.is_ascii_digit());
    let date = cells.find(is_time)?.to_owned();
    let url = line.split(' ').next().filter(|url| url.contains(':'))?;
    let kind = if line.as_bytes().starts_with(MARK) { "filedesc" } else { "response" };
    Some(RecordHead {
        offset,
        kind: kind.to_owned(),
        url: Some(url.to_owned()),
        date: Some(date),
        content_type: "application/http".to_owned(),
        length: Some(length.parse().ok()?),
        truncated: None,
    })
}

/// Reads the response behind a header: how many bytes were read, and its task, if it may hold a
/// page.
fn record(
    reader: &Reader<'_>,
    source: &Arc<str>,
    position: u64,
    head: RecordHead,
    input: &mut dyn BufRead,
) -> (u64, io::Result<Option<Task>>) {
    let length = head.length.unwrap_or(0);
    let max = max_page(reader.options).saturating_add(1 << 16);
    let is_web = head.url.as_deref().is_some_and(|url| url.starts_with("http"));
    let is_wanted = head.may_be_document() && is_web;
    let (offset, url) = (head.offset, head.display_url().to_owned());
    let mut block = Vec::new();
    let result = if is_wanted && length <= max {
        input.take(length).read_to_end(&mut block).map(|n| n as u64)
    } else {
        io::copy(&mut input.take(length), &mut io::sink())
    };
    let place = format!("the record at byte {offset} of the unpacked file ({url})");
    let error = |reason, detail: String| Err(Damage::error(reason, format!("{place} {detail}")));
    match result {
        Err(e) => (block.len() as u64, Err(e)),
        Ok(n) if n < length => {
            (n, error("truncated", format!("is cut off: {n} of {length} bytes")))
        }
        Ok(n) if !is_wanted => (n, Ok(None)),
        Ok(n) if length > max => {
            let detail = format!(
                "has {length} bytes, more than {max}; raise the limit with --max-html, or with --max-text for plain text"
            );
            (n, error("too-large", detail))
        }
        Ok(n) => {
            let source = Arc::clone(source);
            (n, Ok(Some(Task::piece(PageRecord { source, position, head, block }))))
        }
    }
}
