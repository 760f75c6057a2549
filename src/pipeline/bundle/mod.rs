//! Bundles: what is kept of each document until all have been read, one JSON line each.
//!
//! [`line`] is the form of a line, [`outline`] the part of it that decides, [`names`] the rows of its names, [`records`] the finished
//! record inside it, and [`rows`] its mentions. [`store`] says what finishing asks of a set of lines; it lies in memory there, and in a file of the work folder in
//! [`spool`]. [`runs`] merges the sorted runs of such files. [`resume`] takes over what an earlier
//! run left in that file, [`file`](mod@file) reads the files that `newsmill extract --bundles` writes, and
//! [`in_place`] lets finishing read them where they lie.

pub(crate) mod file;
pub(crate) mod in_place;
pub(crate) mod line;
mod names;
pub(crate) mod order;
pub(crate) mod outline;
pub(crate) mod records;
mod rename;
pub(crate) mod resume;
mod rows;
mod runs;
pub(crate) mod spool;
pub(crate) mod store;
