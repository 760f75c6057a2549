//! The engine held against the regex crate.

use super::parse::expand;
use super::*;
use regex::Regex;

/// Lists of words as a lexicon gives them: longer spellings first.
struct Lists;

const LISTS: [(&str, &[&str]); 2] = [
    ("unit", &["DAYSIDE", "Dayside", "dayside", "DAYS", "Days", "days", "DAY", "Day", "day"]),
    ("month", &["MÄRZ", "März", "märz", "МАЯ", "Мая", "мая", "MAY", "May", "may"]),
];

fn words(name: &str) -> Option<&'static [&'static str]> {
    LISTS.iter().find(|(list, _)| *list == name).map(|(_, words)| *words)
}

impl WordLists for Lists {
    fn list(&self, name: &str, backwards: bool) -> Option<Arc<Trie>> {
        let bytes = |word: &&str| {
            if backwards { word.bytes().rev().collect() } else { word.bytes().collect() }
        };
        Some(Arc::new(Trie::new(words(name)?.iter().map(bytes).collect())))
    }

    fn sub_pattern(&self, name: &str) -> Option<&str> {
        (name == "comma_group").then_some(r"(?:,\d{2})*")
    }
}

const PATTERNS: [&str; 12] = [
    r"^{unit}s?(?<after>ide)?",
    r"^(?<a>{unit} )?{month}",
    r"^(?:(?<n>\d{1,3}){comma_group})(?: (?<u>{unit}|{month}))*?(?<rest>.*)",
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

/// The groups of a match by name; the match itself has an empty name.
type NamedGroups = Vec<(String, Option<(usize, usize)>)>;

fn regex(pattern: &str) -> Regex {
    let resolve = |name: &str| {
        let sub_pattern = Lists.sub_pattern(name).map(with_small_classes);
        sub_pattern.or_else(|| {
            Some(words(name)?.iter().map(|w| regex::escape(w)).collect::<Vec<_>>().join("|"))
        })
    };
    Regex::new(&expand("test", pattern, &resolve)).unwrap()
}

/// The match of the regex crate at `at`, with its groups.
fn expected(text: &str, at: usize, sides: &Sides) -> Option<NamedGroups> {
    if !sides.before.is_empty() && !regex(&format!("(?:{})$", sides.before)).is_match(&text[..at]) {
        return None;
    }
    let regex = regex(sides.from);
    let found = regex.captures(&text[at..])?;
    let names = regex.capture_names().flatten();
    let mut groups: Vec<_> =
        names.map(|n| (n.to_owned(), found.name(n).map(|m| (m.start(), m.end())))).collect();
    groups.push((String::new(), Some((0, found.get(0)?.end()))));
    Some(groups)
}

/// Where the regex crate sees the group `span` before `at` begin.
fn expected_span_before(text: &str, at: usize, sides: &Sides) -> Option<usize> {
    regex(&format!("(?:{})$", sides.before)).captures(&text[..at])?.name("span").map(|m| m.start())
}

#[test]
fn the_engine_agrees_with_the_regex_crate() {
    let sides = PATTERNS.map(|pattern| Sides::of("test", pattern));
    let set = PatternSet::new(&sides, &Lists);
    let (mut cache, mut backtracker) = (SearchCache::default(), Backtracker::default());
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
            let all = PatternMask::MAX >> (128 - PATTERNS.len());
            let preceded = set.preceded(all, &text[..at], |_| true, &mut cache);
            let found = set.matches(preceded, &text[at..], &mut cache).to_vec();
            for (number, sides) in sides.iter().enumerate() {
                let place = format!("{} at {at} of {text:?}", PATTERNS[number]);
                let expected = expected(text, at, sides);
                let longest = found.iter().find(|f| f.0 == number).map(|f| f.1);
                assert_eq!(longest.is_some(), expected.is_some(), "{place}");
                let (Some(longest), Some(expected)) = (longest, expected) else { continue };
                let groups = set.groups(number, &text[at..], longest, &mut backtracker);
                for (name, span) in expected {
                    let read =
                        if name.is_empty() { Some((0, groups.end())) } else { groups.get(&name) };
                    assert_eq!(read, span, "{name} in {place}");
                }
                assert!(groups.end() <= longest, "{place}");
                let before =
                    set.span_before(number, &text[..at], |_| true, &mut cache, &mut backtracker);
                assert_eq!(before, expected_span_before(text, at, sides), "{place}");
                spans += usize::from(before.is_some());
                matches += 1;
            }
        }
    }
    assert!(matches > 100 && spans > 3, "{matches} matches and {spans} spans before them are few");
}

#[test]
#[should_panic(expected = "rule test asks for an unknown list {week}")]
fn an_unknown_list_is_a_defect() {
    PatternSet::new(&[Sides::of("test", "^{week}")], &Lists);
}
