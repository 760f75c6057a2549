//! What the user typed: the commands with their own options. `shared` holds options of several.

mod config;
mod examples;
mod field;
mod shared;
mod size;

pub(crate) use config::parse;
use shared::{Allowed, OUTPUT};
pub(crate) use shared::{Configured, ExtractorArgs, Finish, Input, Reading};

use clap::{Args as ClapArgs, CommandFactory, Parser, Subcommand};
use newsmill::export;
use newsmill::model::{Day, Lang, OrgKind};
use newsmill::tables::Format;
use std::path::PathBuf;

/// Reads news archives in English, German and Russian into structured JSONL: organisations, dates,
/// money and legal articles, each with its value, its exact place and the rule that found it.
#[derive(Debug, Parser)]
#[command(name = "newsmill", version, propagate_version = true, after_help = examples::PROGRAM)]
pub(crate) struct Args {
    /// Take options from this file instead of newsmill.toml in the current folder
    #[arg(long, global = true, value_name = "FILE", help_heading = CONFIGURATION)]
    pub(crate) config: Option<PathBuf>,
    /// Do not read newsmill.toml
    #[arg(long, global = true, conflicts_with = "config", help_heading = CONFIGURATION)]
    pub(crate) no_config: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
    /// The file that options come from besides the command line.
    #[arg(skip)]
    pub(crate) configured: Option<Configured>,
}

const CONFIGURATION: &str = "Configuration";

/// The command line as clap knows it.
pub(crate) fn command_line() -> clap::Command {
    Args::command()
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read everything below the inputs and write a dataset
    Run(Run),
    /// Write mention records to standard output as they are found, in the order of the input
    Extract(Extract),
    /// Finish bundles of `extract --bundles` into one dataset, equal to one run over all their
    /// inputs
    Merge(Merge),
    /// Show what changed between two datasets, record by record; exit 0 same, 1 changed, 2 trouble
    Diff(Diff),
    /// Verify a dataset: schema, order, offsets, references, counts; exit 0 sound, 1 findings, 2
    /// trouble
    Check(Check),
    /// Write a dataset in another format: tables, or the annotation formats of other tools
    Export(Export),
    /// Write a dataset as one page of HTML to look at: organisations, facts, dates, sums, laws, texts
    Report(Report),
    /// Precision, recall and F1 by kind and language on your own annotations
    Eval(Eval),
    /// Show a text with its mentions marked, each with value, rule and evidence; or why the names
    /// of an entity are one
    Explain(Explain),
    /// Check the tables of names and words, or show what they say of a name
    Gazetteer(Gazetteer),
    /// List the rules: what each reads, with examples
    Rules(Rules),
    /// Print the JSON Schema of a record
    Schema(Schema),
    /// Write the completions for a shell to standard output
    Completions(Completions),
    /// Write manual pages, one for each command
    Man(Man),
}

impl Command {
    /// Whether nothing is to be said.
    pub(crate) fn is_quiet(&self) -> bool {
        match self {
            Self::Run(run) => run.finish.talk.quiet,
            Self::Merge(merge) => merge.finish.talk.quiet,
            Self::Extract(_)
            | Self::Explain(_)
            | Self::Diff(_)
            | Self::Check(_)
            | Self::Export(_)
            | Self::Report(_)
            | Self::Eval(_)
            | Self::Gazetteer(_)
            | Self::Rules(_)
            | Self::Schema(_)
            | Self::Completions(_)
            | Self::Man(_) => false,
        }
    }

    /// How inputs are read, of the commands that read any.
    fn reading(&self) -> Option<&Reading> {
        match self {
            Self::Run(run) => Some(&run.input.reading),
            Self::Extract(extract) => Some(&extract.input.reading),
            Self::Explain(explain) => Some(&explain.reading),
            Self::Merge(_)
            | Self::Diff(_)
            | Self::Check(_)
            | Self::Export(_)
            | Self::Report(_)
            | Self::Eval(_)
            | Self::Gazetteer(_)
            | Self::Rules(_)
            | Self::Schema(_)
            | Self::Completions(_)
            | Self::Man(_) => None,
        }
    }
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::RUN)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Read only inputs that are new or changed since the last run into this folder. The result
    /// equals that of a full run. Bundles are kept for the next time, as with --keep-work. (A run
    /// that was stopped or killed resumes without this option). For one line appended to a file the
    /// whole file is read again, and the links and facts of all documents are made anew
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) update: bool,
    /// Write each document's text into its record
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) with_text: bool,
    #[command(flatten)]
    pub(crate) finish: Finish,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::EXTRACT)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Write bundle lines for `newsmill merge` instead of mention records
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) bundles: bool,
    /// With --bundles: keep each document's text
    #[arg(long, requires = "bundles", help_heading = OUTPUT)]
    pub(crate) with_text: bool,
    /// With --bundles: the source of the records of standard input, if it is a part of an archive
    #[arg(long, value_name = "NAME", requires = "bundles", help_heading = OUTPUT)]
    pub(crate) source: Option<String>,
    /// With --bundles: the position of the first record of standard input
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = OUTPUT)]
    pub(crate) first: u64,
    /// Write rejects to this file instead of standard error
    #[arg(long, value_name = "FILE", help_heading = OUTPUT)]
    pub(crate) rejects: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) allowed: Allowed,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::MERGE)]
pub(crate) struct Merge {
    /// Files of bundle lines: .jsonl, .gz or .zst
    #[arg(required = true, value_name = "BUNDLES")]
    pub(crate) bundles: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) finish: Finish,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::DIFF)]
pub(crate) struct Diff {
    /// The older dataset
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The newer one
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// One JSON object a change
    #[arg(long)]
    pub(crate) json: bool,
    /// Every change, however many
    #[arg(long, conflicts_with = "json")]
    pub(crate) all: bool,
    /// Compare what the rules find and link in the documents of both datasets: mentions that each
    /// rule gained and lost, entities joined and parted. Tells a new version from new articles
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) by: Option<DiffBy>,
}

/// What `diff --by` compares by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DiffBy {
    /// The rule that found a mention.
    Rule,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::CHECK)]
pub(crate) struct Check {
    /// The dataset
    #[arg(value_name = "DIR")]
    pub(crate) dataset: PathBuf,
    /// One JSON object a finding
    #[arg(long)]
    pub(crate) json: bool,
    /// Every finding, however many
    #[arg(long, conflicts_with = "json")]
    pub(crate) all: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::EXPORT)]
pub(crate) struct Export {
    /// The dataset
    #[arg(value_name = "DIR")]
    pub(crate) dataset: PathBuf,
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = export_format)]
    pub(crate) format: export::Format,
    /// The folder to write: new or empty
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::REPORT)]
pub(crate) struct Report {
    /// The dataset
    #[arg(value_name = "DIR")]
    pub(crate) dataset: PathBuf,
    /// The page to write; - for standard output
    #[arg(long, value_name = "FILE", default_value = "report.html")]
    pub(crate) out: PathBuf,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
}

fn export_format(name: &str) -> Result<export::Format, String> {
    name.parse().map_err(|e: newsmill::Error| e.to_string())
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::EVAL)]
pub(crate) struct Eval {
    /// Annotated documents, one JSON object a line: id, text, entities (type, start, end in code
    /// points), optionally lang, date, types
    #[arg(value_name = "GOLD.jsonl")]
    pub(crate) gold: PathBuf,
    /// Print up to N missed or spurious mentions
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,
    #[command(flatten)]
    pub(crate) extractor: ExtractorArgs,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::EXPLAIN)]
pub(crate) struct Explain {
    /// Files and folders, or - for standard input
    #[arg(value_name = "INPUT", required_unless_present_any = ["text", "entity"])]
    pub(crate) inputs: Vec<PathBuf>,
    /// This text instead of a file's
    #[arg(long, value_name = "TEXT", conflicts_with = "inputs")]
    pub(crate) text: Option<String>,
    /// Write a page that needs nothing else to this file; - for standard output
    #[arg(long, value_name = "FILE", conflicts_with = "entity")]
    pub(crate) html: Option<PathBuf>,
    /// Only the facts, and of sentences without one the frames that were refused and why
    #[arg(long, conflicts_with_all = ["entity", "trace"])]
    pub(crate) facts: bool,
    /// Also what told the country of each mention, and the candidates that were not chosen
    #[arg(long, conflicts_with = "html")]
    pub(crate) trace: bool,
    /// Why the names of this entity (by id, key or name) are one, and which were kept apart
    #[arg(long, value_name = "ID|NAME", requires = "in", conflicts_with_all = ["inputs", "text"])]
    pub(crate) entity: Option<String>,
    /// The dataset with the entity
    #[arg(long, value_name = "DIR")]
    pub(crate) r#in: Option<PathBuf>,
    /// The day of publication of --text, as YYYY-MM-DD
    #[arg(long, value_name = "DAY", requires = "text")]
    pub(crate) date: Option<Day>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) extractor: ExtractorArgs,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::RULES)]
pub(crate) struct Rules {
    /// Only rules with this in their name: a kind and a language (date/de), or a whole name
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// One JSON object a line: rule, kind, lang, description, examples
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::SCHEMA)]
pub(crate) struct Schema {
    /// Which record; all of them if none is named
    pub(crate) record: Option<String>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::TABLES)]
pub(crate) struct Gazetteer {
    #[command(subcommand)]
    pub(crate) command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Check tables: sorted, unique, NFC, no bare common word or place without a flag, no name of
    /// two bodies
    #[command(after_help = examples::TABLES)]
    Check {
        /// A folder of tables, or one; without it the built-in ones
        #[arg(value_name = "DIR")]
        tables: Option<PathBuf>,
    },
    /// Make a table of organisations from the dump of a public register, on standard output
    #[command(after_help = examples::IMPORTS)]
    Import {
        /// The register
        #[arg(value_name = "ror|gleif|wikidata|opensanctions", value_parser = register)]
        format: Format,
        /// The dump, also as .gz, .zst, .bz2 or .xz; - for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only bodies of these countries (ISO 3166, separated by commas)
        #[arg(long, value_name = "CC", value_delimiter = ',')]
        country: Vec<String>,
        /// Only bodies of these kinds (company, bank, government, …)
        #[arg(long, value_name = "KIND", value_delimiter = ',')]
        kind: Vec<OrgKind>,
        /// Only names of these languages (en, de, ru)
        #[arg(long, value_name = "LANG", value_delimiter = ',', value_parser = lang_code)]
        lang: Vec<Lang>,
    },
    /// Compile a table of organisations, so that a large one loads at once
    #[command(after_help = examples::COMPILE)]
    Compile {
        /// The table (.tsv)
        #[arg(value_name = "TABLE")]
        table: PathBuf,
        /// The compiled table; --gazetteers reads .nmt files of its folder
        #[arg(long, value_name = "FILE.nmt")]
        out: PathBuf,
    },
    /// Show what a name resolves to, and why
    #[command(after_help = examples::FIND)]
    Find {
        /// Names as a text would spell them, inflected or not
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
        /// Look into the tables of this folder as well
        #[arg(long, value_name = "DIR")]
        gazetteers: Option<PathBuf>,
    },
}

fn lang_code(code: &str) -> Result<Lang, String> {
    Lang::from_tag(code).ok_or_else(|| format!("\"{code}\" is no language; there are en, de, ru"))
}

/// A register by its name.
fn register(name: &str) -> Result<Format, String> {
    let known = Format::ALL.into_iter().find(|format| format.name() == name);
    known.ok_or_else(|| {
        let names = Format::ALL.map(Format::name).join(", ");
        format!("\"{name}\" is no register; there are {names}")
    })
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::COMPLETIONS)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = examples::MAN)]
pub(crate) struct Man {
    /// The folder for the pages; it is made if it is not there
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
}
