//! Mentions and bundles as they are found, in the order of the input, without linking.

use super::options::{Options, header};
use crate::error::{Error, Result};
use crate::extractor::Extractor;
use crate::ingest::{Inputs, Item, ReadOptions};
use crate::model::RejectRecord;
use crate::pipeline::bundle::line::BundleLine;
use crate::pipeline::extract::bundle_line as line_of;
use crate::pipeline::read::in_order;
use crate::write::{RecordLine, Sink};
use std::io::Write;

/// Hands mentions, documents and rejects to `sink` as they are found, in the order of the input.
/// The mentions of a document come before the document.
///
/// Nothing is linked: mentions have no entity, and no document is told to be a copy. There are no
/// entities, facts and manifest, and the sink is not committed. [`Options::finish`] has no effect.
///
/// # Errors
///
/// The first error of `sink`; threads that cannot be started.
pub fn extract(
    inputs: &Inputs,
    extractor: &Extractor,
    options: &Options,
    sink: &mut (dyn Sink + Send),
) -> Result<()> {
    let work = |item| line_of(extractor.grammar(), item, extractor.with_text());
    in_order(inputs, &options.reading(extractor), options.threads, work, |line| match line {
        BundleLine::Bundle(bundle) => {
            let records = bundle.mentions.records(&bundle.outline.head.id, |_| None);
            let records = records.map_err(|e| Error::while_doing("a row is damaged", e))?;
            let mut records = records.split_terminator('\n').map(RecordLine::new);
            records.try_for_each(|line| sink.mention(line))?;
            sink.document(RecordLine::new(bundle.document.json()))
        }
        BundleLine::Reject(reject) => sink.reject(RecordLine::of(&reject, &mut String::new())),
        BundleLine::Skip(_) | BundleLine::Header(_) | BundleLine::Source(_) => Ok(()),
    })
}

/// Writes a bundle file for [`merge`](super::merge): a header, then one line for each document,
/// reject and skipped file, in the order of the input. Rejects also go to `rejects`; it takes no
/// other record.
///
/// # Errors
///
/// `out` cannot be written; the first error of `rejects`; threads that cannot be started.
pub fn write_bundles(
    inputs: &Inputs,
    extractor: &Extractor,
    options: &Options,
    out: &mut (dyn Write + Send),
    rejects: &mut (dyn Sink + Send),
) -> Result<()> {
    let read = options.reading(extractor);
    let mut header = bundle_header(extractor, &read);
    header.push('\n');
    out.write_all(header.as_bytes())?;
    let work = |item| -> (String, Option<RejectRecord>) {
        let line = line_of(extractor.grammar(), item, extractor.with_text());
        let mut json = line.json();
        json.push('\n');
        let reject = match line {
            BundleLine::Reject(reject) => Some(reject),
            BundleLine::Bundle(_)
            | BundleLine::Skip(_)
            | BundleLine::Header(_)
            | BundleLine::Source(_) => None,
        };
        (json, reject)
    };
    in_order(inputs, &read, options.threads, work, |(json, reject)| {
        out.write_all(json.as_bytes())?;
        reject.map_or(Ok(()), |reject| rejects.reject(RecordLine::of(&reject, &mut String::new())))
    })?;
    Ok(out.flush()?)
}

/// The first line of a bundle file, without its end.
pub fn bundle_header(extractor: &Extractor, read: &ReadOptions) -> String {
    BundleLine::Header(header(extractor, read)).json()
}

/// A line of a bundle file, without its end: what [`write_bundles`] writes of the item. For programs
/// that read and carry documents themselves, with [`read_record`](crate::ingest::read_record) or
/// without.
pub fn bundle_line(extractor: &Extractor, item: Item) -> String {
    line_of(extractor.grammar(), item, extractor.with_text()).json()
}
