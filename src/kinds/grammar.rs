//! All rules, words and gazetteers, compiled once and shared by every thread.

use super::anchors::{AnchorSet, AnchorWords};
use super::context::{Context, Evidence, ResolvedMention, Vocabulary};
use super::kind::{AnyKind, Scanned};
use super::overlap::Taken;
use super::{Tables, kinds};
use crate::error::Result;
use crate::gazetteer::{
    BUILT_IN, BuiltIn, Class, Concepts, FirstTokenFilter, Lexicon, ORGS, Table, Token, UserTable,
    tokenize,
};
use crate::model::{
    Confidence, DateOrder, Document, Header, Kind, Lang, RowNames, RuleInfo, SCHEMA_VERSION,
    by_lang, sha256_hex,
};
use crate::text::Text;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a grammar is built with. Every option changes bytes of the output and is written to the
/// manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct GrammarOptions {
    /// Read all text in this language, whatever it looks like.
    pub(crate) lang: Option<Lang>,
    /// The order of day and month in English numeric dates ("03/04/2021"), whatever region or text
    /// say.
    pub(crate) date_order: Option<DateOrder>,
    /// Tables of the user's own, which add to the built-in ones and override them: rows by id,
    /// words by form.
    pub(crate) tables: Vec<UserTable>,
    /// Gazetteer rows to leave out, by id or by any name.
    pub(crate) without: Vec<String>,
    /// Look only for these kinds; empty: for all. What another kind would have claimed (the year in
    /// a law's name) is then not kept out.
    pub(crate) kinds: Vec<Kind>,
    /// Leave out mentions that are less sure.
    pub(crate) min_confidence: Option<Confidence>,
}

/// The rules of every kind and language. Build it once; it is `Sync`.
pub(crate) struct Grammar {
    languages: [Language; 3],
    /// In the order in which they resolve.
    kinds: Vec<Box<dyn AnyKind>>,
    concepts: Concepts,
    options: GrammarOptions,
    /// SHA-256 over the gazetteers.
    gazetteers: String,
}

/// What one language needs before any kind.
struct Language {
    words: Vocabulary,
    /// Compiled when the first paragraph of the language comes.
    anchors: OnceLock<AnchorSet>,
    /// The first tokens of all names that any kind looks up.
    first_tokens: OnceLock<FirstTokenFilter>,
}

impl Grammar {
    /// Compiles the built-in rules and gazetteers. Patterns are compiled when their anchor is first
    /// met.
    ///
    /// # Errors
    ///
    /// A gazetteer line that cannot be read; the message names file, line and cure.
    pub(crate) fn new(options: &GrammarOptions) -> Result<Self> {
        // build.rs has compiled the built-in organisations.
        let built_in = BUILT_IN.iter().filter(|table| table.name != ORGS);
        let built_in: Vec<Table<'_>> = built_in.map(BuiltIn::parse).collect::<Result<_>>()?;
        let (orgs, words) = UserTable::classify(&options.tables)?;
        let [user, built_in] = [words.iter().collect::<Vec<_>>(), built_in.iter().collect()];
        let [en, de, ru] = by_lang(|lang| Language::new(lang, &user, &built_in));
        let tables = Tables {
            orgs,
            others: [user.as_slice(), &built_in].concat(),
            without: &options.without,
        };
        Ok(Self {
            languages: [en?, de?, ru?],
            kinds: kinds(tables),
            concepts: Concepts::new(&[built_in, user].concat()),
            gazetteers: digest(&options.tables),
            // The tables are compiled, and their text may be large.
            options: GrammarOptions {
                tables: Vec::new(),
                without: options.without.clone(),
                kinds: options.kinds.clone(),
                ..*options
            },
        })
    }

    /// The options it was built with, without the tables.
    pub(crate) fn options(&self) -> &GrammarOptions {
        &self.options
    }

    /// What bundles made with this grammar begin with. Options of the caller that change bytes are
    /// added to it.
    pub(crate) fn header(&self) -> Header {
        let mut options = BTreeMap::new();
        if let Some(lang) = self.options.lang {
            options.insert("lang".to_owned(), lang.as_str().to_owned());
        }
        if let Some(order) = self.options.date_order {
            options.insert("date_order".to_owned(), order.as_str().to_owned());
        }
        if !self.options.kinds.is_empty() {
            let kinds: Vec<&str> = self.options.kinds.iter().map(|k| k.as_str()).collect();
            options.insert("kinds".to_owned(), kinds.join(","));
        }
        if let Some(confidence) = self.options.min_confidence {
            options.insert("min_confidence".to_owned(), confidence.as_str().to_owned());
        }
        if !self.options.without.is_empty() {
            options.insert("without".to_owned(), self.options.without.join(","));
        }
        Header {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            build: env!("NEWSMILL_BUILD").to_owned(),
            schema: SCHEMA_VERSION.to_owned(),
            gazetteers: self.gazetteers.clone(),
            options,
        }
    }

    /// All rules: everything that `rule` of a mention can be.
    pub(crate) fn rules(&self) -> impl Iterator<Item = RuleInfo> + '_ {
        Lang::ALL
            .into_iter()
            .flat_map(|lang| self.kinds.iter().flat_map(move |kind| kind.rules(lang)))
    }

    /// What the tables call a row of a kind.
    pub(crate) fn row_names(&self, kind: Kind, id: &str) -> Option<RowNames> {
        let mut of_kind = self.kinds.iter().filter(|of| of.kind() == kind);
        of_kind.find_map(|of| of.row_names(id))
    }

    /// The concepts of a name in any language, as one string.
    pub(crate) fn concepts(&self, name: &str, lang: Lang) -> Option<String> {
        self.concepts.key(name, lang)
    }

    /// Whether a word is a legal form: Ltd, GmbH, ООО.
    pub(crate) fn is_legal_form(&self, word: &str, lang: Lang) -> bool {
        let words = &self.languages[lang.index()].words;
        words.is(Class::LegalPost, word) || words.is(Class::LegalPre, word)
    }

    /// Whether a word stands behind the name of a group of companies: Holding, Gruppe, холдинг.
    pub(crate) fn is_group_word(&self, word: &str, lang: Lang) -> bool {
        self.languages[lang.index()].words.is(Class::GroupWord, word)
    }

    /// Whether a word of a name is a head, legal form or qualifier.
    pub(crate) fn is_form(&self, word: &str, lang: Lang) -> bool {
        self.concepts.is_form(word, lang)
    }

    fn anchors(&self, lang: Lang) -> &AnchorSet {
        let Language { words, anchors, .. } = &self.languages[lang.index()];
        anchors.get_or_init(|| {
            let lexicon = &words.lexicon;
            let classes = self.kinds.iter().flat_map(|kind| kind.anchors());
            AnchorSet::new(classes.flat_map(|&AnchorWords { class, anchor, ends }| {
                let forms = lexicon.forms(class).map(|(form, _)| form);
                forms.chain(lexicon.phrases(class)).map(move |form| (form, anchor, ends))
            }))
        })
    }

    /// The first tokens of all names of a language that any kind looks up, anchors included.
    fn first_tokens(&self, lang: Lang) -> &FirstTokenFilter {
        let names = || {
            self.kinds.iter().flat_map(|kind| kind.names(lang)).chain([self.anchors(lang).words()])
        };
        self.languages[lang.index()].first_tokens.get_or_init(|| FirstTokenFilter::of(names()))
    }

    /// Finds and resolves the mentions of a document. Notes in `evidence` what told the countries of
    /// mentions.
    pub(crate) fn find(
        &self,
        document: &Document,
        text: &Text<'_>,
        evidence: Option<&RefCell<Vec<Evidence>>>,
    ) -> Found {
        // A token has some five bytes, in a short text four; growing would copy them all.
        let (mut hits, mut tokens) = (Vec::new(), Vec::with_capacity(text.normal.len() / 5 + 16));
        let mut scanned = Vec::with_capacity(text.paragraphs.len());
        for &paragraph in &text.paragraphs {
            let Some(lang) = paragraph.lang else { continue };
            let (first_token, first_hit) = (tokens.len(), hits.len());
            tokenize(text.slice(paragraph.span), paragraph.span.start, &mut tokens);
            self.first_tokens(lang).mark(&mut tokens[first_token..]);
            self.anchors(lang).scan(
                &text.normal,
                paragraph.span,
                &tokens[first_token..],
                &mut hits,
            );
            scanned.push(Scanned { paragraph, lang, hits: first_hit..hits.len() });
        }
        let countries = OnceCell::new();
        let context = Context {
            document,
            text,
            date_order: self.options.date_order,
            published: document.published.map(|p| p.date.civil()),
            tokens: &tokens,
            words: by_lang(|lang| &self.languages[lang.index()].words),
            countries: &countries,
            evidence,
        };
        let wanted =
            |kind: &Kind| self.options.kinds.is_empty() || self.options.kinds.contains(kind);
        let mut taken = Taken::default();
        let mut all = Vec::new();
        for kind in self.kinds.iter().filter(|kind| wanted(&kind.kind())) {
            let mentions = kind.find(&scanned, &hits, &context, &taken);
            taken.add(mentions.iter().map(|f| f.span));
            all.extend(mentions);
        }
        all.sort_by_key(|f| (f.span, f.value.kind()));
        Found { mentions: all, tokens }
    }
}

/// What a grammar finds in a document.
pub(crate) struct Found {
    /// The mentions, in order of place and kind.
    pub(crate) mentions: Vec<ResolvedMention>,
    /// The tokens of the paragraphs that have a language, in order.
    pub(crate) tokens: Vec<Token>,
}

impl Language {
    fn new(lang: Lang, user: &[&Table<'_>], built_in: &[&Table<'_>]) -> Result<Self> {
        let words = Vocabulary::new(lang, Lexicon::new(lang, user, built_in)?);
        Ok(Self { words, anchors: OnceLock::new(), first_tokens: OnceLock::new() })
    }
}

/// SHA-256 over the names and hashes of the built-in tables and the user's.
fn digest(user: &[UserTable]) -> String {
    let built_in = BUILT_IN.iter().map(|table| format!("{}\t{}\n", table.name, table.sha256));
    let user =
        user.iter().map(|table| format!("{}\t{}\n", table.name, sha256_hex(table.text.as_bytes())));
    sha256_hex(built_in.chain(user).collect::<String>().as_bytes())
}
