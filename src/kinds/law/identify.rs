//! Which law a name means: by its words, by the numbers cited, by the country that the text speaks
//! of.

use super::conventions::Home;
use super::conventions_of;
use super::expr::Expr;
use super::gazetteer::Gazetteer;
use crate::gazetteer::Class;
use crate::kinds::context::Context;
use crate::kinds::rule::Finding;
use crate::model::{JurisdictionBasis, Lang, Provision};
use std::cell::OnceCell;

/// What is known about the law that a name means.
#[derive(Debug, Clone, Default)]
pub(super) struct IdentifiedLaw {
    /// Its row.
    pub(super) row: Option<usize>,
    /// Whose law it is.
    pub(super) jurisdiction: Option<String>,
    /// What told that.
    pub(super) basis: Option<JurisdictionBasis>,
    /// Its CELEX number.
    pub(super) celex: Option<String>,
    /// The rows among which nothing tells, where `row` is open.
    pub(super) candidates: Vec<usize>,
}

/// Tells which laws the names of a document mean.
pub(super) struct Identifier<'a> {
    context: &'a Context<'a>,
    /// The known laws.
    pub(super) laws: &'a Gazetteer,
    /// The countries that the text names, counted when first asked for.
    countries: OnceCell<Vec<(String, usize)>>,
}

impl<'a> Identifier<'a> {
    /// Of a text.
    pub(super) fn new(context: &'a Context<'a>, laws: &'a Gazetteer) -> Self {
        Self { context, laws, countries: OnceCell::new() }
    }

    /// The countries that the text names, most first.
    fn countries(&self) -> &[(String, usize)] {
        self.countries.get_or_init(|| self.laws.count_country_stems(&self.context.text.normal))
    }

    /// Which law a name means, if these provisions of it are cited.
    pub(super) fn identify(&self, finding: &Finding<Expr>, list: &[Provision]) -> IdentifiedLaw {
        let Expr::Name(name) = &finding.value else {
            return IdentifiedLaw::default();
        };
        if let Some(celex) = &name.celex {
            let row = self.laws.by_id(&format!("eu/{celex}"));
            return IdentifiedLaw {
                row,
                jurisdiction: Some("EU".to_owned()),
                basis: Some(JurisdictionBasis::Explicit),
                celex: Some(celex.clone()),
                candidates: Vec::new(),
            };
        }
        if let Some(kind) = &name.kind {
            return self.code(kind, name.country.as_deref(), finding.lang, list);
        }
        let mut rows = name.rows.clone();
        if rows.is_empty() {
            rows = name.title.as_deref().map_or_else(Vec::new, |t| self.laws.by_title(t).to_vec());
        }
        if rows.is_empty() {
            rows = name.number.as_deref().map_or_else(Vec::new, |n| self.laws.by_title(n).to_vec());
        }
        if let Some(country) = &name.country {
            rows.retain(|&r| &self.laws.laws[r].jurisdiction == country);
        }
        match rows.as_slice() {
            [] => IdentifiedLaw {
                jurisdiction: name.country.clone(),
                basis: name.country.as_ref().map(|_| JurisdictionBasis::Explicit),
                ..IdentifiedLaw::default()
            },
            [row] => self.row(*row, JurisdictionBasis::Title),
            several => self.choose(several, finding.lang, list),
        }
    }

    /// The law of a row.
    fn row(&self, row: usize, basis: JurisdictionBasis) -> IdentifiedLaw {
        let law = &self.laws.laws[row];
        IdentifiedLaw {
            row: Some(row),
            jurisdiction: Some(law.jurisdiction.clone()),
            basis: Some(basis),
            celex: law.celex.clone(),
            candidates: Vec::new(),
        }
    }

    /// Of several laws of one name: by the numbers, by the country that the text names most, by the
    /// language.
    fn choose(&self, rows: &[usize], lang: Lang, list: &[Provision]) -> IdentifiedLaw {
        let of = |country: &str| {
            rows.iter().copied().find(|&r| self.laws.laws[r].jurisdiction == country)
        };
        if let Some(row) = numbering(list).and_then(of) {
            return self.row(row, JurisdictionBasis::Context);
        }
        let home = match conventions_of(lang).home {
            Home::MostNamed(default) => {
                if let Some((country, _)) =
                    self.countries().iter().find(|(country, _)| of(country).is_some())
                {
                    // The newest of one country's namesakes comes last.
                    let row = rows
                        .iter()
                        .copied()
                        .filter(|&r| &self.laws.laws[r].jurisdiction == country)
                        .max_by_key(|&r| &self.laws.laws[r].year);
                    return row.map_or_else(IdentifiedLaw::default, |row| {
                        self.row(row, JurisdictionBasis::Context)
                    });
                }
                default
            }
            Home::Spoken(home) => Some(home(self.countries())),
        };
        let open = || IdentifiedLaw { candidates: rows.to_vec(), ..IdentifiedLaw::default() };
        home.and_then(of).map_or_else(open, |row| self.row(row, JurisdictionBasis::Context))
    }

    /// A code that every country has. A `kind` with a slash is the id of one country's code.
    fn code(
        &self,
        kind: &str,
        country: Option<&str>,
        lang: Lang,
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
            None => match self.country_of_code(kind, lang, list) {
                Some(country) => (country, JurisdictionBasis::Context),
                None => return IdentifiedLaw::default(),
            },
        };
        let row = self.row_of(kind, &country, lang);
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
    fn country_of_code(&self, kind: &str, lang: Lang, list: &[Provision]) -> Option<String> {
        if let Some(country) = numbering(list).filter(|_| matches!(kind, "koap" | "uk" | "upk")) {
            return Some(country.to_owned());
        }
        match conventions_of(lang).home {
            Home::MostNamed(default) => self
                .countries()
                .first()
                .map(|(country, _)| country.clone())
                .or(default.map(str::to_owned)),
            Home::Spoken(home) => Some(home(self.countries()).to_owned()),
        }
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
