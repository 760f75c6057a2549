//! What the words at a line end tell, in any language: lists of `gazetteers/text_words.tsv`.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

type Words = LazyLock<FxHashSet<&'static str>>;

fn set(words: &[&'static str]) -> FxHashSet<&'static str> {
    words.iter().copied().collect()
}

/// Words that no heading and no sentence ends with: "the", "und", «из».
static LEADS_ON: Words =
    LazyLock::new(|| set(include!(concat!(env!("OUT_DIR"), "/leads_on.words"))));

/// Capitalised words that stand beside a number: "Uhr", "Juli".
static BESIDE_NUMBER: Words =
    LazyLock::new(|| set(include!(concat!(env!("OUT_DIR"), "/beside_number.words"))));

/// Words between a law or decree and its number: "No", "Nr", «№».
const NUMBER_SIGNS: &[&str] = include!(concat!(env!("OUT_DIR"), "/number_sign.words"));

/// Words before which a hyphen stands for the end of a compound: "Vor- und Nachteile".
const HYPHEN_SUSPENDED: &[&str] = include!(concat!(env!("OUT_DIR"), "/hyphen_suspended.words"));

/// First parts of words that are written with a hyphen: "self-made", «вице-премьер».
static HYPHEN_FIRST: Words =
    LazyLock::new(|| set(include!(concat!(env!("OUT_DIR"), "/hyphen_first.words"))));

/// Last parts of such words: "long-term", «кто-то».
static HYPHEN_LAST: Words =
    LazyLock::new(|| set(include!(concat!(env!("OUT_DIR"), "/hyphen_last.words"))));

/// Whether no heading and no sentence ends with this word.
pub(super) fn leads_on(word: &str) -> bool {
    LEADS_ON.contains(word)
}

/// Whether the capitalised word stands beside a number: a month, a unit, a currency.
pub(super) fn needs_number(word: &str) -> bool {
    BESIDE_NUMBER.contains(word)
}

/// Whether the word introduces the number of what stands before it.
pub(super) fn introduces_number(word: &str) -> bool {
    NUMBER_SIGNS.contains(&word)
}

/// Whether a hyphen before this word stands for the end of a compound.
pub(super) fn suspends(word: &str) -> bool {
    HYPHEN_SUSPENDED.contains(&word)
}

/// Whether a word of these two parts is written with a hyphen.
pub(super) fn keeps_hyphen(first: &str, last: &str) -> bool {
    let small = first.to_lowercase();
    HYPHEN_FIRST.contains(small.as_str()) || HYPHEN_LAST.contains(last)
}
