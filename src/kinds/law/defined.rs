//! Short names that a text defines for a law: "the Investment Company Act of 1940 (the "1940 Act")",
//! "Verordnung (EU) 2019/2088 (im Folgenden: OffenlegungsVO)", «закон № 5-ФЗ (далее – Закон о банках)».

use super::expr::{Expr, Name};
use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::overlap::longest;
use crate::kinds::rule::Finding;
use crate::model::Span;
use crate::text::boundary::is_edge;

/// The most bytes that the brackets of a definition hold.
const BRACKET: usize = 80;

/// The names of laws, and the short names that the text defines for them.
pub(super) fn with_defined(names: Vec<Finding<Expr>>, context: &Context<'_>) -> Vec<Finding<Expr>> {
    let text: &str = &context.text.normal;
    let mut added: Vec<Finding<Expr>> = Vec::new();
    for name in &names {
        let Expr::Name(value) = &name.value else { continue };
        let words = context.words(name.lang);
        let implied = || by_year(&text[name.span.range()]).map(|alias| (alias, name.span.end));
        let alias = defined(words, text, name.span.end)
            .map(|(alias, from)| (alias.to_owned(), from))
            .or_else(implied);
        let Some((alias, from)) = alias else { continue };
        let alias = alias.as_str();
        // "the Act", "die Verordnung" are mentions beside a provision alone.
        let weak = [Class::LawGeneric, Class::LawHead, Class::LawZakon, Class::LawTreaty]
            .into_iter()
            .any(|class| words.is(class, alias));
        let value = Name { core: None, descriptor: false, weak, ..value.clone() };
        for (at, _) in text[from..].match_indices(alias) {
            let span = Span::new(from + at, from + at + alias.len());
            if is_edge(text, span.start) && is_edge(text, span.end) {
                let value = Expr::Name(value.clone());
                added.push(Finding {
                    span,
                    value,
                    rule: name.rule,
                    lang: name.lang,
                    nested: false,
                });
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
