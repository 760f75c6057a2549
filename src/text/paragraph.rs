//! Where paragraphs begin, and which line ends are only the width of a page.

use crate::model::{Normal, Span};
use std::borrow::Cow;

/// Lines of so many characters may have been broken by the width of a page.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=100;

/// Splits at line ends and returns the paragraphs that are not blank, without outer white space.
///
/// A line end inside running text becomes a space in place: the line before is long, does not end a
/// sentence, and the next line starts at the margin with a letter or digit. Everything else ends a
/// paragraph.
pub(super) fn split(text: &mut Cow<'_, str>) -> Vec<Span<Normal>> {
    let mut paragraphs = Vec::new();
    let mut soft: Vec<usize> = Vec::new();
    let (mut start, mut line) = (0, 0);
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        if wraps(&text[line..end], &text[end + 1..]) {
            soft.push(end);
        } else {
            push(text, start, end, &mut paragraphs);
            start = end + 1;
        }
        line = end + 1;
    }
    push(text, start, text.len(), &mut paragraphs);
    if !soft.is_empty() {
        let mut joined = String::with_capacity(text.len());
        for at in soft {
            let line = &text[joined.len()..at];
            let body = line.strip_suffix('\r').unwrap_or(line);
            joined.push_str(body);
            joined.push_str(if body.len() < line.len() { "  " } else { " " });
        }
        joined.push_str(&text[joined.len()..]);
        *text = Cow::Owned(joined);
    }
    paragraphs
}

fn push(text: &str, start: usize, end: usize, paragraphs: &mut Vec<Span<Normal>>) {
    let slice = &text[start..end];
    let trimmed = slice.trim();
    if !trimmed.is_empty() {
        let from = start + (slice.len() - slice.trim_start().len());
        paragraphs.push(Span::new(from, from + trimmed.len()));
    }
}

/// Whether the line end after `line` is only typesetting.
fn wraps(line: &str, rest: &str) -> bool {
    let line = line.trim_end_matches('\r');
    // A character has at most four bytes: most lines need no counting.
    if line.len() < *WRAPPED.start()
        || line.len() > *WRAPPED.end() * 4
        || !WRAPPED.contains(&line.chars().count())
    {
        return false;
    }
    if line.ends_with(['.', '!', '?', ':', '"', '»', ';']) {
        // A sentence may end where the line does; if the next line goes on in lower case it did
        // not.
        return rest.starts_with(char::is_lowercase);
    }
    rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '«' | '(' | '$' | '\''))
        && !is_dateline(rest)
}

/// Whether a short line with a year follows: a dateline below a title, not the last words of a
/// paragraph.
fn is_dateline(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or_default();
    line.chars().count() <= 40 && line.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits() {
        let mut text = Cow::Borrowed(
            "A title of no more than fifty characters, all in all\n3 March 2021\n\nTitle\n\nA long line of a wrapped article that goes on in the\nnext line and ends here.\n  Indented new paragraph.\nLast",
        );
        let spans = split(&mut text);
        let parts: Vec<_> = spans.iter().map(|s| &text[s.range()]).collect();
        assert_eq!(
            parts,
            [
                "A title of no more than fifty characters, all in all",
                "3 March 2021",
                "Title",
                "A long line of a wrapped article that goes on in the next line and ends here.",
                "Indented new paragraph.",
                "Last"
            ]
        );
    }
}
