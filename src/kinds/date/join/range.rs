//! Ranges of two dates, and dates that share what stands once.
//!
//! "from 14 October to 3 November 2018" is a range whose ends stay mentions inside it; in "October
//! and November 2020" and in the range the year that stands once holds for both.

use crate::gazetteer::Class;
use crate::kinds::context::{Context, Vocabulary};
use crate::kinds::date::expr::{Expr, Part, Point, TimeExpr, Year};
use crate::kinds::rule::Finding;
use crate::model::Span;
use crate::text::boundary::word_before;

/// How far two dates may stand apart, in bytes.
const GAP: usize = 24;

/// How the words between two dates join them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    /// A comma, "or": two dates that share what stands once.
    With,
    /// "and": the same; a range behind "between".
    And,
    /// A dash, "through": a range.
    To,
    /// "to", «по»: a range if something else says that it is one.
    Closing,
}

/// Joins neighbours. Takes and returns findings in order of place. A range has the rule of its
/// second end.
pub(super) fn join(context: &Context<'_>, mut found: Vec<Finding<Expr>>) -> Vec<Finding<Expr>> {
    let text: &str = &context.text.normal;
    let mut ranges = Vec::new();
    for i in (1..found.len()).rev() {
        let (left, right) = found.split_at_mut(i);
        let (Some(a), Some(b)) = (left.last_mut(), right.first_mut()) else {
            continue;
        };
        if a.span.end > b.span.start
            || a.lang != b.lang
            || b.span.start - a.span.end > GAP
            || a.nested
            || b.nested
        {
            continue;
        }
        let words = context.words(a.lang);
        let Some(join) = joined(words, text[a.span.end..b.span.start].trim()) else {
            continue;
        };
        let shared = share(&mut a.value, &mut b.value);
        let head = &text[..a.span.start];
        let range = match join {
            Join::With => false,
            Join::And => follows_between(words, head),
            Join::To => true,
            Join::Closing => {
                words.is(Class::RangeOpener, word_before(head, head.len()))
                    || shared
                    || is_full_day(&a.value) && is_full_day(&b.value)
                    || are_years(&a.value, &b.value)
            }
        };
        if range && rangeable(&a.value) && rangeable(&b.value) && fits(&a.value, &b.value) {
            a.nested = true;
            b.nested = true;
            a.value.bound = None;
            b.value.bound = None;
            ranges.push(Finding {
                span: Span::new(a.span.start, b.span.end),
                value: Expr::range(a.value.clone(), b.value.clone()),
                rule: b.rule,
                lang: a.lang,
                nested: false,
            });
        }
    }
    found.extend(ranges);
    found.sort_by_key(|f| f.span);
    found
}

/// How the words between two dates join them, if they do.
fn joined(words: &Vocabulary, between: &str) -> Option<Join> {
    match between {
        "-" | "–" | "--" => Some(Join::To),
        "," | "/" => Some(Join::With),
        _ => match words.value(Class::DateLink, between)? {
            "to" => Some(Join::To),
            "and" => Some(Join::And),
            "or" => Some(Join::With),
            "closing" => Some(Join::Closing),
            _ => None,
        },
    }
}

/// Whether "between" stands at the end of a text, with or without an article.
fn follows_between(words: &Vocabulary, head: &str) -> bool {
    let word = word_before(head, head.len());
    let word = if words.is(Class::RangeArticle, word) {
        word_before(head, head.trim_end_matches(' ').len() - word.len())
    } else {
        word
    };
    words.is(Class::RangeBetween, word)
}

fn point(expr: &mut Expr) -> Option<&mut Point> {
    if let TimeExpr::Point(point) = &mut expr.time { Some(point) } else { None }
}

/// Whether the finer of the two has its year from the other: "October and November 2020".
fn share(a: &mut Expr, b: &mut Expr) -> bool {
    let (Some(a), Some(b)) = (point(a), point(b)) else {
        return false;
    };
    let same = std::mem::discriminant(&a.part) == std::mem::discriminant(&b.part);
    let dated = |p: &Point| {
        !matches!(
            p.part,
            Part::Whole
                | Part::Decade(_)
                | Part::Century(_)
                | Part::DayOf { .. }
                | Part::DayOn { .. }
        )
    };
    match (a.year, b.year) {
        (Year::Open, Year::Given(_) | Year::Shift(_))
            if dated(a) && (same || matches!(b.part, Part::Month(_) | Part::Day(..))) =>
        {
            a.year = earlier_year(a.part, b);
            true
        }
        _ => false,
    }
}

/// The year of the first of two dates: the second's, or the one before if that would put it behind
/// ("December to February 2020").
fn earlier_year(first: Part, second: &Point) -> Year {
    let order = |part: Part| match part {
        Part::Month(month) => i32::from(month) * 100,
        Part::Day(month, day) => i32::from(month) * 100 + i32::from(day),
        Part::Season(season) => i32::from(season),
        Part::Quarter(n) | Part::Half(n) | Part::Week(n) => i32::from(n),
        Part::Whole
        | Part::DayOf { .. }
        | Part::DayOn { .. }
        | Part::Decade(_)
        | Part::Century(_) => 0,
    };
    match second.year {
        Year::Given(year) if order(first) > order(second.part) + 600 => Year::Given(year - 1),
        year @ (Year::Open | Year::Given(_) | Year::Shift(_)) => year,
    }
}

/// Whether both are years, the first the earlier.
fn are_years(a: &Expr, b: &Expr) -> bool {
    let year = |expr: &Expr| match expr.time.point() {
        Some(Point { year: Year::Given(year), part: Part::Whole }) => Some(year),
        _ => None,
    };
    year(a).zip(year(b)).is_some_and(|(a, b)| a < b)
}

/// Whether it is a day with its year.
fn is_full_day(expr: &Expr) -> bool {
    matches!(expr.time, TimeExpr::Point(Point { year: Year::Given(_), part: Part::Day(..) }))
}

/// Whether an expression can be the end of a range.
fn rangeable(expr: &Expr) -> bool {
    expr.clock.is_none()
        && matches!(
            expr.time,
            TimeExpr::Point(_)
                | TimeExpr::Either(..)
                | TimeExpr::Shift { .. }
                | TimeExpr::Weekday { .. }
                | TimeExpr::Near { .. }
        )
}

/// Whether two ends belong together: "2007 - Monday" do not.
fn fits(a: &Expr, b: &Expr) -> bool {
    match (&a.time, &b.time) {
        (TimeExpr::Weekday { .. }, TimeExpr::Weekday { .. }) => true,
        (
            TimeExpr::Weekday { step: Some(_), .. },
            TimeExpr::Point(Point { part: Part::Day(..), .. }),
        ) => true,
        (TimeExpr::Weekday { .. }, _) | (_, TimeExpr::Weekday { .. }) => false,
        (TimeExpr::Point(a), TimeExpr::Point(b)) => match (a.part, b.part) {
            (Part::Whole, Part::Whole) => true,
            (Part::Whole, _) => matches!(b.year, Year::Given(_)),
            (_, Part::Whole) => matches!(a.year, Year::Given(_)),
            _ => true,
        },
        _ => true,
    }
}
