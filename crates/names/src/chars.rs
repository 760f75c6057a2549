//! What a word character, a letter and an acronym are.

/// Whether a character belongs to a word: letters, digits and combining marks, not the hyphen.
#[inline]
pub fn is_word(c: char) -> bool {
    // Common scripts first: the tables behind `is_alphanumeric` are slow for all but ASCII.
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        'А'..='я' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => true,
        '\u{2000}'..='\u{206F}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Whether a character is a letter.
#[inline]
pub fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphabetic(),
        'А'..='я' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => true,
        _ => c.is_alphabetic(),
    }
}

/// Whether a name is an acronym: one word of at most 12 letters, at least two capitals, and no more
/// small letters than capitals.
pub fn is_acronym(name: &str) -> bool {
    let (mut letters, mut capitals, mut small) = (0, 0, 0);
    for c in name.chars() {
        letters += 1;
        if c == ' ' || letters > 12 {
            return false;
        }
        match c {
            'a'..='z' | 'а'..='я' => small += 1,
            'A'..='Z' | 'А'..='Я' => capitals += 1,
            _ => {
                small += u32::from(c.is_lowercase());
                capitals += u32::from(c.is_uppercase());
            }
        }
    }
    capitals >= 2 && small <= capitals
}

/// A word in small letters, with е for ё.
pub fn fold_word(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).map(|c| if c == 'ё' { 'е' } else { c }).collect()
}
