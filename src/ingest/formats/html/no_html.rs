//! HTML in a build without the feature `html`: a reject that says so.

use crate::ingest::{About, Item, ReadOptions, reject};

pub(in crate::ingest) fn read(name: &str, _: &[u8], about: &About, _: &ReadOptions) -> Item {
    let detail = format!("{name}: this newsmill was built without the feature \"html\"");
    reject(name, about.position, "no-html", detail)
}
