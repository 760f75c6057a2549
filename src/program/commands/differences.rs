//! Where two JSON values differ, a line each: only what differs is shown, so that no two halves look
//! alike.

use serde_json::Value;

/// How much of a value is shown, in characters.
const WIDTH: usize = 60;
/// How much is shown of what two texts begin with alike.
const CONTEXT: usize = 12;

/// Adds a line for each difference between two values at a path.
pub(super) fn differences(path: &str, old: &Value, new: &Value, lines: &mut Vec<String>) {
    match (old, new) {
        (a, b) if a == b => {}
        (Value::Object(a), Value::Object(b)) => {
            let null = Value::Null;
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            for key in keys {
                let (old, new) = (a.get(key).unwrap_or(&null), b.get(key).unwrap_or(&null));
                differences(&format!("{path}.{key}"), old, new, lines);
            }
        }
        (Value::Array(a), Value::Array(b)) => lists(path, a, b, lines),
        (a, b) => {
            let (a, b) = apart(&a.to_string(), &b.to_string());
            lines.push(format!("{path}: {a} -> {b}"));
        }
    }
}

/// Lists: what only one of them has. Elements that take each other's place are compared.
fn lists(path: &str, old: &[Value], new: &[Value], lines: &mut Vec<String>) {
    if old.len() == new.len() {
        for (at, (a, b)) in old.iter().zip(new).enumerate() {
            differences(&format!("{path}[{at}]"), a, b, lines);
        }
        return;
    }
    let only = |of: &[Value], others: &[Value]| -> Vec<Value> {
        let mut left: Vec<&Value> = others.iter().collect();
        let mut only = Vec::new();
        for value in of {
            match left.iter().position(|other| *other == value) {
                Some(at) => drop(left.remove(at)),
                None => only.push(value.clone()),
            }
        }
        only
    };
    let (gone, come) = (only(old, new), only(new, old));
    for (at, (a, b)) in gone.iter().zip(&come).enumerate() {
        differences(&format!("{path}[~{at}]"), a, b, lines);
    }
    let both = gone.len().min(come.len());
    lines.extend(
        gone[both..].iter().map(|value| format!("{path}: - {}", cut(&value.to_string(), 0))),
    );
    lines.extend(
        come[both..].iter().map(|value| format!("{path}: + {}", cut(&value.to_string(), 0))),
    );
    if gone.is_empty() && come.is_empty() {
        lines.push(format!("{path}: {} -> {} elements", old.len(), new.len()));
    }
}

/// Two texts that differ, each cut to where they do.
fn apart(a: &str, b: &str) -> (String, String) {
    let alike = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let from = if a.chars().count().max(b.chars().count()) <= WIDTH {
        0
    } else {
        alike.saturating_sub(CONTEXT)
    };
    (cut(a, from), cut(b, from))
}

/// A part of a text, with a mark where something is left out.
fn cut(text: &str, from: usize) -> String {
    let head = if from > 0 { "…" } else { "" };
    let part: String = text.chars().skip(from).take(WIDTH).collect();
    let tail = if text.chars().count() > from + WIDTH { "…" } else { "" };
    format!("{head}{part}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn lines(old: &Value, new: &Value) -> Vec<String> {
        let mut lines = Vec::new();
        differences("f", old, new, &mut lines);
        lines
    }

    #[test]
    fn only_what_differs_is_shown() {
        let claim =
            |amount: &str| json!({"doc": "d-1", "amount": {"amount": amount, "currency": "EUR"}});
        assert_eq!(
            lines(&json!([claim("2000000"), claim("7")]), &json!([claim("2100000"), claim("7")])),
            ["f[0].amount.amount: \"2000000\" -> \"2100000\""]
        );
        assert_eq!(
            lines(&json!([claim("1")]), &json!([claim("1"), claim("2")])),
            ["f: + {\"amount\":{\"amount\":\"2\",\"currency\":\"EUR\"},\"doc\":\"d-1\"}"]
        );
        assert_eq!(lines(&json!({"a": 1}), &json!({"a": 1, "b": null})), Vec::<String>::new());
        assert_eq!(lines(&json!(null), &json!({"a": 1})), ["f: null -> {\"a\":1}"]);
        assert_eq!(lines(&json!([1, 2]), &json!([2])), ["f: - 1"]);
    }

    #[test]
    fn two_halves_never_look_alike() {
        let long = |end: &str| json!(format!("{}{end}", "word ".repeat(40)));
        for (old, new) in [
            (long("x"), long("y")),
            (long(""), long("z")),
            (json!([long("x"), 1]), json!([long("y")])),
            (json!({"a": long("x")}), json!({"a": long("y"), "b": 1})),
        ] {
            for line in lines(&old, &new) {
                let halves = line.split_once(": ").and_then(|(_, line)| line.split_once(" -> "));
                assert!(halves.is_none_or(|(a, b)| a != b), "{line}");
            }
        }
    }
}
