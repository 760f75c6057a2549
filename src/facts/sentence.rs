//! A sentence as patterns read it: lower case, mentions blanked out, every byte in its place.

use super::compiled::CompiledWords;
use super::events::class;
use crate::gazetteer::Token;
use crate::kinds::context::{ResolvedMention, tokens_in};
use crate::model::{
    CharIndex, CharSpan, Kind, MoneyValue, Normal, RefusedFrame, Span, Value, mention_id,
};
use crate::text::{Text, boundary};
use std::cell::RefCell;

/// What claims are read from.
#[derive(Debug)]
pub(crate) struct DocumentMentions<'a> {
    /// The text.
    pub(crate) text: &'a Text<'a>,
    /// Its tokens, those of the paragraphs that have a language.
    pub(crate) tokens: &'a [Token],
    /// Code points of the original.
    pub(crate) chars: &'a CharIndex<'a>,
    /// The findings,
    pub(crate) found: &'a [ResolvedMention],
    /// and the names that they bear, in the same order.
    pub(crate) names: &'a [Option<usize>],
    /// By name: the body that it belongs to in this document.
    pub(crate) bodies: &'a [usize],
    /// Where it is noted why frames make no claim, if somebody asks.
    pub(crate) refused: Option<&'a RefCell<Vec<RefusedFrame>>>,
}

impl DocumentMentions<'_> {
    /// The tokens of a stretch.
    pub(super) fn tokens_in(&self, span: Span<Normal>) -> &[Token] {
        tokens_in(self.tokens, span)
    }

    /// The body of a finding.
    pub(super) fn body(&self, at: usize) -> usize {
        self.names[at].and_then(|n| self.bodies.get(n).copied()).unwrap_or(usize::MAX)
    }

    /// The id of the mention that a finding becomes.
    pub(super) fn mention(&self, at: usize, doc: &str) -> String {
        let found = &self.found[at];
        mention_id(doc, self.place(found.span), found.value.kind())
    }

    /// The code points of a stretch.
    pub(super) fn place(&self, span: Span<Normal>) -> CharSpan {
        let bytes = self.text.original_span(span);
        CharSpan::new(self.chars.chars_before(bytes.start), self.chars.chars_before(bytes.end))
    }
}

/// A mention of the sentence that is in no other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// Place among the findings.
    pub(super) at: usize,
    pub(super) kind: Kind,
    /// First byte, from the start of the sentence.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
}

/// A sentence.
#[derive(Debug)]
pub(super) struct Sentence<'a> {
    pub(super) read: &'a DocumentMentions<'a>,
    pub(super) words: &'static CompiledWords,
    pub(super) span: Span<Normal>,
    /// The text that patterns are matched on.
    pub(super) masked: String,
    pub(super) items: Vec<Item>,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(
        read: &'a DocumentMentions<'a>,
        words: &'static CompiledWords,
        span: Span<Normal>,
    ) -> Self {
        let first = read.found.partition_point(|f| f.span.start < span.start);
        let mut items: Vec<Item> = Vec::new();
        for (at, found) in read.found.iter().enumerate().skip(first) {
            if found.span.start >= span.end {
                break;
            }
            let start = found.span.start - span.start;
            let end = found.span.end.min(span.end) - span.start;
            if items.last().is_none_or(|i| start >= i.end) {
                items.push(Item { at, kind: found.value.kind(), start, end });
            }
        }
        let mut masked = fold_same_length(read.text.slice(span));
        for item in &items {
            let mark = match item.kind {
                Kind::Org => 1,
                Kind::Money => 2,
                Kind::Date => 3,
                Kind::Law => 4,
            };
            masked[item.start..item.end].fill(mark);
        }
        // Whole mentions were blanked, so that what is left is whole characters.
        let masked = String::from_utf8(masked).unwrap_or_default();
        Self { read, words, span, masked, items }
    }

    /// The organisations.
    pub(super) fn orgs(&self) -> impl DoubleEndedIterator<Item = &Item> + Clone {
        self.items.iter().filter(|i| i.kind == Kind::Org)
    }

    /// The body of an organisation: a number that all its names of the document share.
    pub(super) fn body(&self, item: &Item) -> usize {
        self.read.body(item.at)
    }

    /// Its bodies, each once, by its first mention. What is only spoken to does not count.
    pub(super) fn bodies(&self) -> Vec<usize> {
        let mut bodies: Vec<usize> = Vec::new();
        for item in self.orgs().filter(|i| !self.is_addressee(i)) {
            if !bodies.iter().any(|at| self.read.body(*at) == self.body(item)) {
                bodies.push(item.at);
            }
        }
        bodies
    }

    /// Whether somebody tells this organisation something.
    pub(super) fn is_addressee(&self, item: &Item) -> bool {
        let head = self.masked[..item.start].trim_end_matches([' ', '"', '«']);
        let word = boundary::word_before(head, head.len());
        self.words.events.list(class::ADDRESSEE).contains(&word)
    }

    /// A sum that is not another one in a second currency.
    pub(super) fn sum(&self, item: &Item) -> Option<&'a MoneyValue> {
        let found = &self.read.found[item.at];
        match &found.value {
            Value::Money(money) if money.amount.is_some() && found.equivalent_of.is_none() => {
                Some(money)
            }
            Value::Money(_) | Value::Date(_) | Value::Law(_) | Value::Org(_) => None,
        }
    }

    /// The words from one place to another; empty where they overlap.
    pub(super) fn between(&self, from: usize, to: usize) -> &str {
        self.masked.get(from..to.max(from)).unwrap_or_default()
    }
}

/// Lower case that keeps every byte in its place (what would change length stays as it is).
fn fold_same_length(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    bytes.make_ascii_lowercase();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let small = match c {
            // Most letters of our languages, without the tables of all letters.
            'а'..='я' | 'ß'..='ÿ' => continue,
            'А'..='Я' => char::from_u32(u32::from(c) + 32),
            _ => {
                let mut lower = c.to_lowercase();
                lower.next().filter(|l| lower.next().is_none() && l.len_utf8() == c.len_utf8())
            }
        };
        if let Some(small) = small {
            small.encode_utf8(&mut bytes[at..at + c.len_utf8()]);
        }
    }
    bytes
}
