//! Claims of `tests/cases/facts/<lang>.jsonl`: a text and every claim that it makes, in order, with
//! the fields that the case is about.

use crate::common::{EXTRACTOR, in_repository};
use newsmill::{Document, Lang};
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    expect: Vec<Map<String, Value>>,
}

#[test]
fn claims() {
    let mut wrong = Vec::new();
    let (mut with, mut without) = (0, 0);
    for lang in Lang::ALL {
        let name = format!("tests/cases/facts/{}.jsonl", lang.as_str());
        let text =
            std::fs::read_to_string(in_repository(&name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        for (i, line) in text.lines().enumerate() {
            let case: Case =
                serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}:{}: {e}", i + 1));
            *(if case.expect.is_empty() { &mut without } else { &mut with }) += 1;
            let mut document = Document::from_text("case.txt", case.text.as_str());
            document.lang = Some(lang);
            let bundle = EXTRACTOR.extract(&document);
            let names = |at: Option<usize>| at.map(|at| bundle.names[at].text.clone());
            let found: Vec<Value> = bundle
                .claims
                .iter()
                .map(|c| {
                    let amount = c.claim.amount.as_ref().map(|a| {
                        let number = a.amount.map(|n| n.normalize().to_string()).unwrap_or_default();
                        format!("{number} {}", a.currency.as_deref().unwrap_or_default())
                    });
                    json!({
                        "kind": c.kind.as_str(), "target": names(Some(c.target)), "authority": names(c.authority), "amount": amount,
                        "equivalents": c.claim.equivalents.len(), "date": c.claim.date, "duration": c.claim.duration,
                        "law": c.claim.law, "attribution": c.claim.attribution,
                    })
                })
                .collect();
            let right = found.len() == case.expect.len()
                && found
                    .iter()
                    .zip(&case.expect)
                    .all(|(f, e)| e.iter().all(|(key, value)| f[key] == *value));
            if !right {
                wrong.push(format!("{name}:{}: {}\n  found {}", i + 1, case.text, json!(found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
    assert!(with > 15 && without > 15, "cases for and against: {with}, {without}");
}
