//! What each stage costs on one core, in milliseconds a megabyte of text, beside its budget; and the whole, in megabytes a second.
//!
//! `cargo bench` prints the table. The text is that of `corpus/` in its three languages, thinned with plain prose to the density of mentions
//! that news has, and repeated with a number in each document so that no two are copies. A floor is measured in the same run: one Aho-Corasick pass over the same text with fifty thousand names. Compare
//! ratios; machines differ and are noisy. Each figure is the best of three rounds after one that warms the lazy automata.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench reads the clock and prints")]

use newsmill::gazetteer::{BUILT_IN, Table};
use newsmill::ingest::{Inputs, Item, ReadOptions};
use newsmill::model::Kind;
use newsmill::pipeline::{BundleLine, finish, line_of};
use newsmill::text::Text;
use newsmill::write::Dataset;
use newsmill::{Document, Grammar, GrammarOptions, map};
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Megabytes of text to run over.
const MEGABYTES: usize = 8;

fn main() {
    let documents = documents();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    println!("{} documents, {bytes} bytes of text", documents.len());
    let line = |name: &str, time: Duration, budget: &str| {
        // Hundredths of a millisecond a megabyte, in whole numbers.
        let hundredths = time.as_nanos() / (10 * bytes as u128 / 1000);
        println!("{name:34} {:5}.{:02} ms/MB   budget {budget}", hundredths / 100, hundredths % 100);
    };

    let automaton = floor();
    let floor = best(|| documents.iter().map(|d| automaton.find_overlapping_iter(&d.text).count()).sum::<usize>());
    line("floor: one scan for 50,000 names", floor, "-");
    let text = best(|| documents.iter().map(|d| Text::new(&d.text, None).paragraphs.len()).sum::<usize>());
    line("text and language", text, "8");
    let mapped = |kinds: Vec<Kind>| {
        let grammar = grammar(kinds);
        best(|| documents.iter().map(|d| map(&grammar, d).mentions.len()).sum::<usize>())
    };
    // A kind alone costs text, tokens, anchor scan and itself; what all share is told from two kinds alone and together.
    let alone: Vec<Duration> = Kind::ALL.iter().map(|k| mapped(vec![*k])).collect();
    let both = mapped(vec![Kind::Date, Kind::Money]);
    let shared = (alone[0] + alone[2]).saturating_sub(both);
    line("tokens, anchors, record, names", shared.saturating_sub(text), "3 (anchor scan)");
    for (kind, (time, budget)) in Kind::ALL.iter().zip(alone.iter().zip(["6", "3", "3", "12"])) {
        line(kind.name(), time.saturating_sub(shared), budget);
    }
    let whole = mapped(Vec::new());
    line("map, whole", whole, "34");

    let grammar = grammar(Vec::new());
    let lines: Vec<BundleLine> =
        documents.iter().map(|d| line_of(&grammar, Item::Document(Box::new(d.clone())), false)).collect();
    let spooled: Vec<Vec<u8>> = lines.iter().map(|l| serde_json::to_vec(l).unwrap_or_default()).collect();
    let to_disk = best(|| lines.iter().map(|l| serde_json::to_vec(l).map_or(0, |v| v.len())).sum::<usize>());
    let from_disk = best(|| spooled.iter().filter(|l| serde_json::from_slice::<BundleLine>(l).is_ok()).count()) * 2;
    line("bundles: written and twice read", to_disk + from_disk, "6 (with the next)");
    let bundles = (grammar.header(), lines);
    let finished = best(|| {
        let mut dataset = Dataset::default();
        finish(&bundles, &mut dataset).map_or(0, |_| dataset.mentions.len())
    });
    line("finish, in memory", finished, "4 (links)");
    let total = whole + to_disk + from_disk + finished;
    line("all", total, "45");
    let tenths = bytes as u128 * 10_000 / total.as_nanos().max(1);
    println!(
        "{}.{} MB/s on one core; {} times the floor",
        tenths / 10,
        tenths % 10,
        total.as_nanos() / floor.as_nanos().max(1)
    );
}

/// The shortest of three rounds, after one that does not count.
fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    black_box(work());
    let mut round = || {
        let began = Instant::now();
        black_box(work());
        began.elapsed()
    };
    round().min(round()).min(round())
}

fn grammar(kinds: Vec<Kind>) -> Grammar {
    let options = GrammarOptions { kinds, ..GrammarOptions::default() };
    Grammar::new(&options).unwrap_or_else(|e| panic!("{e}"))
}

/// The articles of the corpus, over and over.
fn documents() -> Vec<Document> {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let inputs = Inputs::find(&[corpus]).unwrap_or_else(|e| panic!("{e}"));
    let options = ReadOptions::default();
    let read = inputs.sources.iter().flat_map(|s| s.tasks(&options)).flat_map(|t| t.read(&options));
    let articles: Vec<Document> = read
        .filter_map(|item| match item {
            Item::Document(document) => Some(*document),
            Item::Reject(_) | Item::Skip(_) => None,
        })
        .collect();
    let prose: Vec<&str> = include_str!("prose.txt").split("\n\n").map(str::trim).collect();
    let mut documents = Vec::new();
    let mut bytes = 0;
    while bytes < MEGABYTES << 20 {
        let article = &articles[documents.len() % articles.len()];
        let mut document = article.clone();
        document.text = format!("{}\n\nNo. {}", article.text, documents.len());
        // The corpus exercises everything: three times as many mentions as news has. Plain prose brings it down to what news has.
        while document.text.len() < article.text.len() * 3 {
            document.text.push_str("\n\n");
            document.text.push_str(prose[(documents.len() + document.text.len()) % prose.len()]);
        }
        document.position = documents.len() as u64;
        document.id = Some(format!("b{}", documents.len()));
        bytes += document.text.len();
        documents.push(document);
    }
    documents
}

/// An automaton of fifty thousand names: the gazetteer's, with a word before each as often as it takes.
fn floor() -> aho_corasick::AhoCorasick {
    let table = BUILT_IN.iter().find(|(name, _)| *name == "orgs.tsv").map_or("", |(_, text)| text);
    let table = Table::parse("orgs.tsv", table).unwrap_or_else(|e| panic!("{e}"));
    let names: Vec<&str> =
        table.rows().flat_map(|r| ["en", "de", "ru"].into_iter().flat_map(move |l| r.list(l))).collect();
    let words =
        ["", "North ", "Neue ", "Новый ", "East ", "Alte ", "Общий ", "First ", "Erste ", "Первый ", "Old ", "Freie "];
    let all = words.iter().flat_map(|w| names.iter().map(move |n| format!("{w}{n}"))).take(50_000);
    aho_corasick::AhoCorasick::builder()
        .kind(Some(aho_corasick::AhoCorasickKind::ContiguousNFA))
        .build(all)
        .unwrap_or_else(|e| panic!("{e}"))
}
