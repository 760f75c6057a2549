//! Limits of reading: no input can make the program use up memory, time or stack.

/// The limits of reading. Each has a flag of its name; what exceeds it is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Maximum bytes of an entry of an archive, decompressed; the rest of the entry is not read.
    pub max_entry: u64,
    /// Maximum ratio of decompressed to compressed bytes; the first 16 MiB are free.
    pub max_ratio: u64,
    /// Maximum entries of an archive; the rest of the archive is not read.
    pub max_entries: u64,
    /// Maximum archives and compressions inside each other: `a.tar.gz` is two.
    pub max_nesting: u64,
    /// Maximum bytes of a web page.
    pub max_html: u64,
    /// Maximum elements inside each other in a web page.
    pub max_html_depth: u64,
    /// Maximum lists and objects inside each other in a JSON record, at most
    /// [`Limits::JSON_DEPTH`].
    pub max_json_depth: u64,
    /// Maximum bytes of a record of JSON or a row of CSV, and of a file in UTF-16 that holds such
    /// records.
    pub max_line: u64,
}

impl Limits {
    /// The deepest JSON that can be read at all.
    pub const JSON_DEPTH: u64 = 120;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_entry: 4 << 30,
            max_ratio: 250,
            max_entries: 1_000_000,
            max_nesting: 4,
            // Real pages of news have a few hundred thousand.
            max_html: 16 << 20,
            // Real pages have at most 86, the 99th percentile is 31.
            max_html_depth: 500,
            max_json_depth: Self::JSON_DEPTH,
            max_line: 256 << 20,
        }
    }
}
