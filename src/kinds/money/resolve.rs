//! What only the document tells about its sums.

use super::expr::{Coin, Expr};
use crate::kinds::context::{Context, Found};
use crate::kinds::overlap::{Taken, longest};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, CurrencyBasis, Lang, MoneyValue, Value};
use std::collections::BTreeMap;

/// How far a sum in other money may stand behind the one that it repeats, in bytes.
const EQUIVALENT_REACH: usize = 60;

/// Chooses among the findings and resolves them.
pub(in crate::kinds) fn resolve(findings: Vec<Finding<Expr>>, context: &Context<'_>, taken: &Taken) -> Vec<Found> {
    let kept: Vec<Finding<Expr>> = longest(findings).into_iter().filter(|f| !taken.touches(f.span)).collect();
    let mut sure: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in kept.iter().filter(|f| f.value.coin.sure()) {
        *sure.entry(finding.value.coin.code.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let sure: Vec<(String, usize)> = sure.into_iter().map(|(c, n)| (c.to_owned(), n)).collect();
    let mut out: Vec<Found> = Vec::with_capacity(kept.len());
    for finding in kept {
        let (currency, basis) = settle(&finding.value.coin, &sure, context);
        let Expr { amount, range, modifier, each, .. } = finding.value;
        let equivalent_of = out
            .iter()
            .rev()
            .find(|o| o.span.end <= finding.span.start)
            .filter(|o| currency_of(o).is_some() && currency.is_some() && currency_of(o) != currency.as_deref())
            .filter(|o| is_equation(&context.text.normal[o.span.end..finding.span.start], finding.lang))
            .map(|o| o.equivalent_of.unwrap_or(o.span));
        let confidence = match basis {
            Some(CurrencyBasis::Explicit) => Confidence::Certain,
            Some(CurrencyBasis::Symbol | CurrencyBasis::Context) => Confidence::Strong,
            None => Confidence::Medium,
        };
        let resources = currency.iter().map(|c| format!("currencies.tsv:{c}")).collect();
        let (min, max) = range.map_or((None, None), |(a, b)| (Some(a), Some(b)));
        let value =
            MoneyValue { amount, currency, currency_basis: basis, modifier, min, max, equivalent_of: None, each };
        out.push(Found {
            span: finding.span,
            value: Value::Money(value),
            lang: finding.lang,
            rule: finding.rule,
            resources,
            confidence,
            equivalent_of,
        });
    }
    out
}

fn currency_of(found: &Found) -> Option<&str> {
    match &found.value {
        Value::Money(money) => money.currency.as_deref(),
        Value::Date(_) | Value::Law(_) | Value::Org(_) => None,
    }
}

/// Which money an ambiguous word means: the document's other sums, its readers' country, the countries it names, the commonest.
fn settle(coin: &Coin, sure: &[(String, usize)], context: &Context<'_>) -> (Option<String>, Option<CurrencyBasis>) {
    if coin.others.is_empty() {
        let basis = coin.code.as_ref().map(|_| CurrencyBasis::Explicit);
        return (coin.code.clone(), basis);
    }
    let default_stands = coin.code.as_ref().is_some_and(|code| sure.iter().any(|(c, _)| c == code));
    if !default_stands {
        let told = sure.iter().filter(|(c, _)| coin.others.contains(c)).max_by_key(|(_, n)| *n).map(|(c, _)| c.clone());
        let region =
            context.document.region.as_deref().and_then(|r| coin.others.iter().find(|c| c.starts_with(r)).cloned());
        let named = || coin.code.is_none().then(|| named_country(coin, &context.text.normal)).flatten();
        if let Some(code) = told.or(region).or_else(named) {
            return (Some(code), Some(CurrencyBasis::Context));
        }
    }
    (coin.code.clone(), coin.code.as_ref().map(|_| CurrencyBasis::Symbol))
}

/// The candidate whose country the text names most; only for words that have no commonest reading.
fn named_country(coin: &Coin, text: &str) -> Option<String> {
    let count = |code: &String| -> usize {
        HINTS
            .iter()
            .filter(|(land, _)| code.starts_with(land))
            .flat_map(|(_, stems)| *stems)
            .map(|stem| text.matches(stem).count())
            .sum()
    };
    let counted = coin.others.iter().map(|code| (count(code), code));
    // The first of equals is the commoner money.
    counted.rev().max_by_key(|(n, _)| *n).filter(|(n, _)| *n > 0).map(|(_, code)| code.clone())
}

/// Stems that name a country, for the monies that several countries share.
const HINTS: &[(&str, &[&str])] = &[
    ("DK", &["Denmark", "Danish", "Dänemark", "dänisch", "Копенгаген", "Дания", "Дании", "датск"]),
    ("NO", &["Norway", "Norwegian", "Norwegen", "norwegisch", "Норвеги", "норвежск"]),
    ("SE", &["Sweden", "Swedish", "Schweden", "schwedisch", "Швеци", "шведск"]),
    ("CZ", &["Czech", "Prague", "Tschechien", "tschechisch", "Чехи", "чешск"]),
    ("IS", &["Iceland", "Island", "isländisch", "Исланди", "исландск"]),
    ("RS", &["Serbia", "Belgrade", "Serbien", "serbisch", "Серби", "сербск"]),
    ("IQ", &["Iraq", "Baghdad", "Irak", "Ирак", "иракск"]),
    ("KW", &["Kuwait", "Кувейт", "кувейт"]),
    ("JO", &["Jordan", "Amman", "Иордани", "иорданск"]),
    ("DZ", &["Algeria", "Algerien", "algerisch", "Алжир", "алжирск"]),
    ("TN", &["Tunisia", "Tunesien", "tunesisch", "Тунис", "тунисск"]),
    ("LY", &["Libya", "Libyen", "libysch", "Ливи", "ливийск"]),
    ("BH", &["Bahrain", "Бахрейн"]),
    ("MK", &["Macedonia", "Mazedonien", "Македони", "македонск"]),
];

/// Words that may stand between a sum and the same sum in other money.
const EQUATORS: &[&str] = &[
    "or",
    "about",
    "some",
    "around",
    "approximately",
    "roughly",
    "nearly",
    "almost",
    "more",
    "than",
    "just",
    "over",
    "under",
    "equivalent",
    "to",
    "the",
    "of",
    "equal",
    "at",
    "time",
    "current",
    "rates",
    "oder",
    "umgerechnet",
    "rund",
    "etwa",
    "circa",
    "ca",
    "knapp",
    "gut",
    "das",
    "sind",
    "entspricht",
    "fast",
    "mehr",
    "als",
    "damals",
    "или",
    "около",
    "примерно",
    "приблизительно",
    "почти",
    "более",
    "чем",
    "чуть",
    "менее",
    "свыше",
    "порядка",
    "то",
    "есть",
    "это",
    "эквивалент",
    "эквивалентно",
    "что",
    "составляет",
    "по",
    "курсу",
    "текущему",
    "в",
    "пересчете",
    "на",
    "тогда",
    "сейчас",
    "до",
    "up",
    "approx",
    "worth",
    "i",
    "e",
];

/// Whether the words between two sums say that they are the same: a bracket, "or", "umgerechnet", «или», with approximators.
fn is_equation(gap: &str, _lang: Lang) -> bool {
    if gap.len() > EQUIVALENT_REACH || gap.contains(')') || gap.contains(['\n', '.', ';']) && !gap.contains('(') {
        return false;
    }
    let opens = gap.trim_start().starts_with(['(', '[', '/', '=']);
    let mut words = gap.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    let first = words.peek().map(|w| w.to_lowercase());
    let says =
        matches!(first.as_deref(), Some("or" | "oder" | "umgerechnet" | "или" | "equivalent" | "это" | "эквивалентно"))
            || first.as_deref() == Some("das")
            || first.as_deref() == Some("entspricht");
    (opens || says) && words.all(|w| EQUATORS.contains(&w.to_lowercase().as_str()))
}
