//! The words of claims, compiled to regular expressions once for each language.

use super::language::{ClaimPattern, ClaimWords};
use super::{de, en, ru};
use crate::model::Lang;
use crate::pattern::with_small_classes;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::{Regex, RegexSet, RegexSetBuilder};
use std::ops::Deref;
use std::sync::{LazyLock, OnceLock};

/// A language's words, as regexes.
#[derive(Debug)]
pub(super) struct CompiledWords {
    pub(super) words: &'static ClaimWords,
    patterns: Vec<(LazyRegex, &'static ClaimPattern)>,
    /// The patterns without their word edges, all at once: a sentence has few of them.
    pattern_set: OnceLock<RegexSet>,
    pub(super) trigger: AhoCorasick,
    pub(super) one: LazyRegex,
    pub(super) many: Vec<(usize, LazyRegex)>,
    pub(super) noun: LazyRegex,
    pub(super) join: LazyRegex,
    pub(super) next: LazyRegex,
    pub(super) source: Vec<LazyRegex>,
    pub(super) by: LazyRegex,
    pub(super) acts: LazyRegex,
    pub(super) same: LazyRegex,
}

/// A regex that is compiled when it is first asked for: most documents pull few triggers.
#[derive(Debug)]
pub(super) struct LazyRegex {
    pattern: String,
    regex: OnceLock<Regex>,
}

impl Deref for LazyRegex {
    type Target = Regex;

    /// # Panics
    ///
    /// A pattern of ours that is no regular expression; a test compiles all.
    fn deref(&self) -> &Regex {
        self.regex.get_or_init(|| {
            Regex::new(&self.pattern).unwrap_or_else(|e| panic!("{}: {e}", self.pattern))
        })
    }
}

/// The words of a language.
pub(super) fn of(lang: Lang) -> &'static CompiledWords {
    static EN: LazyLock<CompiledWords> = LazyLock::new(|| CompiledWords::new(&en::WORDS));
    static DE: LazyLock<CompiledWords> = LazyLock::new(|| CompiledWords::new(&de::WORDS));
    static RU: LazyLock<CompiledWords> = LazyLock::new(|| CompiledWords::new(&ru::WORDS));
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
        Lang::Ru => &RU,
    }
}

impl CompiledWords {
    /// Takes plain data.
    fn new(words: &'static ClaimWords) -> Self {
        let regex =
            |pattern: &str| LazyRegex { pattern: filled(words, pattern), regex: OnceLock::new() };
        let whole = |pattern: &str| regex(&format!(r"\b(?:{pattern})\b"));
        Self {
            words,
            patterns: words
                .patterns
                .iter()
                .map(|p| (regex(&format!(r"\b{{start-half}}(?:{})\b{{end-half}}", p.cue)), p))
                .collect(),
            pattern_set: OnceLock::new(),
            trigger: AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::DFA))
                // Which of two that overlap is told does not matter, but only so are many bytes
                // looked at at once.
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
fn filled(words: &ClaimWords, pattern: &str) -> String {
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

/// A pattern that matches wherever this one does, and is made much faster: its long counted
/// stretches may be of any length, while counted each of their letters has states of its own.
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

impl CompiledWords {
    /// The patterns that a sentence may hold.
    pub(super) fn patterns_in(
        &self,
        masked: &str,
    ) -> impl Iterator<Item = (&Regex, &'static ClaimPattern)> {
        let pattern_set = self.pattern_set.get_or_init(|| {
            // Unicode word edges push a set off its fast path.
            let cues = self
                .words
                .patterns
                .iter()
                .map(|p| loosened(&filled(self.words, p.cue).replace(r"\b", "")));
            let set = RegexSetBuilder::new(cues).dfa_size_limit(8 << 20).build();
            set.unwrap_or_else(|e| panic!("cues of claims: {e}"))
        });
        pattern_set
            .matches(masked)
            .into_iter()
            .map(|at| (&*self.patterns[at].0, self.patterns[at].1))
    }
}

/// Whether one of the words stands in the text as a word; a word that ends in `*` may go on.
pub(super) fn has_word(text: &str, words: &[&str]) -> bool {
    use crate::text::{boundary, work};
    work::searched(text.len());
    words.iter().any(|word| {
        let (stem, open) = word.strip_suffix('*').map_or((*word, false), |s| (s, true));
        text.match_indices(stem).any(|(i, _)| {
            boundary::is_edge(text, i) && (open || boundary::is_edge(text, i + stem.len()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_compile_and_bear_one_name_each() {
        for lang in Lang::ALL {
            let CompiledWords {
                patterns, one, many, noun, join, next, source, by, acts, same, ..
            } = of(lang);
            let all = [one, noun, join, next, by, acts, same].into_iter();
            let all = all
                .chain(source)
                .chain(patterns.iter().map(|p| &p.0))
                .chain(many.iter().map(|m| &m.1));
            assert!(all.map(|lazy| lazy.as_str()).all(|pattern| !pattern.is_empty()));
            let mut names: Vec<&str> = patterns.iter().map(|p| p.1.name).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{lang:?}");
            assert!(names.iter().all(|n| n.starts_with(&format!("fact/{}/", lang.as_str()))));
        }
    }

    #[test]
    fn long_stretches_are_loosened() {
        assert_eq!(
            loosened("a {m} (?:[a-z]+ ){0,4}?b[^.;]{0,50}?c.{1,80}"),
            "a {m} (?:[a-z]+ ){0,4}?b[^.;]*?c.+"
        );
    }

    #[test]
    fn words_end_where_they_should() {
        assert!(has_word("it may pay", &["may"]));
        assert!(!has_word("the mayor pays", &["may"]));
        assert!(has_word("threatened", &["threat*"]));
    }
}
