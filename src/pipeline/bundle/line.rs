//! What `map` gives of one document, in the form in which it waits on disk: one JSON line.

use super::key::NameKey;
use super::lines::{DocumentHead, DocumentLine, MentionLines};
use super::sketch::Sketch;
use crate::facts::BundleClaim;
use crate::ingest::{Skip, Source};
use crate::model::{
    DocumentRecord, EntityExternal, Header, JurisdictionBasis, Kind, Lang, Mention, OrgKind, RejectRecord, write_field,
    write_json,
};
use memchr::memmem;
use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Everything that the dataset needs of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The document's record; whether it is a copy is not known yet.
    pub document: DocumentRecord,
    /// Its mentions, in order of place.
    pub mentions: Vec<Mention>,
    /// The distinct names among them, which mentions refer to by place in this list.
    pub names: Vec<Name>,
    /// Names that the text itself says are one body.
    pub bindings: Vec<Binding>,
    /// Its lists of bodies, item by item, by place in `names`: the items of one list are different bodies.
    pub lists: Vec<Vec<usize>>,
    /// What it says of fines, suspensions and the like.
    pub claims: Vec<BundleClaim>,
    /// Sums that it gives in two currencies.
    pub rates: Vec<RatePair>,
    /// What tells near-copies of its text.
    pub sketch: Sketch,
}

/// A [`Bundle`] as it waits on disk. The document and its mentions are records already, made by the thread that found them: of these `finish` knows
/// little better, of a mention its entity and of a document whether it is a copy.
///
/// The order of the fields is that of the line. Each of the readings of `finish` parses one stretch of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BundleRecord {
    /// Lists of bodies. The first reading begins here.
    pub lists: Vec<Vec<usize>>,
    /// What tells near-copies.
    pub sketch: Sketch,
    /// What the document is. The second reading begins here.
    pub head: DocumentHead,
    /// The distinct names among the mentions.
    pub names: Vec<Name>,
    /// Names that the text itself says are one body.
    pub bindings: Vec<Binding>,
    /// How many mentions it has of each kind, by language. The first reading is done.
    pub counts: BTreeMap<Kind, BTreeMap<Lang, u64>>,
    /// How many paragraphs it has, by language.
    pub paragraphs: BTreeMap<String, u64>,
    /// By mention: the place of its name in `names`.
    pub links: Vec<Option<usize>>,
    /// Claims.
    pub claims: Vec<BundleClaim>,
    /// Sums in two currencies.
    pub rates: Vec<RatePair>,
    /// The document's record. From here on nothing is parsed.
    pub document: DocumentLine,
    /// The mentions' records, in order of place.
    pub records: MentionLines,
}

impl From<Bundle> for BundleRecord {
    fn from(bundle: Bundle) -> Self {
        let Bundle { document, mentions, names, bindings, lists, claims, rates, sketch } = bundle;
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
        let records = MentionLines::of(&document.id, &mentions);
        let (head, document) = ((&document).into(), (&document).into());
        Self { lists, sketch, head, names, bindings, counts, paragraphs, links, claims, rates, document, records }
    }
}

impl BundleRecord {
    /// Whether `line`, from which it was read, has the form in which we write it.
    pub(super) fn is_ours(&self, line: &str) -> bool {
        let cut =
            Cut::of(line).is_some_and(|cut| (cut.document, cut.records) == (self.document.json(), self.records.json()));
        cut && self.records.are_ours(self.links.len())
    }
}

impl From<Bundle> for BundleLine {
    fn from(bundle: Bundle) -> Self {
        BundleLine::Bundle(Box::new(bundle.into()))
    }
}

/// A name of an organisation or law as one document has it. In lines only what is known of it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// ORG or LAW.
    pub kind: Kind,
    /// The name key.
    pub key: NameKey,
    /// The normal form.
    pub text: String,
    /// The language of the text around it.
    pub lang: Lang,
    /// Whether it is an acronym.
    #[serde(default, skip_serializing_if = "is_false")]
    pub acronym: bool,
    /// What kind of body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<OrgKind>,
    /// Its country, or a law's jurisdiction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What told the country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_basis: Option<JurisdictionBasis>,
    /// Whether every country has a body of this name.
    #[serde(default, skip_serializing_if = "is_false")]
    pub generic: bool,
    /// Its gazetteer row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// What it says in any language, where that tells it from others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concepts: Option<String>,
    /// The key of the name without its legal form, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bare: Option<NameKey>,
    /// What other registers call it, as far as its mentions tell.
    #[serde(default, skip_serializing_if = "EntityExternal::is_empty")]
    pub external: EntityExternal,
}

/// For what a line leaves out.
fn is_false(told: &bool) -> bool {
    !told
}

/// Two names of one document that its text joins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Binding {
    /// Place of the full name in `names`.
    pub a: usize,
    /// Place of the short one.
    pub b: usize,
    /// The rule.
    pub rule: String,
    /// The words that show it.
    pub evidence: String,
}

/// A sum in two currencies ("2 million tenges ($4,700)").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatePair {
    /// Currency of the first sum.
    pub from: String,
    /// Currency of the second.
    pub to: String,
    /// Units of `to` for one of `from`.
    #[serde(with = "rust_decimal_str")]
    pub rate: Decimal,
}

/// A line of a bundle file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BundleLine {
    /// What made the lines after it.
    Header(Header),
    /// A document.
    Bundle(Box<BundleRecord>),
    /// What gave no document.
    Reject(RejectRecord),
    /// A file that no reader takes.
    Skip(Skip),
    /// In a work folder: where the lines of a source begin, or end.
    Source(SourceMark),
}

/// Stands in a work folder before the lines of a source, and behind them once all are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMark {
    /// The source's name.
    pub name: String,
    /// What it was when it was read ([`Source::digest`]); without it, its lines are of no use to another run.
    pub digest: Option<String>,
    /// Whether all its lines stand before this one.
    pub whole: bool,
}

/// Where the stretches of a document's line begin. In no string can these stand, for its quotation marks would be escaped, and nothing before them has such a key.
const LISTS: &str = "{\"bundle\":{\"lists\":";
const HEAD: &str = ",\"head\":";
const COUNTS: &str = ",\"counts\":";
const DOCUMENT: &str = ",\"document\":";
const RECORDS: &str = ",\"records\":";

/// The stretches of a document's line for the second reading.
struct Cut<'l> {
    /// From [`HEAD`] to [`DOCUMENT`].
    told: &'l str,
    document: &'l str,
    records: &'l str,
}

impl<'l> Cut<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let after = |text: &'l str, key: &str| {
            let at = memmem::find(text.as_bytes(), key.as_bytes())?;
            Some((text.get(..at)?, text.get(at + key.len()..)?))
        };
        let rest = line.strip_prefix(LISTS)?;
        let from = memmem::find(rest.as_bytes(), HEAD.as_bytes())? + 1;
        let (told, rest) = after(rest.get(from..)?, DOCUMENT)?;
        let (document, records) = after(rest, RECORDS)?;
        Some(Self { told, document, records: records.strip_suffix("}}")? })
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
        let BundleRecord { lists, sketch, head, names, bindings, counts, paragraphs, links, claims, rates, .. } =
            &**bundle;
        let (document, records) = (bundle.document.json(), bundle.records.json());
        out.reserve(document.len() + records.len() + names.len() * 250 + (1 << 11));
        out.push_str(LISTS);
        write_json(lists, &mut out);
        write_field("sketch", sketch, &mut out);
        write_field("head", head, &mut out);
        write_field("names", names, &mut out);
        write_field("bindings", bindings, &mut out);
        write_field("counts", counts, &mut out);
        write_field("paragraphs", paragraphs, &mut out);
        write_field("links", links, &mut out);
        write_field("claims", claims, &mut out);
        write_field("rates", rates, &mut out);
        out.extend([DOCUMENT, document, RECORDS, records, "}}"]);
        out
    }

    /// Reads a line of our own for the second reading: of a document's, lists and sketch are left out, and the records are not looked at.
    pub(super) fn read(line: &[u8]) -> serde_json::Result<Self> {
        let line = text(line)?;
        let Some(Cut { told, document, records }) = Cut::of(line) else { return serde_json::from_str(line) };
        let mut bundle: Box<BundleRecord> = serde_json::from_str(&["{", told, "}"].concat())?;
        bundle.document = DocumentLine::read(document);
        bundle.records = MentionLines::read(records);
        Ok(BundleLine::Bundle(bundle))
    }

    /// Reads a line of our own for the first reading: of a document's, what tells entities and near-copies.
    pub(super) fn outline(line: &[u8]) -> serde_json::Result<Self> {
        // Most of a line need not even be letters.
        match memmem::find(line, COUNTS.as_bytes()).and_then(|end| line.get(..end)) {
            Some(outline) => serde_json::from_str(&[text(outline)?, "}}"].concat()),
            None => serde_json::from_str(text(line)?),
        }
    }

    /// Its place among all lines.
    pub fn order(&self) -> Order<'_> {
        let (source, position, content) = match self {
            BundleLine::Bundle(bundle) => {
                let document = &bundle.head;
                (&document.source, document.position, document.text_sha256.as_str())
            }
            BundleLine::Reject(reject) => (&reject.source, reject.position, reject.detail.as_str()),
            BundleLine::Skip(skip) => (&skip.source, skip.position, skip.extension.as_str()),
            BundleLine::Header(_) | BundleLine::Source(_) => return Order::default(),
        };
        Order { source, position, content }
    }
}

fn text(line: &[u8]) -> serde_json::Result<&str> {
    std::str::from_utf8(line).map_err(serde_json::Error::custom)
}

/// The place of a line: source, part by part, then position; two different lines of one place (standard input of two runs) by what they hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Order<'a> {
    source: &'a str,
    position: u64,
    content: &'a str,
}

impl Ord for Order<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Most neighbours are of one source.
        let sources = if self.source == other.source {
            Ordering::Equal
        } else {
            Source::order_of(self.source).cmp(Source::order_of(other.source))
        };
        sources.then((self.position, self.content).cmp(&(other.position, other.content)))
    }
}
impl PartialOrd for Order<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A place that was: that of the last line.
#[derive(Debug, Default)]
pub(super) struct LastOrder {
    source: String,
    position: u64,
    content: String,
}

impl LastOrder {
    /// As a place.
    pub(super) fn get(&self) -> Order<'_> {
        Order { source: &self.source, position: self.position, content: &self.content }
    }

    /// Remembers another.
    pub(super) fn set(&mut self, order: Order<'_>) {
        order.source.clone_into(&mut self.source);
        self.position = order.position;
        order.content.clone_into(&mut self.content);
    }
}

mod rust_decimal_str {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Decimal, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Decimal, D::Error> {
        Decimal::from_str_exact(&String::deserialize(input)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Grammar, GrammarOptions, map};

    #[test]
    fn readings_find_their_stretches() {
        let grammar = Grammar::new(&GrammarOptions::default()).unwrap();
        // With all that could be taken for the border of a stretch.
        let text = "The Human Rights Centre \",\"head\":{},\"counts\":\" (HRC), Apple Inc. and ,\"document\":{ were fined $5,000 (€4,000) on 3 March 2021.\n\n\
                    Die Vereinten Nationen, die Deutsche Bank und \"records\":[ tagten im März nach § 129a StGB.";
        let mut document = Document::from_text("a\",\"document\":.txt", text);
        document.title = Some(",\"records\":[".to_owned());
        let mut bundle = map(&grammar, &document);
        bundle.lists.push(vec![0, 1]);
        bundle.document.text = Some(text.to_owned());
        let line = BundleLine::from(bundle);
        let json = line.json();
        assert_eq!(json, serde_json::to_string(&line).unwrap());
        assert_eq!(serde_json::from_str::<BundleLine>(&json).unwrap(), line);
        let BundleLine::Bundle(whole) = line else { unreachable!() };
        assert!(whole.is_ours(&json) && !whole.names.is_empty() && !whole.rates.is_empty());
        let second = BundleRecord { lists: Vec::new(), sketch: Sketch::default(), ..(*whole).clone() };
        assert_eq!(BundleLine::read(json.as_bytes()).unwrap(), BundleLine::Bundle(Box::new(second)));
        let BundleRecord { lists, sketch, head, names, bindings, .. } = *whole;
        let first = BundleRecord { lists, sketch, head, names, bindings, ..BundleRecord::default() };
        assert_eq!(BundleLine::outline(json.as_bytes()).unwrap(), BundleLine::Bundle(Box::new(first)));
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
