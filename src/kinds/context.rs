//! What rules and resolvers may know besides the match.

use super::countries::{self, CountryModel, Phrases};
use crate::gazetteer::{Class, Lexicon, Token};
use crate::model::{Confidence, DateOrder, Document, Lang, Normal, Span, Value};
use crate::numeral;
use crate::text::Text;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cell::OnceCell;
use std::sync::OnceLock;

/// The words of one language.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// The language.
    pub(crate) lang: Lang,
    /// Its words by class.
    pub(crate) lexicon: Lexicon,
    /// What [`Vocabulary::country_phrases`] gives, made when first asked for.
    phrases: OnceLock<Phrases>,
}

impl Vocabulary {
    /// The words of a language.
    pub(crate) fn new(lang: Lang, lexicon: Lexicon) -> Self {
        Self { lang, lexicon, phrases: OnceLock::new() }
    }

    /// The signs of countries that have several words.
    pub(crate) fn country_phrases(&self) -> &Phrases {
        self.phrases.get_or_init(|| countries::phrases(self))
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
        Decimal::from_str_exact(self.value(Class::Number, word)?).ok()
    }

    fn scale(&self, word: &str) -> Option<Decimal> {
        Decimal::from_str_exact(self.value(Class::Scale, word)?).ok()
    }

    fn links(&self, word: &str) -> bool {
        self.is(Class::NumberLink, word)
    }
}

/// The document around a mention.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The document.
    pub(crate) document: &'a Document,
    /// Its text.
    pub(crate) text: &'a Text<'a>,
    /// The order of day and month in numeric dates, where the user sets it.
    pub(crate) date_order: Option<DateOrder>,
    /// Its publication day.
    pub(crate) published: Option<Date>,
    /// The tokens of the paragraphs that have a language, in order.
    pub(crate) tokens: &'a [Token],
    /// The words of each language.
    pub(crate) words: [&'a Vocabulary; 3],
    /// What [`Context::countries`] gives, made when first asked for.
    pub(crate) countries: &'a OnceCell<CountryModel>,
}

impl<'a> Context<'a> {
    /// Of which countries the document speaks.
    pub(crate) fn countries(&self) -> &'a CountryModel {
        self.countries.get_or_init(|| CountryModel::new(self))
    }

    /// The words of a language.
    pub(crate) fn words(&self, lang: Lang) -> &'a Vocabulary {
        self.words[lang.index()]
    }

    /// The tokens of a stretch.
    pub(crate) fn tokens_in(&self, span: Span<Normal>) -> &'a [Token] {
        let first = self.tokens.partition_point(|t| t.start < span.start);
        let end = self.tokens.partition_point(|t| t.start < span.end);
        &self.tokens[first..end]
    }
}

/// A mention of any kind, resolved, still in normalised offsets.
#[derive(Debug, Clone)]
pub(crate) struct ResolvedMention {
    /// Where.
    pub(crate) span: Span<Normal>,
    /// What it says.
    pub(crate) value: Value,
    /// The language of the rule.
    pub(crate) lang: Lang,
    /// The rule.
    pub(crate) rule: &'static str,
    /// The gazetteer lines that took part.
    pub(crate) resources: Vec<String>,
    /// How sure it is.
    pub(crate) confidence: Confidence,
    /// For a sum, the place of the sum that says the same in another currency.
    pub(crate) equivalent_of: Option<Span<Normal>>,
    /// What the reader of the dataset should know: it goes to the document's warnings, with the
    /// place.
    pub(crate) warning: Option<&'static str>,
}
