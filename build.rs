//! Compiles `gazetteers/orgs.tsv`: inflects its names and lays them out as the program reads them, so that nothing is parsed at start.
//!
//! The code is the library's own, which compiles the user's tables at run time.
#![allow(
    dead_code,
    unused_imports,
    missing_docs,
    unreachable_pub,
    reason = "the library's modules, of which the build uses a part"
)]

#[path = "src/error.rs"]
mod error;
#[path = "src/gazetteer/build.rs"]
mod gazetteer;

/// What the gazetteer's modules use of the library's `model`; there it also has serde's derives, which a build need not compile.
mod model {
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Lang {
        En,
        De,
        Ru,
    }

    impl Lang {
        pub const ALL: [Lang; 3] = [Lang::En, Lang::De, Lang::Ru];

        pub const fn code(self) -> &'static str {
            match self {
                Lang::En => "en",
                Lang::De => "de",
                Lang::Ru => "ru",
            }
        }

        pub fn from_tag(tag: &str) -> Option<Lang> {
            Lang::ALL.into_iter().find(|l| tag == l.code())
        }

        pub const fn index(self) -> usize {
            self as usize
        }
    }

    pub fn by_lang<T>(make: impl FnMut(Lang) -> T) -> [T; 3] {
        Lang::ALL.map(make)
    }
}

use gazetteer::{Table, aliases_of, index_of};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=gazetteers");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rustc-env=NEWSMILL_BUILD={:016x}", digest()?);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    let text = std::fs::read_to_string("gazetteers/orgs.tsv")?;
    let table = Table::parse("orgs.tsv", &text)?;
    let aliases = aliases_of(&table, &text)?;
    let mut bytes = Vec::new();
    aliases.iter().for_each(|a| a.write(&mut bytes));
    std::fs::write(out.join("orgs.aliases"), bytes)?;
    for lang in model::Lang::ALL {
        let index = index_of(lang, &text, aliases.iter().copied());
        std::fs::write(out.join(format!("orgs.{}.names", lang.code())), index.bytes())?;
    }
    Ok(())
}

/// A hash (FNV-1a) of all that decides what the program writes: bundles of two builds may differ though their version is the same.
fn digest() -> Result<u64, Box<dyn Error>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("src"), PathBuf::from("gazetteers")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    // A crate from a registry has it under the same name; a vendored one may have none.
    files.extend(Some(PathBuf::from("Cargo.lock")).filter(|lock| lock.exists()));
    files.sort();
    // Without the readers of web pages the same input gives other documents.
    let html = std::env::var_os("CARGO_FEATURE_HTML").is_some();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ u64::from(html);
    for file in files {
        for byte in std::fs::read(file)? {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(hash)
}
