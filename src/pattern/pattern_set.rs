//! The patterns of a kind: which of them match at a place, how far at most, and with which groups.

use super::WordLists;
use super::backtrack::{Backtracker, Ends, Groups};
use super::lazy_dfa::{DfaCache, LazyDfa, PatternMask};
use super::parse::{Pattern, Sides};
use super::program::Program;

/// Patterns, compiled: what must stand before the anchor, read backwards, and what begins at it.
#[derive(Debug)]
pub(crate) struct PatternSet {
    before: LazyDfa,
    from: LazyDfa,
}

/// What searches write in; kept for the next one. One for each thread.
#[derive(Debug, Default)]
pub(crate) struct SearchCache {
    before: DfaCache,
    from: DfaCache,
    /// By pattern, the end of its longest match.
    ends: Vec<usize>,
    /// The patterns that match, each with the end of its longest match.
    found: Vec<(usize, usize)>,
}

impl PatternSet {
    /// Compiles patterns; their numbers are their places in the slice.
    ///
    /// # Panics
    ///
    /// A pattern that does not parse, or names a list that `lists` does not have; the message names
    /// the rule.
    pub(crate) fn new(patterns: &[Sides], lists: &dyn WordLists) -> Self {
        let compile = |side: fn(&Sides) -> &'static str, backwards: bool| {
            let parsed = patterns
                .iter()
                .map(|sides| Pattern::parse(sides.rule, side(sides), lists, backwards));
            LazyDfa::new(Program::new(&parsed.collect::<Vec<_>>(), backwards))
        };
        Self {
            before: compile(|sides| sides.before, true),
            from: compile(|sides| sides.from, false),
        }
    }

    /// Those of the patterns in `mask` whose words before the anchor end `head`. `may_begin` says
    /// at which bytes of `head` these words may begin.
    pub(crate) fn preceded(
        &self,
        mask: PatternMask,
        head: &str,
        may_begin: impl Fn(usize) -> bool,
        cache: &mut SearchCache,
    ) -> PatternMask {
        let mut preceded = 0;
        self.before.run(mask, head.bytes().rev(), &mut cache.before, |matches, length| {
            if matches & !preceded != 0 && may_begin(head.len() - length) {
                preceded |= matches;
            }
        });
        preceded
    }

    /// Those of the patterns in `mask` that match from the start of `slice`, each with the end of
    /// its longest match.
    pub(crate) fn matches<'c>(
        &self,
        mask: PatternMask,
        slice: &str,
        cache: &'c mut SearchCache,
    ) -> &'c [(usize, usize)] {
        let SearchCache { from, ends, found, .. } = cache;
        ends.resize(self.from.program().starts.len(), 0);
        let mut all: PatternMask = 0;
        self.from.run(mask, slice.bytes(), from, |matches, end| {
            all |= matches;
            for_each(matches, |pattern| ends[pattern] = end);
        });
        found.clear();
        for_each(all, |pattern| found.push((pattern, ends[pattern])));
        found
    }

    /// The groups of a pattern that matches from the start of `slice`, to `longest` at most.
    pub(crate) fn groups<'m>(
        &'m self,
        pattern: usize,
        slice: &str,
        longest: usize,
        backtracker: &'m mut Backtracker,
    ) -> Groups<'m> {
        backtracker.groups(self.from.program(), pattern, slice.as_bytes(), Ends::AtMost(longest))
    }

    /// Where the group `span` begins in the words before the anchor, which end `head`: in the
    /// longest such words that begin where `may_begin` says they may.
    pub(crate) fn span_before(
        &self,
        pattern: usize,
        head: &str,
        may_begin: impl Fn(usize) -> bool,
        cache: &mut SearchCache,
        backtracker: &mut Backtracker,
    ) -> Option<usize> {
        let mut longest = None;
        self.before.run(1 << pattern, head.bytes().rev(), &mut cache.before, |_, length| {
            if may_begin(head.len() - length) {
                longest = Some(length);
            }
        });
        let reversed: Vec<u8> = head.bytes().rev().collect();
        let groups =
            backtracker.groups(self.before.program(), pattern, &reversed, Ends::Exactly(longest?));
        // Read backwards, a group ends where it begins in the text.
        groups.get("span").map(|(_, start)| head.len() - start)
    }
}

/// Calls `take` with the number of each pattern in the mask.
fn for_each(mut mask: PatternMask, mut take: impl FnMut(usize)) {
    while mask != 0 {
        take(mask.trailing_zeros() as usize);
        mask &= mask - 1;
    }
}
