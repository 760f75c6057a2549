//! German names behind a word that says what they are: "Firma Muster", "Sprecher von Muster".

use super::de_names::is_opener;
use super::expr::{Expr, kind_of, one};
use super::span::word_ending;
use crate::gazetteer::morphology::de::endings as de;
use crate::gazetteer::{Class, is_acronym};
use crate::kinds::rule::{Findings, Match};
use crate::model::{Confidence, OrgKind, Span};
use crate::text::case::capitalized;

/// Words that name no organisation.
const NO_NAMES: [Class; 7] = [
    Class::CommonNoun,
    Class::NotAcronym,
    Class::Country,
    Class::Nationality,
    Class::OrgDescriptor,
    Class::OrgRole,
    Class::WeekdayPart,
];

/// A name after a word that says what it is: its words as far as they are names, not things ("dass
/// der Konzern Stellen streicht") or persons.
pub(super) fn described(m: &Match<'_, '_>, class: Class) -> Option<Findings<Expr>> {
    let (span, head) = (m.span_of("name")?, m.get("head")?);
    let kind = kind_of(m, class, head);
    let name = &m.text[span.range()];
    let name = &name[..names(m, name, kind == Some(OrgKind::Ngo))];
    // The anchor may stand inside the word: "wachsender Ahorn" has no broadcaster.
    let (noun, _) = word_ending(m.words, m.text, span.start - 1)?;
    // "Zweckverband Ahornstadt" names its place, "Schutzverband AKW" itself.
    let placed = head.starts_with("verband") && !is_acronym(name);
    // "Zweckverband" ends with "band" as well; "Arbeiterpartei Kurdistans" is the whole.
    let longer = head == "band" && noun.ends_with("verband");
    let owner = kind == Some(OrgKind::Party) && !name.contains(' ') && is_land_in_genitive(name);
    if name.is_empty()
        || longer
        || owner
        || !noun.starts_with(char::is_uppercase)
        || placed
        || m.words.is(Class::OrgDescribingVeto, noun)
    {
        return None;
    }
    // "Musikverein Ahornstadt" tells nothing of the town in the rest of the document.
    let local = ["verein", "klub", "club", "initiative"].iter().any(|end| head.starts_with(end));
    let confidence = if local { Confidence::Weak } else { Confidence::Medium };
    one(m, Span::new(span.start, span.start + name.len()), kind, confidence)
}

/// Whether a word ends like the genitive of a land.
fn is_land_in_genitive(word: &str) -> bool {
    ["stans", "lands", "iens"].iter().any(|end| word.ends_with(end))
}

/// How much of a stretch may be a name. A preposition may stand in the name of a society only:
/// "Heimat ohne Hass".
fn names(m: &Match<'_, '_>, stretch: &str, society: bool) -> usize {
    let mut end = 0;
    let mut at = 0;
    let mut words = stretch.split(' ').peekable();
    while let Some(word) = words.next() {
        // "Biofonds Muster GmbH": that rule knows more.
        if m.words.is(Class::LegalPost, word) {
            return 0;
        }
        at += word.len() + usize::from(at > 0);
        if word.starts_with(char::is_lowercase) {
            if m.words.value(Class::OrgInner, word) == Some("society") && !society {
                break;
            }
            continue;
        }
        let next = words.peek().copied().unwrap_or_default();
        // "Heimat ohne Hass"
        let opens = society && m.words.value(Class::OrgInner, next) == Some("society");
        if !(opens && m.words.is(Class::CommonNoun, word)) && is_no_name(m, word, society) {
            break;
        }
        // "Firma Muster Peter Ahorn" has a person, "Agentur Casa Maria" none.
        let goes_on = next.starts_with(char::is_uppercase);
        if m.words.is(Class::GivenName, word) && (end == 0 || goes_on) {
            break;
        }
        end = at;
    }
    end
}

/// Whether a capitalised word is no name of an organisation: a common noun, a day, a letter.
fn is_no_name(m: &Match<'_, '_>, word: &str, society: bool) -> bool {
    let first = word.split('-').next().unwrap_or(word);
    m.words.is_any(&NO_NAMES, word)
        || is_opener(m, word)
        || m.words.is_any(&[Class::Country, Class::Weekday], first)
        || de::is_abstract_noun(word)
        || word.chars().nth(1).is_none()
        || !society && is_common_compound(m, word)
}

/// Whether a word is a compound of common nouns: "Umsatzerlöse" ends with one of at least five
/// letters.
fn is_common_compound(m: &Match<'_, '_>, word: &str) -> bool {
    const HEAD: usize = 3;
    const TAIL: usize = 5;
    let long = word.chars().count();
    word.char_indices().skip(HEAD).take(long.saturating_sub(HEAD + TAIL - 1)).any(|(at, first)| {
        let tail = &word[at..];
        first.is_lowercase() && m.words.is(Class::CommonNoun, &capitalized(tail))
    })
}

/// A name whose shares are sold or whose spokeswoman speaks, if it is no country. Two words may be
/// a person: they tell nothing of the rest of the document.
pub(super) fn role_of(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span_of("name")?;
    let name = &m.text[span.range()];
    let name = &name[..names(m, name, false)];
    if name.is_empty() {
        return None;
    }
    let confidence = if name.contains(' ') { Confidence::Weak } else { Confidence::Medium };
    one(m, Span::new(span.start, span.start + name.len()), None, confidence)
}
