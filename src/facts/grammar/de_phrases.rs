//! German noun phrases and their cases.

use super::super::events::class;
use super::super::tokens::{Sort, Tokens};
use super::phrase::{Anchor, Behind, Slot, Trigger, behind, refers};
use crate::model::Lang;

pub(super) const NOMINATIVE: u8 = 1;
pub(super) const ACCUSATIVE: u8 = 2;
pub(super) const DATIVE: u8 = 4;
const GENITIVE: u8 = 8;
pub(super) const ANY: u8 = 15;
/// Words between an article and its noun, at most.
const ADJECTIVES: usize = 6;

/// A noun phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// The first token, its preposition left out.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) preposition: Option<usize>,
    /// Cases that its article allows.
    pub(super) case: u8,
    /// The name at its end.
    pub(super) org: Option<usize>,
    /// Belongs to the noun before it.
    pub(super) attribute: bool,
    /// Is about a person, a part or a product.
    pub(super) other: bool,
}

impl Phrase {
    /// A subject or object: neither behind a preposition nor part of another phrase.
    pub(super) fn free(&self) -> bool {
        self.preposition.is_none() && !self.attribute
    }

    /// Whom it names.
    pub(super) fn slot(&self, tokens: &Tokens<'_>) -> Option<Slot> {
        if self.other {
            return None;
        }
        match self.org {
            Some(at) => Some(Slot { anchor: Anchor::Org(tokens.list[at].item), end: at + 1 }),
            None => refers(tokens, self.from, self.to)
                .map(|count| Slot { anchor: Anchor::Reference(count), end: self.to }),
        }
    }
}

/// The noun phrases of a clause, pronouns among them.
pub(super) fn phrases_of(
    tokens: &Tokens<'_>,
    clause: &[usize],
    trigger: Trigger<'_>,
) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut place = 0;
    let mut preposition = None;
    while let Some(&at) = clause.get(place) {
        let token = tokens.list[at];
        if token.has(class::PREP) && !token.capital || token.has(class::PREP) && at == clause[0] {
            preposition = Some(at);
            place += 1;
            continue;
        }
        let starts = token.is_org()
            || token.sort == Sort::Word
                && !(trigger.at..trigger.end).contains(&at)
                && (token.has(class::DET | class::PRONOUN)
                    || token.capital && !plain(tokens, at, clause[0]));
        if !starts {
            let passes = token.has(class::ADVERB | class::NEGATION) || adjective(tokens, at);
            if !passes && token.sort != Sort::Mark {
                preposition = None;
            }
            place += 1;
            continue;
        }
        let (phrase, next) = phrase(tokens, clause, place, preposition.take());
        if let Some(mut phrase) = phrase {
            phrase.attribute = phrase.preposition.is_none()
                && phrases.last().is_some_and(|last: &Phrase| {
                    last.to == phrase.from
                        && phrase.case & GENITIVE != 0
                        && phrase.case != ANY
                        && (last.org.is_none() || phrase.case & NOMINATIVE == 0)
                });
            phrases.push(phrase);
        }
        place = next.max(place + 1);
    }
    phrases
}

/// A capital that only begins the sentence.
pub(super) fn plain(tokens: &Tokens<'_>, at: usize, first: usize) -> bool {
    let token = tokens.list[at];
    token.has(
        class::ADVERB
            | class::CONJ
            | class::SUBORDINATE
            | class::BE
            | class::HAVE
            | class::STATE
            | class::MUST
            | class::MODAL
            | class::PREP,
    ) || at == first
        && !token.has(class::BODY)
        && token.noun == 0
        && !tokens.has(at + 1, class::BE | class::HAVE | class::STATE | class::MUST)
        && tokens.word(at).ends_with(['h', 's'])
        && tokens.word(at).len() < 7
}

pub(super) fn adjective(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    !tokens.list[at].capital
        && ["e", "en", "er", "es", "em"].iter().any(|end| word.ends_with(end))
        && tokens.events.forms(word).is_empty()
}

/// The place behind the adjectives, participles and numbers of a phrase.
fn behind_adjectives(tokens: &Tokens<'_>, clause: &[usize], place: usize, from: usize) -> usize {
    let mut next = from;
    while let Some(&at) = clause.get(next).filter(|_| next - from < ADJECTIVES) {
        let token = tokens.list[at];
        let before = token.sort == Sort::Word
            && !token.capital
            && !token.has(class::PREP | class::BE | class::HAVE)
            && (next == place || clause[next - 1] + 1 == at);
        if !before {
            break;
        }
        next += 1;
    }
    next
}

/// The phrase that begins at a place of the clause, and the place behind it.
pub(super) fn phrase(
    tokens: &Tokens<'_>,
    clause: &[usize],
    place: usize,
    preposition: Option<usize>,
) -> (Option<Phrase>, usize) {
    let first = clause[place];
    let pronoun = |at: usize| tokens.has(at, class::PRONOUN) && !tokens.has(at, class::DET);
    if pronoun(first) {
        let case = if matches!(tokens.word(first), "ihn" | "ihnen") {
            ACCUSATIVE
        } else {
            NOMINATIVE | ACCUSATIVE
        };
        let (from, to) = (first, first + 1);
        let phrase =
            Phrase { from, to, preposition, case, org: None, attribute: false, other: true };
        return (Some(phrase), place + 1);
    }
    let article = tokens.has(first, class::DET);
    let case = if article { case_of(tokens, first) } else { ANY };
    let mut next = behind_adjectives(tokens, clause, place, place + usize::from(article));
    let mut org = None;
    let mut other = false;
    let mut nouns = 0;
    let mut last = first;
    while let Some(&at) = clause.get(next) {
        let token = tokens.list[at];
        if nouns > 0 && at != last + 1 {
            break;
        }
        if token.sort == Sort::Word
            && (token.capital || token.glued && nouns > 0)
            && !token.has(class::PREP | class::DET)
        {
            other |= token.has(class::PERSON | class::NO_TARGET);
            nouns += 1;
        } else if token.sort == Sort::Mark
            && matches!(tokens.mark(at), "\"" | "„" | "“" | "»" | "«" | "'" | "-")
        {
            // Quotes around a name; the hyphen of "X-Chef".
        } else if token.is_org() {
            // "ein Gericht Amazon": two phrases, unless the noun is one for bodies.
            let apposed = nouns == 0
                || preposition.is_some()
                || tokens.has(last, class::BODY | class::PERSON)
                || tokens.mark(last) == "\""
                || !tokens.list[last].capital
                || tokens.mark(last) == "„";
            if !apposed || org.is_some() {
                break;
            }
            org = Some(at);
            // "die größte Schweizer Bank": a description that looks like a name.
            other |= nouns == 0 && at.checked_sub(1).is_some_and(|i| superlative(tokens, i));
            nouns += 1;
            other |= behind(tokens, at, Lang::De) != Behind::Free;
            last = at;
            next += 1;
            if other {
                continue;
            }
            break;
        } else {
            break;
        }
        last = at;
        next += 1;
    }
    if nouns == 0 {
        return (None, place + 1);
    }
    let phrase =
        Phrase { from: first, to: last + 1, preposition, case, org, attribute: false, other };
    (Some(phrase), next)
}

/// "größte", "bekanntester"
pub(super) fn superlative(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    tokens.events.forms(word).is_empty()
        && !tokens.list[at].capital
        && ["ste", "sten", "ster", "stes"].iter().any(|end| word.ends_with(end))
}

/// The cases of an article.
pub(super) fn case_of(tokens: &Tokens<'_>, at: usize) -> u8 {
    let mut case = 0;
    for (class, bits) in [
        (class::NOMINATIVE, NOMINATIVE),
        (class::ACCUSATIVE, ACCUSATIVE),
        (class::DATIVE, DATIVE),
        (class::OBLIQUE, GENITIVE | DATIVE),
    ] {
        if tokens.has(at, class) {
            case |= bits;
        }
    }
    // "die", "das", "eine" and numbers are both; "der" and "ein" with a masculine noun are not.
    if case == NOMINATIVE && tokens.word(at) != "der" {
        case |= ACCUSATIVE;
    }
    if case == 0 { ANY } else { case }
}

/// Whether a phrase names somebody who acts: a person, a body, an authority.
pub(super) fn acts(tokens: &Tokens<'_>, phrase: &Phrase) -> bool {
    (phrase.from..phrase.to).any(|i| {
        tokens.has(i, class::PERSON | class::BODY | class::PRONOUN) || tokens.list[i].is_org()
    })
}
