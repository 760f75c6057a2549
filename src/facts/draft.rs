//! A claim in the making: whom and what a reading is about, and the record that it becomes.

use super::BundleClaim;
use super::events::{Frame, Need};
use super::refusal::Refusal;
use super::sentence::{DocumentMentions, Sentence};
use super::values::{Sum, When};
use crate::model::{Claim, ClaimSlot, FactKind, Kind, Span};

/// A claim without its offsets in the document.
pub(super) struct Draft {
    pub(super) frame: &'static Frame,
    /// Its tokens.
    pub(super) tokens: (usize, usize),
    /// Its bytes in the sentence.
    pub(super) trigger: (usize, usize),
    pub(super) target: usize,
    /// The finding of the acting organisation.
    pub(super) agent: Option<usize>,
    pub(super) sum: Sum,
    /// The organisation that has the same sum ("the same fine as X").
    pub(super) same_as: Option<usize>,
    pub(super) date: Option<When>,
    pub(super) duration: Option<(String, usize)>,
}

/// The claim of a draft; `before` are those of the document so far.
pub(super) fn build(
    sentence: &Sentence<'_>,
    draft: Draft,
    doc: &str,
    before: &[BundleClaim],
) -> Result<BundleClaim, Refusal> {
    let (read, kind) = (sentence.read, draft.frame.kind);
    let target = read.names[draft.target].ok_or(Refusal::NoBody)?;
    let body = |name: usize| read.bodies.get(name).copied();
    let of = |b: usize, claim: &BundleClaim| claim.kind == kind && body(claim.target) == Some(b);
    let Sum { mut amount, mut equivalents, place: sum } = draft.sum;
    if let (None, Some(other), FactKind::Fine) = (&amount, draft.same_as, kind)
        && let Some(same) = before.iter().rev().find(|c| of(other, c) && c.claim.amount.is_some())
    {
        (amount, equivalents) = (same.claim.amount.clone(), same.claim.equivalents.clone());
    }
    // "Awarded the prize" is no funding: a sum must be said.
    if kind == FactKind::Funding && amount.is_none() {
        return Err(Refusal::Needs(Need::Money));
    }
    let place = read.place(sentence.span);
    let (start, end) = (place.start, place.end);
    // A sentence gives at most one claim of a kind about an organisation.
    if before
        .iter()
        .rev()
        .take_while(|c| c.claim.start == start)
        .any(|c| body(target).is_some_and(|b| of(b, c)))
    {
        return Err(Refusal::Again);
    }
    let law = sentence.law();
    let date_place = draft.date.as_ref().map(|w| w.place);
    let date = draft.date.and_then(|w| dated(w, before));
    let mut slots =
        vec![bytes(sentence, "trigger", draft.trigger), finding(read, "target", draft.target)];
    slots.extend(draft.agent.map(|at| finding(read, "authority", at)));
    slots.extend(sum.filter(|_| amount.is_some()).map(|at| slot(sentence, "amount", at)));
    slots.extend(date_place.filter(|_| date.is_some()).map(|at| slot(sentence, "date", at)));
    slots.extend(draft.duration.as_ref().map(|d| slot(sentence, "duration", d.1)));
    slots.extend(law.as_ref().map(|l| slot(sentence, "law", l.1)));
    Ok(BundleClaim {
        kind,
        target,
        authority: draft.agent.and_then(|at| read.names[at]),
        claim: Claim {
            claim: format!("{doc}:{start}-{end}:{}", kind.as_str()),
            doc: doc.to_owned(),
            published: None,
            start,
            end,
            rule: draft.frame.name.clone(),
            slots,
            attribution: sentence.source(),
            amount,
            equivalents,
            date,
            duration: draft.duration.map(|d| d.0),
            law: law.map(|l| l.0),
            mentions: evidence(sentence, draft.target)
                .into_iter()
                .map(|at| read.mention(at, doc))
                .collect(),
        },
    })
}

/// The date of an event; of "the same year" that of the claim before it.
fn dated(when: When, before: &[BundleClaim]) -> Option<String> {
    if !when.same_year {
        return Some(when.edtf);
    }
    let year = before.last().and_then(|c| c.claim.date.as_deref()?.get(..4))?;
    let rest = when.edtf.get(4..).filter(|r| !r.is_empty())?;
    Some(format!("{year}{rest}"))
}

/// The slot that an item of the sentence fills.
pub(super) fn slot(sentence: &Sentence<'_>, name: &str, item: usize) -> ClaimSlot {
    finding(sentence.read, name, sentence.items[item].at)
}

/// The slot that a finding fills.
pub(super) fn finding(read: &DocumentMentions<'_>, name: &str, at: usize) -> ClaimSlot {
    let place = read.place(read.found[at].span);
    ClaimSlot { slot: name.to_owned(), start: place.start, end: place.end }
}

/// The slot that these bytes of the sentence fill.
fn bytes(sentence: &Sentence<'_>, name: &str, (start, end): (usize, usize)) -> ClaimSlot {
    let from = sentence.span.start;
    let place = sentence.read.place(Span::new(from + start, from + end));
    ClaimSlot { slot: name.to_owned(), start: place.start, end: place.end }
}

/// The mention of the target, wherever it is, and all mentions in the sentence except
/// organisations.
fn evidence(sentence: &Sentence<'_>, target: usize) -> Vec<usize> {
    let mut places: Vec<usize> =
        sentence.items.iter().filter(|i| i.kind != Kind::Org).map(|i| i.at).collect();
    places.push(target);
    places.sort_unstable();
    places
}
