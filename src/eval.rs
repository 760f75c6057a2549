//! Precision and recall on the user's own annotations.

use crate::error::{Error, ErrorKind, Result};
use crate::model::{CharSpan, Document, Kind, Lang, Mention, Published, PublishedFrom};
use serde::Deserialize;
use std::collections::BTreeMap;

/// An annotated document, one JSON object a line.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldDocument {
    /// Its id.
    pub id: String,
    /// Its language, if it is to be read in that one.
    pub lang: Option<String>,
    /// Its date of publication.
    pub date: Option<String>,
    /// Its text.
    pub text: String,
    /// What should be found.
    pub entities: Vec<GoldEntity>,
    /// The kinds that it annotates completely; `None`: all.
    pub types: Option<Vec<String>>,
}

/// An annotation.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldEntity {
    /// ORG, DATE, MONEY or LAW; others are ignored.
    #[serde(rename = "type")]
    pub kind: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl GoldDocument {
    /// Reads a line.
    ///
    /// # Errors
    ///
    /// A line that is no such object, or whose annotations lie outside its text; the message names
    /// `place` and the cure.
    pub fn parse(line: &str, place: &str) -> Result<Self> {
        let document: Self = serde_json::from_str(line).map_err(|e| {
            let form =
                "a line is {\"id\", \"text\", \"entities\": [{\"type\", \"start\", \"end\"}]}";
            Error::while_doing(format!("{place}: not an annotated document; {form}"), e)
                .with_kind(ErrorKind::Input)
        })?;
        let chars = document.text.chars().count();
        match document.entities.iter().find(|e| e.start >= e.end || e.end > chars) {
            Some(GoldEntity { start, end, .. }) => {
                let cure = "offsets are code points, end exclusive";
                let message = format!(
                    "{place}: the annotation {start}-{end} lies outside the text of {chars} characters; {cure}"
                );
                Err(Error::new(message).with_kind(ErrorKind::Input))
            }
            None => Ok(document),
        }
    }

    /// The document to read.
    pub fn document(&self) -> Document {
        let mut document = Document::from_text(self.id.as_str(), self.text.as_str());
        document.lang = self.lang.as_deref().and_then(Lang::from_tag);
        let day = self.date.as_deref().and_then(|d| d.get(..10)).and_then(|d| d.parse().ok());
        document.published = day.map(|date| Published { date, from: PublishedFrom::Field });
        document
    }
}

/// What was asked for, what was found, what agrees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Annotations.
    pub gold: u64,
    /// Mentions found.
    pub found: u64,
    /// Of these, the ones with the very borders of an annotation.
    pub exact: u64,
    /// Pairs of a mention and an annotation, one to one, that share a character.
    pub overlap: u64,
}

impl Score {
    /// Precision, recall and F1 of `right` of the found, in tenths of a percent.
    pub fn rates(&self, right: u64) -> [u64; 3] {
        let rate =
            |right: u64, of: u64| (right * 1000 + of / 2).checked_div(of).unwrap_or_default();
        [rate(right, self.found), rate(right, self.gold), rate(2 * right, self.found + self.gold)]
    }
}

/// A difference between annotation and output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The kind.
    pub kind: Kind,
    /// Whether it was annotated and not found; else it was found and not annotated.
    pub missed: bool,
    /// Its place.
    pub span: CharSpan,
}

/// Scores by kind and language.
#[derive(Debug, Default)]
pub struct Scores {
    /// By kind and language (`*` where the document does not say).
    pub cells: BTreeMap<(Kind, String), Score>,
}

impl Scores {
    /// Holds the mentions found in a document against its annotations. Mentions inside others of
    /// their kind count only where something annotated has their borders.
    pub fn add(&mut self, gold: &GoldDocument, found: &[Mention]) -> Vec<Miss> {
        let lang = gold.lang.clone().unwrap_or_else(|| "*".to_owned());
        let mut misses = Vec::new();
        for kind in Kind::ALL {
            if gold.types.as_ref().is_some_and(|types| !types.iter().any(|t| t == kind.as_str())) {
                continue;
            }
            let annotated = gold.entities.iter().filter(|e| e.kind == kind.as_str());
            let mut wanted: Vec<CharSpan> =
                annotated.map(|e| CharSpan::new(e.start, e.end)).collect();
            wanted.sort_unstable();
            wanted.dedup();
            let mut ours: Vec<CharSpan> = found
                .iter()
                .filter(|m| m.kind() == kind)
                .filter(|m| {
                    m.nested_in.is_none_or(|holder| holder.kind != kind)
                        || wanted.contains(&m.chars)
                })
                .map(|m| m.chars)
                .collect();
            ours.sort_unstable();
            ours.dedup();
            let score = self.cells.entry((kind, lang.clone())).or_default();
            score.gold += wanted.len() as u64;
            score.found += ours.len() as u64;
            score.exact += wanted.iter().filter(|w| ours.contains(w)).count() as u64;
            score.overlap += paired(&wanted, &ours);
            let miss = |missed, spans: &[CharSpan], others: &[CharSpan]| {
                let lone = spans.iter().filter(|s| !others.contains(s));
                lone.map(|span| Miss { kind, missed, span: *span }).collect::<Vec<_>>()
            };
            misses.extend(miss(true, &wanted, &ours));
            misses.extend(miss(false, &ours, &wanted));
        }
        misses
    }
}

/// How many pairs of overlapping spans there are, each span in one: equal ones first, then from
/// left to right.
fn paired(wanted: &[CharSpan], ours: &[CharSpan]) -> u64 {
    let mut left: Vec<_> = ours.iter().filter(|o| !wanted.contains(o)).collect();
    let mut pairs = (ours.len() - left.len()) as u64;
    for want in wanted.iter().filter(|w| !ours.contains(w)) {
        if let Some(at) = left.iter().position(|o| o.overlaps(*want)) {
            left.remove(at);
            pairs += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_tenths_of_a_percent() {
        let score = Score { gold: 3, found: 2, exact: 1, overlap: 2 };
        assert_eq!(score.rates(score.exact), [500, 333, 400]);
        assert_eq!(score.rates(score.overlap), [1000, 667, 800]);
        assert_eq!(Score::default().rates(0), [0, 0, 0]);
    }

    #[test]
    fn pairs_are_one_to_one() {
        let span = CharSpan::new;
        assert_eq!(paired(&[span(0, 4), span(6, 9)], &[span(0, 9)]), 1);
        assert_eq!(paired(&[span(0, 4), span(6, 9)], &[span(0, 4), span(5, 9)]), 2);
        assert_eq!(paired(&[span(0, 4)], &[span(4, 5)]), 0);
    }

    #[test]
    fn bad_lines_are_named() {
        let parse = |line| GoldDocument::parse(line, "g.jsonl:3").unwrap_err().to_string();
        assert!(parse("{}").starts_with("g.jsonl:3: not an annotated document"));
        let outside =
            r#"{"id": "a", "text": "Echo", "entities": [{"type": "ORG", "start": 0, "end": 9}]}"#;
        assert!(parse(outside).contains("outside the text of 4 characters"));
    }
}
