//! The examples of the library run and print what they are about. `cargo test` builds them.

use crate::common::in_repository;
use std::path::PathBuf;
use std::process::Command;

/// Runs an example in the repository; what it prints.
fn run(name: &str, args: &[&str]) -> String {
    // Test binaries lie in `deps`, examples beside it.
    let mut path: PathBuf = std::env::current_exe().expect("the test's own path");
    path.pop();
    path.pop();
    path.extend(["examples", name]);
    path.set_extension(std::env::consts::EXE_EXTENSION);
    let output = Command::new(&path).args(args).current_dir(in_repository("")).output();
    let output =
        output.unwrap_or_else(|e| panic!("{}: {e}; `cargo test` builds examples", path.display()));
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn extract_text() {
    let out = run("extract_text", &[]);
    assert!(out.contains("DATE 77-84 \"Tuesday\" = 2021-01-26"), "{out}");
    assert!(out.contains("MONEY 43-58 \"2 million tenge\" = 2000000 KZT"), "{out}");
}

#[test]
fn dataset_in_memory() {
    let out = run("dataset_in_memory", &[]);
    assert!(out.contains("3 documents, 1 of them copies"), "{out}");
    assert!(out.contains("in 2 documents: Vereinte Nationen, United Nations"), "{out}");
}

#[test]
fn own_sink() {
    let out = run("own_sink", &[]);
    assert!(out.lines().any(|line| line.starts_with("EUR ")), "{out}");
    assert!(out.lines().next().is_some_and(|line| line.ends_with(" documents")), "{out}");
}

#[test]
fn own_gazetteer() {
    let out = run("own_gazetteer", &[]);
    assert!(out.contains("ORG \"Quendelwerks\" by mine:acme"), "{out}");
}
