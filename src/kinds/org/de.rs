//! German names of organisations.

use super::Expr;
use crate::gazetteer::Class;
use crate::gazetteer::is_acronym;
use crate::kinds::anchors::Anchor;
use crate::kinds::rule::{Findings, Match, Rule};
use crate::model::{Confidence, Normal, OrgKind, Span};

/// A capitalised word.
macro_rules! cap {
    () => {
        r"\p{Lu}[\p{L}\d]*(?:[-&']\p{L}[\p{L}\d]*)*"
    };
}

pub(super) const RULES: &[Rule<Expr>] = &[
    // Landgericht Köln, Universität Leipzig, Stiftung Offene Steppe, Staatsanwaltschaft Frankfurt am Main
    Rule {
        name: "org/de/head-and-name",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_named})(?P<of> (?:(?:für|der|des|gegen) )?",
            cap!(),
            r"(?: (?:(?:am|an der|und|und der|bei|von) )?",
            cap!(),
            r"){0,4})"
        ),
        build: named,
    },
    // Kultusministerium, Landesverfassungsgericht, Justizministerium Baden-Württemberg, Rheinischer Winzerverband
    Rule {
        name: "org/de/compound",
        anchors: &[Anchor::OrgSuffix],
        pattern: concat!(
            r"^(?P<head>{org_suffix})",
            r"(?P<of> (?:für (?:\p{Ll}+en? )?(?:",
            cap!(),
            r")(?:(?:, | und | und für )",
            cap!(),
            r"){0,3}|(?:Baden|Sachsen|Nordrhein|Rheinland|Schleswig|Mecklenburg|Niedersachsen|Bayern|Hessen|Thüringen|Brandenburg|Saarland|Berlin)(?:-\p{Lu}\p{Ll}+)?))?"
        ),
        build: compound,
    },
    // Muster GmbH & Co. KG, Libereco e. V.
    Rule {
        name: "org/de/legal-form",
        anchors: &[Anchor::LegalForm],
        pattern: r"^(?P<head>{legal_post})",
        build: legal_form,
    },
    // 1. FC Köln, SV Werder Bremen, TSV 1860 München, TSV München 1860
    Rule {
        name: "org/de/club",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            r"^(?P<head>{org_team})(?: \d{2,4})? (?P<name>",
            cap!(),
            r")(?: (?P<more>",
            cap!(),
            r"|\d{4}))?"
        ),
        build: club,
    },
    // der Verein „Name“
    Rule {
        name: "org/de/described-quoted",
        anchors: &[Anchor::OrgHead],
        pattern: r#"^(?P<head>{org_descriptor}) "(?P<name>\p{Lu}[^"]{1,60})""#,
        build: |m| super::described(m, Class::OrgDescriptor, Confidence::Strong),
    },
    // Menschenrechtsorganisation Amnesty
    Rule {
        name: "org/de/described",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"^(?P<head>{org_descriptor}) (?P<name>", cap!(), r"(?: ", cap!(), r"){0,2})"),
        build: |m| described(m, Class::OrgDescriptor),
    },
    // der Süßwarenhersteller Zuckerla, die Pilotengewerkschaft Steig
    Rule {
        name: "org/de/compound-described",
        anchors: &[Anchor::OrgSuffix],
        pattern: concat!(r"^(?P<head>{org_describing}) (?P<name>", cap!(), r"(?: ", cap!(), r"){0,2})"),
        build: |m| described(m, Class::OrgDescribing),
    },
    // der Spartensender „Welle Nord“
    Rule {
        name: "org/de/compound-described-quoted",
        anchors: &[Anchor::OrgSuffix],
        pattern: r#"^(?P<head>{org_describing}) "(?P<name>\p{Lu}[^"]{1,60})""#,
        build: |m| super::described(m, Class::OrgDescribing, Confidence::Strong),
    },
    // Deutscher Fußball-Bund, Technische Universität München, Norwegisches Helsinki-Komitee, Ulmer Theater
    Rule {
        name: "org/de/adjective-head",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            "(?:-|",
            capital_before!(),
            r")^(?P<head>{org_head}|{org_placed})(?P<of> (?:für|gegen|der|des) ",
            cap!(),
            r"(?:(?:, | und )",
            cap!(),
            r"){0,3})?"
        ),
        build: adjective_head,
    },
    // Lena-Muster-Stiftung, Bethanien-Krankenhaus
    Rule {
        name: "org/de/hyphened",
        anchors: &[Anchor::OrgHead],
        pattern: r"-^(?P<head>{org_hyphen}|{org_hyphens})",
        build: hyphened,
    },
    // Axel Muster Verlag, Ahorn Bank, Roter Faden Records
    Rule {
        name: "org/de/name-and-head",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(
            capital_before!(),
            r"^(?P<head>{org_after}|{org_english})(?: (?:of|for)(?: the)? ",
            cap!(),
            r"(?: ",
            cap!(),
            r"){0,3})?"
        ),
        build: name_and_head,
    },
    // Harburger Rundschau, Lindauer Allgemeine Zeitung, Neue Lindauer Zeitung
    Rule {
        name: "org/de/press",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(capital_before!(), r"^(?P<head>{org_press})"),
        build: press,
    },
    // Aktien von Muster, Sprecherin von Muster Motoren
    Rule {
        name: "org/de/role-of",
        anchors: &[Anchor::OrgHead],
        pattern: concat!(r"^(?P<head>{org_role}) (?:von|bei) (?P<name>", cap!(), r"(?: ", cap!(), r"){0,2})"),
        build: role_of,
    },
];

/// Heads that name nothing without a proper name after them: an adjective or "der" + noun may be a common phrase.
fn named(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
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
    // "Gesellschaft der Freunde" names a body, "Verband der Stadt" may not: with a linking word only, the name must be long.
    let linked = of.starts_with(" der ") || of.starts_with(" des ");
    if linked && of.split(' ').count() < 4 {
        return None;
    }
    let kind = super::kind_of(m, Class::OrgNamed, head);
    let confidence = if linked { Confidence::Weak } else { Confidence::Medium };
    // What follows the name in capitals may be the next sentence or line.
    let mut span = m.span();
    while let Some((rest, last)) = m.text[span.start + head.len() + 1..span.end].rsplit_once(' ') {
        if !opener(m, last) && m.words.value(Class::CommonNoun, last).is_none() || rest.ends_with(" und") {
            break;
        }
        span.end -= last.len() + 1;
    }
    Some(vec![m.at(span, Expr { kind, confidence, entry: None })])
}

/// The word before the match.
fn word_behind<'t>(m: &Match<'_, 't>) -> Option<&'t str> {
    let end = super::before_space(m.text, m.span().start)?;
    Some(super::word_ending(m.text, end)?.0)
}

/// Whether a word opens a sentence or phrase and no name: an article, a preposition, a pronoun.
fn opener(m: &Match<'_, '_>, word: &str) -> bool {
    m.words.is(Class::NotFirst, word) || m.words.is(Class::Weekday, word) || m.words.is(Class::Month, word)
}

/// Whether a word before a head belongs to its name: Rheinischer, Internationalen, Ulmer; not Dieser, Neue.
fn belongs(m: &Match<'_, '_>, word: &str) -> bool {
    const ENDINGS: [&str; 7] = ["sche", "nale", "rale", "eine", "inigte", "ale", "liche"];
    let stem = word.strip_suffix(['r', 's', 'n', 'm']).unwrap_or(word);
    word.starts_with(char::is_uppercase)
        && !opener(m, word)
        && (ENDINGS.iter().any(|e| stem.ends_with(e)) || m.words.is(Class::Nationality, word))
}

/// Whether a word is a place made an adjective: Ulmer, Zürcher, Frankfurter.
fn of_place(m: &Match<'_, '_>, word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.ends_with("er")
        && !word.ends_with("ster")
        && word.chars().count() > 4
        && !opener(m, word)
        && m.words.value(Class::GivenName, word).is_none()
        && m.words.value(Class::CommonNoun, word).is_none()
}

/// Where the adjectives before `at` begin that belong to a name.
fn adjectives_before(m: &Match<'_, '_>, at: usize, place: bool) -> usize {
    let mut start = at;
    while let Some((word, from)) = super::before_space(m.text, start).and_then(|end| super::word_ending(m.text, end)) {
        if !(belongs(m, word) || place && of_place(m, word)) || at - from > 80 {
            break;
        }
        start = from;
    }
    start
}

/// A compound must have something before its head ("Verband" alone is no name); an adjective belongs to it unless it is an article's.
fn compound(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    // The anchor stands inside the word.
    let Some((first, word)) = super::word_ending(m.text, span.start) else { return None };
    let head = m.get("head").unwrap_or_default();
    let whole = &m.text[word..span.start + head.len()];
    let kind = super::kind_of(m, Class::OrgSuffix, head);
    let common = m.words.is(Class::NotOrg, whole);
    // "schwere Brandstiftung" is none, "Sächsisches Landesarbeitsgericht" is.
    let official = matches!(kind, Some(OrgKind::Court | OrgKind::Government));
    if !first.starts_with(char::is_uppercase) || common && !official {
        return None;
    }
    let start = adjectives_before(m, word, true);
    if start == word && !m.has("of") && (common || any_of_many(m, word) || describes(m)) {
        return None;
    }
    Some(vec![m.at(Span::new(start, span.end), Expr { kind, confidence: Confidence::Medium, entry: None })])
}

/// Whether what stands before `at` speaks of any such body: "ein Verband", "viele deutsche Verbände".
fn any_of_many(m: &Match<'_, '_>, at: usize) -> bool {
    const ANY: [&str; 22] = [
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "kein",
        "keine",
        "keinen",
        "jeder",
        "jede",
        "jedes",
        "mehrere",
        "viele",
        "weitere",
        "jeweilige",
        "jeweiligen",
        "zuständige",
        "zuständigen",
        "eigenen",
        "eigene",
        "seinem",
    ];
    let mut at = at;
    for _ in 0..2 {
        let Some((word, from)) = super::before_space(m.text, at).and_then(|end| super::word_ending(m.text, end)) else {
            return false;
        };
        let small = word.to_lowercase();
        if ANY.contains(&small.as_str()) {
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
fn describes(m: &Match<'_, '_>) -> bool {
    let next = m.tail().strip_prefix(' ').map_or("", |t| t.trim_start_matches('"'));
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 || m.tail().starts_with(" \"")
}

/// Where the capitalised words before `at` begin, without what opens a sentence.
fn name_before(m: &Match<'_, '_>, at: usize, most: usize) -> usize {
    let mut start = super::capitals_before(m.text, at, &["&", "und", "für"], most, false);
    while let Some((word, _)) = m.text[start..at]
        .split_once(' ')
        .filter(|(w, _)| opener(m, w) || w.starts_with(char::is_lowercase) || m.words.is(Class::OrgDescriptor, w))
    {
        start += word.len() + 1;
    }
    start
}

fn legal_form(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    let start = name_before(m, span.start, 5);
    if start >= span.start {
        return None;
    }
    let kind = m.get("head").and_then(|h| super::kind_of(m, Class::LegalPost, h));
    Some(vec![m.at(Span::new(start, span.end), Expr { kind, confidence: Confidence::Certain, entry: None })])
}

fn club(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (Some(head), Some(name), Some(mut span)) = (m.get("head"), m.span_of("name"), Some(m.span())) else {
        return None;
    };
    // "TV Programm", "SC Freiburg Trainer": what follows is no name.
    let thing = |word: &str| m.words.is(Class::CommonNoun, word) || m.words.is(Class::OrgThing, word);
    // "TV AKS" is a collective agreement.
    let agreement = matches!(head, "TV" | "MTV") && is_acronym(&m.text[name.range()]);
    if agreement || thing(&m.text[name.range()]) {
        return None;
    }
    if m.get("more").is_some_and(|w| thing(w) || m.words.is(Class::GivenName, w)) {
        span.end = name.end;
    }
    let start = if m.head().ends_with("1. ") { span.start - 3 } else { span.start };
    let kind = super::kind_of(m, Class::OrgTeam, head);
    Some(vec![m.at(Span::new(start, span.end), Expr { kind, confidence: Confidence::Strong, entry: None })])
}

/// A name after a word that says what it is: its words as far as they are names, not things ("dass der Konzern Stellen streicht") or persons.
fn described(m: &Match<'_, '_>, class: Class) -> Option<Findings<Expr>> {
    let (span, head) = (m.span_of("name")?, m.get("head")?);
    let names = names(m, span);
    // The anchor may stand inside the word: "wachsender Ahorn" has no broadcaster.
    let noun = super::word_ending(m.text, span.start - 1).is_some_and(|w| w.0.starts_with(char::is_uppercase));
    // "Zweckverband Ahornstadt" names its place, "Schutzverband AKW" itself.
    let placed = head.starts_with("verband") && !is_acronym(&m.text[span.start..span.start + names]);
    if names == 0 || !noun || placed {
        return None;
    }
    let kind = super::kind_of(m, class, head);
    Some(vec![
        m.at(Span::new(span.start, span.start + names), Expr { kind, confidence: Confidence::Medium, entry: None }),
    ])
}

/// How much of `span` may be a name.
fn names(m: &Match<'_, '_>, span: Span<Normal>) -> usize {
    const ABSTRACT: [&str; 12] =
        ["ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "ismus", "nisse", "innen", "ierung"];
    let mut end = 0;
    for word in m.text[span.range()].split(' ') {
        // "Biofonds Muster GmbH": that rule knows more.
        if m.words.is(Class::LegalPost, word) {
            return 0;
        }
        let is = |class: Class| m.words.is(class, word);
        let first = word.split('-').next().unwrap_or(word);
        let no_name = [
            Class::CommonNoun,
            Class::GivenName,
            Class::Country,
            Class::Nationality,
            Class::OrgDescriptor,
            Class::OrgRole,
        ]
        .into_iter()
        .any(is)
            || opener(m, word)
            || m.words.is(Class::Country, first)
            || ABSTRACT.iter().any(|e| word.ends_with(e));
        if no_name {
            break;
        }
        end += word.len() + usize::from(end > 0);
    }
    end
}

/// A head needs an adjective of the kind that names have: Deutscher, Technische, Internationales, Norwegisches; or a place's, if it is a house.
fn adjective_head(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    // "Fußball-Bund": the anchor may stand after a hyphen.
    let word = m.text[..span.start].ends_with('-').then(|| super::word_ending(m.text, span.start)).flatten();
    let start = word.map_or(span.start, |w| w.1);
    let head = m.get("head").unwrap_or_default();
    let from = adjectives_before(m, start, m.words.is(Class::OrgPlaced, head));
    if from >= start {
        return None;
    }
    let kind = super::kind_of(m, Class::OrgPlaced, head).or_else(|| super::kind_of(m, Class::OrgHead, head));
    Some(vec![m.at(Span::new(from, span.end), Expr { kind, confidence: Confidence::Medium, entry: None })])
}

/// A head at the end of a hyphened word; common ones want two hyphens, as a person's name has.
fn hyphened(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    let head = m.get("head").filter(|_| m.head().ends_with('-'))?;
    let Some((word, from)) = super::word_ending(m.text, span.start) else { return None };
    let first = word.split('-').next().unwrap_or(word);
    let hyphens = word.bytes().filter(|b| *b == b'-').count();
    let kind = match super::kind_of(m, Class::OrgHyphen, head) {
        None if hyphens > 1 => super::kind_of(m, Class::OrgHyphens, head),
        None => return None,
        kind => kind,
    };
    if !first.starts_with(char::is_uppercase) || m.words.is(Class::OrgThing, first) || m.tail().starts_with('-') {
        return None;
    }
    Some(vec![m.at(Span::new(from, span.end), Expr { kind, confidence: Confidence::Medium, entry: None })])
}

/// A name with its head at the end: Ahorn Bank, Muster Verlag; or an English one.
fn name_and_head(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    let head = m.get("head").filter(|_| !m.tail().starts_with('-'))?;
    let start = super::capitals_before(m.text, span.start, &["&"], 5, false);
    let mut from = start;
    let mut at = start;
    // The name begins after the last word that cannot stand in it.
    for word in m.text[start..span.start].split_inclusive(' ') {
        at += word.len();
        let bare = word.trim_end();
        let no_name = m.words.is_any(&[Class::CommonNoun, Class::OrgDescriptor, Class::OrgRole, Class::OrgThing], bare);
        if opener(m, bare) || no_name {
            from = at;
        }
    }
    if from >= span.start {
        return None;
    }
    let kind = super::kind_of(m, Class::OrgAfter, head).or_else(|| super::kind_of(m, Class::OrgEnglish, head));
    Some(vec![m.at(Span::new(from, span.end), Expr { kind, confidence: Confidence::Medium, entry: None })])
}

/// A newspaper is named for its place: Harburger Rundschau.
fn press(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    const BETWEEN: [&str; 12] = [
        "Neue",
        "Neuen",
        "Neuer",
        "Neueste",
        "Neuesten",
        "Allgemeine",
        "Allgemeinen",
        "Allgemeiner",
        "Freie",
        "Freien",
        "Freier",
        "Unabhängige",
    ];
    let span = m.span();
    let mut start = span.start;
    let mut placed = false;
    while let Some((word, from)) = super::before_space(m.text, start).and_then(|end| super::word_ending(m.text, end)) {
        let place = !placed && of_place(m, word);
        if !(place || BETWEEN.contains(&word)) {
            break;
        }
        placed |= place;
        start = from;
    }
    let kind = m.get("head").and_then(|h| super::kind_of(m, Class::OrgPress, h));
    let found = placed && !m.tail().starts_with('-');
    if found {
        Some(vec![m.at(Span::new(start, span.end), Expr { kind, confidence: Confidence::Medium, entry: None })])
    } else {
        None
    }
}

/// Whose shares are sold and whose spokeswoman speaks is a body, if it is no country.
fn role_of(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span_of("name")?;
    let names = names(m, span);
    if names == 0 {
        return None;
    }
    let value = Expr { kind: None, confidence: Confidence::Medium, entry: None };
    Some(vec![m.at(Span::new(span.start, span.start + names), value)])
}
