//! The tables of known organisations, the built-in one and the user's, as one.

use crate::gazetteer::{
    Alias, Class, Entries, NameIndex, OrgRow, OrgTable, Table, Token, built_in_orgs, tokens_of,
};
use crate::kinds::country::Country;
use crate::model::{Lang, OrgKind, RowNames, by_lang};
use crate::text::name_stems;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{OnceLock, PoisonError, RwLock};

/// An alias of one of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AliasId {
    table: u16,
    at: u32,
}

/// A row of one of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowId {
    table: u16,
    row: u32,
}

/// The known organisations.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    /// The user's tables in the order of their names, then the built-in one: of names of one length
    /// that of the first table counts.
    tables: Vec<Source>,
    /// The names that a body of every country has, by language.
    types: [BodyTypes; 3],
    /// The rows that say their type of body and country: flag `type:NAME`. Names tell those of the
    /// other rows.
    typed: BTreeMap<(String, String), AliasId>,
    /// The rows by id, made when first asked for.
    rows: OnceLock<FxHashMap<String, RowId>>,
    /// Names that were asked for with a country.
    pub(super) full_names: FullNames,
}

/// The types of bodies that every country has, with their names in one language: class
/// `org_generic`.
#[derive(Debug, Default)]
struct BodyTypes {
    /// The type of a name, by its stems.
    by_stems: BTreeMap<String, String>,
    /// The names of a type, the usual one first.
    names: BTreeMap<String, Vec<String>>,
}

/// A table and its rows that do not count.
#[derive(Debug)]
struct Source {
    table: OrgTable,
    /// Rows that the user leaves out, or gives anew in a table of their own.
    out: BTreeSet<u32>,
}

/// What the tables say of an alias.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GazetteerEntry<'g> {
    /// The name in the nominative.
    pub(crate) name: &'g str,
    /// Whether it is also a common word, place or surname.
    pub(crate) ambiguous: bool,
    /// The row that the alias stands in.
    pub(crate) id: RowId,
    /// The cells of the row.
    pub(crate) row: OrgRow<'g>,
    /// The table's file, without `.tsv`.
    pub(crate) table: &'g str,
}

impl GazetteerEntry<'_> {
    /// The kind of organisation.
    pub(super) fn kind(&self) -> Option<OrgKind> {
        self.row.kind().and_then(OrgKind::from_name)
    }
}

impl Gazetteer {
    /// Puts the user's tables before the built-in one. Rows named in `without`, by id or by any
    /// name, are left out. `words` are the tables of word classes, of which `org_generic` counts
    /// here.
    pub(crate) fn new(user: Vec<OrgTable>, words: &[&Table<'_>], without: &[String]) -> Self {
        let mut tables: Vec<Source> = Vec::new();
        for table in user.into_iter().chain([built_in_orgs()]) {
            let mut out: BTreeSet<u32> =
                without.iter().flat_map(|name| table.rows_named(name)).collect();
            // A row that a table before this one has under the same id is overridden.
            if !tables.is_empty() {
                let given: BTreeSet<&str> = tables
                    .iter()
                    .flat_map(|s| s.table.aliases().map(|a| s.table.row(a.row).id()))
                    .collect();
                out.extend(
                    table
                        .aliases()
                        .map(|a| a.row)
                        .filter(|row| given.contains(table.row(*row).id())),
                );
            }
            tables.push(Source { table, out });
        }
        let mut typed = BTreeMap::new();
        for (place, source) in tables.iter().enumerate() {
            for (at, row) in source.table.typed() {
                let key = row.body_type().map(str::to_owned).zip(row.country().map(str::to_owned));
                let counts = source.table.alias(at).is_some_and(|a| !source.out.contains(&a.row));
                if let Some(key) = key.filter(|_| counts) {
                    typed.entry(key).or_insert(AliasId { table: place as u16, at });
                }
            }
        }
        Self {
            tables,
            types: body_types(words),
            typed,
            rows: OnceLock::new(),
            full_names: FullNames::default(),
        }
    }

    /// The names of a row in each language, the first of each. A table of one name a row has none.
    pub(super) fn row_names(&self, id: &str) -> Option<RowNames> {
        let rows = self.rows.get_or_init(|| {
            let mut rows = FxHashMap::default();
            for (place, source) in self.tables.iter().enumerate() {
                let mut last = None;
                for alias in source.table.aliases() {
                    if last.replace(alias.row) == Some(alias.row) || source.out.contains(&alias.row)
                    {
                        continue;
                    }
                    let row = RowId { table: place as u16, row: alias.row };
                    rows.entry(source.table.row(alias.row).id().to_owned()).or_insert(row);
                }
            }
            rows
        });
        let row = rows.get(id)?;
        let first = self.tables.get(usize::from(row.table))?.table.first_names(row.row);
        let mut names = RowNames::default();
        for lang in Lang::ALL {
            *names.names.get_mut(lang) = first[lang.index()].map(str::to_owned);
        }
        Some(names)
    }

    /// Whether every country has an organisation of this name.
    pub(super) fn is_generic(&self, name: &str, lang: Lang) -> bool {
        self.body_type(name, lang).is_some()
    }

    /// The type of body that this is a name of, if every country has a body of the type: "Central
    /// Bank" is `central-bank`.
    pub(super) fn body_type(&self, name: &str, lang: Lang) -> Option<&str> {
        let types = &self.types[lang.index()].by_stems;
        // "des Finanzministeriums"
        let nominative = name.strip_suffix('s').filter(|_| lang == Lang::De);
        let found = types.get(&name_stems(name));
        found.or_else(|| types.get(&name_stems(nominative?))).map(String::as_str)
    }

    /// The nominative of a name of a type of body: «правительство» of «правительству».
    pub(super) fn nominative(&self, name: &str, lang: Lang) -> Option<&str> {
        let names = self.names_of_type(self.body_type(name, lang)?, lang);
        let stems = name_stems(name);
        names.iter().map(String::as_str).find(|known| name_stems(known) == stems)
    }

    /// The names of a type of body in a language, the usual one first.
    pub(super) fn names_of_type(&self, body_type: &str, lang: Lang) -> &[String] {
        self.types[lang.index()].names.get(body_type).map_or(&[], Vec::as_slice)
    }

    /// The names of a language, by table.
    pub(crate) fn names(&self, lang: Lang) -> impl Iterator<Item = &NameIndex> {
        self.tables.iter().map(move |source| source.table.names(lang))
    }

    /// The longest name of a language that begins at `tokens[at]`: how many tokens it has, and its
    /// alias; of several an unambiguous one.
    #[inline]
    pub(super) fn longest(
        &self,
        lang: Lang,
        tokens: &[Token],
        at: usize,
    ) -> Option<(usize, AliasId)> {
        if !tokens.get(at).is_some_and(Token::may_begin) {
            return None;
        }
        let mut best: Option<(usize, AliasId)> = None;
        for (place, source) in self.tables.iter().enumerate() {
            source.table.names(lang).each(tokens, at, |count, entries| {
                if best.is_none_or(|(longest, _)| count > longest)
                    && let Some(alias) = source.choose(entries)
                {
                    best = Some((count, AliasId { table: place as u16, at: alias }));
                }
            });
        }
        best
    }

    /// The row that says that it is the body of a type in a country.
    pub(super) fn typed(&self, body_type: &str, country: &str) -> Option<AliasId> {
        // Most tables have none: no key is made.
        if self.typed.is_empty() {
            return None;
        }
        self.typed.get(&(body_type.to_owned(), country.to_owned())).copied()
    }

    /// All aliases of a language that say the same, one for each row: this one first.
    pub(super) fn namesakes(&self, alias: AliasId, lang: Lang) -> Vec<AliasId> {
        let mut out = vec![alias];
        let Some(name) = self.name(alias) else { return out };
        let tokens = tokens_of(name);
        for (place, source) in self.tables.iter().enumerate() {
            source.table.names(lang).each(&tokens, 0, |count, entries| {
                if count < tokens.len() {
                    return;
                }
                for at in entries {
                    let found = AliasId { table: place as u16, at };
                    let counts =
                        source.table.alias(at).is_some_and(|a| !source.out.contains(&a.row));
                    let is_new = out.iter().all(|known| self.row(*known) != self.row(found));
                    if counts && is_new {
                        out.push(found);
                    }
                }
            });
        }
        out
    }

    /// The alias of a row that is spelled like this.
    pub(super) fn alias_of(&self, row: RowId, name: &str, lang: Lang) -> Option<AliasId> {
        let tokens = tokens_of(name);
        let table = &self.tables.get(usize::from(row.table))?.table;
        let mut out = None;
        table.names(lang).each(&tokens, 0, |count, mut entries| {
            if count == tokens.len() && out.is_none() {
                let is_same = |alias: Alias| alias.row == row.row && table.name_of(alias) == name;
                out = entries
                    .find(|at| table.alias(*at).is_some_and(is_same))
                    .map(|at| AliasId { table: row.table, at });
            }
        });
        out
    }

    /// The name of an alias, in the nominative.
    fn name(&self, alias: AliasId) -> Option<&str> {
        let table = &self.tables.get(usize::from(alias.table))?.table;
        Some(table.name_of(table.alias(alias.at)?))
    }

    /// The row that an alias stands in.
    pub(super) fn row(&self, alias: AliasId) -> Option<RowId> {
        let row = self.tables.get(usize::from(alias.table))?.table.alias(alias.at)?.row;
        Some(RowId { table: alias.table, row })
    }

    /// What the tables say of an alias.
    pub(crate) fn entry(&self, alias: AliasId) -> Option<GazetteerEntry<'_>> {
        let table = &self.tables.get(usize::from(alias.table))?.table;
        let found = table.alias(alias.at)?;
        Some(GazetteerEntry {
            name: table.name_of(found),
            ambiguous: found.ambiguous,
            id: RowId { table: alias.table, row: found.row },
            row: table.row(found.row),
            table: table.name.strip_suffix(".tsv").unwrap_or(&table.name),
        })
    }
}

/// The rows that names mean with a country. To find one takes dozens of look-ups, and news asks for
/// the same few hundred again and again.
#[derive(Debug, Default)]
pub(super) struct FullNames {
    known: RwLock<FxHashMap<(Country, Lang), Rows>>,
}

/// By name: its row, if there is one.
type Rows = FxHashMap<String, Option<AliasId>>;

/// At most so many names of a country and language are kept: 20 MB if a hostile text has them of every
/// country.
const MAX_FULL_NAMES: usize = 256;

impl FullNames {
    /// The row that is known, or the one that `find` gives.
    pub(super) fn get(
        &self,
        name: &str,
        country: Country,
        lang: Lang,
        find: impl FnOnce() -> Option<AliasId>,
    ) -> Option<AliasId> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&(country, lang)).and_then(|names| names.get(name)) {
            return *found;
        }
        drop(known);
        let found = find();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let names = known.entry((country, lang)).or_default();
        if names.len() < MAX_FULL_NAMES {
            names.insert(name.to_owned(), found);
        }
        found
    }
}

impl Source {
    fn choose(&self, entries: Entries<'_>) -> Option<u32> {
        let of = |at: u32| self.table.alias(at).filter(|a: &Alias| !self.out.contains(&a.row));
        entries.filter_map(|at| Some((of(at)?.ambiguous, at))).min().map(|(_, at)| at)
    }
}

/// The types of bodies and their names, by language.
fn body_types(tables: &[&Table<'_>]) -> [BodyTypes; 3] {
    by_lang(|lang| {
        let mut out = BodyTypes::default();
        let rows = tables.iter().flat_map(|t| t.rows());
        for row in rows.filter(|r| Class::OrgGeneric.has(r) && r.get("lang") == lang.as_str()) {
            let body_type = row.get("value").to_owned();
            for name in row.list("forms") {
                out.by_stems.entry(name_stems(name)).or_insert_with(|| body_type.clone());
                out.names.entry(body_type.clone()).or_default().push(name.to_owned());
            }
        }
        out
    })
}
