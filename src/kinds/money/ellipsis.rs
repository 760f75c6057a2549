//! Sums that leave out the currency which the sum before them has: "The barge cost $310,000 and the
//! crane 420,000."

use super::amount::amount;
use super::change::{Told, told};
use super::conventions_of;
use super::expr::{Currency, Expr};
use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::overlap::Taken;
use crate::kinds::rule::Finding;
use crate::model::{Normal, Span};
use crate::text::boundary::{is_edge, is_word, stops, word_after, word_before};
use rust_decimal::Decimal;

/// How far behind a sum another may leave out its currency, in bytes.
const REACH: usize = 320;
/// How far a list of sums reaches, in bytes.
const LIST: usize = 800;
/// The most words between both.
const WORDS: usize = 10;
/// The most words between both, if brackets set the second apart.
const WORDS_IN_BRACKETS: usize = 18;
/// How far before a sum another may leave out its currency, in bytes.
const REACH_BACK: usize = 90;
/// The most words between a change and what it led to: "and reached".
const WORDS_BACK: usize = 3;

/// Adds the sums that leave their currency out, in order of place.
pub(super) fn complete(
    mut found: Vec<Finding<Expr>>,
    context: &Context<'_>,
    taken: &Taken,
) -> Vec<Finding<Expr>> {
    let text: &str = &context.text.normal;
    let mut added: Vec<Finding<Expr>> = Vec::new();
    // Where the sums end that stand before.
    let mut floor = 0;
    for (at, sum) in found.iter().enumerate() {
        if sum.nested || sum.value.amount.is_none() || sum.value.currency == Currency::default() {
            continue;
        }
        let list = List { words: context.words(sum.lang), text, sum };
        let next = found[at + 1..].iter().map(|f| f.span.start).find(|next| *next >= sum.span.end);
        for (span, value) in list.before(floor).into_iter().chain(list.behind(next)) {
            if taken.touches(span) {
                continue;
            }
            let currency = sum.value.currency.clone();
            let value = Expr { amount: Some(value), currency, ..Expr::default() };
            let rule = conventions_of(sum.lang).ellipsis.name;
            floor = floor.max(span.end);
            added.push(Finding { span, value, rule, lang: sum.lang, nested: false });
        }
        floor = floor.max(sum.span.end);
    }
    if !added.is_empty() {
        found.append(&mut added);
        found.sort_by_key(|f| f.span);
    }
    found
}

/// A sum and what its currency may hold for.
struct List<'a> {
    words: &'a Vocabulary,
    text: &'a str,
    sum: &'a Finding<Expr>,
}

impl List<'_> {
    /// The sums behind, up to `next`: each as its neighbour before it.
    fn behind(&self, next: Option<usize>) -> Vec<(Span<Normal>, Decimal)> {
        let (text, from) = (self.text, self.sum.span.end);
        let far = text.floor_char_boundary((from + LIST).min(text.len()));
        let limit = next.unwrap_or(far).min(far);
        let line = text[from..limit].find('\n').map_or(limit, |n| from + n);
        // The stop is inside, and the text behind it tells that it is one.
        let seen = text.ceil_char_boundary((line + 1).min(text.len()));
        let end = stops(text, from, seen).next().unwrap_or(line).min(line);
        let (mut out, mut at, mut last) = (Vec::new(), from, from);
        while let Some(span) = next_number(self.words, &text[..line], at, end.min(last + REACH)) {
            at = span.end;
            if at > end || text[..span.start].ends_with(['.', ',', '$', '€', '£', '-']) {
                break;
            }
            if let Some(value) = self.counts_money(last, span) {
                out.push((span, value));
                last = span.end;
            }
        }
        out
    }

    /// The step before what it led to: "rose by 8 million and reached $89 million".
    fn before(&self, floor: usize) -> Option<(Span<Normal>, Decimal)> {
        let (text, end) = (self.text, self.sum.span.start);
        let floor = text.ceil_char_boundary(end.saturating_sub(REACH_BACK).max(floor));
        let near = text.get(floor..end)?;
        let is_digit = |c: char| c.is_ascii_digit();
        let stop = floor + near.rfind(is_digit)? + 1;
        let start = floor
            + near[..stop - floor]
                .rfind(|c: char| !is_digit(c) && !matches!(c, '.' | ','))
                .map_or(0, |n| n + near[n..].chars().next().map_or(1, char::len_utf8));
        let span = Span::new(start, start + number_length(self.words, &text[start..end]));
        let between = text.get(span.end..end)?;
        let mut words = between.split(|c| !is_word(c)).filter(|w| !w.is_empty());
        let joint = words.next().and_then(|w| self.words.value(Class::EllipsisJoint, w))?;
        if words.count() > WORDS_BACK || between.contains(['.', ';', ':', '\n']) {
            return None;
        }
        let read = amount(self.words, &text[span.range()])?;
        let head = text[..start].trim_end();
        let lead = self.words.value(Class::EllipsisLead, word_before(text, start));
        let is_step = matches!(lead, Some("step" | "against"));
        // "3 billion of the 5 billion dollars"
        let is_part = joint == "part"
            && self
                .words
                .is(Class::Scale, text[span.range()].rsplit(' ').next().unwrap_or_default());
        let scaled = read.scale >= Decimal::ONE_THOUSAND;
        (scaled && (is_part || is_step && told(self.words, head, STEP_WORDS) == Told::Yes))
            .then_some(read.value.map(|value| (span, value)))?
    }

    /// What a number without a currency counts, if it is money as the sum before it, which ends at
    /// `from`.
    fn counts_money(&self, from: usize, span: Span<Normal>) -> Option<Decimal> {
        let (words, text) = (self.words, self.text);
        let read = amount(words, &text[span.range()])?;
        let value = read.value?;
        let between = &text[from..span.start];
        let written = &text[span.range()];
        let grouped = written.contains([',', '.', '\'', ' ']) && value.fract().is_zero();
        let alike = self.sum.value.amount.is_some_and(|a| a >= Decimal::ONE_THOUSAND);
        if read.scale < Decimal::ONE_THOUSAND
            && !(read.scale == Decimal::ONE && grouped && value >= Decimal::ONE_THOUSAND && alike)
        {
            return None;
        }
        let (mut count, mut joins) = (0, between.contains([',', ';']));
        for word in between.split(|c| !is_word(c)).filter(|w| !w.is_empty()) {
            joins |= words.value(Class::EllipsisJoint, word) == Some("-");
            count += 1;
        }
        let before = between.trim_end();
        let tail = &text[span.end..];
        if count == 0 || count > if before.ends_with('(') { WORDS_IN_BRACKETS } else { WORDS } {
            return None;
        }
        if before.ends_with('(') {
            return tail.trim_start_matches('.').starts_with(')').then_some(value);
        }
        // Behind it nothing stands that it could count.
        let rest = tail.strip_prefix('.').unwrap_or(tail);
        let closes = rest.is_empty() || rest.starts_with([',', ';', ')', '!', '?', '\n']);
        let ends = tail.starts_with('.') && !word_after(rest, 0).starts_with(char::is_lowercase)
            || words.value(Class::EllipsisJoint, word_after(tail, 0)) == Some("-");
        let lead = words.value(Class::EllipsisLead, word_before(text, span.start));
        let is_step = match lead {
            Some("step") => told(words, before, STEP_WORDS) == Told::Yes,
            Some("against") => true,
            _ => false,
        };
        let joins = joins || lead == Some("against");
        let stands = is_step || (conventions_of(self.sum.lang).ellipsis_stands)(words, before);
        (joins && (closes || ends) && stands).then_some(value)
    }
}

/// How many words before a step may tell the change.
const STEP_WORDS: usize = 6;

/// The next number in `at..end`: digits, or a number word with a scale behind it ("two billion").
fn next_number(words: &Vocabulary, text: &str, mut at: usize, end: usize) -> Option<Span<Normal>> {
    let end = text.floor_char_boundary(end.min(text.len()));
    while at < end {
        let start = at + text[at..end].find(is_word)?;
        let word = &text[start..];
        let word = &word[..word.find(|c| !is_word(c)).unwrap_or(word.len())];
        at = start + word.len();
        if word.starts_with(|c: char| c.is_ascii_digit()) && is_edge(text, start) {
            return Some(Span::new(start, start + number_length(words, &text[start..])));
        }
        if words.is(Class::Number, word) && !words.is(Class::NoAmount, word) {
            let scale = word_after(text, at);
            if words.is(Class::Scale, scale) && text[at..].starts_with(' ') {
                return Some(Span::new(start, at + 1 + scale.len()));
            }
        }
    }
    None
}

/// The length of a number in digits with its scale at the start of a text.
fn number_length(words: &Vocabulary, text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end)
        || digit(end + 1) && matches!(bytes.get(end), Some(b'.' | b',' | b'\''))
        || bytes.get(end) == Some(&b' ') && (1..=3).all(|n| digit(end + n)) && !digit(end + 4)
    {
        end += 1;
    }
    let Some(rest) = text[end..].strip_prefix(' ') else { return end };
    let word = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
    if words.is(Class::Scale, word) { end + 1 + word.len() } else { end }
}
