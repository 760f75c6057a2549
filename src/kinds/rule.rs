//! A rule: a name, a pattern with named groups, and a function that reads a match. Plain data,
//! which [`RuleSet`](super::rule_set::RuleSet) compiles.
//!
//! # Patterns
//!
//! A pattern is a regular expression over the normalised text, with these conventions:
//!
//! - `{word}` stands for the spellings of a [`Class`] of the lexicon (`{month}`, `{weekday}`,
//!   `{number}` …), or for a named sub-pattern of the kind (`{digits}`, `{year}`). A wrong name
//!   does not compile: see [`check`].
//! - A match starts at its anchor and counts only if it ends where a word ends. Rules need no `\b`,
//!   which is slow in Unicode.
//! - There is no `(?i)`: the lexicon lists every spelling that occurs.
//! - `^` is the start of the anchor; a pattern is tried only there. The part before `^` must match
//!   the text that ends there: `[Aa]m ^Wochenende` starts at the anchor and requires "am" before
//!   it. Words before `^` belong to the mention only if they are in a group `span`:
//!   `(?<span>[Vv]or )^{number} {unit}`.
//! - A pattern sees at most [`KindRules::REACH`](super::kind::KindRules::REACH) bytes after the end
//!   of its anchor, never beyond the end of its paragraph.

use super::anchors::Anchor;
use super::context::Vocabulary;
use crate::gazetteer::{Class, compare};
use crate::model::{Lang, Normal, Span};
use crate::pattern::Groups;
use std::cmp::Ordering;

/// A rule. `B` is its builder: it turns a match into findings.
#[derive(Clone, Copy)]
pub(crate) struct RuleWith<B: 'static> {
    /// `kind/lang/name`: written to every mention.
    pub(crate) name: &'static str,
    /// What it reads, in one line: `newsmill rules` prints it.
    pub(crate) description: &'static str,
    /// Texts in which it finds a mention, each alone in a document. A test reads them.
    pub(crate) examples: &'static [&'static str],
    /// Its anchors. The pattern is tried only where one of them starts, which is its `^`.
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

/// A rule without a pattern: a gazetteer look-up, or a search that needs the whole document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OtherRule {
    /// As [`RuleWith::name`].
    pub(crate) name: &'static str,
    /// As [`RuleWith::description`].
    pub(crate) description: &'static str,
    /// As [`RuleWith::examples`].
    pub(crate) examples: &'static [&'static str],
}

/// A rule of a kind with expressions of type `T`. Its builder is a plain function.
pub(crate) type Rule<T> = RuleWith<BuildFn<T>>;

/// Turns a match into findings; `None` if the match is invalid (31 February).
pub(crate) type BuildFn<T> = fn(&Match<'_, '_>) -> Option<Findings<T>>;

/// How the rules of a kind turn a match into findings: a function for most kinds. A kind whose
/// findings share a last step has a type of its own (dates).
pub(crate) trait Build<T> {
    /// Turns a match into findings; `None` if the match is invalid (31 February).
    fn build(&self, m: &Match<'_, '_>) -> Option<Findings<T>>;
}

impl<T> Build<T> for BuildFn<T> {
    fn build(&self, m: &Match<'_, '_>) -> Option<Findings<T>> {
        self(m)
    }
}

/// Joins several tables of rules, for a table that is too long for one file. `N` is their total
/// length.
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
    assert!(at == N, "N is not the total length of the tables");
    all
}

/// What a match gives: usually one finding, several if days share a month ("15 and 25 January").
pub(crate) type Findings<T> = Vec<Finding<T>>;

/// A name and the sub-pattern that it stands for in the patterns of a kind.
pub(crate) type SubPattern = (&'static str, &'static str);

/// Stops the compiler if a pattern has no `^`, or a name in braces that is neither a class nor a
/// sub-pattern. Call it in a constant.
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
                // `\p{Lu}` is a Unicode class, not a name in braces.
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
                        "a name in braces is neither a class nor a sub-pattern of the kind"
                    );
                }
            }
            _ => {}
        }
        at += 1;
    }
    assert!(anchored, "a pattern has no ^, the position of its anchor");
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

/// What a rule found: a span and an expression that is not resolved yet.
#[derive(Debug, Clone)]
pub(crate) struct Finding<T> {
    /// The span.
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
    /// The byte offset of the anchor in `text`. The offsets of groups are relative to it.
    pub(crate) base: usize,
    pub(super) groups: &'m Groups<'m>,
    /// Where the part of the mention before `^` begins, if the rule has one.
    pub(super) from: Option<usize>,
}

impl<'t> Match<'_, 't> {
    /// The words of a group, if the group matched.
    pub(crate) fn get(&self, group: &str) -> Option<&'t str> {
        let span = self.span_of(group)?;
        Some(&self.text[span.range()])
    }

    /// Whether a group matched.
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

    /// The span of a group.
    pub(crate) fn span_of(&self, group: &str) -> Option<Span<Normal>> {
        self.groups.get(group).map(|(start, end)| Span::new(self.base + start, self.base + end))
    }

    /// The span of the whole match. A group named `span` narrows it, or extends it to words before
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

    /// A finding over a group. It may be nested inside another finding.
    pub(crate) fn part<T>(&self, group: &str, value: T) -> Option<Finding<T>> {
        Some(Finding { nested: true, ..self.at(self.span_of(group)?, value) })
    }

    /// A finding over any span of the match.
    pub(crate) fn at<T>(&self, span: Span<Normal>, value: T) -> Finding<T> {
        Finding { span, value, rule: self.rule, lang: self.words.lang, nested: false }
    }
}
