//! Finds exact copies of documents, and ids that do not tell documents apart, in the order of
//! source and position.

use super::bundle::records::DocumentHead;
use crate::error::{Error, ErrorKind, Result};
use crate::model::sha256_hex;
use data_encoding::HEXLOWER;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What a document is among those before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The first with its text.
    First,
    /// A copy.
    Copy {
        /// The id of the document that it copies.
        of: String,
        /// Its own: an id that the input gave stays, else it is the first's with `.2`, `.3` …
        id: String,
    },
    /// Another document has its id and a different text.
    SameId,
}

/// A hash of an id or a text.
type Half = [u8; 16];

/// Ids that records of several sources have, with different texts. They are no ids of the archive
/// but of its sources (the row numbers of two tables): each of their documents gets an id with its
/// source before it.
///
/// All documents of such an id are renamed, not all but the first: so the id of a document never
/// goes over to another one when sources come and go.
#[derive(Debug, Clone, Default)]
pub(super) struct Clashes(BTreeSet<Half>);

impl Clashes {
    /// The other id of a document, if it needs one.
    pub(super) fn qualified(&self, document: &DocumentHead) -> Option<String> {
        let clashes =
            !self.0.is_empty() && document.own && self.0.contains(&hash_of_id(&document.id));
        clashes.then(|| format!("{}#{}", document.source, document.id))
    }

    /// Adds those that a reading found; whether there was a new one.
    pub(super) fn extend(&mut self, found: Dedup) -> bool {
        let known = self.0.len();
        self.0.extend(found.clashes);
        self.0.len() > known
    }
}

/// Remembers the documents seen: a hash of 16 bytes and an id each, and another two hashes if the
/// id is the input's own.
#[derive(Debug, Default)]
pub(super) struct Dedup {
    /// By text: the first's id and how many copies took an id after it.
    texts: FxHashMap<Half, (Box<str>, u32)>,
    /// Ids that the inputs gave, as hashes, by the text they stand for and the source of the first.
    ids: FxHashMap<Half, (Half, u32)>,
    /// The source of the last document, and its number.
    source: (String, u32),
    clashes: BTreeSet<Half>,
}

impl Dedup {
    /// Judges the next document.
    pub(super) fn admit(&mut self, document: &DocumentHead) -> Verdict {
        let hash = half(&document.text_sha256);
        let own = document.own;
        let source = self.number_of(&document.source);
        if own {
            let id = hash_of_id(&document.id);
            let (text, first) = *self.ids.entry(id).or_insert((hash, source));
            if text != hash {
                if first != source {
                    self.clashes.insert(id);
                }
                return Verdict::SameId;
            }
        }
        match self.texts.get_mut(&hash) {
            None => {
                self.texts.insert(hash, (document.id.as_str().into(), 1));
                Verdict::First
            }
            Some((first, copies)) => {
                let id = if !own || *document.id == **first {
                    *copies += 1;
                    format!("{first}.{copies}")
                } else {
                    document.id.clone()
                };
                Verdict::Copy { of: first.to_string(), id }
            }
        }
    }

    /// The number of a source. Its documents come one after another.
    fn number_of(&mut self, source: &str) -> u32 {
        if self.source.0 != source {
            source.clone_into(&mut self.source.0);
            self.source.1 += 1;
        }
        self.source.1
    }
}

/// Finds two documents at one place: those of two parts of an archive that were read under one name.
#[derive(Debug, Default)]
pub(super) struct Places {
    source: String,
    position: Option<u64>,
    text: String,
}

impl Places {
    /// Takes the next document, in the order of source and position.
    ///
    /// # Errors
    ///
    /// The document before it has its source and position and another text.
    pub(super) fn follow(&mut self, document: &DocumentHead) -> Result<()> {
        let DocumentHead { source, position, text_sha256, .. } = document;
        if self.source != *source {
            self.source.clone_from(source);
        } else if self.position == Some(*position) && self.text != *text_sha256 {
            return Err(Error::new(format!(
                "record {position} of {source} is two documents: give each part a name or a first position of its own (newsmill extract --bundles --source NAME --first N)"
            ))
            .with_kind(ErrorKind::Input));
        }
        self.position = Some(*position);
        self.text.clone_from(text_sha256);
        Ok(())
    }
}

fn hash_of_id(id: &str) -> Half {
    half(&sha256_hex(id.as_bytes()))
}

/// The first 16 bytes of a hash in hex.
fn half(hex: &str) -> Half {
    let mut out = [0; 16];
    let digits = hex.as_bytes().get(..32).unwrap_or_default();
    // Text that is no hash is no document's: what it gives only has to be the same every time.
    let _ = HEXLOWER.decode_mut(digits, &mut out[..digits.len() / 2]);
    out
}
