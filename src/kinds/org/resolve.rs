//! Chooses among what the three sources found and says which body each name is.

use super::gazetteer::{Gazetteer, is_acronym};
use super::{Expr, en_cues, evidence, short_forms, sport};
use crate::kinds::context::{Context, Found, Words};
use crate::kinds::overlap::{Taken, longest};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, JurisdictionBasis, Lang, Normal, OrgKind, OrgValue, Span, Value};
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
    let country = |lang: Lang, name: &str| words[lang.index()].value("country", name).is_some();
    let list_rule = |lang| {
        evidence::rule(lang, ["org/en/list-with-countries", "org/de/list-with-countries", "org/ru/list-with-countries"])
    };
    let mut listed = evidence::listed(context.text, &list_rule, &country);
    listed.retain(|l| !at.contains(&l.span));
    // A line of a list is one name: nothing else reads it, but known names may stand inside.
    findings.retain(|f| f.value.entry.is_some() || !listed.iter().any(|l| l.span.overlaps(f.span)));
    findings.extend(listed);
    findings.extend(sport::tables(context, words).into_iter().filter(|f| !at.contains(&f.span)));
    findings.retain(|f| !taken.touches(f.span) || f.value.entry.is_some() && taken.holds(f.span));
    let mut chosen = longest(findings);
    let common = |name: &str| words.iter().any(|w| evidence::is_common(w, name));
    let acronyms = evidence::bracketed(normal, &chosen);
    chosen.extend(acronyms.into_iter().filter(|f| !common(context.text.slice(f.span)) && !at.contains(&f.span)));
    let english = words[Lang::En.index()];
    let short = short_forms::short_forms(context, &chosen, orgs, english);
    let acronyms = short_forms::acronyms(context, &chosen, english);
    chosen.extend(short.into_iter().chain(acronyms).filter(|f| !taken.touches(f.span) && !at.contains(&f.span)));
    let mut chosen = longest(chosen);
    let person = |span: Span<Normal>| en_cues::person(normal, span.start, english);
    let again = evidence::recurring(context, &chosen, &common, &person);
    chosen.extend(again.into_iter().filter(|f| !taken.touches(f.span)));
    longest(chosen).into_iter().map(|f| found(f, context, orgs, words)).collect()
}

/// Names of the gazetteer in the text. An ambiguous one needs quotes, a descriptor, or an unambiguous name of its body in the document.
fn known(context: &Context<'_>, orgs: &Gazetteer, words: [&Words; 3]) -> Vec<Finding<Expr>> {
    let normal = context.text.normal.as_ref();
    let mut sure = Vec::new();
    let mut doubtful = Vec::new();
    let mut named: BTreeSet<u32> = BTreeSet::new();
    let mut hinted: Vec<(u32, &String)> = Vec::new();
    let mut persons: BTreeSet<&String> = BTreeSet::new();
    for paragraph in &context.text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        let parts = context.tokens_in(paragraph.span);
        let index = orgs.index(lang);
        let mut at = 0;
        while at < parts.len() {
            let Some((count, aliases)) = index.longest(parts, at) else {
                at += 1;
                continue;
            };
            let span: Span<Normal> = Span::new(parts[at].start, parts[at + count - 1].end);
            let Some(&alias) = aliases.iter().min_by_key(|a| (orgs.aliases[**a as usize].ambiguous, **a)) else {
                at += 1;
                continue;
            };
            let entry = &orgs.aliases[alias as usize];
            at += count;
            let kind = orgs.entries[entry.entry as usize].kind;
            if inside_word(normal, span) || lang == Lang::En && product(normal, span, kind, words[lang.index()]) {
                continue;
            }
            let rule = evidence::rule(lang, ["org/en/gazetteer", "org/de/gazetteer", "org/ru/gazetteer"]);
            let country = orgs.entries[entry.entry as usize].country.as_deref();
            let finding = Finding {
                span: if lang == Lang::En { with_nation(normal, span, kind, country) } else { span },
                value: Expr { kind, confidence: Confidence::Certain, entry: Some(alias) },
                rule,
                lang,
                nested: true,
            };
            let local = words[lang.index()];
            if !entry.ambiguous || quoted(normal, span) || descriptor(normal, span, local) {
                named.insert(entry.entry);
                sure.push(finding);
            } else if lang == Lang::En && en_cues::person(normal, span.start, local) {
                persons.insert(&entry.name);
            } else {
                if lang == Lang::En && en_cues::licensed(normal, span, kind, local) {
                    hinted.push((entry.entry, &entry.name));
                }
                doubtful.push(finding);
            }
        }
    }
    // A hint counts where nobody in the document bears the name.
    named.extend(hinted.into_iter().filter(|(_, name)| !persons.contains(name)).map(|(entry, _)| entry));
    let licensed = |f: &Finding<Expr>| f.value.entry.is_some_and(|a| named.contains(&orgs.aliases[a as usize].entry));
    sure.extend(doubtful.into_iter().filter(licensed).map(|mut f| {
        f.value.confidence = Confidence::Medium;
        f
    }));
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

/// Whether a company's name is part of what it makes, or of a place or a prize: "Boeing 747", "Wells Fargo Arena".
fn product(text: &str, span: Span<Normal>, kind: Option<OrgKind>, words: &Words) -> bool {
    let next = word_after(text, span.end);
    let digits = next.bytes().filter(u8::is_ascii_digit).count();
    let model = digits >= 2 && next.len() - digits < 2
        || digits == 1 && next.len() > 1 && next.starts_with(|c: char| c.is_ascii_uppercase());
    let year = digits == 4 && (next.starts_with("19") || next.starts_with("20"));
    let company = matches!(kind, Some(OrgKind::Company | OrgKind::Bank));
    company && model && !year && text[span.end..].starts_with(' ') || words.value("org-veto-next", next).is_some()
}

/// A body of a nation, with the nation before it: "U.S. Federal Reserve".
fn with_nation(text: &str, span: Span<Normal>, kind: Option<OrgKind>, country: Option<&str>) -> Span<Normal> {
    let nation: &[&str] = match country {
        Some("US") => &["U.S. ", "US "],
        Some("GB") => &["U.K. ", "UK "],
        _ => return span,
    };
    let public = matches!(kind, Some(OrgKind::Government | OrgKind::Court | OrgKind::Military));
    let before = nation.iter().find(|n| public && text[..span.start].ends_with(**n)).map_or(0, |n| n.len());
    Span::new(span.start - before, span.end)
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
    let value = match entry {
        Some(alias) => {
            let alias = &orgs.aliases[alias as usize];
            let entry = &orgs.entries[alias.entry as usize];
            resources.push(entry.resource.clone());
            // A short or foreign alias stays as the text has it; an inflected one goes back to its nominative.
            OrgValue {
                name: alias.name.clone(),
                key: name_key(&alias.name),
                acronym: alias.acronym,
                kind: entry.kind,
                country: entry.country.clone(),
                country_basis: entry.country.as_ref().map(|_| JurisdictionBasis::Title),
                generic: false,
                gazetteer: Some(entry.id.clone()),
                external: entry.external.clone(),
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
        external: crate::model::External::default(),
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
    bracket.or_else(owner).map(str::to_owned)
}

/// Whether every country has a body of this name: the name, without a country, is one of the table's.
fn is_generic(name: &str, lang: Lang, words: [&Words; 3], orgs: &Gazetteer) -> bool {
    let words = words[lang.index()];
    let bare: Vec<&str> = name.split(' ').filter(|w| words.value("country", w).is_none()).collect();
    orgs.is_generic(&bare.join(" "), lang)
}
