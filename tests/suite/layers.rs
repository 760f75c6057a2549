//! The rooms of the house: who may use whom, and what stays out of all of them.

use crate::common::in_repository;
use crate::common::sources::{imports, loops, sources};
use regex::Regex;

/// Each room and the rooms that it may use, besides itself. The program uses the library as anyone
/// does, by its name.
const ALLOWED: [(&str, &[&str]); 22] = [
    ("error", &[]),
    // JSON and sorting: they know no news.
    ("io", &["error"]),
    ("model", &["error"]),
    ("text", &["model"]),
    ("numeral", &["model"]),
    // The engine knows no words: they come through a trait.
    ("pattern", &[]),
    // Names are folded when they are indexed; lists of words are tries.
    ("gazetteer", &["error", "model", "pattern", "text"]),
    ("kinds", &["error", "model", "text", "numeral", "pattern", "gazetteer"]),
    ("facts", &["error", "model", "text", "numeral", "pattern", "gazetteer", "kinds"]),
    // Of text, the decoder alone: see `ingest_knows_the_decoder_alone`.
    ("ingest", &["error", "model", "text"]),
    ("write", &["error", "io", "model"]),
    (
        "pipeline",
        &[
            "error",
            "io",
            "model",
            "text",
            "numeral",
            "gazetteer",
            "kinds",
            "facts",
            "ingest",
            "write",
        ],
    ),
    ("eval", &["error", "model"]),
    ("export", &["error", "model", "write"]),
    ("report", &["error", "model", "write"]),
    ("check", &["error", "model", "write"]),
    // The public faces of what is inside.
    ("imports", &["error", "model", "gazetteer"]),
    ("tables", &["error", "gazetteer", "imports"]),
    ("extractor", &["error", "model", "gazetteer", "kinds", "ingest", "pipeline"]),
    ("archive", &["error", "model", "ingest", "write", "pipeline", "extractor"]),
    ("bin", &["program"]),
    ("program", &[]),
];

/// The kinds, which never use each other.
const KINDS: [&str; 4] = ["date", "law", "money", "org"];

/// The files and folders of each room from the bottom up: one imports only those before it.
/// `mod.rs` is the front of its folder and stands outside the order.
const FLOORS: &[(&str, &[&str])] = &[
    ("archive", &["observer", "options", "extract", "run", "merge"]),
    ("check", &["lines", "counts", "documents", "linked", "mentions"]),
    (
        "export",
        &["files", "source", "brat", "csv", "ftm", "label_studio", "parquet", "spacy", "timex3"],
    ),
    ("export/parquet", &["schema", "rows", "fact_rows"]),
    ("imports", &["body", "gleif", "opensanctions", "ror", "table", "wikidata"]),
    (
        "facts",
        &[
            "bindings", "events", "language", "de", "en", "parallel", "ru", "compiled", "sentence",
            "tokens", "refusal", "clauses", "grammar", "targets", "values", "merge", "draft",
            "claims",
        ],
    ),
    ("facts/clauses", &["de", "en", "ru"]),
    (
        "facts/grammar",
        &[
            "phrase",
            "de_phrases",
            "de_verbs",
            "de",
            "en_phrases",
            "en_verbs",
            "en",
            "ru_phrases",
            "ru",
        ],
    ),
    ("gazetteer", &["class", "concepts", "find", "lexicon", "lint", "user"]),
    (
        "ingest",
        &[
            "filters",
            "limits",
            "magic",
            "name",
            "zip_list",
            "until_end",
            "compression",
            "written_date",
            "dateline",
            "published",
            "read_bytes",
            "options",
            "fields",
            "item",
            "task",
            "queue",
            "reader",
            "format",
            "archives",
            "formats",
            "stream",
            "memory",
            "foreign",
            "source",
            "inputs",
        ],
    ),
    ("ingest/archives", &["content", "lookahead", "zip_header", "tar", "zip"]),
    ("ingest/compression", &["damage", "gzip", "zstd_frames"]),
    (
        "ingest/formats",
        &[
            "html",
            "http",
            "plain",
            "row_encoding",
            "repair",
            "record",
            "csv",
            "json",
            "crawl_page",
            "arc",
            "parquet",
            "warc",
        ],
    ),
    ("ingest/formats/csv", &["dialect", "cut"]),
    ("ingest/formats/json", &["nested", "record", "lines", "list"]),
    (
        "ingest/formats/html",
        &[
            "blocks", "visible", "mend", "article", "json_ld", "opening", "date", "depth",
            "no_html", "page",
        ],
    ),
    ("ingest/zip_list", &["marks", "names"]),
    ("io", &["external_sort", "json", "text_store"]),
    (
        "kinds",
        &[
            "anchors",
            "country",
            "vocabulary",
            "countries",
            "context",
            "rule",
            "overlap",
            "kind",
            "date",
            "grammar",
            "law",
            "money",
            "org",
            "rule_set",
            "compiled",
        ],
    ),
    (
        "kinds/date",
        &[
            "anchor_sets",
            "expr",
            "join",
            "phrase",
            "context",
            "fields",
            "build",
            "de",
            "en",
            "ru",
            "value",
            "resolve",
        ],
    ),
    (
        "kinds/date/build",
        &[
            "calendar",
            "clock",
            "coordinated",
            "holiday",
            "numeric",
            "relative",
            "years",
            "de",
            "de_parts",
            "en",
            "ru_lengths",
            "ru",
        ],
    ),
    (
        "kinds/date/build/en",
        &["calendar", "clock", "numeric", "partial", "relative", "unit", "years"],
    ),
    ("kinds/date/context", &["edge", "draft", "tense", "de_ru", "en"]),
    ("kinds/date/context/tense", &["sentence", "de_ru", "en"]),
    ("kinds/date/de", &["calendar", "coordinated", "partial", "relative"]),
    ("kinds/date/en", &["calendar", "coordinated", "partial", "relative"]),
    ("kinds/date/ru", &["calendar", "coordinated", "partial", "relative"]),
    ("kinds/date/join", &["adjacent", "de_ru", "en", "period", "range"]),
    (
        "kinds/date/resolve",
        &[
            "calendar",
            "day_or_month_first",
            "holiday",
            "narrative",
            "focus",
            "parts",
            "resolver",
            "point",
            "ranges",
            "times",
        ],
    ),
    ("kinds/date/value", &["edtf", "interval", "times"]),
    (
        "kinds/law",
        &[
            "conventions",
            "de_conventions",
            "en_conventions",
            "join",
            "provisions",
            "expr",
            "chapters",
            "defined",
            "de",
            "en_title",
            "en",
            "gazetteer",
            "identify",
            "stands_for",
            "resolve",
            "ru_conventions",
            "ru_number",
            "ru_title",
            "ru",
        ],
    ),
    (
        "kinds/money",
        &[
            "amount",
            "change",
            "bounds",
            "conventions",
            "de_conventions",
            "en_conventions",
            "expr",
            "no_money",
            "builders",
            "de",
            "en",
            "ellipsis",
            "resolve",
            "ru",
            "ru_conventions",
        ],
    ),
    (
        "kinds/org",
        &[
            "gazetteer",
            "cues",
            "de_ru_cues",
            "en_longer",
            "expr",
            "kind",
            "listed",
            "own_names",
            "identity",
            "ru_complement",
            "ru_latin",
            "ru_nominative",
            "span",
            "de_names",
            "de_described",
            "de",
            "en_names",
            "en_cues",
            "en",
            "ru",
            "stages",
            "value",
        ],
    ),
    (
        "kinds/org/stages",
        &[
            "brackets",
            "de_acronyms",
            "de_initials",
            "de_other_uses",
            "en_acronyms",
            "en_events",
            "en_ru_beside",
            "en_short_forms",
            "en_short_names",
            "filters",
            "from_gazetteer",
            "lists",
            "recurring",
            "ru_acronyms",
            "ru_type_inside",
            "ru_without_country",
            "team_tables",
        ],
    ),
    (
        "model",
        &[
            "day",
            "decimal_string",
            "digest",
            "span",
            "words",
            "document",
            "kind",
            "value",
            "entity",
            "mention",
            "mention_record",
            "country_evidence",
            "refused_frame",
            "rule_info",
            "record",
            "schema",
        ],
    ),
    ("numeral", &["digits", "words"]),
    ("pattern", &["trie", "parse", "program", "backtrack", "lazy_dfa", "pattern_set"]),
    (
        "pipeline",
        &[
            "days",
            "name_key",
            "near",
            "extraction",
            "bundle",
            "dedup",
            "short_forms",
            "extract",
            "link",
            "sums",
            "grouping",
            "facts",
            "ordered",
            "read",
            "tally",
            "first_reading",
            "part",
            "finish",
        ],
    ),
    (
        "pipeline/bundle",
        &[
            "order", "rows", "records", "names", "outline", "line", "rename", "store", "runs",
            "file", "spool", "in_place", "resume",
        ],
    ),
    ("pipeline/link", &["decisions", "few", "graph", "solver", "typo"]),
    ("pipeline/near", &["de", "outlet", "sketch", "own", "sets", "store", "frequent"]),
    ("pipeline/tally", &["entity", "of_documents"]),
    (
        "report",
        &["packed", "plan", "strings", "sums", "entities", "tally", "documents", "facts", "html"],
    ),
    (
        "text",
        &[
            "boundary",
            "case",
            "weigh",
            "decode",
            "detect",
            "key",
            "line_words",
            "mask",
            "normalize",
            "lines",
            "layout",
            "work",
        ],
    ),
    (
        "write",
        &[
            "storage",
            "lock",
            "commit",
            "records",
            "diff_lines",
            "diff_pairs",
            "diff_records",
            "diff",
            "diff_by_rule",
            "sink",
            "folder",
            "memory",
        ],
    ),
];

fn report(faults: &[String], law: &str) {
    assert!(faults.is_empty(), "{law}:\n  {}", faults.join("\n  "));
}

#[test]
fn rooms_use_only_rooms_below_them() {
    let mut faults = Vec::new();
    let mut seen = 0;
    for source in sources() {
        let module = source.module();
        let Some(&room) = module.first() else { continue };
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == room) else {
            faults.push(format!("src/{}: the room \"{room}\" is not in the table", source.path));
            continue;
        };
        for (line, path) in source.uses().into_iter().filter(|_| room != "bin") {
            seen += 1;
            // What lib.rs re-exports is named by its room.
            let target = path.first().map_or("", String::as_str);
            if target != room && !allowed.contains(&target) {
                faults.push(format!(
                    "src/{}:{line}: {room} may not use {}",
                    source.path,
                    path.join("::")
                ));
            }
        }
    }
    assert!(seen > 100, "only {seen} paths were read: does the test still understand the sources?");
    report(&faults, "dependencies point one way, see ALLOWED in tests/suite/layers.rs");
}

#[test]
fn kinds_do_not_know_each_other() {
    let mut faults = Vec::new();
    for source in sources() {
        let module = source.module();
        let (Some(&"kinds"), Some(kind)) = (module.first(), module.get(1)) else { continue };
        if !KINDS.contains(kind) {
            continue;
        }
        for (line, path) in source.uses() {
            let other = path.get(1).filter(|_| path[0] == "kinds").map_or("", String::as_str);
            if other != *kind && KINDS.contains(&other) {
                faults.push(format!("src/{}:{line}: {kind} uses {}", source.path, path.join("::")));
            }
        }
    }
    report(
        &faults,
        "what two kinds share lives in numeral, text, gazetteer or kinds/{rule,overlap,context}.rs",
    );
}

#[test]
fn ingest_knows_the_decoder_alone() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|s| s.path.starts_with("ingest/")) {
        for (line, path) in source.uses() {
            let of_text = path.get(1).filter(|_| path[0] == "text").map(String::as_str);
            if of_text.is_some_and(|name| {
                !["decide", "decode", "DecodeHint", "Decoded", "Decision"].contains(&name)
            }) {
                faults.push(format!("src/{}:{line}: {}", source.path, path.join("::")));
            }
        }
    }
    report(&faults, "readers decode; what a text means is not theirs");
}

#[test]
fn only_the_program_prints() {
    let prints = Regex::new(r"\be?print(?:ln)?!|\bdbg!").expect("a pattern");
    let faults: Vec<String> = sources()
        .iter()
        .filter(|s| !s.path.starts_with("program/"))
        .flat_map(|s| {
            prints
                .find_iter(&s.code)
                .map(|m| {
                    format!("src/{}:{}", s.path, s.code[..m.start()].matches('\n').count() + 1)
                })
                .collect::<Vec<_>>()
        })
        .collect();
    report(&faults, "libraries never print");
}

/// `eprintln!` panics where standard error is full or closed.
#[test]
fn one_place_writes_to_standard_error() {
    let writes = Regex::new(r"\beprint(?:ln)?!|\bstderr\(\)").expect("a pattern");
    let files: Vec<String> =
        sources().iter().filter(|s| writes.is_match(&s.code)).map(|s| s.path.clone()).collect();
    assert_eq!(files, ["program/progress.rs"], "messages go through its function `say`");
}

/// The compiler's lint names a wildcard over any enum; it must stay on, and no file may switch it
/// off.
#[test]
fn the_lint_against_wildcards_is_on() {
    let manifest = std::fs::read_to_string(in_repository("Cargo.toml")).expect("Cargo.toml");
    for lint in [
        "wildcard_enum_match_arm",
        "float_arithmetic",
        "print_stdout",
        "print_stderr",
        "disallowed_methods",
    ] {
        assert!(
            manifest.contains(&format!("{lint} = \"deny\"")),
            "{lint} is not denied in Cargo.toml"
        );
    }
    let off =
        Regex::new(r"(?:allow|expect)\(\s*clippy::(?:wildcard_enum_match_arm|float_arithmetic)")
            .expect("a pattern");
    let faults: Vec<String> = sources()
        .iter()
        .filter(|s| off.is_match(&s.code))
        .map(|s| format!("src/{}", s.path))
        .collect();
    report(&faults, "these lints are never switched off");
}

/// The lint passes a wildcard that stands for a single variant. A new language must still be named
/// by the compiler everywhere.
#[test]
fn no_wildcard_swallows_a_language_or_a_kind() {
    let ours =
        Regex::new(r"\b(?:Lang|Kind)::(?:En|De|Ru|Date|Law|Money|Org)\b").expect("a pattern");
    let mut faults = Vec::new();
    let mut matches = 0;
    for source in sources() {
        for (at, _) in source.working.match_indices("match ") {
            let Some(arms) = arms(&source.working[at..]) else { continue };
            // A pattern of ours makes it a match over ours; `Some(Lang::En)` and tuples too.
            if !arms.iter().any(|arm| ours.is_match(arm)) {
                continue;
            }
            matches += 1;
            for arm in
                arms.iter().filter(|arm| arm.split(" if ").next().is_some_and(|p| p.trim() == "_"))
            {
                let line = source.working[..at].matches('\n').count() + 1;
                faults.push(format!("src/{}:{line}: `{} =>`", source.path, arm.trim()));
            }
        }
    }
    assert!(
        matches > 5,
        "only {matches} matches over languages and kinds were read: does the test still understand the sources?"
    );
    report(&faults, "a match on Lang or Kind names every variant");
}

/// The patterns of the match that begins here.
fn arms(text: &str) -> Option<Vec<String>> {
    let open = text.find('{')?;
    if text[..open].contains([';', '\n']) {
        return None;
    }
    let (mut depth, mut arms, mut pattern, mut reading) = (0, Vec::new(), String::new(), true);
    let mut previous = ' ';
    for c in text[open + 1..].chars() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' if depth == 0 => return Some(arms),
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 && reading && previous == '=' && c == '>' {
            pattern.pop();
            arms.push(std::mem::take(&mut pattern));
            reading = false;
        } else if reading {
            pattern.push(c);
        } else if depth == 0 && (c == ',' || c == '}') {
            reading = true;
        }
        if reading && pattern.trim() == "," {
            pattern.clear();
        }
        previous = c;
    }
    None
}

#[test]
fn no_files_import_each_other() {
    let graph = imports(&sources());
    let count: usize = graph.values().map(std::collections::BTreeSet::len).sum();
    assert!(
        count > 200,
        "only {count} imports were read: does the test still understand the sources?"
    );
    report(&loops(&graph), "imports between files make no loop");
}

/// Inside a room, imports go down: see [`FLOORS`].
#[test]
fn files_use_only_files_below_them() {
    let graph = imports(&sources());
    let mut faults = Vec::new();
    for (room, floors) in FLOORS {
        let child = |path: &str| -> Option<String> {
            let rest = path.strip_prefix(room)?.strip_prefix('/')?;
            Some(rest.split('/').next()?.trim_end_matches(".rs").to_owned())
                .filter(|name| name != "mod" && name != "tests")
        };
        let floor = |name: &str| floors.iter().position(|f| *f == name);
        for (file, targets) in &graph {
            let Some(from) = child(file) else { continue };
            let Some(from_floor) = floor(&from) else {
                faults.push(format!("{file}: {from} has no floor in {room}"));
                continue;
            };
            for target in targets {
                if let Some(to) = child(target).filter(|to| *to != from)
                    && floor(&to).is_none_or(|to| to > from_floor)
                {
                    faults.push(format!("{file}: {from} may not use {to}"));
                }
            }
        }
    }
    report(&faults, "imports inside a room go down, see FLOORS in tests/suite/layers.rs");
}
