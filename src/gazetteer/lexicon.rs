//! Closed classes of words of one language: months, units, currencies, scale words, head nouns.

use super::{Class, Table};
use crate::error::{Error, Result};
use crate::model::Lang;
use crate::pattern::Trie;
use crate::text::boundary::word_before;
use crate::text::case::{capitalized, capitalized_words, small_letter};
use crate::text::fold_word;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// Words by class, each with the value that the table gives it.
///
/// From tables with the columns `class, lang, value, forms` (`lang` is `en`, `de`, `ru` or `*` for
/// all). A form is found in any case; if its row has `cased` among its `flags`, only as the table
/// spells it.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// By the number of the class.
    classes: Vec<WordClass>,
}

#[derive(Debug, Default)]
struct WordClass {
    /// As spelled, and the place of the value in `forms`.
    cased: FxHashMap<String, usize>,
    /// Folded, and the place of the value.
    folded: FxHashMap<Box<[u8]>, usize>,
    /// Bytes of the longest form.
    longest: usize,
    /// With what letters all of them begin, and how long those are that begin so.
    filter: WordFilter,
    /// The same of their last words, made when first asked for.
    last_words: OnceLock<WordFilter>,
    /// Every form with the place of its value in `values` and whether it is cased, in the order of
    /// the table.
    forms: Vec<(String, u32, bool)>,
    /// The values, one for each row.
    values: Vec<String>,
    /// How many of them come from the user's tables. They are the first ones.
    given: usize,
    /// The folded forms of several words that have a capital, as the table spells them: "in
    /// Zukunft".
    phrases: Vec<String>,
    /// What [`Lexicon::alternatives`] gives, made when first asked for.
    alternatives: OnceLock<Vec<String>>,
    /// The same as a trie, read forwards and backwards.
    tries: [OnceLock<Arc<Trie>>; 2],
}

/// A filter of words: one bit for the hash of the first two letters and the length in bytes. If the
/// bit of a word is not set, it is none of them. If it is set, it may belong to another word.
#[derive(Debug, Default)]
struct WordFilter {
    /// Their number is a power of two.
    bits: Vec<u64>,
    /// Rejects nothing: the length of a word depends on its case.
    is_open: bool,
}

impl WordFilter {
    /// The filter of words that are folded or cased.
    fn of<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Self {
        let many = words.clone().count();
        let bits = vec![0; (many / 8).clamp(4, 512).next_power_of_two()];
        let mut filter = Self { bits, is_open: false };
        for word in words {
            // Of the letters whose bytes begin with D0 and D1, the Russian ones, none varies.
            let may_vary = |b: u8| b >= 0xC3 && !matches!(b, 0xD0 | 0xD1);
            if !word.bytes().any(may_vary) {
                filter.add(word, word.len());
                continue;
            }
            filter.is_open |= word.chars().any(varies);
            // "ẞ" has three bytes, "ß" two.
            let longer = word.matches('ß').count();
            (0..=longer).for_each(|longer| filter.add(word, word.len() + longer));
        }
        filter
    }

    fn place(&self, (first, second): (char, char), bytes: usize) -> (usize, u64) {
        let hash = u32::from(first)
            .wrapping_mul(31)
            .wrapping_add(u32::from(second))
            .wrapping_mul(61)
            .wrapping_add(bytes as u32)
            .wrapping_mul(0x9e37_79b1);
        ((hash >> 16) as usize & (self.bits.len() - 1), 1 << (hash >> 26))
    }

    /// The first two letters of a word, in lower case. `None` if one of them is a rare letter that
    /// only the general case folding handles.
    #[inline]
    fn first_letters(word: &str) -> Option<(char, char)> {
        // Most words begin with two ASCII letters, which need not be decoded.
        if let Some([a, b]) = word.as_bytes().first_chunk()
            && a.is_ascii()
            && b.is_ascii()
        {
            return Some((char::from(a.to_ascii_lowercase()), char::from(b.to_ascii_lowercase())));
        }
        let mut letters = word.chars();
        Some((
            small_letter(letters.next().unwrap_or_default())?,
            small_letter(letters.next().unwrap_or_default())?,
        ))
    }

    /// Adds a word, with the length that a text may spell it in. A word with such a rare letter is
    /// not added, because `may_hold` accepts all words of that kind.
    fn add(&mut self, word: &str, bytes: usize) {
        if let Some(letters) = Self::first_letters(word) {
            let (at, bit) = self.place(letters, bytes);
            self.bits[at] |= bit;
        }
    }

    #[inline]
    fn may_hold(&self, word: &str) -> bool {
        !self.bits.is_empty()
            && Self::first_letters(word).is_none_or(|letters| {
                let (at, bit) = self.place(letters, word.len());
                self.bits[at] & bit != 0 || self.is_open
            })
    }
}

/// Maximum bytes of a word that is folded without an allocation.
const SHORT: usize = 64;

/// A form in small letters, with е for ё: as [`fold_word`], faster for the letters of most words.
fn folded(form: &str) -> String {
    form.chars().map(small_letter).collect::<Option<_>>().unwrap_or_else(|| fold_word(form))
}

/// The last word of a form.
fn last_word(form: &str) -> &str {
    word_before(form, form.len())
}

/// Whether a small letter and its capital have lengths of their own: "ⱥ" and "Ⱥ", or the dot that
/// small letters of "İ" have.
fn varies(c: char) -> bool {
    // Letters of our languages do not, but for ß.
    if small_letter(c).is_some() {
        return false;
    }
    let mut capital = c.to_uppercase();
    let other = |capital: char| capital.len_utf8() != c.len_utf8();
    c == '\u{307}' || capital.next().is_some_and(other) && capital.next().is_none()
}

impl WordClass {
    /// The value of a word.
    fn value(&self, word: &str) -> Option<&str> {
        let (_, value, _) = self.forms.get(*self.get(word)?)?;
        self.value_at(*value)
    }

    fn value_at(&self, place: u32) -> Option<&str> {
        self.values.get(place as usize).map(String::as_str)
    }

    /// The place of a word as it is spelled, or in any case.
    fn get(&self, word: &str) -> Option<&usize> {
        let cased = if self.cased.is_empty() { None } else { self.cased.get(word) };
        cased.or_else(|| self.folded(word))
    }

    /// The place of a word in any case.
    fn folded(&self, word: &str) -> Option<&usize> {
        let mut short = [0; SHORT];
        if word.is_ascii() {
            if word.len() > self.longest {
                return None;
            }
            if let Some(short) = short.get_mut(..word.len()) {
                short.copy_from_slice(word.as_bytes());
                short.make_ascii_lowercase();
                return self.folded.get(&*short);
            }
        }
        let mut end = 0;
        for c in word.chars() {
            let Some(small) = small_letter(c) else {
                return self.folded.get(fold_word(word).as_bytes());
            };
            if end + small.len_utf8() > self.longest.min(SHORT) {
                return if self.longest <= SHORT {
                    None
                } else {
                    self.folded.get(fold_word(word).as_bytes())
                };
            }
            end += small.encode_utf8(short.get_mut(end..)?).len();
        }
        self.folded.get(short.get(..end)?)
    }

    fn spellings(&self) -> Vec<String> {
        let (cased, folded): (Vec<_>, Vec<_>) = self.forms.iter().partition(|(_, _, cased)| *cased);
        let mut spellings: Vec<String> = cased.into_iter().map(|(form, ..)| form.clone()).collect();
        for (form, ..) in folded {
            // Each word of a form may be capitalised: "last friday" holds a weekday.
            spellings.extend([
                form.clone(),
                form.to_uppercase(),
                capitalized(form),
                capitalized_words(form),
            ]);
        }
        for phrase in &self.phrases {
            spellings.extend([phrase.clone(), capitalized(phrase)]);
        }
        // The text that rules read has е for ё.
        spellings
            .iter_mut()
            .filter(|s| s.contains(['ё', 'Ё']))
            .for_each(|s| *s = s.replace('ё', "е").replace('Ё', "Е"));
        spellings.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        spellings.dedup();
        spellings
    }
}

impl Lexicon {
    /// Takes the rows of `lang` from the tables; a form of the user's keeps its value whatever the
    /// built-in tables say.
    ///
    /// # Errors
    ///
    /// A row with a language or a class that no rule knows. A form that is twice in a class with
    /// different values, both built in or both the user's.
    pub(crate) fn new(lang: Lang, user: &[&Table<'_>], built_in: &[&Table<'_>]) -> Result<Self> {
        let mut lexicon =
            Self { classes: Class::ALL.iter().map(|_| WordClass::default()).collect() };
        lexicon.add(lang, user, true)?;
        lexicon.add(lang, built_in, false)?;
        for class in &mut lexicon.classes {
            if !class.forms.is_empty() {
                class.filter = WordFilter::of(class.forms.iter().map(|(form, ..)| form.as_str()));
            }
        }
        Ok(lexicon)
    }

    /// The words of the built-in tables.
    #[cfg(test)]
    pub(crate) fn built_in(lang: Lang) -> Self {
        let tables = super::BUILT_IN.iter().map(|table| table.parse().unwrap());
        let tables: Vec<Table<'_>> =
            tables.filter(|table: &Table<'_>| table.has("class")).collect();
        Self::new(lang, &[], &tables.iter().collect::<Vec<_>>()).unwrap()
    }

    fn add(&mut self, lang: Lang, tables: &[&Table<'_>], given: bool) -> Result<()> {
        let mut last: Option<Class> = None;
        for row in tables.iter().filter(|t| t.has("class")).flat_map(|t| t.rows()) {
            let tag = row.get("lang");
            if tag != lang.as_str() && tag != "*" {
                if Lang::ALL.iter().any(|lang| lang.as_str() == tag) {
                    continue;
                }
                let place = row.place();
                return Err(Error::new(format!(
                    "{place}: no rules read the language \"{tag}\"; write en, de, ru or *"
                )));
            }
            // The rows of a class mostly follow each other.
            last = last.filter(|class| class.has(&row)).or_else(|| Class::of(&row));
            let Some(class) = last else {
                let name = row.get("class");
                return Err(Error::new(format!(
                    "{}: no rule knows the class \"{name}\"",
                    row.place()
                )));
            };
            let class = &mut self.classes[class as usize];
            let cased = row.list("flags").any(|f| f == "cased");
            let value = row.get("value");
            if class.values.last().is_none_or(|last| last != value) {
                class.values.push(value.to_owned());
            }
            let value_place = (class.values.len() - 1) as u32;
            for form in row.list("forms") {
                let key = match cased {
                    // The text that is looked up has е for ё.
                    true if form.contains(['ё', 'Ё']) => form.replace('ё', "е").replace('Ё', "Е"),
                    true => form.to_owned(),
                    false => folded(form),
                };
                if !cased && form.contains([' ', '-']) && form.contains(char::is_uppercase) {
                    class.phrases.push(form.to_owned());
                }
                let known =
                    if cased { class.cased.get(&key) } else { class.folded.get(key.as_bytes()) };
                if let Some((at, (_, other, _))) =
                    known.and_then(|at| Some((*at, class.forms.get(*at)?)))
                {
                    let other = class.value_at(*other).unwrap_or_default();
                    if other != value && (given || at >= class.given) {
                        return Err(Error::new(format!(
                            "{}: \"{form}\" is already {} {other}; a form can have only one value in a class, remove one of the two rows",
                            row.place(),
                            row.get("class"),
                        )));
                    }
                    continue;
                }
                class.longest = class.longest.max(key.len());
                if cased {
                    class.cased.insert(key.clone(), class.forms.len());
                } else {
                    class.folded.insert(key.as_bytes().into(), class.forms.len());
                }
                class.forms.push((key, value_place, cased));
                class.given += usize::from(given);
            }
        }
        Ok(())
    }

    /// The value of a word in a class.
    #[inline]
    pub(crate) fn value(&self, class: Class, word: &str) -> Option<&str> {
        // Most words that are looked up begin like no word of the class that is as long.
        let class = &self.classes[class as usize];
        if class.filter.may_hold(word) { class.value(word) } else { None }
    }

    /// Whether a word may be the last of a form of a class; a wrong "yes" is possible.
    #[inline]
    pub(crate) fn may_end(&self, class: Class, word: &str) -> bool {
        let class = &self.classes[class as usize];
        let last_words = || WordFilter::of(class.forms.iter().map(|(form, ..)| last_word(form)));
        class.filter.is_open || class.last_words.get_or_init(last_words).may_hold(word)
    }

    /// How many bytes the longest form of a class has, folded.
    pub(crate) fn longest(&self, class: Class) -> usize {
        self.classes[class as usize].longest
    }

    /// The spellings in which a class's forms may stand in a text. A cased form has only that of
    /// the table. Any other form has those in lower case, in capitals and with capital first
    /// letters; a phrase with a capital also has that of the table. The longest are first, so that
    /// an engine that takes the first alternative prefers the longer.
    pub(crate) fn alternatives(&self, class: Class) -> &[String] {
        let class = &self.classes[class as usize];
        class.alternatives.get_or_init(|| class.spellings())
    }

    /// The same spellings as a trie, by their bytes forwards or backwards.
    pub(crate) fn trie(&self, class: Class, backwards: bool) -> Arc<Trie> {
        let words = self.alternatives(class);
        let trie = self.classes[class as usize].tries[usize::from(backwards)].get_or_init(|| {
            let bytes = |word: &String| {
                let bytes = word.bytes();
                if backwards { bytes.rev().collect() } else { bytes.collect() }
            };
            Arc::new(Trie::new(words.iter().map(bytes).collect()))
        });
        Arc::clone(trie)
    }

    /// The phrases of a class that hold a capital, as spelled ("in Zukunft").
    pub(crate) fn phrases(&self, class: Class) -> impl Iterator<Item = &str> {
        self.classes[class as usize].phrases.iter().map(String::as_str)
    }

    /// Whether a form of a class is found in any case.
    pub(crate) fn is_folded(&self, class: Class, form: &str) -> bool {
        self.classes[class as usize].folded.contains_key(form.as_bytes())
    }

    /// The forms of a class, folded or cased, with their values.
    pub(crate) fn forms(&self, class: Class) -> impl Iterator<Item = (&str, &str)> {
        let class = &self.classes[class as usize];
        let forms = class.forms.iter();
        forms.filter_map(|(form, value, _)| Some((form.as_str(), class.value_at(*value)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_reject_no_spelling_of_a_form() {
        for lang in Lang::ALL {
            let lexicon = Lexicon::built_in(lang);
            for class in Class::ALL {
                let unfiltered = &lexicon.classes[class as usize];
                // "STRASSE" is no form of "Straße".
                let found = |s: &&String| unfiltered.value(s).is_some();
                for spelling in lexicon.alternatives(class).iter().filter(found) {
                    assert!(lexicon.value(class, spelling).is_some(), "{spelling}");
                    assert!(lexicon.may_end(class, last_word(spelling)), "{spelling}");
                }
            }
        }
        let table = "class\tlang\tvalue\tforms\nmonth\tde\t1\tMaß und Straße\n";
        let table = Table::parse("t.tsv", table).unwrap();
        let lexicon = Lexicon::new(Lang::De, &[], &[&table]).unwrap();
        for spelling in ["maß und straße", "MAẞ UND STRAẞE", "Maß und Straẞe"] {
            assert_eq!(lexicon.value(Class::Month, spelling), Some("1"), "{spelling}");
        }
        assert!(!lexicon.may_end(Class::Month, "und"));
        let table = "class\tlang\tvalue\tforms\nmonth\tde\t1\tTÜRKİYE;Ⱥb c\n";
        let table = Table::parse("t.tsv", table).unwrap();
        let lexicon = Lexicon::new(Lang::De, &[], &[&table]).unwrap();
        for spelling in ["TÜRKİYE", "Türki̇ye", "Ⱥb c", "ⱥB C"] {
            assert_eq!(lexicon.value(Class::Month, spelling), Some("1"), "{spelling}");
        }
        assert!(lexicon.may_end(Class::Month, "TÜRKİYE"));
    }

    #[test]
    fn a_language_without_rules_is_refused() {
        let table =
            Table::parse("t.tsv", "class\tlang\tvalue\tforms\nmonth\tuk\t1\tсічень\n").unwrap();
        let error = Lexicon::new(Lang::En, &[&table], &[]).unwrap_err();
        assert!(
            error.to_string().starts_with("t.tsv:2: no rules read the language \"uk\""),
            "{error}"
        );
    }
}
