//! Why a mention is of one country or of none: what [`Extractor::extract_with_evidence`] tells.
//!
//! [`Extractor::extract_with_evidence`]: crate::Extractor::extract_with_evidence

use super::{CharSpan, Kind};

/// What told the country of a mention whose name leaves it open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CountryEvidence {
    /// The mention's code points.
    pub chars: CharSpan,
    /// The mention's kind.
    pub kind: Kind,
    /// The countries of which the text speaks at this place, the heaviest first. The first is chosen
    /// if it weighs 1.2 times the second.
    pub ranking: Vec<CountryWeight>,
    /// What the name could mean: rows of the tables, or currencies.
    pub candidates: Vec<Candidate>,
}

/// How much speaks for a country.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CountryWeight {
    /// ISO 3166 code of two letters.
    pub country: String,
    /// The sum of the signs: 6 in the sentence, 4 in the paragraph, 2 in the lead, 1 anywhere; 3 for
    /// the country of the document's readers.
    pub weight: usize,
    /// Where the text says the country: the nearest signs first.
    pub signs: Vec<CharSpan>,
    /// Whether it is the country of the document's readers: its region, or the domain of its address.
    pub home: bool,
}

/// One thing that a name could mean.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// A row's id (`tr/central-bank-of-turkey`) or a currency (`TRY`).
    pub id: String,
    /// Its country.
    pub country: Option<String>,
}

impl CountryEvidence {
    /// What is known of a mention.
    pub(crate) fn new(
        chars: CharSpan,
        kind: Kind,
        ranking: Vec<CountryWeight>,
        candidates: Vec<Candidate>,
    ) -> Self {
        Self { chars, kind, ranking, candidates }
    }

    /// The weight of a country at this place; 0 if nothing says it.
    pub fn weight_of(&self, country: &str) -> usize {
        self.ranking.iter().find(|c| c.country == country).map_or(0, |c| c.weight)
    }
}

impl CountryWeight {
    /// A country with its signs.
    pub(crate) fn new(country: String, weight: usize, signs: Vec<CharSpan>, home: bool) -> Self {
        Self { country, weight, signs, home }
    }
}

impl Candidate {
    /// A row or currency.
    pub(crate) fn new(id: String, country: Option<String>) -> Self {
        Self { id, country }
    }
}
