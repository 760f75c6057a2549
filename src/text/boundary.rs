//! Small questions about words and sentences, answered at a byte offset.

pub use newsmill_names::chars::{is_letter, is_word};

/// Abbreviations whose stop ends no sentence.
const ABBREVIATIONS: &[&str] = include!(concat!(env!("OUT_DIR"), "/abbreviation.words"));

/// The character before `at`.
pub fn before(text: &str, at: usize) -> Option<char> {
    // Looking at up to four bytes keeps this constant-time.
    text[..at].chars().next_back()
}

/// The character at `at`.
pub fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Whether a word starts at `at`: no word character stands on both sides.
pub fn is_edge(text: &str, at: usize) -> bool {
    match (before(text, at), after(text, at)) {
        (Some(b), Some(a)) => !(is_word(b) && is_word(a)),
        (None, _) | (_, None) => true,
    }
}

/// The last word before `at`, on the same line, over spaces only; empty where punctuation stands
/// between.
pub fn word_before(text: &str, at: usize) -> &str {
    last_word(text[..at].trim_end_matches(' '))
}

/// The word that ends `head`; empty where another character does.
fn last_word(head: &str) -> &str {
    let start = head
        .char_indices()
        .rev()
        .take_while(|&(_, c)| is_word(c))
        .last()
        .map_or(head.len(), |(i, _)| i);
    &head[start..]
}

/// The first word after `at`, over spaces only; empty where punctuation stands between.
pub fn word_after(text: &str, at: usize) -> &str {
    let tail = text[at..].trim_start_matches(' ');
    let end = tail.find(|c| !is_word(c)).unwrap_or(tail.len());
    &tail[..end]
}

/// Whether the word at `at` opens a sentence: only quotes, brackets and spaces stand between it and
/// a sentence end or line start.
pub fn opens_sentence(text: &str, at: usize) -> bool {
    let head =
        text[..at].trim_end_matches([' ', '"', '\'', '«', '(', '[', '–', '-', '•', '*', '\t']);
    head.is_empty() || head.ends_with(['.', '!', '?', '\n', ':', ';', '|'])
}

/// The sentence around `at` inside `start..end`: from after the last stop to the next.
///
/// A stop after an abbreviation, an initial or a number does not end a sentence.
pub fn sentence(text: &str, start: usize, end: usize, at: usize) -> std::ops::Range<usize> {
    let mut from = start;
    let mut to = end;
    for stop in stops(text, start, end) {
        if stop <= at {
            from = stop;
        } else {
            to = stop;
            break;
        }
    }
    from += text[from..to].len() - text[from..to].trim_start().len();
    from..to.max(from)
}

/// Ends of sentences in `start..end`, each just after its mark and closing quotes.
pub fn stops(text: &str, start: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
    let slice = &text[start..end];
    memchr::memchr3_iter(b'.', b'!', b'?', slice.as_bytes()).filter_map(move |i| {
        let at = start + i;
        let rest = &text[at + 1..end];
        let close = rest.len() - rest.trim_start_matches(['"', '»', '\'', ')']).len();
        let tail = &rest[close..];
        let next = tail.trim_start();
        let opens = next.is_empty()
            || (next.len() < tail.len()
                && next
                    .trim_start_matches(['"', '«', '\'', '(', '–', '-', ' '])
                    .starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
        (opens && (text.as_bytes()[at] != b'.' || !abbreviated(&text[start..at], next)))
            .then_some(at + 1 + close)
    })
}

/// Whether no sentence ends behind the stop of this word: "Dr", "Inc", «руб».
pub(super) fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.contains(&word)
}

/// Whether the stop after `head` belongs to an abbreviation, an initial or an ordinal number.
fn abbreviated(head: &str, next: &str) -> bool {
    if next.is_empty() {
        return false;
    }
    let word = last_word(head);
    let letters = word.chars().count();
    (letters == 1 && word.chars().all(char::is_alphabetic))
        || is_abbreviation(word)
        || (letters <= 2
            && word.bytes().all(|b| b.is_ascii_digit())
            && !word.is_empty()
            && !next.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let text = "Mr. Smith paid. \"It was late.\" On 3. Mai kam er. J. Lillis wrote";
        let ends: Vec<_> = stops(text, 0, text.len()).map(|e| &text[..e]).collect();
        assert_eq!(ends.len(), 3, "{ends:?}");
        assert!(opens_sentence("He left. She", 9));
        assert_eq!(word_before("in the  year 5", 13), "year");
    }
}
