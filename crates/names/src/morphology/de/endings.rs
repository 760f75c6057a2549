//! Endings of German words in running text, by what rules conclude from them.

/// Ends of adjectives, without the consonant of their case, that names of organisations begin with:
/// Deutsche(r), Internationale(n), Föderale(s), Allgemeine(r), Vereinigte(n), Staatliche(s).
const ADJECTIVES_OF_NAMES: [&str; 7] = ["sche", "nale", "rale", "eine", "inigte", "ale", "liche"];

/// Last letters of an inflected adjective behind its -e.
const ADJECTIVE_CASES: [char; 4] = ['r', 's', 'n', 'm'];

/// Ends of nouns for something abstract, and of plurals of women; neither is a name.
const ABSTRACT_NOUNS: [&str; 12] = [
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "ismus", "nisse",
    "innen", "ierung",
];

/// Whether a word is an adjective as names of organisations begin with: Rheinischer,
/// Internationalen; not Dieser, Neue.
pub fn is_adjective_of_name(word: &str) -> bool {
    let stem = word.strip_suffix(ADJECTIVE_CASES).unwrap_or(word);
    ADJECTIVES_OF_NAMES.iter().any(|end| stem.ends_with(end))
}

/// Whether a word may be a place made an adjective: Ulmer, Zürcher. Words in -ster (Meister,
/// Minister) are none.
pub fn is_adjective_of_place(word: &str) -> bool {
    word.ends_with("er") && !word.ends_with("ster") && word.chars().count() > 4
}

/// Whether a word ends like a noun for something abstract: Versicherung, Freiheit,
/// Mitarbeiterinnen.
pub fn is_abstract_noun(word: &str) -> bool {
    ABSTRACT_NOUNS.iter().any(|end| word.ends_with(end))
}
