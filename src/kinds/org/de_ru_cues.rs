//! German and Russian words around a name of the gazetteer that say what it stands for.

use super::cues::{Cues, KnownName};
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::Vocabulary;
use crate::model::{Lang, Normal, Span};
use crate::text::boundary::{word_after, word_before};

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

/// Whether the word before an ambiguous name is one that stands before organisations: "bei Muster".
fn is_led(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    words.is(Class::OrgLead, word_before(text, span.start))
}
