//! Mentions: ids, order, offsets against the text, what they refer to.

use super::Emit;
use super::counts::Counts;
use super::documents::Documents;
use super::lines::{REMAKE, RESTORE, Records};
use super::linked::{Entities, Wanted};
use crate::error::Result;
use crate::model::{CharSpan, DocumentRecord, MentionRecord, Value, mention_id};
use crate::write::DatasetFiles;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Checks the mentions, document by document, and counts them for their entities. Takes out of
/// `wanted` what facts refer to.
pub(super) fn check(
    files: &DatasetFiles,
    documents: &Documents,
    (entities, wanted): (&mut Entities, &mut Wanted),
    counts: &mut Counts,
    emit: &mut Emit<'_>,
) -> Result<()> {
    let mut records = Records::<MentionRecord>::open(files, "mentions.jsonl", "mention")?;
    let mut texts =
        Texts { documents: Records::open(files, "documents.jsonl", "document")?, now: None };
    let mut of_document: Vec<(u64, MentionRecord)> = Vec::new();
    let mut last = None;
    loop {
        let next = records.next(emit)?;
        let ended = next.as_ref().map(|m| &m.doc) != of_document.first().map(|(_, m)| &m.doc);
        if ended && !of_document.is_empty() {
            let line = records.line;
            together(&of_document, entities, &mut records, emit)?;
            records.line = line;
            of_document.clear();
        }
        let Some(mention) = next else { return Ok(()) };
        counts.mention(&mention);
        wanted.mentions.remove(&mention.id);
        let Some(known) = documents.get(&mention.doc) else {
            let what = format!("its document {} is not there", mention.doc);
            records.tell(emit, what, RESTORE)?;
            continue;
        };
        if known.is_copy {
            let what = format!("{} is an exact copy and has no mentions", mention.doc);
            records.tell(emit, what, REMAKE)?;
        }
        let place = (known.place, mention.start, Reverse(mention.end), mention.r#type);
        if last.is_some_and(|last| last >= place) {
            let cure = "mentions are in the order of documents and places; make it again";
            records.tell(emit, format!("{} stands behind its place", mention.id), cure)?;
        }
        last = Some(place);
        let text = texts.of(&mention.doc)?;
        for fault in faults(&mention, known.chars, text) {
            records.tell(emit, fault, REMAKE)?;
        }
        let key = |id: &String| (id.clone(), mention.r#type);
        if let Some(id) = mention.entity.as_ref().filter(|id| !entities.contains_key(&key(id))) {
            records.tell(emit, format!("its entity {id} is not there"), RESTORE)?;
        }
        of_document.push((records.line, mention));
    }
}

/// The texts of the documents, where the dataset has them. They are asked for in their order.
struct Texts {
    documents: Records<DocumentRecord>,
    now: Option<(String, Option<Text>)>,
}

/// A text and the bytes at which its code points begin.
struct Text {
    text: String,
    chars: Vec<usize>,
}

impl Texts {
    fn of(&mut self, doc: &str) -> Result<Option<&Text>> {
        while self.now.as_ref().is_none_or(|(id, _)| id != doc) {
            // What is wrong with the documents is told already.
            let Some(document) = self.documents.next(&mut |_| Ok(()))? else {
                self.now = None;
                return Ok(None);
            };
            let of_text = |text: String| {
                let chars = text.char_indices().map(|c| c.0).chain([text.len()]).collect();
                Text { text, chars }
            };
            // Only the text that is asked for is worth a list of its characters.
            let text = document.text.filter(|_| document.id == doc).map(of_text);
            self.now = Some((document.id, text));
        }
        Ok(self.now.as_ref().and_then(|(_, text)| text.as_ref()))
    }
}

/// What a mention says of itself and is not so.
fn faults(mention: &MentionRecord, chars: usize, text: Option<&Text>) -> Vec<String> {
    let mut faults = Vec::new();
    let (start, end) = (mention.start, mention.end);
    let id = mention_id(&mention.doc, CharSpan::new(start, end.max(start)), mention.r#type);
    if id != mention.id {
        faults.push(format!("its id is {}, its place gives {id}", mention.id));
    }
    if start >= end || end > chars {
        faults.push(format!("{start}-{end} is no place in a text of {chars} characters"));
        return faults;
    }
    let (long, bytes) = (mention.text.chars().count(), mention.text.len());
    if long != end - start || Some(bytes) != mention.byte_end.checked_sub(mention.byte_start) {
        faults
            .push(format!("its text has {long} characters and {bytes} bytes, its offsets others"));
    }
    if let Some(text) = text {
        let slice = |from: usize, to: usize| text.text.get(from..to) == Some(&mention.text);
        let by_chars = text.chars.get(start).zip(text.chars.get(end));
        if !by_chars.is_some_and(|(from, to)| slice(*from, *to)) {
            faults.push(format!("{:?} does not stand at {start}-{end}", mention.text));
        } else if !slice(mention.byte_start, mention.byte_end) {
            let (from, to) = (mention.byte_start, mention.byte_end);
            faults.push(format!("{:?} does not stand at the bytes {from}-{to}", mention.text));
        }
    }
    faults
}

/// What mentions of one document say of each other. Counts them for their entities.
fn together(
    mentions: &[(u64, MentionRecord)],
    entities: &mut Entities,
    records: &mut Records<MentionRecord>,
    emit: &mut Emit<'_>,
) -> Result<()> {
    let by_id: HashMap<&str, &MentionRecord> =
        mentions.iter().map(|(_, m)| (m.id.as_str(), m)).collect();
    for (line, mention) in mentions {
        records.line = *line;
        let outer = mention.nested_in.as_deref().map(|id| (id, by_id.get(id)));
        match outer {
            Some((id, None)) => {
                records.tell(emit, format!("it is nested in {id}, which is not there"), RESTORE)?;
            }
            Some((id, Some(outer))) if outer.start > mention.start || outer.end < mention.end => {
                records.tell(emit, format!("it does not lie in {id}"), REMAKE)?;
            }
            Some(_) | None => {}
        }
        if let Value::Money(money) = &mention.value
            && let Some(id) = money.equivalent_of.as_deref().filter(|id| !by_id.contains_key(id))
        {
            records.tell(emit, format!("it is worth {id}, which is not there"), RESTORE)?;
        }
        let Some(entity) = &mention.entity else { continue };
        // A name inside another name of the same entity counts with it.
        let mut holder = mention.nested_in.as_deref().and_then(|id| by_id.get(id));
        let mut inside = false;
        while let Some(outer) = holder {
            inside |= outer.entity.as_ref() == Some(entity);
            holder = outer
                .nested_in
                .as_deref()
                .and_then(|id| by_id.get(id))
                .filter(|o| o.id != outer.id);
        }
        if let Some(known) = entities.get_mut(&(entity.clone(), mention.r#type)) {
            known.counted += u64::from(!inside);
        }
    }
    Ok(())
}
