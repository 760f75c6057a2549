//! Whether two numbers are a range or a change: "from $5 to $7 million", "by 2 dollars to 83.85".

use super::conventions_of;
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::rule::Match;
use crate::text::boundary::{is_word, word_before};

/// How two numbers belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// They are the ends of one range.
    Range,
    /// They are two sums: what was and what is, or the step and what is.
    Change,
}

/// How many bytes before a sum may hold a word of change.
const REACH: usize = 120;

/// What a text says of a change before a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing.
    No,
    /// Only of prices: "gained $2 to $85". Of larger sums the same words open a range.
    OfPrice,
    /// That it changed.
    Yes,
}

/// What stands between two numbers, the groups `a` and `b`.
pub(super) fn link<'t>(m: &Match<'_, 't>) -> &'t str {
    m.span_of("a").zip(m.span_of("b")).map_or("", |(a, b)| &m.text[a.end..b.start]).trim()
}

/// The word before a match, over words that only say how exact the sum is: "from" of "from about".
pub(super) fn opener<'t>(m: &Match<'_, 't>) -> &'t str {
    let mut end = m.span().start;
    loop {
        let word = word_before(m.text, end);
        if word.is_empty() || !m.words.is(Class::SumModifier, word) {
            return word;
        }
        let open = conventions_of(m.words.lang).range_openers.contains(&word);
        if open {
            return word;
        }
        end = m.text[..end].trim_end_matches(' ').len() - word.len();
    }
}

/// Whether the clause that ends with `head` tells a change in its last `words` words.
pub(super) fn told(vocabulary: &Vocabulary, head: &str, words: usize) -> Told {
    let near = &head[head.floor_char_boundary(head.len().saturating_sub(REACH))..];
    let near = near.rsplit(['.', ';', '!', '?', '\n', '(', ':']).next().unwrap_or(near);
    let stems = conventions_of(vocabulary.lang).change_stems;
    let value = |word: &str| {
        if !stems {
            return vocabulary.value(Class::SumChange, word);
        }
        let mut forms = vocabulary.lexicon.forms(Class::SumChange);
        forms.find(|(stem, _)| word.starts_with(stem)).map(|(_, value)| value)
    };
    let words = near.rsplit(|c: char| !is_word(c)).filter(|w| !w.is_empty()).take(words);
    for word in words {
        if vocabulary.is(Class::SumRange, word) {
            return Told::No;
        }
        match value(word) {
            Some("price") => return Told::OfPrice,
            Some(_) => return Told::Yes,
            None => {}
        }
    }
    Told::No
}
