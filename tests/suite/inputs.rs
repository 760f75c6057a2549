//! What may stand where articles are expected: pipes, devices, datasets, names of raw bytes, files
//! of other programs, and a standard error that nobody reads.
#![cfg(unix)]

use crate::common::{ENGLISH, GERMAN, RUSSIAN, Scratch, field, same};
use crate::packs;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Longer than any beginning of a file that tells its format, and than a pipe holds.
fn long_text() -> String {
    (0..800).map(|i| format!("Paragraph {i}. {ENGLISH}\n\n")).collect()
}

fn make_pipe(scratch: &Scratch, name: &str) {
    let made = Command::new("mkfifo").arg(scratch.path(name)).status();
    assert!(made.expect("there is mkfifo").success());
}

/// Runs a script of bash, with the program as `$0`.
fn bash(scratch: &Scratch, script: &str) -> std::process::Output {
    let mut command = Command::new("bash");
    command.args(["-c", script, env!("CARGO_BIN_EXE_newsmill")]).current_dir(scratch.path(""));
    command.stdin(Stdio::null()).output().expect("there is bash")
}

#[test]
fn pipes_are_read_whole() {
    let scratch = Scratch::new();
    scratch.write("a.txt", long_text());
    let lines = |from: u32| -> String {
        let line =
            |i| serde_json::json!({"text": format!("No. {i}. {ENGLISH}")}).to_string() + "\n";
        (from..from + 300).map(line).collect()
    };
    scratch.write("l.jsonl", lines(0));
    make_pipe(&scratch, "pipe");
    symlink("pipe", scratch.path("link")).expect("a link");
    for script in [
        "cat INPUT | $0 run /dev/stdin --out d",
        "$0 run /dev/stdin --out d < INPUT",
        "$0 run <(cat INPUT) --out d",
        "gzip -c INPUT | $0 run /dev/fd/0 --out d",
        "cat INPUT > pipe & $0 run pipe --out d",
        "cat INPUT > pipe & $0 run link --out d",
    ] {
        for file in ["a.txt", "l.jsonl"] {
            let out = bash(&scratch, &script.replace("INPUT", file));
            let err = String::from_utf8_lossy(&out.stderr);
            assert_eq!(out.status.code(), Some(0), "{script} {file}: {err}");
            scratch.run(&["run", file, "--out", "expected"]).ends(0);
            let hashes = |dir: &str| -> Vec<String> {
                let documents = scratch.records(&format!("{dir}/documents.jsonl"));
                field(&documents, "text_sha256").into_iter().map(str::to_owned).collect()
            };
            assert_eq!(hashes("d"), hashes("expected"), "{script} {file}");
        }
    }
}

#[test]
fn special_files_in_folders_are_passed_over() {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", ENGLISH);
    make_pipe(&scratch, "in/pipe.txt");
    make_pipe(&scratch, "in/pipe.jsonl");
    make_pipe(&scratch, "in/manifest.json");
    let _socket = UnixListener::bind(scratch.path("in/socket.txt")).expect("a socket");
    symlink("pipe.txt", scratch.path("in/link.txt")).expect("a link");
    symlink("/dev/zero", scratch.path("in/zero.txt")).expect("a link");
    let ran = scratch.run(&["run", "in", "--out", "d", "-v"]).ends(0);
    assert!(ran.err.contains("passed over (pipe): in/link.txt"), "{}", ran.err);
    let manifest: serde_json::Value =
        serde_json::from_str(&scratch.read("d/manifest.json")).expect("JSON");
    assert_eq!(manifest["skipped"], serde_json::json!({"(device)": 1, "(pipe)": 4, "(socket)": 1}));
    scratch.run(&["run", "in/socket.txt", "--out", "e"]).ends(1).complains_of("a socket");
}

/// Waits until the program reads its input: it has begun its work folder.
fn reads(scratch: &Scratch, child: &mut Child, dir: &str) {
    let work = scratch.path(dir).join(".work/bundles.jsonl");
    while !work.exists() && child.try_wait().expect("can be asked").is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn the_first_signal_stops_a_run_that_waits_for_input() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH);
    make_pipe(&scratch, "pipe");
    for (signal, input, jobs, dir) in [
        ("INT", "pipe", "1", "d"),
        ("TERM", "pipe", "2", "e"),
        ("INT", "-", "2", "f"),
        ("TERM", "-", "1", "g"),
    ] {
        let mut command = scratch.command(&["run", "a.txt", input, "--out", dir, "--jobs", jobs]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("starts");
        let input = child.stdin.take();
        reads(&scratch, &mut child, dir);
        let sent =
            Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
        assert!(sent.expect("there is kill").success());
        let out = child.wait_with_output().expect("ends");
        let err = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(130), "{signal}: {err}");
        assert!(err.contains("again to go on (standard input and pipes are read anew)"), "{err}");
        drop(input);
    }
    let ran = scratch.run(&["run", "a.txt", "--out", "d"]).ends(0);
    scratch.run(&["run", "a.txt", "--out", "whole"]).ends(0);
    same(&scratch.dataset("whole"), &scratch.dataset("d"), &ran.err);
}

#[test]
fn a_run_never_reads_its_own_output() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write("more/b.txt", GERMAN);
    for out in ["out", "more/out"] {
        scratch.run(&["run", ".", "--out", out]).ends(0);
        let first = scratch.dataset(out);
        for inputs in [&["."][..], &[".", out], &["a.txt", "more", out]] {
            let args: Vec<&str> = [&["run"], inputs, &["--out", out]].concat();
            scratch.run(&args).ends(0).complains_of("this is the output of the run");
            same(&first, &scratch.dataset(out), &args.join(" "));
        }
        scratch
            .run(&["run", out, "--out", out])
            .ends(1)
            .complains_of("this is the output of the run");
        same(&first, &scratch.dataset(out), "nothing was read");
        std::fs::remove_dir_all(scratch.path(out)).expect("it is there");
    }
    // A file of the output is output too, and a folder beside its files is none.
    scratch.run(&["run", "a.txt", "--out", "d", "--with-text"]).ends(0);
    let first = scratch.read("d/documents.jsonl");
    scratch.run(&["run", "a.txt", "d/documents.jsonl", "--out", "d", "--with-text"]).ends(0);
    assert_eq!(scratch.read("d/documents.jsonl"), first);
    scratch.write("d/in/c.txt", RUSSIAN).run(&["run", "d/in", "--out", "d"]).ends(0);
    assert_eq!(field(&scratch.records("d/documents.jsonl"), "source"), ["d/in/c.txt"]);
    std::fs::remove_dir_all(scratch.path("d")).expect("it is there");
    scratch.run(&["run", ".", "--out", "kept", "--update"]).ends(0);
    let first = scratch.read("kept/manifest.json");
    scratch.run(&["run", ".", "--out", "kept", "--update"]).ends(0);
    assert_eq!(scratch.read("kept/manifest.json"), first);
}

#[test]
fn other_datasets_are_no_articles() {
    let scratch = Scratch::new();
    scratch.write("in/a.txt", ENGLISH);
    scratch.run(&["run", "in", "--out", "in/old", "--with-text"]).ends(0);
    let ran = scratch.run(&["run", "in", "--out", "d", "-v"]).ends(0);
    assert!(ran.err.contains("passed over (dataset): in/old"), "{}", ran.err);
    assert_eq!(field(&scratch.records("d/documents.jsonl"), "source"), ["in/a.txt"]);
    for (input, said) in [
        ("in/old", "in/old: this folder is a dataset of newsmill"),
        ("in/old/mentions.jsonl", "this is a file of a dataset of newsmill"),
        ("in/old/manifest.json", "this is a file of a dataset of newsmill"),
    ] {
        scratch.run(&["run", input, "--out", "e"]).ends(1).complains_of(said);
        scratch.run(&["extract", input]).ends(1).complains_of(said);
        scratch.run(&["run", input, "in/a.txt", "--out", "e"]).ends(3).complains_of(said);
        assert_eq!(field(&scratch.records("e/documents.jsonl"), "source"), ["in/a.txt"]);
        std::fs::remove_dir_all(scratch.path("e")).expect("it is there");
    }
    // Documents with their texts are articles.
    scratch.run(&["run", "in/old/documents.jsonl", "--out", "e"]).ends(0);
    assert_eq!(scratch.records("e/documents.jsonl").len(), 1);
    // So it is with a compressed dataset.
    scratch.run(&["run", "in", "--out", "in/old", "--with-text", "--compress", "zst"]).ends(0);
    scratch
        .run(&["run", "in/old/facts.jsonl.zst", "--out", "g"])
        .ends(1)
        .complains_of("this is a file of a dataset of newsmill");
    scratch.run(&["run", "in/old/documents.jsonl.zst", "--out", "g"]).ends(0);
    assert_eq!(scratch.records("g/documents.jsonl").len(), 1);
    // A folder is no dataset for the name of a file in it.
    scratch
        .write("news/manifest.json", "{\"text\": \"On 3 May 2020.\"}")
        .write("news/a.txt", GERMAN);
    scratch.run(&["run", "news", "--out", "f"]).ends(0);
    assert_eq!(scratch.records("f/documents.jsonl").len(), 2);
}

#[test]
#[cfg(target_os = "linux")]
fn names_of_raw_bytes_stay_apart() {
    let scratch = Scratch::new();
    scratch.write("in/a/b.txt", "A folder of 3 May 2020.");
    let write = |name: &[u8], text: &str| {
        let path = scratch.path("in").join(OsStr::from_bytes(name));
        std::fs::write(path, text).expect("the file is written");
    };
    // The first two are alike to whoever reads text.
    write(b"\xE9.txt", ENGLISH);
    write(b"\xE8.txt", GERMAN);
    write(b"\\xE9.txt", RUSSIAN);
    write(b"a\\b.txt", "A name of 4 May 2020.");
    scratch.run(&["run", "in", "--out", "d", "--update"]).ends(0);
    assert_eq!(
        field(&scratch.records("d/documents.jsonl"), "source"),
        ["in/\\\\xE9.txt", "in/\\xE8.txt", "in/\\xE9.txt", "in/a/b.txt", "in/a\\\\b.txt"]
    );
    write(b"\xE9.txt", "Changed on 5 May 2020.");
    write(b"\xE7.txt", "New on 6 May 2020.");
    std::fs::remove_file(scratch.path("in").join(OsStr::from_bytes(b"\xE8.txt"))).expect("there");
    let ran = scratch.run(&["run", "in", "--out", "d", "--update"]).ends(0);
    assert!(ran.err.contains("unchanged: 3 documents"), "{}", ran.err);
    scratch.run(&["run", "in", "--out", "whole"]).ends(0);
    for (name, text) in scratch.dataset("whole") {
        assert_eq!(scratch.read(&format!("d/{name}")), text, "{name}");
    }
}

#[test]
fn raw_names_in_archives_stay_apart() {
    let scratch = Scratch::new();
    let entries: [(&[u8], &str); 4] = [
        (b"a/b.txt", "One of 3 May 2020."),
        (b"a\\b.txt", "Two of 4 May 2020."),
        (b"\xE9.txt", "Three of 5 May 2020."),
        (b"\xE8.txt", "Four of 6 May 2020."),
    ];
    let tar = packs::tar(&entries.map(|(name, text)| (name.to_vec(), text.as_bytes().to_vec())));
    scratch.write("n.tar", tar);
    scratch.run(&["run", "n.tar", "--out", "d"]).ends(0);
    assert_eq!(
        field(&scratch.records("d/documents.jsonl"), "source"),
        ["n.tar!/\\xE8.txt", "n.tar!/\\xE9.txt", "n.tar!/a/b.txt", "n.tar!/a\\\\b.txt"]
    );
}

#[test]
fn a_file_in_the_folder_may_be_called_as_standard_input() {
    let scratch = Scratch::new();
    scratch.write("-", ENGLISH);
    scratch.run_with(&["run", "./-", "-", "--out", "d"], GERMAN.as_bytes()).ends(0);
    assert_eq!(field(&scratch.records("d/documents.jsonl"), "source"), ["-", "./-"]);
}

#[test]
fn named_files_that_nobody_reads_are_errors() {
    let scratch = Scratch::new();
    let sheet = packs::zip(&[
        (b"[Content_Types].xml".to_vec(), b"<Types/>".to_vec()),
        (b"xl/workbook.xml".to_vec(), b"<workbook/>".to_vec()),
    ]);
    let noise: Vec<u8> =
        (0..5000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    scratch
        .write("in/x.xlsx", sheet)
        .write("in/x.pdf", "%PDF-1.4\n%\u{e2}\n1 0 obj")
        .write("in/x.bin", noise)
        .write("in/a.txt", ENGLISH)
        .write("in/notes.log", GERMAN);
    for (file, cure) in [
        ("x.xlsx", "save its tables as CSV"),
        ("x.pdf", "convert it to text"),
        ("x.bin", "no text"),
    ] {
        let path = format!("in/{file}");
        for command in [&["run", &path, "--out", "d"][..], &["extract", &path]] {
            scratch.run(command).ends(1).complains_of(&format!("{path}: ")).complains_of(cure);
        }
        assert!(!scratch.path("d").exists(), "nothing is written");
        let ran = scratch.run(&["run", "in/a.txt", &path, "--out", "e"]).ends(3);
        assert!(ran.err.contains(&path) && ran.err.contains(cure), "{}", ran.err);
        assert_eq!(field(&scratch.records("e/rejects.jsonl"), "reason"), ["unknown-type"]);
    }
    // A text is a text, whatever it is called; in a folder what is unknown is passed over.
    scratch.run(&["run", "in/notes.log", "--out", "f"]).ends(0);
    scratch.run(&["run", "in", "--out", "g"]).ends(0);
    assert_eq!(field(&scratch.records("g/documents.jsonl"), "source"), ["in/a.txt"]);
}

#[test]
fn a_run_without_documents_says_so() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write("in/empty.txt", "");
    let entries = [(b"a.docx".to_vec(), b"PK".to_vec()), (b"b.png".to_vec(), b"x".to_vec())];
    scratch.write("other/pack.zip", packs::zip(&entries));
    scratch.run(&["run", "a.txt", "--out", "d"]).ends(0);
    let old = scratch.dataset("d");
    let ran = scratch.run(&["run", "other", "--out", "d"]).ends(1);
    assert!(
        ran.err.contains("nothing to read: no article in other/pack.zip (skipped: docx 1, png 1)"),
        "{}",
        ran.err
    );
    assert_eq!(scratch.read("d/documents.jsonl"), old[0].1, "the old dataset stays");
    scratch.run(&["run", "in", "--out", "e"]).ends(3).complains_of("no document was read");
    scratch
        .run(&["run", "a.txt", "--out", "f", "--since", "2050-01-01"])
        .ends(0)
        .complains_of("no document was read");
    scratch.run(&["run", "a.txt", "--out", "g", "--limit", "0"]).ends(0);
}

#[test]
fn a_limit_does_not_wait_for_the_end_of_the_input() {
    let scratch = Scratch::new();
    for command in [&["extract", "-"][..], &["run", "-", "--out", "d"]] {
        let mut command = scratch.command(&[command, &["--limit", "1"]].concat());
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut input = child.stdin.take().expect("a pipe");
        input
            .write_all(b"{\"text\": \"On 3 March 2021.\"}\n{\"text\": \"More.\"}\n")
            .expect("reads");
        input.flush().expect("reads");
        // The input stays open.
        let out = child.wait_with_output().expect("ends");
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        drop(input);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_standard_error_that_nobody_reads_changes_nothing() {
    let scratch = Scratch::new();
    scratch.write("a.txt", ENGLISH).write("b.txt", "");
    for (args, code) in [
        (&["run", "a.txt", "--out", "d"][..], 0),
        (&["run", "a.txt", "b.txt", "--out", "d", "-v"], 3),
        (&["run", "a.txt", "--out", "d", "--limit", "1"], 0),
        (&["run", "gone", "--out", "d"], 1),
        (&["extract", "a.txt", "b.txt"], 3),
        (&["extract", "a.txt", "b.txt", "--limit", "1"], 0),
        (&["explain", "a.txt", "b.txt"], 3),
        (&["diff", "gone", "lost"], 2),
        (&["runn"], 2),
    ] {
        let expected = scratch.run(args).ends(code);
        // Full, closed, and a pipe whose reader has gone.
        let full = File::options().write(true).open("/dev/full").expect("there is /dev/full");
        let (reader, gone) = std::io::pipe().expect("a pipe");
        drop(reader);
        for stderr in [Stdio::from(full), Stdio::from(gone)] {
            let mut command = scratch.command(args);
            let mut child = command
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(stderr)
                .spawn()
                .expect("starts");
            let mut out = String::new();
            child.stdout.take().expect("a pipe").read_to_string(&mut out).expect("reads");
            assert_eq!(child.wait().expect("ends").code(), Some(code), "{args:?}");
            assert_eq!(out, expected.out, "{args:?}");
        }
        let closed = bash(&scratch, &format!("$0 {} 2>&-", args.join(" ")));
        assert_eq!(closed.status.code(), Some(code), "{args:?}");
    }
}
