//! spaCy's JSON of documents, as `Doc.to_json` writes it and `Doc.from_json` reads it.

use super::files::Folder;
use super::source::Source;
use super::text_of;
use crate::error::Result;
use crate::model::MentionRecord;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) fn write(source: &Source, out: &Folder) -> Result<()> {
    let mut file = out.file("docs.jsonl")?;
    source.documents(|document, mentions| {
        if document.duplicate_of.is_some() {
            return Ok(());
        }
        file.json_line(&doc(&document.id, text_of(document)?, mentions))
    })?;
    file.finish()
}

/// A document: `ents` has the outermost mentions, which do not overlap; the span group `newsmill` has
/// all.
fn doc(id: &str, text: &str, mentions: &[MentionRecord]) -> Value {
    let tokens: Vec<Value> = (0..)
        .zip(tokens(text, mentions))
        .map(|(number, (start, end))| json!({"id": number, "start": start, "end": end}))
        .collect();
    let mut ents = Vec::new();
    let mut at = 0;
    for mention in mentions.iter().filter(|m| m.nested_in.is_none()) {
        if mention.start >= at {
            ents.push(json!({"start": mention.start, "end": mention.end, "label": mention.r#type.as_str()}));
            at = mention.end;
        }
    }
    let spans: Vec<Value> = mentions
        .iter()
        .map(|m| {
            let entity = m.entity.as_deref().unwrap_or_default();
            json!({"start": m.start, "end": m.end, "label": m.r#type.as_str(), "kb_id": entity})
        })
        .collect();
    json!({"text": text, "ents": ents, "spans": {"newsmill": spans}, "tokens": tokens, "user_data": {"newsmill": id}})
}

/// Tokens in code points: words, single other characters and runs of white space, cut where a mention
/// begins or ends. A single space after a token belongs to it, as spaCy has it.
fn tokens(text: &str, mentions: &[MentionRecord]) -> Vec<(usize, usize)> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Word,
        Space,
        Other,
    }
    let class = |c: char| match c {
        _ if c.is_alphanumeric() => Class::Word,
        _ if c.is_whitespace() => Class::Space,
        _ => Class::Other,
    };
    let cuts: BTreeSet<usize> = mentions.iter().flat_map(|m| [m.start, m.end]).collect();
    let mut tokens: Vec<(usize, usize)> = Vec::new();
    let mut previous = None;
    let mut chars = text.chars().enumerate().peekable();
    while let Some((at, c)) = chars.next() {
        let kind = class(c);
        let is_free = !cuts.contains(&at);
        let next_is_space = chars.peek().is_some_and(|(_, next)| next.is_whitespace());
        let token_before = previous.is_some_and(|before| before != Class::Space);
        if c == ' ' && token_before && !next_is_space {
            previous = None;
            continue;
        }
        match tokens.last_mut() {
            Some(last) if previous == Some(kind) && kind != Class::Other && is_free => {
                last.1 = at + 1;
            }
            _ => tokens.push((at, at + 1)),
        }
        previous = Some(kind);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_single_spaces_make_the_text() {
        for text in ["Die EU-Kommission zahlt.", "a  b\n\nc ", " x", "", "é😀 й…", "a \n b"] {
            let chars: Vec<char> = text.chars().collect();
            let mut at = 0;
            for (start, end) in tokens(text, &[]) {
                assert!(start == at || start == at + 1 && chars[at] == ' ', "{text:?} at {start}");
                assert!(end > start);
                at = end;
            }
            assert!(at == chars.len() || at + 1 == chars.len() && chars[at] == ' ', "{text:?}");
        }
    }
}
