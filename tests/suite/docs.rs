//! The pages for users. Every command of README and `docs/` runs, in the order of its page, in a
//! folder with the sample corpus and the files of `tests/docs`. The output that a page shows behind
//! a command is what the command prints. Links lead somewhere.
//!
//! - A block `sh` runs. `cargo run --release --` stands for the program that is tested.
//! - A block `text` right behind it is the output of both streams. "…" stands for any characters, a
//!   line of it for any lines. `NEWSMILL_UPDATE=1` writes outputs anew; lines with "…" that are right stay.
//! - A block `json` right behind it shows records of the output, or parts of them.
//! - `<!-- not run: REASON -->` before a block keeps it from running, `<!-- no block is run: REASON -->`
//!   all blocks of a page,
//!   `<!-- with the package: REASON -->` leaves it to `python/tests/test_docs.py`, which also runs
//!   the blocks `python` and `sql`. Blocks `rust` are tested with the library's documentation.

use crate::common::{Scratch, in_repository};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Commands, or whole pages, that no test runs. A new one needs a reason that a reader accepts.
const NOT_RUN: usize = 11;

/// A fenced block of a page.
struct Block {
    /// The number of its first line.
    line: usize,
    /// What stands behind the fence: `sh`, `text`, `json` …
    info: String,
    /// Its lines in the page, in bytes.
    body: Range<usize>,
    /// Whether only blank lines stand between the block before and this.
    follows: bool,
    /// The comment in the line before it.
    mark: Option<String>,
}

/// The blocks of a page.
fn blocks(page: &str) -> Vec<Block> {
    let (mut blocks, mut open, mut at) = (Vec::new(), None, 0);
    let (mut follows, mut last) = (false, "");
    for (number, line) in page.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        match (line.strip_prefix("```"), open.take()) {
            (Some(info), None) => {
                let mark = last.strip_prefix("<!-- ").and_then(|m| m.strip_suffix(" -->"));
                open = Some((number + 2, info.trim().to_owned(), at, mark.map(str::to_owned)));
            }
            (Some(_), Some((line, info, body, mark))) => {
                blocks.push(Block { line, info, body: body..start, follows, mark });
                follows = true;
                last = "";
            }
            (None, Some(inside)) => open = Some(inside),
            (None, None) if line.trim().is_empty() => {}
            (None, None) => {
                follows = false;
                last = line.trim();
            }
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// README and the pages of `docs`, by their path in the repository.
fn pages() -> Vec<String> {
    let mut pages = vec!["README.md".to_owned()];
    let mut folders = vec!["docs".to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(in_repository(&folder)).expect("a folder") {
            let entry = entry.expect("an entry");
            let path = format!("{folder}/{}", entry.file_name().to_str().expect("UTF-8"));
            if entry.path().is_dir() {
                folders.push(path);
            } else if entry.path().extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

/// Why no block of a page is run.
fn why_no_block(text: &str) -> Option<&str> {
    let mut lines = text.lines();
    lines.find_map(|line| line.strip_prefix("<!-- no block is run:")?.strip_suffix("-->"))
}

fn text_of(page: &str) -> String {
    std::fs::read_to_string(in_repository(page)).unwrap_or_else(|e| panic!("{page}: {e}"))
}

/// Whether a text is what is shown, where "…" stands for any characters.
fn is_shown(shown: &str, text: &str) -> bool {
    let mut parts = shown.split('…');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else { return rest.is_empty() };
    for part in between {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Whether lines are those that are shown, where a line "…" stands for any lines.
fn are_shown(shown: &[&str], lines: &[&str]) -> bool {
    match shown.split_first() {
        None => lines.is_empty(),
        Some((&"…", rest)) => (0..=lines.len()).any(|skipped| are_shown(rest, &lines[skipped..])),
        Some((first, rest)) => lines
            .split_first()
            .is_some_and(|(line, others)| is_shown(first, line) && are_shown(rest, others)),
    }
}

/// Lines as a page should show them: those that it shows rightly stay. `None` where a line "…" leaves
/// open which are which; then somebody has to look.
fn mended(shown: &[&str], lines: &[&str]) -> Option<String> {
    if shown.contains(&"…") {
        return None;
    }
    let kept = |(at, line): (usize, &&str)| {
        let shown = shown.get(at).filter(|shown| is_shown(shown, line));
        format!("{}\n", shown.copied().unwrap_or(line))
    };
    Some(lines.iter().enumerate().map(kept).collect())
}

/// Whether a value has all that is shown: keys of objects, elements of lists in their order.
fn holds(value: &Value, shown: &Value) -> bool {
    match (value, shown) {
        (Value::Object(value), Value::Object(shown)) => {
            shown.iter().all(|(key, part)| value.get(key).is_some_and(|value| holds(value, part)))
        }
        (Value::Array(value), Value::Array(shown)) => {
            let mut elements = value.iter();
            shown.iter().all(|part| elements.any(|element| holds(element, part)))
        }
        _ => value == shown,
    }
}

/// What a page shows of JSON that the output does not have.
fn missing_json(shown: &str, output: &str) -> Option<String> {
    let mut known = serde_json::Deserializer::from_str(output).into_iter::<Value>();
    let known: Vec<Value> = known.by_ref().map_while(Result::ok).collect();
    for value in serde_json::Deserializer::from_str(shown).into_iter::<Value>() {
        match value {
            Ok(value) if known.iter().any(|known| holds(known, &value)) => {}
            Ok(value) => return Some(format!("no output has {value}\n{output}")),
            Err(e) => return Some(format!("no JSON: {e}")),
        }
    }
    None
}

#[cfg(unix)]
mod commands {
    use super::*;
    use std::process::Command;

    /// A folder with the program and what stands for cargo, for the search path.
    fn programs() -> Scratch {
        use std::os::unix::fs::PermissionsExt;
        let programs = Scratch::new();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_newsmill"), programs.path("newsmill"))
            .expect("a link");
        let cargo = "#!/bin/sh\n[ \"$1 $2 $3\" = 'run --release --' ] || exit 9\nshift 3\nexec newsmill \"$@\"\n";
        programs.write("cargo", cargo);
        let runs = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(programs.path("cargo"), runs).expect("a program");
        programs
    }

    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            let to = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &to);
            } else {
                std::fs::copy(entry.path(), to).expect("a copy");
            }
        }
    }

    /// Runs the commands of a page. Its faults, and the page with its outputs as they are.
    fn run_page(page: &str, programs: &Scratch, update: bool) -> (Vec<String>, String) {
        let (text, place) = (text_of(page), Scratch::new());
        copy(&in_repository("corpus"), &place.path("corpus"));
        copy(&in_repository("tests/docs"), &place.path(""));
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{path}", programs.path("").display());
        // `cargo test` is the second command of the README: a machine without jq runs it too.
        let jq = Command::new("jq").arg("--version").output().is_ok();
        let (mut faults, mut anew) = (Vec::new(), Vec::new());
        let mut output: Option<String> = None;
        for block in blocks(&text) {
            let body = &text[block.body.clone()];
            let shown = output.take().filter(|_| block.follows);
            match (block.info.as_str(), shown) {
                ("sh", _) if block.mark.is_none() && (jq || !body.contains("jq ")) => {
                    let script = format!("exec 2>&1\n{body}");
                    let ran = Command::new("bash")
                        .args(["-e", "-c", &script])
                        .current_dir(place.path(""))
                        .env("PATH", &path)
                        .env_remove("NEWSMILL_UPDATE")
                        .output()
                        .expect("bash runs");
                    let printed = String::from_utf8_lossy(&ran.stdout);
                    let printed = format!("{}\n", printed.trim_end());
                    if !ran.status.success() {
                        faults.push(format!("{page}:{}: {}\n{printed}", block.line, ran.status));
                    }
                    output = Some(printed);
                }
                ("text", Some(printed)) => {
                    let lines: Vec<&str> = printed.lines().collect();
                    let shown: Vec<&str> = body.lines().collect();
                    if !are_shown(&shown, &lines) {
                        match mended(&shown, &lines).filter(|_| update) {
                            Some(new) => anew.push((block.body.clone(), new)),
                            None => faults
                                .push(format!("{page}:{}: the output is\n{printed}", block.line)),
                        }
                    }
                }
                ("json", Some(printed)) => {
                    let missing = missing_json(body, &printed);
                    faults.extend(missing.map(|m| format!("{page}:{}: {m}", block.line)));
                }
                _ => {}
            }
        }
        let mut updated = text.clone();
        for (place, printed) in anew.into_iter().rev() {
            updated.replace_range(place, &printed);
        }
        (faults, updated)
    }

    #[test]
    fn commands_print_what_pages_show() {
        let programs = programs();
        let update = std::env::var_os("NEWSMILL_UPDATE").is_some();
        let mut faults = Vec::new();
        for page in pages().into_iter().filter(|page| why_no_block(&text_of(page)).is_none()) {
            let (found, updated) = run_page(&page, &programs, update);
            if updated != text_of(&page) {
                std::fs::write(in_repository(&page), updated).expect("the page is written");
            }
            faults.extend(found);
        }
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    }
}

#[test]
fn every_block_is_tested() {
    let (mut not_run, mut ran) = (0, 0);
    for page in pages() {
        let text = text_of(&page);
        if let Some(reason) = why_no_block(&text) {
            assert!(reason.trim().len() > 8, "{page}: why?");
            not_run += 1;
            continue;
        }
        let mut output = false;
        for block in blocks(&text) {
            let at = format!("{page}:{}", block.line);
            output &= block.follows;
            let body = &text[block.body.clone()];
            let reason = |mark: &str| -> Option<usize> {
                let mark = block.mark.as_deref()?.strip_prefix(mark)?;
                Some(mark.trim().len())
            };
            match block.info.as_str() {
                "sh" | "python" | "sql" => {
                    let (skipped, package) = (reason("not run:"), reason("with the package:"));
                    assert!(skipped.or(package).is_none_or(|length| length > 8), "{at}: why?");
                    not_run += usize::from(skipped.is_some());
                    ran += usize::from(skipped.is_none());
                    output = skipped.is_none();
                }
                "text" | "json" if block.follows && output => output = false,
                "text" => {
                    let programs = ["newsmill ", "cargo ", "pip ", "jq ", "tools/", "cd ", "$ "];
                    let command = body.lines().find(|l| programs.iter().any(|p| l.starts_with(p)));
                    assert_eq!(command, None, "{at}: a command in a block of text");
                }
                "rust" | "rust,no_run" => assert_eq!(page, "docs/library.md", "{at}: no doctest"),
                "toml" => {
                    body.parse::<toml::Table>().unwrap_or_else(|e| panic!("{at}: {e}"));
                }
                info => panic!("{at}: a block of {info:?} that nothing tests"),
            }
        }
    }
    assert_eq!(not_run, NOT_RUN, "commands that are not run");
    assert!(ran > 60, "{ran} blocks run");
}

/// The anchors of a page, as GitHub makes them of its headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for heading in without_blocks(text).lines().filter(|line| line.starts_with('#')) {
        let title = heading.trim_start_matches('#').trim().to_lowercase();
        // Of a link in a heading only its text counts.
        let title: String = title.split("](").next().unwrap_or_default().replace('[', "");
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let anchor = kept.collect::<String>().replace(' ', "-");
        let mut free = anchor.clone();
        let mut number = 0;
        while !anchors.insert(free.clone()) {
            number += 1;
            free = format!("{anchor}-{number}");
        }
    }
    anchors
}

/// A page without its blocks of code.
fn without_blocks(text: &str) -> String {
    let mut inside = false;
    let kept = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    });
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn links_lead_somewhere() {
    let others = ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "python/README.md"];
    let mut links = 0;
    for page in pages().into_iter().chain(others.map(str::to_owned)) {
        let text = without_blocks(&text_of(&page));
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            links += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let folder = in_repository(&page).parent().map(Path::to_owned).unwrap_or_default();
            let file: PathBuf =
                if path.is_empty() { in_repository(&page) } else { folder.join(path) };
            assert!(file.exists(), "{page}: {target} leads nowhere");
            if !anchor.is_empty() {
                let there = std::fs::read_to_string(&file).expect("a page");
                assert!(anchors(&there).contains(anchor), "{page}: {target}: no such heading");
            }
        }
    }
    assert!(links > 100, "{links} links");
}

#[test]
fn every_page_is_in_the_index() {
    let index = text_of("docs/README.md");
    for page in pages().iter().filter_map(|page| page.strip_prefix("docs/")) {
        assert!(page == "README.md" || index.contains(&format!("]({page})")), "{page}");
    }
    assert!(text_of("README.md").lines().count() <= 200, "README is for a first look");
}

#[test]
fn dots_stand_for_anything() {
    let shown = |shown: &str, text: &str| {
        are_shown(&shown.lines().collect::<Vec<_>>(), &text.lines().collect::<Vec<_>>())
    };
    assert!(shown("a\nb … s", "a\nb 1.5 s"));
    assert!(shown("a\n…\nd", "a\nb\nc\nd"));
    assert!(!shown("a\n…\nd", "a\nb\nc"));
    assert!(!shown("a … s", "a 5 m"));
    assert!(!shown("a", "a\nb"));
    assert_eq!(mended(&["a 1", "b … s"], &["a 2", "b 3 s", "c"]).unwrap(), "a 2\nb … s\nc\n");
    assert_eq!(mended(&["a", "…"], &["b"]), None);
    let value = serde_json::json!({"a": [1, 2, 3], "b": {"c": null}});
    assert!(holds(&value, &serde_json::json!({"a": [1, 3], "b": {}})));
    assert!(!holds(&value, &serde_json::json!({"a": [3, 1]})));
    assert!(missing_json("{\"a\": 2}", "{\"a\": 1}").is_some());
}
