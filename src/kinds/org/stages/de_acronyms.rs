//! German acronyms that an article or preposition makes an organisation: "der DWKV", "laut SKVT".

use super::{Candidates, Sources, Stage};
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::Vocabulary;
use crate::kinds::org::expr::Expr;
use crate::kinds::rule::{Finding, OtherRule};
use crate::model::{Confidence, Lang, Normal, Span};
use crate::text::boundary::{after, before, is_edge, opens_sentence, word_after, word_before};
use std::collections::BTreeSet;

const RULE: OtherRule = OtherRule {
    name: "org/de/acronym-with-article",
    description: "an unknown acronym with an article that fits a body",
    examples: &["Die Generalsekretärin der DWKV trat zurück."],
};

/// Adds acronyms behind an article or preposition.
///
/// Stands behind the gazetteer, whose acronyms it does not find again.
pub(super) const STAGE: Stage = Stage { name: "German acronyms", rules: &[&[RULE]], run };

/// The length of an acronym in bytes.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=12;

/// Acronyms of other things.
const OTHERS: &[Class] = &[Class::NotAcronym, Class::Currency, Class::Country, Class::OrgTeam];

fn run(candidates: &mut Candidates<'_>, sources: &Sources<'_>) {
    let text = sources.text();
    // Texts that cite sections give articles to laws as well.
    if memchr::memmem::find(text.as_bytes(), "§".as_bytes()).is_some() {
        return;
    }
    let words = sources.words(Lang::De);
    let mut found: Vec<Finding<Expr>> = Vec::new();
    let mut things = BTreeSet::new();
    for paragraph in sources.context.text.paragraphs.iter().filter(|p| p.lang == Some(Lang::De)) {
        for token in sources.context.tokens_in(paragraph.span) {
            let span: Span<Normal> = Span::new(token.start, token.end);
            let capitals =
                token.shape.is_capital() && token.shape.is_acronym() && !token.shape.has_digit();
            if !capitals || !LENGTH.contains(&span.len()) {
                continue;
            }
            if is_thing(text, span, words) {
                things.insert(&text[span.range()]);
            }
            let led = || words.is(Class::AcronymLead, word_before(text, span.start));
            let other = || words.is_any(OTHERS, &text[span.range()]);
            // "Bei QRTS handelt es sich um einen Satelliten."
            let next = word_after(text, span.end);
            let goes_on = goes_on(text, span) || words.is(Class::OrgVetoNext, next);
            if stands_alone(text, span) && led() && !goes_on && !other() {
                let value = Expr::new(None, Confidence::Medium);
                let rule = RULE.name;
                found.push(Finding { span, value, rule, lang: Lang::De, nested: false });
            }
        }
    }
    found.retain(|f| !things.contains(&text[f.span.range()]));
    candidates.add(found);
}

/// Whether an acronym is a type of a thing, which stands behind the thing or its maker, or counts
/// several: "Falke GTX", "Falke-GTX", "die PVRs".
fn is_thing(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    const BODIES: &[Class] = &[
        Class::AcronymLead,
        Class::NotFirst,
        Class::OrgDescriptor,
        Class::OrgRole,
        Class::OrgHead,
        Class::CommonNoun,
    ];
    let name = &text[span.range()];
    if name.strip_suffix('s').is_some_and(is_acronym) {
        return true;
    }
    let Some(head) = text[..span.start].strip_suffix([' ', '-']) else { return false };
    let word = word_before(head, head.len());
    let maker = word.chars().filter(|c| c.is_lowercase()).count() > 1
        && word.starts_with(char::is_uppercase)
        && !opens_sentence(text, head.len() - word.len());
    maker && !words.is_any(BODIES, word) && !describes(word, words)
}

/// Whether a word is a compound that says what the body behind it is: "Menschenrechtsstiftung".
fn describes(word: &str, words: &Vocabulary) -> bool {
    let ends = |class| words.lexicon.forms(class).any(|(end, _)| word.ends_with(end));
    ends(Class::OrgDescribing) || ends(Class::OrgSuffix) || ends(Class::OrgEnding)
}

/// Whether an acronym is no part of a compound, an address or a pair.
fn stands_alone(text: &str, span: Span<Normal>) -> bool {
    !matches!(before(text, span.start), Some('-' | '/' | '.' | '@'))
        && !matches!(after(text, span.end), Some('-' | '/' | '_' | '@' | '&'))
        && !text[span.end..].starts_with(" -")
        && is_edge(text, span.end)
}

/// Whether a number or a capitalised word follows: a product, or a name of several words.
fn goes_on(text: &str, span: Span<Normal>) -> bool {
    text[span.end..]
        .strip_prefix(' ')
        .is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()))
}
