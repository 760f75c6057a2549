//! What a language needs to read claims: plain data in `en.rs`, `de.rs`, `ru.rs`, compiled here once.
//!
//! Patterns are read over a sentence in lower case in which every mention is blanked out by a mark: `{o}` an organisation, `{m}` a sum, `{d}`
//! a date, `{l}` a law. `{one}` and `{many}` are the language's words for a body or bodies named before ("the group", "both companies").

use super::{de, en, ru};
use crate::model::{FactKind, Lang};
use crate::pattern::with_small_classes;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::{Regex, RegexSet, RegexSetBuilder};
use std::ops::Deref;
use std::sync::{LazyLock, OnceLock};

/// A pattern of one language: a phrase after or before which the target stands.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) name: &'static str,
    pub(super) kind: FactKind,
    /// The phrase.
    pub(super) cue: &'static str,
    /// Where the target stands.
    pub(super) target: Place,
}

/// Where a target stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The first organisation after the cue.
    After,
    /// The last organisation before it.
    Before,
}

/// The words of a language that claims need. Word lists hold whole words; one that ends in `*` may go on.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) patterns: &'static [Pattern],
    /// A sentence without any of these says nothing for us; as they stand in a text, capital or not.
    pub(super) trigger: &'static [&'static str],
    /// Words that take a claim back: negation, threat, possibility, lifting.
    pub(super) refuse: &'static [&'static str],
    /// Phrases after which another thought begins, which the words above do not reach.
    pub(super) contrast: &'static [&'static str],
    /// Words between cue and target that make somebody else the target.
    pub(super) other: &'static [&'static str],
    /// Words between verb and body after which the body is not the verb's object: "bought a house near X".
    pub(super) indirect: &'static [&'static str],
    /// Words around a target that make a person or part of it the target: "the head of", "members".
    pub(super) person: &'static [&'static str],
    /// Nouns for a body in general, singular and plural.
    pub(super) noun: &'static str,
    /// A body named before.
    pub(super) one: &'static str,
    /// So many bodies named before.
    pub(super) many: &'static [(usize, &'static str)],
    /// What stands between two members of one enumeration.
    pub(super) join: &'static str,
    /// What stands between a sum and the next body with a sum of its own.
    pub(super) next: &'static str,
    /// Words that give a sum to each of several.
    pub(super) each: &'static [&'static str],
    /// Words that give a sum to several together.
    pub(super) total: &'static [&'static str],
    /// Words that hand out several sums or days in order.
    pub(super) respectively: &'static [&'static str],
    /// Words between body and sum that make the sum something else.
    pub(super) no_sum: &'static [&'static str],
    /// Words before an organisation that is only spoken to.
    pub(super) told: &'static [&'static str],
    /// What names the source of a claim: `who` is a name with capitals, as it stands in the text.
    pub(super) source: &'static [&'static str],
    /// What stands between a passive verb and the body that acted.
    pub(super) by: &'static str,
    /// What stands between the acting body and its verb.
    pub(super) acts: &'static str,
    /// A sum that is said to be another body's ("the same fine as {o}").
    pub(super) same: &'static str,
}

/// A language's words, as regexes.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) words: &'static Words,
    patterns: Vec<(Lazy, &'static Pattern)>,
    /// The patterns without their word edges, all at once: a sentence has few of them.
    sieve: OnceLock<RegexSet>,
    pub(super) trigger: AhoCorasick,
    pub(super) one: Lazy,
    pub(super) many: Vec<(usize, Lazy)>,
    pub(super) noun: Lazy,
    pub(super) join: Lazy,
    pub(super) next: Lazy,
    pub(super) source: Vec<Lazy>,
    pub(super) by: Lazy,
    pub(super) acts: Lazy,
    pub(super) same: Lazy,
}

/// A regex that is compiled when it is first asked for: most documents pull few triggers.
#[derive(Debug)]
pub(super) struct Lazy {
    pattern: String,
    regex: OnceLock<Regex>,
}

impl Deref for Lazy {
    type Target = Regex;

    /// # Panics
    ///
    /// A pattern of ours that is no regular expression; a test compiles all.
    fn deref(&self) -> &Regex {
        self.regex.get_or_init(|| Regex::new(&self.pattern).unwrap_or_else(|e| panic!("{}: {e}", self.pattern)))
    }
}

/// The words of a language.
pub(super) fn of(lang: Lang) -> &'static Compiled {
    static EN: LazyLock<Compiled> = LazyLock::new(|| Compiled::new(&en::WORDS));
    static DE: LazyLock<Compiled> = LazyLock::new(|| Compiled::new(&de::WORDS));
    static RU: LazyLock<Compiled> = LazyLock::new(|| Compiled::new(&ru::WORDS));
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
        Lang::Ru => &RU,
    }
}

impl Compiled {
    /// Takes plain data.
    fn new(words: &'static Words) -> Self {
        let regex = |pattern: &str| Lazy { pattern: filled(words, pattern), regex: OnceLock::new() };
        let whole = |pattern: &str| regex(&format!(r"\b(?:{pattern})\b"));
        Self {
            words,
            patterns: words
                .patterns
                .iter()
                .map(|p| (regex(&format!(r"\b{{start-half}}(?:{})\b{{end-half}}", p.cue)), p))
                .collect(),
            sieve: OnceLock::new(),
            trigger: AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::DFA))
                // Which of two that overlap is told does not matter, but only so are many bytes looked at at once.
                .match_kind(MatchKind::LeftmostFirst)
                .build(words.trigger)
                .unwrap_or_else(|e| panic!("triggers: {e}")),
            one: whole(words.one),
            many: words.many.iter().map(|(n, m)| (*n, whole(m))).collect(),
            noun: regex(&format!(r"\b{}$", words.noun)),
            join: regex(&format!("^(?:{})$", words.join)),
            next: regex(&format!("^(?:{})$", words.next)),
            source: words.source.iter().map(|s| regex(&with_small_classes(s))).collect(),
            by: regex(&format!("^(?:{})$", words.by)),
            acts: regex(&format!("^(?:{})$", words.acts)),
            same: regex(words.same),
        }
    }
}

/// A pattern with what its holders stand for.
fn filled(words: &Words, pattern: &str) -> String {
    let many: Vec<&str> = words.many.iter().map(|m| m.1).collect();
    pattern
        .replace("{one}", words.one)
        .replace("{many}", &format!("(?:{})", many.join("|")))
        .replace("{noun}", words.noun)
        .replace("{o}", "\u{1}+")
        .replace("{m}", "\u{2}+")
        .replace("{d}", "\u{3}+")
        .replace("{l}", "\u{4}+")
}

/// Counted stretches of so many letters are long.
const LONG: usize = 20;

/// A pattern that matches wherever this one does, and is made much faster: its long counted stretches may be of any length, while counted each of
/// their letters has states of its own.
fn loosened(pattern: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(pattern.len()), pattern);
    while let Some((before, tail)) = rest.split_once('{') {
        let counted = tail.split_once('}').and_then(|(count, behind)| {
            let (least, most) = count.split_once(',')?;
            (most.parse::<usize>().ok()? >= LONG).then_some((least == "0", behind))
        });
        out.push_str(before);
        match counted {
            Some((none, behind)) => {
                out.push(if none { '*' } else { '+' });
                rest = behind;
            }
            None => {
                out.push('{');
                rest = tail;
            }
        }
    }
    out + rest
}

impl Compiled {
    /// The patterns that a sentence may hold.
    pub(super) fn patterns_in(&self, masked: &str) -> impl Iterator<Item = (&Regex, &'static Pattern)> {
        let sieve = self.sieve.get_or_init(|| {
            // Unicode word edges push a set off its fast path.
            let cues = self.words.patterns.iter().map(|p| loosened(&filled(self.words, p.cue).replace(r"\b", "")));
            let set = RegexSetBuilder::new(cues).dfa_size_limit(8 << 20).build();
            set.unwrap_or_else(|e| panic!("cues of claims: {e}"))
        });
        sieve.matches(masked).into_iter().map(|at| (&*self.patterns[at].0, self.patterns[at].1))
    }
}

/// Whether one of the words stands in the text as a word; a word that ends in `*` may go on.
pub(super) fn has_word(text: &str, words: &[&str]) -> bool {
    use crate::text::{boundary, work};
    work::searched(text.len());
    words.iter().any(|word| {
        let (stem, open) = word.strip_suffix('*').map_or((*word, false), |s| (s, true));
        text.match_indices(stem)
            .any(|(i, _)| boundary::is_edge(text, i) && (open || boundary::is_edge(text, i + stem.len())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_compile_and_bear_one_name_each() {
        for lang in Lang::ALL {
            let Compiled { patterns, one, many, noun, join, next, source, by, acts, same, .. } = of(lang);
            let all = [one, noun, join, next, by, acts, same].into_iter();
            let all = all.chain(source).chain(patterns.iter().map(|p| &p.0)).chain(many.iter().map(|m| &m.1));
            assert!(all.map(|lazy| lazy.as_str()).all(|pattern| !pattern.is_empty()));
            let mut names: Vec<&str> = patterns.iter().map(|p| p.1.name).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{lang:?}");
            assert!(names.iter().all(|n| n.starts_with(&format!("fact/{}/", lang.code()))));
        }
    }

    #[test]
    fn long_stretches_are_loosened() {
        assert_eq!(loosened("a {m} (?:[a-z]+ ){0,4}?b[^.;]{0,50}?c.{1,80}"), "a {m} (?:[a-z]+ ){0,4}?b[^.;]*?c.+");
    }

    #[test]
    fn words_end_where_they_should() {
        assert!(has_word("it may pay", &["may"]));
        assert!(!has_word("the mayor pays", &["may"]));
        assert!(has_word("threatened", &["threat*"]));
    }
}
