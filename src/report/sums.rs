//! The largest sums of each currency.

use crate::model::{CharSpan, MoneyValue};
use rust_decimal::Decimal;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Different sums of a currency, at most.
const SUMS: usize = 60;

/// Places of a sum, at most.
const PLACES: usize = 2;

/// What is counted of the sums of a currency.
#[derive(Debug, Default)]
struct OfCurrency {
    mentions: u64,
    /// Mentions by the digits before the point.
    digits: BTreeMap<usize, u64>,
    largest: BTreeMap<Reverse<Decimal>, Sum>,
}

/// A sum and where it first stands.
#[derive(Debug)]
struct Sum {
    mentions: u64,
    value: MoneyValue,
    places: Vec<(u64, CharSpan)>,
}

/// The sums of a dataset.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// By currency; empty where the text names none.
    currencies: BTreeMap<String, OfCurrency>,
    /// Sums without an amount ("billions of dollars").
    vague: u64,
}

impl Sums {
    /// Counts a sum at a place: the number of its document, or none where that is a near-copy.
    pub(super) fn add(&mut self, value: &MoneyValue, document: Option<u64>, chars: CharSpan) {
        let Some(size) = value.amount.or(value.max).or(value.min) else {
            self.vague += 1;
            return;
        };
        let currency = value.currency.clone().unwrap_or_default();
        let of_currency = self.currencies.entry(currency).or_default();
        of_currency.mentions += 1;
        let digits = size.abs().trunc().normalize().to_string().len();
        *of_currency.digits.entry(digits).or_default() += 1;
        let Some(document) = document else { return };
        let largest = &mut of_currency.largest;
        // A sum that falls out here is smaller than all that stay, so it never comes back.
        let sum = largest.entry(Reverse(size)).or_insert_with(|| Sum {
            mentions: 0,
            value: value.clone(),
            places: Vec::new(),
        });
        sum.mentions += 1;
        let same = sum.places.last().is_some_and(|(last, _)| *last == document);
        if sum.places.len() < PLACES && !same {
            sum.places.push((document, chars));
        }
        if largest.len() > SUMS {
            largest.pop_last();
        }
    }

    /// The numbers of the documents in which they stand.
    pub(super) fn documents(&self) -> BTreeSet<u64> {
        let sums = self.currencies.values().flat_map(|currency| currency.largest.values());
        sums.flat_map(|sum| &sum.places).map(|(document, _)| *document).collect()
    }

    /// Rows by currency, most mentions first. `place` gives the number of a document in the page.
    pub(super) fn rows(&self, place: impl Fn(u64) -> i32) -> SumRows<'_> {
        let rows = self.currencies.iter().map(|(code, of)| CurrencyRow {
            code,
            mentions: of.mentions,
            digits: &of.digits,
            largest: of.largest.values().map(|sum| sum.row(&place)).collect(),
        });
        let mut currencies: Vec<CurrencyRow<'_>> = rows.collect();
        currencies.sort_by(|a, b| (b.mentions, a.code).cmp(&(a.mentions, b.code)));
        SumRows { vague: self.vague, currencies }
    }
}

impl Sum {
    fn row(&self, place: impl Fn(u64) -> i32) -> SumRow<'_> {
        let at = |(document, chars): &(u64, CharSpan)| (place(*document), chars.start, chars.end);
        SumRow {
            mentions: self.mentions,
            value: &self.value,
            places: self.places.iter().map(at).collect(),
        }
    }
}

/// All currencies.
#[derive(Serialize)]
pub(super) struct SumRows<'a> {
    vague: u64,
    currencies: Vec<CurrencyRow<'a>>,
}

#[derive(Serialize)]
struct CurrencyRow<'a> {
    code: &'a str,
    mentions: u64,
    digits: &'a BTreeMap<usize, u64>,
    largest: Vec<SumRow<'a>>,
}

#[derive(Serialize)]
struct SumRow<'a> {
    mentions: u64,
    value: &'a MoneyValue,
    /// Document, start and end.
    places: Vec<(i32, usize, usize)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(amount: &str) -> MoneyValue {
        MoneyValue {
            amount: Some(Decimal::from_str_exact(amount).unwrap()),
            currency: Some("EUR".to_owned()),
            currency_basis: None,
            modifier: None,
            min: None,
            max: None,
            equivalent_of: None,
            each: false,
        }
    }

    #[test]
    fn the_largest_stay_with_all_their_mentions() {
        let mut sums = Sums::default();
        for round in 0..3 {
            for n in 0..200 {
                sums.add(&euros(&format!("{n}.50")), Some(round), CharSpan::new(0, 1));
            }
        }
        let rows = sums.rows(|document| document as i32);
        let of = &rows.currencies[0];
        assert_eq!((of.mentions, of.largest.len()), (600, SUMS));
        assert_eq!(of.largest[0].value, &euros("199.50"));
        assert!(of.largest.iter().all(|sum| sum.mentions == 3 && sum.places.len() == PLACES));
        assert_eq!(of.digits, &BTreeMap::from([(1, 30), (2, 270), (3, 300)]));
    }

    #[test]
    fn near_copies_and_vague_sums_give_no_place() {
        let mut sums = Sums::default();
        sums.add(&euros("5"), None, CharSpan::new(0, 1));
        sums.add(&MoneyValue { amount: None, ..euros("5") }, Some(0), CharSpan::new(0, 1));
        assert!(sums.documents().is_empty());
        assert_eq!((sums.vague, sums.rows(|_| 0).currencies[0].mentions), (1, 1));
    }
}
