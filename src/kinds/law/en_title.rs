//! English names that end in their head: "the Clean Air Act", "Kyoto Protocol".

use super::expr::{Expr, Name};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::{Findings, Match};
use crate::model::Span;

/// The most words that a name has before its head.
const MAX_WORDS: usize = 9;
/// The most bytes that a name has before its head.
const MAX_BYTES: usize = 160;

/// A name before its head, the group `head`.
pub(super) fn title(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let head = m.get("head").unwrap_or_default();
    let start = start_of_name(m.words, m.head(), head)?;
    let span = Span::new(start, m.span().end);
    let text = &m.text[span.range()];
    let (first, rest) = text.split_once(' ')?;
    let next = m.tail().trim_start().split([' ', '.', ',']).next().unwrap_or_default();
    // Conventions are meetings, too; the treaties of that name are known or named after a place.
    if head == "Convention" && m.words.value(Class::LawPlace, first).is_none()
        || next.starts_with("Organi")
    {
        return None;
    }
    let single = rest.starts_with(head);
    if first.ends_with('.') && single {
        return None;
    }
    let risky = m.words.is(Class::LawCommonHead, head);
    let before = &m.text[..span.start];
    let the = before.ends_with("the ") || before.ends_with("The ") || before.ends_with("s ");
    let vetoed =
        !the || (single && m.words.is(Class::NoLaw, first)) || m.words.is(Class::NoLawAfter, next);
    // "Internet Protocol", "Smart Casual Dress Code"
    let last = text[..start_of(text, head)].split_whitespace().next_back().unwrap_or_default();
    let technical = matches!(head, "Code" | "Protocol") && m.words.is(Class::NoLawSubject, last);
    if risky && vetoed || technical {
        return None;
    }
    // "the Da Vinci Code": a code of law says what it is about, or stands beside a provision.
    let subject = |word: &str| m.words.is(Class::CodeSubject, word.trim_end_matches(','));
    let weak = head == "Code" && !text.split_whitespace().any(subject);
    Some(vec![m.at(span, Expr::Name(Name { weak, ..Name::default() }))])
}

/// Where the head stands in a name.
fn start_of(name: &str, head: &str) -> usize {
    name.rfind(head).unwrap_or(name.len())
}

/// Where the capitalised words before a head begin. Words that link them ("for", "of the") stand
/// inside; words that only open the sentence are left out.
fn start_of_name(words: &Vocabulary, before: &str, head: &str) -> Option<usize> {
    let floor = before.floor_char_boundary(before.len().saturating_sub(MAX_BYTES));
    let mut end = before.strip_suffix(' ')?.len();
    let mut starts: Vec<(usize, &str)> = Vec::new();
    while starts.len() < MAX_WORDS && end > floor {
        let reading = &before[floor..end];
        // "Prevention of Terrorism (Temporary Provisions) Act"
        if let Some(open) = reading.strip_suffix(')').and_then(|r| r.rfind(" (")) {
            let inner = &reading[open + 2..reading.len() - 1];
            let plain = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | ',' | '&');
            if !inner.starts_with(char::is_uppercase) || !inner.chars().all(plain) {
                break;
            }
            end = floor + open;
            continue;
        }
        let reading = reading.strip_suffix(',').unwrap_or(reading);
        let letter = |c: char| c.is_alphabetic() || matches!(c, '\'' | '&' | '-' | '.');
        let word = &reading[reading.trim_end_matches(letter).len()..];
        let at = floor + reading.len() - word.len();
        // The letter of "Section 14C of the …" is no initial.
        if before[..at].ends_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        // "Rule Of Law" as well
        let link = words.is(Class::LawLink, &word.to_lowercase());
        if !link && !is_name_word(word) {
            break;
        }
        if !link {
            // "the Election Act and Media Act" are two.
            if word == head || word.is_empty() {
                break;
            }
            starts.push((at, word));
        } else if starts.is_empty() {
            // "Rules of Law": the head belongs to the link.
            return None;
        }
        if !before[..at].ends_with(' ') || at == 0 {
            break;
        }
        end = at - 1;
    }
    starts
        .iter()
        .rev()
        .find(|(_, word)| words.value(Class::LawOpener, word).is_none())
        .map(|(at, _)| *at)
}

/// Whether a word may be part of a name: capitalised, or an initial.
fn is_name_word(word: &str) -> bool {
    let inner = word.strip_suffix('.').unwrap_or(word);
    word.starts_with(char::is_uppercase)
        && (!word.contains('.') || inner.chars().count() == 1)
        && !word.ends_with('-')
}
