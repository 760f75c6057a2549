//! Names of the gazetteer in the text: which of them stand for their body there.

use super::gazetteer::{Gazetteer, Known, RowId};
use super::{Expr, cues, en_cues, evidence};
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, Lang, Normal, OrgKind, Span};
use crate::text::boundary::{after, before, is_word, word_after, word_before};
use std::collections::BTreeSet;

/// Names of the gazetteer in the text. An ambiguous one needs quotes, a descriptor, a cue, or an unambiguous name of its body in the document.
pub(super) fn known(context: &Context<'_>, orgs: &Gazetteer) -> Vec<Finding<Expr>> {
    let words = context.words;
    let normal = context.text.normal.as_ref();
    let mut sure = Vec::new();
    let mut doubtful = Vec::new();
    let mut named: BTreeSet<RowId> = BTreeSet::new();
    let mut hinted: Vec<(RowId, &str)> = Vec::new();
    let mut persons: BTreeSet<&str> = BTreeSet::new();
    for paragraph in &context.text.paragraphs {
        let Some(lang) = paragraph.lang else { continue };
        let here = words[lang.index()];
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
            let kind = entry.row.kind.and_then(OrgKind::from_name);
            let span = without_descriptor(normal, span, entry.name);
            if inside_word(normal, span) || not_meant(normal, span, kind, (lang, here)) {
                continue;
            }
            let finding = Finding {
                span: if lang == Lang::En { with_nation(normal, span, kind, entry.row.country) } else { span },
                value: Expr { kind, confidence: Confidence::Certain, entry: Some(alias) },
                rule: evidence::rule(lang, ["org/en/gazetteer", "org/de/gazetteer", "org/ru/gazetteer"]),
                lang,
                nested: true,
            };
            match standing(normal, span, (&entry, count, lang), here) {
                Standing::Sure => {
                    named.insert(entry.id);
                    sure.push(finding);
                }
                Standing::Person => {
                    persons.insert(entry.name);
                }
                Standing::Hinted => {
                    hinted.push((entry.id, entry.name));
                    doubtful.push(finding);
                }
                Standing::Doubtful => doubtful.push(finding),
            }
        }
    }
    // A hint counts where nobody in the document bears the name.
    named.extend(hinted.into_iter().filter(|(_, name)| !persons.contains(name)).map(|(row, _)| row));
    let licensed = |f: &Finding<Expr>| f.value.entry.and_then(|a| orgs.row(a)).is_some_and(|row| named.contains(&row));
    let (licensed, rest): (Vec<_>, Vec<_>) = doubtful.into_iter().partition(licensed);
    let beside = cues::beside(normal, &sure, rest, words);
    let tails = cues::with_tails(normal, &sure, words);
    sure.extend(licensed.into_iter().chain(beside).map(|mut f| {
        f.value.confidence = Confidence::Medium;
        f
    }));
    sure.extend(tails);
    sure
}

/// How a name of the table stands in its place.
enum Standing {
    /// For its body.
    Sure,
    /// For a person.
    Person,
    /// Ambiguous, but a cue stands beside it.
    Hinted,
    /// Ambiguous.
    Doubtful,
}

fn standing(
    text: &str,
    span: Span<Normal>,
    (entry, count, lang): (&Known<'_>, usize, Lang),
    words: &Vocabulary,
) -> Standing {
    let person = match lang {
        Lang::En => entry.ambiguous && en_cues::person(text, span.start, words),
        Lang::De | Lang::Ru => count == 1 && !is_acronym(entry.name) && cues::of_person(text, span, words),
    };
    let cued = quoted(text, span) || descriptor(text, span, words);
    if person && !cued {
        return Standing::Person;
    }
    let plain =
        || cues::is_plain(text, span, words) || cues::acronym_led(text, span, words) || cues::led(text, span, words);
    if !entry.ambiguous || cued || plain() {
        return Standing::Sure;
    }
    let kind = entry.row.kind.and_then(OrgKind::from_name);
    if lang == Lang::En && en_cues::licensed(text, span, kind, words) { Standing::Hinted } else { Standing::Doubtful }
}

/// Whether a name is part of a hyphenated word ("EU-Kommission") or of a web address ("taz.de").
fn inside_word(text: &str, span: Span<Normal>) -> bool {
    let joins = |c: Option<char>| matches!(c, Some('-' | '_' | '@'));
    let hyphen_after = joins(after(text, span.end)) && text[span.end + 1..].starts_with(is_word);
    // "Nicht-EU" is a compound, "then-United Nations" a body with a word before it.
    let hyphen_before = joins(before(text, span.start))
        && text[..span.start - 1]
            .rsplit(|c: char| !is_word(c))
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

/// Whether a name stands for a thing that bears it: a place where something happens («в Кремле», «на YouTube»), a product («водитель Toyota»,
/// "Boeing 747"), an arena or a prize ("Wells Fargo Arena").
fn not_meant(text: &str, span: Span<Normal>, kind: Option<OrgKind>, (lang, words): (Lang, &Vocabulary)) -> bool {
    let before = word_before(text, span.start);
    let place = || words.is(Class::PlaceUse, before) && words.is(Class::UsedAsPlace, &text[span.range()]);
    words.is(Class::ProductOf, before) || place() || lang == Lang::En && product(text, span, kind, words)
}

/// Whether a company's name is part of what it makes, or of a place or a prize: "Boeing 747", "Wells Fargo Arena".
fn product(text: &str, span: Span<Normal>, kind: Option<OrgKind>, words: &Vocabulary) -> bool {
    let next = word_after(text, span.end);
    let digits = next.bytes().filter(u8::is_ascii_digit).count();
    let model = digits >= 2 && next.len() - digits < 2
        || digits == 1 && next.len() > 1 && next.starts_with(|c: char| c.is_ascii_uppercase());
    let year = digits == 4 && (next.starts_with("19") || next.starts_with("20"));
    let company = matches!(kind, Some(OrgKind::Company | OrgKind::Bank));
    company && model && !year && text[span.end..].starts_with(' ') || words.is(Class::OrgVetoNext, next)
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

fn descriptor(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let word = word_before(text, span.start);
    words.is(Class::OrgDescriptor, word) || words.is(Class::OrgHead, word)
}
