//! Chooses among what the three sources found and says which body each name is.

use super::gazetteer::{Gazetteer, RowId};
use super::{Expr, cues, evidence};
use crate::gazetteer::is_acronym;
use crate::kinds::context::{Context, Found, Words};
use crate::kinds::overlap::{Taken, longest};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, External, JurisdictionBasis, Lang, Normal, OrgKind, OrgValue, Span, Value};
use crate::text::name_key;
use crate::text::tokens::{after, before, word_after, word_before};
use std::collections::BTreeSet;

/// Chooses among the findings, adds what gazetteer and document know, and resolves them.
pub(crate) fn resolve(
    mut findings: Vec<Finding<Expr>>,
    context: &Context<'_>,
    taken: &Taken,
    orgs: &Gazetteer,
    words: [&Words; 3],
) -> Vec<Found> {
    let normal = context.text.normal.as_ref();
    let is_country = |f: &Finding<Expr>| words[f.lang.index()].value("country", context.text.slice(f.span)).is_some();
    findings.retain(|f| !is_country(f));
    let known = known(context, orgs, words);
    // What the table knows, grammar need not find again; a line of a list likewise.
    let at: BTreeSet<Span<Normal>> = known.iter().map(|k| k.span).collect();
    findings.retain(|f| !at.contains(&f.span));
    findings.extend(known.iter().cloned());
    findings.extend(cues::acronyms(context, words));
    let country = |lang: Lang, name: &str| words[lang.index()].value("country", name).is_some();
    let list_rule = |lang| {
        evidence::rule(lang, ["org/en/list-with-countries", "org/de/list-with-countries", "org/ru/list-with-countries"])
    };
    let mut listed = evidence::listed(context.text, &list_rule, &country);
    listed.retain(|l| !at.contains(&l.span));
    // A line of a list is one name: nothing else reads it, but known names may stand inside.
    findings.retain(|f| f.value.entry.is_some() || !listed.iter().any(|l| l.span.overlaps(f.span)));
    findings.extend(listed);
    findings.retain(|f| !taken.touches(f.span) || f.value.entry.is_some() && taken.holds(f.span));
    // A single word that the document uses otherwise too: a place, a surname.
    let elsewhere = cues::elsewhere(context, words);
    findings.retain(|f| f.value.entry.is_some() || !elsewhere.contains(context.text.slice(f.span)));
    let mut chosen = longest(findings);
    let common = |name: &str| elsewhere.contains(name) || words.iter().any(|w| evidence::is_common(w, name));
    let acronyms = evidence::bracketed(normal, &chosen);
    chosen.extend(acronyms.into_iter().filter(|f| !common(context.text.slice(f.span)) && !at.contains(&f.span)));
    chosen.extend(without_country(normal, &chosen, words));
    let again = evidence::recurring(context, &chosen, &common);
    chosen.extend(again.into_iter().filter(|f| !taken.touches(f.span)));
    longest(chosen).into_iter().map(|f| found(f, context, orgs, words)).collect()
}

/// Russian names that end with their country have the name without it inside them: «МИД» in «МИД Турции».
fn without_country(text: &str, found: &[Finding<Expr>], words: [&Words; 3]) -> Vec<Finding<Expr>> {
    let words = words[Lang::Ru.index()];
    let inner = |f: &Finding<Expr>| {
        let name = &text[f.span.range()];
        let place = |tail: &str| {
            let court = matches!(f.value.kind, Some(OrgKind::Government | OrgKind::Court));
            let (first, more) = tail.split_once(' ').unwrap_or((tail, ""));
            let region = matches!(more, "" | "области" | "края" | "района" | "округа" | "города");
            let proper = first.starts_with(char::is_uppercase) && first.ends_with(char::is_lowercase);
            court && proper && region && words.value("org-head", first).is_none()
        };
        // "Нижнего Посада" is one place: what is cut off follows the head itself or words in lower case.
        let whole = |at: usize| {
            let last = name[..at].rsplit(' ').next().unwrap_or_default();
            last.len() == at || last.ends_with(char::is_uppercase) || last.starts_with(char::is_lowercase)
        };
        let cut = name.match_indices(' ').map(|(at, _)| at).find(|at| {
            let tail = &name[at + 1..];
            words.value("country", tail).is_some() || whole(*at) && place(tail)
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

/// Names of the gazetteer in the text. An ambiguous one needs quotes, a descriptor, or an unambiguous name of its body in the document.
fn known(context: &Context<'_>, orgs: &Gazetteer, words: [&Words; 3]) -> Vec<Finding<Expr>> {
    let normal = context.text.normal.as_ref();
    let mut sure = Vec::new();
    let mut doubtful = Vec::new();
    let mut named: BTreeSet<RowId> = BTreeSet::new();
    for paragraph in &context.text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        let parts = context.tokens_in(paragraph.span);
        let mut at = 0;
        while at < parts.len() {
            let Some((count, alias)) = orgs.longest(lang, parts, at) else {
                at += 1;
                continue;
            };
            let span: Span<Normal> = Span::new(parts[at].start, parts[at + count - 1].end);
            at += count;
            let Some(entry) = orgs.known(alias) else { continue };
            let span = without_descriptor(normal, span, entry.name);
            if inside_word(normal, span) || not_meant(normal, span, words[lang.index()]) {
                continue;
            }
            let rule = evidence::rule(lang, ["org/en/gazetteer", "org/de/gazetteer", "org/ru/gazetteer"]);
            let kind = entry.row.kind.and_then(OrgKind::from_name);
            let finding = Finding {
                span,
                value: Expr { kind, confidence: Confidence::Certain, entry: Some(alias) },
                rule,
                lang,
                nested: true,
            };
            let here = words[lang.index()];
            if count == 1 && !is_acronym(entry.name) && cues::of_person(normal, span, here) {
                continue;
            }
            if !entry.ambiguous
                || quoted(normal, span)
                || descriptor(normal, span, here)
                || cues::is_plain(normal, span, here)
                || cues::acronym_led(normal, span, here)
                || cues::led(normal, span, here)
            {
                named.insert(entry.id);
                sure.push(finding);
            } else {
                doubtful.push(finding);
            }
        }
    }
    let licensed =
        |f: &Finding<Expr>| f.value.entry.and_then(|a| orgs.known(a)).is_some_and(|known| named.contains(&known.id));
    let (licensed, rest): (Vec<_>, Vec<_>) = doubtful.into_iter().partition(licensed);
    let beside = cues::beside(normal, &sure, rest, words);
    let named_anyway = cues::with_tails(normal, &sure, words);
    sure.extend(licensed.into_iter().chain(beside).map(|mut f| {
        f.value.confidence = Confidence::Medium;
        f
    }));
    sure.extend(named_anyway);
    sure
}

/// Whether a name is part of a hyphenated word ("EU-Kommission") or of a web address ("taz.de").
fn inside_word(text: &str, span: Span<Normal>) -> bool {
    let joins = |c: Option<char>| matches!(c, Some('-' | '_' | '@'));
    let hyphen_after = joins(after(text, span.end)) && text[span.end + 1..].starts_with(char::is_alphanumeric);
    // "Nicht-EU" is a compound, "then-United Nations" a body with a word before it.
    let hyphen_before = joins(before(text, span.start))
        && text[..span.start - 1]
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .is_some_and(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
    let domain = text[span.end..].strip_prefix('.').is_some_and(|t| t.starts_with(char::is_lowercase));
    hyphen_after || hyphen_before || domain
}

/// A name of the table with its descriptor («телеканал «Волна»») without it: the descriptor helps to find it but is no part of it.
fn without_descriptor(text: &str, span: Span<Normal>, name: &str) -> Span<Normal> {
    let inner = &text[span.range()];
    let open = inner.find(['"', '«']).filter(|_| name.starts_with(char::is_lowercase));
    match open.zip(inner.strip_suffix(['"', '»'])) {
        Some((open, body)) => {
            let quote = text[span.start + open..].chars().next().map_or(1, char::len_utf8);
            Span::new(span.start + open + quote, span.start + body.len())
        }
        None => span,
    }
}

/// Whether a name stands for a thing that bears it: a place where something happens («в Кремле», «на YouTube»), a product («водитель Toyota»).
fn not_meant(text: &str, span: Span<Normal>, words: &Words) -> bool {
    let before = word_before(text, span.start);
    let place =
        || words.value("place-use", before).is_some() && words.value("used-as-place", &text[span.range()]).is_some();
    words.value("product-of", before).is_some() || place()
}

fn quoted(text: &str, span: Span<Normal>) -> bool {
    matches!(before(text, span.start), Some('"' | '«')) && matches!(after(text, span.end), Some('"' | '»'))
}

fn descriptor(text: &str, span: Span<Normal>, words: &Words) -> bool {
    let word = word_before(text, span.start);
    words.value("org-descriptor", word).is_some() || words.value("org-head", word).is_some()
}

fn found(finding: Finding<Expr>, context: &Context<'_>, orgs: &Gazetteer, words: [&Words; 3]) -> Found {
    let Finding { span, value: Expr { kind, confidence, entry }, rule, lang, .. } = finding;
    let mut resources = Vec::new();
    let value = match entry.and_then(|alias| orgs.known(alias)) {
        Some(known) => {
            let row = known.row;
            resources.push(format!("{}:{}", known.table, row.id));
            let external = |register: &str| row.external(register).map(str::to_owned);
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
                external: External { wikidata: external("wikidata"), ror: external("ror"), lei: external("lei") },
            }
        }
        None => grammatical(span, kind, lang, context, (words, orgs)),
    };
    Found { span, value: Value::Org(value), lang, rule, resources, confidence, equivalent_of: None, warning: None }
}

/// The value of a name that only grammar or document know.
fn grammatical(
    span: Span<Normal>,
    kind: Option<OrgKind>,
    lang: Lang,
    context: &Context<'_>,
    (words, orgs): ([&Words; 3], &Gazetteer),
) -> OrgValue {
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
fn country_in(name: &str, lang: Lang, words: [&Words; 3]) -> Option<String> {
    let words = words[lang.index()];
    let of = |word: &str| words.value("country", word).or_else(|| words.value("nationality", word)).map(str::to_owned);
    name.split([' ', '-']).find_map(of)
}

/// The country in brackets after the name, or the owner before it ("Kazakhstan's Ministry of Justice").
fn country_around(text: &str, span: Span<Normal>, lang: Lang, words: [&Words; 3]) -> Option<String> {
    let words = words[lang.index()];
    let after =
        text[span.end..].trim_start_matches(['"', '»']).strip_prefix(" (").and_then(|t| t.split_once(')')).map(|t| t.0);
    let bracket = after.filter(|b| b.len() < 80).and_then(|b| {
        let last = b.rsplit(", ").next()?;
        last.split(['/', '–']).find_map(|c| words.value("country", c.trim()))
    });
    let owner = || {
        let head = text[..span.start].trim_end().strip_suffix("'s")?;
        let start = head.rfind([' ', '\n']).map_or(0, |i| i + 1);
        words.value("country", &head[start..])
    };
    // «МИД» in «МИД Турции»: the country follows.
    let follows = || words.value("country", word_after(text, span.end)).filter(|_| lang == Lang::Ru);
    bracket.or_else(owner).or_else(follows).map(str::to_owned)
}

/// Whether every country has a body of this name: the name, without a country, is one of the table's.
fn is_generic(name: &str, lang: Lang, words: [&Words; 3], orgs: &Gazetteer) -> bool {
    let words = words[lang.index()];
    let bare: Vec<&str> = name.split(' ').filter(|w| words.value("country", w).is_none()).collect();
    orgs.is_generic(&bare.join(" "), lang)
}
