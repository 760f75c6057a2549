//! A rule: a name, a pattern with named groups, and a function that reads a match. Plain data,
//! which [`RuleSet`](super::rule_set::RuleSet) compiles.
//!
//! # Patterns
//!
//! A pattern is a regular expression over the normalised text, with these habits:
//!
//! - `{word}` stands for the spellings of a [`Class`] of the lexicon (`{month}`, `{weekday}`,
//!   `{number}` …), or for a named sub-pattern of the kind (`{digits}`, `{year}`). A wrong name
//!   does not compile: see [`check`].
//! - A match counts only if a word begins at its start and ends at its end. Rules need no `\b`,
//!   which is slow in Unicode.
//! - There is no `(?i)`: the lexicon brings the spellings that occur.
//! - `^` is where an anchor starts; a pattern is tried there and nowhere else. What stands before
//!   `^` must end there: `[Aa]m ^Wochenende` begins at the anchor and wants "am" before it. These
//!   words are no part of the mention, unless they stand in a group `span` of their own:
//!   `(?<span>[Vv]or )^{number} {unit}`.
//! - A pattern sees at most [`KindRules::REACH`](super::kind::KindRules::REACH) bytes from its
//!   anchor on and never leaves its paragraph.

use super::anchors::Anchor;
use super::context::Vocabulary;
use crate::gazetteer::{Class, compare};
use crate::model::{Lang, Normal, Span};
use crate::pattern::Groups;
use std::cmp::Ordering;

/// One rule whose matches a `B` reads.
#[derive(Clone, Copy)]
pub(crate) struct RuleWith<B: 'static> {
    /// `kind/lang/name`: written to every mention.
    pub(crate) name: &'static str,
    /// What it reads, in one line: `newsmill rules` prints it.
    pub(crate) description: &'static str,
    /// Texts in which it finds a mention, each alone in a document. A test reads them.
    pub(crate) examples: &'static [&'static str],
    /// The anchors without which it cannot match: one of them stands where the pattern begins.
    pub(crate) anchors: &'static [Anchor],
    /// The pattern.
    pub(crate) pattern: &'static str,
    /// Reads a match.
    pub(crate) build: B,
}

impl<B> RuleWith<B> {
    /// The rule without pattern and builder.
    pub(crate) fn about(&self) -> OtherRule {
        let Self { name, description, examples, .. } = *self;
        OtherRule { name, description, examples }
    }
}

/// A rule without a pattern: a gazetteer, or what only the document tells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OtherRule {
    /// As [`RuleWith::name`].
    pub(crate) name: &'static str,
    /// As [`RuleWith::description`].
    pub(crate) description: &'static str,
    /// As [`RuleWith::examples`].
    pub(crate) examples: &'static [&'static str],
}

/// A rule of a kind whose expressions are `T`, read by a function.
pub(crate) type Rule<T> = RuleWith<BuildFn<T>>;

/// Reads a match; `None` if it was not one after all (31 February).
pub(crate) type BuildFn<T> = fn(&Match<'_, '_>) -> Option<Findings<T>>;

/// How the rules of a kind read a match: a function for most kinds. A kind whose findings have a
/// last step in common has a type of its own.
pub(crate) trait Build<T> {
    /// Reads a match; `None` if it was not one after all (31 February).
    fn build(&self, m: &Match<'_, '_>) -> Option<Findings<T>>;
}

impl<T> Build<T> for BuildFn<T> {
    fn build(&self, m: &Match<'_, '_>) -> Option<Findings<T>> {
        self(m)
    }
}

/// Several tables of rules as one, for a table that is too long for one file. `N` is their length
/// together.
pub(crate) const fn concat<B: Copy, const N: usize>(tables: &[&[RuleWith<B>]]) -> [RuleWith<B>; N] {
    let mut all = [tables[0][0]; N];
    let (mut table, mut at) = (0, 0);
    while table < tables.len() {
        let mut row = 0;
        while row < tables[table].len() {
            all[at] = tables[table][row];
            (row, at) = (row + 1, at + 1);
        }
        table += 1;
    }
    assert!(at == N, "N is not the length of the tables together");
    all
}

/// What a match gives: one finding in most cases, several where days share a month.
pub(crate) type Findings<T> = Vec<Finding<T>>;

/// A name and the sub-pattern that it stands for in the patterns of a kind.
pub(crate) type SubPattern = (&'static str, &'static str);

/// Refuses to compile rules whose patterns lack a `^` or name neither a class nor a sub-pattern.
/// Call it in a constant.
pub(crate) const fn check<B>(rules: &[RuleWith<B>], sub_patterns: &[SubPattern]) {
    let mut at = 0;
    while at < rules.len() {
        check_pattern(rules[at].pattern.as_bytes(), sub_patterns);
        at += 1;
    }
}

const fn check_pattern(pattern: &[u8], sub_patterns: &[SubPattern]) {
    let (mut at, mut anchored) = (0, false);
    while at < pattern.len() {
        match pattern[at] {
            b'\\' => {
                at += 1;
                // `\p{Lu}` names a class of Unicode.
                if matches!(pattern[at], b'p' | b'P') {
                    while pattern[at] != b'}' {
                        at += 1;
                    }
                }
            }
            b'^' => anchored = true,
            b'{' => {
                let start = at + 1;
                while pattern[at] != b'}' {
                    at += 1;
                }
                let (_, rest) = pattern.split_at(start);
                let (name, _) = rest.split_at(at - start);
                // `{2,4}` is a count.
                if !name[0].is_ascii_digit() {
                    let known =
                        is_sub_pattern(name, sub_patterns) || Class::from_name(name).is_some();
                    assert!(
                        known,
                        "a pattern names neither a class of the tables nor a sub-pattern of the kind"
                    );
                }
            }
            _ => {}
        }
        at += 1;
    }
    assert!(anchored, "a pattern has no ^: where does it begin?");
}

const fn is_sub_pattern(name: &[u8], sub_patterns: &[SubPattern]) -> bool {
    let mut at = 0;
    while at < sub_patterns.len() {
        if matches!(compare(sub_patterns[at].0.as_bytes(), name), Ordering::Equal) {
            return true;
        }
        at += 1;
    }
    false
}

/// What a rule found: a place and an expression, not resolved yet.
#[derive(Debug, Clone)]
pub(crate) struct Finding<T> {
    /// The place.
    pub(crate) span: Span<Normal>,
    /// The expression.
    pub(crate) value: T,
    /// The rule's name.
    pub(crate) rule: &'static str,
    /// The language of the rule.
    pub(crate) lang: Lang,
    /// Whether it may stand inside another finding of its kind (the two ends of a range).
    pub(crate) nested: bool,
}

/// A match that is being read.
pub(crate) struct Match<'m, 't> {
    /// The whole normalised text.
    pub(crate) text: &'t str,
    /// The language's words.
    pub(crate) words: &'m Vocabulary,
    pub(super) rule: &'static str,
    /// The byte of the text where the anchor stands, from which the groups' offsets count.
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

    /// The value of a group's words in a class, as a whole number.
    pub(crate) fn int(&self, class: Class, group: &str) -> Option<i64> {
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

    /// The place of the whole match. A group named `span` narrows it, or widens it by words before
    /// `^`.
    pub(crate) fn span(&self) -> Span<Normal> {
        let span =
            self.span_of("span").unwrap_or(Span::new(self.base, self.base + self.groups.end()));
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
        self.at(self.span(), value)
    }

    /// A finding over a group, which may stand inside another.
    pub(crate) fn part<T>(&self, group: &str, value: T) -> Option<Finding<T>> {
        Some(Finding { nested: true, ..self.at(self.span_of(group)?, value) })
    }

    /// A finding over any span of the match.
    pub(crate) fn at<T>(&self, span: Span<Normal>, value: T) -> Finding<T> {
        Finding { span, value, rule: self.rule, lang: self.words.lang, nested: false }
    }
}
