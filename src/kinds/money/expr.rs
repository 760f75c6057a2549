//! What the rules read of a sum: its amount, currency and what stands beside it.

use super::bounds::{each, modifier, same_as};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::Match;
use crate::model::{MoneyModifier, Normal, Span};
use rust_decimal::Decimal;

/// What a rule reads of a sum, before the document is asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expr {
    /// The amount; `None` for ranges, vague sums and numbers that do not fit.
    pub(crate) amount: Option<Decimal>,
    /// The ends of a range.
    pub(crate) range: Option<(Decimal, Decimal)>,
    /// The currency.
    pub(crate) currency: Currency,
    /// The bound or approximation beside it.
    pub(crate) modifier: Option<MoneyModifier>,
    /// Whether each of several gets it.
    pub(crate) each: bool,
    /// Whether the number is larger than an exact decimal can hold.
    pub(crate) too_large: bool,
    /// The byte where the sum must end that this one says again in other money: "2 million tenge
    /// (about $4,700)".
    pub(crate) same_as: Option<usize>,
}

impl Expr {
    /// What the words beside a sum say about it; its amount comes on top.
    pub(super) fn beside(m: &Match<'_, '_>, span: Span<Normal>, currency: Currency) -> Self {
        let (modifier, each, same_as) = (modifier(m, span), each(m, span), same_as(m, span));
        Self { currency, modifier, each, same_as, ..Self::default() }
    }
}

/// A currency, perhaps not yet settled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Currency {
    /// The commonest reading.
    pub(crate) code: Option<String>,
    /// What else it may be.
    pub(crate) others: Vec<String>,
    /// Whether its word is a currency only where the text speaks of its country: "R".
    pub(crate) if_told: bool,
}

impl Currency {
    /// From a table's value: `KZT`, `USD?CAD/AUD`, `?SEK/NOK`.
    pub(crate) fn parse(value: &str) -> Self {
        let (code, others) = value.split_once('?').unwrap_or((value, ""));
        Self {
            code: (!code.is_empty()).then(|| code.to_owned()),
            others: others.split('/').filter(|o| !o.is_empty()).map(str::to_owned).collect(),
            if_told: false,
        }
    }

    /// Settles on the currency of a country, with which ISO 4217 codes begin; of a country without
    /// a currency of that name nothing is known.
    pub(super) fn of(self, country: &str) -> Self {
        let code = self.code.iter().chain(&self.others).find(|c| c.starts_with(country)).cloned();
        Self { code, ..Self::default() }
    }

    /// Whether the words leave no choice.
    pub(crate) fn sure(&self) -> bool {
        self.code.is_some() && self.others.is_empty() && !self.if_told
    }

    /// Whether two words may name the same currency.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let all = |c: &Self| c.code.iter().chain(&c.others).cloned().collect::<Vec<_>>();
        let mine = all(self);
        all(other).iter().any(|c| mine.contains(c))
    }
}

/// The classes that name currencies, in the order in which a word is looked up.
const CURRENCIES: [Class; 7] = [
    Class::Currency,
    Class::CurrencySign,
    Class::CurrencyMark,
    Class::CurrencyCode,
    Class::CurrencyCodeAfter,
    Class::CurrencyHash,
    Class::CurrencyTold,
];

/// The currency that a word or symbol names.
pub(crate) fn currency_named(words: &Vocabulary, text: &str) -> Option<Currency> {
    let text = text.trim();
    let class = CURRENCIES.into_iter().find(|class| words.is(*class, text))?;
    let currency = Currency::parse(words.value(class, text)?);
    Some(Currency { if_told: class == Class::CurrencyTold, ..currency })
}
