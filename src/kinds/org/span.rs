//! Where the words around a match begin and end: what names are made of before their head is read.

use crate::text::boundary::is_word;

/// Abbreviations whose stop belongs to the word.
const ABBREVIATIONS: [&str; 4] = ["St", "Mt", "Ft", "Bros"];

/// Finds where the capitalised words before `at` begin, at most `most` of them; words of `links`
/// may stand between two.
///
/// One space stands before `at`, or a comma and a space where `comma` allows it. Returns `at` if
/// there is no such word.
pub(super) fn capitals_before(
    text: &str,
    at: usize,
    links: &[&str],
    most: usize,
    comma: bool,
) -> usize {
    let head = &text[..at];
    let end = match head.strip_suffix(", ").filter(|_| comma).or_else(|| head.strip_suffix(' ')) {
        Some(head) => head.len(),
        None => return at,
    };
    let (mut start, mut end) = (at, end);
    for _ in 0..most {
        let Some((word, from)) = word_ending(text, end) else { break };
        if word.starts_with(char::is_uppercase) {
            start = from;
        } else {
            match word_before_space(text, from) {
                Some((second, from))
                    if links.contains(&word) && second.starts_with(char::is_uppercase) =>
                {
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
pub(super) fn word_before_space(text: &str, at: usize) -> Option<(&str, usize)> {
    word_ending(text, before_space(text, at)?)
}

/// The byte of the space before `at`, if there is one.
fn before_space(text: &str, at: usize) -> Option<usize> {
    text[..at].strip_suffix(' ').map(str::len)
}

/// The word that ends at `end`, with inner hyphens, ampersands and apostrophes, and where it
/// begins. The stop of "U.S.", "St." and of an initial belongs to it.
pub(super) fn word_ending(text: &str, end: usize) -> Option<(&str, usize)> {
    let head = &text[..end];
    if let Some(at) = head.strip_suffix('.').and_then(abbreviation) {
        return Some((&head[at..], at));
    }
    let inside = |c: char| is_word(c) || matches!(c, '-' | '&' | '\'');
    let start = head.char_indices().rev().take_while(|&(_, c)| inside(c)).last()?.0;
    Some((&head[start..], start))
}

/// Where the abbreviation begins whose last stop stands after `head`: "U.S", "St", an initial.
fn abbreviation(head: &str) -> Option<usize> {
    let start =
        head.char_indices().rev().take(12).take_while(|&(_, c)| is_word(c) || c == '.').last()?.0;
    let word = &head[start..];
    let letters = |w: &str| {
        w.split('.').all(|l| l.len() == 1 && l.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    (ABBREVIATIONS.contains(&word) || letters(word)).then_some(start)
}
