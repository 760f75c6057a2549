//! What the user typed.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use newsmill::ingest::{Filters, Globs, HtmlReader, Limits, ReadOptions};
use newsmill::model::{DateOrder, Day};
use newsmill::tables::UserTable;
use newsmill::{Decisions, Error, ExtractorOptions, FinishOptions, Lang};
use std::path::PathBuf;

/// Reads news archives in English, German and Russian into structured JSONL: organisations, dates,
/// money and legal articles, each with its value, its exact place and the rule that found it.
#[derive(Debug, Parser)]
#[command(name = "newsmill", version, propagate_version = true, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  newsmill run articles/ --out dataset          read a folder, write a dataset
  newsmill extract big.jsonl | head -1          mentions as they are found, one JSON object a line
  cat big.jsonl | newsmill extract - --field text=body > mentions.jsonl
  newsmill extract --bundles part1/ > 1.jsonl   one half of an archive, on one machine
  newsmill merge 1.jsonl 2.jsonl.gz --out all   the dataset of both halves

Exit codes: 0 all read; 1 failed, nothing written; 2 wrong usage; 3 written, but some documents were rejected (see rejects.jsonl); 130 stopped by a signal (run again to go on).";

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
    /// Precision, recall and F1 by kind and language on your own annotations
    Eval(Eval),
    /// Show a text with its mentions marked, each with value, rule and evidence; or why the names
    /// of an entity are one
    Explain(Explain),
    /// Check the tables of names and words, or show what they say of a name
    Gazetteer(Gazetteer),
    /// Print the JSON Schema of a record
    Schema(Schema),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Read only inputs that are new or changed since the last run into this folder. The result
    /// equals that of a full run. Bundles are kept for the next time, as with --keep-work. (A run
    /// that was stopped or killed resumes without this option)
    #[arg(long)]
    pub(crate) update: bool,
    /// Write each document's text into its record
    #[arg(long)]
    pub(crate) with_text: bool,
    #[command(flatten)]
    pub(crate) finish: Finish,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Write bundle lines for `newsmill merge` instead of mention records
    #[arg(long)]
    pub(crate) bundles: bool,
    /// With --bundles: keep each document's text
    #[arg(long, requires = "bundles")]
    pub(crate) with_text: bool,
    /// Write rejects to this file instead of standard error
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Merge {
    /// Files of bundle lines: .jsonl, .gz or .zst
    #[arg(required = true, value_name = "BUNDLES")]
    pub(crate) bundles: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) finish: Finish,
}

#[derive(Debug, ClapArgs)]
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
}

#[derive(Debug, ClapArgs)]
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
pub(crate) struct Explain {
    /// Files and folders, or - for standard input
    #[arg(value_name = "INPUT", required_unless_present_any = ["text", "entity"])]
    pub(crate) inputs: Vec<PathBuf>,
    /// This text instead of a file's
    #[arg(long, value_name = "TEXT", conflicts_with = "inputs")]
    pub(crate) text: Option<String>,
    /// Write a page that needs nothing else to this file
    #[arg(long, value_name = "FILE", conflicts_with = "entity")]
    pub(crate) html: Option<PathBuf>,
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
pub(crate) struct Schema {
    /// Which record; all of them if none is named
    pub(crate) record: Option<String>,
}

const TABLES: &str = "\
A table is a .tsv file: a header that names the columns, then a row a line, cells separated by single tabs, values in a cell by \";\". Its columns say what it is:
  organisations   id, kind, country, en, de, ru, flags, external, source     (flags: ambiguous:NAME needs context)
  names           org_id, alias, lang                                        (one name a row, as bulk lists come; lang may be *)
  words           class, lang, value, forms, flags, source                   (classes as in gazetteers/*.tsv)
  laws            id, jurisdiction, date, number, en, de, ru, abbr_en, abbr_de, abbr_ru, external, source";

#[derive(Debug, ClapArgs)]
#[command(after_help = TABLES)]
pub(crate) struct Gazetteer {
    #[command(subcommand)]
    pub(crate) command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Check tables: sorted, unique, NFC, no bare common word or place without a flag, no name of
    /// two bodies
    #[command(after_help = TABLES)]
    Check {
        /// A folder of tables, or one; without it the built-in ones
        #[arg(value_name = "DIR")]
        tables: Option<PathBuf>,
    },
    /// Show what a name resolves to, and why
    Find {
        /// Names as a text would spell them, inflected or not
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
        /// Look into the tables of this folder as well
        #[arg(long, value_name = "DIR")]
        gazetteers: Option<PathBuf>,
    },
}

/// What to read and how.
#[derive(Debug, ClapArgs)]
pub(crate) struct Input {
    /// Files and folders (.txt, .html, .json, .jsonl, .csv, .tsv, .warc, .tar, .zip; also .gz,
    /// .zst, .bz2, .xz), or - for standard input, in any of these forms
    #[arg(value_name = "INPUT", default_value = "-")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Number of threads (0 = one per core)
    #[arg(id = "jobs", long = "jobs", short = 'j', value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) extractor: ExtractorArgs,
}

/// How inputs are read.
#[derive(Debug, ClapArgs)]
pub(crate) struct Reading {
    /// The input's name for one of our fields (text, id, lang, region, date, title, url, author,
    /// site); a dot leads into objects: text=article.body
    #[arg(long, value_name = "OURS=THEIRS", value_parser = field)]
    field: Vec<(String, String)>,
    /// Refuse documents with more bytes of text than this
    #[arg(long, value_name = "BYTES", default_value_t = ReadOptions::default().max_text)]
    max_text: u64,
    /// How the article in a web page is found
    #[arg(long, value_enum, default_value_t = ReaderChoice::Thorough)]
    html_reader: ReaderChoice,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    filters: FilterArgs,
}

/// How far readers go.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Limits")]
struct LimitArgs {
    /// Read no more bytes of one entry of an archive, unpacked
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().max_entry)]
    max_entry: u64,
    /// Stop where more than so many times as many bytes come out of packed ones; the first 16 MiB
    /// are free
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_ratio)]
    max_ratio: u64,
    /// Read no more entries of one archive
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_entries)]
    max_entries: u64,
    /// Open no more archives and compressions inside each other (a.tar.gz is two)
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_nesting, value_parser = clap::value_parser!(u64).range(..=32))]
    max_nesting: u64,
    /// Refuse web pages of more bytes
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().max_html)]
    max_html: u64,
    /// Refuse pages whose elements are nested deeper
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_html_depth, value_parser = clap::value_parser!(u64).range(..=1000))]
    max_html_depth: u64,
    /// Refuse JSON records whose lists and objects are nested deeper
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_json_depth, value_parser = clap::value_parser!(u64).range(1..=Limits::JSON_DEPTH))]
    max_json_depth: u64,
    /// Refuse lines of JSONL and rows of CSV with more bytes
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().max_line)]
    max_line: u64,
}

/// Which documents are wanted.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Filters (what they leave out is counted in the manifest)")]
struct FilterArgs {
    /// Only documents published on this day or later (a page fetched before it is not even opened)
    #[arg(long, value_name = "DAY")]
    since: Option<Day>,
    /// Only documents published on this day or earlier
    #[arg(long, value_name = "DAY")]
    until: Option<Day>,
    /// Only documents with an address on this host or below it
    #[arg(long, value_name = "HOST", value_delimiter = ',')]
    host: Vec<String>,
    /// Only documents mainly in these languages
    #[arg(long, value_name = "LANG", value_delimiter = ',', value_parser = ["en", "de", "ru"])]
    langs: Vec<String>,
    /// Only the first N documents
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Only this share of the documents, chosen by their bytes: the same ones every time
    #[arg(long, value_name = "A/B", value_parser = share)]
    sample: Option<(u64, u64)>,
    /// Only files and entries with such a name, for instance "*.html" or "2021/*"
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// No files and entries with such a name
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
}

/// With what rules and names.
#[derive(Debug, ClapArgs)]
pub(crate) struct ExtractorArgs {
    /// Read all text in this language instead of telling it by paragraph
    #[arg(long, value_enum, default_value_t = LangChoice::Auto)]
    lang: LangChoice,
    /// The order of day and month in English numeric dates; else the document's region or its other
    /// dates tell, or both readings are kept
    #[arg(long, value_enum, value_name = "ORDER")]
    date_order: Option<OrderChoice>,
    /// Add the tables (.tsv) of this folder to the built-in ones; their rows override those of the
    /// same id. Forms: `newsmill gazetteer --help`
    #[arg(long, value_name = "DIR")]
    gazetteers: Option<PathBuf>,
    /// Gazetteer rows to leave out, by id or by any of their names
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    without: Vec<String>,
}

/// How bundles become a dataset, and where.
#[derive(Debug, ClapArgs)]
pub(crate) struct Finish {
    /// The folder to write: new, empty, or a dataset of newsmill's, which is replaced at the end
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Do not look for documents that are nearly copies of one another
    #[arg(long)]
    pub(crate) no_near_dup: bool,
    /// Manual merge decisions: a table a, b, verdict (same or different), reason, which wins over
    /// every rule
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// Keep DIR/.work with the bundles, from which the next run takes what is unchanged
    #[arg(long)]
    pub(crate) keep_work: bool,
    #[command(flatten)]
    pub(crate) talk: Talk,
}

impl Finish {
    /// How extractions become a dataset.
    pub(crate) fn options(&self) -> Result<FinishOptions, Error> {
        let decisions =
            self.decisions.as_deref().map(Decisions::of_file).transpose()?.unwrap_or_default();
        Ok(FinishOptions { near_duplicates: !self.no_near_dup, decisions })
    }
}

/// How much to say on standard error.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub(crate) struct Talk {
    /// Print nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Name every rejected and skipped file
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LangChoice {
    Auto,
    En,
    De,
    Ru,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ReaderChoice {
    /// The best text
    Thorough,
    /// Several times as many pages a second; misses more of the article and keeps more of what
    /// stands about it
    Fast,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OrderChoice {
    /// 25/01/2021
    Dmy,
    /// 01/25/2021
    Mdy,
}

impl Reading {
    /// How inputs are read.
    pub(crate) fn options(&self) -> Result<ReadOptions, Error> {
        let (limits, filters) = (&self.limits, &self.filters);
        Ok(ReadOptions {
            max_text: self.max_text,
            fields: self.field.iter().cloned().collect(),
            limits: Limits {
                max_entry: limits.max_entry,
                max_ratio: limits.max_ratio,
                max_entries: limits.max_entries,
                max_nesting: limits.max_nesting,
                max_html: limits.max_html,
                max_html_depth: limits.max_html_depth,
                max_json_depth: limits.max_json_depth,
                max_line: limits.max_line,
            },
            filters: Filters {
                since: filters.since,
                until: filters.until,
                hosts: filters.host.clone(),
                langs: filters.langs.clone(),
                limit: filters.limit,
                sample: filters.sample,
                include: Globs::new(&filters.include)?,
                exclude: Globs::new(&filters.exclude)?,
            },
            html_reader: match self.html_reader {
                ReaderChoice::Thorough => HtmlReader::Thorough,
                ReaderChoice::Fast => HtmlReader::Fast,
            },
            days: None,
        })
    }
}

impl ExtractorArgs {
    /// What the extractor is built with.
    pub(crate) fn options(&self, with_text: bool) -> Result<ExtractorOptions, Error> {
        let lang = match self.lang {
            LangChoice::Auto => None,
            LangChoice::En => Some(Lang::En),
            LangChoice::De => Some(Lang::De),
            LangChoice::Ru => Some(Lang::Ru),
        };
        let date_order = self.date_order.map(|order| match order {
            OrderChoice::Dmy => DateOrder::DayFirst,
            OrderChoice::Mdy => DateOrder::MonthFirst,
        });
        let tables =
            self.gazetteers.as_deref().map(UserTable::of_folder).transpose()?.unwrap_or_default();
        let without = self.without.clone();
        Ok(ExtractorOptions { lang, date_order, tables, without, with_text, kinds: Vec::new() })
    }
}

fn field(text: &str) -> Result<(String, String), String> {
    let (ours, theirs) = text.split_once('=').ok_or("write OURS=THEIRS, for instance text=body")?;
    if !ReadOptions::FIELDS.contains(&ours) {
        return Err(format!(
            "\"{ours}\" is none of our fields: {}",
            ReadOptions::FIELDS.join(", ")
        ));
    }
    Ok((ours.to_owned(), theirs.to_owned()))
}

fn share(text: &str) -> Result<(u64, u64), String> {
    let parsed = text
        .split_once('/')
        .and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
    match parsed {
        Some((a, b)) if a > 0 && a <= b => Ok((a, b)),
        Some(_) | None => Err("write a share, for instance 1/100".to_owned()),
    }
}
