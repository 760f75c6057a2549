//! Joins provisions and names, and says which law is meant.

use super::expr::{Expr, Name};
use super::gazetteer::Gazetteer;
use super::join::{bare_number, follows, precedes};
use crate::kinds::context::{Context, Found};
use crate::kinds::overlap::longest;
use crate::kinds::rule::Finding;
use crate::model::{Confidence, JurisdictionBasis, Lang, LawExternal, LawValue, Normal, Provision, Span, Value};

/// Chooses among the findings and resolves them.
pub(in crate::kinds) fn resolve(
    mut findings: Vec<Finding<Expr>>,
    context: &Context<'_>,
    laws: &Gazetteer,
) -> Vec<Found> {
    let text: &str = &context.text.normal;
    for paragraph in &context.text.paragraphs {
        laws.find(text, paragraph, &mut findings);
    }
    if findings.is_empty() {
        return Vec::new();
    }
    let (names, cited): (Vec<_>, Vec<_>) = findings.into_iter().partition(|f| matches!(f.value, Expr::Name(_)));
    // A known name and a shape over the same words say the same; the known one knows more.
    let mut names = names;
    names.sort_by_key(|f| match &f.value {
        Expr::Name(name) => (name.kind.is_none(), name.rows.is_empty()),
        Expr::Provisions(_) => (true, true),
    });
    let mut document = Reading {
        text,
        laws,
        countries: laws.countries(text),
        last: None,
    };
    document.read(longest(names), longest(cited))
}

/// A document under way.
struct Reading<'a> {
    text: &'a str,
    laws: &'a Gazetteer,
    countries: Vec<(String, usize)>,
    /// The last law cited with a provision.
    last: Option<Resolved>,
}

/// What is known about a law.
#[derive(Debug, Clone, Default)]
struct Resolved {
    law: Option<usize>,
    jurisdiction: Option<String>,
    basis: Option<JurisdictionBasis>,
    celex: Option<String>,
}

impl Reading<'_> {
    fn read(&mut self, names: Vec<Finding<Expr>>, cited: Vec<Finding<Expr>>) -> Vec<Found> {
        let mut out = Vec::new();
        let mut used = vec![false; names.len()];
        let mut open: Vec<Finding<Expr>> = Vec::new();
        for finding in cited {
            let Expr::Provisions(list) = &finding.value else {
                continue;
            };
            let (lang, span) = (finding.lang, finding.span);
            let after = names
                .iter()
                .position(|n| n.span.start >= span.end && follows(&self.text[span.end..n.span.start], lang));
            let before = || {
                names
                    .iter()
                    .rposition(|n| n.span.end <= span.start && precedes(&self.text[n.span.end..span.start], lang))
            };
            if names.iter().any(|n| n.span.contains(span)) {
                // "Executive Order 12866" is a name.
                continue;
            }
            match after.or_else(before).filter(|&at| !used[at]) {
                Some(at) => {
                    used[at] = true;
                    let name = &names[at];
                    let mut whole = Span::new(span.start.min(name.span.start), span.end.max(name.span.end));
                    if lang == Lang::De && whole.end == name.span.end {
                        // "aF", "nF": an older or newer wording.
                        let tail = &self.text[whole.end..];
                        whole.end += [
                            " aF", " nF", " a.F.", " n.F.", " a. F.", " n. F.", " a.F", " n.F", " a. F", " n. F",
                        ]
                        .iter()
                        .find(|f| tail.starts_with(**f))
                        .map_or(0, |f| f.len());
                    }
                    let law = self.law(name, list);
                    self.last = Some(law.clone());
                    let nested = name.span != whole;
                    out.push(self.found(whole, &finding, &law, list.clone(), Confidence::Certain));
                    if nested {
                        out.push(self.found(name.span, name, &law, Vec::new(), Confidence::Certain));
                    }
                }
                None => open.push(finding),
            }
        }
        let gives = !out.is_empty();
        for (at, name) in names.iter().enumerate() {
            if used[at] {
                continue;
            }
            let Expr::Name(value) = &name.value else { continue };
            if let Some(number) = bare_number(self.text, name.span, name.lang) {
                let digits = self.text[number.range()].to_owned();
                let list = vec![Provision {
                    unit: "article".to_owned(),
                    number: digits,
                    to: None,
                    sub: Vec::new(),
                }];
                let law = self.law(name, &list);
                out.push(self.found(
                    Span::new(number.start, name.span.end),
                    name,
                    &law,
                    list,
                    Confidence::Strong,
                ));
                out.push(self.found(name.span, name, &law, Vec::new(), Confidence::Strong));
                self.last.get_or_insert(law);
                continue;
            }
            // An abbreviation alone is a law where the text cites laws.
            let shown = name.lang == Lang::De && gives && (!value.rows.is_empty() || value.kind.is_some());
            if value.weak && !shown {
                continue;
            }
            let law = self.law(name, &[]);
            let confidence = if law.law.is_some() {
                Confidence::Certain
            } else {
                Confidence::Medium
            };
            out.push(self.found(name.span, name, &law, Vec::new(), confidence));
        }
        let gives = !out.is_empty();
        for finding in open {
            let Expr::Provisions(list) = &finding.value else {
                continue;
            };
            if self.stands_bare(&finding, gives) {
                let mut law = self.last.clone().unwrap_or_default();
                law.basis = law.basis.map(|_| JurisdictionBasis::Context);
                out.push(self.found(finding.span, &finding, &law, list.clone(), Confidence::Weak));
            }
        }
        out.sort_by_key(|f| f.span);
        out
    }

    /// Whether a provision without a law is one, and not a page of a book or a charity.
    fn stands_bare(&self, finding: &Finding<Expr>, gives: bool) -> bool {
        let text = &self.text[finding.span.range()];
        let tail = &self.text[finding.span.end..];
        let before = crate::text::tokens::word_before(self.text, finding.span.start);
        let legal = |list: &[&str]| list.contains(&before.to_lowercase().as_str());
        match finding.lang {
            Lang::En => {
                let first = text.split([' ', '.']).next().unwrap_or_default();
                let parts = text.contains('(');
                let unit = matches!(
                    first,
                    "Section"
                        | "Sections"
                        | "Article"
                        | "Articles"
                        | "section"
                        | "sections"
                        | "article"
                        | "articles"
                        | "Rule"
                        | "Rules"
                        | "§"
                        | "§§"
                        | "Regulation"
                        | "Order"
                );
                let of = tail.strip_prefix(" of ").is_some_and(|t| {
                    let word = t
                        .strip_prefix("the ")
                        .unwrap_or(t)
                        .split(|c: char| !c.is_alphabetic())
                        .next()
                        .unwrap_or_default();
                    !matches!(
                        word,
                        "Act"
                            | "Code"
                            | "law"
                            | "Law"
                            | "act"
                            | "code"
                            | "Constitution"
                            | "constitution"
                            | "Ordinance"
                            | "Rules"
                            | "treaty"
                            | "agreement"
                            | "convention"
                            | "bill"
                            | "charter"
                            | "Charter"
                    )
                });
                let bankruptcy = matches!(
                    text,
                    "Chapter 11" | "Chapter 7" | "Chapter 13" | "Chapter 15" | "Chapter 9"
                ) && !tail.starts_with(" of ");
                let led = legal(&[
                    "under",
                    "of",
                    "with",
                    "by",
                    "in",
                    "to",
                    "invoke",
                    "invoked",
                    "invoking",
                    "violated",
                    "violates",
                    "violating",
                    "per",
                    "pursuant",
                    "and",
                    "see",
                    "repeal",
                    "amend",
                    "the",
                    "u/s",
                    "for",
                    "from",
                    "or",
                    "within",
                    "invokes",
                    "trigger",
                    "triggered",
                    "that",
                    "which",
                ]);
                (unit && !of && (gives || led || parts)) || bankruptcy
            }
            Lang::De => gives && self.last.is_some() && (text.starts_with('§') || text.starts_with("Art")),
            Lang::Ru => {
                gives
                    || legal(&[
                        "по",
                        "о",
                        "согласно",
                        "в",
                        "со",
                        "нарушении",
                        "из",
                        "на",
                        "к",
                        "с",
                        "под",
                        "части",
                        "частью",
                    ])
            }
        }
    }

    /// Which law a name means here.
    fn law(&self, finding: &Finding<Expr>, list: &[Provision]) -> Resolved {
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
            rows = name
                .number
                .as_deref()
                .map_or_else(Vec::new, |n| self.laws.by_title(n).to_vec());
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
            if let Some((land, _)) = self.countries.iter().find(|(land, _)| of(land).is_some()) {
                let row = rows
                    .iter()
                    .copied()
                    .filter(|&r| &self.laws.laws[r].jurisdiction == land)
                    .max_by_key(|&r| &self.laws.laws[r].year);
                return row.map_or_else(Resolved::default, |row| self.row(row, JurisdictionBasis::Context));
            }
        }
        let home = match lang {
            Lang::En => return Resolved::default(),
            Lang::De => self.german_home(),
            Lang::Ru => "RU",
        };
        of(home).map_or_else(Resolved::default, |row| self.row(row, JurisdictionBasis::Context))
    }

    /// Which German-speaking country a German text speaks of.
    fn german_home(&self) -> &'static str {
        let count = |land: &str| self.countries.iter().find(|(l, _)| l == land).map_or(0, |(_, n)| *n);
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
                None => Resolved {
                    jurisdiction: Some(land),
                    basis: Some(JurisdictionBasis::Title),
                    ..Resolved::default()
                },
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
        Resolved {
            law: row,
            jurisdiction: Some(land),
            basis: Some(basis),
            celex: None,
        }
    }

    fn row_of(&self, kind: &str, land: &str) -> Option<usize> {
        let plain = format!("{}/{kind}", land.to_lowercase());
        let own = OWN
            .iter()
            .find(|(l, k, _)| *l == land && *k == kind)
            .map(|(_, _, id)| *id);
        self.laws
            .by_id(own.unwrap_or(&plain))
            .or_else(|| self.laws.by_id(&format!("{plain}-1")))
    }

    /// The country whose code is meant where the words do not say.
    fn country(&self, kind: &str, lang: Lang, list: &[Provision]) -> Option<String> {
        if let Some(land) = numbering(list).filter(|_| matches!(kind, "koap" | "uk" | "upk")) {
            return Some(land.to_owned());
        }
        let most = self.countries.first().map(|(land, _)| land.as_str());
        match (lang, most) {
            (Lang::De, _) => Some(self.german_home().to_owned()),
            (_, Some(land)) => Some(land.to_owned()),
            (Lang::Ru, None) => Some("RU".to_owned()),
            (Lang::En, None) => None,
        }
    }

    fn found(
        &self,
        span: Span<Normal>,
        by: &Finding<Expr>,
        law: &Resolved,
        provisions: Vec<Provision>,
        confidence: Confidence,
    ) -> Found {
        let row = law.law.map(|r| &self.laws.laws[r]);
        let spoken = match &by.value {
            Expr::Name(_) => Some(self.text[by.span.range()].to_owned()),
            Expr::Provisions(_) => None,
        };
        let value = LawValue {
            law: row.map(|r| r.id.clone()),
            title: row.map(|r| r.title.clone()).or(spoken),
            jurisdiction: law.jurisdiction.clone(),
            jurisdiction_basis: law.basis,
            provisions,
            external: LawExternal {
                celex: law.celex.clone(),
                eli: None,
            },
        };
        let resources = row.iter().map(|r| format!("laws.tsv:{}", r.id)).collect();
        Found {
            span,
            value: Value::Law(value),
            lang: by.lang,
            rule: by.rule,
            resources,
            confidence,
            equivalent_of: None,
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
