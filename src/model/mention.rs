//! One mention: where it stands in a text, what it says, and why it is there.

use super::words::spelled;
use super::{Kind, Lang, Original, Span, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How sure a mention is, by its evidence.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Confidence {
    /// Could be something else; only context speaks for it.
    Weak,
    /// One piece of evidence that sometimes misleads.
    Medium,
    /// Evidence that rarely misleads.
    Strong,
    /// Unmistakable form.
    Certain,
}

spelled!(Confidence is "a confidence": Weak = "weak", Medium = "medium", Strong = "strong", Certain = "certain");

/// A half-open range of code points of a document's text: what Python slices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharSpan {
    /// First code point, from 0.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl CharSpan {
    /// The code points `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether the two share a code point.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The mention that holds another one: its code points and kind, which make its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Its code points.
    pub chars: CharSpan,
    /// Its kind.
    pub kind: Kind,
}

/// A mention as [`Extractor::extract`](crate::Extractor::extract) finds it.
/// [`MentionRecord`](super::MentionRecord) is its form in a dataset, with the document's id and the
/// entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Code points of the document's text.
    pub chars: CharSpan,
    /// UTF-8 bytes of the document's text.
    pub bytes: Span<Original>,
    /// The slice of the document's text.
    pub text: String,
    /// The language of the rules that found it.
    pub lang: Lang,
    /// What it says.
    pub value: Value,
    /// The rule that found it: `kind/lang/name`.
    pub rule: Cow<'static, str>,
    /// The lines of gazetteers that took part: `orgs:row`, `laws:row` …
    pub resources: Vec<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// The mention that holds it.
    pub nested_in: Option<Holder>,
    /// For ORG and LAW, the place of its form in the extraction's `names`.
    pub name: Option<usize>,
}

impl Mention {
    /// The kind, which the value tells.
    pub fn kind(&self) -> Kind {
        self.value.kind()
    }

    /// The id in records: `<doc>:<start>-<end>:<TYPE>`, in code points.
    pub fn id(&self, doc: &str) -> String {
        mention_id(doc, self.chars, self.kind())
    }
}

/// The id of the mention of `kind` at the given code points of document `doc`.
pub(crate) fn mention_id(doc: &str, chars: CharSpan, kind: Kind) -> String {
    let mut digits = itoa::Buffer::new();
    let mut id = String::with_capacity(doc.len() + 24);
    id.push_str(doc);
    id.push(':');
    id.push_str(digits.format(chars.start));
    id.push('-');
    id.push_str(digits.format(chars.end));
    id.push(':');
    id.push_str(kind.as_str());
    id
}
