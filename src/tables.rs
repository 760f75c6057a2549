//! Tables of names and words: the built-in ones, and those of the user's own.
//!
//! A table is a `.tsv` file: a header that names the columns, then one row a line. `newsmill
//! gazetteer --help` lists the forms. [`ExtractorOptions::tables`](crate::ExtractorOptions::tables)
//! takes a user's tables.

use crate::error::{ErrorKind, Result};
use crate::gazetteer::{self, built_in_orgs};

pub use crate::gazetteer::{BUILT_IN, BuiltIn, Hit, UserTable};
pub use crate::imports::{Filter, Format, Import, import};

/// What [`check`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The faults, each with file, line and cure.
    pub faults: Vec<String>,
    /// The tables, each with the number of its rows.
    pub rows: Vec<(String, usize)>,
}

/// Checks tables of the user's own, or the built-in ones where none are given: sorted, unique,
/// normalised, no common word or place without a flag, no name of two organisations.
///
/// # Errors
///
/// A table that a run would refuse ([`ErrorKind::Gazetteer`]), with the same message.
pub fn check(user: Option<&[UserTable]>) -> Result<Check> {
    let tables: Vec<(&str, &str)> = match user {
        Some(user) => {
            UserTable::classify(user).map_err(|e| e.with_kind(ErrorKind::Gazetteer))?;
            user.iter().map(|t| (t.name.as_str(), t.text.as_str())).collect()
        }
        None => BUILT_IN.iter().map(|table| (table.name, table.text)).collect(),
    };
    let faults = gazetteer::check(&tables, &built_in()?).iter().map(ToString::to_string).collect();
    // A table that cannot be parsed is among the faults.
    let rows =
        |(name, text)| gazetteer::Table::parse(name, text).map_or(0, |table| table.rows().count());
    Ok(Check {
        faults,
        rows: tables.into_iter().map(|table| (table.0.to_owned(), rows(table))).collect(),
    })
}

fn built_in() -> Result<Vec<gazetteer::Table<'static>>> {
    BUILT_IN.iter().map(BuiltIn::parse).collect()
}

/// Finds what names resolve to, in the built-in tables and the user's: of each name its key and its
/// rows.
///
/// # Errors
///
/// A table that cannot be read.
pub fn find(names: &[String], user: &[UserTable]) -> Result<Vec<(String, Vec<Hit>)>> {
    let (mut orgs, mut words) =
        UserTable::classify(user).map_err(|e| e.with_kind(ErrorKind::Gazetteer))?;
    orgs.push(built_in_orgs());
    words.extend(built_in()?);
    Ok(names.iter().map(|name| gazetteer::find(name, &orgs, &words)).collect())
}

/// Which of these ids and names no row of the tables of organisations and laws has, the user's
/// tables among them: [`ExtractorOptions::without`](crate::ExtractorOptions::without) leaves out
/// nothing by them.
///
/// # Errors
///
/// A table that cannot be read.
pub fn unknown_rows(rows: &[String], user: &[UserTable]) -> Result<Vec<String>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (mut orgs, mut words) =
        UserTable::classify(user).map_err(|e| e.with_kind(ErrorKind::Gazetteer))?;
    orgs.push(built_in_orgs());
    words.extend(built_in()?);
    let laws: Vec<&gazetteer::Table<'_>> =
        words.iter().filter(|table| table.has("jurisdiction")).collect();
    let is_law = |name: &str| {
        laws.iter().flat_map(|table| table.rows()).any(|row| {
            let columns = ["en", "de", "ru", "abbr_en", "abbr_de", "abbr_ru"];
            row.get("id") == name || columns.iter().any(|c| row.list(c).any(|n| n == name))
        })
    };
    let is_known =
        |name: &str| orgs.iter().any(|table| !table.rows_named(name).is_empty()) || is_law(name);
    Ok(rows.iter().filter(|name| !is_known(name)).cloned().collect())
}
