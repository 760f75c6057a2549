//! What a document calls its bodies after it has named them: acronyms and short forms.

use super::Expr;
use super::gazetteer::Gazetteer;
use crate::gazetteer::{Class, Token, is_acronym, tokenize};
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, Lang, Normal, OrgKind, Span};
use crate::text::boundary::{is_edge, is_word, opens_sentence, word_after, word_before};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A word of capitals in running text.
struct Capitals {
    span: Span<Normal>,
    /// Whether the words around it say that it is a body.
    cued: bool,
}

/// Acronyms that no table knows: explained before their brackets, initials of a name of the document, or with a word that only bodies have.
pub(super) fn acronyms(context: &Context<'_>, chosen: &[Finding<Expr>], words: &Vocabulary) -> Vec<Finding<Expr>> {
    let text = context.text.normal.as_ref();
    let mut found = Vec::new();
    let mut seen: BTreeMap<&str, Vec<Capitals>> = BTreeMap::new();
    let mut licensed: BTreeMap<&str, (Option<OrgKind>, &'static str)> = BTreeMap::new();
    for paragraph in context.text.paragraphs.iter().filter(|p| p.lang == Some(Lang::En)) {
        for span in capitals(text, paragraph.span, context.tokens_in(paragraph.span)) {
            let name = &text[span.range()];
            if is_code(words, name) || shouted(text, span) {
                continue;
            }
            if let Some(full) = explained(text, span, words) {
                let value = Expr { kind: None, confidence: Confidence::Strong, entry: None };
                found.push(Finding { span: full, value, rule: "org/en/initials", lang: Lang::En, nested: false });
                licensed.entry(name).or_insert((None, "org/en/initials"));
            }
            let cued = cued(text, span, words);
            seen.entry(name).or_default().push(Capitals { span, cued });
        }
    }
    for f in chosen.iter().filter(|f| f.lang == Lang::En) {
        for initials in initials(&text[f.span.range()]) {
            if let Some((name, _)) = seen.get_key_value(initials.as_str()) {
                licensed.insert(name, (f.value.kind, "org/en/initials"));
            }
        }
    }
    for (name, places) in &seen {
        if places.iter().any(|c| c.cued) {
            licensed.entry(name).or_insert((None, "org/en/acronym-cue"));
        }
    }
    for (name, (kind, rule)) in licensed {
        for place in seen.get(name).into_iter().flatten() {
            let value = Expr { kind, confidence: Confidence::Medium, entry: None };
            found.push(Finding { span: place.span, value, rule, lang: Lang::En, nested: false });
        }
    }
    found
}

/// The words of two to six capitals in a stretch.
fn capitals(text: &str, span: Span<Normal>, tokens: &[Token]) -> Vec<Span<Normal>> {
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
        let name: Span<Normal> = Span::new(start, at);
        let joined = |b: Option<&u8>| b.is_some_and(|b| matches!(b, b'-' | b'.' | b'/' | b'_' | b'@' | b'&'));
        let plain = is_edge(text, start) && is_edge(text, at);
        // "e.g. ABC." ends a sentence, "A.B." goes on.
        let dotted = bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        let before = start > 0 && joined(bytes.get(start - 1));
        let after = bytes.get(at) != Some(&b'.') && joined(bytes.get(at)) && bytes.get(at) != Some(&b'-') || dotted;
        if (2..=6).contains(&name.len()) && plain && !before && !after {
            found.push(name);
        }
    }
    found
}

fn is_code(words: &Vocabulary, name: &str) -> bool {
    let roman = name.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'));
    roman
        || words.is_any(
            &[Class::OrgCode, Class::Country, Class::Place, Class::Month, Class::Weekday, Class::OrgTitle],
            name,
        )
}

/// Whether it stands among other words of capitals: a headline, a dateline.
fn shouted(text: &str, span: Span<Normal>) -> bool {
    let loud = |w: &str| w.len() > 1 && w.bytes().all(|b| b.is_ascii_uppercase());
    loud(word_before(text, span.start)) || loud(word_after(text, span.end))
}

fn cued(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
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
        || super::en_cues::phrase_before(text, span.start, words)
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
    for letter in text[span.range()].bytes().rev().filter(|b| *b != b'&') {
        loop {
            let from = head[..end].rfind(' ').map_or(0, |i| i + 1);
            let word = &head[from..end];
            count += 1;
            if count > 10 || word.is_empty() || !word.chars().all(|c| is_word(c) || matches!(c, '-' | '\'')) {
                return None;
            }
            end = from.checked_sub(1)?;
            if word.as_bytes().first() == Some(&letter) {
                start = from;
                break;
            }
            if !["of", "the", "for", "and", "in", "on", "to", "de"].contains(&word) {
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

/// How a short form may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Several words, or an acronym: anywhere.
    Plain,
    /// One word that may be a person's or a place's: not beside other names, not after "in".
    Single,
    /// A head noun: only with the article.
    Definite,
}

/// Short forms of the names of a document: "Acme" after "Acme Motors Inc.", "the Commission" after "Reform Commission".
pub(super) fn short_forms(
    context: &Context<'_>,
    chosen: &[Finding<Expr>],
    orgs: &Gazetteer,
    words: &Vocabulary,
) -> Vec<Finding<Expr>> {
    let text = context.text.normal.as_ref();
    let mut names: BTreeMap<String, (Form, Option<OrgKind>)> = BTreeMap::new();
    for f in chosen.iter().filter(|f| f.lang == Lang::En) {
        let kind = f.value.entry.and_then(|a| orgs.known(a)?.row.kind.and_then(OrgKind::from_name)).or(f.value.kind);
        for (name, form) in shorter(&text[f.span.range()], kind, words) {
            names.entry(name).or_insert((form, kind));
        }
    }
    if names.is_empty() {
        return Vec::new();
    }
    let list: Vec<(&String, &(Form, Option<OrgKind>))> = names.iter().collect();
    let known: BTreeSet<Span<Normal>> = chosen.iter().map(|f| f.span).collect();
    let mut found: Vec<(usize, Span<Normal>)> = Vec::new();
    let mut persons = BTreeSet::new();
    for (name, span) in places(context, &list.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>()) {
        let Some((_, (form, _))) = list.get(name) else { continue };
        if !is_edge(text, span.end) || known.contains(&span) {
            continue;
        }
        if *form != Form::Definite && super::en_cues::person(text, span.start, words) {
            persons.insert(name);
        } else if stands(text, span, *form, words) {
            found.push((name, span));
        }
    }
    // Who is called Mr Acme somewhere is called Acme elsewhere.
    found.retain(|(name, _)| !persons.contains(name));
    let finding = |(name, span): (usize, Span<Normal>)| {
        let kind = list.get(name).and_then(|(_, (_, kind))| *kind);
        let value = Expr { kind, confidence: Confidence::Medium, entry: None };
        Finding { span, value, rule: "org/en/short-form", lang: Lang::En, nested: false }
    };
    found.into_iter().map(finding).collect()
}

/// Where names begin at a token of an English paragraph, the longest at each and none inside another: by the place in `names`.
fn places(context: &Context<'_>, names: &[&str]) -> Vec<(usize, Span<Normal>)> {
    let text = context.text.normal.as_ref();
    let mut first: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut parts = Vec::new();
    for (at, name) in names.iter().enumerate() {
        parts.clear();
        tokenize(name, 0, &mut parts);
        if let Some(part) = parts.first() {
            first.entry(part.id()).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    let mut read = 0;
    for paragraph in context.text.paragraphs.iter().filter(|p| p.lang == Some(Lang::En)) {
        for token in context.tokens_in(paragraph.span) {
            let Some(names_here) = first.get(&token.id()).filter(|_| token.start >= read) else { continue };
            let here = |at: &&usize| text[token.start..].starts_with(names[**at]);
            if let Some(&name) = names_here.iter().filter(here).max_by_key(|at| names[**at].len()) {
                read = token.start + names[name].len();
                found.push((name, Span::new(token.start, read)));
            }
        }
    }
    found
}

/// Whether a short form is the body's name here.
fn stands(text: &str, span: Span<Normal>, form: Form, words: &Vocabulary) -> bool {
    let (last, next) = (word_before(text, span.start), word_after(text, span.end));
    let joined = text[..span.start].ends_with(['-', '\'', '.', '&'])
        || text[span.end..].starts_with('-')
        || text[..span.start].ends_with(". ") && last.is_empty() && super::en_cues::person(text, span.start, words);
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    match form {
        _ if joined => false,
        Form::Plain => true,
        Form::Definite => last == "the" && !capital(next) && next != "of" && !text[span.end..].starts_with(" ("),
        Form::Single => {
            let named =
                capital(last) && words.value(Class::OrgNotFirst, last).is_none() && !opens_sentence(text, span.start);
            let place = ["in", "near", "around", "to", "at", "outside"].contains(&last)
                && words.is(Class::Place, &text[span.range()]);
            !named && !place && !capital(next)
        }
    }
}

/// The short forms of a name.
fn shorter(name: &str, kind: Option<OrgKind>, words: &Vocabulary) -> Vec<(String, Form)> {
    let has = |class: Class, word: &str| words.is(class, word);
    let bare = name.trim_matches(['"', '«', '»']);
    let parts: Vec<&str> = bare.split(' ').collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
    if parts.len() < 2 || bare.contains(['"', '«', '(']) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let word = |w: &str, city: bool| {
        let common = [
            Class::Country,
            Class::Nationality,
            Class::OrgHead,
            Class::OrgDescriptor,
            Class::OrgNotFirst,
            Class::OrgCommon,
            Class::GivenName,
            Class::Month,
            Class::Weekday,
            Class::OrgCode,
            Class::OrgPerson,
        ];
        let letters = w.chars().count();
        (letters >= 4 || is_acronym(w) && letters > 2)
            && w.starts_with(char::is_uppercase)
            && w.chars().all(|c| is_word(c) || c == '-')
            && !words.is_any(&common, w)
            && (city || !has(Class::Place, w) && !has(Class::City, w))
    };
    if matches!(kind, Some(OrgKind::Company | OrgKind::Bank)) {
        let tail = |w: &&&str| {
            let w = w.trim_end_matches(',');
            has(Class::LegalPost, w) || has(Class::LegalPost, &format!("{w}.")) || has(Class::OrgHead, w) || w == "&"
        };
        let cut = parts.iter().rev().take_while(tail).count();
        let core = &parts[..parts.len() - cut];
        let core_name = core.join(" ").trim_end_matches(',').to_owned();
        let person = has(Class::GivenName, first);
        if cut > 0
            && core.len() > 1
            && !core.contains(&"of")
            && !core.contains(&"and")
            && !person
            && !has(Class::Nationality, &core_name)
            && !has(Class::Place, &core_name)
        {
            out.push((core_name, Form::Plain));
        } else if cut > 0 && core.len() == 1 && word(&core_name, false) {
            out.push((core_name.clone(), Form::Single));
        }
        if core.len() > 1 && !core.contains(&"of") && word(first.trim_end_matches(','), false) {
            out.push((first.trim_end_matches(',').to_owned(), Form::Single));
        }
    }
    if kind == Some(OrgKind::University) && parts.len() == 2 && has(Class::OrgHead, last) && word(first, false) {
        out.push(((*first).to_owned(), Form::Single));
    }
    if kind == Some(OrgKind::Team) {
        let second = has(Class::OrgTeamSecond, last);
        let core = parts[..parts.len() - 1].join(" ");
        if second && word(&core, true) {
            out.push((core, Form::Single));
        } else if !second && last.ends_with('s') && word(last, false) {
            out.push(((*last).to_owned(), Form::Single));
        }
    }
    for head in [last, first] {
        if has(Class::OrgDefinite, head) {
            out.push(((*head).to_owned(), Form::Definite));
        }
    }
    out
}
