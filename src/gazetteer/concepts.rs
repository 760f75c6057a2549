//! What a name says, whatever its language: the set of its concepts, with the letters of what has
//! no concept.

use super::{Class, Table};
use crate::model::Lang;
use crate::text::{name_stems, skeleton};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// The words of names and their meanings, by stem.
#[derive(Debug, Default)]
pub struct Concepts {
    words: [FxHashMap<String, Meaning>; 3],
    /// Words that link others and say nothing.
    links: FxHashSet<String>,
    /// What joins the parts of a German compound, besides nothing.
    joints: Vec<String>,
}

/// What a word says.
#[derive(Debug, Clone)]
struct Meaning {
    concept: String,
    /// Heads, legal forms and qualifiers, which many bodies share.
    form: bool,
}

/// Longer words are no compounds that anybody wrote.
const COMPOUND: usize = 60;
/// Shorter parts of a compound are accidents.
const PART: usize = 3;

/// The classes whose values are concepts.
const CLASSES: [Class; 4] =
    [Class::Concept, Class::ConceptForm, Class::Country, Class::Nationality];

impl Concepts {
    /// Takes the rows of classes `concept` and `concept_form`, and of `country` and `nationality`,
    /// whose code is the concept; also `name_link` and `compound_joint`.
    pub fn new(tables: &[&Table<'_>]) -> Self {
        let mut words: [FxHashMap<String, Meaning>; 3] = Default::default();
        let (mut links, mut joints) = (FxHashSet::default(), Vec::new());
        for row in tables.iter().filter(|t| t.has("class")).flat_map(|t| t.rows()) {
            let name = row.get("class");
            if name == Class::NameLink.name() {
                links.extend(row.list("forms").map(str::to_owned));
            } else if name == Class::CompoundJoint.name() {
                joints.extend(row.list("forms").map(str::to_owned));
            }
            let Some(class) = CLASSES.into_iter().find(|class| class.name() == name) else {
                continue;
            };
            let meaning =
                Meaning { concept: row.get("value").to_owned(), form: class == Class::ConceptForm };
            for lang in Lang::ALL
                .into_iter()
                .filter(|l| row.get("lang") == l.as_str() || row.get("lang") == "*")
            {
                for form in row.list("forms").filter(|f| !f.contains(' ')) {
                    // Where a word has two stems' worth of meanings, the table's first one stays.
                    words[lang.index()].entry(name_stems(form)).or_insert_with(|| meaning.clone());
                }
            }
        }
        Self { words, links, joints }
    }

    /// The concepts of a name, sorted and joined; `None` if they are too few or too common to tell
    /// a body by.
    ///
    /// "Center for Civil Liberties" and «Центр гражданских свобод» give one key; "Public
    /// Foundation" gives none.
    pub fn key(&self, name: &str, lang: Lang) -> Option<String> {
        let mut concepts: Vec<Cow<'_, str>> = Vec::new();
        let mut unknown_words: Vec<&str> = Vec::new();
        let stems = name_stems(name);
        let mut meanings: Vec<&Meaning> = Vec::new();
        let (mut known, mut telling) = (0, 0);
        for word in stems.split(' ') {
            if self.links.contains(word) {
                continue;
            }
            meanings.clear();
            self.meanings(word, lang, &mut meanings);
            telling += usize::from(meanings.iter().any(|m| !m.form) || meanings.is_empty());
            known += meanings.len();
            for meaning in &meanings {
                match meaning.concept.as_str() {
                    "human-rights" => concepts.extend(["human", "right"].map(Cow::Borrowed)),
                    concept => concepts.push(Cow::Borrowed(concept)),
                }
            }
            if meanings.is_empty() {
                unknown_words.push(word);
            }
        }
        // Without a concept the transliterated name is key enough.
        if known == 0 || telling == 0 {
            return None;
        }
        concepts.extend(unknown_words.into_iter().map(|word| Cow::Owned(unknown(word))));
        concepts.sort_unstable();
        concepts.dedup();
        // One word says too little.
        (concepts.len() >= 2).then(|| concepts.join(" "))
    }

    /// Whether a word is a head, legal form or qualifier, which tells no body from another.
    pub fn is_form(&self, word: &str, lang: Lang) -> bool {
        let word = name_stems(word);
        self.links.contains(&word) || self.meaning(&word, lang).is_some_and(|m| m.form)
    }

    /// Adds what a word or the parts of a German compound say; nothing if any part is unknown.
    fn meanings<'a>(&'a self, word: &str, lang: Lang, into: &mut Vec<&'a Meaning>) {
        if let Some(meaning) = self.meaning(word, lang) {
            into.push(meaning);
            return;
        }
        if lang != Lang::De || word.len() > COMPOUND {
            return;
        }
        let before = into.len();
        for at in
            word.char_indices().map(|(i, _)| i).filter(|i| *i >= PART && word.len() - i > PART)
        {
            let (head, tail) = word.split_at(at);
            let joints = std::iter::once("").chain(self.joints.iter().map(String::as_str));
            let mut firsts = joints.filter_map(|j| self.meaning(head.strip_suffix(j)?, lang));
            let Some(first) = firsts.next() else { continue };
            // Menschenrechtszentrum is Menschenrecht and Zentrum; the rest may be a compound again.
            into.push(first);
            self.meanings(tail, lang, into);
            if into.len() > before + 1 {
                return;
            }
            into.truncate(before);
        }
    }

    fn meaning(&self, word: &str, lang: Lang) -> Option<&Meaning> {
        let of =
            |lang: Lang, word: &str| -> Option<&Meaning> { self.words[lang.index()].get(word) };
        of(lang, word)
            .or_else(|| of(Lang::En, word))
            .or_else(|| of(Lang::En, word.strip_suffix('s')?))
    }
}

/// The key of a word without a concept: its skeleton without what languages add to names of places
/// (хельсинкский, Helsinki).
fn unknown(word: &str) -> String {
    let bare = word.strip_suffix("ск").filter(|b| b.chars().count() > PART).unwrap_or(word);
    let skeleton = skeleton(bare);
    let short = skeleton.trim_end_matches(['a', 'e', 'i', 'o', 'u']);
    if short.len() > PART { short.to_owned() } else { skeleton }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::BUILT_IN;

    #[test]
    fn one_key_for_two_languages() {
        let tables: Vec<Table<'_>> = BUILT_IN.iter().map(|table| table.parse().unwrap()).collect();
        let concepts = Concepts::new(&tables.iter().collect::<Vec<_>>());
        let same = |en: &str, ru: &str| {
            assert_eq!(concepts.key(en, Lang::En), concepts.key(ru, Lang::Ru), "{en} / {ru}");
        };
        same("Center for Civil Liberties", "Центр гражданских свобод");
        same("Norwegian Helsinki Committee", "Норвежский Хельсинкский комитет");
        same("International Legal Initiative", "Международную Правовую Инициативу");
        assert_ne!(
            concepts.key("Norwegian Helsinki Committee", Lang::En),
            concepts.key("Болгарский Хельсинкский комитет", Lang::Ru)
        );
        same("Helsinki University", "Хельсинкский университет");
        assert_eq!(
            concepts.key("Menschenrechtszentrum Tiflis", Lang::De),
            concepts.key("Human Rights Center Tiflis", Lang::En)
        );
        assert_eq!(concepts.key("Echo", Lang::En), None);
        assert_eq!(concepts.key("Public Foundation", Lang::En), None);
        assert_eq!(concepts.key("Общественный фонд", Lang::Ru), None);
    }
}
