//! The records of a dataset: one JSON object a line, keys in the order of the fields here.
//!
//! Absent values are `null`, lists are never `null`. The JSON Schemas in `schema/` are made from
//! these types.

use super::{
    Claim, EntityExternal, FactKind, Field, Form, JurisdictionBasis, Kind, Link, Names, OrgKind,
    PublishedFrom, RefusedLink, Reject, Roles, SCHEMA_VERSION,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A paragraph: code points of the text, half-open, and its language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParagraphRecord {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// `en`, `de`, `ru`, or `und`: not mined.
    pub lang: String,
}

/// A document of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentRecord {
    /// `document`.
    pub record: String,
    /// The version of the records.
    pub schema: String,
    /// The input's own id, else `d-` + the first 16 hex digits of `sha256`. An id that other
    /// sources have for other texts has the source before it: `b.csv#1`.
    pub id: String,
    /// The file, as it was named.
    pub source: String,
    /// Its place in the file, from 0.
    pub position: u64,
    /// Its address.
    pub url: Option<String>,
    /// The site's name.
    pub site: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// Day of publication, EDTF.
    pub published: Option<String>,
    /// The step that found it.
    pub published_from: Option<PublishedFrom>,
    /// The languages of its paragraphs, by share of the text, largest first.
    pub langs: Vec<String>,
    /// Its paragraphs.
    pub paragraphs: Vec<ParagraphRecord>,
    /// Code points of the text.
    pub chars: usize,
    /// Length of the document's own bytes.
    pub bytes: u64,
    /// SHA-256 of the document's own bytes.
    pub sha256: String,
    /// SHA-256 of the text in UTF-8.
    pub text_sha256: String,
    /// The encoding.
    pub encoding: String,
    /// The step that told the encoding.
    pub encoding_from: String,
    /// Byte sequences that could not be decoded.
    pub decode_errors: u64,
    /// The id of the first document with the same text.
    pub duplicate_of: Option<String>,
    /// The id of a document with nearly the same text.
    pub near_duplicate_of: Option<String>,
    /// What the reader should know.
    pub warnings: Vec<String>,
    /// The text, with `--with-text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// An organisation or a law, across documents and languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntityRecord {
    /// `entity`.
    pub record: String,
    /// The version of the records.
    pub schema: String,
    /// Its gazetteer row, else the least of its key ids.
    pub id: String,
    /// `ORG` or `LAW`.
    pub r#type: Kind,
    /// The name to show, a law's title: that in the language of most mentions, else that in another
    /// language, else an acronym, else the id. Empty in datasets of versions that did not write it.
    #[serde(default)]
    pub name: String,
    /// The best name in each language.
    pub names: Names,
    /// Its acronyms.
    pub acronyms: Vec<String>,
    /// The key ids of all its forms.
    pub keys: Vec<String>,
    /// What kind of body it is.
    pub kind: Option<OrgKind>,
    /// ISO 3166 code of its country, or a law's jurisdiction.
    pub country: Option<String>,
    /// What told the country.
    pub country_basis: Option<JurisdictionBasis>,
    /// Ids in public registers.
    pub external: EntityExternal,
    /// Its forms, most frequent first.
    pub forms: Vec<Form>,
    /// Mentions of it.
    pub mentions: u64,
    /// Documents that mention it; near-copies of one document count once, with it.
    pub documents: u64,
    /// First day of publication.
    pub first: Option<String>,
    /// Last day of publication.
    pub last: Option<String>,
    /// Why its forms are one.
    pub links: Vec<Link>,
    /// What was kept apart, and why.
    pub refused: Vec<RefusedLink>,
}

impl EntityRecord {
    /// Its `name`. In a dataset that has none, its English, German or Russian name, else its first
    /// form, else its id.
    pub(crate) fn display_name(&self) -> &str {
        if !self.name.is_empty() {
            return &self.name;
        }
        let names = [&self.names.en, &self.names.de, &self.names.ru];
        let known = names.into_iter().find_map(|name| name.as_deref());
        known.or(self.forms.first().map(|form| form.text.as_str())).unwrap_or(&self.id)
    }
}

/// A fact: claims of one kind about one body in one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactRecord {
    /// `fact`.
    pub record: String,
    /// The version of the records.
    pub schema: String,
    /// `f-` + 16 hex digits of its kind, target and date bucket.
    pub id: String,
    /// Its kind.
    pub kind: FactKind,
    /// Its roles.
    pub roles: Roles,
    /// What each document says.
    pub claims: Vec<Claim>,
    /// Documents with a claim; near-copies of one document count once, with it.
    pub documents: u64,
    /// Sources that are not copies of each other.
    pub independent_sources: u64,
    /// The fields by name: `amount`, `date`, `duration`.
    pub fields: BTreeMap<String, Field>,
}

/// Something in the input that gave no document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectRecord {
    /// `reject`.
    pub record: String,
    /// The version of the records.
    pub schema: String,
    /// The file.
    pub source: String,
    /// The entry of an archive.
    pub entry: Option<String>,
    /// The place in the file, from 0.
    pub position: u64,
    /// The byte of the file or entry, unpacked, at which it stands, where that is known.
    pub offset: Option<u64>,
    /// A word for the kind of trouble.
    pub reason: String,
    /// What a person needs to find and mend it.
    pub detail: String,
}

/// What stands between the detail of a reject without text and the fields that its record has.
pub(crate) const FIELDS_LISTED: &str = "; the fields are ";

impl RejectRecord {
    /// Leaves the list of fields out of `detail` if one was given for this source already: the
    /// records of a file are seldom different. `listed` is the source whose fields were listed last.
    pub fn list_fields_once(&mut self, listed: &mut Option<String>) {
        let Some(at) = self.detail.find(FIELDS_LISTED) else { return };
        if listed.as_deref() == Some(&self.source) {
            self.detail.truncate(at);
        } else {
            *listed = Some(self.source.clone());
        }
    }
}

impl From<Reject> for RejectRecord {
    fn from(reject: Reject) -> Self {
        Self {
            record: "reject".to_owned(),
            schema: SCHEMA_VERSION.to_owned(),
            source: reject.source,
            entry: reject.entry,
            position: reject.position,
            offset: reject.offset,
            reason: reject.reason.to_owned(),
            detail: reject.detail,
        }
    }
}

/// What a dataset holds and what made it. No times: equal runs give equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `manifest`.
    pub record: String,
    /// The version of the records.
    pub schema: String,
    /// The program, `newsmill`.
    pub program: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over the gazetteers that were used.
    pub gazetteers: String,
    /// The options that change bytes.
    pub options: BTreeMap<String, String>,
    /// Documents written, copies among them.
    pub documents: u64,
    /// Of these, exact copies.
    pub duplicates: u64,
    /// Documents nearly the same as an earlier one: at least half of the shorter's runs of three
    /// words that are not frequent in their outlet, and of those with values, within a week.
    pub near_duplicates: u64,
    /// Documents with a day of publication. Not written where there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub dated: u64,
    /// Mentions by `TYPE` and language.
    pub mentions: BTreeMap<String, BTreeMap<String, u64>>,
    /// Mentions of a body that every country has ("the ministry") where nothing tells the country:
    /// they have no entity. Left out where there are none, or where the user keeps them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub generic: u64,
    /// Mentions that `--min-confidence` left out. Not written where there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub below_confidence: u64,
    /// Entities by `TYPE`.
    pub entities: BTreeMap<String, u64>,
    /// Facts by kind.
    pub facts: BTreeMap<String, u64>,
    /// Paragraphs by language, `und` among them.
    pub paragraphs: BTreeMap<String, u64>,
    /// Bytes of the documents.
    pub bytes: u64,
    /// Rejects by reason.
    pub rejects: BTreeMap<String, u64>,
    /// Files inside folders and archives that were passed over, by extension; pages of crawls by
    /// type.
    pub skipped: BTreeMap<String, u64>,
    /// Documents that filters left out, by filter; left out itself where there are none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub filtered: BTreeMap<String, u64>,
    /// Exchange rates that the texts imply, by currency pair.
    pub rates: Vec<Rate>,
}

/// For a count that is left out where nothing is counted.
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// An exchange rate that the texts imply ("2 million tenges ($4,700)").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The currency that one unit is of.
    pub from: String,
    /// The currency that it is worth.
    pub to: String,
    /// Units of `to` for one of `from`: the median over the pairs, six significant digits.
    pub rate: String,
    /// How many pairs say so.
    pub pairs: u64,
}

/// What made a set of bundles; sets with different headers are not merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The program's version.
    pub version: String,
    /// A hash of the sources that it was built from: two builds of one version may have other
    /// rules.
    pub build: String,
    /// The version of the records.
    pub schema: String,
    /// SHA-256 over the gazetteers.
    pub gazetteers: String,
    /// The options that change bytes.
    pub options: BTreeMap<String, String>,
}

/// Whether a text is a manifest that newsmill wrote.
pub(crate) fn is_manifest(text: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(text).is_ok_and(|m| m["program"] == "newsmill")
}
