//! German verbs: voice, and the finite part.

use super::super::events::class;
use super::super::refusal::Refusal;
use super::super::tokens::{Sort, Tokens};
use super::phrase::Trigger;

/// The verb of a clause.
pub(super) struct Verb {
    pub(super) passive: bool,
    /// The finite verb: what stands before it in a main clause is one phrase.
    pub(super) finite: usize,
}

/// Voice and finite verb; refused for an infinitive, a plan or an attribute.
pub(super) fn verb(tokens: &Tokens<'_>, trigger: Trigger<'_>) -> Result<Verb, Refusal> {
    let word = tokens.word(trigger.at);
    if trigger.at.checked_sub(1).is_some_and(|i| tokens.word(i) == "zu") {
        return Err(Refusal::Form);
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
        return Err(Refusal::Form);
    }
    let participle = participle(word);
    if !participle {
        // "kaufte", "übernahm"; an infinitive goes with "muss" alone.
        let infinitive = word.ends_with("en") && must.is_some();
        if word.ends_with("en") && be.is_some() {
            return Err(Refusal::Form);
        }
        let finite = if infinitive { must } else { None }.unwrap_or(trigger.at);
        return Ok(Verb { passive: false, finite });
    }
    // "wird verklagt werden" is to come.
    if trigger.clause.iter().any(|i| tokens.word(*i) == "wird")
        && trigger.clause.iter().any(|i| tokens.word(*i) == "werden")
    {
        return Err(Refusal::Form);
    }
    if let Some(at) = be {
        return Ok(Verb { passive: true, finite: at });
    }
    if let Some(at) = have {
        return Ok(Verb { passive: false, finite: at });
    }
    if let Some(at) = state {
        return Ok(Verb { passive: true, finite: at });
    }
    if must.is_some() {
        return Err(Refusal::Form);
    }
    // "verklagt", "investiert", "verurteilt" are finite as well.
    let finite = word.ends_with('t') && !word.starts_with("ge") && !word.contains("ge")
        || word == "untersagt"
        || word == "verhängt";
    if finite { Ok(Verb { passive: false, finite: trigger.at }) } else { Err(Refusal::Form) }
}

/// Whether a form may be a participle.
pub(super) fn participle(word: &str) -> bool {
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
