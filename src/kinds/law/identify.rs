//! Which law a name means: by its words, by the numbers cited, by the country that the text speaks
//! of.

use super::conventions_of;
use super::expr::{Expr, Name};
use super::gazetteer::Gazetteer;
use crate::gazetteer::Class;
use crate::kinds::context::Context;
use crate::kinds::countries;
use crate::kinds::country::Country;
use crate::kinds::rule::Finding;
use crate::model::{JurisdictionBasis, Lang, Provision};

/// What is known about the law that a name means.
#[derive(Debug, Clone, Default)]
pub(super) struct IdentifiedLaw {
    /// Its row.
    pub(super) row: Option<usize>,
    /// Whose law it is.
    pub(super) jurisdiction: Option<String>,
    /// What told that.
    pub(super) basis: Option<JurisdictionBasis>,
    /// The id that its number has by rule, where no table has it.
    pub(super) minted: Option<String>,
    /// Its CELEX number.
    pub(super) celex: Option<String>,
    /// The rows among which nothing tells, where `row` is open.
    pub(super) candidates: Vec<usize>,
}

impl IdentifiedLaw {
    /// Whether both are one law, as far as is known.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (self.row, &self.minted, &self.celex) == (other.row, &other.minted, &other.celex)
    }
}

/// Tells which laws the names of a document mean.
pub(super) struct Identifier<'a> {
    context: &'a Context<'a>,
    /// The known laws.
    pub(super) laws: &'a Gazetteer,
}

impl<'a> Identifier<'a> {
    /// Of a text.
    pub(super) fn new(context: &'a Context<'a>, laws: &'a Gazetteer) -> Self {
        Self { context, laws }
    }

    /// Which law a name means, if these provisions of it are cited.
    pub(super) fn identify(&self, finding: &Finding<Expr>, list: &[Provision]) -> IdentifiedLaw {
        let Expr::Name(name) = &finding.value else {
            return IdentifiedLaw::default();
        };
        let words = self.context.words(finding.lang);
        let beside = countries::beside(&self.context.text.normal, finding.span, words);
        if let Some(celex) = &name.celex {
            let row = self.laws.by_id(&format!("eu/{celex}"));
            return IdentifiedLaw {
                row,
                jurisdiction: Some("EU".to_owned()),
                basis: Some(JurisdictionBasis::Explicit),
                celex: Some(celex.clone()),
                ..IdentifiedLaw::default()
            };
        }
        if let Some(id) = &name.id {
            return self.numbered(id, name);
        }
        if let Some(kind) = &name.kind {
            let country = name.country.as_deref().or(beside.as_ref().map(Country::as_str));
            return self.code(kind, country, finding, list);
        }
        let mut rows = name.rows.clone();
        if rows.is_empty() {
            rows = name.title.as_deref().map_or_else(Vec::new, |t| self.laws.by_title(t).to_vec());
        }
        if rows.is_empty() {
            rows = name.number.as_deref().map_or_else(Vec::new, |n| self.laws.by_title(n).to_vec());
        }
        let written = &self.context.text.normal[finding.span.range()];
        if !rows.is_empty() && !written.contains(|c: char| c.is_ascii_digit()) {
            // "Freedom of Information Act" without its year is the title of several acts.
            let others = self.laws.by_title(written).iter().filter(|row| !name.rows.contains(row));
            rows.extend(others.copied().collect::<Vec<_>>());
        }
        let country = name.country.as_deref().or(beside.as_ref().map(Country::as_str));
        if let Some(country) = country {
            rows.retain(|&r| self.laws.laws[r].jurisdiction == country);
        }
        match rows.as_slice() {
            // "italienisches Grundgesetz"
            [] if country.is_some() && self.is_constitution(&name.rows) => {
                self.code("const", country, finding, list)
            }
            [] => {
                // A law that no table has is one of the country of which the text speaks.
                let told = || self.context.countries().at(finding.span, self.context.text);
                let explicit = country.map(|c| (c.to_owned(), JurisdictionBasis::Explicit));
                let told = explicit
                    .or_else(|| Some((told()?.as_str().to_owned(), JurisdictionBasis::Context)));
                let (jurisdiction, basis) = told.unzip();
                IdentifiedLaw { jurisdiction, basis, ..IdentifiedLaw::default() }
            }
            [row] if self.speaks_against(*row, finding) => {
                let told = self.told_for(*row, finding);
                IdentifiedLaw {
                    jurisdiction: told.map(|country| country.as_str().to_owned()),
                    basis: told.map(|_| JurisdictionBasis::Context),
                    candidates: vec![*row],
                    ..IdentifiedLaw::default()
                }
            }
            [row] => self.row(*row, JurisdictionBasis::Title),
            several => self.choose(several, finding, list),
        }
    }

    /// The law of a number and a date, or of a number that has no second law.
    fn numbered(&self, id: &str, name: &Name) -> IdentifiedLaw {
        let rows = name.number.as_deref().map_or(&[][..], |n| self.laws.by_title(n));
        let year = id.rsplit('-').next().unwrap_or_default();
        // The numbers of US laws stand for one law each, those of Russia begin again every year.
        let of_year = |row: &&usize| {
            let law = &self.laws.laws[**row];
            law.year == year || law.jurisdiction == "US" && id.starts_with("us/pl/")
        };
        match rows.iter().find(of_year).copied().or_else(|| self.laws.by_id(id)) {
            Some(row) => self.row(row, JurisdictionBasis::Title),
            None => IdentifiedLaw {
                minted: Some(id.to_owned()),
                jurisdiction: id.split('/').next().map(str::to_uppercase),
                basis: Some(JurisdictionBasis::Title),
                ..IdentifiedLaw::default()
            },
        }
    }

    /// Whether a name is that of constitutions.
    fn is_constitution(&self, rows: &[usize]) -> bool {
        !rows.is_empty() && rows.iter().all(|row| self.laws.laws[*row].is_constitution)
    }

    /// Whether the text speaks of another country than that of a law, and never of that.
    fn speaks_against(&self, row: usize, by: &Finding<Expr>) -> bool {
        // A year or an abbreviation tells a law; a title without them may be another country's. The
        // law of a union or of all nations is also that of the country that a text speaks of.
        let written = &self.context.text.normal[by.span.range()];
        let jurisdiction = self.laws.laws[row].jurisdiction.as_str();
        if written.contains(|c: char| c.is_ascii_digit())
            || written.split(' ').any(|word| word.chars().filter(|c| c.is_uppercase()).count() > 1)
            || matches!(jurisdiction, "EU" | "UN")
        {
            return false;
        }
        let countries = self.context.countries();
        let own = Country::from_code(jurisdiction);
        let told = self.told_for(row, by);
        own.is_some_and(|own| told.is_some_and(|told| told != own) && !countries.has(own))
    }

    /// The country of which the text speaks where a law of this kind is named. Texts of any language
    /// tell of the constitutions of all countries: Hungary has a "Grundgesetz" too.
    fn told_for(&self, row: usize, by: &Finding<Expr>) -> Option<Country> {
        if self.laws.laws[row].is_constitution {
            let countries = self.context.countries();
            let told = countries.at(by.span, self.context.text)?;
            // That of the United States is no "Grundgesetz".
            let written = self.context.text.normal[by.span.range()].trim_end_matches('s');
            let other = self.row_of("const", told.as_str(), by.lang);
            let has_other_title =
                other.is_some_and(|row| !self.laws.laws[row].title(by.lang).contains(written));
            let is_near = countries.is_near(told, by.span, self.context.text);
            return (is_near && !has_other_title).then_some(told);
        }
        self.told(by)
    }

    /// The country of which the text speaks where a law is named, if texts of its language cite the
    /// laws of that country without saying so.
    fn told(&self, by: &Finding<Expr>) -> Option<Country> {
        let spoken = conventions_of(by.lang).spoken;
        let told = self.context.countries().at(by.span, self.context.text)?;
        (spoken.is_empty() || spoken.contains(&told.as_str())).then_some(told)
    }

    /// The law of an id.
    pub(super) fn of_id(&self, id: &str) -> Option<IdentifiedLaw> {
        Some(self.row(self.laws.by_id(id)?, JurisdictionBasis::Context))
    }

    /// The law of a row.
    fn row(&self, row: usize, basis: JurisdictionBasis) -> IdentifiedLaw {
        let law = &self.laws.laws[row];
        IdentifiedLaw {
            row: Some(row),
            jurisdiction: Some(law.jurisdiction.clone()),
            basis: Some(basis),
            celex: law.celex.clone(),
            ..IdentifiedLaw::default()
        }
    }

    /// Of several laws of one name: by the numbers, else that of the country of which the text
    /// speaks.
    fn choose(&self, rows: &[usize], by: &Finding<Expr>, list: &[Provision]) -> IdentifiedLaw {
        // Of one country's namesakes the newest that the document can know.
        let published = self.context.published.map(|day| day.year().to_string());
        let year = published.unwrap_or_else(|| "9999".to_owned());
        let of = |country: &str| {
            let own = || {
                let own = |r: &usize| self.laws.laws[*r].jurisdiction == country;
                rows.iter().copied().filter(own)
            };
            let known = own().filter(|&r| self.laws.laws[r].year.as_str() <= year.as_str());
            known.max_by_key(|&r| &self.laws.laws[r].year).or_else(|| own().next())
        };
        if let Some(row) = numbering(list).and_then(of) {
            return self.row(row, JurisdictionBasis::Context);
        }
        let countries = self.context.countries();
        let told = countries.among(by.span, self.context.text, |c| of(c.as_str()).is_some());
        let home = told.is_none().then(|| conventions_of(by.lang).home).flatten();
        let row = told.and_then(|c| of(c.as_str())).or_else(|| home.and_then(of));
        row.map_or_else(
            || IdentifiedLaw { candidates: rows.to_vec(), ..IdentifiedLaw::default() },
            |row| self.row(row, JurisdictionBasis::Context),
        )
    }

    /// A code that every country has. A `kind` with a slash is the id of one country's code.
    fn code(
        &self,
        kind: &str,
        country: Option<&str>,
        by: &Finding<Expr>,
        list: &[Provision],
    ) -> IdentifiedLaw {
        if kind.contains('/') {
            return match self.laws.by_id(kind) {
                Some(row) => self.row(row, JurisdictionBasis::Title),
                None => IdentifiedLaw {
                    jurisdiction: Some(kind.split('/').next().unwrap_or_default().to_uppercase()),
                    basis: Some(JurisdictionBasis::Title),
                    ..IdentifiedLaw::default()
                },
            };
        }
        let (country, basis) = match country {
            Some(country) => (country.to_owned(), JurisdictionBasis::Explicit),
            None => match self.country_of_code(kind, by, list) {
                Some(country) => (country, JurisdictionBasis::Context),
                None => return IdentifiedLaw::default(),
            },
        };
        let row = self.row_of(kind, &country, by.lang);
        IdentifiedLaw {
            row,
            jurisdiction: Some(country),
            basis: Some(basis),
            ..IdentifiedLaw::default()
        }
    }

    /// The row of a country's code.
    fn row_of(&self, kind: &str, country: &str, lang: Lang) -> Option<usize> {
        let plain = format!("{}/{kind}", country.to_lowercase());
        let own = self.context.words(lang).value(Class::LawOwnId, &plain);
        self.laws.by_id(own.unwrap_or(&plain)).or_else(|| self.laws.by_id(&format!("{plain}-1")))
    }

    /// The country whose code is meant where the words do not say.
    fn country_of_code(
        &self,
        kind: &str,
        by: &Finding<Expr>,
        list: &[Provision],
    ) -> Option<String> {
        // Texts of any language tell of the constitutions of all countries.
        if kind == "const" {
            let told = self.context.countries().at(by.span, self.context.text);
            return told.map(|country| country.as_str().to_owned());
        }
        let told = self.told(by);
        let numbered = numbering(list).filter(|_| matches!(kind, "koap" | "uk" | "upk"));
        // The way of numbering tells Kazakh from Russian codes; others number like them too.
        let numbered = numbered.filter(|_| told.is_none_or(|c| matches!(c.as_str(), "KZ" | "RU")));
        numbered
            .map(str::to_owned)
            .or_else(|| told.map(|c| c.as_str().to_owned()))
            .or_else(|| conventions_of(by.lang).home.map(str::to_owned))
    }
}

/// The country whose way of numbering an article shows: 460-1 is Kazakh, 20.3.3 Russian.
fn numbering(list: &[Provision]) -> Option<&'static str> {
    let shape = |n: &str, mark: char| {
        n.starts_with(|c: char| c.is_ascii_digit())
            && n.contains(mark)
            && n.chars().all(|c| c.is_ascii_digit() || c == mark)
    };
    if list.iter().any(|p| shape(&p.number, '-')) {
        Some("KZ")
    } else if list.iter().any(|p| shape(&p.number, '.')) {
        Some("RU")
    } else {
        None
    }
}
