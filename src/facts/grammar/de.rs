//! German: the verb is in two parts or at the end, articles tell the case, nouns have capitals.

use super::super::clauses::Clauses;
use super::super::events::class;
use super::super::refusal::Refusal;
use super::super::tokens::{Sort, Tokens};
use super::de_phrases::{ACCUSATIVE, ANY, DATIVE, NOMINATIVE, Phrase, acts, phrases_of};
use super::de_verbs::{Verb, verb};
use super::phrase::{self, Actor, Reading, Slot, Trigger};
use crate::model::FactKind;

/// Reads a trigger.
pub(super) fn read(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    trigger: Trigger<'_>,
) -> Result<Reading, Refusal> {
    let frame = trigger.frame;
    if frame.target.attribute {
        return described(tokens, clauses, trigger).ok_or(Refusal::Target);
    }
    let verb = verb(tokens, trigger)?;
    let welcome = frame.target.subject || frame.needs.contains(&super::Need::Word(class::MUST));
    if let Some(at) = clauses.refuses(tokens, trigger.clause, trigger.at, welcome) {
        return Err(Refusal::TakenBack(at));
    }
    let noun = match frame.noun {
        0 => None,
        _ => Some(trigger.noun(tokens, 0..tokens.list.len()).ok_or(Refusal::Noun)?),
    };
    // Damages are no sentence.
    let damages = trigger.clause.iter().any(|i| tokens.has(*i, class::DAMAGES));
    if frame.kind == FactKind::Conviction && noun.is_none() && damages {
        return Err(Refusal::Form);
    }
    let phrases = phrases_of(tokens, trigger.clause, trigger);
    let target = &frame.target;
    let slot = if target.object && verb.passive || target.subject && !verb.passive {
        nominative(tokens, clauses, &phrases, &verb, trigger)
    } else if target.object {
        accusative(tokens, clauses, &phrases, &verb, trigger)
    } else if target.of {
        noun.and_then(|n| attribute(tokens, &phrases, n))
    } else if target.dative {
        dative(tokens, &phrases, noun, verb.passive)
    } else {
        let fits = |p: &&Phrase| {
            p.preposition.is_some_and(|at| target.prepositions.contains(&tokens.word(at)))
        };
        let sum = trigger.frame.noun == 0;
        phrases.iter().find(|p| fits(p) && (p.org.is_some() || !sum)).and_then(|p| p.slot(tokens))
    };
    let slot = slot.ok_or(Refusal::Target)?;
    let actor = actor(tokens, clauses, &phrases, &verb, slot, trigger);
    let mut reading = trigger.reading(slot, verb.finite.min(trigger.at), actor);
    reading.after = true;
    Ok(reading)
}

/// "die aufgelöste X": the name behind a participle and its article.
fn described(tokens: &Tokens<'_>, clauses: &Clauses, trigger: Trigger<'_>) -> Option<Reading> {
    let article = trigger.at.checked_sub(1).filter(|i| tokens.has(*i, class::DEFINITE))?;
    let phrases = phrases_of(tokens, trigger.clause, trigger);
    let named = phrases.iter().find(|p| p.org == Some(trigger.end))?;
    let free = clauses.refuses(tokens, &[article], trigger.at, false).is_none();
    let slot = named.slot(tokens).filter(|_| free)?;
    Some(trigger.reading(slot, article, Actor::Nobody))
}

/// Whether a phrase holds the noun that the frame asks for: "eine Geldbuße" of "verhängt".
fn holds_noun(tokens: &Tokens<'_>, phrase: &Phrase, trigger: Trigger<'_>) -> bool {
    let noun = trigger.frame.noun;
    noun != 0 && (phrase.from..phrase.to).any(|at| tokens.list[at].noun & noun != 0)
}

/// The subject.
fn nominative(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    phrases: &[Phrase],
    verb: &Verb,
    trigger: Trigger<'_>,
) -> Option<Slot> {
    let may = |p: &&Phrase| p.free() && p.case & NOMINATIVE != 0;
    let noun = |p: &&Phrase| holds_noun(tokens, p, trigger);
    // "… und wurde X": what follows the verb is no subject.
    let joined = clauses.joined_to(trigger.at);
    if let Some(subject) = phrases.iter().find(|p| may(p) && !noun(p)).filter(|_| joined.is_none())
    {
        // "die X erhält": a relative pronoun is the subject.
        return subject.slot(tokens);
    }
    if let Some(slot) = antecedent(tokens, clauses, trigger, phrases) {
        return Some(slot);
    }
    // "… und muss zahlen": the subject of the verb before.
    let joined = joined?;
    let earlier = clauses.clause(tokens, joined);
    let before = phrases_of(tokens, &earlier, trigger);
    let subject = before.iter().find(may)?;
    let slot = subject.slot(tokens)?;
    Some(Slot { anchor: slot.anchor, end: verb.finite })
}

/// The object.
fn accusative(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    phrases: &[Phrase],
    verb: &Verb,
    trigger: Trigger<'_>,
) -> Option<Slot> {
    let noun = |p: &Phrase| holds_noun(tokens, p, trigger);
    let free: Vec<&Phrase> = phrases
        .iter()
        .filter(|p| p.free() && !noun(p) && p.case & (NOMINATIVE | ACCUSATIVE) != 0)
        .collect();
    if let Some(object) = free.iter().find(|p| p.case & NOMINATIVE == 0 && p.case != ANY) {
        return object.slot(tokens);
    }
    let relative = clauses.is_subordinate(trigger.at)
        && trigger.clause.first().is_some_and(|i| tokens.has(*i, class::RELATIVE));
    let fits = |p: &Phrase| p.case & ACCUSATIVE != 0;
    // What can be the subject alone is the subject, wherever it stands.
    let only_subject = |p: &Phrase| p.case & ACCUSATIVE == 0;
    let main = !clauses.is_subordinate(trigger.at);
    let (ahead, behind): (Vec<&Phrase>, Vec<&Phrase>) =
        free.iter().partition(|p| main && p.from < verb.finite);
    match (ahead.as_slice(), behind.as_slice()) {
        ([], []) => None,
        // "Das Unternehmen hat X übernommen": one phrase stands before the verb.
        ([.., subject], [first, rest @ ..]) => {
            // "Im Streit um Preise hat die Kammer X verklagt": what stands ahead is no subject.
            if let (Some(object), false) = (rest.first(), acts(tokens, subject))
                && trigger.frame.kind != FactKind::Acquisition
                && first.case & NOMINATIVE != 0
                && first.org.is_none()
                && object.org.is_some()
                && fits(object)
            {
                return object.slot(tokens);
            }
            if only_subject(first) {
                return None;
            }
            let unclear = trigger.frame.kind == FactKind::Acquisition
                && !rest.is_empty()
                && subject.org.is_none()
                && !acts(tokens, subject);
            let thing = trigger.frame.kind == FactKind::Acquisition
                && subject.org.is_none()
                && !only_subject(subject)
                && !acts(tokens, subject);
            (!unclear && !thing).then(|| first.slot(tokens)).flatten()
        }
        ([..], []) => None,
        ([], [only]) if relative => {
            // "X, die Y gekauft hatte": the pronoun is the object if its noun is no subject.
            let pronoun = *trigger.clause.first()?;
            let object = tokens.word(pronoun) == "den"
                || only_subject(only)
                || only.org.is_some() && oblique(tokens, pronoun);
            object.then(|| antecedent(tokens, clauses, trigger, &[])).flatten()
        }
        ([], [only]) => {
            // It is the subject, unless the clause shares that of the one before.
            let shares = trigger
                .clause
                .first()
                .is_some_and(|i| *i == verb.finite || tokens.has(*i, class::CONJ));
            (shares && fits(only)).then(|| only.slot(tokens)).flatten()
        }
        ([], [subject, object, ..]) => {
            if only_subject(object) && fits(subject) {
                return subject.slot(tokens);
            }
            fits(object).then(|| object.slot(tokens)).flatten()
        }
    }
}

/// Whether the noun before a relative pronoun stands behind a preposition.
fn oblique(tokens: &Tokens<'_>, pronoun: usize) -> bool {
    (pronoun.saturating_sub(8)..pronoun.saturating_sub(2)).any(|i| tokens.has(i, class::PREP))
}

/// The name before the comma of a relative clause.
fn antecedent(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    trigger: Trigger<'_>,
    phrases: &[Phrase],
) -> Option<Slot> {
    let first = *trigger.clause.first()?;
    let relative = clauses.is_subordinate(trigger.at) && tokens.has(first, class::RELATIVE);
    if !relative || phrases.iter().any(|p| p.free() && p.org.is_some()) {
        return None;
    }
    phrase::antecedent(tokens, first)
}

/// The possessor of a noun: "die Lizenz der X", "die Auflösung von X", "das Verbot des Vereins".
fn attribute(tokens: &Tokens<'_>, phrases: &[Phrase], noun: usize) -> Option<Slot> {
    let place = phrases.iter().position(|p| (p.from..p.to).contains(&noun))?;
    if phrases[place].org.is_some() {
        return None;
    }
    let next = phrases.get(place + 1).filter(|p| p.from <= phrases[place].to + 1)?;
    let of = next.attribute
        || next
            .preposition
            .is_some_and(|at| matches!(tokens.word(at), "von" | "vom") && at == phrases[place].to);
    if of { next.slot(tokens) } else { None }
}

/// The indirect object.
fn dative(
    tokens: &Tokens<'_>,
    phrases: &[Phrase],
    noun: Option<usize>,
    passive: bool,
) -> Option<Slot> {
    let holds = |p: &Phrase| noun.is_some_and(|n| (p.from..p.to).contains(&n));
    let free = phrases.iter().filter(|p| p.preposition.is_none() && !holds(p));
    let sure = |p: &&Phrase| p.case & DATIVE != 0 && p.case != ANY && !p.attribute;
    if let Some(p) = free.clone().find(sure) {
        return p.slot(tokens);
    }
    // "X wurde das Erscheinen untersagt": the noun is the subject, a name without an article the
    // other.
    let mut named = free.filter(|p| p.org.is_some() && !p.attribute);
    let only = named.next().filter(|p| p.case == ANY)?;
    (passive && named.next().is_none()).then(|| only.slot(tokens)).flatten()
}

/// Who acts.
fn actor(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    phrases: &[Phrase],
    verb: &Verb,
    target: Slot,
    trigger: Trigger<'_>,
) -> Actor {
    let behind = |class: u64| {
        phrases.iter().find(|p| {
            // "nach der Übernahme durch X": belongs to the noun.
            let of_noun = |at: usize| {
                at.checked_sub(1)
                    .is_some_and(|i| tokens.list[i].sort == Sort::Word && tokens.list[i].capital)
            };
            p.preposition
                .is_some_and(|at| tokens.has(at, class) && (class != class::BY || !of_noun(at)))
                && (class != class::GIVER || p.org.is_some())
        })
    };
    if trigger.frame.target.subject {
        // "erhielt einen Zuschuss von X"
        return behind(class::GIVER).map_or(Actor::Nobody, |p| Actor::of(p.slot(tokens)));
    }
    if verb.passive {
        return behind(class::BY).map_or(Actor::Nobody, |p| Actor::of(p.slot(tokens)));
    }
    let subject = phrases.iter().find(|p| p.free() && p.case & NOMINATIVE != 0);
    match subject {
        Some(p) if p.slot(tokens).is_some_and(|s| s.anchor == target.anchor) => {
            // "X, das Y übernommen hat"
            antecedent(tokens, clauses, trigger, &[]).map_or(Actor::Nobody, |s| Actor::of(Some(s)))
        }
        Some(p) => Actor::of(p.slot(tokens)),
        None => Actor::Nobody,
    }
}
