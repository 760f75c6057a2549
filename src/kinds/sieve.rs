//! The patterns of a kind: which of them match at a place, how far at most, and their groups.

use super::automaton::{Automaton, Choice, States};
use super::capture::{self, Groups};
use super::pattern::Pattern;
use super::program::Program;

/// The patterns of a kind, compiled: what stands before a place, read backwards, and what begins there.
#[derive(Debug)]
pub(super) struct Sieve {
    behind: Automaton,
    ahead: Automaton,
}

/// What a search writes in.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    behind: States,
    ahead: States,
    /// By pattern, its furthest end.
    ends: Vec<usize>,
    /// The patterns that match, each with its furthest end.
    found: Vec<(usize, usize)>,
}

impl Sieve {
    /// Compiles the two sides of patterns: what must stand before, parsed backwards, and what begins with `^`.
    pub(super) fn new(behind: &[Pattern], ahead: &[Pattern]) -> Self {
        Self { behind: Automaton::new(Program::new(behind, true)), ahead: Automaton::new(Program::new(ahead, false)) }
    }

    /// The groups of a pattern that matches from the start of `slice` to `longest` at most.
    pub(super) fn groups<'m>(
        &'m self,
        pattern: usize,
        slice: &str,
        longest: usize,
        scratch: &'m mut capture::Scratch,
    ) -> Groups<'m> {
        capture::read(self.ahead.program(), pattern, slice.as_bytes(), (longest, false), scratch)
    }

    /// Where the group `span` begins in the words before `^` that end `head`: in the longest ones that begin where `begins` says they may.
    pub(super) fn before(
        &self,
        pattern: usize,
        head: &str,
        begins: impl Fn(usize) -> bool,
        scratch: &mut Scratch,
        capture: &mut capture::Scratch,
    ) -> Option<usize> {
        let mut longest = None;
        self.behind.run(1 << pattern, head.bytes().rev(), &mut scratch.behind, |_, length| {
            if begins(head.len() - length) {
                longest = Some(length);
            }
        });
        let reversed: Vec<u8> = head.bytes().rev().collect();
        let groups = capture::read(self.behind.program(), pattern, &reversed, (longest?, true), capture);
        // Read backwards, a group ends where it begins.
        groups.get("span").map(|(_, start)| head.len() - start)
    }

    /// Those of the chosen patterns whose words before `^` end `head`, told by where these begin: `begins` says whether they may there.
    pub(super) fn led(
        &self,
        choice: Choice,
        head: &str,
        begins: impl Fn(usize) -> bool,
        scratch: &mut Scratch,
    ) -> Choice {
        let mut led = 0;
        self.behind.run(choice, head.bytes().rev(), &mut scratch.behind, |matches, length| {
            if matches & !led != 0 && begins(head.len() - length) {
                led |= matches;
            }
        });
        led
    }

    /// Those of the chosen patterns that match from the start of `slice` on, each with the end of its longest match.
    pub(super) fn matches<'s>(&self, choice: Choice, slice: &str, scratch: &'s mut Scratch) -> &'s [(usize, usize)] {
        let Scratch { ahead, ends, found, .. } = scratch;
        ends.resize(self.ahead.program().starts.len(), 0);
        let mut all: Choice = 0;
        self.ahead.run(choice, slice.bytes(), ahead, |matches, end| {
            all |= matches;
            each(matches, |pattern| ends[pattern] = end);
        });
        found.clear();
        each(all, |pattern| found.push((pattern, ends[pattern])));
        found
    }
}

/// Calls `take` with each of the chosen patterns.
fn each(mut choice: Choice, mut take: impl FnMut(usize)) {
    while choice != 0 {
        take(choice.trailing_zeros() as usize);
        choice &= choice - 1;
    }
}
