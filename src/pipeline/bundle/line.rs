//! The form of a bundle line, and the readings of it.

use super::order::LineOrder;
use super::records::{DocumentHead, DocumentJson, MentionsJson};
use crate::facts::BundleClaim;
use crate::ingest::Skip;
use crate::io::json::{write_field, write_json};
use crate::model::{Header, Kind, Lang, Mention, RejectRecord};
use crate::pipeline::extraction::{Binding, Extraction, Name, RatePair};
use crate::pipeline::near::Sketch;
use memchr::memmem;
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An [`Extraction`] as it waits on disk. The document is a finished record,
/// and its mentions are rows of their values, written by the thread that extracted them. Finishing
/// adds little: keys, the entity of a mention, and whether a document is a copy.
///
/// The order of the fields is that of the line. Each of the two readings of finishing parses one
/// stretch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bundle {
    /// Lists of organisations. The first reading begins here.
    pub lists: Vec<Vec<usize>>,
    /// Finds near-copies.
    pub sketch: Sketch,
    /// What the document is. The second reading begins here.
    pub head: DocumentHead,
    /// The distinct names among the mentions.
    pub names: Vec<Name>,
    /// Names that the text itself says are one body.
    pub bindings: Vec<Binding>,
    /// How many mentions it has of each kind, by language. The first reading is done.
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
    /// Claims.
    pub claims: Vec<BundleClaim>,
    /// Sums in two currencies.
    pub rates: Vec<RatePair>,
    /// The document's record. From here on nothing is parsed.
    pub document: DocumentJson,
    /// The mentions, in order of place.
    #[serde(rename = "rows")]
    pub mentions: MentionsJson,
    /// While it is finished: the entity of each name. No part of the line.
    #[serde(skip)]
    pub(crate) entities: Vec<Option<u32>>,
    /// While it is finished: the records of its mentions, a line each. No part of the line.
    #[serde(skip)]
    pub(crate) records: String,
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
        let links = mentions.iter().map(|m| m.name).collect();
        let nested = nested(&mentions);
        let mentions = MentionsJson::of(&mentions);
        let (head, document) = ((&document).into(), (&document).into());
        Self {
            lists,
            sketch,
            head,
            names,
            bindings,
            counts,
            below_confidence,
            paragraphs,
            links,
            nested,
            claims,
            rates,
            document,
            mentions,
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
        cut && self.mentions.are_ours(self.links.len())
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

// Where the stretches of a document's line begin. None of these can stand inside a string, whose
// quotation marks would be escaped, and nothing before them has such a key.
const LISTS: &str = "{\"bundle\":{\"lists\":";
const HEAD: &str = ",\"head\":";
const NAMES: &str = ",\"names\":";
const COUNTS: &str = ",\"counts\":";
const DOCUMENT: &str = ",\"document\":";
const MENTIONS: &str = ",\"rows\":";

/// The stretches of a document's line for the second reading.
struct Cut<'l> {
    /// From [`HEAD`] to [`DOCUMENT`].
    facts: &'l str,
    document: &'l str,
    mentions: &'l str,
}

impl<'l> Cut<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let after = |text: &'l str, key: &str| {
            let at = memmem::find(text.as_bytes(), key.as_bytes())?;
            Some((text.get(..at)?, text.get(at + key.len()..)?))
        };
        let rest = line.strip_prefix(LISTS)?;
        let from = memmem::find(rest.as_bytes(), HEAD.as_bytes())? + 1;
        let (facts, rest) = after(rest.get(from..)?, DOCUMENT)?;
        let (document, mentions) = after(rest, MENTIONS)?;
        Some(Self { facts, document, mentions: mentions.strip_suffix("}}")? })
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
        let Bundle {
            lists,
            sketch,
            head,
            names,
            bindings,
            counts,
            below_confidence,
            paragraphs,
            links,
            nested,
            claims,
            rates,
            document: _,
            mentions: _,
            entities: _,
            records: _,
        } = &**bundle;
        let (document, mentions) = (bundle.document.json(), bundle.mentions.json());
        out.reserve(document.len() + mentions.len() + names.len() * 250 + (1 << 11));
        out.push_str(LISTS);
        write_json(lists, &mut out);
        write_field("sketch", sketch, &mut out);
        write_field("head", head, &mut out);
        write_field("names", names, &mut out);
        write_field("bindings", bindings, &mut out);
        write_field("counts", counts, &mut out);
        if !is_zero(below_confidence) {
            write_field("below_confidence", below_confidence, &mut out);
        }
        write_field("paragraphs", paragraphs, &mut out);
        write_field("links", links, &mut out);
        if !nested.is_empty() {
            write_field("nested", nested, &mut out);
        }
        write_field("claims", claims, &mut out);
        write_field("rates", rates, &mut out);
        out.extend([DOCUMENT, document, MENTIONS, mentions, "}}"]);
        out
    }

    /// Reads a line of our own for the second reading: lists and sketch of a document are left out,
    /// and its records are not parsed.
    pub fn read(line: &[u8]) -> serde_json::Result<Self> {
        let line = text(line)?;
        let Some(Cut { facts, document, mentions }) = Cut::of(line) else {
            return serde_json::from_str(line);
        };
        let mut bundle: Box<Bundle> = serde_json::from_str(&["{", facts, "}"].concat())?;
        bundle.document = DocumentJson::read(document);
        bundle.mentions = MentionsJson::read(mentions);
        Ok(BundleLine::Bundle(bundle))
    }

    /// Reads a line of our own for the first reading: of a document, what finds entities and
    /// near-copies.
    pub fn outline(line: &[u8]) -> serde_json::Result<Self> {
        // The rest of the line is not even checked to be UTF-8.
        match memmem::find(line, COUNTS.as_bytes()).and_then(|end| line.get(..end)) {
            Some(outline) => serde_json::from_str(&[text(outline)?, "}}"].concat()),
            None => serde_json::from_str(text(line)?),
        }
    }

    /// Its place among all lines.
    pub fn order(&self) -> LineOrder<'_> {
        let (source, position, content) = match self {
            BundleLine::Bundle(bundle) => return bundle.head.order(),
            BundleLine::Reject(reject) => (&reject.source, reject.position, reject.detail.as_str()),
            BundleLine::Skip(skip) => (&skip.source, skip.position, skip.extension.as_str()),
            BundleLine::Header(_) | BundleLine::Source(_) => return LineOrder::default(),
        };
        LineOrder { source, position, content }
    }
}

/// The head of a document's line of our own, in which the other stretches begin and end as they
/// should; `None` of any other line. No more than the head is parsed.
pub(crate) fn head_of(line: &[u8]) -> Option<DocumentHead> {
    let rest = line.strip_prefix(LISTS.as_bytes())?.strip_suffix(b"}}")?;
    let rest = rest.get(memmem::find(rest, HEAD.as_bytes())? + HEAD.len()..)?;
    let (head, rest) = rest.split_at_checked(memmem::find(rest, NAMES.as_bytes())?)?;
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
    use crate::{Document, Extractor, ExtractorOptions};

    #[test]
    fn readings_find_their_stretches() {
        let extractor = Extractor::new(&ExtractorOptions::default()).unwrap();
        // With all that could be taken for the border of a stretch.
        let text = "The Human Rights Centre \",\"head\":{},\"counts\":\" (HRC), Apple Inc. and ,\"document\":{ were fined $5,000 (€4,000) on 3 March 2021.\n\n\
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
        assert!(whole.is_ours(&json) && !whole.names.is_empty() && !whole.rates.is_empty());
        let second = Bundle { lists: Vec::new(), sketch: Sketch::default(), ..(*whole).clone() };
        assert_eq!(
            BundleLine::read(json.as_bytes()).unwrap(),
            BundleLine::Bundle(Box::new(second))
        );
        let Bundle { lists, sketch, head, names, bindings, .. } = *whole;
        let first = Bundle { lists, sketch, head, names, bindings, ..Bundle::default() };
        assert_eq!(
            BundleLine::outline(json.as_bytes()).unwrap(),
            BundleLine::Bundle(Box::new(first))
        );
    }

    #[test]
    fn other_lines_stay_what_they_are() {
        let mark = SourceMark { name: ",\"counts\":\"".to_owned(), digest: None, whole: true };
        let line = BundleLine::Source(mark);
        let json = line.json();
        assert_eq!(json, serde_json::to_string(&line).unwrap());
        assert_eq!(BundleLine::read(json.as_bytes()).unwrap(), line);
        assert_eq!(BundleLine::outline(json.as_bytes()).unwrap(), line);
    }
}
