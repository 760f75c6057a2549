//! Many patterns as one automaton whose states are made when first met: which of a choice of them match at a place, in one pass.
//!
//! The lazy automaton of `regex-automata` keeps a row of some hundred bytes for each state, of which few are ever read: the rows that rules need do not
//! fit the nearest caches, and each byte costs a trip to memory. Here states lie side by side in the order in which a text met them, each with its first
//! few steps; the others are in a hash table. A step is made for all bytes around the one met that lead to the same state, mostly all letters. A search begins with any choice of the patterns, and a state knows its matches as a set of bits.

use super::program::{AT_EDGE, AT_START, BORDER, EITHER, MATCH, Program, RANGE, RANGES, WORDS, is_word, rest};
use crate::gazetteer::ROOT;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A choice of patterns, a bit each.
pub(super) type Choice = u128;

/// So many places of the patterns in all states together are remembered before everything is forgotten: some megabytes a thread.
const MOST: usize = 1 << 19;

/// The number of the state that leads nowhere.
const DEAD: u32 = 0;
/// In the number of a state: a pattern matched before the last byte.
const MATCHED: u32 = 1;
/// The state is not made yet.
const NONE: u32 = u32::MAX;

/// Patterns, compiled.
#[derive(Debug)]
pub(super) struct Automaton {
    program: Program,
}

/// A place in the patterns: a state of the program, and in a list of words the letters read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    state: u32,
    letters: u32,
}

/// The states of an automaton met so far: one for each thread.
#[derive(Debug, Default)]
pub(super) struct States {
    /// By number.
    rows: Vec<Row>,
    states: Vec<Arc<Met>>,
    numbers: FxHashMap<Arc<Met>, u32>,
    starts: FxHashMap<Choice, u32>,
    /// The steps that found no place in their rows: by state and byte.
    more: FxHashMap<(u32, u8), u32>,
    /// How many places all states have.
    size: usize,
    making: Making,
}

/// A state.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct Met {
    /// The places in the patterns at which it is. Edges of words are not looked at yet: what follows is not known.
    places: Vec<Place>,
    /// Whether the last byte was a letter, where a place asks for it.
    word: bool,
    /// The patterns that matched before the last byte.
    matched: Choice,
}

/// What is asked of a state at each byte.
#[derive(Debug)]
struct Row {
    /// The first steps from it that a text took.
    steps: [Step; 4],
    /// Where the end of the text leads.
    end: u32,
    /// The patterns that matched before the last byte.
    matched: Choice,
}

/// Where the bytes from `first` to `last` lead.
#[derive(Debug, Clone, Copy)]
struct Step {
    first: u8,
    last: u8,
    next: u32,
}

impl Step {
    /// Holds no byte.
    const NONE: Self = Self { first: 1, last: 0, next: NONE };

    /// Leaves of the bytes around `byte` those that are all in a range or all outside.
    fn narrow(&mut self, byte: u8, start: u8, end: u8) {
        if byte < start {
            self.last = self.last.min(start - 1);
        } else if byte > end {
            self.first = self.first.max(end + 1);
        } else {
            (self.first, self.last) = (self.first.max(start), self.last.min(end));
        }
    }
}

/// What the making of a state writes in.
#[derive(Debug, Default)]
struct Making {
    /// By state of the program, in which round it was seen.
    seen: Vec<u32>,
    round: u32,
    todo: Vec<u32>,
    places: Vec<Place>,
}

impl Automaton {
    /// Takes patterns, at most as many as a choice has bits.
    pub(super) fn new(program: Program) -> Self {
        assert!(program.starts.len() <= Choice::BITS as usize, "too many patterns for this automaton");
        Self { program }
    }

    /// What it is made of.
    pub(super) fn program(&self) -> &Program {
        &self.program
    }

    /// Tells of the matches of the chosen patterns over the first bytes: which ones, and after how many bytes.
    pub(super) fn run(
        &self,
        choice: Choice,
        bytes: impl Iterator<Item = u8>,
        states: &mut States,
        mut found: impl FnMut(Choice, usize),
    ) {
        if states.size > MOST {
            *states = States::default();
        }
        let mut state = states.starts.get(&choice).copied().unwrap_or_else(|| self.start(choice, states));
        let mut at = 0;
        for byte in bytes {
            let steps = &states.rows[(state >> 1) as usize].steps;
            state = match steps.iter().find(|step| (step.first..=step.last).contains(&byte)) {
                Some(step) => step.next,
                None => match states.more.get(&(state, byte)) {
                    Some(next) => *next,
                    None => self.step(state, byte, states),
                },
            };
            if state & MATCHED != 0 {
                found(states.rows[(state >> 1) as usize].matched, at);
            } else if state == DEAD {
                return;
            }
            at += 1;
        }
        let row = &states.rows[(state >> 1) as usize];
        state = if row.end == NONE { self.end(state, states) } else { row.end };
        if state & MATCHED != 0 {
            found(states.rows[(state >> 1) as usize].matched, at);
        }
    }

    #[cold]
    fn start(&self, choice: Choice, states: &mut States) -> u32 {
        if states.rows.is_empty() {
            states.making.seen.resize(self.program.code.len(), 0);
            states.number(Met::default());
        }
        states.making.begin();
        for (_, start) in self.program.starts.iter().enumerate().filter(|(pattern, _)| choice & 1 << pattern != 0) {
            states.making.add(&self.program, *start, |look| look == AT_START);
        }
        let state = states.made(false, 0);
        states.starts.insert(choice, state);
        state
    }

    #[cold]
    fn step(&self, state: u32, byte: u8, states: &mut States) -> u32 {
        let from = Arc::clone(&states.states[(state >> 1) as usize]);
        let word = is_word(byte);
        let here = self.looked(&from, word, &mut states.making);
        let here = here.as_ref().unwrap_or(&from.places);
        let mut step = Step { first: 0, last: u8::MAX, next: NONE };
        let mut matched = 0;
        let making = &mut states.making;
        let code = &self.program.code;
        for place in here {
            let at = place.state as usize;
            let kind = code[at];
            let mut range = |word: u32, next: u32| {
                let (first, last) = ((word >> 8) as u8, (word >> 16) as u8);
                step.narrow(byte, first, last);
                if (first..=last).contains(&byte) {
                    making.add(&self.program, next, |_| false);
                }
            };
            match kind & 0xFF {
                RANGE => range(kind, code[at + 1]),
                RANGES => {
                    let ranges = code[at + 1..].chunks_exact(2).take(rest(kind) as usize);
                    ranges.for_each(|r| range(r[0], r[1]));
                }
                WORDS => {
                    let list = &self.program.lists[rest(kind) as usize];
                    list.bytes(place.letters).for_each(|b| step.narrow(byte, b, b));
                    let Some(letters) = list.next(place.letters, byte) else { continue };
                    if list.ends(letters) {
                        making.add(&self.program, code[at + 1], |_| false);
                    }
                    if list.goes_on(letters) {
                        making.places.push(Place { letters, ..*place });
                    }
                }
                MATCH => matched |= 1 << rest(kind),
                _ => {}
            }
        }
        // Whether a byte is a letter tells states apart only where an edge of a word is asked for.
        if self.asks(&from.places) || self.asks(&states.making.places) {
            step.narrow(byte, byte, byte);
        }
        let next = states.made(self.asks(&states.making.places) && word, matched);
        match states.rows[(state >> 1) as usize].steps.iter_mut().find(|step| step.next == NONE) {
            Some(free) => *free = Step { next, ..step },
            None => {
                states.more.insert((state, byte), next);
            }
        }
        next
    }

    #[cold]
    fn end(&self, state: u32, states: &mut States) -> u32 {
        let from = Arc::clone(&states.states[(state >> 1) as usize]);
        let here = self.looked(&from, false, &mut states.making);
        let matched = here.as_ref().unwrap_or(&from.places).iter().fold(0, |matched, place| {
            let kind = self.program.code[place.state as usize];
            if kind & 0xFF == MATCH { matched | 1 << rest(kind) } else { matched }
        });
        let next = states.made(false, matched);
        states.rows[(state >> 1) as usize].end = next;
        next
    }

    /// Whether one of the places is before an edge of a word.
    fn asks(&self, places: &[Place]) -> bool {
        places.iter().any(|p| self.program.code[p.state as usize] & 0xFF == AT_EDGE)
    }

    /// The places of a state once it is known whether a letter follows; none where no place asks. The places in the making are none then.
    fn looked(&self, from: &Met, word: bool, making: &mut Making) -> Option<Vec<Place>> {
        making.begin();
        if !self.asks(&from.places) {
            return None;
        }
        let edge = word != from.word;
        for place in &from.places {
            if place.letters == ROOT {
                making.add(&self.program, place.state, |look| look == AT_EDGE && edge);
            } else {
                making.places.push(*place);
            }
        }
        let looked = std::mem::take(&mut making.places);
        making.begin();
        Some(looked)
    }
}

impl Making {
    fn begin(&mut self) {
        self.round += 1;
        self.places.clear();
    }

    /// Adds a state and all that are reached from it without a byte, through the looks that hold.
    fn add(&mut self, program: &Program, state: u32, holds: impl Fn(u32) -> bool) {
        self.todo.push(state);
        while let Some(state) = self.todo.pop() {
            let at = state as usize;
            if std::mem::replace(&mut self.seen[at], self.round) == self.round {
                continue;
            }
            let word = program.code[at];
            match word & 0xFF {
                EITHER => self.todo.extend(&program.code[at + 1..=at + rest(word) as usize]),
                BORDER => self.todo.push(program.code[at + 1]),
                look @ (AT_START | AT_EDGE) if holds(look) => self.todo.push(program.code[at + 1]),
                _ => self.places.push(Place { state, letters: ROOT }),
            }
        }
    }
}

impl States {
    /// The number of the state whose places were collected.
    fn made(&mut self, word: bool, matched: Choice) -> u32 {
        let mut places = std::mem::take(&mut self.making.places);
        places.sort_unstable();
        self.number(Met { places, word, matched })
    }

    fn number(&mut self, state: Met) -> u32 {
        if let Some(known) = self.numbers.get(&state) {
            return *known;
        }
        let number = (self.rows.len() as u32) << 1 | if state.matched != 0 { MATCHED } else { 0 };
        self.rows.push(Row { steps: [Step::NONE; 4], end: NONE, matched: state.matched });
        // An empty one costs memory too.
        self.size += state.places.len() + 16;
        let state = Arc::new(state);
        self.numbers.insert(Arc::clone(&state), number);
        self.states.push(state);
        number
    }
}
