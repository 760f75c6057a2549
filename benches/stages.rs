//! What each stage costs on one core, in milliseconds a megabyte of text and in megabytes a second;
//! and by language, how many megabytes and mentions a second extraction makes. What a change may
//! cost is held elsewhere, by counts that no noise can change: .ci/instructions.
//!
//! `cargo bench` measures with criterion (`cargo bench -- NAME` a single stage) and then prints the
//! table. The text is that of `corpus/` in its three languages, thinned with plain prose to the
//! density of mentions that news has, and repeated with a number in each document so that no two
//! are copies. `NEWSMILL_BENCH=PATH cargo bench` measures over an archive of your own instead.
//! Two floors are measured in the same run: copying the text, and one Aho-Corasick pass
//! over it with fifty thousand names. Compare ratios; machines differ and are noisy. Each figure is
//! the best of criterion's samples, in CPU time of the process, which neighbours on the machine
//! disturb less than a clock on the wall.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints, and writes where it likes"
)]

use cpu_time::ProcessTime;
use criterion::{Criterion, SamplingMode, Throughput};
use newsmill::archive::{self, Options};
use newsmill::ingest::{Inputs, Item, ReadOptions};
use newsmill::internals::gazetteer::{BUILT_IN, Table, tokenize};
use newsmill::internals::kinds::{Anchor, AnchorSet};
use newsmill::internals::pipeline::{BundleLine, Spool, bundles};
use newsmill::internals::text::Text;
use newsmill::model::{Kind, Lang};
use newsmill::write::{DatasetFolder, Sink};
use newsmill::{Document, Extractor, ExtractorOptions, FinishOptions, Finisher};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The program's.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Megabytes of text to run over.
const MEGABYTES: usize = 3;

/// The best time of each stage that was measured.
struct Stages {
    criterion: Criterion,
    bytes: u64,
    best: BTreeMap<&'static str, Duration>,
}

impl Stages {
    /// Measures one pass of `work` over the whole text.
    fn measure<T>(&mut self, name: &'static str, work: impl FnMut() -> T) {
        self.measure_over(self.bytes, name, work);
    }

    /// Measures one pass of `work` over so many bytes.
    fn measure_over<T>(&mut self, bytes: u64, name: &'static str, mut work: impl FnMut() -> T) {
        let best = &mut self.best;
        let mut group = self.criterion.benchmark_group("newsmill");
        group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Bytes(bytes));
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|rounds| {
                let mut all = Duration::ZERO;
                for _ in 0..rounds {
                    let began = ProcessTime::now();
                    black_box(work());
                    let time = began.elapsed();
                    let least = best.entry(name).or_insert(time);
                    *least = time.min(*least);
                    all += time;
                }
                all
            });
        });
        group.finish();
    }

    /// The best time; nothing where a filter on the command line left the stage out.
    fn of(&self, name: &str) -> Duration {
        self.best.get(name).copied().unwrap_or_default()
    }

    fn line(&self, name: &str, time: Duration) {
        if !time.is_zero() {
            println!("{name:38} {}", pace(time, self.bytes));
        }
    }
}

/// Milliseconds a megabyte and megabytes a second, in whole numbers of hundredths and tenths.
fn pace(time: Duration, bytes: u64) -> String {
    let hundredths = time.as_nanos() / (10 * u128::from(bytes) / 1000).max(1);
    let tenths = u128::from(bytes) * 10_000 / time.as_nanos().max(1);
    let (whole, part) = (hundredths / 100, hundredths % 100);
    format!("{whole:5}.{part:02} ms/MB {:6}.{} MB/s", tenths / 10, tenths % 10)
}

fn main() {
    let documents = documents();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    let criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .without_plots()
        .configure_from_args();
    let mut stages = Stages { criterion, bytes: bytes as u64, best: BTreeMap::new() };

    let mut copy = String::with_capacity(bytes);
    stages.measure("floor-copy", || {
        copy.clear();
        documents.iter().for_each(|d| copy.push_str(&d.text));
        copy.len()
    });
    let automaton = floor();
    stages.measure("floor-scan", || {
        documents.iter().map(|d| automaton.find_overlapping_iter(&d.text).count()).sum::<usize>()
    });
    let texts =
        |lang| documents.iter().map(|d| Text::new(&d.text, lang).paragraphs.len()).sum::<usize>();
    stages.measure("text", || texts(Some(Lang::En)));
    stages.measure("text-and-language", || texts(None));
    let anchors = Lang::ALL.map(anchors);
    stages.measure("anchors", || {
        documents.iter().map(|d| anchored(&Text::new(&d.text, None), &anchors)).sum::<usize>()
    });
    let kinds =
        [("date", Kind::Date), ("law", Kind::Law), ("money", Kind::Money), ("org", Kind::Org)];
    for (name, kind) in kinds {
        let extractor = extractor(vec![kind]);
        stages.measure(name, || {
            documents.iter().map(|d| extractor.extract(d).mentions.len()).sum::<usize>()
        });
    }
    let two = extractor(vec![Kind::Date, Kind::Money]);
    stages.measure("date-and-money", || {
        documents.iter().map(|d| two.extract(d).mentions.len()).sum::<usize>()
    });
    let extractor = extractor(Vec::new());
    stages.measure("map", || {
        documents.iter().map(|d| extractor.extract(d).mentions.len()).sum::<usize>()
    });

    let lines: Vec<BundleLine> =
        documents.iter().map(|d| BundleLine::from(extractor.extract(d))).collect();
    let scratch = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    stages.measure("bundles-write", || spool(&extractor, &lines, scratch.path()));
    let spooled = spool(&extractor, &lines, scratch.path());
    stages.measure("bundles-read", || {
        let outlines = spooled.document_outlines().unwrap_or_else(|e| panic!("{e}"));
        let lines = spooled.lines().unwrap_or_else(|e| panic!("{e}"));
        outlines.filter(Result::is_ok).count() + lines.filter(Result::is_ok).count()
    });
    let bundles = bundles(extractor.header(), lines);
    let finisher = Finisher::new();
    let apart = Finisher::new()
        .options(FinishOptions { near_duplicates: false, ..FinishOptions::default() });
    stages.measure("link", || {
        apart.finish(&bundles, &mut Nowhere).map_or(0, |manifest| manifest.documents)
    });
    stages.measure("finish", || {
        finisher.finish(&bundles, &mut Nowhere).map_or(0, |manifest| manifest.documents)
    });
    stages.measure("write", || {
        let mut folder = DatasetFolder::create(&scratch.path().join("written"))
            .unwrap_or_else(|e| panic!("{e}"));
        finisher.finish(&bundles, &mut folder).unwrap_or_else(|e| panic!("{e}"))
    });
    let input = scratch.path().join("in.jsonl");
    write_input(&input, &documents);
    stages.measure("run", || run(&extractor, &input, &scratch.path().join("run")));
    let languages = by_language(&mut stages, &extractor);
    stages.criterion.final_summary();
    table(&stages);
    println!("\n{}", languages.join("\n"));
}

/// Extraction of documents of one language, for each: its pace and mentions a second.
fn by_language(stages: &mut Stages, extractor: &Extractor) -> Vec<String> {
    let names = [(Lang::En, "map-en"), (Lang::De, "map-de"), (Lang::Ru, "map-ru")];
    let measured = names.iter().filter_map(|(lang, name)| {
        let documents = diluted(Some(*lang));
        let bytes = documents.iter().map(|d| d.text.len() as u64).sum();
        let mut mentions = 0;
        stages.measure_over(bytes, name, || {
            mentions = documents.iter().map(|d| extractor.extract(d).mentions.len()).sum();
            mentions
        });
        let time = stages.of(name);
        let rate = mentions as u128 * 1_000_000_000 / time.as_nanos().max(1);
        (!time.is_zero()).then(|| {
            let name = format!("map, {}", lang.as_str());
            format!("{name:38} {} {rate:8} mentions/s", pace(time, bytes))
        })
    });
    measured.collect()
}

/// Prints every stage.
fn table(stages: &Stages) {
    println!();
    let minus = |a: &str, b: &str| stages.of(a).saturating_sub(stages.of(b));
    stages.line("floor: copying the text", stages.of("floor-copy"));
    stages.line("floor: one scan for 50,000 names", stages.of("floor-scan"));
    stages.line("text", stages.of("text"));
    stages.line("language", minus("text-and-language", "text"));
    stages.line("tokens, anchors", minus("anchors", "text-and-language"));
    // A kind alone costs text, tokens, anchor scan and itself; what all share is told from two
    // kinds alone and together.
    let shared =
        (stages.of("date") + stages.of("money")).saturating_sub(stages.of("date-and-money"));
    stages.line("record, names, claims, sketch", shared.saturating_sub(stages.of("anchors")));
    for kind in ["date", "law", "money", "org"] {
        stages.line(kind, stages.of(kind).saturating_sub(shared));
    }
    stages.line("map, whole", stages.of("map"));
    let bundles = stages.of("bundles-write") + stages.of("bundles-read");
    stages.line("bundles: written and twice read", bundles);
    stages.line("links and facts, in memory", stages.of("link"));
    stages.line("near-copies", minus("finish", "link"));
    stages.line("writing the dataset", minus("write", "finish"));
    stages.line("run, from file to dataset", stages.of("run"));
    let tenths = stages.of("run").as_nanos() * 10 / stages.of("floor-scan").as_nanos().max(1);
    println!("run / scan for 50,000 names: {}.{}", tenths / 10, tenths % 10);
}

/// The lines of documents in a work folder.
fn spool(extractor: &Extractor, lines: &[BundleLine], folder: &Path) -> Spool {
    let write = || {
        let mut spool = Spool::create(folder, extractor.header())?;
        lines.iter().try_for_each(|line| spool.push(line.order(), line.json().as_bytes()))?;
        spool.flush()?;
        newsmill::Result::Ok(spool)
    };
    write().unwrap_or_else(|e| panic!("{e}"))
}

/// What `newsmill run` does, on one thread.
fn run(extractor: &Extractor, input: &Path, out: &Path) {
    let whole = || {
        let inputs = Inputs::find(&[input.to_owned()])?;
        let mut folder = DatasetFolder::create(out)?;
        let options = Options { threads: 1, ..Options::default() };
        archive::run(&inputs, extractor, &options, &mut folder, &())
    };
    whole().unwrap_or_else(|e| panic!("{e}"));
}

/// Takes records and does nothing with them.
struct Nowhere;

impl Sink for Nowhere {}

fn write_input(path: &Path, documents: &[Document]) {
    let line = |d: &Document| serde_json::json!({"id": d.id, "text": d.text}).to_string();
    let lines: Vec<String> = documents.iter().map(line).collect();
    std::fs::write(path, lines.join("\n")).unwrap_or_else(|e| panic!("{e}"));
}

/// Anchors of the words of a language that anchor rules, and of some more.
fn anchors(lang: Lang) -> AnchorSet {
    let anchor = |class: &str, table: &str| {
        class.starts_with("org_") || class.starts_with("legal_") || table != "org_words.tsv"
    };
    let named = ["calendar.tsv", "currencies.tsv", "numbers.tsv", "law_words.tsv", "org_words.tsv"];
    let tables = BUILT_IN.iter().filter(|table| named.contains(&table.name));
    let words: Vec<String> = tables
        .filter_map(|table| Some((table.name, table.parse().ok()?)))
        .flat_map(|(name, t)| {
            let rows =
                t.rows().filter(|r| r.get("lang") == lang.as_str() && anchor(r.get("class"), name));
            rows.flat_map(|r| r.list("forms").map(str::to_owned).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        })
        .collect();
    AnchorSet::new(words.iter().map(|word| (word.as_str(), Anchor::OrgHead, false)))
}

fn anchored(text: &Text<'_>, anchors: &[AnchorSet; 3]) -> usize {
    let (mut parts, mut hits, mut count) = (Vec::new(), Vec::new(), 0);
    for paragraph in &text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        parts.clear();
        hits.clear();
        tokenize(text.slice(paragraph.span), paragraph.span.start, &mut parts);
        anchors[lang.index()].scan(&text.normal, paragraph.span, &parts, &mut hits);
        count += hits.len();
    }
    count
}

fn extractor(kinds: Vec<Kind>) -> Extractor {
    let options = ExtractorOptions { kinds, ..ExtractorOptions::default() };
    Extractor::new(&options).unwrap_or_else(|e| panic!("{e}"))
}

/// What to measure over: the archive that `NEWSMILL_BENCH` names, as it is, or the sample corpus,
/// diluted.
fn documents() -> Vec<Document> {
    match std::env::var_os("NEWSMILL_BENCH") {
        Some(archive) => read(Path::new(&archive)),
        None => diluted(None),
    }
}

fn read(archive: &Path) -> Vec<Document> {
    let inputs = Inputs::find(&[archive.to_owned()]).unwrap_or_else(|e| panic!("{e}"));
    let options = ReadOptions::default();
    let documents = inputs.items(&options).filter_map(|item| match item {
        Item::Document(document) => Some(*document),
        Item::Reject(_) | Item::Skip(_) => None,
    });
    documents.collect()
}

/// The articles of the corpus, or those in its folder of one language, over and over.
fn diluted(lang: Option<Lang>) -> Vec<Document> {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let articles = read(&lang.map_or(corpus.clone(), |lang| corpus.join(lang.as_str())));
    let mut prose: Vec<&str> = include_str!("prose.txt").split("\n\n").map(str::trim).collect();
    prose.retain(|prose| {
        lang.is_none() || Text::new(prose, None).paragraphs.first().is_some_and(|p| p.lang == lang)
    });
    let mut documents = Vec::new();
    let mut bytes = 0;
    while bytes < MEGABYTES << 20 {
        let article = &articles[documents.len() % articles.len()];
        let mut document = article.clone();
        document.text = format!("{}\n\nNo. {}", article.text, documents.len());
        // The corpus exercises everything: three times as many mentions as news has. Plain prose
        // brings it down to what news has.
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

/// An automaton of fifty thousand names: the gazetteer's, with a word before each as often as it
/// takes.
fn floor() -> aho_corasick::AhoCorasick {
    let table =
        BUILT_IN.iter().find(|table| table.name == "orgs.tsv").map_or("", |table| table.text);
    let table = Table::parse("orgs.tsv", table).unwrap_or_else(|e| panic!("{e}"));
    let names: Vec<&str> = table
        .rows()
        .flat_map(|r| ["en", "de", "ru"].into_iter().flat_map(move |l| r.list(l)))
        .collect();
    let words = [
        "",
        "North ",
        "Neue ",
        "Новый ",
        "East ",
        "Alte ",
        "Общий ",
        "First ",
        "Erste ",
        "Первый ",
        "Old ",
        "Freie ",
    ];
    let all = words.iter().flat_map(|w| names.iter().map(move |n| format!("{w}{n}"))).take(50_000);
    aho_corasick::AhoCorasick::builder()
        .kind(Some(aho_corasick::AhoCorasickKind::ContiguousNFA))
        .build(all)
        .unwrap_or_else(|e| panic!("{e}"))
}
