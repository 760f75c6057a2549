//! Pages in a build without the feature `html`: a reject that says so.

use crate::ingest::format::RawDocument;
use crate::ingest::item::Item;
use crate::ingest::options::ReadOptions;

/// Rejects the page.
pub(in crate::ingest::formats) fn parse(raw: &RawDocument<'_>, _: &ReadOptions) -> Item {
    let detail = format!("{}: this newsmill was built without the feature \"html\"", raw.source);
    Item::reject(raw.source, raw.position, "no-html", detail)
}
