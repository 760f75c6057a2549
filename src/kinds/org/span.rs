//! Where the words around a match begin and end: what names are made of before their head is read.

use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::Match;
use crate::text::boundary::is_word;

/// Finds where the capitalised words before `at` begin, at most `most` of them; a word that
/// `is_link` accepts may stand between two.
///
/// One space stands before `at`, or a comma and a space where `comma` allows it. Returns `at` if
/// there is no such word.
pub(super) fn capitals_before(
    m: &Match<'_, '_>,
    at: usize,
    is_link: impl Fn(&str) -> bool,
    most: usize,
    comma: bool,
) -> usize {
    let text = m.text;
    let head = &text[..at];
    let end = match head.strip_suffix(", ").filter(|_| comma).or_else(|| head.strip_suffix(' ')) {
        Some(head) => head.len(),
        None => return at,
    };
    let (mut start, mut end) = (at, end);
    for _ in 0..most {
        let Some((word, from)) = word_ending(m.words, text, end) else { break };
        if word.starts_with(char::is_uppercase) {
            start = from;
        } else {
            match word_before_space(m, from) {
                Some((second, from)) if is_link(word) && second.starts_with(char::is_uppercase) => {
                    start = from;
                }
                _ => break,
            }
        }
        let Some(before) = before_space(text, start) else { break };
        end = before;
    }
    start
}

/// The word before `at` and where it begins, if a space stands between.
pub(super) fn word_before_space<'t>(m: &Match<'_, 't>, at: usize) -> Option<(&'t str, usize)> {
    word_ending(m.words, m.text, before_space(m.text, at)?)
}

/// The byte of the space before `at`, if there is one.
fn before_space(text: &str, at: usize) -> Option<usize> {
    text[..at].strip_suffix(' ').map(str::len)
}

/// The word that ends at `end`, with inner hyphens, ampersands and apostrophes, and where it
/// begins. The stop of "U.S.", "St." and of an initial belongs to it.
pub(super) fn word_ending<'t>(
    words: &Vocabulary,
    text: &'t str,
    end: usize,
) -> Option<(&'t str, usize)> {
    let head = &text[..end];
    if let Some(at) = head.strip_suffix('.').and_then(|head| abbreviation(words, head)) {
        return Some((&head[at..], at));
    }
    let inside = |c: char| is_word(c) || matches!(c, '-' | '&' | '\'');
    let start = head.char_indices().rev().take_while(|&(_, c)| inside(c)).last()?.0;
    Some((&head[start..], start))
}

/// Where the abbreviation begins whose last stop stands after `head`: "U.S", "St", an initial.
fn abbreviation(words: &Vocabulary, head: &str) -> Option<usize> {
    let start =
        head.char_indices().rev().take(12).take_while(|&(_, c)| is_word(c) || c == '.').last()?.0;
    let word = &head[start..];
    let letters = |w: &str| {
        w.split('.').all(|l| l.len() == 1 && l.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    (words.is(Class::NameAbbreviation, word) || letters(word)).then_some(start)
}
