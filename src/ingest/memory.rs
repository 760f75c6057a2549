//! Records that are in memory: for engines and languages that read files themselves.

use super::format::{HEAD, RawDocument};
use super::item::Item;
use super::options::ReadOptions;
use super::reader::{Origin, Reader};
use super::stream;
use super::task::Task;

/// Reads one record, or several, of any input format from memory.
///
/// The items are those that a file would give that is called `source` and holds exactly `bytes`,
/// with positions counted from `position` and not from 0. So a file of many records may be cut
/// anywhere between two of them: the parts give the documents of the whole. Who cuts counts the
/// records, as newsmill numbers them.
///
/// As with files, the extension of `source` and the first bytes tell the format; without an
/// extension that is known, a record that looks like no other format is plain text. The smallest
/// piece that can be read alone is
///
/// | format | a record |
/// | --- | --- |
/// | plain text, HTML | the whole file: one document |
/// | JSON, JSON Lines | one object, with or without white space around it; one position for each object |
/// | CSV, TSV | the header line and then one row, for only the header says which cell is the text; one position for each row, the header has none |
/// | WARC | a record from its `WARC/` line to the end of its block, for its header holds the address, the type and the day of the fetch; one position for each `response`, `resource` or `conversion`, other records have none |
/// | gzip, zstd, bzip2, xz | a compressed record, such as one member of a `.warc.gz` |
/// | tar, zip | the whole archive, for an entry's name stands apart from its bytes; entries are sources of their own (`source!/entry`) with positions from 0 |
///
/// Several records in `bytes` give their items in order. Bytes of nothing but records of other
/// WARC types give no item.
///
/// Line numbers and byte offsets in rejects count from the beginning of `bytes`. Filters apply except
/// [`Filters::limit`](super::Filters::limit) and [`Filters::langs`](super::Filters::langs), which need more
/// than one record or a language. Bad input is a reject, never an error. All items are held in memory:
/// large files are better read through [`Inputs`](super::Inputs).
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
    if let Some(document) = stream::document_reader(source, &bytes[..bytes.len().min(HEAD)], options) {
        if let Some(filter) = options.filters.name(source, false) {
            return vec![Item::filtered(source, position, filter)];
        }
        return document.read(&RawDocument { source, position, bytes, ..RawDocument::default() }, options);
    }
    let mut items = Vec::new();
    let mut sink = |task: Task| {
        items.extend(task.read(options));
        true
    };
    let mut reader = Reader::new(options, &mut sink, stream::read_entry);
    // The sink never breaks.
    let _ = stream::read(&mut reader, &Origin::named(source, position), &mut &*bytes);
    items
}
