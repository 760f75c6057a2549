//! The languages that newsmill has rules for.

use super::words::spelled;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language with rules. Text in any other language is `und` in records and `None` here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    En,
    /// German.
    De,
    /// Russian.
    Ru,
}

spelled!(Lang is "a language": En = "en", De = "de", Ru = "ru");

impl Lang {
    /// Every language, in the order of tables and output.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::De, Lang::Ru];

    /// The ISO 639-1 code, which is also the word in records.
    pub(crate) const fn code(self) -> &'static str {
        self.as_str()
    }

    /// The language of an ISO 639-1 code or a longer tag (`de-AT`, `ru_RU`), in any case.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Lang::ALL.into_iter().find(|l| primary.eq_ignore_ascii_case(l.as_str()))
    }

    /// Its place in [`Lang::ALL`], for tables by language.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A table with one value for each language, in the order of [`Lang::ALL`].
pub(crate) fn by_lang<T>(make: impl FnMut(Lang) -> T) -> [T; 3] {
    Lang::ALL.map(make)
}
