//! The GLEIF golden copy of level 1 data: a CSV of legal entities.

use super::Take;
use super::body::{Body, WITHOUT_ID, Words};
use crate::model::{Lang, OrgKind};
use csv::StringRecord;
use std::io::BufRead;

/// Reads the rows. Columns are found by their names.
pub(super) fn read(
    input: &mut dyn BufRead,
    words: &Words,
    take: &mut Take<'_>,
) -> Result<(), String> {
    let mut csv = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let header = csv.headers().map_err(|e| e.to_string())?.clone();
    let column = |name: &str| header.iter().position(|h| h.trim_start_matches('\u{FEFF}') == name);
    let columns = Columns {
        lei: column("LEI").ok_or(
            "has no column LEI; name the CSV of the golden copy (level 1), unpacked from its .zip",
        )?,
        name: column("Entity.LegalName").ok_or("has no column Entity.LegalName")?,
        lang: column("Entity.LegalName.xmllang"),
        category: column("Entity.EntityCategory"),
        status: column("Entity.EntityStatus"),
        country: column("Entity.LegalAddress.Country"),
        jurisdiction: column("Entity.LegalJurisdiction"),
        others: (1..=5)
            .filter_map(|i| {
                let name = format!("Entity.OtherEntityNames.OtherEntityName.{i}");
                Some((
                    column(&name)?,
                    column(&format!("{name}.xmllang")),
                    column(&format!("{name}.type")),
                ))
            })
            .collect(),
    };
    let mut row = StringRecord::new();
    while csv.read_record(&mut row).map_err(|e| e.to_string())? {
        take(columns.body(&row, words));
    }
    Ok(())
}

/// Where the columns are: name, language and type of other names.
struct Columns {
    lei: usize,
    name: usize,
    lang: Option<usize>,
    category: Option<usize>,
    status: Option<usize>,
    country: Option<usize>,
    jurisdiction: Option<usize>,
    others: Vec<(usize, Option<usize>, Option<usize>)>,
}

impl Columns {
    fn body(&self, row: &StringRecord, words: &Words) -> Result<Body, &'static str> {
        let cell =
            |at: Option<usize>| at.and_then(|at| row.get(at)).filter(|cell| !cell.is_empty());
        let lang = |at: Option<usize>| cell(at).and_then(Lang::from_tag);
        let lei = cell(Some(self.lei)).ok_or(WITHOUT_ID)?;
        if cell(self.status).is_some_and(|status| status != "ACTIVE") {
            return Err("not active");
        }
        let category = cell(self.category).unwrap_or("GENERAL");
        if category == "BRANCH" {
            return Err("a branch");
        }
        let mut body = Body { id: format!("lei/{lei}"), ..Body::default() };
        body.external.insert(format!("lei:{lei}"));
        body.kind = words.kind("gleif_category", category);
        body.name(lang(self.lang), cell(Some(self.name)).unwrap_or_default());
        if body.kind == Some(OrgKind::Company)
            && body.names.iter().any(|(_, name)| words.is_bank(name))
        {
            body.kind = Some(OrgKind::Bank);
        }
        // "US-DE" is the state of Delaware.
        let jurisdiction =
            cell(self.jurisdiction).map(|code| code.split('-').next().unwrap_or(code));
        body.country = cell(self.country).or(jurisdiction).map(str::to_owned);
        for (name, other_lang, kind) in &self.others {
            if cell(*kind) != Some("PREVIOUS_LEGAL_NAME") {
                body.name(lang(*other_lang), cell(Some(*name)).unwrap_or_default());
            }
        }
        Ok(body)
    }
}
