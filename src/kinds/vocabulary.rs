//! The words of a language, as rules and resolvers ask for them.

use super::country::Country;
use crate::gazetteer::{Class, Lexicon, Token, tokens_of};
use crate::model::Lang;
use crate::numeral;
use crate::text::boundary::is_word;
use crate::text::case::capitalized;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The classes of words that say of which country a text speaks.
const COUNTRY_SIGNS: [Class; 4] =
    [Class::Country, Class::Nationality, Class::CountrySign, Class::City];

/// The classes that a word may be of. Names of countries and cities have a capital.
pub(crate) const fn country_signs(capital: bool) -> &'static [Class] {
    if capital { &COUNTRY_SIGNS } else { &[Class::Nationality, Class::CountrySign] }
}

/// Signs of countries that have several words, by their first word.
pub(crate) type CountryPhrases = FxHashMap<String, Vec<(String, Country)>>;

/// The words of one language.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// The language.
    pub(crate) lang: Lang,
    /// Its words by class.
    pub(crate) lexicon: Lexicon,
    /// What [`Vocabulary::country_phrases`] gives, made when first asked for.
    phrases: OnceLock<CountryPhrases>,
    /// What [`Vocabulary::country_of_token`] gives, by capital and by token, made when first asked for.
    country_tokens: OnceLock<[FxHashMap<u64, Country>; 2]>,
    /// What [`Vocabulary::country_forms`] gives, made when first asked for.
    country_forms: OnceLock<FxHashMap<Country, CountryForms>>,
}

/// The words for a country, each as tokens, in the order of the table.
#[derive(Debug, Default)]
pub(crate) struct CountryForms {
    /// "Turkey".
    pub(crate) names: Vec<Vec<Token>>,
    /// "Turkish", "Anatolian".
    pub(crate) adjectives: Vec<Vec<Token>>,
}

impl Vocabulary {
    /// The words of a language.
    pub(crate) fn new(lang: Lang, lexicon: Lexicon) -> Self {
        Self {
            lang,
            lexicon,
            phrases: OnceLock::new(),
            country_tokens: OnceLock::new(),
            country_forms: OnceLock::new(),
        }
    }

    /// The signs of countries that have several words.
    pub(crate) fn country_phrases(&self) -> &CountryPhrases {
        self.phrases.get_or_init(|| country_phrases(&self.lexicon))
    }

    /// The country that a token is a sign of.
    #[inline]
    pub(crate) fn country_of_token(&self, token: &Token) -> Option<Country> {
        let [small, capital] = self.country_tokens.get_or_init(|| {
            [false, true].map(|capital| country_tokens(&self.lexicon, country_signs(capital)))
        });
        let known = if token.shape.is_capital() { capital } else { small };
        known.get(&token.id()).copied()
    }

    /// The words for a country; `None` where the tables have none.
    pub(crate) fn country_forms(&self, country: Country) -> Option<&CountryForms> {
        self.country_forms.get_or_init(|| country_forms(&self.lexicon)).get(&country)
    }

    /// The value of a word in a class.
    #[inline]
    pub(crate) fn value(&self, class: Class, word: &str) -> Option<&str> {
        self.lexicon.value(class, word)
    }

    /// Whether a class has a word.
    #[inline]
    pub(crate) fn is(&self, class: Class, word: &str) -> bool {
        self.value(class, word).is_some()
    }

    /// Whether any of the classes has a word.
    pub(crate) fn is_any(&self, classes: &[Class], word: &str) -> bool {
        classes.iter().any(|class| self.is(*class, word))
    }

    /// The value of a word in a class whose values are small whole numbers.
    pub(crate) fn int(&self, class: Class, word: &str) -> Option<i64> {
        self.value(class, word)?.parse().ok()
    }

    /// A number in digits or words.
    pub(crate) fn number(&self, text: &str) -> Option<Decimal> {
        numeral::parse(text, self.lang, self)
    }

    /// A whole number in digits or words.
    pub(crate) fn whole(&self, text: &str) -> Option<i64> {
        self.number(text).filter(|n| n.fract().is_zero())?.to_i64()
    }
}

impl numeral::NumberWords for Vocabulary {
    fn number(&self, word: &str) -> Option<Decimal> {
        let value =
            self.value(Class::Number, word).or_else(|| self.value(Class::NumberPart, word))?;
        Decimal::from_str_exact(value).ok()
    }

    fn scale(&self, word: &str) -> Option<Decimal> {
        Decimal::from_str_exact(self.value(Class::Scale, word)?).ok()
    }

    fn links(&self, word: &str) -> bool {
        self.is(Class::NumberLink, word)
    }
}

/// The signs of several words.
fn country_phrases(lexicon: &Lexicon) -> CountryPhrases {
    let mut out = CountryPhrases::default();
    let joins = [' ', '-', '.'];
    for class in COUNTRY_SIGNS {
        for (form, code) in lexicon.forms(class).filter(|(form, _)| form.contains(joins)) {
            let Some(country) = Country::from_code(code) else { continue };
            let first = form.split(joins).next().unwrap_or(form);
            out.entry(first.to_owned()).or_default().push((form.to_owned(), country));
        }
    }
    out
}

/// The words for each country.
fn country_forms(lexicon: &Lexicon) -> FxHashMap<Country, CountryForms> {
    let mut out: FxHashMap<Country, CountryForms> = FxHashMap::default();
    for class in [Class::Country, Class::Nationality, Class::CountrySign] {
        for (form, code) in lexicon.forms(class) {
            let Some(country) = Country::from_code(code) else { continue };
            let forms = out.entry(country).or_default();
            let list =
                if class == Class::Country { &mut forms.names } else { &mut forms.adjectives };
            list.push(tokens_of(form));
        }
    }
    out
}

/// The countries of the words that may stand in a text for a form of one token, by the token's id.
fn country_tokens(lexicon: &Lexicon, classes: &[Class]) -> FxHashMap<u64, Country> {
    let mut out = FxHashMap::default();
    for class in classes {
        let forms = lexicon.forms(*class).map(|(form, _)| form);
        for form in forms.filter(|form| form.chars().all(is_word)) {
            let mut words = vec![form.to_owned()];
            if lexicon.is_folded(*class, form) {
                words.extend([capitalized(form), form.to_uppercase()]);
            }
            for word in words {
                let country = lexicon.value(*class, &word).and_then(Country::from_code);
                for (token, country) in tokens_of(&word).iter().zip(country) {
                    out.entry(token.id()).or_insert(country);
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_tell_the_countries_that_words_tell() {
        for lang in Lang::ALL {
            let words = Vocabulary::new(lang, Lexicon::built_in(lang));
            let spellings =
                COUNTRY_SIGNS.iter().flat_map(|class| words.lexicon.alternatives(*class));
            let mut many = 0;
            for word in spellings.filter(|word| word.chars().all(is_word)) {
                let tokens = tokens_of(word);
                let [token] = tokens.as_slice() else { panic!("{word} is no word") };
                let classes = country_signs(token.shape.is_capital());
                let code = classes.iter().find_map(|class| words.value(*class, word));
                assert_eq!(
                    words.country_of_token(token),
                    code.and_then(Country::from_code),
                    "{word}"
                );
                many += 1;
            }
            assert!(many > 500, "{lang:?}: {many}");
        }
    }
}
