//! The typed records against the dataset of the corpus: what is read is written with the same
//! bytes, and a run in memory gives what a run into a folder gives.

use crate::common::{EXTRACTOR, in_repository};
use newsmill::archive::{self, Observer, Options, Outcome, Stage};
use newsmill::ingest::Inputs;
use newsmill::model::{
    DocumentRecord, EntityRecord, FactRecord, Manifest, MentionRecord, RejectRecord,
};
use newsmill::write::{Dataset, FILES};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

fn golden(name: &str) -> String {
    let path = in_repository("tests/golden/corpus").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn json<T: Serialize>(record: &T) -> String {
    serde_json::to_string(record).expect("records are JSON")
}

/// Reads every line of a file into a type.
#[track_caller]
fn read<T: DeserializeOwned + Serialize>(name: &str) -> Vec<T> {
    let text = golden(name);
    let record = |(at, line): (usize, &str)| {
        let record: T =
            serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}:{}: {e}", at + 1));
        assert_eq!(json(&record), line, "{name}:{}", at + 1);
        record
    };
    text.lines().enumerate().map(record).collect()
}

fn manifest() -> Manifest {
    serde_json::from_str(&golden("manifest.json")).expect("a manifest")
}

#[test]
fn every_record_is_written_as_it_was_read() {
    let counts = [
        read::<DocumentRecord>(FILES[0]).len(),
        read::<MentionRecord>(FILES[1]).len(),
        read::<EntityRecord>(FILES[2]).len(),
        read::<FactRecord>(FILES[3]).len(),
    ];
    assert!(counts.iter().all(|n| *n > 10), "{counts:?}");
    read::<RejectRecord>(FILES[4]);
    let pretty = serde_json::to_string_pretty(&manifest()).expect("JSON");
    assert_eq!(pretty + "\n", golden("manifest.json"));
}

#[test]
fn a_run_in_memory_gives_the_same_records() {
    let inputs = Inputs::find(&[PathBuf::from("corpus")]).expect("the corpus is there");
    let mut dataset = Dataset::default();
    let outcome =
        archive::run(&inputs, &EXTRACTOR, &Options::default(), &mut dataset, &()).expect("runs");
    assert_eq!(Outcome::Complete(dataset.manifest.clone().expect("a manifest")), outcome);
    let expected = Dataset {
        documents: read(FILES[0]),
        mentions: read(FILES[1]),
        entities: read(FILES[2]),
        facts: read(FILES[3]),
        rejects: read(FILES[4]),
        manifest: Some(manifest()),
    };
    assert_eq!(dataset, expected);
}

/// Stops when everything is read.
#[derive(Default)]
struct StopAtFinish(AtomicBool);

impl Observer for StopAtFinish {
    fn stage(&self, stage: Stage) {
        self.0.store(stage == Stage::Linking, Ordering::Relaxed);
    }

    fn should_stop(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[test]
fn a_run_that_is_stopped_gives_no_dataset() {
    let inputs = Inputs::find(&[PathBuf::from("corpus/de")]).expect("the corpus is there");
    let mut dataset = Dataset::default();
    let observer = StopAtFinish::default();
    let outcome = archive::run(&inputs, &EXTRACTOR, &Options::default(), &mut dataset, &observer)
        .expect("runs");
    assert!(matches!(outcome, Outcome::Stopped { documents } if documents > 5), "{outcome:?}");
    assert_eq!(dataset, Dataset::default());
}

/// The version before this one wrote these ids: each is found by id or key, or the table says why
/// not.
#[test]
fn ids_of_an_earlier_version_are_found() {
    let entities = read::<EntityRecord>(FILES[2]);
    let path = in_repository("tests/golden/keys.tsv");
    let table =
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut gone = 0;
    for line in table.lines().filter(|line| !line.starts_with(['#'])).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[id, kind, keys, reason] = cells.as_slice() else { panic!("four cells: {line}") };
        let found = entities
            .iter()
            .filter(|e| e.r#type.as_str() == kind)
            .filter(|e| e.id == id || keys.split(';').any(|key| e.keys.iter().any(|k| k == key)))
            .count();
        assert_eq!(found, usize::from(reason.is_empty()), "{line}");
        gone += usize::from(!reason.is_empty());
    }
    assert!(gone < entities.len() / 10, "{gone} of the old ids are gone");
}
