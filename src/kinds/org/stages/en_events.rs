//! English names of elections that hold the name of a body: "the 2009 Harbour Council election".

use super::Stage;
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::model::{Lang, Normal, Span};
use crate::text::boundary::{word_after, word_before};

/// Removes the bodies whose name, a year before it and the word of an election behind it name the
/// election. Without the year the body is meant ("elections to", "the Senate election").
///
/// Stands before names are chosen, so that a shorter name in the same words does not come back.
pub(super) const STAGE: Stage = Stage {
    name: "English elections",
    rules: &[],
    run: |candidates, sources| {
        let (text, words) = (sources.text(), sources.words(Lang::En));
        candidates.findings.retain(|f| f.lang != Lang::En || !is_election(text, f.span, words));
    },
};

fn is_election(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    let year = word_before(text, span.start);
    let dated =
        year.len() == 4 && year.starts_with(['1', '2']) && year.bytes().all(|b| b.is_ascii_digit());
    if !dated {
        return false;
    }
    let mut at = span.end;
    for _ in 0..3 {
        let word = word_after(text, at);
        match words.value(Class::OrgElection, word) {
            Some("election") => return true,
            Some(_) => at = text[at..].find(word).map_or(at, |i| at + i + word.len()),
            None => return false,
        }
    }
    false
}
