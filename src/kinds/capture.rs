//! The groups of a pattern where it is known to match.
//!
//! The automaton that told of the match is walked once more, by the one pattern that matched: the first way through it that a backtracking engine
//! finds. The engines at hand either forget no place, for which they clear a bit for each state at each byte before they begin (word lists make
//! thousands of states, a match has some twenty bytes), or must compile each pattern anew.

use super::program::{AT_EDGE, AT_START, BORDER, EITHER, MATCH, Program, RANGE, RANGES, WORDS, is_word, rest};
use crate::gazetteer::ROOT;
use rustc_hash::FxHashSet;

/// So many steps are free; a walk that takes more begins again and remembers where it has been. Ordinary ones take some hundred.
const STEPS: usize = 1 << 13;

/// What a walk writes in.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    todo: Vec<Todo>,
    visited: FxHashSet<(u32, Place)>,
    /// By border, where it is: a group's beginning stands before its end.
    borders: Vec<Place>,
}

/// What is left to do if a way ends nowhere. Small, for a walk puts down many and takes up few.
#[derive(Debug, Clone, Copy)]
enum Todo {
    /// Go on from a state at a byte.
    Walk(u32, Place),
    /// Give a border the place back that it had.
    Restore(u32, Place),
}

/// A place in a text; [`NOWHERE`] for none. Texts are a few hundred bytes.
type Place = u32;
const NOWHERE: Place = Place::MAX;

/// The groups of a match.
#[derive(Debug)]
pub(crate) struct Groups<'m> {
    /// By group; that of the whole match is empty.
    names: &'m [Box<str>],
    borders: &'m [Place],
}

/// Reads the groups of a pattern's match at the start of `slice`, of which it is known that one ends at `longest` and none later; `whole` asks for one that
/// ends there, else it is that which the pattern prefers.
pub(super) fn read<'m>(
    program: &'m Program,
    pattern: usize,
    slice: &[u8],
    (longest, whole): (usize, bool),
    scratch: &'m mut Scratch,
) -> Groups<'m> {
    let (start, names) = (program.starts[pattern], &program.names[pattern]);
    scratch.borders.resize(names.len() * 2, NOWHERE);
    if !scratch.walk(program, start, slice, (longest, whole), false) {
        scratch.walk(program, start, slice, (longest, whole), true);
    }
    Groups { names, borders: &scratch.borders }
}

impl Scratch {
    /// Goes from `start` on to the first match, whose groups are then in the slots; whether it was not too far.
    ///
    /// No place is walked twice where `remember` says so. It changes no result: a place that led nowhere does so again, and one that leads to itself
    /// is never done without.
    fn walk(
        &mut self,
        program: &Program,
        start: u32,
        text: &[u8],
        (end, whole): (usize, bool),
        remember: bool,
    ) -> bool {
        let Self { todo, visited, borders } = self;
        let code = &program.code;
        todo.clear();
        visited.clear();
        borders.fill(NOWHERE);
        todo.push(Todo::Walk(start, 0));
        let mut steps = 0;
        while let Some(next) = todo.pop() {
            let (mut state, mut at) = match next {
                Todo::Walk(state, at) => (state, at as usize),
                Todo::Restore(border, place) => {
                    borders[border as usize] = place;
                    continue;
                }
            };
            loop {
                steps += 1;
                if remember && !visited.insert((state, at as Place)) {
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
                        let ranges = code[place + 1..].chunks_exact(2).take(rest(word) as usize);
                        let mut ranges = ranges.take_while(|r| r[0] >> 8 & 0xFF <= b);
                        ranges.find(|r| b <= r[0] >> 16).map(|r| r[1])
                    }),
                    WORDS => {
                        let list = &program.lists[rest(word) as usize];
                        let mut letter = ROOT;
                        // The longest word is tried first: it is the last that goes on the pile.
                        for (read, byte) in text[at..end].iter().enumerate() {
                            let Some(next) = list.next(letter, *byte) else { break };
                            letter = next;
                            if list.ends(letter) {
                                todo.push(Todo::Walk(code[place + 1], (at + read + 1) as Place));
                            }
                        }
                        break;
                    }
                    AT_START if at == 0 => {
                        state = code[place + 1];
                        continue;
                    }
                    // What stands behind the longest match is still seen.
                    AT_EDGE if edge(text, at) => {
                        state = code[place + 1];
                        continue;
                    }
                    AT_START | AT_EDGE => None,
                    EITHER => {
                        let ways = &code[place + 1..=place + rest(word) as usize];
                        let Some((first, rest)) = ways.split_first() else { break };
                        todo.extend(rest.iter().rev().map(|&state| Todo::Walk(state, at as Place)));
                        state = *first;
                        continue;
                    }
                    BORDER => {
                        let before = std::mem::replace(&mut borders[rest(word) as usize], at as Place);
                        todo.push(Todo::Restore(rest(word), before));
                        state = code[place + 1];
                        continue;
                    }
                    MATCH if whole && at < end => None,
                    MATCH => return true,
                    kind => unreachable!("no state is of kind {kind}"),
                };
                let Some(next) = read else { break };
                state = next;
                at += 1;
            }
        }
        true
    }
}

/// Whether a word of ASCII letters begins or ends at a place.
fn edge(text: &[u8], at: usize) -> bool {
    let word = |byte: Option<&u8>| byte.is_some_and(|b| is_word(*b));
    word(at.checked_sub(1).and_then(|before| text.get(before))) != word(text.get(at))
}

impl Groups<'_> {
    /// The place of a group, in bytes from the anchor on; `None` if it took no part or the pattern has none of the name.
    pub(super) fn get(&self, name: &str) -> Option<(usize, usize)> {
        self.group(self.names.iter().position(|n| **n == *name)?)
    }

    /// Where the match ends, in bytes from the anchor on.
    pub(super) fn end(&self) -> usize {
        self.group(0).map_or(0, |(_, end)| end)
    }

    fn group(&self, group: usize) -> Option<(usize, usize)> {
        let place = |border: usize| self.borders.get(border).filter(|p| **p != NOWHERE).map(|p| *p as usize);
        Some((place(group * 2)?, place(group * 2 + 1)?))
    }
}
