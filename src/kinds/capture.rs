//! The groups of a pattern where it is known to match.
//!
//! The automaton that told of the match is walked once more, by the one pattern that matched: the first way through it that a backtracking engine
//! finds. The engines at hand either forget no place, for which they clear a bit for each state at each byte before they begin (word lists make
//! thousands of states, a match has some twenty bytes), or must compile each pattern anew.

use regex_automata::PatternID;
use regex_automata::nfa::thompson::{NFA, State};
use regex_automata::util::primitives::StateID;
use rustc_hash::FxHashSet;

/// So many steps are free; a walk that takes more begins again and remembers where it has been. Ordinary ones take some hundred.
const STEPS: usize = 1 << 13;

/// What a walk writes in.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    todo: Vec<Todo>,
    visited: FxHashSet<(StateID, usize)>,
    /// By group, where it begins and ends.
    slots: Vec<[Option<usize>; 2]>,
}

/// What is left to do if a way ends nowhere.
#[derive(Debug)]
enum Todo {
    /// Go on from a state at a byte.
    Walk(StateID, usize),
    /// Give a group the border back that it had.
    Restore(usize, usize, Option<usize>),
}

/// The groups of a match.
#[derive(Debug)]
pub(crate) struct Groups<'m> {
    /// By group; that of the whole match is empty.
    names: &'m [Box<str>],
    slots: &'m [[Option<usize>; 2]],
}

/// Reads the groups of a pattern's match at the start of `slice`, of which it is known that one ends at `longest` and none later.
pub(super) fn read<'m>(
    nfa: &NFA,
    (pattern, names): (PatternID, &'m [Box<str>]),
    slice: &str,
    longest: usize,
    scratch: &'m mut Scratch,
) -> Groups<'m> {
    let start = nfa.start_pattern(pattern).unwrap_or_else(|| unreachable!("the sieve told of the pattern"));
    scratch.slots.resize(names.len(), [None; 2]);
    if !scratch.walk(nfa, start, slice.as_bytes(), longest, false) {
        scratch.walk(nfa, start, slice.as_bytes(), longest, true);
    }
    Groups { names, slots: &scratch.slots }
}

impl Scratch {
    /// Goes from `start` on to the first match, whose groups are then in the slots; whether it was not too far.
    ///
    /// No place is walked twice where `remember` says so. It changes no result: a place that led nowhere does so again, and one that leads to itself
    /// is never done without.
    fn walk(&mut self, nfa: &NFA, start: StateID, text: &[u8], end: usize, remember: bool) -> bool {
        let Self { todo, visited, slots } = self;
        todo.clear();
        visited.clear();
        slots.fill([None; 2]);
        todo.push(Todo::Walk(start, 0));
        let mut steps = 0;
        while let Some(next) = todo.pop() {
            let (mut state, mut at) = match next {
                Todo::Walk(state, at) => (state, at),
                Todo::Restore(group, border, place) => {
                    slots[group][border] = place;
                    continue;
                }
            };
            loop {
                steps += 1;
                if remember && !visited.insert((state, at)) {
                    break;
                }
                if !remember && steps > STEPS {
                    return false;
                }
                let byte = || text[..end].get(at).copied();
                // States that read a byte give the next one, or none where the way ends.
                let read = match nfa.state(state) {
                    State::ByteRange { trans } => byte().filter(|&b| trans.matches_byte(b)).map(|_| trans.next),
                    State::Sparse(sparse) => byte().and_then(|b| sparse.matches_byte(b)),
                    State::Dense(dense) => byte().and_then(|b| dense.matches_byte(b)),
                    State::Look { look, next } => {
                        // What stands behind the longest match is still seen.
                        if !nfa.look_matcher().matches(*look, text, at) {
                            break;
                        }
                        state = *next;
                        continue;
                    }
                    State::Union { alternates } => {
                        let Some((first, rest)) = alternates.split_first() else { break };
                        todo.extend(rest.iter().rev().map(|&state| Todo::Walk(state, at)));
                        state = *first;
                        continue;
                    }
                    State::BinaryUnion { alt1, alt2 } => {
                        todo.push(Todo::Walk(*alt2, at));
                        state = *alt1;
                        continue;
                    }
                    State::Capture { next, group_index, slot, .. } => {
                        // A group's slots are two neighbours, the first of them even.
                        let (group, border) = (group_index.as_usize(), slot.as_usize() % 2);
                        todo.push(Todo::Restore(group, border, slots[group][border]));
                        slots[group][border] = Some(at);
                        state = *next;
                        continue;
                    }
                    State::Fail => None,
                    State::Match { .. } => return true,
                };
                let Some(next) = read else { break };
                state = next;
                at += 1;
            }
        }
        true
    }
}

impl Groups<'_> {
    /// The place of a group, in bytes from the anchor on; `None` if it took no part or the pattern has none of the name.
    pub(super) fn get(&self, name: &str) -> Option<(usize, usize)> {
        let group = self.names.iter().position(|n| **n == *name)?;
        let [start, end] = *self.slots.get(group)?;
        Some((start?, end?))
    }

    /// Where the match ends, in bytes from the anchor on.
    pub(super) fn end(&self) -> usize {
        self.slots.first().and_then(|whole| whole[1]).unwrap_or(0)
    }
}
