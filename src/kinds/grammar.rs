//! All rules, words and gazetteers, compiled once and shared by every thread.

use super::context::{Context, Found, Words};
use super::overlap::Taken;
use super::ruleset::{Reach, RuleSet};
use super::{date, law, money, org};
use crate::error::Result;
use crate::gazetteer::{self, Anchor, AnchorSet, BUILT_IN, Beginnings, Concepts, Lexicon, Table, UserTable};
use crate::model::{DateOrder, Document, Header, Kind, Lang, SCHEMA_VERSION, by_lang, sha256_hex};
use crate::text::Text;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What a grammar is built with. Every option changes bytes of the output and is written to the manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct GrammarOptions {
    /// Read all text in this language, whatever it looks like.
    pub(crate) lang: Option<Lang>,
    /// The order of day and month in English numeric dates ("03/04/2021"), whatever region or text say.
    pub(crate) date_order: Option<DateOrder>,
    /// Tables of the user's own, which add to the built-in ones and override them: rows by id, words by form.
    pub(crate) tables: Vec<UserTable>,
    /// Gazetteer rows to leave out, by id or by any name.
    pub(crate) without: Vec<String>,
    /// Look only for these kinds; empty: for all. What another kind would have claimed (the year in a law's name) is then not kept out.
    pub(crate) kinds: Vec<Kind>,
}

/// The rules of every kind and language. Build it once; it is `Sync`.
pub(crate) struct Grammar {
    cells: [Cell; 3],
    orgs: org::Gazetteer,
    laws: law::Gazetteer,
    concepts: Concepts,
    options: GrammarOptions,
    gazetteers: String,
}

/// One language.
struct Cell {
    words: Words,
    /// Compiled when the first paragraph of this language is met.
    anchors: OnceLock<AnchorSet>,
    /// With what tokens anchors, organisations and laws begin.
    beginnings: OnceLock<Beginnings>,
    date: RuleSet<date::Expr>,
    money: RuleSet<money::Expr>,
    law: RuleSet<law::Expr>,
    org: RuleSet<org::Expr>,
}

impl Grammar {
    /// Compiles the built-in rules and gazetteers. Patterns are compiled when their anchor is first met.
    ///
    /// # Errors
    ///
    /// A gazetteer line that cannot be read, with file, line and cure.
    pub(crate) fn new(options: &GrammarOptions) -> Result<Self> {
        let parse = |(name, text): (&'static str, &'static str)| Table::parse(name, text);
        // The organisations are compiled already.
        let built_in: Vec<Table<'_>> =
            BUILT_IN.iter().copied().filter(|(name, _)| *name != "orgs.tsv").map(parse).collect::<Result<_>>()?;
        let (orgs, words) = UserTable::sort(&options.tables)?;
        let [user, built_in] = [words.iter().collect::<Vec<_>>(), built_in.iter().collect()];
        let [en, de, ru] = by_lang(|lang| Cell::new(lang, &user, &built_in));
        let all = [user.as_slice(), built_in.as_slice()].concat();
        let digest = BUILT_IN
            .iter()
            .copied()
            .chain(options.tables.iter().map(|t| (t.name.as_str(), t.text.as_str())))
            .map(|(name, text)| format!("{name}\t{}\n", sha256_hex(text.as_bytes())))
            .collect::<String>();
        Ok(Self {
            cells: [en?, de?, ru?],
            orgs: org::Gazetteer::new(orgs, &all, &options.without),
            laws: law::Gazetteer::new(&all, &options.without)?,
            concepts: Concepts::new(&[built_in, user].concat()),
            // The tables are compiled; their text may be large.
            options: GrammarOptions {
                tables: Vec::new(),
                without: options.without.clone(),
                kinds: options.kinds.clone(),
                ..*options
            },
            gazetteers: sha256_hex(digest.as_bytes()),
        })
    }

    /// The options it was built with.
    pub(crate) fn options(&self) -> &GrammarOptions {
        &self.options
    }

    /// What bundles made with this grammar begin with. Options of the caller that change bytes are added to it.
    pub(crate) fn header(&self) -> Header {
        let mut options = BTreeMap::new();
        if let Some(lang) = self.options.lang {
            options.insert("lang".to_owned(), lang.code().to_owned());
        }
        if let Some(order) = self.options.date_order {
            options.insert("date_order".to_owned(), order.as_str().to_owned());
        }
        if !self.options.kinds.is_empty() {
            let kinds: Vec<&str> = self.options.kinds.iter().map(|k| k.as_str()).collect();
            options.insert("kinds".to_owned(), kinds.join(","));
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

    /// The names of all rules, `kind/lang/name`.
    pub(crate) fn rule_names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.cells.iter().flat_map(|c| c.date.names().chain(c.money.names()).chain(c.law.names()).chain(c.org.names()))
    }

    /// How many rules a kind has in a language: the table that must have no empty cell.
    pub(crate) fn rule_count(&self, kind: Kind, lang: Lang) -> usize {
        let cell = &self.cells[lang.index()];
        match kind {
            Kind::Date => cell.date.names().count(),
            Kind::Money => cell.money.names().count(),
            Kind::Law => cell.law.names().count(),
            Kind::Org => cell.org.names().count(),
        }
    }

    /// What a name says in any language, as one string.
    pub(crate) fn concepts(&self, name: &str, lang: Lang) -> Option<String> {
        self.concepts.key(name, lang)
    }

    /// Whether a word is a legal form: Ltd, GmbH, ООО.
    pub(crate) fn is_legal_form(&self, word: &str, lang: Lang) -> bool {
        let words = &self.cells[lang.index()].words;
        ["legal-post", "legal-pre"].iter().any(|class| words.value(class, word).is_some())
    }

    /// Whether a word of a name is a head, legal form or qualifier.
    pub(crate) fn is_form(&self, word: &str, lang: Lang) -> bool {
        self.concepts.is_form(word, lang)
    }

    /// With what tokens names of a language begin that any part of the grammar looks up.
    fn beginnings(&self, lang: Lang) -> &Beginnings {
        let cell = &self.cells[lang.index()];
        let indexes = || self.orgs.names(lang).chain([cell.anchors().words(), self.laws.names(lang)]);
        cell.beginnings.get_or_init(|| Beginnings::of(indexes()))
    }

    /// Finds and resolves the mentions of a document.
    ///
    /// Laws go first, for their numbers look like dates and sums; then money, then organisations, whose names may hold years; dates last,
    /// so that what they are resolved against is never a number of something else.
    pub(crate) fn find(&self, document: &Document, text: &Text<'_>) -> Vec<Found> {
        let (mut dates, mut sums, mut laws, mut orgs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        // A token has some five bytes; growing would copy them all.
        let (mut hits, mut tokens) = (Vec::new(), Vec::with_capacity(text.normal.len() / 5));
        for paragraph in &text.paragraphs {
            let Some(lang) = paragraph.lang else { continue };
            let cell = &self.cells[lang.index()];
            hits.clear();
            let first = tokens.len();
            gazetteer::tokens(text.slice(paragraph.span), paragraph.span.start, &mut tokens);
            self.beginnings(lang).mark(&mut tokens[first..]);
            cell.anchors().scan(&text.normal, paragraph.span, &tokens[first..], &mut hits);
            let wanted = |kind| self.options.kinds.is_empty() || self.options.kinds.contains(&kind);
            if wanted(Kind::Date) {
                cell.date.find(&cell.words, &text.normal, paragraph.span, &hits, &mut dates);
            }
            if wanted(Kind::Money) {
                cell.money.find(&cell.words, &text.normal, paragraph.span, &hits, &mut sums);
            }
            if wanted(Kind::Law) {
                cell.law.find(&cell.words, &text.normal, paragraph.span, &hits, &mut laws);
            }
            if wanted(Kind::Org) {
                cell.org.find(&cell.words, &text.normal, paragraph.span, &hits, &mut orgs);
            }
        }
        let published = document.published.map(|p| p.date.civil());
        let context = Context { document, text, date_order: self.options.date_order, published, tokens: &tokens };
        let wanted = |kind| self.options.kinds.is_empty() || self.options.kinds.contains(&kind);
        let mut taken = Taken::default();
        let words = by_lang(|l| &self.cells[l.index()].words);
        let mut found = if wanted(Kind::Law) { law::resolve(laws, &context, &self.laws, words) } else { Vec::new() };
        taken.add(found.iter().map(|f| f.span));
        let sums = money::resolve(sums, &context, &taken, words);
        taken.add(sums.iter().map(|f| f.span));
        found.extend(sums);
        if wanted(Kind::Org) {
            let orgs = org::resolve(orgs, &context, &taken, &self.orgs, words);
            taken.add(orgs.iter().map(|f| f.span));
            found.extend(orgs);
        }
        found.extend(date::resolve(dates, &context, &taken));
        found.sort_by_key(|f| (f.span, f.value.kind()));
        found
    }
}

impl Cell {
    fn new(lang: Lang, user: &[&Table<'_>], built_in: &[&Table<'_>]) -> Result<Self> {
        let words = Words { lang, lexicon: Lexicon::new(lang, user, built_in)? };
        Ok(Self {
            anchors: OnceLock::new(),
            beginnings: OnceLock::new(),
            date: RuleSet::new(date::rules(lang), Reach(120), date::COUNTED),
            money: RuleSet::new(money::rules(lang), Reach(128), money::COUNTED),
            law: RuleSet::new(law::rules(lang), Reach(256), &[]),
            org: RuleSet::new(org::rules(lang), Reach(192), &[]),
            words,
        })
    }

    /// The anchors of all kinds.
    fn anchors(&self) -> &AnchorSet {
        self.anchors.get_or_init(|| {
            let lexicon = &self.words.lexicon;
            let classes = [date::ANCHORS, money::ANCHORS, law::ANCHORS, org::ANCHORS].concat();
            let forms = classes.iter().flat_map(|&(class, anchor)| {
                // A class named with a hyphen holds the ends of compounds.
                let (class, end) = class.strip_prefix('-').map_or((class, ""), |c| (c, "-"));
                let phrases = lexicon.phrases(class);
                lexicon.forms(class).map(|f| f.0).chain(phrases).map(move |form| (format!("{end}{form}"), anchor))
            });
            let forms: Vec<(String, Anchor)> = forms.collect();
            AnchorSet::new(forms.iter().map(|(form, anchor)| (form.as_str(), *anchor)))
        })
    }
}
