//! From findings to values: what gives way, what is joined, and which calendar day each expression names.
//!
//! Conventions, with their reasons in SHAPES (shares in news):
//!
//! - A bare weekday is the nearest such day not after the publication day, that day included; after "will" the next one.
//! - A bare month, season or quarter is the latest that has begun. "last" and "next" leave the current one out.
//! - A day and month without year lie in the publication year, or in the neighbouring one if that is nearer by far (nine months).
//! - Without a publication date, a year named shortly before counts (basis `text`); else the year stays unknown. The day of the run is never used.
//! - Windows ("the last two weeks") are whole calendar units beside the current one.

use super::arithmetic::{day_of, day_on, distance, near, nth_week, open_year, shift, weekday, window, within};
use super::compose::compose;
use super::edtf::When;
use super::expr::{Clock, Expr, From, Part, Point, Unit, What, Year};
use super::narrative::{is_history, leaps, year_after};
use super::parts::{from_date, holiday, nth_of, on_weekday, open_holiday, so_far, weekday_away, weekend_at};
use super::{order, pair, value};
use crate::kinds::context::{Context, Found};
use crate::kinds::overlap::{Taken, longest};
use crate::kinds::rule::Finding;
use crate::model::{Confidence, DateBasis, DateOrder, Grain, Value};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Chooses among the findings and resolves them.
pub(crate) fn resolve(mut findings: Vec<Finding<Expr>>, context: &Context<'_>, taken: &Taken) -> Vec<Found> {
    findings.retain(|f| !taken.touches(f.span));
    let text: &str = &context.text.normal;
    let chosen = pair::join(text, compose(text, longest(findings)));
    let order = order::of(context.date_order, context.document.region.as_deref(), &chosen);
    let history = context.published.is_some_and(|now| is_history(&chosen, now));
    let mut resolver = Resolver { published: context.published, history, order, named: None, aside: None };
    chosen
        .into_iter()
        .filter_map(|finding| {
            let expr = &finding.value;
            let times = resolver.times(expr, finding.span.start)?;
            resolver.remember(expr, &times, finding.span.end);
            Some(Found {
                span: finding.span,
                value: Value::Date(value::of(expr, &times)),
                lang: finding.lang,
                equivalent_of: None,
                warning: None,
                rule: finding.rule,
                resources: Vec::new(),
                confidence: confidence(expr, times.basis),
            })
        })
        .collect()
}

fn confidence(expr: &Expr, basis: DateBasis) -> Confidence {
    match basis {
        DateBasis::Unresolved => Confidence::Weak,
        DateBasis::Text => Confidence::Medium,
        DateBasis::DocumentDate => Confidence::Strong,
        DateBasis::Explicit => {
            let bare_year = matches!(expr.what, What::Point(Point { part: Part::Whole, .. }));
            if bare_year || matches!(expr.what, What::Either(..) | What::Clock) {
                Confidence::Strong
            } else {
                Confidence::Certain
            }
        }
    }
}

/// What an expression names.
#[derive(Debug, Clone)]
pub(super) struct Times {
    /// The unit, or the first of two.
    pub(super) first: Option<When>,
    /// The last unit of a range or window.
    pub(super) last: Option<When>,
    /// The other reading of a numeric date.
    pub(super) other: Option<When>,
    /// The stretch of the unit that is meant, where that is not all of it.
    pub(super) part: Option<(When, When)>,
    /// What it rests on.
    pub(super) basis: DateBasis,
}

impl Times {
    const fn one(first: Option<When>, basis: DateBasis) -> Self {
        let basis = if first.is_some() { basis } else { DateBasis::Unresolved };
        Self { first, last: None, other: None, part: None, basis }
    }

    /// No calendar time at all, and none missed.
    const fn none() -> Self {
        Self { first: None, last: None, other: None, part: None, basis: DateBasis::Explicit }
    }
}

/// The stretch between two ends of which one is a part of its unit: "from the end of 2007 to the end of 2008".
fn ends_of(first: &Expr, a: &Times, last: &Expr, b: &Times) -> Option<(When, When)> {
    let (from, to) = (a.first?, b.first?);
    (first.edge.is_some() || last.edge.is_some()).then_some(())?;
    let edge = |expr: &Expr, when: When| expr.edge.and_then(|edge| when.edge(edge));
    Some((edge(first, from).map_or(from, |e| e.0), edge(last, to).map_or(to, |e| e.1)))
}

struct Resolver {
    published: Option<Date>,
    history: bool,
    order: Option<DateOrder>,
    /// The last calendar time that the text named, and where.
    named: Option<(When, usize)>,
    /// In a history, a bare year far from that one, until another confirms it.
    aside: Option<When>,
}

impl Resolver {
    /// The day that open expressions count from: the publication day, in a history the day that the text has come to.
    fn now(&self) -> Option<Date> {
        match self.named {
            Some((when, _)) if self.history => when.days().map(|d| d.0),
            _ => self.published,
        }
    }

    fn now_basis(&self) -> DateBasis {
        if self.history && self.named.is_some() { DateBasis::Text } else { DateBasis::DocumentDate }
    }

    fn remember(&mut self, expr: &Expr, times: &Times, at: usize) {
        let points = matches!(
            expr.what,
            What::Point(_)
                | What::Either(..)
                | What::Shift { .. }
                | What::Near { .. }
                | What::Weekday { .. }
                | What::Distance { .. }
                | What::Beside { .. }
                | What::DayAlone(_)
                | What::Holiday { .. }
                | What::FromDate { .. }
                | What::Nth { .. }
        );
        if let Some(when) = times.first.filter(|_| self.history && points)
            && leaps(self.named.map(|n| n.0), expr, when)
            && leaps(self.aside.replace(when), expr, when)
        {
            return;
        }
        if let Some(first) = times.first.filter(|w| points && w.days().is_some()) {
            self.named = Some((first, at));
        }
    }

    fn times(&self, expr: &Expr, at: usize) -> Option<Times> {
        Some(match &expr.what {
            What::Point(point) => {
                let (when, basis) = self.past_point(*point, expr, at)?;
                Times { first: when, ..Times::one(when, basis) }
            }
            What::Either(day_first, month_first) => {
                let (mut a, mut b) = (self.past_point(*day_first, expr, at)?, self.past_point(*month_first, expr, at)?);
                if self.order == Some(DateOrder::MonthFirst) {
                    std::mem::swap(&mut a, &mut b);
                }
                let other = if self.order.is_none() { b.0 } else { None };
                Times { other, ..Times::one(a.0, a.1) }
            }
            What::Weekday { day, step } => self.by_now(|now| weekday(now, *day, *step, expr.ahead)),
            What::WeekdayOf { day, week } => self.by_now(|now| {
                let monday = When::week_of(now.checked_add(week.checked_mul(7)?.days()).ok()?).days()?.0;
                Some(When::Day(monday.checked_add((i64::from(*day) - 1).days()).ok()?))
            }),
            What::NthWeekday { day, nth, year, month } => {
                // Like a day without year: the own year, not the latest past one.
                let (when, basis) = self.point(Point { year: *year, part: Part::Day(*month, 1) }, expr.ahead, at)?;
                let found = when.and_then(When::days).and_then(|(first, _)| {
                    let nth = i8::try_from(*nth).ok()?;
                    first.nth_weekday_of_month(nth, Weekday::from_monday_one_offset(*day).ok()?).ok()
                });
                Times::one(found.map(When::Day), basis)
            }
            What::NthWeek { nth, year, month } => {
                let part = month.map_or(Part::Whole, |month| Part::Day(month, 1));
                let (when, basis) = self.point(Point { year: *year, part }, expr.ahead, at)?;
                let start = when.and_then(When::days).map(|d| d.0);
                Times::one(start.and_then(|start| nth_week(start, *nth, month.is_some())), basis)
            }
            What::Within { unit, count } => {
                let until = self
                    .published
                    .filter(|_| !self.history)
                    .and_then(|now| within(now, *unit, *count).map(|last| (now, last)));
                match until {
                    Some((now, last)) => Times {
                        last: Some(When::Day(last)),
                        ..Times::one(Some(When::Day(now)), DateBasis::DocumentDate)
                    },
                    None => Times::one(None, DateBasis::Unresolved),
                }
            }
            // "nächsten Monat vom 4. bis zum 23.": the month that was just named.
            What::DayAlone(day) if self.month_near(at).is_some() => {
                Times::one(self.month_near(at).and_then(|first| day_of(first, *day, 0)), DateBasis::Text)
            }
            What::DayAlone(day) => self.by_now(|now| {
                let today = now.day();
                let months = i64::from(expr.ahead && *day < today) - i64::from(expr.past && *day > today);
                day_of(now, *day, months)
            }),
            What::WeekdayAway { day, count } => self.by_now(|now| weekday_away(now, *day, *count)),
            What::WeekWith(day) => {
                let inner = self.times(day, at)?;
                let week = inner.first.and_then(When::days).map(|d| When::week_of(d.0));
                Times::one(week, inner.basis)
            }
            What::Nth { part, nth, of } => {
                let month = Expr::new(What::Shift { unit: Unit::Month, by: 0 });
                // "the first Monday of May" lies in the own year, like a day without year.
                let whole = match of.as_deref() {
                    Some(Expr {
                        what: What::Point(Point { year: year @ Year::Open, part: Part::Month(month) }),
                        ..
                    }) => {
                        let first = Point { year: *year, part: Part::Day(*month, 1) };
                        let (when, basis) = self.past_point(first, expr, at)?;
                        let first = when.and_then(When::days);
                        Times::one(first.map(|(day, _)| When::Month(day.year(), day.month())), basis)
                    }
                    of => self.times(of.unwrap_or(&month), at)?,
                };
                let found = whole.first.and_then(When::days).and_then(|days| nth_of(days, *part, *nth));
                // No fifth Sunday in that month: no date at all.
                if whole.first.is_some() && found.is_none() {
                    return None;
                }
                Times::one(found, whole.basis)
            }
            What::FromDate { unit, count, sign, base } => {
                let base = self.times(base, at)?;
                Times::one(base.first.and_then(|base| from_date(base, *unit, *count, *sign)), base.basis)
            }
            What::SoFar { unit, rest } => match self.now().and_then(|now| so_far(now, *unit, *rest)) {
                Some((whole, part)) => Times { part, ..Times::one(Some(whole), self.now_basis()) },
                None => Times::one(None, DateBasis::Unresolved),
            },
            What::Holiday { day, year, step, weekend } => {
                let (found, basis) = match year {
                    Year::Given(year) => (holiday(*day, *year), DateBasis::Explicit),
                    Year::Shift(_) | Year::Open => {
                        let by = if let Year::Shift(by) = year { *by } else { 0 };
                        let now = self.now().and_then(|now| now.checked_add(by.years()).ok());
                        let tense = (expr.ahead && by == 0, expr.past && by == 0);
                        let step = if by == 0 { *step } else { Some(0) };
                        (now.and_then(|now| open_holiday(now, *day, step, tense)), self.now_basis())
                    }
                };
                match found {
                    Some(day) if *weekend => {
                        let (first, last) = weekend_at(day).unzip();
                        Times { last: last.flatten(), ..Times::one(first, basis) }
                    }
                    day => Times::one(day.map(When::Day), basis),
                }
            }
            // The latest that has begun; the coming one if the sentence looks ahead.
            What::Weekend => self.by_now(|now| {
                let begun = now.weekday().to_monday_one_offset() >= 6;
                shift(now, Unit::Weekend, if begun || expr.ahead { 0 } else { -1 })
            }),
            What::Near { cycle, step } => self.by_now(|now| near(now, *cycle, *step)),
            // "last year" points from the day of writing even in a history; "the previous year" is `Beside`.
            What::Shift { unit, by } => {
                let today = if *unit == Unit::Day { self.published } else { self.now() };
                Times::one(today.and_then(|now| shift(now, *unit, *by)), self.now_basis())
            }
            // "The day before" is counted from a day, not from the century that the text named.
            What::Beside { unit, by } => match (
                self.named.filter(|n| *unit != Unit::Day || n.0.grain() <= Grain::Month).and_then(|n| n.0.days()),
                self.published,
            ) {
                (Some((day, _)), _) => Times::one(shift(day, *unit, *by), DateBasis::Text),
                (None, Some(now)) if *by != 0 || *unit == Unit::Day => {
                    Times::one(shift(now, *unit, *by), DateBasis::DocumentDate)
                }
                (None, _) => Times::one(None, DateBasis::Unresolved),
            },
            What::Distance { unit, count, sign, from } => {
                let base = match from {
                    From::Now => self.published.map(|d| (When::Day(d), DateBasis::DocumentDate)),
                    From::Named => {
                        let named = self.named.map(|n| (n.0, DateBasis::Text));
                        named.or(self.published.map(|d| (When::Day(d), DateBasis::DocumentDate)))
                    }
                };
                match base {
                    Some((base, basis)) => Times::one(distance(base, *unit, *count, *sign), basis),
                    None => Times::one(None, DateBasis::Unresolved),
                }
            }
            What::Window { unit, count, sign } => {
                match self.published.and_then(|now| window(now, *unit, *count, *sign)) {
                    Some((first, last)) => {
                        Times { last: Some(last), ..Times::one(Some(first), DateBasis::DocumentDate) }
                    }
                    None => Times::one(None, DateBasis::Unresolved),
                }
            }
            What::Clock => {
                // "am Nachmittag" goes on with the day that a story has come to for longer than a time by the clock.
                let reach = if matches!(expr.clock, Some(Clock::Part(_))) { 400 } else { 160 };
                let named = self.named.filter(|n| at.saturating_sub(n.1) < reach);
                let named = named.and_then(|n| if let When::Day(day) = n.0 { Some(day) } else { None });
                match (named, self.now()) {
                    (Some(day), _) => Times::one(Some(When::Day(day)), DateBasis::Text),
                    (None, now) => Times::one(now.map(When::Day), DateBasis::DocumentDate),
                }
            }
            What::Range(a, b) => {
                let (first, last, mut a, mut b) = (a, b, self.times(a, at)?, self.times(b, at)?);
                // "next Monday to Friday": the Friday after that Monday.
                if let (What::Weekday { day, step: None }, Some(When::Day(from))) = (&last.what, a.first) {
                    b.first = weekday(from, *day, None, true).or(b.first);
                }
                // "between 10/1 and 11/7": neither year is said, and the first is not the later.
                if let (Some(When::Day(from)), Some(When::Day(to))) = (a.first, b.first)
                    && from.year() > to.year()
                    && matches!(first.what, What::Either(Point { year: Year::Open, .. }, _))
                {
                    a.first = from.checked_sub(1.year()).ok().map(When::Day);
                }
                let basis = if a.basis == DateBasis::Explicit { b.basis } else { a.basis };
                Times { first: a.first, last: b.first, other: None, part: ends_of(first, &a, last, &b), basis }
            }
            What::Length { .. } | What::Every { .. } | What::EveryWeekday(_) | What::Reference(_) => Times::none(),
        })
    }

    fn by_now(&self, read: impl Fn(Date) -> Option<When>) -> Times {
        Times::one(self.now().and_then(read), self.now_basis())
    }

    /// A place in the calendar that, without a year of its own, does not lie ahead where the sentence tells of the past.
    fn past_point(&self, point: Point, expr: &Expr, at: usize) -> Option<(Option<When>, DateBasis)> {
        let found = self.point(point, expr.ahead, at)?;
        let calendar = !matches!(point.part, Part::DayOf { .. } | Part::DayOn { .. });
        // "Friday, July 18" of a year in which that day is a Friday.
        if let (Some(weekday), Some(When::Day(day)), Year::Open) = (expr.weekday, found.0, point.year)
            && found.1 == DateBasis::DocumentDate
            && let Some(fits) = on_weekday(day, weekday)
            && fits != day
        {
            return Some((Some(When::Day(fits)), found.1));
        }
        match (found.0.and_then(When::days), self.published) {
            (Some((first, _)), Some(now))
                if calendar
                    && expr.past
                    && point.year == Year::Open
                    && first > now
                    && found.1 == DateBasis::DocumentDate =>
            {
                self.point(Point { year: Year::Given(first.year() - 1), ..point }, false, at)
                    .map(|(when, _)| (when, DateBasis::DocumentDate))
            }
            _ => Some(found),
        }
    }

    /// A place in the calendar; outer `None` if there is no such day.
    fn point(&self, point: Point, ahead: bool, at: usize) -> Option<(Option<When>, DateBasis)> {
        let (year, basis) = match point.year {
            Year::Given(year) => (Some(year), DateBasis::Explicit),
            Year::Shift(by) => {
                let year = self.published.and_then(|now| i16::try_from(i64::from(now.year()).checked_add(by)?).ok());
                if year.is_none() {
                    return Some((None, DateBasis::Unresolved));
                }
                (year, DateBasis::DocumentDate)
            }
            Year::Open => match point.part {
                Part::Decade(decade) => return Some((Some(When::Decade(decade)), DateBasis::Explicit)),
                Part::Century(century) => return Some((Some(When::Century(century)), DateBasis::Explicit)),
                Part::DayOn { day, weekday } => {
                    return Some((self.now().and_then(|now| day_on(now, day, weekday, ahead)), self.now_basis()));
                }
                Part::DayOf { day, month } => {
                    return Some((self.now().and_then(|now| day_of(now, day, month)), self.now_basis()));
                }
                part @ (Part::Whole
                | Part::Month(_)
                | Part::Day(..)
                | Part::Season(_)
                | Part::Quarter(_)
                | Part::Half(_)
                | Part::Week(_)) => match (self.published, self.year_named(part, at)) {
                    (Some(_), Some(year)) if self.history => (Some(year), DateBasis::Text),
                    (Some(now), _) => (Some(open_year(now, part, ahead)), DateBasis::DocumentDate),
                    (None, Some(year)) => (Some(year), DateBasis::Text),
                    (None, None) => (None, DateBasis::Unresolved),
                },
            },
        };
        let Some(year) = year else {
            return Some(match point.part {
                Part::Month(month) => (Some(When::Floating(month, None)), DateBasis::Unresolved),
                Part::Day(month, day) => (Some(When::Floating(month, Some(day))), DateBasis::Unresolved),
                Part::Whole
                | Part::DayOf { .. }
                | Part::DayOn { .. }
                | Part::Season(_)
                | Part::Quarter(_)
                | Part::Half(_)
                | Part::Week(_)
                | Part::Decade(_)
                | Part::Century(_) => (None, DateBasis::Unresolved),
            });
        };
        let when = match point.part {
            Part::Whole => When::Year(year),
            Part::Month(month) => When::Month(year, month),
            Part::Day(month, day) => When::Day(Date::new(year, month, day).ok()?),
            Part::Season(season) => When::Season(year, season),
            Part::Quarter(n) => When::Quarter(year, n),
            Part::Half(n) => When::Half(year, n),
            Part::Week(n) => When::Week(year, n),
            Part::Decade(decade) => When::Decade(decade),
            Part::Century(century) => When::Century(century),
            Part::DayOf { .. } | Part::DayOn { .. } => return None,
        };
        Some((Some(when), basis))
    }

    /// A day of the month or day that was named just before.
    fn month_near(&self, at: usize) -> Option<Date> {
        let (when, _) = self.named.filter(|n| at.saturating_sub(n.1) < NEAR)?;
        matches!(when, When::Month(..) | When::Day(_)).then(|| when.days())?.map(|d| d.0)
    }

    /// The year that the text itself named last, if that is near enough to still hold.
    fn year_named(&self, part: Part, at: usize) -> Option<i16> {
        let (when, place) = self.named?;
        (self.history || at.saturating_sub(place) < NARRATIVE).then_some(())?;
        if self.history { year_after(when, part) } else { Some(when.days()?.0.year()) }
    }
}

/// How many bytes before a bare day ("am 15.") its month may stand.
const NEAR: usize = 60;

/// How many bytes a named year holds for in a text without publication date.
const NARRATIVE: usize = 1500;
