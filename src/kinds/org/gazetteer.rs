//! The table of known organisations, inflected and indexed by language.

use super::org_kind;
use crate::error::Result;
use crate::gazetteer::{NameIndex, Table, forms};
use crate::model::{External, Lang, OrgKind, by_lang};
use crate::text::name_stems;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A row of `orgs.tsv`.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(super) id: String,
    pub(super) kind: Option<OrgKind>,
    pub(super) country: Option<String>,
    pub(super) external: External,
    /// `orgs:id`, for evidence.
    pub(super) resource: String,
}

/// A name of an entry in one language.
#[derive(Debug)]
pub(super) struct Alias {
    pub(super) entry: u32,
    /// The nominative.
    pub(super) name: String,
    /// The language whose texts it stands in, and the one that inflects it.
    lang: Lang,
    of: Lang,
    pub(super) acronym: bool,
    /// Also a common word, place or surname.
    pub(super) ambiguous: bool,
}

/// The known organisations.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    pub(super) entries: Vec<Entry>,
    pub(super) aliases: Vec<Alias>,
    /// Spellings in running text, by language, to aliases; made when the first text of a language comes.
    index: [OnceLock<NameIndex>; 3],
    /// Stems of the names that every country has a body of, by language.
    generic: [BTreeSet<String>; 3],
}

impl Gazetteer {
    /// Compiles the table; rows named in `without`, by id or by any name, are left out.
    pub(crate) fn new(tables: &[&Table<'_>], without: &[String]) -> Result<Self> {
        let mut gazetteer = Self {
            entries: Vec::new(),
            aliases: Vec::new(),
            index: by_lang(|_| OnceLock::new()),
            generic: generic(tables),
        };
        for row in tables.iter().filter(|t| t.name == "orgs.tsv").flat_map(|t| t.rows()) {
            let id = row.get("id");
            let out = |name: &str| without.iter().any(|w| w == name);
            if out(id) || Lang::ALL.iter().any(|l| row.list(l.code()).any(out)) {
                continue;
            }
            let entry = gazetteer.entries.len() as u32;
            let external = |key: &str| {
                row.list("external").find_map(|e| e.strip_prefix(key)?.strip_prefix(':')).map(str::to_owned)
            };
            gazetteer.entries.push(Entry {
                id: id.to_owned(),
                kind: org_kind(row.get("kind")),
                country: row.opt("country").map(str::to_owned),
                external: External { wikidata: external("wikidata"), ror: external("ror"), lei: external("lei") },
                resource: format!("orgs:{id}"),
            });
            let ambiguous: BTreeSet<&str> = row.list("flags").filter_map(|f| f.strip_prefix("ambiguous:")).collect();
            for lang in Lang::ALL {
                for name in row.list(lang.code()) {
                    gazetteer.alias(lang, lang, name, entry, ambiguous.contains(name));
                }
            }
            // Names in Latin letters stand unchanged in texts of the other languages.
            for name in row.list("en").filter(|n| n.contains(' ') || is_acronym(n) || row.get("de").is_empty()) {
                for lang in [Lang::De, Lang::Ru] {
                    if !row.list(lang.code()).any(|n| n == name) {
                        gazetteer.alias(lang, Lang::En, name, entry, ambiguous.contains(name));
                    }
                }
            }
        }
        Ok(gazetteer)
    }

    /// Whether every country has a body of this name.
    pub(super) fn is_generic(&self, name: &str, lang: Lang) -> bool {
        self.generic[lang.index()].contains(&name_stems(name))
    }

    /// The spellings of a language: every name in all its forms.
    pub(super) fn index(&self, lang: Lang) -> &NameIndex {
        self.index[lang.index()].get_or_init(|| {
            let mut index = NameIndex::default();
            for (at, alias) in self.aliases.iter().enumerate().filter(|(_, a)| a.lang == lang) {
                for form in forms(&alias.name, alias.of) {
                    index.add(&form, at as u32);
                }
            }
            index
        })
    }

    /// Adds a name of `lang`, to be inflected as a name of `of`.
    fn alias(&mut self, lang: Lang, of: Lang, name: &str, entry: u32, ambiguous: bool) {
        let acronym = is_acronym(name);
        self.aliases.push(Alias { entry, name: name.to_owned(), lang, of, acronym, ambiguous });
    }
}

/// The forms of class `org-generic`, by stem.
fn generic(tables: &[&Table<'_>]) -> [BTreeSet<String>; 3] {
    by_lang(|lang| {
        let rows = tables.iter().flat_map(|t| t.rows());
        let ours = rows.filter(|r| r.get("class") == "org-generic" && r.get("lang") == lang.code());
        ours.flat_map(|r| r.list("forms")).map(name_stems).collect()
    })
}

/// Whether a name is an acronym: one word, at least two capitals, and no more small letters than capitals.
pub(super) fn is_acronym(name: &str) -> bool {
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    let small = name.chars().filter(|c| c.is_lowercase()).count();
    capitals >= 2 && small <= capitals && !name.contains(' ') && name.chars().count() <= 12
}
