//! Chooses among what the three sources found and says which body each name is.

use super::gazetteer::Gazetteer;
use super::known::known;
use super::{Expr, cues, en_cues, evidence, short_forms, sport};
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::{Context, Found, Vocabulary};
use crate::kinds::overlap::{Taken, longest};
use crate::kinds::rule::Finding;
use crate::model::{External, JurisdictionBasis, Lang, Normal, OrgKind, OrgValue, Span, Value};
use crate::text::boundary::word_after;
use crate::text::name_key;
use std::collections::BTreeSet;

/// Chooses among the findings, adds what gazetteer and document know, and resolves them.
pub(crate) fn resolve(
    mut findings: Vec<Finding<Expr>>,
    context: &Context<'_>,
    taken: &Taken,
    orgs: &Gazetteer,
) -> Vec<Found> {
    let normal = context.text.normal.as_ref();
    let words = context.words;
    let is_country =
        |f: &Finding<Expr>| words[f.lang.index()].value(Class::Country, context.text.slice(f.span)).is_some();
    findings.retain(|f| !is_country(f));
    let known = known(context, orgs);
    // What the table knows, grammar need not find again; a line of a list likewise.
    let at: BTreeSet<Span<Normal>> = known.iter().map(|k| k.span).collect();
    findings.retain(|f| !at.contains(&f.span));
    findings.extend(known.iter().cloned());
    findings.extend(cues::acronyms(context).into_iter().filter(|f| !at.contains(&f.span)));
    let country = |lang: Lang, name: &str| words[lang.index()].value(Class::Country, name).is_some();
    let list_rule = |lang| {
        evidence::rule(lang, ["org/en/list-with-countries", "org/de/list-with-countries", "org/ru/list-with-countries"])
    };
    let mut listed = evidence::listed(context.text, &list_rule, &country);
    listed.retain(|l| !at.contains(&l.span));
    // A line of a list is one name: nothing else reads it, but known names may stand inside.
    findings.retain(|f| f.value.entry.is_some() || !listed.iter().any(|l| l.span.overlaps(f.span)));
    findings.extend(listed);
    findings.extend(sport::tables(context).into_iter().filter(|f| !at.contains(&f.span)));
    findings.retain(|f| !taken.touches(f.span) || f.value.entry.is_some() && taken.holds(f.span));
    // A single word that the document uses otherwise too: a place, a surname.
    let elsewhere = cues::elsewhere(context);
    findings.retain(|f| f.value.entry.is_some() || !elsewhere.contains(context.text.slice(f.span)));
    let mut chosen = longest(findings);
    let common = |name: &str| elsewhere.contains(name) || words.iter().any(|w| evidence::is_common(w, name));
    let acronyms = evidence::bracketed(normal, &chosen);
    chosen.extend(acronyms.into_iter().filter(|f| !common(context.text.slice(f.span)) && !at.contains(&f.span)));
    chosen.extend(without_country(normal, &chosen, words));
    let english = words[Lang::En.index()];
    let short = short_forms::short_forms(context, &chosen, orgs, english);
    let acronyms = short_forms::acronyms(context, &chosen, english);
    chosen.extend(short.into_iter().chain(acronyms).filter(|f| !taken.touches(f.span) && !at.contains(&f.span)));
    let mut chosen = longest(chosen);
    let person = |span: Span<Normal>| en_cues::person(normal, span.start, english);
    let mut again = evidence::recurring(context, &chosen, &common, &person);
    again.retain(|f| !taken.touches(f.span) && !at.contains(&f.span));
    if !again.is_empty() {
        chosen.extend(again);
        chosen = longest(chosen);
    }
    chosen.into_iter().map(|f| found(f, context, orgs)).collect()
}

/// Russian names that end with their country have the name without it inside them: «МИД» in «МИД Турции».
fn without_country(text: &str, found: &[Finding<Expr>], words: [&Vocabulary; 3]) -> Vec<Finding<Expr>> {
    let words = words[Lang::Ru.index()];
    let inner = |f: &Finding<Expr>| {
        let name = &text[f.span.range()];
        let place = |tail: &str| {
            let court = matches!(f.value.kind, Some(OrgKind::Government | OrgKind::Court));
            let (first, more) = tail.split_once(' ').unwrap_or((tail, ""));
            let region = matches!(more, "" | "области" | "края" | "района" | "округа" | "города");
            let proper = first.starts_with(char::is_uppercase) && first.ends_with(char::is_lowercase);
            court && proper && region && words.value(Class::OrgHead, first).is_none()
        };
        // "Нижнего Посада" is one place: what is cut off follows the head itself or words in lower case.
        let whole = |at: usize| {
            let last = name[..at].rsplit(' ').next().unwrap_or_default();
            last.len() == at || last.ends_with(char::is_uppercase) || last.starts_with(char::is_lowercase)
        };
        let cut = name.match_indices(' ').map(|(at, _)| at).find(|at| {
            let tail = &name[at + 1..];
            words.is(Class::Country, tail) || whole(*at) && place(tail)
        })?;
        Some(Finding {
            span: Span::new(f.span.start, f.span.start + cut),
            rule: "org/ru/without-country",
            nested: true,
            ..f.clone()
        })
    };
    found.iter().filter(|f| f.lang == Lang::Ru).filter_map(inner).collect()
}

fn found(finding: Finding<Expr>, context: &Context<'_>, orgs: &Gazetteer) -> Found {
    let Finding { span, value: Expr { kind, confidence, entry }, rule, lang, .. } = finding;
    let mut resources = Vec::new();
    let value = match entry.and_then(|alias| orgs.known(alias)) {
        Some(known) => {
            let row = known.row;
            resources.push(format!("{}:{}", known.table, row.id));
            let mut external = External::default();
            for (register, id) in row.external() {
                let known = match register {
                    "wikidata" => &mut external.wikidata,
                    "ror" => &mut external.ror,
                    "lei" => &mut external.lei,
                    _ => continue,
                };
                known.get_or_insert_with(|| id.to_owned());
            }
            // A short or foreign alias stays as the text has it; an inflected one goes back to its nominative.
            OrgValue {
                name: known.name.to_owned(),
                key: name_key(known.name),
                acronym: is_acronym(known.name),
                kind: row.kind.and_then(OrgKind::from_name),
                country: row.country.map(str::to_owned),
                country_basis: row.country.map(|_| JurisdictionBasis::Title),
                generic: false,
                gazetteer: Some(row.id.to_owned()),
                external,
            }
        }
        None => grammatical(span, kind, lang, context, orgs),
    };
    Found { span, value: Value::Org(value), lang, rule, resources, confidence, equivalent_of: None, warning: None }
}

/// The value of a name that only grammar or document know.
fn grammatical(
    span: Span<Normal>,
    kind: Option<OrgKind>,
    lang: Lang,
    context: &Context<'_>,
    orgs: &Gazetteer,
) -> OrgValue {
    let words = context.words;
    // From the original: the normalised text has lost its ё.
    let original = &context.document.text[context.text.original_span(span).range()];
    let name = normal_form(&crate::text::normalize(original).text);
    let country =
        country_in(&name, lang, words).or_else(|| country_around(context.text.normal.as_ref(), span, lang, words));
    let generic = is_generic(&name, lang, words, orgs);
    let scope = match (generic, &country) {
        (false, _) => name.clone(),
        (true, Some(country)) => format!("{name} @{country}"),
        // Without a country it is the body of this document's country, whichever that is.
        (true, None) => format!("{name} @{}", context.document.sha256),
    };
    OrgValue {
        key: name_key(&scope),
        acronym: is_acronym(&name),
        kind,
        country_basis: country.as_ref().map(|_| JurisdictionBasis::Explicit),
        generic: generic && country.is_none(),
        country,
        gazetteer: None,
        external: External::default(),
        name,
    }
}

/// A name without outer quotes and with single spaces.
fn normal_form(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare =
        text.strip_prefix(['"', '«']).and_then(|t| t.strip_suffix(['"', '»'])).filter(|t| !t.contains(['"', '«', '»']));
    bare.unwrap_or(&text).to_owned()
}

/// The country that a word of the name says.
fn country_in(name: &str, lang: Lang, words: [&Vocabulary; 3]) -> Option<String> {
    let words = words[lang.index()];
    let of = |word: &str| {
        words.value(Class::Country, word).or_else(|| words.value(Class::Nationality, word)).map(str::to_owned)
    };
    name.split([' ', '-']).find_map(of)
}

/// The country in brackets after the name, or the owner before it ("Kazakhstan's Ministry of Justice").
fn country_around(text: &str, span: Span<Normal>, lang: Lang, words: [&Vocabulary; 3]) -> Option<String> {
    let words = words[lang.index()];
    let after =
        text[span.end..].trim_start_matches(['"', '»']).strip_prefix(" (").and_then(|t| t.split_once(')')).map(|t| t.0);
    let bracket = after.filter(|b| b.len() < 80).and_then(|b| {
        let last = b.rsplit(", ").next()?;
        last.split(['/', '–']).find_map(|c| words.value(Class::Country, c.trim()))
    });
    let owner = || {
        let head = text[..span.start].trim_end().strip_suffix("'s")?;
        let start = head.rfind([' ', '\n']).map_or(0, |i| i + 1);
        words.value(Class::Country, &head[start..])
    };
    // «МИД» in «МИД Турции»: the country follows.
    let follows = || words.value(Class::Country, word_after(text, span.end)).filter(|_| lang == Lang::Ru);
    bracket.or_else(owner).or_else(follows).map(str::to_owned)
}

/// Whether every country has a body of this name: the name, without a country, is one of the table's.
fn is_generic(name: &str, lang: Lang, words: [&Vocabulary; 3], orgs: &Gazetteer) -> bool {
    let words = words[lang.index()];
    let bare: Vec<&str> = name.split(' ').filter(|w| words.value(Class::Country, w).is_none()).collect();
    orgs.is_generic(&bare.join(" "), lang)
}
