//! What one document gives: its record, its mentions, and what it says of its names.

use super::name_key::NameKey;
use super::near::Sketch;
use crate::facts::BundleClaim;
use crate::model::{
    DocumentRecord, EntityExternal, JurisdictionBasis, Kind, Lang, Mention, MentionRecord, OrgKind,
    RowNames,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Everything that a dataset needs of one document: the result of
/// [`Extractor::extract`](crate::Extractor::extract).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Extraction {
    /// The document's record. Whether it is a copy is not known yet: that takes the other
    /// documents.
    pub document: DocumentRecord,
    /// Its mentions, in order of place.
    pub mentions: Vec<Mention>,
    /// The distinct names among them. Mentions and the fields below refer to them by their place in
    /// this list.
    pub names: Vec<Name>,
    /// Names that the text itself says are one organisation.
    pub bindings: Vec<Binding>,
    /// Its lists of organisations, item by item: the items of one list are different organisations.
    pub lists: Vec<Vec<usize>>,
    /// What it says of fines, suspensions and the like.
    pub claims: Vec<BundleClaim>,
    /// Sums that it gives in two currencies.
    pub rates: Vec<RatePair>,
    /// Mentions that were left out because they are not sure enough.
    pub below_confidence: u64,
    /// Compares its text with others.
    pub(crate) sketch: Sketch,
}

impl Extraction {
    /// The records of its mentions. Entities are `None`: they are known only once all documents
    /// have been read.
    pub fn mention_records(&self) -> impl Iterator<Item = MentionRecord> + '_ {
        self.mentions.iter().map(|mention| MentionRecord::new(&self.document.id, mention))
    }
}

/// A name of an organisation or law as one document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// ORG or LAW.
    pub kind: Kind,
    /// The name key.
    pub key: NameKey,
    /// The normal form; of a law in the tables the words of the text, empty where it leaves them out.
    pub text: String,
    /// The language of the text around it.
    pub lang: Lang,
    /// Whether it is an acronym.
    pub acronym: bool,
    /// What kind of organisation.
    pub org: Option<OrgKind>,
    /// Its country, or a law's jurisdiction.
    pub country: Option<String>,
    /// What told the country.
    pub country_basis: Option<JurisdictionBasis>,
    /// Whether every country has an organisation of this name.
    pub generic: bool,
    /// Whether it is one of several bodies of the name and nothing tells which: the name alone joins
    /// it to none.
    pub homonym: bool,
    /// Its gazetteer row.
    pub row: Option<String>,
    /// What the tables call it, at the first name of its row in the document.
    pub row_names: Option<Box<RowNames>>,
    /// What it means in any language, where that identifies it.
    pub concepts: Option<String>,
    /// The key of the name without its legal form, where it has one.
    pub without_legal_form: Option<NameKey>,
    /// Its ids in public registers, as far as its mentions tell.
    pub external: EntityExternal,
}

impl Name {
    /// Whether it names an entity of its document alone: a law of which no more than the title is
    /// known. Laws of one title in two documents may be those of two countries.
    pub(crate) fn is_of_document(&self) -> bool {
        self.kind == Kind::Law && self.row.is_none() && self.country.is_none()
    }
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
    #[serde(with = "decimal_string")]
    pub rate: Decimal,
}

/// A decimal as a string: JSON numbers become floats in many readers.
mod decimal_string {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Decimal, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Decimal, D::Error> {
        Decimal::from_str_exact(&String::deserialize(input)?).map_err(serde::de::Error::custom)
    }
}
