//! A text that tells of another time than its own: which year its open dates lie in.

use crate::kinds::date::expr::{Expr, Part, Point, Year};
use crate::kinds::date::value::edtf::CalendarUnit;
use crate::kinds::rule::Finding;
use jiff::civil::Date;

/// Years by which a bare year may leave the time that the story has come to; further ones are
/// comparisons ("as in 1614").
const LEAP: i16 = 10;

/// Whether a text is a history: most of the years that it gives with a day or month lie far back.
pub(super) fn is_history(findings: &[Finding<Expr>], now: Date) -> bool {
    let years = findings.iter().filter_map(|f| match f.value.time.point()? {
        Point {
            year: Year::Given(year),
            part: Part::Day(..) | Part::Month(_) | Part::Season(_),
        } => Some(year),
        Point { .. } => None,
    });
    let (far, near) =
        years.fold(
            (0, 0),
            |(far, near), year| {
                if now.year() - year > 1 { (far + 1, near) } else { (far, near + 1) }
            },
        );
    far >= 4 && far > 3 * near || far >= 12 && far > near
}

/// The year of a part of a year that follows in a story on what was named last: stories go on, so
/// January after November is that of the next year.
pub(super) fn year_after(named: CalendarUnit, part: Part) -> Option<i16> {
    let last = named.days()?.0;
    let year = last.year();
    let month = if let Part::Month(month) | Part::Day(month, _) = part {
        month
    } else if let Part::Season(season) = part {
        (season - 20) * 3
    } else {
        return Some(year);
    };
    if !matches!(
        named,
        CalendarUnit::Day(_)
            | CalendarUnit::Month(..)
            | CalendarUnit::Week(..)
            | CalendarUnit::Season(..)
    ) {
        return Some(year);
    }
    Some(match month - last.month() {
        ..-6 => year + 1,
        10.. => year - 1,
        _ => year,
    })
}

/// Whether a bare year leaves the time that the story has come to.
pub(super) fn leaps(named: Option<CalendarUnit>, expr: &Expr, to: CalendarUnit) -> bool {
    let bare = matches!(
        expr.time.point(),
        Some(Point { part: Part::Whole | Part::Decade(_) | Part::Century(_), .. })
    );
    let (Some((from, _)), Some((to, _))) = (named.and_then(CalendarUnit::days), to.days()) else {
        return false;
    };
    bare && (to.year() - from.year()).abs() > LEAP
}
