//! Patterns compiled to ops over bytes.
//!
//! The lazy automaton that finds matches and the backtracker that reads their groups run on the
//! same program.

use super::Trie;
use super::parse::{Pattern, list_of};
use regex_syntax::hir::{Capture, Class, Hir, HirKind, Look, Repetition};
use regex_syntax::utf8::Utf8Sequences;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// The number of an op: its index in [`Program::ops`].
pub(super) type OpId = u32;

/// One step of a pattern. Eight bytes: the ways of a split and the ranges of a class stand in
/// tables of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    /// Reads a byte from `first` to `last`.
    Byte { first: u8, last: u8, next: OpId },
    /// Reads a byte of one of `count` ranges from `start` on in [`Program::ranges`].
    Bytes { count: u16, start: u32 },
    /// Reads a word of a list: an index in [`Program::lists`].
    Words { list: u16, next: OpId },
    /// Goes on at one of `count` ops from `start` on in [`Program::ways`], preferring the first.
    Split { count: u16, start: u32 },
    /// Notes a border of a group: twice the group's number, plus one for its end.
    Border { border: u16, next: OpId },
    /// Goes on at the start of the slice.
    AtStart { next: OpId },
    /// Goes on where a word of ASCII letters, digits and underscores begins or ends.
    AtEdge { next: OpId },
    /// The pattern of this number matches.
    Match { pattern: u16 },
}

/// The bytes from `first` to `last`, and the op that follows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ByteRange {
    pub(super) first: u8,
    pub(super) last: u8,
    pub(super) next: OpId,
}

/// Compiled patterns.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
    /// The ranges of all [`Op::Bytes`], each op's in the order of their bytes.
    ranges: Vec<ByteRange>,
    /// The ways of all [`Op::Split`].
    ways: Vec<OpId>,
    /// By pattern, its first op.
    pub(super) starts: Vec<OpId>,
    /// By pattern, the names of its groups. The group of the whole match and unnamed groups have an
    /// empty name.
    pub(super) group_names: Vec<Vec<Box<str>>>,
    /// The lists of words.
    pub(super) lists: Vec<Arc<Trie>>,
}

/// Whether a byte is part of a word for [`Op::AtEdge`].
pub(super) const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

impl Program {
    /// Compiles patterns to be read forwards or backwards. Read backwards, a group begins where it
    /// ends in the text.
    pub(super) fn new(patterns: &[Pattern], backwards: bool) -> Self {
        let mut compiler = Compiler {
            program: Self::default(),
            backwards,
            lists: &[],
            classes: FxHashMap::default(),
        };
        for (number, pattern) in patterns.iter().enumerate() {
            compiler.lists = &pattern.lists;
            compiler.program.group_names.push(Vec::new());
            let end = compiler.put(Op::Match { pattern: small(number) });
            let start = compiler.group(0, &pattern.hir, end);
            compiler.program.starts.push(start);
        }
        compiler.program
    }

    /// The ranges of an [`Op::Bytes`].
    #[inline]
    pub(super) fn ranges(&self, count: u16, start: u32) -> &[ByteRange] {
        &self.ranges[start as usize..start as usize + usize::from(count)]
    }

    /// The op that follows a byte in an [`Op::Bytes`]; `None` if no range has it.
    #[inline]
    pub(super) fn next_of(&self, count: u16, start: u32, byte: u8) -> Option<OpId> {
        let mut ranges = self.ranges(count, start).iter().take_while(|r| r.first <= byte);
        ranges.find(|r| byte <= r.last).map(|r| r.next)
    }

    /// The ways of an [`Op::Split`].
    #[inline]
    pub(super) fn ways(&self, count: u16, start: u32) -> &[OpId] {
        &self.ways[start as usize..start as usize + usize::from(count)]
    }
}

/// Numbers in ops have sixteen bits: patterns are at most 128, groups and ways a few dozen.
fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or_else(|_| unreachable!("{number} parts of one pattern"))
}

struct Compiler<'p> {
    program: Program,
    backwards: bool,
    /// The word lists of the pattern at hand.
    lists: &'p [Arc<Trie>],
    /// Classes that are compiled already, by their ranges: all patterns hold the same few.
    classes: FxHashMap<Vec<(char, char)>, CompiledClass>,
}

/// Compiles parts that follow each other, from the last to the first one that is read.
fn in_order<T>(
    backwards: bool,
    parts: &[T],
    next: OpId,
    part: impl FnMut(OpId, &T) -> OpId,
) -> OpId {
    if backwards { parts.iter().fold(next, part) } else { parts.iter().rfold(next, part) }
}

/// The ops of a character class.
#[derive(Debug, Clone)]
struct CompiledClass {
    ops: Range<OpId>,
    start: OpId,
    next: OpId,
}

/// The bytes from a first to a last one.
type Bytes = (u8, u8);

impl Compiler<'_> {
    fn put(&mut self, op: Op) -> OpId {
        self.program.ops.push(op);
        (self.program.ops.len() - 1) as OpId
    }

    /// The op that reads `hir` and then goes on at `next`.
    fn compile(&mut self, hir: &Hir, next: OpId) -> OpId {
        match hir.kind() {
            HirKind::Empty => next,
            HirKind::Literal(literal) => {
                let backwards = self.backwards;
                let byte = |next, &byte: &u8| self.put(Op::Byte { first: byte, last: byte, next });
                in_order(backwards, &literal.0, next, byte)
            }
            HirKind::Class(class) => self.class(class, next),
            HirKind::Look(Look::Start) => self.put(Op::AtStart { next }),
            HirKind::Look(Look::WordAscii) => self.put(Op::AtEdge { next }),
            HirKind::Look(look) => unreachable!("no pattern of ours looks at {look:?}"),
            HirKind::Repetition(repetition) => {
                match list_of(repetition).and_then(|at| self.lists.get(at)) {
                    Some(list) => self.words(list, next),
                    None => self.repetition(repetition, next),
                }
            }
            HirKind::Capture(Capture { index, name, sub }) => {
                let start = self.group(*index, sub, next);
                if let (Some(name), Some(names)) = (name, self.program.group_names.last_mut()) {
                    names[*index as usize].clone_from(name);
                }
                start
            }
            HirKind::Concat(parts) => {
                in_order(self.backwards, parts, next, |next, part| self.compile(part, next))
            }
            HirKind::Alternation(ways) => {
                let ways: Vec<OpId> = ways.iter().map(|way| self.compile(way, next)).collect();
                self.split(&ways)
            }
        }
    }

    fn words(&mut self, list: &Arc<Trie>, next: OpId) -> OpId {
        let lists = &mut self.program.lists;
        let known = lists.iter().position(|known| Arc::ptr_eq(known, list));
        let list = known.unwrap_or_else(|| {
            lists.push(Arc::clone(list));
            lists.len() - 1
        });
        self.put(Op::Words { list: small(list), next })
    }

    fn split(&mut self, ways: &[OpId]) -> OpId {
        let start = self.program.ways.len() as u32;
        self.program.ways.extend(ways);
        self.put(Op::Split { count: small(ways.len()), start })
    }

    fn group(&mut self, group: u32, hir: &Hir, next: OpId) -> OpId {
        let names = self.program.group_names.last_mut();
        names.into_iter().for_each(|n| n.resize(n.len().max(group as usize + 1), Box::default()));
        let border = small(group as usize * 2);
        let end = self.put(Op::Border { border: border + 1, next });
        let body = self.compile(hir, end);
        self.put(Op::Border { border, next: body })
    }

    /// The same preferences as a backtracking engine: greedy repetitions try once more first,
    /// others go on first.
    fn repetition(
        &mut self,
        Repetition { min, max, greedy, sub }: &Repetition,
        next: OpId,
    ) -> OpId {
        let order = |more: OpId, next: OpId| if *greedy { [more, next] } else { [next, more] };
        let mut place = next;
        let mut least = *min;
        match max {
            Some(max) => {
                for _ in *min..*max {
                    let more = self.compile(sub, place);
                    place = self.split(&order(more, next));
                }
            }
            None => {
                // Once or more: the way back to the body is known once the body is compiled.
                let ways = self.program.ways.len();
                let back = self.split(&[next, next]);
                let body = self.compile(sub, back);
                self.program.ways[ways..ways + 2].copy_from_slice(&order(body, next));
                place = if *min == 0 { self.split(&order(body, next)) } else { body };
                least = least.saturating_sub(1);
            }
        }
        (0..least).fold(place, |place, _| self.compile(sub, place))
    }

    fn class(&mut self, class: &Class, next: OpId) -> OpId {
        let Class::Unicode(letters) = class else { return self.letters(class, next) };
        let ranges: Vec<(char, char)> =
            letters.ranges().iter().map(|r| (r.start(), r.end())).collect();
        if let Some(compiled) = self.classes.get(&ranges) {
            let compiled = compiled.clone();
            return self.copy(&compiled, next);
        }
        let first = self.program.ops.len() as OpId;
        let start = self.letters(class, next);
        let ops = first..self.program.ops.len() as OpId;
        self.classes.insert(ranges, CompiledClass { ops, start, next });
        start
    }

    /// Puts the ops of a class once more, with another op behind them.
    fn copy(&mut self, class: &CompiledClass, next: OpId) -> OpId {
        let here = self.program.ops.len() as OpId;
        let moved = |op: OpId| if op == class.next { next } else { op - class.ops.start + here };
        for op in class.ops.clone() {
            match self.program.ops[op as usize] {
                Op::Byte { first, last, next } => {
                    self.put(Op::Byte { first, last, next: moved(next) })
                }
                Op::Bytes { count, start } => {
                    let ranges = start as usize..start as usize + usize::from(count);
                    let start = self.program.ranges.len() as u32;
                    self.program.ranges.extend_from_within(ranges);
                    self.program.ranges[start as usize..]
                        .iter_mut()
                        .for_each(|range| range.next = moved(range.next));
                    self.put(Op::Bytes { count, start })
                }
                op @ (Op::Words { .. }
                | Op::Split { .. }
                | Op::Border { .. }
                | Op::Match { .. }) => {
                    unreachable!("a class compiles to bytes, not to {op:?}")
                }
                op @ (Op::AtStart { .. } | Op::AtEdge { .. }) => {
                    unreachable!("a class compiles to bytes, not to {op:?}")
                }
            };
        }
        moved(class.start)
    }

    /// The ops that read a letter of a class.
    fn letters(&mut self, class: &Class, next: OpId) -> OpId {
        let mut sequences: Vec<Vec<Bytes>> = match class {
            Class::Bytes(bytes) => {
                bytes.ranges().iter().map(|r| vec![(r.start(), r.end())]).collect()
            }
            Class::Unicode(letters) => letters
                .ranges()
                .iter()
                .flat_map(|r| Utf8Sequences::new(r.start(), r.end()))
                .map(|s| s.as_slice().iter().map(|r| (r.start, r.end)).collect())
                .collect(),
        };
        if self.backwards {
            sequences.iter_mut().for_each(|s| s.reverse());
        }
        let sequences: Vec<&[Bytes]> = sequences.iter().map(Vec::as_slice).collect();
        self.sequences(&sequences, next, &mut FxHashMap::default())
    }

    /// The op that reads one of these sequences of bytes. Equal tails are compiled once.
    fn sequences<'s>(
        &mut self,
        sequences: &[&'s [Bytes]],
        next: OpId,
        compiled: &mut FxHashMap<Vec<&'s [Bytes]>, OpId>,
    ) -> OpId {
        let firsts = || sequences.iter().filter_map(|s| s.first());
        let mut borders: Vec<u32> =
            firsts().flat_map(|f| [u32::from(f.0), u32::from(f.1) + 1]).collect();
        borders.sort_unstable();
        borders.dedup();
        let mut ranges: Vec<ByteRange> = Vec::new();
        for pair in borders.windows(2) {
            let (first, last) = (pair[0] as u8, (pair[1] - 1) as u8);
            let over = |s: &&&'s [Bytes]| s.first().is_some_and(|f| f.0 <= first && last <= f.1);
            let tails: Vec<&'s [Bytes]> = sequences.iter().filter(over).map(|s| &s[1..]).collect();
            let next = match tails.first() {
                None => continue,
                Some([]) => next,
                Some(_) => match compiled.get(&tails) {
                    Some(op) => *op,
                    None => {
                        let op = self.sequences(&tails, next, compiled);
                        compiled.insert(tails, op);
                        op
                    }
                },
            };
            match ranges.last_mut() {
                Some(range) if range.next == next && range.last.checked_add(1) == Some(first) => {
                    range.last = last;
                }
                _ => ranges.push(ByteRange { first, last, next }),
            }
        }
        if let [ByteRange { first, last, next }] = ranges[..] {
            return self.put(Op::Byte { first, last, next });
        }
        let start = self.program.ranges.len() as u32;
        self.program.ranges.extend(&ranges);
        self.put(Op::Bytes { count: small(ranges.len()), start })
    }
}
