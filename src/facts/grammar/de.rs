//! German: the verb is in two parts or at the end, articles tell the case, nouns have capitals.

use super::super::clauses::Clauses;
use super::super::events::class;
use super::super::tokens::{Sort, Tokens};
use super::phrase::{Actor, Anchor, Behind, Reading, Slot, Trigger, behind, refers};
use crate::model::{FactKind, Lang};

const NOMINATIVE: u8 = 1;
const ACCUSATIVE: u8 = 2;
const DATIVE: u8 = 4;
const GENITIVE: u8 = 8;
const ANY: u8 = 15;
/// Words between an article and its noun, at most.
const ADJECTIVES: usize = 6;

/// A noun phrase.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    /// The first token, its preposition left out.
    from: usize,
    to: usize,
    preposition: Option<usize>,
    /// Cases that its article allows.
    case: u8,
    /// The name at its end.
    org: Option<usize>,
    /// Belongs to the noun before it.
    attribute: bool,
    /// Is about a person, a part or a product.
    other: bool,
}

impl Phrase {
    /// A subject or object: neither behind a preposition nor part of another phrase.
    fn free(&self) -> bool {
        self.preposition.is_none() && !self.attribute
    }

    /// Whom it names.
    fn slot(&self, tokens: &Tokens<'_>) -> Option<Slot> {
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

/// The verb of a clause.
struct Verb {
    passive: bool,
    /// The finite verb: what stands before it in a main clause is one phrase.
    finite: usize,
    must: bool,
}

/// Reads a trigger.
pub(super) fn read(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    trigger: Trigger<'_>,
) -> Option<Reading> {
    let frame = trigger.frame;
    let verb = verb(tokens, trigger)?;
    let welcome = frame.target.subject || frame.needs.contains(&super::Need::Word(class::MUST));
    if clauses.refuses(tokens, trigger.clause, trigger.at, welcome) {
        return None;
    }
    let noun =
        if frame.noun == 0 { None } else { Some(trigger.noun(tokens, 0..tokens.list.len())?) };
    // Damages are no sentence.
    let damages = trigger.clause.iter().any(|i| tokens.has(*i, class::DAMAGES));
    if frame.kind == FactKind::Conviction && noun.is_none() && damages {
        return None;
    }
    let phrases = phrases(tokens, trigger.clause, trigger);
    let target = &frame.target;
    let slot = if target.object && verb.passive || target.subject && !verb.passive {
        nominative(tokens, clauses, &phrases, &verb, trigger)
    } else if target.object {
        accusative(tokens, clauses, &phrases, &verb, trigger)
    } else if target.of {
        noun.and_then(|n| attribute(tokens, &phrases, n))
    } else if target.dative {
        dative(tokens, &phrases, noun)
    } else {
        let fits = |p: &&Phrase| {
            p.preposition.is_some_and(|at| target.prepositions.contains(&tokens.word(at)))
        };
        let sum = trigger.frame.noun == 0;
        phrases.iter().find(|p| fits(p) && (p.org.is_some() || !sum)).and_then(|p| p.slot(tokens))
    }?;
    let actor = actor(tokens, clauses, &phrases, &verb, slot, trigger);
    let mut reading = trigger.reading(slot, verb.finite.min(trigger.at), actor);
    reading.after = true;
    Some(reading)
}

/// Voice and finite verb; `None` for an infinitive, a plan or an attribute.
fn verb(tokens: &Tokens<'_>, trigger: Trigger<'_>) -> Option<Verb> {
    let word = tokens.word(trigger.at);
    if trigger.at.checked_sub(1).is_some_and(|i| tokens.word(i) == "zu") {
        return None;
    }
    let find = |classes: u64| trigger.clause.iter().copied().find(|i| tokens.has(*i, classes));
    let be = find(class::BE);
    let have = find(class::HAVE);
    let state = find(class::STATE);
    let must = find(class::MUST);
    let attributive =
        tokens.get(trigger.at + 1).is_some_and(|t| t.is_org() || t.capital && t.sort == Sort::Word)
            && trigger.at.checked_sub(1).is_some_and(|i| tokens.has(i, class::DET));
    if attributive {
        return None;
    }
    let participle = participle(word);
    if !participle {
        // "kaufte", "übernahm"; an infinitive goes with "muss" alone.
        let infinitive = word.ends_with("en") && must.is_some();
        if word.ends_with("en") && be.is_some() {
            return None;
        }
        let finite = if infinitive { must } else { None }.unwrap_or(trigger.at);
        return Some(Verb { passive: false, finite, must: infinitive });
    }
    // "wird verklagt werden" is to come.
    if trigger.clause.iter().any(|i| tokens.word(*i) == "wird")
        && trigger.clause.iter().any(|i| tokens.word(*i) == "werden")
    {
        return None;
    }
    if let Some(at) = be {
        return Some(Verb { passive: true, finite: at, must: false });
    }
    if let Some(at) = have {
        return Some(Verb { passive: false, finite: at, must: false });
    }
    if let Some(at) = state {
        return Some(Verb { passive: true, finite: at, must: false });
    }
    if must.is_some() {
        return None;
    }
    // "verklagt", "investiert", "verurteilt" are finite as well.
    let finite = word.ends_with('t') && !word.starts_with("ge") && !word.contains("ge")
        || word == "untersagt"
        || word == "verhängt";
    finite.then_some(Verb { passive: false, finite: trigger.at, must: false })
}

/// Whether a form may be a participle.
fn participle(word: &str) -> bool {
    let strong = [
        "übernommen",
        "erworben",
        "verboten",
        "erlassen",
        "gesprochen",
        "ausgesprochen",
        "geschlossen",
        "abgeschlossen",
        "erhoben",
        "erhalten",
        "bekommen",
        "eingeworben",
        "aufgenommen",
        "beschlossen",
        "befunden",
        "zerschlagen",
        "vergeben",
        "vollzogen",
        "zugesprochen",
        "überwiesen",
    ];
    word.ends_with('t')
        && !word.ends_with("ht")
        && word != "erhält"
        && word != "zahlt"
        && word != "spricht"
        || strong.contains(&word)
}

/// The noun phrases of a clause, pronouns among them.
fn phrases(tokens: &Tokens<'_>, clause: &[usize], trigger: Trigger<'_>) -> Vec<Phrase> {
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
fn plain(tokens: &Tokens<'_>, at: usize, first: usize) -> bool {
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

fn adjective(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    !tokens.list[at].capital
        && ["e", "en", "er", "es", "em"].iter().any(|end| word.ends_with(end))
        && tokens.events.forms(word).is_empty()
}

/// The phrase that begins at a place of the clause, and the place behind it.
fn phrase(
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
        let phrase = Phrase {
            from: first,
            to: first + 1,
            preposition,
            case,
            org: None,
            attribute: false,
            other: true,
        };
        return (Some(phrase), place + 1);
    }
    let mut next = place;
    let mut case = ANY;
    if tokens.has(first, class::DET) {
        case = case_of(tokens, first);
        next += 1;
    }
    // Adjectives, participles and numbers before the noun.
    let adjectives = next;
    while let Some(&at) = clause.get(next).filter(|_| next - adjectives < ADJECTIVES) {
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
fn superlative(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    !tokens.list[at].capital
        && ["ste", "sten", "ster", "stes"].iter().any(|end| word.ends_with(end))
}

/// The cases of an article.
fn case_of(tokens: &Tokens<'_>, at: usize) -> u8 {
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

/// The subject.
fn nominative(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    phrases: &[Phrase],
    verb: &Verb,
    trigger: Trigger<'_>,
) -> Option<Slot> {
    let may = |p: &&Phrase| p.free() && p.case & NOMINATIVE != 0;
    let noun = |p: &&Phrase| {
        trigger.frame.noun != 0
            && (p.from..p.to).any(|i| tokens.list[i].noun & trigger.frame.noun != 0)
    };
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
    let before = self::phrases(tokens, &earlier, trigger);
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
    let noun = |p: &Phrase| {
        trigger.frame.noun != 0
            && (p.from..p.to).any(|i| tokens.list[i].noun & trigger.frame.noun != 0)
    };
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

/// Whether a phrase names somebody who acts: a person, a body, an authority.
fn acts(tokens: &Tokens<'_>, phrase: &Phrase) -> bool {
    (phrase.from..phrase.to).any(|i| {
        tokens.has(i, class::PERSON | class::BODY | class::PRONOUN) || tokens.list[i].is_org()
    })
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
    let comma = first.checked_sub(1).filter(|i| tokens.mark(*i) == ",")?;
    let last = comma.checked_sub(1)?;
    // "bei X entwickelt, die …": the participle of the clause stands between.
    let between = tokens.list[last].sort == Sort::Word && !tokens.list[last].capital;
    let org = if between { last.checked_sub(1)? } else { last };
    let org = Some(org).filter(|i| tokens.list[*i].is_org())?;
    Some(Slot { anchor: Anchor::Org(tokens.list[org].item), end: org + 1 })
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
fn dative(tokens: &Tokens<'_>, phrases: &[Phrase], noun: Option<usize>) -> Option<Slot> {
    let holds = |p: &Phrase| noun.is_some_and(|n| (p.from..p.to).contains(&n));
    let mut free = phrases.iter().filter(|p| p.preposition.is_none() && !holds(p));
    let sure = |p: &&Phrase| p.case & DATIVE != 0 && p.case != ANY && !p.attribute;
    free.find(sure).and_then(|p| p.slot(tokens))
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
            p.preposition.is_some_and(|at| tokens.has(at, class))
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
