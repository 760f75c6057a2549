//! The meaning of a date expression, independent of its language and not yet resolved against the
//! publication date.

use crate::model::{DateModifier, DateOrder, Normal, Span};

/// The meaning of a match, unresolved.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expr {
    /// The time meant.
    pub(super) time: TimeExpr,
    /// "early", "mid-", "end of": a part of that time.
    pub(super) edge: Option<DateModifier>,
    /// "since", "until", "before", "after", "about": a direction from it.
    pub(super) bound: Option<DateModifier>,
    /// The time of day, if the words give one.
    pub(super) clock: Option<Clock>,
    /// Whether the words around look ahead ("will … on Friday").
    pub(super) ahead: bool,
    /// The order of day and month that a numeric date proves: its digits allow no other.
    pub(super) order: Option<DateOrder>,
    /// The weekday that stands with a day: "Friday, July 18".
    pub(super) weekday: Option<i8>,
    /// Whether the words around tell of the past ("was arrested on August 3").
    pub(super) past: bool,
    /// Whether the verb right before it does: "expired on February 15".
    pub(super) bygone: bool,
}

impl Expr {
    /// A time without anything around it.
    pub(super) const fn new(time: TimeExpr) -> Self {
        Self {
            time,
            edge: None,
            bound: None,
            clock: None,
            ahead: false,
            past: false,
            bygone: false,
            weekday: None,
            order: None,
        }
    }

    /// A time of day without a day.
    pub(super) fn clock(clock: Clock) -> Self {
        Self { clock: Some(clock), ..Self::new(TimeExpr::Clock) }
    }

    /// From one time to another, both included.
    pub(super) fn range(from: Self, to: Self) -> Self {
        Self::new(TimeExpr::Range(Box::new(from), Box::new(to)))
    }

    /// The parts `from` to `to` of a whole, counted from its start, or from its end if negative. If
    /// `of` is `None`, the whole is open.
    pub(super) fn parts(unit: Unit, from: i64, to: i64, of: Option<&Self>) -> Self {
        let part = |nth| {
            Self::new(TimeExpr::Nth { part: Nth::Unit(unit), nth, of: of.cloned().map(Box::new) })
        };
        Self::range(part(from), part(to))
    }
}

/// An expression over a span of the text.
pub(crate) type Placed = (Span<Normal>, Expr);

/// A kind of time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TimeExpr {
    /// A place in the calendar, whose year may be open.
    Point(Point),
    /// A numeric date with two readings, the likelier first.
    Either(Point, Point),
    /// A weekday alone, or a step away: "Friday", "last Friday".
    Weekday { day: i8, step: Option<i64> },
    /// A weekday of this week or another: "Monday of next week".
    WeekdayOf { day: i8, week: i64 },
    /// A weekday of a month: "the first Monday in May" (−1 is the last).
    NthWeekday { day: i8, nth: i64, year: Year, month: i8 },
    /// A week of a month, or of a year where no month is given (−1 is the last).
    NthWeek { nth: i64, year: Year, month: Option<i8> },
    /// A day of the month whose month is not said: "the 15th".
    DayAlone(i8),
    /// A weekday, counted from now: "two Sundays ago".
    WeekdayAway { day: i8, count: i64 },
    /// The week that holds a day: "the week of April 10".
    WeekWith(Box<Expr>),
    /// A part of something longer: "the last Friday of next month", "the third week of May". It is
    /// counted from the start, or from the end if negative. If `of` is `None`, the whole is open.
    Nth { part: Nth, nth: i64, of: Option<Box<Expr>> },
    /// A time at a distance from another date: "two weeks before May 13".
    FromDate { unit: Unit, count: Count, sign: i64, base: Box<Expr> },
    /// A fraction of something longer: "the second half of the 1980s" is the second of two.
    Fraction { nth: i16, of: i16, whole: Box<Expr> },
    /// The units that end with a date: "the six months to the end of September".
    UpTo { unit: Unit, count: i64, end: Box<Expr> },
    /// The part of the current unit that is over, or the rest of it: "earlier this year", "later
    /// this week".
    SoFar { unit: Unit, rest: bool },
    /// A holiday: of a given year, or the last or next one.
    Holiday { day: Holiday, year: Year, step: Option<i64>, weekend: bool },
    /// A weekend without a direction.
    Weekend,
    /// A month or season with a direction: "last autumn", "next March".
    Near { cycle: Cycle, step: i64 },
    /// A calendar unit with a direction: "last week", "yesterday", «в этом году».
    Shift { unit: Unit, by: i64 },
    /// A point at a distance from now or from the date named last: "three days ago", "two weeks
    /// later".
    Distance { unit: Unit, count: Count, sign: i64, from: From },
    /// The unit around the date named last, or a neighbouring one: "the following day", "that
    /// year".
    FromLastNamed { unit: Unit, by: i64 },
    /// The units before or after now: "the last two weeks".
    Window { unit: Unit, count: Count, sign: i64 },
    /// A length of time that starts now: "within two weeks".
    Within { unit: Unit, count: Count },
    /// A length of time.
    Length { unit: Unit, count: Count },
    /// A length in several units, the largest first: "a year and six months".
    Lengths(Vec<(Unit, Count)>),
    /// A repetition: "every year".
    Every { unit: Unit, count: i64 },
    /// A repeated weekday.
    EveryWeekday(i8),
    /// A time of day without a day.
    Clock,
    /// "now", "recently", "in the near future".
    Reference(Reference),
    /// From one to another, both included.
    Range(Box<Expr>, Box<Expr>),
}

impl TimeExpr {
    /// The place in the calendar, where it names one.
    pub(super) const fn point(&self) -> Option<Point> {
        if let Self::Point(point) = self { Some(*point) } else { None }
    }

    /// Whether the tense of the sentence decides which time is meant.
    pub(super) fn open(&self) -> bool {
        if let Self::Point(Point { year, part }) = self {
            return *year == Year::Open && !matches!(part, Part::Decade(_) | Part::Century(_));
        }
        matches!(
            self,
            Self::Either(Point { year: Year::Open, .. }, _)
                | Self::Weekday { step: None, .. }
                | Self::Weekend
                | Self::DayAlone(_)
                | Self::Holiday { year: Year::Open, .. }
                | Self::NthWeekday { year: Year::Open, .. }
                | Self::NthWeek { year: Year::Open, .. }
        )
    }
}

/// A place in the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    /// The year.
    pub(super) year: Year,
    /// Which part of the year, or which decade or century.
    pub(super) part: Part,
}

/// A year as the words give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    /// Not said.
    Open,
    /// Said; astronomical (480 BC is −479).
    Given(i16),
    /// Relative to the publication year.
    Shift(i64),
}

/// A part of a year, or something longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    Month(i8),
    Day(i8, i8),
    /// A day of the publication month, or of a month relative to it: "the 20th of last month".
    DayOf {
        day: i8,
        month: i64,
    },
    /// A day of the nearest month in which it falls on a weekday: "Friday the 26th".
    DayOn {
        day: i8,
        weekday: i8,
    },
    /// 21 spring … 24 winter.
    Season(i8),
    Quarter(i8),
    Half(i8),
    /// ISO week.
    Week(i8),
    /// The first year divided by ten.
    Decade(i16),
    /// The first year divided by a hundred; below 0 so many centuries before Christ (−5 is the fifth).
    Century(i16),
}

/// What is counted inside something longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nth {
    Weekday(i8),
    Unit(Unit),
}

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// This number of days after Easter Sunday.
    Easter(i16),
    /// This number of days after Orthodox Easter Sunday.
    Pascha(i16),
    /// A weekday of a month: the fourth Thursday of November, the last Monday (−1) of May.
    Weekday { month: i8, day: i8, nth: i8 },
    /// The last given weekday on or before a day of the year: the Sunday before Christmas.
    NotAfter { month: i8, day: i8, weekday: i8 },
}

/// Something that comes back every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cycle {
    Month(i8),
    Season(i8),
}

/// A number of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    Exact(i64),
    /// This number and a half.
    AndHalf(i64),
    /// Any other decimal, in thousandths.
    Thousandths(i64),
    /// "several".
    Some,
    /// "a few": counts as three where a calendar period is meant ("the next few days").
    Few,
}

/// What a distance is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// The publication day.
    Now,
    /// The date named last.
    Named,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit that a lexicon value names.
    pub(super) fn from_value(value: &str) -> Option<Self> {
        Some(match value {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "week" => Self::Week,
            "fortnight" => Self::Fortnight,
            "weekend" => Self::Weekend,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "half" => Self::Half,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            _ => return None,
        })
    }

    /// How TIMEX3 writes a length in this unit: what stands before the number and after it.
    pub(super) const fn timex(self) -> (&'static str, &'static str) {
        match self {
            Self::Second => ("PT", "S"),
            Self::Minute => ("PT", "M"),
            Self::Hour => ("PT", "H"),
            Self::Day => ("P", "D"),
            Self::Week | Self::Fortnight => ("P", "W"),
            Self::Weekend => ("P", "WE"),
            Self::Month => ("P", "M"),
            Self::Quarter => ("P", "Q"),
            Self::Half => ("P", "H"),
            Self::Year => ("P", "Y"),
            Self::Decade => ("P", "DE"),
            Self::Century => ("P", "CE"),
        }
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    At {
        hour: i8,
        minute: Option<i8>,
    },
    /// The TIMEX3 code: MO, MI, AF, EV, NI.
    Part(&'static str),
}

impl Clock {
    /// The part of a day that a lexicon value names.
    pub(super) fn part(value: &str) -> Option<Self> {
        ["MO", "MI", "AF", "EV", "NI"].into_iter().find(|p| *p == value).map(Self::Part)
    }
}

/// A vague reference in time: "now", "recently", "in the near future".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    Past,
    Present,
    Future,
}

impl Reference {
    /// The TIMEX3 value.
    pub(super) const fn timex(self) -> &'static str {
        match self {
            Self::Past => "PAST_REF",
            Self::Present => "PRESENT_REF",
            Self::Future => "FUTURE_REF",
        }
    }

    /// The reference that a lexicon value names.
    pub(super) fn from_value(value: &str) -> Option<Self> {
        [Self::Past, Self::Present, Self::Future].into_iter().find(|r| r.timex() == value)
    }
}
