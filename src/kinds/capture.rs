//! The groups of a pattern where it is known to match.

use regex_automata::nfa::thompson::backtrack::{BoundedBacktracker, Cache};
use regex_automata::nfa::thompson::{self, NFA};
use regex_automata::util::primitives::{NonMaxUsize, PatternID};
use regex_automata::{Anchored, Input};
use regex_syntax::hir::Hir;

/// Bytes for the places that a search has visited, a bit for each state at each byte: enough for the longest word lists over the longest reach.
const VISITED: usize = 64 << 20;

/// A pattern, compiled to read its groups.
#[derive(Debug)]
pub(super) struct Capture {
    regex: BoundedBacktracker,
    /// By group; that of the whole match is empty.
    names: Vec<Box<str>>,
}

/// What a search writes in.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    visited: Option<Cache>,
    slots: Vec<Option<NonMaxUsize>>,
}

/// The groups of a match.
#[derive(Debug)]
pub(crate) struct Groups<'m> {
    names: &'m [Box<str>],
    slots: &'m [Option<NonMaxUsize>],
}

impl Capture {
    /// Compiles the pattern of a rule.
    pub(super) fn new(rule: &str, pattern: &Hir) -> Self {
        let config = thompson::Config::new().nfa_size_limit(None);
        let nfa = NFA::compiler()
            .configure(config)
            .build_from_hir(pattern)
            .unwrap_or_else(|e| unreachable!("rule {rule}: {e}"));
        let names = nfa.group_info().pattern_names(PatternID::ZERO).map(|n| n.unwrap_or_default().into()).collect();
        let regex = BoundedBacktracker::builder()
            .configure(BoundedBacktracker::config().visited_capacity(VISITED))
            .build_from_nfa(nfa)
            .unwrap_or_else(|e| unreachable!("rule {rule}: {e}"));
        Self { regex, names }
    }

    /// Reads the groups of the match at the start of `slice`, of which it is known that one ends at `longest` and none later.
    pub(super) fn read<'m>(&'m self, slice: &str, longest: usize, scratch: &'m mut Scratch) -> Groups<'m> {
        let Scratch { visited, slots } = scratch;
        let visited = visited.get_or_insert_with(|| self.regex.create_cache());
        visited.reset(&self.regex);
        slots.clear();
        slots.resize(self.names.len() * 2, None);
        // What stands behind the longest match is still seen by `\b`.
        let input = Input::new(slice).range(..longest).anchored(Anchored::Yes);
        self.regex
            .try_search_slots(visited, &input, slots)
            .unwrap_or_else(|e| unreachable!("places enough for every reach: {e}"));
        Groups { names: &self.names, slots }
    }
}

impl Groups<'_> {
    /// The place of a group, in bytes from the anchor on; `None` if it took no part or the pattern has none of the name.
    pub(super) fn get(&self, name: &str) -> Option<(usize, usize)> {
        let group = self.names.iter().position(|n| **n == *name)?;
        let slot = |at: usize| self.slots.get(at).copied().flatten().map(NonMaxUsize::get);
        Some((slot(group * 2)?, slot(group * 2 + 1)?))
    }

    /// Where the match ends, in bytes from the anchor on.
    pub(super) fn end(&self) -> usize {
        self.slots.get(1).copied().flatten().map_or(0, NonMaxUsize::get)
    }
}
