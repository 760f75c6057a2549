//! `newsmill gazetteer`: checks the tables, and shows what they say of a name.

use crate::Outcome;
use crate::args::{Gazetteer, GazetteerCommand};
use newsmill::Error;
use newsmill::gazetteer::{BUILT_IN, BuiltIn, Table, UserTable, built_in_orgs, check, find};
use std::io::Write;
use std::path::Path;

pub(crate) fn run(args: &Gazetteer) -> Result<Outcome, Error> {
    match &args.command {
        GazetteerCommand::Check { tables } => checked(tables.as_deref()),
        GazetteerCommand::Find { names, gazetteers } => found(names, gazetteers.as_deref()),
    }
}

fn built_in() -> Result<Vec<Table<'static>>, Error> {
    BUILT_IN.iter().map(BuiltIn::parse).collect()
}

fn user_tables(path: &Path) -> Result<Vec<UserTable>, Error> {
    if path.is_dir() { UserTable::of_folder(path) } else { UserTable::of_file(path).map(|table| vec![table]) }
}

/// Faults go to standard output, one a line; any is a failure.
fn checked(path: Option<&Path>) -> Result<Outcome, Error> {
    let user = path.map(user_tables).transpose()?;
    let tables: Vec<(&str, &str)> = match &user {
        Some(user) => {
            // What a run would refuse, in the words in which it would.
            UserTable::classify(user)?;
            user.iter().map(|t| (t.name.as_str(), t.text.as_str())).collect()
        }
        None => BUILT_IN.iter().map(|table| (table.name, table.text)).collect(),
    };
    let faults = check(&tables, &built_in()?);
    let mut out = std::io::stdout().lock();
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    if faults.is_empty() {
        for (name, text) in &tables {
            writeln!(out, "{name}: {} rows, no fault", Table::parse(name, text)?.rows().count())?;
        }
        return Ok(Outcome::Done);
    }
    Err(Error::new(format!("{} faults; each line above names file, line and cure", faults.len())))
}

fn found(names: &[String], folder: Option<&Path>) -> Result<Outcome, Error> {
    let user = folder.map(UserTable::of_folder).transpose()?.unwrap_or_default();
    let (mut orgs, mut tables) = UserTable::classify(&user)?;
    orgs.push(built_in_orgs());
    tables.extend(built_in()?);
    let mut out = std::io::stdout().lock();
    let mut unknown = Vec::new();
    for name in names {
        let (key, hits) = find(name, &orgs, &tables);
        writeln!(out, "{name}  (key {key})")?;
        for hit in &hits {
            let lang = hit.lang.map_or("every language", |l| l.code());
            let form = if hit.name == *name { String::new() } else { format!(", a form of \"{}\"", hit.name) };
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
