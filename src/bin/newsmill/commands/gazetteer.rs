//! `newsmill gazetteer`: checks the tables, and shows what they say of a name.

use crate::Outcome;
use crate::args::{Gazetteer, GazetteerCommand};
use newsmill::tables::{UserTable, check, find};
use newsmill::{Error, ErrorKind};
use std::io::Write;
use std::path::Path;

pub(crate) fn run(args: &Gazetteer) -> Result<Outcome, Error> {
    match &args.command {
        GazetteerCommand::Check { tables } => checked(tables.as_deref()),
        GazetteerCommand::Find { names, gazetteers } => found(names, gazetteers.as_deref()),
    }
}

fn user_tables(path: &Path) -> Result<Vec<UserTable>, Error> {
    if path.is_dir() {
        UserTable::of_folder(path)
    } else {
        UserTable::of_file(path).map(|table| vec![table])
    }
}

/// Prints faults, one a line; any is a failure.
fn checked(path: Option<&Path>) -> Result<Outcome, Error> {
    let user = path.map(user_tables).transpose()?;
    let check = check(user.as_deref())?;
    let mut out = std::io::stdout().lock();
    for fault in &check.faults {
        writeln!(out, "{fault}")?;
    }
    if check.faults.is_empty() {
        for (name, rows) in &check.rows {
            writeln!(out, "{name}: {rows} rows, no fault")?;
        }
        return Ok(Outcome::Done);
    }
    let message =
        format!("{} faults; each line above names file, line and cure", check.faults.len());
    Err(Error::new(message).with_kind(ErrorKind::Gazetteer))
}

fn found(names: &[String], folder: Option<&Path>) -> Result<Outcome, Error> {
    let user = folder.map(UserTable::of_folder).transpose()?.unwrap_or_default();
    let mut out = std::io::stdout().lock();
    let mut unknown = Vec::new();
    for (name, (key, hits)) in names.iter().zip(find(names, &user)?) {
        writeln!(out, "{name}  (key {key})")?;
        for hit in &hits {
            let lang = hit.lang.map_or("every language", |l| l.as_str());
            let form = if hit.name == *name {
                String::new()
            } else {
                format!(", a form of \"{}\"", hit.name)
            };
            let context = if hit.needs_context {
                "; needs context: quotes, a descriptor, or a full name of the same body"
            } else {
                ""
            };
            writeln!(out, "  {}  {} ({})  in {lang}{form}{context}", hit.place, hit.row, hit.says)?;
        }
        if hits.is_empty() {
            writeln!(out, "  no row; only grammar or its document can tell it")?;
            unknown.push(name.as_str());
        }
    }
    out.flush()?;
    if unknown.is_empty() {
        return Ok(Outcome::Done);
    }
    Err(Error::new(format!(
        "no table knows {}; add a row to a table of your own, see --gazetteers",
        unknown.join(", ")
    )))
}
