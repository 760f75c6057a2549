//! Files that the user names and no reader takes: told by their first bytes, before anything is
//! read.

use super::compression::Compression;
use super::formats::{self, plain};
use super::magic::{self, TO_CSV, TO_TEXT};
use super::options::ReadOptions;
use crate::text::{DecodeHint, decode};

/// Entries at the beginning of a zip archive that is a document of Office or OpenDocument. Their
/// parts are XML, of which nothing is read.
const OFFICE: [&[u8]; 4] =
    [b"[Content_Types].xml", b"_rels/.rels", b"docProps/", b"application/vnd.oasis.opendocument"];

/// Why a file that begins so, and whose extension no reader takes, is not read; `None` if it may be
/// one that is.
pub(super) fn refusal(name: &str, head: &[u8]) -> Option<String> {
    if head.is_empty() || formats::is_known_name(name) || Compression::of(head).is_some() {
        return None;
    }
    if let Some(known) = magic::foreign(head) {
        return Some(message(name, known.what, known.cure));
    }
    let has = |mark: &[u8]| memchr::memmem::find(head, mark).is_some();
    if head.starts_with(b"PK") && OFFICE.into_iter().any(has) {
        return Some(message(name, "a document of an office program", TO_CSV));
    }
    if formats::detect(name, head, &ReadOptions::default()).is_some() {
        return None;
    }
    let decoded = decode(head, DecodeHint::default());
    plain::noise(&decoded).is_some().then(|| message(name, "no text", TO_TEXT))
}

fn message(name: &str, what: &str, cure: &str) -> String {
    let types = formats::known_extensions();
    format!("{name}: this is {what}, which is not read (read are {types}); {cure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_reader_takes_is_refused() {
        let noise: Vec<u8> =
            (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for (name, head, said) in [
            ("a.xlsx", &b"PK\x03\x04\x14\0\0\0\0\0xxxx[Content_Types].xml"[..], Some("office")),
            ("a.ods", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.s", Some("office")),
            ("a.pdf", b"%PDF-1.4\n", Some("a PDF")),
            ("a.dat", noise.as_slice(), Some("no text")),
            // What is damaged, or called by a name that is read, its reader rejects.
            ("a.txt", noise.as_slice(), None),
            ("a.txt", b"%PDF-1.4\n", None),
            ("a.zip", b"PK\x03\x04[Content_Types].xml", None),
            ("a.epub", b"PK\x03\x04\x14\0\0\0\0\0xxxxmimetypeapplication/epub+zip", None),
            ("a.log", b"On 3 March 2021 it rained.", None),
            ("a.md", "\u{feff}Дождь.".as_bytes(), None),
            ("a", &[0x1F, 0x8B, 8, 0, 0, 1, 2, 3], None),
            ("a", b"", None),
        ] {
            let refusal = refusal(name, head);
            match said {
                Some(said) => assert!(
                    refusal.as_ref().is_some_and(|r| r.contains(said) && r.starts_with(name)),
                    "{name}: {refusal:?}"
                ),
                None => assert_eq!(refusal, None, "{name}"),
            }
        }
    }
}
