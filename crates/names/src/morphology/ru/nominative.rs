//! Puts a noun phrase into the nominative: «Норвежского комитета по праву» is «Норвежский комитет
//! по праву».

use super::{NOUNS, declined};
use crate::morphology::ru::endings;

/// Endings of adjectives in the oblique cases, by gender; the shorter come last.
const MASCULINE: [&str; 8] = ["ого", "его", "ому", "ему", "ым", "им", "ом", "ем"];
const FEMININE: [&str; 4] = ["ой", "ей", "ую", "юю"];
/// Stems of adjectives with a stressed ending: «городской», «областной».
const STRESSED: [&str; 14] = [
    "городск",
    "областн",
    "морск",
    "донск",
    "миров",
    "речн",
    "лесн",
    "краев",
    "правов",
    "окружн",
    "страхов",
    "биржев",
    "основн",
    "мостов",
];
/// Letters behind which ы is written и.
const NO_Y: [char; 7] = ['г', 'к', 'х', 'ж', 'ш', 'ч', 'щ'];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

/// The nominative singular of a phrase that begins with adjectives and a noun in another case.
/// `is_known` tells whether a word in small letters is a form of a noun that names begin with. `None`
/// if the noun is not known or already in the nominative, or if an adjective does not agree.
pub fn nominative_of(phrase: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let words: Vec<&str> = phrase.split(' ').collect();
    // A noun may end as adjectives do: «службой».
    let is_noun = |word: &str| is_known(&word.to_lowercase()) || !endings::is_adjective(word);
    let head = words.iter().position(|word| *word != "и" && is_noun(word))?;
    let noun = words[head];
    let Singular::Oblique(lemma) = singular(&noun.to_lowercase(), &is_known) else { return None };
    let gender = match lemma.chars().next_back()? {
        'а' | 'я' => Gender::Feminine,
        'о' | 'е' => Gender::Neuter,
        'ь' if lemma.ends_with("сть") => Gender::Feminine,
        _ => Gender::Masculine,
    };
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for word in &words[..head] {
        out.push(match *word {
            "и" => "и".to_owned(),
            word => adjective_nominative(word, gender)?,
        });
    }
    out.push(with_case_of(noun, &lemma));
    out.extend(words[head + 1..].iter().map(|word| (*word).to_owned()));
    Some(out.join(" "))
}

/// Whether a known noun in small letters can only be a plural: «банки», not «партии».
pub fn is_plural(noun: &str, is_known: impl Fn(&str) -> bool) -> bool {
    is_known(noun) && matches!(singular(noun, is_known), Singular::No)
}

enum Singular {
    Nominative,
    Oblique(String),
    No,
}

/// The nominative of a noun of which all cases are known words: of «службе» that is «служба», not
/// «служб», which has no «службом».
fn singular(word: &str, is_known: impl Fn(&str) -> bool) -> Singular {
    let is_noun_with = |lemma: &str, form: Option<&str>| {
        is_known(lemma)
            && !lemma.ends_with(['ы', 'и'])
            && declined(lemma, false).iter().any(|cases| {
                form.is_none_or(|form| cases.iter().any(|case| case == form))
                    && cases.iter().all(|case| is_known(case))
            })
    };
    if is_noun_with(word, None) {
        return Singular::Nominative;
    }
    let consonant = ("", ["а", "у", "", "ом", "е"]);
    let candidates = NOUNS.iter().chain([&consonant]).flat_map(|(ending, cases)| {
        cases.iter().filter_map(move |case| Some(format!("{}{ending}", word.strip_suffix(case)?)))
    });
    candidates
        .into_iter()
        .find(|lemma| lemma != word && is_noun_with(lemma, Some(word)))
        .map_or(Singular::No, Singular::Oblique)
}

fn adjective_nominative(word: &str, gender: Gender) -> Option<String> {
    let ending_of = |endings: &[&'static str]| endings.iter().copied().find(|e| word.ends_with(e));
    let oblique = match gender {
        Gender::Feminine => ending_of(&FEMININE),
        Gender::Masculine | Gender::Neuter => ending_of(&MASCULINE),
    }?;
    let stem = word.strip_suffix(oblique)?;
    let last = stem.chars().next_back()?;
    let soft = oblique.starts_with(['е', 'ю']) || oblique == "им" && !NO_Y.contains(&last);
    let nominative = match gender {
        Gender::Feminine if soft && !NO_Y.contains(&last) => "яя",
        Gender::Feminine => "ая",
        Gender::Neuter if soft => "ее",
        Gender::Neuter => "ое",
        Gender::Masculine if STRESSED.iter().any(|s| stem.to_lowercase().ends_with(s)) => "ой",
        Gender::Masculine if soft || NO_Y.contains(&last) => "ий",
        Gender::Masculine => "ый",
    };
    Some(format!("{stem}{nominative}"))
}

/// A word in small letters, with the capitals of another.
fn with_case_of(model: &str, word: &str) -> String {
    let upper = |c: char| c.is_uppercase() || !c.is_alphabetic();
    if model.chars().count() > 1 && model.chars().all(upper) {
        return word.to_uppercase();
    }
    if !model.starts_with(char::is_uppercase) {
        return word.to_owned();
    }
    let mut letters = word.chars();
    letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_in_all_cases() {
        const KNOWN: &[&str] = &[
            "служба",
            "службы",
            "службе",
            "службу",
            "службой",
            "служб",
            "комитет",
            "комитета",
            "комитету",
            "комитетом",
            "комитете",
            "комитеты",
            "комитетам",
            "комитетов",
            "комитетами",
            "комитетах",
            "инициатив",
            "инициативам",
            "инициативами",
            "инициативах",
            "агентство",
            "агентства",
            "агентству",
            "агентством",
            "агентстве",
            "агентств",
            "инициатива",
            "инициативы",
            "инициативе",
            "инициативу",
            "инициативой",
            "суд",
            "суда",
            "суду",
            "судом",
            "суде",
            "партия",
            "партии",
            "партию",
            "партией",
            "партий",
        ];
        let is = |phrase: &str| nominative_of(phrase, |word| KNOWN.contains(&word));
        for (form, nominative) in [
            ("Пробирной службе", "Пробирная служба"),
            ("Зимней службой", "Зимняя служба"),
            ("Высшую службу", "Высшая служба"),
            ("Горского и Речного комитета по праву", "Горский и Речной комитет по праву"),
            ("Лыжное агентство", ""),
            ("Лыжного агентства", "Лыжное агентство"),
            ("Областным судом", "Областной суд"),
            ("Открытой Правовой Инициативе", "Открытая Правовая Инициатива"),
            ("Партии садоводов", "Партия садоводов"),
            ("КОМИТЕТА", "КОМИТЕТ"),
            ("Комитет", ""),
            ("Областной суд", ""),
            // A noun that is not known may be anything.
            ("Ветра", ""),
        ] {
            assert_eq!(is(form).unwrap_or_default(), nominative, "{form}");
        }
        let is_plural = |noun: &str| is_plural(noun, |word| KNOWN.contains(&word));
        assert!(is_plural("комитеты") && is_plural("комитетам"));
        assert!(!is_plural("партии") && !is_plural("комитет") && !is_plural("суду"));
    }
}
