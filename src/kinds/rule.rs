//! A rule: a name, a pattern with named groups, and a function that builds the value. Plain data; [`RuleSet`] compiles it.
//!
//! # Patterns
//!
//! Regexes over the normalised text, with these habits:
//!
//! - `{word}` inserts an alternation of the language's lexicon (`{month}`, `{weekday}`, `{number}` …); an unknown name is a defect that
//!   `RuleSet::new` reports by rule.
//! - A match counts only if a word begins at its start and ends at its end; rules need no `\b` (which is slow in Unicode).
//! - No `(?i)`: the lexicon brings the spellings that occur.
//! - A pattern that begins with `^` is tried only where one of its anchors starts: much cheaper than a search around it. What may stand
//!   before the anchor its build function reads from [`Match::head`].
//! - A pattern sees at most [`Reach`] bytes around its anchors and never crosses a paragraph.

use super::context::Words;
use crate::gazetteer::Lexicon;
use crate::gazetteer::{Anchor, AnchorHit};
use crate::model::{Lang, Normal, Span};
use crate::numeral::DIGITS;
use crate::text::tokens::is_edge;
use regex::{Captures, Regex, RegexBuilder};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::OnceLock;

/// How far around an anchor the rules of a kind read, in bytes: before, after.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach(pub(crate) usize, pub(crate) usize);

/// Memory for the lazy automaton of one pattern: with the default of 2 MB, patterns with long word lists fall back to a slow engine.
const DFA_BYTES: usize = 16 << 20;

/// One rule of a kind whose values are `T`.
pub(crate) struct Rule<T: 'static> {
    /// `kind/lang/name`: written to every mention.
    pub(crate) name: &'static str,
    /// The classes of word without which it cannot match.
    pub(crate) anchors: &'static [Anchor],
    /// The pattern.
    pub(crate) pattern: &'static str,
    /// Reads a match; no finding means that it was not one after all.
    pub(crate) build: fn(&Match<'_, '_>) -> Vec<Finding<T>>,
}

/// What a rule found: a place and what it says, not yet resolved.
#[derive(Debug, Clone)]
pub(crate) struct Finding<T> {
    /// Where.
    pub(crate) span: Span<Normal>,
    /// What.
    pub(crate) value: T,
    /// The rule's name.
    pub(crate) rule: &'static str,
    /// The language of the rule.
    pub(crate) lang: Lang,
    /// Whether it may stand inside another finding of its kind (the two ends of a range).
    pub(crate) nested: bool,
}

/// A match under way.
pub(crate) struct Match<'m, 't> {
    /// The whole normalised text.
    pub(crate) text: &'t str,
    /// The language's words.
    pub(crate) words: &'m Words,
    rule: &'static str,
    /// Where in the text the groups' offsets begin.
    base: usize,
    groups: &'m Captures<'t>,
}

impl<'t> Match<'_, 't> {
    /// The words of a group, if it took part.
    pub(crate) fn get(&self, group: &str) -> Option<&'t str> {
        self.groups.name(group).map(|m| m.as_str())
    }

    /// Whether a group took part.
    pub(crate) fn has(&self, group: &str) -> bool {
        self.groups.name(group).is_some()
    }

    /// A group's value in a class of the lexicon (`{month}`) as a whole number.
    pub(crate) fn int(&self, class: &str, group: &str) -> Option<i64> {
        self.words.int(class, self.get(group)?)
    }

    /// A group as a whole number in digits or words.
    pub(crate) fn whole_number(&self, group: &str) -> Option<i64> {
        self.words.whole(self.get(group)?)
    }

    /// The place of a group.
    pub(crate) fn span_of(&self, group: &str) -> Option<Span<Normal>> {
        self.groups.name(group).map(|m| Span::new(self.base + m.start(), self.base + m.end()))
    }

    /// The place of the whole match; a group named `span` narrows it.
    pub(crate) fn span(&self) -> Span<Normal> {
        self.span_of("span").unwrap_or_else(|| {
            let whole = self.groups.get_match();
            Span::new(self.base + whole.start(), self.base + whole.end())
        })
    }

    /// The text before the match, back to the start of the document.
    pub(crate) fn head(&self) -> &'t str {
        &self.text[..self.span().start]
    }

    /// The text after the match.
    pub(crate) fn tail(&self) -> &'t str {
        &self.text[self.span().end..]
    }

    /// A finding over the whole match.
    pub(crate) fn whole<T>(&self, value: T) -> Finding<T> {
        Finding { span: self.span(), value, rule: self.rule, lang: self.words.lang, nested: false }
    }

    /// A finding over a group, which may stand inside another.
    pub(crate) fn part<T>(&self, group: &str, value: T) -> Option<Finding<T>> {
        Some(Finding { span: self.span_of(group)?, value, rule: self.rule, lang: self.words.lang, nested: true })
    }

    /// A finding over any span of the match.
    pub(crate) fn at<T>(&self, span: Span<Normal>, value: T) -> Finding<T> {
        Finding { span, value, rule: self.rule, lang: self.words.lang, nested: false }
    }
}

/// The rules of one kind and language with their compiled patterns.
pub(crate) struct RuleSet<T: 'static> {
    reach: Reach,
    rules: Vec<Compiled<T>>,
}

struct Compiled<T: 'static> {
    rule: &'static Rule<T>,
    /// Whether the pattern begins with `^`.
    anchored: bool,
    /// Compiled at the first anchor: a short input pays only for the rules that it needs.
    regex: OnceLock<Regex>,
}

impl<T> RuleSet<T> {
    /// Takes rules; their patterns are compiled when first needed.
    pub(crate) fn new(rules: &'static [Rule<T>], reach: Reach) -> Self {
        let compiled =
            |rule: &'static Rule<T>| Compiled { rule, anchored: rule.pattern.starts_with('^'), regex: OnceLock::new() };
        Self { reach, rules: rules.iter().map(compiled).collect() }
    }

    /// The names of the rules, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.rules.iter().map(|c| c.rule.name)
    }

    /// Runs every rule around its anchors inside one paragraph.
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
        let present = hits.iter().fold(0, |mask, hit| mask | 1_u32 << hit.class as u32);
        let mut queue = BinaryHeap::new();
        for (rule, compiled) in self.rules.iter().enumerate() {
            let wanted = compiled.rule.anchors.iter().fold(0_u32, |mask, a| mask | 1 << *a as u32);
            if present & wanted == 0 {
                continue;
            }
            if compiled.anchored {
                compiled.at_anchors(rule, words, text, paragraph, (hits, wanted, self.reach), &mut queue);
            } else {
                for window in windows(text, paragraph, (hits, wanted, self.reach)) {
                    let mut at = window.start;
                    while let Some(candidate) = compiled.next(rule, words, text, at, window.end) {
                        at = candidate.end;
                        queue.push(candidate);
                    }
                }
            }
        }
        let mut built = Covered::default();
        while let Some(candidate) = queue.pop() {
            if built.holds(candidate.start, candidate.end) {
                continue;
            }
            let compiled = &self.rules[candidate.rule];
            let found = compiled.build(words, text, &candidate);
            if !found.is_empty() {
                // What was built counts, not what was matched: a rule may take only a part of its match.
                for finding in found.iter().filter(|f| !f.nested) {
                    built.add(finding.span.start, finding.span.end);
                }
                out.extend(found);
            } else if !compiled.anchored {
                // Nothing after all: the rule looks again from the next word, as far as its match had reached.
                let again =
                    compiled.next(candidate.rule, words, text, next_word(text, candidate.start), candidate.limit);
                let until = candidate.until;
                queue.extend(again.filter(|c| c.start < until).map(|c| Candidate { until, ..c }));
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
    /// Where the next match of this rule begins, if this one comes to nothing and the rule looks again from its second word: the end of the first
    /// match of that chain. Without it every chain would run to the end of its window.
    until: usize,
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

impl<T> Compiled<T> {
    fn regex(&self, words: &Words) -> &Regex {
        self.regex.get_or_init(|| {
            RegexBuilder::new(&expand(self.rule.name, self.rule.pattern, &|class| words_of(&words.lexicon, class)))
                .dfa_size_limit(DFA_BYTES)
                .build()
                .unwrap_or_else(|e| unreachable!("rule {}: {e}", self.rule.name))
        })
    }

    /// The first match from `at` on that begins and ends at word edges.
    fn next(&self, rule: usize, words: &Words, text: &str, mut at: usize, limit: usize) -> Option<Candidate> {
        let haystack = &text[..limit];
        while at < limit {
            let found = self.regex(words).find_at(haystack, at)?;
            if !found.is_empty() && is_edge(text, found.start()) && is_edge(text, found.end()) {
                let (start, end) = (found.start(), found.end());
                return Some(Candidate { start, end, rule, limit, until: end });
            }
            at = next_word(haystack, found.start());
        }
        None
    }

    /// The matches that begin where an anchor does.
    fn at_anchors(
        &self,
        rule: usize,
        words: &Words,
        text: &str,
        paragraph: Span<Normal>,
        (hits, wanted, reach): (&[AnchorHit], u32, Reach),
        queue: &mut BinaryHeap<Candidate>,
    ) {
        let mut last = None;
        for hit in hits.iter().filter(|h| wanted & (1 << h.class as u32) != 0) {
            let start = hit.span.start;
            if last.replace(start) == Some(start) {
                continue;
            }
            let limit = text.ceil_char_boundary((hit.span.end + reach.1).min(text.len())).min(paragraph.end);
            if let Some(found) = self.regex(words).find(&text[start..limit])
                && is_edge(text, start + found.end())
            {
                let end = start + found.end();
                queue.push(Candidate { start, end, rule, limit, until: end });
            }
        }
    }

    fn build(&self, words: &Words, text: &str, candidate: &Candidate) -> Vec<Finding<T>> {
        // An anchored pattern reads from its start alone; the others see what stands before.
        let base = if self.anchored { candidate.start } else { 0 };
        match self.regex(words).captures_at(&text[base..candidate.limit], candidate.start - base) {
            Some(groups) => (self.rule.build)(&Match { text, base, words, rule: self.rule.name, groups: &groups }),
            None => Vec::new(),
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

/// The stretches of a paragraph around its wanted anchors, merged where they meet, cut at words.
fn windows(
    text: &str,
    paragraph: Span<Normal>,
    (hits, wanted, reach): (&[AnchorHit], u32, Reach),
) -> Vec<Span<Normal>> {
    let mut windows: Vec<Span<Normal>> = Vec::new();
    for hit in hits.iter().filter(|h| wanted & (1 << h.class as u32) != 0) {
        let start = text.floor_char_boundary(hit.span.start.saturating_sub(reach.0)).max(paragraph.start);
        let end = text.ceil_char_boundary((hit.span.end + reach.1).min(text.len())).min(paragraph.end);
        match windows.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => windows.push(Span::new(start, end)),
        }
    }
    windows
}

/// What `{class}` stands for: `{digits}` is a number in digits, every other name a class of the lexicon.
fn words_of(lexicon: &Lexicon, class: &str) -> Option<String> {
    if class == "digits" {
        return Some(DIGITS.to_owned());
    }
    Some(alternation(lexicon.spellings(class)?.iter().map(String::as_str)))
}

/// Capitals, small letters and letters of the scripts that our languages and the names in them use. The Unicode classes have hundreds of
/// ranges, which makes an automaton too large for the fast engines; these hold all of Latin-1, Latin Extended-A and Cyrillic.
const UPPER: &str = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁЀ-ЏҐҒҚҢҮҰҲҺӘӨ]";
const LOWER: &str = "[a-zß-öø-ÿāăąćčďđēėęěğģīıķļłńņňōőœřśşšţťūůűųźżžа-яёѐ-џґғқңүұҳһәө]";
const LETTER: &str = "[A-Za-zÀ-ÖØ-öø-žЀ-ԯ]";

/// Replaces `{word}` by the lexicon's alternation; `{2,4}` of a regex stays. `\p{Lu}`, `\p{Ll}`, `\p{L}` and `\d` become small classes.
fn expand(rule: &str, pattern: &str, lexicon: &dyn Fn(&str) -> Option<String>) -> String {
    // The text that rules read has е for ё.
    let pattern = &pattern
        .replace('ё', "е")
        .replace(r"\p{Lu}", UPPER)
        .replace(r"\p{Ll}", LOWER)
        .replace(r"\p{L}", LETTER)
        .replace(r"\d", "[0-9]");
    let mut out = String::with_capacity(pattern.len() * 4);
    let mut rest = pattern.as_str();
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').map_or(rest.len() - 1, |n| open + n);
        let name = &rest[open + 1..close];
        out.push_str(&rest[..open]);
        let escaped = rest[..open].ends_with("\\p") || rest[..open].ends_with("\\P");
        if escaped || name.starts_with(|c: char| c.is_ascii_digit()) {
            out.push_str(&rest[open..=close]);
        } else {
            let words =
                lexicon(name).unwrap_or_else(|| unreachable!("rule {rule} asks for an unknown lexicon {{{name}}}"));
            out.push_str("(?:");
            out.push_str(&words);
            out.push(')');
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

/// An alternation of literal words, longest first, so that the leftmost-first engine prefers the longer.
pub(crate) fn alternation<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    words.dedup();
    words.iter().map(|w| regex::escape(w)).collect::<Vec<_>>().join("|")
}
