//! English: auxiliaries tell the voice, places tell the slots.

use super::super::clauses::Clauses;
use super::super::events::class;
use super::super::tokens::{Sort, Tokens};
use super::phrase::{Actor, Anchor, Behind, Reading, Slot, Trigger, behind, refers};
use crate::model::{Kind, Lang};

/// Words of a noun phrase before its name, at most.
const WORDS: usize = 9;
/// Tokens between a verb and its noun, at most.
const NOUN: usize = 16;
/// Tokens between two verbs that share an auxiliary, at most.
const SHARED: usize = 24;
/// Tokens of an apposition, at most.
const APPOSITION: usize = 28;

/// A verb and its auxiliaries.
struct Group {
    /// The first token.
    start: usize,
    passive: bool,
    /// Whether an auxiliary stands with it.
    helped: bool,
    /// "must pay", "has to pay".
    must: bool,
    infinitive: bool,
    /// The auxiliary of the verb before, which this one shares.
    helper: Option<usize>,
}

/// Reads a trigger.
pub(super) fn read(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    trigger: Trigger<'_>,
) -> Option<Reading> {
    let frame = trigger.frame;
    let group = group(tokens, trigger)?;
    if (group.must || group.infinitive) && !frame.target.subject && !frame.target.of {
        return None;
    }
    if clauses.refuses(tokens, trigger.clause, group.start, frame.target.subject) {
        return None;
    }
    let end = clauses.segment(trigger.at).end;
    let target = &frame.target;
    let read = if target.object {
        let slot = object(tokens, trigger, &group, end);
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
    }?;
    let actor = if group.passive {
        by(tokens, trigger.end, end)
    } else {
        actor(tokens, clauses, &group, trigger)
    };
    Some(trigger.reading(read, group.start, actor))
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

/// The verb with what stands before it; `None` where it is negated, only possible or wished for.
fn group(tokens: &Tokens<'_>, trigger: Trigger<'_>) -> Option<Group> {
    let mut group = Group {
        start: trigger.at,
        passive: false,
        helped: false,
        must: false,
        infinitive: false,
        helper: None,
    };
    let word = tokens.word(trigger.at);
    let gerund = word.ends_with("ing");
    let mut bare_be = false;
    while let Some(at) = group.start.checked_sub(1) {
        let token = tokens.list[at];
        let before = tokens.word(at);
        if token.has(class::MODAL) || tokens.negates(at) {
            return None;
        } else if before == "to" {
            let governor = governor(tokens, at)?;
            group.must = true;
            group.infinitive = true;
            group.helped = true;
            group.start = governor;
            continue;
        } else if token.has(class::MUST) {
            group.must = true;
            group.helped = true;
        } else if token.has(class::BE) {
            group.passive |= !gerund;
            bare_be |= before == "be" && !group.helped;
            group.helped = true;
        } else if token.has(class::HAVE) {
            bare_be = false;
            group.helped = true;
        } else if !(token.has(class::ADVERB) || before.ends_with("ly")) {
            break;
        }
        group.start = at;
    }
    // "demanded that X be fined"
    if bare_be {
        return None;
    }
    let mut next = trigger.end;
    while tokens.has(next, class::ADVERB) {
        next += 1;
    }
    if !group.helped && tokens.has(next, class::BY) {
        group.passive = true;
    }
    // "was charged and fined": the auxiliary of the verb before.
    let joined =
        group.start.checked_sub(1).filter(|i| !group.helped && tokens.has(*i, class::CONJ));
    if let Some(at) = joined {
        let helper = (at.saturating_sub(SHARED)..at).rev().find(|i| tokens.has(*i, class::BE));
        let open =
            |h: usize| (h..at).all(|i| !tokens.list[i].is_org() && !tokens.has(i, class::PRONOUN));
        let object = tokens.get(trigger.end).is_some_and(|t| {
            t.is_org() || t.has(class::DET | class::PRONOUN) && frame_takes(trigger)
        });
        group.helper = helper.filter(|h| open(*h) && !object);
        group.passive |= group.helper.is_some();
    }
    // "Buying X would help": no deed yet.
    if gerund && !group.helped && group.start.checked_sub(1).is_none_or(|i| tokens.mark(i) != ",") {
        return None;
    }
    // "the suspended bank", "a fine example"
    let attributive = !group.helped
        && group.start.checked_sub(1).is_some_and(|i| tokens.has(i, class::DET | class::PREP));
    (!attributive).then_some(group)
}

/// Whether the noun behind the verb can be its object.
fn frame_takes(trigger: Trigger<'_>) -> bool {
    trigger.frame.noun == 0
}

/// The verb that makes an infinitive a fact: "ruled on Monday to suspend", "has to pay".
fn governor(tokens: &Tokens<'_>, to: usize) -> Option<usize> {
    for at in (to.saturating_sub(5)..to).rev() {
        let token = tokens.list[at];
        if token.has(class::GOVERNOR) {
            return Some(at);
        }
        let between = token.is(Kind::Date) || token.has(class::PREP | class::ADVERB);
        if !between {
            return None;
        }
    }
    None
}

/// Object of the active, subject of the passive.
fn object(tokens: &Tokens<'_>, trigger: Trigger<'_>, group: &Group, end: usize) -> Option<Slot> {
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
        noun_phrase(tokens, trigger.end).or_else(|| common_object(tokens, trigger, group, end))
    }?;
    let from = if group.passive { trigger.end } else { slot.end };
    if frame.noun != 0 {
        let noun = trigger.noun(tokens, from..(from + NOUN).min(end.max(from)))?;
        if !direct(tokens, from, noun) {
            return None;
        }
    }
    // "charged X 5 dollars for", "is charged with ensuring", "banned X from"
    let next = tokens.word(from);
    let odd = match frame.kind {
        crate::model::FactKind::Charge => {
            tokens.get(from).is_some_and(|t| t.is(Kind::Money))
                || next == "with" && tokens.word(from + 1).ends_with("ing") && {
                    let be = tokens.word(group.start);
                    be == "is" || be == "are"
                }
        }
        crate::model::FactKind::Closure => {
            next == "from" || next == "at" || next == "out" || next == "up"
        }
        _ => false,
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

/// A noun phrase behind a verb or preposition, up to its name or its noun for bodies.
fn noun_phrase(tokens: &Tokens<'_>, from: usize) -> Option<Slot> {
    let mut at = from;
    while tokens.has(at, class::ADVERB) && !tokens.has(at, class::DET) {
        at += 1;
    }
    let from = majority(tokens, at);
    if matches!(tokens.word(from), "it" | "them") {
        return Some(Slot { anchor: Anchor::Reference(1), end: from + 1 });
    }
    let mut at = from;
    let stop = class::PREP
        | class::CONJ
        | class::SUBORDINATE
        | class::PRONOUN
        | class::BE
        | class::HAVE
        | class::MODAL
        | class::SAY
        | class::NEGATION;
    while let Some(token) = tokens.get(at).filter(|_| at < from + WORDS) {
        match token.sort {
            Sort::Mention(Kind::Org) => return name(tokens, at),
            Sort::Mention(_) => break,
            Sort::Possessive => {
                // "Italy's X", but "the bank's owner X"
                if at > from && tokens.has(at - 1, class::BODY | class::PERSON) {
                    return None;
                }
            }
            // "Hewlett Packard (HP)": the name that is known stands in brackets.
            Sort::Mark if at > from && tokens.mark(at) == "(" && tokens.list[at - 1].capital => {
                let known =
                    tokens.get(at + 1).is_some_and(|t| t.is_org()) && tokens.mark(at + 2) == ")";
                return known
                    .then(|| Slot { anchor: Anchor::Org(tokens.list[at + 1].item), end: at + 3 });
            }
            Sort::Mark => {
                let listed = at > from
                    && tokens.has(at - 1, class::BODY)
                    && matches!(tokens.mark(at), ":" | "," | "–" | "-" | "—" | "(");
                if !listed && !matches!(tokens.mark(at), "\"" | "'" | "<" | "“" | "«" | "-") {
                    break;
                }
                let next = tokens.get(at + 1);
                if matches!(tokens.mark(at), "," | "(")
                    && next.is_none_or(|t| !t.is_org() && !t.has(class::DET))
                {
                    break;
                }
            }
            Sort::Word if token.has(class::PERSON) => return None,
            Sort::Word if token.has(class::NO_TARGET) => {
                let head = tokens.get(at + 1).is_none_or(|t| t.is_org() || t.has(class::PREP));
                if head {
                    return None;
                }
            }
            Sort::Word if token.has(stop) && !token.has(class::DET) => break,
            Sort::Word => {}
        }
        at += 1;
    }
    // "the bank", "both groups"
    let last = tokens.get(at);
    if last.is_some_and(|t| t.sort == Sort::Possessive) {
        return None;
    }
    let noun_end = (from..at).rev().find(|i| tokens.list[*i].sort == Sort::Word)? + 1;
    refers(tokens, from, noun_end)
        .map(|count| Slot { anchor: Anchor::Reference(count), end: noun_end })
}

/// A name that stands for its body.
fn name(tokens: &Tokens<'_>, at: usize) -> Option<Slot> {
    let mut end = at + 1;
    while tokens.has(end, class::BODY) {
        end += 1;
    }
    (behind(tokens, at, Lang::En) == Behind::Free)
        .then(|| Slot { anchor: Anchor::Org(tokens.list[at].item), end })
}

/// What follows "a majority stake in", "control of", "60% of".
fn majority(tokens: &Tokens<'_>, from: usize) -> usize {
    let near = from..(from + 6).min(tokens.list.len());
    let whole = near.clone().any(|i| tokens.has(i, class::MAJORITY) || half(tokens, i));
    let preposition = near.clone().find(|i| matches!(tokens.word(*i), "of" | "in"));
    match preposition {
        Some(at) if whole && (from..at).all(|i| !tokens.list[i].is_org()) => at + 1,
        _ => from,
    }
}

/// Half of something or more, in per cent.
fn half(tokens: &Tokens<'_>, at: usize) -> bool {
    let number = tokens.word(at).split(['.', ',']).next().unwrap_or_default();
    let per_cent = (at + 1..at + 4).any(|i| {
        tokens.mark(i) == "%" || matches!(tokens.word(i), "percent" | "pct" | "per" | "cent")
    });
    per_cent && number.parse::<u32>().is_ok_and(|n| (50..=100).contains(&n))
}

/// The subject before a verb.
fn subject(tokens: &Tokens<'_>, verb: usize) -> Option<Slot> {
    let mut at = verb.checked_sub(1)?;
    // "X lost the case and was fined"
    if tokens.has(at, class::CONJ) {
        return Some(Slot { anchor: Anchor::Shared, end: at });
    }
    let mut jumped = false;
    for _ in 0..12 {
        let token = tokens.list[at];
        let skip = match token.sort {
            Sort::Mention(Kind::Date) => true,
            Sort::Word => {
                token.has(class::ADVERB)
                    || token.has(class::PREP)
                        && tokens.get(at + 1).is_some_and(|t| t.is(Kind::Date))
            }
            _ => false,
        };
        if skip {
            at = at.checked_sub(1)?;
            continue;
        }
        match tokens.mark(at) {
            ")" | ">" => {
                let open = if tokens.mark(at) == ")" { "(" } else { "<" };
                at = (at.saturating_sub(12)..at)
                    .rev()
                    .find(|i| tokens.mark(*i) == open)?
                    .checked_sub(1)?;
            }
            "," if !jumped => {
                jumped = true;
                let open =
                    (at.saturating_sub(APPOSITION)..at).rev().find(|i| tokens.mark(*i) == ",")?;
                // "The firm, X, was fined": the name itself.
                if open + 2 == at && tokens.list[open + 1].is_org() {
                    return head(tokens, open + 1);
                }
                let place = at - open <= 3 && tokens.list[open + 1].capital;
                if !apposition(tokens, open + 1) && !place {
                    return None;
                }
                at = open.checked_sub(1)?;
            }
            "\"" | "'" | "”" | "»" | "–" | "-" => at = at.checked_sub(1)?,
            _ => break,
        }
    }
    at = before_place(tokens, at);
    let token = tokens.list[at];
    if token.is_org() {
        return head(tokens, at);
    }
    if tokens.word(at) == "it" {
        return Some(Slot { anchor: Anchor::Reference(1), end: at + 1 });
    }
    if token.sort != Sort::Word || token.has(class::PRONOUN | class::SAY) {
        return None;
    }
    let from = phrase_start(tokens, at);
    if token.has(class::BODY) {
        if (from..at).any(|i| tokens.list[i].is_org() && i + 1 == at) {
            return head(tokens, at - 1);
        }
        let before = from.checked_sub(1);
        let inner = before
            .is_some_and(|b| tokens.has(b, class::PREP) || tokens.list[b].sort == Sort::Possessive);
        return refers(tokens, from, at + 1)
            .filter(|_| !inner)
            .map(|count| Slot { anchor: Anchor::Reference(count), end: at + 1 });
    }
    // "X and two managers were charged"
    let joined = from.checked_sub(1).filter(|i| tokens.word(*i) == "and")?;
    let before = joined.checked_sub(1)?;
    let before = if tokens.mark(before) == "," { before.checked_sub(1)? } else { before };
    tokens.list[before].is_org().then(|| head(tokens, before)).flatten()
}

/// "X in Leeds", "X of Hsinchu": the name before a place.
fn before_place(tokens: &Tokens<'_>, at: usize) -> usize {
    let mut from = at;
    while from > 0
        && tokens.list[from].sort == Sort::Word
        && tokens.list[from].capital
        && at - from < 3
    {
        from -= 1;
    }
    let led = from < at && matches!(tokens.word(from), "in" | "of" | "at");
    match from.checked_sub(1) {
        Some(org) if led && tokens.list[org].is_org() => org,
        _ => at,
    }
}

/// Whether an apposition or relative clause begins there.
fn apposition(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    matches!(
        word,
        "which"
            | "who"
            | "whose"
            | "a"
            | "an"
            | "the"
            | "one"
            | "based"
            | "formerly"
            | "led"
            | "owned"
            | "part"
            | "its"
            | "known"
            | "run"
            | "founded"
    ) || tokens.has(at, class::PREP)
        || word.ends_with("ing")
        || word.ends_with("ed")
}

/// The first token of the noun phrase that ends at a token.
fn phrase_start(tokens: &Tokens<'_>, at: usize) -> usize {
    let stop = class::PREP
        | class::CONJ
        | class::SUBORDINATE
        | class::PRONOUN
        | class::SAY
        | class::BE
        | class::HAVE
        | class::MODAL;
    let mut from = at;
    while let Some(before) = from.checked_sub(1).filter(|b| at - b <= WORDS) {
        let token = tokens.list[before];
        let inside = match token.sort {
            Sort::Word => !token.has(stop) || token.has(class::DET),
            Sort::Mention(Kind::Org) => true,
            _ => false,
        };
        if !inside {
            break;
        }
        from = before;
        if token.has(class::DET) {
            break;
        }
    }
    from
}

/// A name that is the head of the noun phrase before a verb.
fn head(tokens: &Tokens<'_>, at: usize) -> Option<Slot> {
    let closes = tokens
        .get(at + 1)
        .is_some_and(|t| t.sort == Sort::Possessive || t.glued && tokens.mark(at + 1) == "-");
    if closes {
        return None;
    }
    let from = phrase_start(tokens, at);
    let person = (from..at).any(|i| tokens.has(i, class::PERSON | class::NO_TARGET));
    let mut before = from.checked_sub(1);
    while let Some(b) = before.filter(|b| matches!(tokens.mark(*b), "\"" | "<" | "“" | "'" | "«"))
    {
        before = b.checked_sub(1);
    }
    let inner = before.is_some_and(|b| {
        let token = tokens.list[b];
        token.has(class::PREP) || token.sort == Sort::Possessive || token.is_org()
    });
    (!person && !inner).then(|| Slot { anchor: Anchor::Org(tokens.list[at].item), end: at + 1 })
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
