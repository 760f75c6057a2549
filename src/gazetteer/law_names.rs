//! The titles and abbreviations of the known laws, by id.

use super::Table;
use crate::model::{Lang, RowNames};
use std::collections::BTreeMap;

/// The names of the rows that have any, by id. Of rows of one id the first counts.
pub(crate) fn law_names(tables: &[&Table<'_>]) -> BTreeMap<String, RowNames> {
    let mut out = BTreeMap::new();
    for row in tables.iter().filter(|t| t.has("jurisdiction")).flat_map(|t| t.rows()) {
        let mut names = RowNames::default();
        for lang in Lang::ALL {
            *names.names.get_mut(lang) = row.list(lang.as_str()).next().map(str::to_owned);
        }
        for abbreviation in ["abbr_en", "abbr_de", "abbr_ru"].iter().flat_map(|c| row.list(c)) {
            if !names.abbreviations.iter().any(|known| known == abbreviation) {
                names.abbreviations.push(abbreviation.to_owned());
            }
        }
        if names != RowNames::default() {
            out.entry(row.get("id").to_owned()).or_insert(names);
        }
    }
    out
}
