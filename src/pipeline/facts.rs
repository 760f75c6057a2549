//! From claims to facts: what documents say of one body and one time, and whether they agree.

use super::bundle::line::Bundle;
use super::link::{Entities, EntityIndex};
use crate::model::{
    Claim, ClaimAmount, FactKind, FactRecord, Field, FieldStatus, Kind, MoneyModifier, Rate, Roles,
    SCHEMA_VERSION, sha256_hex,
};
use crate::text::name_stems;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A claim and the body that acted.
type Heard = (Claim, Option<String>);

/// Claims by kind, target and authority.
#[derive(Debug, Default)]
pub(super) struct Claims {
    by_target: BTreeMap<(FactKind, String), Vec<Heard>>,
    /// Near-copies that claim something, with the document that each copies.
    copies: BTreeMap<String, String>,
}

impl Claims {
    /// Takes the claims of a document that is not a copy, but may be a near-copy.
    pub(super) fn add(
        &mut self,
        bundle: &Bundle,
        entities: &Entities,
        places: &[Option<EntityIndex>],
        near: Option<&str>,
    ) {
        let id = |name: usize| {
            let entity = entities.get((*places.get(name)?)?)?;
            bundle.names.get(name).filter(|n| n.kind == Kind::Org).map(|_| entity.id.clone())
        };
        if let Some(first) = near.filter(|_| !bundle.claims.is_empty()) {
            self.copies.insert(bundle.head.id.clone(), first.to_owned());
        }
        for claim in &bundle.claims {
            if let Some(target) = id(claim.target) {
                self.by_target
                    .entry((claim.kind, target))
                    .or_default()
                    .push((claim.claim.clone(), claim.authority.and_then(id)));
            }
        }
    }

    /// The facts, ordered by id.
    pub(super) fn facts(self, rates: &[Rate]) -> Vec<FactRecord> {
        let Self { by_target, copies } = self;
        let mut facts = Vec::new();
        for ((kind, target), claims) in by_target {
            for (bucket, claims) in buckets(claims) {
                facts.push(fact((kind, &target, bucket), claims, rates, &copies));
            }
        }
        facts.sort_by(|a, b| a.id.cmp(&b.id));
        facts
    }
}

/// Claims of one month are of one event; a claim without a year joins the only year with its month,
/// one without a day the only month there is; else they stand alone.
fn buckets(claims: Vec<Heard>) -> BTreeMap<Option<String>, Vec<Heard>> {
    let mut buckets: BTreeMap<Option<String>, Vec<Heard>> = BTreeMap::new();
    for claim in claims {
        let month = claim.0.date.as_deref().and_then(|d| d.get(..7)).map(str::to_owned);
        buckets.entry(month).or_default().push(claim);
    }
    let yearless: Vec<String> =
        buckets.keys().flatten().filter(|m| m.starts_with('X')).cloned().collect();
    for month in yearless {
        let same: Vec<String> = buckets
            .keys()
            .flatten()
            .filter(|m| !m.starts_with('X') && m.get(4..) == month.get(4..))
            .cloned()
            .collect();
        if let [only] = same.as_slice()
            && let Some(claims) = buckets.remove(&Some(month))
        {
            buckets.entry(Some(only.clone())).or_default().extend(claims);
        }
    }
    let months: Vec<_> = buckets.keys().flatten().cloned().collect();
    if let [only] = months.as_slice()
        && let Some(undated) = buckets.remove(&None)
    {
        buckets.entry(Some(only.clone())).or_default().extend(undated);
    }
    buckets
}

/// Days that name the same one: "25 January" and "25 January 2021" do.
fn days(claims: &[Claim]) -> Option<Field> {
    let said: BTreeSet<&str> = claims.iter().filter_map(|c| c.date.as_deref()).collect();
    let full = |day: &str| -> String {
        let mut years = said
            .iter()
            .filter(|d| !d.starts_with('X') && day.starts_with('X') && d.get(4..) == day.get(4..));
        years.next().map_or_else(|| day.to_owned(), |d| (*d).to_owned())
    };
    strings(claims.iter().filter_map(|c| c.date.as_deref()).map(full), "day")
}

/// How many sources speak: a source that claims name counts once, whatever documents repeat it;
/// else each document.
///
/// Copies never come here; near-copies (`copies`, by id) count as the document they copy.
fn sources(claims: &[Claim], copies: &BTreeMap<String, String>) -> u64 {
    let first = |doc: &'_ str| copies.get(doc).map_or_else(|| doc.to_owned(), Clone::clone);
    let key = |c: &Claim| match &c.attribution {
        Some(who) => format!("said {}", name_stems(who)),
        None => format!("doc {}", first(&c.doc)),
    };
    let named: BTreeSet<String> =
        claims.iter().filter(|c| c.attribution.is_some()).map(|c| first(&c.doc)).collect();
    // A document that names its source once is no second source by its other sentences.
    let keys: BTreeSet<String> = claims
        .iter()
        .filter(|c| c.attribution.is_some() || !named.contains(&first(&c.doc)))
        .map(key)
        .collect();
    keys.len() as u64
}

fn fact(
    (kind, target, bucket): (FactKind, &str, Option<String>),
    mut claims: Vec<Heard>,
    rates: &[Rate],
    copies: &BTreeMap<String, String>,
) -> FactRecord {
    claims.sort_by(|a, b| (&a.0.doc, a.0.start).cmp(&(&b.0.doc, b.0.start)));
    let authorities: BTreeSet<String> = claims.iter().filter_map(|c| c.1.clone()).collect();
    let claims: Vec<Claim> = claims.into_iter().map(|c| c.0).collect();
    // A near-copy is the document that it copies.
    let first = |doc: &'_ String| copies.get(doc).unwrap_or(doc).clone();
    let documents: BTreeSet<String> = claims.iter().map(|c| first(&c.doc)).collect();
    let documents = documents.len() as u64;
    let hash = sha256_hex(
        format!("{}\t{target}\t{}", kind.as_str(), bucket.as_deref().unwrap_or("")).as_bytes(),
    );
    let mut fields = BTreeMap::new();
    let mut put = |name: &str, field: Option<Field>| {
        if let Some(field) = field {
            fields.insert(name.to_owned(), field);
        }
    };
    put("amount", amounts(&claims, rates));
    put("date", days(&claims));
    put("duration", strings(claims.iter().filter_map(|c| c.duration.clone()), "length"));
    let law: BTreeSet<&str> =
        claims.iter().filter_map(|c| c.law.as_deref()?.split(' ').next()).collect();
    FactRecord {
        record: "fact".to_owned(),
        schema: SCHEMA_VERSION.to_owned(),
        id: format!("f-{}", &hash[..16]),
        kind,
        roles: Roles {
            target: Some(target.to_owned()),
            authority: authorities.into_iter().next(),
            law: law.first().map(|l| (*l).to_owned()),
        },
        documents,
        independent_sources: sources(&claims, copies),
        claims,
        fields,
    }
}

/// A field whose values are the same or not.
fn strings(said: impl Iterator<Item = String>, what: &str) -> Option<Field> {
    let said: Vec<String> = said.collect();
    let values: Vec<String> = said.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let (status, why) = match (said.len(), values.len()) {
        (0, _) => return None,
        (1, _) => (FieldStatus::Single, format!("one claim names a {what}")),
        (n, 1) => (FieldStatus::Agree, format!("{n} claims name the same {what}")),
        (_, n) => (FieldStatus::Conflict, format!("{n} different values for the {what}")),
    };
    let value = (values.len() == 1).then(|| values[0].clone());
    Some(Field { status, value, values, why })
}

/// The sums of the claims, compared as intervals: a modifier opens one by the number's own
/// rounding.
fn amounts(claims: &[Claim], rates: &[Rate]) -> Option<Field> {
    let said: Vec<&ClaimAmount> =
        claims.iter().filter_map(|c| c.amount.as_ref()).filter(|a| a.amount.is_some()).collect();
    let values: Vec<String> =
        said.iter().map(|a| written(a)).collect::<BTreeSet<_>>().into_iter().collect();
    let value = (values.len() == 1).then(|| values[0].clone());
    let (status, why) = match (said.len(), values.len()) {
        (0, _) => return None,
        (1, _) => (FieldStatus::Single, "one claim names a sum".to_owned()),
        (n, 1) => (FieldStatus::Agree, format!("{n} claims name the same sum")),
        _ => compare(claims, rates),
    };
    Some(Field { status, value, values, why })
}

fn written(sum: &ClaimAmount) -> String {
    let modifier = sum.modifier.map_or(String::new(), |m| format!("{} ", modifier_name(m)));
    let amount = sum.amount.map_or(String::new(), |a| a.normalize().to_string());
    format!("{modifier}{amount} {}", sum.currency.as_deref().unwrap_or("?"))
        .trim_end_matches(" ?")
        .to_owned()
}

fn modifier_name(modifier: MoneyModifier) -> &'static str {
    match modifier {
        MoneyModifier::About => "about",
        MoneyModifier::Almost => "almost",
        MoneyModifier::MoreThan => "more than",
        MoneyModifier::LessThan => "less than",
        MoneyModifier::AtLeast => "at least",
        MoneyModifier::AtMost => "at most",
    }
}

/// Compares every pair of claims in each currency both give, equivalents among them; then across
/// currencies by the archive's own rates.
fn compare(claims: &[Claim], rates: &[Rate]) -> (FieldStatus, String) {
    let mut compared = false;
    for (i, one) in claims.iter().enumerate() {
        for other in &claims[i + 1..] {
            let sums =
                |c: &'_ Claim| c.amount.iter().chain(&c.equivalents).cloned().collect::<Vec<_>>();
            // Where both give one currency, that is what they are held against each other in: the
            // archive's rates may be of another year.
            let shared =
                sums(one).iter().any(|a| sums(other).iter().any(|b| a.currency == b.currency));
            for a in sums(one) {
                for b in sums(other).into_iter().filter(|b| !shared || a.currency == b.currency) {
                    match apart(&a, &b, rates) {
                        Some(true) => {
                            return (
                                FieldStatus::Conflict,
                                format!("{} and {} exclude each other", written(&a), written(&b)),
                            );
                        }
                        Some(false) => compared = true,
                        None => {}
                    }
                }
            }
        }
    }
    if compared {
        (FieldStatus::Compatible, "the sums overlap, modifiers and rounding considered".to_owned())
    } else {
        (
            FieldStatus::Compatible,
            "the sums are in currencies that no text of this archive compares".to_owned(),
        )
    }
}

/// Whether two sums exclude each other; `None` where they cannot be compared.
fn apart(a: &ClaimAmount, b: &ClaimAmount, rates: &[Rate]) -> Option<bool> {
    let (x, y) = (interval(a)?, interval(b)?);
    if a.currency == b.currency {
        return Some(x.1 < y.0 || y.1 < x.0);
    }
    let (from, to) = (a.currency.as_deref()?, b.currency.as_deref()?);
    let find = |from: &str, to: &str| {
        rates
            .iter()
            .find(|r| r.from == from && r.to == to)
            .and_then(|r| Decimal::from_str_exact(&r.rate).ok())
    };
    let (x, y, rate) = match (find(from, to), find(to, from)) {
        (Some(rate), _) => (x, y, rate),
        (None, Some(rate)) => (y, x, rate),
        (None, None) => return None,
    };
    // Rates differ by the day and the rounding: a tenth either way is the same sum.
    let tenth = Decimal::new(1, 1);
    let low = x.0.checked_mul(rate)?.checked_mul(Decimal::ONE.checked_sub(tenth)?)?;
    let high = x.1.checked_mul(rate)?.checked_mul(Decimal::ONE.checked_add(tenth)?)?;
    Some(high < y.0 || y.1 < low)
}

/// The least step between two sums: an open end of an interval is this much short of it.
const STEP: Decimal = Decimal::from_parts(1, 0, 0, false, 4);

/// What a sum can mean: "more than 1m" is [1m, 2m), "almost X" one unit of its last digit below,
/// "about X" half a unit either way.
fn interval(sum: &ClaimAmount) -> Option<(Decimal, Decimal)> {
    let amount = sum.amount?;
    let unit = unit(amount)?;
    let half = unit.checked_div(Decimal::TWO)?;
    Some(match sum.modifier {
        None => (amount, amount),
        Some(MoneyModifier::About) => (amount.checked_sub(half)?, amount.checked_add(half)?),
        Some(MoneyModifier::Almost | MoneyModifier::LessThan | MoneyModifier::AtMost) => {
            (amount.checked_sub(unit)?.checked_add(STEP)?, amount)
        }
        Some(MoneyModifier::MoreThan | MoneyModifier::AtLeast) => {
            (amount, amount.checked_add(unit)?.checked_sub(STEP)?)
        }
    })
}

/// The unit of a number's last digit that is not zero: 2,000,000 → 1,000,000; 3,900 → 100.
fn unit(amount: Decimal) -> Option<Decimal> {
    let mut unit = Decimal::ONE;
    let mut rest = amount.normalize();
    while !rest.fract().is_zero() {
        rest = rest.checked_mul(Decimal::TEN)?;
        unit = unit.checked_div(Decimal::TEN)?;
    }
    while !rest.is_zero() && rest.checked_rem(Decimal::TEN)?.is_zero() {
        rest = rest.checked_div(Decimal::TEN)?;
        unit = unit.checked_mul(Decimal::TEN)?;
    }
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(amount: i64, currency: &str, modifier: Option<MoneyModifier>) -> ClaimAmount {
        ClaimAmount {
            amount: Some(Decimal::from(amount)),
            currency: Some(currency.to_owned()),
            modifier,
        }
    }

    #[test]
    fn intervals() {
        let more = sum(2_000_000, "KZT", Some(MoneyModifier::MoreThan));
        assert_eq!(apart(&sum(2_000_000, "KZT", None), &more, &[]), Some(false));
        assert_eq!(apart(&sum(2_100_000, "KZT", None), &more, &[]), Some(false));
        assert_eq!(apart(&sum(1_900_000, "KZT", None), &more, &[]), Some(true));
        assert_eq!(apart(&sum(1400, "USD", None), &sum(1600, "EUR", None), &[]), None);
        let rate = Rate {
            from: "KZT".to_owned(),
            to: "EUR".to_owned(),
            rate: "0.002".to_owned(),
            pairs: 1,
        };
        assert_eq!(
            apart(
                &sum(4000, "EUR", None),
                &sum(2_000_000, "KZT", None),
                std::slice::from_ref(&rate)
            ),
            Some(false)
        );
        assert_eq!(
            apart(&sum(9000, "EUR", None), &sum(2_000_000, "KZT", None), &[rate]),
            Some(true)
        );
    }
}
