//! The extractor: all rules and tables, compiled once, that find the mentions of a document.

use crate::error::{ErrorKind, Result};
use crate::gazetteer::UserTable;
use crate::ingest::DayFinder;
use crate::kinds::{Grammar, GrammarOptions};
use crate::model::{
    Confidence, CountryEvidence, DateOrder, Document, Header, Kind, Lang, RefusedFrame, RuleInfo,
};
use crate::pipeline::Extraction;
use crate::pipeline::days::day_finder;
use crate::pipeline::extract::{explain, extract};
use std::fmt;
use std::sync::Arc;

/// What an [`Extractor`] is built with. Every option changes bytes of the output and is written to
/// the manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExtractorOptions {
    /// Read all text in this language; `None`: the language of each paragraph is detected.
    pub lang: Option<Lang>,
    /// The order of day and month in English numeric dates ("03/04/2021"). `None`: the document's
    /// region or its other dates tell, or both readings are kept.
    pub date_order: Option<DateOrder>,
    /// Tables of the user's own. They add to the built-in ones and override them: rows by id, words
    /// by form.
    pub tables: Vec<UserTable>,
    /// Gazetteer rows to leave out, by id or by any name.
    pub without: Vec<String>,
    /// Look only for these kinds; empty: for all. What another kind would have claimed (the year in
    /// a law's name) is then not kept out.
    pub kinds: Vec<Kind>,
    /// Leave out mentions that are less sure, and what follows from them: names, links, claims.
    pub min_confidence: Option<Confidence>,
    /// Write each document's text into its record.
    pub with_text: bool,
}

/// The rules of every kind and language, and the tables of names and words.
///
/// Build it once. It is `Sync`, and a clone shares everything.
///
/// ```
/// use newsmill::{Document, Extractor};
///
/// let extractor = Extractor::new(&Default::default())?;
/// let text = "On 25 January 2021 the group was fined 2 million tenges ($4,700).";
/// let extraction = extractor.extract(&Document::from_text("note.txt", text));
/// let found: Vec<_> = extraction.mentions.iter().map(|m| m.text.as_str()).collect();
/// assert_eq!(found, ["25 January 2021", "2 million tenges", "$4,700"]);
/// # Ok::<(), newsmill::Error>(())
/// ```
#[derive(Clone)]
pub struct Extractor {
    grammar: Arc<Grammar>,
    with_text: bool,
}

impl Extractor {
    /// Compiles the rules and tables. Patterns are compiled when a text first needs them.
    ///
    /// # Errors
    ///
    /// A line of a table that cannot be read ([`ErrorKind::Gazetteer`]), with file, line and cure.
    pub fn new(options: &ExtractorOptions) -> Result<Self> {
        let ExtractorOptions {
            lang,
            date_order,
            tables,
            without,
            kinds,
            min_confidence,
            with_text,
        } = options;
        let options = GrammarOptions {
            lang: *lang,
            date_order: *date_order,
            tables: tables.clone(),
            without: without.clone(),
            kinds: kinds.clone(),
            min_confidence: *min_confidence,
        };
        let grammar = Grammar::new(&options).map_err(|e| e.with_kind(ErrorKind::Gazetteer))?;
        Ok(Self { grammar: Arc::new(grammar), with_text: *with_text })
    }

    /// Extracts from one document. Pure: reads no file, no clock and no other document.
    pub fn extract(&self, document: &Document) -> Extraction {
        let mut extraction = extract(&self.grammar, document);
        if self.with_text {
            extraction.document.text = Some(document.text.clone());
        }
        extraction
    }

    /// Extracts from one document, and says what told the country of each mention whose name leaves
    /// it open: "the central bank", "5,000 pesos", «Конституция».
    pub fn extract_with_evidence(&self, document: &Document) -> (Extraction, Vec<CountryEvidence>) {
        let (extraction, evidence, _) = self.explain(document);
        (extraction, evidence)
    }

    /// Extracts from one document, and says besides the countries which frames the words of a
    /// sentence open that makes no claim, and why they are refused.
    ///
    /// ```
    /// use newsmill::{Document, Extractor};
    ///
    /// let extractor = Extractor::new(&Default::default())?;
    /// let document = Document::from_text("a.txt", "Northern Widgets Ltd. was not fined.");
    /// let (extraction, _, refused) = extractor.explain(&document);
    /// assert!(extraction.claims.is_empty());
    /// assert_eq!(refused[0].rule, "fact/en/fined");
    /// assert_eq!(refused[0].why, "\"not\" negates it");
    /// # Ok::<(), newsmill::Error>(())
    /// ```
    pub fn explain(
        &self,
        document: &Document,
    ) -> (Extraction, Vec<CountryEvidence>, Vec<RefusedFrame>) {
        let (mut extraction, evidence, refused) = explain(&self.grammar, document);
        if self.with_text {
            extraction.document.text = Some(document.text.clone());
        }
        (extraction, evidence, refused)
    }

    /// What makes its extractions: version, tables, options. Extractions with different headers do
    /// not become one dataset.
    pub fn header(&self) -> Header {
        let mut header = self.grammar.header();
        if self.with_text {
            header.options.insert("with-text".to_owned(), "true".to_owned());
        }
        header
    }

    /// All rules: everything that `rule` of a mention can be. By language, then by kind; rules with
    /// patterns in order of precedence, then the others.
    pub fn rules(&self) -> impl Iterator<Item = RuleInfo> + '_ {
        self.grammar.rules()
    }

    /// The rules of dates for [`ReadOptions::days`](crate::ingest::ReadOptions::days).
    /// [`archive`](crate::archive) sets them itself.
    pub fn day_finder(&self) -> DayFinder {
        day_finder(&self.grammar)
    }

    /// The compiled rules.
    pub(crate) fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// Whether document records carry their text.
    pub(crate) fn with_text(&self) -> bool {
        self.with_text
    }
}

impl fmt::Debug for Extractor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extractor").field("header", &self.header()).finish_non_exhaustive()
    }
}
