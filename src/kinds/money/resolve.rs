//! What only the document tells about its sums.

use super::ellipsis;
use super::expr::Expr;
use crate::gazetteer::Class;
use crate::kinds::context::{Context, ResolvedMention};
use crate::kinds::country::Country;
use crate::kinds::overlap::{Taken, longest};
use crate::kinds::rule::Finding;
use crate::model::{Candidate, Confidence, CurrencyBasis, Kind, MoneyValue, Normal, Span, Value};
use rust_decimal::Decimal;
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// Chooses among the findings and resolves them.
pub(in crate::kinds) fn resolve(
    findings: Vec<Finding<Expr>>,
    context: &Context<'_>,
    taken: &Taken,
) -> Vec<ResolvedMention> {
    let kept: Vec<Finding<Expr>> =
        longest(findings).into_iter().filter(|f| !taken.touches(f.span)).collect();
    let kept = ellipsis::complete(kept, context, taken);
    let mut sure: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in kept.iter().filter(|f| f.value.currency.sure()) {
        *sure.entry(finding.value.currency.code.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let sure: Vec<(String, usize)> = sure.into_iter().map(|(c, n)| (c.to_owned(), n)).collect();
    let mut out: Vec<ResolvedMention> = Vec::with_capacity(kept.len());
    for finding in kept {
        let (currency, basis) = settle(&finding.value, &sure, finding.span, context);
        if finding.value.currency.if_told && currency.is_none() {
            continue;
        }
        let Expr { amount, range, modifier, each, too_large, .. } = finding.value;
        let equivalent_of = out
            .iter()
            .rev()
            .find(|o| o.span.end <= finding.span.start)
            .filter(|o| {
                currency_of(o).is_some()
                    && currency.is_some()
                    && currency_of(o) != currency.as_deref()
            })
            .filter(|o| finding.value.same_as == Some(o.span.end))
            .map(|o| o.equivalent_of.unwrap_or(o.span));
        let confidence = match basis {
            Some(CurrencyBasis::Explicit) => Confidence::Certain,
            Some(CurrencyBasis::Symbol | CurrencyBasis::Context) => Confidence::Strong,
            None => Confidence::Medium,
        };
        let resources = currency.iter().map(|c| format!("currencies.tsv:{c}")).collect();
        let (min, max) = range.map_or((None, None), |(a, b)| (Some(a), Some(b)));
        let value = MoneyValue {
            amount,
            currency,
            currency_basis: basis,
            modifier,
            min,
            max,
            equivalent_of: None,
            each,
        };
        out.push(ResolvedMention {
            span: finding.span,
            value: Value::Money(value),
            lang: finding.lang,
            rule: finding.rule,
            resources,
            confidence,
            equivalent_of,
            warning: too_large.then_some("the amount has more digits than an exact decimal holds"),
        });
    }
    out
}

fn currency_of(found: &ResolvedMention) -> Option<&str> {
    match &found.value {
        Value::Money(money) => money.currency.as_deref(),
        Value::Date(_) | Value::Law(_) | Value::Org(_) => None,
    }
}

/// Which currency an ambiguous word means: that of the document's other sums if it is one of them,
/// else that of the country of which the text speaks at its place, else the commonest one. A word
/// that has no commonest one in the world stays open in a text that speaks of other countries.
fn settle(
    sum: &Expr,
    sure: &[(String, usize)],
    place: Span<Normal>,
    context: &Context<'_>,
) -> (Option<String>, Option<CurrencyBasis>) {
    let currency = &sum.currency;
    if currency.if_told {
        let told = sure.iter().any(|(code, _)| currency.code.as_ref() == Some(code));
        let speaks = context.countries().at(place, context.text);
        let is_own = |code: &&String| speaks.is_some_and(|c| code.starts_with(c.as_str()));
        // "R740 million" is no road, whatever the text speaks of.
        let large = sum.amount.is_none_or(|amount| amount >= LARGE);
        let code =
            currency.code.as_ref().filter(|code| told || is_own(code) || large && speaks.is_none());
        let code = code.cloned();
        return (code.clone(), code.map(|_| CurrencyBasis::Context));
    }
    if currency.others.is_empty() {
        let basis = currency.code.as_ref().map(|_| CurrencyBasis::Explicit);
        return (currency.code.clone(), basis);
    }
    let codes: Vec<&String> = currency.code.iter().chain(&currency.others).collect();
    let year = LazyCell::new(|| year_of(context));
    let of = |country: Country| {
        let own = codes.iter().filter(|code| code.starts_with(country.as_str()));
        own.copied().find(|code| is_valid(code, *year, context)).cloned()
    };
    context.note(
        place,
        Kind::Money,
        || context.countries(),
        || {
            codes
                .iter()
                .map(|code| Candidate::new((*code).clone(), code.get(..2).map(str::to_owned)))
                .collect()
        },
    );
    // "90 Millionen Neuseeland-Dollar (55 Millionen Dollar)": what says a sum again is in the money
    // of the world.
    if sum.same_as.is_some()
        && let Some(code) = currency.code.as_ref().filter(|code| WORLDWIDE.contains(&code.as_str()))
    {
        return (Some(code.clone()), Some(CurrencyBasis::Symbol));
    }
    let countries = context.countries();
    // "$" is counted in everywhere: another country must be said near it.
    let is_default = currency.code.as_deref().is_some_and(|code| WORLDWIDE.contains(&code));
    let told = sure
        .iter()
        .filter(|(c, _)| codes.contains(&c))
        .max_by_key(|(_, n)| *n)
        .map(|(c, _)| c.clone());
    // A sum whose currency is written out says what the others are in, unless the place speaks of
    // another country.
    let named = || {
        let country = countries.among(place, context.text, |c| of(c).is_some());
        country.filter(|_| !is_default).and_then(of)
    };
    let speaks = countries.at(place, context.text);
    let here =
        speaks.filter(|c| !is_default || countries.is_near(*c, place, context.text)).and_then(of);
    if let Some(code) = here.or(told).or_else(named) {
        let basis = if currency.code.as_ref() == Some(&code) && speaks.is_none() {
            CurrencyBasis::Symbol
        } else {
            CurrencyBasis::Context
        };
        return (Some(code), Some(basis));
    }
    let default =
        currency.code.clone().filter(|code| speaks.is_none() || WORLDWIDE.contains(&code.as_str()));
    let basis = default.as_ref().map(|_| CurrencyBasis::Symbol);
    (default, basis)
}

/// A sum that no number behind a letter can be otherwise: a million.
const LARGE: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Currencies that news of every country counts in: a bare word for them keeps this reading where
/// nothing speaks against it.
const WORLDWIDE: [&str; 4] = ["USD", "GBP", "JPY", "EUR"];

/// The year of a document: of its publication, else the latest year that it names.
fn year_of(context: &Context<'_>) -> i16 {
    context.published.map_or_else(
        || {
            let numbers = context.text.normal.split(|c: char| !c.is_ascii_digit());
            let years = numbers.filter(|n| n.len() == 4).filter_map(|n| n.parse::<i16>().ok());
            years.filter(|y| (1800..=2100).contains(y)).max().unwrap_or(i16::MAX)
        },
        jiff::civil::Date::year,
    )
}

/// Whether a currency was in use in a year: withdrawn ones until the year in class
/// `currency_until`, their successors from then on.
fn is_valid(code: &str, year: i16, context: &Context<'_>) -> bool {
    let until = |class| context.words.iter().find_map(|words| words.int(class, code));
    until(Class::CurrencyUntil).is_none_or(|last| i64::from(year) <= last)
        && until(Class::CurrencySince).is_none_or(|first| i64::from(year) >= first)
}
