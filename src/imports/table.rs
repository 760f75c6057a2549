//! Collects bodies and writes the table.

use super::body::{Body, WITHOUT_ID, Words, column};
use super::{Filter, Format, Import};
use crate::error::Result;
use crate::model::{Lang, OrgKind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Capitals of an acronym that many bodies may have, at most.
const SHORT_ACRONYM: usize = 4;

/// Bodies that the filter keeps, by id.
pub(super) struct Collector<'f> {
    format: Format,
    filter: &'f Filter,
    bodies: BTreeMap<String, Body>,
    pub(super) read: u64,
    left_out: BTreeMap<&'static str, u64>,
}

impl<'f> Collector<'f> {
    pub(super) fn new(format: Format, filter: &'f Filter) -> Self {
        Self { format, filter, bodies: BTreeMap::new(), read: 0, left_out: BTreeMap::new() }
    }

    /// Takes what a record gave.
    pub(super) fn take(&mut self, body: std::result::Result<Body, &'static str>) {
        self.read += 1;
        match body.and_then(|body| self.kept(body)) {
            Ok(body) => {
                self.bodies.insert(body.id.clone(), body);
            }
            Err(reason) => *self.left_out.entry(reason).or_default() += 1,
        }
    }

    /// Records without an id: those of another dump.
    pub(super) fn without_id(&self) -> u64 {
        self.left_out.get(WITHOUT_ID).copied().unwrap_or(0)
    }

    fn kept(&self, mut body: Body) -> std::result::Result<Body, &'static str> {
        let Filter { countries, kinds, langs } = self.filter;
        let told = body.country.as_deref().unwrap_or_default();
        if !countries.is_empty() && !countries.iter().any(|c| c.eq_ignore_ascii_case(told)) {
            return Err("of another country");
        }
        if !kinds.is_empty() && !body.kind.is_some_and(|kind| kinds.contains(&kind)) {
            return Err("of another kind");
        }
        body.names.retain(|(lang, name)| {
            let column = column(*lang, name);
            column.is_some_and(|lang| langs.is_empty() || langs.contains(&lang))
        });
        if body.names.is_empty() {
            return Err("without a name in these languages and scripts");
        }
        Ok(body)
    }

    /// The table and the report.
    ///
    /// # Errors
    ///
    /// None that a caller can mend: the built-in tables are sound.
    pub(super) fn table(self, words: &Words) -> Result<Import> {
        let mut owners: BTreeMap<(Lang, &str), BTreeSet<&str>> = BTreeMap::new();
        for body in self.bodies.values() {
            for (lang, name) in &body.names {
                if let Some(column) = column(*lang, name) {
                    owners.entry((column, name)).or_default().insert(&body.id);
                }
            }
        }
        let mut table = String::from("id\tkind\tcountry\ten\tde\tru\tflags\texternal\tsource\n");
        let mut ambiguous = BTreeSet::new();
        for body in self.bodies.values() {
            let mut cells: [Vec<&str>; 3] = Default::default();
            let mut flags: Vec<&str> = Vec::new();
            for (lang, name) in &body.names {
                let Some(column) = column(*lang, name) else { continue };
                if cells[column.index()].contains(&name.as_str()) {
                    continue;
                }
                cells[column.index()].push(name);
                let shared = owners.get(&(column, name.as_str())).is_some_and(|ids| ids.len() > 1);
                let alone =
                    Lang::ALL.iter().any(|lang| words.is_common(*lang, name)) || is_short(name);
                if alone {
                    ambiguous.insert(name.clone());
                }
                if (alone || shared) && !flags.contains(&name.as_str()) {
                    flags.push(name);
                }
            }
            let flags: Vec<String> = flags.iter().map(|name| format!("ambiguous:{name}")).collect();
            let kind = body.kind.unwrap_or(OrgKind::Other).as_str();
            let country = body.country.as_deref().unwrap_or_default();
            let [en, de, ru] = cells.map(|names| names.join(";"));
            let external: Vec<&str> = body.external.iter().map(String::as_str).collect();
            let _ = writeln!(
                table,
                "{}\t{kind}\t{country}\t{en}\t{de}\t{ru}\t{}\t{}\t{}",
                body.id,
                flags.join(";"),
                external.join(";"),
                self.format.name()
            );
        }
        let collisions = owners
            .into_iter()
            .filter(|(_, ids)| ids.len() > 1)
            .map(|((_, name), ids)| (name.to_owned(), ids.into_iter().map(str::to_owned).collect()))
            .collect();
        Ok(Import {
            table,
            read: self.read,
            kept: self.bodies.len() as u64,
            left_out: self.left_out,
            collisions,
            ambiguous: ambiguous.into_iter().collect(),
        })
    }
}

/// Whether a name is an acronym of at most four letters, or one letter.
fn is_short(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().all(char::is_uppercase);
    letters.count() <= SHORT_ACRONYM && capitals
}
