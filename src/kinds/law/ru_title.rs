//! How far a Russian title without quotes reaches: «закон о повышении пенсионного возраста вступил
//! в силу».

use crate::gazetteer::Class;
use crate::gazetteer::morphology::ru::endings::{self, ends_in};
use crate::kinds::context::Vocabulary;
use crate::text::boundary::word_before;

/// How much of «о повышении пенсионного возраста вступил» is the title, in bytes: a noun in the
/// prepositional case and the genitives behind it.
pub(super) fn about(words: &Vocabulary, text: &str) -> usize {
    let title = Title { vocabulary: words, text, words: split(text) };
    let Some(mut read) = title.first_noun() else { return 0 };
    while let Some(further) = title.further(read) {
        read = further;
    }
    read.end
}

/// The words behind «закон», of which the first ones are the title.
struct Title<'a> {
    vocabulary: &'a Vocabulary,
    text: &'a str,
    /// Each word without a comma behind it, and the byte where it begins.
    words: Vec<(usize, &'a str)>,
}

/// How far the title has been read.
#[derive(Clone, Copy)]
struct Read {
    /// The next word, by number.
    next: usize,
    /// The byte where the title ends.
    end: usize,
}

impl Title<'_> {
    /// Reads the adjectives behind the preposition and their noun.
    fn first_noun(&self) -> Option<Read> {
        let is_adjective = |w: &str| ends_in(w, endings::TITLE_ADJECTIVES);
        let is_noun = |w: &str| ends_in(w, endings::TITLE_PREPOSITIONAL);
        let mut at = 1;
        while self.words.get(at).is_some_and(|(_, w)| is_adjective(w) && !is_capitals(w))
            && self.words.get(at + 1).is_some_and(|(_, w)| is_noun(w) || is_adjective(w))
        {
            at += 1;
        }
        let &(start, noun) = self.words.get(at)?;
        (is_noun(noun) || is_capitals(noun) || is_adjective(noun))
            .then(|| Read { next: at + 1, end: start + noun.len() })
    }

    /// Reads on, if the next word belongs to the title.
    fn further(&self, Read { next, end }: Read) -> Option<Read> {
        let &(start, word) = self.words.get(next)?;
        if self.text[end..].starts_with(',') {
            // «о запрещении разработки, производства и накопления»
            let end = end_of_list(self.text, end)?;
            return Some(Read { next: self.text[..end].split(' ').count(), end });
        }
        let last = word_before(self.text, end);
        if self.vocabulary.value(Class::TitleGoverns, last) == Some(word) {
            // «обращении с отходами», «ответственности за преступления»
            let phrase = governed(&self.words[next + 1..]);
            if phrase > 0 {
                let next = next + phrase + 1;
                return Some(Read {
                    next,
                    end: self.words.get(next - 1).map_or(end, |(start, w)| start + w.len()),
                });
            }
        }
        if word == "и" {
            // «о собраниях и митингах»
            let &(start, second) = self.words.get(next + 1)?;
            let joined =
                ends_in(second, endings::TITLE_SECOND_PREPOSITIONAL) || end_alike(last, second);
            return joined.then(|| Read { next: next + 2, end: start + second.len() });
        }
        let belongs = is_genitive(word) || is_capitals(word) && word.is_ascii();
        (belongs && !self.vocabulary.is(Class::TitleEnd, &word.to_lowercase()))
            .then(|| Read { next: next + 1, end: start + word.len() })
    }
}

/// The words of a text, each with the byte where it begins.
fn split(text: &str) -> Vec<(usize, &str)> {
    let words = text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word.trim_end_matches(',')))
    });
    words.collect()
}

fn is_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// Whether a word ends like a genitive, and not like a verb.
fn is_genitive(word: &str) -> bool {
    ends_in(word, endings::TITLE_GENITIVE)
        && (!ends_in(word, endings::TITLE_VERBS)
            || ends_in(word, endings::TITLE_GENITIVE_NOT_VERBS))
        && word.chars().count() > 2
}

/// Whether two words end alike, as the members of a coordination do: «героев и мучеников».
fn end_alike(a: &str, b: &str) -> bool {
    let end = |w: &str| w.char_indices().rev().nth(1).map(|(i, _)| w[i..].to_owned());
    b.chars().count() > 4 && ends_in(b, endings::TITLE_SECOND_GENITIVE) && end(a) == end(b)
}

/// The end of a list of nouns behind `end`, if an «и» closes it: «, производства, накопления и
/// применения».
fn end_of_list(text: &str, end: usize) -> Option<usize> {
    let mut rest = text[end..].strip_prefix(", ")?;
    loop {
        let word = rest.split([' ', ',']).next()?;
        let noun = ends_in(word, endings::TITLE_LISTED);
        if !noun || !word.starts_with(char::is_lowercase) {
            return None;
        }
        rest = &rest[word.len()..];
        if let Some(next) = rest.strip_prefix(", ") {
            rest = next;
            continue;
        }
        let last = rest.strip_prefix(" и ")?;
        let word = last.split([' ', ',']).next()?;
        let close = text.len() - last.len() + word.len();
        return ends_in(word, endings::TITLE_LISTED).then_some(close);
    }
}

/// How many words stand under a preposition: adjectives and a noun («радиоактивными отходами»,
/// «преступления»).
fn governed(words: &[(usize, &str)]) -> usize {
    let is_adjective = |w: &str| ends_in(w, endings::GOVERNED_ADJECTIVES) && w.chars().count() > 4;
    let is_noun = |w: &str| ends_in(w, endings::GOVERNED_NOUNS) && w.chars().count() > 2;
    let adjectives = words.iter().take_while(|(_, w)| is_adjective(w)).count();
    let noun = |n: usize| words.get(n).is_some_and(|(_, w)| is_noun(w));
    if adjectives <= 2 && noun(adjectives) { adjectives + 1 } else { usize::from(adjectives == 1) }
}

/// How many bytes behind a name say of when it is: « от 2006 года», « от 6 июля 2016 г.».
pub(super) fn dated(tail: &str) -> usize {
    let Some(mut rest) = tail.strip_prefix(" от ") else { return 0 };
    let mut words = rest.splitn(3, ' ');
    if let (Some(day), Some(month)) = (words.next(), words.next())
        && day.len() <= 2
        && day.bytes().all(|b| b.is_ascii_digit())
        && month.chars().all(char::is_alphabetic)
    {
        rest = words.next().unwrap_or_default();
    }
    let year = rest.get(..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit()));
    let Some(rest) = year.and(rest.get(4..)) else { return 0 };
    let unit = [" года", " г."].iter().find(|u| rest.starts_with(**u)).map_or(0, |u| u.len());
    if unit == 0 { 0 } else { tail.len() - rest.len() + unit }
}
