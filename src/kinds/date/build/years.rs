//! Builders for years, decades and centuries, and what makes four digits a year.

use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::date::context::in_context;
use crate::kinds::date::expr::{Expr, Part, Point, TimeExpr, Year};
use crate::kinds::date::fields::{ordinal, point, year, year_of};
use crate::kinds::date::phrase::before;
use crate::kinds::rule::{Finding, Findings, Match};
use crate::model::Span;
use crate::text::boundary::{is_edge, word_after, word_before};

/// A year with a word that says so: «2019 году», "year 2019", "Jahr 2019", "fiscal 2019".
pub(crate) fn year_named(m: &Match<'_, '_>) -> Option<TimeExpr> {
    Some(point(year(m)?, Part::Whole))
}

/// A year before our era.
pub(crate) fn year_before_christ(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let value: i16 = m.get("n")?.parse().ok()?;
    Some(point(Year::Given(1 - value), Part::Whole))
}

/// "264 to 241 BC", «264–241 годах до н. э.»: a range of years before our era, its last year a
/// mention too.
pub(crate) fn years_before_christ(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (first, last): (i16, i16) = (m.get("first")?.parse().ok()?, m.get("n")?.parse().ok()?);
    (first > last).then_some(())?;
    let year = |value: i16| Expr::new(point(Year::Given(1 - value), Part::Whole));
    let end = Span::new(m.span_of("n")?.start, m.span().end);
    Some(vec![
        m.whole(Expr::range(year(first), year(last))),
        m.part("first", year(first))?,
        Finding { nested: true, ..m.at(end, year(last)) },
    ])
}

/// What stands around four digits that may be a year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct YearContext<'t> {
    /// The number.
    pub(crate) value: i64,
    /// The text before it.
    pub(crate) head: &'t str,
    /// The text behind it.
    pub(crate) tail: &'t str,
    /// The word before it.
    pub(crate) prev: &'t str,
    /// The word behind it.
    pub(crate) next: &'t str,
    /// Whether the word before opens a year: "in", "seit", «до».
    pub(crate) opener: bool,
    /// Whether "early", "end of" or the like stands before it.
    pub(crate) edge: bool,
    /// Whether it stands first in brackets.
    pub(crate) bracket: bool,
}

impl<'t> YearContext<'t> {
    /// Reads what stands around group `year`; nothing where the number is a piece of a longer one,
    /// a code or a sum, or counts something.
    pub(crate) fn read(m: &Match<'_, 't>) -> Option<Self> {
        let glued = ['.', ',', '/', '-', ':', '$', '€', '£', '#', '№', '+', '_', '=', '&', '@'];
        let part = m.head().ends_with('-')
            && (before(m, m.head().len(), Class::Edge, &['-']).is_some()
                || before(m, m.head().len(), Class::EdgeHyphen, &['-']).is_some());
        if m.head().ends_with(glued) && !part { None } else { Self::read_joined(m) }
    }

    /// The same of a number that may be joined to what stands before it.
    pub(crate) fn read_joined(m: &Match<'_, 't>) -> Option<Self> {
        let (head, tail) = (m.head(), m.tail());
        let value = m.get("year")?.parse().ok()?;
        let mut behind = tail.chars();
        let glued = match (behind.next(), behind.next()) {
            (Some('.' | ',' | ':' | '-' | '/'), Some(c)) if c.is_ascii_digit() => true,
            (Some('%' | '€' | '$' | '£' | '°' | '_' | '@' | '='), _) => true,
            (Some('-'), Some(c)) => c.is_alphabetic(),
            (Some(' '), Some('%' | '€' | '$' | '£' | '°')) => true,
            _ => false,
        };
        (!glued).then_some(())?;
        let (prev, next) = (word_before(m.text, head.len()), word_after(m.text, m.span().end));
        // "S. 1956", "Rn. 2003": an abbreviation with its stop.
        let short =
            head.trim_end_matches(' ').strip_suffix('.').map_or("", |h| word_before(h, h.len()));
        // "In 1941 a bomb fell": one of something is not counted by a year.
        let number = m.words.is(Class::Number, next) && m.words.whole(next) != Some(1);
        let counts = number
            || m.words.is_any(&[Class::Counted, Class::Scale], next)
            || m.words.is_any(&[Class::Numbered, Class::YearName], prev)
            || m.words.is(Class::Numbered, short)
            || counts_on(m, tail);
        (!counts).then(|| Self {
            value,
            head,
            tail,
            prev,
            next,
            opener: !prev.is_empty() && m.words.is(Class::YearOpener, prev)
                || m.words.is(Class::Circa, short),
            edge: before(m, head.len(), Class::Edge, &[' ', '-']).is_some()
                || head.ends_with('-')
                    && before(m, head.len(), Class::EdgeHyphen, &['-']).is_some(),
            bracket: head.ends_with('(') && tail.starts_with([')', ',', ';', '-', '–', ' ']),
        })
    }

    /// Whether the number is a year: one of our time if `recent` says so, one below 1700 only
    /// behind words that leave little else.
    pub(crate) fn is_year(&self, words: &Vocabulary, recent: impl FnOnce() -> bool) -> bool {
        if (1700..=2060).contains(&self.value) {
            return recent();
        }
        let strict =
            words.is(Class::OldYearOpener, self.prev) && !self.next.starts_with(char::is_lowercase);
        self.value >= 1000 && (strict || self.edge)
    }
}

/// Whether a second number goes on that counts something: "either 1900 or 2000 people".
fn counts_on(m: &Match<'_, '_>, tail: &str) -> bool {
    let mut words = tail.trim_start_matches(' ').split(' ');
    let (Some(link), Some(number), Some(noun)) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    m.words.value(Class::DateLink, link).is_some_and(|value| value != "and")
        && number.len() == 4
        && number.bytes().all(|b| b.is_ascii_digit())
        && m.words.is(Class::Counted, noun.trim_end_matches(['.', ',']))
}

/// Two years joined by a dash: "2007-2009", "2007/08", «2014-2016 гг.».
pub(crate) fn year_range(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let (first, last) = (m.get("first")?, m.get("year")?);
    let Year::Given(from) = year_of(first)? else {
        return None;
    };
    let to: i16 = match last.len() {
        // "2003–4"
        1 => from / 10 * 10 + last.parse::<i16>().ok()?,
        2 => from / 100 * 100 + last.parse::<i16>().ok()?,
        _ => last.parse().ok()?,
    };
    let (head, tail) = (m.head(), m.tail());
    let joined =
        head.ends_with(['-', '/', '.', ',', '$', '€', '+', ':']) || tail.starts_with(['-', '/']);
    // Pages and articles run in the same numbers.
    let old = from < 1500
        && before(m, m.span().start, Class::YearOpener, &[' ']).is_none()
        && !head.ends_with('(');
    if joined
        || !is_edge(m.text, m.span().start)
        || old
        || from >= to
        || to - from > 150
        || !(1000..=2100).contains(&to)
        || before(m, m.span().start, Class::Numbered, &[' ']).is_some()
        || m.text[m.span().range()].contains('/') && to - from > 10
        || last.len() == 1 && !one_digit_ends(&m.text[m.span().range()], to - from)
        || last.len() == 2 && (to - from > 30 || m.text[m.span().range()].contains(' '))
    {
        return None;
    }
    let year = |value| Expr::new(point(Year::Given(value), Part::Whole));
    let (a, b) = (year(from), year(to));
    let mut found = vec![m.whole(Expr::range(a.clone(), b.clone()))];
    found.extend(m.part("first", a));
    let rest = Span::new(m.span_of("year")?.start, m.span().end);
    found.extend(m.part("year", b).map(|f| Finding { span: rest, ..f }));
    Some(found)
}

/// Whether a range may end in one digit: "1986–7" is one, "2016/5" may be a month.
fn one_digit_ends(range: &str, years: i16) -> bool {
    !range.contains([' ', '~']) && (years == 1 || range.contains('–') && years <= 5)
}

/// "the 1990s", "die 90er Jahre", «в 90-х годах», "the nineties".
pub(crate) fn decade(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let decade: i16 = match m.get("decade") {
        Some(digits) => {
            let n: i16 = digits.parse().ok()?;
            if digits.len() == 4 {
                n / 10
            } else if n % 10 == 0 {
                190 + n / 10
            } else {
                return None;
            }
        }
        None => 190 + i16::try_from(m.int(Class::DecadeWord, "word")?).ok()?,
    };
    let found = in_context(m, point(Year::Open, Part::Decade(decade)))?;
    // A decade has its century: no year of writing is needed, and none may follow.
    matches!(
        found.value.time,
        TimeExpr::Point(Point { year: Year::Open, .. }) | TimeExpr::Fraction { .. }
    )
    .then_some(found)
}

/// "the nineteen-thirties".
pub(crate) fn decade_in_century(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let century = m.words.whole(m.get("century")?).filter(|n| (11..=20).contains(n))?;
    let decade = m.int(Class::DecadeWord, "word").filter(|n| (2..=9).contains(n))?;
    Some(point(Year::Open, Part::Decade(i16::try_from(century * 10 + decade).ok()?)))
}

/// "the 19th century", «XIX век», "the 5th century BC" (group `bc`).
pub(crate) fn century(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let n = ordinal(m, "ord").filter(|n| (1..=99).contains(n))?;
    let n = i16::try_from(n).ok()?;
    if m.has("bc") {
        return Some(point(Year::Open, Part::Century(-n)));
    }
    (n <= 30).then_some(point(Year::Open, Part::Century(n - 1)))
}
