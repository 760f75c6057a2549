//! German and Russian words around a name of the gazetteer that say what it stands for.

use super::cues::{Cues, KnownName};
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::Vocabulary;
use crate::model::{Normal, Span};
use crate::text::boundary::{before, is_word, word_before};

/// The cues of German and Russian.
pub(super) const CUES: Cues =
    Cues { is_person, is_product: |_, _| false, is_hinted: |_, _| false, span: |name| name.span };

/// Whether a given name stands right before: "Johann Muster" is a person, whatever Muster makes.
fn is_person(name: &KnownName<'_, '_>, words: &Vocabulary) -> bool {
    let word = word_before(name.text, name.span.start);
    name.tokens == 1
        && !is_acronym(name.entry.name)
        && word.starts_with(char::is_uppercase)
        && words.is(Class::GivenName, word)
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
    words.is(Class::OrgPlain, name) && !matches!(word_before(text, span.start), "im" | "ins" | "Im")
}

/// Whether an article makes an ambiguous acronym an organisation: "der DWKV", "laut SKVT".
fn is_acronym_led(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let name = &text[span.range()];
    words.is(Class::AcronymLead, word_before(text, span.start))
        && is_acronym(name)
        && !words.is(Class::NotAcronym, name)
}

/// Whether the word before an ambiguous name is one that stands before organisations: "bei Muster".
fn is_led(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    words.is(Class::OrgLead, word_before(text, span.start))
}

/// What a German compound says of the name that is its first part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compound {
    /// It stands for its organisation: "Greenpeace-Sprecher".
    Sure,
    /// It may be a common word: "Welt-Premiere".
    Doubtful,
}

/// The compound whose first part a name is; `None` if it is none, or names a street, a house or a
/// cup ("Muster-Arena"), or is a decision that courts cite.
pub(super) fn compound_of(name: &KnownName<'_, '_>, words: &Vocabulary) -> Option<Compound> {
    let &KnownName { text, span, entry, .. } = name;
    let tail = text[span.end..].strip_prefix('-')?;
    let rest = &tail[..tail.find(|c: char| !is_word(c) && c != '-').unwrap_or(tail.len())];
    let last = rest.rsplit('-').next().unwrap_or(rest);
    if !rest.starts_with(char::is_uppercase)
        || matches!(before(text, span.start), Some('-' | '/' | '_' | '@'))
        || words.is(Class::OrgPartVeto, last)
        || is_cited(&tail[rest.len()..])
    {
        return None;
    }
    let common = || words.is(Class::OrgPartCommon, &text[span.range()]);
    let sure = !entry.ambiguous || words.is(Class::OrgPartRole, last) && !common();
    Some(if sure { Compound::Sure } else { Compound::Doubtful })
}

/// Whether a day or the name of a collection follows, as in citations: "BFH-Urteil vom 3. Mai 2012
/// in BFHE 240".
fn is_cited(tail: &str) -> bool {
    let collected = tail.strip_prefix(" in ").and_then(|t| t.split(' ').next());
    tail.strip_prefix(" vom ").is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()))
        || collected.is_some_and(is_acronym)
}
