//! The words around a date that belong to it, the same in every rule: a weekday before, "of last year" or a part of day behind, "the end
//! of" before, and a direction ("since") that stays outside the span. The words are classes of `gazetteers/calendar.tsv`.

use super::expr::{Clock, Expr, Holiday, Part, Point, Unit, What, Year};
use super::figures::{is_all, stepped};
use super::present;
use super::tense::tense;
use crate::gazetteer::Class;
use crate::kinds::rule::{Finding, Match};
use crate::model::{DateModifier, Lang, Normal, Span};
use crate::text::boundary::{is_edge, is_word, word_after};

/// How many words, and bytes, a neighbouring phrase may have.
const WORDS: usize = 4;
const BYTES: usize = 48;

/// How many bytes a phrase of a class may have in a text: some letters are longer there than in small ("ẞ").
fn reach(m: &Match<'_, '_>, class: Class) -> usize {
    BYTES.min(m.words.lexicon.longest(class) + 8)
}

/// A finding over `span` with everything around it that belongs to it.
pub(super) fn dress(m: &Match<'_, '_>, mut span: Span<Normal>, mut expr: Expr) -> Finding<Expr> {
    widen_right(m, &mut span, &mut expr);
    if matches!(expr.what, What::Point(Point { part: Part::Day(..), .. }) | What::Either(..))
        && let Some((start, weekday)) = weekday_before(m, span.start)
    {
        expr.weekday = weekday.parse().ok();
        span.start = start;
    }
    if m.words.lang == Lang::En
        && let Some((start, step)) = stepped(m, span.start, &expr)
        && let Some(Point { part: Part::Day(month, day), .. }) = expr.what.point()
    {
        let day = Holiday::Fixed(month, day);
        expr.what = What::Holiday { day, year: Year::Open, step: Some(step), weekend: false };
        span.start = start;
    }
    if m.words.lang == Lang::En
        && expr.weekday.is_none()
        && let What::Point(Point { part: Part::Day(..), .. }) = expr.what
        && let Some((end, weekday)) = weekday_after(m, span.end)
    {
        expr.weekday = weekday.parse().ok();
        span.end = end;
    }
    if let Some((start, value)) = before(m, span.start, Class::Edge, &[' ', '-']) {
        edge(&mut expr, value);
        span.start = start;
    }
    if let Some((_, value)) = before(m, span.start, Class::Bound, &[' ']) {
        expr.bound = modifier(value);
    }
    // "2016 or later", "from 2016 onwards"
    let closing = after(m, span.end, Class::BoundClosing).filter(|(end, _)| word_after(m.text, *end).is_empty());
    if let Some((_, value)) = after(m, span.end, Class::BoundAfter).or(closing)
        && matches!(expr.bound, None | Some(DateModifier::About))
    {
        expr.bound = modifier(value);
    }
    // "before the end of 2018" takes in all of it.
    match (expr.bound, expr.edge) {
        (Some(DateModifier::Before), Some(DateModifier::End)) => expr.bound = Some(DateModifier::Until),
        (Some(DateModifier::After), Some(DateModifier::Start)) => expr.bound = Some(DateModifier::Since),
        _ => {}
    }
    // Only an open expression asks for the tense.
    if expr.what.open() {
        (expr.ahead, expr.past) = tense(m, span);
        // "until Friday" looks ahead unless a verb says otherwise.
        expr.ahead |= m.words.lang == Lang::En && !expr.past && expr.bound == Some(DateModifier::Until);
        expr.ahead |= present::coming(m, span, &expr.what, expr.bound);
        expr.past |= !expr.ahead && present::told(m, span);
        // An entry of a plan: nothing but a day, or a weekday with its time.
        let timed = expr.clock.is_some() || !matches!(expr.what, What::Weekday { .. });
        let part = expr.what.point().is_none_or(|p| matches!(p.part, Part::DayOn { .. }));
        expr.ahead |= m.words.lang == Lang::En && timed && part && is_all(m, span);
    }
    around_day(m, &mut span, &mut expr);
    // "from March to date": up to yesterday, as "the year to date" is.
    if m.words.lang == Lang::En
        && expr.what.point().is_some()
        && let Some((end, _)) = after(m, span.end, Class::ToDate)
    {
        expr.bound = None;
        expr.ahead = false;
        let yesterday = Expr::new(What::Shift { unit: Unit::Day, by: -1 });
        expr = Expr::new(What::Range(Box::new(expr), Box::new(yesterday)));
        span.end = end;
    }
    m.at(span, expr)
}

/// Takes in what stands before a day and makes another time of it: "the week of", "the night of".
fn around_day(m: &Match<'_, '_>, span: &mut Span<Normal>, expr: &mut Expr) {
    let a_day = matches!(
        expr.what,
        What::Point(Point { part: Part::Day(..), .. }) | What::Either(..) | What::DayAlone(_) | What::Holiday { .. }
    );
    if !a_day || expr.edge.is_some() {
        return;
    }
    if expr.clock.is_none()
        && let Some((start, _)) = before(m, span.start, Class::WeekOf, &[' '])
    {
        let day = Expr { bound: None, ..expr.clone() };
        *expr = Expr::new(What::WeekWith(Box::new(day)));
        span.start = start;
    } else if let Some((start, value)) = before(m, span.start, Class::PartOf, &[' '])
        && let Some(clock) = Clock::part(value)
    {
        expr.clock = Some(clock);
        span.start = start;
    }
}

/// Takes in what follows: "of last year" behind an open date, "next week" behind a weekday, and a part of day behind any day.
fn widen_right(m: &Match<'_, '_>, span: &mut Span<Normal>, expr: &mut Expr) {
    if let What::Point(Point { year: year @ Year::Open, .. }) = &mut expr.what
        && let Some((end, value)) = after(m, span.end, Class::OfYear)
    {
        // "of that year" only makes the span longer: an open year is that of the text where the text has one.
        if let Ok(by) = value.parse() {
            *year = Year::Shift(by);
        }
        span.end = end;
    }
    of_week(m, span, expr);
    let a_day = matches!(
        expr.what,
        What::Point(Point { part: Part::Day(..) | Part::DayOf { .. }, .. })
            | What::Weekday { .. }
            | What::WeekdayOf { .. }
            | What::Holiday { .. }
            | What::Shift { unit: Unit::Day, .. }
    );
    if a_day
        && expr.clock.is_none()
        && let Some((end, value)) = after(m, span.end, Class::Daypart)
    {
        expr.clock = Clock::part(value);
        span.end = end;
        // "Wednesday evening next week"
        of_week(m, span, expr);
    }
}

/// Takes in "next week" behind a weekday.
fn of_week(m: &Match<'_, '_>, span: &mut Span<Normal>, expr: &mut Expr) {
    if let What::Weekday { day, step: None } = expr.what
        && let Some((end, value)) = after(m, span.end, Class::OfWeek)
        && let Ok(week) = value.parse()
    {
        expr.what = What::WeekdayOf { day, week };
        span.end = end;
    }
}

/// Whether a verb of the sentence, before the date or soon after it, looks ahead.
pub(super) fn looks_ahead(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let from = m.text.floor_char_boundary(span.start.saturating_sub(100));
    let head = &m.text[from..span.start];
    let head = head.rfind(['.', '!', '?', '\n']).map_or(head, |i| &head[i..]);
    let tail = &m.text[span.end..m.text.ceil_char_boundary((span.end + 40).min(m.text.len()))];
    let tail = tail.find(['.', '!', '?', '\n', ',']).map_or(tail, |i| &tail[..i]);
    let words = |part: &str| {
        part.split(|c: char| !is_word(c) && c != '\'').any(|w| !w.is_empty() && m.words.is(Class::Future, w))
    };
    words(head) || words(tail)
}

/// Applies "early", "the end of"; "earlier" and "later" divide the unit of now at the day of writing.
pub(super) fn edge(expr: &mut Expr, value: &str) {
    let rest = match value {
        "earlier" => false,
        "later" | "rest" => true,
        _ => {
            expr.edge = modifier(value);
            return;
        }
    };
    if let What::Shift { unit, by: 0 } = expr.what
        && unit != Unit::Day
    {
        expr.what = What::SoFar { unit, rest };
    }
    expr.edge = (value != "rest").then_some(if rest { DateModifier::End } else { DateModifier::Start });
}

/// The modifier that a lexicon value names.
fn modifier(value: &str) -> Option<DateModifier> {
    Some(match value {
        "start" => DateModifier::Start,
        "mid" => DateModifier::Mid,
        "end" => DateModifier::End,
        "before" => DateModifier::Before,
        "after" => DateModifier::After,
        "since" => DateModifier::Since,
        "until" => DateModifier::Until,
        "about" => DateModifier::About,
        _ => return None,
    })
}

/// A weekday that stands before a day, with a comma or an article between: "Monday, January 25", "Freitag, den 18.07.".
pub(super) fn weekday_before<'w>(m: &Match<'w, '_>, at: usize) -> Option<(usize, &'w str)> {
    let mut head = m.text[..at].trim_end_matches(' ');
    for link in ["the", "den", "dem", "der", "–"] {
        if let Some(rest) = head.strip_suffix(link)
            && is_edge(m.text, rest.len())
        {
            head = rest.trim_end_matches(' ');
        }
    }
    let head = head.strip_suffix(',').unwrap_or(head);
    let start = head.trim_end_matches('.').char_indices().rev().take_while(|&(_, c)| is_word(c)).last()?.0;
    let word = &m.text[start..head.len()];
    let value = m
        .words
        .value(Class::Weekday, word)
        .or_else(|| m.words.value(Class::WeekdayShort, word.trim_end_matches('.')))?;
    Some((start, value))
}

/// A weekday that stands behind a day and ends its clause: "July 18, Fri", "July 18 (Friday)".
fn weekday_after<'w>(m: &Match<'w, '_>, at: usize) -> Option<(usize, &'w str)> {
    let tail = &m.text[at..];
    let (open, close) = if tail.starts_with(" (") { (2, ")") } else { (2, "") };
    let rest = tail.strip_prefix(", ").or_else(|| tail.strip_prefix(" ("))?;
    let word = &rest[..rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())];
    let value = m.words.value(Class::Weekday, word).or_else(|| m.words.value(Class::WeekdayShort, word))?;
    let behind = &rest[word.len()..];
    let ends = if close.is_empty() {
        behind.is_empty() || behind.starts_with(['.', ',', ')', '\n'])
    } else {
        behind.starts_with(close)
    };
    ends.then_some((at + open + word.len() + close.len(), value))
}

/// Where one of `phrases` begins that ends a space before `at`, whatever the case of its ASCII letters.
pub(super) fn led(m: &Match<'_, '_>, at: usize, phrases: &[&str]) -> Option<usize> {
    let head = m.text[..at].strip_suffix(' ')?;
    let stands = |phrase: &&str| {
        let start = head.len().checked_sub(phrase.len())?;
        let same = head
            .get(start..)
            .is_some_and(|end| end == *phrase || end.chars().flat_map(char::to_lowercase).eq(phrase.chars()));
        (same && is_edge(m.text, start)).then_some(start)
    };
    phrases.iter().find_map(stands)
}

/// The longest phrase of a class that ends before `at`, over at most one of `gaps`: its start and value.
pub(super) fn before<'w>(m: &Match<'w, '_>, at: usize, class: Class, gaps: &[char]) -> Option<(usize, &'w str)> {
    let head = &m.text[..at];
    let head = head.strip_suffix(gaps).unwrap_or(head);
    let floor = m.text.floor_char_boundary(head.len().saturating_sub(reach(m, class)));
    let slice = &head[floor..];
    let (mut found, mut words, mut start) = (None, 0, None);
    // From the end on: a word begins at a letter that no letter stands before.
    let first = m.text[..floor].chars().next_back().map(|c| (None, c));
    for (i, c) in slice.char_indices().rev().map(|(i, c)| (Some(i), c)).chain(first.or(Some((None, ' ')))) {
        if let Some(i) = i.filter(|_| is_word(c)) {
            start = Some(i);
            continue;
        }
        if let Some(i) = start.take().filter(|_| !is_word(c)) {
            words += 1;
            if let Some(value) = m.words.value(class, &slice[i..]) {
                found = Some((floor + i, value));
            }
        }
        if words == WORDS || matches!(c, '.' | '\n' | '(' | ')' | '"') {
            break;
        }
    }
    found
}

/// The longest phrase of a class that begins after `at`, over one space: its end and value.
pub(super) fn after<'w>(m: &Match<'w, '_>, at: usize, class: Class) -> Option<(usize, &'w str)> {
    let tail = m.text[at..].strip_prefix(' ')?;
    let reach = tail.floor_char_boundary(reach(m, class).min(tail.len()));
    let (mut found, mut edges) = (None, 0);
    let mut letters = tail.char_indices().peekable();
    while let Some((i, c)) = letters.next() {
        let end = i + c.len_utf8();
        if end > reach || edges == 2 * WORDS {
            break;
        }
        if is_word(c) && letters.peek().is_some_and(|&(_, next)| is_word(next)) {
            continue;
        }
        edges += 1;
        if (is_word(c) || c == '.')
            && let Some(value) = m.words.value(class, &tail[..end])
        {
            found = Some((at + 1 + end, value));
        }
    }
    found
}
