//! Russian: forms tell the voice, cases and prepositions the slots; the order is free.

use super::super::clauses::Clauses;
use super::super::events::class;
use super::super::refusal::Refusal;
use super::super::tokens::{Sort, Tokens};
use super::phrase::{Actor, Anchor, Reading, Slot, Trigger, antecedent};
use super::ru_phrases::{Phrase, adjective, near, passive, phrase};
use crate::model::FactKind;

/// Reads a trigger.
pub(super) fn read(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    trigger: Trigger<'_>,
) -> Result<Reading, Refusal> {
    let frame = trigger.frame;
    let word = tokens.word(trigger.at);
    let infinitive = word.ends_with("ть") || word.ends_with("ти");
    let must = |i: &usize| tokens.has(*i, class::MUST);
    if infinitive && !trigger.clause.iter().any(must) {
        return Err(Refusal::Form);
    }
    let welcome = infinitive || frame.target.subject || tokens.has(trigger.at, class::MUST);
    if let Some(at) = clauses.refuses(tokens, trigger.clause, trigger.at, welcome) {
        return Err(Refusal::TakenBack(at));
    }
    let noun = match frame.noun {
        0 => None,
        _ => Some(noun(tokens, trigger).ok_or(Refusal::Noun)?),
    };
    let phrases: Vec<Phrase> =
        trigger.clause.iter().filter_map(|i| phrase(tokens, *i, trigger, noun)).collect();
    let passive = passive(word);
    let target = &frame.target;
    let fits = |p: &&Phrase| {
        p.attribute.is_none()
            && p.preposition.is_some_and(|at| target.prepositions.contains(&tokens.word(at)))
            && noun.is_none_or(|n| {
                n < p.at
                    || frame.kind == FactKind::Lawsuit
                    || frame.kind == FactKind::Fine
                    || frame.kind == FactKind::Charge
            })
    };
    let mut slot = if !target.prepositions.is_empty() {
        phrases.iter().find(fits).and_then(|p| p.slot(tokens))
    } else {
        None
    };
    if slot.is_none() && target.dative {
        slot = dative(tokens, &phrases, trigger, noun);
    }
    let slot = if target.object && passive || target.subject {
        nominative(tokens, clauses, &phrases, trigger)
    } else if target.object {
        accusative(tokens, &phrases, trigger)
    } else if target.of {
        possessor(tokens, &phrases, noun.ok_or(Refusal::Noun)?, frame.noun)
    } else {
        slot
    };
    let slot = slot.ok_or(Refusal::Target)?;
    let actor = actor(tokens, &phrases, trigger, slot, passive);
    let mut reading = trigger.reading(slot, trigger.at, actor);
    reading.after = true;
    Ok(reading)
}

/// The frame's noun: the nearest to the trigger.
fn noun(tokens: &Tokens<'_>, trigger: Trigger<'_>) -> Option<usize> {
    let bits = trigger.frame.noun;
    let all = trigger.clause.iter().copied().filter(|i| tokens.list[*i].noun & bits != 0);
    all.filter(|i| !(trigger.at..trigger.end).contains(i)).min_by_key(|i| i.abs_diff(trigger.at))
}

/// The subject: before the verb the nearest, else the first behind it.
fn nominative(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    phrases: &[Phrase],
    trigger: Trigger<'_>,
) -> Option<Slot> {
    // «X, которая была оштрафована»: the name before the comma.
    if let Some(first) = trigger.clause.first().copied().filter(|i| tokens.has(*i, class::RELATIVE))
    {
        return antecedent(tokens, first);
    }
    let before = phrases.iter().rev().find(|p| p.at < trigger.at && p.free());
    let blocked = phrases.iter().any(|p| p.person && p.at < trigger.at);
    match before {
        Some(p) if !subject_between(tokens, p, trigger) => p.slot(tokens),
        _ if blocked => None,
        _ => {
            let first = trigger.clause.first().copied().unwrap_or(trigger.at);
            let behind = phrases
                .iter()
                .find(|p| p.at > trigger.at)
                .filter(|p| p.free() && near(tokens, trigger.end, p));
            if let Some(p) = behind {
                return p.slot(tokens);
            }
            // "… и был оштрафован": the subject of the verb before.
            let joined = clauses.joined_to(trigger.at)?;
            let earlier = clauses.clause(tokens, joined);
            if earlier.first().is_some_and(|i| tokens.has(*i, class::RELATIVE)) {
                return None;
            }
            let subject = earlier.iter().filter_map(|i| phrase(tokens, *i, trigger, None)).next();
            Some(match subject.filter(|p| p.free() && p.org).and_then(|p| p.slot(tokens)) {
                Some(slot) => Slot { anchor: slot.anchor, end: first },
                None => Slot { anchor: Anchor::Shared, end: first },
            })
        }
    }
}

/// Whether another noun stands between the phrase and the verb as its subject.
fn subject_between(tokens: &Tokens<'_>, phrase: &Phrase, trigger: Trigger<'_>) -> bool {
    trigger.clause.iter().any(|i| {
        *i > phrase.at && *i < trigger.at && {
            let t = tokens.list[*i];
            t.sort == Sort::Word
                && (t.has(class::PERSON) || t.has(class::RELATIVE | class::SUBORDINATE))
        }
    })
}

/// The object.
fn accusative(tokens: &Tokens<'_>, phrases: &[Phrase], trigger: Trigger<'_>) -> Option<Slot> {
    // «X, которую купил Y»
    if let Some(first) = trigger.clause.first().copied()
        && tokens.word(first) == "которую"
    {
        return antecedent(tokens, first);
    }
    if !has_subject(tokens, phrases, trigger) {
        return None;
    }
    // «компанию X купил холдинг Y», «X, которую купил Y»
    let marked = phrases.iter().find(|p| p.at < trigger.at && p.free() && is_accusative(tokens, p));
    if let Some(p) = marked {
        return p.slot(tokens);
    }
    let behind = phrases.iter().find(|p| p.at > trigger.at && p.preposition.is_none());
    let stake = |p: &Phrase| {
        (trigger.end..p.at)
            .any(|i| tokens.has(i, class::MAJORITY | class::STAKE) || tokens.mark(i) == "%")
    };
    if let Some(p) = behind.filter(|p| stake(p)) {
        return majority(tokens, trigger, p);
    }
    let behind = behind.filter(|p| !is_nominative(tokens, p));
    if let Some(p) = behind.filter(|p| near(tokens, trigger.end, p)) {
        let stake = p.attribute.is_none();
        return if stake { p.slot(tokens) } else { majority(tokens, trigger, p) };
    }
    if let Some(p) = phrases
        .iter()
        .find(|p| p.at > trigger.at && p.attribute.is_some() && p.preposition.is_none())
    {
        return majority(tokens, trigger, p);
    }
    // «Компанию X признали виновной»: no subject, the object stands before the verb.
    let word = tokens.word(trigger.at);
    let nobody = word.ends_with("ли");
    let p = phrases.iter().rev().find(|p| p.at < trigger.at && p.free())?;
    let accusative = (p.from..p.at).chain([p.at]).any(|i| {
        tokens.has(i, class::BODY)
            && (tokens.word(i).ends_with("ию") || tokens.word(i).ends_with('у'))
    });
    (nobody && (accusative || trigger.frame.noun != 0)).then(|| p.slot(tokens)).flatten()
}

/// «компанию X»: a noun for bodies in a case that only objects have.
fn is_accusative(tokens: &Tokens<'_>, phrase: &Phrase) -> bool {
    (phrase.from..=phrase.at).any(|i| {
        let word = tokens.word(i);
        tokens.has(i, class::BODY)
            && (word.ends_with("ию") || matches!(word, "фирму" | "группу" | "газету" | "фабрику"))
    })
}

/// «компания X»: a noun for bodies in a case that only subjects have.
fn is_nominative(tokens: &Tokens<'_>, phrase: &Phrase) -> bool {
    (phrase.from..=phrase.at).any(|i| {
        let word = tokens.word(i);
        tokens.has(i, class::BODY)
            && (word.ends_with("ия") || matches!(word, "фирма" | "группа" | "газета" | "фабрика"))
    })
}

/// Whether somebody acts: a noun before the verb, or a verb that needs none. In «пакет купил X» the
/// name is the subject.
fn has_subject(tokens: &Tokens<'_>, phrases: &[Phrase], trigger: Trigger<'_>) -> bool {
    let word = tokens.word(trigger.at);
    let needs_none =
        word.ends_with("ли") || word.ends_with("ть") || word.ends_with("ти") || passive(word);
    let marked = phrases.iter().any(|p| {
        p.at > trigger.at
            && (p.from..p.at)
                .any(|i| tokens.has(i, class::BODY) && tokens.word(i).ends_with(['ю', 'у']))
    });
    let before = trigger.clause.iter().copied().filter(|i| *i < trigger.at);
    let mut led = false;
    let mut named = false;
    for at in before {
        let token = tokens.list[at];
        if token.has(class::STAKE | class::NO_TARGET) {
            return needs_none || marked;
        }
        if token.has(class::PREP) {
            led = true;
        } else if token.is_org()
            || token.sort == Sort::Word
                && !adjective(tokens.word(at))
                && !token.has(class::ADVERB | class::CONJ)
        {
            named |= !led;
            led = false;
        }
    }
    // «X подал иск и оштрафовал Y»: the subject stands farther ahead.
    let shared =
        trigger.clause.first().is_some_and(|i| *i == trigger.at || tokens.has(*i, class::CONJ));
    needs_none || marked || named || shared
}

/// «контрольный пакет акций X», «100% X», «контроль над X».
fn majority(tokens: &Tokens<'_>, trigger: Trigger<'_>, phrase: &Phrase) -> Option<Slot> {
    if trigger.frame.kind != FactKind::Acquisition {
        return None;
    }
    let words = trigger.end..phrase.at;
    let whole = words.clone().any(|i| tokens.has(i, class::MAJORITY) || half(tokens, i));
    let stake = words.clone().any(|i| tokens.has(i, class::STAKE) || tokens.mark(i) == "%");
    (whole && stake && phrase.at < trigger.end + 12).then(|| phrase.slot(tokens)).flatten()
}

fn half(tokens: &Tokens<'_>, at: usize) -> bool {
    let number = tokens.word(at).split(['.', ',']).next().unwrap_or_default();
    tokens.mark(at + 1) == "%" && number.parse::<u32>().is_ok_and(|n| (50..=100).contains(&n))
}

/// The possessor of the frame's noun.
fn possessor(tokens: &Tokens<'_>, phrases: &[Phrase], noun: usize, nouns: u64) -> Option<Slot> {
    // «действие лицензий на вещание X»: each noun of the frame may be the one before the name.
    let is_noun = |at: usize| at == noun || at > noun && tokens.list[at].noun & nouns != 0;
    let owner = phrases.iter().find(|p| p.at > noun && p.attribute.is_some_and(is_noun));
    if let Some(p) = owner {
        return p.slot(tokens);
    }
    // «деятельность на территории России X»: a place between them.
    let far = phrases.iter().find(|p| {
        p.at > noun && p.attribute.is_none() && p.preposition.is_none() && p.from < noun + 6
    });
    if let Some(p) = far.filter(|p| {
        (noun + 1..p.from).all(|i| {
            tokens.has(i, class::PREP) || tokens.list[i].capital || adjective(tokens.word(i))
        })
    }) {
        return p.slot(tokens);
    }
    // «ее деятельность»
    let own = noun.checked_sub(1).filter(|i| matches!(tokens.word(*i), "ее" | "его" | "их"))?;
    Some(Slot { anchor: Anchor::Reference(1), end: own + 1 })
}

/// The indirect object.
fn dative(
    tokens: &Tokens<'_>,
    phrases: &[Phrase],
    trigger: Trigger<'_>,
    noun: Option<usize>,
) -> Option<Slot> {
    let p = phrases.iter().find(|p| {
        p.at > trigger.at
            && p.preposition.is_none()
            && (p.attribute.is_none() || p.attribute == noun && noun.is_some())
    });
    if let Some(p) = p {
        let direct =
            (trigger.end..p.from).all(|i| !tokens.has(i, class::PERSON) && tokens.mark(i) != ",");
        return if direct { p.slot(tokens) } else { None };
    }
    // «Компании X назначили штраф»
    let p = phrases.iter().rev().find(|p| p.at < trigger.at && p.free())?;
    let nobody = tokens.word(trigger.at).ends_with("ли") || passive(tokens.word(trigger.at));
    let dative =
        (p.from..p.at).any(|i| tokens.has(i, class::BODY) && tokens.word(i).ends_with(['и', 'у']));
    (nobody && dative).then(|| p.slot(tokens)).flatten()
}

/// Who acts.
fn actor(
    tokens: &Tokens<'_>,
    phrases: &[Phrase],
    trigger: Trigger<'_>,
    target: Slot,
    passive: bool,
) -> Actor {
    let of = |p: Option<&Phrase>| p.map_or(Actor::Nobody, |p| Actor::of(p.slot(tokens)));
    if trigger.frame.target.subject {
        // «получил грант от X»
        return of(phrases
            .iter()
            .find(|p| p.org && p.preposition.is_some_and(|at| tokens.has(at, class::GIVER))));
    }
    let other = |p: &&Phrase| p.slot(tokens).is_none_or(|s| s.anchor != target.anchor);
    if passive {
        // «оштрафована ФАС», «решением СНБО»
        let decided = |at: usize| {
            matches!(tokens.word(at), "решением" | "постановлением" | "приказом" | "судом")
        };
        return of(phrases.iter().filter(other).find(|p| {
            p.at > trigger.at && p.preposition.is_none() && p.org && p.attribute.is_none_or(decided)
        }));
    }
    let before = phrases.iter().rev().filter(other).find(|p| p.at < trigger.at && p.free());
    of(before.or_else(|| {
        phrases.iter().filter(other).find(|p| p.free() && p.org && p.from == trigger.end)
    }))
}
