//! Compiles and runs rules. One pattern set tells which rules match at an anchor, and the last
//! possible end of each match. Of nested matches only the longest is read.

use super::anchors::{Anchor, AnchorHit};
use super::context::Vocabulary;
use super::kind::KindRules;
use super::rule::{Build, Finding, Match, RuleWith, SubPattern};
use crate::gazetteer::Class;
use crate::model::{Lang, Normal, Span};
use crate::pattern::{Backtracker, PatternMask, PatternSet, SearchCache, Sides, Trie, WordLists};
use crate::text::boundary::is_edge;
use crate::text::work;
use regex_automata::util::pool::Pool;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::{Arc, OnceLock};

/// How many bytes before its anchor a pattern sees.
const LOOKBEHIND: usize = 128;

/// A paragraph and the anchors in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnchoredParagraph<'a> {
    /// The words of its language.
    pub(crate) words: &'a Vocabulary,
    /// The whole normalised text.
    pub(crate) text: &'a str,
    /// The paragraph's place in the text.
    pub(crate) span: Span<Normal>,
    /// Its anchors, in order of place.
    pub(crate) hits: &'a [AnchorHit],
}

/// The rules of one kind and language with their compiled patterns.
pub(crate) struct RuleSet<K: KindRules> {
    /// How many bytes after the end of its anchor a pattern sees.
    reach: usize,
    /// `KindRules::COUNTED` as bits. At numbers alone, rules run only if one of these anchors
    /// follows.
    counted: u32,
    sub_patterns: &'static [SubPattern],
    rules: &'static [RuleWith<K::Build>],
    sides: Vec<Sides>,
    /// By anchor, the rules that name it.
    anchored: [PatternMask; Anchor::COUNT],
    /// The rules that want words before `^`.
    preceded: PatternMask,
    patterns: OnceLock<PatternSet>,
    /// Scratch memory of searches: one for each thread, kept for its next search.
    scratch: Pool<Scratch, fn() -> Scratch>,
}

/// The scratch memory of a search.
#[derive(Default)]
struct Scratch {
    cache: SearchCache,
    backtracker: Backtracker,
    backtracker_before: Backtracker,
    queue: BinaryHeap<Candidate>,
    covered: Covered,
}

/// The lists behind the names in patterns: the classes of a language's lexicon, and the
/// sub-patterns of a kind.
struct Lists<'a> {
    words: &'a Vocabulary,
    sub_patterns: &'static [SubPattern],
}

impl WordLists for Lists<'_> {
    fn list(&self, name: &str, backwards: bool) -> Option<Arc<Trie>> {
        Some(self.words.lexicon.trie(Class::from_name(name.as_bytes())?, backwards))
    }

    fn sub_pattern(&self, name: &str) -> Option<&str> {
        self.sub_patterns.iter().find(|(known, _)| *known == name).map(|(_, pattern)| *pattern)
    }
}

impl<K: KindRules> RuleSet<K> {
    /// Takes the rules of a kind in a language; their patterns are compiled when first needed.
    pub(crate) fn new(lang: Lang) -> Self {
        let rules = K::rules(lang);
        let sides: Vec<Sides> =
            rules.iter().map(|rule| Sides::of(rule.name, rule.pattern)).collect();
        let mask = |which: &dyn Fn(usize) -> bool| {
            (0..rules.len())
                .filter(|rule| which(*rule))
                .fold(0, |mask: PatternMask, rule| mask | 1 << rule)
        };
        let names = |rule: &RuleWith<K::Build>, anchor: usize| {
            rule.anchors.iter().any(|a| *a as usize == anchor)
        };
        Self {
            reach: K::REACH,
            counted: K::COUNTED.iter().fold(0, |bits, anchor| bits | anchor.bit()),
            sub_patterns: K::SUB_PATTERNS,
            anchored: std::array::from_fn(|anchor| mask(&|rule| names(&rules[rule], anchor))),
            preceded: mask(&|rule| !sides[rule].before.is_empty()),
            patterns: OnceLock::new(),
            scratch: Pool::new(Scratch::default),
            rules,
            sides,
        }
    }

    /// Runs every rule at its anchors in one paragraph.
    ///
    /// Of nested matches only the longest is read, because reading groups costs far more than
    /// finding a match. Matches over the same span are all read. If the longer match turns out to
    /// be invalid, the matches inside it are read.
    pub(crate) fn find(&self, paragraph: &AnchoredParagraph<'_>, out: &mut Vec<Finding<K::Expr>>) {
        let AnchoredParagraph { words, text, .. } = *paragraph;
        let mut scratch = self.scratch.get();
        let Scratch { cache, backtracker, backtracker_before, queue, covered } = &mut *scratch;
        self.search(paragraph, cache, queue);
        if queue.is_empty() {
            return;
        }
        covered.by_start.clear();
        let patterns = self.patterns(words);
        while let Some(mut candidate) = queue.pop() {
            work::searched(1);
            if covered.holds(candidate.start, candidate.end) {
                continue;
            }
            let rule = &self.rules[candidate.rule];
            let slice = &text[candidate.start..candidate.limit];
            work::searched(slice.len());
            let groups = patterns.groups(
                candidate.rule,
                slice,
                candidate.end - candidate.start,
                backtracker,
            );
            let end = candidate.start + groups.end();
            if !is_edge(text, end) {
                continue;
            }
            // The pattern prefers an earlier end than the last possible one. Longer candidates come
            // first, so this one goes back into the queue.
            if end < candidate.end {
                candidate.end = end;
                queue.push(candidate);
                continue;
            }
            let base = candidate.start;
            let from = Some(base)
                .filter(|_| self.sides[candidate.rule].has_span_before())
                .and_then(|start| {
                    let floor = text.floor_char_boundary(start.saturating_sub(LOOKBEHIND));
                    work::searched(start - floor);
                    let may_begin = |at| is_edge(text, floor + at);
                    let span = patterns.span_before(
                        candidate.rule,
                        &text[floor..start],
                        may_begin,
                        cache,
                        backtracker_before,
                    );
                    span.map(|at| floor + at)
                });
            let found = rule.build.build(&Match {
                text,
                base,
                words,
                rule: rule.name,
                groups: &groups,
                from,
            });
            let Some(found) = found else { continue };
            // Uses the span of the finding, because a rule may keep only a part of its match.
            for finding in found.iter().filter(|f| !f.nested) {
                covered.add(finding.span.start, finding.span.end);
            }
            out.extend(found);
        }
    }

    /// All patterns as one set. Testing each of forty rules at each anchor costs ten times as much,
    /// and nearly all of these tests fail.
    fn patterns(&self, words: &Vocabulary) -> &PatternSet {
        self.patterns.get_or_init(|| {
            PatternSet::new(&self.sides, &Lists { words, sub_patterns: self.sub_patterns })
        })
    }

    /// The matches that begin where an anchor does, each with the furthest end that it may have.
    fn search(
        &self,
        paragraph: &AnchoredParagraph<'_>,
        cache: &mut SearchCache,
        queue: &mut BinaryHeap<Candidate>,
    ) {
        let AnchoredParagraph { words, text, span, hits } = *paragraph;
        let mut rest = hits;
        while let Some(first) = rest.first() {
            let start = first.span.start;
            let (here, later) =
                rest.split_at(rest.iter().take_while(|h| h.span.start == start).count());
            rest = later;
            let mut mask = here.iter().fold(0, |mask, h| mask | self.anchored[h.anchor as usize]);
            if mask == 0 {
                continue;
            }
            let end = here.iter().map(|h| h.span.end).max().unwrap_or(start);
            let limit = text.ceil_char_boundary((end + self.reach).min(text.len())).min(span.end);
            let counts = || {
                later
                    .iter()
                    .take_while(|h| h.span.start < limit)
                    .inspect(|_| work::searched(1))
                    .any(|h| h.anchor.bit() & self.counted != 0)
            };
            let number =
                |h: &AnchorHit| h.anchor == Anchor::Number || self.anchored[h.anchor as usize] == 0;
            if here.iter().all(number) && !counts() {
                continue;
            }
            let patterns = self.patterns(words);
            let preceded = mask & self.preceded;
            if preceded != 0 {
                let floor = text.floor_char_boundary(start.saturating_sub(LOOKBEHIND));
                let may_begin = |at| is_edge(text, floor + at);
                mask &=
                    !preceded | patterns.preceded(preceded, &text[floor..start], may_begin, cache);
                if mask == 0 {
                    continue;
                }
            }
            work::searched(limit - start);
            for &(rule, length) in patterns.matches(mask, &text[start..limit], cache) {
                queue.push(Candidate { start, end: start + length, rule, limit });
            }
        }
    }
}

/// A match that is not read yet. The greatest is read first: the longest; of equally long ones that
/// of the earlier rule, then the first in the text.
#[derive(Debug, PartialEq, Eq)]
struct Candidate {
    start: usize,
    /// The last possible end. The end that the pattern prefers is known when the match is read.
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

/// Spans of findings. They are rarely nested, because longer findings come first.
#[derive(Debug, Default)]
struct Covered {
    by_start: BTreeMap<usize, usize>,
}

impl Covered {
    fn add(&mut self, start: usize, end: usize) {
        self.by_start.insert(start, end);
    }

    /// Whether a longer span contains this one. If no span contains another, spans that start later
    /// also end later. So only the last span that starts at or before `start` is checked. If spans
    /// are nested, the answer may be a wrong "no", which costs only time.
    fn holds(&self, start: usize, end: usize) -> bool {
        self.by_start
            .range(..=start)
            .next_back()
            .is_some_and(|(s, e)| *e >= end && (*s, *e) != (start, end))
    }
}
