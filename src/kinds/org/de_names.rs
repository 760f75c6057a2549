//! German names of organisations: how far they reach around their head.

use super::expr::{Expr, kind_of, kind_of_head, one};
use super::span::{capitals_before, word_before_space, word_ending};
use crate::gazetteer::morphology::de::endings as de;
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::rule::{Findings, Match};
use crate::model::{Confidence, Normal, OrgKind, Span};

/// Words that name no organisation, for a name behind a word that describes it.
const NO_NAMES: [Class; 6] = [
    Class::CommonNoun,
    Class::GivenName,
    Class::Country,
    Class::Nationality,
    Class::OrgDescriptor,
    Class::OrgRole,
];

/// Heads that name nothing without a proper name after them: an adjective or "der" + noun may be a
/// common phrase.
pub(super) fn named(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (of, head) = (m.get("of")?, m.get("head")?);
    let first = of.split_whitespace().find(|w| w.starts_with(char::is_uppercase)).unwrap_or(of);
    let joined = of[1..].starts_with(char::is_lowercase);
    if m.words.is(Class::Weekday, first)
        || m.words.is(Class::Month, first)
        // "Muster AG Detmold" is a company, "LG K5" a thing.
        || head == "AG" && word_behind(m).is_some_and(|w| w.starts_with(char::is_uppercase))
        || head.len() <= 3 && first.contains(|c: char| c.is_ascii_digit())
        // "Verein Muster": the word only describes.
        || !joined && m.words.is(Class::OrgDescriptor, head) && head != "Stiftung"
        || !joined && matches!(head, "Netzwerk" | "Forum" | "Bündnis")
    {
        return None;
    }
    // "Gesellschaft der Freunde" is a name, "Verband der Stadt" may be none: with a linking word
    // only, the name must be long.
    let linked = of.starts_with(" der ") || of.starts_with(" des ");
    if linked && of.split(' ').count() < 4 {
        return None;
    }
    let kind = kind_of(m, Class::OrgNamed, head);
    let confidence = if linked { Confidence::Weak } else { Confidence::Medium };
    // What follows the name in capitals may be the next sentence or line.
    let mut span = m.span();
    while let Some((rest, last)) = m.text[span.start + head.len() + 1..span.end].rsplit_once(' ') {
        if !is_opener(m, last) && m.words.value(Class::CommonNoun, last).is_none()
            || rest.ends_with(" und")
        {
            break;
        }
        span.end -= last.len() + 1;
    }
    one(m, span, kind, confidence)
}

/// The word before the match.
fn word_behind<'t>(m: &Match<'_, 't>) -> Option<&'t str> {
    Some(word_before_space(m, m.span().start)?.0)
}

/// Whether a word opens a sentence or phrase and no name: an article, a preposition, a pronoun.
fn is_opener(m: &Match<'_, '_>, word: &str) -> bool {
    m.words.is(Class::NotFirst, word)
        || m.words.is(Class::Weekday, word)
        || m.words.is(Class::Month, word)
}

/// Whether a word before a head belongs to its name: Rheinischer, Internationalen, Ulmer; not
/// Dieser, Neue.
fn belongs_to_name(m: &Match<'_, '_>, word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && !is_opener(m, word)
        && (de::is_adjective_of_name(word) || m.words.is(Class::Nationality, word))
}

/// Whether a word is a place made an adjective: Ulmer, Zürcher, Frankfurter.
fn is_of_place(m: &Match<'_, '_>, word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && de::is_adjective_of_place(word)
        && !is_opener(m, word)
        && !m.words.is_any(&[Class::GivenName, Class::CommonNoun], word)
}

/// Where the adjectives before `at` begin that belong to a name.
fn adjectives_before(m: &Match<'_, '_>, at: usize, place: bool) -> usize {
    let mut start = at;
    while let Some((word, from)) = word_before_space(m, start) {
        if !(belongs_to_name(m, word) || place && is_of_place(m, word)) || at - from > 80 {
            break;
        }
        start = from;
    }
    start
}

/// A compound must have something before its head ("Verband" alone is no name); an adjective
/// belongs to it unless it is an article's.
pub(super) fn compound(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    // The anchor stands inside the word.
    let (first, word) = word_ending(m.words, m.text, span.start)?;
    let head = m.get("head").unwrap_or_default();
    let whole = &m.text[word..span.start + head.len()];
    let kind = kind_of(m, Class::OrgSuffix, head);
    let common = m.words.is(Class::NotOrg, whole);
    // "schwere Brandstiftung" is none, "Sächsisches Landesarbeitsgericht" is.
    let official = matches!(kind, Some(OrgKind::Court | OrgKind::Government));
    if !first.starts_with(char::is_uppercase) || common && !official {
        return None;
    }
    let start = adjectives_before(m, word, true);
    if start == word && !m.has("of") && (common || any_of_many(m, word) || describes_next(m)) {
        return None;
    }
    one(m, Span::new(start, span.end), kind, Confidence::Medium)
}

/// Whether what stands before `at` speaks of any such organisation: "ein Verband", "viele deutsche
/// Verbände".
fn any_of_many(m: &Match<'_, '_>, at: usize) -> bool {
    let mut at = at;
    for _ in 0..2 {
        let Some((word, from)) = word_before_space(m, at) else { return false };
        if m.words.is(Class::OrgAny, word) {
            return true;
        }
        if word.starts_with(char::is_uppercase) {
            return false;
        }
        at = from;
    }
    false
}

/// Whether the match only describes the name that follows it: "Flugbegleitergewerkschaft UFO".
fn describes_next(m: &Match<'_, '_>) -> bool {
    let next = m.tail().strip_prefix(' ').map_or("", |t| t.trim_start_matches('"'));
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 || m.tail().starts_with(" \"")
}

/// Where the capitalised words before `at` begin, without what opens a sentence.
fn name_before(m: &Match<'_, '_>, at: usize, most: usize) -> usize {
    let mut start = capitals_before(m, at, |word| m.words.is(Class::OrgLink, word), most, false);
    while let Some((word, _)) = m.text[start..at].split_once(' ').filter(|(w, _)| {
        is_opener(m, w) || w.starts_with(char::is_lowercase) || m.words.is(Class::OrgDescriptor, w)
    }) {
        start += word.len() + 1;
    }
    start
}

/// A name before its legal form.
pub(super) fn legal_form(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    let start = name_before(m, span.start, 5);
    if start >= span.start {
        return None;
    }
    let kind = kind_of_head(m, Class::LegalPost);
    one(m, Span::new(start, span.end), kind, Confidence::Certain)
}

/// A club: its type, year or number, and place.
pub(super) fn club(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (head, name, mut span) = (m.get("head")?, m.span_of("name")?, m.span());
    // "TV Programm", "SC Freiburg Trainer": what follows is no name.
    let thing =
        |word: &str| m.words.is(Class::CommonNoun, word) || m.words.is(Class::OrgThing, word);
    // "TV AKS" is a collective agreement.
    let agreement = matches!(head, "TV" | "MTV") && is_acronym(&m.text[name.range()]);
    if agreement || thing(&m.text[name.range()]) {
        return None;
    }
    if m.get("more").is_some_and(|w| thing(w) || m.words.is(Class::GivenName, w)) {
        span.end = name.end;
    }
    let start = if m.head().ends_with("1. ") { span.start - 3 } else { span.start };
    let kind = kind_of(m, Class::OrgTeam, head);
    one(m, Span::new(start, span.end), kind, Confidence::Strong)
}

/// A name after a word that says what it is: its words as far as they are names, not things ("dass
/// der Konzern Stellen streicht") or persons.
pub(super) fn described(m: &Match<'_, '_>, class: Class) -> Option<Findings<Expr>> {
    let (span, head) = (m.span_of("name")?, m.get("head")?);
    let names = names(m, span);
    // The anchor may stand inside the word: "wachsender Ahorn" has no broadcaster.
    let noun = word_ending(m.words, m.text, span.start - 1)
        .is_some_and(|w| w.0.starts_with(char::is_uppercase));
    // "Zweckverband Ahornstadt" names its place, "Schutzverband AKW" itself.
    let placed =
        head.starts_with("verband") && !is_acronym(&m.text[span.start..span.start + names]);
    if names == 0 || !noun || placed {
        return None;
    }
    let kind = kind_of(m, class, head);
    one(m, Span::new(span.start, span.start + names), kind, Confidence::Medium)
}

/// How much of `span` may be a name.
fn names(m: &Match<'_, '_>, span: Span<Normal>) -> usize {
    let mut end = 0;
    for word in m.text[span.range()].split(' ') {
        // "Biofonds Muster GmbH": that rule knows more.
        if m.words.is(Class::LegalPost, word) {
            return 0;
        }
        let first = word.split('-').next().unwrap_or(word);
        let no_name = m.words.is_any(&NO_NAMES, word)
            || is_opener(m, word)
            || m.words.is(Class::Country, first)
            || de::is_abstract_noun(word);
        if no_name {
            break;
        }
        end += word.len() + usize::from(end > 0);
    }
    end
}

/// A head needs an adjective of the kind that names have: Deutscher, Technische, Internationales,
/// Norwegisches; or a place's, if it is a house.
pub(super) fn adjective_head(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    // "Fußball-Bund": the anchor may stand after a hyphen.
    let word = m.text[..span.start]
        .ends_with('-')
        .then(|| word_ending(m.words, m.text, span.start))
        .flatten();
    let start = word.map_or(span.start, |w| w.1);
    let head = m.get("head").unwrap_or_default();
    let from = adjectives_before(m, start, m.words.is(Class::OrgPlaced, head));
    if from >= start {
        return None;
    }
    let kind = kind_of(m, Class::OrgPlaced, head).or_else(|| kind_of(m, Class::OrgHead, head));
    one(m, Span::new(from, span.end), kind, Confidence::Medium)
}

/// A head at the end of a hyphened word; common ones want two hyphens, as a person's name has.
pub(super) fn hyphened(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    let head = m.get("head").filter(|_| m.head().ends_with('-'))?;
    let (word, from) = word_ending(m.words, m.text, span.start)?;
    let first = word.split('-').next().unwrap_or(word);
    let hyphens = word.bytes().filter(|b| *b == b'-').count();
    let kind = match kind_of(m, Class::OrgHyphen, head) {
        None if hyphens > 1 => kind_of(m, Class::OrgHyphens, head),
        None => return None,
        kind => kind,
    };
    if !first.starts_with(char::is_uppercase)
        || m.words.is(Class::OrgThing, first)
        || m.tail().starts_with('-')
    {
        return None;
    }
    one(m, Span::new(from, span.end), kind, Confidence::Medium)
}

/// A name with its head at the end: Ahorn Bank, Muster Verlag; or an English one.
pub(super) fn name_and_head(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    let head = m.get("head").filter(|_| !m.tail().starts_with('-'))?;
    let start = capitals_before(m, span.start, |word| word == "&", 5, false);
    let mut from = start;
    let mut at = start;
    // The name begins after the last word that cannot stand in it.
    for word in m.text[start..span.start].split_inclusive(' ') {
        at += word.len();
        let bare = word.trim_end();
        let no_name = m.words.is_any(
            &[Class::CommonNoun, Class::OrgDescriptor, Class::OrgRole, Class::OrgThing],
            bare,
        );
        if is_opener(m, bare) || no_name {
            from = at;
        }
    }
    if from >= span.start {
        return None;
    }
    let kind = kind_of(m, Class::OrgAfter, head).or_else(|| kind_of(m, Class::OrgEnglish, head));
    one(m, Span::new(from, span.end), kind, Confidence::Medium)
}

/// A newspaper is named for its place: Harburger Rundschau.
pub(super) fn press(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    let mut start = span.start;
    let mut placed = false;
    while let Some((word, from)) = word_before_space(m, start) {
        let place = !placed && is_of_place(m, word);
        // "Lindauer Allgemeine Zeitung"
        if !(place || m.words.is(Class::OrgPressAdjective, word)) {
            break;
        }
        placed |= place;
        start = from;
    }
    let kind = kind_of_head(m, Class::OrgPress);
    if !placed || m.tail().starts_with('-') {
        return None;
    }
    one(m, Span::new(start, span.end), kind, Confidence::Medium)
}

/// A name whose shares are sold or whose spokeswoman speaks, if it is no country.
pub(super) fn role_of(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span_of("name")?;
    let names = names(m, span);
    if names == 0 {
        return None;
    }
    one(m, Span::new(span.start, span.start + names), None, Confidence::Medium)
}
