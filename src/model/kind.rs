//! The kinds of mention.

use super::words::spelled;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The four kinds of mention.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "UPPERCASE")]
pub enum Kind {
    /// A date, clock time, duration or set of times.
    Date,
    /// A legal article or a law.
    Law,
    /// An amount of money.
    Money,
    /// An organisation.
    Org,
}

spelled!(Kind is "a kind of mention": Date = "DATE", Law = "LAW", Money = "MONEY", Org = "ORG");

impl Kind {
    /// Every kind, in the order of output.
    pub const ALL: [Kind; 4] = [Kind::Date, Kind::Law, Kind::Money, Kind::Org];
}
