//! Many patterns as one lazy automaton: which of them match at a place, and how far at most, in one pass.

use super::capture::{self, Groups};
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::hybrid::{LazyStateID, dfa};
use regex_automata::nfa::thompson::NFA;
use regex_automata::{Anchored, Input, MatchKind, PatternID};
use regex_syntax::hir::Hir;

/// Memory for the automaton's states, a thread: with less, patterns with long word lists would be made over and over.
const STATES: usize = 16 << 20;

/// The patterns of a kind, compiled.
#[derive(Debug)]
pub(super) struct Sieve {
    dfa: DFA,
    /// What the states of `dfa` are sets of.
    nfa: NFA,
    /// By pattern, the names of its groups.
    names: Vec<Vec<Box<str>>>,
}

/// What a search writes in.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    states: Option<Cache>,
    /// The patterns that match, each with its furthest end.
    found: Vec<(usize, usize)>,
}

impl Sieve {
    /// Compiles patterns, each of which begins with `^`.
    pub(super) fn new(patterns: &[Hir]) -> Self {
        let config =
            dfa::Config::new().match_kind(MatchKind::All).cache_capacity(STATES).skip_cache_capacity_check(true);
        let nfa = NFA::compiler()
            .build_many_from_hir(patterns)
            .unwrap_or_else(|e| unreachable!("each pattern compiles: {e}"));
        let groups = |pattern| nfa.group_info().pattern_names(pattern).map(|n| n.unwrap_or_default().into()).collect();
        let names = nfa.patterns().map(groups).collect();
        let dfa = DFA::builder()
            .configure(config)
            .build_from_nfa(nfa.clone())
            .unwrap_or_else(|e| unreachable!("the patterns look at no Unicode word edges: {e}"));
        Self { dfa, nfa, names }
    }

    /// The groups of a pattern that matches from the start of `slice` to `longest` at most.
    pub(super) fn groups<'m>(
        &'m self,
        pattern: usize,
        slice: &str,
        longest: usize,
        scratch: &'m mut capture::Scratch,
    ) -> Groups<'m> {
        let names = &self.names[pattern];
        capture::read(&self.nfa, (PatternID::must(pattern), names), slice, longest, scratch)
    }

    /// The patterns that match from the start of `slice` on, each with the end of its longest match.
    pub(super) fn matches<'s>(&self, slice: &str, scratch: &'s mut Scratch) -> &'s [(usize, usize)] {
        let Scratch { states, found } = scratch;
        let states = states.get_or_insert_with(|| self.dfa.create_cache());
        found.clear();
        let input = Input::new(slice).anchored(Anchored::Yes);
        let never = |e: &dyn std::fmt::Display| -> LazyStateID { unreachable!("the automaton never gives up: {e}") };
        let mut state = self.dfa.start_state_forward(states, &input).unwrap_or_else(|e| never(&e));
        // A match is told one byte after its end.
        for (end, byte) in slice.bytes().enumerate() {
            state = self.dfa.next_state(states, state, byte).unwrap_or_else(|e| never(&e));
            if !state.is_tagged() {
                continue;
            }
            if state.is_match() {
                self.note(states, state, end, found);
            } else if state.is_dead() {
                return found;
            }
        }
        state = self.dfa.next_eoi_state(states, state).unwrap_or_else(|e| never(&e));
        if state.is_match() {
            self.note(states, state, slice.len(), found);
        }
        found
    }

    fn note(&self, states: &Cache, state: LazyStateID, end: usize, found: &mut Vec<(usize, usize)>) {
        for at in 0..self.dfa.match_len(states, state) {
            let pattern = self.dfa.match_pattern(states, state, at).as_usize();
            match found.iter_mut().find(|f| f.0 == pattern) {
                Some(known) => known.1 = end,
                None => found.push((pattern, end)),
            }
        }
    }
}
