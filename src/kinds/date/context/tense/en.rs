//! Whether the verbs of an English sentence look ahead from a date or tell of what is over.

use super::sentence::{around, words};
use crate::gazetteer::Class;
use crate::kinds::date::phrase::{before, preceded_by};
use crate::kinds::rule::Match;
use crate::model::{Normal, Span};
use crate::text::boundary::word_before;

/// How many words whom something is told may take, with the verb and "on".
const TOLD: usize = 6;

/// What the verbs around a date say.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tense {
    /// They look ahead.
    pub(crate) ahead: bool,
    /// They tell of what is over.
    pub(crate) past: bool,
}

impl Tense {
    const AHEAD: Self = Self { ahead: true, past: false };
    const PAST: Self = Self { ahead: false, past: true };
}

/// Reads the verbs around a date.
///
/// The verb nearest before the date decides ("said on Friday that it will"), then the first behind
/// it. A verb of saying counts only beside the date, for what is said may lie ahead.
pub(crate) fn verbs(m: &Match<'_, '_>, span: Span<Normal>) -> Tense {
    // "effective Feb. 1", "payable on Dec. 1"
    if before(m, span.start, Class::AheadBefore, &[' ']).is_some() {
        return Tense::AHEAD;
    }
    let (head, tail) = around(m, span);
    let head: Vec<&str> = words(head).collect();
    for (i, word) in head.iter().enumerate().rev() {
        // "will not be officially notified": an adverb does not part a verb from its auxiliary.
        let adverb = |word: &&&str| word.ends_with("ly") || m.words.is(Class::Adverb, word);
        let previous = head[..i].iter().rev().find(|w| !adverb(w)).copied().unwrap_or_default();
        // "the talks are to resume in May"
        let to_come = *word == "to"
            && i + 1 < head.len()
            && m.words.is(Class::Be, previous)
            && !m.words.is_any(&[Class::NotInfinitive, Class::Number], head[i + 1]);
        if to_come || governs(m, &head, i) {
            return Tense::AHEAD;
        }
        match verb(m, previous, word) {
            Some(Verb::Ahead) => return Tense::AHEAD,
            Some(Verb::Past) => return Tense::PAST,
            Some(Verb::Said) if i + 2 >= head.len() => return Tense::PAST,
            // "told reporters on Saturday it would"
            Some(Verb::Told) if i + TOLD >= head.len() && head.last() == Some(&"on") => {
                return Tense::PAST;
            }
            Some(Verb::Told) if i + 2 >= head.len() => return Tense::PAST,
            Some(Verb::Said | Verb::Told) | None => {}
        }
    }
    let mut before = "";
    for word in words(tail) {
        match verb(m, before, word) {
            Some(Verb::Ahead) => return Tense::AHEAD,
            Some(Verb::Past | Verb::Said | Verb::Told) => return Tense::PAST,
            None => before = word,
        }
    }
    Tense::default()
}

/// What a verb says of time.
#[derive(Debug, Clone, Copy)]
enum Verb {
    /// It looks ahead: "will".
    Ahead,
    /// It tells of what is over: "ruled".
    Past,
    /// It says something: "said".
    Said,
    /// It says something to somebody: "told".
    Told,
}

/// Whether a verb before the date says what can or must be: "might need more in June".
pub(crate) fn may_be(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let (head, _) = around(m, span);
    words(head).any(|word| m.words.is(Class::MayBe, word))
}

/// Whether a verb of the past stands right before the date: "expired on February 15".
pub(crate) fn past_before(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let at = preceded_by(m, span.start, &["on"]).unwrap_or(span.start);
    matches!(verb(m, "", word_before(m.text, at)), Some(Verb::Past | Verb::Said | Verb::Told))
}

/// Whether a word of the sentence before the date plans it: "ordered the firm to pay by", "put off
/// to", "demanded an answer by". What is planned may be told in the past; its day lies ahead.
fn governs(m: &Match<'_, '_>, head: &[&str], i: usize) -> bool {
    let (word, last) = (head[i], head[head.len() - 1]);
    let at = |class| i + 1 < head.len() && m.words.is(class, last);
    if m.words.is(Class::Postpone, word) && at(Class::PostponedTo) {
        return true;
    }
    let infinitive = || {
        head[i + 1..].windows(2).any(|pair| {
            pair[0] == "to"
                && pair[1].starts_with(char::is_lowercase)
                && !m.words.is_any(&[Class::NotInfinitive, Class::Weekday, Class::Number], pair[1])
        })
    };
    // "could end by Thursday"
    m.words.is(Class::MayBe, word) && at(Class::Deadline)
        || m.words.is(Class::Plan, word) && (at(Class::Deadline) || infinitive())
}

fn verb(m: &Match<'_, '_>, before: &str, word: &str) -> Option<Verb> {
    if m.words.is(Class::Future, word) || word.ends_with("'ll") {
        return Some(Verb::Ahead);
    }
    // "be held", "has won", "the wounded": no past of their own.
    if m.words.is(Class::NoPast, before) {
        return None;
    }
    match m.words.value(Class::Past, word) {
        Some("say") => Some(Verb::Said),
        Some("tell") => Some(Verb::Told),
        Some(_) => Some(Verb::Past),
        None => {
            let regular = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
            (regular && word.starts_with(char::is_lowercase)).then_some(Verb::Past)
        }
    }
}
