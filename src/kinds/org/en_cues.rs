//! English words around a name that say that it is an organisation's: "shares of Acme", "Acme
//! shares", "Acme, a Leeds company".

use super::cues::{Cues, KnownName};
use super::en_names::name_start;
use super::expr::{self, Expr, kind_of_head, one};
use super::span::word_ending;
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::rule::{Findings, Match};
use crate::model::{Confidence, Lang, Normal, OrgKind, Span};
use crate::text::boundary::{opens_sentence, word_after, word_before};

/// The carmaker Acme; another NGO, Erkindik Kanaty,
pub(super) fn described(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (head, name) = (m.get("head")?, m.get("name")?);
    // "BANK TO FIGHT CLAIMS" is a headline, "the Labour Party, Ann Smith" goes on with another
    // name.
    let capital = head.starts_with(char::is_uppercase)
        && !opens_sentence(m.text, m.span().start)
        && head != "NGO";
    let shouted = head.len() > 3 && head.bytes().all(|b| b.is_ascii_uppercase());
    if capital || shouted || m.has("comma") && !m.tail().starts_with(',') {
        return None;
    }
    let first = name.split(' ').next().unwrap_or_default();
    let person = m.words.is(Class::GivenName, first) || m.words.is(Class::OrgTitle, first);
    // "told the company Pickens' offer was low": whose offer it is.
    if person || name.ends_with('\'') || m.words.is(Class::Place, name) {
        return None;
    }
    let mut found = expr::described(m, Class::OrgDescriptor, Confidence::Medium)?;
    for f in &mut found {
        // "the group Acme's Ann Smith": the owner is the organisation.
        if let Some(owner) = m.text[f.span.range()].find("'s") {
            f.span.end = f.span.start + owner;
        }
    }
    Some(found)
}

/// A name before a word that only follows names of organisations: "Acme shares".
pub(super) fn after(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let cue = m.get("cue").filter(|c| c.starts_with(char::is_lowercase) || is_acronym(c))?;
    let at = m.span().start;
    let owned = m.head().ends_with("'s ");
    let end = if owned { at - 3 } else { at.saturating_sub(1) };
    // `capitals_before` wants the space after the name.
    if !m.text.is_char_boundary(end) || !owned && !m.head().ends_with(' ') {
        return None;
    }
    let start = words_back(m, end);
    let name = m.text.get(start..end).filter(|n| !n.is_empty())?;
    let kind = m.words.value(Class::OrgCue, cue).and_then(OrgKind::from_name);
    let sure = m.words.is(Class::OrgCueSure, cue) && !owned;
    let team = kind == Some(OrgKind::Team);
    if !(is_unusual(m.words, name) || sure && may_be_organisation(m.words, name, team))
        || is_sentence_word(m, start, name)
    {
        return None;
    }
    // An authority has employees and a band has fans.
    let kind = kind.filter(|_| m.words.is(Class::OrgCueKind, cue));
    // "an XQ5 player", "the NLX division": an acronym may be what the next word is made of.
    if is_acronym(name) && m.words.is(Class::OrgCueThing, cue) && !owned {
        return None;
    }
    let span = Span::new(start, end);
    one(m, span, kind, confidence_here(m, span))
}

/// A name after a phrase that only stands before names of organisations: "shares of Acme".
pub(super) fn before(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (cue, name, span) = (m.get("cue")?, m.get("name")?, m.span_of("name")?);
    let kind = m.words.value(Class::OrgOf, cue).and_then(OrgKind::from_name);
    let name = name.find("'s").map_or(name, |s| &name[..s]).trim_end_matches('\'');
    let sure = m.words.is(Class::OrgOfSure, cue);
    let spoken = cue.starts_with("spokes");
    let single = !name.contains(' ');
    let meant = is_unusual(m.words, name)
        || sure
            && (!spoken || single || m.has("the"))
            && may_be_organisation(m.words, name, kind == Some(OrgKind::Team));
    let end = span.start + name.len();
    if !meant || m.words.is(Class::OrgVetoNext, word_after(m.text, end)) {
        return None;
    }
    let span = Span::new(span.start, end);
    one(m, span, kind, confidence_here(m, span))
}

/// Acme, a marketing firm, …: the name before an apposition.
pub(super) fn apposition(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let tail = m.tail();
    let closed = tail.starts_with([',', '.', ';', ')'])
        || tail.strip_prefix(' ').is_some_and(|tail| {
            let mut words = m.words.lexicon.forms(Class::OrgApposition);
            words.any(|(word, whole)| {
                let rest = tail.strip_prefix(word);
                rest.is_some_and(|rest| whole != "word" || rest.starts_with(' '))
            })
        });
    if !closed {
        return None;
    }
    let head = m.head();
    let floor = head.floor_char_boundary(head.len().saturating_sub(70));
    let window = &head[floor..];
    let (at, article) =
        [", a ", ", an "].iter().filter_map(|a| window.rfind(a).map(|at| (at, *a))).max()?;
    let between = &window[at + article.len()..];
    let plain = between
        .split(' ')
        .all(|w| w.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '\'')));
    if !plain
        || between.contains(" of ")
        || between.contains(" at ")
        || between.contains(" with ")
        || between.contains(" for ")
    {
        return None;
    }
    let end = floor + at;
    let start = words_back(m, end);
    let name = m.text.get(start..end).filter(|n| !n.is_empty())?;
    let first = name.split(' ').next().unwrap_or_default();
    if !may_be_organisation(m.words, name, false)
        || m.words.is(Class::OrgTitle, word_before(m.text, start))
        || first.len() < 2
    {
        return None;
    }
    let kind = kind_of_head(m, Class::OrgDescriptor);
    one(m, Span::new(start, end), kind, Confidence::Medium)
}

/// Organisations whose name is one word, and "of a country" goes without saying: the Senate.
pub(super) fn alone(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (Some(name), span) = (m.get("head"), m.span()) else { return None };
    let next = word_after(m.text, span.end);
    let named =
        next.starts_with(char::is_uppercase) && m.words.value(Class::OrgAloneNext, next).is_none();
    let last = word_before(m.text, span.start);
    let part = last.starts_with(char::is_uppercase)
        && m.words.value(Class::OrgNotFirst, last).is_none()
        && m.words.value(Class::Nationality, last).is_none();
    // "House of Fashion", "a house": only the chamber has an article, a verb or an officer.
    let house = name == "House"
        && last != "the"
        && last != "The"
        && m.words.value(Class::OrgAloneNext, next).is_none();
    if named
        || part
        || house
        || name == "Army" && next == "of"
        || m.tail().starts_with(" of ") && !name.contains(' ')
    {
        return None;
    }
    let nation = m.head().strip_suffix(' ').map_or(0, |head| {
        let mut nations = m.words.lexicon.forms(Class::OrgNation).map(|(nation, _)| nation);
        nations.find(|nation| head.ends_with(nation)).map_or(0, |nation| nation.len() + 1)
    });
    let kind = kind_of_head(m, Class::OrgAlone);
    one(m, Span::new(span.start - nation, span.end), kind, Confidence::Medium)
}

/// Acme Town beat Stone City 2-1: the two teams of a score in a sentence.
pub(super) fn beaten(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (loser, score) = (m.span_of("name")?, m.get("score")?);
    let numbers: Vec<u32> = score.split('-').filter_map(|n| n.parse().ok()).collect();
    // "6-4 6-3" are sets, which persons win; so are frames and legs.
    let sets = m.tail().trim_start_matches([',', ' ']).starts_with(|c: char| c.is_ascii_digit());
    let goals = numbers.iter().all(|n| *n < 10) || numbers.iter().all(|n| *n > 9);
    let start = words_back(m, m.span().start.saturating_sub(1));
    let winner: Span<Normal> = Span::new(start, m.span().start.saturating_sub(1).max(start));
    if sets || !goals || numbers.len() != 2 {
        return None;
    }
    let team = |span: &Span<Normal>| {
        !span.is_empty()
            && may_be_organisation(m.words, &m.text[span.range()], true)
            && !is_person(m.text, span.start, m.words)
    };
    if [winner, loser].iter().any(|s| {
        m.text[s.range()].split(' ').next().is_some_and(|w| m.words.is(Class::GivenName, w))
    }) {
        return None;
    }
    let value = |span: Span<Normal>| Expr::new(Some(OrgKind::Team), confidence_here(m, span));
    Some([winner, loser].into_iter().filter(team).map(|span| m.at(span, value(span))).collect())
}

/// How sure a team's name is: a city's means the team here, and nothing for the rest of the
/// document.
fn confidence_here(m: &Match<'_, '_>, span: Span<Normal>) -> Confidence {
    if is_place(m.words, &m.text[span.range()]) { Confidence::Weak } else { Confidence::Medium }
}

/// The cues of English.
pub(super) const CUES: Cues = Cues {
    is_person: |name, words| name.entry.ambiguous && is_person(name.text, name.span.start, words),
    is_product,
    is_hinted,
    span: with_nation,
};

/// Whether the words around an ambiguous name of the gazetteer say that it stands for its
/// organisation.
fn is_hinted(name: &KnownName<'_, '_>, words: &Vocabulary) -> bool {
    let &KnownName { text, span, entry, .. } = name;
    let tail = &text[span.end..];
    let tail = tail.strip_prefix("'s").or_else(|| tail.strip_prefix('\'')).unwrap_or(tail);
    let next = word_after(tail, 0);
    let last = word_before(text, span.start);
    let the = last == "the" || last == "The";
    let word = &text[span.range()];
    // "Sofia Acme won": a name before the name makes it a person's.
    let named = last.starts_with(char::is_uppercase)
        && !words.is_any(&[Class::OrgNotFirst, Class::Nationality, Class::Weekday], last);
    let kind = entry.kind();
    let fits = |value: &str| (value == "team") == (kind == Some(OrgKind::Team));
    let firm = matches!(kind, Some(OrgKind::Company | OrgKind::Bank));
    // A campus has a centre and a captain, but no lock.
    let campus = kind == Some(OrgKind::University) && words.is(Class::OrgCampus, next);
    let cued = || {
        (words.value(Class::OrgCue, next).is_some_and(fits) || campus)
            && !(firm && words.is(Class::OrgCueArmed, next))
            || phrase_before(text, span.start, words).is_some_and(fits)
    };
    // "A Jaguar was seen", "Momentum is building": what a thing does as well, is no deed of a body.
    let weak = words.is(Class::OrgActWeak, next)
        && opens_sentence(text, span.start)
        && words.is(Class::OrgWord, word);
    let acts = || {
        words.is(Class::OrgAct, next) && !matches!(last, "a" | "A" | "an" | "An") && !named && !weak
    };
    match kind {
        Some(OrgKind::Team) => team_is_hinted(name, next, last, words),
        Some(OrgKind::Media) => {
            the && (acts() || next == "newspaper")
                || last == "in" && words.is(Class::MediaLead, second_before(text, span.start))
                || cued()
        }
        // A university has teams: "a game against Stone College".
        Some(OrgKind::University) => {
            matches!(last, "at" | "from")
                || cued()
                || phrase_before(text, span.start, words).is_some()
        }
        Some(OrgKind::Company | OrgKind::Bank) => {
            cued() || (!the || words.is(Class::OrgDefiniteName, word)) && acts()
        }
        // "a vote for Labour", "lost to Labour": with a capital inside a sentence.
        Some(OrgKind::Party) => {
            let lead = if the { second_before(text, span.start) } else { last };
            let voted = words.is(Class::PartyLead, lead) && !next.starts_with(char::is_uppercase);
            voted || cued() || acts()
        }
        _ => cued() || acts(),
    }
}

/// The word before the word before `at`.
fn second_before(text: &str, at: usize) -> &str {
    let last = word_before(text, at);
    word_before(text, text[..at].trim_end_matches(' ').len() - last.len())
}

/// Whether a name is a team's beside these words: "the Lions", "Lions striker". In "Rangers guard the
/// park" the word is a verb.
fn team_is_hinted(name: &KnownName<'_, '_>, next: &str, last: &str, words: &Vocabulary) -> bool {
    let &KnownName { text, span, .. } = name;
    let the = last == "the" || last == "The";
    let plural = text[span.range()].ends_with('s');
    let behind = text[span.end..].find(next).map_or(span.end, |at| span.end + at + next.len());
    let verb = !the && matches!(word_after(text, behind), "the" | "a" | "an" | "their");
    the && plural && !next.starts_with(char::is_uppercase)
        || words.value(Class::OrgCue, next) == Some("team") && !verb
        || phrase_before(text, span.start, words) == Some("team")
}

/// Whether a company's name is part of what it makes, or of a place or a prize: "Boeing 747",
/// "Wells Fargo Arena".
fn is_product(name: &KnownName<'_, '_>, words: &Vocabulary) -> bool {
    let &KnownName { text, span, entry, .. } = name;
    let next = word_after(text, span.end);
    let digits = next.bytes().filter(u8::is_ascii_digit).count();
    let model = digits >= 2 && next.len() - digits < 2
        || digits == 1 && next.len() > 1 && next.starts_with(|c: char| c.is_ascii_uppercase());
    let year = digits == 4 && (next.starts_with("19") || next.starts_with("20"));
    let company = matches!(entry.kind(), Some(OrgKind::Company | OrgKind::Bank));
    company && model && !year && text[span.end..].starts_with(' ') && !counts(text, span.end, words)
        || words.is(Class::OrgVetoNext, next)
}

/// Whether the number behind a name counts something: "fined Acme 21 billion euros", "cost Acme 300
/// jobs".
fn counts(text: &str, end: usize, words: &Vocabulary) -> bool {
    let tail = text[end..].trim_start_matches(' ');
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let rest = tail.trim_start_matches(number);
    let next = word_after(rest, 0);
    rest.len() < tail.len()
        && rest.starts_with([' ', '%'])
        && (rest.starts_with('%') || words.is(Class::OrgCounted, next))
}

/// An institution of the United States or the United Kingdom, with the nation before it: "U.S.
/// Federal Reserve".
fn with_nation(name: &KnownName<'_, '_>) -> Span<Normal> {
    let &KnownName { text, span, entry, .. } = name;
    let nation: &[&str] = match entry.row.country() {
        Some("US") => &["U.S. ", "US "],
        Some("GB") => &["U.K. ", "UK "],
        _ => return span,
    };
    let public =
        matches!(entry.kind(), Some(OrgKind::Government | OrgKind::Court | OrgKind::Military));
    let before =
        nation.iter().find(|n| public && text[..span.start].ends_with(**n)).map_or(0, |n| n.len());
    Span::new(span.start - before, span.end)
}

/// The kind of organisation that the phrase of `org_of` right before says, if one stands there.
pub(super) fn phrase_before<'w>(text: &str, at: usize, words: &'w Vocabulary) -> Option<&'w str> {
    let head = text[..at].trim_end_matches(' ');
    let head = head.strip_suffix(" the").unwrap_or(head);
    let floor = head.floor_char_boundary(head.len().saturating_sub(32));
    let mut cut = head.len();
    for _ in 0..3 {
        let space = head[floor..cut].rfind(' ')?;
        cut = floor + space;
        if let Some(kind) = words.value(Class::OrgOf, &head[cut + 1..]) {
            return Some(kind);
        }
    }
    None
}

/// Whether a name is a person's here: a title or another name stands before it.
pub(super) fn is_person(text: &str, start: usize, words: &Vocabulary) -> bool {
    let last = word_before(text, start).trim_end_matches('.');
    let title = text[..start].strip_suffix(". ").map_or("", |h| word_before(h, h.len()));
    [last, title].iter().any(|w| words.is(Class::OrgTitle, w) || words.is(Class::GivenName, w))
}

/// Whether English words make the name at `start` a person's, in a text of any language.
pub(super) fn is_person_in_any(context: &Context<'_>, start: usize) -> bool {
    is_person(&context.text.normal, start, context.words(Lang::En))
}

/// Where the capitalised words begin that end at `end`.
fn words_back(m: &Match<'_, '_>, end: usize) -> usize {
    // The name and the space that `capitals_before` expects, wherever the name ends.
    let Some(text) = m.text.get(..end) else { return end };
    let mut start = end;
    for _ in 0..4 {
        let from = if start == end { end } else { start - 1 };
        let Some((word, at)) = word_ending(m.words, text, from) else { break };
        if !(word.starts_with(char::is_uppercase) || word == "&" && start < end) {
            break;
        }
        start = at;
        if !text[..start].ends_with(' ') {
            break;
        }
    }
    name_start(m, start, end)
}

/// Whether a name looks like no word, person or place: an acronym, "eBay", "AT&T", "Stone & Hill".
fn is_unusual(words: &Vocabulary, name: &str) -> bool {
    let mixed = |w: &str| {
        let mut rest = w.chars().skip(1);
        rest.any(char::is_uppercase)
            && w.chars().any(char::is_lowercase)
            && !w.contains(['-', '\''])
            && !w.starts_with("Mc")
            && !w.starts_with("Mac")
    };
    let single = !name.contains(' ');
    (single && is_acronym(name) && words.value(Class::OrgCode, name).is_none()
        || single && mixed(name)
        || name.contains(" & "))
        && !is_place(words, name)
}

/// Whether a name may be that of an organisation that is not in the gazetteer: no place, nation,
/// day, head noun, title or person with a first name. A city's name may be a team's, where `team`
/// says so.
fn may_be_organisation(words: &Vocabulary, name: &str, team: bool) -> bool {
    const OTHERS: &[Class] = &[
        Class::OrgPerson,
        Class::OrgTitle,
        Class::GivenName,
        Class::Month,
        Class::Weekday,
        Class::OrgNotFirst,
        Class::Nationality,
        Class::OrgCode,
    ];
    let city = team && words.value(Class::Place, name) == Some("city");
    // "a Stone defender": of a politician.
    let politician = team
        && words.is(Class::CountrySign, name)
        && !is_place(words, name)
        && words.value(Class::Place, name).is_none();
    let last = name.rsplit(' ').next().unwrap_or(name);
    let head = !name.contains(' ')
        && (words.is(Class::OrgHead, name) || words.is(Class::OrgDescriptor, name));
    let shouted = name.contains(' ') && name.chars().all(|c| !c.is_lowercase());
    !head
        && !shouted
        && !politician
        && name.chars().count() > 2
        && (city || !is_place(words, name) && !is_place(words, last))
        && !name.split(' ').any(|w| words.is_any(OTHERS, w))
}

/// Whether a name is a place's, a country's, a nationality or a city's.
fn is_place(words: &Vocabulary, name: &str) -> bool {
    words.is_any(&[Class::Place, Class::Country, Class::Nationality, Class::City], name)
}

/// A single word that opens a sentence may be any word; before "striker Al Stone" it is a team if
/// it is not common.
fn is_sentence_word(m: &Match<'_, '_>, start: usize, name: &str) -> bool {
    let officer = word_after(m.text, m.span().end).starts_with(char::is_uppercase);
    let common = || m.words.is_any(&[Class::OrgCommon, Class::OrgOpener], name);
    !name.contains(' ')
        && !is_acronym(name)
        && opens_sentence(m.text, start)
        && (!officer || common())
}
