//! Documents of the page with their mentions and texts.

use super::entities::Entities;
use super::packed::packed;
use super::plan::Plan;
use super::strings::{Distinct, cut};
use super::tally::{Tally, numbers, outlet};
use crate::error::Result;
use crate::model::{DateModifier, DocumentRecord, MentionRecord, MoneyModifier, Provision, Value};
use crate::write::DatasetFiles;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Characters of a title, and of the first words that stand for one.
const TITLE: usize = 240;
const LEAD: usize = 90;

/// Bytes of a text, at most: one that is larger would take the place of all others.
const TEXT: usize = 1 << 20;

/// Bytes of text in a block, which is unpacked when one of its documents is opened.
const BLOCK: usize = 256 << 10;

/// The documents that the page takes.
#[derive(Default)]
pub(super) struct Documents {
    pub(super) columns: DocumentColumns,
    /// Packed texts.
    pub(super) blocks: Vec<String>,
    /// How many have their text here.
    pub(super) texts: u64,
    /// The texts of the block that grows.
    open: Vec<String>,
    open_bytes: usize,
    strings: Distinct<String>,
    values: Distinct<ValueRow>,
    /// Places in the page by the number in the dataset, and by id of those that facts need.
    by_number: HashMap<u64, i32>,
    by_id: HashMap<String, i32>,
}

impl Documents {
    /// Takes what the plan says, and the documents that the tally wants.
    pub(super) fn read(
        files: &DatasetFiles,
        plan: &Plan,
        entities: &Entities,
        tally: &Tally,
        ids: &BTreeSet<String>,
    ) -> Result<Self> {
        let mut documents = Self::default();
        let (mut number, mut spread) = (0, 0);
        files.documents(|document, mentions| {
            let wanted = tally.wanted.contains(&number);
            let place = documents.columns.id.len() as i32;
            if wanted || plan.documents.takes(number) {
                documents.by_number.insert(number, place);
                if ids.contains(&document.id) {
                    documents.by_id.insert(document.id.clone(), place);
                }
                let with_text = plan.texts.takes(spread) || wanted && plan.needed_texts;
                spread += 1;
                documents.push(document, mentions, with_text, entities)?;
            }
            number += 1;
            Ok(())
        })?;
        documents.close_block()?;
        Ok(documents)
    }

    /// The place of a document by its number in the dataset, else -1.
    pub(super) fn place_of(&self, number: u64) -> i32 {
        self.by_number.get(&number).copied().unwrap_or(-1)
    }

    /// The place of a document of a claim, else -1.
    pub(super) fn place(&self, id: &str) -> i32 {
        self.by_id.get(id).copied().unwrap_or(-1)
    }

    /// Tables that the columns name by number.
    pub(super) fn tables(&mut self) -> Tables {
        let strings = std::mem::take(&mut self.strings).into_values();
        let values = std::mem::take(&mut self.values).into_values();
        let mut columns = ValueColumns::default();
        for value in values {
            columns.kind.push(value.kind);
            columns.entity.push(value.entity);
            columns.text.push(value.text);
            columns.from.push(value.from);
            columns.to.push(value.to);
            columns.unit.push(value.unit);
            columns.note.push(value.note);
        }
        Tables { strings, values: columns }
    }

    fn push(
        &mut self,
        document: &DocumentRecord,
        mentions: &[MentionRecord],
        with_text: bool,
        entities: &Entities,
    ) -> Result<()> {
        let text = document.text.as_deref().filter(|_| document.duplicate_of.is_none());
        let title = document.title.as_deref().map(|title| cut(title, TITLE));
        let title = title.or_else(|| text.map(|text| cut(lead(text), LEAD)));
        let columns = &mut self.columns;
        columns.id.push(document.id.clone());
        columns.source.push(self.strings.of(document.source.clone()));
        columns.outlet.push(self.strings.of(outlet(document).to_owned()));
        columns.position.push(document.position);
        columns.title.push(title);
        columns.url.push(document.url.clone());
        columns.author.push(document.author.clone());
        columns.published.push(document.published.clone());
        let from = document.published_from.map_or("", |from| from.as_str());
        columns.published_from.push(self.strings.of(from.to_owned()));
        columns.langs.push(self.strings.of(document.langs.join(" ")));
        columns.chars.push(document.chars);
        columns.copy_of.push(document.duplicate_of.clone());
        columns.near_copy_of.push(document.near_duplicate_of.clone());
        columns.warnings.push(document.warnings.clone());
        columns.mentions.push(mentions.len());
        let text = text.filter(|text| with_text && text.len() <= TEXT);
        self.mentions(mentions, text.is_some(), entities);
        self.text(text)
    }

    /// Puts a text into the open block.
    fn text(&mut self, text: Option<&str>) -> Result<()> {
        let Some(text) = text else {
            self.columns.block.push(-1);
            self.columns.slot.push(0);
            return Ok(());
        };
        self.columns.block.push(self.blocks.len() as i32);
        self.columns.slot.push(self.open.len());
        self.texts += 1;
        self.open_bytes += text.len();
        self.open.push(text.to_owned());
        if self.open_bytes >= BLOCK { self.close_block() } else { Ok(()) }
    }

    fn close_block(&mut self) -> Result<()> {
        if !self.open.is_empty() {
            self.blocks.push(packed(&self.open)?);
            self.open.clear();
            self.open_bytes = 0;
        }
        Ok(())
    }

    fn mentions(&mut self, mentions: &[MentionRecord], has_text: bool, entities: &Entities) {
        let mut last = 0;
        for mention in mentions {
            let value = ValueRow::of(mention, entities);
            let columns = &mut self.columns.rows;
            // Mentions stand in the order of the text: differences are small and pack well.
            columns.step.push(mention.start.saturating_sub(last));
            last = mention.start;
            columns.length.push(mention.end - mention.start);
            columns.value.push(self.values.of(value));
            columns.rule.push(self.strings.of(mention.rule.clone()));
            columns.confidence.push(mention.confidence as u8);
            // Where the text is in the page, the words are read from it.
            let words = (!has_text).then(|| self.strings.of(cut(&mention.text, TITLE)) as i32);
            columns.words.push(words.unwrap_or(-1));
        }
    }
}

/// The line of a text that tells most of what it is: the first with some words, past lines of dates and
/// the like.
fn lead(text: &str) -> &str {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let has_words = |line: &&str| line.chars().filter(|c| c.is_alphabetic()).count() >= 12;
    lines().take(5).find(has_words).or(lines().next()).unwrap_or_default()
}

/// A column for each property of documents.
#[derive(Default, Serialize)]
pub(super) struct DocumentColumns {
    pub(super) id: Vec<String>,
    source: Vec<u32>,
    outlet: Vec<u32>,
    position: Vec<u64>,
    title: Vec<Option<String>>,
    url: Vec<Option<String>>,
    author: Vec<Option<String>>,
    published: Vec<Option<String>>,
    published_from: Vec<u32>,
    langs: Vec<u32>,
    chars: Vec<usize>,
    copy_of: Vec<Option<String>>,
    near_copy_of: Vec<Option<String>>,
    warnings: Vec<Vec<String>>,
    /// How many mentions of `rows` are of this document.
    mentions: Vec<usize>,
    /// The block of its text, else -1, and its place in it.
    block: Vec<i32>,
    slot: Vec<usize>,
    pub(super) rows: MentionColumns,
}

/// A column for each property of mentions, in the order of documents.
#[derive(Default, Serialize)]
pub(super) struct MentionColumns {
    /// Code points from the start of the mention before it in the document.
    step: Vec<usize>,
    length: Vec<usize>,
    pub(super) value: Vec<u32>,
    rule: Vec<u32>,
    confidence: Vec<u8>,
    /// The words, where the page does not have the text; else -1.
    words: Vec<i32>,
}

/// What a mention says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct ValueRow {
    /// The kind, as its place in the order of output.
    kind: u8,
    /// ORG, LAW: the entity in the page, else -1.
    entity: i32,
    /// DATE: EDTF or TIMEX3; MONEY: the amount; LAW: provisions; ORG: the name, without an entity.
    text: Option<String>,
    /// DATE: first day; MONEY: least.
    from: Option<String>,
    /// DATE: last day; MONEY: most.
    to: Option<String>,
    /// MONEY: currency; DATE: what it was resolved against; LAW: the title, without an entity.
    unit: Option<String>,
    /// DATE, MONEY: modifier.
    note: Option<&'static str>,
}

impl ValueRow {
    fn of(mention: &MentionRecord, entities: &Entities) -> Self {
        let entity = entities.place(mention.entity.as_deref());
        let known = entity >= 0;
        let mut row = Self {
            kind: mention.r#type as u8,
            entity,
            text: None,
            from: None,
            to: None,
            unit: None,
            note: None,
        };
        match &mention.value {
            Value::Date(date) => {
                row.text = date.edtf.clone().or_else(|| date.timex.clone());
                row.from = date.start.clone();
                row.to = date.end.clone();
                row.unit = Some(date.basis.as_str().to_owned());
                row.note = date.modifier.map(DateModifier::as_str);
            }
            Value::Money(money) => {
                let plain = |number: rust_decimal::Decimal| number.normalize().to_string();
                row.text = money.amount.map(plain);
                row.from = money.min.map(plain);
                row.to = money.max.map(plain);
                row.unit = money.currency.clone();
                row.note = money.modifier.map(MoneyModifier::as_str);
            }
            Value::Law(law) => {
                let provisions: Vec<String> = law.provisions.iter().map(cited).collect();
                row.text = (!provisions.is_empty()).then(|| provisions.join(", "));
                row.unit = law.title.clone().filter(|_| !known);
            }
            Value::Org(org) => row.text = (!known).then(|| org.name.clone()),
        }
        row
    }
}

/// A provision with its parts: "article 460-1 part 2".
fn cited(provision: &Provision) -> String {
    let mut text = format!("{} {}", provision.unit, numbers(provision));
    for part in &provision.sub {
        text.push_str(&format!(" {} {}", part.unit, part.number));
    }
    text
}

/// Tables that columns name by number.
#[derive(Serialize)]
pub(super) struct Tables {
    strings: Vec<String>,
    values: ValueColumns,
}

/// A column for each property of values, see [`ValueRow`].
#[derive(Default, Serialize)]
struct ValueColumns {
    kind: Vec<u8>,
    entity: Vec<i32>,
    text: Vec<Option<String>>,
    from: Vec<Option<String>>,
    to: Vec<Option<String>>,
    unit: Vec<Option<String>>,
    note: Vec<Option<&'static str>>,
}
