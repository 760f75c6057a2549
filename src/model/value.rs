//! What a mention says, resolved: one type for each kind.

use super::Kind;
use super::words::spelled;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// The value of a mention. In a record its shape follows from `type`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// A date, time, duration or set.
    Date(DateValue),
    /// An amount.
    Money(MoneyValue),
    /// A law or its provisions.
    Law(LawValue),
    /// An organisation.
    Org(OrgValue),
}

impl Value {
    /// Its kind.
    pub const fn kind(&self) -> Kind {
        match self {
            Value::Date(_) => Kind::Date,
            Value::Money(_) => Kind::Money,
            Value::Law(_) => Kind::Law,
            Value::Org(_) => Kind::Org,
        }
    }
}

/// Each shape has a key that no other shape has; it tells which one is read.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let fields = serde_json::Map::deserialize(input)?;
        let kinds = [
            ("timex", Kind::Date),
            ("currency", Kind::Money),
            ("provisions", Kind::Law),
            ("generic", Kind::Org),
        ];
        let kind =
            kinds.into_iter().find(|(key, _)| fields.contains_key(*key)).map(|(_, kind)| kind);
        let json = serde_json::Value::Object(fields);
        match kind {
            Some(Kind::Date) => serde_json::from_value(json).map(Value::Date),
            Some(Kind::Money) => serde_json::from_value(json).map(Value::Money),
            Some(Kind::Law) => serde_json::from_value(json).map(Value::Law),
            Some(Kind::Org) => serde_json::from_value(json).map(Value::Org),
            None => return Err(D::Error::custom("not the value of a mention of any kind")),
        }
        .map_err(D::Error::custom)
    }
}

/// A TIMEX3 value with its EDTF and its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DateValue {
    /// The TIMEX3 class.
    pub kind: DateKind,
    /// ISO 8601-2 (EDTF): `2021-01-25`, `2021-Q1`, `201X`, `2017-08/..`; of a clock time, its day.
    /// `null` for durations, sets, `*_REF` words and what stays unresolved.
    pub edtf: Option<String>,
    /// The TIMEX3 value: `2021-SP`, `P3M`, `PRESENT_REF`, `2021-01-25T20:00`.
    pub timex: Option<String>,
    /// The unit that it names.
    pub grain: Option<Grain>,
    /// First day it covers, `YYYY-MM-DD`.
    pub start: Option<String>,
    /// Last day it covers, inclusive.
    pub end: Option<String>,
    /// What its value was resolved against.
    pub basis: DateBasis,
    /// A part or direction that the words give: "early", "since".
    pub modifier: Option<DateModifier>,
    /// Both readings of an ambiguous 03/04/2021, in EDTF.
    pub alternatives: Vec<String>,
}

/// The TIMEX3 class of a DATE mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DateKind {
    /// A day or a longer calendar unit.
    Date,
    /// A clock time or a part of a day.
    Time,
    /// A length of time.
    Duration,
    /// A repeated time.
    Set,
}

spelled!(DateKind is "a class of dates": Date = "date", Time = "time", Duration = "duration", Set = "set");

/// The calendar unit that an expression names.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Grain {
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// ISO week, Monday first.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// Month.
    Month,
    /// Quarter.
    Quarter,
    /// Season, meteorological; winter runs from December of the named year.
    Season,
    /// Half of a year.
    Half,
    /// Year.
    Year,
    /// Decade.
    Decade,
    /// Century.
    Century,
}

spelled!(Grain is "a calendar unit":
    Minute = "minute", Hour = "hour", Day = "day", Week = "week", Weekend = "weekend", Month = "month",
    Quarter = "quarter", Season = "season", Half = "half", Year = "year", Decade = "decade", Century = "century",
);

/// What the value of a date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DateBasis {
    /// The words alone.
    Explicit,
    /// The publication date.
    DocumentDate,
    /// Another date of the text.
    Text,
    /// Nothing: parts are unknown.
    Unresolved,
}

spelled!(DateBasis is "a basis of dates":
    Explicit = "explicit", DocumentDate = "document-date", Text = "text", Unresolved = "unresolved",
);

/// The order of day and month in a numeric date. Not part of any value: an option, or what a
/// document proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 25/01/2021.
    DayFirst,
    /// 01/25/2021.
    MonthFirst,
}

spelled!(DateOrder is "an order of day and month": DayFirst = "dmy", MonthFirst = "mdy");

/// A part of, or a direction from, the named time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DateModifier {
    /// "early", "Anfang".
    Start,
    /// "mid-", "Mitte".
    Mid,
    /// "late", "Ende".
    End,
    /// "before".
    Before,
    /// "after".
    After,
    /// "since".
    Since,
    /// "until".
    Until,
    /// "around".
    About,
}

spelled!(DateModifier is "a modifier of dates":
    Start = "start", Mid = "mid", End = "end", Before = "before", After = "after", Since = "since", Until = "until",
    About = "about",
);

/// An exact amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MoneyValue {
    /// The amount as a plain decimal number; `null` for ranges and vague sums.
    #[serde(with = "super::decimal_string")]
    #[schemars(with = "Option<String>", regex(pattern = r"^-?\d+(\.\d+)?$"))]
    pub amount: Option<Decimal>,
    /// ISO 4217, or BTC for Bitcoin, which has no code there.
    pub currency: Option<String>,
    /// What told the currency.
    pub currency_basis: Option<CurrencyBasis>,
    /// A bound or an approximation that the words give.
    pub modifier: Option<MoneyModifier>,
    /// The lower end of a range.
    #[serde(with = "super::decimal_string")]
    #[schemars(with = "Option<String>", regex(pattern = r"^-?\d+(\.\d+)?$"))]
    pub min: Option<Decimal>,
    /// The upper end of a range.
    #[serde(with = "super::decimal_string")]
    #[schemars(with = "Option<String>", regex(pattern = r"^-?\d+(\.\d+)?$"))]
    pub max: Option<Decimal>,
    /// The id of the mention that says the same sum in another currency.
    pub equivalent_of: Option<String>,
    /// Whether the sum goes to each of several ("each", "je", «каждую»).
    pub each: bool,
}

/// What told the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum CurrencyBasis {
    /// A code or an unambiguous name or symbol.
    Explicit,
    /// An ambiguous symbol or name, read as the commonest.
    Symbol,
    /// The document's country or its other amounts.
    Context,
}

spelled!(CurrencyBasis is "a basis of currencies": Explicit = "explicit", Symbol = "symbol", Context = "context");

/// A bound or an approximation: never rounded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MoneyModifier {
    /// "about", "rund", «около».
    About,
    /// "almost", "knapp", «почти»: just below.
    Almost,
    /// "more than", "über", «свыше».
    MoreThan,
    /// "less than", "unter", «менее».
    LessThan,
    /// "at least", "mindestens", «не менее».
    AtLeast,
    /// "up to", "höchstens", «до».
    AtMost,
}

spelled!(MoneyModifier is "a modifier of amounts":
    About = "about", Almost = "almost", MoreThan = "more_than", LessThan = "less_than", AtLeast = "at_least",
    AtMost = "at_most",
);

/// A law and the provisions named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LawValue {
    /// The gazetteer id (`kz/koap`, `de/stgb`), or `null` where unknown.
    pub law: Option<String>,
    /// The law's title, the gazetteer's or else the text's.
    pub title: Option<String>,
    /// `KZ`, `DE`, `EU`, `UN`, `COE` …
    pub jurisdiction: Option<String>,
    /// What told the jurisdiction.
    pub jurisdiction_basis: Option<JurisdictionBasis>,
    /// The provisions in the order of the text, outermost unit first.
    pub provisions: Vec<Provision>,
    /// Ids of the law in public registers.
    pub external: LawExternal,
}

impl LawValue {
    /// Keys such as `de/stgb:263`, one a provision; the law alone where it has none. Provisions of an
    /// unknown law begin with `?`.
    pub fn citations(&self) -> Vec<String> {
        let law = self.law.as_deref();
        if self.provisions.is_empty() {
            return law.map(str::to_owned).into_iter().collect();
        }
        let key = |provision: &Provision| format!("{}:{}", law.unwrap_or("?"), provision.number);
        self.provisions.iter().map(key).collect()
    }
}

/// Ids of a law in public registers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LawExternal {
    /// CELEX number.
    pub celex: Option<String>,
    /// European Legislation Identifier.
    pub eli: Option<String>,
}

/// An article or section and its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Provision {
    /// `article`, `section`, `chapter`, `annex`, `rule`, `title` …
    pub unit: String,
    /// The number as written: `460-1`, `129a`, `20.3.3`.
    pub number: String,
    /// The end of a range; `ff` for "and following".
    pub to: Option<String>,
    /// Its parts, outermost first.
    pub sub: Vec<SubProvision>,
}

/// A part of a provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubProvision {
    /// `subsection`, `part`, `paragraph`, `point`, `sentence`, `letter` …
    pub unit: String,
    /// The number or letter as written.
    pub number: String,
    /// The end of a range.
    pub to: Option<String>,
}

/// What told the jurisdiction of a law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum JurisdictionBasis {
    /// The words name it.
    Explicit,
    /// The law's title exists in one jurisdiction.
    Title,
    /// The document's other laws and countries.
    Context,
}

spelled!(JurisdictionBasis is "a basis of jurisdictions":
    Explicit = "explicit", Title = "title", Context = "context",
);

/// An organisation's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OrgValue {
    /// The normal form: quotes off, nominative where known.
    pub name: String,
    /// The id of the name's key, `n-` + 16 hex digits.
    pub key: String,
    /// Whether it is an acronym.
    pub acronym: bool,
    /// What kind of body it is.
    pub kind: Option<OrgKind>,
    /// ISO 3166 code of its country.
    pub country: Option<String>,
    /// What told the country.
    pub country_basis: Option<JurisdictionBasis>,
    /// Whether the name fits a body in every country (МИД, Senate).
    pub generic: bool,
    /// The gazetteer row.
    pub gazetteer: Option<String>,
    /// Ids in public registers.
    pub external: External,
}

/// Ids of an organisation in public registers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct External {
    /// Wikidata.
    pub wikidata: Option<String>,
    /// Research Organization Registry.
    pub ror: Option<String>,
    /// Legal Entity Identifier.
    pub lei: Option<String>,
}

/// What kind of body an organisation is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum OrgKind {
    /// Ministries, agencies, police, administrations.
    Government,
    /// Political parties.
    Party,
    /// Courts.
    Court,
    /// Companies.
    Company,
    /// Banks, central banks among them.
    Bank,
    /// Non-governmental and non-profit bodies.
    Ngo,
    /// Intergovernmental organisations and their agencies.
    Igo,
    /// Newspapers, agencies, broadcasters.
    Media,
    /// Universities, schools, research institutes.
    University,
    /// Sports clubs, leagues, federations.
    Team,
    /// Armies and armed groups.
    Military,
    /// Anything else.
    Other,
}

spelled!(OrgKind is "a kind of organisation":
    Government = "government", Party = "party", Court = "court", Company = "company", Bank = "bank", Ngo = "ngo",
    Igo = "igo", Media = "media", University = "university", Team = "team", Military = "military", Other = "other",
);

impl OrgKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [OrgKind; 12] = [
        OrgKind::Government,
        OrgKind::Party,
        OrgKind::Court,
        OrgKind::Company,
        OrgKind::Bank,
        OrgKind::Ngo,
        OrgKind::Igo,
        OrgKind::Media,
        OrgKind::University,
        OrgKind::Team,
        OrgKind::Military,
        OrgKind::Other,
    ];

    /// The kind with this name in tables. Unlike `FromStr` it makes no message where there is none.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The names of all kinds, for messages.
    pub(crate) fn names() -> String {
        Self::ALL.map(Self::as_str).join(", ")
    }
}
