//! A table of organisations: its names in every language and case, compiled, and its rows as they
//! stand in the text.
//!
//! Two forms of table: one row an organisation (`orgs.tsv`), or one row a name (`org_id alias
//! lang`, as bulk lists come). `build.rs` compiles the built-in table with this code,
//! `--gazetteers` the user's.

use crate::chars::is_acronym;
use crate::morphology::name_forms;
use crate::{Error, Lang, NameIndex, NameIndexBuilder, Result, Row, Table, by_lang};
use bytes::Bytes;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A name of an organisation in one language's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alias {
    /// Its row: the first byte of the line. Of a table of one name a row, the first line with that
    /// id.
    pub row: u32,
    /// The name's first byte in the table's text.
    start: u32,
    len: u16,
    /// The language whose texts it stands in.
    pub lang: Lang,
    /// The language that inflects it.
    of: Lang,
    /// Also a common word, place or surname, or the name of several bodies: needs context.
    pub ambiguous: bool,
}

/// Bytes of an alias in the compiled form.
const ALIAS: usize = 12;

impl Alias {
    /// Appends the compiled form: row, start (`u32`), length (`u16`), languages and flag (`u16`),
    /// little-endian.
    pub fn write(self, out: &mut Vec<u8>) {
        out.extend(self.row.to_le_bytes());
        out.extend(self.start.to_le_bytes());
        out.extend(self.len.to_le_bytes());
        let bits = self.lang.index() as u16
            | (self.of.index() as u16) << 2
            | u16::from(self.ambiguous) << 4;
        out.extend(bits.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let long = |at: usize| {
            bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
        };
        let short = |at: usize| {
            bytes.get(at..at + 2).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes)
        };
        let bits = short(10)?;
        let lang = |bits: u16| Lang::ALL.get(usize::from(bits & 3)).copied();
        Some(Self {
            row: long(0)?,
            start: long(4)?,
            len: short(8)?,
            lang: lang(bits)?,
            of: lang(bits >> 2)?,
            ambiguous: bits & 16 != 0,
        })
    }

    fn name(self, text: &str) -> &str {
        let start = self.start as usize;
        text.get(start..start + usize::from(self.len)).unwrap_or_default()
    }
}

/// An organisation's row. A cell is read when it is asked for.
#[derive(Clone, Copy)]
pub struct OrgRow<'t> {
    /// The table's text from this row's line on.
    text: &'t str,
    columns: Columns,
}

/// Where a header names `id` (or `org_id`), `kind`, `country`, `external`, `flags`.
type Columns = [Option<usize>; 5];

impl std::fmt::Debug for OrgRow<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("OrgRow").field(&self.id()).finish()
    }
}

impl<'t> OrgRow<'t> {
    /// `ru/gazprom`.
    pub fn id(&self) -> &'t str {
        self.cell(0)
    }

    /// The kind of body, as tables write it.
    pub fn kind(&self) -> Option<&'t str> {
        Some(self.cell(1)).filter(|kind| !kind.is_empty())
    }

    /// ISO 3166.
    pub fn country(&self) -> Option<&'t str> {
        Some(self.cell(2)).filter(|country| !country.is_empty())
    }

    /// Its ids in other registers, each with the register: `wikidata`, `ror`, `lei`.
    pub fn external(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.cell(3).split(';').filter_map(|id| id.trim().split_once(':'))
    }

    /// The type of body that the row says it is in its country: the flag `type:NAME`.
    pub fn body_type(&self) -> Option<&'t str> {
        self.cell(4).split(';').find_map(|flag| flag.trim().strip_prefix("type:"))
    }

    /// The cell of one of [`Columns`]; empty where the table has no such column.
    fn cell(&self, column: usize) -> &'t str {
        self.columns[column].map_or("", |at| cell(self.text, at))
    }
}

/// A compiled table of organisations.
#[derive(Debug)]
pub struct OrgTable {
    /// The file's name, for messages and evidence.
    pub name: Cow<'static, str>,
    pub(crate) text: Cow<'static, str>,
    pub(crate) columns: Columns,
    /// Where it names the columns of names: `en`, `de`, `ru`.
    pub(crate) names: [Option<usize>; 3],
    pub(crate) aliases: Bytes,
    /// Made when the first text of a language comes, unless `build.rs` made them.
    pub(crate) index: [OnceLock<NameIndex>; 3],
}

impl OrgTable {
    /// Takes what `build.rs` made of a table: its aliases and the index of each language.
    pub fn compiled(
        name: &'static str,
        text: &'static str,
        aliases: &'static [u8],
        index: [&'static [u8]; 3],
    ) -> Self {
        let header = text.lines().find(|l| !l.starts_with('#')).unwrap_or_default();
        Self {
            name: name.into(),
            text: text.into(),
            columns: columns(header),
            names: name_columns(header),
            aliases: Bytes::from_static(aliases),
            index: index.map(|bytes| OnceLock::from(NameIndex::read(Bytes::from_static(bytes)))),
        }
    }

    /// Compiles a table of either form.
    ///
    /// # Errors
    ///
    /// A line that cannot be read; the message names file, line and cure.
    pub fn new(name: String, text: String) -> Result<Self> {
        let (aliases, columns, names) = {
            let table = Table::parse(&name, &text)?;
            let mut aliases = Vec::new();
            for alias in aliases_of(&table, &text)? {
                alias.write(&mut aliases);
            }
            let header = table.columns().join("\t");
            (aliases, columns(&header), name_columns(&header))
        };
        let index = by_lang(|_| OnceLock::new());
        Ok(Self {
            name: name.into(),
            text: text.into(),
            columns,
            names,
            aliases: aliases.into(),
            index,
        })
    }

    /// Whether a table with these columns names organisations.
    pub fn is_one(columns: &[&str]) -> bool {
        let has = |all: &[&str]| all.iter().all(|c| columns.contains(c));
        has(&["org_id", "alias", "lang"])
            || has(&["id", "kind", "en", "de", "ru"]) && !has(&["jurisdiction"])
    }

    /// The spellings of a language's names, to aliases.
    pub fn names(&self, lang: Lang) -> &NameIndex {
        self.index[lang.index()].get_or_init(|| index_of(lang, &self.text, self.aliases()))
    }

    /// Every alias.
    pub fn aliases(&self) -> impl Iterator<Item = Alias> + '_ {
        self.aliases.chunks_exact(ALIAS).filter_map(Alias::read)
    }

    /// An alias by its place among them.
    pub fn alias(&self, at: u32) -> Option<Alias> {
        let from = at as usize * ALIAS;
        Alias::read(self.aliases.get(from..from + ALIAS)?)
    }

    /// An alias's name: the nominative.
    pub fn name_of(&self, alias: Alias) -> &str {
        alias.name(&self.text)
    }

    /// A row, by the first byte of its line.
    pub fn row(&self, row: u32) -> OrgRow<'_> {
        let text = self.text.get(row as usize..).unwrap_or_default();
        OrgRow { text, columns: self.columns }
    }

    /// The first name of a row in each language. A table of one name a row has none.
    pub fn first_names(&self, row: u32) -> [Option<&str>; 3] {
        let mut names = [None; 3];
        for (column, cell) in self.line(row).split('\t').enumerate() {
            if let Some(lang) = self.names.iter().position(|of| *of == Some(column)) {
                names[lang] = cell.split(';').map(str::trim).find(|name| !name.is_empty());
            }
        }
        names
    }

    /// The line of a row, from 1, and its text.
    pub fn place(&self, row: u32) -> (usize, &str) {
        let head = self.text.get(..row as usize).unwrap_or_default();
        (head.bytes().filter(|b| *b == b'\n').count() + 1, self.line(row))
    }

    fn line(&self, row: u32) -> &str {
        self.text.get(row as usize..).and_then(|t| t.lines().next()).unwrap_or_default()
    }

    /// The first alias of each row that says its type of body ([`OrgRow::body_type`]).
    pub fn typed(&self) -> Vec<(u32, OrgRow<'_>)> {
        // Few tables have such rows, and the others are large.
        if !self.text.contains("type:") {
            return Vec::new();
        }
        let mut last = None;
        let mut typed = Vec::new();
        for (at, alias) in self.aliases().enumerate() {
            if last.replace(alias.row) != Some(alias.row) {
                let row = self.row(alias.row);
                typed.extend(row.body_type().map(|_| (at as u32, row)));
            }
        }
        typed
    }

    /// The rows that bear an id or a name.
    pub fn rows_named(&self, name: &str) -> Vec<u32> {
        let mut rows: Vec<u32> = self
            .aliases()
            .filter(|a| a.name(&self.text) == name || self.row(a.row).id() == name)
            .map(|a| a.row)
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// A cell of the first line of a text, byte by byte: a faster search for tabs costs more to set up.
fn cell(text: &str, column: usize) -> &str {
    let (mut start, mut left) = (0, column);
    for (at, byte) in text.bytes().enumerate() {
        match (byte, left) {
            (b'\t' | b'\n', 0) => return text[start..at].trim(),
            (b'\t', _) => (start, left) = (at + 1, left - 1),
            (b'\n', _) => return "",
            _ => {}
        }
    }
    if left == 0 { text[start..].trim() } else { "" }
}

/// Where a header names the [`Columns`]. In a table of one name a row, `kind` says what
/// kind of name it is.
pub(crate) fn columns(header: &str) -> Columns {
    let at = |name: &str| header.split('\t').position(|c| c.trim() == name);
    match at("org_id") {
        Some(id) => [Some(id), None, at("country"), at("external"), at("flags")],
        None => [at("id"), at("kind"), at("country"), at("external"), at("flags")],
    }
}

/// Where a header names the columns of names.
pub(crate) fn name_columns(header: &str) -> [Option<usize>; 3] {
    by_lang(|lang| header.split('\t').position(|column| column.trim() == lang.as_str()))
}

/// The aliases of a table, in its order.
///
/// # Errors
///
/// A table larger than 4 GB, or a name longer than 64 KB.
pub fn aliases_of(table: &Table<'_>, text: &str) -> Result<Vec<Alias>> {
    if u32::try_from(text.len()).is_err() {
        return Err(Error::new(format!("{}: larger than 4 GB; split the table", table.name)));
    }
    if table.has("org_id") { long(table, text) } else { wide(table, text) }
}

/// Where a slice of the table's text begins.
fn offset(text: &str, part: &str) -> u32 {
    (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize) as u32
}

/// One row an organisation.
fn wide(table: &Table<'_>, text: &str) -> Result<Vec<Alias>> {
    let mut aliases = Vec::new();
    for row in table.rows() {
        let first = offset(text, row.first());
        for lang in Lang::ALL {
            for name in row.list(lang.as_str()) {
                let len = length(name, &row)?;
                let ambiguous =
                    row.list("flags").any(|f| f.strip_prefix("ambiguous:") == Some(name));
                let alias =
                    Alias { row: first, start: offset(text, name), len, lang, of: lang, ambiguous };
                aliases.push(alias);
                // Names in Latin letters stand unchanged in texts of the other languages.
                if lang == Lang::En
                    && (name.contains(' ') || is_acronym(name) || row.get("de").is_empty())
                {
                    let others = [Lang::De, Lang::Ru]
                        .into_iter()
                        .filter(|l| !row.list(l.as_str()).any(|n| n == name));
                    aliases.extend(others.map(|lang| Alias { lang, of: Lang::En, ..alias }));
                }
            }
        }
    }
    Ok(aliases)
}

/// One row a name. Bulk lists do not say which names need context: short acronyms and names of
/// several ids do.
fn long(table: &Table<'_>, text: &str) -> Result<Vec<Alias>> {
    // Looked up, never walked: their order says nothing.
    let mut rows: HashMap<&str, u32> = HashMap::new();
    let mut owners: HashMap<&str, Option<&str>> = HashMap::new();
    let column = |name: &str| table.columns().iter().position(|c| *c == name).unwrap_or_default();
    let (ids, names, langs) = (column("org_id"), column("alias"), column("lang"));
    for row in table.rows() {
        let (id, name) = (row.cell(ids), row.cell(names));
        owners.entry(name).and_modify(|o| *o = o.filter(|other| *other == id)).or_insert(Some(id));
        rows.entry(id).or_insert_with(|| offset(text, row.first()));
    }
    let mut aliases = Vec::new();
    for row in table.rows() {
        let (id, name) = (row.cell(ids), row.cell(names));
        if id.is_empty() || name.is_empty() {
            return Err(Error::new(format!(
                "{}: no org_id or no alias; give both or take the line out",
                row.place()
            )));
        }
        let of = Lang::from_tag(row.cell(langs));
        let acronym = is_acronym(name);
        let ambiguous =
            owners.get(name).is_none_or(Option::is_none) || acronym && name.chars().count() <= 3;
        let alias = Alias {
            row: rows.get(id).copied().unwrap_or_default(),
            start: offset(text, name),
            len: length(name, &row)?,
            lang: of.unwrap_or(Lang::En),
            of: of.unwrap_or(Lang::En),
            ambiguous,
        };
        // A tag of ours: the names of that language, in texts of it; English ones as in the other
        // form.
        if of.is_some_and(|lang| lang != Lang::En || !(name.contains(' ') || acronym)) {
            aliases.push(alias);
        } else {
            aliases.extend(Lang::ALL.map(|lang| Alias { lang, ..alias }));
        }
    }
    Ok(aliases)
}

fn length(name: &str, row: &Row<'_, '_>) -> Result<u16> {
    u16::try_from(name.len())
        .map_err(|_| Error::new(format!("{}: a name longer than 64 KB; shorten it", row.place())))
}

/// Compiles the names of one language's texts.
pub fn index_of(lang: Lang, text: &str, aliases: impl Iterator<Item = Alias>) -> NameIndex {
    let mut names = NameIndexBuilder::default();
    for (at, alias) in aliases.enumerate().filter(|(_, a)| a.lang == lang) {
        for form in name_forms(alias.name(text), alias.of) {
            names.add(&form, at as u32);
        }
    }
    names.build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize;

    fn found(table: &OrgTable, lang: Lang, text: &str) -> Vec<(String, String, bool)> {
        let mut parts = Vec::new();
        tokenize(text, 0, &mut parts);
        (0..parts.len())
            .filter_map(|at| table.names(lang).longest(&parts, at))
            .flat_map(|(_, entries)| entries)
            .filter_map(|at| table.alias(at))
            .map(|a| (table.row(a.row).id().to_owned(), table.name_of(a).to_owned(), a.ambiguous))
            .collect()
    }

    #[test]
    fn both_forms_give_the_same_names() {
        let wide = "id\tkind\tcountry\ten\tde\tru\tflags\texternal\tsource\n\
            x/echo\tngo\tKZ\tEcho Group;ECG\t\tГруппа Эхо\tambiguous:ECG\twikidata:Q1\town\n";
        let long =
            "org_id\talias\tlang\nx/echo\tEcho Group\ten\nx/echo\tECG\t*\nx/echo\tГруппа Эхо\tru\n";
        for text in [wide, long] {
            let table = OrgTable::new("t.tsv".to_owned(), text.to_owned()).unwrap();
            let named = |name: &str, ambiguous| ("x/echo".to_owned(), name.to_owned(), ambiguous);
            assert_eq!(
                found(&table, Lang::En, "the Echo Group said"),
                [named("Echo Group", false)]
            );
            assert_eq!(found(&table, Lang::De, "die ECG sagte"), [named("ECG", true)]);
            assert_eq!(found(&table, Lang::Ru, "для Группы Эхо"), [named("Группа Эхо", false)]);
        }
    }

    #[test]
    fn a_name_of_two_ids_needs_context() {
        let text = "org_id\talias\tlang\na\tMerkur Werke\tde\nb\tMerkur Werke\tde\n".to_owned();
        let table = OrgTable::new("t.tsv".to_owned(), text).unwrap();
        assert!(found(&table, Lang::De, "Merkur Werke").iter().all(|f| f.2));
        assert_eq!(table.rows_named("Merkur Werke").len(), 2);
    }

    #[test]
    fn a_line_without_a_name_is_an_error() {
        let error = OrgTable::new("t.tsv".to_owned(), "org_id\talias\tlang\nx\t\ten\n".to_owned())
            .unwrap_err();
        assert!(error.to_string().contains("t.tsv:2"), "{error}");
    }
}
