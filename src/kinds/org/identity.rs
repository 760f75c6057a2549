//! Which body a name means that bodies of several countries share: "the foreign ministry",
//! «Верховный суд», "Grüne", "Bundesliga", "Lions".
//!
//! The name of a state body by type is no name of one country's body, also where a table has it
//! under one row. It takes the country that its own words, its neighbours or the
//! [`CountryModel`] say, and then the row whose full name is the name with that country: «МИД» in a
//! text about Turkey is «МИД Турции». A party, league or team whose name others have takes the row
//! of that country if there is one. Without a country both stay open, with their candidates.

use super::expr::Expr;
use super::gazetteer::{AliasId, Gazetteer, GazetteerEntry};
use super::own_names::{OwnName, OwnNames};
use crate::gazetteer::{Class, Token, tokens_of};
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::countries::{self, CountryModel, Sign};
use crate::kinds::country::Country;
use crate::kinds::rule::Finding;
use crate::model::{Candidate, JurisdictionBasis, Kind, Lang, Normal, OrgKind, Span, by_lang};
use crate::text::boundary::{word_after, word_before};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is known of the body that a name means.
pub(super) enum Identity {
    /// The body of this row.
    Row(AliasId, JurisdictionBasis),
    /// A body of this country that no table has.
    Country(Country, JurisdictionBasis),
    /// Nothing tells; the rows among which nothing tells.
    Open(Vec<AliasId>),
    /// A body of the document itself, which no table has; and the row whose name it has.
    Own(OwnName, AliasId),
}

/// Tells which bodies the names of a document mean.
pub(super) struct Identifier<'a> {
    context: &'a Context<'a>,
    gazetteer: &'a Gazetteer,
    /// The names of the tables in the document.
    known: Vec<(Span<Normal>, AliasId, Lang)>,
    /// What [`Identifier::countries`] gives, made when first asked for.
    countries: OnceCell<CountryModel>,
    /// The names that the document gives to bodies of its own.
    own_names: OwnNames,
    /// The countries of bodies by type whose country stood beside their name, the last for each
    /// name: the next time the text leaves it out.
    told: RefCell<BTreeMap<String, Country>>,
}

impl<'a> Identifier<'a> {
    /// Takes the chosen findings of a document.
    pub(super) fn new(
        findings: &[Finding<Expr>],
        context: &'a Context<'a>,
        gazetteer: &'a Gazetteer,
    ) -> Self {
        let known = |f: &Finding<Expr>| Some((f.span, f.value.alias?, f.lang));
        Self {
            context,
            gazetteer,
            known: findings.iter().filter_map(known).collect(),
            countries: OnceCell::new(),
            own_names: OwnNames::new(findings, context, gazetteer),
            told: RefCell::default(),
        }
    }

    /// The countries of which the document speaks: the certain names of state bodies are signs as
    /// well.
    fn countries(&self) -> &CountryModel {
        self.countries.get_or_init(|| {
            let sign = |&(span, alias, lang): &(Span<Normal>, AliasId, Lang)| {
                let entry = self.gazetteer.entry(alias)?;
                // A company or a newspaper works in any country.
                let of_state = matches!(
                    entry.kind(),
                    Some(OrgKind::Government | OrgKind::Party | OrgKind::Court | OrgKind::Military)
                );
                let country = Country::from_code(entry.row.country()?).filter(|_| of_state)?;
                let namesakes = self.gazetteer.namesakes(alias, lang).len();
                let is_sure = !is_type(entry.name, lang, self.gazetteer)
                    && !is_shared(&entry, namesakes, self.context.words(lang));
                is_sure.then_some(Sign { span, country })
            };
            self.context.countries().with(self.known.iter().filter_map(sign))
        })
    }

    /// Which body a name of the tables means. `None`: the one of its row, without a doubt.
    pub(super) fn of_alias(
        &self,
        alias: AliasId,
        span: Span<Normal>,
        lang: Lang,
    ) -> Option<Identity> {
        let entry = self.gazetteer.entry(alias)?;
        let written = &self.context.text.normal[span.range()];
        if let Some(own) = self.own_names.get(written, &entry) {
            return Some(Identity::Own(own.clone(), alias));
        }
        if is_type(entry.name, lang, self.gazetteer) {
            let identity = self.body(entry.name, Some((alias, &entry)), span, lang);
            self.note(span, &identity, &[alias]);
            return Some(identity);
        }
        let namesakes = self.gazetteer.namesakes(alias, lang);
        if !is_shared(&entry, namesakes.len(), self.context.words(lang)) {
            return None;
        }
        let identity = self.namesake(&entry, namesakes.clone(), span, lang);
        self.note(span, &identity, &namesakes);
        Some(identity)
    }

    /// Notes what told the body, if somebody asks.
    fn note(&self, span: Span<Normal>, identity: &Identity, candidates: &[AliasId]) {
        self.context.note(
            span,
            Kind::Org,
            || self.countries(),
            || {
                let chosen = match identity {
                    Identity::Row(alias, _) => Some(*alias),
                    Identity::Country(..) | Identity::Open(_) | Identity::Own(..) => None,
                };
                let mut rows: Vec<Candidate> = Vec::new();
                let entries =
                    chosen.iter().chain(candidates).filter_map(|a| self.gazetteer.entry(*a));
                for entry in entries {
                    if rows.iter().all(|known| known.id != entry.row.id()) {
                        let country = entry.row.country().map(str::to_owned);
                        rows.push(Candidate::new(entry.row.id().to_owned(), country));
                    }
                }
                rows
            },
        );
    }

    /// Which body a name means that no table has, and that every country has a body of.
    pub(super) fn of_type(&self, name: &str, span: Span<Normal>, lang: Lang) -> Identity {
        let identity = self.body(name, None, span, lang);
        self.note(span, &identity, &[]);
        identity
    }

    /// The body of this country that a type of body means: «МВД (Казахстан)».
    pub(super) fn of_country(&self, name: &str, country: Country, lang: Lang) -> Option<AliasId> {
        self.told.borrow_mut().insert(name.to_owned(), country);
        self.full_name(name, country, lang)
    }

    /// The body that a name means which says its country, given without it: the row of a type of
    /// body, or the row in this country that has the rest as its name.
    pub(super) fn with_country(&self, rest: &str, country: Country, lang: Lang) -> Option<AliasId> {
        if is_type(rest, lang, self.gazetteer) {
            return self.of_country(rest, country, lang);
        }
        let tokens = tokens_of(rest);
        let (count, alias) = self.gazetteer.longest(lang, &tokens, 0)?;
        let in_country = |alias: &AliasId| {
            let row = self.gazetteer.entry(*alias).map(|entry| entry.row);
            row.is_some_and(|row| row.country() == Some(country.as_str()))
        };
        let all = self.gazetteer.namesakes(alias, lang);
        all.into_iter().find(in_country).filter(|_| count == tokens.len())
    }

    /// Which body by type is meant.
    fn body(
        &self,
        name: &str,
        known: Option<(AliasId, &GazetteerEntry<'_>)>,
        span: Span<Normal>,
        lang: Lang,
    ) -> Identity {
        let own_words = self.said_beside(span, lang);
        if let Some((country, _)) = own_words {
            self.told.borrow_mut().insert(name.to_owned(), country);
        }
        let again = || {
            let country = *self.told.borrow().get(name)?;
            Some((country, JurisdictionBasis::Context))
        };
        let told = own_words.or_else(again).or_else(|| self.country(span, lang));
        let Some((country, basis)) = told else {
            return Identity::Open(known.into_iter().map(|(alias, _)| alias).collect());
        };
        // "The regional ministry" is none of the country's rows.
        let words = self.context.words(lang);
        if words.is(Class::LocalWord, word_before(&self.context.text.normal, span.start)) {
            return Identity::Country(country, basis);
        }
        let own = known.filter(|(_, entry)| entry.row.country() == Some(country.as_str()));
        match self.full_name(name, country, lang).or(own.map(|(alias, _)| alias)) {
            Some(alias) => Identity::Row(alias, basis),
            None => Identity::Country(country, basis),
        }
    }

    /// Which of several bodies of one name is meant.
    fn namesake(
        &self,
        entry: &GazetteerEntry<'_>,
        namesakes: Vec<AliasId>,
        span: Span<Normal>,
        lang: Lang,
    ) -> Identity {
        let of = |alias: &AliasId| Country::from_code(self.gazetteer.entry(*alias)?.row.country()?);
        let of_country =
            |country: Country| namesakes.iter().copied().find(|alias| of(alias) == Some(country));
        if let Some((country, basis)) = self.country(span, lang) {
            if let Some(alias) =
                of_country(country).or_else(|| self.full_name(entry.name, country, lang))
            {
                return Identity::Row(alias, basis);
            }
            // The text speaks of a country without a body of this name. One that it names as well
            // may still be meant, if it is near.
            let near = self.countries().among(span, self.context.text, |c| of_country(c).is_some());
            let is_near =
                near.is_some_and(|c| self.countries().is_near(c, span, self.context.text));
            return match near.filter(|_| is_near).and_then(of_country) {
                Some(alias) => Identity::Row(alias, JurisdictionBasis::Context),
                None => Identity::Open(namesakes),
            };
        }
        let near = self.countries().among(span, self.context.text, |c| of_country(c).is_some());
        match (near.and_then(of_country), namesakes.as_slice()) {
            (Some(alias), _) => Identity::Row(alias, JurisdictionBasis::Context),
            // Nothing in the text speaks against the only one.
            (None, [only]) if self.countries().is_empty() => {
                Identity::Row(*only, JurisdictionBasis::Title)
            }
            _ => Identity::Open(namesakes),
        }
    }

    /// The country of a body that stands beside its name.
    fn said_beside(&self, span: Span<Normal>, lang: Lang) -> Option<(Country, JurisdictionBasis)> {
        let (text, words) = (self.context.text.normal.as_ref(), self.context.words(lang));
        if let Some(country) = countries::beside(text, span, words) {
            return Some((country, JurisdictionBasis::Explicit));
        }
        // «МВД страны», «Минтранс республики»: of the other country that the text speaks of.
        if !words.is(Class::CountryWord, word_after(text, span.end)) {
            return None;
        }
        let home = Country::from_code("RU").filter(|_| lang == Lang::Ru);
        let other = |country| Some(country) != home;
        let country = self.countries().among(span, self.context.text, other)?;
        Some((country, JurisdictionBasis::Context))
    }

    /// The country of a body at a place: what stands beside its name, else what the text says.
    fn country(&self, span: Span<Normal>, lang: Lang) -> Option<(Country, JurisdictionBasis)> {
        let by_text =
            || Some((self.countries().at(span, self.context.text)?, JurisdictionBasis::Context));
        self.said_beside(span, lang).or_else(by_text)
    }

    /// The row whose name is this one with a country: «МИД» and Turkey give «МИД Турции». Another
    /// name of its type will do, in another language too: «Центробанк» and Turkey give the row of
    /// the "Central Bank of Turkey".
    fn full_name(&self, name: &str, country: Country, lang: Lang) -> Option<AliasId> {
        let known = &self.gazetteer.full_names;
        known.get(name, country, lang, || self.find_full_name(name, country, lang))
    }

    fn find_full_name(&self, name: &str, country: Country, lang: Lang) -> Option<AliasId> {
        let body_type = self.gazetteer.body_type(name, lang);
        if let Some(typed) = body_type.and_then(|t| self.gazetteer.typed(t, country.as_str())) {
            return Some(typed);
        }
        // "des Finanzministeriums"
        let bare = name.strip_suffix('s').filter(|_| lang == Lang::De).unwrap_or(name);
        if let Some(found) = self.row_named(bare, country, lang) {
            return Some(found);
        }
        let body_type = body_type?;
        let others = [lang, Lang::En, Lang::De, Lang::Ru];
        others.into_iter().find_map(|lang| {
            let names = self.gazetteer.names_of_type(body_type, lang).iter();
            names.filter_map(|other| self.row_named(other, country, lang)).next()
        })
    }

    /// The row whose name in a language is this one with a country. Names are put together as
    /// tokens: there are dozens for each country.
    fn row_named(&self, name: &str, country: Country, lang: Lang) -> Option<AliasId> {
        let name_tokens = tokens_of(name);
        let mut full: Vec<Token> = Vec::new();
        let mut row = |parts: &[&[Token]]| {
            full.clear();
            parts.iter().for_each(|part| full.extend_from_slice(part));
            let (count, alias) = self.gazetteer.longest(lang, &full, 0)?;
            let row = self.gazetteer.entry(alias)?.row;
            (count == full.len() && row.country() == Some(country.as_str())).then_some(alias)
        };
        let links = name_links(lang);
        if let Some(forms) = self.context.words(lang).country_forms(country) {
            for form in &forms.names {
                let behind = links.behind.iter().find_map(|link| row(&[&name_tokens, link, form]));
                let before = || row(&[form, links.before.as_ref()?, &name_tokens]);
                if let Some(found) = behind.or_else(before) {
                    return Some(found);
                }
            }
            let described = forms.adjectives.iter().find_map(|form| row(&[form, &name_tokens]));
            if described.is_some() {
                return described;
            }
        }
        let federal = match lang {
            Lang::De if matches!(country.as_str(), "DE" | "AT") => {
                format!("Bundes{}", name.to_lowercase())
            }
            Lang::De if country.as_str() == "US" => format!("US-{name}"),
            Lang::En | Lang::De | Lang::Ru => return None,
        };
        row(&[&tokens_of(&federal)])
    }
}

/// What joins a body's name and its country's.
struct NameLinks {
    /// Between the name and the country behind it: "Senate of Italy".
    behind: Vec<Vec<Token>>,
    /// Between the country and the name behind it: "Italy Senate", "Italien-Senat".
    before: Option<Vec<Token>>,
}

fn name_links(lang: Lang) -> &'static NameLinks {
    static LINKS: LazyLock<[NameLinks; 3]> = LazyLock::new(|| {
        by_lang(|lang| {
            let (behind, before): (&[&str], _) = match lang {
                Lang::En => (&["of", "of the"], Some("")),
                Lang::De => (&["", "der", "des", "von"], Some("-")),
                Lang::Ru => (&[""], None),
            };
            let behind = behind.iter().map(|link| tokens_of(link)).collect();
            NameLinks { behind, before: before.map(tokens_of) }
        })
    });
    &LINKS[lang.index()]
}

/// Whether every country has a body of this name.
fn is_type(name: &str, lang: Lang, gazetteer: &Gazetteer) -> bool {
    gazetteer.is_generic(name, lang)
}

/// Whether bodies of several countries have this name: rows do, or it is one of those names, or a
/// common word that teams and parties are called.
fn is_shared(entry: &GazetteerEntry<'_>, namesakes: usize, words: &Vocabulary) -> bool {
    namesakes > 1
        || words.is(Class::SharedName, entry.name)
        || (entry.ambiguous && matches!(entry.kind(), Some(OrgKind::Team | OrgKind::Party)))
}
