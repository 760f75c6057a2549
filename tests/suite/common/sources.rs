//! The project's own sources, read as text: what the tests of structure ask.
#![allow(dead_code, reason = "each test binary uses its own part")]

use super::in_repository;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A source file: its path below `src/`, its code without comments, and its code without its tests.
pub(crate) struct Source {
    /// The path below `src/`, with `/`.
    pub(crate) path: String,
    /// The whole file.
    pub(crate) text: String,
    /// The file without comments.
    pub(crate) code: String,
    /// The code without its tests.
    pub(crate) working: String,
}

/// The source files of the library and the program, sorted.
pub(crate) fn sources() -> Vec<Source> {
    below_folder("src")
}

/// The source files of the crate of names, each with the path of the crate before its own.
pub(crate) fn crate_sources() -> Vec<Source> {
    let mut sources = below_folder("crates/names/src");
    sources.iter_mut().for_each(|s| s.path.insert_str(0, "crates/names/"));
    sources
}

fn below_folder(folder: &str) -> Vec<Source> {
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
    let root = in_repository(folder);
    let mut paths = Vec::new();
    below(&root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let code = uncommented(&text);
            let working = code.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
            let path =
                path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
            Source { path, text, code, working }
        })
        .collect()
}

/// Code without comments; a line keeps its number.
fn uncommented(text: &str) -> String {
    text.lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .collect::<Vec<_>>()
        .join("\n")
}

impl Source {
    /// The modules that the file stands in, itself last: `kinds/org/mod.rs` is `[kinds, org]`.
    pub(crate) fn module(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = self.path.trim_end_matches(".rs").split('/').collect();
        if matches!(parts.last(), Some(&("mod" | "lib"))) {
            parts.pop();
        }
        parts
    }

    /// Every path into the crate that the file names, absolute and with the line it stands on:
    /// `crate::a::{b, c::d}` gives a/b and a/c.
    pub(crate) fn uses(&self) -> Vec<(usize, Vec<String>)> {
        let path = Regex::new(r"\b(crate|super(?:::super)*)::").expect("a pattern");
        let mut found = Vec::new();
        for hit in path.captures_iter(&self.working) {
            let whole = hit.get(0).expect("the match");
            let line = self.working[..whole.start()].matches('\n').count() + 1;
            let mut base: Vec<String> = Vec::new();
            if &hit[1] != "crate" {
                let ups = hit[1].matches("super").count();
                let module = self.module();
                base.extend(
                    module[..module.len().saturating_sub(ups)].iter().map(|&m| m.to_owned()),
                );
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
        Some(rest) => tails(rest)
            .into_iter()
            .map(|tail| std::iter::once(name.clone()).chain(tail).collect())
            .collect(),
        None => vec![vec![name]],
    }
}

/// A function of a file.
pub(crate) struct Function {
    /// Its name.
    pub(crate) name: String,
    /// The line it begins on, from 1.
    pub(crate) line: usize,
    /// How many lines it has.
    pub(crate) lines: usize,
    /// How many parameters, `self` included.
    pub(crate) parameters: usize,
}

impl Source {
    /// The functions outside tests.
    pub(crate) fn functions(&self) -> Vec<Function> {
        let code = without_literals(&self.working);
        let start = Regex::new(r"\bfn ([a-z_0-9]+)").expect("a pattern");
        let mut functions = Vec::new();
        for hit in start.captures_iter(&code) {
            let Some((parameters, end)) = parameters(&code, hit.get(0).expect("the match").end())
            else {
                continue;
            };
            let Some(open) = code[end..].find(['{', ';']).map(|at| end + at) else { continue };
            if code[open..].starts_with(';') {
                continue;
            }
            let line = |at: usize| code[..at].matches('\n').count() + 1;
            let first = line(hit.get(0).expect("the match").start());
            let last = line(closing(&code, open));
            functions.push(Function {
                name: hit[1].to_owned(),
                line: first,
                lines: last + 1 - first,
                parameters,
            });
        }
        functions
    }
}

/// Counts the parameters of a function whose name ends at `at`, and tells where the list ends.
fn parameters(code: &str, at: usize) -> Option<(usize, usize)> {
    let open = at + code[at..].find('(')?;
    // Generics before the list hold no parentheses but those of `Fn(…)`, which follow a word.
    let open = if code[at..].starts_with('<') {
        generics_end(code, at)? + code[generics_end(code, at)?..].find('(')?
    } else {
        open
    };
    let (mut depth, mut angles, mut count, mut any) = (0, 0, 0, false);
    let mut previous = ' ';
    for (i, c) in code[open..].char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some((count + usize::from(any), open + i + 1));
                }
            }
            '<' => angles += 1,
            '>' if previous != '-' && previous != '=' => angles -= 1,
            ',' if depth == 1 && angles == 0 => {
                count += 1;
                any = false;
            }
            _ if !c.is_whitespace() && depth >= 1 => any = true,
            _ => {}
        }
        previous = c;
    }
    None
}

fn generics_end(code: &str, at: usize) -> Option<usize> {
    let (mut depth, mut previous) = (0, ' ');
    for (i, c) in code[at..].char_indices() {
        match c {
            '<' => depth += 1,
            '>' if previous != '-' && previous != '=' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + i + 1);
        }
        previous = c;
    }
    None
}

/// The brace that closes the one at `open`.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (i, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + i;
        }
    }
    code.len()
}

/// Code whose strings and characters are blanked out, byte by byte; line ends stay.
pub(crate) fn without_literals(code: &str) -> String {
    let literal = Regex::new(
        r##"(?s)r#+".*?"#+|r"[^"]*"|b?"(?:[^"\\]|\\.)*"|b?'(?:[^'\\\n]|\\(?:.|u\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}))'"##,
    )
    .expect("a pattern");
    let blank = |found: &regex::Captures<'_>| {
        found[0].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect::<String>()
    };
    literal.replace_all(code, blank).into_owned()
}

/// Which file imports from which: the files in which the imported names are defined, through
/// re-exports.
///
/// A `mod.rs` is the front of its folder: that it names its own files is no import, that they name
/// it is one.
pub(crate) fn imports(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeMap<Vec<String>, &Source> =
        sources.iter().map(|s| (s.module().iter().map(|m| (*m).to_owned()).collect(), s)).collect();
    let names: BTreeMap<&str, BTreeMap<String, Vec<String>>> =
        sources.iter().map(|s| (s.path.as_str(), s.imported_names())).collect();
    let mut graph = BTreeMap::new();
    for source in sources.iter().filter(|s| !s.path.starts_with("bin/") && s.path != "lib.rs") {
        let mut targets = BTreeSet::new();
        for (_, path) in source.uses() {
            if let Some(target) = defined_in(&path, &modules, &names, 0)
                && target.path != source.path
                && !is_front_of(source, target)
            {
                targets.insert(target.path.clone());
            }
        }
        graph.insert(source.path.clone(), targets);
    }
    graph
}

/// Whether `front` is the `mod.rs` of a folder that `file` lies in.
fn is_front_of(front: &Source, file: &Source) -> bool {
    front.path.strip_suffix("mod.rs").is_some_and(|folder| file.path.starts_with(folder))
}

/// The file that defines what a path names.
fn defined_in<'s>(
    path: &[String],
    modules: &BTreeMap<Vec<String>, &'s Source>,
    names: &BTreeMap<&str, BTreeMap<String, Vec<String>>>,
    depth: usize,
) -> Option<&'s Source> {
    let length = (0..=path.len()).rev().find(|n| modules.contains_key(&path[..*n]))?;
    let source = modules[&path[..length]];
    let again = path.get(length).and_then(|name| names[source.path.as_str()].get(name));
    match again {
        Some(target) if depth < 8 => defined_in(target, modules, names, depth + 1).or(Some(source)),
        _ => Some(source),
    }
}

impl Source {
    /// What the file imports by name: each name with its path. `use a::b as c` is known as c.
    fn imported_names(&self) -> BTreeMap<String, Vec<String>> {
        let statement =
            Regex::new(r"(?ms)^(?:pub(?:\([a-z :]+\))? )?use ([^;]+);").expect("a pattern");
        let module: Vec<String> = self.module().iter().map(|m| (*m).to_owned()).collect();
        let mut names = BTreeMap::new();
        for hit in statement.captures_iter(&self.working) {
            for tail in tails(&hit[1]) {
                let mut path = match tail.first().map(String::as_str) {
                    Some("crate") => Vec::new(),
                    Some("self") => module.clone(),
                    Some("super") => module[..module.len().saturating_sub(1)].to_vec(),
                    // A path of a `mod.rs` to its own files, or to another crate, which no module
                    // has.
                    _ => [module.clone(), vec![tail.first().cloned().unwrap_or_default()]].concat(),
                };
                let ups = tail.iter().skip(1).take_while(|t| *t == "super").count();
                path.truncate(path.len().saturating_sub(ups));
                path.extend(tail[1 + ups..].iter().cloned());
                if let Some(name) = tail.last() {
                    names.insert(name.clone(), path);
                }
            }
        }
        names
    }
}

/// The groups of files that import each other, each with the imports among them.
pub(crate) fn loops(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let reaches = |from: &str| {
        let (mut seen, mut todo) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(file) = todo.pop() {
            for next in graph.get(&file).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    todo.push(next.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> =
        graph.keys().map(|file| (file, reaches(file))).collect();
    let mut groups: BTreeSet<Vec<&String>> = BTreeSet::new();
    for (file, all) in &reached {
        if all.contains(*file) {
            groups.insert(
                reached
                    .keys()
                    .copied()
                    .filter(|o| all.contains(*o) && reached[o].contains(*file))
                    .collect(),
            );
        }
    }
    groups
        .iter()
        .map(|group| group.iter().map(|file| file.as_str()).collect::<Vec<_>>().join(", "))
        .collect()
}
