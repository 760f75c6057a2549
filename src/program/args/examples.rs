//! What stands below the options in the help of each command: how it is called.

pub(super) const PROGRAM: &str = "\
Examples:
  newsmill run articles/ --out dataset          read a folder, write a dataset
  newsmill extract big.jsonl | head -1          mentions as they are found, one JSON object a line
  cat big.jsonl | newsmill extract - --field text=body > mentions.jsonl
  newsmill extract --bundles part1/ > 1.jsonl   one half of an archive, on one machine
  newsmill merge 1.jsonl 2.jsonl.gz --out all   the dataset of both halves

A file newsmill.toml in the current folder holds the options of a project: see `newsmill run --help`.

Exit codes: 0 all read; 1 failed, nothing written; 2 wrong usage; 3 written, but more documents were rejected than --allow-rejects allows (see rejects.jsonl); 130 stopped by a signal (run again to go on).";

pub(super) const RUN: &str = "\
Configuration: newsmill.toml in the current folder, or --config FILE, gives options by their long names. The command line wins. Of options that the command does not have nothing is used. Paths are those from the folder of the file.
  lang = \"de\"
  max-text = \"64MiB\"
  without = [\"int/un\"]
  [fields]                       # as --field
  text = [\"body\", \"content\"]
  [fields.\"wire/*.jsonl\"]        # for the sources whose name matches
  text = \"story\"

Examples:
  newsmill run articles/ --out dataset
  newsmill run wire.jsonl --field text='body|content' --field date=day --since 2021-01-01 --out dataset";

pub(super) const EXTRACT: &str = "\
Examples:
  newsmill extract articles/ > mentions.jsonl
  newsmill extract --bundles part1/ --rejects rejects.jsonl > part1.bundles.jsonl";

pub(super) const MERGE: &str = "\
Examples:
  newsmill merge part1.jsonl part2.jsonl.zst --out dataset
  newsmill merge parts/*.jsonl --out dataset --decisions decisions.tsv";

pub(super) const DIFF: &str = "\
Exit codes: 0 the same; 1 something changed; 2 failed.

Examples:
  newsmill diff dataset.old dataset.new
  newsmill diff dataset.old dataset.new --by rule --json";

pub(super) const CHECK: &str = "\
Each finding names file, line and cure. Offsets are compared with the texts where the dataset has them (run --with-text).

Exit codes: 0 sound; 1 there are findings; 2 failed.

Examples:
  newsmill check dataset
  newsmill check dataset --json | jq -r .file | sort | uniq -c";

pub(super) const EXPORT: &str = "\
Formats:
  parquet        documents, mentions, entities, facts, claims and rejects with typed columns
  csv            mentions.csv and entities.csv, flat
  spacy          docs.jsonl, a line a document for spacy.tokens.Doc.from_json
  brat           a .txt and an .ann for each document
  label-studio   tasks.json with predictions, and labels.xml for the project
  timex3         TimeML with inline TIMEX3, a file for each document
  ftm            entities.ftm.json: FollowTheMoney bodies, documents and mentions

spacy, brat, label-studio and timex3 need the texts: run with --with-text.

Examples:
  newsmill export dataset --format csv --out tables
  newsmill export dataset --format brat --out annotations";

pub(super) const REPORT: &str = "\
The page needs no network and no other file. It shows passages and texts where the dataset has them: run with --with-text.
It has at most 20 MB. Beyond 250,000 mentions its counts are of the whole dataset, and documents are a sample.

Examples:
  newsmill report dataset                         write report.html
  newsmill report dataset --title \"Fines 2021\" --out fines.html";

pub(super) const EVAL: &str = "\
Examples:
  newsmill eval gold.jsonl
  newsmill eval gold.jsonl --errors 20 --lang de";

pub(super) const EXPLAIN: &str = "\
Examples:
  newsmill explain --text 'Echo Ltd was fined $2 million on Friday.' --date 2021-03-03
  newsmill explain article.html --html page.html
  newsmill explain article.html --facts
  newsmill explain --entity 'Supreme Court' --in dataset";

pub(super) const TABLES: &str = "\
A table is a .tsv file: a header that names the columns, then a row a line, cells separated by single tabs, values in a cell by \";\". Its columns say what it is:
  organisations   id, kind, country, en, de, ru, flags, external, source     (flags: ambiguous:NAME needs context)
  names           org_id, alias, lang                                        (one name a row, as bulk lists come; lang may be *)
  words           class, lang, value, forms, flags, source                   (classes as in gazetteers/*.tsv)
  laws            id, jurisdiction, date, number, en, de, ru, abbr_en, abbr_de, abbr_ru, external, source

Examples:
  newsmill gazetteer check tables
  newsmill gazetteer find 'Supreme Court' --gazetteers tables";

pub(super) const COMPILE: &str = "\
Examples:
  newsmill gazetteer compile big.tsv --out tables/big.nmt
  newsmill run articles/ --out dataset --gazetteers tables";

pub(super) const FIND: &str = "\
Examples:
  newsmill gazetteer find Bundesbank 'Deutschen Bundesbank'
  newsmill gazetteer find Quendelwerk --gazetteers tables";

pub(super) const IMPORTS: &str = "\
Examples:
  newsmill gazetteer import ror v1.58-2025-06-24-ror-data.json --country KZ,KG > tables/ror.tsv
  unzip -p gleif-goldencopy.csv.zip | newsmill gazetteer import gleif - --country DE --kind bank > tables/banks.tsv
  newsmill gazetteer import wikidata latest-all.json.bz2 --kind party --lang de > tables/parties.tsv
  newsmill run articles/ --out dataset --gazetteers tables

Names that are common words, acronyms of at most four letters, or names of two bodies get the flag ambiguous:NAME: a text must say more before they count. What was left out, and why, stands on standard error.";

pub(super) const RULES: &str = "\
Examples:
  newsmill rules date/de
  newsmill rules money/en/sign --json";

pub(super) const SCHEMA: &str = "\
Examples:
  newsmill schema mention > mention.schema.json
  newsmill schema";

pub(super) const COMPLETIONS: &str = "\
Examples:
  newsmill completions bash > ~/.local/share/bash-completion/completions/newsmill
  newsmill completions zsh > ~/.zfunc/_newsmill";

pub(super) const MAN: &str = "\
Examples:
  newsmill man ~/.local/share/man/man1
  newsmill man man && man ./man/newsmill-run.1";
