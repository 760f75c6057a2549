//! Processes one document: text, mentions, names, claims. Uses no files, no clock and no other
//! document.

use super::bundle::line::BundleLine;
use super::extraction::{Binding, Extraction, Name, RatePair};
use super::name_key::NameKey;
use super::near::Sketch;
use super::short_forms::short_forms;
use crate::facts;
use crate::ingest::Item;
use crate::kinds::context::{Evidence, ResolvedMention};
use crate::kinds::countries::Ranked;
use crate::kinds::{Found, Grammar};
use crate::model::{
    CharIndex, CharSpan, CountryEvidence, CountryWeight, Document, DocumentRecord, EntityExternal,
    Holder, Kind, Lang, LawValue, Mention, MoneyValue, Normal, OrgValue, ParagraphRecord,
    RefusedFrame, RowNames, SCHEMA_VERSION, Span, Value, mention_id, sha256_hex,
};
use crate::text::{Text, name_key};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

/// The bundle line of an item. With `with_text` the document's record carries its text.
pub(crate) fn bundle_line(grammar: &Grammar, item: Item, with_text: bool) -> BundleLine {
    match item {
        Item::Document(document) => {
            let mut extraction = extract(grammar, &document);
            if with_text {
                extraction.document.text = Some(document.text);
            }
            extraction.into()
        }
        Item::Reject(reject) => BundleLine::Reject(reject.into()),
        Item::Skip(skip) => BundleLine::Skip(skip),
    }
}

/// Extracts from one document.
pub(crate) fn extract(grammar: &Grammar, document: &Document) -> Extraction {
    extract_and_note(grammar, document, None)
}

/// What a run does not ask and `explain` does.
#[derive(Default)]
struct Notes {
    countries: RefCell<Vec<Evidence>>,
    refused: RefCell<Vec<RefusedFrame>>,
}

/// Extracts from one document, and tells what told the countries of mentions and why frames make no
/// claim.
pub(crate) fn explain(
    grammar: &Grammar,
    document: &Document,
) -> (Extraction, Vec<CountryEvidence>, Vec<RefusedFrame>) {
    let notes = Notes::default();
    let extraction = extract_and_note(grammar, document, Some(&notes));
    let text = Text::new(&document.text, grammar.options().lang.or(document.lang));
    let chars = CharIndex::new(&document.text);
    let place = |span: Span<Normal>| {
        let bytes = text.original_span(span);
        CharSpan::new(chars.chars_before(bytes.start), chars.chars_before(bytes.end))
    };
    let weight = |ranked: Ranked| {
        let signs = ranked.signs.into_iter().map(place).collect();
        let country = ranked.country.as_str().to_owned();
        CountryWeight::new(country, ranked.weight, signs, ranked.home)
    };
    let mut evidence: Vec<CountryEvidence> = notes
        .countries
        .into_inner()
        .into_iter()
        .map(|Evidence { span, kind, ranking, candidates }| {
            let ranking = ranking.into_iter().map(weight).collect();
            CountryEvidence::new(place(span), kind, ranking, candidates)
        })
        .collect();
    evidence.sort_by_key(|e| (e.chars, e.kind));
    (extraction, evidence, notes.refused.into_inner())
}

fn extract_and_note(grammar: &Grammar, document: &Document, notes: Option<&Notes>) -> Extraction {
    let text = Text::new(&document.text, grammar.options().lang.or(document.lang));
    let chars = CharIndex::new(&document.text);
    let mut record = record(document, &text, &chars);
    let Found { mentions: mut found, tokens } =
        grammar.find(document, &text, notes.map(|n| &n.countries));
    let all = found.len();
    if let Some(least) = grammar.options().min_confidence {
        found.retain(|mention| mention.confidence >= least);
    }
    let below_confidence = (all - found.len()) as u64;
    let rates = rates(&found);
    let mut names = Names::default();
    let mut name = |item: &ResolvedMention| {
        let place = names.of(grammar, &text, item, &record.id)?;
        names.list[place].external.learn(&item.value);
        Some(place)
    };
    let links: Vec<Option<usize>> = found.iter().map(&mut name).collect();
    let orgs = facts::outer_orgs(&found);
    let lists = facts::lists(&text, &orgs);
    let mut joined = facts::bindings(&text, &orgs, |word, lang| grammar.is_form(word, lang));
    joined.extend(facts::parallel(&text, &found, &orgs, &lists));
    let mut bindings: Vec<Binding> = joined
        .into_iter()
        .filter_map(|b| {
            Some(Binding {
                a: links[b.full]?,
                b: links[b.short]?,
                rule: b.rule.to_owned(),
                evidence: b.evidence,
            })
        })
        .filter(|b| b.a != b.b)
        .collect();
    bindings.extend(short_forms(grammar, &found, &links, &names.list));
    bindings.sort();
    bindings.dedup_by(|x, y| (x.a, x.b, &x.rule) == (y.a, y.b, &y.rule));
    let lists = lists.iter().map(|l| l.names(&orgs).filter_map(|at| links[at]).collect()).collect();
    let organisations = organisations(&names.list, &bindings);
    let read = facts::DocumentMentions {
        text: &text,
        tokens: &tokens,
        chars: &chars,
        found: &found,
        names: &links,
        bodies: &organisations,
        refused: notes.map(|n| &n.refused),
    };
    let mut claims = facts::claims(&read, &record.id);
    for claim in &mut claims {
        claim.claim.published.clone_from(&record.published);
    }
    let mentions = mentions(&text, &chars, found, &links, &mut record);
    let (names, sketch) = (names.list, Sketch::of(&text));
    Extraction {
        document: record,
        mentions,
        names,
        bindings,
        lists,
        claims,
        rates,
        below_confidence,
        sketch,
    }
}

/// The mentions, made of the findings.
fn mentions(
    text: &Text<'_>,
    chars: &CharIndex<'_>,
    found: Vec<ResolvedMention>,
    links: &[Option<usize>],
    record: &mut DocumentRecord,
) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::with_capacity(found.len());
    // The mentions that may contain one of those to come, each after its end; outermost first.
    let mut open: Vec<(usize, Holder)> = Vec::new();
    for (item, name) in found.into_iter().zip(links) {
        let bytes = text.original_span(item.span);
        let span = CharSpan::new(chars.chars_before(bytes.start), chars.chars_before(bytes.end));
        let kind = item.value.kind();
        open.retain(|o| o.0 > item.span.start);
        let nested_in =
            open.iter().rev().find(|o| o.0 >= item.span.end && o.1.chars != span).map(|o| o.1);
        open.push((item.span.end, Holder { chars: span, kind }));
        if let Some(warning) = item.warning {
            record.warnings.push(format!("{warning}, characters {} to {}", span.start, span.end));
        }
        let mut value = item.value;
        if let (Value::Money(money), Some(first)) = (&mut value, item.equivalent_of) {
            let first = text.original_span(first);
            let first =
                CharSpan::new(chars.chars_before(first.start), chars.chars_before(first.end));
            money.equivalent_of = Some(mention_id(&record.id, first, Kind::Money));
        }
        mentions.push(Mention {
            chars: span,
            bytes,
            text: text.original[bytes.range()].to_owned(),
            lang: item.lang,
            value,
            rule: item.rule.into(),
            resources: item.resources,
            confidence: item.confidence,
            nested_in,
            name: *name,
        });
    }
    mentions
}

/// For each name: the place of the first name of the document that certainly denotes the same
/// organisation. Two names do if they have the same row or key, or if a binding by brackets, a dash
/// or a quoted name joins them.
fn organisations(names: &[Name], bindings: &[Binding]) -> Vec<usize> {
    let mut same: Vec<usize> = (0..names.len()).collect();
    let mut first: FxHashMap<(Kind, Result<&str, NameKey>), usize> = FxHashMap::default();
    for (place, name) in names.iter().enumerate() {
        same[place] =
            *first.entry((name.kind, name.row.as_deref().ok_or(name.key))).or_insert(place);
    }
    // A name is bound once or twice; two rounds settle chains of a full name, its acronym and its
    // foreign name.
    for _ in 0..2 {
        for binding in bindings
            .iter()
            .filter(|b| matches!(b.rule.as_str(), "brackets" | "dash" | "quoted-name"))
        {
            let least = same[binding.a].min(same[binding.b]);
            (same[binding.a], same[binding.b]) = (least, least);
        }
    }
    same
}

fn record(document: &Document, text: &Text<'_>, chars: &CharIndex<'_>) -> DocumentRecord {
    let mut letters: BTreeMap<&str, usize> = BTreeMap::new();
    let mut paragraphs: Vec<ParagraphRecord> = Vec::with_capacity(text.paragraphs.len());
    for paragraph in &text.paragraphs {
        let place = text.original_span(paragraph.span);
        let lang = paragraph.lang.map_or("und", Lang::as_str);
        *letters.entry(lang).or_default() += paragraph.span.len();
        paragraphs.push(ParagraphRecord {
            start: chars.chars_before(place.start),
            end: chars.chars_before(place.end),
            lang: lang.to_owned(),
        });
    }
    let mut langs: Vec<(&str, usize)> = letters.into_iter().collect();
    langs.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    DocumentRecord {
        record: "document".to_owned(),
        schema: SCHEMA_VERSION.to_owned(),
        id: document.id.clone().unwrap_or_else(|| {
            format!("d-{}", document.sha256.get(..16).unwrap_or(&document.sha256))
        }),
        source: document.source.clone(),
        position: document.position,
        url: document.url.clone(),
        site: document.site.clone(),
        title: document.title.clone(),
        author: document.author.clone(),
        published: document.published.map(|p| p.date.to_string()),
        published_from: document.published.map(|p| p.from),
        langs: langs.into_iter().map(|l| l.0.to_owned()).collect(),
        paragraphs,
        chars: chars.len(),
        bytes: document.bytes,
        sha256: document.sha256.clone(),
        text_sha256: sha256_hex(document.text.as_bytes()),
        encoding: document.encoding.clone(),
        encoding_from: document.encoding_from.clone(),
        decode_errors: document.decode_errors,
        duplicate_of: None,
        near_duplicate_of: None,
        warnings: document.warnings.clone(),
        text: None,
    }
}

/// The distinct names of a document.
#[derive(Default)]
struct Names {
    list: Vec<Name>,
    /// By the hash of kind, key, text and language: the places in `list` of the names with this
    /// hash.
    places: FxHashMap<u64, Vec<usize>>,
}

impl Names {
    /// The place of a mention's name; `None` for dates and sums, and for provisions whose law is
    /// unknown.
    fn of(
        &mut self,
        grammar: &Grammar,
        text: &Text<'_>,
        item: &ResolvedMention,
        doc: &str,
    ) -> Option<usize> {
        let lang = item.lang;
        match &item.value {
            Value::Date(_) | Value::Money(_) => None,
            Value::Org(org) => {
                let row_names =
                    org.gazetteer.as_ref().and_then(|id| self.row_names(grammar, Kind::Org, id));
                Some(self.place((Kind::Org, key(&org.key), org.name.as_str(), lang), |key| Name {
                    kind: Kind::Org,
                    key,
                    text: org.name.clone(),
                    lang,
                    acronym: org.acronym,
                    org: org.kind,
                    country: org.country.clone(),
                    country_basis: org.country_basis,
                    generic: org.generic,
                    homonym: org.country.is_none()
                        && org.gazetteer.is_none()
                        && org.key != name_key(&org.name),
                    row: org.gazetteer.clone(),
                    row_names,
                    concepts: concepts(grammar, org, lang),
                    without_legal_form: without_legal_form(grammar, &org.name, lang),
                    external: EntityExternal::default(),
                }))
            }
            Value::Law(law) => {
                let mut name = law_name(law, lang, doc)?;
                if let Some(id) = &law.law {
                    // Names of laws stand outside their citations as mentions of their own.
                    let written = text.slice(item.span).split_whitespace();
                    let is_name = law.provisions.is_empty();
                    name.text = written.filter(|_| is_name).collect::<Vec<_>>().join(" ");
                    name.row_names = self.row_names(grammar, Kind::Law, id);
                }
                let text = name.text.clone();
                Some(self.place((Kind::Law, name.key, &text, lang), |_| name))
            }
        }
    }

    /// What the tables call a row, at its first name.
    fn row_names(&self, grammar: &Grammar, kind: Kind, id: &str) -> Option<Box<RowNames>> {
        let is_first = self.list.iter().all(|known| known.row.as_deref() != Some(id));
        if is_first { grammar.row_names(kind, id).map(Box::new) } else { None }
    }

    /// The place of the name with these words. If it is new, it is added, with the data of this
    /// mention; later mentions change nothing.
    fn place(
        &mut self,
        (kind, key, text, lang): (Kind, NameKey, &str, Lang),
        name: impl FnOnce(NameKey) -> Name,
    ) -> usize {
        let hash = FxBuildHasher.hash_one((kind, key, text, lang));
        let places = self.places.entry(hash).or_default();
        let same = |n: &Name| n.lang == lang && n.kind == kind && n.key == key && n.text == text;
        if let Some(place) = places.iter().copied().find(|at| same(&self.list[*at])) {
            return place;
        }
        places.push(self.list.len());
        self.list.push(name(key));
        self.list.len() - 1
    }
}

/// A key that [`name_key`] gave.
fn key(id: &str) -> NameKey {
    NameKey::of(id).unwrap_or_else(|| unreachable!("{id} is no key"))
}

/// The key of a name without its legal form ("Tarn Lifting Ltd", «ООО „Берег“»), if what is left
/// can identify an organisation.
fn without_legal_form(grammar: &Grammar, name: &str, lang: Lang) -> Option<NameKey> {
    let form = |word: &str| grammar.is_legal_form(word, lang) || matches!(word, "&" | "Co." | "Co");
    let mut words: Vec<&str> = name.split(' ').collect();
    let whole = words.len();
    while words.len() > 1 && words.last().is_some_and(|w| form(w)) {
        words.pop();
    }
    while words.len() > 1 && words.first().is_some_and(|w| form(w)) {
        words.remove(0);
    }
    let rest = words.join(" ");
    let rest = rest.trim_matches(['"', '«', '»', ',']);
    let tells = words.len() > 1 || rest.chars().count() >= LONE_WORD;
    (words.len() < whole && tells).then(|| key(&name_key(rest)))
}

/// A single word of this many letters may stand for its company without the legal form.
const LONE_WORD: usize = 6;

/// The key of a name's meaning, the same in all languages. If the name is one that every country
/// has ("Ministry of Justice") and its country is known, the key contains the country.
fn concepts(grammar: &Grammar, org: &OrgValue, lang: Lang) -> Option<String> {
    if org.acronym || org.generic {
        return None;
    }
    let key = grammar.concepts(&org.name, lang)?;
    let scoped = org.gazetteer.is_none() && org.key != name_key(&org.name);
    let Some(country) = org.country.as_deref().filter(|_| scoped) else { return Some(key) };
    let words: BTreeSet<&str> = key.split(' ').chain([country]).collect();
    Some(words.into_iter().collect::<Vec<_>>().join(" "))
}

/// A law's name: its row, or its title within its jurisdiction. A title without a jurisdiction
/// denotes the same law only within one document.
fn law_name(law: &LawValue, lang: Lang, doc: &str) -> Option<Name> {
    let title = law.title.clone().or_else(|| law.law.clone())?;
    let key = match (&law.law, &law.jurisdiction) {
        (Some(row), _) => key(&name_key(&format!("law {row}"))),
        (None, Some(jurisdiction)) => key(&name_key(&format!("law of {jurisdiction} {title}"))),
        (None, None) => NameKey::of_law_in(doc, &title),
    };
    Some(Name {
        kind: Kind::Law,
        key,
        text: title,
        lang,
        acronym: false,
        org: None,
        country: law.jurisdiction.clone(),
        country_basis: law.jurisdiction_basis,
        generic: false,
        homonym: false,
        row: law.law.clone(),
        row_names: None,
        concepts: None,
        without_legal_form: None,
        external: EntityExternal::default(),
    })
}

/// The exchange rates that equivalents imply. Pairs with a modifier ("about $4,700") are not exact;
/// they are used too, because the final rate is the median of all pairs.
fn rates(found: &[ResolvedMention]) -> Vec<RatePair> {
    let money = |f: &ResolvedMention| match &f.value {
        Value::Money(MoneyValue { amount: Some(amount), currency: Some(currency), .. }) => {
            Some((*amount, currency.clone()))
        }
        Value::Money(_) | Value::Date(_) | Value::Law(_) | Value::Org(_) => None,
    };
    let pair = |second: &ResolvedMention| {
        // Findings stand in the order of their places, and the first sum stands before the second.
        let span = second.equivalent_of?;
        let at = found.partition_point(|f| f.span.start < span.start);
        let first = found[at..]
            .iter()
            .take_while(|f| f.span.start == span.start)
            .find(|f| f.span == span)?;
        let ((a, from), (b, to)) = (money(first)?, money(second)?);
        let rate = b.checked_div(a)?.round_sf(6)?.normalize();
        (from != to && !rate.is_zero()).then_some(RatePair { from, to, rate })
    };
    found.iter().filter(|f| f.equivalent_of.is_some()).filter_map(pair).collect()
}
