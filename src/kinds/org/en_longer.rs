//! English names that are a part of a longer one.

use crate::gazetteer::{Class, is_acronym};
use crate::kinds::context::Vocabulary;
use crate::model::{Lang, Normal, Span};
use crate::text::boundary::{word_after, word_before};

/// Whether a capitalised word right beside an English name may go on with it: "Stone Hill" of "Stone
/// Hill Ferries". Words of persons, places and days stand beside names as well.
pub(super) fn may_go_on(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    const OTHERS: &[Class] = &[
        Class::OrgPerson,
        Class::OrgTitle,
        Class::GivenName,
        Class::OrgCode,
        Class::Nationality,
        Class::Country,
        Class::City,
        Class::Month,
        Class::Weekday,
        Class::OrgNotFirst,
    ];
    if words.lang != Lang::En {
        return false;
    }
    let next = text[span.end..].strip_prefix(' ').map_or("", |tail| word_after(tail, 0));
    let before = if text[..span.start].ends_with(' ') { word_before(text, span.start) } else { "" };
    let goes_on = |word: &str| {
        word.starts_with(char::is_uppercase) && !is_acronym(word) && !words.is_any(OTHERS, word)
    };
    goes_on(next) || goes_on(before)
}

/// Whether a name is a part of a longer one, in English: "United Arab Emirates", "Stone Holding". What
/// follows may be somebody of the body: "Stone CEO Ann Hill".
pub(super) fn is_part_of_longer(text: &str, span: Span<Normal>, words: &Vocabulary) -> bool {
    const OF_BODY: &[Class] =
        &[Class::OrgPerson, Class::OrgTitle, Class::GivenName, Class::OrgCode, Class::OrgCue];
    let name = &text[span.range()];
    if words.lang != Lang::En || name.contains(' ') {
        return false;
    }
    let head = text[..span.start].trim_end_matches(' ');
    let country = |start: usize| words.is(Class::Country, &text[start..span.end]);
    let before = word_before(text, span.start);
    let second = head.len() - before.len();
    let third = text[..second].trim_end_matches(' ');
    let third = third.len() - word_before(third, third.len()).len();
    if !before.is_empty() && (country(second) || country(third)) {
        return true;
    }
    let next = text[span.end..].strip_prefix(' ').map_or("", |tail| word_after(tail, 0));
    next.starts_with(char::is_uppercase)
        && words.is_any(&[Class::OrgHead, Class::LegalPost, Class::OrgTail], next)
        && !words.is_any(OF_BODY, next)
}
