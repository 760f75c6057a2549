//! What pathological inputs cost, in megabytes a second, beside the same input four times as long:
//! figures that fall by more than noise point at work that grows faster than its input.
//!
//! `cargo bench --bench hostile` prints the table; a word behind it (`cargo bench --bench hostile
//! -- fined`) chooses inputs by name.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench reads the clock and prints"
)]

#[path = "../tests/suite/common/pathological.rs"]
mod pathological;

use newsmill::{Document, Extractor, ExtractorOptions, Lang};
use std::hint::black_box;
use std::time::Instant;

/// The shorter of the two lengths.
const BYTES: usize = 256 << 10;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let extractor = Extractor::new(&ExtractorOptions::default()).unwrap_or_else(|e| panic!("{e}"));
    println!("{:34} {:>6} {:>16} {:>16}", "MB/s", "", "256 KiB", "1 MiB");
    for lang in Lang::ALL {
        for (name, make) in pathological::INPUTS {
            if !wanted.is_empty() && !wanted.iter().any(|w| name.contains(w.as_str())) {
                continue;
            }
            // The first round compiles patterns.
            speed(&extractor, &make(BYTES / 16), lang);
            let [short, long] =
                [BYTES, BYTES * 4].map(|bytes| speed(&extractor, &make(bytes), lang));
            let note = if long * 2 < short { "  falls" } else { "" };
            println!(
                "{name:34} {:>6} {:>14}.{} {:>14}.{}{note}",
                lang.as_str(),
                short / 10,
                short % 10,
                long / 10,
                long % 10
            );
        }
    }
}

/// Tenths of a megabyte a second.
fn speed(extractor: &Extractor, text: &str, lang: Lang) -> u128 {
    let mut document = Document::from_text("a.txt", text);
    document.lang = Some(lang);
    let began = Instant::now();
    black_box(extractor.extract(&document));
    text.len() as u128 * 10_000 / began.elapsed().as_nanos().max(1)
}
