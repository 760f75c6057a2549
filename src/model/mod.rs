//! The types that all rooms share: languages, spans, documents, mentions, values, records. No
//! rules, no files.

mod country_evidence;
mod day;
mod decimal_string;
mod digest;
mod document;
mod entity;
mod kind;
mod mention;
mod mention_record;
mod record;
mod refused_frame;
mod rule_info;
mod schema;
pub(crate) mod span;
mod value;
pub(crate) mod words;

pub use country_evidence::{Candidate, CountryEvidence, CountryWeight};
pub use day::Day;
pub(crate) use digest::sha256_hex;
pub use document::{Document, Published, PublishedFrom, Reject};
pub use entity::{
    Claim, ClaimAmount, ClaimSlot, EntityExternal, Evidence, FactKind, Field, FieldStatus, Form,
    Link, Names, RefusedLink, Roles, RowNames,
};
pub use kind::Kind;
pub(crate) use mention::mention_id;
pub use mention::{CharSpan, Confidence, Holder, Mention};
pub use mention_record::MentionRecord;
pub use newsmill_names::Lang;
pub(crate) use newsmill_names::by_lang;
pub use record::{
    DocumentRecord, EntityRecord, FactRecord, Header, Manifest, ParagraphRecord, Rate, RejectRecord,
};
pub(crate) use record::{FIELDS_LISTED, is_manifest};
pub use refused_frame::RefusedFrame;
pub use rule_info::RuleInfo;
pub use schema::schemas;
pub(crate) use span::{CharIndex, Normal, OffsetMap, OffsetMapBuilder};
pub use span::{Original, Span};
pub use value::{
    CurrencyBasis, DateBasis, DateKind, DateModifier, DateOrder, DateValue, External, Grain,
    JurisdictionBasis, LawExternal, LawValue, MoneyModifier, MoneyValue, OrgKind, OrgValue,
    Provision, SubProvision, Value,
};

/// The version of the records. New fields that may be `null` keep it; anything else raises it.
pub const SCHEMA_VERSION: &str = "1";
