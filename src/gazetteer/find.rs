//! What the tables say of a name: for `newsmill gazetteer find`.

use super::{OrgTable, Table, tokens_of};
use crate::model::Lang;
use crate::text::{fold_word, name_key, normalize};

/// A row that knows a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// `orgs.tsv:123`.
    pub place: String,
    /// The row's id, or the class of its words.
    pub row: String,
    /// The language whose texts the name stands in; `None` for all.
    pub lang: Option<Lang>,
    /// The table's own spelling, of which the name may be an inflected form.
    pub name: String,
    /// What the row says of it: kind and country, jurisdiction, value.
    pub says: String,
    /// A common word, a place or several bodies: found only with a descriptor, quotes, or an
    /// unambiguous name of the same body in the document.
    pub needs_context: bool,
}

/// The key by which a name without a row is one with other spellings of it, and every row that
/// knows the name.
pub fn find(name: &str, orgs: &[OrgTable], tables: &[Table<'_>]) -> (String, Vec<Hit>) {
    let normal = normalize(name).text;
    let mut hits = Vec::new();
    let parts = tokens_of(&normal);
    for table in orgs {
        for lang in Lang::ALL {
            let whole =
                table.names(lang).longest(&parts, 0).filter(|(count, _)| *count == parts.len());
            for alias in
                whole.into_iter().flat_map(|(_, entries)| entries).filter_map(|at| table.alias(at))
            {
                let (line, _) = table.place(alias.row);
                let row = table.row(alias.row);
                hits.push(Hit {
                    place: format!("{}:{line}", table.name),
                    row: row.id().to_owned(),
                    lang: Some(lang),
                    name: table.name_of(alias).to_owned(),
                    says: [row.kind(), row.country()]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(", "),
                    needs_context: alias.ambiguous,
                });
            }
        }
    }
    for row in tables.iter().filter(|t| !OrgTable::is_one(t.columns())).flat_map(Table::rows) {
        let columns = [
            ("en", Lang::En),
            ("abbr_en", Lang::En),
            ("de", Lang::De),
            ("abbr_de", Lang::De),
            ("ru", Lang::Ru),
        ];
        let laws =
            columns.into_iter().chain([("abbr_ru", Lang::Ru)]).filter_map(|(column, lang)| {
                row.list(column)
                    .find(|n| *n == normal)
                    .map(|n| (row.get("id"), Some(lang), n, row.get("jurisdiction")))
            });
        let words = row.list("forms").find(|f| fold_word(f) == fold_word(&normal)).map(|form| {
            (
                row.get("class"),
                Lang::ALL.into_iter().find(|l| l.as_str() == row.get("lang")),
                form,
                row.get("value"),
            )
        });
        hits.extend(laws.chain(words).map(|(id, lang, name, says)| Hit {
            place: row.place(),
            row: id.to_owned(),
            lang,
            name: name.to_owned(),
            says: says.to_owned(),
            needs_context: false,
        }));
    }
    (name_key(&normal), hits)
}
