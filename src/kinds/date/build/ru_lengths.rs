//! Russian lengths: a number of units that is no age and no number of a year.

use super::relative;
use crate::gazetteer::Class;
use crate::kinds::date::expr::{Count, TimeExpr, Unit};
use crate::kinds::date::fields::{count, unit};
use crate::kinds::date::phrase::{before, preceded_by};
use crate::kinds::rule::Match;
use crate::model::{Normal, Span};
use crate::text::boundary::{word_after, word_before};

/// A number of units that is no age and no number of a year: «на 75-м году жизни», «2014 и 2018
/// годами».
pub(super) fn length(m: &Match<'_, '_>, span: Span<Normal>) -> Option<TimeExpr> {
    let word = m.get("unit")?;
    let number = count(m)?;
    // «в 19 веке», «18 века»: a number of a century; «против 250 годом ранее»: of something else.
    let nth = m.words.is(Class::NthUnit, word) && number != Count::Exact(1)
        || m.words.is(Class::NthUnitFromFive, word) && matches!(number, Count::Exact(5..));
    if nth {
        return None;
    }
    if unit(m)? == Unit::Year {
        // «тысяча лет» is a length, «2014 и 2018 годами» are years.
        let digits = m.get("n").is_none_or(|n| n.starts_with(|c: char| c.is_ascii_digit()));
        let ordinal =
            m.get("unit") == Some("году") || digits && matches!(count(m)?, Count::Exact(1000..));
        if ordinal || is_age(m, span) && !goes_on(m, span.end) {
            return None;
        }
    }
    relative::length(m, span)
}

/// Whether a smaller unit goes on with a number of years: «117 лет и 137 дней».
fn goes_on(m: &Match<'_, '_>, end: usize) -> bool {
    let tail = m.text[end..].strip_prefix(' ').unwrap_or_default();
    let tail = tail.strip_prefix("и ").unwrap_or(tail);
    let (number, rest) = tail.split_once(' ').unwrap_or_default();
    let small = Unit::from_value(m.words.value(Class::Unit, word_after(rest, 0)).unwrap_or(""));
    m.words.whole(number).is_some() && small.is_some_and(|unit| unit < Unit::Year)
}

/// Whether a number of years is an age: a bare one is; a length has a word before it that says of
/// what.
fn is_age(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    // «детей от 6 до 12 лет»
    let upto = preceded_by(m, span.start, &["до"]).and_then(|at| {
        let low = word_before(m.text, at);
        let at = m.text[..at].trim_end_matches(' ').len() - low.len();
        m.words.whole(low).and(preceded_by(m, at, &["от", "с", "со"]))
    });
    if upto.is_some_and(|at| before(m, at, Class::SpanOpener, &[' ']).is_none())
        && m.words.value(Class::Term, word_after(m.text, span.end)).is_none()
    {
        return true;
    }
    let bare = matches!(count(m), Some(Count::Exact(14..=120)))
        && before(m, span.start, Class::SpanOpener, &[' ']).is_none()
        && m.words.value(Class::Term, word_after(m.text, span.end)).is_none();
    bare || before(m, span.start, Class::Age, &[' ']).is_some()
}
