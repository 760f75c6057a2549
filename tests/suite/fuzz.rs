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

/// Seeds of the readers with bytes flipped, cut, doubled and moved, the same ones in each run.
/// `NEWSMILL_FUZZ=100000` tries so many.
#[test]
fn readers_take_any_bytes() {
    let count: u32 =
        std::env::var("NEWSMILL_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(400);
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap_or(0)
    };
    let readers = fuzzed::TARGETS.iter().filter(|(name, _)| ["read", "dialects"].contains(name));
    let seeds: Vec<(fuzzed::Check, Vec<u8>)> = readers
        .flat_map(|(target, check)| {
            let dir = in_repository("tests/fuzz").join(target);
            let mut files: Vec<_> = std::fs::read_dir(dir)
                .expect("seeds")
                .map(|file| file.expect("a file").path())
                .collect();
            files.sort();
            files.into_iter().map(|file| (*check, std::fs::read(file).expect("a seed")))
        })
        .collect();
    for _ in 0..count {
        let (check, seed) = &seeds[next(seeds.len())];
        let mut bytes = seed.clone();
        for _ in 0..=next(6) {
            let (at, len) = (next(bytes.len()), next(24));
            let end = (at + len).min(bytes.len());
            match next(6) {
                0 => bytes[at] ^= 1 << next(8),
                1 => bytes[at] = b"\"\\,;\t\n\r{}[]\0"[next(12)],
                2 => drop(bytes.drain(at..end)),
                3 => bytes.extend_from_within(at..end),
                4 => {
                    let part = bytes[at..end].to_vec();
                    let place = next(bytes.len());
                    bytes.splice(place..place, part);
                }
                _ => bytes.extend_from_slice(&seeds[next(seeds.len())].1[1..]),
            }
            if bytes.is_empty() {
                break;
            }
        }
        check(&bytes);
    }
}
