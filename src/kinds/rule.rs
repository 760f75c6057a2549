//! A rule: a name, a pattern with named groups, and a function that builds the value. Plain data; [`RuleSet`](super::ruleset::RuleSet) compiles it.
//!
//! # Patterns
//!
//! Regexes over the normalised text, with these habits:
//!
//! - `{word}` stands for the spellings of a class of the language's lexicon (`{month}`, `{weekday}`, `{number}` …); an unknown name is a defect that
//!   `RuleSet::new` reports by rule.
//! - A match counts only if a word begins at its start and ends at its end; rules need no `\b` (which is slow in Unicode).
//! - No `(?i)`: the lexicon brings the spellings that occur.
//! - `^` is where an anchor starts: a pattern is tried there and nowhere else. What stands before `^` must end there: `[Aa]m ^Wochenende` begins
//!   at the anchor and wants "am" before it. It is no part of the mention, except for a group `span` of its own:
//!   `(?<span>[Vv]or )^{number} {unit}`.
//! - A pattern sees at most [`Reach`](super::ruleset::Reach) bytes from its anchor on and never crosses a paragraph.

use super::capture::Groups;
use super::context::Words;
use crate::gazetteer::Anchor;
use crate::model::{Lang, Normal, Span};

/// One rule of a kind whose values are `T`.
pub(crate) struct Rule<T: 'static> {
    /// `kind/lang/name`: written to every mention.
    pub(crate) name: &'static str,
    /// The classes of word without which it cannot match.
    pub(crate) anchors: &'static [Anchor],
    /// The pattern.
    pub(crate) pattern: &'static str,
    /// Reads a match; no finding means that it was not one after all.
    pub(crate) build: fn(&Match<'_, '_>) -> Vec<Finding<T>>,
}

/// What a rule found: a place and what it says, not yet resolved.
#[derive(Debug, Clone)]
pub(crate) struct Finding<T> {
    /// Where.
    pub(crate) span: Span<Normal>,
    /// What.
    pub(crate) value: T,
    /// The rule's name.
    pub(crate) rule: &'static str,
    /// The language of the rule.
    pub(crate) lang: Lang,
    /// Whether it may stand inside another finding of its kind (the two ends of a range).
    pub(crate) nested: bool,
}

/// A match under way.
pub(crate) struct Match<'m, 't> {
    /// The whole normalised text.
    pub(crate) text: &'t str,
    /// The language's words.
    pub(crate) words: &'m Words,
    pub(super) rule: &'static str,
    /// Where in the text the anchor stands, and the groups' offsets begin.
    pub(crate) base: usize,
    pub(super) groups: &'m Groups<'m>,
    /// Where the words before `^` begin that belong to the mention.
    pub(super) from: Option<usize>,
}

impl<'t> Match<'_, 't> {
    /// The words of a group, if it took part.
    pub(crate) fn get(&self, group: &str) -> Option<&'t str> {
        let span = self.span_of(group)?;
        Some(&self.text[span.range()])
    }

    /// Whether a group took part.
    pub(crate) fn has(&self, group: &str) -> bool {
        self.groups.get(group).is_some()
    }

    /// A group's value in a class of the lexicon (`{month}`) as a whole number.
    pub(crate) fn int(&self, class: &str, group: &str) -> Option<i64> {
        self.words.int(class, self.get(group)?)
    }

    /// A group as a whole number in digits or words.
    pub(crate) fn whole_number(&self, group: &str) -> Option<i64> {
        self.words.whole(self.get(group)?)
    }

    /// The place of a group.
    pub(crate) fn span_of(&self, group: &str) -> Option<Span<Normal>> {
        self.groups.get(group).map(|(start, end)| Span::new(self.base + start, self.base + end))
    }

    /// The place of the whole match; a group named `span` narrows it, or widens it by what stands before `^`.
    pub(crate) fn span(&self) -> Span<Normal> {
        let span = self.span_of("span").unwrap_or(Span::new(self.base, self.base + self.groups.end()));
        Span::new(self.from.unwrap_or(span.start), span.end)
    }

    /// The text before the match, back to the start of the document.
    pub(crate) fn head(&self) -> &'t str {
        &self.text[..self.span().start]
    }

    /// The text after the match.
    pub(crate) fn tail(&self) -> &'t str {
        &self.text[self.span().end..]
    }

    /// A finding over the whole match.
    pub(crate) fn whole<T>(&self, value: T) -> Finding<T> {
        Finding { span: self.span(), value, rule: self.rule, lang: self.words.lang, nested: false }
    }

    /// A finding over a group, which may stand inside another.
    pub(crate) fn part<T>(&self, group: &str, value: T) -> Option<Finding<T>> {
        Some(Finding { span: self.span_of(group)?, value, rule: self.rule, lang: self.words.lang, nested: true })
    }

    /// A finding over any span of the match.
    pub(crate) fn at<T>(&self, span: Span<Normal>, value: T) -> Finding<T> {
        Finding { span, value, rule: self.rule, lang: self.words.lang, nested: false }
    }
}
