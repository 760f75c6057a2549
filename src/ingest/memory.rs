//! Records that are in memory: for engines and languages that read files themselves.

use super::format::{HEAD, RawDocument};
use super::formats;
use super::item::Item;
use super::options::ReadOptions;
use super::reader::{Origin, Reader};
use super::stream;
use super::task::Task;
use super::zip_list::ZipList;
use std::io::Cursor;
use std::sync::Arc;

/// Reads one record, or several, of any input format from memory.
///
/// The items are those of a file that is called `source` and holds exactly `bytes`, with positions
/// counted from `position` instead of 0. So a file of many records may be cut between any two of
/// them: the parts give the documents of the whole, if the caller numbers records as newsmill does.
///
/// As with files, the first bytes and the extension of `source` tell the format. Where neither
/// does, `bytes` are plain text. The smallest piece that can be read alone is
///
/// - of plain text and HTML the whole file: one document, one position;
/// - of JSON and JSON Lines one object, with or without white space around it; each takes one
///   position, empty lines take none;
/// - of CSV and TSV the header line and a row behind it, for only the header says which cell is the
///   text; each row takes one position, the header takes none;
/// - of WARC a record from its `WARC/` line to the end of its block, for the header of the record
///   holds address, content type and day of the fetch; records of the types `response`, `resource`
///   and `conversion` take one position each, others take none and give no item;
/// - of tar and zip the whole archive, for the name of an entry stands apart from its bytes;
///   entries are sources of their own (`source!/entry`) with positions from 0.
///
/// Any of these may be compressed, such as one member of a `.warc.gz`. Several records give their
/// items in order.
///
/// Bad input is a reject, never an error; line numbers and byte offsets in rejects count from the
/// beginning of `bytes`. Filters apply, except [`Filters::limit`](super::Filters::limit) and
/// [`Filters::langs`](super::Filters::langs), which the pipeline applies. All items are held in
/// memory: large files are better read through [`Inputs`](super::Inputs).
///
/// ```
/// use newsmill::ingest::{Item, ReadOptions, read_record};
///
/// let line = br#"{"text": "On 3 March 2021 it rained.", "date": "2021-03-04"}"#;
/// let items = read_record("wire.jsonl", 41, line, &ReadOptions::default());
/// let [Item::Document(document)] = items.as_slice() else { panic!("one document") };
/// assert_eq!((document.source.as_str(), document.position), ("wire.jsonl", 41));
/// ```
pub fn read_record(source: &str, position: u64, bytes: &[u8], options: &ReadOptions) -> Vec<Item> {
    if let Some(document) =
        stream::document_reader(source, &bytes[..bytes.len().min(HEAD)], true, options)
    {
        if let Some(filter) = options.filters.name(source, false) {
            return vec![Item::filtered(source, position, filter)];
        }
        return document
            .read(&RawDocument { source, position, bytes, ..RawDocument::default() }, options);
    }
    let mut items = Vec::new();
    let mut sink = |task: Task| {
        items.extend(task.read(options));
        true
    };
    let mut reader = Reader::new(options, &mut sink, stream::read_entry);
    // The sink never breaks.
    let is_zip = formats::is_zip(source, &bytes[..bytes.len().min(HEAD)]);
    let list = is_zip.then(|| ZipList::read(Cursor::new(bytes)).map(Arc::new)).flatten();
    let origin = Origin { list, ..Origin::named(source, position) };
    let _ = stream::read(&mut reader, &origin, &mut &*bytes);
    items
}
