//! A document as a reader hands it over, and why one was refused.

use super::words::spelled;
use super::{Day, Lang};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One article: its text, decoded, and what its source says about it. The input of
/// [`Extractor::extract`](crate::Extractor::extract).
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The file it came from, as the user named it, with `/` between folders.
    pub source: String,
    /// Its place in that file, from 0.
    pub position: u64,
    /// The id that the input gives it.
    pub id: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The site's name.
    pub site: Option<String>,
    /// Its title: context, not mined.
    pub title: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// The language that the input declares; obeyed.
    pub lang: Option<Lang>,
    /// The region of the readers, an ISO 3166 code (`US` reads 3/4/2021 as 4 March's month first).
    pub region: Option<String>,
    /// The text: offsets in records count its code points and bytes.
    pub text: String,
    /// Length of the document's own bytes in the source.
    pub bytes: u64,
    /// SHA-256 of those bytes, in hex.
    pub sha256: String,
    /// The encoding's name as the WHATWG standard spells it, in lower case.
    pub encoding: String,
    /// The step that told the encoding.
    pub encoding_from: String,
    /// Byte sequences that the encoding does not have; each became U+FFFD.
    pub decode_errors: u64,
    /// What the reader of the records should know.
    pub warnings: Vec<String>,
}

impl Document {
    /// A document that is only text, as library users have it. `source` names it in records.
    ///
    /// ```
    /// let document = newsmill::Document::from_text("note.txt", "On 3 March 2021 it rained.");
    /// assert_eq!(document.bytes, 26);
    /// ```
    pub fn from_text(source: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            source: source.into(),
            bytes: text.len() as u64,
            sha256: super::sha256_hex(text.as_bytes()),
            encoding: "utf-8".to_owned(),
            encoding_from: "given".to_owned(),
            text,
            ..Self::default()
        }
    }
}

/// A publication day and the step that found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub date: Day,
    /// The step.
    pub from: PublishedFrom,
}

/// The step of the cascade that found the publication date, surest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PublishedFrom {
    /// A field of the input record.
    Field,
    /// JSON-LD `datePublished`.
    JsonLd,
    /// An HTML meta element.
    Meta,
    /// The document's address.
    Url,
    /// An HTML time element.
    Time,
    /// An HTML element whose class or id says that it holds a date.
    Markup,
    /// A header line such as `date 2021-01-20 …`.
    Header,
    /// A line that holds a date and nothing else.
    Dateline,
    /// The lines about the headline of a web page, or its first words, by the rules of dates.
    Text,
    /// The path of the file.
    Path,
}

spelled!(PublishedFrom is "a step of finding the day of publication":
    Field = "field", JsonLd = "json-ld", Meta = "meta", Url = "url", Time = "time", Markup = "markup",
    Header = "header", Dateline = "dateline", Text = "text", Path = "path",
);

/// Something in the input that gave no document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reject {
    /// The file.
    pub source: String,
    /// The entry of an archive.
    pub entry: Option<String>,
    /// The place in the file, from 0, in documents.
    pub position: u64,
    /// The byte of the file or entry, unpacked, at which it stands.
    pub offset: Option<u64>,
    /// A word for the kind of trouble: `empty`, `encoding`, `json`, `no-text`, `too-large`,
    /// `unreadable`, `duplicate-id` …
    pub reason: &'static str,
    /// What a person needs to find and mend it.
    pub detail: String,
}
