//! The parts of entity and fact records.

use super::words::spelled;
use super::{Lang, MoneyModifier, Value};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The best name in each language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Names {
    /// English.
    pub en: Option<String>,
    /// German.
    pub de: Option<String>,
    /// Russian.
    pub ru: Option<String>,
}

impl Names {
    /// The name in one language.
    pub fn get(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::En => self.en.as_deref(),
            Lang::De => self.de.as_deref(),
            Lang::Ru => self.ru.as_deref(),
        }
    }

    /// The same with the names of another where this has none.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { en: self.en.or(other.en), de: self.de.or(other.de), ru: self.ru.or(other.ru) }
    }

    /// The name in one language, to set it.
    pub(crate) fn get_mut(&mut self, lang: Lang) -> &mut Option<String> {
        match lang {
            Lang::En => &mut self.en,
            Lang::De => &mut self.de,
            Lang::Ru => &mut self.ru,
        }
    }
}

/// What the tables call a law or organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowNames {
    /// Its name, or a law's title, in each language that has one.
    pub names: Names,
    /// A law's abbreviations in all languages, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub abbreviations: Vec<String>,
}

/// Ids of an entity in public registers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EntityExternal {
    /// Wikidata.
    pub wikidata: Option<String>,
    /// Research Organization Registry.
    pub ror: Option<String>,
    /// Legal Entity Identifier.
    pub lei: Option<String>,
    /// CELEX number.
    pub celex: Option<String>,
    /// European Legislation Identifier.
    pub eli: Option<String>,
}

impl EntityExternal {
    /// Whether no register is known to have it.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes what is not known yet from another.
    pub(crate) fn add(&mut self, other: &Self) {
        fill(&mut self.wikidata, &other.wikidata);
        fill(&mut self.ror, &other.ror);
        fill(&mut self.lei, &other.lei);
        fill(&mut self.celex, &other.celex);
        fill(&mut self.eli, &other.eli);
    }

    /// Takes what is not known yet from a mention.
    pub(crate) fn learn(&mut self, value: &Value) {
        match value {
            Value::Org(org) => {
                fill(&mut self.wikidata, &org.external.wikidata);
                fill(&mut self.ror, &org.external.ror);
                fill(&mut self.lei, &org.external.lei);
            }
            Value::Law(law) => {
                fill(&mut self.celex, &law.external.celex);
                fill(&mut self.eli, &law.external.eli);
            }
            Value::Date(_) | Value::Money(_) => {}
        }
    }
}

fn fill(known: &mut Option<String>, told: &Option<String>) {
    if known.is_none() {
        known.clone_from(told);
    }
}

/// A normal form under which an entity is mentioned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Form {
    /// The form.
    pub text: String,
    /// The language of the text around it.
    pub lang: Lang,
    /// Mentions in documents that are not copies.
    pub count: u64,
}

/// Why two forms are one entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Key id of the first form.
    pub a: String,
    /// Key id of the second form.
    pub b: String,
    /// The rule that joined them.
    pub rule: String,
    /// How strongly, 1 to 100.
    pub strength: u8,
    /// What the rule saw, with the first document it saw it in.
    pub evidence: Vec<Evidence>,
}

/// A place or line that speaks for a link.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// A document id, or `null` when a gazetteer line speaks.
    pub doc: Option<String>,
    /// The words or the line.
    pub text: String,
}

/// A link that a guard refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct RefusedLink {
    /// The id of the entity that stays apart.
    pub other: String,
    /// The rule that would have joined them.
    pub rule: String,
    /// The guard's reason.
    pub because: String,
}

/// The kinds of fact.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FactKind {
    /// A sum that an authority makes a body pay.
    Fine,
    /// An activity that an authority stops for a time.
    Suspension,
    /// A formal accusation.
    Charge,
    /// A guilty verdict.
    Conviction,
    /// A civil action.
    Lawsuit,
    /// An end for good.
    Closure,
    /// Money given.
    Funding,
    /// A body bought.
    Acquisition,
}

spelled!(FactKind is "a kind of fact":
    Fine = "fine", Suspension = "suspension", Charge = "charge", Conviction = "conviction", Lawsuit = "lawsuit",
    Closure = "closure", Funding = "funding", Acquisition = "acquisition",
);

impl FactKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [FactKind; 8] = [
        FactKind::Fine,
        FactKind::Suspension,
        FactKind::Charge,
        FactKind::Conviction,
        FactKind::Lawsuit,
        FactKind::Closure,
        FactKind::Funding,
        FactKind::Acquisition,
    ];
}

/// Who did what to whom, by entity id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Roles {
    /// The body it happened to.
    pub target: Option<String>,
    /// The body that did it.
    pub authority: Option<String>,
    /// The law it rests on.
    pub law: Option<String>,
}

/// One document's word for a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// `<doc>:<start>-<end>:<kind>`.
    pub claim: String,
    /// The document.
    pub doc: String,
    /// Day of publication of the document, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// First code point of the sentence that says it.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
    /// The frame that read it.
    pub rule: String,
    /// The words that fill its slots: trigger, target, authority, amount, date, duration, law. A
    /// target or date may stand outside the sentence.
    pub slots: Vec<ClaimSlot>,
    /// Whom the text names as its source.
    pub attribution: Option<String>,
    /// The sum.
    pub amount: Option<ClaimAmount>,
    /// The same sum in other currencies.
    pub equivalents: Vec<ClaimAmount>,
    /// When, in EDTF.
    pub date: Option<String>,
    /// For how long, an ISO 8601 duration.
    pub duration: Option<String>,
    /// The provision, as `law provision`.
    pub law: Option<String>,
    /// The mentions it rests on.
    pub mentions: Vec<String>,
}

/// A slot of a claim's frame and the words that fill it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimSlot {
    /// Its name.
    pub slot: String,
    /// First code point.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
}

/// A sum in a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimAmount {
    /// The number.
    #[serde(with = "super::decimal_string")]
    #[schemars(with = "Option<String>")]
    pub amount: Option<Decimal>,
    /// ISO 4217, or BTC.
    pub currency: Option<String>,
    /// A bound or an approximation.
    pub modifier: Option<MoneyModifier>,
}

/// What the claims of a fact say of one field, together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    /// Whether they agree.
    pub status: FieldStatus,
    /// The value, where one can be named.
    pub value: Option<String>,
    /// Every value said, once.
    pub values: Vec<String>,
    /// Why the status is what it is.
    pub why: String,
}

/// How claims of one fact stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FieldStatus {
    /// One claim says it.
    Single,
    /// All say the same.
    Agree,
    /// Different words for what can be one value ("2 million", "more than 2 million").
    Compatible,
    /// Values that exclude each other.
    Conflict,
}

spelled!(FieldStatus is "a status":
    Single = "single", Agree = "agree", Compatible = "compatible", Conflict = "conflict",
);
