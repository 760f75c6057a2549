//! Russian noun phrases: names with the nouns and adjectives before them.

use super::super::events::class;
use super::super::tokens::{Sort, Tokens};
use super::phrase::{Anchor, Behind, Slot, Trigger, behind, names_behind};
use crate::model::{Kind, Lang};

/// Words that end a noun phrase.
const OUTSIDE: u64 = class::ADVERB
    | class::CONJ
    | class::PRONOUN
    | class::RELATIVE
    | class::SUBORDINATE
    | class::SAY
    | class::NEGATION;
/// Words of a noun phrase before its name, at most.
const WORDS: usize = 8;

/// What stands before a name and belongs to its phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// The first token, its preposition left out.
    pub(super) from: usize,
    /// The name, or the noun for bodies.
    pub(super) at: usize,
    pub(super) org: bool,
    pub(super) preposition: Option<usize>,
    /// Belongs to another noun or to a person.
    pub(super) attribute: Option<usize>,
    pub(super) person: bool,
}

impl Phrase {
    pub(super) fn slot(&self, tokens: &Tokens<'_>) -> Option<Slot> {
        if self.person || self.org && behind(tokens, self.at, Lang::Ru) != Behind::Free {
            return None;
        }
        let anchor = if self.org {
            Anchor::Org(tokens.list[self.at].item)
        } else {
            let count = (self.from..self.at).map(|i| tokens.list[i].count).max().unwrap_or(0);
            Anchor::Reference(count.max(1))
        };
        Some(Slot { anchor, end: self.at + 1 })
    }

    pub(super) fn free(&self) -> bool {
        self.preposition.is_none() && self.attribute.is_none()
    }
}

/// Short participles.
pub(super) fn passive(word: &str) -> bool {
    ["н", "на", "но", "ны", "т", "та", "то", "ты"].iter().any(|end| word.ends_with(end))
        && !word.ends_with("ает")
        && !word.ends_with("ют")
        && !word.ends_with("ует")
}

/// Whether a noun for bodies stands alone, without a name behind it: "компания".
fn is_alone(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.list[at];
    let counted = || (at.saturating_sub(2)..at).any(|i| tokens.list[i].count > 1);
    let body = token.has(class::DEFINITE_BODY) || token.has(class::BODY) && counted();
    if token.sort != Sort::Word || !body || token.has(class::PERSON) {
        return false;
    }
    if counted() && names_behind(tokens, at + 1).is_some() {
        return true;
    }
    let mut next = at + 1;
    while matches!(tokens.mark(next), "\"" | "«" | "–" | "—" | ":") || tokens.has(next, class::BODY)
    {
        next += 1;
    }
    tokens.get(next).is_none_or(|t| {
        let ends = t.has(class::PREP | class::CONJ | class::ADVERB | class::PRONOUN | class::BY)
            || verb(tokens, next)
            || passive(tokens.word(next))
            || t.noun != 0;
        !t.is_org() && (t.sort != Sort::Word || !t.capital && ends)
    })
}

/// The phrase that ends with a name or a noun for bodies.
pub(super) fn phrase(
    tokens: &Tokens<'_>,
    at: usize,
    trigger: Trigger<'_>,
    noun: Option<usize>,
) -> Option<Phrase> {
    let token = tokens.list[at];
    let org = token.is_org();
    let alone =
        || is_alone(tokens, at) && !(trigger.at..trigger.end).contains(&at) && Some(at) != noun;
    if !org && !alone() {
        return None;
    }
    let mut phrase =
        Phrase { from: at, at, org, preposition: None, attribute: None, person: false };
    while let Some(before) = phrase.from.checked_sub(1).filter(|b| at - b <= WORDS) {
        let token = tokens.list[before];
        let word = tokens.word(before);
        if (trigger.at..trigger.end).contains(&before) {
            break;
        }
        match token.sort {
            Sort::Mark if matches!(tokens.mark(before), "\"" | "«" | "„" | "“") => {}
            Sort::Mark if tokens.mark(before) == "-" && token.glued => {}
            Sort::Word if token.has(class::PREP) => {
                phrase.preposition = Some(before);
                break;
            }
            Sort::Word if token.has(class::PERSON) => {
                phrase.person = true;
                break;
            }
            Sort::Word if token.has(class::BODY) && !token.has(class::NO_TARGET) => {}
            Sort::Word if Some(before) == noun => {
                if !trigger.frame.target.object {
                    phrase.attribute = Some(before);
                }
                break;
            }
            // «на Украине партии X»: a place.
            Sort::Word if token.capital && before > 0 && tokens.has(before - 1, class::PREP) => {
                break;
            }
            Sort::Word if !org && percent(word) && token.count == 0 => return None,
            Sort::Word if token.has(OUTSIDE) => {
                if !token.has(class::DEFINITE) {
                    break;
                }
            }
            // «на вещание двух каналов»: ends like an adjective.
            Sort::Word if !org && token.noun & trigger.frame.noun != 0 => {
                phrase.attribute = Some(before);
                break;
            }
            Sort::Word if token.count > 0 || token.has(class::DEFINITE) || adjective(word) => {}
            Sort::Word if verb(tokens, before) => break,
            Sort::Word if token.has(class::STAKE | class::MAJORITY) => {}
            Sort::Word if percent(word) => {}
            // "по статье суд признал": the name is a subject, not an attribute.
            Sort::Word if tokens.list[at].nominative => break,
            // "компанию-производителя газа X", "сеть магазинов электроники X": nouns that describe
            // the body.
            Sort::Word if org && describing(tokens, before, trigger) => {}
            Sort::Word => {
                // "акции компании X": the name belongs to another noun.
                phrase.attribute = Some(before);
                break;
            }
            Sort::Possessive | Sort::Mark | Sort::Mention(_) => break,
        }
        phrase.from = before;
    }
    Some(phrase)
}

/// Whether a noun for bodies stands a few words before a noun, with nothing but nouns and adjectives
/// between them.
pub(super) fn describing(tokens: &Tokens<'_>, noun: usize, trigger: Trigger<'_>) -> bool {
    for at in (noun.saturating_sub(WORDS / 2)..noun).rev() {
        let token = tokens.list[at];
        let stop = token.sort != Sort::Word
            || token.capital
            || token.has(class::PREP | class::PERSON | class::CONJ | class::NO_TARGET)
            || (trigger.at..trigger.end).contains(&at)
            || verb(tokens, at);
        if stop {
            return false;
        }
        if token.has(class::BODY) {
            return true;
        }
    }
    false
}

pub(super) fn percent(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

pub(super) fn adjective(word: &str) -> bool {
    const ENDS: [&str; 24] = [
        "ый", "кий", "ний", "ший", "щий", "ой", "ая", "яя", "ую", "юю", "ого", "его", "ому", "ему",
        "ым", "им", "ые", "ие", "ых", "их", "ыми", "ими", "ое", "ее",
    ];
    ENDS.iter().any(|end| word.ends_with(end)) && word.chars().count() > 4
}

pub(super) fn verb(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    !tokens.events.forms(word).is_empty()
        || [
            "ал", "ала", "али", "ало", "ил", "ила", "или", "ило", "ел", "ела", "ели", "лся",
            "лась", "лись", "лось", "ует", "ает", "яет", "ют", "ит", "ает", "была", "был", "было",
            "были",
        ]
        .iter()
        .any(|end| word.ends_with(end) && word.len() > end.len())
        || matches!(word, "была" | "был" | "было" | "были")
}

/// Whether only sums, dates, adjectives and what goes with them stand between.
pub(super) fn near(tokens: &Tokens<'_>, from: usize, phrase: &Phrase) -> bool {
    let mut at = from;
    while at < phrase.from {
        let token = tokens.list[at];
        let led = token.has(class::PREP)
            && (at + 1..(at + 4).min(phrase.from))
                .any(|i| tokens.list[i].is(Kind::Money) || tokens.list[i].is(Kind::Date));
        // «оштрафовал две организации: X, …»
        let listed = token.has(class::BODY)
            || at > from
                && tokens.has(at - 1, class::BODY)
                && matches!(tokens.mark(at), ":" | "–" | "—" | "-");
        let passes = listed
            || token.is(Kind::Money)
            || token.is(Kind::Date)
            || token.sort == Sort::Mark && !matches!(tokens.mark(at), "," | ";" | ":")
            || token.has(class::ADVERB | class::DEFINITE)
            || token.count > 0
            || adjective(tokens.word(at))
            || led
            || matches!(
                tokens.word(at),
                "более"
                    | "чем"
                    | "свыше"
                    | "около"
                    | "сумму"
                    | "размере"
                    | "года"
                    | "было"
                    | "был"
                    | "была"
            );
        if !passes {
            return false;
        }
        at += 1;
    }
    true
}
