//! How far a Russian name reaches behind its head noun.

use crate::gazetteer::Class;
use crate::gazetteer::morphology::ru::endings::{self, ends_in};
use crate::kinds::context::Vocabulary;
use crate::model::Lang;
use crate::text::boundary::word_after;

/// The abbreviation of «имени»: in honour of.
pub(super) const IN_HONOUR: &str = "им.";

/// What stands between a name and the person in whose honour it is given.
const HONOUR_LINKS: [&str; 2] = [" имени ", " им. "];

/// Whether a capitalised word is a name in the nominative. Behind a word for a place a nominative
/// goes on with the name: «Республики Крым».
fn is_nominative(words: &Vocabulary, before: &str, word: &str) -> bool {
    let place = before.split_whitespace().next_back().map(str::to_lowercase).unwrap_or_default();
    let mut stems = words.lexicon.forms(Class::PlaceStem);
    endings::is_nominative(word) && !stems.any(|(stem, _)| place.starts_with(stem))
}

/// Where a name ends that is given in honour of somebody: "имени М. В. Ломоносова", "им.
/// Склифосовского".
pub(super) fn named_after(text: &str, end: usize) -> usize {
    let Some(tail) = HONOUR_LINKS.iter().find_map(|link| text[end..].strip_prefix(link)) else {
        return end;
    };
    let mut at = text.len() - tail.len();
    let mut surname = false;
    for word in tail.split_inclusive([' ', '.']).take(5) {
        let bare = word.trim_end_matches([' ', '.', ',', '"', '»']);
        if bare.is_empty() {
            at += word.len();
            continue;
        }
        if !bare.starts_with(char::is_uppercase) {
            break;
        }
        at += word.len();
        if bare.chars().count() > 1 {
            surname = true;
            at -= word.len() - bare.len();
            break;
        }
    }
    if surname { at } else { end }
}

/// The words after a head that belong to its name: a genitive or dative chain, or a place. Case
/// endings tell, verbs stop it.
pub(super) fn complement<'t>(of: &'t str, words: &Vocabulary) -> &'t str {
    let mut end = 0;
    let mut at = 0;
    let mut link: Option<&str> = None;
    for word in of.split_inclusive(' ').skip(1) {
        let start = 1 + at;
        at += word.len();
        let word = word.trim_end();
        if word == "имени" {
            break;
        }
        if words.is(Class::OrgLink, word) {
            if link.is_some() {
                break;
            }
            link = Some(word);
            continue;
        }
        let capital = word.starts_with(char::is_uppercase);
        let letters = word.chars().count();
        // Whoever is named next in the nominative does something; a second capitalised member is
        // another organisation.
        let person = capital
            && (words.is(Class::GivenName, word) || is_nominative(words, &of[..start], word));
        if person
            || capital && link == Some("и")
            || letters > 5 && ends_in(word, endings::NOMINATIVE_ADJECTIVES)
        {
            break;
        }
        // "статья 13" after a name begins a citation.
        let verb = letters > 4 && (ends_in(word, endings::VERBS) || word.starts_with("стать"));
        let cased = letters > 2 && !verb && ends_in(word, endings::COMPLEMENT);
        if !capital && !cased {
            break;
        }
        end = start + word.len();
        link = None;
        // Nothing follows a country but the field or the place of its office: "МВД России по
        // Москве".
        let country = words.is(Class::Country, word);
        if country && !of[end..].trim_start().starts_with("по ") {
            break;
        }
        if capital && !country && word.chars().count() > 1 && word.chars().all(char::is_uppercase) {
            break;
        }
    }
    &of[..end]
}

/// The country behind a Russian name: «МИД» in «МИД Турции». `None` in other languages.
pub(super) fn country_behind<'w>(text: &str, end: usize, words: &'w Vocabulary) -> Option<&'w str> {
    words.value(Class::Country, word_after(text, end)).filter(|_| words.lang == Lang::Ru)
}

#[cfg(test)]
mod tests {
    use super::{complement, named_after};
    use crate::gazetteer::{BUILT_IN, Lexicon, Table};
    use crate::kinds::context::Vocabulary;
    use crate::model::Lang;

    #[test]
    fn complements() {
        let tables: Vec<Table<'_>> = BUILT_IN.iter().map(|table| table.parse().unwrap()).collect();
        let tables: Vec<&Table<'_>> = tables.iter().collect();
        let words = Vocabulary::new(Lang::Ru, Lexicon::new(Lang::Ru, &[], &tables).unwrap());
        let same = |of: &str, wanted: &str| assert_eq!(complement(of, &words), wanted, "{of}");
        same(" иностранных дел РК директор", " иностранных дел РК");
        same(
            " по мониторингу уголовной реформы и правам человека в Павлодаре",
            " по мониторингу уголовной реформы и правам человека",
        );
        same(" обвинил власти", "");
        same(" прав человека и сообщил", " прав человека");
        same(" Нижнего Посада Ольга Зимина", " Нижнего Посада");
        same(" обороны Венесуэлы были", " обороны Венесуэлы");
        same(" России по Верхнему краю", " России по Верхнему краю");
        same(" культуры и Рыбнадзора", " культуры");
    }

    #[test]
    fn in_honour_of() {
        let same = |text: &str, wanted: &str| {
            assert_eq!(&text[..named_after(text, "Музей".len())], wanted);
        };
        same("Музей имени И. Д. Воробьёва в Уржуме", "Музей имени И. Д. Воробьёва");
        same("Музей им. Крылова, где", "Музей им. Крылова");
        same("Музей имени отца", "Музей");
    }
}
