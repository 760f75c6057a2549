//! Tables that the user brings: told by their columns, put beside the built-in ones.

use super::{Class, CompiledTable, OrgTable, Table};
use crate::error::{Error, Result};
use std::path::Path;

/// The extension of compiled tables.
const COMPILED: &str = "nmt";

/// A table of the user's: a file of tab-separated rows in one of the forms of `gazetteers/`, or
/// names in long form (`org_id alias lang`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserTable {
    /// The file's name, for messages and evidence.
    pub name: String,
    /// Its contents.
    pub text: String,
    /// What the names were compiled to, of a file that `newsmill gazetteer compile` wrote.
    compiled: Option<CompiledTable>,
}

impl UserTable {
    /// A table as it is written.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), compiled: None }
    }

    /// The table in compiled form, which [`UserTable::of_file`] reads without inflecting a name.
    ///
    /// # Errors
    ///
    /// A table that is none of organisations, or a line that cannot be read.
    pub fn compile(&self) -> Result<Vec<u8>> {
        let (orgs, _) = Self::classify(std::slice::from_ref(self))?;
        let table = orgs.first().ok_or_else(|| {
            Error::new(format!("{}: only tables of organisations are compiled", self.name))
        })?;
        Ok(table.to_compiled().to_bytes())
    }

    /// The `.tsv` files of a folder and the compiled tables (`.nmt`), in the order of their names.
    ///
    /// # Errors
    ///
    /// A folder that cannot be read or holds no table; a file that is not UTF-8.
    pub fn of_folder(folder: &Path) -> Result<Vec<Self>> {
        let entries = std::fs::read_dir(folder)
            .map_err(|e| Error::at(folder, "cannot read the folder of gazetteers", e))?;
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry
                .map_err(|e| Error::at(folder, "cannot read the folder of gazetteers", e))?
                .path();
            if path.extension().is_some_and(|e| e == "tsv" || e == COMPILED) {
                paths.push(path);
            }
        }
        if paths.is_empty() {
            return Err(Error::new(format!(
                "{}: holds no .tsv or .nmt file; name the folder whose tables are to be added",
                folder.display()
            )));
        }
        paths.sort();
        paths.iter().map(|p| Self::of_file(p)).collect()
    }

    /// One file.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or is not UTF-8.
    pub fn of_file(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| Error::at(path, "cannot read the table", e))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if CompiledTable::is_one(&bytes) {
            let mut compiled = CompiledTable::read(&name, bytes)?;
            let text = std::mem::take(&mut compiled.text);
            return Ok(Self { name, text, compiled: Some(compiled) });
        }
        let text = String::from_utf8(bytes).map_err(|e| {
            Error::at(path, "the table must be UTF-8 text", std::io::Error::other(e))
        })?;
        // A byte-order mark would become part of the first column's name.
        let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
        Ok(Self { name, text, compiled: None })
    }

    /// Tables of organisations, compiled; and the others, parsed.
    ///
    /// # Errors
    ///
    /// A line that cannot be read, columns of no table, a class of words that no rule knows; the
    /// message names file, line and cure.
    pub(crate) fn classify(tables: &[Self]) -> Result<(Vec<OrgTable>, Vec<Table<'_>>)> {
        let (mut orgs, mut others) = (Vec::new(), Vec::new());
        for UserTable { name, text, compiled } in tables {
            if let Some(compiled) = compiled {
                let compiled = CompiledTable { text: text.clone(), ..compiled.clone() };
                orgs.push(OrgTable::of_compiled(name.clone(), compiled));
                continue;
            }
            if OrgTable::is_one(&Table::columns_of(text)) {
                orgs.push(OrgTable::new(name.clone(), text.clone())?);
                continue;
            }
            let table = Table::parse(name, text)?;
            if table.has("class") && table.has("lang") && table.has("value") && table.has("forms") {
                known_classes(&table)?;
                others.push(table);
            } else if table.has("id") && table.has("jurisdiction") {
                others.push(table);
            } else {
                return Err(Error::new(format!(
                    "{name}: its columns ({}) are those of no table; organisations have id, kind, country, en, de, ru or org_id, alias, lang; \
                     words have class, lang, value, forms; laws have id, jurisdiction, en, de, ru",
                    table.columns().join(", ")
                )));
            }
        }
        Ok((orgs, others))
    }
}

/// A class that no built-in table has is a mistake: no rule would look into it.
fn known_classes(table: &Table<'_>) -> Result<()> {
    match table.rows().find(|row| Class::of(row).is_none()) {
        Some(row) => Err(Error::new(format!(
            "{}: no rule knows the class \"{}\"; the classes are {}",
            row.place(),
            row.get("class"),
            Class::ALL.map(Class::name).join(", ")
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sort(text: &str) -> Result<(usize, usize)> {
        let table = UserTable::new("mine.tsv", text);
        UserTable::classify(&[table]).map(|(orgs, others)| (orgs.len(), others.len()))
    }

    #[test]
    fn told_by_columns() {
        assert_eq!(sort("org_id\talias\tlang\na\tEcho\ten\n").unwrap(), (1, 0));
        assert_eq!(sort("class\tlang\tvalue\tforms\norg_head\ten\tngo\tCircle\n").unwrap(), (0, 1));
        assert!(
            sort("name\tcolour\nEcho\tred\n").unwrap_err().to_string().contains("name, colour")
        );
        assert!(
            sort("class\tlang\tvalue\tforms\norg_haed\ten\tngo\tCircle\n")
                .unwrap_err()
                .to_string()
                .contains("mine.tsv:2")
        );
    }
}
