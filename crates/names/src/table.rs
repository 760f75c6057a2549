//! A tab-separated table with a header: the form of every gazetteer.

use crate::{Error, Result};

/// A table: the names of its columns and its rows.
///
/// `#` begins a comment line. A cell holds one value or several joined by `;`. No quoting: a tab
/// cannot be part of a value.
#[derive(Debug, Clone)]
pub struct Table<'t> {
    /// The file's name, for messages.
    pub name: &'t str,
    columns: Vec<&'t str>,
    rows: Vec<(usize, Vec<&'t str>)>,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a, 't> {
    table: &'a Table<'t>,
    /// The line in the file, from 1.
    pub line: usize,
    cells: &'a [&'t str],
}

impl<'t> Table<'t> {
    /// Reads a table.
    ///
    /// # Errors
    ///
    /// A file without a header, or a row with more or fewer cells than it; the message names file,
    /// line and cure.
    pub fn parse(name: &'t str, text: &'t str) -> Result<Self> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(i, line)| (i + 1, line.trim_end_matches('\r')))
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let Some((_, header)) = lines.next() else {
            return Err(Error::new(format!(
                "{name}: no header line; the first line names the columns, separated by tabs"
            )));
        };
        let columns: Vec<_> = header.split('\t').collect();
        let rows = lines
            .map(|(line, text)| {
                let cells: Vec<_> = text.split('\t').collect();
                if cells.len() == columns.len() {
                    Ok((line, cells))
                } else {
                    Err(Error::new(format!(
                        "{name}:{line}: {} cells where the header names {}; separate cells by single tabs, leave empty ones empty",
                        cells.len(),
                        columns.len()
                    )))
                }
            })
            .collect::<Result<_>>()?;
        Ok(Self { name, columns, rows })
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_, 't>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    /// The names of the columns of a table that is not parsed yet; none where it has no header.
    pub fn columns_of(text: &'t str) -> Vec<&'t str> {
        let header = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
        header.map_or_else(Vec::new, |h| h.trim_end_matches('\r').split('\t').collect())
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[&'t str] {
        &self.columns
    }

    /// Whether there is a column of this name.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }
}

impl<'t> Row<'_, 't> {
    /// The first cell, as it stands.
    pub fn first(&self) -> &'t str {
        self.cells.first().copied().unwrap_or_default()
    }

    /// The cell in the column of this place, trimmed.
    pub fn cell(&self, column: usize) -> &'t str {
        self.cells.get(column).map_or("", |c| c.trim())
    }

    /// The cell in a column, trimmed; empty where the table has no such column.
    pub fn get(&self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|c| *c == column);
        at.and_then(|i| self.cells.get(i)).map_or("", |c| c.trim())
    }

    /// The values of a cell that holds several.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split(';').map(str::trim).filter(|v| !v.is_empty())
    }

    /// The cell, or `None` where it is empty.
    pub fn opt(&self, column: &str) -> Option<&'t str> {
        Some(self.get(column)).filter(|v| !v.is_empty())
    }

    /// `file:line`, for messages and for evidence.
    pub fn place(&self) -> String {
        format!("{}:{}", self.table.name, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads() {
        let table = Table::parse("t.tsv", "# note\nid\tforms\na\tx; y\n").unwrap();
        let row = table.rows().next().unwrap();
        assert_eq!(row.list("forms").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(row.place(), "t.tsv:3");
        assert!(
            Table::parse("t.tsv", "id\tforms\na\n").unwrap_err().to_string().contains("t.tsv:2")
        );
    }
}
