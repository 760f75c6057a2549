//! `newsmill.toml`: options of a project. Its keys are long options; they become arguments in front
//! of those of the command line, which wins.

use super::field::FieldName;
use super::shared::{Configured, Reading};
use super::{Args, command_line};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, FromArgMatches};
use newsmill::ingest::ReadOptions;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The file that is read without being named.
const NAME: &str = "newsmill.toml";
/// The commands whose options a file may give, and which read one.
const COMMANDS: [&str; 5] = ["run", "extract", "merge", "eval", "explain"];
/// Those whose options are its keys. `explain` shares theirs; its own are about one text.
const KEYS_OF: [&str; 4] = ["run", "extract", "merge", "eval"];
/// The table of the names of fields.
const FIELDS: &str = "fields";

/// Arguments that a file gives.
struct Given {
    /// The key, for messages.
    key: String,
    line: usize,
    args: Vec<OsString>,
}

/// Parses the command line and the file that it names. With `look`, `newsmill.toml` of the current
/// folder is read where none is named.
pub(crate) fn parse(
    argv: impl IntoIterator<Item = OsString>,
    look: bool,
) -> Result<Args, clap::Error> {
    let argv: Vec<OsString> = argv.into_iter().collect();
    let mut args = match file_of(&argv, look) {
        Some((path, command, at, typed)) => {
            let text = std::fs::read_to_string(&path).map_err(|e| {
                fault(&format!("{}: cannot read the configuration: {e}", path.display()))
            })?;
            let given =
                File { path: &path, text: &text, command: &command, typed: &typed }.given()?;
            let added = given.iter().flat_map(|g| &g.args).cloned();
            let mut all = argv.clone();
            all.splice(at..at, added);
            let mut args = from(&all).map_err(|e| blamed(e, &path, &given, &typed))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let keys = given.into_iter().map(|g| g.key).collect();
            args.configured = Some(Configured { name, keys });
            args
        }
        None => from(&argv)?,
    };
    args.configured = args.configured.filter(|c| !c.keys.is_empty());
    match args.command.reading().and_then(Reading::contradiction) {
        Some(message) => Err(fault(&message)),
        None => Ok(args),
    }
}

fn from(argv: &[OsString]) -> Result<Args, clap::Error> {
    let mut command = command_line();
    let matches = command.try_get_matches_from_mut(argv)?;
    Args::from_arg_matches(&matches).map_err(|e| e.format(&mut command))
}

fn fault(message: &str) -> clap::Error {
    clap::Error::raw(ErrorKind::ValueValidation, format!("{message}\n"))
}

/// The file that is to be read, the command, the place behind it among the arguments, and what is
/// typed of it.
fn file_of(argv: &[OsString], look: bool) -> Option<(PathBuf, String, usize, ArgMatches)> {
    // What is wrong or missing is told when all arguments are there.
    let matches = command_line().ignore_errors(true).try_get_matches_from(argv).ok()?;
    let (command, typed) = matches.subcommand()?;
    if !COMMANDS.contains(&command) {
        return None;
    }
    if typed.get_flag("no_config") {
        return None;
    }
    let named = typed.get_one::<PathBuf>("config").cloned();
    let found = || Some(PathBuf::from(NAME)).filter(|path| look && path.is_file());
    let path = named.or_else(found)?;
    let is_value = |at: usize| argv.get(at - 1).is_some_and(|before| before == "--config");
    let at = (1..argv.len()).find(|at| argv[*at] == *command && !is_value(*at))? + 1;
    Some((path, command.to_owned(), at, typed.clone()))
}

/// An error about an option of the file says so.
fn blamed(error: clap::Error, path: &Path, given: &[Given], typed: &ArgMatches) -> clap::Error {
    let Some(ContextValue::String(about)) = error.get(ContextKind::InvalidArg) else {
        return error;
    };
    let is_about = |g: &&Given| {
        let long = if g.key.starts_with(FIELDS) { "field" } else { g.key.as_str() };
        let option = about.split([' ', '=', '<']).next().unwrap_or_default();
        option == format!("--{long}") && !is_typed(typed, long)
    };
    let value = error.get(ContextKind::InvalidValue).map(ToString::to_string).unwrap_or_default();
    let of_value =
        |g: &&Given| g.args.iter().any(|arg| arg.to_string_lossy().ends_with(&format!("={value}")));
    let mut suspects = given.iter().filter(is_about);
    let first = suspects.clone().next();
    let Some(blamed) = suspects.find(of_value).or(first) else { return error };
    let said = error.to_string();
    let said = said.split("\n\nFor more information").next().unwrap_or_default();
    let said = said.strip_prefix("error: ").unwrap_or(said);
    fault(&format!("{}:{}: {}: {said}", path.display(), blamed.line, blamed.key))
}

/// Whether an option stands on the command line.
fn is_typed(typed: &ArgMatches, long: &str) -> bool {
    let id = long.replace('-', "_");
    let source = typed.try_contains_id(&id).ok().and_then(|_| typed.value_source(&id));
    source == Some(ValueSource::CommandLine)
}

/// A configuration file and the command that it is read for.
struct File<'a> {
    path: &'a Path,
    text: &'a str,
    command: &'a str,
    typed: &'a ArgMatches,
}

impl File<'_> {
    /// The arguments that it gives.
    fn given(&self) -> Result<Vec<Given>, clap::Error> {
        let table = DeTable::parse(self.text).map_err(|e| {
            let at = e.span().map_or(0, |span| span.start);
            self.fault(at, &format!("this is not TOML: {}", e.message()))
        })?;
        let mut given = Vec::new();
        let mut entries: Vec<_> = table.get_ref().iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let name = key.get_ref().as_ref();
            if name == FIELDS {
                given.extend(self.fields(value)?);
                continue;
            }
            let arg = self.option(key.span().start, name)?;
            let own = command_line();
            let own = own.find_subcommand(self.command);
            let has = own.is_some_and(|c| c.get_arguments().any(|a| a.get_long() == Some(name)));
            if has && !is_typed(self.typed, name) {
                given.push(self.argument(name, &arg, value)?);
            } else {
                // What this command does not use must be right as well.
                self.argument(name, &arg, value)?;
            }
        }
        given.retain(|g| !g.args.is_empty());
        Ok(given)
    }

    /// The option of a key.
    fn option(&self, at: usize, name: &str) -> Result<Arg, clap::Error> {
        let mut known: Vec<Arg> = Vec::new();
        let line = command_line();
        for command in KEYS_OF {
            let of =
                line.find_subcommand(command).into_iter().flat_map(clap::Command::get_arguments);
            known.extend(of.cloned());
        }
        let not = ["help", "version", "config", "no-config", "field"];
        known.retain(|arg| arg.get_long().is_some_and(|long| !not.contains(&long)));
        if let Some(arg) = known.iter().find(|arg| arg.get_long() == Some(name)) {
            return Ok(arg.clone());
        }
        let mut names: Vec<&str> = known.iter().filter_map(Arg::get_long).chain([FIELDS]).collect();
        names.sort_unstable();
        names.dedup();
        let near = names.iter().min_by_key(|known| strsim::levenshtein(known, name));
        let near = near.filter(|near| strsim::levenshtein(near, name) <= 3);
        let cure = match (name, near) {
            ("field", _) => "write a table [fields]".to_owned(),
            (_, Some(near)) => format!("did you mean \"{near}\"?"),
            (_, None) => format!("the keys are {}", names.join(", ")),
        };
        Err(self.fault(at, &format!("unknown key \"{name}\"; {cure}")))
    }

    /// The arguments of an option with a value.
    fn argument(
        &self,
        name: &str,
        arg: &Arg,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<Given, clap::Error> {
        let at = value.span().start;
        let is_path = arg.get_value_parser().type_id() == std::any::TypeId::of::<PathBuf>();
        let one = |value: &DeValue<'_>| -> Option<OsString> {
            let text = match value {
                DeValue::String(text) => text.to_string(),
                DeValue::Integer(number) => number.as_str().replace('_', ""),
                DeValue::Datetime(day) => day.to_string(),
                DeValue::Boolean(_) | DeValue::Float(_) | DeValue::Array(_) | DeValue::Table(_) => {
                    return None;
                }
            };
            let mut whole = OsString::from(format!("--{name}="));
            whole.push(if is_path { self.beside(&text).into_os_string() } else { text.into() });
            Some(whole)
        };
        let takes_value = arg.get_action().takes_values();
        let is_many = matches!(arg.get_action(), clap::ArgAction::Append);
        let args = match (value.get_ref(), takes_value, is_many) {
            (DeValue::Boolean(on), false, _) => {
                Some(on.then(|| format!("--{name}").into()).into_iter().collect())
            }
            (DeValue::Array(list), _, true) => {
                list.iter().map(|item| one(item.get_ref())).collect::<Option<Vec<_>>>()
            }
            (other, true, _) => one(other).map(|arg| vec![arg]),
            (_, false, _) => None,
        };
        let wanted = match (takes_value, is_many) {
            (false, _) => "true or false",
            (true, true) => "a list of texts or numbers",
            (true, false) => "a text or a number",
        };
        let line = self.line(at);
        let args = args.ok_or_else(|| self.fault(at, &format!("\"{name}\" is {wanted}")))?;
        Ok(Given { key: name.to_owned(), line, args })
    }

    /// The arguments of the table of fields.
    fn fields(&self, table: &Spanned<DeValue<'_>>) -> Result<Vec<Given>, clap::Error> {
        let line = command_line();
        let command = line.find_subcommand(self.command);
        let used =
            command.is_some_and(|c| c.get_arguments().any(|a| a.get_long() == Some("field")));
        let mut typed = Vec::new();
        if used && is_typed(self.typed, "field") {
            let names = self.typed.get_many::<FieldName>("field").into_iter().flatten();
            typed.extend(names.map(FieldName::left));
        }
        let Some(entries) = table.get_ref().as_table() else {
            return Err(self.fault(table.span().start, "\"fields\" is a table: [fields]"));
        };
        let mut given = Vec::new();
        let mut sorted: Vec<_> = entries.iter().collect();
        sorted.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in sorted {
            let (at, name) = (key.span().start, key.get_ref().as_ref());
            match value.get_ref().as_table() {
                Some(inner) => {
                    let mut inner: Vec<_> = inner.iter().collect();
                    inner.sort_by_key(|(key, _)| key.span().start);
                    for (ours, theirs) in inner {
                        let left = format!("{name}:{}", ours.get_ref());
                        given.push(self.field(ours.span().start, ours.get_ref(), left, theirs)?);
                    }
                }
                None => given.push(self.field(at, name, name.to_owned(), value)?),
            }
        }
        let is_new = |g: &Given| !typed.iter().any(|left| g.key == format!("{FIELDS}.{left}"));
        given.retain(|g| used && is_new(g));
        Ok(given)
    }

    fn field(
        &self,
        at: usize,
        ours: &str,
        left: String,
        theirs: &Spanned<DeValue<'_>>,
    ) -> Result<Given, clap::Error> {
        if !ReadOptions::FIELDS.contains(&ours) {
            let fields = ReadOptions::FIELDS.join(", ");
            return Err(
                self.fault(at, &format!("unknown field \"{ours}\"; the fields are {fields}"))
            );
        }
        let names: Option<Vec<&str>> = match theirs.get_ref() {
            DeValue::String(name) => Some(vec![name.as_ref()]),
            DeValue::Array(list) => list.iter().map(|name| name.get_ref().as_str()).collect(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => None,
        };
        let names = names.filter(|names| !names.is_empty()).ok_or_else(|| {
            self.fault(at, &format!("\"{ours}\" is the name of a field, or a list of such names"))
        })?;
        let args = vec![format!("--field={left}={}", names.join("|")).into()];
        Ok(Given { key: format!("{FIELDS}.{left}"), line: self.line(at), args })
    }

    /// A path of the file, from the folder of the file.
    fn beside(&self, path: &str) -> PathBuf {
        match self.path.parent().filter(|dir| *dir.as_os_str() != *OsStr::new("")) {
            Some(dir) => dir.join(path),
            None => PathBuf::from(path),
        }
    }

    fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|b| **b == b'\n').count() + 1
    }

    fn fault(&self, at: usize, message: &str) -> clap::Error {
        fault(&format!("{}:{}: {message}", self.path.display(), self.line(at)))
    }
}
