//! Properties of the whole, on inputs that nobody wrote: what comes out has the form of the
//! schemas, and depends neither on threads, nor on shards, nor on where an earlier run was killed.
//! Properties of offsets stand in `tests/suite/offsets.rs`.

use crate::common::{ENGLISH, EXTRACTOR, GERMAN, RUSSIAN};
use newsmill::archive::{self, Observer, Options, Outcome, Stage};
use newsmill::ingest::Inputs;
use newsmill::internals::pipeline::{BundleLine, bundles};
use newsmill::model::{CharSpan, schemas};
use newsmill::write::{Dataset, DatasetFolder, FILES};
use newsmill::{Bundles, Document, Extractor, ExtractorOptions, Finisher, Lang};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{RngAlgorithm, RngSeed};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(20_210_125),
        ..ProptestConfig::default()
    }
}

/// A stretch of an article, words that mean something, or anything at all.
fn text() -> impl Strategy<Value = String> {
    let words = [
        "25 January 2021",
        "$4,700",
        "am 3. März 2020",
        "3,5 Mio. €",
        "§ 263 Abs. 1 StGB",
        "ст. 20.3 КоАП РФ",
        "Human Rights Watch (HRW)",
        "Muster GmbH",
        "фонд «Берег»",
        "fined",
        "verurteilt",
        "оштрафован",
        "respectively",
        "\n\n",
        "\n",
        "http://a.example/b?c",
        "\u{AD}",
    ];
    let article = prop::sample::select(vec![ENGLISH, GERMAN, RUSSIAN]);
    let cut = (article, any::<Index>(), 1_usize..120).prop_map(|(text, at, len)| {
        let chars: Vec<char> = text.chars().collect();
        chars.iter().skip(at.index(chars.len())).take(len).collect::<String>()
    });
    let piece = prop_oneof![
        4 => prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        4 => cut,
        2 => Just(" ".to_owned()),
        1 => "\\PC{0,8}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// An archive: documents with ids or without, with the same text now and then.
fn documents() -> impl Strategy<Value = Vec<Document>> {
    let one = (
        text(),
        prop::option::of(0_u8..6),
        prop::option::of(prop::sample::select(Lang::ALL.to_vec())),
    );
    prop::collection::vec(one, 1..8).prop_map(|all| {
        let document = |(i, (text, id, lang)): (usize, (String, Option<u8>, Option<Lang>))| {
            let mut document = Document::from_text(format!("s{}/{i}.txt", i % 3), text);
            document.id = id.map(|n| format!("id{n}"));
            document.lang = lang;
            document
        };
        all.into_iter().enumerate().map(document).collect()
    })
}

/// An extractor that writes texts into records.
static WITH_TEXT: LazyLock<Extractor> = LazyLock::new(|| {
    let options = ExtractorOptions { with_text: true, ..ExtractorOptions::default() };
    Extractor::new(&options).expect("the built-in gazetteers compile")
});

fn lines(extractor: &Extractor, documents: &[Document]) -> Vec<BundleLine> {
    documents.iter().map(|d| BundleLine::from(extractor.extract(d))).collect()
}

/// The records of a dataset as they are written, a line each, with the kind of each.
fn written(bundles: &Bundles) -> Vec<(&'static str, String)> {
    fn add<T: serde::Serialize>(
        out: &mut Vec<(&'static str, String)>,
        kind: &'static str,
        records: &[T],
    ) {
        out.extend(records.iter().map(|r| (kind, serde_json::to_string(r).expect("JSON"))));
    }
    let (mut dataset, mut out) = (Dataset::default(), Vec::new());
    Finisher::new().finish(bundles, &mut dataset).expect("nothing is on disk");
    add(&mut out, "document", &dataset.documents);
    add(&mut out, "mention", &dataset.mentions);
    add(&mut out, "entity", &dataset.entities);
    add(&mut out, "fact", &dataset.facts);
    add(&mut out, "reject", &dataset.rejects);
    add(&mut out, "manifest", dataset.manifest.as_slice());
    out
}

static SCHEMAS: LazyLock<BTreeMap<&'static str, jsonschema::Validator>> = LazyLock::new(|| {
    let compile = |(name, schema): (&'static str, String)| {
        let schema = serde_json::from_str(&schema).expect("JSON");
        (name, jsonschema::validator_for(&schema).expect("a schema"))
    };
    schemas().into_iter().map(compile).collect()
});

/// Sentences without anything to find, which look neither ahead nor back.
const NEUTRAL: [(Lang, &str); 3] = [
    (Lang::En, "the cat sat on a mat near the tree."),
    (Lang::De, "die kleine katze schläft unter dem baum."),
    (Lang::Ru, "кошка спит под деревом у дома."),
];

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn every_record_has_the_form_of_its_schema(documents in documents()) {
        for (kind, record) in written(&bundles(WITH_TEXT.header(), lines(&WITH_TEXT, &documents))) {
            let value = serde_json::from_str(&record).expect("JSON");
            let faults: Vec<String> = SCHEMAS[kind].iter_errors(&value).map(|e| e.to_string()).collect();
            prop_assert!(faults.is_empty(), "{}: {:?}", record, faults);
        }
    }

    #[test]
    fn bundles_are_a_set(documents in documents(), order in any::<u64>(), twice in any::<Index>()) {
        let mut all = lines(&EXTRACTOR, &documents);
        let expected = written(&bundles(EXTRACTOR.header(), all.clone()));
        // Written down and read back, some of them twice, in another order.
        all.push(all[twice.index(all.len())].clone());
        let n = all.len();
        for i in (1..n).rev() {
            all.swap(i, (order.rotate_left(i as u32 * 7) % (i as u64 + 1)) as usize);
        }
        let read = |line: &BundleLine| {
            serde_json::from_slice(&serde_json::to_vec(line).expect("JSON")).expect("what was written is read")
        };
        let again: Vec<BundleLine> = all.iter().map(read).collect();
        prop_assert_eq!(&again, &all);
        prop_assert_eq!(written(&bundles(EXTRACTOR.header(), again)), expected);
    }

    /// A paragraph without anything to find changes nothing but places.
    #[test]
    fn a_paragraph_that_says_nothing_changes_nothing_but_places(text in text(), which in 0_usize..3) {
        let (lang, neutral) = NEUTRAL[which];
        let found = |text: &str| {
            let mut document = Document::from_text("a.txt", text);
            document.lang = Some(lang);
            let bundle = EXTRACTOR.extract(&document);
            let value = |value| {
                let mut value = serde_json::to_value(value).expect("JSON");
                // The id of another mention holds its place.
                if let Some(id) = value.get_mut("equivalent_of") {
                    *id = id.is_string().into();
                }
                // The key of a ministry of no country holds its document's text.
                if value.get("generic") == Some(&true.into()) {
                    value["key"] = serde_json::Value::Null;
                }
                value
            };
            bundle.mentions.into_iter().map(|m| (m.chars, m.text, m.rule.to_string(), value(m.value))).collect::<Vec<_>>()
        };
        let text = text.trim();
        prop_assume!(!text.is_empty());
        let alone = found(text);
        prop_assert_eq!(&found(&format!("{text}\n\n{neutral}")), &alone);
        let by = neutral.chars().count() + 2;
        let moved: Vec<_> = alone.into_iter().map(|(at, text, rule, value)| (CharSpan::new(at.start + by, at.end + by), text, rule, value)).collect();
        prop_assert_eq!(found(&format!("{neutral}\n\n{text}")), moved);
    }
}

/// Notes what a run reuses, and stops it when all is read unless the whole is asked for.
struct Watch {
    whole: bool,
    stop: AtomicBool,
    reused: AtomicU64,
}

impl Observer for Watch {
    fn stage(&self, stage: Stage) {
        self.stop.store(stage == Stage::Linking && !self.whole, Ordering::Relaxed);
    }

    fn resumed(&self, documents: u64, _: u64) {
        self.reused.store(documents, Ordering::Relaxed);
    }

    fn should_stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Runs a folder into a dataset, resuming what is there; stops before it is finished where `whole`
/// is not asked for. How many documents were reused.
fn run(dir: &Path, input: &Path, whole: bool) -> u64 {
    let inputs = Inputs::find(&[input.to_owned()]).expect("there are articles");
    let mut out = DatasetFolder::create(dir).expect("ours").keep_work(true);
    let watch = Watch { whole, stop: AtomicBool::new(false), reused: AtomicU64::new(0) };
    let options = Options { threads: 2, ..Options::default() };
    let outcome = archive::run(&inputs, &EXTRACTOR, &options, &mut out, &watch).expect("runs");
    assert_eq!(matches!(outcome, Outcome::Complete(_)), whole);
    watch.reused.into_inner()
}

fn files_of(dir: &Path) -> Vec<String> {
    FILES
        .iter()
        .map(|f| std::fs::read_to_string(dir.join(f)).unwrap_or_else(|e| panic!("{f}: {e}")))
        .collect()
}

proptest! {
    #![proptest_config(config(48))]

    /// Wherever the work of a killed run is cut off, and whatever stands behind the cut, the
    /// dataset is the same in the end.
    #[test]
    fn work_cut_off_anywhere_is_gone_on_from(at in prop::collection::vec(any::<Index>(), 1..4), noise in any::<Vec<u8>>(), changed in any::<bool>()) {
        let scratch = tempfile::tempdir().expect("a folder");
        let (input, out, fresh) = (scratch.path().join("in"), scratch.path().join("out"), scratch.path().join("fresh"));
        std::fs::create_dir_all(&input).expect("a folder");
        let text = |i: usize| [ENGLISH, GERMAN, RUSSIAN][i % 3];
        let record = |i: usize| serde_json::json!({"id": format!("r{i}"), "text": text(i)}).to_string();
        std::fs::write(input.join("b.jsonl"), (0..6).map(|i| record(i) + "\n").collect::<String>() + "{\"text\": 3}\n").expect("is written");
        std::fs::write(input.join("c.json"), format!("[{},{},{}]", record(7), record(8), record(9))).expect("is written");
        for (name, text) in [("a.txt", ENGLISH), ("d.txt", GERMAN), ("e.txt", ""), ("f.docx", "PK")] {
            std::fs::write(input.join(name), text).expect("is written");
        }
        run(&out, &input, false);
        let work = out.join(".work/bundles.jsonl");
        let mut bytes = std::fs::read(&work).expect("there");
        for at in &at {
            bytes.truncate(at.index(bytes.len() + 1));
            bytes.extend(noise.iter().filter(|b| **b != b'\n'));
            std::fs::write(&work, &bytes).expect("is written");
            if changed {
                std::fs::write(input.join("a.txt"), format!("{RUSSIAN} {}", bytes.len())).expect("is written");
            }
            run(&out, &input, false);
            bytes = std::fs::read(&work).expect("there");
        }
        // All is there now: nothing is read again.
        prop_assert_eq!(run(&out, &input, true), 11);
        run(&fresh, &input, true);
        prop_assert_eq!(files_of(&out), files_of(&fresh));
    }
}

proptest! {
    #![proptest_config(config(64))]

    /// However the lines are spread over bundle files, in whatever order, some of them twice and some
    /// files packed: the dataset is the same.
    #[test]
    fn bundle_files_are_a_set(documents in documents(), places in prop::collection::vec((any::<u64>(), 0_usize..4), 9), packed in 0_usize..4, sorted in any::<bool>()) {
        let lines = lines(&EXTRACTOR, &documents);
        let header = BundleLine::Header(EXTRACTOR.header()).json() + "\n";
        let scratch = tempfile::tempdir().expect("a folder");
        let merged = |name: &str, files: &[String]| {
            let paths: Vec<PathBuf> = (0..files.len()).map(|i| scratch.path().join(format!("{name}{i}"))).collect();
            for (i, (path, text)) in paths.iter().zip(files).enumerate() {
                let pack = i == packed && files.len() > 1;
                let bytes = if pack { zstd::encode_all(text.as_bytes(), 1).expect("packs") } else { text.clone().into_bytes() };
                std::fs::write(path, bytes).expect("is written");
            }
            let out = scratch.path().join(name);
            let mut sink = DatasetFolder::create(&out).expect("new");
            archive::merge(&paths, &Finisher::new().threads(2), &mut sink, &()).expect("merges");
            files_of(&out)
        };
        let one = merged("one", &[header.clone() + &lines.iter().map(|line| line.json() + "\n").collect::<String>()]);
        // Each line goes to one of four files; the last place says where one goes again.
        let mut dealt: Vec<(u64, usize, String)> = lines.iter().zip(&places).map(|(line, (at, file))| (*at, *file, line.json() + "\n")).collect();
        dealt.extend(dealt.first().map(|(at, _, line)| (*at, places[8].1, line.clone())));
        if !sorted {
            dealt.sort();
        }
        // A file of several with their headers between is one as well.
        let file = |n: usize| dealt.iter().filter(|(_, file, _)| *file == n).fold(header.clone(), |text, (at, _, line)| text + line + if at % 3 == 0 { &header } else { "" });
        prop_assert_eq!(merged("four", &[0, 1, 2, 3].map(file)), one);
    }
}
