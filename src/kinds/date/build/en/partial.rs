//! Builders for what is counted, named or left open: "the first Monday of", "the 15th", "Christmas", "nineteen eighty", "the day before".

use super::build::{Found, day_of, day_point, either, glued, month_of, one, ordinal, point, small, year};
use super::dress::{before, dress, edge, led};
use super::expr::{Cycle, Expr, Holiday, Nth, Part, Unit, What, Year};
use super::figures;
use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::model::{DateModifier, Span};
use crate::text::boundary::{is_word, word_after};

/// "the first Monday", "the third-last week": a part that a whole must follow (joined in `compose`), or "of the month" in group `of`.
pub(super) fn nth(m: &Match<'_, '_>) -> Found {
    let read = || {
        let nth = match m.get("ord")? {
            word if m.words.is(Class::Final, word) => -1,
            _ => ordinal(m, "ord")? * if m.has("back") { -1 } else { 1 },
        };
        let part = match m.get("weekday") {
            Some(word) => Nth::Weekday(small(m.words.int(Class::Weekday, word)?)?),
            None => Nth::Unit(Unit::from_value(m.words.value(Class::Unit, m.get("unit")?)?)?),
        };
        let of = match m.get("of") {
            Some(word) => {
                let unit = Unit::from_value(m.words.value(Class::Unit, word)?)?;
                Some(Box::new(Expr::new(What::Shift { unit, by: 0 })))
            }
            None => None,
        };
        // "last Monday" alone points from now.
        let bare = of.is_none() && nth < 0 && !matches!(word_after(m.text, m.span().end), "of" | "in");
        (!bare).then(|| vec![dress(m, m.span(), Expr::new(What::Nth { part, nth, of }))])
    };
    read()
}

/// "on the 15th": a day of a month that is not said. Not a hole, an inning or a floor.
pub(super) fn day_alone(m: &Match<'_, '_>) -> Found {
    let read = || {
        let day = day_of(m, "day")?;
        let span = m.span();
        if let Some(expr) = figures::day_alone(m) {
            return Some(vec![m.whole(expr)]);
        }
        before(m, span.start, Class::DayOpener, &[' '])?;
        let tail = m.tail();
        let closed = tail.trim_start().is_empty()
            || tail.starts_with(['.', ',', ';', ')', '?', '!', '\n', '"'])
            || [" - ", " – "].iter().any(|dash| tail.starts_with(dash))
            || m.words.is(Class::AfterDay, word_after(m.text, span.end));
        let around = nearby(m, span.start, 120);
        let played = around.split(|c: char| !is_word(c)).any(|w| m.words.is(Class::NotDay, w));
        (closed && !played).then(|| vec![dress(m, span, Expr::new(What::DayAlone(day)))])
    };
    read()
}

/// The text around a place.
fn nearby<'t>(m: &Match<'_, 't>, at: usize, reach: usize) -> &'t str {
    let from = m.text.floor_char_boundary(at.saturating_sub(reach));
    &m.text[from..m.text.ceil_char_boundary((at + reach).min(m.text.len()))]
}

/// "Christmas", "last Easter", "Thanksgiving 2019", "Labor Day weekend". Not the tree or the island.
pub(super) fn holiday(m: &Match<'_, '_>) -> Found {
    let read = || {
        let day = rule(m.words.value(Class::Holiday, m.get("holiday")?)?)?;
        let next = word_after(m.text, m.span().end);
        if m.words.is(Class::HolidayThing, next) || m.tail().starts_with('-') {
            return None;
        }
        let step = m.get("dir").and_then(|w| m.words.int(Class::Direction, w));
        let year = match (m.get("year"), m.get("of")) {
            (Some(year), _) => Year::Given(year.parse().ok()?),
            (None, Some(of)) => Year::Shift(m.words.int(Class::OfYear, of)?),
            (None, None) => Year::Open,
        };
        one(m, Some(What::Holiday { day, year, step, weekend: m.has("weekend") }))
    };
    read()
}

/// The day that a holiday's table value names: `12-25`, `easter+1` or `pascha+1` (of the eastern churches), `11/4/4` (month, weekday, which; −1 the
/// last), `7<12-24` (the weekday on that day or last before it).
fn rule(value: &str) -> Option<Holiday> {
    if let Some((weekday, date)) = value.split_once('<') {
        let (month, day) = date.split_once('-')?;
        return Some(Holiday::NotAfter {
            month: month.parse().ok()?,
            day: day.parse().ok()?,
            weekday: weekday.parse().ok()?,
        });
    }
    if let Some(after) = value.strip_prefix("pascha") {
        return Some(Holiday::Pascha(if after.is_empty() { 0 } else { after.parse().ok()? }));
    }
    if let Some(after) = value.strip_prefix("easter") {
        return Some(Holiday::Easter(if after.is_empty() { 0 } else { after.parse().ok()? }));
    }
    if let Some((month, day)) = value.split_once('-').filter(|_| !value.contains('/')) {
        return Some(Holiday::Fixed(month.parse().ok()?, day.parse().ok()?));
    }
    let mut parts = value.split('/').map(str::parse::<i8>);
    let mut part = || parts.next()?.ok();
    Some(Holiday::Weekday { month: part()?, day: part()?, nth: part()? })
}

/// "the first three months" of a whole that follows: its parts from the first on. `compose` gives them the whole.
pub(super) fn first_units(m: &Match<'_, '_>) -> Found {
    let what = || {
        let unit = Unit::from_value(m.words.value(Class::Unit, m.get("unit")?)?)?;
        let count = m.whole_number("n").filter(|n| (2..=60).contains(n))?;
        matches!(word_after(m.text, m.span().end), "of" | "in").then(|| some_units(unit, 1, count, None))
    };
    Some(vec![m.whole(Expr::new(what()?))])
}

/// The parts from one to another, counted inside a whole.
pub(super) fn some_units(unit: Unit, from: i64, to: i64, of: Option<&Expr>) -> What {
    let end = |nth| Box::new(Expr::new(What::Nth { part: Nth::Unit(unit), nth, of: of.cloned().map(Box::new) }));
    What::Range(end(from), end(to))
}

/// "two Sundays ago", "three Fridays from now".
pub(super) fn weekday_away(m: &Match<'_, '_>) -> Found {
    let read = || {
        let day = small(m.int(Class::Weekdays, "days")?)?;
        let count = m.whole_number("n").filter(|n| (1..=52).contains(n))?;
        one(m, Some(What::WeekdayAway { day, count: if m.has("ago") { -count } else { count } }))
    };
    read()
}

/// "the week after next", "the Friday after next".
pub(super) fn after_next(m: &Match<'_, '_>) -> Found {
    if let Some(month) = month_of(m, "month") {
        return one(m, Some(What::Near { cycle: Cycle::Month(month), step: 2 }));
    }
    let what = || match m.get("weekday") {
        Some(word) => Some(What::WeekdayAway { day: small(m.words.int(Class::Weekday, word)?)?, count: 2 }),
        None => {
            let unit = Unit::from_value(m.words.value(Class::Unit, m.get("unit")?)?)?;
            Some(What::Shift { unit, by: 2 })
        }
    };
    one(m, what())
}

/// "year-end", "the month's end".
pub(super) fn unit_end(m: &Match<'_, '_>) -> Found {
    let read = || {
        let unit = Unit::from_value(m.words.value(Class::Unit, m.get("unit")?)?)?;
        let mut expr = Expr::new(What::Shift { unit, by: 0 });
        expr.edge = Some(DateModifier::End);
        if before(m, m.span().start, Class::Bound, &[' ']).is_some_and(|(_, value)| value == "until") {
            expr.bound = Some(DateModifier::Until);
        }
        Some(vec![m.whole(expr)])
    };
    read()
}

/// "the rest of the week", "later that month", "ended the day": a unit that the words before make a date.
pub(super) fn unit_told(m: &Match<'_, '_>) -> Found {
    let read = || {
        let unit = Unit::from_value(m.words.value(Class::Unit, m.get("unit")?)?)?;
        let whole = before(m, m.span().start, Class::Whole, &[' ']).map(|found| found.0);
        // "all week"
        if unit == Unit::Week
            && whole.is_none()
            && let Some(start) = led(m, m.span().start, &["all"])
        {
            return Some(vec![m.at(Span::new(start, m.span().end), Expr::new(What::Shift { unit, by: 0 }))]);
        }
        let article = whole.or_else(|| led(m, m.span().start, &["the"]))?;
        whole.or_else(|| before(m, article, Class::Closes, &[' ']).map(|b| b.0))?;
        Some(vec![m.at(Span::new(article, m.span().end), Expr::new(What::Beside { unit, by: 0 }))])
    };
    read()
}

/// "the day before", "the year after": beside what the text named, where no event follows.
pub(super) fn unit_beside(m: &Match<'_, '_>) -> Found {
    let read = || {
        let unit = Unit::from_value(m.words.value(Class::Unit, m.get("unit")?)?)?;
        let article = led(m, m.span().start, &["the"])?;
        let next = word_after(m.text, m.span().end);
        let event = next.starts_with(char::is_uppercase)
            || next.starts_with(|c: char| c.is_ascii_digit())
            || m.words.is(Class::NotAlone, next);
        let by = if m.has("after") { 1 } else { -1 };
        (!event).then(|| vec![m.at(Span::new(article, m.span().end), Expr::new(What::Beside { unit, by }))])
    };
    read()
}

/// A year in words: "nineteen eighty-four", "two thousand and one", "twenty twenty". Joined to a day or month before it; alone it
/// needs a word that opens a year.
pub(super) fn year_words(m: &Match<'_, '_>) -> Found {
    let read = || {
        let number = |group: &str| m.get(group).and_then(|text| m.words.whole(text));
        let year = match (number("thousand"), number("century"), number("rest").or_else(|| number("rest2"))) {
            (Some(thousands), _, rest) => thousands * 1000 + rest.unwrap_or(0),
            (None, Some(century), Some(rest)) if rest < 100 && (rest >= 10 || m.has("zero")) => century * 100 + rest,
            (None, Some(century), None) if m.has("hundred") => century * 100,
            _ => return None,
        };
        (1000..=2099).contains(&year).then_some(())?;
        let counted = m.words.is(Class::Counted, word_after(m.text, m.span().end));
        let head = m.head().trim_end_matches([' ', ',']);
        let dated =
            [Class::Month, Class::Ordinal].into_iter().any(|class| before(m, head.len(), class, &[' ']).is_some())
                || head.ends_with(|c: char| c.is_ascii_digit());
        let opened = before(m, m.span().start, Class::YearOpener, &[' ']).is_some() && !m.has("thousand")
            || before(m, m.span().start, Class::YearWordsOpener, &[' ']).is_some();
        (!counted && (dated || opened)).then_some(())?;
        one(m, Some(point(Year::Given(year.try_into().ok()?), Part::Whole)))
    };
    read()
}

/// "the '90s", "the 80s": two digits that are a decade, not an age or a temperature.
pub(super) fn decade_short(m: &Match<'_, '_>) -> Found {
    let read = || {
        let decade: i16 = m.int(Class::DecadeShort, "word")?.try_into().ok()?;
        let span = m.span();
        let start = if m.head().ends_with('\'') { span.start - 1 } else { span.start };
        let quoted = start < span.start;
        let edged = before(m, start, Class::Edge, &[' ', '-']);
        // "the early 80s", not "his early 50s"
        let named = edged.is_some_and(|(from, _)| quoted || led(m, from, &["the"]).is_some());
        let genitive = m.get("word").is_some_and(|w| w.contains('\''));
        let told = quoted
            || named
            || before(m, start, Class::DecadeOpener, &[' ']).is_some()
            || genitive && led(m, start, &["in"]).is_some();
        let around = nearby(m, start, 80);
        let measured = around.split(|c: char| !is_word(c)).any(|w| m.words.is(Class::NotDecade, w));
        (told && (!measured || quoted)).then_some(())?;
        let mut expr = Expr::new(point(Year::Open, Part::Decade(190 + decade)));
        let mut at = Span::new(start, span.end);
        if let Some((from, value)) = edged {
            edge(&mut expr, value);
            at = Span::new(from, span.end);
        }
        Some(vec![m.at(at, expr)])
    };
    read()
}

/// "Feb/2018", "Sep-23-2020", "2020/Sep/23": a month's name between digits.
pub(super) fn month_between(m: &Match<'_, '_>) -> Found {
    let what = || {
        let month = month_of(m, "month")?;
        let year = year(m)?;
        match either(m, "day", "day2") {
            Some(day) => {
                let day: i8 = day.parse().ok().filter(|d| (1..=31).contains(d))?;
                // "a Mar-10 rifle"
                let next = word_after(m.text, m.span().end);
                (year != Year::Open || next.is_empty() || m.words.is(Class::AfterDay, next)).then_some(())?;
                day_point(year, month, day)
            }
            None => Some(point(year, Part::Month(month))),
        }
    };
    if glued(m) { None } else { one(m, what()) }
}

/// "Thu", "on Wed.": a short weekday, where a preposition, a time or nothing else stands beside it. Not the Sun or a SAT.
pub(super) fn weekday_short(m: &Match<'_, '_>) -> Found {
    let read = || {
        let day = small(m.int(Class::WeekdayAbbr, "weekday").or_else(|| m.int(Class::WeekdayWord, "word"))?)?;
        let span = m.span();
        let (head, tail) = (m.head(), m.tail());
        let tail = if tail == "." { "" } else { tail };
        let alone = (head.is_empty() || head.ends_with('\n')) && (tail.is_empty() || tail.starts_with('\n'));
        let week = before(m, span.start, Class::OfWeek, &[' ']).is_some();
        // "sat at the table", "sun 2 hours"
        let word = m.has("word");
        let led = before(m, span.start, Class::WeekdayOpener, &[' ']).is_some()
            && (word_after(m.text, span.end).is_empty() || m.words.is(Class::AfterDay, word_after(m.text, span.end)));
        let timed =
            tail.starts_with(" at ") || tail.starts_with(' ') && tail[1..].starts_with(|c: char| c.is_ascii_digit());
        (alone || week || !word && (led || timed))
            .then(|| vec![dress(m, span, Expr::new(What::Weekday { day, step: None }))])
    };
    read()
}

/// "a year-earlier profit", "the year-ago quarter".
pub(super) fn unit_ago(m: &Match<'_, '_>) -> Found {
    let unit = m.get("unit").and_then(|u| Unit::from_value(m.words.value(Class::Unit, u)?));
    Some(vec![m.whole(Expr::new(What::Shift { unit: unit?, by: -1 }))])
}

/// "the year to date": from its start to yesterday.
pub(super) fn unit_to_date(m: &Match<'_, '_>) -> Found {
    let unit = m.get("unit").and_then(|u| Unit::from_value(m.words.value(Class::Unit, u)?));
    Some(vec![m.whole(Expr::new(What::SoFar { unit: unit?, rest: false }))])
}
