//! English acronyms that the gazetteer does not have: explained before their brackets, initials of
//! a name of the document, or beside a word that only organisations have.

use super::Sources;
use crate::gazetteer::{Class, Token};
use crate::kinds::context::Vocabulary;
use crate::kinds::org::en_cues;
use crate::kinds::org::expr::Expr;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Lang, Normal, OrgKind, Span};
use crate::text::boundary::{is_edge, is_word, word_after, word_before};
use std::collections::BTreeMap;

/// An acronym with a name whose initials it has.
pub(super) const INITIALS: OtherRule = OtherRule {
    name: "org/en/initials",
    description: "an acronym whose letters are the initials of a name before it",
    examples: &["Members of the Save Our Mill Brook (SOMB) came. Later SOMB met."],
};
/// An acronym that stands beside a cue somewhere in the document.
pub(super) const CUED: OtherRule = OtherRule {
    name: "org/en/acronym-cue",
    description: "an unknown acronym where only a body can stand",
    examples: &["On Friday the QRX said it would wait; others trust QRX more."],
};

/// The length of an acronym in bytes.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=6;

/// Finds acronyms in the English paragraphs of a document whose names are given; and names that
/// brackets behind them explain by their initials.
pub(super) fn find(names: &[Finding<Expr>], sources: &Sources<'_>) -> Vec<Finding<Expr>> {
    let (text, words) = (sources.text(), sources.words(Lang::En));
    let mut found = Vec::new();
    let mut seen: BTreeMap<&str, Vec<Acronym>> = BTreeMap::new();
    let mut licensed: BTreeMap<&str, (Option<OrgKind>, &'static str)> = BTreeMap::new();
    for paragraph in sources.context.text.paragraphs.iter().filter(|p| p.lang == Some(Lang::En)) {
        for span in acronyms(text, paragraph.span, sources.context.tokens_in(paragraph.span)) {
            let name = &text[span.range()];
            if is_code(words, name) || is_shouted(text, span) {
                continue;
            }
            if let Some(span) = explained(text, span, words) {
                let value = Expr::new(None, Confidence::Strong);
                found.push(Finding {
                    span,
                    value,
                    rule: INITIALS.name,
                    lang: Lang::En,
                    nested: false,
                });
                licensed.entry(name).or_insert((None, INITIALS.name));
            }
            seen.entry(name).or_default().push(Acronym { span, cued: is_cued(text, span, words) });
        }
    }
    for name in names.iter().filter(|f| f.lang == Lang::En) {
        for initials in initials(&text[name.span.range()]) {
            if let Some((acronym, _)) = seen.get_key_value(initials.as_str()) {
                licensed.insert(acronym, (name.value.kind, INITIALS.name));
            }
        }
    }
    for (name, places) in &seen {
        if places.iter().any(|acronym| acronym.cued) {
            licensed.entry(name).or_insert((None, CUED.name));
        }
    }
    for (name, (kind, rule)) in licensed {
        for acronym in seen.get(name).into_iter().flatten() {
            let value = Expr::new(kind, Confidence::Medium);
            found.push(Finding { span: acronym.span, value, rule, lang: Lang::En, nested: false });
        }
    }
    found
}

/// A word of capitals in running text.
struct Acronym {
    span: Span<Normal>,
    /// Whether the words around it say that it is an organisation.
    cued: bool,
}

/// The words of two to six capitals in a stretch.
fn acronyms(text: &str, span: Span<Normal>, tokens: &[Token]) -> Vec<Span<Normal>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = span.start;
    for token in tokens.iter().filter(|t| t.shape.is_capital()) {
        // "AT&T" is read at once.
        if token.start < at || !bytes[token.start].is_ascii_uppercase() {
            continue;
        }
        let start = token.start;
        at = start;
        while at < span.end && (bytes[at].is_ascii_uppercase() || bytes[at] == b'&') {
            at += 1;
        }
        // Most words have one capital.
        let rest = &bytes[start + 1..token.end];
        if at == start + 1 && !rest.iter().any(u8::is_ascii_uppercase) {
            continue;
        }
        if at == start + 1
            && let Some(name) = camel(text, start, span.end)
        {
            found.push(name);
            continue;
        }
        let name: Span<Normal> = Span::new(start, at);
        let joined = |b: Option<&u8>| {
            b.is_some_and(|b| matches!(b, b'-' | b'.' | b'/' | b'_' | b'@' | b'&'))
        };
        if !LENGTH.contains(&name.len()) {
            continue;
        }
        let plain = is_edge(text, start) && is_edge(text, at);
        // "e.g. ABC." ends a sentence, "A.B." goes on.
        let dotted = bytes.get(at) == Some(&b'.')
            && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        let before = start > 0 && joined(bytes.get(start - 1));
        let after =
            bytes.get(at) != Some(&b'.') && joined(bytes.get(at)) && bytes.get(at) != Some(&b'-')
                || dotted;
        if plain && !before && !after {
            found.push(name);
        }
    }
    found
}

/// The word at `start` with a capital inside, as only made names have: "TarnWorks", but no
/// "MacArthur", "DeLuca".
fn camel(text: &str, start: usize, end: usize) -> Option<Span<Normal>> {
    const OF_PERSONS: [&str; 10] = ["Mac", "Mc", "De", "Le", "La", "Di", "Du", "Van", "Fitz", "St"];
    let tail = &text[start..end];
    let length = tail.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tail.len());
    let name = &tail[..length];
    let inner = name.bytes().skip(2).any(|b| b.is_ascii_uppercase());
    let person = OF_PERSONS.iter().any(|prefix| {
        name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()))
    });
    let alone = is_edge(text, start)
        && is_edge(text, start + length)
        && !text[..start].ends_with(['-', '@', '.', '/', '#'])
        && !tail[length..].starts_with(['-', '@', '/', '_']);
    let short = text[..start].ends_with('(')
        && length > 2
        && name.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    (inner && length > 4 && !person && alone || short && alone)
        .then(|| Span::new(start, start + length))
}

/// Whether a word of capitals is a number, a code, a place, a title.
fn is_code(words: &Vocabulary, name: &str) -> bool {
    let roman = name.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'));
    roman
        || words.is_any(
            &[
                Class::OrgCode,
                Class::Country,
                Class::Place,
                Class::Month,
                Class::Weekday,
                Class::OrgTitle,
            ],
            name,
        )
}

/// Whether it stands among other words of capitals: a headline, a dateline.
fn is_shouted(text: &str, span: Span<Normal>) -> bool {
    let loud = |w: &str| w.len() > 1 && w.bytes().all(|b| b.is_ascii_uppercase());
    loud(word_before(text, span.start)) || loud(word_after(text, span.end))
}

/// Whether the words around an acronym say that it is an organisation.
fn is_cued(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let tail = &text[span.end..];
    let owner = tail.strip_prefix("'s ");
    let next = word_after(owner.unwrap_or(tail), 0);
    let last = word_before(text, span.start);
    let acts = span.len() > 2 && words.is(Class::OrgSay, next);
    // "Ann Stone of ACM"
    let member = last == "of" && span.len() > 2 && {
        let of = text[..span.start].trim_end_matches(' ').len() - last.len();
        let whose = word_before(text, of);
        whose.starts_with(char::is_uppercase) && whose.chars().any(char::is_lowercase)
    };
    words.is(Class::OrgCue, next) && owner.is_none()
        || acts
        || member
        || owner.is_some() && span.len() > 2
        || en_cues::phrase_before(text, span.start, words).is_some()
}

/// The name before the brackets that hold its initials: "Save Old Mills (SOM)".
fn explained(text: &str, span: Span<Normal>, words: &Vocabulary) -> Option<Span<Normal>> {
    let head = text[..span.start].strip_suffix(" (")?;
    if span.len() < 3 || !text[span.end..].starts_with([')', ',', ';']) {
        return None;
    }
    let mut end = head.len();
    let mut start = end;
    let mut count = 0;
    // "UdC": the small letters are those of small words.
    for letter in text[span.range()].bytes().rev().filter(u8::is_ascii_uppercase) {
        loop {
            let from = head[..end].rfind(' ').map_or(0, |i| i + 1);
            let word = &head[from..end];
            count += 1;
            let foreign = word.len() < 4 && word.bytes().all(|b| b.is_ascii_lowercase());
            if count > 10
                || word.is_empty()
                || !word.chars().all(|c| is_word(c) || matches!(c, '-' | '\''))
            {
                return None;
            }
            end = from.saturating_sub(1);
            if word.as_bytes().first() == Some(&letter) {
                start = from;
                break;
            }
            if !(words.is(Class::AcronymSmallWord, word) || foreign && count > 1) {
                return None;
            }
        }
    }
    let name = &head[start..];
    let mut parts = name.split(' ');
    let veto = parts.next_back().is_some_and(|w| words.is(Class::OrgNotBody, w))
        || name.split(' ').next().is_some_and(|w| words.is(Class::GivenName, w));
    (!veto).then(|| Span::new(start, head.len()))
}

/// The initials of a name of three words or more, without and with its small words.
fn initials(name: &str) -> Vec<String> {
    let name = name.trim_matches(['"', '«', '»']);
    let parts: Vec<&str> = name.split([' ', '-']).filter(|w| !w.is_empty()).collect();
    let take = |small: bool| -> String {
        parts
            .iter()
            .filter(|w| small || w.starts_with(char::is_uppercase))
            .filter_map(|w| w.chars().next().filter(|c| c.is_alphabetic()))
            .flat_map(char::to_uppercase)
            .collect()
    };
    if parts.len() < 3 || name.len() > 120 {
        return Vec::new();
    }
    let mut all = vec![take(false), take(true)];
    all.retain(|i| i.len() > 2);
    all.dedup();
    all
}
