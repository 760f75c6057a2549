//! What the rules read, and the builders that the languages share: provisions and names.

use super::provisions;
use crate::gazetteer::Class;
use crate::kinds::rule::{Findings, Match};
use crate::model::{Normal, Provision, Span};
use crate::text::boundary::{opens_sentence, word_before};

/// A part of a citation.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    /// Articles, sections and their parts; and the byte where the article itself begins, if parts
    /// stand before it («ч. 3 ст. 105»).
    Provisions(Vec<Provision>, Option<usize>),
    /// A law's name.
    Name(Name),
}

/// A law's name, as far as the words tell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Name {
    /// Rows of the gazetteer that bear it.
    pub(crate) rows: Vec<usize>,
    /// The part of an id behind the country: `koap` of `kz/koap`; a whole id has a `/`.
    pub(crate) kind: Option<String>,
    /// The country that the words name.
    pub(crate) country: Option<String>,
    /// A title to look up: «О связи».
    pub(crate) title: Option<String>,
    /// A number to look up: 149-ФЗ.
    pub(crate) number: Option<String>,
    /// The id that its number has by rule, also where no table has it: `ru/fz/184-1999`, which is
    /// number and year, `us/pl/104-191`.
    pub(crate) id: Option<String>,
    /// The provisions that the name itself is: "Chapter 11" is one of the US Bankruptcy Code.
    pub(crate) cited: Vec<Provision>,
    /// A register's number (CELEX).
    pub(crate) celex: Option<String>,
    /// The name alone, where the country beside it is inside: УК of «УК РФ».
    pub(crate) core: Option<Span<Normal>>,
    /// Whether the words around `core` only describe it («закон „О связи“») and belong to it in a
    /// citation alone.
    pub(crate) descriptor: bool,
    /// Whether it needs a provision beside it to be a law: "the criminal code", УК.
    pub(crate) weak: bool,
    /// Whether it is a law only where the text says of which country.
    pub(crate) if_told: bool,
}

/// Provisions over the whole match.
pub(crate) fn cited(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    cited_in(m, m.span())
}

/// Provisions over a part of the match.
pub(super) fn cited_in(m: &Match<'_, '_>, span: Span<Normal>) -> Option<Findings<Expr>> {
    let list = provisions::parse(m.words, &m.text[span.range()]);
    if list.is_empty() {
        return None;
    }
    let parts = m.base > span.start && list.len() == 1;
    Some(vec![m.at(span, Expr::Provisions(list, parts.then_some(m.base)))])
}

/// A name over the whole match.
pub(crate) fn named(m: &Match<'_, '_>, name: Name) -> Option<Findings<Expr>> {
    Some(vec![m.whole(Expr::Name(name))])
}

/// How a language names the codes that every country has.
pub(crate) struct CodeNames {
    /// Whether "the constitution" names one without its country.
    pub(crate) constitution_alone: bool,
    /// Whether an adjective before "constitution" makes it a name: "the Polish constitution".
    pub(crate) constitution_described: bool,
    /// Whether the name without its country is a mention of its own, inside the whole.
    pub(crate) nested: bool,
}

/// A code that every country has. Groups: `kind` or `short`, perhaps `of` behind; the country may
/// stand before it.
pub(crate) fn code(m: &Match<'_, '_>, names: &CodeNames) -> Option<Findings<Expr>> {
    let kind = m.get("kind").and_then(|k| m.words.value(Class::LawKind, k));
    let short = m.get("short").and_then(|s| m.words.value(Class::LawShort, s));
    let value = kind.or(short)?;
    let place = m.span_of("kind").or(m.span_of("short")).unwrap_or(m.span());
    let before = m.text[m.span().start..place.start].trim_end();
    let country = m
        .words
        .value(Class::LawLand, before)
        .or_else(|| m.words.value(Class::LawLand, before.strip_suffix("'s")?))
        .or_else(|| country_behind(m));
    let spelled = m.get("kind").or_else(|| m.get("short")).unwrap_or_default();
    let upper = spelled.starts_with(char::is_uppercase);
    let opens = opens_sentence(m.text, m.span().start);
    let constitution = value == "const";
    let alone = constitution && names.constitution_alone || value == "koap" || value.contains('/');
    let general = constitution && !names.constitution_alone;
    // Other short forms are organisations more often than codes («СК РФ», «ВК»).
    let is_letters = |s: &str| s.len() <= 4 && s.bytes().all(|b| b.is_ascii_uppercase());
    let letters = m.get("short").is_some_and(is_letters);
    let doubtful = short.is_some()
        && !m.words.is(Class::LawShortSure, value)
        && (letters || !value.contains('/'));
    // "laut Verfassung": the country's of which the text speaks, if it says one. "In guter
    // Verfassung" is none.
    let lead = word_before(m.text, m.span().start);
    let if_told = general && country.is_none() && m.words.is(Class::ConstitutionLead, lead);
    let general = general && !if_told;
    let described = constitution && !names.constitution_described && !before.is_empty();
    let weak = doubtful
        || (described && !m.words.is(Class::ConstitutionLead, lead))
        || (!alone
            && country.is_none()
            && (!if_told && (!upper || opens) || short.is_some() || general));
    let core = (names.nested && place != m.span()).then_some(place);
    named(
        m,
        Name {
            kind: Some(value.to_owned()),
            country: country.map(str::to_owned),
            core,
            weak,
            if_told,
            ..Name::default()
        },
    )
}

/// The country that the group `of` names.
pub(crate) fn country_behind<'m>(m: &Match<'m, '_>) -> Option<&'m str> {
    m.get("of").and_then(|of| m.words.value(Class::LawOf, of))
}

/// The code on administrative offences, whose name is split by its country: the group `of`.
pub(crate) fn split_offences_code(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let country = country_behind(m).map(str::to_owned);
    named(m, Name { kind: Some("koap".to_owned()), country, ..Name::default() })
}

/// The first year of the acts of the European Union and of those that came before it.
const FIRST_YEAR: &str = "1952";
/// What is no year yet.
const NO_YEAR: &str = "2100";
/// From this year on, the year stands first in the numbers of all acts.
const YEAR_FIRST: &str = "2015";

/// An act of the European Union by number. Groups: `a`, `b`: the two numbers, `no`: "No" before
/// them, which regulations have that stand with their number first: "(EC) No 1907/2006". `letter` is that of
/// its kind in the CELEX number: L for a directive, R for a regulation, D for a decision.
pub(crate) fn eu_act(m: &Match<'_, '_>, letter: char) -> Option<Findings<Expr>> {
    let (a, b) = (m.get("a")?, m.get("b")?);
    let year = |n: &str| match n.len() {
        4 if (FIRST_YEAR..NO_YEAR).contains(&n) => Some(n.to_owned()),
        // "Directive 95/46/EC": two digits are of the years before 2000.
        2 if n >= &FIRST_YEAR[2..] => Some(format!("19{n}")),
        _ => None,
    };
    let old = |year: &String| year.as_str() < YEAR_FIRST;
    let number_first = letter != 'L' && m.has("no") || letter == 'R' && b.len() == 4;
    let (year, number) = match (year(a), year(b)) {
        (_, Some(year)) if number_first && old(&year) => (year, a),
        (Some(year), _) => (year, b),
        (None, Some(year)) => (year, a),
        (None, None) => return None,
    };
    if number.len() > 4 {
        return None;
    }
    let celex = Some(format!("3{year}{letter}{number:0>4}"));
    named(m, Name { celex, country: Some("EU".to_owned()), ..Name::default() })
}
