//! The groups of a pattern where it is known to match: the first way through its ops that a
//! backtracking engine finds.

use super::program::{Op, OpId, Program, is_word_byte};
use rustc_hash::FxHashSet;

/// A walk of more steps begins again and remembers where it has been. Ordinary walks take some
/// hundred steps.
const FREE_STEPS: usize = 1 << 13;

/// A place in the slice, in bytes.
type Offset = u32;
/// The place of a border that is not set.
const UNSET: Offset = Offset::MAX;

/// What a walk writes in; kept for the next one.
#[derive(Debug, Default)]
pub(crate) struct Backtracker {
    pending: Vec<Pending>,
    visited: FxHashSet<(OpId, Offset)>,
    /// By border, its place: the start of a group stands before its end.
    borders: Vec<Offset>,
}

/// What is left to do if a way ends nowhere. Eight bytes, for a walk pushes many and pops few.
#[derive(Debug, Clone, Copy)]
enum Pending {
    /// Go on from an op at a place.
    Walk(OpId, Offset),
    /// Give a border its old place back.
    Restore(u16, Offset),
}

/// The groups of a match.
#[derive(Debug)]
pub(crate) struct Groups<'m> {
    /// By group; the group of the whole match has an empty name.
    names: &'m [Box<str>],
    borders: &'m [Offset],
}

/// Where a match may end.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ends {
    /// At this byte or before it, as the pattern prefers. The pattern has a match that ends at it.
    AtMost(usize),
    /// At this byte.
    Exactly(usize),
}

impl Ends {
    /// The last byte at which a match may end, and whether it must end there.
    fn parts(self) -> (usize, bool) {
        match self {
            Ends::AtMost(end) => (end, false),
            Ends::Exactly(end) => (end, true),
        }
    }
}

impl Backtracker {
    fn clear(&mut self) {
        self.pending.clear();
        self.visited.clear();
        self.borders.fill(UNSET);
    }

    /// Reads the groups of a pattern's match at the start of `slice`. The caller knows that the
    /// pattern matches, and where its longest match ends.
    pub(super) fn groups<'m>(
        &'m mut self,
        program: &'m Program,
        pattern: usize,
        slice: &[u8],
        ends: Ends,
    ) -> Groups<'m> {
        let (start, names) = (program.starts[pattern], &program.group_names[pattern]);
        self.borders.resize(names.len() * 2, UNSET);
        if !self.walk(program, start, slice, ends, false) {
            self.walk(program, start, slice, ends, true);
        }
        Groups { names, borders: &self.borders }
    }

    /// Walks from `start` to the first match and leaves its groups in the borders; false if it took
    /// too many steps.
    ///
    /// With `remember`, no place is walked twice. That changes no result: a place that led nowhere
    /// does so again, and a place that leads to itself is no way to a match.
    fn walk(
        &mut self,
        program: &Program,
        start: OpId,
        text: &[u8],
        ends: Ends,
        remember: bool,
    ) -> bool {
        let (end, exactly) = ends.parts();
        let byte = |at: usize| text[..end].get(at).copied();
        self.clear();
        let Self { pending, visited, borders } = self;
        pending.push(Pending::Walk(start, 0));
        let mut steps = 0;
        while let Some(next) = pending.pop() {
            let (mut op, mut at) = match next {
                Pending::Walk(op, at) => (op, at as usize),
                Pending::Restore(border, place) => {
                    borders[usize::from(border)] = place;
                    continue;
                }
            };
            loop {
                steps += 1;
                if remember && !visited.insert((op, at as Offset)) {
                    break;
                }
                if !remember && steps > FREE_STEPS {
                    return false;
                }
                // Ops that read a byte give the next op, or none where the way ends.
                let read = match program.ops[op as usize] {
                    Op::Byte { first, last, next } => {
                        byte(at).filter(|byte| (first..=last).contains(byte)).map(|_| next)
                    }
                    Op::Bytes { count, start } => {
                        byte(at).and_then(|byte| program.next_of(count, start, byte))
                    }
                    Op::Words { list, next } => {
                        // The longest word is tried first: it is pushed last.
                        program.lists[usize::from(list)].each_word(&text[at..end], |length| {
                            pending.push(Pending::Walk(next, (at + length) as Offset));
                        });
                        break;
                    }
                    Op::AtStart { next } if at == 0 => {
                        op = next;
                        continue;
                    }
                    // The byte behind the longest match counts too.
                    Op::AtEdge { next } if is_edge(text, at) => {
                        op = next;
                        continue;
                    }
                    Op::AtStart { .. } | Op::AtEdge { .. } => None,
                    Op::Split { count, start } => {
                        let ways = program.ways(count, start);
                        let Some((&first, rest)) = ways.split_first() else { break };
                        let walk = |&op: &OpId| Pending::Walk(op, at as Offset);
                        pending.extend(rest.iter().rev().map(walk));
                        op = first;
                        continue;
                    }
                    Op::Border { border, next } => {
                        let place = &mut borders[usize::from(border)];
                        pending
                            .push(Pending::Restore(border, std::mem::replace(place, at as Offset)));
                        op = next;
                        continue;
                    }
                    Op::Match { .. } if exactly && at < end => None,
                    Op::Match { .. } => return true,
                };
                let Some(next) = read else { break };
                op = next;
                at += 1;
            }
        }
        true
    }
}

/// Whether a word of ASCII letters begins or ends at a place.
fn is_edge(text: &[u8], at: usize) -> bool {
    let word = |byte: Option<&u8>| byte.is_some_and(|b| is_word_byte(*b));
    word(at.checked_sub(1).and_then(|before| text.get(before))) != word(text.get(at))
}

impl Groups<'_> {
    /// The start and end of a group, in bytes of the slice; `None` if it took no part or the
    /// pattern has no such group.
    pub(crate) fn get(&self, name: &str) -> Option<(usize, usize)> {
        self.group(self.names.iter().position(|n| **n == *name)?)
    }

    /// The end of the match, in bytes of the slice.
    pub(crate) fn end(&self) -> usize {
        self.group(0).map_or(0, |(_, end)| end)
    }

    fn group(&self, group: usize) -> Option<(usize, usize)> {
        let place =
            |border: usize| self.borders.get(border).filter(|p| **p != UNSET).map(|p| *p as usize);
        Some((place(group * 2)?, place(group * 2 + 1)?))
    }
}
