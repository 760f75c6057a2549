//! The table of events: which words trigger a claim, what stands with them, and the words that
//! clauses and phrases are read by (`gazetteers/events.tsv`).

use crate::gazetteer::{Token, tokens_of};
use crate::model::{FactKind, Lang};
use crate::text::case::capitalized;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// The table.
const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteers/events.tsv"));

/// Classes of words, one bit each.
pub(super) mod class {
    pub(in crate::facts) const STOP: u64 = 1 << 0;
    pub(in crate::facts) const PREP: u64 = 1 << 1;
    pub(in crate::facts) const CONJ: u64 = 1 << 2;
    pub(in crate::facts) const DET: u64 = 1 << 3;
    pub(in crate::facts) const DEFINITE: u64 = 1 << 4;
    pub(in crate::facts) const PRONOUN: u64 = 1 << 5;
    pub(in crate::facts) const BE: u64 = 1 << 6;
    pub(in crate::facts) const HAVE: u64 = 1 << 7;
    pub(in crate::facts) const MODAL: u64 = 1 << 8;
    pub(in crate::facts) const MUST: u64 = 1 << 9;
    pub(in crate::facts) const NEGATION: u64 = 1 << 10;
    pub(in crate::facts) const SAY: u64 = 1 << 11;
    pub(in crate::facts) const SUBORDINATE: u64 = 1 << 12;
    pub(in crate::facts) const CONDITION: u64 = 1 << 13;
    pub(in crate::facts) const COMPLEMENT: u64 = 1 << 14;
    pub(in crate::facts) const DOUBT: u64 = 1 << 15;
    pub(in crate::facts) const GOVERNOR: u64 = 1 << 16;
    pub(in crate::facts) const ADVERB: u64 = 1 << 17;
    pub(in crate::facts) const PERSON: u64 = 1 << 18;
    pub(in crate::facts) const BODY: u64 = 1 << 19;
    pub(in crate::facts) const NO_TARGET: u64 = 1 << 20;
    pub(in crate::facts) const PRIZE: u64 = 1 << 21;
    pub(in crate::facts) const MAJORITY: u64 = 1 << 22;
    pub(in crate::facts) const STAKE: u64 = 1 << 23;
    pub(in crate::facts) const EACH: u64 = 1 << 24;
    pub(in crate::facts) const TOTAL: u64 = 1 << 25;
    pub(in crate::facts) const RESPECTIVELY: u64 = 1 << 26;
    pub(in crate::facts) const NO_SUM: u64 = 1 << 27;
    pub(in crate::facts) const UNIT_PRICE: u64 = 1 << 28;
    pub(in crate::facts) const ADDRESSEE: u64 = 1 << 29;
    pub(in crate::facts) const DECISION: u64 = 1 << 30;
    pub(in crate::facts) const NO_DATE: u64 = 1 << 31;
    pub(in crate::facts) const BY: u64 = 1 << 32;
    pub(in crate::facts) const FUTURE: u64 = 1 << 33;
    pub(in crate::facts) const STATE: u64 = 1 << 34;
    pub(in crate::facts) const RELATIVE: u64 = 1 << 35;
    pub(in crate::facts) const NOMINATIVE: u64 = 1 << 36;
    pub(in crate::facts) const ACCUSATIVE: u64 = 1 << 37;
    pub(in crate::facts) const DATIVE: u64 = 1 << 38;
    pub(in crate::facts) const OBLIQUE: u64 = 1 << 39;
    pub(in crate::facts) const SENTENCE: u64 = 1 << 40;
    pub(in crate::facts) const DEFINITE_BODY: u64 = 1 << 41;
    pub(in crate::facts) const GIVER: u64 = 1 << 42;
    pub(in crate::facts) const DAMAGES: u64 = 1 << 43;
    pub(in crate::facts) const SAME: u64 = 1 << 44;
    pub(in crate::facts) const ONLY: u64 = 1 << 45;
    pub(in crate::facts) const EFFECT: u64 = 1 << 46;
    pub(in crate::facts) const NAME_TAIL: u64 = 1 << 47;
    pub(in crate::facts) const REPORT: u64 = 1 << 48;
    pub(in crate::facts) const INCLUDE: u64 = 1 << 49;
}

/// The name of each class in the table.
const CLASSES: &[(&str, u64)] = &[
    ("stop", class::STOP),
    ("prep", class::PREP),
    ("conj", class::CONJ),
    ("det", class::DET),
    ("definite", class::DEFINITE),
    ("pronoun", class::PRONOUN),
    ("be", class::BE),
    ("have", class::HAVE),
    ("modal", class::MODAL),
    ("must", class::MUST),
    ("negation", class::NEGATION),
    ("say", class::SAY),
    ("subordinate", class::SUBORDINATE),
    ("condition", class::CONDITION),
    ("complement", class::COMPLEMENT),
    ("doubt", class::DOUBT),
    ("fact_governor", class::GOVERNOR),
    ("adverb", class::ADVERB),
    ("person", class::PERSON),
    ("body", class::BODY),
    ("no_target", class::NO_TARGET),
    ("prize", class::PRIZE),
    ("majority", class::MAJORITY),
    ("stake_word", class::STAKE),
    ("each", class::EACH),
    ("total", class::TOTAL),
    ("respectively", class::RESPECTIVELY),
    ("no_sum", class::NO_SUM),
    ("unit_price", class::UNIT_PRICE),
    ("addressee", class::ADDRESSEE),
    ("decision", class::DECISION),
    ("no_date", class::NO_DATE),
    ("by", class::BY),
    ("future", class::FUTURE),
    ("state", class::STATE),
    ("relative", class::RELATIVE),
    ("nominative", class::NOMINATIVE),
    ("accusative", class::ACCUSATIVE),
    ("dative", class::DATIVE),
    ("oblique", class::OBLIQUE),
    ("sentence", class::SENTENCE),
    ("definite_body", class::DEFINITE_BODY),
    ("giver", class::GIVER),
    ("damages", class::DAMAGES),
    ("same", class::SAME),
    ("only", class::ONLY),
    ("effect", class::EFFECT),
    ("name_tail", class::NAME_TAIL),
    ("report", class::REPORT),
    ("include", class::INCLUDE),
];

/// How the body concerned stands to the verb or to the noun with it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The object; the subject of the passive.
    pub(super) object: bool,
    /// The subject.
    pub(super) subject: bool,
    /// The possessor of the noun.
    pub(super) of: bool,
    /// The indirect object.
    pub(super) dative: bool,
    /// The noun that the participle describes.
    pub(super) attribute: bool,
    /// Behind one of these prepositions.
    pub(super) prepositions: Vec<&'static str>,
}

/// What must stand in the clause besides verb, noun and target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// A sum.
    Money,
    /// A sum that is a grant, an investment or the like.
    Grant,
    /// A length of time.
    Duration,
    /// Somebody who acts.
    Authority,
    /// A word of one of these classes.
    Word(u64),
}

/// A form of a trigger.
#[derive(Debug)]
pub(super) struct Form {
    /// Its words, which follow each other.
    pub(super) words: Vec<&'static str>,
    /// The part of a separable verb that stands later in the clause.
    pub(super) particle: Option<&'static str>,
}

/// A trigger and its slots.
#[derive(Debug)]
pub(super) struct Frame {
    /// `fact/<lang>/<name>`.
    pub(super) name: String,
    pub(super) kind: FactKind,
    /// The bit of the set of nouns that stands with the verb; 0 where none is needed.
    pub(super) noun: u64,
    pub(super) target: Target,
    pub(super) needs: Vec<Need>,
    pub(super) forms: Vec<Form>,
}

/// What the table says of a word.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Classes {
    /// Bits of [`class`].
    pub(super) word: u64,
    /// Bits of the sets of nouns.
    pub(super) noun: u64,
    /// How many it counts.
    pub(super) count: usize,
}

/// The events of a language.
#[derive(Debug)]
pub(super) struct Events {
    pub(super) frames: Vec<Frame>,
    /// By the first word of a form: frame and form.
    first: FxHashMap<&'static str, Vec<(usize, usize)>>,
    whole: FxHashMap<&'static str, Classes>,
    heads: FxHashMap<&'static str, Classes>,
    tails: FxHashMap<&'static str, Classes>,
    head_letters: FxHashSet<[char; 2]>,
    /// Nouns of several words, with their bit.
    phrases: Vec<(Vec<&'static str>, u64)>,
    /// The ids of tokens, one of each form: a text without any says nothing for us.
    triggers: FxHashSet<u64>,
    lists: FxHashMap<u64, Vec<&'static str>>,
    sets: Vec<&'static str>,
}

/// The events of a language.
pub(super) fn of(lang: Lang) -> &'static Events {
    static EN: LazyLock<Events> = LazyLock::new(|| Events::new(Lang::En));
    static DE: LazyLock<Events> = LazyLock::new(|| Events::new(Lang::De));
    static RU: LazyLock<Events> = LazyLock::new(|| Events::new(Lang::Ru));
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
        Lang::Ru => &RU,
    }
}

/// The cells of a line: list, name, kind, noun, target, needs, forms.
struct Row {
    list: &'static str,
    name: &'static str,
    kind: &'static str,
    noun: &'static str,
    target: &'static str,
    needs: &'static str,
    forms: &'static str,
}

fn rows(lang: Lang) -> impl Iterator<Item = Row> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(move |line| {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (list, of) = (cell(), cell());
        let row = Row {
            list,
            name: cell(),
            kind: cell(),
            noun: cell(),
            target: cell(),
            needs: cell(),
            forms: cell(),
        };
        (of == lang.as_str()).then_some(row)
    })
}

impl Events {
    fn new(lang: Lang) -> Self {
        let sets: Vec<&'static str> =
            rows(lang).filter(|r| r.list == "noun").map(|r| r.name).collect();
        let bit = |name: &str| {
            let at = sets.iter().position(|s| *s == name);
            1u64 << at.unwrap_or_else(|| panic!("events.tsv: no set of nouns \"{name}\""))
        };
        let mut events = Self {
            frames: Vec::new(),
            first: FxHashMap::default(),
            whole: FxHashMap::default(),
            heads: FxHashMap::default(),
            head_letters: FxHashSet::default(),
            tails: FxHashMap::default(),
            phrases: Vec::new(),
            triggers: FxHashSet::default(),
            lists: FxHashMap::default(),
            sets: sets.clone(),
        };
        for row in rows(lang) {
            match row.list {
                "frame" => events.frame(lang, &row, &bit),
                "noun" => {
                    for form in row.forms.split(';') {
                        let words: Vec<&'static str> = form.split(' ').collect();
                        if words.len() > 1 {
                            events.phrases.push((words, bit(row.name)));
                        } else {
                            events.entry(form).noun |= bit(row.name);
                        }
                    }
                }
                "word" => {
                    let class = CLASSES.iter().find(|c| c.0 == row.name);
                    let class =
                        class.unwrap_or_else(|| panic!("events.tsv: no class \"{}\"", row.name)).1;
                    let forms: Vec<&'static str> = row.forms.split(';').collect();
                    for form in &forms {
                        events.entry(form).word |= class;
                    }
                    events.lists.entry(class).or_default().extend(forms);
                }
                "count" => {
                    for form in row.forms.split(';') {
                        events.entry(form).count = row.name.parse().unwrap_or(0);
                    }
                }
                other => panic!("events.tsv: no list \"{other}\""),
            }
        }
        events
    }

    fn frame(&mut self, lang: Lang, row: &Row, bit: &impl Fn(&str) -> u64) {
        let kind = FactKind::ALL.into_iter().find(|k| k.as_str() == row.kind);
        let mut target = Target::default();
        for way in row.target.split('|') {
            match way {
                "object" => target.object = true,
                "subject" => target.subject = true,
                "of" => target.of = true,
                "dative" => target.dative = true,
                "attribute" => target.attribute = true,
                word => target.prepositions.push(word),
            }
        }
        let needs = row.needs.split(',').filter(|n| !n.is_empty()).map(|need| match need {
            "money" => Need::Money,
            "grant" => Need::Grant,
            "duration" => Need::Duration,
            "authority" => Need::Authority,
            word => {
                let name = word.trim_start_matches("set:");
                let class = CLASSES.iter().find(|c| c.0 == name);
                Need::Word(class.unwrap_or_else(|| panic!("events.tsv: need \"{word}\"")).1)
            }
        });
        let place = self.frames.len();
        let mut forms = Vec::new();
        for form in row.forms.split(';') {
            let (verb, particle) = form.split_once('+').map_or((form, None), |(v, p)| (v, Some(p)));
            let words: Vec<&'static str> = verb.split(' ').collect();
            self.first.entry(words[0]).or_default().push((place, forms.len()));
            let longest = words.iter().max_by_key(|w| w.len()).copied().unwrap_or_default();
            for parts in [longest, &capitalized(longest)].map(tokens_of) {
                // Of "co-led" the part "led": "-" stands everywhere.
                self.triggers.extend(parts.iter().max_by_key(|t| t.end - t.start).map(Token::id));
            }
            forms.push(Form { words, particle });
        }
        self.frames.push(Frame {
            name: format!("fact/{}/{}", lang.as_str(), row.name),
            kind: kind.unwrap_or_else(|| panic!("events.tsv: no kind \"{}\"", row.kind)),
            noun: if row.noun.is_empty() { 0 } else { bit(row.noun) },
            target,
            needs: needs.collect(),
            forms,
        });
    }

    fn entry(&mut self, form: &'static str) -> &mut Classes {
        if let Some(stem) = form.strip_suffix('*') {
            self.head_letters.insert(first_letters(stem));
            self.heads.entry(stem).or_default()
        } else if let Some(stem) = form.strip_prefix('*') {
            self.tails.entry(stem).or_default()
        } else {
            self.whole.entry(form).or_default()
        }
    }

    /// Whether a token may belong to a form of a trigger, in small letters or with a capital.
    pub(super) fn triggers(&self, token: &Token) -> bool {
        self.triggers.contains(&token.id())
    }

    /// The frames and forms that begin with a word.
    pub(super) fn forms(&self, word: &str) -> &[(usize, usize)] {
        self.first.get(word).map_or(&[], Vec::as_slice)
    }

    /// What the table says of a word in lower case.
    pub(super) fn classes(&self, word: &str) -> Classes {
        let mut found = self.whole.get(word).copied().unwrap_or_default();
        let mut add = |more: Option<&Classes>| {
            if let Some(more) = more {
                found.word |= more.word;
                found.noun |= more.noun;
                found.count = found.count.max(more.count);
            }
        };
        let may_begin = self.head_letters.contains(&first_letters(word));
        for (at, _) in word.char_indices().skip(2) {
            if may_begin {
                add(self.heads.get(&word[..at]));
            }
            if !self.tails.is_empty() {
                add(self.tails.get(&word[at..]));
            }
        }
        if may_begin {
            add(self.heads.get(word));
        }
        found
    }

    /// The bit of a set of nouns.
    pub(super) fn noun(&self, set: &str) -> u64 {
        self.sets.iter().position(|s| *s == set).map_or(0, |at| 1 << at)
    }

    /// The sets of nouns with these bits.
    pub(super) fn sets_of(&self, bits: u64) -> Vec<&'static str> {
        let named = self.sets.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
        named.map(|(_, set)| *set).collect()
    }

    /// Nouns of several words.
    pub(super) fn phrases(&self) -> &[(Vec<&'static str>, u64)] {
        &self.phrases
    }

    /// The forms of a class, as [`super::compiled::has_word`] takes them.
    pub(super) fn list(&self, class: u64) -> &[&'static str] {
        self.lists.get(&class).map_or(&[], Vec::as_slice)
    }
}

/// The first two letters of a word; 0 in place of those that it lacks.
fn first_letters(word: &str) -> [char; 2] {
    let mut letters = word.chars();
    [(); 2].map(|()| letters.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_frames_of_every_kind_and_each_its_own_name() {
        for lang in Lang::ALL {
            let events = of(lang);
            for kind in FactKind::ALL {
                assert!(events.frames.iter().any(|f| f.kind == kind), "{lang:?} {kind:?}");
            }
            let mut names: Vec<&str> = events.frames.iter().map(|f| f.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), events.frames.len(), "{lang:?}");
        }
    }

    #[test]
    fn words_have_their_classes() {
        let en = of(Lang::En);
        assert_ne!(en.classes("company").word & class::BODY, 0);
        assert_ne!(en.classes("threatened").word & class::DOUBT, 0);
        assert_eq!(en.classes("both").count, 2);
        let de = of(Lang::De);
        assert_ne!(de.classes("autokonzern").word & class::BODY, 0);
        assert_ne!(de.classes("rekordstrafe").noun, 0);
        assert_eq!(de.classes("haus").noun, 0);
    }
}
