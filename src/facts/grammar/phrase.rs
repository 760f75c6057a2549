//! What the grammars of all languages share: readings, and whether a name stands for its body.

use super::super::events::{Frame, class};
use super::super::refusal::Refusal;
use super::super::tokens::{Sort, Token, Tokens};
use crate::model::{Kind, Lang};

/// Whom a reading is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Anchor {
    /// An organisation: its place among the items of the sentence.
    Org(usize),
    /// An organisation that is no member of an enumeration: the antecedent of a relative clause.
    Alone(usize),
    /// So many bodies that were named before.
    Reference(usize),
    /// Those whom the claim before in this sentence is about.
    Shared,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Actor {
    /// Nobody is told.
    Nobody,
    /// Somebody who is no organisation.
    Somebody,
    /// An organisation: its place among the items of the sentence.
    Org(usize),
    /// A body that was named before.
    Reference,
}

impl Actor {
    /// The actor that a slot names; somebody where it names no body.
    pub(super) fn of(slot: Option<Slot>) -> Self {
        match slot.map(|s| s.anchor) {
            Some(Anchor::Org(item) | Anchor::Alone(item)) => Self::Org(item),
            Some(Anchor::Reference(1)) => Self::Reference,
            Some(Anchor::Reference(_) | Anchor::Shared) | None => Self::Somebody,
        }
    }
}

/// A trigger with its slots filled.
#[derive(Debug)]
pub(in super::super) struct Reading {
    pub(in super::super) frame: &'static Frame,
    /// Tokens of the trigger.
    pub(in super::super) trigger: (usize, usize),
    pub(in super::super) anchor: Anchor,
    /// The token at which the target ends.
    pub(in super::super) target_end: usize,
    /// The token at which the verb and its auxiliaries begin.
    pub(in super::super) start: usize,
    /// Who acts.
    pub(in super::super) actor: Actor,
    /// Whether the target stands behind the verb.
    pub(in super::super) after: bool,
    /// The tokens of the clause.
    pub(in super::super) clause: Vec<usize>,
    /// How much the frame asks for.
    pub(in super::super) weight: usize,
}

/// A trigger in its clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trigger<'a> {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) frame: &'static Frame,
    pub(super) clause: &'a [usize],
}

impl Trigger<'_> {
    /// A reading of this trigger.
    pub(super) fn reading(&self, slot: Slot, start: usize, actor: Actor) -> Reading {
        Reading {
            frame: self.frame,
            trigger: (self.at, self.end),
            anchor: slot.anchor,
            target_end: slot.end,
            start: start.min(self.at),
            actor,
            after: slot.end > self.at,
            clause: self.clause.to_vec(),
            weight: usize::from(self.frame.noun != 0) * 2
                + self.frame.needs.len()
                + (self.end - self.at),
        }
    }

    /// Why no target was found: the noun that the frame asks for is missing, or else the target.
    pub(super) fn lacks(&self, tokens: &Tokens<'_>) -> Refusal {
        let noun = self.frame.noun == 0 || self.noun(tokens, 0..tokens.list.len()).is_some();
        if noun { Refusal::Target } else { Refusal::Noun }
    }

    /// The first token of the clause in a range that belongs to the nouns of the frame.
    pub(super) fn noun(&self, tokens: &Tokens<'_>, range: std::ops::Range<usize>) -> Option<usize> {
        let inside = self.clause.iter().copied().filter(|i| range.contains(i));
        inside.into_iter().find(|i| tokens.list[*i].noun & self.frame.noun != 0)
    }
}

/// A filled slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) anchor: Anchor,
    /// One past its last token.
    pub(super) end: usize,
}

/// How a name goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// Nothing more belongs to it: the name stands for its body.
    Free,
    /// "X's": something of the body.
    Possessor,
    /// "X striker", "X-Chef", "X Camry": a part, a product, a person.
    Part,
}

/// How the name at a token goes on.
pub(super) fn behind(tokens: &Tokens<'_>, at: usize, lang: Lang) -> Behind {
    let mut next = at + 1;
    for _ in 0..4 {
        let Some(token) = tokens.get(next) else { return Behind::Free };
        match token.sort {
            Sort::Possessive => return Behind::Possessor,
            Sort::Mark => match tokens.mark(next) {
                "-" if token.glued => return Behind::Part,
                "\"" | "»" | "“" | "”" | "'" if token.glued => next += 1,
                _ => return Behind::Free,
            },
            Sort::Mention(Kind::Org) => {
                return if lang == Lang::En { Behind::Part } else { Behind::Free };
            }
            Sort::Mention(_) => return Behind::Free,
            Sort::Word => {
                if token.glued {
                    return Behind::Part;
                }
                // "the Tikhy Bereg foundation"
                if lang == Lang::En && token.has(class::BODY) && !token.capital {
                    next += 1;
                    continue;
                }
                return word_behind(tokens, next, lang);
            }
        }
    }
    Behind::Free
}

fn word_behind(tokens: &Tokens<'_>, at: usize, lang: Lang) -> Behind {
    let token = tokens.list[at];
    let word = tokens.word(at);
    let joins = class::PREP
        | class::CONJ
        | class::SUBORDINATE
        | class::DET
        | class::BE
        | class::HAVE
        | class::MODAL
        | class::MUST
        | class::PRONOUN
        | class::ADVERB
        | class::SAY
        | class::NEGATION
        | class::STATE
        | class::RELATIVE;
    if token.has(joins) || token.count > 0 {
        return Behind::Free;
    }
    if token.has(class::NAME_TAIL) {
        return Behind::Free;
    }
    if token.capital {
        return if lang == Lang::De && token.noun != 0 { Behind::Free } else { Behind::Part };
    }
    let free = match lang {
        Lang::En => {
            !token.has(class::PERSON)
                && (word.ends_with("ly")
                    || word.starts_with(|c: char| c.is_ascii_digit())
                    || word == "guilty"
                    || word.ends_with("ed")
                    || !tokens.events.forms(word).is_empty())
        }
        // Lower-case words behind a German or Russian name are no nouns of it, but for persons.
        Lang::De | Lang::Ru => !token.has(class::PERSON),
    };
    if free { Behind::Free } else { Behind::Part }
}

/// Marks and words between a number of bodies and their names, at most.
const BEFORE_NAMES: usize = 7;

/// The first of the names that stand behind a number of bodies: behind a colon, a dash or
/// "including".
pub(super) fn names_behind(tokens: &Tokens<'_>, from: usize) -> Option<usize> {
    let is_org = |i: &usize| tokens.get(*i).is_some_and(Token::is_org);
    let name = (from..from + BEFORE_NAMES).find(is_org)?;
    let quote = |i: usize| matches!(tokens.mark(i), "\"" | "«" | "„" | "“");
    let last = (from..name).rev().find(|i| !quote(*i) && !tokens.has(*i, class::DET))?;
    let opens =
        matches!(tokens.mark(last), ":" | "–" | "—" | "-") || tokens.has(last, class::INCLUDE);
    opens.then_some(name)
}

/// How many bodies a noun phrase refers back to, if its noun is one for bodies: 1 for "the bank".
pub(super) fn refers(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    let words = from..to;
    let body = words.clone().rev().find(|i| tokens.list[*i].sort == Sort::Word)?;
    if !tokens.has(body, class::BODY) || words.clone().any(|i| tokens.has(i, class::PERSON)) {
        return None;
    }
    let count = words.clone().map(|i| tokens.list[i].count).max().unwrap_or(0);
    let definite = words.clone().any(|i| tokens.has(i, class::DEFINITE));
    let named = || names_behind(tokens, to).is_some();
    if count > 1 && (definite || words.clone().any(|i| tokens.list[i].count == 2) || named()) {
        return Some(count);
    }
    (definite && count == 0).then_some(1)
}

/// The name before the comma and the relative pronoun that begins a clause.
pub(super) fn antecedent(tokens: &Tokens<'_>, pronoun: usize) -> Option<Slot> {
    let comma = pronoun.checked_sub(1).filter(|i| tokens.mark(*i) == ",")?;
    let mut last = comma.checked_sub(1)?;
    while matches!(tokens.mark(last), "\"" | "»" | "“" | "”") {
        last = last.checked_sub(1)?;
    }
    // "bei X entwickelt, die": the verb of the clause stands between.
    if tokens.list[last].sort == Sort::Word && !tokens.list[last].capital {
        last = last.checked_sub(1)?;
    }
    let item = tokens.list[last].item;
    tokens.list[last].is_org().then_some(Slot { anchor: Anchor::Alone(item), end: pronoun })
}
