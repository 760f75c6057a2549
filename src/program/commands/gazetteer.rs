//! `newsmill gazetteer`: checks the tables, and shows what they say of a name.

use crate::program::args::{Gazetteer, GazetteerCommand};
use crate::program::progress;
use crate::program::{Host, Outcome};
use newsmill::ingest::decompressed;
use newsmill::tables::{Filter, Format, UserTable, check, find, import};
use newsmill::{Error, ErrorKind};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

pub(crate) fn run(args: &Gazetteer, host: &mut Host<'_>) -> Result<Outcome, Error> {
    match &args.command {
        GazetteerCommand::Check { tables } => checked(tables.as_deref(), host),
        GazetteerCommand::Import { format, file, country, kind, lang } => {
            let filter =
                Filter { countries: country.clone(), kinds: kind.clone(), langs: lang.clone() };
            imported(*format, file, &filter, host)
        }
        GazetteerCommand::Compile { table, out } => compiled(table, out),
        GazetteerCommand::Find { names, gazetteers } => found(names, gazetteers.as_deref(), host),
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
fn checked(path: Option<&Path>, host: &mut Host<'_>) -> Result<Outcome, Error> {
    let user = path.map(user_tables).transpose()?;
    let check = check(user.as_deref())?;
    let out = &mut host.out;
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

/// Writes the table of a dump to standard output and what was left out to standard error.
fn imported(
    format: Format,
    file: &Path,
    filter: &Filter,
    host: &mut Host<'_>,
) -> Result<Outcome, Error> {
    let source = file.display().to_string();
    let cannot = |e: std::io::Error| {
        Error::new(format!("{source}: cannot be read: {e}")).with_kind(ErrorKind::Input)
    };
    let input: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(file).map_err(cannot)?)
    };
    let mut input = BufReader::with_capacity(1 << 20, input);
    if input.fill_buf().map_err(cannot)?.starts_with(b"PK\x03\x04") {
        let message =
            format!("{source}: is a zip archive; unpack it into standard input: unzip -p");
        return Err(Error::new(message).with_kind(ErrorKind::Input));
    }
    let made = decompressed(&mut input, |input| import(input, &source, format, filter));
    let made = made.map_err(cannot)??;
    host.out.write_all(made.table.as_bytes())?;
    progress::imported(&made);
    Ok(Outcome::Done)
}

fn compiled(table: &Path, out: &Path) -> Result<Outcome, Error> {
    let bytes = UserTable::of_file(table)?.compile()?;
    std::fs::write(out, bytes).map_err(|e| {
        Error::new(format!("{}: cannot be written: {e}", out.display())).with_kind(ErrorKind::Io)
    })?;
    Ok(Outcome::Done)
}

fn found(names: &[String], folder: Option<&Path>, host: &mut Host<'_>) -> Result<Outcome, Error> {
    let user = folder.map(UserTable::of_folder).transpose()?.unwrap_or_default();
    let out = &mut host.out;
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
