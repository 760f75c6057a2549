//! WARC, the archive format of web crawlers: records that state their length. This file splits a
//! file into records. The page in a record is parsed on any thread.

use super::crawl_page::{PageRecord, RecordHead, max_page};
use crate::ingest::compression::{Damage, reason_and_detail};
use crate::ingest::format::{Format, Reading};
use crate::ingest::reader::{Flow, Origin, Reader};
use crate::ingest::task::Task;
use std::io::{self, BufRead, Cursor, Read};
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

/// Maximum bytes of a record that holds no document and is searched for the next one.
const MAX_OTHER: u64 = 1 << 20;
/// Maximum bytes that are read twice because of wrong lengths.
const MAX_REREAD: u64 = 1 << 30;
/// Maximum bytes of a line of a header.
const MAX_LINE: u64 = 64 << 10;
/// Maximum lines of a header.
const MAX_LINES: usize = 1000;
/// Cuts a file into records.
struct RecordCutter<'w, 'o, 'i> {
    reader: &'w mut Reader<'o>,
    source: &'w Arc<str>,
    input: Pushback<'i>,
    /// The next byte's offset in the decompressed file.
    at: u64,
    /// The next record's position.
    position: u64,
    /// The line that was read last.
    line: Vec<u8>,
    /// Bytes that were put back, because records were shorter than they state.
    reread: u64,
}

/// Reads the records of a WARC file.
fn read(reader: &mut Reader<'_>, origin: &Origin, _: &[u8], input: &mut dyn BufRead) -> Flow {
    let (source, position) = (&origin.source, origin.first_position);
    let input = Pushback { inner: input, again: Cursor::default(), error: None };
    let mut cutter =
        RecordCutter { reader, source, input, at: 0, position, line: Vec::new(), reread: 0 };
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
        let n = (&mut self.input).take(MAX_LINE).read_until(b'\n', &mut self.line)?;
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

    /// Where the block, which the end of the file may cut off, really ends, if another record begins in it and none behind it: then the
    /// stated length is wrong.
    fn early_end(&mut self, block: &[u8], is_cut: bool) -> Option<usize> {
        if !is_cut && self.input.begins_record() {
            return None;
        }
        let whole = memchr::memmem::find_iter(block, MARK).find(|at| {
            let is_line = at.checked_sub(1).is_some_and(|before| block[before] == b'\n');
            let rest = &block[*at..];
            let next = &rest[..rest.len().min(1 << 12)];
            let line = next.split(|b| *b == b'\n').next().unwrap_or_default().trim_ascii_end();
            let is_version = line.len() <= 9
                && line[MARK.len()..].iter().all(|b| matches!(b, b'0'..=b'9' | b'.'));
            // The header may go on behind the block.
            let is_header = memchr::memmem::find(next, b"\nWARC-").is_some();
            is_line && is_version && (is_header || rest.len() < 64)
        });
        whole.or_else(|| {
            // The mark itself may go on behind the block.
            let ahead = self.input.peek(MARK.len());
            let is_cut = |len: &usize| {
                let (first, rest) = MARK.split_at(*len);
                block.strip_suffix(first).is_some_and(|before| before.ends_with(b"\n"))
                    && ahead.starts_with(rest)
            };
            (1..MARK.len()).find(is_cut).map(|len| block.len() - len)
        })
    }

    /// Reports a record whose length is wrong, hands on what belongs to it and puts back the rest.
    fn shortened(&mut self, head: RecordHead, mut block: Vec<u8>, end: usize) -> Flow {
        let rest = block.split_off(end);
        self.at += end as u64;
        self.input.put_back(&rest);
        self.reread += rest.len() as u64;
        let len = block.trim_ascii_end().len();
        block.truncate(len);
        let (offset, length) = (head.offset, head.length.unwrap_or_default());
        let detail = format!(
            "the record at byte {offset} of the unpacked file ({}) states {length} bytes, but the next record begins {end} bytes behind its header; reading continues there",
            head.display_url()
        );
        if head.may_be_document() {
            let (source, position) = (Arc::clone(self.source), self.position);
            self.position += 1;
            self.reader.emit(Task::piece(PageRecord { source, position, head, block }))?;
        }
        let position = self.position;
        self.position += 1;
        let error = Damage::error("damaged", detail);
        self.report_damage(position, offset, &error).map_continue(drop)
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
        // Small records of other types are kept as well: their length may be wrong.
        let is_kept = length <= if is_wanted { max_block } else { MAX_OTHER };
        let read = if is_kept {
            (&mut self.input).take(length).read_to_end(&mut block).map(|n| n as u64)
        } else {
            io::copy(&mut (&mut self.input).take(length), &mut io::sink())
        };
        if let Ok(read) = read
            && is_kept
            && self.reread < MAX_REREAD
            && let Some(end) = self.early_end(&block, read < length)
        {
            return self.shortened(head, block, end);
        }
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

/// A stream that takes bytes back.
struct Pushback<'i> {
    inner: &'i mut dyn BufRead,
    again: Cursor<Vec<u8>>,
    /// An error that was met ahead, to be given behind `again`.
    error: Option<io::Error>,
}

impl Pushback<'_> {
    fn left(&self) -> &[u8] {
        let at = usize::try_from(self.again.position()).unwrap_or(usize::MAX);
        self.again.get_ref().get(at..).unwrap_or_default()
    }

    fn put_back(&mut self, bytes: &[u8]) {
        self.again = Cursor::new([bytes, self.left()].concat());
    }

    /// The next `n` bytes, or as many as there are, which stay to be read. An error waits to be met.
    fn peek(&mut self, n: usize) -> Vec<u8> {
        let mut ahead = Vec::new();
        let read = (&mut *self).take(n as u64).read_to_end(&mut ahead);
        self.put_back(&ahead);
        self.error = read.err();
        ahead
    }

    /// Whether a record begins here, or behind empty lines, or there is no more to be read.
    fn begins_record(&mut self) -> bool {
        const LONGEST: usize = 4 + MARK.len();
        let is_record = |bytes: &[u8]| {
            let rest = bytes.trim_ascii_start();
            rest.is_empty() && bytes.len() < LONGEST || rest.starts_with(MARK)
        };
        match self.fill_buf() {
            Ok(bytes) if bytes.len() >= LONGEST => return is_record(&bytes[..LONGEST]),
            Ok(_) => {}
            Err(e) => self.error = Some(e),
        }
        let ahead = self.peek(LONGEST);
        self.error.is_some() || is_record(&ahead)
    }
}

impl Read for Pushback<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Pushback<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if !self.left().is_empty() {
            return Ok(self.left());
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, n: usize) {
        if self.left().is_empty() {
            self.inner.consume(n);
        } else {
            self.again.set_position(self.again.position() + n as u64);
        }
    }
}
