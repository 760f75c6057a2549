//! How a dataset lies on disk: JSONL, compressed, Parquet. The records are the same, readers take
//! both kinds of JSONL, and one storage replaces the other whole.

use crate::common::{ENGLISH, FILES, GERMAN, Scratch, archive};
use newsmill::model::MentionRecord;
use newsmill::write::{DatasetFiles, RecordReader};
use std::collections::BTreeMap;
use std::path::Path;

/// The files of a folder, each with its bytes.
type Stored = BTreeMap<String, Vec<u8>>;

fn stored(scratch: &Scratch, dir: &str) -> Stored {
    let entries = std::fs::read_dir(scratch.path(dir)).unwrap_or_else(|e| panic!("{dir}: {e}"));
    let files = entries.map(|e| e.expect("an entry").path()).filter(|path| path.is_file());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    files.map(|path| (name(&path), std::fs::read(&path).expect("a file"))).collect()
}

/// The same files as if they had been written plain.
fn unpacked(files: &Stored) -> Stored {
    let unpack = |(name, bytes): (&String, &Vec<u8>)| match name.strip_suffix(".zst") {
        Some(plain) => {
            let frame = zstd::zstd_safe::find_frame_compressed_size(bytes).expect("a frame");
            assert_eq!(frame, bytes.len(), "{name} is one frame");
            (plain.to_owned(), zstd::decode_all(&bytes[..]).expect("a whole frame"))
        }
        None => (name.clone(), bytes.clone()),
    };
    files.iter().map(unpack).collect()
}

fn names(files: &Stored) -> Vec<&str> {
    files.keys().map(String::as_str).collect()
}

const PACKED: [&str; 6] = [
    "documents.jsonl.zst",
    "entities.jsonl.zst",
    "facts.jsonl.zst",
    "manifest.json",
    "mentions.jsonl.zst",
    "rejects.jsonl.zst",
];

/// An archive with its datasets: `p` plain, `z` compressed, `other` of the half of it.
fn datasets() -> Scratch {
    let scratch = Scratch::new();
    archive(&scratch);
    scratch.run(&["run", "a", "b", "--out", "p", "--with-text", "-q"]).ends(3);
    scratch.run(&["run", "a", "b", "--out", "z", "--with-text", "-q", "--compress", "zst"]).ends(3);
    scratch.run(&["run", "b", "--out", "other", "--with-text", "-q"]).ends(3);
    scratch
}

#[test]
fn compressed_files_hold_the_same_bytes() {
    let scratch = datasets();
    let (plain, packed) = (stored(&scratch, "p"), stored(&scratch, "z"));
    assert_eq!((names(&plain), names(&packed)), (FILES.to_vec(), PACKED.to_vec()));
    assert_eq!(unpacked(&packed), plain);
    assert!(packed["mentions.jsonl.zst"].len() * 4 < plain["mentions.jsonl"].len());
    // The bytes depend on the records alone.
    let run = ["run", "b", "a", "--out", "y", "--with-text", "-q", "--compress", "zst", "-j", "1"];
    scratch.run(&run).ends(3);
    assert_eq!(stored(&scratch, "y"), packed);
    let bundles = scratch.run(&["extract", "--bundles", "--with-text", "a", "b"]).ends(3).out;
    scratch.write("bundles.jsonl", bundles);
    scratch.run(&["merge", "bundles.jsonl", "--out", "m", "-q", "--compress", "zst"]).ends(3);
    assert_eq!(stored(&scratch, "m"), packed);
}

#[test]
fn readers_take_both() {
    let scratch = datasets();
    for args in [&[][..], &["--json"], &["--all"], &["--by", "rule"], &["--by", "rule", "--json"]] {
        let diff = |old: &str, new: &str| scratch.run(&[&["diff", old, new][..], args].concat());
        let silent = diff("p", "z").ends(0).out;
        assert_eq!(silent, diff("z", "z").ends(0).out, "{args:?}");
        assert_eq!(diff("z", "other").ends(1).out, diff("p", "other").ends(1).out, "{args:?}");
        assert_eq!(diff("other", "z").ends(1).out, diff("other", "p").ends(1).out, "{args:?}");
    }
    let explain = |dir: &str| scratch.run(&["explain", "--entity", "ООН", "--in", dir]).ends(0).out;
    assert_eq!(explain("z"), explain("p"));
    for format in ["csv", "spacy", "ftm"] {
        let export = |dir: &str| {
            let out = format!("{dir}-{format}");
            scratch.run(&["export", dir, "--format", format, "--out", &out]).ends(0);
            stored(&scratch, &out)
        };
        assert_eq!(export("z"), export("p"), "{format}");
    }
    let files = DatasetFiles::open(&scratch.path("z")).expect("a dataset");
    assert_eq!(files.path("mentions.jsonl"), scratch.path("z/mentions.jsonl.zst"));
    let mentions = files.records::<MentionRecord>("mentions.jsonl").expect("it is there");
    let mentions: Vec<MentionRecord> = mentions.map(|m| m.expect("a record")).collect();
    let mut plain = RecordReader::<MentionRecord>::open(&scratch.path("p/mentions.jsonl"))
        .expect("it is there");
    for mention in &mentions {
        let line = plain.line().expect("as many lines").expect("a line");
        assert_eq!(*mention, serde_json::from_str(&line).expect("a record"));
    }
    assert!(plain.line().is_none() && mentions.len() > 50);
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let scratch = datasets();
    std::fs::copy(scratch.path("z/facts.jsonl.zst"), scratch.path("p/facts.jsonl.zst"))
        .expect("is copied");
    let said = "holds documents.jsonl and facts.jsonl.zst, but the files of a dataset are stored in one way";
    scratch.run(&["diff", "p", "z"]).ends(2).complains_of(said);
    scratch.run(&["diff", "z", "p", "--by", "rule"]).ends(2).complains_of(said);
    scratch.run(&["explain", "--entity", "ООН", "--in", "p"]).ends(1).complains_of(said);
    let export = ["export", "p", "--format", "csv", "--out", "csv"];
    scratch.run(&export).ends(1).complains_of(said);
    // What is cut off or damaged is told and not taken for the end.
    let whole = stored(&scratch, "z");
    for (name, change) in [("mentions.jsonl.zst", "cut"), ("entities.jsonl.zst", "damaged")] {
        let mut bytes = whole[name].clone();
        let middle = bytes.len() / 2;
        if change == "cut" {
            bytes.truncate(middle);
        } else {
            bytes[middle] ^= 0xFF;
        }
        scratch.write(&format!("z/{name}"), bytes);
        let said = format!("z/{name}: cannot be read");
        scratch.run(&["diff", "other", "z"]).ends(2).complains_of(&said);
        scratch.write(&format!("z/{name}"), &whole[name]);
    }
    scratch.run(&["diff", "z", "z"]).ends(0);
}

#[test]
fn one_storage_replaces_the_other() {
    let scratch = datasets();
    let (plain, packed) = (stored(&scratch, "p"), stored(&scratch, "z"));
    let run = ["run", "a", "b", "--out", "d", "--with-text", "--update"];
    scratch.run(&run).ends(3);
    assert_eq!(stored(&scratch, "d"), plain);
    let again = scratch.run(&[&run[..], &["--compress", "zst"]].concat()).ends(3);
    assert!(again.err.contains("unchanged: "), "{}", again.err);
    assert_eq!(stored(&scratch, "d"), packed);
    scratch.run(&run).ends(3);
    assert_eq!(stored(&scratch, "d"), plain);
    // A file that was packed by hand beside the dataset's goes too.
    scratch.write("d/mentions.jsonl.zst", "packed");
    scratch.run(&run).ends(3);
    assert_eq!(stored(&scratch, "d"), plain);
    scratch
        .run(&["run", "a", "--out", "d", "--compress", "gzip"])
        .ends(2)
        .complains_of("possible values: zst");
}

/// Whoever opens a dataset that a killed run was putting in place completes it, wherever it was.
#[test]
fn a_killed_commit_is_completed_in_its_storage() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write("b.txt", GERMAN);
    scratch.run(&["run", "b.txt", "--out", "plain", "-q"]).ends(0);
    scratch.run(&["run", "b.txt", "--out", "packed", "-q", "--compress", "zst"]).ends(0);
    let entity = ["explain", "--entity", "Muster GmbH", "--in", "d"];
    let export = ["export", "d", "--format", "csv", "--out", "csv"];
    let ways = [("jsonl", "plain", &["--compress", "zst"][..]), ("jsonl.zst", "packed", &[])];
    for (word, new, old) in ways {
        let new = stored(&scratch, new);
        for command in [&["diff", "d", "packed"][..], &["diff", "plain", "d"], &entity, &export] {
            for moved in [0, 2, 5] {
                std::fs::remove_dir_all(scratch.path("d")).ok();
                std::fs::remove_dir_all(scratch.path("csv")).ok();
                let run = [&["run", "a.txt", "--out", "d", "-q"][..], old].concat();
                scratch.run(&run).ends(0);
                std::fs::remove_file(scratch.path("d/manifest.json")).expect("it was there");
                let records = new.iter().filter(|(name, _)| *name != "manifest.json");
                for (i, (name, bytes)) in records.enumerate() {
                    let place = if i < moved { "d" } else { "d/.work/next" };
                    scratch.write(&format!("{place}/{name}"), bytes);
                }
                scratch.write("d/.work/next/manifest.json", &new["manifest.json"]);
                scratch.write("d/.work/commit", format!("newsmill commit 1\nclear\n{word}\n"));
                scratch.run(command).ends(0);
                assert_eq!(stored(&scratch, "d"), new, "{command:?} after {moved}");
                assert!(!scratch.path("d/.work").exists());
            }
        }
    }
}

/// Kills a run when its folder is so, and runs it again: `old` or `new`, never a mixture.
#[cfg(unix)]
fn kill(scratch: &Scratch, run: &[&str], old: &Stored, new: &Stored, when: &dyn Fn() -> bool) {
    let mut child = scratch.command(run).spawn().expect("starts");
    while !when() && child.try_wait().expect("can be asked").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().ok();
    child.wait().expect("ends");
    let now = stored(scratch, "d");
    let is_whole = now == *old || now == *new;
    if now.contains_key("manifest.json") {
        assert!(is_whole, "a mixture: {:?}", names(&now));
    } else {
        assert!(scratch.path("d/.work/commit").exists(), "no manifest and no journal");
    }
    scratch.run(run).ends(0);
    assert_eq!(stored(scratch, "d"), *new);
}

/// Articles for runs that take a moment.
#[cfg(unix)]
fn many(scratch: &Scratch) {
    let line =
        |i: u32| serde_json::json!({"id": format!("r{i}"), "text": format!("No. {i}. {ENGLISH}")});
    scratch.write("in.jsonl", (0..400).map(|i| line(i).to_string() + "\n").collect::<String>());
    scratch.write("a.txt", GERMAN);
}

#[test]
#[cfg(unix)]
fn a_killed_run_goes_on_to_compressed_files() {
    let scratch = Scratch::new();
    many(&scratch);
    let run = ["run", "in.jsonl", "--out", "d", "-q", "--compress", "zst"];
    scratch.run(&run).ends(0);
    let new = stored(&scratch, "d");
    for point in 0..5 {
        std::fs::remove_dir_all(scratch.path("d")).expect("it is there");
        scratch.run(&["run", "a.txt", "--out", "d", "-q"]).ends(0);
        let old = stored(&scratch, "d");
        let size = |name: &str| std::fs::metadata(scratch.path(name)).map_or(0, |meta| meta.len());
        let journal = scratch.path("d/.work/commit");
        kill(&scratch, &run, &old, &new, &|| match point {
            0 => size("d/.work/bundles.jsonl") > 0,
            1 => size("d/.work/next/mentions.jsonl.zst") > 0,
            2 => journal.exists(),
            3 => !scratch.path("d/manifest.json").exists(),
            _ => !scratch.path("d/rejects.jsonl").exists(),
        });
    }
}

#[test]
#[cfg(not(feature = "parquet"))]
fn without_parquet_nothing_begins() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH);
    scratch.write("a.jsonl", scratch.run(&["extract", "--bundles", "a.txt"]).ends(0).out);
    for args in [["run", "a.txt"], ["merge", "a.jsonl"]] {
        scratch
            .run(&[&args[..], &["--out", "d", "--format", "parquet"]].concat())
            .ends(1)
            .complains_of("this build has no Parquet; build it with `cargo build");
        assert!(!scratch.path("d").exists());
    }
}

/// Tests of a build with Parquet: `cargo test --features parquet --test suite storage::`.
#[cfg(feature = "parquet")]
mod parquet {
    use super::*;

    const TABLES: [&str; 8] = [
        "claims.parquet",
        "documents.parquet",
        "entities.parquet",
        "facts.parquet",
        "manifest.json",
        "mentions.parquet",
        "rejects.parquet",
        "views.sql",
    ];

    #[test]
    fn a_dataset_of_parquet_is_the_export() {
        let scratch = datasets();
        let plain = stored(&scratch, "p");
        scratch.run(&["export", "p", "--format", "parquet", "--out", "tables"]).ends(0);
        let run = ["run", "a", "b", "--out", "d", "--with-text", "--format", "parquet", "--update"];
        scratch.run(&run).ends(3);
        let made = stored(&scratch, "d");
        assert_eq!(names(&made), TABLES);
        assert_eq!(made["manifest.json"], plain["manifest.json"]);
        for (name, bytes) in stored(&scratch, "tables") {
            assert!(made[&name] == bytes, "{name} is not the export's");
        }
        let again = scratch.run(&run).ends(3);
        assert!(again.err.contains("unchanged: "), "{}", again.err);
        assert!(stored(&scratch, "d") == made, "the same bytes");
        scratch
            .write("b.jsonl", scratch.run(&["extract", "--bundles", "--with-text", "a", "b"]).out);
        scratch.run(&["merge", "b.jsonl", "--out", "m", "--format", "parquet"]).ends(3);
        assert!(stored(&scratch, "m") == made, "merge gives the same bytes");
        assert!(!scratch.path("m/.work").exists());
        // JSONL takes its place again.
        let run = ["run", "a", "b", "--out", "d", "--with-text", "--update"];
        scratch.run(&run).ends(3);
        assert_eq!(stored(&scratch, "d"), plain);
    }

    #[test]
    fn what_cannot_read_it_says_so() {
        let scratch = datasets();
        scratch.run(&["run", "a", "b", "--out", "d", "--format", "parquet", "-q"]).ends(3);
        let said = "d: the dataset is Parquet, which newsmill does not read back; run without --format parquet";
        scratch.run(&["diff", "p", "d"]).ends(2).complains_of(said);
        scratch.run(&["diff", "d", "p", "--by", "rule"]).ends(2).complains_of(said);
        scratch.run(&["explain", "--entity", "ООН", "--in", "d"]).ends(1).complains_of(said);
        let export = ["export", "d", "--format", "csv", "--out", "csv"];
        scratch.run(&export).ends(1).complains_of(said);
        assert!(!scratch.path("csv").exists());
        scratch.run(&["run", "d", "--out", "e"]).ends(1).complains_of("is a dataset of newsmill");
        scratch
            .run(&["run", "d/claims.parquet", "--out", "e"])
            .ends(1)
            .complains_of("this is a file of a dataset of newsmill");
    }

    #[test]
    #[cfg(unix)]
    fn a_killed_run_goes_on_to_parquet() {
        let scratch = Scratch::new();
        many(&scratch);
        let run = ["run", "in.jsonl", "--out", "d", "-q", "--format", "parquet"];
        scratch.run(&run).ends(0);
        let new = stored(&scratch, "d");
        for point in 0..4 {
            std::fs::remove_dir_all(scratch.path("d")).expect("it is there");
            scratch.run(&["run", "a.txt", "--out", "d", "-q"]).ends(0);
            let old = stored(&scratch, "d");
            let there = |name: &str| scratch.path(name).exists();
            kill(&scratch, &run, &old, &new, &|| match point {
                0 => there("d/.work/scratch/records/mentions.jsonl"),
                1 => there("d/.work/next/documents.parquet"),
                2 => there("d/.work/next/manifest.json"),
                _ => !there("d/manifest.json"),
            });
        }
    }
}
