//! Patterns as rules write them, parsed: word lists, sub-patterns and small letter classes put in.

use super::{Trie, WordLists};
use regex_syntax::hir::{Hir, HirKind, Repetition};
use std::cell::RefCell;
use std::sync::Arc;

/// The two sides of a rule's pattern around its `^`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sides {
    /// The rule's name, for messages.
    pub(crate) rule: &'static str,
    /// What must stand before the anchor; empty where anything may.
    pub(crate) before: &'static str,
    /// What begins at the anchor, with the `^`.
    pub(crate) from: &'static str,
}

impl Sides {
    /// Splits a pattern at its `^`.
    ///
    /// # Panics
    ///
    /// A pattern without `^`: no rule of ours is without (`kinds::rule::check` refuses to compile
    /// it).
    pub(crate) fn of(rule: &'static str, pattern: &'static str) -> Self {
        let (mut class, mut escaped) = (false, false);
        for (at, c) in pattern.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => class = true,
                ']' => class = false,
                '^' if !class => {
                    return Self { rule, before: &pattern[..at], from: &pattern[at..] };
                }
                _ => {}
            }
        }
        unreachable!("the pattern of {rule} has no ^, the position of its anchor")
    }

    /// Whether a part of the words before the anchor belongs to the mention: the group `span`.
    pub(crate) fn has_span_before(&self) -> bool {
        self.before.contains("<span>")
    }
}

/// One side of a pattern, parsed.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The expression, with placeholders for its word lists: [`list_of`] tells which.
    pub(super) hir: Hir,
    /// The word lists.
    pub(super) lists: Vec<Arc<Trie>>,
}

impl Pattern {
    /// Parses one side of a rule's pattern, to be read forwards or backwards.
    ///
    /// # Panics
    ///
    /// A pattern that does not parse or names an unknown list; the message names the rule.
    pub(super) fn parse(rule: &str, pattern: &str, lists: &dyn WordLists, backwards: bool) -> Self {
        let found = RefCell::new(Vec::new());
        let text = expand(rule, pattern, &|name| {
            if let Some(sub_pattern) = lists.sub_pattern(name) {
                return Some(with_small_classes(sub_pattern));
            }
            let list = lists.list(name, backwards)?;
            let mut found = found.borrow_mut();
            let placeholder = char::from_u32(u32::from(PLACEHOLDER) + found.len() as u32)?;
            found.push(list);
            Some(format!("{placeholder}{{{REPEATED}}}"))
        });
        let hir = regex_syntax::parse(&text).unwrap_or_else(|e| unreachable!("rule {rule}: {e}"));
        Self { hir, lists: found.into_inner() }
    }
}

/// A letter of the private-use area, repeated, stands for the first word list, the next letter for
/// the second one. The parser neither joins a repetition with its neighbours nor takes it apart.
const PLACEHOLDER: char = '\u{E000}';
const REPEATED: u32 = 7;

/// The place of the word list that a repetition stands for.
pub(super) fn list_of(repetition: &Repetition) -> Option<usize> {
    let HirKind::Literal(literal) = repetition.sub.kind() else { return None };
    let letter = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
    let place = u32::from(letter).checked_sub(u32::from(PLACEHOLDER))?;
    Some(place as usize).filter(|_| repetition.min == REPEATED)
}

/// Capitals, small letters and letters of the scripts of our languages and of the names in them:
/// all of Latin-1, Latin Extended-A and Cyrillic. The Unicode classes have hundreds of ranges,
/// which makes programs large.
const UPPER: &str = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁЀ-ЏҐҒҚҢҮҰҲҺӘӨ]";
const LOWER: &str = "[a-zß-öø-ÿāăąćčďđēėęěğģīıķļłńņňōőœřśşšţťūůűųźżžа-яёѐ-џґғқңүұҳһәө]";
const LETTER: &str = "[A-Za-zÀ-ÖØ-öø-žЀ-ԯ]";

/// A pattern with small classes for `\p{Lu}`, `\p{Ll}`, `\p{L}` and `\d`.
pub(crate) fn with_small_classes(pattern: &str) -> String {
    let all = [(r"\p{Lu}", UPPER), (r"\p{Ll}", LOWER), (r"\p{L}", LETTER), (r"\d", "[0-9]")];
    all.iter().fold(pattern.to_owned(), |pattern, (large, small)| pattern.replace(large, small))
}

/// Replaces each `{name}` by what `resolve` says; counts like `{2,4}` stay. Letter classes become
/// small ones.
///
/// # Panics
///
/// A name that `resolve` does not know; the message names the rule.
pub(super) fn expand(
    rule: &str,
    pattern: &str,
    resolve: &dyn Fn(&str) -> Option<String>,
) -> String {
    // The text that rules read has е for ё.
    let pattern = with_small_classes(&pattern.replace('ё', "е"));
    let mut out = String::with_capacity(pattern.len() * 4);
    let mut rest = pattern.as_str();
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').map_or(rest.len() - 1, |n| open + n);
        let name = &rest[open + 1..close];
        out.push_str(&rest[..open]);
        let escaped = rest[..open].ends_with("\\p") || rest[..open].ends_with("\\P");
        if escaped || name.starts_with(|c: char| c.is_ascii_digit()) {
            out.push_str(&rest[open..=close]);
        } else {
            let words = resolve(name)
                .unwrap_or_else(|| unreachable!("rule {rule} asks for an unknown list {{{name}}}"));
            out.push_str("(?:");
            out.push_str(&words);
            out.push(')');
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}
