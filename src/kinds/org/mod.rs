//! Organisations: names that are known, names that their form gives away, and names that their document licenses.
//!
//! Three sources, in order of trust: the gazetteer (`gazetteer.rs`), the grammar of names (`en.rs`, `de.rs`, `ru.rs`: head nouns, legal
//! forms, descriptors, quotes), the document (`evidence.rs`: acronyms in brackets, lists of signatories, names that recur).

/// What stands before `^` where only a name in capitals makes the rest one: a stretch without spaces that begins with no small letter. More than
/// capitals, for what is one is asked of each word later; but most anchors stand behind a word in small letters, and a search ends there.
macro_rules! capital_before {
    () => {
        r#"[^ a-zäöüß0-9.,;:!?()"'-][^ ]* "#
    };
}

mod cues;
mod de;
mod en;
mod en_cues;
mod evidence;
mod gazetteer;
mod known;
mod resolve;
mod ru;
mod short_forms;
mod sport;

use gazetteer::AliasId;
use gazetteer::Gazetteer;

use crate::text::boundary::is_word;

use super::anchors::{Anchor, AnchorWords, compounds, words};
use super::context::{Context, Found};
use super::kind::KindRules;
use super::overlap::Taken;
use super::rule::{BuildFn, Finding, Findings, Match, Rule, SubPattern, check};
use crate::gazetteer::{Class, NameIndex};
use crate::kinds::Tables;
use crate::model::{Confidence, Kind, Lang, OrgKind, Span};
use crate::numeral::DIGITS;

/// The sub-patterns of this kind.
const SUB_PATTERNS: &[SubPattern] = &[("digits", DIGITS)];

/// What a rule reads of an organisation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expr {
    /// What kind of body its words say.
    pub(super) kind: Option<OrgKind>,
    /// How sure the form is.
    pub(super) confidence: Confidence,
    /// The gazetteer entry, where one names it.
    pub(super) entry: Option<AliasId>,
}

/// Organisations.
pub(super) struct Org {
    gazetteer: Gazetteer,
}

impl Org {
    /// Puts the user's tables before the built-in one.
    pub(super) fn new(tables: Tables<'_>) -> Self {
        Self { gazetteer: Gazetteer::new(tables.orgs, &tables.others, tables.without) }
    }
}

impl KindRules for Org {
    type Expr = Expr;
    type Build = BuildFn<Expr>;

    const KIND: Kind = Kind::Org;

    const ANCHORS: &'static [AnchorWords] = &[
        words(Class::OrgHead, Anchor::OrgHead),
        words(Class::OrgNamed, Anchor::OrgHead),
        compounds(Class::OrgSuffix, Anchor::OrgSuffix),
        words(Class::OrgQuoted, Anchor::OrgHead),
        words(Class::OrgTeam, Anchor::OrgHead),
        words(Class::OrgPlaced, Anchor::OrgHead),
        words(Class::OrgHyphen, Anchor::OrgHead),
        words(Class::OrgHyphens, Anchor::OrgHead),
        words(Class::OrgAfter, Anchor::OrgHead),
        words(Class::OrgEnglish, Anchor::OrgHead),
        words(Class::OrgPress, Anchor::OrgHead),
        words(Class::OrgRole, Anchor::OrgHead),
        compounds(Class::OrgDescribing, Anchor::OrgSuffix),
        words(Class::OrgFirst, Anchor::OrgHead),
        words(Class::OrgLower, Anchor::OrgHead),
        words(Class::OrgLowerOf, Anchor::OrgHead),
        words(Class::OrgCue, Anchor::OrgHead),
        words(Class::OrgState, Anchor::OrgHead),
        words(Class::OrgDescriptor, Anchor::OrgHead),
        words(Class::OrgCue, Anchor::OrgHead),
        words(Class::OrgOf, Anchor::OrgHead),
        words(Class::OrgAlone, Anchor::OrgHead),
        words(Class::OrgBeat, Anchor::OrgHead),
        words(Class::LegalPre, Anchor::LegalForm),
        words(Class::LegalPost, Anchor::LegalForm),
    ];

    const COUNTED: &'static [Anchor] = &[];

    const REACH: usize = 192;

    const SUB_PATTERNS: &'static [SubPattern] = SUB_PATTERNS;

    fn rules(lang: Lang) -> &'static [Rule<Expr>] {
        match lang {
            Lang::En => en::RULES,
            Lang::De => de::RULES,
            Lang::Ru => ru::RULES,
        }
    }

    fn other_rules(_: Lang) -> &'static [&'static str] {
        &[]
    }

    fn names(&self, lang: Lang) -> Vec<&NameIndex> {
        self.gazetteer.names(lang).collect()
    }

    fn resolve(&self, findings: Vec<Finding<Expr>>, context: &Context<'_>, taken: &Taken) -> Vec<Found> {
        resolve::resolve(findings, context, taken, &self.gazetteer)
    }
}

const _: () = {
    check(en::RULES, SUB_PATTERNS);
    check(de::RULES, SUB_PATTERNS);
    check(ru::RULES, SUB_PATTERNS);
};

/// The kind of body that a word of the lexicon names.
fn kind_of(m: &Match<'_, '_>, class: Class, word: &str) -> Option<OrgKind> {
    m.words.value(class, word).and_then(OrgKind::from_name)
}

/// A finding over the match with the kind that its group `head` names.
fn headed(m: &Match<'_, '_>, class: Class, confidence: Confidence) -> Option<Findings<Expr>> {
    let kind = m.get("head").and_then(|h| kind_of(m, class, h));
    Some(vec![m.whole(Expr { kind, confidence, entry: None })])
}

/// A finding over the group `name`, with the kind that its group `head` names; none if the name is a day, a country or a nationality.
fn described(m: &Match<'_, '_>, class: Class, confidence: Confidence) -> Option<Findings<Expr>> {
    let span = m.span_of("name")?;
    let name = &m.text[span.range()];
    let first = name.split([' ', '-']).next().unwrap_or(name);
    const NO_NAMES: &[Class] = &[Class::Country, Class::Nationality, Class::Month, Class::Weekday];
    const TITLES: [&str; 10] =
        ["CEO", "President", "Chairman", "Director", "Minister", "Mr", "Mrs", "Ms", "Dr", "Herr"];
    if TITLES.contains(&first) || [name, first].into_iter().any(|word| m.words.is_any(NO_NAMES, word)) {
        return None;
    }
    let kind = m.get("head").and_then(|h| kind_of(m, class, h));
    Some(vec![m.at(Span::new(span.start, span.end), Expr { kind, confidence, entry: None })])
}

/// Where the capitalised words before `at` begin, at most `most` of them; `links` may stand between two. One space stands before `at`,
/// or a comma and one where `comma` allows it.
fn capitals_before(text: &str, at: usize, links: &[&str], most: usize, comma: bool) -> usize {
    let head = &text[..at];
    let end = match head.strip_suffix(", ").filter(|_| comma).or_else(|| head.strip_suffix(' ')) {
        Some(head) => head.len(),
        None => return at,
    };
    let (mut start, mut end) = (at, end);
    for _ in 0..most {
        let Some((word, from)) = word_ending(text, end) else { break };
        if word.starts_with(char::is_uppercase) {
            start = from;
        } else {
            match before_space(text, from).and_then(|end| word_ending(text, end)) {
                Some((second, from)) if links.contains(&word) && second.starts_with(char::is_uppercase) => start = from,
                _ => break,
            }
        }
        let Some(before) = before_space(text, start) else { break };
        end = before;
    }
    start
}

fn before_space(text: &str, at: usize) -> Option<usize> {
    text[..at].strip_suffix(' ').map(str::len)
}

/// The word that ends at `end`, with inner hyphens, ampersands and apostrophes; and where it begins. The stop of "U.S.", "St." and of an
/// initial belongs to it.
fn word_ending(text: &str, end: usize) -> Option<(&str, usize)> {
    let head = &text[..end];
    if let Some(at) = head.strip_suffix('.').and_then(abbreviation) {
        return Some((&head[at..], at));
    }
    let inside = |c: char| is_word(c) || matches!(c, '-' | '&' | '\'');
    let start = head.char_indices().rev().take_while(|&(_, c)| inside(c)).last()?.0;
    Some((&head[start..], start))
}

/// Where the abbreviation begins whose last stop stands after `head`: "U.S", "St", an initial.
fn abbreviation(head: &str) -> Option<usize> {
    const SHORT: [&str; 4] = ["St", "Mt", "Ft", "Bros"];
    let start = head.char_indices().rev().take(12).take_while(|&(_, c)| is_word(c) || c == '.').last()?.0;
    let word = &head[start..];
    let letters = |w: &str| w.split('.').all(|l| l.len() == 1 && l.starts_with(|c: char| c.is_ascii_uppercase()));
    (SHORT.contains(&word) || letters(word)).then_some(start)
}
