//! Claims of fines and suspensions that stand in one sentence by plain means: verb, target, and the sum, day and length beside them.

use super::{BundleClaim, de, en, ru};
use crate::kinds::context::Found;
use crate::model::{
    Claim, ClaimAmount, DateKind, DateValue, Document, FactKind, Grain, Lang, Mention, MoneyValue, Normal, Span, Value,
};
use crate::text::{Text, tokens};

/// A pattern of one language: a phrase after or before which the target stands.
pub(super) struct Pattern {
    pub(super) name: &'static str,
    pub(super) kind: FactKind,
    /// The words, folded; each begins at a word's start and may end inside one if it ends with `*`.
    pub(super) cue: &'static str,
    /// Where the target stands.
    pub(super) target: Place,
}

/// Where a target stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The first organisation after the cue.
    After,
    /// The last organisation before it.
    Before,
}

/// The words of a language that claims need.
pub(super) struct Words {
    pub(super) patterns: &'static [Pattern],
    /// Words anywhere in the clause that take the claim back: negation, threat, possibility.
    pub(super) refuse: &'static [&'static str],
    /// Words between cue and target that make somebody else the target: persons, members, parts.
    pub(super) other: &'static [&'static str],
}

/// How far from its cue a target may stand, in bytes.
const NEAR: usize = 120;

fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &en::WORDS,
        Lang::De => &de::WORDS,
        Lang::Ru => &ru::WORDS,
    }
}

/// Reads the claims of a document. `mentions` and `found` are the same things in the same order.
pub(crate) fn claims(
    document: &Document,
    text: &Text<'_>,
    found: &[Found],
    mentions: &[Mention],
    doc: &str,
) -> Vec<BundleClaim> {
    let mut claims: Vec<BundleClaim> = Vec::new();
    for paragraph in &text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        let words = words(lang);
        let slice = text.slice(paragraph.span);
        let folded = fold_same_length(slice);
        if !words.patterns.iter().any(|p| folded.contains(p.cue.trim_end_matches('*'))) {
            continue;
        }
        let mut start = paragraph.span.start;
        let ends = tokens::stops(&text.normal, paragraph.span.start, paragraph.span.end).chain([paragraph.span.end]);
        for end in ends {
            let sentence = Sentence { text, found, mentions, span: Span::new(start, end.max(start)), doc, document };
            for claim in sentence.claims(words) {
                if !claims
                    .iter()
                    .any(|c| (c.kind, c.target, c.claim.start) == (claim.kind, claim.target, claim.claim.start))
                {
                    claims.push(claim);
                }
            }
            start = end.max(start);
        }
    }
    claims
}

/// Lower case that keeps every byte in its place (what would change length stays as it is).
fn fold_same_length(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
                _ => c,
            }
        })
        .collect()
}

struct Sentence<'a> {
    text: &'a Text<'a>,
    found: &'a [Found],
    mentions: &'a [Mention],
    span: Span<Normal>,
    doc: &'a str,
    document: &'a Document,
}

impl Sentence<'_> {
    fn claims(&self, words: &Words) -> Vec<BundleClaim> {
        let folded = fold_same_length(self.text.slice(self.span));
        if has_word(&folded, words.refuse) {
            return Vec::new();
        }
        words.patterns.iter().filter_map(|p| self.claim(p, &folded, words)).collect()
    }

    fn claim(&self, pattern: &Pattern, folded: &str, words: &Words) -> Option<BundleClaim> {
        let (cue, stem) = match pattern.cue.strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (pattern.cue, false),
        };
        let at = folded
            .match_indices(cue)
            .map(|m| m.0)
            .find(|&i| tokens::is_edge(folded, i) && (stem || tokens::is_edge(folded, i + cue.len())))?;
        let (start, end) = (self.span.start + at, self.span.start + at + cue.len());
        let orgs = || self.inside().filter(|&i| matches!(self.found[i].value, Value::Org(_)));
        let target = match pattern.target {
            Place::After => orgs().find(|&i| self.found[i].span.start >= end)?,
            Place::Before => orgs().filter(|&i| self.found[i].span.end <= start).last()?,
        };
        let span = self.found[target].span;
        let between = match pattern.target {
            Place::After => &folded[end - self.span.start..span.start - self.span.start],
            Place::Before => &folded[span.end - self.span.start..at],
        };
        if between.len() > NEAR
            || has_word(between, words.other)
            || between.contains([';', ':'])
            || self.in_list(target)
        {
            return None;
        }
        Some(self.build(pattern, target))
    }

    /// The mentions of the sentence that are not inside others.
    fn inside(&self) -> impl Iterator<Item = usize> + '_ {
        let first = self.found.partition_point(|f| f.span.start < self.span.start);
        (first..self.found.len())
            .take_while(|&i| self.found[i].span.start < self.span.end)
            .filter(|&i| self.mentions[i].nested_in.is_none())
    }

    /// Whether another organisation is joined to this one: what is said of several must be shared out by somebody who understands it.
    fn in_list(&self, target: usize) -> bool {
        let span = self.found[target].span;
        self.inside().filter(|&i| i != target && matches!(self.found[i].value, Value::Org(_))).any(|i| {
            let other = self.found[i].span;
            let gap =
                if other.start >= span.end { span.end..other.start } else { other.end..span.start.max(other.end) };
            let gap = self.text.normal[gap].trim_matches(['"', '«', '»', ' ', '(', ')']);
            matches!(gap, "," | "and" | ", and" | "und" | "sowie" | "и" | "and the" | "und die")
        })
    }

    fn build(&self, pattern: &Pattern, target: usize) -> BundleClaim {
        let inside: Vec<usize> = self.inside().collect();
        let money = |i: &&usize| match &self.found[**i].value {
            Value::Money(m) if m.amount.is_some() => Some(m),
            Value::Money(_) | Value::Date(_) | Value::Law(_) | Value::Org(_) => None,
        };
        let sums: Vec<&MoneyValue> = inside.iter().filter_map(|i| money(&i)).collect();
        let main = sums.iter().filter(|m| self.equivalent(m).is_none()).collect::<Vec<_>>();
        // Two sums that are not one in two currencies: which of them is the fine, only a reader can tell.
        let fine = pattern.kind == FactKind::Fine && main.len() == 1;
        let amount =
            |m: &MoneyValue| ClaimAmount { amount: m.amount, currency: m.currency.clone(), modifier: m.modifier };
        let dates: Vec<&DateValue> = inside
            .iter()
            .filter_map(|&i| match &self.found[i].value {
                Value::Date(d) => Some(d),
                Value::Money(_) | Value::Law(_) | Value::Org(_) => None,
            })
            .collect();
        let days: Vec<&str> = dates
            .iter()
            .filter(|d| d.kind == DateKind::Date && d.grain == Some(Grain::Day))
            .filter_map(|d| d.edtf.as_deref())
            .collect();
        let lengths: Vec<&str> =
            dates.iter().filter(|d| d.kind == DateKind::Duration).filter_map(|d| d.timex.as_deref()).collect();
        let law = inside.iter().find_map(|&i| match &self.found[i].value {
            Value::Law(law) => {
                let provisions: Vec<&str> = law.provisions.iter().map(|p| p.number.as_str()).collect();
                Some(format!("{} {}", law.law.as_deref()?, provisions.join(", ")).trim().to_owned())
            }
            Value::Date(_) | Value::Money(_) | Value::Org(_) => None,
        });
        let place = self.text.original_span(self.span);
        let before = |byte: usize| self.document.text[..byte].chars().count();
        let (start, end) = (before(place.start), before(place.end));
        let kind = pattern.kind;
        BundleClaim {
            kind,
            target: self.mentions[target].name.unwrap_or_default(),
            authority: None,
            claim: Claim {
                claim: format!("{}:{start}-{end}:{}", self.doc, kind.name()),
                doc: self.doc.to_owned(),
                start,
                end,
                rule: pattern.name.to_owned(),
                attribution: None,
                amount: fine.then(|| amount(main[0])),
                equivalents: if fine {
                    sums.iter().filter(|m| self.equivalent(m).is_some()).map(|m| amount(m)).collect()
                } else {
                    Vec::new()
                },
                date: (days.len() == 1).then(|| days[0].to_owned()),
                duration: (kind == FactKind::Suspension && lengths.len() == 1).then(|| lengths[0].to_owned()),
                law,
                mentions: inside.iter().map(|&i| self.mentions[i].id(self.doc)).collect(),
            },
        }
    }

    fn equivalent(&self, money: &MoneyValue) -> Option<()> {
        self.found
            .iter()
            .any(|f| matches!(&f.value, Value::Money(m) if std::ptr::eq(m, money)) && f.equivalent_of.is_some())
            .then_some(())
    }
}

/// Whether one of the words stands in the text as a word; a word that ends in `*` may go on.
fn has_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let (stem, open) = word.strip_suffix('*').map_or((*word, false), |s| (s, true));
        text.match_indices(stem)
            .any(|(i, _)| tokens::is_edge(text, i) && (open || tokens::is_edge(text, i + stem.len())))
    })
}
