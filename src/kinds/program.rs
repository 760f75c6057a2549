//! Patterns as a program over bytes: states that read, split and note, laid out in one piece.
//!
//! The automaton that finds matches and the walk that reads their groups both run on it. A list of words is one state, whatever its length: it refers to the tree of its
//! words, which all patterns share. Compiled as states of its own, each list in each pattern, most of the time of a short run would go into making
//! them; and states that lie in the order in which they are read cost fewer trips to memory.

use super::pattern::Pattern;
use crate::gazetteer::WordTree;
use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};
use regex_syntax::utf8::Utf8Sequences;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The states of patterns: each a word that says in its lowest byte what it is, and then where it leads.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) code: Vec<u32>,
    /// By pattern, where it begins.
    pub(super) starts: Vec<u32>,
    /// By pattern, the names of its groups; that of the whole match is empty.
    pub(super) names: Vec<Vec<Box<str>>>,
    /// The lists of words.
    pub(super) lists: Vec<Arc<WordTree>>,
}

/// Reads a byte from a first one, in the second byte of its word, to a last one, in the third.
pub(super) const RANGE: u32 = 0;
/// Reads one of so many ranges of bytes, each a word like that with where it leads, in the order of the bytes.
pub(super) const RANGES: u32 = 1;
/// Reads a word of the list of this number.
pub(super) const WORDS: u32 = 2;
/// Goes one of so many ways, the first first.
pub(super) const EITHER: u32 = 3;
/// Notes a border of a group: twice the group's number, one more for its end.
pub(super) const BORDER: u32 = 4;
/// Goes on at the start.
pub(super) const AT_START: u32 = 5;
/// Goes on at the edge of an ASCII word.
pub(super) const AT_EDGE: u32 = 6;
/// The pattern of this number matches.
pub(super) const MATCH: u32 = 7;

/// What of a state's word is not its kind.
pub(super) const fn rest(word: u32) -> u32 {
    word >> 8
}

/// Whether a byte is part of a word where an edge of one is asked for.
pub(super) const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Bytes from a first to a last one.
type Range = (u8, u8);

impl Program {
    /// Compiles patterns, to be read forwards or backwards; a group that is read backwards begins where it ends.
    pub(super) fn new(patterns: &[Pattern], backwards: bool) -> Self {
        let program = Self { code: Vec::new(), starts: Vec::new(), names: Vec::new(), lists: Vec::new() };
        let mut compiler = Compiler { program, backwards, lists: &[], classes: FxHashMap::default() };
        for (number, pattern) in patterns.iter().enumerate() {
            compiler.lists = &pattern.lists;
            compiler.program.names.push(vec![Box::default()]);
            let end = compiler.put(&[MATCH | (number as u32) << 8]);
            let start = compiler.group(0, &pattern.hir, end);
            compiler.program.starts.push(start);
        }
        compiler.program
    }
}

struct Compiler<'p> {
    program: Program,
    backwards: bool,
    /// Those of the pattern at hand.
    lists: &'p [Arc<WordTree>],
    /// Classes compiled already, by their ranges: the same few stand in all patterns.
    classes: FxHashMap<Vec<(char, char)>, Block>,
}

/// States one after the other, and what is behind them.
#[derive(Debug, Clone, Copy)]
struct Block {
    first: u32,
    end: u32,
    start: u32,
    next: u32,
}

impl Compiler<'_> {
    fn put(&mut self, words: &[u32]) -> u32 {
        let place = self.program.code.len() as u32;
        self.program.code.extend(words);
        place
    }

    /// The place of what reads `hir` and then goes on at `next`.
    fn compile(&mut self, hir: &Hir, next: u32) -> u32 {
        match hir.kind() {
            HirKind::Empty => next,
            HirKind::Literal(literal) => {
                let backwards = self.backwards;
                let byte = |next: u32, byte: &u8| self.range((*byte, *byte), next);
                if backwards { literal.0.iter().fold(next, byte) } else { literal.0.iter().rfold(next, byte) }
            }
            HirKind::Class(class) => self.class(class, next),
            HirKind::Look(Look::Start) => self.put(&[AT_START, next]),
            HirKind::Look(Look::WordAscii) => self.put(&[AT_EDGE, next]),
            HirKind::Look(look) => unreachable!("no pattern of ours looks at {look:?}"),
            HirKind::Repetition(repetition) => {
                match super::pattern::list_of(repetition).and_then(|at| self.lists.get(at)) {
                    Some(list) => {
                        let known = self.program.lists.iter().position(|l| Arc::ptr_eq(l, list));
                        let number = known.unwrap_or_else(|| {
                            self.program.lists.push(Arc::clone(list));
                            self.program.lists.len() - 1
                        });
                        self.put(&[WORDS | (number as u32) << 8, next])
                    }
                    None => self.repetition(repetition, next),
                }
            }
            HirKind::Capture(capture) => {
                if let (Some(name), Some(names)) = (&capture.name, self.program.names.last_mut()) {
                    names.resize(names.len().max(capture.index as usize + 1), Box::default());
                    names[capture.index as usize].clone_from(name);
                }
                self.group(capture.index, &capture.sub, next)
            }
            HirKind::Concat(all) => {
                let backwards = self.backwards;
                let part = |next: u32, hir: &Hir| self.compile(hir, next);
                if backwards { all.iter().fold(next, part) } else { all.iter().rfold(next, part) }
            }
            HirKind::Alternation(all) => {
                let ways: Vec<u32> = all.iter().map(|hir| self.compile(hir, next)).collect();
                self.either(&ways)
            }
        }
    }

    fn either(&mut self, ways: &[u32]) -> u32 {
        let place = self.put(&[EITHER | (ways.len() as u32) << 8]);
        self.program.code.extend(ways);
        place
    }

    fn group(&mut self, group: u32, hir: &Hir, next: u32) -> u32 {
        let names = self.program.names.last_mut();
        names.into_iter().for_each(|n| n.resize(n.len().max(group as usize + 1), Box::default()));
        let end = self.put(&[BORDER | (group * 2 + 1) << 8, next]);
        let body = self.compile(hir, end);
        self.put(&[BORDER | (group * 2) << 8, body])
    }

    /// As backtracking engines prefer: greedy ones once more first, others go on first.
    fn repetition(&mut self, Repetition { min, max, greedy, sub }: &Repetition, next: u32) -> u32 {
        let order = |more: u32, next: u32| if *greedy { [more, next] } else { [next, more] };
        let mut place = next;
        let mut least = *min;
        match max {
            Some(max) => {
                for _ in *min..*max {
                    let more = self.compile(sub, place);
                    place = self.either(&order(more, next));
                }
            }
            None => {
                // Once or more: the way back is known once the body is there.
                let back = self.either(&[next, next]);
                let body = self.compile(sub, back);
                self.program.code[back as usize + 1..back as usize + 3].copy_from_slice(&order(body, next));
                place = if *min == 0 { self.either(&order(body, next)) } else { body };
                least = least.saturating_sub(1);
            }
        }
        (0..least).fold(place, |place, _| self.compile(sub, place))
    }

    fn range(&mut self, (first, last): Range, next: u32) -> u32 {
        self.put(&[RANGE | u32::from(first) << 8 | u32::from(last) << 16, next])
    }

    fn class(&mut self, class: &Class, next: u32) -> u32 {
        let Class::Unicode(letters) = class else { return self.letters(class, next) };
        let ranges: Vec<(char, char)> = letters.ranges().iter().map(|r| (r.start(), r.end())).collect();
        if let Some(block) = self.classes.get(&ranges) {
            return self.copy(*block, next);
        }
        let first = self.program.code.len() as u32;
        let start = self.letters(class, next);
        self.classes.insert(ranges, Block { first, end: self.program.code.len() as u32, start, next });
        start
    }

    /// Puts the states of a class once more, with something else behind them.
    fn copy(&mut self, block: Block, next: u32) -> u32 {
        let here = self.program.code.len() as u32;
        let moved = |place: u32| if place == block.next { next } else { place - block.first + here };
        let mut from = block.first as usize;
        while from < block.end as usize {
            let head = self.program.code[from];
            // A single range is a pair like those of several.
            let mut pairs = 1;
            if head & 0xFF == RANGES {
                self.program.code.push(head);
                (from, pairs) = (from + 1, rest(head));
            }
            for _ in 0..pairs {
                let (range, place) = (self.program.code[from], self.program.code[from + 1]);
                self.program.code.extend([range, moved(place)]);
                from += 2;
            }
        }
        moved(block.start)
    }

    /// The states that read a letter of a class.
    fn letters(&mut self, class: &Class, next: u32) -> u32 {
        let mut sequences: Vec<Vec<Range>> = match class {
            Class::Bytes(bytes) => bytes.ranges().iter().map(|r| vec![(r.start(), r.end())]).collect(),
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
        let sequences: Vec<&[Range]> = sequences.iter().map(Vec::as_slice).collect();
        self.sequences(&sequences, next, &mut FxHashMap::default())
    }

    /// What reads one of these sequences of ranges; what is behind a first byte is made once where it is the same.
    fn sequences<'s>(
        &mut self,
        sequences: &[&'s [Range]],
        next: u32,
        known: &mut FxHashMap<Vec<&'s [Range]>, u32>,
    ) -> u32 {
        let firsts = || sequences.iter().filter_map(|s| s.first());
        let mut borders: Vec<u32> = firsts().flat_map(|f| [u32::from(f.0), u32::from(f.1) + 1]).collect();
        borders.sort_unstable();
        borders.dedup();
        let mut ranges: Vec<(Range, u32)> = Vec::new();
        for pair in borders.windows(2) {
            let (first, last) = (pair[0] as u8, (pair[1] - 1) as u8);
            let over = |s: &&&'s [Range]| s.first().is_some_and(|f| f.0 <= first && last <= f.1);
            let tails: Vec<&'s [Range]> = sequences.iter().filter(over).map(|s| &s[1..]).collect();
            let place = match tails.first() {
                None => continue,
                Some([]) => next,
                Some(_) => match known.get(&tails) {
                    Some(place) => *place,
                    None => {
                        let place = self.sequences(&tails, next, known);
                        known.insert(tails, place);
                        place
                    }
                },
            };
            match ranges.last_mut() {
                Some(((_, end), same)) if *same == place && end.checked_add(1) == Some(first) => *end = last,
                _ => ranges.push(((first, last), place)),
            }
        }
        if let [(range, next)] = ranges[..] {
            return self.range(range, next);
        }
        let place = self.put(&[RANGES | (ranges.len() as u32) << 8]);
        let words = ranges.into_iter().flat_map(|((a, b), next)| [u32::from(a) << 8 | u32::from(b) << 16, next]);
        self.program.code.extend(words);
        place
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::{Lexicon, Table};
    use crate::kinds::pattern;
    use crate::kinds::sieve::{Scratch, Sieve};
    use crate::model::Lang;
    use regex::Regex;

    const WORDS: &str = "class\tlang\tvalue\tforms\nunit\ten\td\tday;days;dayside\nmonth\ten\t3\tmay;März;мая\n";

    const PATTERNS: [&str; 12] = [
        r"^{unit}s?(?<after>ide)?",
        r"^(?<a>{unit} )?{month}",
        r"^(?:(?<n>\d{1,3})(?:,\d{2})*)(?: (?<u>{unit}|{month}))*?(?<rest>.*)",
        r"^(?<w>\p{L}+)(?-u:\b) ?(?<x>(?:a|ab|b)*)",
        r"^(?<a>(?:{unit}| )+)(?<b>[^ж-я]*?)x",
        r"^(?<d>(?:x*)*)(?<e>x{2,})?",
        r"^[А-Яa-c]{2,}(?<l>[éа]|ü)?",
        r"^(?:(?<one>da)|(?<two>day)|(?<three>{unit}))s",
        r"^a{0,2}?(?<b>b)?",
        r"(?<span>{unit} |{month}-)?^x",
        r"\d+ ^{unit}",
        r"[Мm](?:ая|ay) ^",
    ];

    /// A match: by name its groups, and itself without a name.
    type Said = Vec<(String, Option<(usize, usize)>)>;

    /// What a backtracking engine says of a pattern: whether it matches at `at`, and its groups.
    fn expected(text: &str, at: usize, number: usize, lexicon: &Lexicon) -> Option<Said> {
        let (behind, ahead) = pattern::sides("test", PATTERNS[number]);
        let regex = |pattern: &str| Regex::new(&pattern::of("test", pattern, lexicon)).unwrap();
        if !behind.is_empty() && !regex(&format!("(?:{behind})$")).is_match(&text[..at]) {
            return None;
        }
        let regex = regex(ahead);
        let found = regex.captures(&text[at..])?;
        let names = regex.capture_names().flatten();
        let mut groups: Vec<_> = names.map(|n| (n.to_owned(), found.name(n).map(|m| (m.start(), m.end())))).collect();
        groups.push((String::new(), Some((0, found.get(0)?.end()))));
        Some(groups)
    }

    /// Where a backtracking engine sees the group `span` before `at` begin.
    fn span_before(text: &str, at: usize, number: usize, lexicon: &Lexicon) -> Option<usize> {
        let (behind, _) = pattern::sides("test", PATTERNS[number]);
        let regex = Regex::new(&pattern::of("test", &format!("(?:{behind})$"), lexicon)).unwrap();
        regex.captures(&text[..at])?.name("span").map(|m| m.start())
    }

    #[test]
    fn a_program_says_what_a_backtracking_engine_says() {
        let table = Table::parse("words.tsv", WORDS).unwrap();
        let lexicon = Lexicon::new(Lang::En, &[], &[&table]).unwrap();
        let parse = |side: fn(&(&'static str, &'static str)) -> &'static str, backwards| {
            let sides = PATTERNS.iter().map(|p| pattern::sides("test", p));
            sides.map(|s| pattern::parse("test", side(&s), &lexicon, backwards)).collect::<Vec<_>>()
        };
        let sieve = Sieve::new(&parse(|s| s.0, true), &parse(|s| s.1, false));
        let (mut scratch, mut capture) = (Scratch::default(), crate::kinds::capture::Scratch::default());
        let texts = [
            "days",
            "dayside",
            "day may",
            "DAYS März",
            "12,34,56 day may Day x",
            "7 day",
            "мая-x",
            "day x",
            "xxxx",
            "aab",
            "abab ba",
            "Абвгé ü",
            "cab aü",
            "day day dayside x",
            "wort abc",
            "May day",
            "",
            "ж",
            "aaab",
            "1 day мая 2 days",
            "may day",
            "мая day",
        ];
        let (mut matches, mut spans) = (0, 0);
        for text in texts {
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let led = sieve.led(u128::MAX >> (128 - PATTERNS.len()), &text[..at], |_| true, &mut scratch);
                let found = sieve.matches(led, &text[at..], &mut scratch).to_vec();
                for (number, pattern) in PATTERNS.iter().enumerate() {
                    let place = format!("{pattern} at {at} of {text:?}");
                    let expected = expected(text, at, number, &lexicon);
                    let longest = found.iter().find(|f| f.0 == number).map(|f| f.1);
                    assert_eq!(longest.is_some(), expected.is_some(), "{place}");
                    let (Some(longest), Some(expected)) = (longest, expected) else { continue };
                    let groups = sieve.groups(number, &text[at..], longest, &mut capture);
                    for (name, span) in expected {
                        let read = if name.is_empty() { Some((0, groups.end())) } else { groups.get(&name) };
                        assert_eq!(read, span, "{name} in {place}");
                    }
                    assert!(groups.end() <= longest, "{place}");
                    let before = sieve.before(number, &text[..at], |_| true, &mut scratch, &mut capture);
                    assert_eq!(before, span_before(text, at, number, &lexicon), "{place}");
                    spans += usize::from(before.is_some());
                    matches += 1;
                }
            }
        }
        assert!(matches > 100 && spans > 3, "{matches} matches and {spans} spans before them are few");
    }
}
