//! One event that a document tells twice, in its headline and below, is one claim.

use super::BundleClaim;
use crate::model::{FactKind, Lang};

/// The claims of a document, each event once in each language. `langs` are the languages of the
/// claims, `body` tells the body of a name.
pub(super) fn merged(
    claims: Vec<BundleClaim>,
    langs: &[Lang],
    body: impl Fn(usize) -> Option<usize>,
) -> Vec<BundleClaim> {
    let mut kept: Vec<(BundleClaim, Lang)> = Vec::new();
    for (claim, lang) in claims.into_iter().zip(langs) {
        let same = kept.iter_mut().find(|(other, of)| {
            of == lang
                && other.kind == claim.kind
                && body(other.target) == body(claim.target)
                && fits(other, &claim)
        });
        match same {
            Some((other, _)) => join(other, claim),
            None => kept.push((claim, *lang)),
        }
    }
    let mut kept: Vec<BundleClaim> = kept.into_iter().map(|(claim, _)| claim).collect();
    share_court(&mut kept, body);
    kept
}

/// Code points between a verdict and its fine, at most.
const NEAR: usize = 600;

/// A verdict and its fine are of one court: each lends the other its authority.
fn share_court(claims: &mut [BundleClaim], body: impl Fn(usize) -> Option<usize>) {
    let pair = |a: FactKind, b: FactKind| {
        matches!(
            (a, b),
            (FactKind::Fine, FactKind::Conviction) | (FactKind::Conviction, FactKind::Fine)
        )
    };
    for at in 0..claims.len() {
        let lacks = &claims[at];
        if lacks.authority.is_some() {
            continue;
        }
        let owner = claims.iter().find(|c| {
            pair(c.kind, lacks.kind)
                && c.authority.is_some()
                && body(c.target) == body(lacks.target)
                && c.claim.start.abs_diff(lacks.claim.start) <= NEAR
        });
        let Some(owner) = owner else { continue };
        let authority = owner.authority;
        let slot = owner.claim.slots.iter().find(|s| s.slot == "authority").cloned();
        claims[at].authority = authority;
        claims[at].claim.slots.extend(slot);
    }
}

/// Whether two claims can tell one event.
fn fits(a: &BundleClaim, b: &BundleClaim) -> bool {
    let amount = match (&a.claim.amount, &b.claim.amount) {
        (Some(x), Some(y)) => x.amount == y.amount && x.currency == y.currency,
        (_, _) => true,
    };
    let date = match (&a.claim.date, &b.claim.date) {
        (Some(x), Some(y)) => x.starts_with(y.as_str()) || y.starts_with(x.as_str()),
        (_, _) => true,
    };
    let duration = match (&a.claim.duration, &b.claim.duration) {
        (Some(x), Some(y)) => x == y,
        (_, _) => true,
    };
    let authority = match (a.authority, b.authority) {
        (Some(x), Some(y)) => x == y,
        (_, _) => true,
    };
    amount && date && duration && (authority || a.claim.amount == b.claim.amount)
}

/// How much a claim tells.
fn fields(claim: &BundleClaim) -> usize {
    let told = &claim.claim;
    usize::from(told.amount.is_some())
        + usize::from(told.date.is_some())
        + usize::from(told.duration.is_some())
        + usize::from(told.law.is_some())
        + usize::from(claim.authority.is_some())
}

/// Puts two claims into the one that tells more; what it lacks comes from the other.
fn join(one: &mut BundleClaim, mut other: BundleClaim) {
    if fields(&other) > fields(one) {
        std::mem::swap(one, &mut other);
    }
    let before: Vec<String> = one.claim.slots.iter().map(|s| s.slot.clone()).collect();
    let coarser = |mine: &Option<String>, theirs: &Option<String>| match (mine, theirs) {
        (Some(mine), Some(theirs)) => mine.len() < theirs.len(),
        (None, Some(_)) => true,
        (_, None) => false,
    };
    if one.claim.amount.is_none() {
        one.claim.amount = other.claim.amount.take();
        one.claim.equivalents = std::mem::take(&mut other.claim.equivalents);
    }
    if coarser(&one.claim.date, &other.claim.date) {
        one.claim.date = other.claim.date.take();
    }
    one.authority = one.authority.or(other.authority);
    one.claim.duration = one.claim.duration.take().or(other.claim.duration);
    one.claim.law = one.claim.law.take().or(other.claim.law);
    one.claim.attribution = one.claim.attribution.take().or(other.claim.attribution);
    let missing = other.claim.slots.into_iter().filter(|s| !before.contains(&s.slot));
    one.claim.slots.extend(missing);
    for mention in other.claim.mentions {
        if !one.claim.mentions.contains(&mention) {
            one.claim.mentions.push(mention);
        }
    }
}
