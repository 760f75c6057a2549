//! English: auxiliaries tell the voice, places tell the slots.

use super::super::clauses::Clauses;
use super::super::events::class;
use super::super::refusal::Refusal;
use super::super::tokens::{Sort, Tokens};
use super::en_phrases::{antecedent, head, noun_phrase, phrase_start, subject};
use super::en_verbs::{Group, group};
use super::phrase::{Actor, Anchor, Reading, Slot, Trigger, refers};
use crate::model::{FactKind, Kind};

/// Tokens between a verb and its noun, at most.
const NOUN: usize = 16;

/// Reads a trigger.
pub(super) fn read(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    trigger: Trigger<'_>,
) -> Result<Reading, Refusal> {
    let frame = trigger.frame;
    let group = group(tokens, trigger)?;
    if (group.must || group.infinitive) && !frame.target.subject && !frame.target.of {
        return Err(Refusal::Form);
    }
    let taken_back = clauses.refuses(tokens, trigger.clause, group.start, frame.target.subject);
    if let Some(at) = taken_back {
        return Err(Refusal::TakenBack(at));
    }
    let end = clauses.segment(trigger.at).end;
    let target = &frame.target;
    let read = if target.object {
        let slot = object(tokens, clauses, trigger, &group);
        slot.and_then(|slot| lead(tokens, clauses, trigger, &group, slot))
    } else if target.subject {
        let noun = trigger.noun(tokens, trigger.end..trigger.end + NOUN);
        let has = frame.noun == 0 || noun.is_some_and(|n| direct(tokens, trigger.end, n));
        let slot = (has && !group.passive).then(|| subject(tokens, group.start)).flatten();
        slot.and_then(|slot| lead(tokens, clauses, trigger, &group, slot))
    } else if target.of {
        possessor(tokens, trigger, &group, end)
    } else {
        behind_preposition(tokens, trigger, &group)
    };
    let read = read.ok_or_else(|| trigger.lacks(tokens))?;
    let actor = if group.passive {
        by(tokens, trigger.end, end)
    } else {
        actor(tokens, clauses, &group, trigger)
    };
    Ok(trigger.reading(read, group.start, actor))
}

/// The subject that a clause begins with, in place of one that is shared: "X paid and was fined".
fn lead(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    trigger: Trigger<'_>,
    group: &Group,
    slot: Slot,
) -> Option<Slot> {
    if slot.anchor != Anchor::Shared {
        return Some(slot);
    }
    if let Some(mut helper) = group.helper {
        while helper > 0 && tokens.has(helper - 1, class::HAVE | class::ADVERB | class::BE) {
            helper -= 1;
        }
        return subject(tokens, helper);
    }
    let from = clauses.segment(trigger.at).start;
    match noun_phrase(tokens, from).filter(|s| s.end < slot.end) {
        Some(first) if !tokens.has(first.end, class::PREP) => {
            Some(Slot { anchor: first.anchor, end: slot.end })
        }
        _ => Some(slot),
    }
}

/// Object of the active, subject of the passive.
fn object(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    trigger: Trigger<'_>,
    group: &Group,
) -> Option<Slot> {
    let range = clauses.segment(trigger.at);
    let end = range.end;
    let frame = trigger.frame;
    let slot = if group.passive {
        // "X, fined by Y in May, …"
        let reduced = group
            .start
            .checked_sub(2)
            .filter(|i| !group.helped && tokens.mark(i + 1) == "," && tokens.list[*i].is_org());
        match reduced {
            Some(org) => head(tokens, org),
            None => subject(tokens, group.start),
        }
    } else {
        noun_phrase(tokens, trigger.end)
            .or_else(|| common_object(tokens, trigger, group, end))
            .or_else(|| {
                // "X, which Y bought in May"
                let led = tokens.has(range.start, class::RELATIVE) && range.start + 1 < group.start;
                let open =
                    tokens.get(trigger.end).is_none_or(|t| !t.has(class::DET | class::PRONOUN));
                (led && open).then(|| antecedent(tokens, range.start)).flatten()
            })
    }?;
    let from = if group.passive { trigger.end } else { slot.end };
    if frame.noun != 0 {
        let noun = trigger.noun(tokens, from..(from + NOUN).min(end.max(from)))?;
        // "ordered X to halt its work for a month and to pay a fine"
        let second = (from..noun).rev().find(|i| {
            tokens.word(*i) == "and" && matches!(tokens.word(i + 1), "to" | "pay" | "with")
        });
        if !direct(tokens, second.map_or(from, |at| at + 1), noun) {
            return None;
        }
    }
    // "charged X 5 dollars for", "is charged with ensuring", "banned X from"
    let next = tokens.word(from);
    let odd = match frame.kind {
        FactKind::Charge => {
            tokens.get(from).is_some_and(|t| t.is(Kind::Money))
                || next.starts_with(|c: char| c.is_ascii_digit())
                || next == "with" && tokens.word(from + 1).ends_with("ing") && {
                    let be = tokens.word(group.start);
                    be == "is" || be == "are"
                }
        }
        FactKind::Closure => next == "from" || next == "at" || next == "out" || next == "up",
        FactKind::Fine
        | FactKind::Suspension
        | FactKind::Conviction
        | FactKind::Lawsuit
        | FactKind::Funding
        | FactKind::Acquisition => false,
    };
    (!odd).then_some(slot)
}

/// "fined and suspended the work of X": the object of the next verb is that of both.
fn common_object(
    tokens: &Tokens<'_>,
    trigger: Trigger<'_>,
    group: &Group,
    end: usize,
) -> Option<Slot> {
    let next = trigger.end + 1;
    if tokens.word(trigger.end) != "and" || trigger.frame.noun != 0 {
        return None;
    }
    let frames = tokens.events.forms(tokens.word(next)).iter();
    frames.map(|(frame, _)| &tokens.events.frames[*frame]).find_map(|frame| {
        let other = Trigger { at: next, end: next + 1, frame, clause: trigger.clause };
        if frame.target.of {
            possessor(tokens, other, group, end)
        } else if frame.target.object {
            noun_phrase(tokens, next + 1)
        } else {
            None
        }
    })
}

/// Whether the words between two places only lead from a verb to its noun.
fn direct(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    let against = class::PRONOUN
        | class::SAY
        | class::MODAL
        | class::COMPLEMENT
        | class::BE
        | class::NEGATION;
    (from..to).all(|i| {
        let token = tokens.list[i];
        let mark = tokens.mark(i);
        let preposition = token.has(class::PREP)
            && !matches!(
                tokens.word(i),
                "with" | "to" | "of" | "in" | "at" | "than" | "over" | "on"
            );
        !token.has(against) && !preposition && !token.is_org() && !matches!(mark, ";" | ":")
    })
}

/// The possessor of the frame's noun.
fn possessor(tokens: &Tokens<'_>, trigger: Trigger<'_>, group: &Group, end: usize) -> Option<Slot> {
    let noun = if group.passive {
        let near = group.start.saturating_sub(NOUN)..group.start;
        near.rev().find(|i| tokens.list[*i].noun & trigger.frame.noun != 0)?
    } else {
        trigger.noun(tokens, trigger.end..(trigger.end + NOUN).min(end))?
    };
    let edge = if group.passive { noun.saturating_sub(8) } else { trigger.end };
    if tokens.word(noun + 1) == "of" {
        // "the suspension of the three groups' activities"
        let mark = (noun + 3..noun + 8).find(|i| tokens.mark(*i) == "'");
        if let Some(mark) = mark.filter(|m| tokens.has(m - 1, class::BODY)) {
            return refers(tokens, noun + 2, mark)
                .map(|count| Slot { anchor: Anchor::Reference(count), end: mark + 1 });
        }
        let slot = noun_phrase(tokens, noun + 2)?;
        // "the licence of X was suspended": nothing else between.
        return (!group.passive || group.start <= slot.end + 2).then_some(slot);
    }
    if group.passive && noun + 2 < group.start {
        return None;
    }
    // "X's licence", "the group's activities", "its licence"
    let mark = (edge..noun).rev().find(|i| tokens.list[*i].sort == Sort::Possessive);
    if let Some(mark) = mark {
        let owner = mark.checked_sub(1)?;
        if tokens.list[owner].is_org() {
            return Some(Slot { anchor: Anchor::Org(tokens.list[owner].item), end: noun + 1 });
        }
        return refers(tokens, phrase_start(tokens, owner), mark)
            .map(|count| Slot { anchor: Anchor::Reference(count), end: noun + 1 });
    }
    // "suspended all X operations"
    let org = noun.checked_sub(1).filter(|i| *i >= edge && tokens.list[*i].is_org())?;
    Some(Slot { anchor: Anchor::Org(tokens.list[org].item), end: noun + 1 })
}

/// The noun phrase behind the frame's preposition.
fn behind_preposition(tokens: &Tokens<'_>, trigger: Trigger<'_>, group: &Group) -> Option<Slot> {
    let frame = trigger.frame;
    let fits = |i: usize| frame.target.prepositions.contains(&tokens.word(i));
    let at = if frame.noun == 0 {
        // "invested 2 million in X"
        let money = (trigger.end..trigger.end + 6)
            .find(|i| tokens.get(*i).is_some_and(|t| t.is(Kind::Money)));
        (trigger.end..trigger.end + NOUN)
            .find(|i| fits(*i) && money.is_some_and(|m| *i > m || group.passive))?
    } else {
        let ahead = trigger.noun(tokens, trigger.end..trigger.end + NOUN);
        let ahead = ahead.filter(|n| !group.passive && direct(tokens, trigger.end, *n));
        match ahead {
            Some(noun) => (noun + 1..noun + NOUN)
                .find(|i| fits(*i))
                .filter(|i| direct(tokens, noun + 1, *i))?,
            None => {
                let near = group.start.saturating_sub(NOUN)..group.start;
                near.rev().find(|i| tokens.list[*i].noun & frame.noun != 0)?;
                (trigger.end..trigger.end + 3).find(|i| fits(*i))?
            }
        }
    };
    noun_phrase(tokens, at + 1)
}

/// Who acts in the passive.
fn by(tokens: &Tokens<'_>, from: usize, end: usize) -> Actor {
    match (from..end.max(from)).find(|i| tokens.has(*i, class::BY)) {
        Some(by) => Actor::of(noun_phrase(tokens, by + 1)),
        None => Actor::Nobody,
    }
}

/// Who acts in the active.
fn actor(tokens: &Tokens<'_>, clauses: &Clauses, group: &Group, trigger: Trigger<'_>) -> Actor {
    if trigger.frame.target.subject {
        // "received a grant from X"
        let mut behind = trigger.clause.iter().copied().filter(|i| *i > trigger.end);
        return match behind.find(|i| tokens.has(*i, class::GIVER)) {
            Some(from) => Actor::of(noun_phrase(tokens, from + 1)),
            None => Actor::Nobody,
        };
    }
    let slot = subject(tokens, group.start);
    Actor::of(slot.and_then(|slot| lead(tokens, clauses, trigger, group, slot)))
}
