//! What programs write into JSON that JSON does not have: numbers that are none, and halves of
//! characters.

/// Numbers that Python and JavaScript write and JSON does not know, longest first.
const NO_NUMBERS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];

/// A JSON record in which `NaN` and `Infinity` became `null`, and each half of a character
/// (`\ud83d` without the other half) U+FFFD; with warnings of what is lost in text. `None` if there
/// is nothing of the kind in it.
pub(super) fn repaired(json: &str) -> Option<(String, Vec<String>)> {
    let mut out = String::with_capacity(json.len());
    let (mut halves, mut numbers) = (0_u64, 0_u64);
    let mut rest = json;
    let mut in_string = false;
    while let Some(at) = rest.find(['"', '\\', 'N', 'I', '-']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let no_number = NO_NUMBERS.iter().find(|n| !in_string && from.starts_with(**n));
        let taken = if let Some(number) = no_number {
            numbers += 1;
            out.push_str("null");
            number.len()
        } else if in_string && from.starts_with('\\') {
            let (escape, is_half) = escape(from);
            halves += u64::from(is_half);
            out.push_str(if is_half { "\\ufffd" } else { &from[..escape] });
            escape
        } else {
            in_string ^= from.starts_with('"');
            out.push_str(&from[..1]);
            1
        };
        rest = &from[taken..];
    }
    out.push_str(rest);
    let warning = format!("{halves} halves of characters (lone surrogates) became U+FFFD");
    (halves + numbers > 0).then(|| (out, Vec::from_iter((halves > 0).then_some(warning))))
}

/// The length of the escape at the beginning of a text, and whether it is half a character.
fn escape(text: &str) -> (usize, bool) {
    let unit = |from: usize| {
        let digits = text.get(from..from + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    match unit(0) {
        Some(0xD800..=0xDBFF) => match unit(6) {
            Some(0xDC00..=0xDFFF) => (12, false),
            Some(_) | None => (6, true),
        },
        Some(0xDC00..=0xDFFF) => (6, true),
        Some(_) => (6, false),
        None => (1 + text[1..].chars().next().map_or(0, char::len_utf8), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_halves() {
        for (json, expected, warnings) in [
            (r#"{"a":NaN,"b":-Infinity,"c":[Infinity]}"#, r#"{"a":null,"b":null,"c":[null]}"#, 0),
            (r#"{"a":"NaN \" NaN","b":NaN}"#, r#"{"a":"NaN \" NaN","b":null}"#, 0),
            (r#"{"a":"x \ud83d y"}"#, r#"{"a":"x \ufffd y"}"#, 1),
            (r#"{"a":"\udcb2\ud83d\ude00\\ud83d"}"#, r#"{"a":"\ufffd\ud83d\ude00\\ud83d"}"#, 1),
        ] {
            let (text, told) = repaired(json).expect(json);
            assert_eq!((text.as_str(), told.len()), (expected, warnings), "{json}");
        }
        for json in [r#"{"a":"Infinity","b":-1}"#, "{", r#"{"a":"\"#, r#"{"a":"\uD8"#] {
            assert_eq!(repaired(json), None, "{json}");
        }
    }
}
