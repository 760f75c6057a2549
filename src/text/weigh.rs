//! How much a decoded text looks like one: tells a wrong charset from the right one.

/// The most frequent letters of Russian, more than half of every text. A wrong Cyrillic charset
/// puts others in their place.
const FREQUENT: &[&str] = include!(concat!(env!("OUT_DIR"), "/frequent_letter.words"));

/// Points of a character that is as good in one charset as in another.
const NEUTRAL: i64 = 60;
/// Points of a frequent letter of Russian.
const GOOD: i64 = 100;
/// Points of any other letter of Russian.
const COMMON: i64 = 20;
/// Points of a character that does not occur at such a place in real text.
const WRONG: i64 = -200;

/// Minimum points of a text that looks right.
pub(super) const RIGHT: i64 = 35;
/// A declared charset is kept unless the detected one has this many points more.
pub(super) const MARGIN: i64 = 25;

/// Maximum characters that are weighed.
const SAMPLE: usize = 100_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Other,
}

fn script(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' if c.is_alphabetic() => Some(Script::Latin),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        _ if c.is_alphabetic() => Some(Script::Other),
        _ => None,
    }
}

/// The mean of the points of the characters beyond ASCII; [`NEUTRAL`] if there are none.
pub(super) fn points(text: &str) -> i64 {
    let (mut sum, mut count) = (0, 0);
    let (mut before, mut run) = ([None; 2], 0_u32);
    let mut chars = text.chars().take(SAMPLE).peekable();
    while let Some(c) = chars.next() {
        run = if !c.is_ascii() && script(c) == Some(Script::Latin) { run + 1 } else { 0 };
        if !c.is_ascii() {
            sum += of_char(c, before, chars.peek().copied(), run);
            count += 1;
        }
        before = [before[1], Some(c)];
    }
    if count == 0 { NEUTRAL } else { sum / count }
}

/// The points of a character; `run` counts the accented Latin letters that end with it.
fn of_char(c: char, before: [Option<char>; 2], next: Option<char>, run: u32) -> i64 {
    let last = before[1];
    let Some(own) = script(c) else {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        // Dashes, apostrophes and soft hyphens stand within words.
        let joins =
            matches!(c, '’' | '‘' | 'ʼ' | '–' | '—' | '‑' | '\u{ad}' | '…' | '\u{a0}' | '·');
        let is_drawn = matches!(c, '\u{80}'..='\u{9f}' | '\u{2500}'..='\u{25ff}' | '\u{fffd}');
        return if is_drawn || is_letter(last) && is_letter(next) && !joins {
            WRONG
        } else {
            NEUTRAL
        };
    };
    let mixes = |c: Option<char>| c.and_then(script).is_some_and(|other| other != own);
    let is_inner_capital =
        c.is_uppercase() && last.is_some_and(|c| c.is_lowercase() && script(c) == Some(own));
    if mixes(last) || mixes(next) || is_inner_capital || run > 2 {
        return WRONG;
    }
    match c {
        _ if own == Script::Cyrillic
            && c.to_lowercase().any(|c| FREQUENT.iter().any(|letter| letter.starts_with(c))) =>
        {
            GOOD
        }
        'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' => COMMON,
        _ if own == Script::Cyrillic => 0,
        _ => NEUTRAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_and_wrong() {
        for text in
            ["Prüfung in Köln – „gut“", "wouldn’t", "Суд оштрафовал «Газпром».", "СУД", "naïve"]
        {
            assert!(points(text) >= RIGHT, "{text} {}", points(text));
        }
        let russian = "Суд оштрафовал организацию на два миллиона рублей.";
        let bytes = encoding_rs::WINDOWS_1251.encode(russian).0;
        for wrong in ["koi8-r", "iso-8859-5", "ibm866", "windows-1252", "iso-8859-2", "macintosh"] {
            let encoding = encoding_rs::Encoding::for_label(wrong.as_bytes()).unwrap();
            let text = encoding.decode(&bytes).0;
            assert!(points(&text) + MARGIN < points(russian), "{wrong} {text} {}", points(&text));
        }
        assert!(points("Geldbuяe im Mдrz") < 0);
    }
}
