//! Caps of the house: lines of a file, lines and parameters of a function, and no language in a
//! file whose name does not say it. What exceeds a cap stands here by name, with the reason.

use crate::common::sources::{Source, crate_sources, sources, without_literals};
use regex::Regex;

/// Lines of a file, tests included.
const FILE_LINES: usize = 450;

/// Lines of a function.
const FUNCTION_LINES: usize = 80;

/// Parameters of a function, `self` included.
const PARAMETERS: usize = 6;

/// Functions that exceed a cap: `file::function`, and why.
const FUNCTIONS: &[(&str, &str)] = &[];

/// Files that hold several languages though their names do not say so: the file or folder, and why.
const MIXED: &[(&str, &str)] = &[
    ("program/args/shared.rs", "an option names a language"),
    ("facts/compiled.rs", "picks the words of a language"),
    ("facts/events.rs", "picks the events of a language"),
    ("facts/grammar/phrase.rs", "what follows a name by language"),
    ("gazetteer/concepts.rs", "compounds of German, and English words in names of all languages"),
    ("gazetteer/find.rs", "columns of tables by language"),
    ("imports/body.rs", "columns of names by script"),
    ("kinds/anchors.rs", "endings of ordinals beside digits"),
    ("kinds/countries.rs", "links between a name and its country by language"),
    ("kinds/date/mod.rs", "sub-patterns of all languages"),
    ("kinds/org/gazetteer.rs", "the genitive of German names"),
    ("kinds/org/identity.rs", "full names of bodies by language"),
    ("kinds/org/mod.rs", "letters of alphabets"),
    ("model/entity.rs", "a record has a name in each language"),
    ("numeral/digits.rs", "the grouping mark by language"),
    ("numeral/words.rs", "how a language counts above a hundred"),
    ("pattern/parse.rs", "letters of alphabets"),
    ("pattern/tests.rs", "patterns of the test"),
    ("text/detect.rs", "tells languages apart"),
    ("crates/names/lang.rs", "defines the languages"),
    ("crates/names/org_table.rs", "columns of tables by language"),
];

fn report(faults: &[String], law: &str) {
    assert!(faults.is_empty(), "{law}:\n  {}", faults.join("\n  "));
}

fn all() -> Vec<Source> {
    sources().into_iter().chain(crate_sources()).collect()
}

#[test]
fn files_are_short() {
    let lines = |s: &Source| s.text.lines().count();
    let long = all()
        .iter()
        .filter(|s| lines(s) > FILE_LINES)
        .map(|s| format!("{}: {} lines", s.path, lines(s)))
        .collect::<Vec<_>>();
    report(&long, &format!("files have at most {FILE_LINES} lines"));
}

#[test]
fn functions_are_short() {
    let mut faults = Vec::new();
    let (mut count, mut excused) = (0, 0);
    for source in all() {
        for function in source.functions() {
            count += 1;
            let name = format!("{}::{}", source.path, function.name);
            let place = format!("{}:{}", source.path, function.line);
            let mut found = Vec::new();
            if function.lines > FUNCTION_LINES {
                found.push(format!("{place}: {} has {} lines", function.name, function.lines));
            }
            if function.parameters > PARAMETERS {
                found.push(format!(
                    "{place}: {} has {} parameters",
                    function.name, function.parameters
                ));
            }
            if FUNCTIONS.iter().any(|(known, _)| *known == name) {
                excused += usize::from(!found.is_empty());
            } else {
                faults.extend(found);
            }
        }
    }
    assert!(
        count > 1000,
        "only {count} functions were read: does the test still understand the sources?"
    );
    report(
        &faults,
        &format!("functions have at most {FUNCTION_LINES} lines and {PARAMETERS} parameters"),
    );
    assert_eq!(
        excused,
        FUNCTIONS.len(),
        "functions in the list of exceptions no longer need to be there"
    );
}

/// A file whose name or folder names a language may hold it, and a `mod.rs` may pick the file of a
/// language. Everywhere else, a variant of `Lang` or a word with Cyrillic letters or umlauts is
/// language logic.
#[test]
fn languages_stand_in_files_that_name_them() {
    let variant = Regex::new(r"\bLang::(?:En|De|Ru)\b").expect("a pattern");
    let literal =
        Regex::new(r##"r#+"(?s:.*?)"#+|"(?:[^"\\]|\\.)*"|'(?:[^'\\\n]|\\.)'"##).expect("a pattern");
    let foreign = Regex::new(r"\p{Cyrillic}{2}|[A-Za-z][äöüß]|[ÄÖÜäöü][a-z]").expect("a pattern");
    let examples = Regex::new(r"\bexamples: &\[[^\]]*\]").expect("a pattern");
    let named = Regex::new(r"(?:^|[/_])(?:en|de|ru)(?:[/_.]|$)").expect("a pattern");
    let mut faults = Vec::new();
    let mut excused = std::collections::BTreeSet::new();
    for source in all().iter().filter(|s| !named.is_match(&s.path)) {
        let picks = source.path.ends_with("mod.rs");
        let variants =
            if picks { 0 } else { variant.find_iter(&without_literals(&source.working)).count() };
        // The examples of a rule are data.
        let working = examples.replace_all(&source.working, "");
        let words = literal.find_iter(&working).filter(|l| foreign.is_match(l.as_str())).count();
        if variants + words == 0 {
            continue;
        }
        match MIXED.iter().find(|(place, _)| source.path.starts_with(place)) {
            Some((place, _)) => {
                excused.insert(*place);
            }
            None => {
                faults.push(format!("{}: {variants} variants of Lang, {words} words", source.path));
            }
        }
    }
    report(&faults, "language logic stands in files whose names say the language");
    assert_eq!(
        excused.len(),
        MIXED.len(),
        "files in the list of exceptions no longer need to be there"
    );
}
