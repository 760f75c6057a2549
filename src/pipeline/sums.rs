//! Sums of claims: whether they can be one, with their modifiers and in several currencies.

use crate::model::{Claim, ClaimAmount, Field, FieldStatus, MoneyModifier, Rate};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The sums of the claims, compared as intervals: a modifier opens one by the number's own
/// rounding.
pub(super) fn amounts(claims: &[Claim], rates: &[Rate], sources: usize) -> Option<Field> {
    let said: Vec<&ClaimAmount> =
        claims.iter().filter_map(|c| c.amount.as_ref()).filter(|a| a.amount.is_some()).collect();
    let values: Vec<String> =
        said.iter().map(|a| written(a)).collect::<BTreeSet<_>>().into_iter().collect();
    let value = (values.len() == 1).then(|| values[0].clone());
    let (status, why) = match (values.len(), sources) {
        (0, _) => return None,
        (1, 0 | 1) => (FieldStatus::Single, "one source names a sum".to_owned()),
        (1, n) => (FieldStatus::Agree, format!("{n} sources name the same sum")),
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
    let sums = |claim: &Claim| -> Vec<Sum> {
        claim.amount.iter().chain(&claim.equivalents).cloned().map(Sum::of).collect()
    };
    let claims: Vec<Vec<Sum>> = claims.iter().map(sums).collect();
    for (i, one) in claims.iter().enumerate() {
        for other in &claims[i + 1..] {
            let same = |a: &Sum, b: &Sum| a.said.currency == b.said.currency;
            // Where both give one currency, that is what they are held against each other in: the
            // archive's rates may be of another year.
            let shared = one.iter().any(|a| other.iter().any(|b| same(a, b)));
            for a in one {
                for b in other.iter().filter(|b| !shared || same(a, b)) {
                    match apart(a, b, rates) {
                        Some(true) => {
                            let (a, b) = (written(&a.said), written(&b.said));
                            return (
                                FieldStatus::Conflict,
                                format!("{a} and {b} exclude each other"),
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

/// A sum and what it can mean, which takes longer to tell than to compare.
#[derive(Debug)]
pub(super) struct Sum {
    pub(super) said: ClaimAmount,
    interval: Option<(Decimal, Decimal)>,
}

impl Sum {
    pub(super) fn of(said: ClaimAmount) -> Self {
        Self { interval: interval(&said), said }
    }
}

/// Whether two sums exclude each other; `None` where they cannot be compared.
pub(super) fn apart(a: &Sum, b: &Sum, rates: &[Rate]) -> Option<bool> {
    let (x, y) = (a.interval?, b.interval?);
    let (a, b) = (&a.said, &b.said);
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

    fn sum(amount: i64, currency: &str, modifier: Option<MoneyModifier>) -> Sum {
        Sum::of(ClaimAmount {
            amount: Some(Decimal::from(amount)),
            currency: Some(currency.to_owned()),
            modifier,
        })
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
