//! How each language fills the slots of a frame: voice, word order, case, prepositions.

mod de;
mod de_phrases;
mod de_verbs;
mod en;
mod en_phrases;
mod en_verbs;
mod phrase;
mod ru;
mod ru_phrases;

pub(super) use phrase::{Actor, Anchor, Reading};

use super::clauses::Clauses;
use super::events::{Frame, Need, class};
use super::refusal::{Notes, Refusal};
use super::tokens::Tokens;
use crate::model::{Kind, Lang};
use phrase::{Trigger, names_behind};

/// A reading has at most so many triggers in a sentence: longer rows of them are lists of words.
const MOST: usize = 24;

/// The readings of a sentence, in the order of their triggers. What is refused goes to `notes`.
pub(super) fn readings(
    tokens: &Tokens<'_>,
    clauses: &Clauses,
    lang: Lang,
    notes: &Notes<'_>,
) -> Vec<Reading> {
    let mut readings = Vec::new();
    let mut tried = 0;
    for at in 0..tokens.list.len() {
        for &(frame, form) in tokens.events.forms(tokens.word(at)) {
            let frame: &'static Frame = &tokens.events.frames[frame];
            let form = &frame.forms[form];
            if !tokens.reads(at, &form.words) || tried > MOST * 8 || readings.len() >= MOST {
                continue;
            }
            tried += 1;
            // "(banned in Russia)" is an aside about a body, not news of it.
            let span = (at, at + form.words.len());
            if clauses.is_inner(at) {
                notes.refused(frame, span, Refusal::Aside);
                continue;
            }
            let clause = clauses.clause(tokens, at);
            if form
                .particle
                .is_some_and(|p| !clause.iter().any(|i| *i > at && tokens.word(*i) == p))
            {
                continue;
            }
            let trigger = Trigger { at, end: at + form.words.len(), frame, clause: &clause };
            let read = match lang {
                Lang::En => en::read(tokens, clauses, trigger),
                Lang::De => de::read(tokens, clauses, trigger),
                Lang::Ru => ru::read(tokens, clauses, trigger),
            };
            let read = read.map(|r| enumerated(tokens, r)).and_then(|r| satisfied(tokens, r));
            match read {
                Ok(reading) => readings.push(reading),
                Err(why) => notes.refused(frame, span, why),
            }
        }
    }
    // Of two frames that one trigger opens, the one with more words in its slots says more.
    readings.sort_by_key(|r| (r.trigger.0, std::cmp::Reverse(r.weight)));
    readings
}

/// "six channels: Bluewave, …", "11 parties, including Tarn": a number of bodies whose names follow is
/// about these names.
fn enumerated(tokens: &Tokens<'_>, mut reading: Reading) -> Reading {
    let count = match reading.anchor {
        Anchor::Reference(count) => count,
        Anchor::Org(_) | Anchor::Alone(_) | Anchor::Shared => 0,
    };
    if let Some(name) = names_behind(tokens, reading.target_end).filter(|_| count > 1) {
        reading.anchor = Anchor::Org(tokens.list[name].item);
        reading.target_end = name + 1;
        reading.after = true;
    }
    reading
}

/// The reading if what the frame needs stands in the clause.
fn satisfied(tokens: &Tokens<'_>, reading: Reading) -> Result<Reading, Refusal> {
    let clause = &reading.clause;
    let any = |test: &dyn Fn(usize) -> bool| clause.iter().any(|i| test(*i));
    let stands = |need: &Need| match need {
        Need::Money => any(&|i| tokens.list[i].is(Kind::Money)),
        Need::Grant => grant(tokens, &reading),
        Need::Duration => any(&|i| tokens.list[i].is(Kind::Date)),
        Need::Authority => reading.actor != Actor::Nobody,
        Need::Word(class) => any(&|i| i != reading.trigger.0 && tokens.has(i, *class)),
    };
    match reading.frame.needs.iter().find(|need| !stands(need)) {
        Some(need) => Err(Refusal::Needs(*need)),
        None => Ok(reading),
    }
}

/// Whether the clause tells of a sum that is given: no price, prize, loan or damages.
fn grant(tokens: &Tokens<'_>, reading: &Reading) -> bool {
    let clause = &reading.clause;
    let money = clause.iter().any(|i| tokens.list[*i].is(Kind::Money));
    let other = clause.iter().any(|i| tokens.has(*i, class::PRIZE));
    let noun = tokens.events.noun("grant");
    let named =
        clause.iter().any(|i| tokens.list[*i].noun & noun != 0 || tokens.has(*i, class::GIVER))
            || !reading.frame.target.subject;
    money && named && !other
}
