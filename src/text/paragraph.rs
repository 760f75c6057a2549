//! Where paragraphs begin, and which line ends are only the width of a page.

use crate::model::{Normal, Span};
use std::borrow::Cow;

/// Lines of at least this many bytes may have been broken by the width of a page.
const WRAPPED: usize = 45;

/// Splits at line ends and returns the paragraphs that are not blank, without outer white space.
///
/// A line end inside running text becomes a space in place: the line before is long, does not end a sentence, and the next
/// line starts at the margin with a letter or digit. Everything else ends a paragraph.
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
        let mut bytes = std::mem::take(text).into_owned().into_bytes();
        for at in soft {
            bytes[at] = b' ';
            if at > 0 && bytes[at - 1] == b'\r' {
                bytes[at - 1] = b' ';
            }
        }
        // Only ASCII was replaced by ASCII; lossy conversion never changes anything here.
        *text =
            Cow::Owned(String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()));
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
    if line.len() < WRAPPED || line.ends_with(['.', '!', '?', ':', '"', '»', ';']) {
        // A sentence may end where the line does; if the next line goes on in lower case it did not.
        return line.len() >= WRAPPED && line.len() <= 100 && rest.starts_with(char::is_lowercase);
    }
    // One line of a wrapped text is at most a page wide; a longer one is a paragraph on one line.
    line.len() <= 200
        && line.chars().count() <= 100
        && rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '«' | '(' | '$' | '\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits() {
        let mut text = Cow::Borrowed(
            "Title\n\nA long line of a wrapped article that goes on in the\nnext line and ends here.\n  Indented new paragraph.\nLast",
        );
        let spans = split(&mut text);
        let parts: Vec<_> = spans.iter().map(|s| &text[s.range()]).collect();
        assert_eq!(
            parts,
            [
                "Title",
                "A long line of a wrapped article that goes on in the next line and ends here.",
                "Indented new paragraph.",
                "Last"
            ]
        );
    }
}
