//! What a dataset holds, in words.

use newsmill::model::{Kind, Manifest};
use std::collections::BTreeMap;
use std::path::Path;

/// A count and a noun: "1 copy", "2 copies".
pub(super) fn counted(count: u64, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}

/// The lines of the closing summary. `ms` is the time it took in milliseconds, `next` the command to
/// try next; an empty one is not told.
pub(super) fn of(manifest: &Manifest, out: &Path, ms: u128, next: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = |name: &str, text: String| lines.push(format!("{name:9}  {text}"));
    line("documents", documents(manifest));
    for kind in Kind::ALL {
        let by_lang = manifest.mentions.get(kind.as_str()).cloned().unwrap_or_default();
        line(kind.as_str(), all(&by_lang));
    }
    line("entities", all(&manifest.entities));
    line("facts", all(&manifest.facts));
    if !manifest.rejects.is_empty() {
        let path = out.join("rejects.jsonl");
        line("rejected", format!("{}: see {}", all(&manifest.rejects), path.display()));
    }
    for (name, counts) in [("filtered", &manifest.filtered), ("skipped", &manifest.skipped)] {
        if !counts.is_empty() {
            line(name, all(counts));
        }
    }
    let tenths = u128::from(manifest.bytes) / (ms * 100);
    let (seconds, rest) = (ms / 1000, ms % 1000);
    line("time", format!("{seconds}.{rest:03} s, {}.{} MB/s", tenths / 10, tenths % 10));
    line("written", out.display().to_string());
    if !next.is_empty() {
        line("next", next.to_owned());
    }
    lines
}

/// How many documents, how many of them are copies, how many have a day.
fn documents(manifest: &Manifest) -> String {
    let count = manifest.documents;
    let mut parts = Vec::new();
    if manifest.duplicates > 0 {
        parts.push(counted(manifest.duplicates, "copy"));
    }
    if manifest.near_duplicates > 0 {
        parts.push(counted(manifest.near_duplicates, "near-copy"));
    }
    if count > 0 {
        // Rounded down: 100 % are all.
        let share = u128::from(manifest.dated) * 1000 / u128::from(count);
        parts.push(match share {
            1000 => "all dated".to_owned(),
            0 if manifest.dated == 0 => "none dated".to_owned(),
            _ => format!("{}.{} % dated", share / 10, share % 10),
        });
    }
    parts.push(size(manifest.bytes));
    format!("{count} ({})", parts.join(", "))
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    match bytes {
        1_000_000.. => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        1000.. => format!("{} KB", bytes / 1000),
        _ => counted(bytes, "byte"),
    }
}

/// The sum of counts, and each of them if there are any.
fn all(counts: &BTreeMap<String, u64>) -> String {
    let sum: u64 = counts.values().sum();
    let each: Vec<String> = counts.iter().map(|(key, count)| format!("{key} {count}")).collect();
    if each.is_empty() { sum.to_string() } else { format!("{sum} ({})", each.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_their_number() {
        for (count, noun, words) in [
            (0, "copy", "0 copies"),
            (1, "copy", "1 copy"),
            (2, "near-copy", "2 near-copies"),
            (1, "document", "1 document"),
            (12, "document", "12 documents"),
        ] {
            assert_eq!(counted(count, noun), words);
        }
    }
}
