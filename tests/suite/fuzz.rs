//! What the targets in `fuzz/` have found, and what they begin with: run again on every change.

use crate::common::{fuzzed, in_repository};

/// `tests/fuzz/TARGET/*`: inputs that once broke something, and a few of each kind.
#[test]
fn what_was_found_stays_mended() {
    let mut inputs = 0;
    for (target, check) in fuzzed::TARGETS {
        let dir = in_repository("tests/fuzz").join(target);
        let mut files: Vec<_> = std::fs::read_dir(&dir)
            .unwrap_or_else(|e| panic!("{}: {e}", dir.display()))
            .map(|f| f.expect("a file").path())
            .collect();
        files.sort();
        for file in files {
            check(&std::fs::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display())));
            inputs += 1;
        }
    }
    assert!(inputs >= fuzzed::TARGETS.len(), "a target without an input");
}
