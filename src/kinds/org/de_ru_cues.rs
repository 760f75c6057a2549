//! German and Russian words around a name of the gazetteer that say what it stands for.

use super::cues::{Cues, KnownName};
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::Vocabulary;
use crate::model::{Lang, Normal, OrgKind, Span};
use crate::text::boundary::{before, is_word, word_after, word_before};

/// The cues of German and Russian.
pub(super) const CUES: Cues =
    Cues { is_person, is_product, is_hinted: |_, _| false, span: |name| name.span };

/// Whether a given name stands right before: "Johann Muster" is a person, whatever Muster makes.
fn is_person(name: &KnownName<'_, '_>, words: &Vocabulary) -> bool {
    let word = word_before(name.text, name.span.start);
    name.tokens == 1
        && !is_acronym(name.entry.name)
        && word.starts_with(char::is_uppercase)
        && words.is(Class::GivenName, word)
}

/// Whether a German name is part of a title in quotes ("Exxon Valdez", a ship), or is a place's
/// where something is ("in Bochum", not the club), or what a company is called after ("ein Puma").
fn is_product(name: &KnownName<'_, '_>, words: &Vocabulary) -> bool {
    let &KnownName { text, span, entry, lang, .. } = name;
    lang == Lang::De
        && (opens_title(text, span, words)
            || entry.ambiguous
                && (describes_next(text, span, words)
                    || words.is(Class::OrgNoTail, word_after(text, span.end)))
            || entry.ambiguous
                && entry.kind() == Some(OrgKind::Team)
                && words
                    .is_any(&[Class::PlaceLead, Class::PlaceNoun], word_before(text, span.start))
            || entry.ambiguous
                && !text[span.end..].starts_with('-')
                && words.is(Class::OrgAny, word_before(text, span.start))
            || entry.ambiguous
                && entry.kind() == Some(OrgKind::Company)
                && words.is(Class::ProductArticle, word_before(text, span.start)))
}

/// Whether a name is a word that says what the next name is: "die Tageszeitung Hafenblick".
fn describes_next(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    words.is(Class::OrgDescriptor, &text[span.range()])
        && text[span.end..]
            .strip_prefix(' ')
            .is_some_and(|tail| tail.starts_with(|c: char| c.is_uppercase() || c == '"'))
}

/// Whether a name opens words in quotes that go on with one or two more, and not with the word of a
/// branch.
fn opens_title(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let Some(tail) = text[span.end..].strip_prefix(' ') else { return false };
    if !matches!(before(text, span.start), Some('"' | '«')) {
        return false;
    }
    let Some(end) = tail.bytes().take(40).position(|b| matches!(b, b'"' | 0xC2)) else {
        return false;
    };
    let more = &tail[..end];
    let closed = tail[end..].starts_with(['"', '»']);
    closed
        && more.split(' ').count() <= 2
        && more.split(' ').all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
        && !words.is(Class::OrgTail, more)
}

/// Whether an ambiguous name stands for its organisation: it is no word of this language, or the
/// word before it says so. Asked in all languages, of which the tables have words for German, and
/// plain names for English.
pub(super) fn licensed(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    is_plain(text, span, words) || is_acronym_led(text, span, words) || is_led(text, span, words)
}

/// Whether an ambiguous name is plain in texts of this language: "Apple" is no German word. Not in
/// the green, though ("im Grünen").
fn is_plain(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let name = &text[span.range()];
    // In Russian text a word in Latin letters is a name, unless it is one of a longer name.
    let foreign = words.lang == Lang::Ru && name.starts_with(|c: char| c.is_ascii_uppercase());
    if foreign && !is_acronym(name) {
        let latin = |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic());
        return !latin(word_before(text, span.start)) && !latin(word_after(text, span.end));
    }
    words.is(Class::OrgPlain, name) && !matches!(word_before(text, span.start), "im" | "ins" | "Im")
}

/// Whether an article makes an ambiguous acronym an organisation: "der DWKV", "laut SKVT".
fn is_acronym_led(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let name = &text[span.range()];
    words.is(Class::AcronymLead, word_before(text, span.start))
        && is_acronym(name)
        && !words.is(Class::NotAcronym, name)
}

/// Whether the words before an ambiguous name are such that stand before organisations: "bei
/// Muster", "Sprecherin der Bahn".
fn is_led(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let lead = word_before(text, span.start);
    if words.is(Class::OrgLead, lead) {
        return true;
    }
    if words.lang != Lang::De || !words.is(Class::CountryLink, lead) {
        return false;
    }
    let at = text[..span.start].trim_end_matches(' ').len() - lead.len();
    let role = words.value(Class::OrgPartRole, word_before(text, at));
    role == Some("party") || role.is_some() && !words.is(Class::OrgPartCommon, &text[span.range()])
}

/// Whether a German compound says what the name behind it is: "Elektronikhändler".
pub(super) fn is_describing(word: &str, words: &Vocabulary) -> bool {
    let ends = |(end, _): (&str, &str)| word.len() > end.len() + 2 && word.ends_with(end);
    word.starts_with(char::is_uppercase)
        && words.lexicon.forms(Class::OrgDescribing).any(ends)
        && !words.is(Class::OrgDescribingVeto, word)
}

/// What a German compound says of the name that is its first part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compound {
    /// It stands for its organisation: "Greenpeace-Sprecher".
    Sure,
    /// It may be a common word: "Welt-Premiere".
    Doubtful,
}

/// The compound whose first part a name is; `None` if it is none.
pub(super) fn compound_of(name: &KnownName<'_, '_>, words: &Vocabulary) -> Option<Compound> {
    let &KnownName { text, span, entry, .. } = name;
    let last = last_part(text, span, words)?;
    let common = words.is(Class::OrgPartCommon, &text[span.range()]);
    let sure = !common && (!entry.ambiguous || words.is(Class::OrgPartRole, last));
    Some(if sure { Compound::Sure } else { Compound::Doubtful })
}

/// The last part of the compound whose first part a name is; `None` if it is none, or names a
/// street, a house or a cup ("Muster-Arena"), or is a decision that courts cite.
///
/// German only: other languages write no such compounds.
pub(super) fn last_part<'t>(
    text: &'t str,
    span: Span<Normal>,
    words: &Vocabulary,
) -> Option<&'t str> {
    let tail = text[span.end..].strip_prefix('-').filter(|_| words.lang == Lang::De)?;
    let rest = &tail[..tail.find(|c: char| !is_word(c) && c != '-').unwrap_or(tail.len())];
    let last = rest.rsplit('-').next().unwrap_or(rest);
    let is_none = !rest.starts_with(char::is_uppercase)
        || matches!(before(text, span.start), Some('-' | '/' | '_' | '@'))
        || words.is(Class::OrgPartVeto, last)
        || is_cited(&tail[rest.len()..]);
    (!is_none).then_some(last)
}

/// Whether a day or the name of a collection follows, as in citations: "BFH-Urteil vom 3. Mai 2012
/// in BFHE 240".
fn is_cited(tail: &str) -> bool {
    let collected = tail.strip_prefix(" in ").and_then(|t| t.split(' ').next());
    tail.strip_prefix(" vom ").is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()))
        || collected.is_some_and(is_acronym)
}
