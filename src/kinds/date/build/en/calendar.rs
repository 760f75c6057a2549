//! English builders for days, months and quarters.

use crate::gazetteer::Class;
use crate::kinds::date::build::calendar::{self, BareMonth};
use crate::kinds::date::build::coordinated;
use crate::kinds::date::expr::{Expr, Part, Placed, TimeExpr, Year};
use crate::kinds::date::fields::{
    day_of, day_point, either, month_of, point, short_year, small, year,
};
use crate::kinds::date::phrase::{after, glued, preceded_by, previous_word};
use crate::kinds::rule::{Findings, Match};
use crate::text::boundary::{word_after, word_before};

/// A day with its month, or several days that share it (group `first`).
pub(crate) fn day_or_days(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let end = short_year(m, m.span().end).1;
    if let Some(several) = calendar::days_that_share(m, end, is_range(m)) {
        return Some(several);
    }
    // "1,250.31 August"
    let head = &m.text[..m.span_of("day")?.start];
    let number =
        head.strip_suffix(['.', ',']).is_some_and(|h| h.ends_with(|c: char| c.is_ascii_digit()));
    if number { None } else { calendar::one_day(m, end) }
}

/// Days that share a month: "July 13-15, 2019", "January 15 and 25".
pub(crate) fn days(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    calendar::days_that_share(m, m.span().end, is_range(m))
}

/// Whether days that share a month are the ends of a range: "13 to 15", "between 13 and 15".
fn is_range(m: &Match<'_, '_>) -> bool {
    m.has("to") || preceded_by(m, m.span().start, &["between", "between the"]).is_some()
}

/// "January 25"; not the hour in "24 October, 9 p.m.", "30 January, 11:15".
pub(crate) fn month_day(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let tail = m.tail();
    let clock = tail.starts_with(':')
        || [" a.m", " p.m", " am", " pm", "am", "pm", " AM", " PM", " o'clock"]
            .iter()
            .any(|half| tail.starts_with(half));
    let dated = previous_word(m).starts_with(|c: char| c.is_ascii_digit());
    let text = &m.text[m.span().range()];
    // "On 4 May the first match was played."
    let other = dated && text.contains(" the ");
    if other || clock && (dated || text.contains(',')) { None } else { calendar::day(m) }
}

/// "Oct2", "Feb13": not a code in capitals.
pub(crate) fn month_day_glued(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let code =
        m.get("month").is_none_or(|month| month.len() < 3 || month.chars().all(char::is_uppercase));
    if code || m.tail().starts_with(['-', '/', '_']) { None } else { calendar::day(m) }
}

/// A month with its year, or alone.
pub(crate) fn month(m: &Match<'_, '_>) -> Option<Placed> {
    calendar::month(m, is_month)
}

/// Whether a bare month is one: "may", "march", "April Jones" are not.
fn is_month(m: &Match<'_, '_>, bare: &BareMonth<'_>) -> bool {
    let (text, span) = (m.text, m.span());
    let &BareMonth { word, lower, opened, goes_on } = bare;
    // "the March on the capital"
    if matches!(word, "March" | "May") && matches!(previous_word(m), "the" | "The" | "a" | "A") {
        return false;
    }
    // "$DEC farming": a code.
    if word.len() < 4 && word.chars().all(char::is_uppercase) {
        return false;
    }
    if !lower && text.trim() == word {
        return true;
    }
    let opened = opened
        || text[span.end..]
            .strip_prefix(['-', '–'])
            .is_some_and(|rest| m.words.is(Class::Month, word_after(rest, 0)));
    let closer = after(m, span.end, Class::OfYear).is_some();
    let risky = m.words.is(Class::MonthOrName, word);
    let short = word.len() <= 4 && !matches!(word, "june" | "july");
    let clear = !lower || !short && !matches!(word, "march" | "august");
    let alone = !risky || word == "August" && word_before(text, span.start).is_empty();
    clear && (opened || closer || alone) && !(risky && goes_on && !opened)
}

/// A season with its year; not "the 2012 Summer Olympics", which are those of a year.
pub(crate) fn season(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let event = m.get("season2").is_some_and(|s| s.starts_with(char::is_uppercase))
        && word_after(m.text, m.span().end).starts_with(char::is_uppercase);
    if event { None } else { calendar::season(m) }
}

/// A season that "and" joins to another one: "the fall and winter".
pub(crate) fn season_listed(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let season = |word: &str| m.words.is(Class::Season, word);
    let behind = m.tail().strip_prefix(" and ").is_some_and(|rest| season(word_after(rest, 0)));
    let head = m.head().strip_suffix(" and ").unwrap_or_default();
    let other = word_before(head, head.len());
    let before = season(other);
    // "They spring and fall" are verbs.
    let first = if before { head.len() - other.len() } else { m.span().start };
    let prev = word_before(m.text, first);
    let noun = prev.is_empty() || m.words.is_any(&[Class::YearOpener, Class::WeakYearOpener], prev);
    if noun && (behind || before) { calendar::season(m) } else { None }
}

/// "Feb/2018", "Sep-23-2020", "2020/Sep/23": a month's name between digits.
pub(crate) fn month_between(m: &Match<'_, '_>) -> Option<TimeExpr> {
    (!glued(m)).then_some(())?;
    let month = month_of(m, "month")?;
    let year = year(m)?;
    let Some(day) = either(m, "day", "day2") else {
        return Some(point(year, Part::Month(month)));
    };
    let day: i8 = day.parse().ok().filter(|d| (1..=31).contains(d))?;
    // "a Mar-10 rifle"
    let next = word_after(m.text, m.span().end);
    (year != Year::Open || next.is_empty() || m.words.is(Class::AfterDay, next)).then_some(())?;
    day_point(year, month, day)
}

/// "the third quarter of 2018"; not "the third quarter-mile".
pub(crate) fn quarter(m: &Match<'_, '_>) -> Option<TimeExpr> {
    if m.tail().starts_with('-') { None } else { calendar::quarter(m) }
}

/// "Q3 2018"; without a year only where the word before leaves it a quarter: "in Q3", not "the Q3".
pub(crate) fn quarter_code(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let bare = either(m, "year", "year2").is_none();
    let named = bare && m.words.is(Class::NotQuarter, previous_word(m));
    if named { None } else { quarter(m) }
}

/// A day of the month of writing or of one beside it, or a day on a weekday: "the 20th of last
/// month", "Friday the 26th".
pub(crate) fn day_of_month(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let day = day_of(m, "day");
    let Some(word) = m.get("weekday") else {
        return coordinated::day_of_month(m);
    };
    // "on Tuesday the first trains ran"
    let spelled = m.get("day").is_some_and(|d| d.starts_with(char::is_alphabetic));
    let doubtful = spelled || m.words.value(Class::Weekday, word).is_none();
    let next = word_after(m.text, m.span().end);
    if doubtful && !next.is_empty() && !m.words.is(Class::AfterDay, next) {
        return None;
    }
    let classes = [Class::Weekday, Class::WeekdayShort, Class::WeekdayAbbr];
    let weekday = classes.into_iter().find_map(|class| m.words.int(class, word))?;
    Some(point(Year::Open, Part::DayOn { day: day?, weekday: small(weekday)? }))
}
