//! The types that all rooms share: no rules, no files, no other room.

mod dataset;
mod document;
mod json;
mod mention;
mod record;
mod span;
mod value;

pub use dataset::{
    Claim, ClaimAmount, EntityExternal, Evidence, FactKind, Field, FieldStatus, Form, Link, Names, RefusedLink, Roles,
};
pub use document::{Document, Published, PublishedFrom, Reject};
pub(crate) use json::{write_field, write_json, write_number};
pub(crate) use mention::mention_id;
pub use mention::{Confidence, Kind, Mention};
pub use newsmill_names::{Lang, by_lang};
pub(crate) use record::sha256_hex;
pub use record::{
    DocumentRecord, EntityRecord, FactRecord, Header, Manifest, MentionRecord, ParagraphRecord, Rate, RejectRecord,
    SCHEMA_VERSION, schemas,
};
pub use span::{CharIndex, Normal, OffsetMap, OffsetMapBuilder, Original, Span};
pub use value::{
    CurrencyBasis, DateBasis, DateKind, DateModifier, DateOrder, DateValue, External, Grain, JurisdictionBasis,
    LawExternal, LawValue, MoneyModifier, MoneyValue, OrgKind, OrgValue, Provision, SubProvision, Value,
};
