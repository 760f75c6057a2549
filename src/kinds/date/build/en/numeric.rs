//! English dates in digits that only the words around make dates: "on 10/31", "since 11/2016".

use crate::gazetteer::Class;
use crate::kinds::date::build::numeric::{self, day_or_month_first};
use crate::kinds::date::expr::{Expr, Part, Placed, TimeExpr, Year};
use crate::kinds::date::fields::{
    day_of, day_point, either, month_of, point, small, year, year_of,
};
use crate::kinds::date::phrase::{before_space, fills_line, glued, preceded_by};
use crate::kinds::rule::{Findings, Match};
use crate::model::Span;
use crate::text::boundary::{opens_sentence, word_after, word_before};
use jiff::civil::Date;

/// Whether what stands behind ends the clause.
fn closed(m: &Match<'_, '_>) -> bool {
    let tail = m.tail();
    let rest = tail.trim_start_matches(['.', ',', ';', ')', '?', '!', '"']);
    tail.trim().is_empty()
        || rest.len() < tail.len() && !rest.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the words before leave the digits free: no number of a case or model, no name, nothing
/// glued.
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

/// "on 10/31", "on 11/5 or 11/6", "next 5/12"; "22/04" with its nought at the end of a clause.
/// "9/11" is that day of 2001.
pub(crate) fn short(m: &Match<'_, '_>) -> Option<Placed> {
    let span = m.span();
    let (first, second) = (m.get("first")?, m.get("second")?);
    // "rose by 1/2 to 3/4 point"
    let fraction = first.len() == 1
        && matches!((first, second), ("1" | "3" | "5" | "7", "2" | "4" | "8" | "16" | "32"))
        && preceded_by(m, span.start, &["by"]).is_some();
    let opened = !fraction && before_space(m, span.start, Class::NumericOpener).is_some();
    if m.has("dash") {
        let on = preceded_by(m, span.start, &["on"]).is_some();
        return if on && closed(m) { day_or_month_first(m) } else { None };
    }
    if (first, second) == ("9", "11") {
        let event = opened && preceded_by(m, span.start, &["on", "by"]).is_none();
        return event.then_some((span, Expr::new(day_point(Year::Given(2001), 9, 11)?)));
    }
    // "11/5, 11/6 or 11/7": another stands before.
    let head = m.head();
    let link = [", ", " or ", " and ", " to "].iter().find_map(|link| head.strip_suffix(link));
    let listed = link.is_some_and(|head| {
        let word = head.rsplit(' ').next().unwrap_or_default();
        word.split('/').count() == 2
            && word.len() <= 5
            && word.bytes().all(|b| b.is_ascii_digit() || b == b'/')
    });
    let step = preceded_by(m, span.start, &["this", "next"]).is_some();
    let timed = m.words.is(Class::AfterDay, word_after(m.text, span.end));
    let nought = first.len() == 2
        && second.len() == 2
        && (first.starts_with('0') != second.starts_with('0'));
    let large =
        [first, second].iter().any(|n| n.parse().is_ok_and(|n: u8| n > 12)) && first != "24";
    let bare = free(m)
        && large
        && (nought && closed(m) || timed && word_after(m.text, span.end) == "before");
    if opened || listed || step || bare { day_or_month_first(m) } else { None }
}

/// "between 10/1-11/7", "10/1-11/2/2017".
pub(crate) fn short_range(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    preceded_by(m, m.span().start, &["from", "between", "on"]).or(m.has("year").then_some(0))?;
    let year = year(m)?;
    let number = |group: &str| m.get(group)?.parse::<i8>().ok();
    let (a, b) = ((number("first")?, number("second")?), (number("third")?, number("fourth")?));
    let point = |day: i8, month: i8| {
        let real =
            if let Year::Given(year) = year { Date::new(year, month, day).is_ok() } else { true };
        let fits = (1..=12).contains(&month) && day > 0 && real;
        day_point(year, month, day).filter(|_| fits)?.point()
    };
    // An order holds for both ends.
    let day_first = point(a.0, a.1).zip(point(b.0, b.1));
    let month_first = point(a.1, a.0).zip(point(b.1, b.0));
    let (from, to) = match (day_first, month_first) {
        (Some(d), Some(m)) => (TimeExpr::Either(d.0, m.0), TimeExpr::Either(d.1, m.1)),
        (Some(only), None) | (None, Some(only)) => {
            (TimeExpr::Point(only.0), TimeExpr::Point(only.1))
        }
        (None, None) => return None,
    };
    (!glued(m)).then_some(())?;
    let (from, to) = (Expr::new(from), Expr::new(to));
    let range = m.whole(Expr::range(from.clone(), to.clone()));
    Some(vec![range, m.part("from", from)?, m.part("till", to)?])
}

/// "on 2016 10 16", "since 2015.5.13"; without a preposition only where the line is nothing else.
pub(crate) fn year_first(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let opened = before_space(m, m.span().start, Class::NumericOpener).is_some();
    if opened || fills_line(m, m.span()) { numeric::numeric(m) } else { None }
}

/// "12.15.16", "2/15": two or three numbers alone on their line.
pub(crate) fn alone(m: &Match<'_, '_>) -> Option<Placed> {
    if fills_line(m, m.span()) { day_or_month_first(m) } else { None }
}

/// "2014-10", "11/2016": a month of a year in digits, where a preposition says so or it ends a
/// clause; a second number above the first's end is a range.
pub(crate) fn month(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let month = either(m, "month", "month2").or_else(|| m.get("month3"))?;
    let number: i8 = month.parse().ok().filter(|n| (1..=12).contains(n))?;
    let year: i16 = either(m, "year", "year2")?.parse().ok()?;
    let range = !m.has("month2") && i16::from(number) > year % 100;
    let opened = before_space(m, m.span().start, Class::NumericMonthOpener).is_some()
        && (month.len() == 2 || m.has("month2"));
    let alone = !m.has("dot") && (1950..2050).contains(&year) && closed(m) && free(m);
    (!range && !glued(m) && (opened || alone))
        .then_some(point(Year::Given(year), Part::Month(number)))
}

/// "2016, Nov": a year and the month behind it, at the end of a clause.
pub(crate) fn year_month(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let risky = m.words.is(Class::NotYearMonth, m.get("month")?);
    (closed(m) && free(m) && !risky)
        .then_some(point(year_of(m.get("year")?)?, Part::Month(month_of(m, "month")?)))
}

/// "the 1st" alone on its line.
pub(super) fn day_alone(m: &Match<'_, '_>) -> Option<Expr> {
    let article = preceded_by(m, m.span().start, &["the", "on the"])?;
    let all = fills_line(m, Span::new(article, m.span().end));
    let time = TimeExpr::DayAlone(small(day_of(m, "day")?.into())?);
    all.then(|| Expr { ahead: true, ..Expr::new(time) })
}
