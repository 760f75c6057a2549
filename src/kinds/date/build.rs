//! What the named groups of the rules mean: one builder for each shape, shared by the languages.
//!
//! Groups: `day`, `month`, `year`, `weekday`, `season`, `unit`, `n` (a number), `ord` (an ordinal word), `dir` (last, this, next), and so on; the
//! rules of a language only say in which order they stand.

use super::dress::{after, before, dress};
use super::expr::{Clock, Count, Cycle, Expr, From, Part, Point, Reference, Unit, What, Year};
use crate::kinds::rule::{Finding, Match};
use crate::model::{Lang, Normal, Span};
use crate::text::tokens::{opens_sentence, word_after, word_before};

type Found = Vec<Finding<Expr>>;

fn one(m: &Match<'_, '_>, what: Option<What>) -> Found {
    what.map(|what| dress(m, m.span(), Expr::new(what))).into_iter().collect()
}

fn point(year: Year, part: Part) -> What {
    What::Point(Point { year, part })
}

fn small(value: i64) -> Option<i8> {
    i8::try_from(value).ok()
}

/// A group or its double: a name can stand once in a pattern.
fn either<'t>(m: &Match<'_, 't>, group: &str, double: &str) -> Option<&'t str> {
    m.get(group).or_else(|| m.get(double))
}

/// A year in four digits, or two after an apostrophe or stop. Two digits up to 30 are of this century.
fn year_of(text: &str) -> Option<Year> {
    let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
    let value: i16 = digits.parse().ok()?;
    Some(Year::Given(match digits.len() {
        2 if value <= 30 => 2000 + value,
        2 => 1900 + value,
        _ => value,
    }))
}

fn year(m: &Match<'_, '_>) -> Option<Year> {
    match either(m, "year", "year2") {
        Some(text) => year_of(text),
        None => Some(Year::Open),
    }
}

/// A number of the month in digits ("15", "15th", «15-го») or as an ordinal word.
fn day_of(m: &Match<'_, '_>, group: &str) -> Option<i8> {
    let text = m.get(group)?.trim_end();
    let digits = &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())];
    let day: i64 = if digits.is_empty() { m.words.int("ordinal", text)? } else { digits.parse().ok()? };
    (1..=31).contains(&day).then_some(day)?.try_into().ok()
}

fn month_of(m: &Match<'_, '_>, group: &str) -> Option<i8> {
    small(m.int("month", group)?)
}

fn ordinal(m: &Match<'_, '_>, group: &str) -> Option<i64> {
    let text = m.get(group)?;
    let digits = &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())];
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    roman(text).or_else(|| m.words.int("ordinal", text))
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

fn day_point(year: Year, month: i8, day: i8) -> Option<What> {
    let long = matches!(month, 1 | 3 | 5 | 7 | 8 | 10 | 12);
    let last = if month == 2 { 29 } else { 30 + i8::from(long) };
    (day <= last).then_some(point(year, Part::Day(month, day)))
}

/// A day with its month: "January 25, 2021", "25. Januar", «25 января 2021 года».
pub(super) fn day(m: &Match<'_, '_>) -> Found {
    let what = || day_point(year(m)?, month_of(m, "month")?, day_of(m, "day")?);
    one(m, what())
}

/// Days that share a month: "15 and 25 January 2021" (each a mention) or "13-15 July" (a range with its ends). Group `to` marks a range.
pub(super) fn days(m: &Match<'_, '_>) -> Found {
    let read = || {
        let (year, month) = (year(m)?, month_of(m, "month")?);
        let part = |group| day_point(year, month, day_of(m, group)?);
        let (first, last) = (part("first")?, part("day")?);
        let (first_at, mut last_at) = (m.span_of("first")?, m.span_of("day")?);
        // The last member has the month and year where they stand behind it, the first where they stand before.
        let month_at = m.span_of("month")?;
        let mut first_span = first_at;
        if month_at.start > last_at.start {
            last_at = Span::new(last_at.start, m.span().end);
        } else {
            first_span = Span::new(month_at.start, first_at.end);
            last_at = Span::new(last_at.start, m.span().end);
        }
        let (first, last) = (Expr::new(first), Expr::new(last));
        let mut found = vec![m.at(first_span, first.clone()), m.at(last_at, last.clone())];
        if let Some(middle) = m.span_of("middle") {
            found.push(m.at(middle, Expr::new(part("middle")?)));
        }
        if m.has("to") {
            found.iter_mut().for_each(|f| f.nested = true);
            found.insert(0, m.at(m.span(), Expr::new(What::Range(Box::new(first), Box::new(last)))));
        }
        Some(found)
    };
    read().unwrap_or_default()
}

/// A month with its year, or alone. A month's name that is also a word or a name needs a sign that it is a month.
pub(super) fn month(m: &Match<'_, '_>) -> Found {
    let what = || {
        let month = month_of(m, "month")?;
        (m.has("year") || is_month(m)).then_some(point(year(m)?, Part::Month(month)))
    };
    one(m, what())
}

/// Whether a bare month is one: "may", "march", "Mai Nguyen", «Мая Петрова», "April Jones" are not.
fn is_month(m: &Match<'_, '_>) -> bool {
    let (text, span) = (m.text, m.span());
    let word = m.get("month").unwrap_or_default();
    if word.ends_with('.') || word.chars().count() < 3 {
        return false;
    }
    let plain = word.chars().next().is_some_and(char::is_lowercase);
    let prev = word_before(text, span.start);
    let next = word_after(text, span.end);
    let opener = before(m, span.start, "year_opener", &[' ', '-']).is_some() || before(m, span.start, "edge", &[' ', '-']).is_some();
    let closer = after(m, span.end, "of_year").is_some();
    let name = next.chars().next().is_some_and(char::is_uppercase) || text[span.end..].starts_with(['-', '\'']);
    match m.words.lang {
        Lang::En => {
            let risky = matches!(word, "May" | "March" | "April" | "June" | "August" | "Jan" | "Mar" | "Jun" | "MAY" | "MARCH");
            !plain && (opener || closer || !risky || word == "August" && prev.is_empty()) && !(risky && name && !opener)
        }
        Lang::De => !plain && (opener || !name || closer) && !(word == "Mai" && !opener),
        Lang::Ru => {
            let risky = matches!(word, "мая" | "май" | "Мая" | "Май" | "мае" | "Мае");
            (!risky || plain && word != "мая" && opener) && (plain || opener || !name)
        }
    }
}

/// A year with a word that says so: «2019 году», "year 2019", "Jahr 2019", "fiscal 2019".
pub(super) fn year_named(m: &Match<'_, '_>) -> Found {
    let what = || Some(point(year(m)?, Part::Whole));
    one(m, what())
}

/// A year before our era.
pub(super) fn year_before_christ(m: &Match<'_, '_>) -> Found {
    let what = || {
        let value: i16 = m.get("n")?.parse().ok()?;
        Some(point(Year::Given(1 - value), Part::Whole))
    };
    one(m, what())
}

/// A bare year, where the words around make it one.
pub(super) fn bare_year(m: &Match<'_, '_>) -> Found {
    let what = || year_context(m).then_some(point(year(m)?, Part::Whole));
    one(m, what())
}

fn year_context(m: &Match<'_, '_>) -> bool {
    let (text, span) = (m.text, m.span());
    let (head, tail) = (&text[..span.start], &text[span.end..]);
    let Some(value) = m.get("year").and_then(|y| y.parse::<i64>().ok()) else { return false };
    // Part of a longer number, a code or a sum.
    let event = m.words.lang == Lang::Ru && head.strip_suffix('-').is_some_and(|h| h.ends_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '»')));
    if !event && head.ends_with(['.', ',', '/', '-', ':', '$', '€', '£', '#', '№', '+', '_', '=', '&', '@']) {
        return false;
    }
    let mut after_year = tail.chars();
    match (after_year.next(), after_year.next()) {
        (Some('.' | ',' | ':' | '-' | '/'), Some(c)) if c.is_ascii_digit() => return false,
        (Some('%' | '€' | '$' | '£' | '°' | '_' | '@' | '='), _) => return false,
        (Some('-'), Some(c)) if c.is_alphabetic() => return false,
        (Some(' '), Some('%' | '€' | '$' | '£' | '°')) => return false,
        _ => {}
    }
    let (prev, next) = (word_before(text, span.start), word_after(text, span.end));
    if m.words.value("counted", next).is_some() || m.words.value("number", next).is_some() || m.words.value("scale", next).is_some() {
        return false;
    }
    let near = (1700..=2060).contains(&value);
    let bracket = head.ends_with('(') && tail.starts_with([')', ',', ';', '-', '–', ' ']);
    let upper = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let opener = !prev.is_empty() && m.words.value("year_opener", prev).is_some();
    let edge = before(m, span.start, "edge", &[' ', '-']).is_some();
    if !near {
        // A number below 1700 is a year only after words that leave little else.
        let strict = matches!(prev, "in" | "In" | "since" | "Since" | "year" | "anno" | "Jahr" | "Jahre" | "Anno" | "seit" | "Seit");
        return value >= 1000 && strict && !next.chars().next().is_some_and(char::is_lowercase) || edge && value >= 1000;
    }
    match m.words.lang {
        Lang::En => {
            let weak = prev == "the" || prev == "The" || prev == "for" || prev == "to" || prev == "from" || prev == "or" || prev == "and";
            if weak {
                return (1900..=2060).contains(&value) || prev == "the";
            }
            opener || edge || bracket || (near && (prev.is_empty() && (head.ends_with(", ") || opens_sentence(text, span.start))) && !upper(next) && (1900..=2060).contains(&value))
        }
        Lang::De => {
            let noun = upper(next);
            if opener || edge || bracket {
                let counting = matches!(prev, "um" | "auf" | "von" | "für" | "und" | "oder" | "noch" | "so" | "schon" | "bereits" | "erst" | "vor" | "nach" | "bis" | "zwischen" | "aus");
                return !(counting && noun && !(1900..=2060).contains(&value));
            }
            !noun && (1900..=2060).contains(&value)
        }
        Lang::Ru => {
            if bracket {
                return true;
            }
            let quiet = next.is_empty() || tail.starts_with([',', '.', ')', ';']);
            let joined = head.strip_suffix('-').is_some_and(|h| h.ends_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '»')));
            let plain = matches!(prev, "в" | "В" | "с" | "С" | "до" | "До" | "после" | "После" | "и" | "по") && (1900..=2060).contains(&value);
            let listed = head.ends_with(", ") && quiet && (1900..=2060).contains(&value);
            plain || joined || listed || opener && (1800..=2060).contains(&value) && quiet || edge
        }
    }
}

/// Two years joined by a dash: "2007-2009", "2007/08", «2014-2016 гг.».
pub(super) fn year_range(m: &Match<'_, '_>) -> Found {
    let read = || {
        let (first, last) = (m.get("first")?, m.get("year")?);
        let Year::Given(from) = year_of(first)? else { return None };
        let to: i16 = match last.len() {
            2 => from / 100 * 100 + last.parse::<i16>().ok()?,
            _ => last.parse().ok()?,
        };
        let (head, tail) = (&m.text[..m.span().start], &m.text[m.span().end..]);
        let joined = head.ends_with(['-', '/', '.', ',', '$', '€', '+', '(', ':']) && !head.ends_with('(') || tail.starts_with(['-', '/']);
        // Pages and articles run in the same numbers; a plural noun of years may follow, which another rule takes in.
        let old = from < 1500 && before(m, m.span().start, "year_opener", &[' ']).is_none() && !head.ends_with('(');
        let named = m.words.lang == Lang::Ru && m.span_of("year").is_some_and(|y| y.end == m.span().end) && tail.trim_start().starts_with('г');
        if joined || old || named || from >= to || to - from > 150 || !(1000..=2100).contains(&to) || last.len() == 2 && to - from > 30 {
            return None;
        }
        let (a, b) = (Expr::new(point(Year::Given(from), Part::Whole)), Expr::new(point(Year::Given(to), Part::Whole)));
        let mut found = vec![m.whole(Expr::new(What::Range(Box::new(a.clone()), Box::new(b.clone()))))];
        found.extend(m.part("first", a));
        let rest = Span::new(m.span_of("year")?.start, m.span().end);
        found.extend(m.part("year", b).map(|f| Finding { span: rest, ..f }));
        Some(found)
    };
    read().unwrap_or_default()
}

/// A numeric date in the order of its groups: ISO, "15.01.2021", "15.1.".
pub(super) fn numeric(m: &Match<'_, '_>) -> Found {
    let what = || {
        let month: i8 = either(m, "month", "month2")?.parse().ok()?;
        (!glued(m) && (1..=12).contains(&month)).then_some(())?;
        let year = year(m)?;
        let Some(day) = day_of(m, "day") else { return Some(point(year, Part::Month(month))).filter(|_| !m.has("day")) };
        day_point(year, month, day)
    };
    one(m, what())
}

/// A numeric date whose first two parts may be day and month or month and day: groups `first`, `second`.
pub(super) fn numeric_either(m: &Match<'_, '_>) -> Found {
    let what = || {
        let (first, second): (i8, i8) = (either(m, "first", "first2")?.parse().ok()?, either(m, "second", "second2")?.parse().ok()?);
        (!glued(m)).then_some(())?;
        let year = year(m)?;
        let read = |day: i8, month: i8| -> Option<Point> {
            let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
            match day_point(year, month, day).filter(|_| fits)? {
                What::Point(p) => Some(p),
                _ => None,
            }
        };
        Some(match (read(first, second), read(second, first)) {
            (Some(a), Some(b)) if a == b => What::Point(a),
            (Some(day_first), Some(month_first)) => What::Either(day_first, month_first),
            (Some(a), None) | (None, Some(a)) => What::Point(a),
            (None, None) => return None,
        })
    };
    one(m, what())
}

/// Whether a numeric date is only a piece of a longer number, version or code.
fn glued(m: &Match<'_, '_>) -> bool {
    let span: Span<Normal> = m.span();
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

/// A weekday alone.
pub(super) fn weekday(m: &Match<'_, '_>) -> Found {
    let what = || Some(What::Weekday { day: small(m.int("weekday", "weekday")?)?, step: None });
    one(m, what())
}

/// A weekday with a part of the day written onto it: "Freitagabend".
pub(super) fn weekday_part(m: &Match<'_, '_>) -> Found {
    let read = || {
        let day = small(m.int("weekday", "weekday")?)?;
        let clock = Clock::part(m.words.value("daypart", m.get("part")?)?);
        Some(vec![dress(m, m.span(), Expr { clock, ..Expr::new(What::Weekday { day, step: None }) })])
    };
    read().unwrap_or_default()
}

/// A direction and what it applies to: "last Friday", "next March", «прошлой осенью», "dieses Quartal".
pub(super) fn near(m: &Match<'_, '_>) -> Found {
    let what = || {
        let step = m.int("direction", "dir")?;
        if let Some(day) = m.int("weekday", "weekday") {
            return Some(What::Weekday { day: small(day)?, step: Some(step) });
        }
        if let Some(month) = month_of(m, "month") {
            return Some(What::Near { cycle: Cycle::Month(month), step });
        }
        if let Some(season) = m.int("season", "season") {
            return Some(What::Near { cycle: Cycle::Season(small(season)?), step });
        }
        let unit = unit(m)?;
        if plural(m.get("unit")?, m.words.lang) && unit != Unit::Weekend {
            let vague = What::Window { unit, count: Count::Some, sign: step.signum() };
            return (step != 0).then_some(vague);
        }
        Some(What::Shift { unit, by: step })
    };
    one(m, what())
}

fn unit(m: &Match<'_, '_>) -> Option<Unit> {
    Unit::from_value(m.words.value("unit", m.get("unit")?)?)
}

fn count(m: &Match<'_, '_>) -> Option<Count> {
    let text = m.get("n")?;
    if m.words.value("vague", text).is_some() {
        return Some(Count::Some);
    }
    let number = m.words.number(text)?;
    let whole = i64::try_from(number.trunc()).ok().filter(|n| (0..=100_000).contains(n))?;
    Some(if number.fract().is_zero() { Count::Exact(whole) } else { Count::AndHalf(whole) })
}

/// "today", «вчера», "übermorgen".
pub(super) fn day_shift(m: &Match<'_, '_>) -> Found {
    let what = || Some(What::Shift { unit: Unit::Day, by: m.int("day_shift", "shift")? });
    one(m, what())
}

/// "tonight": today in the evening.
pub(super) fn tonight(m: &Match<'_, '_>) -> Found {
    vec![m.whole(Expr { clock: Some(Clock::Part("NI")), ..Expr::new(What::Shift { unit: Unit::Day, by: 0 }) })]
}

/// "this morning", "last night", «сегодня утром» where the direction stands before a part of day.
pub(super) fn daypart_near(m: &Match<'_, '_>) -> Found {
    let read = || {
        let clock = Clock::part(m.words.value("daypart", m.get("part")?)?);
        let by = m.int("direction", "dir")?;
        Some(vec![m.whole(Expr { clock, ..Expr::new(What::Shift { unit: Unit::Day, by }) })])
    };
    read().unwrap_or_default()
}

/// "heuer".
pub(super) fn this_year(m: &Match<'_, '_>) -> Found {
    one(m, Some(What::Shift { unit: Unit::Year, by: 0 }))
}

/// "Vorjahr", "the year before".
pub(super) fn year_ago(m: &Match<'_, '_>) -> Found {
    one(m, Some(What::Shift { unit: Unit::Year, by: -1 }))
}

/// "the week", "the end of the year": the unit of now, only where an edge stands before it.
pub(super) fn unit_edge(m: &Match<'_, '_>) -> Found {
    let read = || {
        let found = dress(m, m.span_of("unit")?, Expr::new(What::Shift { unit: unit(m)?, by: 0 }));
        Some(vec![found]).filter(|f| f[0].value.edge.is_some())
    };
    read().unwrap_or_default()
}

/// "the weekend".
pub(super) fn weekend(m: &Match<'_, '_>) -> Found {
    one(m, Some(What::Weekend))
}

/// Whether a unit stands in the plural: "the coming days" is no shift by one day.
fn plural(word: &str, lang: Lang) -> bool {
    let word = word.to_lowercase();
    match lang {
        Lang::En => word.ends_with('s') && word != "this",
        Lang::De => matches!(word.as_str(), "tage" | "tagen" | "wochen" | "monate" | "monaten" | "jahre" | "jahren" | "jahrzehnte" | "jahrzehnten" | "stunden" | "minuten" | "jahrhunderte" | "jahrhunderten" | "quartale"),
        Lang::Ru => matches!(
            word.as_str(),
            "дни" | "дней" | "днях" | "дням" | "недель" | "неделях" | "месяцы" | "месяцев" | "месяцах" | "годы" | "годов" | "годах" | "лет" | "десятилетий" | "десятилетиях" | "часы" | "часов" | "сутки" | "суток"
        ),
    }
}

/// "in two weeks": from now if the sentence looks ahead, else a length.
pub(super) fn ahead_if(m: &Match<'_, '_>) -> Found {
    let mut found = distance(m, 1, From::Now);
    found.retain(|f| super::dress::looks_ahead(m, f.span));
    found
}

/// "the following day": beside the date that the text named.
pub(super) fn beside_named(m: &Match<'_, '_>) -> Found {
    let read = || {
        let unit = Unit::from_value(m.words.value("unit", either(m, "unit", "unit2")?)?)?;
        let sign = if either(m, "after", "after2").is_some() { 1 } else { -1 };
        Some(m.whole(Expr::new(What::Beside { unit, by: sign })))
    };
    read().into_iter().collect()
}

/// "that day", «в том же году»: the unit of the date that the text named.
pub(super) fn same(m: &Match<'_, '_>) -> Found {
    let what = || {
        let word = m.get("unit")?;
        (!plural(word, m.words.lang)).then_some(What::Beside { unit: unit(m)?, by: 0 })
    };
    what().map(|what| m.whole(Expr::new(what))).into_iter().collect()
}

/// A part of a day alone: "in the morning".
pub(super) fn daypart(m: &Match<'_, '_>) -> Found {
    let clock = m.get("part").and_then(|p| m.words.value("daypart", p)).and_then(Clock::part);
    clock.map(|clock| m.whole(Expr { clock: Some(clock), ..Expr::new(What::Clock) })).into_iter().collect()
}

/// "10 bis 12.30 Uhr": two clock times.
pub(super) fn clock_range(m: &Match<'_, '_>) -> Found {
    let side = |hour: &str, minute: &str, span: &str| {
        let hour: i8 = m.get(hour)?.parse().ok().filter(|h| (0..=24).contains(h))?;
        let minute = m.get(minute).and_then(|t| t.parse().ok());
        Some(m.at(m.span_of(span)?, Expr { clock: Some(Clock::At { hour, minute }), ..Expr::new(What::Clock) }))
    };
    match (side("first", "firstminute", "from"), side("hour", "minute", "till")) {
        (Some(a), Some(b)) if !glued(m) => vec![a, b],
        _ => Vec::new(),
    }
}

/// "14. - 15.10.2018": a range of days in digits, its last day a mention too.
pub(super) fn numeric_range(m: &Match<'_, '_>) -> Found {
    let read = || {
        let month: i8 = m.get("month")?.parse().ok().filter(|n| (1..=12).contains(n))?;
        let year = year(m)?;
        let (from, to) = (day_of(m, "first")?, day_of(m, "day")?);
        (from < to && !glued(m)).then_some(())?;
        let (from, to) = (Expr::new(day_point(year, month, from)?), Expr::new(day_point(year, month, to)?));
        let first = m.part("first", from.clone())?;
        let last = Span::new(m.span_of("day")?.start, m.span().end);
        let last = Finding { span: last, ..m.part("day", to.clone())? };
        Some(vec![m.whole(Expr::new(What::Range(Box::new(from), Box::new(to)))), first, last])
    };
    read().unwrap_or_default()
}

/// "two weeks ago", "vor drei Tagen", «год назад».
pub(super) fn ago(m: &Match<'_, '_>) -> Found {
    distance(m, -1, From::Now)
}

/// "in two weeks", "two days from now".
pub(super) fn ahead(m: &Match<'_, '_>) -> Found {
    distance(m, 1, From::Now)
}

/// "two days earlier".
pub(super) fn earlier(m: &Match<'_, '_>) -> Found {
    distance(m, -1, From::Named)
}

/// "two days later", «спустя два дня».
pub(super) fn later(m: &Match<'_, '_>) -> Found {
    distance(m, 1, From::Named)
}

fn distance(m: &Match<'_, '_>, sign: i64, from: From) -> Found {
    let read = || {
        let count = if m.has("n") { count(m)? } else { Count::Exact(1) };
        let what = match count {
            Count::Some if sign < 0 => What::Reference(Reference::Past),
            Count::Some => What::Reference(Reference::Future),
            Count::Exact(_) | Count::AndHalf(_) => What::Distance { unit: unit(m)?, count, sign, from },
        };
        Some(vec![m.whole(Expr::new(what))])
    };
    read().unwrap_or_default()
}

/// "the last two weeks", «последние две недели», "die kommenden drei Tage".
pub(super) fn window(m: &Match<'_, '_>) -> Found {
    let what = || {
        let step = m.int("direction", "dir").filter(|s| *s != 0)?;
        Some(What::Window { unit: unit(m)?, count: count(m)?, sign: step.signum() })
    };
    what().map(|what| m.whole(Expr::new(what))).into_iter().collect()
}

/// "three months", «двух дней», "zweieinhalb Jahre"; not an age.
pub(super) fn length(m: &Match<'_, '_>) -> Found {
    let what = || {
        let unit = unit(m)?;
        let age = unit == Unit::Year && is_age(m);
        (!age && !glued(m)).then_some(What::Length { unit, count: count(m)? })
    };
    what().map(|what| m.whole(Expr::new(what))).into_iter().collect()
}

fn is_age(m: &Match<'_, '_>) -> bool {
    let next = word_after(m.text, m.span().end);
    let tail = &m.text[m.span().end..];
    let aged = match m.words.lang {
        Lang::En => next == "old" || tail.starts_with("-old"),
        Lang::De => matches!(next, "alt" | "alte" | "alten" | "alter"),
        Lang::Ru => false,
    };
    // Russian gives an age as a bare number of years; a length has a word before it that says of what.
    let bare = m.words.lang == Lang::Ru
        && matches!(count(m), Some(Count::Exact(14..=120)))
        && before(m, m.span().start, "span_opener", &[' ']).is_none();
    aged || bare || before(m, m.span().start, "age", &[' ']).is_some() || word_before(m.text, m.span().start) == "aged"
}

/// "every year", "jeden zweiten Tag".
pub(super) fn every(m: &Match<'_, '_>) -> Found {
    let what = || {
        if let Some(day) = m.int("weekday", "weekday") {
            return Some(What::EveryWeekday(small(day)?));
        }
        if let Some(day) = m.get("days").and_then(|w| m.words.int("weekdays", w)) {
            return Some(What::EveryWeekday(small(day)?));
        }
        let unit = match m.get("every") {
            Some(word) => Unit::from_value(m.words.value("every", word)?)?,
            None => unit(m)?,
        };
        let count = if m.has("n") { m.whole_number("n")? } else { 1 };
        Some(What::Every { unit, count })
    };
    what().map(|what| m.whole(Expr::new(what))).into_iter().collect()
}

/// "now", "recently", «в настоящее время».
pub(super) fn reference(m: &Match<'_, '_>) -> Found {
    // "Now" inside a sentence is part of a name.
    let name = m.text[m.span().start..].starts_with(char::is_uppercase) && !opens_sentence(m.text, m.span().start);
    if name && m.words.lang == Lang::En {
        return Vec::new();
    }
    let what = || Some(What::Reference(Reference::from_value(m.words.value("ref", m.get("ref")?)?)?));
    what().map(|what| m.whole(Expr::new(what))).into_iter().collect()
}

/// A season with or without year.
pub(super) fn season(m: &Match<'_, '_>) -> Found {
    let what = || {
        let word = either(m, "season", "season2")?;
        let season = m.words.int("season", word).or_else(|| m.words.int("season_genitive", word))?;
        Some(point(year(m)?, Part::Season(small(season)?)))
    };
    one(m, what())
}

/// "the third quarter of 2018".
pub(super) fn quarter(m: &Match<'_, '_>) -> Found {
    let what = || {
        let n = ordinal(m, "ord").or_else(|| ordinal(m, "ord2")).filter(|n| (1..=4).contains(n))?;
        Some(point(year(m)?, Part::Quarter(small(n)?)))
    };
    one(m, what())
}

/// "the first half of 2018".
pub(super) fn half(m: &Match<'_, '_>) -> Found {
    let what = || {
        let n = ordinal(m, "ord").filter(|n| (1..=2).contains(n))?;
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

/// "the 1990s", "die 90er Jahre", «в 90-х годах», "the nineties".
pub(super) fn decade(m: &Match<'_, '_>) -> Found {
    let what = || {
        let decade: i16 = match m.get("decade") {
            Some(digits) => {
                let n: i16 = digits.parse().ok()?;
                if digits.len() == 4 {
                    n / 10
                } else if n % 10 == 0 {
                    190 + n / 10
                } else {
                    return None;
                }
            }
            None => 190 + i16::try_from(m.int("decade_word", "word")?).ok()?,
        };
        Some(point(Year::Open, Part::Decade(decade)))
    };
    let mut found = one(m, what());
    // A decade has its century: no year of writing is needed, and none may follow.
    found.retain(|f| matches!(f.value.what, What::Point(Point { year: Year::Open, .. })));
    found
}

/// "the 19th century", «XIX век».
pub(super) fn century(m: &Match<'_, '_>) -> Found {
    let what = || {
        let n = ordinal(m, "ord").filter(|n| (1..=30).contains(n))?;
        Some(point(Year::Open, Part::Century(i16::try_from(n - 1).ok()?)))
    };
    one(m, what())
}

/// A clock time: groups `hour`, `minute`, `half` (of day: am, pm).
pub(super) fn clock(m: &Match<'_, '_>) -> Found {
    let read = || {
        let hour: i8 = m.get("hour").and_then(|h| h.parse().ok()).or_else(|| small(m.whole_number("hour")?))?;
        let minute: Option<i8> = match m.get("minute") {
            Some(text) => Some(text.parse().ok()?),
            None => None,
        };
        let half = m.get("half").map(str::to_lowercase).unwrap_or_default();
        let afternoon = half.starts_with('p') || matches!(half.as_str(), "вечера" | "дня" | "abends" | "nachmittags");
        let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
        ((0..=24).contains(&hour) && minute.is_none_or(|m| (0..60).contains(&m)) && !glued(m)).then_some(())?;
        Some(vec![m.whole(Expr { clock: Some(Clock::At { hour, minute }), ..Expr::new(What::Clock) })])
    };
    read().unwrap_or_default()
}

/// A weekday of a month: "the first Monday in May", "the last Sunday of the month".
pub(super) fn nth_weekday(m: &Match<'_, '_>) -> Found {
    let what = || {
        let nth = match m.int("direction", "ord") {
            Some(-1) => -1,
            _ => ordinal(m, "ord").filter(|n| (1..=5).contains(n))?,
        };
        Some(What::NthWeekday { day: small(m.int("weekday", "weekday")?)?, nth, year: year(m)?, month: month_of(m, "month")? })
    };
    one(m, what())
}

/// A week of a month or year: "the first week of May".
pub(super) fn nth_week(m: &Match<'_, '_>) -> Found {
    let what = || {
        let nth = match m.get("ord")? {
            "final" => -1,
            word if m.words.int("direction", word) == Some(-1) => -1,
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
        if let Some(word) = m.get("weekday") {
            let weekday = m.words.int("weekday", word).or_else(|| m.words.int("weekday_short", word))?;
            return Some(point(Year::Open, Part::DayOn { day: day_of(m, "day")?, weekday: small(weekday)? }));
        }
        let month = m.get("of").and_then(|w| m.words.int("of_month", w)).unwrap_or(0);
        Some(point(Year::Open, Part::DayOf { day: day_of(m, "day")?, month }))
    };
    one(m, what())
}
