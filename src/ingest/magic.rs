//! Types of files that are known by their first bytes and not read.

/// A type of file that is known and not read.
pub(super) struct Foreign {
    /// What its files begin with.
    magic: &'static [u8],
    pub(super) what: &'static str,
    pub(super) cure: &'static str,
}

const fn known(magic: &'static [u8], what: &'static str, cure: &'static str) -> Foreign {
    Foreign { magic, what, cure }
}

pub(super) const TO_TEXT: &str = "convert it to text";
pub(super) const TO_CSV: &str = "save its tables as CSV, or its text as text";
const UNPACK: &str = "unpack it and name the folder";

const FOREIGN: &[Foreign] = &[
    known(b"%PDF-", "a PDF", TO_TEXT),
    known(b"{\\rtf", "an RTF document", TO_TEXT),
    known(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document", TO_CSV),
    known(b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    known(b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    #[cfg(not(feature = "parquet"))]
    known(
        b"PAR1",
        "a Parquet table",
        "build newsmill with --features parquet, or export it as JSONL or CSV",
    ),
    known(b"SQLite format 3\0", "an SQLite database", "export its tables as JSONL or CSV"),
    known(b"\x89PNG\r\n\x1A\n", "an image", "recognise its text by another program"),
    known(b"\xFF\xD8\xFF", "an image", "recognise its text by another program"),
    known(b"GIF8", "an image", "recognise its text by another program"),
    known(b"\x7FELF", "a program", "name articles"),
];

/// The type of a file that begins so, if it is one of these.
pub(super) fn foreign(head: &[u8]) -> Option<&'static Foreign> {
    FOREIGN.iter().find(|f| head.starts_with(f.magic))
}
