//! English noun phrases: where a name stands for its body, and what only describes it.

use super::super::events::class;
use super::super::tokens::{Sort, Token, Tokens};
use super::phrase::{Anchor, Behind, Slot, behind, refers};
use crate::model::{Kind, Lang};

/// Words of a noun phrase before its name, at most.
const WORDS: usize = 9;
/// Tokens of an apposition, at most.
const APPOSITION: usize = 28;

/// A noun phrase behind a verb or preposition, up to its name or its noun for bodies.
pub(super) fn noun_phrase(tokens: &Tokens<'_>, from: usize) -> Option<Slot> {
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
                    tokens.get(at + 1).is_some_and(Token::is_org) && tokens.mark(at + 2) == ")";
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
                // "six channels, Radio Tarn reported": one name is no list.
                let several = (from..at).any(|i| tokens.list[i].count > 1);
                if several && tokens.mark(at) == "," && !lists(tokens, at + 1) {
                    break;
                }
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

/// Whether a name and another one behind a comma or conjunction stand at a token.
fn lists(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_org = |i: usize| tokens.get(i).is_some_and(Token::is_org);
    let joins = tokens.mark(at + 1) == "," || tokens.has(at + 1, class::CONJ);
    is_org(at) && joins && (is_org(at + 2) || is_org(at + 3))
}

/// A name that stands for its body.
pub(super) fn name(tokens: &Tokens<'_>, at: usize) -> Option<Slot> {
    let mut end = at + 1;
    while tokens.has(end, class::BODY) {
        end += 1;
    }
    // "X (Y)": the short name.
    if tokens.mark(end) == "("
        && tokens.get(end + 1).is_some_and(Token::is_org)
        && tokens.mark(end + 2) == ")"
    {
        end += 3;
    }
    (behind(tokens, at, Lang::En) == Behind::Free)
        .then(|| Slot { anchor: Anchor::Org(tokens.list[at].item), end })
}

/// What follows "a majority stake in", "control of", "60% of".
pub(super) fn majority(tokens: &Tokens<'_>, from: usize) -> usize {
    let near = from..(from + 6).min(tokens.list.len());
    let whole = near.clone().any(|i| tokens.has(i, class::MAJORITY) || half(tokens, i));
    let preposition = near.clone().find(|i| matches!(tokens.word(*i), "of" | "in"));
    match preposition {
        Some(at) if whole && (from..at).all(|i| !tokens.list[i].is_org()) => at + 1,
        _ => from,
    }
}

/// Half of something or more, in per cent.
pub(super) fn half(tokens: &Tokens<'_>, at: usize) -> bool {
    let number = tokens.word(at).split(['.', ',']).next().unwrap_or_default();
    let per_cent = (at + 1..at + 4).any(|i| {
        tokens.mark(i) == "%" || matches!(tokens.word(i), "percent" | "pct" | "per" | "cent")
    });
    per_cent && number.parse::<u32>().is_ok_and(|n| (50..=100).contains(&n))
}

/// The subject before a verb.
pub(super) fn subject(tokens: &Tokens<'_>, verb: usize) -> Option<Slot> {
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
            Sort::Possessive | Sort::Mark | Sort::Mention(_) => false,
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
    if tokens.has(at, class::RELATIVE) {
        return antecedent(tokens, at);
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
pub(super) fn before_place(tokens: &Tokens<'_>, at: usize) -> usize {
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
pub(super) fn apposition(tokens: &Tokens<'_>, at: usize) -> bool {
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
pub(super) fn phrase_start(tokens: &Tokens<'_>, at: usize) -> usize {
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
            Sort::Possessive | Sort::Mark | Sort::Mention(_) => false,
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
pub(super) fn head(tokens: &Tokens<'_>, at: usize) -> Option<Slot> {
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
        // "talks between X and Y were": the first of several tells.
        let joined = tokens.word(b) == "and"
            && b.checked_sub(1)
                .is_some_and(|i| tokens.list[i].is_org() && head(tokens, i).is_none());
        token.has(class::PREP) || token.sort == Sort::Possessive || token.is_org() || joined
    });
    (!person && !inner).then(|| Slot { anchor: Anchor::Org(tokens.list[at].item), end: at + 1 })
}

/// The name before a relative pronoun: "X, which".
pub(super) fn antecedent(tokens: &Tokens<'_>, pronoun: usize) -> Option<Slot> {
    let before = pronoun.checked_sub(1)?;
    let last = if tokens.mark(before) == "," { before.checked_sub(1)? } else { before };
    let known = tokens.list[last].is_org() && behind(tokens, last, Lang::En) == Behind::Free;
    known.then(|| Slot { anchor: Anchor::Org(tokens.list[last].item), end: pronoun })
}
