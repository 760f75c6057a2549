//! Money by its conventions: what a language's rules of writing make of an amount, the extractor
//! reads back, for every currency and scale.

use crate::common::EXTRACTOR;
use iso_currency::{Currency, IntoEnumIterator};
use newsmill::internals::gazetteer::BUILT_IN;
use newsmill::model::{MoneyValue, Value};
use newsmill::{Document, Lang};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of the table of currencies: class, language, value, first form.
fn rows() -> Vec<[String; 4]> {
    let table = BUILT_IN
        .iter()
        .find(|table| table.name == "currencies.tsv")
        .expect("the table is built in");
    let table = table.parse().expect("it parses");
    let cell = |text: &str| text.to_owned();
    let read = |r: newsmill::internals::gazetteer::Row<'_, '_>| {
        let form = r.list("forms").next().unwrap_or_default().to_owned();
        [cell(r.get("class")), cell(r.get("lang")), cell(r.get("value")), form]
    };
    table.rows().map(read).collect()
}

/// Codes of money that people pay with: no funds, metals, test codes, and nothing that was
/// replaced. VED is a second code of the bolívar, whose sums go by VES.
fn living() -> impl Iterator<Item = Currency> {
    Currency::iter().filter(|c| {
        !c.is_fund() && !c.is_special() && c.is_superseded().is_none() && c.code() != "VED"
    })
}

#[test]
fn every_currency_of_iso_4217_has_its_code_and_a_name_in_each_language() {
    let rows = rows();
    let mut missing = Vec::new();
    for currency in living() {
        let code = currency.code();
        let known = |class: &str, lang: &str| {
            rows.iter().any(|[c, l, value, _]| {
                c.starts_with(class) && l == lang && value.split(['?', '/']).any(|v| v == code)
            })
        };
        if !known("currency_code", "*") {
            missing.push(format!("{code}: no code"));
        }
        missing.extend(
            Lang::ALL
                .iter()
                .filter(|l| !known("currency", l.as_str()))
                .map(|l| format!("{code}: no {l} name")),
        );
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn codes_in_the_table_are_iso_codes_of_today_or_of_history() {
    // Gone before ISO 4217's present list; Bitcoin has no code of ISO's.
    let history: BTreeSet<&str> =
        "DEM FRF ITL ESP PTE ATS BEF NLG FIM GRD IEP LUF EEK LVL LTL SKK SIT CYP MTL ROL SUR YUM ANG BYR VEF TRL BTC"
            .split(' ')
            .collect();
    let strange: Vec<String> = rows()
        .into_iter()
        .filter(|[class, ..]| class.starts_with("currency") || class == "subunit")
        .filter(|[class, ..]| !matches!(class.as_str(), "currency_until" | "currency_since"))
        .flat_map(|[_, _, value, _]| value.split(['?', '/']).map(str::to_owned).collect::<Vec<_>>())
        .filter(|code| {
            !code.is_empty()
                && Currency::from_code(code).is_none()
                && !history.contains(code.as_str())
        })
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

/// Amounts: whole part, decimals.
const AMOUNTS: [(u64, Option<&str>); 7] = [
    (120, None),
    (999, Some("50")),
    (4_700, None),
    (12_345, Some("05")),
    (361_000, None),
    (1_844_036_360, Some("12")),
    (2_000_000, None),
];

/// Groups of three, with the language's mark.
fn grouped(whole: u64, mark: &str) -> String {
    let digits = whole.to_string();
    let chunks: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|c| std::str::from_utf8(c).expect("ASCII digits"))
        .collect();
    chunks.join(mark)
}

/// A sum as each language writes it, and its plain decimal.
fn written(lang: Lang) -> Vec<(String, String)> {
    let (group, point, scales): (&str, &str, [(&str, u32); 4]) = match lang {
        Lang::En => (",", ".", [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)]),
        Lang::De => {
            (".", ",", [("Tausend", 3), ("Millionen", 6), ("Milliarden", 9), ("Billionen", 12)])
        }
        Lang::Ru => (" ", ",", [("тысяч", 3), ("млн", 6), ("млрд", 9), ("трлн", 12)]),
    };
    let plain = AMOUNTS.iter().map(|(whole, part)| {
        let decimals = part.map_or(String::new(), |p| format!("{point}{p}"));
        let value = part.map_or(whole.to_string(), |p| format!("{whole}.{p}"));
        (
            format!("{}{decimals}", grouped(*whole, group)),
            value.trim_end_matches('0').trim_end_matches('.').to_owned(),
        )
    });
    let scaled = scales.iter().flat_map(|(word, zeros)| {
        let zeros = *zeros as usize;
        [
            (format!("7 {word}"), format!("7{}", "0".repeat(zeros))),
            (format!("2{point}5 {word}"), format!("25{}", "0".repeat(zeros - 1))),
        ]
    });
    let whole = |text: &str, value: String| (text.to_owned(), value);
    plain
        .map(|(text, value)| {
            // Only zeros behind a point were trimmed away, not those of a whole number.
            let kept = if text.contains(point) && value.contains('.') {
                value
            } else {
                text.replace(group, "")
            };
            whole(&text, kept)
        })
        .chain(scaled)
        .collect()
}

fn sums(text: String, lang: Lang) -> Vec<MoneyValue> {
    let document = Document { lang: Some(lang), ..Document::from_text("sum.txt", text) };
    let values = EXTRACTOR.extract(&document).mentions.into_iter().filter_map(|m| match m.value {
        Value::Money(money) => Some(money),
        Value::Date(_) | Value::Law(_) | Value::Org(_) => None,
    });
    values.collect()
}

#[test]
fn a_number_past_the_exact_range_has_no_amount_and_a_warning() {
    let text = format!("They paid {} dollars, then 5 dollars.", "9".repeat(40));
    let document =
        Document { lang: Some(Lang::En), ..Document::from_text("sum.txt", text.as_str()) };
    let warnings = EXTRACTOR.extract(&document).document.warnings;
    assert_eq!(
        warnings,
        ["the amount has more digits than an exact decimal holds, characters 10 to 58"]
    );
    let amounts: Vec<_> =
        sums(text, Lang::En).into_iter().map(|s| s.amount.map(|a| a.to_string())).collect();
    assert_eq!(amounts, [None, Some("5".to_owned())]);
}

#[test]
fn a_written_sum_is_read_back() {
    let rows = rows();
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        let frame = |sum: &str| match lang {
            Lang::En => format!("They paid {sum} for it."),
            Lang::De => format!("Sie zahlten {sum} dafür."),
            Lang::Ru => format!("Они заплатили {sum} за это."),
        };
        // A name that means one money only, and every code.
        let mut ways: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for [class, of, value, form] in &rows {
            let name = class == "currency" && of == lang.as_str() && !value.contains('?');
            if name || class == "currency_code" && form.chars().all(|c| c.is_ascii_uppercase()) {
                ways.entry(value.clone()).or_default().push(form.clone());
            }
        }
        for (code, forms) in ways {
            for form in forms {
                for (text, value) in written(lang) {
                    let found = sums(frame(&format!("{text} {form}")), lang);
                    let [one] = found.as_slice() else {
                        wrong.push(format!("{lang}: {text} {form}: {} sums", found.len()));
                        continue;
                    };
                    let amount = one.amount.map(|a| a.normalize().to_string());
                    if amount.as_deref() != Some(&value) || one.currency.as_deref() != Some(&code) {
                        wrong.push(format!("{lang}: {text} {form}: {amount:?} {:?}", one.currency));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {:#?}", wrong.len(), &wrong[..wrong.len().min(30)]);
}
