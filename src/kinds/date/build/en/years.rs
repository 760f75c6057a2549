//! English builders for years and decades.

use crate::gazetteer::Class;
use crate::kinds::date::build::years::YearContext;
use crate::kinds::date::context::edge;
use crate::kinds::date::expr::{Expr, Part, TimeExpr, Year};
use crate::kinds::date::fields::{point, year};
use crate::kinds::date::phrase::{after, before, before_space, nearby, preceded_by};
use crate::kinds::rule::{Finding, Match};
use crate::model::Span;
use crate::text::boundary::{is_word, opens_sentence, word_after, word_before};

/// A bare year, where the words around make it one.
pub(crate) fn bare_year(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let context = YearContext::read(m)?;
    // "2015 - 32"
    let digits = |t: &str| t.starts_with(|c: char| c.is_ascii_digit());
    let joined =
        [" - ", " – "].iter().any(|dash| context.tail.strip_prefix(dash).is_some_and(digits));
    let scored = joined && context.prev.is_empty();
    (!scored && context.is_year(m.words, || is_year(m, &context)))
        .then_some(point(year(m)?, Part::Whole))
}

/// Whether a number that may be a year of our time is one.
fn is_year(m: &Match<'_, '_>, context: &YearContext<'_>) -> bool {
    let (text, span) = (m.text, m.span());
    let &YearContext { value, head, tail, prev, next, opener, bracket, edge } = context;
    let own_time = (1900..=2060).contains(&value);
    let weak = m.words.is(Class::WeakYearOpener, prev);
    let told = before_space(m, span.start, Class::YearPhrase).is_some();
    // "1782 and 1783", "a 1991 ruling", "her 2016 book"
    let paired = matches!(prev, "and" | "or")
        && word_before(text, text[..span.start].trim_end_matches(' ').len() - prev.len())
            .parse::<i64>()
            .is_ok_and(|y| (0..=100).contains(&(value - y)));
    let attribute = own_time
        && tail.starts_with(' ')
        && next.starts_with(char::is_lowercase)
        && m.words.is(Class::Whose, prev);
    let closing = after(m, span.end, Class::BoundClosing)
        .is_some_and(|(end, _)| word_after(text, end).is_empty());
    // "Either 2015 or 2016 was the warmest."
    let pairs = own_time
        && [" or ", " and "].iter().any(|link| {
            let rest = tail.strip_prefix(link).unwrap_or_default();
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            digits == 4 && rest[..4].parse::<i64>().is_ok_and(|y| (1..30).contains(&(y - value)))
        });
    if told
        || paired
        || pairs
        || range_follows(tail, value)
        || attribute
        || closing
        || after(m, span.end, Class::BoundAfter).is_some()
    {
        return true;
    }
    if weak {
        return own_time || prev == "the";
    }
    let opens_clause =
        prev.is_empty() && (head.ends_with(", ") || opens_sentence(text, span.start));
    opener || edge || bracket || opens_clause && !next.starts_with(char::is_uppercase) && own_time
}

/// Whether the end of a range follows: "1921 to about 1970", "1952 – c. 1960".
fn range_follows(tail: &str, value: i64) -> bool {
    let rest =
        [" to ", " – ", " - ", "–", " until "].iter().find_map(|link| tail.strip_prefix(link));
    let Some(rest) = rest else {
        return false;
    };
    let circa = ["about ", "around ", "circa ", "ca. ", "c. "];
    let year = circa.iter().find_map(|word| rest.strip_prefix(word));
    let Some(year) = year else {
        return false;
    };
    let digits = year.len() - year.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    digits == 4 && year[..4].parse::<i64>().is_ok_and(|end| value < end && end < value + 200)
}

/// A year in words: "nineteen eighty-four", "two thousand and one", "twenty twenty". Joined to a
/// day or month before it; alone it needs a word that opens a year.
pub(crate) fn year_words(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let number = |group: &str| m.get(group).and_then(|text| m.words.whole(text));
    let year =
        match (number("thousand"), number("century"), number("rest").or_else(|| number("rest2"))) {
            (Some(thousands), _, rest) => thousands * 1000 + rest.unwrap_or(0),
            (None, Some(century), Some(rest)) if rest < 100 && (rest >= 10 || m.has("zero")) => {
                century * 100 + rest
            }
            (None, Some(century), None) if m.has("hundred") => century * 100,
            _ => return None,
        };
    (1000..=2099).contains(&year).then_some(())?;
    let counted = m.words.is(Class::Counted, word_after(m.text, m.span().end));
    let head = m.head().trim_end_matches([' ', ',']);
    let dated = [Class::Month, Class::Ordinal]
        .into_iter()
        .any(|class| before(m, head.len(), class, &[' ']).is_some())
        || head.ends_with(|c: char| c.is_ascii_digit());
    let opened = before(m, m.span().start, Class::YearOpener, &[' ']).is_some()
        && !m.has("thousand")
        || before(m, m.span().start, Class::YearWordsOpener, &[' ']).is_some();
    (!counted && (dated || opened))
        .then_some(point(Year::Given(year.try_into().ok()?), Part::Whole))
}

/// "the '90s", "the 80s": two digits that are a decade, not an age or a temperature.
pub(crate) fn decade_short(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let decade: i16 = m.int(Class::DecadeShort, "word")?.try_into().ok()?;
    let span = m.span();
    let start = if m.head().ends_with('\'') { span.start - 1 } else { span.start };
    let quoted = start < span.start;
    let edged = before(m, start, Class::Edge, &[' ', '-']);
    // "the early 80s", not "his early 50s"
    let named = edged.is_some_and(|(from, _)| quoted || preceded_by(m, from, &["the"]).is_some());
    let genitive = m.get("word").is_some_and(|w| w.contains('\''));
    // "during the 1970s and 80s", "of the 50s, 60s and 70s"
    let list = edged.map_or(start, |(from, _)| from);
    let list = m.text[..list].trim_end_matches("the ");
    let listed = [" and ", ", ", " or ", " to ", "-"].iter().any(|link| {
        let last = list.strip_suffix(link).and_then(|head| head.rsplit([' ', '-']).next());
        last.is_some_and(|word| word.ends_with("0s") || word.ends_with("0s,"))
    });
    let told = quoted
        || listed
        || named
        || before(m, start, Class::DecadeOpener, &[' ']).is_some()
        || genitive && preceded_by(m, start, &["in"]).is_some();
    let around = nearby(m, start, 80);
    let measured = around.split(|c: char| !is_word(c)).any(|w| m.words.is(Class::NotDecade, w));
    (told && (!measured || quoted)).then_some(())?;
    let mut expr = Expr::new(point(Year::Open, Part::Decade(190 + decade)));
    let mut at = Span::new(start, span.end);
    if let Some((from, value)) = edged {
        edge::apply(&mut expr, value);
        at = Span::new(from, span.end);
    }
    Some(m.at(at, expr))
}
