//! Twice the input, twice the work, whatever the input: counted in bytes that rules and claims
//! search, never in time.

use crate::common::pathological;
use newsmill::internals::text::work;
use newsmill::{Document, Extractor, ExtractorOptions, Lang};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    Extractor::new(&ExtractorOptions::default()).expect("the built-in gazetteers compile")
});

/// What mapping a text costs.
fn cost(text: &str, lang: Option<Lang>) -> u64 {
    let mut document = Document::from_text("a.txt", text);
    document.lang = lang;
    let before = work::done();
    EXTRACTOR.extract(&document);
    work::done() - before
}

fn doubled(lang: Lang) {
    // Beyond every window, yet small enough for all of them.
    const BYTES: usize = 24_000;
    let mut faults = Vec::new();
    for (name, make) in pathological::INPUTS {
        let [one, two, four] = [1, 2, 4].map(|times| cost(&make(BYTES * times), Some(lang)));
        // Ends cost a little more or less; what is constant counts for little.
        let grows = |a: u64, b: u64| b > a * 21 / 10 + 10_000;
        if grows(one, two) || grows(two, four) {
            faults.push(format!("{name}: {one}, {two}, {four}"));
        }
        let most = 4_000;
        if four > (BYTES * 4 * most) as u64 {
            faults.push(format!(
                "{name}: {} bytes searched for one of text",
                four / (BYTES as u64 * 4)
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "bytes searched for text once, twice, four times as long:\n  {}",
        faults.join("\n  ")
    );
}

#[test]
fn english_grows_with_its_length() {
    doubled(Lang::En);
}

#[test]
fn german_grows_with_its_length() {
    doubled(Lang::De);
}

#[test]
fn russian_grows_with_its_length() {
    doubled(Lang::Ru);
}

/// Without anchors nothing is searched at all, however long.
#[test]
fn plain_prose_costs_rules_nothing() {
    let line = "the cat sat on a mat near the tree and slept, as cats do, ".repeat(30_000_000 / 58);
    let few = cost(&line[..line.len() / 10], None);
    let all = cost(&line, None);
    assert!(all <= few * 10 + 10_000, "one line of 30 MB: {few} for a tenth, {all} for all");
    let words = "word\n\n".repeat(1_000_000);
    let few = cost(&words[..words.len() / 10], None);
    let all = cost(&words, None);
    assert!(all <= few * 10 + 10_000, "a million paragraphs: {few} for a tenth, {all} for all");
}

/// The counter counts: were it taken out, all of the above would hold.
#[test]
fn what_is_searched_is_counted() {
    assert!(
        cost("On 3 May 2020 the court fined Echo Ltd $5 under Article 5 of the GDPR.", None) > 100
    );
}
