//! Rules compiled and run: a sieve says which rules can match at an anchor of a paragraph, then only those are tried, and of the matches inside
//! one another only the longest is built.

use super::context::Words;
use super::pattern;
use super::rule::{Finding, Match, Rule};
use crate::gazetteer::{Anchor, AnchorHit};
use crate::model::{Normal, Span};
use crate::text::tokens::is_edge;
use crate::text::work;
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::OnceLock;

/// How far behind an anchor the rules of a kind read, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach(pub(crate) usize);

/// Memory for the lazy automaton of one pattern or sieve: with the default of 2 MB, patterns with long word lists fall back to a slow engine.
const DFA_BYTES: usize = 16 << 20;

/// The rules of one kind and language with their compiled patterns.
pub(crate) struct RuleSet<T: 'static> {
    reach: Reach,
    /// The anchors of which one must follow a number, for a rule to be tried at it.
    counted: u32,
    rules: Vec<Compiled<T>>,
    /// The anchors that any of them wants.
    wanted: u32,
    sieve: OnceLock<RegexSet>,
}

struct Compiled<T: 'static> {
    rule: &'static Rule<T>,
    /// What stands before `^` in it, and what from there on.
    behind: &'static str,
    pattern: &'static str,
    /// The classes of its anchors, a bit each.
    wanted: u32,
    /// Compiled at the first anchor: a short input pays only for the rules that it needs.
    regex: OnceLock<Regex>,
    behind_regex: OnceLock<Regex>,
}

impl<T> RuleSet<T> {
    /// Takes rules; their patterns are compiled when first needed.
    ///
    /// `counted` are the anchors of which one must follow a number, for a rule to be tried at it.
    pub(crate) fn new(rules: &'static [Rule<T>], reach: Reach, counted: &[Anchor]) -> Self {
        let compiled = |rule: &'static Rule<T>| {
            let (behind, pattern) = pattern::sides(rule.name, rule.pattern);
            Compiled {
                rule,
                behind,
                pattern,
                wanted: rule.anchors.iter().fold(0, |mask, a| mask | a.bit()),
                regex: OnceLock::new(),
                behind_regex: OnceLock::new(),
            }
        };
        let rules: Vec<_> = rules.iter().map(compiled).collect();
        let counted = counted.iter().fold(0, |mask, anchor| mask | anchor.bit());
        let wanted = rules.iter().fold(0, |mask, c| mask | c.wanted);
        Self { reach, counted, wanted, sieve: OnceLock::new(), rules }
    }

    /// The names of the rules, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.rules.iter().map(|c| c.rule.name)
    }

    /// Runs every rule at its anchors inside one paragraph.
    ///
    /// Of matches inside one another only the longest is built, for building reads groups, which costs far more than finding; equal ones
    /// are all built. What is inside gets its turn if the longer one turns out to be nothing.
    pub(crate) fn find(
        &self,
        words: &Words,
        text: &str,
        paragraph: Span<Normal>,
        hits: &[AnchorHit],
        out: &mut Vec<Finding<T>>,
    ) {
        let mut queue = BinaryHeap::new();
        self.search(words, text, paragraph, hits, &mut queue);
        let mut built = Covered::default();
        while let Some(candidate) = queue.pop() {
            work::searched(1);
            if built.holds(candidate.start, candidate.end) {
                continue;
            }
            let found = self.rules[candidate.rule].build(words, text, &candidate);
            // What was built counts, not what was matched: a rule may take only a part of its match.
            for finding in found.iter().filter(|f| !f.nested) {
                built.add(finding.span.start, finding.span.end);
            }
            out.extend(found);
        }
    }

    /// The rules that match at the start of a slice. One automaton says in one pass which of many patterns match at all: asking each of forty rules at
    /// each anchor costs ten times what asking the sieve costs, and nearly all say no.
    fn sift(&self, words: &Words, slice: &str) -> impl Iterator<Item = usize> + use<T> {
        let set = self.sieve.get_or_init(|| {
            RegexSetBuilder::new(self.rules.iter().map(|c| c.pattern(words)))
                .dfa_size_limit(DFA_BYTES)
                .size_limit(usize::MAX)
                .build()
                .unwrap_or_else(|e| unreachable!("each pattern compiles: {e}"))
        });
        work::searched(slice.len());
        set.matches(slice).into_iter()
    }

    /// The matches that begin where an anchor does.
    fn search(
        &self,
        words: &Words,
        text: &str,
        paragraph: Span<Normal>,
        hits: &[AnchorHit],
        queue: &mut BinaryHeap<Candidate>,
    ) {
        let mut rest = hits;
        while let Some(first) = rest.first() {
            let start = first.span.start;
            let (here, later) = rest.split_at(rest.iter().take_while(|h| h.span.start == start).count());
            rest = later;
            let mask = here.iter().fold(0, |mask, h| mask | h.class.bit()) & self.wanted;
            let end = here.iter().map(|h| h.span.end).max().unwrap_or(start);
            let limit = text.ceil_char_boundary((end + self.reach.0).min(text.len())).min(paragraph.end);
            let counts = || {
                later
                    .iter()
                    .take_while(|h| h.span.start < limit)
                    .inspect(|_| work::searched(1))
                    .any(|h| h.class.bit() & self.counted != 0)
            };
            if mask == 0 || mask == Anchor::Number.bit() && !counts() {
                continue;
            }
            let slice = &text[start..limit];
            for rule in self.sift(words, slice) {
                work::searched(slice.len());
                let compiled = &self.rules[rule];
                if compiled.wanted & mask != 0
                    && let Some(found) = compiled.regex(words).find(slice)
                    && is_edge(text, start + found.end())
                {
                    let end = start + found.end();
                    queue.push(Candidate { start, end, rule, limit });
                }
            }
        }
    }
}

/// A match that is not built yet. The greatest is the longest; of equals the first rule's, then the first in the text.
#[derive(Debug, PartialEq, Eq)]
struct Candidate {
    start: usize,
    end: usize,
    rule: usize,
    /// How far the pattern may read.
    limit: usize,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        let length = |c: &Self| c.end - c.start;
        length(self)
            .cmp(&length(other))
            .then((other.rule, other.start, other.limit).cmp(&(self.rule, self.start, self.limit)))
    }
}
impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Stretches that were built, hardly ever one inside another (longer ones come first).
#[derive(Debug, Default)]
struct Covered {
    by_start: BTreeMap<usize, usize>,
}

impl Covered {
    fn add(&mut self, start: usize, end: usize) {
        self.by_start.insert(start, end);
    }

    /// Whether a longer stretch holds this one. Where none lies inside another, ends grow with starts: the last that starts in time reaches furthest. Otherwise the answer may be
    /// a "no" too much, which costs time only.
    fn holds(&self, start: usize, end: usize) -> bool {
        self.by_start.range(..=start).next_back().is_some_and(|(s, e)| *e >= end && (*s, *e) != (start, end))
    }
}

/// How many bytes a pattern may want before its anchor.
const BEHIND: usize = 128;

impl<T> Compiled<T> {
    fn pattern(&self, words: &Words) -> String {
        pattern::of(self.rule.name, self.pattern, &words.lexicon)
    }

    fn regex(&self, words: &Words) -> &Regex {
        self.regex.get_or_init(|| {
            RegexBuilder::new(&self.pattern(words))
                .dfa_size_limit(DFA_BYTES)
                .build()
                .unwrap_or_else(|e| unreachable!("rule {}: {e}", self.rule.name))
        })
    }

    fn build(&self, words: &Words, text: &str, candidate: &Candidate) -> Vec<Finding<T>> {
        let base = candidate.start;
        let Some(from) = self.before(words, text, candidate.start) else {
            return Vec::new();
        };
        work::searched(candidate.limit - base);
        match self.regex(words).captures(&text[base..candidate.limit]) {
            Some(groups) => {
                (self.rule.build)(&Match { text, base, words, rule: self.rule.name, groups: &groups, from })
            }
            None => Vec::new(),
        }
    }

    /// Whether what the pattern wants before its anchor stands there, and where the part of it that belongs to the mention begins.
    fn before(&self, words: &Words, text: &str, start: usize) -> Option<Option<usize>> {
        if self.behind.is_empty() {
            return Some(None);
        }
        let regex = self.behind_regex.get_or_init(|| {
            let pattern = format!("(?:{})$", pattern::of(self.rule.name, self.behind, &words.lexicon));
            Regex::new(&pattern).unwrap_or_else(|e| unreachable!("rule {}: {e}", self.rule.name))
        });
        let floor = text.floor_char_boundary(start.saturating_sub(BEHIND));
        let mut at = floor;
        loop {
            work::searched(start - at);
            let found = regex.captures_at(&text[..start], at)?;
            let whole = found.get_match();
            if is_edge(text, whole.start()) {
                return Some(found.name("span").map(|m| m.start()));
            }
            if whole.start() == start {
                return None;
            }
            at = next_word(&text[..start], whole.start());
        }
    }
}

/// The start of the next word after the one at `at`: where a failed rule looks again.
fn next_word(text: &str, at: usize) -> usize {
    let first = text[at..].chars().next().map_or(1, char::len_utf8);
    text[at + first..]
        .char_indices()
        .find(|&(i, _)| is_edge(text, at + first + i))
        .map_or(text.len(), |(i, _)| at + first + i)
}
