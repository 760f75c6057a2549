//! A body as a register has it, and what its words mean.

use crate::error::Result;
use crate::gazetteer::{BUILT_IN, BuiltIn, Table, common_words};
use crate::model::{Lang, OrgKind};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Characters of a name, at most: longer ones are descriptions.
const LONGEST: usize = 120;

/// Why a record without an id gives no body.
pub(super) const WITHOUT_ID: &str = "without an id";

/// A body of a register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Body {
    /// Its id in our table: `ror/05a28rw58`.
    pub(super) id: String,
    pub(super) kind: Option<OrgKind>,
    /// ISO 3166.
    pub(super) country: Option<String>,
    /// Its names, the main one first, each with its language where the register says it.
    pub(super) names: Vec<(Option<Lang>, String)>,
    /// Ids in registers: `ror:…`, `lei:…`, `wikidata:Q…`.
    pub(super) external: BTreeSet<String>,
}

impl Body {
    /// Adds a name in composed form with single spaces. A name without letters of our scripts, of one
    /// letter or of more than 120 characters is left out.
    pub(super) fn name(&mut self, lang: Option<Lang>, name: &str) {
        let visible = name.nfc().filter(|c| !c.is_control() && !is_invisible(*c));
        let name: String = visible.map(|c| if c == ';' { ',' } else { c }).collect();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let letters = name.chars().filter(|c| c.is_alphabetic());
        let ours = letters.clone().all(|c| script(c).is_some());
        let (letters, length) = (letters.count(), name.chars().count());
        if ours && letters > 1 && length <= LONGEST && !name.starts_with('#') {
            self.names.push((lang, name));
        }
    }
}

/// Marks that the eye does not see.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

/// The language whose column a name without a language stands in: Cyrillic letters are Russian, Latin
/// ones English, which every language's texts are searched for.
fn script(c: char) -> Option<Lang> {
    match c {
        '\u{0400}'..='\u{04FF}' => Some(Lang::Ru),
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Some(Lang::En),
        _ => None,
    }
}

/// The column of a name.
pub(super) fn column(lang: Option<Lang>, name: &str) -> Option<Lang> {
    let script = name.chars().find_map(|c| c.is_alphabetic().then(|| script(c)).flatten())?;
    let german = lang == Some(Lang::De) && script == Lang::En;
    Some(if german { Lang::De } else { script })
}

/// The words of dumps, and the words that are no names by themselves.
pub(super) struct Words {
    meanings: BTreeMap<(String, String), String>,
    common: BTreeSet<(Lang, String)>,
}

impl Words {
    /// Reads the built-in tables.
    pub(super) fn new() -> Result<Self> {
        let table = Table::parse("imports.tsv", include_str!("../../gazetteers/imports.tsv"))?;
        let cells = |row: crate::gazetteer::Row<'_, '_>| {
            (
                (row.get("list").to_owned(), row.get("value").to_owned()),
                row.get("meaning").to_owned(),
            )
        };
        let meanings = table.rows().map(cells).collect();
        let tables = BUILT_IN.iter().map(BuiltIn::parse).collect::<Result<Vec<_>>>()?;
        Ok(Self { meanings, common: common_words(&tables) })
    }

    /// What a value of a field of a dump means.
    pub(super) fn meaning(&self, list: &str, value: &str) -> Option<&str> {
        self.meanings.get(&(list.to_owned(), value.to_owned())).map(String::as_str)
    }

    /// The kind of body that a value means.
    pub(super) fn kind(&self, list: &str, value: &str) -> Option<OrgKind> {
        self.meaning(list, value).and_then(OrgKind::from_name)
    }

    /// Whether a word of a name says that it is a bank.
    pub(super) fn is_bank(&self, name: &str) -> bool {
        let mut words = name.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        words.any(|word| self.meaning("bank_word", &word).is_some())
    }

    /// Whether a name is a common word, a place or a given name.
    pub(super) fn is_common(&self, lang: Lang, name: &str) -> bool {
        self.common.contains(&(lang, name.to_lowercase()))
    }
}
