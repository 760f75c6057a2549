//! German names of organisations: how far they reach around their head.

use super::de_ru_cues::is_describing;
use super::expr::{Expr, kind_of, kind_of_head, one};
use super::span::{capitals_before, word_before_space, word_ending};
use crate::gazetteer::morphology::de::endings as de;
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::rule::{Findings, Match};
use crate::model::{Confidence, OrgKind, Span};
use crate::text::boundary::{opens_sentence, word_after, word_before};

/// Heads that name nothing without a proper name after them: an adjective or "der" + noun may be a
/// common phrase.
pub(super) fn named(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (of, head) = (m.get("of")?, m.get("head")?);
    let first = of.split_whitespace().find(|w| w.starts_with(char::is_uppercase)).unwrap_or(of);
    let joined = of[1..].starts_with(char::is_lowercase);
    if m.words.is(Class::Weekday, first)
        || m.words.is(Class::Month, first)
        // "Muster AG Detmold" is a company, "LG K5" a thing.
        || head == "AG" && word_behind(m).is_some_and(|w| is_name_before(m, w))
        // "Stadtrat Peter Ahorn" is a person, "Polizei Tränengas" none of both.
        || !joined && m.words.is_any(&[Class::GivenName, Class::CommonNoun, Class::OrgHead], first)
        || head.len() <= 3 && first.contains(|c: char| c.is_ascii_digit())
        // "Verein Muster": the word only describes.
        || !joined && m.words.is(Class::OrgDescriptor, head) && head != "Stiftung"
        || !joined && matches!(head, "Netzwerk" | "Forum" | "Bündnis")
        // "ein Bund Petersilie"
        || !joined && any_of_many(m, m.span().start)
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
    // "Universität Ahornstadt Physik und Chemie": a list of subjects is no place.
    if !joined && let Some(and) = of.find(" und ") {
        span.end = m.text[..span.end - of.len() + and].rfind(' ').unwrap_or(span.end);
    }
    // Only the head is left.
    if span.end <= span.start + head.len() {
        return None;
    }
    while let Some((rest, last)) = m.text[span.start + head.len() + 1..span.end].rsplit_once(' ') {
        let common = [Class::CommonNoun, Class::GivenName, Class::OrgHead, Class::OrgNamed];
        // "Institut für Islamische Studien": behind "für" any noun may belong to it.
        let is_no_place = !joined && (m.words.is_any(&common, last) || is_abstract(last));
        if !is_opener(m, last) && !is_no_place || rest.ends_with(" und") {
            break;
        }
        span.end -= last.len() + 1;
    }
    // "Evangelischer Kirchenkreis Ahornstadt"
    let start = adjectives_before(m, span.start, false);
    let nation = || m.words.is(Class::Nationality, m.text[start..span.start].trim_end());
    if start < span.start && !opens_sentence(m.text, start) && !nation() {
        span.start = start;
    }
    one(m, span, kind, confidence)
}

/// Whether the word before a head is a name: "Muster AG", not "Das AG".
fn is_name_before(m: &Match<'_, '_>, word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !is_opener(m, word)
}

/// Whether a word behind a place is one for something abstract, as subjects are.
fn is_abstract(word: &str) -> bool {
    de::is_abstract_noun(word) || word.ends_with("gie") || word.ends_with("phie")
}

/// The word before the match.
fn word_behind<'t>(m: &Match<'_, 't>) -> Option<&'t str> {
    Some(word_before_space(m, m.span().start)?.0)
}

/// Whether a word opens a sentence or phrase and no name: an article, a preposition, a pronoun.
pub(super) fn is_opener(m: &Match<'_, '_>, word: &str) -> bool {
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
    // "Verkehrsverband Nordring": the compound says what the name is.
    let named = kind == Some(OrgKind::Ngo) && names_next(m);
    if start == word
        && !m.has("of")
        && (common || named || any_of_many(m, word) || describes_next(m))
    {
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
    // "TV Programm", "SC Freiburg Trainer", "Rowing Championships": what follows is no name.
    const THINGS: &[Class] = &[Class::CommonNoun, Class::OrgThing, Class::OrgNoTail];
    let thing = |word: &str| m.words.is_any(THINGS, word);
    let called = &m.text[name.range()];
    let first = called.split('-').next().unwrap_or(called);
    let acronym = is_acronym(called);
    let court = m.words.is(Class::OrgCourtClub, head);
    // "TV AKS", "BV Arbeitszeit" are agreements, "BSG USK" is a court and a collection.
    let agreement = m.words.is(Class::OrgAgreementHead, head) && (acronym || of_agreements(m));
    if agreement || court && acronym || thing(called) || thing(first) {
        return None;
    }
    if m.get("more").is_some_and(|w| thing(w) || m.words.is(Class::GivenName, w)) {
        span.end = name.end;
    }
    // "das SG Lindau" is a court: a club is "die SG".
    if court && is_court(m, name.end) {
        return one(m, Span::new(span.start, name.end), Some(OrgKind::Court), Confidence::Medium);
    }
    // "TSV Ahorn/Lahn"
    let river = m.text[span.end..].strip_prefix('/').map_or("", |tail| word_after(tail, 0));
    if river.chars().nth(1).is_some_and(char::is_lowercase) && river.starts_with(char::is_uppercase)
    {
        span.end += "/".len() + river.len();
    }
    let start = if m.head().ends_with("1. ") { span.start - 3 } else { span.start };
    let kind = kind_of(m, Class::OrgTeam, head);
    one(m, Span::new(start, span.end), kind, Confidence::Strong)
}

/// Whether a text speaks of collective agreements around a match.
fn of_agreements(m: &Match<'_, '_>) -> bool {
    // "Nr. 2 BV Ahorn", "iSd. BV Ahorn": a provision of it stands before.
    let head = m.text[..m.base].trim_end_matches(' ');
    let mut behind = head.rsplit(' ').map(|word| word.trim_end_matches('.'));
    let (last, second) = (behind.next().unwrap_or_default(), behind.next().unwrap_or_default());
    if m.words.is(Class::OrgAgreementLead, last)
        || last.starts_with(|c: char| c.is_ascii_digit())
            && m.words.is_any(&[Class::ProvisionInner, Class::OrgAgreementLead], second)
    {
        return true;
    }
    const AROUND: usize = 600;
    let start = m.text.floor_char_boundary(m.base.saturating_sub(AROUND));
    let end = m.text.ceil_char_boundary((m.base + AROUND).min(m.text.len()));
    let mut words = m.text[start..end].split(|c: char| !c.is_alphanumeric());
    words.any(|word| m.words.is(Class::OrgAgreement, word))
}

/// Whether the words around say that an abbreviation of clubs is one of courts here.
fn is_court(m: &Match<'_, '_>, end: usize) -> bool {
    let led = m.words.is(Class::OrgCourtLead, word_before(m.text, m.base));
    let next = m.text[end..].strip_prefix(", ").map_or("", |tail| word_after(tail, 0));
    led || m.words.is(Class::OrgCourtNext, next)
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
    let mut from = adjectives_before(m, start, m.words.is(Class::OrgPlaced, head));
    if from >= start
        || only_described(m, from, start, head)
        || m.words.is(Class::OrgPlural, head)
        || word.is_none() && !m.has("of") && m.words.is(Class::OrgThing, head)
    {
        return None;
    }
    // "Schweizer Amt für Wald": the adjective only says where.
    if m.has("of") && m.words.is(Class::Nationality, m.text[from..start].trim_end()) {
        from += if m.text[from..start].ends_with("er ") { start - from } else { 0 };
    }
    let kind = kind_of(m, Class::OrgPlaced, head).or_else(|| kind_of(m, Class::OrgHead, head));
    one(m, Span::new(from, span.end), kind, Confidence::Medium)
}

/// Whether adjectives only describe what a head says: "Niederländisches Gericht" as a headline
/// begins, "Schweizer Zeitung" anywhere.
fn only_described(m: &Match<'_, '_>, from: usize, start: usize, head: &str) -> bool {
    if m.has("of") || m.text[from..start].trim_end().contains(' ') {
        return false;
    }
    let adjective = m.text[from..start].trim_end();
    let plain = m.words.is_any(&[Class::OrgDescriptor, Class::OrgThing, Class::CommonNoun], head);
    let nation = m.words.is(Class::Nationality, adjective);
    let body = m.words.is(Class::OrgCommonHead, head);
    // A place's adjective has a capital wherever it stands, any other at the start of a line.
    let always = adjective.ends_with("er") && (nation || de::is_adjective_of_place(adjective));
    let opens = opens_sentence(m.text, from);
    plain && (always || opens)
        || body && if always { nation } else { opens }
        || m.words.is(Class::OrgNoAdjective, adjective)
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
        || m.words.is_any(&[Class::OrgThing, Class::OrgNoFirstPart], first)
        || m.tail().starts_with('-')
        // "die Muster-Holding Ahorn": the holding of Muster is Ahorn.
        || m.words.is(Class::OrgDescriptor, head) && names_next(m)
    {
        return None;
    }
    // "Internationaler Karate-Verband"
    let from = adjectives_before(m, from, false);
    one(m, Span::new(from, span.end), kind, Confidence::Medium)
}

/// Whether a capitalised word follows that may be a name.
fn names_next(m: &Match<'_, '_>) -> bool {
    let next = m.tail().strip_prefix(' ').unwrap_or_default();
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.starts_with(char::is_uppercase)
        && !m.words.is_any(&[Class::CommonNoun, Class::Weekday, Class::Month], word)
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
        if is_opener(m, bare) || no_name || describes(m, bare) {
            from = at;
        }
    }
    let name = m.text[from..span.start].trim_end();
    // "Ciceros Werke", "Master of Business Administration", "Breaking News" name no body.
    if name.is_empty()
        || m.words.is(Class::OrgNoFirstPart, name)
        || head.starts_with("Werk") && name.ends_with('s')
        // "Schweizer Bank"
        || m.words.is(Class::Nationality, name)
        || m.text[..from].ends_with(" of ")
        // "George Church"
        || name.rsplit(' ').next().is_some_and(|w| !is_acronym(w) && m.words.is(Class::GivenName, w))
        || is_part_of_event(m)
    {
        return None;
    }
    // "Schweizer OTV Group"
    if let Some((first, rest)) = name.split_once(' ')
        && is_of_place(m, first)
        && is_acronym(rest.split(' ').next().unwrap_or(rest))
    {
        from += first.len() + 1;
    }
    let kind = kind_of(m, Class::OrgAfter, head).or_else(|| kind_of(m, Class::OrgEnglish, head));
    one(m, Span::new(from, span.end), kind, Confidence::Medium)
}

/// Whether a word only describes the name behind it: "Gewerkschaftsverband", "Plattenfirma".
fn describes(m: &Match<'_, '_>, word: &str) -> bool {
    let head = |(end, _): (&str, &str)| word.len() > end.len() + 2 && word.ends_with(end);
    if let Some((first, last)) = word.rsplit_once('-') {
        // "Onlinespiele-Entwickler"
        let joined = format!("{first}{}", last.to_lowercase());
        return first.len() > last.len() && is_describing(&joined, m.words);
    }
    is_describing(word, m.words) || m.words.lexicon.forms(Class::OrgSuffix).any(head)
}

/// Whether an English word follows that makes the whole an event or a place: "Air Race", "Times
/// Square".
fn is_part_of_event(m: &Match<'_, '_>) -> bool {
    let next = m.tail().strip_prefix(' ').unwrap_or_default();
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    m.words.is(Class::OrgNoTail, word)
}

/// A newspaper is named for its place: Harburger Rundschau.
pub(super) fn press(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    let mut start = span.start;
    let mut placed = false;
    while let Some((word, from)) = word_before_space(m, start) {
        let nation = m.words.is(Class::Nationality, word);
        let place = !placed && !nation && is_of_place(m, word);
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

/// A state body by its type alone, where it is not one of many.
pub(super) fn alone(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    if any_of_many(m, span.start) || m.tail().starts_with(['-', '/']) || m.head().ends_with('-') {
        return None;
    }
    one(m, span, kind_of_head(m, Class::OrgAlone), Confidence::Medium)
}
