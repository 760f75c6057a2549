//! The groups of a pattern where it is known to match.
//!
//! The automaton that told of the match is walked once more, by the one pattern that matched: the first way through it that a backtracking engine
//! finds. The engines at hand either forget no place, for which they clear a bit for each state at each byte before they begin (word lists make
//! thousands of states, a match has some twenty bytes), or must compile each pattern anew.
//!
//! The walk is done on a copy of the automaton in one piece: its states lie side by side as they were made, a word list's letters next to one another, where
//! those of the original have each their own places in memory, and a walk mostly waits for memory.

use regex_automata::PatternID;
use regex_automata::nfa::thompson::{NFA, State};
use regex_automata::util::look::{Look, LookMatcher};
use regex_automata::util::primitives::StateID;
use rustc_hash::FxHashSet;

/// An automaton laid out for walking: each state a word that says what it is, in its lowest byte, and how large, and then where it leads.
#[derive(Debug)]
pub(super) struct Program {
    code: Vec<u32>,
    /// By pattern, where it begins.
    starts: Vec<u32>,
}

/// Kinds of state. Reads a byte from a second to a third one in its word.
const RANGE: u32 = 0;
/// Reads one of so many ranges of bytes, each with where it leads.
const RANGES: u32 = 1;
/// Goes one of so many ways, the first first.
const EITHER: u32 = 2;
/// Notes the border of a group.
const BORDER: u32 = 3;
/// Goes on at the start, or at the edge of an ASCII word.
const AT_START: u32 = 4;
const AT_EDGE: u32 = 5;
const MATCH: u32 = 6;
const FAIL: u32 = 7;

impl Program {
    /// Lays out an automaton.
    pub(super) fn new(nfa: &NFA) -> Self {
        let size = |state: &State| match state {
            State::ByteRange { .. } | State::Look { .. } | State::Capture { .. } => 2,
            State::Sparse(sparse) => 1 + 2 * sparse.transitions.len(),
            State::Dense(_) => 1 + 2 * of_dense(state).count(),
            State::Union { alternates } => 1 + alternates.len(),
            State::BinaryUnion { .. } => 3,
            State::Fail | State::Match { .. } => 1,
        };
        let mut end = 0;
        let mut places = Vec::with_capacity(nfa.states().len());
        for state in nfa.states() {
            places.push(end);
            end += size(state) as u32;
        }
        let place = |state: StateID| places[state.as_usize()];
        let mut code = Vec::with_capacity(end as usize);
        let ranges = |code: &mut Vec<u32>, ranges: &[(u8, u8, u32)]| {
            code.push(RANGES | (ranges.len() as u32) << 8);
            code.extend(ranges.iter().flat_map(|&(start, end, next)| [u32::from(start) | u32::from(end) << 8, next]));
        };
        for state in nfa.states() {
            match state {
                State::ByteRange { trans } => {
                    code.extend([RANGE | u32::from(trans.start) << 8 | u32::from(trans.end) << 16, place(trans.next)]);
                }
                State::Sparse(sparse) => {
                    let each = sparse.transitions.iter().map(|t| (t.start, t.end, place(t.next)));
                    ranges(&mut code, &each.collect::<Vec<_>>());
                }
                State::Dense(_) => {
                    let each = of_dense(state).map(|(byte, next)| (byte, byte, place(next)));
                    ranges(&mut code, &each.collect::<Vec<_>>());
                }
                State::Look { look: Look::Start, next } => code.extend([AT_START, place(*next)]),
                State::Look { next, .. } => code.extend([AT_EDGE, place(*next)]),
                State::Union { alternates } => {
                    code.push(EITHER | (alternates.len() as u32) << 8);
                    code.extend(alternates.iter().map(|way| place(*way)));
                }
                State::BinaryUnion { alt1, alt2 } => code.extend([EITHER | 2 << 8, place(*alt1), place(*alt2)]),
                // A group's slots are two neighbours, the first of them even.
                State::Capture { next, group_index, slot, .. } => {
                    let border = group_index.as_u32() * 2 + slot.as_u32() % 2;
                    code.extend([BORDER | border << 8, place(*next)]);
                }
                State::Fail => code.push(FAIL),
                State::Match { .. } => code.push(MATCH),
            }
        }
        let starts = nfa.patterns().filter_map(|pattern| nfa.start_pattern(pattern)).map(place).collect();
        Self { code, starts }
    }
}

/// So many steps are free; a walk that takes more begins again and remembers where it has been. Ordinary ones take some hundred.
const STEPS: usize = 1 << 13;

/// What a walk writes in.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    todo: Vec<Todo>,
    visited: FxHashSet<(u32, usize)>,
    /// By group, where it begins and ends.
    slots: Vec<[Option<usize>; 2]>,
}

/// What is left to do if a way ends nowhere.
#[derive(Debug)]
enum Todo {
    /// Go on from a state at a byte.
    Walk(u32, usize),
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
    program: &Program,
    (pattern, names): (PatternID, &'m [Box<str>]),
    slice: &str,
    longest: usize,
    scratch: &'m mut Scratch,
) -> Groups<'m> {
    let start = program.starts[pattern.as_usize()];
    scratch.slots.resize(names.len(), [None; 2]);
    if !scratch.walk(&program.code, start, slice.as_bytes(), longest, false) {
        scratch.walk(&program.code, start, slice.as_bytes(), longest, true);
    }
    Groups { names, slots: &scratch.slots }
}

/// The bytes that a dense state reads, and where each leads.
fn of_dense(state: &State) -> impl Iterator<Item = (u8, StateID)> {
    let dense = if let State::Dense(dense) = state { Some(dense) } else { None };
    (0..=u8::MAX).filter_map(move |byte| Some((byte, dense?.matches_byte(byte)?)))
}

impl Scratch {
    /// Goes from `start` on to the first match, whose groups are then in the slots; whether it was not too far.
    ///
    /// No place is walked twice where `remember` says so. It changes no result: a place that led nowhere does so again, and one that leads to itself
    /// is never done without.
    fn walk(&mut self, code: &[u32], start: u32, text: &[u8], end: usize, remember: bool) -> bool {
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
                let byte = || text[..end].get(at).map(|b| u32::from(*b));
                let place = state as usize;
                let word = code[place];
                // States that read a byte give the next one, or none where the way ends.
                let read = match word & 0xFF {
                    RANGE => byte().filter(|b| (word >> 8 & 0xFF..=word >> 16).contains(b)).map(|_| code[place + 1]),
                    RANGES => byte().and_then(|b| {
                        let ranges = code[place + 1..].chunks_exact(2).take((word >> 8) as usize);
                        ranges.take_while(|r| r[0] & 0xFF <= b).find(|r| b <= r[0] >> 8).map(|r| r[1])
                    }),
                    kind @ (AT_START | AT_EDGE) => {
                        let look = if kind == AT_START { Look::Start } else { Look::WordAscii };
                        // What stands behind the longest match is still seen.
                        if !LookMatcher::new().matches(look, text, at) {
                            break;
                        }
                        state = code[place + 1];
                        continue;
                    }
                    EITHER => {
                        let ways = &code[place + 1..=place + (word >> 8) as usize];
                        let Some((first, rest)) = ways.split_first() else { break };
                        todo.extend(rest.iter().rev().map(|&state| Todo::Walk(state, at)));
                        state = *first;
                        continue;
                    }
                    BORDER => {
                        let (group, border) = ((word >> 9) as usize, (word >> 8 & 1) as usize);
                        todo.push(Todo::Restore(group, border, slots[group][border]));
                        slots[group][border] = Some(at);
                        state = code[place + 1];
                        continue;
                    }
                    MATCH => return true,
                    _ => None,
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
