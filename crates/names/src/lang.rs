//! The languages that newsmill has rules for.

/// A language with rules. Text in any other language is `und` in records and `None` here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Lang {
    /// English.
    En,
    /// German.
    De,
    /// Russian.
    Ru,
}

impl Lang {
    /// Every language, in the order of tables and output.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::De, Lang::Ru];

    /// The ISO 639-1 code, which is also the word in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::De => "de",
            Lang::Ru => "ru",
        }
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
pub fn by_lang<T>(make: impl FnMut(Lang) -> T) -> [T; 3] {
    Lang::ALL.map(make)
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
