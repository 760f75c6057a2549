//! How far readers go, so that no input can make the program use all memory, all time or all stack.

/// The limits of reading; each has a flag of its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one entry of an archive, unpacked; what is behind is not read.
    pub max_entry: u64,
    /// How many times as many bytes may come out of packed ones; the first 16 MiB are free.
    pub max_ratio: u64,
    /// Entries of one archive.
    pub max_entries: u64,
    /// Archives and compressions inside each other: `a.tar.gz` is two.
    pub max_nesting: u64,
    /// Bytes of a web page.
    pub max_html: u64,
    /// Elements inside each other in HTML.
    pub max_html_depth: u64,
    /// Lists and objects inside each other in a JSON record.
    pub max_json_depth: u64,
    /// Bytes of a line of JSONL or a row of CSV.
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
