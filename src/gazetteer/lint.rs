//! What a table must be, beyond being readable: sorted, unique, composed, and honest about names
//! that need context.

use super::{Class, OrgTable, Table, is_acronym};
use crate::model::{Lang, OrgKind};
use crate::text::name_stems;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Jurisdictions that are no countries, and the Soviet Union, whose code ISO 3166 reserves.
const UNIONS: [&str; 9] = ["EU", "UN", "COE", "INT", "AU", "OAS", "CIS", "EAEU", "SU"];

/// Columns whose cells hold several values.
const LISTS: [&str; 9] =
    ["forms", "en", "de", "ru", "abbr_en", "abbr_de", "abbr_ru", "flags", "external"];

/// Classes of words that are common words, places or surnames when they stand alone: a body of such
/// a name needs context.
const COMMON: [Class; 8] = [
    Class::Country,
    Class::City,
    Class::Nationality,
    Class::Month,
    Class::Weekday,
    Class::Season,
    Class::NeedsContext,
    Class::GivenName,
];

/// Checks a set of tables; every fault names its file, line and what is wrong. `names` are the
/// tables that say what is a country, a place, a common word: the built-in ones.
pub fn check(tables: &[(&str, &str)], names: &[Table<'_>]) -> Vec<String> {
    let mut faults = Vec::new();
    let known = Known::new(names);
    let mut ids = BTreeMap::new();
    for (name, text) in tables {
        lines(name, text, &mut faults);
        match Table::parse(name, text) {
            Ok(table) => {
                cells(&table, &mut faults);
                order(&table, &mut faults);
                shared_ids(&table, &mut ids, &mut faults);
                orgs(&table, &known, &mut faults);
                types(&table, &known, &mut faults);
                laws(&table, &known, &mut faults);
                words(&table, &mut faults);
            }
            Err(error) => faults.push(error.to_string()),
        }
    }
    faults
}

/// What other tables tell.
#[derive(Default)]
struct Known {
    countries: BTreeSet<String>,
    /// Words that are no names by themselves, by language.
    common: BTreeMap<(Lang, String), String>,
    /// Names that bodies of several countries have, in lower case.
    shared: BTreeSet<(Lang, String)>,
    /// Types of state bodies, which every country has, by [`type_key`].
    types: BTreeSet<(Lang, String)>,
}

impl Known {
    fn new(tables: &[Table<'_>]) -> Self {
        let mut known = Self::default();
        for row in tables.iter().filter(|t| t.has("class")).flat_map(Table::rows) {
            let class = Class::of(&row);
            if class == Some(Class::Country) {
                known.countries.insert(row.get("value").to_owned());
            }
            if let Some(lang) = Lang::from_tag(row.get("lang")) {
                if class == Some(Class::SharedName) {
                    known.shared.extend(row.list("forms").map(|form| (lang, form.to_lowercase())));
                }
                if class == Some(Class::OrgGeneric) {
                    known.types.extend(row.list("forms").map(|form| (lang, type_key(form))));
                }
            }
            if class.is_some_and(|class| COMMON.contains(&class)) {
                for lang in Lang::ALL
                    .into_iter()
                    .filter(|l| matches!(row.get("lang"), "*") || row.get("lang") == l.as_str())
                {
                    let class = row.get("class");
                    known.common.extend(
                        row.list("forms").map(|f| ((lang, f.to_lowercase()), class.to_owned())),
                    );
                }
            }
        }
        known
    }

    fn jurisdiction(&self, code: &str) -> bool {
        self.countries.contains(code) || UNIONS.contains(&code)
    }
}

/// Words of some tables that are no names by themselves, in lower case: common words, places, given
/// names, types of state bodies.
pub(crate) fn common_words(tables: &[Table<'_>]) -> BTreeSet<(Lang, String)> {
    let Known { common, shared, types, .. } = Known::new(tables);
    let places = tables.iter().filter(|t| t.has("class")).flat_map(Table::rows);
    let places = places.filter(|row| Class::of(row) == Some(Class::Place));
    let places = places.flat_map(|row| {
        let lang = Lang::from_tag(row.get("lang"));
        row.list("forms").map(move |form| Some((lang?, form.to_lowercase()))).collect::<Vec<_>>()
    });
    common.into_keys().chain(shared).chain(types).chain(places.flatten()).collect()
}

/// Lines that diff well and hold nothing that the eye does not see.
fn lines(name: &str, text: &str, faults: &mut Vec<String>) {
    if !text.is_empty() && !text.ends_with('\n') {
        faults.push(format!("{name}: the last line has no end"));
    }
    for (i, line) in text.lines().enumerate() {
        let place = format!("{name}:{}", i + 1);
        if line.contains('\r') || line.trim().is_empty() {
            faults.push(format!("{place}: an empty line or a carriage return"));
        }
        if line.nfc().ne(line.chars()) {
            faults.push(format!("{place}: not NFC"));
        }
        if line
            .chars()
            .any(|c| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{A0}'))
        {
            faults.push(format!("{place}: an invisible mark or a no-break space"));
        }
    }
}

fn cells(table: &Table<'_>, faults: &mut Vec<String>) {
    // In long form a cell is one name, whatever stands in it.
    let lists: Vec<&str> =
        LISTS.into_iter().filter(|c| table.has(c) && !table.has("org_id")).collect();
    for row in table.rows() {
        for column in &lists {
            let cell = row.get(column);
            let values: Vec<&str> =
                if cell.is_empty() { Vec::new() } else { cell.split(';').collect() };
            if values.iter().any(|v| v.trim().is_empty() || v.trim() != *v) {
                faults.push(format!(
                    "{}: an empty or padded value in {column}: {cell:?}",
                    row.place()
                ));
            }
            if values.iter().collect::<BTreeSet<_>>().len() < values.len() {
                faults.push(format!("{}: a value twice in {column}: {cell:?}", row.place()));
            }
        }
        if table.has("source") && row.get("source").is_empty() {
            faults.push(format!("{}: no source", row.place()));
        }
    }
}

/// Tables with ids are sorted by them.
fn order(table: &Table<'_>, faults: &mut Vec<String>) {
    let mut before = "";
    for row in table.rows().filter(|_| table.has("id")) {
        let id = row.get("id");
        if id <= before {
            faults.push(format!("{}: \"{id}\" does not follow \"{before}\"", row.place()));
        }
        before = id;
    }
}

/// An id names one body or one law: readers of a dataset join records by it. `ids` has those of the
/// tables before, with the place of each.
fn shared_ids(table: &Table<'_>, ids: &mut BTreeMap<String, String>, faults: &mut Vec<String>) {
    let own: Vec<_> = table.rows().filter(|_| table.has("id")).collect();
    for row in &own {
        let id = row.get("id");
        if let Some(other) = ids.get(id) {
            faults.push(format!("{}: the id \"{id}\" is also that of {other}", row.place()));
        }
    }
    ids.extend(own.iter().map(|row| (row.get("id").to_owned(), row.place())));
}

fn orgs(table: &Table<'_>, known: &Known, faults: &mut Vec<String>) {
    if table.has("org_id") || !OrgTable::is_one(table.columns()) {
        return;
    }
    let mut owners: BTreeMap<(Lang, &str), Vec<&str>> = BTreeMap::new();
    for row in table.rows() {
        let place = row.place();
        if OrgKind::from_name(row.get("kind")).is_none() {
            faults.push(format!(
                "{place}: kind \"{}\"; the kinds are {}",
                row.get("kind"),
                OrgKind::names()
            ));
        }
        if row.opt("country").is_some_and(|c| !known.jurisdiction(c)) {
            faults.push(format!("{place}: country \"{}\" is no ISO 3166 code", row.get("country")));
        }
        if Lang::ALL.iter().all(|l| row.get(l.as_str()).is_empty()) {
            faults.push(format!("{place}: no name in any language"));
        }
        let flagged: Vec<&str> =
            row.list("flags").filter_map(|f| f.strip_prefix("ambiguous:")).collect();
        for flag in row.list("flags") {
            let name = flag.strip_prefix("ambiguous:");
            if flag.strip_prefix("type:").is_some_and(|t| !t.is_empty()) {
                continue;
            }
            if !name.is_some_and(|n| Lang::ALL.iter().any(|l| row.list(l.as_str()).any(|a| a == n)))
            {
                faults.push(format!(
                    "{place}: the flag \"{flag}\" is neither ambiguous:NAME with a name of the row nor type:NAME"
                ));
            }
        }
        for lang in Lang::ALL {
            for name in row.list(lang.as_str()).filter(|n| !flagged.contains(n)) {
                owners.entry((lang, name)).or_default().push(row.get("id"));
                let common =
                    known.common.get(&(lang, name.to_lowercase())).filter(|_| !is_acronym(name));
                if let Some(class) = common {
                    faults.push(format!(
                        "{place}: \"{name}\" is also a word of class {class} in {lang}; flag it ambiguous:{name}"
                    ));
                }
                if name.chars().count() < 2 {
                    faults.push(format!(
                        "{place}: \"{name}\" is one letter; flag it ambiguous:{name} or take it out"
                    ));
                }
            }
        }
        for external in row.list("external") {
            if !["wikidata:Q", "ror:", "lei:"].iter().any(|p| external.starts_with(p)) {
                faults.push(format!(
                    "{place}: external \"{external}\" is neither wikidata:Q…, ror:… nor lei:…"
                ));
            }
        }
    }
    // Names that bodies of several countries have may stand in the rows of all.
    let shared = |lang: Lang, name: &str| known.shared.contains(&(lang, name.to_lowercase()));
    let several = owners.into_iter().filter(|((_, _), ids)| ids.len() > 1);
    for ((lang, name), ids) in several.filter(|((lang, name), _)| !shared(*lang, name)) {
        faults.push(format!(
            "{}: \"{name}\" ({lang}) is {}; flag it ambiguous:{name} in each, or give it to one",
            table.name,
            ids.join(" and ")
        ));
    }
}

/// A name that the bodies of all countries have ("Foreign Ministry") is no name of one: it takes the
/// country of which a text speaks, and then the row whose name has that country in it.
fn types(table: &Table<'_>, known: &Known, faults: &mut Vec<String>) {
    if table.has("org_id") || !OrgTable::is_one(table.columns()) {
        return;
    }
    for row in table.rows() {
        for lang in Lang::ALL {
            for name in row.list(lang.as_str()) {
                if known.types.contains(&(lang, type_key(name))) {
                    faults.push(format!(
                        "{}: \"{name}\" ({lang}) is a type of state body that every country has; give the name its country, or take it out",
                        row.place()
                    ));
                }
            }
        }
    }
}

/// The stems of a name in any case; an acronym itself: МЭР is no мэрия.
fn type_key(name: &str) -> String {
    if is_acronym(name) { name.to_owned() } else { name_stems(name) }
}

/// Every country has a law on the press, and a new one replaces an old one: jurisdiction and date
/// tell laws of one name apart.
fn laws(table: &Table<'_>, known: &Known, faults: &mut Vec<String>) {
    if !table.has("jurisdiction") {
        return;
    }
    let mut owners: BTreeMap<(Lang, &str, &str, &str), Vec<&str>> = BTreeMap::new();
    for row in table.rows() {
        let jurisdiction = row.get("jurisdiction");
        if !known.jurisdiction(jurisdiction) {
            faults.push(format!(
                "{}: jurisdiction \"{jurisdiction}\" is no ISO 3166 code or union",
                row.place()
            ));
        }
        for lang in Lang::ALL {
            for name in row.list(lang.as_str()) {
                owners
                    .entry((lang, name, jurisdiction, row.get("date")))
                    .or_default()
                    .push(row.get("id"));
            }
        }
    }
    for ((lang, name, ..), ids) in owners.into_iter().filter(|(_, ids)| ids.len() > 1) {
        faults.push(format!(
            "{}: \"{name}\" ({lang}) is {}; a date tells them apart",
            table.name,
            ids.join(" and ")
        ));
    }
}

fn words(table: &Table<'_>, faults: &mut Vec<String>) {
    let code =
        |text: &str, len: usize| text.len() == len && text.bytes().all(|b| b.is_ascii_uppercase());
    for row in table.rows().filter(|_| table.has("class")) {
        let place = row.place();
        if row.get("lang") != "*" && !Lang::ALL.iter().any(|l| l.as_str() == row.get("lang")) {
            faults.push(format!(
                "{place}: language \"{}\" is none of en, de, ru, *",
                row.get("lang")
            ));
        }
        if row.get("class").is_empty() || row.list("forms").next().is_none() {
            faults.push(format!("{place}: no class or no forms"));
        }
        let value = row.get("value");
        if Class::of(&row) == Some(Class::Country) && !code(value, 2) {
            faults.push(format!("{place}: \"{value}\" is no ISO 3166 code"));
        }
        if matches!(Class::of(&row), Some(Class::Currency)) {
            // "USD?CAD/AUD": the first unless the text speaks of the others; "?SEK/NOK": none
            // without context.
            for part in value.split(['?', '/']).filter(|c| !c.is_empty() && !code(c, 3)) {
                faults.push(format!("{place}: \"{part}\" is no ISO 4217 code"));
            }
        }
    }
}
