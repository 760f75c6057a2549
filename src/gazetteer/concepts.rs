//! What a name says, whatever its language: the set of its concepts, with the letters of what has no concept.

use super::Table;
use crate::model::Lang;
use crate::text::{name_stems, skeleton};
use std::collections::{BTreeMap, BTreeSet};

/// The words of names and their meanings, by stem.
#[derive(Debug, Default)]
pub struct Concepts {
    words: BTreeMap<(Lang, String), String>,
}

/// Words that link others and say nothing.
const LINKS: [&str; 30] = [
    "of", "the", "for", "and", "on", "in", "to", "a", "der", "die", "das", "des", "den", "für", "und", "im", "in", "e",
    "v", "по", "и", "за", "в", "на", "при", "с", "из", "о", "об", "им",
];

impl Concepts {
    /// Takes the rows of class `concept`, and of `country` and `nationality`, whose code is the concept.
    pub fn new(tables: &[&Table<'_>]) -> Self {
        let mut words = BTreeMap::new();
        for row in tables.iter().filter(|t| t.has("class")).flat_map(|t| t.rows()) {
            if !matches!(row.get("class"), "concept" | "country" | "nationality") {
                continue;
            }
            for lang in Lang::ALL.into_iter().filter(|l| row.get("lang") == l.code() || row.get("lang") == "*") {
                for form in row.list("forms").filter(|f| !f.contains(' ')) {
                    words.insert((lang, name_stems(form)), row.get("value").to_owned());
                }
            }
        }
        Self { words }
    }

    /// The concepts of a name, sorted and joined; `None` if they are too few or too common to tell a body by.
    ///
    /// "Center for Civil Liberties" and «Центр гражданских свобод» give one key.
    pub fn key(&self, name: &str, lang: Lang) -> Option<String> {
        let mut concepts: BTreeSet<String> = BTreeSet::new();
        let mut known = 0;
        for word in name_stems(name).split(' ') {
            if LINKS.contains(&word) {
                continue;
            }
            match self.concept(word, lang) {
                Some("human-rights") => {
                    known += 1;
                    concepts.extend(["human".to_owned(), "right".to_owned()]);
                }
                Some(concept) => {
                    known += 1;
                    concepts.insert(concept.to_owned());
                }
                None => {
                    concepts.insert(skeleton(word));
                }
            }
        }
        // One word says too little, and without a concept the transliterated name is key enough.
        (concepts.len() >= 2 && known >= 1).then(|| concepts.into_iter().collect::<Vec<_>>().join(" "))
    }

    fn concept(&self, word: &str, lang: Lang) -> Option<&str> {
        let of = |lang: Lang, word: &str| self.words.get(&(lang, word.to_owned())).map(String::as_str);
        of(lang, word).or_else(|| of(Lang::En, word)).or_else(|| of(Lang::En, word.strip_suffix('s')?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::BUILT_IN;

    #[test]
    fn one_key_for_two_languages() {
        let tables: Vec<Table<'_>> = BUILT_IN.iter().map(|(n, t)| Table::parse(n, t).unwrap()).collect();
        let concepts = Concepts::new(&tables.iter().collect::<Vec<_>>());
        let same =
            |en: &str, ru: &str| assert_eq!(concepts.key(en, Lang::En), concepts.key(ru, Lang::Ru), "{en} / {ru}");
        same("Center for Civil Liberties", "Центр гражданских свобод");
        same("Norwegian Helsinki Committee", "Норвежский Хельсинкский комитет");
        same("International Legal Initiative", "Международную Правовую Инициативу");
        assert_ne!(
            concepts.key("Norwegian Helsinki Committee", Lang::En),
            concepts.key("Болгарский Хельсинкский комитет", Lang::Ru)
        );
        assert_eq!(concepts.key("Echo", Lang::En), None);
    }
}
