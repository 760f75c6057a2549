//! What the named groups of the rules mean: one builder for each shape, shared by the languages.
//!
//! Groups: `day`, `month`, `year`, `weekday`, `season`, `unit`, `n` (a number), `ord` (an ordinal word), `dir` (last, this, next), and so on; the
//! rules of a language only say in which order they stand. Here are the calendar dates; `years.rs`, `relative.rs` and `clock.rs` have the rest.

use super::dress::{after, before, dress, led, weekday_before};
use super::expr::{Expr, Part, Point, What, Year};
use super::spoken;
use crate::gazetteer::Class;
use crate::kinds::rule::{Finding, Findings, Match};
use crate::model::{DateOrder, Lang, Normal, Span};
use crate::text::boundary::{is_edge, opens_sentence, word_after, word_before};

pub(super) type Found = Option<Findings<Expr>>;

pub(super) fn one(m: &Match<'_, '_>, what: Option<What>) -> Found {
    // Digits that anchor a rule may be the rest of a code ("A2019").
    let what = what.filter(|_| is_edge(m.text, m.span().start))?;
    Some(vec![dress(m, m.span(), Expr::new(what))])
}

pub(super) fn point(year: Year, part: Part) -> What {
    What::Point(Point { year, part })
}

pub(super) fn small(value: i64) -> Option<i8> {
    i8::try_from(value).ok()
}

/// A group or its double: a name can stand once in a pattern.
pub(super) fn either<'t>(m: &Match<'_, 't>, group: &str, double: &str) -> Option<&'t str> {
    m.get(group).or_else(|| m.get(double))
}

/// A year in four digits, or two after an apostrophe or stop. Two digits up to 30 are of this century.
pub(super) fn year_of(text: &str) -> Option<Year> {
    let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
    let value: i16 = digits.parse().ok()?;
    Some(Year::Given(match digits.len() {
        2 if value <= 30 => 2000 + value,
        2 => 1900 + value,
        _ => value,
    }))
}

pub(super) fn year(m: &Match<'_, '_>) -> Option<Year> {
    match either(m, "year", "year2") {
        Some(text) if text.contains(|c: char| c.is_ascii_digit()) => year_of(text),
        Some(text) => spoken::year_in_words(m, text),
        None => Some(spoken::short_year(m, 0).0.unwrap_or(Year::Open)),
    }
}

/// A number of the month in digits ("15", "15th", «15-го») or as an ordinal word.
pub(super) fn day_of(m: &Match<'_, '_>, group: &str) -> Option<i8> {
    let text = m.get(group)?.trim_end();
    let digits = &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())];
    let day: i64 = if digits.is_empty() { m.words.int(Class::Ordinal, text)? } else { digits.parse().ok()? };
    (1..=31).contains(&day).then_some(day)?.try_into().ok()
}

/// The number of a month; "Mrs May" is a person.
pub(super) fn month_of(m: &Match<'_, '_>, group: &str) -> Option<i8> {
    let at = m.span_of(group)?.start;
    let person = m.words.lang == Lang::En && before(m, at, Class::Title, &[' ']).is_some();
    if person { None } else { small(m.int(Class::Month, group)?) }
}

pub(super) fn ordinal(m: &Match<'_, '_>, group: &str) -> Option<i64> {
    let text = m.get(group)?;
    let digits = &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())];
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    roman(text).or_else(|| m.words.int(Class::Ordinal, text))
}

/// A Roman number, in Latin letters or the Cyrillic ones that look like them.
fn roman(text: &str) -> Option<i64> {
    let (mut total, mut last) = (0, 0);
    for c in text.chars().rev() {
        let value = match c {
            'I' | 'І' => 1,
            'V' => 5,
            'X' | 'Х' => 10,
            _ => return None,
        };
        total += if value < last { -value } else { value };
        last = last.max(value);
    }
    (total > 0).then_some(total)
}

pub(super) fn day_point(year: Year, month: i8, day: i8) -> Option<What> {
    let long = matches!(month, 1 | 3 | 5 | 7 | 8 | 10 | 12);
    let last = if month == 2 { 29 } else { 30 + i8::from(long) };
    (day <= last).then_some(point(year, Part::Day(month, day)))
}

/// A day with its month: "January 25, 2021", "25. Januar", «25 января 2021 года».
pub(super) fn day(m: &Match<'_, '_>) -> Found {
    let what = || day_point(year(m)?, month_of(m, "month")?, day_of(m, "day")?);
    one(m, what())
}

/// A day with its month, or several days that share it (group `first`). A Russian year takes in its word.
pub(super) fn day_or_days(m: &Match<'_, '_>) -> Found {
    let end = spoken::short_year(m, m.span().end).1;
    let bare = m.span_of("year").is_some_and(|y| y.end == end);
    let end = if bare { end + year_word(m) } else { end };
    if m.has("first")
        && let Some(several) = days_to(m, end)
    {
        return Some(several);
    }
    let what = || {
        // A hyphen joins only what has a year: "25-Jan-2021".
        let short = spoken::short_year(m, 0).0.is_some() && m.get("dash").is_none_or(str::is_empty);
        (m.has("year") || short || !m.has("dash")).then_some(())?;
        // "1,250.31 August"
        let start = m.span_of("day")?.start;
        let number =
            m.text[..start].strip_suffix(['.', ',']).is_some_and(|h| h.ends_with(|c: char| c.is_ascii_digit()));
        (m.words.lang != Lang::En || !number).then_some(())?;
        let what = day_point(year(m)?, month_of(m, "month")?, day_of(m, "day")?)?;
        Some(dress(m, Span::new(m.span_of("day")?.start, end), Expr::new(what)))
    };
    Some(vec![what()?])
}

/// How many bytes a word for "year" takes behind a Russian date.
fn year_word(m: &Match<'_, '_>) -> usize {
    let tail = m.tail();
    let rest = tail.strip_prefix(' ').unwrap_or(tail);
    let stands = |word: &&&str| rest.starts_with(**word) && is_edge(rest, word.len());
    let words: &[&str] =
        if m.words.lang == Lang::Ru { &["года", "году", "годом", "год", "г.", "г"] } else { &[] };
    words.iter().find(stands).map_or(0, |word| tail.len() - rest.len() + word.len())
}

/// Days that share a month: "15 and 25 January 2021" (each a mention) or "13-15 July" (a range with its ends). Group `to` marks a range.
pub(super) fn days(m: &Match<'_, '_>) -> Found {
    days_to(m, m.span().end)
}

fn days_to(m: &Match<'_, '_>, end: usize) -> Found {
    let read = || {
        let (year, month) = (year(m)?, month_of(m, "month")?);
        let part = |group| day_point(year, month, day_of(m, group)?);
        let (first, last) = (part("first")?, part("day")?);
        let (first_at, mut last_at) = (m.span_of("first")?, m.span_of("day")?);
        // The last member has the month and year where they stand behind it, the first where they stand before.
        let month_at = m.span_of("month")?;
        let mut first_span = first_at;
        if month_at.start > last_at.start {
            last_at = Span::new(last_at.start, end);
        } else {
            first_span = Span::new(month_at.start, first_at.end);
            last_at = Span::new(last_at.start, end);
        }
        let (first, last) = (Expr::new(first), Expr::new(last));
        let mut found = vec![m.at(first_span, first.clone()), m.at(last_at, last.clone())];
        for middle in ["middle", "middle2", "middle3"] {
            if let Some(span) = m.span_of(middle) {
                found.push(m.at(span, Expr::new(part(middle)?)));
            }
        }
        if m.has("to") || led(m, m.span().start, &["between", "between the"]).is_some() {
            found.iter_mut().for_each(|f| f.nested = true);
            found.insert(
                0,
                m.at(Span::new(m.span().start, end), Expr::new(What::Range(Box::new(first), Box::new(last)))),
            );
        }
        Some(found)
    };
    read()
}

/// A month with its year, or alone. A month's name that is also a word or a name needs a sign that it is a month.
pub(super) fn month(m: &Match<'_, '_>) -> Found {
    let what = || {
        let month = month_of(m, "month")?;
        (m.has("year") || is_month(m)).then_some(point(year(m)?, Part::Month(month)))
    };
    let (short, end) = spoken::short_year(m, m.span().end);
    if m.has("short") && short.is_none() {
        // A number that is no year: the month alone.
        return Some(vec![dress(m, Span::new(m.span().start, end), Expr::new(what()?))]);
    }
    one(m, what())
}

fn prev_of<'t>(m: &Match<'_, 't>) -> &'t str {
    word_before(m.text, m.span().start)
}

/// Whether a bare month is one: "may", "march", "Mai Nguyen", «Мая Петрова», "April Jones" are not.
fn is_month(m: &Match<'_, '_>) -> bool {
    let (text, span) = (m.text, m.span());
    let word = m.get("month").unwrap_or_default();
    if word.ends_with('.') || word.chars().count() < 3 {
        return false;
    }
    // "the March on the capital"
    if m.words.lang == Lang::En && matches!(word, "March" | "May") && matches!(prev_of(m), "the" | "The" | "a" | "A") {
        return false;
    }
    let plain = word.chars().next().is_some_and(char::is_lowercase);
    if m.words.lang == Lang::En && !plain && text.trim() == word {
        return true;
    }
    let prev = word_before(text, span.start);
    let next = word_after(text, span.end);
    let opener = before(m, span.start, Class::YearOpener, &[' ', '-']).is_some()
        || before(m, span.start, Class::Edge, &[' ', '-']).is_some();
    let joined =
        text[span.end..].strip_prefix(['-', '–']).is_some_and(|rest| m.words.is(Class::Month, word_after(rest, 0)));
    let opener = opener || m.words.lang == Lang::En && joined;
    let closer = after(m, span.end, Class::OfYear).is_some();
    let name = next.chars().next().is_some_and(char::is_uppercase) || text[span.end..].starts_with(['-', '\'']);
    match m.words.lang {
        Lang::En => {
            let risky =
                matches!(word, "May" | "March" | "April" | "June" | "August" | "Jan" | "Mar" | "Jun" | "MAY" | "MARCH");
            let short = word.len() <= 4 && !matches!(word, "june" | "july");
            let clear = !plain || !short && !matches!(word, "march" | "august");
            clear && (opener || closer || !risky || word == "August" && prev.is_empty()) && !(risky && name && !opener)
        }
        // "Jens März": a name before it, where no word that leads a month stands.
        Lang::De => {
            let leads = |class| m.words.is(class, prev);
            let named = matches!(word, "März" | "August" | "April")
                && prev.starts_with(char::is_uppercase)
                && text[..span.start].ends_with(' ')
                && ![Class::MonthLead, Class::Direction, Class::Bound, Class::Weekday, Class::Ordinal]
                    .into_iter()
                    .any(leads);
            let short = word.len() < 5 && !matches!(word, "Mai" | "MAI" | "März" | "Juni" | "Juli" | "JUNI" | "JULI");
            !plain && !short && (opener || !named && word != "Mai" && (closer || !name))
        }
        Lang::Ru => {
            let risky = matches!(word, "мая" | "май" | "Мая" | "Май" | "мае" | "Мае");
            let shown = plain || opener || opens_sentence(text, span.start);
            (!risky || plain && word != "мая" && opener) && shown && (plain || opener || !name)
        }
    }
}

/// A numeric date in the order of its groups: ISO, "15.01.2021", "15.1.".
pub(super) fn numeric(m: &Match<'_, '_>) -> Found {
    let what = || {
        let month: i8 = either(m, "month", "month2")?.parse().ok()?;
        (!glued(m) && (1..=12).contains(&month)).then_some(())?;
        let year = year(m)?;
        let Some(day) = day_of(m, "day") else {
            return Some(point(year, Part::Month(month))).filter(|_| !m.has("day"));
        };
        day_point(year, month, day)
    };
    one(m, what())
}

/// "2016/05", "2016-05": a month, where the second number cannot be the end of a range of years.
pub(super) fn year_month(m: &Match<'_, '_>) -> Found {
    let what = || {
        let (year, month): (i16, i8) = (m.get("year")?.parse().ok()?, m.get("month")?.parse().ok()?);
        (!glued(m) && (1900..2100).contains(&year) && i16::from(month) <= year % 100)
            .then_some(point(Year::Given(year), Part::Month(month)))
    };
    one(m, what())
}

/// A short numeric date, only where a preposition says that it is one: "am 22.04".
pub(super) fn numeric_led(m: &Match<'_, '_>) -> Found {
    // "Donnerstag, 4.8": a weekday says so too; a month in one figure needs one.
    let weekday = weekday_before(m, m.span().start).is_some();
    let short = m.get("month").is_some_and(|month| month.len() < 2) && m.has("bare");
    let opened = !short && led(m, m.span().start, PREPOSITIONS).is_some();
    if opened || weekday { numeric(m) } else { None }
}

/// Vocabulary that make two numbers a day and a month, English and German.
pub(super) const PREPOSITIONS: &[&str] = &[
    "on", "by", "until", "from", "after", "before", "since", "am", "den", "dem", "der", "zum", "vom", "bis", "bis zum",
    "seit", "seit dem", "ab", "ab dem",
];

/// A numeric date whose first two parts may be day and month or month and day: groups `first`, `second`.
pub(super) fn numeric_either(m: &Match<'_, '_>) -> Found {
    let read = || {
        let (first, second): (i8, i8) =
            (either(m, "first", "first2")?.parse().ok()?, either(m, "second", "second2")?.parse().ok()?);
        (!glued(m)).then_some(())?;
        let year = year(m)?;
        let read = |day: i8, month: i8| -> Option<Point> {
            let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
            day_point(year, month, day).filter(|_| fits)?.point()
        };
        let (what, order) = match (read(first, second), read(second, first)) {
            (Some(a), Some(b)) if a == b => (What::Point(a), None),
            (Some(day_first), Some(month_first)) => (What::Either(day_first, month_first), None),
            (Some(a), None) => (What::Point(a), Some(DateOrder::DayFirst)),
            (None, Some(a)) => (What::Point(a), Some(DateOrder::MonthFirst)),
            (None, None) => return None,
        };
        Some(dress(m, m.span(), Expr { order, ..Expr::new(what) }))
    };
    Some(vec![read()?])
}

/// Whether a numeric date is only a piece of a longer number, version or code.
pub(super) fn glued(m: &Match<'_, '_>) -> bool {
    glued_at(m, m.span()) || m.words.is(Class::Numbered, prev_of(m))
}

/// The same of any span.
pub(super) fn glued_at(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let (head, tail) = (&m.text[..span.start], &m.text[span.end..]);
    let mut next = tail.chars();
    let continues = match (next.next(), next.next()) {
        (Some(c), _) if c.is_ascii_digit() => true,
        (Some('.' | ',' | '/' | '-' | ':'), Some(c)) => c.is_ascii_digit(),
        (Some('%' | '€' | '$'), _) | (Some(' '), Some('%' | '€' | '$')) => true,
        _ => false,
    };
    let mut last = head.chars().rev();
    let continued = match (last.next(), last.next()) {
        (Some('.' | ',' | '/' | '-' | ':'), Some(c)) => c.is_ascii_digit(),
        (Some('$' | '€' | '£' | '§'), _) => true,
        _ => false,
    };
    continues || continued
}

/// "14. - 15.10.2018": a range of days in digits, its last day a mention too.
pub(super) fn numeric_range(m: &Match<'_, '_>) -> Found {
    let read = || {
        let month: i8 = m.get("month")?.parse().ok().filter(|n| (1..=12).contains(n))?;
        let year = year(m)?;
        let (from, to) = (day_of(m, "first")?, day_of(m, "day")?);
        // Without a stop at the end, one behind the first says that these are days: "14. - 15.10".
        let days = m.has("year") || m.has("stop") || m.has("dot") && m.get("month")?.len() == 2;
        (from < to && days && !glued(m)).then_some(())?;
        let (from, to) = (Expr::new(day_point(year, month, from)?), Expr::new(day_point(year, month, to)?));
        let first = m.part("first", from.clone())?;
        let last = Span::new(m.span_of("day")?.start, m.span().end);
        let last = Finding { span: last, ..m.part("day", to.clone())? };
        Some(vec![m.whole(Expr::new(What::Range(Box::new(from), Box::new(to)))), first, last])
    };
    read()
}

/// A season with or without year.
pub(super) fn season(m: &Match<'_, '_>) -> Found {
    let what = || {
        let word = either(m, "season", "season2")?;
        // A compound: "Winter-Biathlon".
        let mut tail = m.tail().chars();
        (tail.next() != Some('-') || !tail.next().is_some_and(char::is_alphabetic)).then_some(())?;
        let season = m.words.int(Class::Season, word).or_else(|| m.words.int(Class::SeasonGenitive, word))?;
        // "the spring 1500 metres above the town"
        let year = year(m).filter(|year| !matches!(year, Year::Given(..1700)))?;
        Some(point(year, Part::Season(small(season)?)))
    };
    one(m, what())
}

/// "the third quarter of 2018".
pub(super) fn quarter(m: &Match<'_, '_>) -> Found {
    let what = || {
        // "the third quarter-mile"
        let compound = m.words.lang == Lang::En && m.tail().starts_with('-');
        let n = ordinal(m, "ord").or_else(|| ordinal(m, "ord2")).filter(|n| (1..=4).contains(n) && !compound)?;
        Some(point(year(m)?, Part::Quarter(small(n)?)))
    };
    one(m, what())
}

/// "Q3 2018"; without a year only where a word before says that it is no name: "in Q3", "Q3 profit" but not "the Q3".
pub(super) fn quarter_code(m: &Match<'_, '_>) -> Found {
    let named = either(m, "year", "year2").is_none() && matches!(prev_of(m), "the" | "The" | "a" | "A" | "new" | "its");
    if named { None } else { quarter(m) }
}

/// "the first half of 2018".
pub(super) fn half(m: &Match<'_, '_>) -> Found {
    let what = || {
        let n = ordinal(m, "ord").or_else(|| ordinal(m, "ord2")).filter(|n| (1..=2).contains(n))?;
        Some(point(year(m)?, Part::Half(small(n)?)))
    };
    one(m, what())
}

/// "week 31", "KW 12".
pub(super) fn week_number(m: &Match<'_, '_>) -> Found {
    let what = || {
        let n = m.whole_number("n").filter(|n| (1..=53).contains(n))?;
        Some(point(year(m)?, Part::Week(small(n)?)))
    };
    one(m, what())
}

/// A weekday of a month: "the first Monday in May", "the last Sunday of the month".
pub(super) fn nth_weekday(m: &Match<'_, '_>) -> Found {
    let what = || {
        let nth = match m.int(Class::Direction, "ord") {
            Some(-1) => -1,
            _ => ordinal(m, "ord").filter(|n| (1..=5).contains(n))?,
        };
        Some(What::NthWeekday {
            day: small(m.int(Class::Weekday, "weekday")?)?,
            nth,
            year: year(m)?,
            month: month_of(m, "month")?,
        })
    };
    one(m, what())
}

/// A week of a month or year: "the first week of May".
pub(super) fn nth_week(m: &Match<'_, '_>) -> Found {
    // "the third last week of"
    if m.words.is(Class::Ordinal, word_before(m.text, m.span().start)) {
        return None;
    }
    let what = || {
        let nth = match m.get("ord")? {
            "final" => -1,
            word if m.words.int(Class::Direction, word) == Some(-1) => -1,
            _ => ordinal(m, "ord").filter(|n| (1..=53).contains(n))?,
        };
        let month = if m.has("month") { Some(month_of(m, "month")?) } else { None };
        Some(What::NthWeek { nth, year: year(m)?, month })
    };
    one(m, what())
}

/// A day of the month of writing or the one before: "the 20th of last month".
pub(super) fn day_of_month(m: &Match<'_, '_>) -> Found {
    let what = || {
        // "on Tuesday the first trains ran"
        let spelled = m.get("day").is_some_and(|d| d.starts_with(char::is_alphabetic));
        let next = word_after(m.text, m.span().end);
        let closed = next.is_empty() || m.words.is(Class::AfterDay, next);
        let doubtful = spelled || m.get("weekday").is_some_and(|w| m.words.value(Class::Weekday, w).is_none());
        if doubtful && m.has("weekday") && m.words.lang == Lang::En && !closed {
            return None;
        }
        if let Some(word) = m.get("weekday") {
            let weekday = [Class::Weekday, Class::WeekdayShort, Class::WeekdayAbbr]
                .into_iter()
                .find_map(|c| m.words.int(c, word))?;
            return Some(point(Year::Open, Part::DayOn { day: day_of(m, "day")?, weekday: small(weekday)? }));
        }
        let month = m.get("of").and_then(|w| m.words.int(Class::OfMonth, w)).unwrap_or(0);
        Some(point(Year::Open, Part::DayOf { day: day_of(m, "day")?, month }))
    };
    one(m, what())
}
