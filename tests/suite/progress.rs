//! What a run says on standard error: phases, the closing summary, what comes next.

use crate::common::{ENGLISH, EXTRACTOR, GERMAN, RUSSIAN, Scratch};
use newsmill::archive::{self, Observer, Options, Stage};
use newsmill::ingest::Inputs;
use newsmill::write::Dataset;
use std::sync::Mutex;

#[test]
fn the_summary_tells_what_the_dataset_holds() {
    let scratch = Scratch::new();
    scratch
        .write("in/2021/01/26/a.txt", ENGLISH)
        .write("in/b.txt", ENGLISH)
        .write("in/c.txt", RUSSIAN)
        .write("in/empty.txt", "")
        .write("in/none.jsonl", "")
        .write("in/x.jsonl", "{\"story\": \"x\"}\n")
        .write("in/photo.jpg", "x");
    let err = scratch.run(&["run", "in", "--out", "d"]).ends(3).err;
    let line = |name: &str| {
        let found = err.lines().find(|line| line.split(' ').next() == Some(name));
        found.unwrap_or_else(|| panic!("{name}: {err}")).split_at(9).1.trim_start()
    };
    assert_eq!(line("documents"), "3 (1 copy, 33.3 % dated, 1 KB)");
    assert!(line("ORG").contains("(en ") && line("ORG").contains("ru "), "{err}");
    assert!(line("entities").contains("ORG "), "{err}");
    assert!(line("facts").contains("(fine "), "{err}");
    assert_eq!(line("rejected"), "3 (empty 2, no-text 1): see d/rejects.jsonl");
    assert_eq!(line("skipped"), "1 (jpg 1)");
    assert_eq!(line("written"), "d");
    assert!(
        !err.contains('%') || err.matches('%').count() == 1,
        "no bar without a terminal: {err}"
    );
    // The next command works.
    let next: Vec<&str> = line("next").split(' ').collect();
    assert_eq!(next[0], "newsmill");
    scratch.run(&next[1..]).ends(0);
}

#[test]
fn nothing_is_said_that_says_nothing() {
    let scratch = Scratch::new();
    scratch.write("a.txt", "Date: 2021-03-03\n\nIt rained.").write("b.txt", "");
    let err = scratch.run(&["run", "a.txt", "--out", "d"]).ends(0).err;
    assert!(err.contains("documents  1 (all dated, 28 bytes)\n"), "{err}");
    assert!(err.contains("LAW        0\n") && err.contains("facts      0\n"), "{err}");
    assert!(!err.contains("()") && !err.contains("copies") && !err.contains("rejected"), "{err}");
    let err = scratch.run(&["run", "b.txt", "--out", "e"]).ends(3).err;
    assert!(err.contains("documents  0 (0 bytes)\n"), "{err}");
    assert_eq!(scratch.run(&["run", "a.txt", "--out", "d", "-q"]).ends(0).err, "");
    // A merge says the same.
    scratch.write("1.jsonl", scratch.run(&["extract", "--bundles", "a.txt"]).ends(0).out);
    let err = scratch.run(&["merge", "1.jsonl", "--out", "m"]).ends(0).err;
    assert!(err.contains("documents  1 (all dated, 28 bytes)\n"), "{err}");
}

/// Notes what a run tells.
#[derive(Default)]
struct Notes(Mutex<Vec<Note>>);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Note {
    Stage(Stage),
    Read(u64),
    Part(u64, u64),
}

impl Observer for Notes {
    fn stage(&self, stage: Stage) {
        self.0.lock().expect("one thread").push(Note::Stage(stage));
    }

    fn read(&self, bytes: u64) {
        self.0.lock().expect("one thread").push(Note::Read(bytes));
    }

    fn progress(&self, done: u64, of: u64) {
        self.0.lock().expect("one thread").push(Note::Part(done, of));
    }
}

/// Each stage comes in its turn, and what it tells ends where the stage does: also for compressed
/// files, whose documents have more bytes than they.
#[test]
fn each_stage_tells_how_far_it_is() {
    let scratch = Scratch::new();
    let lines: String = (0..200)
        .map(|n| {
            format!("{{\"id\": \"{n}\", \"text\": \"On {} May 2020 the UN met.\"}}\n", n % 30 + 1)
        })
        .collect();
    scratch
        .write("in/a.jsonl.zst", zstd::encode_all(lines.as_bytes(), 3).expect("packs"))
        .write("in/b.txt", GERMAN)
        .write("in/c.jpg", "x");
    let inputs = Inputs::find(&[scratch.path("in")]).expect("there are articles");
    let total: u64 = inputs.sources.iter().map(newsmill::ingest::Source::bytes).sum();
    let notes = Notes::default();
    let mut dataset = Dataset::default();
    archive::run(&inputs, &EXTRACTOR, &Options::default(), &mut dataset, &notes).expect("runs");
    let notes = notes.0.into_inner().expect("ended");
    let stages: Vec<Stage> = notes
        .iter()
        .filter_map(|note| match note {
            Note::Stage(stage) => Some(*stage),
            Note::Read(_) | Note::Part(..) => None,
        })
        .collect();
    assert_eq!(stages, [Stage::Mapping, Stage::Linking, Stage::Writing, Stage::Committing]);
    let reads: Vec<u64> = notes
        .iter()
        .filter_map(|note| match note {
            Note::Read(bytes) => Some(*bytes),
            Note::Stage(_) | Note::Part(..) => None,
        })
        .collect();
    assert_eq!((reads.len(), reads.last()), (202, Some(&total)), "all is read at the end");
    assert!(reads.iter().all(|bytes| *bytes <= total));
    let ends = notes.iter().filter(|note| **note == Note::Part(202, 202)).count();
    assert_eq!(ends, 2, "linking and writing end where their lines do");
}
