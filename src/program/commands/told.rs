//! What a document says in words: its day of publication, its facts, and the frames that were
//! refused.

use newsmill::model::{ClaimAmount, PublishedFrom, RefusedFrame};
use newsmill::{BundleClaim, Document, Extraction};

/// What is said of a document without facts and frames.
pub(super) const NO_FACT: &str = "no fact, and no word that opens a frame of one";

/// A line, and those that belong to it.
pub(super) type Told = (String, Vec<String>);

/// The day of publication and what told it; `option` says that the user gave it.
pub(super) fn published(document: &Document, option: bool) -> String {
    let Some(published) = document.published else {
        return "no day of publication is told: \"on Tuesday\" and the like stay open".to_owned();
    };
    let by = if option { "the option --date" } else { step(published.from) };
    format!("published {}, by {by}", published.date)
}

/// The step that found the day.
fn step(from: PublishedFrom) -> &'static str {
    match from {
        PublishedFrom::Field => "a field of the record",
        PublishedFrom::JsonLd => "JSON-LD of the page",
        PublishedFrom::Meta => "a meta element of the page",
        PublishedFrom::Url => "its address (URL)",
        PublishedFrom::Time => "a time element of the page",
        PublishedFrom::Markup => "an element of the page whose class or id says \"date\"",
        PublishedFrom::Header => "a header line of the text (\"Date: …\")",
        PublishedFrom::Dateline => "a dateline or byline among the first lines",
        PublishedFrom::Text => "the lines around the headline of the page",
        PublishedFrom::Path => "the path of the file",
    }
}

/// The facts of a document: kind and organisation, then the words that fill each slot with the value
/// that they have.
pub(super) fn facts(document: &Document, extraction: &Extraction) -> Vec<Told> {
    let words = Words::new(document);
    let fact = |c: &BundleClaim| {
        let target = extraction.names.get(c.target).map_or("", |name| name.text.as_str());
        let (start, end) = (c.claim.start, c.claim.end);
        let head = format!("{} of {target:?} {start}-{end} by {}", c.kind.as_str(), c.claim.rule);
        let slots = c.claim.slots.iter().map(|slot| {
            let text = words.of(slot.start, slot.end);
            let value = value(c, extraction, &slot.slot).filter(|value| value != text);
            let value = value.map(|value| format!(" = {value}")).unwrap_or_default();
            format!("{} {}-{} {text:?}{value}", slot.slot, slot.start, slot.end)
        });
        (head, slots.collect())
    };
    extraction.claims.iter().map(fact).collect()
}

/// What a slot says, where that is more than its words.
fn value(claim: &BundleClaim, extraction: &Extraction, slot: &str) -> Option<String> {
    let said = &claim.claim;
    match slot {
        "amount" => {
            let equivalents = said.equivalents.iter().map(amount);
            let all: Vec<String> = said.amount.iter().map(amount).chain(equivalents).collect();
            (!all.is_empty()).then(|| all.join(", also "))
        }
        "authority" => {
            claim.authority.and_then(|at| extraction.names.get(at)).map(|name| name.text.clone())
        }
        "date" => said.date.clone(),
        "duration" => said.duration.clone(),
        "law" => said.law.clone(),
        _ => None,
    }
}

fn amount(amount: &ClaimAmount) -> String {
    let modifier = amount.modifier.map(|m| format!("{m} ").replace('_', " ")).unwrap_or_default();
    let number = amount.amount.map_or_else(|| "?".to_owned(), |n| n.to_string());
    format!("{modifier}{number} {}", amount.currency.as_deref().unwrap_or("of no known currency"))
}

/// The sentences without a fact whose words open a frame: the sentence, then each frame and why it
/// was refused.
pub(super) fn refused(document: &Document, refused: &[RefusedFrame]) -> Vec<Told> {
    let words = Words::new(document);
    let mut told: Vec<Told> = Vec::new();
    let mut last = None;
    for frame in refused {
        if last != Some(frame.sentence) {
            let (start, end) = (frame.sentence.start, frame.sentence.end);
            let text = short(words.of(start, end).trim());
            told.push((format!("no fact in {start}-{end}: {text}"), Vec::new()));
            last = Some(frame.sentence);
        }
        let (kind, trigger) = (frame.kind.as_str(), frame.trigger);
        let text = words.of(trigger.start, trigger.end);
        let line = format!("{text:?}: no {kind} by {}: {}", frame.rule, frame.why);
        if let Some((_, lines)) = told.last_mut() {
            lines.push(line);
        }
    }
    told
}

/// The length to which a sentence is shown, in characters.
const SENTENCE: usize = 160;

fn short(sentence: &str) -> String {
    let line: Vec<&str> = sentence.split_whitespace().collect();
    let line = line.join(" ");
    match line.char_indices().nth(SENTENCE) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// The text of a document by code points.
struct Words<'a> {
    text: &'a str,
    chars: Vec<usize>,
}

impl<'a> Words<'a> {
    fn new(document: &'a Document) -> Self {
        let text = document.text.as_str();
        Self { text, chars: text.char_indices().map(|c| c.0).chain([text.len()]).collect() }
    }

    fn of(&self, start: usize, end: usize) -> &'a str {
        let place = self.chars.get(start).zip(self.chars.get(end));
        place.and_then(|(from, to)| self.text.get(*from..*to)).unwrap_or_default()
    }
}
