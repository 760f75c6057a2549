//! The record of a document and the rows of its mentions, on their way to the dataset.
//!
//! Contract: the extracting thread writes the document's record once, by [`write_json`], with
//! `null` in the field that takes other documents to know, `near_duplicate_of`. Finishing fills this
//! slot in the text and parses nothing. The slot is found by its key and the key around it. No
//! string of a record can hold these, for its quotation marks are escaped, and no object inside a
//! record has them. Of mentions the line has rows without keys ([`rows`](super::rows)); finishing
//! writes their records. Bundle lines of another program, whose JSON may be spaced otherwise, are
//! refused ([`MentionsJson::are_ours`]).

use super::rows::{Reader, open_id, renamed, write_record, write_row};
use crate::facts::BundleClaim;
use crate::io::json::{write_field, write_json, write_values};
use crate::model::{Claim, DocumentRecord, FactKind, Mention};
use crate::pipeline::near::site_of;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// What finishing asks of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentHead {
    /// Its id; a copy without an id of its own gets another.
    pub id: String,
    /// Whether that is the input's own.
    pub own: bool,
    /// The file.
    pub source: String,
    /// Its place in it.
    pub position: u64,
    /// The site that published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Length of the document's own bytes.
    pub bytes: u64,
    /// SHA-256 of the text.
    pub text_sha256: String,
}

impl From<&DocumentRecord> for DocumentHead {
    fn from(record: &DocumentRecord) -> Self {
        Self {
            id: record.id.clone(),
            own: record.sha256.get(..16).is_none_or(|h| record.id.strip_prefix("d-") != Some(h)),
            source: record.source.clone(),
            position: record.position,
            site: site_of(record.site.as_deref(), record.url.as_deref()).map(str::to_owned),
            published: record.published.clone(),
            bytes: record.bytes,
            text_sha256: record.text_sha256.clone(),
        }
    }
}

/// A document's record, a JSON object, with an open slot for `near_duplicate_of`. Few documents are
/// copies: most records go to the dataset as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentJson(#[serde(serialize_with = "raw", deserialize_with = "read_raw")] String);

/// The open slots of a document's record.
const NO_COPY: &str = ",\"duplicate_of\":null,";
const NOT_NEAR: &str = ",\"near_duplicate_of\":null,";

impl DocumentJson {
    /// A record as it stands in a line.
    pub(crate) fn read(json: &str) -> Self {
        Self(json.to_owned())
    }

    /// The record.
    pub(crate) fn json(&self) -> &str {
        &self.0
    }

    /// The record of a near-copy.
    pub(crate) fn near(&self, first: &str) -> String {
        let mut json = String::with_capacity(self.0.len() + first.len() + 2);
        match self.0.split_once(NOT_NEAR) {
            Some((before, after)) => {
                json.push_str(before);
                write_field("near_duplicate_of", first, &mut json);
                json.extend([",", after]);
            }
            None => json.push_str(&self.0),
        }
        json
    }

    /// The record of a copy, which gets another id than `own`, its own.
    pub(crate) fn copy(&self, own: &str, id: &str, of: &str) -> serde_json::Result<String> {
        let mut json = String::with_capacity(self.0.len() + of.len() + 2);
        let mut field = String::new();
        write_field("id", own, &mut field);
        let head = self.0.split_once(&field);
        // A record of another form is parsed.
        match head.and_then(|(head, rest)| Some((head, rest.split_once(NO_COPY)?))) {
            Some((head, (before, after))) => {
                json.push_str(head);
                write_field("id", id, &mut json);
                json.push_str(before);
                write_field("duplicate_of", of, &mut json);
                json.extend([",", after]);
            }
            None => {
                let record: DocumentRecord = serde_json::from_str(&self.0)?;
                let (id, of) = (id.to_owned(), Some(of.to_owned()));
                write_json(&DocumentRecord { id, duplicate_of: of, ..record }, &mut json);
            }
        }
        Ok(json)
    }
}

impl DocumentJson {
    /// Gives the document another id. The first reading has no record.
    pub(super) fn rename(&mut self, id: &str) -> serde_json::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let record: DocumentRecord = serde_json::from_str(&self.0)?;
        *self = Self::from(&DocumentRecord { id: id.to_owned(), ..record });
        Ok(())
    }
}

impl From<&DocumentRecord> for DocumentJson {
    fn from(record: &DocumentRecord) -> Self {
        let mut json = String::with_capacity(1 << 10);
        write_json(record, &mut json);
        Self(json)
    }
}

fn read_raw<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    Box::<RawValue>::deserialize(input).map(|json| Box::<str>::from(json).into())
}

fn raw<S: Serializer>(json: &str, out: S) -> Result<S::Ok, S::Error> {
    serde_json::from_str::<&RawValue>(json).map_err(serde::ser::Error::custom)?.serialize(out)
}

/// The claims of a document, a JSON array of [`ClaimRow`]s. What is claimed is parsed only when
/// facts are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimsJson(#[serde(serialize_with = "raw", deserialize_with = "read_raw")] String);

/// The kind of fact, the places of target and authority among the names, and a [`Claim`].
pub(crate) type ClaimRow<'j> = (FactKind, usize, Option<usize>, &'j RawValue);

impl ClaimsJson {
    /// The rows of claims.
    pub(crate) fn of(claims: &[BundleClaim]) -> Self {
        let mut json = "[".to_owned();
        for (at, BundleClaim { kind, target, authority, claim }) in claims.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            write_values(&(kind, target, authority), &mut json);
            json.pop();
            json.push(',');
            write_json(claim, &mut json);
            json.push(']');
        }
        json.push(']');
        Self(json)
    }

    /// Rows that [`ClaimsJson::of`] gave, as they stand in a line.
    pub(crate) fn read(json: &str) -> Self {
        Self(json.to_owned())
    }

    /// All of them.
    pub(crate) fn json(&self) -> &str {
        &self.0
    }

    /// The claims.
    ///
    /// # Errors
    ///
    /// These are no rows of ours.
    pub(crate) fn rows(&self) -> serde_json::Result<Vec<ClaimRow<'_>>> {
        serde_json::from_str(&self.0)
    }

    /// Gives the document of the claims another id.
    pub(super) fn rename(&mut self, old: &str, new: &str) -> serde_json::Result<()> {
        let renamed = self.rows()?.into_iter().map(|(kind, target, authority, claim)| {
            let mut claim: Claim = serde_json::from_str(claim.get())?;
            new.clone_into(&mut claim.doc);
            requalify(&mut claim.claim, old, new);
            claim.mentions.iter_mut().for_each(|mention| requalify(mention, old, new));
            Ok(BundleClaim { kind, target, authority, claim })
        });
        *self = Self::of(&renamed.collect::<serde_json::Result<Vec<_>>>()?);
        Ok(())
    }
}

impl Default for ClaimsJson {
    fn default() -> Self {
        Self::of(&[])
    }
}

/// The mentions of a document, a JSON array of rows ([`rows`](super::rows)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MentionsJson(#[serde(serialize_with = "raw", deserialize_with = "read_raw")] String);

/// Bytes of a row, and of a record; most are shorter.
const ROW_BYTES: usize = 240;
const RECORD_BYTES: usize = 500;

impl MentionsJson {
    /// The rows of mentions.
    pub(crate) fn of(mentions: &[Mention]) -> Self {
        let mut json = String::with_capacity(mentions.len() * ROW_BYTES + 2);
        json.push('[');
        for (at, mention) in mentions.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            write_row(mention, &mut json);
        }
        json.push(']');
        Self(json)
    }

    /// Rows that [`MentionsJson::of`] gave, as they stand in a line.
    pub(crate) fn read(json: &str) -> Self {
        Self(json.to_owned())
    }

    /// All of them.
    pub(crate) fn json(&self) -> &str {
        &self.0
    }

    /// Hands out a reader before each row, with the number of the row; `None` where these are no
    /// rows.
    fn each(&self, mut take: impl FnMut(usize, &mut Reader<'_>) -> Option<()>) -> Option<usize> {
        let mut rows = Reader::new(&self.0);
        rows.mark(b'[')?;
        let mut count = 0;
        while rows.mark(b']').is_none() {
            if count > 0 {
                rows.mark(b',')?;
            }
            take(count, &mut rows)?;
            count += 1;
        }
        rows.is_done().then_some(count)
    }

    /// The records of the mentions of document `doc`, a line each. `entity` gives the entity of the
    /// mention of a number, where it has one.
    ///
    /// # Errors
    ///
    /// These are no rows of ours.
    pub fn records<'e>(
        &self,
        doc: &str,
        entity: impl Fn(usize) -> Option<&'e str>,
    ) -> serde_json::Result<String> {
        let doc = open_id(doc);
        let mut out = String::with_capacity(self.0.len() / ROW_BYTES * RECORD_BYTES * 5 / 4);
        let all = self.each(|number, rows| {
            write_record(rows, &doc, entity(number), &mut out)?;
            out.push('\n');
            Some(())
        });
        all.map(|_| out)
            .ok_or_else(|| serde_json::Error::custom("the rows of mentions are damaged"))
    }

    /// Gives the document of the mentions another id.
    pub(super) fn rename(&mut self, old: &str, new: &str) {
        let mut json = String::with_capacity(self.0.len());
        let all = self.each(|number, rows| {
            json.push(if number > 0 { ',' } else { '[' });
            let row = rows.value()?;
            match renamed(row, |id| requalify(id, old, new)) {
                Some(row) => json.push_str(&row),
                None => json.push_str(row),
            }
            Some(())
        });
        if all.is_some_and(|count| count > 0) {
            json.push(']');
            self.0 = json;
        }
    }

    /// Whether these are so many rows in the form in which [`MentionsJson::of`] writes them.
    pub(crate) fn are_ours(&self, count: usize) -> bool {
        let mut record = String::new();
        let all = self.each(|_, rows| {
            record.clear();
            write_record(rows, "", None, &mut record)
        });
        all == Some(count)
    }

    /// Whether a JSON array begins and ends as one of rows does.
    pub(super) fn have_our_form(json: &[u8]) -> bool {
        json == b"[]" || json.starts_with(b"[[") && json.ends_with(b"]]")
    }
}

/// Changes the id of a document at the beginning of an id of a mention or claim.
pub(super) fn requalify(id: &mut String, old: &str, new: &str) {
    if let Some(rest) = id.strip_prefix(old).filter(|rest| rest.starts_with(':')) {
        *id = [new, rest].concat();
    }
}

impl Default for MentionsJson {
    fn default() -> Self {
        Self("[]".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, MentionRecord, Value};
    use crate::{Document, Extractor, ExtractorOptions};

    #[test]
    fn records_come_back_one_by_one() {
        let extractor = Extractor::new(&ExtractorOptions::default()).unwrap();
        // Each kind of value, and names with what rows and records hold between values.
        let text = "The ]],[\\\"ORG\" Ltd and \",\"entity\":null,\"rule\":\" Ltd (QRX) met the United Nations on 3 March 2021 or in May.\n\n\
                    Das Gericht verhängte nach § 129a Abs. 2 Nr. 1, §§ 3 bis 5 StGB eine Strafe von rund 2 Millionen Tenge (4.700 Euro).\n\n\
                    Суд по статье 282.1 ч. 2 УК РФ оштрафовал ООО «Заря» и Минюст России на сумму более 5 тыс. рублей ($90).";
        for id in ["a\"b\n.txt", "d-1"] {
            let bundle = extractor.extract(&Document::from_text(id, text));
            let rows = MentionsJson::of(&bundle.mentions);
            let kinds: std::collections::BTreeSet<Kind> =
                bundle.mentions.iter().map(Mention::kind).collect();
            assert!(kinds.len() == 4 && rows.are_ours(bundle.mentions.len()));
            assert!(bundle.mentions.iter().any(|m| m.nested_in.is_some()));
            let records = rows.records(id, |number| (number > 0).then_some("x\"y")).unwrap();
            assert_eq!(records.lines().count(), bundle.mentions.len());
            for (number, (line, mention)) in records.lines().zip(&bundle.mentions).enumerate() {
                let mut record = MentionRecord::new(id, mention);
                record.entity = (number > 0).then(|| "x\"y".to_owned());
                assert_eq!(line, serde_json::to_string(&record).unwrap());
            }
            let mut other = rows.clone();
            other.rename(id, "other");
            let renamed = other.records("other", |_| None).unwrap();
            for (line, mention) in renamed.lines().zip(&bundle.mentions) {
                let mut record = MentionRecord::new("other", mention);
                if let Value::Money(money) = &mut record.value {
                    money.equivalent_of.iter_mut().for_each(|first| requalify(first, id, "other"));
                }
                assert_eq!(line, serde_json::to_string(&record).unwrap());
            }
            for end in (0..rows.json().len()).filter(|end| rows.json().is_char_boundary(*end)) {
                let cut = MentionsJson::read(&rows.json()[..end]);
                assert!(cut.records(id, |_| None).is_err(), "{}", cut.json());
            }
        }
        assert_eq!(MentionsJson::default().records("d", |_| None).unwrap(), "");
    }

    #[test]
    fn copies_say_so() {
        let extractor = Extractor::new(&ExtractorOptions::default()).unwrap();
        let mut document = Document::from_text("a.txt", "On 3 March 2021 it rained.");
        document.title = Some(",\"near_duplicate_of\":null,\"duplicate_of\":null,".to_owned());
        let record = extractor.extract(&document).document;
        let line = DocumentJson::from(&record);
        assert_eq!(line.json(), serde_json::to_string(&record).unwrap());
        let near = DocumentRecord { near_duplicate_of: Some("x\"y".to_owned()), ..record.clone() };
        assert_eq!(line.near("x\"y"), serde_json::to_string(&near).unwrap());
        let own = record.id.clone();
        let copy =
            DocumentRecord { id: "x.2".to_owned(), duplicate_of: Some("x".to_owned()), ..record };
        // A record that does not begin as ours do is parsed.
        for own in [own.as_str(), "another"] {
            assert_eq!(line.copy(own, "x.2", "x").unwrap(), serde_json::to_string(&copy).unwrap());
        }
    }
}
