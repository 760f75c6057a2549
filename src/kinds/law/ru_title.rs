//! How far a Russian title without quotes reaches: «закон о повышении пенсионного возраста вступил в силу».

use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::text::boundary::word_before;

/// How much of «о повышении пенсионного возраста вступил» is the title: a noun in the locative and the genitives behind it.
pub(super) fn about(words_of: &Vocabulary, text: &str) -> usize {
    const LOCATIVE: &[&str] = &["ах", "ях", "ии", "ие", "е", "и", "у", "ью", "ю"];
    const ADJECTIVE: &[&str] = &["ых", "их", "ом", "ем", "ой", "ей"];
    const GENITIVE: &[&str] =
        &["ого", "его", "ой", "ей", "ых", "их", "ов", "ев", "ий", "ии", "ия", "а", "я", "ы", "и", "ан"];
    const VERBS: &[&str] = &[
        "ла",
        "ли",
        "лась",
        "лись",
        "ется",
        "ются",
        "ны",
        "ена",
        "ята",
        "ена",
        "ута",
        "ают",
        "или",
        "ть",
        "ти",
        "ван",
        "сан",
        "зан",
        "издан",
        "создан",
    ];
    let ends = |word: &str, set: &[&str]| set.iter().any(|e| word.ends_with(e));
    let words: Vec<(usize, &str)> = text
        .split(' ')
        .scan(0, |at, w| {
            let start = *at;
            *at += w.len() + 1;
            Some((start, w.trim_end_matches(',')))
        })
        .collect();
    let capitals = |w: &str| w.chars().count() > 1 && w.chars().all(char::is_uppercase);
    let mut end = 0;
    let mut at = 1;
    // Adjectives before the noun.
    while words.get(at).is_some_and(|(_, w)| ends(w, ADJECTIVE) && !capitals(w))
        && words.get(at + 1).is_some_and(|(_, w)| ends(w, LOCATIVE) || ends(w, ADJECTIVE))
    {
        at += 1;
    }
    let Some(&(start, noun)) = words.get(at) else { return 0 };
    if !(ends(noun, LOCATIVE) || capitals(noun) || ends(noun, ADJECTIVE)) {
        return 0;
    }
    end = end.max(start + noun.len());
    at += 1;
    while let Some(&(start, word)) = words.get(at) {
        let lower = word.to_lowercase();
        let genitive =
            ends(word, GENITIVE) && (!ends(word, VERBS) || ends(word, &["ны", "ти"])) && word.chars().count() > 2;
        if text[end..].starts_with(',') {
            // «о запрещении разработки, производства и накопления»
            let Some(close) = end_of_list(text, end) else { break };
            end = close;
            at = text[..end].split(' ').count();
            continue;
        }
        if words_of.value(Class::TitleGoverns, word_before(text, end)) == Some(word) {
            // «обращении с отходами», «ответственности за преступления»
            let phrase = governed(&words[at + 1..]);
            if phrase > 0 {
                at += phrase + 1;
                end = words.get(at - 1).map_or(end, |(start, w)| start + w.len());
                continue;
            }
        }
        if word == "и" {
            // «о собраниях и митингах»
            match words.get(at + 1) {
                Some(&(next, w)) if ends(w, &["ах", "ях", "ии"]) || alike(word_before(text, end), w) => {
                    end = next + w.len();
                    at += 2;
                    continue;
                }
                _ => break,
            }
        }
        if !(genitive || capitals(word) && word.is_ascii()) || words_of.is(Class::TitleEnd, &lower) {
            break;
        }
        end = start + word.len();
        at += 1;
    }
    end
}

/// Whether two words end alike, as the members of a coordination do: «героев и мучеников».
fn alike(a: &str, b: &str) -> bool {
    let end = |w: &str| w.char_indices().rev().nth(1).map(|(i, _)| w[i..].to_owned());
    b.chars().count() > 4 && ["ов", "ев", "ия", "ий"].iter().any(|e| b.ends_with(e)) && end(a) == end(b)
}

/// The end of a list of nouns behind `end`, if an «и» closes it: «, производства, накопления и применения».
fn end_of_list(text: &str, end: usize) -> Option<usize> {
    let mut rest = text[end..].strip_prefix(", ")?;
    loop {
        let word = rest.split([' ', ',']).next()?;
        let noun = ["а", "я", "ов", "ий", "ей", "и", "ы"].iter().any(|e| word.ends_with(e));
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
        return ["а", "я", "ов", "ий", "ей", "и", "ы"].iter().any(|e| word.ends_with(e)).then_some(close);
    }
}

/// How many words stand under a preposition: adjectives and a noun («радиоактивными отходами», «преступления»), no verb.
fn governed(words: &[(usize, &str)]) -> usize {
    const ADJECTIVE: &[&str] =
        &["ыми", "ими", "ые", "ие", "ый", "ую", "ых", "их", "ой", "ей", "ому", "ему", "ом", "ский"];
    const NOUN: &[&str] =
        &["ами", "ями", "ия", "ии", "ие", "ию", "ей", "ой", "ов", "а", "ы", "и", "у", "ом", "ем", "е"];
    let adjectives =
        words.iter().take_while(|(_, w)| ADJECTIVE.iter().any(|e| w.ends_with(e)) && w.chars().count() > 4).count();
    let noun =
        |n: usize| words.get(n).is_some_and(|(_, w)| NOUN.iter().any(|e| w.ends_with(e)) && w.chars().count() > 2);
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
