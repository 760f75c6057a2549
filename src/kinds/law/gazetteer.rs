//! The known laws, and where their names stand in a text.

use super::conventions_of;
use super::expr::{Expr, Name};
use crate::gazetteer::{Class, NameIndex, NameIndexBuilder, Row, Table, Token, morphology};
use crate::kinds::rule::Finding;
use crate::model::{Lang, Normal, RowNames, Span, by_lang};
use crate::text::boundary::word_before;
use crate::text::{Paragraph, fold_word, normalize};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A law of the table.
#[derive(Debug)]
pub(crate) struct Law {
    /// `kz/koap`.
    pub(crate) id: String,
    /// `KZ`, `EU` …
    pub(crate) jurisdiction: String,
    /// Its title: the first that there is of English, German, Russian and a German abbreviation.
    title: String,
    /// Its title in each language that has one.
    titles: [Option<String>; 3],
    /// Its abbreviations in all languages.
    abbreviations: Vec<String>,
    /// Whether it is a constitution.
    pub(crate) is_constitution: bool,
    /// CELEX number.
    pub(crate) celex: Option<String>,
    /// The year of its date.
    pub(crate) year: String,
}

impl Law {
    /// Its title in a language, else in another.
    pub(crate) fn title(&self, lang: Lang) -> &str {
        self.titles[lang.index()].as_ref().unwrap_or(&self.title)
    }
}

/// The known laws and their names.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    /// The rows.
    pub(crate) laws: Vec<Law>,
    ids: BTreeMap<String, usize>,
    /// Titles and numbers, folded.
    titles: BTreeMap<String, Vec<usize>>,
    /// The names and abbreviations of each language as the tables write them.
    written: [Vec<WrittenName>; 3],
    /// The names of each language, compiled when the first text of the language comes.
    names: [OnceLock<Names>; 3],
}

/// A name of a law as a table writes it.
#[derive(Debug)]
struct WrittenName {
    name: String,
    /// Its row.
    law: usize,
    form: WrittenForm,
}

/// What kind of name it is.
#[derive(Debug, Clone, Copy)]
enum WrittenForm {
    /// A title, which is inflected.
    Title,
    /// An abbreviation.
    Abbreviation {
        /// Whether it needs a provision beside it.
        weak: bool,
    },
}

/// The names of one language, compiled.
#[derive(Debug)]
struct Names {
    index: NameIndex,
    rows: Vec<(Vec<usize>, bool)>,
}

/// Spellings in the order in which they came.
#[derive(Debug, Default)]
struct Spellings {
    places: FxHashMap<String, u32>,
    names: NameIndexBuilder,
    /// The rows that bear each, and whether it needs a provision beside it.
    rows: Vec<(Vec<usize>, bool)>,
}

impl Spellings {
    /// Adds a spelling of the law at `law`.
    fn add(&mut self, spelling: String, law: usize, weak: bool) {
        if let Some(place) = self.places.get(&spelling) {
            let (rows, _) = &mut self.rows[*place as usize];
            if !rows.contains(&law) {
                rows.push(law);
            }
            return;
        }
        let place = self.rows.len() as u32;
        self.names.add(&spelling, place);
        self.rows.push((vec![law], weak));
        self.places.insert(spelling, place);
    }
}

impl Gazetteer {
    /// Compiles the tables; rows named in `without` are left out, and a row overrides later ones of
    /// its id.
    pub(in crate::kinds) fn new(tables: &[&Table<'_>], without: &[String]) -> Self {
        let mut laws = Vec::new();
        let (mut ids, mut titles) = (BTreeMap::new(), BTreeMap::<String, Vec<usize>>::new());
        let mut written: [Vec<WrittenName>; 3] = Default::default();
        let sure: Vec<&str> = forms(tables, Class::LawAbbrSure).map(|(_, form)| form).collect();
        for row in tables.iter().filter(|t| t.has("jurisdiction")).flat_map(|t| t.rows()) {
            if ids.contains_key(row.get("id")) {
                continue;
            }
            let all = ["en", "de", "ru", "abbr_en", "abbr_de", "abbr_ru"];
            if without
                .iter()
                .any(|w| row.get("id") == w || all.iter().any(|c| row.list(c).any(|n| n == w)))
            {
                continue;
            }
            let at = laws.len();
            let title = ["en", "de", "ru", "abbr_de"]
                .iter()
                .find_map(|c| row.list(c).next())
                .unwrap_or_default();
            let celex =
                row.list("external").find_map(|e| e.strip_prefix("celex:")).map(str::to_owned);
            laws.push(Law {
                id: row.get("id").to_owned(),
                jurisdiction: row.get("jurisdiction").to_owned(),
                title: title.to_owned(),
                titles: by_lang(|lang| row.list(lang.as_str()).next().map(str::to_owned)),
                abbreviations: abbreviations(&row),
                is_constitution: row.get("kind") == "constitution",
                celex,
                year: year_of(&row),
            });
            ids.insert(row.get("id").to_owned(), at);
            for title in row.list("ru").chain(row.list("en")).chain(row.opt("number")) {
                titles.entry(key(title)).or_default().push(at);
                if let Some(short) = without_year(title) {
                    titles.entry(key(short)).or_default().push(at);
                }
            }
            for lang in Lang::ALL {
                let name = |name: &str, form| WrittenName { name: name.to_owned(), law: at, form };
                let own = &mut written[lang.index()];
                let titles = row.list(lang.as_str()).filter(|n| is_name(n));
                own.extend(titles.map(|title| name(title, WrittenForm::Title)));
                let short = conventions_of(lang).abbreviations.iter().flat_map(|c| row.list(c));
                own.extend(short.map(|short| {
                    name(short, WrittenForm::Abbreviation { weak: is_weak(short, &sure) })
                }));
            }
        }
        Self { laws, ids, titles, written, names: by_lang(|_| OnceLock::new()) }
    }

    /// The compiled names of a language.
    fn names_of(&self, lang: Lang) -> &Names {
        self.names[lang.index()].get_or_init(|| {
            let mut spellings = Spellings::default();
            for WrittenName { name, law, form } in &self.written[lang.index()] {
                // Texts are normalised before they are searched, names as well.
                let name = normalize(name).text;
                match form {
                    WrittenForm::Title => {
                        for form in morphology::title_forms(&name, lang) {
                            spellings.add(form, *law, false);
                        }
                    }
                    WrittenForm::Abbreviation { weak } => {
                        spellings.add(name.into_owned(), *law, *weak);
                    }
                }
            }
            Names { index: spellings.names.build(), rows: spellings.rows }
        })
    }

    /// The names of a language.
    pub(in crate::kinds) fn names(&self, lang: Lang) -> &NameIndex {
        &self.names_of(lang).index
    }

    /// A law by id.
    pub(crate) fn by_id(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// What the tables call a law.
    pub(super) fn row_names(&self, id: &str) -> Option<RowNames> {
        let law = &self.laws[self.by_id(id)?];
        let mut names =
            RowNames { abbreviations: law.abbreviations.clone(), ..RowNames::default() };
        for lang in Lang::ALL {
            names.names.get_mut(lang).clone_from(&law.titles[lang.index()]);
        }
        (names != RowNames::default()).then_some(names)
    }

    /// Laws by title or number.
    pub(crate) fn by_title(&self, title: &str) -> &[usize] {
        self.titles.get(&key(title)).map_or(&[], Vec::as_slice)
    }

    /// The known names in a paragraph.
    pub(crate) fn find(
        &self,
        text: &str,
        tokens: &[Token],
        paragraph: &Paragraph,
        out: &mut Vec<Finding<Expr>>,
    ) {
        let Some(lang) = paragraph.lang else { return };
        let names = self.names_of(lang);
        let conventions = conventions_of(lang);
        let rule = conventions.known.name;
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.may_begin()) {
            let Some((count, entries)) = names.index.longest(tokens, at) else { continue };
            let span = Span::<Normal>::new(token.start, tokens[at + count - 1].end);
            if (conventions.is_sum)(text, span) || is_last_part(text, span) {
                continue;
            }
            for entry in entries {
                let (rows, weak) = &names.rows[entry as usize];
                let name = Name { rows: rows.clone(), weak: *weak, ..Name::default() };
                out.push(Finding { span, value: Expr::Name(name), rule, lang, nested: false });
            }
        }
    }
}

/// Whether an abbreviation is the last part of another law's: "GKV-VStG". "EU-DSGVO" is the same law.
fn is_last_part(text: &str, span: Span<Normal>) -> bool {
    let Some(head) = text[..span.start].strip_suffix('-') else { return false };
    let first = word_before(head, head.len());
    let capitals = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    capitals(first) && !first.starts_with("EU") && capitals(&text[span.range()])
}

/// Whether a name can be found in running text: titles («О связи», "On Communications") need the
/// word "law" before them.
fn is_name(name: &str) -> bool {
    let mut dependent = Lang::ALL.iter().flat_map(|lang| conventions_of(*lang).dependent_titles);
    !dependent.any(|start| name.starts_with(start)) && name.chars().count() > 3
}

/// The abbreviations of a row, each once.
fn abbreviations(row: &Row<'_, '_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for abbreviation in ["abbr_en", "abbr_de", "abbr_ru"].iter().flat_map(|c| row.list(c)) {
        if !out.iter().any(|known| known == abbreviation) {
            out.push(abbreviation.to_owned());
        }
    }
    out
}

/// The year of a row: of its date, else the one that its id or title ends with.
fn year_of(row: &Row<'_, '_>) -> String {
    let is_year = |text: &&str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let date = row.get("date").get(..4);
    let of_id = || row.get("id").split('/').find(is_year);
    let of_title = || row.list("en").find_map(|title| title.rsplit(' ').next().filter(is_year));
    date.or_else(of_id).or_else(of_title).unwrap_or_default().to_owned()
}

/// The forms of a class in the tables, each behind its value.
fn forms<'t>(tables: &[&Table<'t>], class: Class) -> impl Iterator<Item = (&'t str, &'t str)> {
    tables
        .iter()
        .filter(|t| t.has("class"))
        .flat_map(|t| t.rows())
        .filter(move |row| class.has(row))
        .flat_map(|row| row.list("forms").map(move |form| (row.get("value"), form)))
}

/// Short abbreviations stand for many things: they need a provision beside them, but for those that
/// are `sure`.
fn is_weak(abbreviation: &str, sure: &[&str]) -> bool {
    let plain = !abbreviation.contains([' ', '-']);
    plain
        && abbreviation.chars().count() <= 4
        && abbreviation.chars().all(char::is_uppercase)
        && !sure.contains(&abbreviation)
}

/// A title without the year at its end, as texts shorten it.
fn without_year(title: &str) -> Option<&str> {
    let (short, year) = title.rsplit_once(' ')?;
    (year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())).then_some(short)
}

/// How titles are looked up: folded, without quotes.
fn key(title: &str) -> String {
    let plain: String =
        normalize(title).text.chars().filter(|c| !matches!(c, '"' | '«' | '»' | '\'')).collect();
    fold_word(plain.trim())
}
