//! English verbs and their auxiliaries.

use super::super::events::class;
use super::super::refusal::Refusal;
use super::super::tokens::Tokens;
use super::phrase::Trigger;
use crate::model::Kind;

/// Tokens between two verbs that share an auxiliary, at most.
const SHARED: usize = 24;

/// A verb and its auxiliaries.
pub(super) struct Group {
    /// The first token.
    pub(super) start: usize,
    pub(super) passive: bool,
    /// Whether an auxiliary stands with it.
    pub(super) helped: bool,
    /// "must pay", "has to pay".
    pub(super) must: bool,
    pub(super) infinitive: bool,
    /// The auxiliary of the verb before, which this one shares.
    pub(super) helper: Option<usize>,
}

/// The verb with what stands before it; refused where it is negated, only possible or wished for.
pub(super) fn group(tokens: &Tokens<'_>, trigger: Trigger<'_>) -> Result<Group, Refusal> {
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
            return Err(Refusal::TakenBack(at));
        } else if before == "to" {
            let governor = governor(tokens, at).ok_or(Refusal::Form)?;
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
        return Err(Refusal::Form);
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
        return Err(Refusal::Form);
    }
    // "the suspended bank", "a fine example"
    let attributive = !group.helped
        && group.start.checked_sub(1).is_some_and(|i| tokens.has(i, class::DET | class::PREP));
    if attributive { Err(Refusal::Form) } else { Ok(group) }
}

/// Whether the noun behind the verb can be its object.
pub(super) fn frame_takes(trigger: Trigger<'_>) -> bool {
    trigger.frame.noun == 0
}

/// The verb that makes an infinitive a fact: "ruled on Monday to suspend", "has to pay".
pub(super) fn governor(tokens: &Tokens<'_>, to: usize) -> Option<usize> {
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
