//! A sentence as a row of words, marks and mentions.

use super::events::{Events, class};
use super::sentence::{Item, Sentence};
use crate::model::{Kind, OrgKind, Value};
use crate::text::boundary::is_word;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Word,
    /// "'s", apart from its word.
    Possessive,
    /// A mark.
    Mark,
    /// A mention that is in no other.
    Mention(Kind),
}

/// A token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Bytes of the sentence.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sort: Sort,
    /// Place among the items of the sentence, of a mention.
    pub(super) item: usize,
    /// Classes of the word.
    pub(super) class: u64,
    /// Sets of nouns that it belongs to.
    pub(super) noun: u64,
    /// How many it counts.
    pub(super) count: usize,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether nothing parts it from the token before.
    pub(super) glued: bool,
    /// Whether it is the name of a known body, court or state body in the form of a subject.
    pub(super) nominative: bool,
}

impl Token {
    /// Whether it is an organisation.
    pub(super) fn is_org(&self) -> bool {
        self.sort == Sort::Mention(Kind::Org)
    }

    /// Whether it is a mention of a kind.
    pub(super) fn is(&self, kind: Kind) -> bool {
        self.sort == Sort::Mention(kind)
    }

    /// Whether it belongs to one of the classes.
    pub(super) fn has(&self, classes: u64) -> bool {
        self.class & classes != 0
    }
}

/// The tokens of a sentence.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    pub(super) list: Vec<Token>,
    pub(super) events: &'static Events,
    masked: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(sentence: &'a Sentence<'_>, events: &'static Events) -> Self {
        let masked = sentence.masked.as_str();
        let original = sentence.read.text.slice(sentence.span);
        let mut list: Vec<Token> = Vec::with_capacity(masked.len() / 5 + 1);
        let mut items = sentence.items.iter().enumerate().peekable();
        let (mut at, mut last_end) = (0, 0);
        while at < masked.len() {
            let mut token = Token {
                start: at,
                end: at,
                sort: Sort::Mark,
                item: usize::MAX,
                class: 0,
                noun: 0,
                count: 0,
                capital: false,
                glued: at == last_end && at > 0,
                nominative: false,
            };
            if let Some((place, item)) = items.next_if(|(_, i)| i.start <= at) {
                if item.end <= at {
                    continue;
                }
                token.end = item.end;
                token.sort = Sort::Mention(item.kind);
                token.item = place;
                token.nominative = nominative(sentence, item);
            } else {
                let Some(c) = masked[at..].chars().next() else { break };
                if c.is_whitespace() {
                    at += c.len_utf8();
                    continue;
                }
                let limit = items.peek().map_or(masked.len(), |(_, i)| i.start);
                let length = word_length(&masked[at..limit]);
                if length == 0 {
                    token.end = at + c.len_utf8();
                    let possessive = matches!(c, '\'' | '’')
                        && masked[token.end..limit].starts_with('s')
                        && word_length(&masked[token.end..limit]) == 1;
                    if possessive {
                        token.end += 1;
                        token.sort = Sort::Possessive;
                    }
                } else {
                    token.end = at + length;
                    token.sort = Sort::Word;
                    let classes = events.classes(&masked[at..token.end]);
                    token.class = classes.word;
                    token.noun = classes.noun;
                    // "11 parties"; a larger number is seldom one of bodies.
                    let digits =
                        masked[at..token.end].parse().ok().filter(|n| (2..=30).contains(n));
                    token.count = digits.unwrap_or(classes.count);
                    // "41-Jährige" begins with its digits.
                    let mut letters = original[at..token.end].chars().filter(|c| c.is_alphabetic());
                    token.capital = letters.next().is_some_and(char::is_uppercase);
                }
            }
            at = token.end;
            last_end = at;
            list.push(token);
        }
        let mut tokens = Self { list, events, masked };
        tokens.mark_phrases();
        tokens
    }

    /// Gives the first word of a noun of several words the bit of its set.
    fn mark_phrases(&mut self) {
        for (words, bit) in self.events.phrases() {
            for at in 0..self.list.len() {
                if self.reads(at, words) {
                    self.list[at].noun |= bit;
                }
            }
        }
    }

    /// Whether these words stand there.
    pub(super) fn reads(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(i, word)| self.word(at + i) == *word)
    }

    /// A word in lower case; empty for other tokens and beyond the end.
    pub(super) fn word(&self, at: usize) -> &'a str {
        match self.list.get(at) {
            Some(t) if t.sort == Sort::Word => &self.masked[t.start..t.end],
            _ => "",
        }
    }

    /// The text of a mark; empty for other tokens.
    pub(super) fn mark(&self, at: usize) -> &'a str {
        match self.list.get(at) {
            Some(t) if t.sort == Sort::Mark => &self.masked[t.start..t.end],
            _ => "",
        }
    }

    /// The token at a place, if there is one.
    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// Whether a token belongs to one of the classes; false beyond the ends.
    pub(super) fn has(&self, at: usize, classes: u64) -> bool {
        self.list.get(at).is_some_and(|t| t.has(classes))
    }

    /// Whether a word is negated: "not only" and the like are no negation.
    pub(super) fn negates(&self, at: usize) -> bool {
        self.has(at, class::NEGATION) && !self.has(at + 1, class::ONLY)
    }
}

/// Whether a mention stands in its normal form, which is that of a subject, and the form is known.
fn nominative(sentence: &Sentence<'_>, item: &Item) -> bool {
    let found = &sentence.read.found[item.at];
    let Value::Org(org) = &found.value else { return false };
    let known =
        org.gazetteer.is_some() || matches!(org.kind, Some(OrgKind::Court | OrgKind::Government));
    known && sentence.read.text.slice(found.span) == org.name
}

/// The length of the word that a text begins with: letters and digits, with hyphens, apostrophes
/// and stops between them; "'s" stands apart.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '-' | '\'' | '’' | '.' | '№')
            && at > 0
            && chars.peek().is_some_and(|(_, next)| is_word(*next));
        if is_word(c) {
            end = at + c.len_utf8();
        } else if joins && !possessive(&text[at..]) {
            continue;
        } else {
            break;
        }
    }
    end
}

/// "'s" and nothing more of the word.
fn possessive(text: &str) -> bool {
    let tail = text.strip_prefix(['\'', '’']).and_then(|t| t.strip_prefix('s'));
    tail.is_some_and(|t| !t.starts_with(is_word))
}
