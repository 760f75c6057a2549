//! Parquet: rows of named columns. A row is read as the JSON record that it is, so fields map as those
//! of JSON, dots lead into structs, and documents equal those of the same rows as JSON Lines.
//!
//! The list of what a file holds stands at its end, so a stream is first copied: to memory, or to a
//! file without a name where it is large. Rows are then decoded a few hundred at a time, and only the
//! columns that have one of our fields.

use crate::ingest::compression::reason_and_detail;
use crate::ingest::fields::Theirs;
use crate::ingest::format::{Format, Reading};
use crate::ingest::formats::json::JsonRecord;
use crate::ingest::formats::row_encoding::RowEncoding;
use crate::ingest::item::Item;
use crate::ingest::options::ReadOptions;
use crate::ingest::reader::{Flow, Origin, Reader};
use crate::ingest::task::Task;
use arrow_json::LineDelimitedWriter;
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::ChunkReader;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufRead;
use std::io::{self, Read as _};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The first and the last bytes of a file.
const MARK: &[u8] = b"PAR1";

/// A file with the mark, whatever its name.
pub(super) static PARQUET: Format = Format {
    is_certain: |head| head.starts_with(MARK),
    ..Format::new(&["parquet"], Reading::BinaryRecords(read))
};

/// Files up to this size are held in memory.
const IN_MEMORY: u64 = 32 << 20;
/// Rows that are decoded together.
const BATCH: usize = 256;
/// Uncompressed bytes that any file may have, whatever its ratio.
const FREE: u64 = 16 << 20;

fn read(reader: &mut Reader<'_>, origin: &Origin, _: &[u8], input: &mut dyn BufRead) -> Flow {
    let limit = reader.options.limits.max_entry;
    let mut input = input.take(limit.saturating_add(1));
    let mut held = Vec::new();
    let copied = input.by_ref().take(IN_MEMORY + 1).read_to_end(&mut held);
    let copied = match copied {
        Ok(length) if length as u64 <= IN_MEMORY => {
            let length = length as u64;
            return rows(reader, origin, &Bytes::from(held), length);
        }
        Ok(_) => spooled(&held, &mut input),
        Err(e) => Err(e),
    };
    match copied {
        Ok((_, length)) if length > limit => {
            let detail = format!("more than {limit} bytes; raise the limit with --max-entry");
            reader.reject(origin, "too-large", detail)
        }
        Ok((file, length)) => rows(reader, origin, &file, length),
        Err(e) => {
            let (reason, detail) = reason_and_detail(&e);
            reader.reject(origin, reason, detail)
        }
    }
}

/// The stream in a file without a name, which goes when it is closed.
fn spooled(held: &[u8], rest: &mut impl io::Read) -> io::Result<(File, u64)> {
    let mut file = tempfile::tempfile()?;
    let length = io::copy(&mut held.chain(rest), &mut file)?;
    Ok((file, length))
}

/// Reads the rows of a file, group by group. A group that is damaged costs its own rows.
fn rows<C: ChunkReader + Shared + 'static>(
    reader: &mut Reader<'_>,
    origin: &Origin,
    file: &C,
    length: u64,
) -> Flow {
    // The crate panics on some damaged files.
    let load = || ArrowReaderMetadata::load(file, ArrowReaderOptions::new());
    let metadata = match catch_unwind(AssertUnwindSafe(load)) {
        Ok(Ok(metadata)) => metadata,
        Ok(Err(e)) => return reader.reject(origin, "damaged", e),
        Err(_) => {
            return reader.reject(origin, "damaged", "the list of its columns is damaged");
        }
    };
    let (columns, wanted) = wanted(&metadata, reader.options.theirs(&origin.source));
    if wanted.is_empty() {
        let detail = format!(
            "no column \"{}\"; name the column that holds the text with --field text=NAME; there are {}",
            reader.options.theirs(&origin.source).text(),
            columns.join(", ")
        );
        return reader.reject(origin, "no-text", detail);
    }
    let groups = metadata.metadata().row_groups();
    let size: i64 = groups.iter().map(RowGroupMetaData::total_byte_size).sum();
    let ratio = reader.options.limits.max_ratio;
    if u64::try_from(size).unwrap_or(u64::MAX) > length.saturating_mul(ratio).max(FREE) {
        let detail = format!(
            "it grows to more than {ratio} times its size; raise the limit with --max-ratio"
        );
        return reader.reject(origin, "ratio", detail);
    }
    let mut first = origin.first_position;
    for (number, group) in groups.iter().enumerate() {
        let mut position = first;
        first += u64::try_from(group.num_rows()).unwrap_or_default();
        let mut lines = match batches(file, &metadata, &wanted, number) {
            Ok(lines) => lines,
            Err(e) => return reader.reject(origin, "damaged", e),
        };
        let damage = loop {
            match lines.next() {
                None => break None,
                Some(Err(e)) => break Some(e),
                Some(Ok(lines)) => {
                    for line in lines.split_inclusive(|b| *b == b'\n') {
                        emit(reader, origin, position, line)?;
                        position += 1;
                    }
                }
            }
        };
        if let Some(damage) = damage {
            let source = &origin.source;
            let detail = format!("{source}: rows {} to {first}: {damage}", position + 1);
            reader.emit_item(Item::reject(source, position, "damaged", detail))?;
        }
    }
    if first == origin.first_position {
        return reader.reject(origin, "empty", "no rows");
    }
    ControlFlow::Continue(())
}

/// The rows of a group as lines of JSON, a batch at a time. Ends after the first damage.
fn batches<C: ChunkReader + Shared + 'static>(
    file: &C,
    metadata: &ArrowReaderMetadata,
    wanted: &[usize],
    group: usize,
) -> Result<impl Iterator<Item = Result<Vec<u8>, String>>, String> {
    let file = file.again().map_err(|e| e.to_string())?;
    let mask = ProjectionMask::roots(metadata.parquet_schema(), wanted.iter().copied());
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone())
        .with_projection(mask)
        .with_row_groups(vec![group])
        .with_batch_size(BATCH);
    let mut batches = builder.build().map_err(|e| e.to_string())?;
    let mut next = move || -> Option<Result<Vec<u8>, String>> {
        let batch = match batches.next()? {
            Ok(batch) => batch,
            Err(e) => return Some(Err(e.to_string())),
        };
        let mut writer = LineDelimitedWriter::new(Vec::new());
        let written = writer.write(&batch).and_then(|()| writer.finish());
        Some(written.map(|()| writer.into_inner()).map_err(|e| e.to_string()))
    };
    Ok(std::iter::from_fn(move || {
        // The crate panics on some damaged pages.
        catch_unwind(AssertUnwindSafe(&mut next))
            .unwrap_or_else(|_| Some(Err("its bytes have no meaning".to_owned())))
    })
    .fuse())
}

fn emit(reader: &mut Reader<'_>, origin: &Origin, position: u64, line: &[u8]) -> Flow {
    let max = reader.options.max_record();
    if line.len() as u64 > max {
        let detail = format!(
            "{}, row {}: more than {max} bytes; raise the limit with --max-line",
            origin.source,
            position + 1
        );
        return reader.emit_item(Item::reject(&origin.source, position, "too-large", detail));
    }
    reader.emit(Task::piece(JsonRecord {
        source: Arc::clone(&origin.source),
        position,
        line: None,
        offset: 0,
        bytes: line.to_vec(),
        encoding: RowEncoding::default(),
    }))
}

/// The names of all columns, and the numbers of those with one of our fields; none if no column has
/// the text.
fn wanted(metadata: &ArrowReaderMetadata, theirs: Theirs<'_>) -> (Vec<String>, Vec<usize>) {
    let columns: Vec<String> =
        metadata.schema().fields().iter().map(|field| field.name().clone()).collect();
    let root = |theirs: &str| {
        columns.iter().position(|name| name == theirs).or_else(|| {
            columns.iter().position(|name| Some(name.as_str()) == theirs.split('.').next())
        })
    };
    // Of several names each counts: a row may have a value in any of them.
    let roots: Vec<(usize, usize)> =
        theirs.ranked().filter_map(|(place, _, name)| Some((place, root(name)?))).collect();
    if roots.iter().all(|(place, _)| *place != 0) {
        return (columns, Vec::new());
    }
    let found: BTreeSet<usize> = roots.into_iter().map(|(_, column)| column).collect();
    (columns, found.into_iter().collect())
}

/// Bytes that several readers can hold.
trait Shared: Sized {
    /// A handle of its own on the same bytes.
    fn again(&self) -> io::Result<Self>;
}

impl Shared for Bytes {
    fn again(&self) -> io::Result<Self> {
        Ok(self.clone())
    }
}

impl Shared for File {
    fn again(&self) -> io::Result<Self> {
        self.try_clone()
    }
}
