//! The time that a passage speaks of, where that is not the time of writing.
//!
//! A sentence that tells of an old year ("In 1951 the mill pond froze over") gives the open dates
//! behind it that year, up to a word that leads back to the day of writing ("yesterday", a recent
//! year) or the end of the paragraph. A passage with several such dates goes on over paragraphs. A
//! year told in passing ("a 1998 law", "founded in 1998, the firm") leaves the time where it is, and
//! so does an open date that is news when it is read from the day of writing.

use super::narrative::year_after;
use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::date::expr::{Expr, From, Part, Point, TimeExpr, Unit, Year};
use crate::kinds::date::value::edtf::CalendarUnit;
use crate::kinds::rule::Finding;
use crate::model::{DateModifier, Lang, Normal, Span};
use crate::text::boundary::{word_after, word_before};
use jiff::civil::Date;

/// Days around the day of writing in which an open date is news.
const NEWS_DAYS: i32 = 14;
/// The same in a paragraph behind the one that named the time.
const CARRIED_DAYS: i32 = 60;
/// How many old dates a passage needs to give a bare month its year.
const MONTH_STORY: usize = 3;
/// How many old dates make a passage a story of its own, which goes on in the next paragraph.
const STORY: usize = 2;
/// How many of them make one whose open dates are its own although they might be news.
const LONG_STORY: usize = 4;
/// How many words may stand before a time that opens its sentence.
const OPENING: usize = 3;
/// How far an embedded clause may reach behind its year, in bytes.
const CLAUSE: usize = 40;

/// Where the text has come to.
#[derive(Debug, Default)]
pub(super) struct Focus {
    /// The old time that the passage speaks of.
    time: Option<CalendarUnit>,
    /// How many old dates the passage has named.
    dates: usize,
    /// Where the mention before ends.
    at: usize,
    /// Whether the sentence that named the time is over, or began with it.
    told: bool,
    /// Whether the time comes from an earlier paragraph.
    carried: bool,
}

impl Focus {
    /// Moves on to a mention: a paragraph's end ends what is not a story.
    pub(super) fn enter(&mut self, context: &Context<'_>, lang: Lang, at: usize) {
        let between = context.text.normal.get(self.at..at).unwrap_or_default();
        if between.contains('\n') {
            self.carried = true;
            if self.dates < STORY {
                self.leave();
            }
        }
        self.told = self.told || ends_clause(between, context.words(lang));
        self.at = self.at.max(at);
    }

    /// Goes back to the day of writing.
    fn leave(&mut self) {
        (self.time, self.dates) = (None, 0);
    }

    /// Takes in what a mention named.
    pub(super) fn note(
        &mut self,
        context: &Context<'_>,
        finding: &Finding<Expr>,
        named: Option<CalendarUnit>,
        now: Date,
    ) {
        let expr = &finding.value;
        let own_year = expr.time.point().filter(|p| matches!(p.year, Year::Given(_)));
        if let (Some(point), Some(unit)) = (own_year, named) {
            let Some((first, _)) = unit.days() else { return };
            if now.year() - first.year() <= 1 {
                self.leave();
            } else if !in_passing(context, finding, point) {
                let opens = opens_sentence(&context.text.normal, finding.span.start);
                self.told = self.told && self.time.is_some() || opens;
                self.carried = false;
                self.time = Some(unit);
                self.dates += 1;
            }
        } else if leads_back(&expr.time)
            || expr.time.open() && named.is_some_and(|unit| is_news(unit, now, NEWS_DAYS))
        {
            self.leave();
        } else if let Some(unit) = named
            && self.time.is_some()
            && unit.days().is_some_and(|(first, _)| now.year() - first.year() > 1)
            && matches!(
                unit,
                CalendarUnit::Day(_) | CalendarUnit::Month(..) | CalendarUnit::Season(..)
            )
        {
            self.time = Some(unit);
            self.dates += 1;
        }
    }

    /// The year that the passage gives a part of a year. `news` is that part as the day of writing
    /// reads it.
    pub(super) fn year(&self, part: Part, news: Option<CalendarUnit>, now: Date) -> Option<i16> {
        let time = self.time.filter(|_| self.told)?;
        // A bare month is news unless the story is long: "In March he said …". So is a day that is
        // near to the day of writing, above all in a new paragraph.
        let day = matches!(part, Part::Day(..));
        let (long, days) =
            if self.carried { (2 * LONG_STORY, CARRIED_DAYS) } else { (LONG_STORY, NEWS_DAYS) };
        if !day && self.dates < MONTH_STORY || self.dates < long && is_news(news?, now, days) {
            return None;
        }
        year_after(time, part)
    }

    /// The month that the passage has come to.
    pub(super) fn month(&self) -> Option<Date> {
        let unit = self.time.filter(|_| self.dates >= STORY)?;
        matches!(unit, CalendarUnit::Day(_) | CalendarUnit::Month(..))
            .then(|| unit.days())?
            .map(|d| d.0)
    }
}

/// Whether a sentence ends in a stretch, or a clause that another of the same rank follows: "It was
/// finished in 1908, and on 3 October …".
fn ends_clause(between: &str, words: &Vocabulary) -> bool {
    let bytes = between.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'\n' => true,
        b'.' | b'!' | b'?' => bytes.get(at + 1) == Some(&b' '),
        b',' if bytes.get(at + 1) == Some(&b' ') => {
            let word = word_after(between, at + 2);
            words.value(Class::DateLink, word) == Some("and")
        }
        _ => false,
    })
}

/// Whether a unit lies around the day of writing.
fn is_news(unit: CalendarUnit, now: Date, around: i32) -> bool {
    let Some((first, last)) = unit.days() else {
        return true;
    };
    let days = |to: Date| now.until(to).map_or(0, |span| span.get_days());
    days(first) <= around && days(last) >= -around
}

/// Whether a time is among the first words of its sentence: "In 1936 the river …".
fn opens_sentence(text: &str, at: usize) -> bool {
    let head = &text[..at];
    let sentence = head.rfind(['.', '!', '?', '\n', ';']).map_or(head, |i| &head[i + 1..]);
    sentence.split_whitespace().count() <= OPENING
}

/// Whether an expression points from the day of writing.
const fn leads_back(time: &TimeExpr) -> bool {
    matches!(
        time,
        TimeExpr::Shift { unit: Unit::Day | Unit::Week | Unit::Month | Unit::Year, .. }
            | TimeExpr::Near { .. }
            | TimeExpr::Weekday { .. }
            | TimeExpr::WeekdayOf { .. }
            | TimeExpr::SoFar { .. }
            | TimeExpr::Within { .. }
            | TimeExpr::Point(Point { year: Year::Shift(_), .. })
            | TimeExpr::Distance { from: From::Now, .. }
    )
}

/// Whether a year is told in passing: in brackets, as an attribute, as a bound, in an embedded
/// clause.
fn in_passing(context: &Context<'_>, finding: &Finding<Expr>, point: Point) -> bool {
    let text: &str = &context.text.normal;
    let words = context.words(finding.lang);
    let span = finding.span;
    let (head, tail) = (&text[..span.start], &text[span.end..]);
    let bound = matches!(finding.value.bound, Some(bound) if bound != DateModifier::About);
    let whole = matches!(point.part, Part::Whole);
    bound
        || in_brackets(head)
        || whole && is_attribute(words, text, span)
        || is_embedded(words, head, tail)
}

/// Whether brackets are open: "the mayor (2001–2009)".
fn in_brackets(head: &str) -> bool {
    let sentence = head.rfind(['\n', ';']).map_or(head, |i| &head[i + 1..]);
    sentence.rfind('(').is_some_and(|open| !sentence[open..].contains(')'))
}

/// Whether a year stands to a noun: "a 1998 law", "das Gesetz von 1998", «закон 1998 года».
fn is_attribute(words: &Vocabulary, text: &str, span: Span<Normal>) -> bool {
    let prev = word_before(text, span.start);
    let next = word_after(text, span.end);
    let noun =
        words.is(Class::Whose, prev) || words.is(Class::WeakYearOpener, prev) && !next.is_empty();
    let genitive = words
        .lexicon
        .forms(Class::GenitiveYear)
        .any(|(form, _)| text[span.range()].ends_with(form))
        && !words.is(Class::YearPreposition, prev);
    noun || genitive || words.is(Class::OfNoun, prev)
}

/// Whether a year stands in a clause that another embeds: "the firm, founded in 1998, said", "Founded
/// in 1998, the firm".
fn is_embedded(words: &Vocabulary, head: &str, tail: &str) -> bool {
    let sentence = head.rfind(['.', '!', '?', '\n', ';']).map_or(head, |i| &head[i + 1..]);
    let rest = &tail[..tail.ceil_char_boundary(tail.len().min(CLAUSE))];
    let closed = rest.find([',', '.', ';', '\n']).is_some_and(|i| rest[i..].starts_with(','));
    let first = sentence.trim_start();
    let founded = words.is(Class::Founded, word_after(first, 0));
    closed && sentence.contains(',') || founded
}
