//! Which law a name means: by its words, by the numbers cited, by the country that the text speaks of.

use super::expr::Expr;
use super::resolve::{Reading, Resolved};
use crate::kinds::rule::Finding;
use crate::model::{JurisdictionBasis, Lang, Provision};

impl Reading<'_> {
    /// Which law a name means here.
    pub(super) fn law(&self, finding: &Finding<Expr>, list: &[Provision]) -> Resolved {
        let Expr::Name(name) = &finding.value else {
            return Resolved::default();
        };
        if let Some(celex) = &name.celex {
            let law = self.laws.by_id(&format!("eu/{celex}"));
            return Resolved {
                law,
                jurisdiction: Some("EU".to_owned()),
                basis: Some(JurisdictionBasis::Explicit),
                celex: Some(celex.clone()),
                candidates: Vec::new(),
            };
        }
        if let Some(kind) = &name.kind {
            return self.code(kind, name.land.as_deref(), finding.lang, list);
        }
        let mut rows = name.rows.clone();
        if rows.is_empty() {
            rows = name.title.as_deref().map_or_else(Vec::new, |t| self.by_title(t));
        }
        if rows.is_empty() {
            rows = name.number.as_deref().map_or_else(Vec::new, |n| self.laws.by_title(n).to_vec());
        }
        if let Some(land) = &name.land {
            rows.retain(|&r| &self.laws.laws[r].jurisdiction == land);
        }
        match rows.as_slice() {
            [] => Resolved {
                jurisdiction: name.land.clone(),
                basis: name.land.as_ref().map(|_| JurisdictionBasis::Explicit),
                ..Resolved::default()
            },
            [row] => self.row(*row, JurisdictionBasis::Title),
            several => self.choose(several, finding.lang, list),
        }
    }

    fn by_title(&self, title: &str) -> Vec<usize> {
        let rows = self.laws.by_title(title);
        if rows.is_empty() { Vec::new() } else { rows.to_vec() }
    }

    fn row(&self, row: usize, basis: JurisdictionBasis) -> Resolved {
        let law = &self.laws.laws[row];
        Resolved {
            law: Some(row),
            jurisdiction: Some(law.jurisdiction.clone()),
            basis: Some(basis),
            celex: law.celex.clone(),
            candidates: Vec::new(),
        }
    }

    /// Of several laws of one name: by the numbers, by the country that the text names most, by the language.
    fn choose(&self, rows: &[usize], lang: Lang, list: &[Provision]) -> Resolved {
        let of = |land: &str| rows.iter().copied().find(|&r| self.laws.laws[r].jurisdiction == land);
        if let Some(row) = numbering(list).and_then(of) {
            return self.row(row, JurisdictionBasis::Context);
        }
        if lang != Lang::De {
            // The newest of one country's namesakes comes last.
            if let Some((land, _)) = self.countries().iter().find(|(land, _)| of(land).is_some()) {
                let row = rows
                    .iter()
                    .copied()
                    .filter(|&r| &self.laws.laws[r].jurisdiction == land)
                    .max_by_key(|&r| &self.laws.laws[r].year);
                return row.map_or_else(Resolved::default, |row| self.row(row, JurisdictionBasis::Context));
            }
        }
        let open = || Resolved { candidates: rows.to_vec(), ..Resolved::default() };
        let home = match lang {
            Lang::En => return open(),
            Lang::De => self.german_home(),
            Lang::Ru => "RU",
        };
        of(home).map_or_else(open, |row| self.row(row, JurisdictionBasis::Context))
    }

    /// Which German-speaking country a German text speaks of.
    fn german_home(&self) -> &'static str {
        let count = |land: &str| self.countries().iter().find(|(l, _)| l == land).map_or(0, |(_, n)| *n);
        let (de, at, ch) = (count("DE"), count("AT"), count("CH"));
        if at > de && at >= ch {
            "AT"
        } else if ch > de {
            "CH"
        } else {
            "DE"
        }
    }

    /// A code that every country has.
    fn code(&self, kind: &str, land: Option<&str>, lang: Lang, list: &[Provision]) -> Resolved {
        if kind.contains('/') {
            let land = kind.split('/').next().unwrap_or_default().to_uppercase();
            return match self.laws.by_id(kind) {
                Some(row) => self.row(row, JurisdictionBasis::Title),
                None => {
                    Resolved { jurisdiction: Some(land), basis: Some(JurisdictionBasis::Title), ..Resolved::default() }
                }
            };
        }
        let (land, basis) = match land {
            Some(land) => (land.to_owned(), JurisdictionBasis::Explicit),
            None => match self.country(kind, lang, list) {
                Some(land) => (land, JurisdictionBasis::Context),
                None => return Resolved::default(),
            },
        };
        let row = self.row_of(kind, &land);
        Resolved { law: row, jurisdiction: Some(land), basis: Some(basis), ..Resolved::default() }
    }

    fn row_of(&self, kind: &str, land: &str) -> Option<usize> {
        let plain = format!("{}/{kind}", land.to_lowercase());
        let own = OWN.iter().find(|(l, k, _)| *l == land && *k == kind).map(|(_, _, id)| *id);
        self.laws.by_id(own.unwrap_or(&plain)).or_else(|| self.laws.by_id(&format!("{plain}-1")))
    }

    /// The country whose code is meant where the words do not say.
    fn country(&self, kind: &str, lang: Lang, list: &[Provision]) -> Option<String> {
        if let Some(land) = numbering(list).filter(|_| matches!(kind, "koap" | "uk" | "upk")) {
            return Some(land.to_owned());
        }
        let most = self.countries().first().map(|(land, _)| land.as_str());
        match (lang, most) {
            (Lang::De, _) => Some(self.german_home().to_owned()),
            (_, Some(land)) => Some(land.to_owned()),
            (Lang::Ru, None) => Some("RU".to_owned()),
            (Lang::En, None) => None,
        }
    }
}

/// Codes whose id is not the country and the usual short form.
const OWN: &[(&str, &str, &str)] = &[
    ("AT", "const", "at/b-vg"),
    ("AT", "gk", "at/abgb"),
    ("AT", "uk", "at/stgb"),
    ("AT", "upk", "at/stpo"),
    ("CH", "const", "ch/101"),
    ("CH", "gk", "ch/210"),
    ("CH", "gpk", "ch/272"),
    ("CH", "uk", "ch/311.0"),
    ("CH", "upk", "ch/312.0"),
    ("DE", "const", "de/gg"),
    ("DE", "gk", "de/bgb"),
    ("DE", "gpk", "de/zpo"),
    ("DE", "uk", "de/stgb"),
    ("DE", "upk", "de/stpo"),
    ("IN", "gpk", "in/cpc"),
    ("IN", "uk", "in/ipc"),
    ("IN", "upk", "in/crpc"),
    ("KG", "koap", "kg/kop"),
    ("UA", "koap", "ua/kupap"),
    ("UA", "uk", "ua/kk"),
    ("UA", "upk", "ua/kpk"),
    ("UZ", "koap", "uz/koao"),
];

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
