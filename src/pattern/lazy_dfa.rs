//! Which patterns match at a place, and how far: a deterministic automaton whose states are made
//! when a text first needs them.
//!
//! A search begins with any choice of the patterns. A state knows which patterns match as a set of
//! bits. A step is made for all bytes around the one at hand that lead to the same state: mostly
//! all letters.

use super::Trie;
use super::program::{Op, OpId, Program, is_word_byte};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A set of patterns, one bit each.
pub(crate) type PatternMask = u128;

/// A cache with more positions in all its states is emptied: a few megabytes a thread.
const MAX_POSITIONS: usize = 1 << 19;

/// The number of a state, shifted left by one; the lowest bit says whether a pattern matched before
/// the last byte.
type StateId = u32;

/// The state that leads nowhere.
const DEAD: StateId = 0;
/// The lowest bit of a [`StateId`].
const MATCHED: StateId = 1;
/// A step that is not made yet.
const UNKNOWN: StateId = StateId::MAX;

/// Compiled patterns that can be searched.
#[derive(Debug)]
pub(super) struct LazyDfa {
    program: Program,
}

/// A position in the patterns: an op, and for [`Op::Words`] the node of the list's trie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Position {
    op: OpId,
    node: u32,
}

/// The states that were made so far: one cache for each thread.
#[derive(Debug, Default)]
pub(super) struct DfaCache {
    /// By number, what a search asks of a state at each byte.
    transitions: Vec<Transitions>,
    /// By number, what the state is.
    states: Vec<Arc<DfaState>>,
    numbers: FxHashMap<Arc<DfaState>, StateId>,
    starts: FxHashMap<PatternMask, StateId>,
    /// The steps beyond the first four of a state, by state and byte.
    more: FxHashMap<(StateId, u8), StateId>,
    /// How many positions all states have.
    positions: usize,
    builder: StateBuilder,
}

/// What a state is.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct DfaState {
    /// Its positions, sorted. Word edges are not resolved yet: the next byte is unknown.
    positions: Vec<Position>,
    /// Whether the last byte was part of a word; false unless a position asks for a word edge.
    after_word_byte: bool,
    /// The patterns that matched before the last byte.
    matched: PatternMask,
}

/// Where a state leads.
#[derive(Debug)]
struct Transitions {
    /// The first steps that texts took from it.
    steps: [Step; 4],
    /// The state at the end of the text.
    end: StateId,
    /// The patterns that matched before the last byte.
    matched: PatternMask,
}

/// The state that the bytes from `first` to `last` lead to.
#[derive(Debug, Clone, Copy)]
struct Step {
    first: u8,
    last: u8,
    next: StateId,
}

impl Step {
    /// Holds no byte.
    const NONE: Self = Self { first: 1, last: 0, next: UNKNOWN };

    /// Keeps, of the bytes around `byte`, those that are on its side of a range: all inside or all
    /// outside.
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

/// Collects the positions of a new state.
#[derive(Debug, Default)]
struct StateBuilder {
    /// By op, the round in which it was last seen.
    seen: Vec<u32>,
    round: u32,
    pending: Vec<OpId>,
    positions: Vec<Position>,
}

impl LazyDfa {
    /// Takes at most 128 patterns, one for each bit of a [`PatternMask`].
    pub(super) fn new(program: Program) -> Self {
        assert!(
            program.starts.len() <= PatternMask::BITS as usize,
            "too many patterns for this automaton"
        );
        Self { program }
    }

    /// The program that it runs.
    pub(super) fn program(&self) -> &Program {
        &self.program
    }

    /// Runs the patterns of `mask` over bytes and calls `found` at each place where some of them
    /// match: with these patterns, and the number of bytes read.
    pub(super) fn run(
        &self,
        mask: PatternMask,
        bytes: impl Iterator<Item = u8>,
        cache: &mut DfaCache,
        mut found: impl FnMut(PatternMask, usize),
    ) {
        if cache.positions > MAX_POSITIONS {
            *cache = DfaCache::default();
        }
        let mut state = cache.starts.get(&mask).copied().unwrap_or_else(|| self.start(mask, cache));
        let mut read = 0;
        for byte in bytes {
            let steps = &cache.transitions[(state >> 1) as usize].steps;
            state = match steps.iter().find(|step| (step.first..=step.last).contains(&byte)) {
                Some(step) => step.next,
                None => match cache.more.get(&(state, byte)) {
                    Some(next) => *next,
                    None => self.step(state, byte, cache),
                },
            };
            if state & MATCHED != 0 {
                found(cache.transitions[(state >> 1) as usize].matched, read);
            } else if state == DEAD {
                return;
            }
            read += 1;
        }
        let transitions = &cache.transitions[(state >> 1) as usize];
        state = if transitions.end == UNKNOWN { self.end(state, cache) } else { transitions.end };
        if state & MATCHED != 0 {
            found(cache.transitions[(state >> 1) as usize].matched, read);
        }
    }

    #[cold]
    fn start(&self, mask: PatternMask, cache: &mut DfaCache) -> StateId {
        if cache.states.is_empty() {
            cache.builder.seen.resize(self.program.ops.len(), 0);
            cache.number(DfaState::default());
        }
        cache.builder.begin();
        for (_, start) in
            self.program.starts.iter().enumerate().filter(|(pattern, _)| mask & 1 << pattern != 0)
        {
            cache.builder.add(&self.program, *start, Looks { start: true, edge: false });
        }
        let state = cache.finish_state(false, 0);
        cache.starts.insert(mask, state);
        state
    }

    #[cold]
    fn step(&self, state: StateId, byte: u8, cache: &mut DfaCache) -> StateId {
        let from = Arc::clone(&cache.states[(state >> 1) as usize]);
        let word_byte = is_word_byte(byte);
        let resolved = self.resolve_edges(&from, word_byte, &mut cache.builder);
        let positions = resolved.as_ref().unwrap_or(&from.positions);
        let mut step = Step { first: 0, last: u8::MAX, next: UNKNOWN };
        let mut matched = 0;
        let builder = &mut cache.builder;
        for position in positions {
            let mut range = |first: u8, last: u8, next: OpId| {
                step.narrow(byte, first, last);
                if (first..=last).contains(&byte) {
                    builder.add(&self.program, next, Looks::NONE);
                }
            };
            match self.program.ops[position.op as usize] {
                Op::Byte { first, last, next } => range(first, last, next),
                Op::Bytes { count, start } => {
                    self.program
                        .ranges(count, start)
                        .iter()
                        .for_each(|r| range(r.first, r.last, r.next));
                }
                Op::Words { list, next } => {
                    let list = &self.program.lists[usize::from(list)];
                    list.bytes(position.node).for_each(|b| step.narrow(byte, b, b));
                    let Some(node) = list.next(position.node, byte) else { continue };
                    if list.ends(node) {
                        builder.add(&self.program, next, Looks::NONE);
                    }
                    if list.goes_on(node) {
                        builder.positions.push(Position { node, ..*position });
                    }
                }
                Op::Match { pattern } => matched |= 1 << pattern,
                Op::Split { .. } | Op::Border { .. } | Op::AtStart { .. } | Op::AtEdge { .. } => {}
            }
        }
        // Whether a byte is part of a word tells states apart only where a position asks for a word
        // edge.
        if self.asks_for_edge(&from.positions) || self.asks_for_edge(&cache.builder.positions) {
            step.narrow(byte, byte, byte);
        }
        let next =
            cache.finish_state(self.asks_for_edge(&cache.builder.positions) && word_byte, matched);
        match cache.transitions[(state >> 1) as usize]
            .steps
            .iter_mut()
            .find(|step| step.next == UNKNOWN)
        {
            Some(free) => *free = Step { next, ..step },
            None => {
                cache.more.insert((state, byte), next);
            }
        }
        next
    }

    #[cold]
    fn end(&self, state: StateId, cache: &mut DfaCache) -> StateId {
        let from = Arc::clone(&cache.states[(state >> 1) as usize]);
        let resolved = self.resolve_edges(&from, false, &mut cache.builder);
        let positions = resolved.as_ref().unwrap_or(&from.positions);
        let matched = positions.iter().fold(0, |matched, position| {
            match self.program.ops[position.op as usize] {
                Op::Match { pattern } => matched | 1 << pattern,
                Op::Byte { .. }
                | Op::Bytes { .. }
                | Op::Words { .. }
                | Op::Split { .. }
                | Op::Border { .. } => matched,
                Op::AtStart { .. } | Op::AtEdge { .. } => matched,
            }
        });
        let next = cache.finish_state(false, matched);
        cache.transitions[(state >> 1) as usize].end = next;
        next
    }

    fn asks_for_edge(&self, positions: &[Position]) -> bool {
        positions.iter().any(|p| matches!(self.program.ops[p.op as usize], Op::AtEdge { .. }))
    }

    /// The positions of a state once it is known whether the next byte is part of a word; `None`
    /// where no position asks. Leaves the builder empty.
    fn resolve_edges(
        &self,
        from: &DfaState,
        word_byte: bool,
        builder: &mut StateBuilder,
    ) -> Option<Vec<Position>> {
        builder.begin();
        if !self.asks_for_edge(&from.positions) {
            return None;
        }
        let looks = Looks { start: false, edge: word_byte != from.after_word_byte };
        for position in &from.positions {
            if position.node == Trie::ROOT {
                builder.add(&self.program, position.op, looks);
            } else {
                builder.positions.push(*position);
            }
        }
        let resolved = std::mem::take(&mut builder.positions);
        builder.begin();
        Some(resolved)
    }
}

/// Which looks hold where a state is made.
#[derive(Debug, Clone, Copy)]
struct Looks {
    start: bool,
    edge: bool,
}

impl Looks {
    const NONE: Self = Self { start: false, edge: false };
}

impl StateBuilder {
    fn begin(&mut self) {
        self.round += 1;
        self.positions.clear();
    }

    /// Adds an op and all that are reached from it without reading a byte, through the looks that
    /// hold.
    fn add(&mut self, program: &Program, op: OpId, looks: Looks) {
        self.pending.push(op);
        while let Some(op) = self.pending.pop() {
            let at = op as usize;
            if std::mem::replace(&mut self.seen[at], self.round) == self.round {
                continue;
            }
            match program.ops[at] {
                Op::Split { count, start } => self.pending.extend(program.ways(count, start)),
                Op::Border { next, .. } => self.pending.push(next),
                Op::AtStart { next } if looks.start => self.pending.push(next),
                Op::AtEdge { next } if looks.edge => self.pending.push(next),
                Op::AtStart { .. } | Op::AtEdge { .. } | Op::Byte { .. } | Op::Bytes { .. } => {
                    self.put(op);
                }
                Op::Words { .. } | Op::Match { .. } => self.put(op),
            }
        }
    }

    fn put(&mut self, op: OpId) {
        self.positions.push(Position { op, node: Trie::ROOT });
    }
}

impl DfaCache {
    /// The number of the state whose positions the builder collected.
    fn finish_state(&mut self, after_word_byte: bool, matched: PatternMask) -> StateId {
        let mut positions = std::mem::take(&mut self.builder.positions);
        positions.sort_unstable();
        self.number(DfaState { positions, after_word_byte, matched })
    }

    fn number(&mut self, state: DfaState) -> StateId {
        if let Some(known) = self.numbers.get(&state) {
            return *known;
        }
        let number = (self.states.len() as u32) << 1 | if state.matched != 0 { MATCHED } else { 0 };
        self.transitions.push(Transitions {
            steps: [Step::NONE; 4],
            end: UNKNOWN,
            matched: state.matched,
        });
        // A state without positions costs memory too.
        self.positions += state.positions.len() + 16;
        let state = Arc::new(state);
        self.numbers.insert(Arc::clone(&state), number);
        self.states.push(state);
        number
    }
}
