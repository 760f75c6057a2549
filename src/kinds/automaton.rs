//! Many patterns as one automaton whose states are made when first met: which of a choice of them match at a place, in one pass.
//!
//! The lazy automaton of `regex-automata` keeps a row of some hundred bytes for each state, of which few are ever read: the rows that rules need do not
//! fit the nearest caches, and each byte costs a trip to memory. Here states lie side by side in the order in which a text met them, each with its first
//! few steps; the others are in a hash table. A search begins with any choice of the patterns, and a state knows its matches as a set of bits.

use regex_automata::PatternID;
use regex_automata::nfa::thompson::{NFA, State};
use regex_automata::util::look::{Look, LookSet};
use regex_automata::util::primitives::StateID;
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
/// Bits of the number of a state. In a step, the class of its byte stands above them; the class beyond all bytes stands for the end of the text.
const NUMBER_BITS: u32 = 23;
const END: u32 = 256;
/// No step: its class is none.
const NONE: u32 = u32::MAX;

/// Patterns, compiled. They look at nothing but the start and the edges of ASCII words.
#[derive(Debug)]
pub(super) struct Automaton {
    nfa: NFA,
}

/// The states of an automaton met so far: one for each thread.
#[derive(Debug, Default)]
pub(super) struct States {
    /// By number.
    rows: Vec<Row>,
    states: Vec<Arc<Met>>,
    numbers: FxHashMap<Arc<Met>, u32>,
    starts: FxHashMap<Choice, u32>,
    /// The steps that found no place in their rows: by state and class.
    more: FxHashMap<(u32, u32), u32>,
    /// How many places all states have.
    size: usize,
    making: Making,
}

/// A state.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct Met {
    /// The places in the patterns at which it is. Edges of words are not looked at yet: what follows is not known.
    places: Vec<StateID>,
    /// Whether the last byte was a letter, where a place asks for it.
    word: bool,
    /// The patterns that matched before the last byte.
    matched: Choice,
}

/// What is asked of a state at each byte.
#[derive(Debug)]
struct Row {
    /// The first steps from it that a text took.
    steps: [u32; 4],
    /// The patterns that matched before the last byte.
    matched: Choice,
}

/// What the making of a state writes in.
#[derive(Debug, Default)]
struct Making {
    /// By place, in which round it was seen.
    seen: Vec<u32>,
    round: u32,
    todo: Vec<StateID>,
    places: Vec<StateID>,
}

impl Automaton {
    /// Takes patterns that look at nothing but the start and the edges of ASCII words, at most as many as a choice has bits.
    pub(super) fn new(nfa: NFA) -> Self {
        let looks = nfa.look_set_any().subtract(LookSet::singleton(Look::Start).insert(Look::WordAscii));
        assert!(looks.is_empty() && nfa.pattern_len() <= Choice::BITS as usize, "too much for this automaton");
        Self { nfa }
    }

    /// What it is made of.
    pub(super) fn nfa(&self) -> &NFA {
        &self.nfa
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
        let classes = self.nfa.byte_classes();
        let mut at = 0;
        for byte in bytes {
            state = self.next(state, u32::from(classes.get(byte)), Some(byte), states);
            if state & MATCHED != 0 {
                found(states.rows[(state >> 1) as usize].matched, at);
            } else if state == DEAD {
                return;
            }
            at += 1;
        }
        state = self.next(state, END, None, states);
        if state & MATCHED != 0 {
            found(states.rows[(state >> 1) as usize].matched, at);
        }
    }

    #[inline]
    fn next(&self, state: u32, class: u32, byte: Option<u8>, states: &mut States) -> u32 {
        let steps = &states.rows[(state >> 1) as usize].steps;
        match steps.iter().find(|step| *step >> NUMBER_BITS == class) {
            Some(step) => step & ((1 << NUMBER_BITS) - 1),
            None => match states.more.get(&(state, class)) {
                Some(next) => *next,
                None => self.step(state, class, byte, states),
            },
        }
    }

    #[cold]
    fn start(&self, choice: Choice, states: &mut States) -> u32 {
        if states.rows.is_empty() {
            states.making.seen.resize(self.nfa.states().len(), 0);
            states.number(Met::default());
        }
        states.making.begin();
        for pattern in (0..self.nfa.pattern_len()).filter(|p| choice & 1 << p != 0) {
            let start = self.nfa.start_pattern(PatternID::must(pattern));
            start.into_iter().for_each(|start| states.making.add(&self.nfa, start, |look| look == Look::Start));
        }
        let state = states.made(&self.nfa, false, 0);
        states.starts.insert(choice, state);
        state
    }

    #[cold]
    fn step(&self, state: u32, class: u32, byte: Option<u8>, states: &mut States) -> u32 {
        let from = Arc::clone(&states.states[(state >> 1) as usize]);
        let word = byte.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_');
        // Edges of words first, for now both sides are known.
        let edge = word != from.word;
        states.making.begin();
        for place in &from.places {
            states.making.add(&self.nfa, *place, |look| look == Look::WordAscii && edge);
        }
        let here = std::mem::take(&mut states.making.places);
        states.making.begin();
        let mut matched = 0;
        for place in here {
            let next = match self.nfa.state(place) {
                State::ByteRange { trans } => byte.filter(|b| trans.matches_byte(*b)).map(|_| trans.next),
                State::Sparse(sparse) => byte.and_then(|b| sparse.matches_byte(b)),
                State::Dense(dense) => byte.and_then(|b| dense.matches_byte(b)),
                State::Match { pattern_id } => {
                    matched |= 1 << pattern_id.as_usize();
                    None
                }
                State::Fail
                | State::Look { .. }
                | State::Union { .. }
                | State::BinaryUnion { .. }
                | State::Capture { .. } => None,
            };
            next.into_iter().for_each(|next| states.making.add(&self.nfa, next, |_| false));
        }
        let next = states.made(&self.nfa, word, matched);
        match states.rows[(state >> 1) as usize].steps.iter_mut().find(|step| **step == NONE) {
            Some(free) => *free = class << NUMBER_BITS | next,
            None => {
                states.more.insert((state, class), next);
            }
        }
        next
    }
}

impl Making {
    fn begin(&mut self) {
        self.round += 1;
        self.places.clear();
    }

    /// Adds a place and all that are reached from it without a byte, through the looks that hold.
    fn add(&mut self, nfa: &NFA, place: StateID, holds: impl Fn(Look) -> bool) {
        self.todo.push(place);
        while let Some(place) = self.todo.pop() {
            if std::mem::replace(&mut self.seen[place.as_usize()], self.round) == self.round {
                continue;
            }
            match nfa.state(place) {
                State::Union { alternates } => self.todo.extend(alternates),
                State::BinaryUnion { alt1, alt2 } => self.todo.extend([alt1, alt2]),
                State::Capture { next, .. } => self.todo.push(*next),
                State::Look { look, next } if holds(*look) => self.todo.push(*next),
                State::Look { .. }
                | State::ByteRange { .. }
                | State::Sparse(_)
                | State::Dense(_)
                | State::Match { .. } => self.places.push(place),
                State::Fail => {}
            }
        }
    }
}

impl States {
    /// The number of the state whose places were collected.
    fn made(&mut self, nfa: &NFA, word: bool, matched: Choice) -> u32 {
        let mut places = std::mem::take(&mut self.making.places);
        places.sort_unstable();
        let asks = places.iter().any(|p| matches!(nfa.state(*p), State::Look { look: Look::WordAscii, .. }));
        self.number(Met { places, word: word && asks, matched })
    }

    fn number(&mut self, state: Met) -> u32 {
        if let Some(known) = self.numbers.get(&state) {
            return *known;
        }
        let number = (self.rows.len() as u32) << 1 | if state.matched != 0 { MATCHED } else { 0 };
        self.rows.push(Row { steps: [NONE; 4], matched: state.matched });
        // An empty one costs memory too.
        self.size += state.places.len() + 16;
        let state = Arc::new(state);
        self.numbers.insert(Arc::clone(&state), number);
        self.states.push(state);
        number
    }
}
