//! Rules compiled and run: one automaton of all patterns of a kind says which can match at an anchor of a paragraph and how far at most, and of the matches
//! inside one another only the longest is built.

use super::automaton::Choice;
use super::capture;
use super::context::Words;
use super::pattern::{self, Pattern};
use super::rule::{Finding, Match, Rule};
use super::sieve::{self, Sieve};
use crate::gazetteer::{Anchor, AnchorHit};
use crate::model::{Normal, Span};
use crate::text::tokens::is_edge;
use crate::text::work;
use regex_automata::util::pool::Pool;
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
    /// By anchor, the rules that want it.
    wanting: [Choice; Anchor::COUNT],
    /// The rules that want something before `^`.
    led: Choice,
    sieve: OnceLock<Sieve>,
    /// What a search writes in, kept for the next: one for each thread.
    scratch: Pool<Scratch, fn() -> Scratch>,
}

/// What a search writes in.
#[derive(Default)]
struct Scratch {
    sieve: sieve::Scratch,
    capture: capture::Scratch,
    before: capture::Scratch,
    queue: BinaryHeap<Candidate>,
    built: Covered,
}

struct Compiled<T: 'static> {
    rule: &'static Rule<T>,
    /// What stands before `^` in it, and what from there on.
    behind: &'static str,
    pattern: &'static str,
}

impl<T> RuleSet<T> {
    /// Takes rules; their patterns are compiled when first needed.
    ///
    /// `counted` are the anchors of which one must follow a number, for a rule to be tried at it.
    pub(crate) fn new(rules: &'static [Rule<T>], reach: Reach, counted: &[Anchor]) -> Self {
        let compiled = |rule: &'static Rule<T>| {
            let (behind, pattern) = pattern::sides(rule.name, rule.pattern);
            Compiled { rule, behind, pattern }
        };
        let rules: Vec<_> = rules.iter().map(compiled).collect();
        let counted = counted.iter().fold(0, |mask, anchor| mask | anchor.bit());
        let choose = |which: &dyn Fn(&Compiled<T>) -> bool| {
            rules.iter().enumerate().filter(|(_, rule)| which(rule)).fold(0, |choice, (at, _)| choice | 1 << at)
        };
        let wanting = std::array::from_fn(|anchor| choose(&|c| c.rule.anchors.iter().any(|a| *a as usize == anchor)));
        let led = choose(&|c| !c.behind.is_empty());
        Self { reach, counted, wanting, led, sieve: OnceLock::new(), scratch: Pool::new(Scratch::default), rules }
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
        let mut scratch = self.scratch.get();
        let Scratch { sieve, capture, before, queue, built } = &mut *scratch;
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
            let from = Some(candidate.start).filter(|_| compiled.behind.contains("<span>")).and_then(|start| {
                let floor = text.floor_char_boundary(start.saturating_sub(BEHIND));
                work::searched(start - floor);
                let begins = |at| is_edge(text, floor + at);
                let span = automaton.before(candidate.rule, &text[floor..start], begins, sieve, before);
                span.map(|at| floor + at)
            });
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
            let parse =
                |side: &str, c: &Compiled<T>, backwards| pattern::parse(c.rule.name, side, &words.lexicon, backwards);
            let behind: Vec<Pattern> = self.rules.iter().map(|c| parse(c.behind, c, true)).collect();
            let ahead: Vec<Pattern> = self.rules.iter().map(|c| parse(c.pattern, c, false)).collect();
            Sieve::new(&behind, &ahead)
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
            let mut choice = here.iter().fold(0, |choice, h| choice | self.wanting[h.class as usize]);
            if choice == 0 {
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
            let number = |h: &AnchorHit| h.class == Anchor::Number || self.wanting[h.class as usize] == 0;
            if here.iter().all(number) && !counts() {
                continue;
            }
            let sieve = self.sieve(words);
            let led = choice & self.led;
            if led != 0 {
                let floor = text.floor_char_boundary(start.saturating_sub(BEHIND));
                choice &= !led | sieve.led(led, &text[floor..start], |at| is_edge(text, floor + at), scratch);
                if choice == 0 {
                    continue;
                }
            }
            work::searched(limit - start);
            for &(rule, length) in sieve.matches(choice, &text[start..limit], scratch) {
                queue.push(Candidate { start, end: start + length, rule, limit });
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
