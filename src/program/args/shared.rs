//! Options that several commands have.

use super::field::FieldName;
use super::size::Size;
use crate::program::Outcome;
use clap::{Args as ClapArgs, ValueEnum};
use newsmill::export::parquet_folder;
use newsmill::ingest::{
    Filters, Globs, HtmlReader, Inputs, Limits, ReadBytes, ReadOptions, StdinPart,
};
use newsmill::model::{Confidence, DateOrder, Day};
use newsmill::tables::{UserTable, unknown_rows};
use newsmill::write::DatasetFolder;
use newsmill::{Decisions, Error, ErrorKind, ExtractorOptions, FinishOptions, Lang};
use std::path::{Path, PathBuf};

/// The file that options came from.
#[derive(Debug, Clone)]
pub(crate) struct Configured {
    /// Its name, without its folder.
    pub(crate) name: String,
    /// The options that it gave to this command.
    pub(crate) keys: Vec<String>,
}

/// Headings of options in the help.
const READING: &str = "Reading";
const EXTRACTION: &str = "Extraction";
pub(super) const OUTPUT: &str = "Output";
const MESSAGES: &str = "Messages";

/// What to read and how.
#[derive(Debug, ClapArgs)]
pub(crate) struct Input {
    /// Files, folders and pipes (.txt, .html, .json, .jsonl, .csv, .tsv, .warc, .arc, .tar, .zip; also
    /// .gz, .zst, .bz2, .xz), or - for standard input, in any of these forms
    #[arg(value_name = "INPUT", default_value = "-")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Number of threads (0 = one per core)
    #[arg(id = "jobs", long = "jobs", short = 'j', value_name = "N", default_value_t = 0, help_heading = READING)]
    pub(crate) threads: usize,
    /// Name sources from this folder, below which all inputs lie: an archive then gives the same
    /// documents wherever it lies
    #[arg(long, value_name = "DIR", help_heading = READING)]
    base: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) extractor: ExtractorArgs,
}

impl Input {
    /// Finds the inputs; `output` is none of them.
    pub(crate) fn find(&self, output: Option<&Path>) -> Result<Inputs, Error> {
        match (&self.base, output) {
            (Some(base), _) => Inputs::find_below(&self.inputs, base, output),
            (None, Some(output)) => Inputs::find_beside(&self.inputs, output),
            (None, None) => Inputs::find(&self.inputs),
        }
    }
}

/// What is still a success.
#[derive(Debug, Clone, Copy, ClapArgs)]
#[command(next_help_heading = OUTPUT)]
pub(crate) struct Allowed {
    /// End with exit code 0 although documents were rejected, if they are no more than this
    #[arg(long, value_name = "N", default_value_t = 0)]
    allow_rejects: u64,
}

impl Allowed {
    /// How a command ends that rejected so many documents.
    pub(crate) fn outcome(self, rejects: u64) -> Outcome {
        if rejects <= self.allow_rejects { Outcome::Done } else { Outcome::Rejected }
    }
}

/// How inputs are read.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = READING)]
pub(crate) struct Reading {
    /// Read one of our fields (text, id, lang, region, date, title, url, author, site) from this
    /// field of the input. A dot leads into objects: text=article.body. Of several names the first
    /// with a value counts: 'text=body|content'. Only for sources whose name matches a pattern:
    /// 'wire/*.jsonl:text=story'
    #[arg(long, value_name = "[GLOB:]OURS=THEIRS", value_parser = FieldName::parse)]
    field: Vec<FieldName>,
    /// The records are the elements of this list inside a JSON record; a dot leads into objects:
    /// articles, response.docs
    #[arg(long, value_name = "PATH")]
    records: Option<String>,
    /// Refuse documents with more bytes of text than this
    #[arg(long, value_name = "SIZE", default_value_t = Size(ReadOptions::default().max_text))]
    max_text: Size,
    /// How the article in a web page is found
    #[arg(long, value_enum, default_value_t = ReaderChoice::Thorough)]
    html_reader: ReaderChoice,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    filters: FilterArgs,
}

/// Limits of reading.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Limits (a SIZE is a number of bytes, 32MB or 32MiB)")]
struct LimitArgs {
    /// Maximum bytes of an archive entry, decompressed; the rest of the entry is not read
    #[arg(long, value_name = "SIZE", default_value_t = Size(Limits::default().max_entry))]
    max_entry: Size,
    /// Maximum ratio of decompressed to compressed bytes; the first 16 MiB are free
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_ratio)]
    max_ratio: u64,
    /// Maximum entries of an archive; the rest of the archive is not read
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_entries)]
    max_entries: u64,
    /// Maximum number of archives and compressions inside each other (a.tar.gz is two)
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_nesting, value_parser = clap::value_parser!(u64).range(..=32))]
    max_nesting: u64,
    /// Refuse web pages with more bytes than this
    #[arg(long, value_name = "SIZE", default_value_t = Size(Limits::default().max_html))]
    max_html: Size,
    /// Refuse web pages whose elements are nested deeper than this
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_html_depth, value_parser = clap::value_parser!(u64).range(..=1000))]
    max_html_depth: u64,
    /// Refuse JSON records whose lists and objects are nested deeper than this
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_json_depth, value_parser = clap::value_parser!(u64).range(1..=Limits::JSON_DEPTH))]
    max_json_depth: u64,
    /// Refuse lines of JSONL and rows of CSV with more bytes than this
    #[arg(long, value_name = "SIZE", default_value_t = Size(Limits::default().max_line))]
    max_line: Size,
}

/// Which documents are wanted.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Filters (what they leave out is counted in the manifest)")]
struct FilterArgs {
    /// Only documents published on this day or later (WARC pages fetched before it are not even
    /// opened)
    #[arg(long, value_name = "DAY")]
    since: Option<Day>,
    /// Only documents published on this day or earlier
    #[arg(long, value_name = "DAY")]
    until: Option<Day>,
    /// Only documents with an address on this host or on a subdomain of it
    #[arg(long, value_name = "HOST", value_delimiter = ',')]
    host: Vec<String>,
    /// Only documents mainly in these languages
    #[arg(long, value_name = "LANG", value_delimiter = ',', value_parser = ["en", "de", "ru"])]
    langs: Vec<String>,
    /// Only the first N documents; the rest is not counted
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Only this share of the documents, chosen by a hash of their bytes: the same ones in every
    /// run
    #[arg(long, value_name = "A/B", value_parser = share)]
    sample: Option<(u64, u64)>,
    /// Only files and entries whose name matches, for instance "*.html" or "2021/*"
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// Leave out files and entries whose name matches
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
}

/// Options of extraction: language, date order, tables.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = EXTRACTION)]
pub(crate) struct ExtractorArgs {
    /// Use this language for all text instead of detecting it per paragraph
    #[arg(long, value_enum, default_value_t = LangChoice::Auto)]
    lang: LangChoice,
    /// The order of day and month in English numeric dates. Without it the document's region or its
    /// other dates decide; if they do not, both readings are kept
    #[arg(long, value_enum, value_name = "ORDER")]
    date_order: Option<OrderChoice>,
    /// Add the tables (.tsv) of this folder to the built-in ones; their rows override built-in rows
    /// with the same id. Columns: `newsmill gazetteer --help`
    #[arg(long, value_name = "DIR")]
    gazetteers: Option<PathBuf>,
    /// Leave out mentions that are less sure (weak, medium, strong, certain), and the names, links
    /// and claims that rest on them
    #[arg(long, value_name = "LEVEL")]
    min_confidence: Option<Confidence>,
    /// Gazetteer rows to leave out, by id or by any of their names
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    without: Vec<String>,
}

/// How bundles become a dataset, and where.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = OUTPUT)]
pub(crate) struct Finish {
    /// The folder to write: new, empty, or an existing newsmill dataset, which is replaced at the
    /// end
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Do not search for near-duplicates
    #[arg(long)]
    pub(crate) no_near_dup: bool,
    /// Make an entity of each document's "ministry" or "parliament" of which nothing tells the
    /// country; else these mentions have no entity
    #[arg(long)]
    pub(crate) keep_generic: bool,
    /// Manual merge decisions: a tab-separated table with the columns a, b, verdict (same or
    /// different), reason. A decision wins over every rule
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// Keep DIR/.work with the bundles; the next run reuses those of unchanged inputs
    #[arg(long)]
    pub(crate) keep_work: bool,
    /// How the dataset is stored
    #[arg(long, value_enum, default_value_t = FormatChoice::Jsonl)]
    format: FormatChoice,
    /// Compress the JSONL files of the dataset (documents.jsonl.zst and so on). Commands that read a
    /// dataset take both. Parquet is compressed always
    #[arg(long, value_enum, value_name = "HOW")]
    compress: Option<CompressChoice>,
    #[command(flatten)]
    pub(crate) allowed: Allowed,
    #[command(flatten)]
    pub(crate) talk: Talk,
}

impl Finish {
    /// How extractions become a dataset.
    pub(crate) fn options(&self, configured: Option<&Configured>) -> Result<FinishOptions, Error> {
        let decisions =
            self.decisions.as_deref().map(Decisions::of_file).transpose()?.unwrap_or_default();
        let (near_duplicates, keep_generic) = (!self.no_near_dup, self.keep_generic);
        let config = configured.map(|configured| configured.name.clone());
        Ok(FinishOptions { near_duplicates, keep_generic, decisions, config })
    }

    /// The command to try next; none for a dataset that no command reads.
    pub(crate) fn next(&self) -> String {
        // What a dataset looks like says more than its tables.
        let report = super::command_line().find_subcommand("report").is_some();
        let out = self.out.display();
        match self.format {
            FormatChoice::Parquet => String::new(),
            FormatChoice::Jsonl if report => format!("newsmill report {out}"),
            FormatChoice::Jsonl => format!("newsmill export {out} --format csv --out {out}-tables"),
        }
    }

    /// The folder for the dataset, with the bundles kept if the user or `keep_work` says so.
    pub(crate) fn folder(&self, keep_work: bool) -> Result<DatasetFolder, Error> {
        let folder = match (self.format, self.compress) {
            (FormatChoice::Parquet, _) => parquet_folder(&self.out),
            (FormatChoice::Jsonl, Some(CompressChoice::Zst)) => {
                DatasetFolder::create(&self.out)?.compressed()
            }
            (FormatChoice::Jsonl, None) => DatasetFolder::create(&self.out),
        };
        Ok(folder?.keep_work(self.keep_work || keep_work))
    }
}

/// How much to say on standard error.
#[derive(Debug, Clone, Copy, ClapArgs)]
#[command(next_help_heading = MESSAGES)]
pub(crate) struct Talk {
    /// Print nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Name every rejected and skipped file
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatChoice {
    /// A JSON object a line, which every command reads
    Jsonl,
    /// Typed columns, as `newsmill export` writes them; newsmill does not read them back
    Parquet,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum CompressChoice {
    /// Zstandard
    Zst,
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
    /// Several times as many pages per second; misses more of the article and keeps more of the
    /// page around it
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
    /// What clap cannot see to be wrong: options that contradict each other.
    pub(super) fn contradiction(&self) -> Option<String> {
        if let Some(twice) = FieldName::repeated(&self.field) {
            return Some(format!(
                "--field {twice} is given twice; name alternatives in one option: '{twice}=A|B'"
            ));
        }
        match (self.filters.since, self.filters.until) {
            (Some(since), Some(until)) if since > until => Some(format!(
                "--since {since} is after --until {until}: no document can be in between"
            )),
            _ => None,
        }
    }

    /// How inputs are read.
    pub(crate) fn options(&self) -> Result<ReadOptions, Error> {
        let (limits, filters) = (&self.limits, &self.filters);
        let (fields, fields_for) = FieldName::mappings(&self.field)?;
        Ok(ReadOptions {
            max_text: self.max_text.0,
            fields,
            fields_for,
            records: self.records.clone(),
            limits: Limits {
                max_entry: limits.max_entry.0,
                max_ratio: limits.max_ratio,
                max_entries: limits.max_entries,
                max_nesting: limits.max_nesting,
                max_html: limits.max_html.0,
                max_html_depth: limits.max_html_depth,
                max_json_depth: limits.max_json_depth,
                max_line: limits.max_line.0,
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
            stdin: StdinPart::default(),
            read_bytes: ReadBytes::default(),
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
        if let Some(row) = unknown_rows(&without, &tables)?.first() {
            let message = format!(
                "--without {row}: no table has a row of this id or name; `newsmill gazetteer find '{row}'` shows what a name resolves to"
            );
            return Err(Error::new(message).with_kind(ErrorKind::Usage));
        }
        Ok(ExtractorOptions {
            lang,
            date_order,
            tables,
            without,
            min_confidence: self.min_confidence,
            with_text,
            kinds: Vec::new(),
        })
    }
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
