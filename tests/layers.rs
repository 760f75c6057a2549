//! The rooms of the house: who may use whom, and what stays out of all of them.

mod common;

use common::in_repository;
use regex::Regex;
use std::path::{Path, PathBuf};

/// Each room and the rooms that it may use, besides itself. The program uses the library as anyone does, by its name.
const ALLOWED: [(&str, &[&str]); 16] = [
    ("error", &[]),
    // JSON and sorting: they know no news.
    ("io", &["error"]),
    ("model", &["error"]),
    ("text", &["model"]),
    ("numeral", &["model"]),
    // Names are folded when they are indexed.
    ("gazetteer", &["error", "model", "text"]),
    ("kinds", &["error", "model", "text", "numeral", "gazetteer"]),
    ("facts", &["error", "model", "text", "numeral", "gazetteer", "kinds"]),
    // Of text, the decoder alone: see `ingest_knows_the_decoder_alone`.
    ("ingest", &["error", "model", "text"]),
    ("write", &["error", "io", "model"]),
    ("pipeline", &["error", "io", "model", "text", "numeral", "gazetteer", "kinds", "facts", "ingest", "write"]),
    ("eval", &["error", "model"]),
    // The public faces of what is inside.
    ("tables", &["error", "gazetteer"]),
    ("extractor", &["error", "model", "gazetteer", "kinds", "ingest", "pipeline"]),
    ("archive", &["error", "model", "ingest", "write", "pipeline", "extractor"]),
    ("bin", &[]),
];

/// The kinds, which never use each other.
const KINDS: [&str; 4] = ["date", "law", "money", "org"];

/// No file is longer.
const LINES: usize = 600;

/// A source file: its path below `src/`, its code without comments, and its code without its tests.
struct Source {
    path: String,
    text: String,
    code: String,
    working: String,
}

fn sources() -> Vec<Source> {
    fn below(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                below(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let root = in_repository("src");
    let mut paths = Vec::new();
    below(&root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let code = uncommented(&text);
            let working = code.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
            let path = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
            Source { path, text, code, working }
        })
        .collect()
}

/// Code without comments; a line keeps its number.
fn uncommented(text: &str) -> String {
    text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect::<Vec<_>>().join("\n")
}

impl Source {
    /// The modules that the file stands in, itself last: `kinds/org/mod.rs` is `[kinds, org]`.
    fn module(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = self.path.trim_end_matches(".rs").split('/').collect();
        if matches!(parts.last(), Some(&("mod" | "lib"))) {
            parts.pop();
        }
        parts
    }

    /// Every path into the crate that the file names, absolute and with the line it stands on: `crate::a::{b, c::d}` gives a/b and a/c.
    fn uses(&self) -> Vec<(usize, Vec<String>)> {
        let path = Regex::new(r"\b(crate|super(?:::super)*)::").expect("a pattern");
        let mut found = Vec::new();
        for hit in path.captures_iter(&self.working) {
            let whole = hit.get(0).expect("the match");
            let line = self.working[..whole.start()].matches('\n').count() + 1;
            let mut base: Vec<String> = Vec::new();
            if &hit[1] != "crate" {
                let ups = hit[1].matches("super").count();
                let module = self.module();
                base.extend(module[..module.len().saturating_sub(ups)].iter().map(|&m| m.to_owned()));
            }
            for tail in tails(&self.working[whole.end()..]) {
                found.push((line, base.iter().cloned().chain(tail).collect()));
            }
        }
        found
    }
}

/// The paths that begin here, opened where they branch in braces.
fn tails(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start();
    if let Some(inner) = text.strip_prefix('{') {
        let mut depth = 0;
        let mut parts = vec![String::new()];
        for c in inner.chars() {
            match c {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    parts.push(String::new());
                    continue;
                }
                _ => {}
            }
            parts.last_mut().expect("one at least").push(c);
        }
        return parts.iter().filter(|p| !p.trim().is_empty()).flat_map(|p| tails(p)).collect();
    }
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    match text[name.len()..].strip_prefix("::") {
        Some(rest) => tails(rest).into_iter().map(|tail| std::iter::once(name.clone()).chain(tail).collect()).collect(),
        None => vec![vec![name]],
    }
}

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
                faults.push(format!("src/{}:{line}: {room} may not use {}", source.path, path.join("::")));
            }
        }
    }
    assert!(seen > 100, "only {seen} paths were read: does the test still understand the sources?");
    report(&faults, "dependencies point one way, see ALLOWED in tests/layers.rs");
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
    report(&faults, "what two kinds share lives in numeral, text, gazetteer or kinds/{rule,overlap,context}.rs");
}

#[test]
fn ingest_knows_the_decoder_alone() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|s| s.path.starts_with("ingest/")) {
        for (line, path) in source.uses() {
            let of_text = path.get(1).filter(|_| path[0] == "text").map(String::as_str);
            if of_text.is_some_and(|name| !["decode", "DecodeHint", "Decoded"].contains(&name)) {
                faults.push(format!("src/{}:{line}: {}", source.path, path.join("::")));
            }
        }
    }
    report(&faults, "readers decode; what a text means is not theirs");
}

#[test]
fn no_file_is_too_long_to_read() {
    let faults: Vec<String> = sources()
        .iter()
        .map(|s| (s.path.as_str(), s.text.lines().count()))
        .filter(|&(_, lines)| lines > LINES)
        .map(|(path, lines)| format!("src/{path}: {lines} lines"))
        .collect();
    report(&faults, &format!("files have at most {LINES} lines"));
}

#[test]
fn only_the_program_prints() {
    let prints = Regex::new(r"\be?print(?:ln)?!|\bdbg!").expect("a pattern");
    let faults: Vec<String> = sources()
        .iter()
        .filter(|s| !s.path.starts_with("bin/"))
        .flat_map(|s| {
            prints
                .find_iter(&s.code)
                .map(|m| format!("src/{}:{}", s.path, s.code[..m.start()].matches('\n').count() + 1))
                .collect::<Vec<_>>()
        })
        .collect();
    report(&faults, "libraries never print");
}

/// The compiler's lint names a wildcard over any enum; it must stay on, and no file may switch it off.
#[test]
fn the_lint_against_wildcards_is_on() {
    let manifest = std::fs::read_to_string(in_repository("Cargo.toml")).expect("Cargo.toml");
    for lint in ["wildcard_enum_match_arm", "float_arithmetic", "print_stdout", "print_stderr", "disallowed_methods"] {
        assert!(manifest.contains(&format!("{lint} = \"deny\"")), "{lint} is not denied in Cargo.toml");
    }
    let off =
        Regex::new(r"(?:allow|expect)\(\s*clippy::(?:wildcard_enum_match_arm|float_arithmetic)").expect("a pattern");
    let faults: Vec<String> =
        sources().iter().filter(|s| off.is_match(&s.code)).map(|s| format!("src/{}", s.path)).collect();
    report(&faults, "these lints are never switched off");
}

/// The lint passes a wildcard that stands for a single variant. A new language must still be named by the compiler everywhere.
#[test]
fn no_wildcard_swallows_a_language_or_a_kind() {
    let ours = Regex::new(r"\b(?:Lang|Kind)::(?:En|De|Ru|Date|Law|Money|Org)\b").expect("a pattern");
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
            for arm in arms.iter().filter(|arm| arm.split(" if ").next().is_some_and(|p| p.trim() == "_")) {
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
