//! The calendar units that an expression names, by what it says.

use super::calendar;
use super::calendar::{nth_week, weekday, weekday_of_week, weekend, window, within};
use super::holiday::{holiday, open_holiday};
use super::parts::{from_date, nth_of, so_far, weekday_away};
use super::ranges::at_weekend;
use super::resolver::Resolver;
use crate::kinds::context::Context;
use crate::kinds::date::expr::{
    Clock, Count, Expr, From, Holiday, Nth, Part, Point, TimeExpr, Unit, Year,
};
use crate::kinds::date::value::edtf::CalendarUnit;
use crate::kinds::date::value::interval::Interval;
use crate::kinds::date::value::times::Times;
use crate::kinds::rule::Finding;
use crate::model::{DateBasis, Grain};
use jiff::ToSpan;
use jiff::civil::Weekday;

/// How far back, in bytes, a day still holds for a part of the day, with which a story goes on.
const DAYPART_REACH: usize = 400;
/// The same for a time by the clock.
const CLOCK_REACH: usize = 160;

impl Resolver {
    /// What an expression names, remembered for those behind it; nothing for what no calendar has,
    /// such as 30 February.
    pub(super) fn resolve(
        &mut self,
        context: &Context<'_>,
        finding: &Finding<Expr>,
    ) -> Option<Times> {
        let (expr, span) = (&finding.value, finding.span);
        self.focus.enter(context, finding.lang, span.start);
        let times = match self.end_of_range(finding) {
            Some(end) => end,
            None => self.times(expr, span.start)?,
        };
        if let TimeExpr::Range(from, to) = &expr.time
            && from.time.point().is_some()
            && to.time.point().is_some()
        {
            self.ends = Some((span, times.clone()));
        }
        self.remember(expr, &times, span.end);
        if let Some(now) = self.published {
            self.focus.note(context, finding, times.first(), now);
        }
        Some(times)
    }

    /// The end of a range that a mention inside it names: it has the year of the range.
    fn end_of_range(&self, finding: &Finding<Expr>) -> Option<Times> {
        let (span, ends) = self.ends.as_ref()?;
        let inside = span.start <= finding.span.start && finding.span.end <= span.end;
        let open = finding.value.time.open() && finding.value.time.point().is_some();
        (finding.nested && inside && open).then_some(())?;
        let end = if finding.span.start == span.start {
            ends.first()
        } else if finding.span.end == span.end {
            ends.last()
        } else {
            None
        }?;
        Some(Times::one(Some(end), ends.basis))
    }

    pub(super) fn times(&self, expr: &Expr, at: usize) -> Option<Times> {
        Some(match &expr.time {
            TimeExpr::Point(point) => self.point(*point, expr, at)?,
            TimeExpr::Either(day_first, month_first) => {
                self.either(*day_first, *month_first, expr, at)?
            }
            TimeExpr::Weekday { day, step } => {
                self.by_now(|now| weekday(now, *day, *step, expr.ahead))
            }
            TimeExpr::WeekdayOf { day, week } => {
                self.by_now(|now| weekday_of_week(now, *day, *week))
            }
            TimeExpr::NthWeekday { day, nth, year, month } => {
                // Like a day without year: the own year, not the latest past one.
                let first = Point { year: *year, part: Part::Day(*month, 1) };
                let first = self.in_year(first, expr.ahead, at)?;
                first.map(|unit| {
                    let nth = i8::try_from(*nth).ok()?;
                    let weekday = Weekday::from_monday_one_offset(*day).ok()?;
                    unit.days()?.0.nth_weekday_of_month(nth, weekday).ok().map(CalendarUnit::Day)
                })
            }
            TimeExpr::NthWeek { nth, year, month } => {
                let part = month.map_or(Part::Whole, |month| Part::Day(month, 1));
                let start = self.in_year(Point { year: *year, part }, expr.ahead, at)?;
                start.map(|unit| nth_week(unit.days()?.0, *nth, month.is_some()))
            }
            TimeExpr::Within { unit, count } => self.within(*unit, *count),
            TimeExpr::DayAlone(day) => self.day_alone(*day, expr, at),
            TimeExpr::WeekdayAway { day, count } => {
                self.by_now(|now| weekday_away(now, *day, *count))
            }
            TimeExpr::WeekWith(day) => {
                self.times(day, at)?.map(|unit| unit.days().map(|d| CalendarUnit::week_of(d.0)))
            }
            TimeExpr::Nth { part, nth, of } => self.nth(expr, (*part, *nth), of.as_deref(), at)?,
            TimeExpr::FromDate { unit, count, sign, base } => {
                self.times(base, at)?.map(|base| from_date(base, *unit, *count, *sign))
            }
            TimeExpr::Fraction { nth, of, whole } => self.fraction((*nth, *of), whole, at)?,
            TimeExpr::UpTo { unit, count, end } => self.up_to(*unit, *count, end, at)?,
            TimeExpr::SoFar { unit, rest } => self.so_far(*unit, *rest),
            TimeExpr::Holiday { day, year, step, weekend } => {
                let day = self.holiday(*day, *year, *step, expr);
                if *weekend { at_weekend(&day) } else { day }
            }
            // The latest that has begun; the coming one if the sentence looks ahead.
            TimeExpr::Weekend => self.by_now(|now| weekend(now, expr.ahead)),
            TimeExpr::Near { cycle, step } => self.by_now(|now| calendar::near(now, *cycle, *step)),
            // "last year" points from the day of writing even in a history; "the previous year"
            // does not.
            TimeExpr::Shift { unit, by } => {
                let today = if *unit == Unit::Day { self.published } else { self.now() };
                Times::one(today.and_then(|now| calendar::shift(now, *unit, *by)), self.now_basis())
            }
            TimeExpr::FromLastNamed { unit, by } => self.beside_named(*unit, *by),
            TimeExpr::Distance { unit, count, sign, from } => {
                self.base(*from).map(|base| calendar::distance(base, *unit, *count, *sign))
            }
            TimeExpr::Window { unit, count, sign } => self.window(*unit, *count, *sign),
            TimeExpr::Clock => self.clock(expr, at),
            TimeExpr::Range(first, last) => self.range(first, last, at)?,
            TimeExpr::Length { .. }
            | TimeExpr::Lengths(_)
            | TimeExpr::Every { .. }
            | TimeExpr::EveryWeekday(_)
            | TimeExpr::Reference(_) => Times::none(),
        })
    }

    /// From the publication day on for so long.
    fn within(&self, unit: Unit, count: Count) -> Times {
        let now = self.published.filter(|_| !self.history);
        let stretch = now.and_then(|now| {
            let last = within(now, unit, count)?;
            Interval::new(CalendarUnit::Day(now), CalendarUnit::Day(last))
        });
        match stretch {
            Some(stretch) => Times::stretch(stretch, DateBasis::DocumentDate),
            None => Times::one(None, DateBasis::Unresolved),
        }
    }

    /// The units before or after the publication day.
    fn window(&self, unit: Unit, count: Count, sign: i64) -> Times {
        let stretch = self.published.and_then(|now| {
            let (first, last) = window(now, unit, count, sign)?;
            Interval::new(first, last)
        });
        match stretch {
            Some(stretch) => Times::stretch(stretch, DateBasis::DocumentDate),
            None => Times::one(None, DateBasis::Unresolved),
        }
    }

    /// The part of the unit of now that is over, or the rest of it.
    fn so_far(&self, unit: Unit, rest: bool) -> Times {
        match self.now().and_then(|now| so_far(now, unit, rest)) {
            Some((whole, part)) => {
                let part = part.and_then(|(from, to)| Interval::new(from, to));
                Times::one(Some(whole), self.now_basis()).with_part(part)
            }
            None => Times::one(None, DateBasis::Unresolved),
        }
    }

    /// A day whose month is not said.
    fn day_alone(&self, day: i8, expr: &Expr, at: usize) -> Times {
        // "nächsten Monat vom 4. bis zum 23.": the month that was just named.
        if let Some(first) = self.month_near(at).or_else(|| self.focus.month()) {
            return Times::one(calendar::day_of(first, day, 0), DateBasis::Text);
        }
        self.by_now(|now| {
            let today = now.day();
            let months = i64::from(expr.ahead && day < today) - i64::from(expr.past && day > today);
            calendar::day_of(now, day, months)
        })
    }

    /// A part counted inside a whole, of the month of now where none is said. Nothing where the
    /// whole has no such part: a fifth Sunday.
    fn nth(
        &self,
        expr: &Expr,
        (part, nth): (Nth, i64),
        of: Option<&Expr>,
        at: usize,
    ) -> Option<Times> {
        let whole = match of {
            // "the first Monday of May" lies in the own year, like a day without year.
            Some(Expr {
                time: TimeExpr::Point(Point { year: Year::Open, part: Part::Month(month) }),
                ..
            }) => {
                let first = Point { year: Year::Open, part: Part::Day(*month, 1) };
                let month =
                    |(day, _): (jiff::civil::Date, _)| CalendarUnit::Month(day.year(), day.month());
                self.point(first, expr, at)?.map(|unit| unit.days().map(month))
            }
            Some(of) => self.times(of, at)?,
            None => self.by_now(|now| calendar::shift(now, Unit::Month, 0)),
        };
        let found = whole.map(|unit| nth_of(unit.days()?, part, nth));
        (whole.first().is_none() || found.first().is_some()).then_some(found)
    }

    /// A holiday of a year; of no year said, the one that the sentence or a direction points to.
    fn holiday(&self, day: Holiday, year: Year, step: Option<i64>, expr: &Expr) -> Times {
        let by = match year {
            Year::Given(year) => {
                return Times::one(holiday(day, year).map(CalendarUnit::Day), DateBasis::Explicit);
            }
            Year::Shift(by) => by,
            Year::Open => 0,
        };
        let tense = (expr.ahead && by == 0, expr.past && by == 0);
        let step = if by == 0 { step } else { Some(0) };
        self.by_now(|now| {
            open_holiday(now.checked_add(by.years()).ok()?, day, step, tense).map(CalendarUnit::Day)
        })
    }

    /// The unit of the date named last, or one beside it.
    fn beside_named(&self, unit: Unit, by: i64) -> Times {
        // "The day before" is counted from a day, not from the century that the text named.
        let coarse = |grain| self.named.is_some_and(|n| n.0.grain() > grain);
        let named = self.named.filter(|_| {
            !(unit == Unit::Day && coarse(Grain::Month)
                || unit == Unit::Quarter && coarse(Grain::Quarter))
        });
        match named.and_then(|n| n.0.days()) {
            Some((day, _)) => Times::one(calendar::shift(day, unit, by), DateBasis::Text),
            None if by != 0 || unit == Unit::Day => {
                self.by_published(|now| calendar::shift(now, unit, by))
            }
            None => Times::one(None, DateBasis::Unresolved),
        }
    }

    /// What a distance is counted from.
    fn base(&self, from: From) -> Times {
        match (from, self.named) {
            (From::Named, Some((named, _))) => Times::one(Some(named), DateBasis::Text),
            (From::Named, None) | (From::Now, _) => {
                self.by_published(|now| Some(CalendarUnit::Day(now)))
            }
        }
    }

    /// The day of a time without one: the day named shortly before, else that of now.
    fn clock(&self, expr: &Expr, at: usize) -> Times {
        let reach =
            if matches!(expr.clock, Some(Clock::Part(_))) { DAYPART_REACH } else { CLOCK_REACH };
        match self.named.filter(|n| at.saturating_sub(n.1) < reach) {
            Some((day @ CalendarUnit::Day(_), _)) => Times::one(Some(day), DateBasis::Text),
            _ => Times::one(self.now().map(CalendarUnit::Day), DateBasis::DocumentDate),
        }
    }
}
