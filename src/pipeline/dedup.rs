//! Finds exact copies of documents, in the order of source and position.

use super::bundle::records::DocumentHead;
use crate::model::sha256_hex;
use data_encoding::HEXLOWER;
use std::collections::BTreeMap;

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

/// Remembers the documents seen: a hash of 16 bytes and an id each, and another two hashes if the
/// id is the input's own.
#[derive(Debug, Default)]
pub(super) struct Dedup {
    /// By text: the first's id and how many copies took an id after it.
    texts: BTreeMap<[u8; 16], (Box<str>, u32)>,
    /// Ids that the inputs gave, as hashes, by the text they stand for.
    ids: BTreeMap<[u8; 16], [u8; 16]>,
}

impl Dedup {
    /// Judges the next document.
    pub(super) fn admit(&mut self, document: &DocumentHead) -> Verdict {
        let hash = half(&document.text_sha256);
        let own = document.own;
        if own && *self.ids.entry(half(&sha256_hex(document.id.as_bytes()))).or_insert(hash) != hash
        {
            return Verdict::SameId;
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
}

/// The first 16 bytes of a hash in hex.
fn half(hex: &str) -> [u8; 16] {
    let mut out = [0; 16];
    let digits = hex.as_bytes().get(..32).unwrap_or_default();
    // Text that is no hash is no document's: what it gives only has to be the same every time.
    let _ = HEXLOWER.decode_mut(digits, &mut out[..digits.len() / 2]);
    out
}
