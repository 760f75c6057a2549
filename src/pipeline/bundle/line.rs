//! The form of a bundle line, and the readings of it.

use super::order::{LineOrder, Ordered};
use super::outline::Outline;
use super::records::{ClaimsJson, DocumentHead, DocumentJson, MentionsJson};
use crate::ingest::Skip;
use crate::io::json::{write_field, write_json};
use crate::model::{Header, Kind, Lang, Mention, RejectRecord};
use crate::pipeline::extraction::{Extraction, RatePair};
use crate::pipeline::name_key::NameKey;
use memchr::memmem::{self, Finder};
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// An [`Extraction`] as it waits on disk: what must be known of all documents, what is counted, and
/// what is written. The document is a finished record, and its mentions are rows of their values,
/// written by the thread that extracted them. Finishing adds little: keys, the entity of a mention,
/// and whether a document is a copy.
///
/// Each part is an object of its own in the line. The first reading of finishing parses the outline,
/// the second one the rest and of the outline what it needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// What finishing must know of all documents first.
    pub outline: Outline,
    /// What it counts and compares.
    pub details: Details,
    /// What it claims. It is parsed when its facts are made.
    pub claims: ClaimsJson,
    /// The document's record. From here on nothing is parsed.
    pub document: DocumentJson,
    /// The mentions, in order of place.
    #[serde(rename = "rows")]
    pub mentions: MentionsJson,
    /// While it is finished: the entity of each name. No part of the line.
    #[serde(skip)]
    pub(crate) entities: Vec<EntityOfName>,
    /// While it is finished: the records of its mentions, a line each. No part of the line.
    #[serde(skip)]
    pub(crate) records: String,
}

/// The entity of a name, once names are linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntityOfName {
    /// None: a generic name whose country no text tells.
    Nothing,
    /// An entity that other documents may name: its place among the solved ones.
    Linked(u32),
    /// An entity of this document alone, which has this key.
    OfDocument(NameKey),
}

impl EntityOfName {
    /// The place of a linked entity.
    pub(crate) fn linked(self) -> Option<u32> {
        match self {
            Self::Linked(place) => Some(place),
            Self::Nothing | Self::OfDocument(_) => None,
        }
    }
}

/// What finishing counts and compares of a document when it writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// How many mentions it has of each kind, by language.
    pub counts: BTreeMap<Kind, BTreeMap<Lang, u64>>,
    /// Mentions that were left out because they are not sure enough.
    #[serde(skip_serializing_if = "is_zero")]
    pub below_confidence: u64,
    /// How many paragraphs it has, by language.
    pub paragraphs: BTreeMap<String, u64>,
    /// By mention: the place of its name in `names`.
    pub links: Vec<Option<usize>>,
    /// Mentions inside another one: the place of each among the mentions, and that of the one that
    /// holds it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nested: Vec<(usize, usize)>,
    /// Sums in two currencies.
    pub rates: Vec<RatePair>,
}

/// For what a line leaves out.
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl From<Extraction> for Bundle {
    fn from(extraction: Extraction) -> Self {
        let Extraction {
            document,
            mentions,
            names,
            bindings,
            lists,
            claims,
            rates,
            below_confidence,
            sketch,
        } = extraction;
        let mut counts: BTreeMap<Kind, BTreeMap<Lang, u64>> = BTreeMap::new();
        for mention in &mentions {
            *counts.entry(mention.kind()).or_default().entry(mention.lang).or_default() += 1;
        }
        let mut paragraphs = BTreeMap::new();
        for lang in &document.langs {
            let count = document.paragraphs.iter().filter(|p| p.lang == *lang).count();
            paragraphs.insert(lang.clone(), count as u64);
        }
        let details = Details {
            counts,
            below_confidence,
            paragraphs,
            links: mentions.iter().map(|m| m.name).collect(),
            nested: nested(&mentions),
            rates,
        };
        let head = (&document).into();
        Self {
            outline: Outline { head, names, bindings, lists, sketch },
            details,
            claims: ClaimsJson::of(&claims),
            document: (&document).into(),
            mentions: MentionsJson::of(&mentions),
            entities: Vec::new(),
            records: String::new(),
        }
    }
}

/// The named mentions inside another named one, with that one.
fn nested(mentions: &[Mention]) -> Vec<(usize, usize)> {
    let inner = mentions.iter().enumerate().filter(|(_, m)| m.name.is_some());
    inner
        .filter_map(|(at, mention)| {
            let holder = mention.nested_in?;
            // The one that holds it stands before it.
            let is_holder = |m: &Mention| {
                (m.chars, m.kind()) == (holder.chars, holder.kind) && m.name.is_some()
            };
            Some((at, mentions[..at].iter().rposition(is_holder)?))
        })
        .collect()
}

impl Bundle {
    /// Whether `line`, from which it was read, has the form in which this program writes it.
    /// Another program may have written the same JSON with other spaces or keys in another order.
    pub(crate) fn is_ours(&self, line: &str) -> bool {
        let cut = Cut::of(line).is_some_and(|cut| {
            (cut.document, cut.mentions) == (self.document.json(), self.mentions.json())
        });
        cut && self.mentions.are_ours(self.details.links.len())
    }
}

impl From<Extraction> for BundleLine {
    fn from(extraction: Extraction) -> Self {
        BundleLine::Bundle(Box::new(extraction.into()))
    }
}

/// A line of a bundle file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BundleLine {
    /// What made the lines after it.
    Header(Header),
    /// A document.
    Bundle(Box<Bundle>),
    /// An input that gave no document.
    Reject(RejectRecord),
    /// A file that no reader takes, or a document that a filter leaves out.
    Skip(Skip),
    /// In a work folder: where the lines of a source begin, or end.
    Source(SourceMark),
}

/// Stands in a work folder before the lines of a source, and after them once all are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMark {
    /// The source's name.
    pub name: String,
    /// Its digest when it was read. Without one, its lines are of no use to another run.
    pub digest: Option<String>,
    /// Whether all its lines stand before this one.
    pub whole: bool,
}

// Where the parts of a document's line begin. None of these can stand inside a string, whose
// quotation marks would be escaped, and no part holds such a key.
const OUTLINE: &str = "{\"bundle\":{\"outline\":";
const HEAD: &str = "{\"head\":";
const NAMES: &str = ",\"names\":";
const DETAILS: &str = ",\"details\":";
const CLAIMS: &str = ",\"claims\":";
const DOCUMENT: &str = ",\"document\":";
const MENTIONS: &str = ",\"rows\":";

/// The parts of a document's line.
struct Cut<'l> {
    outline: &'l str,
    details: &'l str,
    claims: &'l str,
    document: &'l str,
    mentions: &'l str,
}

impl<'l> Cut<'l> {
    fn of(line: &'l str) -> Option<Self> {
        // To set up a search costs more than the search of a line.
        static ENDS: LazyLock<[Finder<'static>; 4]> =
            LazyLock::new(|| [DETAILS, CLAIMS, DOCUMENT, MENTIONS].map(Finder::new));
        let [details_at, claims_at, document_at, mentions_at] = &*ENDS;
        let part = |text: &'l str, end: &Finder<'_>| {
            let at = end.find(text.as_bytes())?;
            Some((text.get(..at)?, text.get(at + end.needle().len()..)?))
        };
        let (outline, rest) = part(line.strip_prefix(OUTLINE)?, details_at)?;
        let (details, rest) = part(rest, claims_at)?;
        let (claims, rest) = part(rest, document_at)?;
        let (document, mentions) = part(rest, mentions_at)?;
        Some(Self { outline, details, claims, document, mentions: mentions.strip_suffix("}}")? })
    }
}

impl DocumentHead {
    /// The place of the document's line among all lines.
    pub(crate) fn order(&self) -> LineOrder<'_> {
        let Self { source, position, text_sha256, .. } = self;
        LineOrder { source, position: *position, content: text_sha256 }
    }
}

impl BundleLine {
    /// The line, without its end: what `serde_json` makes of it, in less time.
    pub fn json(&self) -> String {
        let mut out = String::new();
        let BundleLine::Bundle(bundle) = self else {
            write_json(self, &mut out);
            return out;
        };
        let Bundle { outline, details, claims, document, mentions, entities: _, records: _ } =
            &**bundle;
        let (document, mentions) = (document.json(), mentions.json());
        out.reserve(document.len() + mentions.len() + outline.names.len() * 150 + (1 << 11));
        out.push_str(OUTLINE);
        write_json(outline, &mut out);
        write_field("details", details, &mut out);
        out.extend([CLAIMS, claims.json(), DOCUMENT, document, MENTIONS, mentions, "}}"]);
        out
    }

    /// Reads a line of our own for the second reading: what it does not need of the outline is left
    /// out, and records are not parsed.
    pub fn read(line: &[u8]) -> serde_json::Result<Self> {
        let line = text(line)?;
        let Some(Cut { outline, details, claims, document, mentions }) = Cut::of(line) else {
            return serde_json::from_str(line);
        };
        Ok(BundleLine::Bundle(Box::new(Bundle {
            outline: Outline::read_counted(outline)?,
            details: serde_json::from_str(details)?,
            claims: ClaimsJson::read(claims),
            document: DocumentJson::read(document),
            mentions: MentionsJson::read(mentions),
            entities: Vec::new(),
            records: String::new(),
        })))
    }

    /// Reads the outline of a document's line, for the first reading; `None` of any other line.
    pub fn outline(line: &[u8]) -> serde_json::Result<Option<Outline>> {
        // The rest of the line is not even checked to be UTF-8.
        let outline = line.strip_prefix(OUTLINE.as_bytes());
        let outline = outline.and_then(|rest| rest.get(..memmem::find(rest, DETAILS.as_bytes())?));
        match outline {
            Some(outline) => Outline::read_deciding(text(outline)?).map(Some),
            None => Ok(match serde_json::from_str(text(line)?)? {
                BundleLine::Bundle(bundle) => Some(bundle.outline),
                BundleLine::Header(_)
                | BundleLine::Reject(_)
                | BundleLine::Skip(_)
                | BundleLine::Source(_) => None,
            }),
        }
    }

    /// Its place among all lines.
    pub fn order(&self) -> LineOrder<'_> {
        let (source, position, content) = match self {
            BundleLine::Bundle(bundle) => return bundle.outline.order(),
            BundleLine::Reject(reject) => (&reject.source, reject.position, reject.detail.as_str()),
            BundleLine::Skip(skip) => (&skip.source, skip.position, skip.extension.as_str()),
            BundleLine::Header(_) | BundleLine::Source(_) => return LineOrder::default(),
        };
        LineOrder { source, position, content }
    }
}

impl Ordered for BundleLine {
    fn order(&self) -> LineOrder<'_> {
        BundleLine::order(self)
    }
}

/// The head of a document's line of our own, in which the other stretches begin and end as they
/// should; `None` of any other line. No more than the head is parsed.
pub(crate) fn head_of(line: &[u8]) -> Option<DocumentHead> {
    let rest = line.strip_prefix(OUTLINE.as_bytes())?.strip_prefix(HEAD.as_bytes())?;
    let rest = rest.strip_suffix(b"}}")?;
    let (head, rest) = rest.split_at_checked(memmem::find(rest, NAMES.as_bytes())?)?;
    let rest = rest.get(memmem::find(rest, DETAILS.as_bytes())?..)?;
    let rest = rest.get(memmem::find(rest, DOCUMENT.as_bytes())?..)?;
    let mentions = rest.get(memmem::find(rest, MENTIONS.as_bytes())? + MENTIONS.len()..)?;
    MentionsJson::have_our_form(mentions).then(|| serde_json::from_slice(head).ok())?
}

fn text(line: &[u8]) -> serde_json::Result<&str> {
    std::str::from_utf8(line).map_err(serde_json::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityExternal;
    use crate::pipeline::near::Sketch;
    use crate::{Document, Extractor, ExtractorOptions};

    #[test]
    fn readings_find_their_stretches() {
        let extractor = Extractor::new(&ExtractorOptions::default()).unwrap();
        // With all that could be taken for the border of a stretch.
        let text = "Velmar Ltd was fined $7 million on 4 May 2022, and the court said that it has to pay.\n\n\
                    The Human Rights Centre \",\"names\":{},\"details\":\" (HRC), Apple Inc. and ,\"document\":{ were fined $5,000 (€4,000) on 3 March 2021.\n\n\
                    Die Vereinten Nationen, die Deutsche Bank und \"records\":[ tagten im März nach § 129a StGB.";
        let mut document = Document::from_text("a\",\"document\":.txt", text);
        document.title = Some(",\"records\":[".to_owned());
        let mut bundle = extractor.extract(&document);
        bundle.lists.push(vec![0, 1]);
        bundle.document.text = Some(text.to_owned());
        let line = BundleLine::from(bundle);
        let json = line.json();
        assert_eq!(json, serde_json::to_string(&line).unwrap());
        assert_eq!(serde_json::from_str::<BundleLine>(&json).unwrap(), line);
        let BundleLine::Bundle(whole) = line else { unreachable!() };
        let outline = &whole.outline;
        assert!(whole.is_ours(&json) && !outline.names.is_empty());
        assert!(!whole.details.rates.is_empty() && !whole.claims.rows().unwrap().is_empty());
        let mut first = outline.clone();
        first.names.iter_mut().for_each(|name| {
            name.row_names = None;
            name.external = EntityExternal::default();
        });
        assert_ne!(first, *outline);
        assert_eq!(BundleLine::outline(json.as_bytes()).unwrap(), Some(first));
        assert_eq!(head_of(json.as_bytes()).as_ref(), Some(&outline.head));
        let mut second = whole.clone();
        second.outline.lists.clear();
        second.outline.sketch = Sketch::default();
        second.outline.names.iter_mut().for_each(|name| name.concepts = None);
        assert_eq!(BundleLine::read(json.as_bytes()).unwrap(), BundleLine::Bundle(second));
    }

    #[test]
    fn other_lines_stay_what_they_are() {
        let mark = SourceMark { name: ",\"counts\":\"".to_owned(), digest: None, whole: true };
        let line = BundleLine::Source(mark);
        let json = line.json();
        assert_eq!(json, serde_json::to_string(&line).unwrap());
        assert_eq!(BundleLine::read(json.as_bytes()).unwrap(), line);
        assert_eq!(BundleLine::outline(json.as_bytes()).unwrap(), None);
    }
}
