//! Rules compiled and run: one automaton of all patterns of a kind says which can match at an anchor of a paragraph and how far at most, and of the matches
//! inside one another only the longest is built.

use super::capture;
use super::context::Words;
use super::pattern;
use super::rule::{Finding, Match, Rule};
use super::sieve::{self, Sieve};
use crate::gazetteer::{Anchor, AnchorHit};
use crate::model::{Normal, Span};
use crate::text::tokens::is_edge;
use crate::text::work;
use regex::Regex;
use regex_automata::util::pool::Pool;
use regex_syntax::hir::Hir;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::OnceLock;

/// How far behind an anchor the rules of a kind read, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach(pub(crate) usize);

/// The rules of one kind and language with their compiled patterns.
pub(crate) struct RuleSet<T: 'static> {
    reach: Reach,
    /// The anchors of which one must follow a number, for a rule to be tried at it.
    counted: u32,
    rules: Vec<Compiled<T>>,
    /// The anchors that any of them wants.
    wanted: u32,
    sieve: OnceLock<Sieve>,
    /// What a search writes in, kept for the next: one for each thread.
    scratch: Pool<Scratch, fn() -> Scratch>,
}

/// What a search writes in.
#[derive(Default)]
struct Scratch {
    sieve: sieve::Scratch,
    capture: capture::Scratch,
    queue: BinaryHeap<Candidate>,
    built: Covered,
}

struct Compiled<T: 'static> {
    rule: &'static Rule<T>,
    /// What stands before `^` in it, and what from there on.
    behind: &'static str,
    pattern: &'static str,
    /// The classes of its anchors, a bit each.
    wanted: u32,
    /// Compiled at the first match.
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
                behind_regex: OnceLock::new(),
            }
        };
        let rules: Vec<_> = rules.iter().map(compiled).collect();
        let counted = counted.iter().fold(0, |mask, anchor| mask | anchor.bit());
        let wanted = rules.iter().fold(0, |mask, c| mask | c.wanted);
        Self { reach, counted, wanted, sieve: OnceLock::new(), scratch: Pool::new(Scratch::default), rules }
    }

    /// The names of the rules, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.rules.iter().map(|c| c.rule.name)
    }

    /// Panics at the first rule whose pattern with its words put in is not what the whole pattern says.
    #[cfg(test)]
    pub(crate) fn check_parsing(&self, words: &Words) {
        for rule in &self.rules {
            let text = pattern::of(rule.rule.name, rule.pattern, &words.lexicon);
            assert_eq!(Ok(rule.pattern(words)), regex_syntax::parse(&text), "{}", rule.rule.name);
        }
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
        let mut scratch = self.scratch.get();
        let Scratch { sieve, capture, queue, built } = &mut *scratch;
        self.search(words, text, paragraph, hits, sieve, queue);
        if queue.is_empty() {
            return;
        }
        built.by_start.clear();
        let automaton = self.sieve(words);
        while let Some(mut candidate) = queue.pop() {
            work::searched(1);
            if built.holds(candidate.start, candidate.end) {
                continue;
            }
            let compiled = &self.rules[candidate.rule];
            let slice = &text[candidate.start..candidate.limit];
            work::searched(slice.len());
            let groups = automaton.groups(candidate.rule, slice, candidate.end - candidate.start, capture);
            let end = candidate.start + groups.end();
            if !is_edge(text, end) {
                continue;
            }
            // The sieve knows the longest match, the pattern may prefer a shorter one: that waits for its turn.
            if end < candidate.end {
                candidate.end = end;
                queue.push(candidate);
                continue;
            }
            let Some(from) = compiled.before(words, text, candidate.start) else { continue };
            let base = candidate.start;
            let found =
                (compiled.rule.build)(&Match { text, base, words, rule: compiled.rule.name, groups: &groups, from });
            // What was built counts, not what was matched: a rule may take only a part of its match.
            for finding in found.iter().filter(|f| !f.nested) {
                built.add(finding.span.start, finding.span.end);
            }
            out.extend(found);
        }
    }

    /// All patterns as one automaton: asking each of forty rules at each anchor costs ten times what asking the sieve costs, and nearly all say no.
    fn sieve(&self, words: &Words) -> &Sieve {
        self.sieve.get_or_init(|| {
            let patterns: Vec<Hir> = self.rules.iter().map(|c| c.pattern(words)).collect();
            Sieve::new(&patterns)
        })
    }

    /// The matches that begin where an anchor does, each with the furthest end that it may have.
    fn search(
        &self,
        words: &Words,
        text: &str,
        paragraph: Span<Normal>,
        hits: &[AnchorHit],
        scratch: &mut sieve::Scratch,
        queue: &mut BinaryHeap<Candidate>,
    ) {
        let mut rest = hits;
        while let Some(first) = rest.first() {
            let start = first.span.start;
            let (here, later) = rest.split_at(rest.iter().take_while(|h| h.span.start == start).count());
            rest = later;
            let mask = here.iter().fold(0, |mask, h| mask | h.class.bit()) & self.wanted;
            if mask == 0 {
                continue;
            }
            let end = here.iter().map(|h| h.span.end).max().unwrap_or(start);
            let limit = text.ceil_char_boundary((end + self.reach.0).min(text.len())).min(paragraph.end);
            let counts = || {
                later
                    .iter()
                    .take_while(|h| h.span.start < limit)
                    .inspect(|_| work::searched(1))
                    .any(|h| h.class.bit() & self.counted != 0)
            };
            if mask == Anchor::Number.bit() && !counts() {
                continue;
            }
            work::searched(limit - start);
            for &(rule, length) in self.sieve(words).matches(&text[start..limit], scratch) {
                if self.rules[rule].wanted & mask != 0 {
                    queue.push(Candidate { start, end: start + length, rule, limit });
                }
            }
        }
    }
}

/// A match that is not built yet. The greatest is the longest; of equals the first rule's, then the first in the text.
#[derive(Debug, PartialEq, Eq)]
struct Candidate {
    start: usize,
    /// Where it ends at most; which of its ends the pattern prefers is told when its turn comes.
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
    fn pattern(&self, words: &Words) -> Hir {
        pattern::parse(self.rule.name, self.pattern, &words.lexicon)
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
