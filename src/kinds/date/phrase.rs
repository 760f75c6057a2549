//! The words around a place in the text: phrases of a class before and after it, a weekday before
//! it, and whether digits there are a piece of something longer.

use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::model::{Normal, Span};
use crate::text::boundary::{is_edge, is_word, word_before};

/// How many words a neighbouring phrase may have.
const WORDS: usize = 4;
/// How many bytes a neighbouring phrase may have.
const BYTES: usize = 48;

/// Maximum bytes of a phrase of a class in a text: some capitals are longer than their small
/// letters ("ẞ").
fn reach(m: &Match<'_, '_>, class: Class) -> usize {
    BYTES.min(m.words.lexicon.longest(class) + 8)
}

/// Where one of `phrases` begins that ends one space before `at`. Phrases are in small letters, the
/// text may have them in any case.
pub(super) fn preceded_by(m: &Match<'_, '_>, at: usize, phrases: &[&str]) -> Option<usize> {
    let head = m.text[..at].strip_suffix(' ')?;
    let stands = |phrase: &&str| {
        let start = head.len().checked_sub(phrase.len())?;
        let same = head.get(start..).is_some_and(|end| {
            end == *phrase || end.chars().flat_map(char::to_lowercase).eq(phrase.chars())
        });
        (same && is_edge(m.text, start)).then_some(start)
    };
    phrases.iter().find_map(stands)
}

/// The longest phrase of a class that ends before `at`, over at most one of `gaps`: its start and
/// value.
pub(super) fn before<'w>(
    m: &Match<'w, '_>,
    at: usize,
    class: Class,
    gaps: &[char],
) -> Option<(usize, &'w str)> {
    if m.words.lexicon.longest(class) == 0 {
        return None;
    }
    let head = &m.text[..at];
    let head = head.strip_suffix(gaps).unwrap_or(head);
    // Most words end no phrase of the class.
    let last = word_before(head, head.len());
    if head.ends_with(is_word) && !m.words.lexicon.may_end(class, last) {
        return None;
    }
    let floor = m.text.floor_char_boundary(head.len().saturating_sub(reach(m, class)));
    let slice = &head[floor..];
    let (mut found, mut words, mut start) = (None, 0, None);
    // From the end on: a word begins at a letter that no letter stands before.
    let first = m.text[..floor].chars().next_back().map(|c| (None, c));
    for (i, c) in
        slice.char_indices().rev().map(|(i, c)| (Some(i), c)).chain(first.or(Some((None, ' '))))
    {
        if let Some(i) = i.filter(|_| is_word(c)) {
            start = Some(i);
            continue;
        }
        if let Some(i) = start.take().filter(|_| !is_word(c)) {
            words += 1;
            if let Some(value) = m.words.value(class, &slice[i..]) {
                found = Some((floor + i, value));
            }
        }
        if words == WORDS || matches!(c, '.' | '\n' | '(' | ')' | '"') {
            break;
        }
    }
    found
}

/// The longest phrase of a class that ends one space before `at`: its start and value.
pub(super) fn before_space<'w>(
    m: &Match<'w, '_>,
    at: usize,
    class: Class,
) -> Option<(usize, &'w str)> {
    if m.text[..at].ends_with(' ') { before(m, at, class, &[' ']) } else { None }
}

/// The longest phrase of a class that begins after `at`, over one space: its end and value.
pub(super) fn after<'w>(m: &Match<'w, '_>, at: usize, class: Class) -> Option<(usize, &'w str)> {
    let tail = m.text[at..].strip_prefix(' ').filter(|_| m.words.lexicon.longest(class) > 0)?;
    let reach = tail.floor_char_boundary(reach(m, class).min(tail.len()));
    let (mut found, mut edges) = (None, 0);
    let mut letters = tail.char_indices().peekable();
    while let Some((i, c)) = letters.next() {
        let end = i + c.len_utf8();
        if end > reach || edges == 2 * WORDS {
            break;
        }
        if is_word(c) && letters.peek().is_some_and(|&(_, next)| is_word(next)) {
            continue;
        }
        edges += 1;
        if (is_word(c) || c == '.')
            && let Some(value) = m.words.value(class, &tail[..end])
        {
            found = Some((at + 1 + end, value));
        }
    }
    found
}

/// A weekday before a day, over a comma or an article: "Monday, January 25", "Freitag, den 18.07.".
/// Its start and value.
pub(super) fn weekday_before<'w>(m: &Match<'w, '_>, at: usize) -> Option<(usize, &'w str)> {
    let mut head = m.text[..at].trim_end_matches(' ');
    for (link, _) in m.words.lexicon.forms(Class::WeekdayLink) {
        if let Some(rest) = head.strip_suffix(link)
            && is_edge(m.text, rest.len())
        {
            head = rest.trim_end_matches(' ');
        }
    }
    let head = head.strip_suffix(',').unwrap_or(head);
    let start =
        head.trim_end_matches('.').char_indices().rev().take_while(|&(_, c)| is_word(c)).last()?.0;
    let word = &m.text[start..head.len()];
    let value = m
        .words
        .value(Class::Weekday, word)
        .or_else(|| m.words.value(Class::WeekdayShort, word.trim_end_matches('.')))?;
    Some((start, value))
}

/// Whether a span has its line to itself, as in a header or a cell of a table.
pub(super) fn fills_line(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    // From the match on and no further than needed: a line may be the whole text.
    let before = m.text[..span.start].trim_end_matches(|c: char| c != '\n' && c.is_whitespace());
    let behind = m.text[span.end..].trim_start_matches(['.', ' ']);
    (before.is_empty() || before.ends_with('\n')) && (behind.is_empty() || behind.starts_with('\n'))
}

/// Whether the match is a piece of a longer number, version or code, or numbers something ("No.
/// 5").
pub(super) fn glued(m: &Match<'_, '_>) -> bool {
    glued_at(m, m.span()) || m.words.is(Class::Numbered, previous_word(m))
}

/// Whether a span is a piece of a longer number, version, code or sum.
pub(super) fn glued_at(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let (head, tail) = (&m.text[..span.start], &m.text[span.end..]);
    let mut next = tail.chars();
    let continues = match (next.next(), next.next()) {
        (Some(c), _) if c.is_ascii_digit() => true,
        (Some('.' | ',' | '/' | '-' | ':'), Some(c)) => c.is_ascii_digit(),
        (Some('%' | '€' | '$'), _) | (Some(' '), Some('%' | '€' | '$')) => true,
        _ => false,
    };
    let mut last = head.chars().rev();
    let continued = match (last.next(), last.next()) {
        (Some('.' | ',' | '/' | '-' | ':'), Some(c)) => c.is_ascii_digit(),
        (Some('$' | '€' | '£' | '§'), _) => true,
        _ => false,
    };
    continues || continued
}

/// The word before the match; empty where punctuation stands between.
pub(super) fn previous_word<'t>(m: &Match<'_, 't>) -> &'t str {
    word_before(m.text, m.span().start)
}

/// The text around a place, up to `reach` bytes each way.
pub(super) fn nearby<'t>(m: &Match<'_, 't>, at: usize, reach: usize) -> &'t str {
    let from = m.text.floor_char_boundary(at.saturating_sub(reach));
    &m.text[from..m.text.ceil_char_boundary((at + reach).min(m.text.len()))]
}
