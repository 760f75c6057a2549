//! What only the document tells about its sums.

use super::expr::{Currency, Expr};
use crate::gazetteer::Class;
use crate::kinds::context::{Context, ResolvedMention};
use crate::kinds::overlap::{Taken, longest};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, CurrencyBasis, MoneyValue, Value};
use crate::text::boundary::is_letter;
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
    let mut sure: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in kept.iter().filter(|f| f.value.currency.sure()) {
        *sure.entry(finding.value.currency.code.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let sure: Vec<(String, usize)> = sure.into_iter().map(|(c, n)| (c.to_owned(), n)).collect();
    let countries = LazyCell::new(|| count_country_words(context));
    let mut out: Vec<ResolvedMention> = Vec::with_capacity(kept.len());
    for finding in kept {
        let (currency, basis) = settle(&finding.value.currency, &sure, context, || {
            currency_of_named_country(&finding.value.currency, &countries)
        });
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

/// Which currency an ambiguous word means: that of the document's other sums, else that of its
/// readers' country, else the commonest one. A word without a commonest one takes that of the
/// country that the document names most.
fn settle(
    currency: &Currency,
    sure: &[(String, usize)],
    context: &Context<'_>,
    named: impl Fn() -> Option<String>,
) -> (Option<String>, Option<CurrencyBasis>) {
    if currency.others.is_empty() {
        let basis = currency.code.as_ref().map(|_| CurrencyBasis::Explicit);
        return (currency.code.clone(), basis);
    }
    let default_stands =
        currency.code.as_ref().is_some_and(|code| sure.iter().any(|(c, _)| c == code));
    if !default_stands {
        let told = sure
            .iter()
            .filter(|(c, _)| currency.others.contains(c))
            .max_by_key(|(_, n)| *n)
            .map(|(c, _)| c.clone());
        let region = context
            .document
            .region
            .as_deref()
            .and_then(|r| currency.others.iter().find(|c| c.starts_with(r)).cloned());
        if let Some(code) =
            told.or(region).or_else(|| if currency.code.is_none() { named() } else { None })
        {
            return (Some(code), Some(CurrencyBasis::Context));
        }
    }
    (currency.code.clone(), currency.code.as_ref().map(|_| CurrencyBasis::Symbol))
}

/// How often a document names each country, by ISO 3166 code: by its name, a city, or an adjective
/// such as "albanische" before a currency.
fn count_country_words(context: &Context<'_>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for paragraph in &context.text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        let words = context.words(lang);
        let text = context.text.slice(paragraph.span);
        let named = |word: &&str| {
            [Class::Country, Class::City, Class::MoneyLand]
                .into_iter()
                .find_map(|class| words.value(class, word))
        };
        for country in
            text.split(|c: char| !is_letter(c)).filter(|w| !w.is_empty()).filter_map(|w| named(&w))
        {
            *counts.entry(country.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// The candidate whose country the text names most; of equals the first, which is the commoner one.
fn currency_of_named_country(
    currency: &Currency,
    countries: &BTreeMap<String, usize>,
) -> Option<String> {
    let count = |code: &String| {
        code.get(..2).and_then(|country| countries.get(country)).copied().unwrap_or_default()
    };
    let counted = currency.others.iter().map(|code| (count(code), code));
    counted.rev().max_by_key(|(n, _)| *n).filter(|(n, _)| *n > 0).map(|(_, code)| code.clone())
}
