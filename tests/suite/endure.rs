//! Killed, stopped, starved: nothing is lost, and what comes out in the end is what an
//! uninterrupted run gives.
#![cfg(unix)]

use crate::common::{ENGLISH, FILES, Files, GERMAN, Scratch, same};
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const OLD: &str = "An older text of 3 May 2018, when the United Nations met.";

/// Records in one file, entries of an archive, articles in a folder: enough for many batches. One
/// language, for each run compiles the patterns of those that it meets.
fn archive(scratch: &Scratch, records: usize) {
    let line = |i: usize| serde_json::json!({"id": format!("r{i}"), "text": format!("No. {i}\n\n{ENGLISH}")});
    scratch.write(
        "in/wire.jsonl",
        (0..records).map(|i| line(i).to_string() + "\n").collect::<String>(),
    );
    for i in 0..30 {
        scratch.write(&format!("in/{i}.txt"), format!("Number {i}. {ENGLISH}"));
    }
    scratch.write("in/notes.docx", "PK").write("in/empty.txt", "");
    scratch.write("in/list.json", format!("[{},{}]", line(900_001), line(900_002)));
    let entries = [("one.txt", ENGLISH), ("two.txt", OLD), ("passed.over", "x")];
    let tar = crate::packs::tar(
        &entries.map(|(name, text)| (name.as_bytes().to_vec(), text.as_bytes().to_vec())),
    );
    scratch.write("in/pack.tar", tar);
}

/// The six files, whatever stands beside them.
fn files(scratch: &Scratch, dir: &str) -> Option<Files> {
    let manifest = scratch.path(dir).join("manifest.json");
    manifest.exists().then(|| {
        FILES.iter().map(|f| ((*f).to_owned(), scratch.read(&format!("{dir}/{f}")))).collect()
    })
}

/// The same archive in one go.
fn expected(scratch: &Scratch) -> Files {
    scratch.run(&["run", "in", "--out", "whole", "-q"]).ends(3);
    scratch.dataset("whole")
}

fn start(scratch: &Scratch, args: &[&str]) -> Child {
    let mut command = scratch.command(args);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts")
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}

/// Waits until something is so, or the program has ended.
fn wait_until(child: &mut Child, so: impl Fn() -> bool) {
    while !so() && child.try_wait().expect("can be asked").is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// How many documents a run says that it did not read again.
fn resumed(err: &str) -> u64 {
    let told = err.lines().find_map(|line| line.strip_prefix("newsmill: resumed: "));
    told.and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or(0)
}

#[test]
fn killed_anywhere_it_goes_on_to_the_same_bytes() {
    let scratch = Scratch::new();
    archive(&scratch, 400);
    let whole = expected(&scratch);
    scratch.run(&["run", "in", "--out", "d", "--keep-work", "-q"]).ends(3);
    let all = size(&scratch.path("d/.work/bundles.jsonl"));
    // An older dataset stands in the folder, and must stand there until a newer one is whole.
    scratch.write("old.txt", OLD);
    let mut gone_on = 0;
    for point in 0..10 {
        std::fs::remove_dir_all(scratch.path("d")).ok();
        scratch.run(&["run", "old.txt", "--out", "d", "-q"]).ends(0);
        let old = scratch.dataset("d");
        let mut child = start(&scratch, &["run", "in", "--out", "d"]);
        let (work, next) =
            (scratch.path("d/.work/bundles.jsonl"), scratch.path("d/.work/next/documents.jsonl"));
        wait_until(&mut child, || match point {
            0..7 => size(&work) > all * point / 8,
            7 => size(&work) >= all,
            8 => size(&next) > 0,
            _ => !scratch.path("d/manifest.json").exists(),
        });
        child.kill().ok();
        child.wait().expect("ends");
        if let Some(now) = files(&scratch, "d") {
            assert!(now == old || now == whole, "a mixture after kill {point}");
        } else {
            assert!(
                scratch.path("d/.work/commit").exists(),
                "no manifest and no journal after kill {point}"
            );
        }
        let again = scratch.run(&["run", "in", "--out", "d"]).ends(3);
        gone_on += u64::from(resumed(&again.err) > 0);
        same(&whole, &scratch.dataset("d"), &format!("after kill {point}"));
    }
    assert!(gone_on >= 5, "only {gone_on} runs went on from what was done");
}

/// Killed again and again, it comes nearer to its end each time.
#[test]
fn work_is_taken_over_through_many_kills() {
    let scratch = Scratch::new();
    archive(&scratch, 400);
    let whole = expected(&scratch);
    let work = scratch.path("d/.work/bundles.jsonl");
    let mut last = 0;
    for _ in 0..4 {
        let before = size(&work);
        let mut child = start(&scratch, &["run", "in", "--out", "d", "--jobs", "1"]);
        wait_until(&mut child, || size(&work) > before + 60_000);
        child.kill().ok();
        let err = child.wait_with_output().expect("ends").stderr;
        let documents = resumed(&String::from_utf8_lossy(&err));
        assert!(documents >= last, "{documents} after {last}");
        last = documents;
        // A line that is cut off is no line, and what stands behind it does not count.
        let mut file = std::fs::File::options().append(true).open(&work).expect("there");
        file.write_all(b"{\"bundle\":{\"docu").expect("is written");
    }
    assert!(last > 0, "nothing was taken over");
    let ran = scratch.run(&["run", "in", "--out", "d"]).ends(3);
    assert!(resumed(&ran.err) >= last, "{}", ran.err);
    same(&whole, &scratch.dataset("d"), "in five goes");
}

#[test]
fn what_changed_since_is_read_again() {
    let scratch = Scratch::new();
    archive(&scratch, 30);
    scratch.run(&["run", "in", "--out", "d", "--keep-work", "-q"]).ends(3);
    scratch
        .write("in/7.txt", "On 4 May 2020 the European Union gave €5 million to UNICEF.")
        .write("in/aa.txt", ENGLISH);
    std::fs::remove_file(scratch.path("in/9.txt")).expect("it was there");
    std::fs::remove_file(scratch.path("in/notes.docx")).expect("it was there");
    let whole = expected(&scratch);
    let ran = scratch.run(&["run", "in", "--out", "d", "--keep-work"]).ends(3);
    assert_eq!(
        resumed(&ran.err),
        62,
        "28 articles, 30 records, 2 of the list, 2 of the archive: {}",
        ran.err
    );
    same(&whole, &files(&scratch, "d").expect("a dataset"), "changed");
    // A kill while what is of use is copied leaves the old file aside; the half copy is of no use.
    std::fs::rename(scratch.path("d/.work/bundles.jsonl"), scratch.path("d/.work/previous.jsonl"))
        .expect("renames");
    scratch.write("d/.work/bundles.jsonl", "{\"header\"");
    let ran = scratch.run(&["run", "in", "--out", "d", "--keep-work"]).ends(3);
    assert_eq!(resumed(&ran.err), 64, "{}", ran.err);
    same(&whole, &files(&scratch, "d").expect("a dataset"), "put aside");
    // Other options, other bundles.
    let ran = scratch.run(&["run", "in", "--out", "d", "--lang", "en"]).ends(3);
    assert!(
        ran.err.contains("reading everything") && ran.err.contains("other options"),
        "{}",
        ran.err
    );
    assert_eq!(resumed(&ran.err), 0);
    scratch.run(&["run", "in", "--out", "d"]).ends(3);
    same(&whole, &scratch.dataset("d"), "anew");
    // A number of documents is counted anew each time.
    scratch.run(&["run", "in", "--out", "d", "--limit", "5", "--keep-work"]);
    scratch.run(&["run", "in", "--out", "d", "--limit", "5"]);
    assert_eq!(scratch.records("d/documents.jsonl").len(), 5);
}

#[test]
fn a_signal_stops_it_cleanly() {
    let scratch = Scratch::new();
    archive(&scratch, 400);
    let whole = expected(&scratch);
    let work = scratch.path("d/.work/bundles.jsonl");
    for signal in ["INT", "TERM"] {
        let mut child = start(&scratch, &["run", "in", "--out", "d", "--jobs", "1"]);
        let before = size(&work);
        wait_until(&mut child, || size(&work) > before + 30_000);
        let sent =
            Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
        assert!(sent.expect("there is kill").success());
        let out = child.wait_with_output().expect("ends");
        let err = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(130), "{signal}: {err}");
        assert!(
            err.contains("documents are done") && err.contains("Run the same command again"),
            "{err}"
        );
        assert!(!scratch.path("d/manifest.json").exists());
    }
    let ran = scratch.run(&["run", "in", "--out", "d"]).ends(3);
    assert!(resumed(&ran.err) > 0, "{}", ran.err);
    same(&whole, &scratch.dataset("d"), "stopped twice");
}

#[test]
fn one_process_at_a_time() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH);
    let mut command = scratch.command(&["run", "-", "--out", "d"]);
    let mut first = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().expect("starts");
    wait_until(&mut first, || {
        size(&scratch.path("d/.work/bundles.jsonl")) > 0 || scratch.path("d/.work/next").exists()
    });
    let who = format!("process {}", first.id());
    for args in [&["run", "a.txt", "--out", "d"][..], &["merge", "a.jsonl", "--out", "d"]] {
        scratch.write("a.jsonl", scratch.run(&["extract", "--bundles", "a.txt"]).out);
        scratch.run(args).ends(1).complains_of(&who).complains_of("wait until it ends");
    }
    first.kill().expect("is killed");
    first.wait().expect("ends");
    // What a dead process held is free.
    scratch.run(&["run", "a.txt", "--out", "d"]).ends(0);
    scratch.dataset("d");
}

/// The program under a limit of the size of a file, in KiB, which it meets as it meets a full disk.
fn starved(scratch: &Scratch, kib: u32, args: &[&str]) -> (Option<i32>, String) {
    let script = format!("trap '' XFSZ; ulimit -f {kib}; exec \"$0\" \"$@\"");
    let mut command = Command::new("bash");
    command
        .args(["-c", &script, env!("CARGO_BIN_EXE_newsmill")])
        .args(args)
        .current_dir(scratch.path(""));
    let out = command.stdin(Stdio::null()).output().expect("there is bash");
    (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn a_full_disk_leaves_the_old_dataset() {
    let scratch = Scratch::new();
    archive(&scratch, 60);
    let whole = expected(&scratch);
    scratch.write("old.txt", OLD);
    scratch.run(&["run", "old.txt", "--out", "d", "-q"]).ends(0);
    let old = scratch.dataset("d");
    // Full while reading …
    let (code, err) = starved(&scratch, 64, &["run", "in", "--out", "d", "--jobs", "1"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("bundles.jsonl: cannot write the file: File too large"), "{err}");
    assert!(err.contains("a dataset in d is as it was") && err.contains("again to go on"), "{err}");
    assert_eq!(files(&scratch, "d").as_ref(), Some(&old));
    let ran = scratch.run(&["run", "in", "--out", "d", "-q"]).ends(3);
    let told =
        "newsmill: 1 rejected (empty 1), more than --allow-rejects allows; see the rejects in d\n";
    assert_eq!(ran.err, told, "the reason of the exit code, and nothing else");
    same(&whole, &scratch.dataset("d"), "after a full disk");
    // … and while finishing.
    scratch.run(&["run", "in", "--out", "d", "--keep-work", "-q"]).ends(3);
    let before = files(&scratch, "d");
    let (code, err) = starved(&scratch, 32, &["run", "in", "--out", "d"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("File too large") && err.contains("as it was"), "{err}");
    assert_eq!(files(&scratch, "d"), before);
    let ran = scratch.run(&["run", "in", "--out", "d"]).ends(3);
    assert!(resumed(&ran.err) > 90, "{}", ran.err);
    same(&whole, &scratch.dataset("d"), "after a full disk while finishing");
}

/// Who may write everything is not stopped by permissions: what stands in the way of a folder stops
/// everybody.
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write("b.txt", GERMAN).write("file", "mine");
    scratch
        .run(&["run", "a.txt", "--out", "file/d"])
        .ends(1)
        .complains_of("file/d: cannot be used as the output folder");
    scratch.run(&["run", "a.txt", "--out", "d"]).ends(0);
    let old = scratch.dataset("d");
    scratch.write("d/.work", "mine");
    scratch
        .run(&["run", "b.txt", "--out", "d"])
        .ends(1)
        .complains_of("d/.work: cannot create the work folder");
    assert_eq!(files(&scratch, "d").as_ref(), Some(&old));
    assert_eq!(scratch.read("d/.work"), "mine");
    std::fs::remove_file(scratch.path("d/.work")).expect("it is there");
    let mut permissions = std::fs::metadata(scratch.path("d")).expect("there").permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o555);
    std::fs::set_permissions(scratch.path("d"), permissions.clone()).expect("ours");
    let ran = scratch.run(&["run", "b.txt", "--out", "d"]);
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
    std::fs::set_permissions(scratch.path("d"), permissions).expect("ours");
    // The superuser may write there.
    if ran.code != Some(0) {
        ran.ends(1).complains_of("cannot create the work folder");
        assert_eq!(files(&scratch, "d"), Some(old));
    }
}

/// Whoever opens a dataset that a killed run was putting in place completes it.
#[test]
fn readers_complete_what_was_begun() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write("b.txt", GERMAN);
    scratch.run(&["run", "b.txt", "--out", "new"]).ends(0);
    let new = scratch.dataset("new");
    for command in [
        &["diff", "d", "new"][..],
        &["explain", "--entity", "Muster GmbH", "--in", "d"],
        &["run", "b.txt", "--out", "d"],
    ] {
        scratch.run(&["run", "a.txt", "--out", "d"]).ends(0);
        for (name, text) in &new {
            scratch.write(&format!("d/.work/next/{name}"), text);
        }
        scratch.write("d/.work/commit", "newsmill commit 1\nclear\n");
        std::fs::remove_file(scratch.path("d/manifest.json")).expect("it was there");
        scratch.run(command).ends(0);
        assert_eq!(scratch.dataset("d"), new, "{command:?}");
    }
}
