//! What rules and resolvers may know besides the match.

use super::countries::{CountryModel, Ranked};
pub(crate) use super::vocabulary::Vocabulary;
use crate::gazetteer::Token;
use crate::model::{Candidate, Confidence, DateOrder, Document, Kind, Lang, Normal, Span, Value};
use crate::text::Text;
use jiff::civil::Date;
use std::cell::{OnceCell, RefCell};

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
    /// Where resolvers note what told the country of a mention, if somebody asks.
    pub(crate) evidence: Option<&'a RefCell<Vec<Evidence>>>,
}

/// What told the country of a mention, still in normalised offsets.
#[derive(Debug)]
pub(crate) struct Evidence {
    /// Where the mention is.
    pub(crate) span: Span<Normal>,
    /// Its kind.
    pub(crate) kind: Kind,
    /// The countries of which the text speaks there, the heaviest first.
    pub(crate) ranking: Vec<Ranked>,
    /// What the name could mean.
    pub(crate) candidates: Vec<Candidate>,
}

impl<'a> Context<'a> {
    /// Of which countries the document speaks.
    pub(crate) fn countries(&self) -> &'a CountryModel {
        self.countries
            .get_or_init(|| CountryModel::new(self.document, self.text, self.tokens, self.words))
    }

    /// Notes what told the country of a mention, if somebody asks: the last note of a mention counts.
    pub(crate) fn note<'m>(
        &self,
        span: Span<Normal>,
        kind: Kind,
        countries: impl FnOnce() -> &'m CountryModel,
        candidates: impl FnOnce() -> Vec<Candidate>,
    ) {
        let Some(evidence) = self.evidence else { return };
        let ranking = countries().ranking(span, self.text);
        let mut notes = evidence.borrow_mut();
        notes.retain(|note| (note.span, note.kind) != (span, kind));
        notes.push(Evidence { span, kind, ranking, candidates: candidates() });
    }

    /// The words of a language.
    pub(crate) fn words(&self, lang: Lang) -> &'a Vocabulary {
        self.words[lang.index()]
    }

    /// The tokens of a stretch.
    pub(crate) fn tokens_in(&self, span: Span<Normal>) -> &'a [Token] {
        tokens_in(self.tokens, span)
    }
}

/// Those of the tokens of a document that begin in a stretch.
pub(crate) fn tokens_in(tokens: &[Token], span: Span<Normal>) -> &[Token] {
    let first = tokens.partition_point(|t| t.start < span.start);
    let end = tokens.partition_point(|t| t.start < span.end);
    &tokens[first..end]
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
