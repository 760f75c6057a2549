//! How the cells of a table are separated and quoted, as its first bytes show, and the cells of a
//! row.

use crate::ingest::format::text_start;
use crate::ingest::options::ReadOptions;

/// How many lines may stand before the header.
const MAX_PREAMBLE: usize = 20;

/// How a table is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// What ends a line: CR in files of old Macs.
    pub(super) line_end: u8,
    /// Tabs separate the cells. A quotation mark is then a letter, unless the file shows that it
    /// quotes cells.
    pub(super) is_tabbed: bool,
    /// Quotation marks around cells between tabs were seen.
    pub(super) has_quotes: bool,
    /// `\"` is a quotation mark inside a cell.
    pub(super) has_backslashes: bool,
    /// Lines before the header.
    pub(super) preamble: usize,
    /// The first line of the preamble only names the delimiter: `sep=;`.
    pub(super) names_delimiter: bool,
}

impl Dialect {
    /// The dialect of a table that begins so. `usual` separates its cells where no line names the
    /// column of the text.
    pub(super) fn of(head: &[u8], usual: u8, options: &ReadOptions) -> Self {
        let text = text_start(head);
        let line_end = line_end(text);
        let named = named_delimiter(text, line_end);
        let lines = || text.split(|b| *b == line_end).map(<[u8]>::trim_ascii).enumerate();
        let header = lines().take(MAX_PREAMBLE + 1).find_map(|(at, line)| {
            let candidates = named.map_or(vec![b',', b'\t', b';', b'|'], |named| vec![named]);
            let found = candidates.into_iter().find(|d| names_text(line, *d, options));
            found.map(|delimiter| (at, delimiter))
        });
        let is_plain = lines().next().is_some_and(|(_, line)| is_field(line, options));
        let (preamble, delimiter) = match header {
            _ if is_plain => (0, usual),
            // A name in quotation marks may go on in the next line.
            Some((at, delimiter)) if lines().take(at).all(|(_, line)| is_closed(line)) => {
                (at, delimiter)
            }
            Some((_, delimiter)) => (0, delimiter),
            None => (usize::from(named.is_some()), named.unwrap_or(usual)),
        };
        let rows = || lines().skip(preamble).map(|(_, line)| line);
        Self {
            delimiter,
            line_end,
            is_tabbed: delimiter == b'\t',
            has_quotes: rows().any(shows_quotes),
            has_backslashes: rows().any(shows_backslashes),
            preamble,
            names_delimiter: named.is_some(),
        }
    }

    /// Whether the first line of a file names the column of the text, or `sep=` and the next does.
    pub(super) fn is_likely(head: &[u8], options: &ReadOptions) -> bool {
        let text = text_start(head);
        let mut lines = text.split(|b| *b == line_end(text)).map(<[u8]>::trim_ascii);
        let named = named_delimiter(text, line_end(text));
        let line = if named.is_some() { lines.nth(1) } else { lines.next() };
        [b',', b'\t', b';', b'|'].into_iter().any(|delimiter| {
            named.is_none_or(|named| named == delimiter)
                && line.is_some_and(|line| names_text(line, delimiter, options))
        })
    }
}

fn line_end(text: &[u8]) -> u8 {
    if text.contains(&b'\r') && !text.contains(&b'\n') { b'\r' } else { b'\n' }
}

/// The delimiter that a first line `sep=;` names, as Excel writes it.
fn named_delimiter(text: &[u8], line_end: u8) -> Option<u8> {
    let line = text.split(|b| *b == line_end).next()?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix(b"\"").and_then(|l| l.strip_suffix(b"\"")).unwrap_or(line);
    let (name, value) = line.split_at_checked(4)?;
    match value {
        [delimiter] if name.eq_ignore_ascii_case(b"sep=") => Some(*delimiter),
        _ => None,
    }
}

/// Whether a cell of a line is the name of the field of the text.
fn names_text(line: &[u8], delimiter: u8, options: &ReadOptions) -> bool {
    line.contains(&delimiter)
        && line.split(|b| *b == delimiter).any(|cell| is_field(cell.trim_ascii(), options))
}

fn is_closed(line: &[u8]) -> bool {
    memchr::memchr_iter(b'"', line).count().is_multiple_of(2)
}

fn is_field(cell: &[u8], options: &ReadOptions) -> bool {
    let bare = cell.strip_prefix(b"\"").and_then(|c| c.strip_suffix(b"\"")).unwrap_or(cell);
    options.text_names().any(|name| name.as_bytes() == cell || name.as_bytes() == bare)
}

/// Whether a line between tabs has a cell in quotation marks with doubled ones in it, or only cells
/// in quotation marks.
fn shows_quotes(line: &[u8]) -> bool {
    let whole = |cell: &[u8]| cell.len() > 1 && closing(cell, b'\t') == Closing::At(cell.len() - 1);
    let mut cells = line.split(|b| *b == b'\t').map(<[u8]>::trim_ascii).peekable();
    let is_table = line.contains(&b'\t');
    let doubled = cells.clone().any(|cell| {
        whole(cell) && memchr::memmem::find(&cell[1..cell.len() - 1], b"\"\"").is_some()
    });
    doubled || is_table && cells.all(whole)
}

/// Whether a line has `\"` before a letter or digit, where no cell ends.
fn shows_backslashes(line: &[u8]) -> bool {
    memchr::memmem::find_iter(line, b"\\\"")
        .any(|at| line.get(at + 2).is_some_and(|b| b.is_ascii_alphanumeric() || !b.is_ascii()))
}

/// Where a cell in quotation marks ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Closing {
    /// At this mark. A delimiter or the end of the row follows.
    At(usize),
    /// Nowhere in these bytes.
    Open,
    /// The cell has a mark in its middle, or does not begin with one: the marks are letters.
    Letters,
}

/// Where the cell at the beginning of `bytes` ends, if it begins with a quotation mark.
pub(super) fn closing(bytes: &[u8], delimiter: u8) -> Closing {
    match bytes.strip_prefix(b"\"").map(|inside| closing_inside(inside, delimiter)) {
        Some(Closing::At(at)) => Closing::At(at + 1),
        Some(other) => other,
        None => Closing::Letters,
    }
}

/// Where the cell in whose quotation marks `bytes` begin ends.
pub(super) fn closing_inside(bytes: &[u8], delimiter: u8) -> Closing {
    let mut from = 0;
    while let Some(found) = bytes.get(from..).and_then(|rest| memchr::memchr(b'"', rest)) {
        let at = from + found;
        match bytes.get(at + 1) {
            None | Some(b'\n' | b'\r') => return Closing::At(at),
            Some(b) if *b == delimiter => return Closing::At(at),
            Some(b'"') => from = at + 2,
            Some(_) => return Closing::Letters,
        }
    }
    Closing::Open
}

/// A cell of a row.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// Without the quotation marks around it.
    pub(super) text: String,
    /// Whether it stood in quotation marks.
    pub(super) is_quoted: bool,
}

/// The cells of a row, without its line end.
pub(super) fn cells(row: &str, dialect: Dialect) -> Vec<Cell> {
    if dialect.is_tabbed { tabbed(row, dialect.has_quotes) } else { separated(row, dialect) }
}

fn tabbed(row: &str, has_quotes: bool) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut rest = Some(row);
    while let Some(row) = rest {
        let (raw, is_quoted) = match closing(row.as_bytes(), b'\t') {
            Closing::At(at) => (&row[..=at], true),
            Closing::Open | Closing::Letters => (row.split('\t').next().unwrap_or_default(), false),
        };
        rest = row[raw.len()..].strip_prefix('\t');
        cells.push((raw, is_quoted));
    }
    let all = cells.len() > 1 && cells.iter().all(|(_, is_quoted)| *is_quoted);
    let cell = |(raw, is_quoted): (&str, bool)| {
        let inner = raw.get(1..raw.len().saturating_sub(1)).filter(|_| is_quoted);
        let proves = |inner: &str| inner.contains("\"\"") || inner.contains(['\n', '\t']);
        match inner.filter(|inner| has_quotes || all || proves(inner)) {
            Some(inner) => Cell { text: inner.replace("\"\"", "\""), is_quoted: true },
            None => Cell { text: raw.to_owned(), is_quoted: false },
        }
    };
    cells.into_iter().map(cell).collect()
}

fn separated(row: &str, dialect: Dialect) -> Vec<Cell> {
    let delimiter = char::from(dialect.delimiter);
    let (mut cells, mut cell, mut quoted) = (Vec::new(), Cell::default(), false);
    let mut begin = true;
    let mut chars = row.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.text.push('"');
            }
            '\\' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                let is_end = chars.peek().is_none_or(|next| *next == delimiter);
                if chars.peek() == Some(&'"') {
                    // A backslash before a doubled quotation mark.
                    chars.next();
                    cell.text.push_str("\\\"");
                } else if is_end && !dialect.has_backslashes {
                    cell.text.push('\\');
                    quoted = false;
                } else {
                    cell.text.push('"');
                }
            }
            '"' if quoted => quoted = false,
            '"' if begin => {
                quoted = true;
                cell.is_quoted = true;
            }
            c if c == delimiter && !quoted => {
                cells.push(std::mem::take(&mut cell));
                begin = true;
                continue;
            }
            c => {
                // With text behind its closing mark a cell does not count as quoted.
                cell.is_quoted &= quoted;
                cell.text.push(c);
            }
        }
        begin = false;
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str, usual: u8) -> Dialect {
        Dialect::of(head.as_bytes(), usual, &ReadOptions::default())
    }

    fn texts(row: &str, head: &str, usual: u8) -> Vec<String> {
        cells(row, of(head, usual)).into_iter().map(|c| c.text).collect()
    }

    #[test]
    fn dialects() {
        for (head, delimiter, preamble) in [
            ("id,text\n1,x", b',', 0),
            ("id;text\n1;x", b';', 0),
            ("sep=;\r\nid;text\r\n", b';', 1),
            ("\"sep=|\"\nid|text\n", b'|', 1),
            ("Export, of 2021\n\nid;text\n", b';', 2),
            ("text\na,text\n", b',', 0),
            ("no,header\n1,2\n", b',', 0),
            ("id,\"te\nxt\",text\n1,x,y\n", b',', 0),
        ] {
            let dialect = of(head, b',');
            assert_eq!((dialect.delimiter, dialect.preamble), (delimiter, preamble), "{head}");
        }
        assert_eq!(of("id,text\r1,a\r2,b\r", b',').line_end, b'\r');
        assert_eq!(of("id,text\r\n1,a\r\n", b',').line_end, b'\n');
        assert!(of("id\ttext\n1\t\"a \"\"b\"\"\"\n", b'\t').has_quotes);
        assert!(of("\"id\"\t\"text\"\n", b'\t').has_quotes);
        assert!(!of("id\ttext\n1\t\"a\", he said\n2\t\"b\"\n", b'\t').has_quotes);
    }

    #[test]
    fn cells_and_quotes() {
        let comma = "id,text\n";
        assert_eq!(
            texts("a,\"b,\"\"c\"\"\n d\",,e\"f", comma, b','),
            ["a", "b,\"c\"\n d", "", "e\"f"]
        );
        assert_eq!(texts("a,\"\\\"b\\\" c\",\"d\\\"", comma, b','), ["a", "\"b\" c", "d\\"]);
        assert_eq!(texts("a,\"say \\\"b\\\", c\"", "text,x\n\"\\\"x\",1", b',').len(), 2);
        let tab = "id\ttext\n";
        assert_eq!(texts("a\tb", tab, b'\t'), ["a", "b"]);
        assert_eq!(texts("1\t\"a\", he said\tx", tab, b'\t'), ["1", "\"a\", he said", "x"]);
        assert_eq!(texts("1\t\"open\tx", tab, b'\t'), ["1", "\"open", "x"]);
        assert_eq!(texts("1\t\"a\"\tx", tab, b'\t'), ["1", "\"a\"", "x"]);
        assert_eq!(texts("1\t\"a \"\"b\"\"\"\tx", tab, b'\t'), ["1", "a \"b\"", "x"]);
        assert_eq!(texts("\"1\"\t\"a\"", tab, b'\t'), ["1", "a"]);
    }
}
