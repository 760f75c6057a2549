//! Short names that a text defines for a law: "the Investment Company Act of 1940 (the "1940 Act")",
//! "Verordnung (EU) 2019/2088 (im Folgenden: OffenlegungsVO)", «закон № 5-ФЗ (далее – Закон о банках)».

use super::expr::{Expr, Name};
use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::overlap::longest;
use crate::kinds::rule::Finding;
use crate::model::Span;
use crate::text::boundary::is_edge;
use std::collections::BTreeMap;

/// The most bytes that the brackets of a definition hold.
const BRACKET: usize = 80;

/// How many short names a document may define, so that long texts take no quadratic time.
const SHORT_NAMES: usize = 32;

/// The names of laws, and the short names that the text defines for them.
pub(super) fn with_defined(names: Vec<Finding<Expr>>, context: &Context<'_>) -> Vec<Finding<Expr>> {
    let text: &str = &context.text.normal;
    // By short name: the law, and where the name counts from. One that two laws imply is open.
    let mut short: BTreeMap<String, Option<(usize, usize)>> = BTreeMap::new();
    let implied = |at: usize| by_year(&text[names[at].span.range()]);
    for at in 0..names.len() {
        let Some(alias) = implied(at) else { continue };
        let other = |first: &(usize, usize)| {
            text[names[first.0].span.range()] != text[names[at].span.range()]
        };
        let known = short.entry(alias).or_insert(Some((at, names[at].span.end)));
        if known.as_ref().is_some_and(other) {
            *known = None;
        }
    }
    for (at, name) in names.iter().enumerate() {
        let words = context.words(name.lang);
        if let Some((alias, from)) = defined(words, text, name.span.end) {
            short.insert(alias.to_owned(), Some((at, from)));
        }
    }
    let mut added: Vec<Finding<Expr>> = Vec::new();
    let told = short.into_iter().filter_map(|(alias, law)| Some((alias, law?)));
    for (alias, (at, from)) in told.take(SHORT_NAMES) {
        let name = &names[at];
        let (words, alias) = (context.words(name.lang), alias.as_str());
        let Expr::Name(value) = &name.value else { continue };
        // "the Act", "die Verordnung" are mentions beside a provision alone.
        let weak = [Class::LawGeneric, Class::LawHead, Class::LawZakon, Class::LawTreaty]
            .into_iter()
            .any(|class| words.is(class, alias));
        let value = Name { core: None, descriptor: false, weak, ..value.clone() };
        for (at, _) in text[from..].match_indices(alias) {
            let span = Span::new(from + at, from + at + alias.len());
            if is_edge(text, span.start) && is_edge(text, span.end) {
                let value = Expr::Name(value.clone());
                let (rule, lang) = (name.rule, name.lang);
                added.push(Finding { span, value, rule, lang, nested: false });
            }
        }
    }
    if added.is_empty() {
        return names;
    }
    added.extend(names);
    longest(added)
}

/// "the 1940 Act" of "Investment Company Act of 1940".
fn by_year(name: &str) -> Option<String> {
    let (head, year) = name.rsplit_once(' ')?;
    let named = head.strip_suffix(" of").unwrap_or(head).ends_with(" Act");
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    (named && is_year).then(|| format!("{year} Act"))
}

/// The short name that brackets at `from` define, and where it begins.
fn defined<'t>(words: &Vocabulary, text: &'t str, from: usize) -> Option<(&'t str, usize)> {
    let rest = text[from..].strip_prefix(" (")?;
    let limit = rest.floor_char_boundary(BRACKET.min(rest.len()));
    let inner = &rest[..rest[..limit].find(')')?];
    let mut leads = words.lexicon.forms(Class::LawDefines).map(|(lead, _)| lead);
    let led = leads.find_map(|lead| {
        let tail = inner.strip_prefix(lead)?;
        tail.starts_with([' ', ':', ',', '"'])
            .then(|| tail.trim_start_matches([' ', ':', ',', '–', '-']))
    });
    let quotes = ['"', '«', '»', '\''];
    let named = led.unwrap_or(inner);
    // "(the Act)", "(the "Act")"
    let named = named.strip_prefix("the ").filter(|_| led.is_some()).unwrap_or(named);
    let alias = named.trim_matches(quotes);
    let quoted = alias.len() + 2 <= named.len();
    let is_name = alias.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && alias.chars().any(char::is_uppercase)
        && !alias.contains(quotes)
        && (2..=48).contains(&alias.len());
    let offset = inner.len() - named.len() + named.find(alias)?;
    // Quotes alone may hold what a provision is about: «ст. 160 УК („Растрата“)».
    let is_short =
        quoted && !alias.contains(' ') && alias.chars().filter(|c| c.is_uppercase()).count() > 1;
    ((led.is_some() || is_short) && is_name).then_some((alias, from + " (".len() + offset))
}
