//! Lists of bodies behind a plural that says what they are: "the channels Bluewave, Radio Tarn and
//! Sunrise", «шести телеканалов — „Волна“, РТВ и Tarn TV».

use super::expr::{Expr, kind_of_head};
use crate::gazetteer::Class;
use crate::kinds::rule::{Findings, Match};
use crate::model::{Confidence, Span};

/// Words that are no body in such a list.
const NO_BODIES: &[Class] =
    &[Class::Country, Class::Nationality, Class::Month, Class::Weekday, Class::GivenName];

/// A finding for each item of the group `list`, with the kind that the group `head` says. `None` if
/// an item is no name of a body, or if it is the only one.
pub(super) fn listed(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let list = m.span_of("list")?;
    let text = &m.text[list.range()];
    let kind = kind_of_head(m, Class::OrgMany);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (end, next) = item_end(text, at, m);
        let (item, from) = unquoted(&text[at..end], at);
        let first = item.split([' ', '-']).next().unwrap_or(item);
        // A quotation is no name.
        let phrase = item.starts_with(char::is_lowercase) && !item.is_ascii();
        if item.is_empty()
            || phrase
            || m.words.is_any(NO_BODIES, item)
            || m.words.is_any(NO_BODIES, first)
        {
            return None;
        }
        let start = list.start + from;
        let span = Span::new(start, start + item.len());
        found.push(m.at(span, Expr::new(kind, Confidence::Medium)));
        at = next;
    }
    (found.len() > 1).then_some(found)
}

/// Where the item that begins at `at` ends, and where the next one begins. Commas and «и» inside
/// quotes belong to the name.
fn item_end(text: &str, at: usize, m: &Match<'_, '_>) -> (usize, usize) {
    let mut quoted = false;
    for (i, c) in text[at..].char_indices() {
        let here = at + i;
        match c {
            '«' => quoted = true,
            '»' => quoted = false,
            '"' => quoted = !quoted,
            ',' if !quoted => return (here, skip_link(text, here + 1, m)),
            ' ' if !quoted => {
                let next = skip_link(text, here, m);
                if next > here + 1 {
                    return (here, next);
                }
            }
            _ => {}
        }
    }
    (text.len(), text.len())
}

/// Behind the spaces and the words at `at` that join the items of a list.
fn skip_link(text: &str, mut at: usize, m: &Match<'_, '_>) -> usize {
    loop {
        let rest = &text[at..];
        let word = rest.trim_start();
        let start = at + rest.len() - word.len();
        let end = word.find(' ').map_or(text.len(), |i| start + i);
        if !m.words.is(Class::OrgListLink, &text[start..end]) {
            return start;
        }
        at = end;
    }
}

/// An item without its quotes, and where it begins.
fn unquoted(item: &str, at: usize) -> (&str, usize) {
    let quote = ['«', '»', '"'];
    let bare = item.trim_start_matches(quote);
    (bare.trim_end_matches(quote), at + item.len() - bare.len())
}
