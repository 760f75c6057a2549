//! The value of an organisation: its name, key, kind and country.

use super::expr::Expr;
use super::gazetteer::{AliasId, Gazetteer, GazetteerEntry};
use super::identity::{Identifier, Identity};
use super::ru_complement;
use super::ru_nominative::in_nominative;
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::{Context, ResolvedMention, Vocabulary};
use crate::kinds::country::Country;
use crate::kinds::rule::Finding;
use crate::model::{External, JurisdictionBasis, Lang, Normal, OrgKind, OrgValue, Span, Value};
use crate::text::name_key;

/// Resolves a finding: a name of the gazetteer has the value of its row, any other that of its
/// words and neighbours.
pub(super) fn mention(
    finding: Finding<Expr>,
    context: &Context<'_>,
    gazetteer: &Gazetteer,
    identifier: &Identifier<'_>,
) -> ResolvedMention {
    let Finding { span, value: Expr { kind, confidence, alias }, rule, lang, .. } = finding;
    let cite = |alias: &AliasId| {
        gazetteer.entry(*alias).map(|entry| format!("{}:{}", entry.table, entry.row.id()))
    };
    let identity = alias.map(|alias| {
        let told = identifier.of_alias(alias, span, lang);
        told.unwrap_or(Identity::Row(alias, JurisdictionBasis::Title))
    });
    let (value, resources) = match identity {
        None => {
            let (value, row) = of_words(span, kind, lang, context, gazetteer, identifier);
            (value, row.iter().filter_map(cite).collect())
        }
        Some(Identity::Row(row, basis)) => match gazetteer.entry(row) {
            Some(entry) => {
                let written = alias.and_then(|a| gazetteer.entry(a));
                let mut value = of_entry(&entry, written.as_ref(), basis);
                // The alias of another row may be spelled otherwise: "Labor" of one party and
                // "Labour" of another.
                let spelled = name_of(span, context);
                if alias != Some(row) && gazetteer.alias_of(entry.id, &spelled, lang).is_some() {
                    value.name = spelled;
                }
                // "RAF" of one row and "RAF" of another are two names.
                if gazetteer.namesakes(row, lang).len() > 1 {
                    value.key = name_key(&format!("{} @{}", entry.name, entry.row.id()));
                }
                (value, cite(&row).into_iter().collect())
            }
            None => (open(span, kind, None, false, context), Vec::new()),
        },
        Some(Identity::Country(country, basis)) => {
            (open(span, kind, Some((country, basis)), true, context), Vec::new())
        }
        Some(Identity::Own(own, row)) => {
            let name = name_of(span, context);
            let value = OrgValue {
                key: name_key(&own.full),
                ..open(span, Some(own.kind), None, false, context)
            };
            (OrgValue { name, ..value }, cite(&row).into_iter().collect())
        }
        Some(Identity::Open(rows)) => {
            let is_type = alias
                .and_then(|a| gazetteer.entry(a))
                .is_some_and(|e| gazetteer.is_generic(e.name, lang));
            let kinds: Vec<Option<OrgKind>> =
                rows.iter().filter_map(|a| gazetteer.entry(*a)).map(|e| e.kind()).collect();
            let kind =
                kinds.first().copied().flatten().filter(|k| kinds.iter().all(|o| *o == Some(*k)));
            (open(span, kind, None, is_type, context), rows.iter().filter_map(cite).collect())
        }
    };
    ResolvedMention {
        span,
        value: Value::Org(value),
        lang,
        rule,
        resources,
        confidence,
        equivalent_of: None,
        warning: None,
    }
}

/// The value of a name whose body is open, or known by its country only. The body of a type is one
/// for each country, and without a country one for each document.
fn open(
    span: Span<Normal>,
    kind: Option<OrgKind>,
    told: Option<(Country, JurisdictionBasis)>,
    is_type: bool,
    context: &Context<'_>,
) -> OrgValue {
    let name = name_of(span, context);
    let scope = match &told {
        Some((country, _)) => format!("{name} @{}", country.as_str()),
        None if is_type => format!("{name} @{}", context.text.digest()),
        None => name.clone(),
    };
    OrgValue {
        key: name_key(&scope),
        acronym: is_acronym(&name),
        kind,
        country: told.map(|(country, _)| country.as_str().to_owned()),
        country_basis: told.map(|(_, basis)| basis),
        generic: is_type && told.is_none(),
        gazetteer: None,
        external: External::default(),
        name,
    }
}

/// The value of a name of the gazetteer: the row that is meant, and the name that the text has.
fn of_entry(
    entry: &GazetteerEntry<'_>,
    written: Option<&GazetteerEntry<'_>>,
    basis: JurisdictionBasis,
) -> OrgValue {
    let row = entry.row;
    let name = written.map_or(entry.name, |written| written.name);
    let mut external = External::default();
    for (register, id) in row.external() {
        let external_id = match register {
            "wikidata" => &mut external.wikidata,
            "ror" => &mut external.ror,
            "lei" => &mut external.lei,
            _ => continue,
        };
        external_id.get_or_insert_with(|| id.to_owned());
    }
    // A short or foreign alias stays as the text has it; an inflected one goes back to its
    // nominative.
    OrgValue {
        name: name.to_owned(),
        // Names that several bodies share tell none of them: the full name does.
        key: name_key(entry.name),
        acronym: is_acronym(name),
        kind: entry.kind(),
        country: row.country().map(str::to_owned),
        country_basis: row.country().map(|_| basis),
        generic: false,
        gazetteer: Some(row.id().to_owned()),
        external,
    }
}

/// The value of a name that only rules or stages know.
fn of_words(
    span: Span<Normal>,
    kind: Option<OrgKind>,
    lang: Lang,
    context: &Context<'_>,
    gazetteer: &Gazetteer,
    identifier: &Identifier<'_>,
) -> (OrgValue, Option<AliasId>) {
    let words = context.words(lang);
    let name = name_of(span, context);
    let inside = country_in(&name, words);
    let around = || country_around(context.text.normal.as_ref(), span, words);
    let generic = is_generic(&name, words, gazetteer);
    let country = inside.clone().or_else(around);
    // The name stays as the text has it, in the nominative: "Senate" and not the row's full name.
    let of_row = |row: AliasId, basis| {
        let entry = gazetteer.entry(row)?;
        let called = gazetteer.nominative(&name, lang).unwrap_or(&name).to_owned();
        let acronym = is_acronym(&called);
        Some((OrgValue { name: called, acronym, ..of_entry(&entry, None, basis) }, Some(row)))
    };
    let beside = country.as_deref().filter(|_| generic && inside.is_none());
    let beside = beside.and_then(Country::from_code);
    let row = beside.and_then(|country| identifier.of_country(&name, country, lang));
    if let Some(value) = row.and_then(|row| of_row(row, JurisdictionBasis::Explicit)) {
        return value;
    }
    // «Российский парламент» is the parliament of Russia, "Meadow Party of Canada" the party that the
    // table calls "Meadow Party" and knows in Canada.
    if let Some(country) = inside.as_deref().and_then(Country::from_code)
        && let Some(row) = identifier.with_country(&without_country(&name, words), country, lang)
        && let Some(entry) = gazetteer.entry(row)
    {
        let value = of_entry(&entry, None, JurisdictionBasis::Explicit);
        let name = in_nominative(&name, words);
        return (OrgValue { acronym: is_acronym(&name), name, ..value }, Some(row));
    }
    if generic && country.is_none() {
        match identifier.of_type(&name, span, lang) {
            Identity::Row(row, basis) => {
                if let Some(value) = of_row(row, basis) {
                    return value;
                }
            }
            Identity::Country(country, basis) => {
                let mut value = open(span, kind, Some((country, basis)), true, context);
                if let Some(called) = gazetteer.nominative(&name, lang) {
                    value.name = called.to_owned();
                }
                return (value, None);
            }
            Identity::Open(_) | Identity::Own(..) => {}
        }
    }
    if country.is_none()
        && words.is(Class::SharedName, &name)
        && let Identity::Row(row, basis) = identifier.of_type(&name, span, lang)
        && let Some(value) = of_row(row, basis)
    {
        return value;
    }
    let scope = match (generic, &country) {
        (false, _) => name.clone(),
        (true, Some(country)) => format!("{name} @{country}"),
        // Without a country it is the organisation of this document's country, whichever that is.
        (true, None) => format!("{name} @{}", context.text.digest()),
    };
    let value = OrgValue {
        key: name_key(&scope),
        acronym: is_acronym(&name),
        kind,
        country_basis: country.as_ref().map(|_| JurisdictionBasis::Explicit),
        generic: generic && country.is_none(),
        country,
        gazetteer: None,
        external: External::default(),
        name: in_nominative(&name, words),
    };
    (value, None)
}

/// A name without the words that say its country and those that join them to it.
fn without_country(name: &str, words: &Vocabulary) -> String {
    let says = |word: &str| words.is_any(&[Class::Country, Class::Nationality], word);
    let kept: Vec<&str> = name.split(' ').filter(|word| !says(word)).collect();
    let joins = |word: &&str| words.is(Class::CountryLink, word);
    let end = kept.iter().rposition(|word| !joins(word)).map_or(0, |last| last + 1);
    kept[..end].join(" ")
}

/// A name as the document spells it. The normalised text has lost its ё, but the original may have
/// a hyphen at a line end inside the name.
fn name_of(span: Span<Normal>, context: &Context<'_>) -> String {
    let original = &context.document.text[context.text.original_span(span).range()];
    let written = context.text.slice(span);
    // Most names stand in the original as rules read them.
    if original == written {
        return normal_form(written);
    }
    let spelled = normal_form(&crate::text::normalize(original).text);
    let read = normal_form(written);
    if spelled.replace('ё', "е").replace('Ё', "Е") == read { spelled } else { read }
}

/// A name without outer quotes and with single spaces.
fn normal_form(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = text
        .strip_prefix(['"', '«'])
        .and_then(|t| t.strip_suffix(['"', '»']))
        .filter(|t| !t.contains(['"', '«', '»']));
    bare.unwrap_or(&text).to_owned()
}

/// The country that a word of the name says.
fn country_in(name: &str, words: &Vocabulary) -> Option<String> {
    let of = |word: &str| {
        words
            .value(Class::Country, word)
            .or_else(|| words.value(Class::Nationality, word))
            .map(str::to_owned)
    };
    name.split([' ', '-']).find_map(of)
}

/// The country in brackets after the name, or the owner before it ("Kazakhstan's Ministry of
/// Justice").
fn country_around(text: &str, span: Span<Normal>, words: &Vocabulary) -> Option<String> {
    let after = text[span.end..]
        .trim_start_matches(['"', '»'])
        .strip_prefix(" (")
        .and_then(|t| t.split_once(')'))
        .map(|t| t.0);
    let bracket = after.filter(|b| b.len() < 80).and_then(|b| {
        let last = b.rsplit(", ").next()?;
        last.split(['/', '–']).find_map(|c| words.value(Class::Country, c.trim()))
    });
    let owner = || {
        let head = text[..span.start].trim_end().strip_suffix("'s")?;
        let start = head.rfind([' ', '\n']).map_or(0, |i| i + 1);
        words.value(Class::Country, &head[start..])
    };
    let follows = || ru_complement::country_behind(text, span.end, words);
    bracket.or_else(owner).or_else(follows).map(str::to_owned)
}

/// Whether every country has an organisation of this name: without a country, the name is one of
/// the tables'.
fn is_generic(name: &str, words: &Vocabulary, gazetteer: &Gazetteer) -> bool {
    let bare: Vec<&str> =
        name.split(' ').filter(|w| words.value(Class::Country, w).is_none()).collect();
    gazetteer.is_generic(&bare.join(" "), words.lang)
}
