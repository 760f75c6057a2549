//! Name keys: what is left of a name when case, inflection and typography are taken off.

use crate::model::sha256_hex;
use newsmill_names::chars::is_word;
use newsmill_names::morphology::ru;
use std::borrow::Cow;

/// The id of a name's key: `n-` + the first 16 hex digits of the SHA-256 of its words, folded and
/// stemmed.
pub fn name_key(name: &str) -> String {
    let mut key = sha256_hex(name_stems(name).as_bytes());
    key.truncate(16);
    key.insert_str(0, "n-");
    key
}

/// A name's words, folded and without Russian case endings, joined by spaces. Punctuation
/// separates; order stays.
pub fn name_stems(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| !is_word(c)).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        let start = out.len();
        if word.is_ascii() {
            out.push_str(word);
            out[start..].make_ascii_lowercase();
            continue;
        }
        let mut capitals = 0;
        for c in word.chars() {
            match c {
                'a'..='z' | '0'..='9' | 'а'..='я' => out.push(c),
                'A'..='Z' | 'А'..='Я' => {
                    capitals += 1;
                    out.push(char::from_u32(u32::from(c) + 32).unwrap_or(c));
                }
                _ => {
                    capitals += usize::from(c.is_uppercase());
                    out.extend(c.to_lowercase().map(|c| if c == 'ё' { 'е' } else { c }));
                }
            }
        }
        // More than one capital is an acronym.
        if capitals <= 1 {
            let stem = ru::stem(&out[start..]).len();
            out.truncate(start + stem);
        }
    }
    out
}

/// A name's letters in Latin, with the spellings of different romanisations folded into one:
/// Еркіндік Қанаты and Erkindik Kanaty agree.
pub fn skeleton(name: &str) -> String {
    latin_skeleton(&name_stems(name))
}

/// The same with the endings of Russian words: «Северная заря» and "Severnaya Zarya" agree.
pub fn skeleton_with_endings(name: &str) -> String {
    latin_skeleton(&name.to_lowercase())
}

fn latin_skeleton(folded: &str) -> String {
    let mut latin = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_ascii() {
            latin.push(c);
        } else {
            // A soft sign becomes an apostrophe, which no Latin spelling of the name need have.
            latin.extend(any_ascii::any_ascii_char(c).chars().filter(|c| *c != '\''));
        }
    }
    latin.make_ascii_lowercase();
    let mut out = String::with_capacity(latin.len());
    for word in latin.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut folded = Cow::Borrowed(word);
        let mut letters = set_of(word);
        for (from, to) in [
            ("shch", "s"),
            ("tsch", "h"),
            ("sch", "s"),
            ("sh", "s"),
            ("kh", "h"),
            ("ch", "h"),
            ("zh", "s"),
            ("ts", "c"),
        ] {
            let asked = set_of(from);
            if letters & asked == asked && folded.contains(from) {
                folded = Cow::Owned(folded.replace(from, to));
                letters |= set_of(to);
            }
        }
        // Doubled letters differ between romanisations; those of numbers tell them apart ("II", "11").
        let number = word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
        let mut last = ' ';
        for letter in folded.bytes() {
            let letter = match letter {
                b'q' => 'k',
                b'w' => 'v',
                b'y' | b'j' => 'i',
                b'z' => 's',
                other => char::from(other),
            };
            // "Ozyornaya", «Озёрная»
            if letter == 'o' && last == 'i' && out.len() > 1 {
                out.pop();
                out.push('e');
                last = 'e';
                continue;
            }
            if std::mem::replace(&mut last, letter) != letter || number || letter.is_ascii_digit() {
                out.push(letter);
            }
        }
    }
    out
}

/// The small Latin letters of a word, a bit each: most words lack a letter of most spellings.
fn set_of(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |set, b| set | 1 << (b - b'a'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_all_cases() {
        let key = |name| name_stems(name);
        assert_eq!(
            key("Международную Правовую Инициативу"),
            key("Международная правовая инициатива")
        );
        assert_eq!(
            key("Организации по безопасности и сотрудничеству в Европе"),
            key("Организация по безопасности и сотрудничеству в Европе")
        );
        assert_eq!(key("Комитета по мониторингу"), key("Комитет по мониторингу"));
        assert_ne!(key("Норвежский Хельсинкский комитет"), key("Болгарский Хельсинкский комитет"));
        assert_eq!(key("«Эхо»"), key("Эхо"));
    }

    #[test]
    fn one_skeleton_for_all_scripts() {
        assert_eq!(skeleton("Еркіндік Қанаты"), skeleton("Erkindik Kanaty"));
        assert_eq!(skeleton("КМБПЧ"), skeleton("KMBPCh"));
        assert_ne!(skeleton("Сана Сезим"), skeleton("Sana Security"));
        assert_ne!(skeleton("I Corps"), skeleton("II Corps"));
        assert_ne!(skeleton("11th Guards"), skeleton("1th Guards"));
    }
}
