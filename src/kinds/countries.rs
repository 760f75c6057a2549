//! Of which country a text speaks, and where.
//!
//! News leaves out what its readers know: "the foreign ministry", "5,000 francs", «Верховный суд».
//! [`CountryModel`] collects the signs of countries in a document (names, adjectives, places,
//! peoples, politicians, and what the resolvers add: bodies that are certain) and says which country
//! a place in the text speaks of. Near signs weigh more than far ones. Without a sign, or where two
//! countries have nearly the same weight, it says nothing: a wrong country is worse than none.

use super::country::Country;
use super::vocabulary::{CountryPhrases, Vocabulary, country_signs};
use crate::gazetteer::{Class, Token};
use crate::model::{Document, Lang, Normal, Span};
use crate::text::Text;
use crate::text::boundary::{sentence, word_after, word_before};
use crate::text::case::capitalized_words;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A place in the text that says a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sign {
    /// Where.
    pub(crate) span: Span<Normal>,
    /// The country.
    pub(crate) country: Country,
}

/// A country of which a text speaks, for people who ask why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ranked {
    /// The country.
    pub(crate) country: Country,
    /// The sum of its signs.
    pub(crate) weight: usize,
    /// Its signs, the nearest first.
    pub(crate) signs: Vec<Span<Normal>>,
    /// Whether it is that of the document's readers.
    pub(crate) home: bool,
}

/// The signs of countries in a document.
#[derive(Debug, Default, Clone)]
pub(crate) struct CountryModel {
    /// In order of place.
    signs: Vec<Sign>,
    /// What document and address say of its readers' country.
    home: Option<Country>,
}

/// How much a sign in the same sentence weighs; one in the whole text weighs 1.
const SENTENCE: usize = 6;
/// In the same paragraph.
const PARAGRAPH: usize = 4;
/// In the first two paragraphs, which say what the text is about.
const LEAD: usize = 2;
/// The home of the document's readers.
const HOME: usize = 3;
/// At most so many signs of a country count at each distance: one place repeated says no more.
const MOST: usize = 4;

impl CountryModel {
    /// Reads the signs of a document. `tokens` are those of its paragraphs.
    pub(crate) fn new(
        document: &Document,
        text: &Text<'_>,
        tokens: &[Token],
        words: [&Vocabulary; 3],
    ) -> Self {
        let mut signs = Vec::new();
        for paragraph in &text.paragraphs {
            let Some(lang) = paragraph.lang else { continue };
            let words = words[lang.index()];
            let phrases = words.country_phrases();
            let mut behind = 0;
            let first = tokens.partition_point(|t| t.start < paragraph.span.start);
            for token in tokens[first..].iter().take_while(|t| t.start < paragraph.span.end) {
                // In English all signs are capitalised; elsewhere adjectives are not.
                let capital = token.shape.is_capital();
                if token.start < behind || lang == Lang::En && !capital {
                    continue;
                }
                let word = &text.normal[token.start..token.end];
                let rest = &text.normal[token.start..paragraph.span.end];
                let found = longest_phrase(phrases, word, rest)
                    .or_else(|| Some((word.len(), words.country_of_token(token)?)))
                    .or_else(|| {
                        let mixed = capital && has_inner_capital(word);
                        let country = mixed.then(|| country_of_word(words, word, true)).flatten();
                        Some((word.len(), country?))
                    })
                    .or_else(|| in_capitals(words, rest).filter(|_| capital));
                let Some((length, country)) = found else { continue };
                behind = token.start + length;
                // A war is named after where it was, and told of anywhere.
                let of_war = words.is(Class::WarWord, word_after(&text.normal, behind));
                if !of_war {
                    signs.push(Sign { span: Span::new(token.start, behind), country });
                }
            }
        }
        Self { signs, home: home(document) }
    }

    /// Whether the text, or what is known of its readers, says this country anywhere.
    pub(crate) fn has(&self, country: Country) -> bool {
        self.home == Some(country) || self.signs.iter().any(|s| s.country == country)
    }

    /// Whether nothing says a country.
    pub(crate) fn is_empty(&self) -> bool {
        self.signs.is_empty() && self.home.is_none()
    }

    /// The same with signs that only a resolver knows.
    pub(crate) fn with(&self, signs: impl IntoIterator<Item = Sign>) -> Self {
        let mut all = self.clone();
        all.signs.extend(signs);
        all.signs.sort_by_key(|s| s.span);
        all
    }

    /// The country of which the text speaks at a place, if the signs leave no doubt.
    pub(crate) fn at(&self, place: Span<Normal>, text: &Text<'_>) -> Option<Country> {
        self.among(place, text, |_| true)
    }

    /// The same, where only some countries come into question.
    pub(crate) fn among(
        &self,
        place: Span<Normal>,
        text: &Text<'_>,
        may_be: impl Fn(Country) -> bool,
    ) -> Option<Country> {
        let weights = self.weights(place, text);
        let mut ranked: Vec<(Country, usize)> =
            weights.into_iter().filter(|(country, _)| may_be(*country)).collect();
        ranked.sort_by_key(|(_, weight)| Reverse(*weight));
        match ranked.as_slice() {
            [] => None,
            [(country, _)] => Some(*country),
            // A country that is named once more than another is no decision.
            [(country, first), (_, second), ..] => (first * 10 > second * 12).then_some(*country),
        }
    }

    /// All countries of which the text speaks at a place, the heaviest first, with their signs.
    pub(crate) fn ranking(&self, place: Span<Normal>, text: &Text<'_>) -> Vec<Ranked> {
        let distance = |s: &Span<Normal>| s.start.abs_diff(place.start);
        let ranked = self.weights(place, text).into_iter().map(|(country, weight)| {
            let own = self.signs.iter().filter(|s| s.country == country).map(|s| s.span);
            let mut signs: Vec<_> = own.filter(|s| !place.contains(*s)).collect();
            signs.sort_by_key(distance);
            Ranked { country, weight, signs, home: self.home == Some(country) }
        });
        let mut ranked: Vec<Ranked> = ranked.collect();
        ranked.sort_by_key(|r| (Reverse(r.weight), r.country));
        ranked
    }

    /// Whether a country is said in the paragraph of a place, or in the lead.
    pub(crate) fn is_near(&self, country: Country, place: Span<Normal>, text: &Text<'_>) -> bool {
        let paragraph = text.paragraphs.iter().map(|p| p.span).find(|p| p.contains(place));
        let near = paragraph.unwrap_or(place);
        let lead = text.paragraphs.get(1).or(text.paragraphs.first()).map_or(0, |p| p.span.end);
        let is_near = |s: &Sign| s.span.end <= lead || near.contains(s.span);
        self.signs.iter().any(|s| s.country == country && is_near(s) && !place.contains(s.span))
    }

    /// The weight of each country at a place.
    fn weights(&self, place: Span<Normal>, text: &Text<'_>) -> BTreeMap<Country, usize> {
        let paragraph = text.paragraphs.iter().map(|p| p.span).find(|p| p.contains(place));
        let paragraph = paragraph.unwrap_or(place);
        let sentence = sentence(&text.normal, paragraph.start, paragraph.end, place.start);
        let lead = text.paragraphs.get(1).or(text.paragraphs.first()).map_or(0, |p| p.span.end);
        let mut weights: BTreeMap<Country, usize> = BTreeMap::new();
        let mut add = |weight: usize, is: &dyn Fn(Span<Normal>) -> bool| {
            let mut counts: BTreeMap<Country, usize> = BTreeMap::new();
            for sign in self.signs.iter().filter(|s| !place.contains(s.span) && is(s.span)) {
                *counts.entry(sign.country).or_default() += 1;
            }
            for (country, count) in counts {
                *weights.entry(country).or_default() += weight * count.min(MOST);
            }
        };
        add(SENTENCE, &|s| s.start >= sentence.start && s.end <= sentence.end);
        add(PARAGRAPH, &|s| paragraph.contains(s));
        add(LEAD, &|s| s.end <= lead);
        add(1, &|_| true);
        if let Some(home) = self.home {
            *weights.entry(home).or_default() += HOME;
        }
        weights
    }
}

/// Whether a word has a capital behind its first letter: such a word may be spelled in a way that no
/// table of tokens has.
fn has_inner_capital(word: &str) -> bool {
    word.bytes().skip(1).any(|b| b.is_ascii_uppercase())
        || !word.is_ascii() && word.chars().skip(1).any(char::is_uppercase)
}

/// The country that a word is a sign of.
fn country_of_word(words: &Vocabulary, word: &str, capital: bool) -> Option<Country> {
    let code = country_signs(capital).iter().find_map(|class| words.value(*class, word))?;
    Country::from_code(code)
}

/// The country of a name in the capitals of a headline or dateline at the start of `rest`, and the
/// length of the name: "JAPAN", "MEXICO CITY (Reuters)".
fn in_capitals(words: &Vocabulary, rest: &str) -> Option<(usize, Country)> {
    // Most words that begin with a capital go on in small letters.
    if !rest.chars().nth(1).is_some_and(char::is_uppercase) {
        return None;
    }
    let is_capital = |c: char| c.is_uppercase() || c == '-' || c == ' ';
    let run = rest.split(|c| !is_capital(c)).next()?.trim_end();
    let word = run.split(' ').next().filter(|word| word.chars().count() > 3)?;
    // Longer runs are sentences: only the name at their start counts.
    let phrase: Vec<&str> = run.split(' ').take(MOST_WORDS).collect();
    let spelled = capitalized_words(&phrase.join(" ").to_lowercase());
    let first = capitalized_words(&word.to_lowercase());
    let first = first.split('-').next()?;
    longest_phrase(words.country_phrases(), first, &spelled)
        .or_else(|| {
            Some((
                word.len(),
                country_of_word(words, &capitalized_words(&word.to_lowercase()), true)?,
            ))
        })
        .filter(|(length, _)| rest.is_char_boundary(*length))
}

/// Most words that a name of a country or city has.
const MOST_WORDS: usize = 4;

/// The longest phrase that begins with `word` at the start of `rest`: its length and country.
fn longest_phrase(phrases: &CountryPhrases, word: &str, rest: &str) -> Option<(usize, Country)> {
    let ends = |form: &str| {
        rest.strip_prefix(form).is_some_and(|tail| !tail.starts_with(char::is_alphanumeric))
    };
    let found = phrases.get(word)?.iter().filter(|(form, _)| ends(form));
    found.max_by_key(|(form, _)| form.len()).map(|(form, country)| (form.len(), *country))
}

/// The country of a document's readers: its region, or the top-level domain of its address.
fn home(document: &Document) -> Option<Country> {
    if let Some(region) = &document.region {
        return Country::from_code(&region.to_ascii_uppercase());
    }
    let host = document.url.as_deref()?.split_once("://")?.1.split(['/', ':', '?']).next()?;
    match host.rsplit('.').next()? {
        "uk" => Country::from_code("GB"),
        // Sold to everybody.
        "tv" | "me" | "io" | "co" | "eu" | "ai" | "fm" | "cc" | "ws" => None,
        top => Country::from_code(&top.to_ascii_uppercase()),
    }
}

/// The country that stands beside a name: "türkisches Außenministerium", "Pakistan's supreme court",
/// "Außenministerium in Moskau", «Верховный суд Пакистана», "Senate (Italy)".
pub(crate) fn beside(text: &str, span: Span<Normal>, words: &Vocabulary) -> Option<Country> {
    let of = |classes: &[Class], word: &str| {
        classes.iter().find_map(|class| words.value(*class, word)).and_then(Country::from_code)
    };
    let adjective = || of(&[Class::Nationality, Class::CountrySign], word_before(text, span.start));
    let owner = || {
        let head = text[..span.start].trim_end().strip_suffix("'s")?;
        of(&[Class::Country], word_before(head, head.len()))
    };
    let behind = || {
        let word = word_after(text, span.end);
        let links: &[&str] = match words.lang {
            Lang::En => &["of", "in"],
            Lang::De => &["in", "von", "der"],
            Lang::Ru => &["в", "во"],
        };
        let at = span.end + 1 + word.len();
        let next = links.contains(&word).then(|| word_after(text, at))?;
        of(&[Class::Country, Class::CountrySign, Class::City], next)
    };
    let genitive = || {
        let word = word_after(text, span.end);
        of(&[Class::Country], word).filter(|_| words.lang != Lang::En)
    };
    owner().or_else(adjective).or_else(behind).or_else(genitive)
}
