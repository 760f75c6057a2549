//! Neighbours: what two dates that stand side by side say together.
//!
//! "from 14 October to 3 November 2018" is a range whose ends stay mentions inside it; in "October and November 2020" and in the range
//! the year that stands once holds for both.

use super::expr::{Expr, Part, Point, What, Year};
use crate::kinds::rule::Finding;
use crate::model::{Lang, Span};
use crate::text::boundary::word_before;

/// How the words between two dates join them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    /// "and", a comma: two dates that share what stands once.
    With,
    /// A dash, "through": a range.
    To,
    /// "to", "bis", «по»: a range if a word opens it before the first.
    Closing,
}

/// Joins neighbours. Takes and returns findings in order of place.
pub(super) fn join(text: &str, mut found: Vec<Finding<Expr>>) -> Vec<Finding<Expr>> {
    let mut ranges = Vec::new();
    for i in (1..found.len()).rev() {
        let (left, right) = found.split_at_mut(i);
        let (Some(a), Some(b)) = (left.last_mut(), right.first_mut()) else {
            continue;
        };
        if a.span.end > b.span.start || a.lang != b.lang || b.span.start - a.span.end > 24 || a.nested || b.nested {
            continue;
        }
        let Some(join) = joined(&text[a.span.end..b.span.start], a.lang) else {
            continue;
        };
        let opened = opens(word_before(text, a.span.start), a.lang);
        let shared = share(&mut a.value, &mut b.value);
        let range = match join {
            Join::With => {
                matches!(text[a.span.end..b.span.start].trim(), "and" | "und" | "und dem" | "und der" | "и")
                    && between(&text[..a.span.start])
            }
            Join::To => true,
            Join::Closing => opened || a.lang == Lang::De || shared || dated(&a.value) && dated(&b.value),
        };
        if range && rangeable(&a.value) && rangeable(&b.value) && fits(&a.value, &b.value) {
            a.nested = true;
            b.nested = true;
            a.value.bound = None;
            b.value.bound = None;
            ranges.push(Finding {
                span: Span::new(a.span.start, b.span.end),
                value: Expr::new(What::Range(Box::new(a.value.clone()), Box::new(b.value.clone()))),
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

fn joined(between: &str, lang: Lang) -> Option<Join> {
    let word = between.trim();
    if matches!(word, "-" | "–" | "--") {
        return Some(Join::To);
    }
    if matches!(word, "," | "/") {
        return Some(Join::With);
    }
    match (lang, word) {
        (Lang::En, "and" | "or" | ", and")
        | (Lang::De, "und" | "oder" | "und dem" | "und der")
        | (Lang::Ru, "и" | "или") => Some(Join::With),
        (Lang::En, "through" | "through to" | "thru")
        | (Lang::De, "bis" | "bis zum" | "bis einschließlich" | "bis zur") => Some(Join::To),
        (Lang::En, "to" | "to the" | "until" | "till") | (Lang::Ru, "по" | "до") => Some(Join::Closing),
        (Lang::En | Lang::De | Lang::Ru, _) => None,
    }
}

/// Whether "between" stands before, with or without an article.
fn between(head: &str) -> bool {
    let word = word_before(head, head.len());
    let word = if matches!(word, "dem" | "der") {
        word_before(head, head.trim_end_matches(' ').len() - word.len())
    } else {
        word
    };
    matches!(word, "between" | "Between" | "zwischen" | "Zwischen" | "между" | "Между")
}

fn opens(word: &str, lang: Lang) -> bool {
    match lang {
        Lang::En => matches!(word, "from" | "From" | "between" | "Between"),
        Lang::De => matches!(word, "von" | "vom" | "Von" | "Vom" | "zwischen" | "Zwischen"),
        Lang::Ru => matches!(word, "с" | "со" | "С" | "Со" | "от" | "между"),
    }
}

fn point(expr: &mut Expr) -> Option<&mut Point> {
    if let What::Point(point) = &mut expr.what { Some(point) } else { None }
}

/// Whether the finer of the two has its year from the other: "October and November 2020".
fn share(a: &mut Expr, b: &mut Expr) -> bool {
    let (Some(a), Some(b)) = (point(a), point(b)) else {
        return false;
    };
    let same = std::mem::discriminant(&a.part) == std::mem::discriminant(&b.part);
    let dated = |p: &Point| {
        !matches!(p.part, Part::Whole | Part::Decade(_) | Part::Century(_) | Part::DayOf { .. } | Part::DayOn { .. })
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

/// The year of the first of two dates: the second's, or the one before if that would put it behind ("December to February 2020").
fn earlier_year(first: Part, second: &Point) -> Year {
    let order = |part: Part| match part {
        Part::Month(month) => i32::from(month) * 100,
        Part::Day(month, day) => i32::from(month) * 100 + i32::from(day),
        Part::Season(season) => i32::from(season),
        Part::Quarter(n) | Part::Half(n) | Part::Week(n) => i32::from(n),
        Part::Whole | Part::DayOf { .. } | Part::DayOn { .. } | Part::Decade(_) | Part::Century(_) => 0,
    };
    match second.year {
        Year::Given(year) if order(first) > order(second.part) + 600 => Year::Given(year - 1),
        year @ (Year::Open | Year::Given(_) | Year::Shift(_)) => year,
    }
}

/// Whether it is a day with its year.
fn dated(expr: &Expr) -> bool {
    matches!(expr.what, What::Point(Point { year: Year::Given(_), part: Part::Day(..) }))
}

/// Whether an expression can be the end of a range.
fn rangeable(expr: &Expr) -> bool {
    expr.clock.is_none()
        && matches!(
            expr.what,
            What::Point(_) | What::Either(..) | What::Shift { .. } | What::Weekday { .. } | What::Near { .. }
        )
}

/// Whether two ends belong together: "2007 - Monday" do not.
fn fits(a: &Expr, b: &Expr) -> bool {
    match (&a.what, &b.what) {
        (What::Weekday { .. }, What::Weekday { .. }) => true,
        (What::Weekday { step: Some(_), .. }, What::Point(Point { part: Part::Day(..), .. })) => true,
        (What::Weekday { .. }, _) | (_, What::Weekday { .. }) => false,
        (What::Point(a), What::Point(b)) => match (a.part, b.part) {
            (Part::Whole, Part::Whole) => true,
            (Part::Whole, _) => matches!(b.year, Year::Given(_)),
            (_, Part::Whole) => matches!(a.year, Year::Given(_)),
            _ => true,
        },
        _ => true,
    }
}
