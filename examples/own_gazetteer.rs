//! Adds names of one's own to the built-in tables: `cargo run --example own_gazetteer`.
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use newsmill::tables::{self, UserTable};
use newsmill::{Document, Extractor, ExtractorOptions};

fn main() -> newsmill::Result<()> {
    // Names one a row, as bulk lists come; `UserTable::of_folder` reads files.
    let text = "org_id\talias\tlang\nacme\tQuendelwerk\tde\n".to_owned();
    let tables = vec![UserTable::new("mine.tsv", text)];
    for fault in tables::check(Some(&tables))?.faults {
        println!("{fault}");
    }
    let extractor = Extractor::new(&ExtractorOptions { tables, ..ExtractorOptions::default() })?;
    // Names are inflected as the built-in ones are.
    let document = Document::from_text("a.txt", "Der Umsatz des Quendelwerks stieg im März 2021.");
    for mention in extractor.extract(&document).mentions {
        println!("{} {:?} by {}", mention.kind(), mention.text, mention.resources.join(", "));
    }
    Ok(())
}
