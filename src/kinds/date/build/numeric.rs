//! Builders for dates in digits, whatever the language.

use crate::kinds::date::expr::{Expr, Part, Placed, Point, TimeExpr, Year};
use crate::kinds::date::fields::{day_of, day_point, either, point, year, year_of};
use crate::kinds::date::phrase::glued;
use crate::kinds::rule::{Finding, Findings, Match};
use crate::model::{DateOrder, Span};

/// A numeric date in the order of its groups: ISO, "15.01.2021", "15.1.".
pub(crate) fn numeric(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let month: i8 = either(m, "month", "month2")?.parse().ok()?;
    (!glued(m) && (1..=12).contains(&month)).then_some(())?;
    let year = year(m)?;
    match day_of(m, "day") {
        Some(day) => day_point(year, month, day),
        None => (!m.has("day")).then_some(point(year, Part::Month(month))),
    }
}

/// "2016/05", "2016-05": a month, where the second number cannot be the end of a range of years.
pub(crate) fn year_month(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let (year, month): (i16, i8) = (m.get("year")?.parse().ok()?, m.get("month")?.parse().ok()?);
    (!glued(m) && (1900..2100).contains(&year) && i16::from(month) <= year % 100)
        .then_some(point(Year::Given(year), Part::Month(month)))
}

/// A numeric date whose first two parts may be day and month or month and day: groups `first`,
/// `second`.
pub(crate) fn day_or_month_first(m: &Match<'_, '_>) -> Option<Placed> {
    let (first, second): (i8, i8) = (
        either(m, "first", "first2")?.parse().ok()?,
        either(m, "second", "second2")?.parse().ok()?,
    );
    (!glued(m)).then_some(())?;
    let year = year(m)?;
    let read = |day: i8, month: i8| -> Option<Point> {
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        day_point(year, month, day).filter(|_| fits)?.point()
    };
    let (time, order) = match (read(first, second), read(second, first)) {
        (Some(a), Some(b)) if a == b => (TimeExpr::Point(a), None),
        (Some(day_first), Some(month_first)) => (TimeExpr::Either(day_first, month_first), None),
        (Some(a), None) => (TimeExpr::Point(a), Some(DateOrder::DayFirst)),
        (None, Some(a)) => (TimeExpr::Point(a), Some(DateOrder::MonthFirst)),
        (None, None) => return None,
    };
    Some((m.span(), Expr { order, ..Expr::new(time) }))
}

/// "12.03.2019-18.03.2019", "05.07.-19.07.2020": a range of full days; the first may have its year
/// from the second.
pub(crate) fn full_range(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let month = |group| m.get(group)?.parse::<i8>().ok().filter(|n| (1..=12).contains(n));
    let last_year = m.get("year").map_or(Some(Year::Open), year_of)?;
    let (from_month, to_month) = (month("month")?, month("month2")?);
    let (from_day, to_day) = (day_of(m, "first")?, day_of(m, "day")?);
    let turned = (from_month, from_day) > (to_month, to_day);
    let first_year = match (m.get("year2"), last_year) {
        (Some(year), _) => year_of(year)?,
        (None, Year::Given(year)) => Year::Given(year - i16::from(turned)),
        (None, open @ (Year::Open | Year::Shift(_))) if !turned => open,
        (None, Year::Open | Year::Shift(_)) => return None,
    };
    (!glued(m)).then_some(())?;
    let from = Expr::new(day_point(first_year, from_month, from_day)?);
    let to = Expr::new(day_point(last_year, to_month, to_day)?);
    let range = m.whole(Expr::range(from.clone(), to.clone()));
    Some(vec![range, m.part("from", from)?, m.part("till", to)?])
}

/// "14. - 15.10.2018": a range of days in digits, its last day a mention too.
pub(crate) fn range(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let month: i8 = m.get("month")?.parse().ok().filter(|n| (1..=12).contains(n))?;
    let year = year(m)?;
    let (from, to) = (day_of(m, "first")?, day_of(m, "day")?);
    // Without a stop at the end, one behind the first says that these are days: "14. - 15.10".
    let days = m.has("year") || m.has("stop") || m.has("dot") && m.get("month")?.len() == 2;
    // "vom 20. 8. bis 19. 12.": the first number is the month of another day; "-2- 21.03." is a page.
    let head = m.head().trim_end_matches(' ');
    let number = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let month_first = head.strip_suffix('.').is_some_and(number);
    (from < to && days && !month_first && !head.ends_with('-') && !glued(m)).then_some(())?;
    let (from, to) =
        (Expr::new(day_point(year, month, from)?), Expr::new(day_point(year, month, to)?));
    let first = m.part("first", from.clone())?;
    let last = Span::new(m.span_of("day")?.start, m.span().end);
    let last = Finding { span: last, ..m.part("day", to.clone())? };
    Some(vec![m.whole(Expr::range(from, to)), first, last])
}
