//! English short forms: "Acme" after "Acme Motors Inc.", "the Commission" after "Reform
//! Commission".

use super::Sources;
use crate::gazetteer::{Class, is_acronym, tokenize};
use crate::kinds::context::Vocabulary;
use crate::kinds::org::en_cues;
use crate::kinds::org::expr::Expr;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Lang, Normal, OrgKind, Span};
use crate::text::boundary::{is_edge, is_word, opens_sentence, word_after, word_before};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A short form of a name that the document gives in full.
pub(super) const RULE: OtherRule = OtherRule {
    name: "org/en/short-form",
    description: "the short form of a name that the document introduced",
    examples: &["It was Quellmont Industries Inc. that lost. The loss at Quellmont was great."],
};

/// Words of which one alone is no short form.
const COMMON: &[Class] = &[
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

/// A short form to look for.
struct ShortForm {
    name: String,
    form: Form,
    kind: Option<OrgKind>,
}

/// Finds the short forms of names in the English paragraphs of a document.
pub(super) fn find(names: &[Finding<Expr>], sources: &Sources<'_>) -> Vec<Finding<Expr>> {
    let (text, words) = (sources.text(), sources.words(Lang::En));
    let short_forms = short_forms(names, sources);
    if short_forms.is_empty() {
        return Vec::new();
    }
    let known: BTreeSet<Span<Normal>> = names.iter().map(|f| f.span).collect();
    let mut found: Vec<(usize, Span<Normal>)> = Vec::new();
    let mut persons = BTreeSet::new();
    for (at, span) in places(sources, &short_forms) {
        if !is_edge(text, span.end) || known.contains(&span) {
            continue;
        }
        let form = short_forms[at].form;
        let other = en_cues::is_person(text, span.start, words)
            || form == Form::Single && is_place_here(text, span, words);
        if form != Form::Definite && other {
            persons.insert(at);
        } else if stands(text, span, form, words) {
            found.push((at, span));
        }
    }
    // Who is called Mr Acme somewhere is called Acme elsewhere, and so is a town.
    found.retain(|(at, _)| !persons.contains(at));
    let finding = |(at, span): (usize, Span<Normal>)| {
        let value = Expr::new(short_forms[at].kind, Confidence::Medium);
        Finding { span, value, rule: RULE.name, lang: Lang::En, nested: false }
    };
    found.into_iter().map(finding).collect()
}

/// The short forms of the English names, in order of their letters; of equal ones that of the first
/// name.
fn short_forms(names: &[Finding<Expr>], sources: &Sources<'_>) -> Vec<ShortForm> {
    let mut forms: BTreeMap<String, (Form, Option<OrgKind>)> = BTreeMap::new();
    for name in names.iter().filter(|f| f.lang == Lang::En) {
        let entry = name.value.alias.and_then(|alias| sources.gazetteer.entry(alias));
        let kind = entry.and_then(|entry| entry.kind()).or(name.value.kind);
        for (short, form) in
            forms_of(&sources.text()[name.span.range()], kind, sources.words(Lang::En))
        {
            forms.entry(short).or_insert((form, kind));
        }
    }
    forms.into_iter().map(|(name, (form, kind))| ShortForm { name, form, kind }).collect()
}

/// Where short forms begin at a token of an English paragraph, the longest at each and none inside
/// another: the place of the short form in the list, and that in the text.
fn places(sources: &Sources<'_>, short_forms: &[ShortForm]) -> Vec<(usize, Span<Normal>)> {
    let text = sources.text();
    let mut by_first_token: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut tokens = Vec::new();
    for (at, short) in short_forms.iter().enumerate() {
        tokens.clear();
        tokenize(&short.name, 0, &mut tokens);
        if let Some(token) = tokens.first() {
            by_first_token.entry(token.id()).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    let mut read = 0;
    for paragraph in sources.context.text.paragraphs.iter().filter(|p| p.lang == Some(Lang::En)) {
        for token in sources.context.tokens_in(paragraph.span) {
            let Some(forms) = by_first_token.get(&token.id()).filter(|_| token.start >= read)
            else {
                continue;
            };
            let here = |at: &&usize| text[token.start..].starts_with(&short_forms[**at].name);
            if let Some(&at) =
                forms.iter().filter(here).max_by_key(|at| short_forms[**at].name.len())
            {
                read = token.start + short_forms[at].name.len();
                found.push((at, Span::new(token.start, read)));
            }
        }
    }
    found
}

/// Whether a name is a place's here: "in Dongguan", "Gansu province"; but not "a stake in Acme".
fn is_place_here(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let next = word_after(text, span.end);
    let last = word_before(text, span.start);
    let verb = word_before(text, text[..span.start].trim_end_matches(' ').len() - last.len());
    last == "in" && !words.is(Class::OrgIn, verb) && !next.starts_with(char::is_uppercase)
        || words.is(Class::PlaceNoun, next)
}

/// Whether a short form is the organisation's name here.
fn stands(text: &str, span: Span<Normal>, form: Form, words: &Vocabulary) -> bool {
    let (last, next) = (word_before(text, span.start), word_after(text, span.end));
    let joined = text[..span.start].ends_with(['-', '\'', '.', '&'])
        || text[span.end..].starts_with('-')
        || text[..span.start].ends_with(". ")
            && last.is_empty()
            && en_cues::is_person(text, span.start, words);
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    match form {
        _ if joined => false,
        Form::Plain => true,
        Form::Definite => {
            last == "the" && !capital(next) && next != "of" && !text[span.end..].starts_with(" (")
        }
        Form::Single => {
            let named = capital(last)
                && words.value(Class::OrgNotFirst, last).is_none()
                && !opens_sentence(text, span.start);
            let place = words.is(Class::PlacePreposition, last)
                && words.is(Class::Place, &text[span.range()]);
            !named && !place && !capital(next)
        }
    }
}

/// The short forms of a name, each with how it may stand.
fn forms_of(name: &str, kind: Option<OrgKind>, words: &Vocabulary) -> Vec<(String, Form)> {
    let bare = name.trim_matches(['"', '«', '»']);
    let parts: Vec<&str> = bare.split(' ').collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
    if parts.len() < 2 || bare.contains(['"', '«', '(']) {
        return Vec::new();
    }
    let mut forms = match kind {
        Some(OrgKind::Company | OrgKind::Bank) => of_company(&parts, words),
        Some(OrgKind::University) if parts.len() == 2 => of_university(first, last, words),
        Some(OrgKind::Team) => of_team(&parts, last, words),
        Some(_) | None => Vec::new(),
    };
    let definite = [last, first].into_iter().filter(|head| words.is(Class::OrgDefinite, head));
    forms.extend(definite.map(|head| ((*head).to_owned(), Form::Definite)));
    forms
}

/// "Acme Motors" and "Acme" of "Acme Motors Inc."
fn of_company(parts: &[&str], words: &Vocabulary) -> Vec<(String, Form)> {
    let is_tail = |word: &&&str| {
        let word = word.trim_end_matches(',');
        words.is(Class::LegalPost, word)
            || words.is(Class::LegalPost, &format!("{word}."))
            || words.is(Class::OrgHead, word)
            || word == "&"
    };
    let cut = parts.iter().rev().take_while(is_tail).count();
    let core = &parts[..parts.len() - cut];
    let name = core.join(" ").trim_end_matches(',').to_owned();
    let first = parts[0];
    let mut forms = Vec::new();
    if cut > 0
        && core.len() > 1
        && !core.contains(&"of")
        && !core.contains(&"and")
        && !words.is(Class::GivenName, first)
        && !words.is(Class::Nationality, &name)
        && !words.is(Class::Place, &name)
    {
        forms.push((name, Form::Plain));
    } else if cut > 0 && core.len() == 1 && is_rare(&name, false, words) {
        forms.push((name, Form::Single));
    }
    let first = first.trim_end_matches(',');
    if core.len() > 1 && !core.contains(&"of") && is_rare(first, false, words) {
        forms.push((first.to_owned(), Form::Single));
    }
    forms
}

/// "Harvard" of "Harvard University".
fn of_university(first: &str, last: &str, words: &Vocabulary) -> Vec<(String, Form)> {
    let short = words.is(Class::OrgHead, last) && is_rare(first, false, words);
    if short { vec![(first.to_owned(), Form::Single)] } else { Vec::new() }
}

/// "Leeds" of "Leeds United", "Lakers" of "Los Angeles Lakers".
fn of_team(parts: &[&str], last: &str, words: &Vocabulary) -> Vec<(String, Form)> {
    let second = words.is(Class::OrgTeamSecond, last);
    let core = parts[..parts.len() - 1].join(" ");
    if second && is_rare(&core, true, words) {
        vec![(core, Form::Single)]
    } else if !second && last.ends_with('s') && is_rare(last, false, words) {
        vec![(last.to_owned(), Form::Single)]
    } else {
        Vec::new()
    }
}

/// Whether a word is capitalised, long enough, and none of the common words; a city's name only
/// where `city` allows it.
fn is_rare(word: &str, city: bool, words: &Vocabulary) -> bool {
    let letters = word.chars().count();
    (letters >= 4 || is_acronym(word) && letters > 2)
        && word.starts_with(char::is_uppercase)
        && word.chars().all(|c| is_word(c) || c == '-')
        && !words.is_any(COMMON, word)
        && (city || !words.is(Class::Place, word) && !words.is(Class::City, word))
}
