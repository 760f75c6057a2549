//! What `map` gives of one document, in the form in which it waits on disk: one JSON line.

use super::sketch::Sketch;
use crate::facts::BundleClaim;
use crate::ingest::{Skip, Source};
use crate::model::{DocumentRecord, Header, JurisdictionBasis, Kind, Lang, Mention, OrgKind, RejectRecord};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Everything that the dataset needs of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(default)]
    pub lists: Vec<Vec<usize>>,
    /// What it says of fines, suspensions and the like.
    pub claims: Vec<BundleClaim>,
    /// Sums that it gives in two currencies.
    pub rates: Vec<RatePair>,
    /// What tells near-copies of its text.
    pub sketch: Sketch,
}

/// A name of an organisation or law as one document has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// ORG or LAW.
    pub kind: Kind,
    /// The name key's id, `n-` + 16 hex digits.
    pub key: String,
    /// The normal form.
    pub text: String,
    /// The language of the text around it.
    pub lang: Lang,
    /// Whether it is an acronym.
    pub acronym: bool,
    /// What kind of body.
    pub org: Option<OrgKind>,
    /// Its country, or a law's jurisdiction.
    pub country: Option<String>,
    /// What told the country.
    pub country_basis: Option<JurisdictionBasis>,
    /// Whether every country has a body of this name.
    pub generic: bool,
    /// Its gazetteer row.
    pub row: Option<String>,
    /// What it says in any language, where that tells it from others.
    pub concepts: Option<String>,
    /// The key of the name without its legal form, where it has one.
    #[serde(default)]
    pub bare: Option<String>,
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
    Bundle(Box<Bundle>),
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

/// A document's line without what only the second reading of the bundles needs.
#[derive(Deserialize)]
struct Outline {
    document: DocumentRecord,
    names: Vec<Name>,
    bindings: Vec<Binding>,
    #[serde(default)]
    lists: Vec<Vec<usize>>,
    sketch: Sketch,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum OutlineLine {
    Header(Header),
    Bundle(Box<Outline>),
    Reject(RejectRecord),
    Skip(Skip),
    Source(SourceMark),
}

impl BundleLine {
    /// Reads a line, a document's without its mentions, claims and rates: they are most of it.
    pub(super) fn outline(line: &str) -> serde_json::Result<Self> {
        Ok(match serde_json::from_str(line)? {
            OutlineLine::Header(header) => BundleLine::Header(header),
            OutlineLine::Reject(reject) => BundleLine::Reject(reject),
            OutlineLine::Skip(skip) => BundleLine::Skip(skip),
            OutlineLine::Source(mark) => BundleLine::Source(mark),
            OutlineLine::Bundle(outline) => {
                let Outline { document, names, bindings, lists, sketch } = *outline;
                let (mentions, claims, rates) = (Vec::new(), Vec::new(), Vec::new());
                BundleLine::Bundle(Box::new(Bundle {
                    document,
                    mentions,
                    names,
                    bindings,
                    lists,
                    claims,
                    rates,
                    sketch,
                }))
            }
        })
    }

    /// Its place among all lines: source, part by part, then position; two different lines of one place (standard input of two runs) by
    /// what they hold.
    pub fn order(&self) -> Order<'_> {
        let (source, position, content) = match self {
            BundleLine::Bundle(bundle) => {
                (&bundle.document.source, bundle.document.position, bundle.document.text_sha256.as_str())
            }
            BundleLine::Reject(reject) => (&reject.source, reject.position, reject.detail.as_str()),
            BundleLine::Skip(skip) => (&skip.source, skip.position, skip.extension.as_str()),
            BundleLine::Header(_) | BundleLine::Source(_) => return (Vec::new(), 0, ""),
        };
        (Source::order_of(source).collect(), position, content)
    }
}

/// The place of a line: parts of the source's name, position, content.
pub type Order<'a> = (Vec<&'a str>, u64, &'a str);

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
