//! Dates in figures that only the words around make dates: "on 10/31", "since 11/2016", "Oct2"; the full numeric dates are in `build.rs`.

use super::build::{
    Found, PREPOSITIONS, day, day_of, day_point, either, glued, month_of, numeric, numeric_either, one, point, small,
    year, year_of,
};
use super::dress::{before, led};
use super::expr::{Expr, Part, Point, What, Year};
use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::model::{Normal, Span};
use crate::text::boundary::{opens_sentence, word_after, word_before};
use jiff::civil::Date;

/// Whether the match has its line to itself, as in a header or a cell of a table.
pub(super) fn is_all(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    // From the match on and no further than needed: a line may be the whole text.
    let before = m.text[..span.start].trim_end_matches(|c: char| c != '\n' && c.is_whitespace());
    let behind = m.text[span.end..].trim_start_matches(['.', ' ']);
    (before.is_empty() || before.ends_with('\n')) && (behind.is_empty() || behind.starts_with('\n'))
}

/// Whether what stands behind ends the clause.
fn closed(m: &Match<'_, '_>) -> bool {
    let tail = m.tail();
    let rest = tail.trim_start_matches(['.', ',', ';', ')', '?', '!', '"']);
    tail.trim().is_empty() || rest.len() < tail.len() && !rest.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the words before leave the figures free: no number of a case or model, no name, nothing glued.
fn free(m: &Match<'_, '_>) -> bool {
    let (head, start) = (m.head(), m.span().start);
    let prev = word_before(m.text, start);
    let name = prev.starts_with(char::is_uppercase)
        && !opens_sentence(m.text, start - (head.len() - head.trim_end().len()) - prev.len());
    let space = head.is_empty() || head.ends_with([' ', '\n', '(']);
    space
        && !name
        && !prev.starts_with(|c: char| c.is_ascii_digit())
        && m.words.value(Class::NotMonth, &prev.to_lowercase()).is_none()
        && !head.trim_end().ends_with(['-', '–', '/', '+', '=', '$', '€', '£', '.'])
}

/// "on 10/31", "on 11/5 or 11/6", "next 5/12"; "22/04" with its nought at the end of a clause. "9/11" is that day of 2001.
pub(super) fn short(m: &Match<'_, '_>) -> Found {
    let span = m.span();
    let (Some(first), Some(second)) = (m.get("first"), m.get("second")) else {
        return None;
    };
    let opened = led(m, span.start, PREPOSITIONS).is_some();
    if m.has("dash") {
        return if led(m, span.start, &["on"]).is_some() && closed(m) { numeric_either(m) } else { None };
    }
    if (first, second) == ("9", "11") {
        let day = day_point(Year::Given(2001), 9, 11);
        return if opened && led(m, span.start, &["on", "by"]).is_none() { one(m, day) } else { None };
    }
    // "11/5, 11/6 or 11/7": another stands before.
    let head = m.head();
    let link = [", ", " or ", " and ", " to "].iter().find_map(|link| head.strip_suffix(link));
    let listed = link.is_some_and(|head| {
        let word = head.rsplit(' ').next().unwrap_or_default();
        word.split('/').count() == 2 && word.len() <= 5 && word.bytes().all(|b| b.is_ascii_digit() || b == b'/')
    });
    let step = led(m, span.start, &["this", "next"]).is_some();
    let timed = m.words.is(Class::AfterDay, word_after(m.text, span.end));
    let nought = first.len() == 2 && second.len() == 2 && (first.starts_with('0') != second.starts_with('0'));
    let large = [first, second].iter().any(|n| n.parse().is_ok_and(|n: u8| n > 12)) && first != "24";
    let bare = free(m) && large && (nought && closed(m) || timed && word_after(m.text, span.end) == "before");
    if opened || listed || step || bare { numeric_either(m) } else { None }
}

/// "between 10/1-11/7", "10/1-11/2/2017".
pub(super) fn short_range(m: &Match<'_, '_>) -> Found {
    let read = || {
        led(m, m.span().start, &["from", "between", "on"]).or(m.has("year").then_some(0))?;
        let year = year(m)?;
        let number = |group: &str| m.get(group)?.parse::<i8>().ok();
        let (a, b) = ((number("first")?, number("second")?), (number("third")?, number("fourth")?));
        let point = |day: i8, month: i8| {
            let real = if let Year::Given(year) = year { Date::new(year, month, day).is_ok() } else { true };
            let fits = (1..=12).contains(&month) && day > 0 && real;
            day_point(year, month, day).filter(|_| fits)?.point()
        };
        // An order holds for both ends.
        let day_first = point(a.0, a.1).zip(point(b.0, b.1));
        let month_first = point(a.1, a.0).zip(point(b.1, b.0));
        let (from, to) = match (day_first, month_first) {
            (Some(d), Some(m)) => (What::Either(d.0, m.0), What::Either(d.1, m.1)),
            (Some(only), None) | (None, Some(only)) => (What::Point(only.0), What::Point(only.1)),
            (None, None) => return None,
        };
        (!glued(m)).then_some(())?;
        let (from, to) = (Expr::new(from), Expr::new(to));
        let range = m.whole(Expr::new(What::Range(Box::new(from.clone()), Box::new(to.clone()))));
        Some(vec![range, m.part("from", from)?, m.part("till", to)?])
    };
    read()
}

/// "on 2016 10 16", "since 2015.5.13"; unled only where the line is nothing else.
pub(super) fn year_first(m: &Match<'_, '_>) -> Found {
    let opened = led(m, m.span().start, PREPOSITIONS).is_some();
    if opened || is_all(m, m.span()) { numeric(m) } else { None }
}

/// "12.15.16", "2/15": two or three numbers alone on their line.
pub(super) fn alone(m: &Match<'_, '_>) -> Found {
    if is_all(m, m.span()) { numeric_either(m) } else { None }
}

/// "Oct2", "Feb13": not a code in capitals.
pub(super) fn month_day_glued(m: &Match<'_, '_>) -> Found {
    let code = m.get("month").is_none_or(|month| month.len() < 3 || month.chars().all(char::is_uppercase));
    if code || m.tail().starts_with(['-', '/', '_']) { None } else { day(m) }
}

/// "2014-10", "11/2016": a month of a year in digits, where a preposition says so or it ends a clause; a second number above the first's end is
/// a range.
pub(super) fn month(m: &Match<'_, '_>) -> Found {
    let what = || {
        let month = either(m, "month", "month2").or_else(|| m.get("month3"))?;
        let number: i8 = month.parse().ok().filter(|n| (1..=12).contains(n))?;
        let year: i16 = either(m, "year", "year2")?.parse().ok()?;
        let range = !m.has("month2") && i16::from(number) > year % 100;
        let openers = &["in", "since", "by", "until", "from", "of", "during", "before", "after"];
        let opened = led(m, m.span().start, openers).is_some() && (month.len() == 2 || m.has("month2"));
        let alone = (1950..2050).contains(&year) && closed(m) && free(m);
        (!range && !glued(m) && (opened || alone)).then_some(point(Year::Given(year), Part::Month(number)))
    };
    one(m, what())
}

/// "2016, Nov": a year and the month behind it, at the end of a clause.
pub(super) fn year_month(m: &Match<'_, '_>) -> Found {
    let what = || {
        let word = m.get("month")?.to_lowercase();
        let risky = matches!(word.as_str(), "may" | "march" | "mar" | "june" | "april" | "august");
        (closed(m) && free(m) && !risky).then_some(point(year_of(m.get("year")?)?, Part::Month(month_of(m, "month")?)))
    };
    one(m, what())
}

/// "the 1st" alone on its line.
pub(super) fn day_alone(m: &Match<'_, '_>) -> Option<Expr> {
    let article = led(m, m.span().start, &["the", "on the"])?;
    let all = is_all(m, Span::new(article, m.span().end));
    let what = What::DayAlone(small(day_of(m, "day")?.into())?);
    all.then(|| Expr { ahead: true, ..Expr::new(what) })
}

/// "next 6th of April", "this 5/12", "last December 12": the day in the year that the direction leads to.
pub(super) fn stepped(m: &Match<'_, '_>, start: usize, expr: &Expr) -> Option<(usize, i64)> {
    let What::Point(Point { year: Year::Open, part: Part::Day(..) }) = expr.what else {
        return None;
    };
    // "Last November, 13 people", "last May 20 ships": the number counts.
    let span = m.span();
    let counts = m.text[span.range()].contains(',') || m.words.is(Class::Counted, word_after(m.text, span.end));
    if counts {
        return None;
    }
    let (from, step) = before(m, start, Class::Direction, &[' '])?;
    let word = &m.text[from..start].trim_end();
    let plain = !matches!(word.to_lowercase().as_str(), "past" | "current" | "following" | "previous");
    Some((from, step.parse().ok()?)).filter(|_| plain && expr.weekday.is_none())
}
