//! The groups of a pattern where it is known to match.

use regex_automata::dfa::onepass;
use regex_automata::nfa::thompson::backtrack::{self, BoundedBacktracker};
use regex_automata::nfa::thompson::{self, NFA};
use regex_automata::util::primitives::{NonMaxUsize, PatternID};
use regex_automata::{Anchored, Input};
use regex_syntax::hir::Hir;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Bytes for the places that a search has visited, a bit for each state at each byte: enough for the longest word lists over the longest reach.
const VISITED: usize = 64 << 20;

/// After so many matches of a rule a faster engine pays, which takes longer to make …
const OFTEN: u32 = 64;
/// … and so many bytes at most.
const ONE_PASS: usize = 4 << 20;

/// A pattern, compiled to read its groups.
#[derive(Debug)]
pub(super) struct Capture {
    regex: BoundedBacktracker,
    /// How often groups were read.
    read: AtomicU32,
    /// Only where each byte leaves one way to go on, as in most patterns.
    one_pass: OnceLock<Option<onepass::DFA>>,
    /// By group; that of the whole match is empty.
    names: Vec<Box<str>>,
}

/// What a search writes in.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    visited: Option<backtrack::Cache>,
    one_pass: Option<onepass::Cache>,
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
        Self { regex, read: AtomicU32::new(0), one_pass: OnceLock::new(), names }
    }

    fn one_pass(&self) -> Option<&onepass::DFA> {
        if self.read.load(Ordering::Relaxed) < OFTEN {
            self.read.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        let make = || {
            onepass::Builder::new()
                .configure(onepass::Config::new().size_limit(Some(ONE_PASS)))
                .build_from_nfa(self.regex.get_nfa().clone())
                .ok()
        };
        self.one_pass.get_or_init(make).as_ref()
    }

    /// Reads the groups of the match at the start of `slice`, of which it is known that one ends at `longest` and none later.
    pub(super) fn read<'m>(&'m self, slice: &str, longest: usize, scratch: &'m mut Scratch) -> Groups<'m> {
        let Scratch { visited, one_pass, slots } = scratch;
        slots.clear();
        slots.resize(self.names.len() * 2, None);
        // What stands behind the longest match is still seen by `\b`.
        let input = Input::new(slice).range(..longest).anchored(Anchored::Yes);
        let found = if let Some(dfa) = self.one_pass() {
            let cache = one_pass.get_or_insert_with(|| dfa.create_cache());
            cache.reset(dfa);
            dfa.try_search_slots(cache, &input, slots)
        } else {
            let cache = visited.get_or_insert_with(|| self.regex.create_cache());
            cache.reset(&self.regex);
            self.regex.try_search_slots(cache, &input, slots)
        };
        found.unwrap_or_else(|e| unreachable!("anchored, with places enough for every reach: {e}"));
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
