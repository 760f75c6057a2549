//! Compiles the built-in tables, so that nothing is parsed at start, and names what decides the
//! bytes of a bundle.
//!
//! - `orgs.aliases`, `orgs.<lang>.names`: the organisations of `gazetteers/orgs.tsv`, with every
//!   form of their names.
//! - `built_in.rs`: the tables with their hashes.
//! - `<list>.words`: the lists of `gazetteers/text_words.tsv`, for code that cannot reach the word
//!   classes; `function_word.rs`: one of them as a function.
//! - `class.rs`: the classes of words in the tables, as an enum: a rule that names a class that no
//!   table has does not compile.
//! - `NEWSMILL_BUILD`: the fingerprint in the header of bundles.

use newsmill_names::{Lang, Table, aliases_of, index_of};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What decides the bytes of a bundle, beside the crate of names and the version: readers, rules
/// and records. The program, writers and the other half of the way (`finish`) decide nothing there.
const DECIDING: [&str; 11] = [
    "gazetteers",
    "src/facts",
    "src/gazetteer",
    "src/ingest",
    "src/io",
    "src/kinds",
    "src/model",
    "src/numeral",
    "src/pattern",
    "src/pipeline",
    "src/text",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    for folder in DECIDING {
        println!("cargo::rerun-if-changed={folder}");
    }
    println!("cargo::rustc-env=NEWSMILL_BUILD={:016x}", fingerprint()?);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    compile_orgs(&out)?;
    word_lists(&out)?;
    std::fs::write(out.join("class.rs"), classes()?)?;
    std::fs::write(out.join("built_in.rs"), built_in()?)?;
    Ok(())
}

/// Inflects the names of organisations and lays them out as the library reads them.
fn compile_orgs(out: &Path) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string("gazetteers/orgs.tsv")?;
    let table = Table::parse("orgs.tsv", &text)?;
    let aliases = aliases_of(&table, &text)?;
    let mut bytes = Vec::new();
    aliases.iter().for_each(|a| a.write(&mut bytes));
    std::fs::write(out.join("orgs.aliases"), bytes)?;
    for lang in Lang::ALL {
        let index = index_of(lang, &text, aliases.iter().copied());
        std::fs::write(out.join(format!("orgs.{}.names", lang.as_str())), index.bytes())?;
    }
    Ok(())
}

/// Writes each list of `text_words.tsv` as a slice of its words, with their values if it has any;
/// function words as a match, because every word of a text is asked for.
fn word_lists(out: &Path) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string("gazetteers/text_words.tsv")?;
    let table = Table::parse("text_words.tsv", &text)?;
    let mut lists: BTreeMap<&str, String> = BTreeMap::new();
    let mut arms = String::new();
    let mut seen = BTreeSet::new();
    for row in table.rows() {
        let list = row.get("list");
        if let Some(word) = row.list("forms").find(|word| !seen.insert((list, *word))) {
            return Err(format!("{}: \"{word}\" stands twice in its list", row.place()).into());
        }
        if list == "function_word" {
            let word = |word: &str| format!("b\"{}\"", word.as_bytes().escape_ascii());
            let words: Vec<String> = row.list("forms").map(word).collect();
            let lang = Lang::from_tag(row.get("value"))
                .ok_or_else(|| format!("{}: the value is no language", row.place()))?;
            writeln!(arms, "        {} => Some(Lang::{lang:?}),", words.join(" | "))?;
            continue;
        }
        let code = lists.entry(list).or_default();
        for word in row.list("forms") {
            match row.opt("value") {
                Some(value) => writeln!(code, "    ({word:?}, {value}),")?,
                None => writeln!(code, "    {word:?},")?,
            }
        }
    }
    let function = format!(
        "/// The language of a function word.\n\
         fn function_word(word: &[u8]) -> Option<Lang> {{\n    match word {{\n{arms}        _ => None,\n    }}\n}}\n"
    );
    std::fs::write(out.join("function_word.rs"), function)?;
    for (list, code) in lists {
        std::fs::write(out.join(format!("{list}.words")), format!("&[\n{code}]\n"))?;
    }
    Ok(())
}

/// The source of the enum `Class`: one variant for each class of words that a table has.
fn classes() -> Result<String, Box<dyn Error>> {
    let mut names = BTreeSet::new();
    for path in files("gazetteers")? {
        let text = std::fs::read_to_string(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let table = Table::parse(&name, &text)?;
        names.extend(
            table.rows().map(|row| row.get("class").to_owned()).filter(|class| !class.is_empty()),
        );
    }
    let variant = |name: &str| {
        name.split('_')
            .map(|word| {
                let (first, rest) = word.split_at(word.len().min(1));
                first.to_ascii_uppercase() + rest
            })
            .collect::<String>()
    };
    let mut code = String::from(
        "/// A class of words in the tables of `gazetteers/`, as their column `class` names it.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]\n\
         pub(crate) enum Class {\n",
    );
    for name in &names {
        writeln!(code, "    /// `{name}`\n    {},", variant(name))?;
    }
    writeln!(
        code,
        "}}\n\nimpl Class {{\n    /// Every class, in the order of its names.\n    pub(crate) const ALL: [Class; {}] = [",
        names.len()
    )?;
    for name in &names {
        writeln!(code, "        Class::{},", variant(name))?;
    }
    writeln!(
        code,
        "    ];\n\n    /// The name in the tables.\n    pub(crate) const fn name(self) -> &'static str {{\n        match self {{"
    )?;
    for name in &names {
        writeln!(code, "            Class::{} => \"{name}\",", variant(name))?;
    }
    code.push_str("        }\n    }\n}\n");
    Ok(code)
}

/// The source of `BUILT_IN`: the name, contents and SHA-256 of every table. Hashing them took a
/// quarter of the start.
fn built_in() -> Result<String, Box<dyn Error>> {
    let mut code = String::from("&[\n");
    for path in files("gazetteers")? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let digest = Sha256::digest(std::fs::read(&path)?);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(
            code,
            "    BuiltIn {{ name: {name:?}, text: include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/gazetteers/{name}\")), sha256: {hex:?} }},"
        )?;
    }
    code.push_str("]\n");
    Ok(code)
}

/// FNV-1a over what decides the bytes of a bundle. Two builds of one version whose rules or tables
/// differ must not take each other's bundles; a program and a binding of one version must. So
/// neither the program's sources nor a lock file are in it.
fn fingerprint() -> Result<u64, Box<dyn Error>> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    add(env!("CARGO_PKG_VERSION").as_bytes());
    // Without the reader of web pages the same input gives other documents.
    add(&[u8::from(std::env::var_os("CARGO_FEATURE_HTML").is_some())]);
    newsmill_names::SOURCES.iter().for_each(|source| add(source.as_bytes()));
    for folder in DECIDING {
        for file in files(folder)? {
            add(file.to_string_lossy().replace('\\', "/").as_bytes());
            add(&std::fs::read(file)?);
        }
    }
    Ok(hash)
}

/// The files below a folder, sorted.
fn files(folder: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}
