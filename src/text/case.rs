//! Capital and small letters of words and phrases.

use super::boundary::is_word;

/// A word with a capital first letter: "märz" → "März".
pub(crate) fn capitalized(word: &str) -> String {
    let mut rest = word.chars();
    let first: String = rest.next().into_iter().flat_map(char::to_uppercase).collect();
    first + rest.as_str()
}

/// A phrase with a capital first letter in each word: "last friday" → "Last Friday". A letter
/// behind a hyphen or an apostrophe begins a word.
pub(crate) fn capitalized_words(phrase: &str) -> String {
    let mut out = String::with_capacity(phrase.len());
    let mut begins = true;
    for c in phrase.chars() {
        if begins {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        begins = !is_word(c);
    }
    out
}

/// The capital or small letter of Latin-1, Cyrillic and ASCII in small, with е for ё; `None` for
/// other letters, which need the tables of Unicode.
#[inline]
pub(crate) fn small_letter(c: char) -> Option<char> {
    match c {
        '\0'..='\x7F' => Some(c.to_ascii_lowercase()),
        'а'..='я' | 'ß'..='ÿ' => Some(c),
        'А'..='Я' | 'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(u32::from(c) + 32),
        'ё' | 'Ё' => Some('е'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals() {
        assert_eq!(capitalized("märz"), "März");
        assert_eq!(capitalized(""), "");
        assert_eq!(capitalized_words("last friday"), "Last Friday");
        assert_eq!(capitalized_words("co-op"), "Co-Op");
    }

    #[test]
    fn small_letters_are_those_of_unicode() {
        for c in ('\0'..='\u{24F}').chain('\u{400}'..='\u{45F}').filter(|c| !matches!(c, 'ё' | 'Ё'))
        {
            assert!(small_letter(c).is_none_or(|small| c.to_lowercase().eq([small])), "{c}");
        }
    }
}
