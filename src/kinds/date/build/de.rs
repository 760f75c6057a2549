//! Builders for what only German says: "am 15.", "am siebten vierten", "Freitagabend", "halb acht".

use super::calendar::{self, BareMonth};
use super::coordinated::{self, Away};
use super::numeric;
use super::years::YearContext;
use super::{clock, relative};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::date::context::in_context;
use crate::kinds::date::context::tense::{self, looks_ahead};
use crate::kinds::date::expr::{Clock, Count, Expr, Part, Placed, Reference, TimeExpr, Unit, Year};
use crate::kinds::date::fields::{count, day_of, day_point, point, small, unit, year};
use crate::kinds::date::phrase::{after, before_space, nearby, preceded_by, weekday_before};
use crate::kinds::rule::{Finding, Findings, Match};
use crate::model::{Normal, Span};
use crate::text::boundary::{self, word_after, word_before};

/// How far from a time the words of a game are looked for, in bytes.
const GAME: usize = 400;

/// "am 15.", "vom 4. bis zum 23.", "Dienstag, der 25.": a day of the month that the text is in.
pub(crate) fn day_alone(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let span = m.span();
    let next = word_after(m.text, span.end);
    let tail = m.tail();
    // An ordinal before a noun ("am 15. Verhandlungstag"), a number, a list that goes on.
    let counts = next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || tail.starts_with(|c: char| c.is_ascii_digit())
        || m.words.is(Class::DayListLink, next)
            && tail
                .trim_start()
                .split(' ')
                .nth(1)
                .is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    if counts {
        return None;
    }
    let day = day_of(m, "day")?;
    if let Some((start, weekday)) = weekday_before(m, span.start)
        && !m.has("first")
    {
        let part = Part::DayOn { day, weekday: weekday.parse().ok()? };
        let mut found = in_context(m, point(Year::Open, part))?;
        found.span.start = start;
        return Some(vec![found]);
    }
    before_space(m, span.start, Class::DayOpener)?;
    if !m.has("first") {
        return Some(vec![in_context(m, TimeExpr::DayAlone(day))?]);
    }
    let first = day_of(m, "first").filter(|f| *f < day)?;
    let (from, to) = (Expr::new(TimeExpr::DayAlone(first)), Expr::new(TimeExpr::DayAlone(day)));
    let ends = [m.part("first", from.clone())?, m.part("last", to.clone())?];
    Some(std::iter::once(m.whole(Expr::range(from, to))).chain(ends).collect())
}

/// "Montag, Februar 18", or "Februar 18" alone on its line; elsewhere the number counts something
/// or is a year.
pub(crate) fn month_day(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let (head, tail) = (m.head(), m.tail());
    let line = (head.is_empty() || head.ends_with('\n') || head.ends_with(" - "))
        && (tail.is_empty() || tail.starts_with(['\n', '-']) || tail.starts_with(" - "));
    if line || weekday_before(m, m.span().start).is_some() { calendar::day(m) } else { None }
}

/// "am siebten 4.", "den siebenundzwanzigsten zwölften": day and month in words.
pub(crate) fn day_and_month(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let next = word_after(m.text, m.span().end);
    (!next.starts_with(char::is_uppercase) && !m.tail().starts_with(|c: char| c.is_ascii_digit()))
        .then_some(())?;
    before_space(m, m.span().start, Class::DayWordsOpener)?;
    day_point(year(m)?, day_of(m, "month").filter(|n| *n <= 12)?, day_of(m, "day")?)
}

/// A month with its year, or alone.
pub(crate) fn month(m: &Match<'_, '_>) -> Option<Placed> {
    calendar::month(m, is_month)
}

/// Whether a bare month is one: "Mai Nguyen", "Jens März" are not.
fn is_month(m: &Match<'_, '_>, bare: &BareMonth<'_>) -> bool {
    let &BareMonth { word, lower, opened, goes_on } = bare;
    let span = m.span();
    let prev = word_before(m.text, span.start);
    let closer = after(m, span.end, Class::OfYear).is_some();
    // A name before it, where no word that leads a month stands.
    let leads = [Class::MonthLead, Class::Direction, Class::Bound, Class::Weekday, Class::Ordinal];
    let named = matches!(word, "März" | "August" | "April")
        && prev.starts_with(char::is_uppercase)
        && m.head().ends_with(' ')
        && !m.words.is_any(&leads, prev);
    let short = word.len() < 5 && !m.words.is(Class::ShortMonth, word);
    !lower && !short && (opened || !named && word != "Mai" && (closer || !goes_on))
}

/// "am 22.04", "Donnerstag, 4.8": a numeric date that a preposition or weekday makes one; a month
/// in one digit (group `bare`) needs a weekday.
pub(crate) fn numeric_opened(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let weekday = weekday_before(m, m.span().start).is_some();
    let short = m.get("month").is_some_and(|month| month.len() < 2) && m.has("bare");
    let opened = !short && before_space(m, m.span().start, Class::NumericOpener).is_some();
    if opened || weekday { numeric::numeric(m) } else { None }
}

/// A bare year, where the words around make it one.
pub(crate) fn bare_year(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let context = YearContext::read(m)?;
    context
        .is_year(m.words, || is_year(m.words, &context) || is_told(m, &context))
        .then_some(point(year(m)?, Part::Whole))
}

/// Whether a number that may be a year of our time is one.
fn is_year(
    words: &Vocabulary,
    &YearContext { value, prev, next, opener, bracket, edge, .. }: &YearContext<'_>,
) -> bool {
    let noun = next.starts_with(char::is_uppercase);
    let own_time = (1900..=2060).contains(&value);
    if opener || edge || bracket {
        // "um 1800 Besucher" counts.
        own_time || !noun || !words.is(Class::CountingOpener, prev)
    } else {
        own_time && !noun
    }
}

/// Whether the verbs around make a number a year: "entstand 1893 am Ortsrand", "1871 wurde er",
/// "der 1884 gegründet wurde", "1867 erbaut".
fn is_told(m: &Match<'_, '_>, context: &YearContext<'_>) -> bool {
    let &YearContext { value, prev, next, tail, head, .. } = context;
    let verb = |word| tense::de_ru::is_past(m, word) || tense::de_ru::is_participle(word);
    let closed = next.starts_with(char::is_lowercase)
        || next.is_empty() && (tail.is_empty() || tail.starts_with(['.', ',', ';', ')']));
    let opens = prev.is_empty()
        && (head.ends_with(", ") || boundary::opens_sentence(m.text, m.span().start));
    let relative = m.words.is(Class::RelativePronoun, prev)
        && head.trim_end().trim_end_matches(prev).trim_end().ends_with(',');
    let behind = verb(next) && (opens || !prev.is_empty());
    (1700..2060).contains(&value)
        && closed
        && !m.words.is_any(&[Class::Approx, Class::CountingVerb], prev)
        && (behind
            || relative
            || verb(prev)
                && m.words.is_any(&[Class::PlacePreposition, Class::VerbPrefix, Class::Past], next))
}

/// "vergangenen Freitag", "nächsten März", "diese Woche".
pub(crate) fn near(m: &Match<'_, '_>) -> Option<TimeExpr> {
    relative::near(m, unit_near)
}

/// A unit with its direction: "nächste Woche".
fn unit_near(m: &Match<'_, '_>, unit: Unit, step: i64) -> Option<TimeExpr> {
    let direction = m.get("dir")?;
    let plural = m.words.is(Class::PluralUnit, m.get("unit")?);
    // "am nächsten Tag", "im folgenden Jahr": beside what the text named.
    let word = direction.to_lowercase();
    let beside = word.contains("folgend") || unit == Unit::Day && word.starts_with("nächst");
    if step == 1 && !plural && beside {
        return Some(TimeExpr::FromLastNamed { unit, by: 1 });
    }
    // "an diesem Tag": the day that the text named.
    if unit == Unit::Day
        && direction == "diesem"
        && preceded_by(m, m.span().start, &["an", "am"]).is_some()
    {
        return Some(TimeExpr::FromLastNamed { unit, by: 0 });
    }
    // "in den nächsten Jahren" points no nearer than the future; "in den letzten Jahren" is a
    // length.
    if plural && unit != Unit::Weekend && step > 0 && !direction.contains("folgend") {
        return Some(TimeExpr::Reference(Reference::Future));
    }
    relative::shifted(unit, step, plural)
}

/// "heute", "übermorgen"; "bis heute" is no day.
pub(crate) fn day_shift(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    // "von heute auf morgen": at once.
    if m.head().ends_with("von ") && m.tail().starts_with(" auf morgen")
        || m.head().ends_with("von heute auf ")
    {
        return None;
    }
    Some(vec![match generic_day(m) {
        Some(reference) => m.whole(Expr::new(TimeExpr::Reference(reference))),
        None => in_context(m, relative::day_shift(m)?)?,
    }])
}

/// "bis heute", "noch heute", "die Welt von morgen": a day that stands for its time.
fn generic_day(m: &Match<'_, '_>) -> Option<Reference> {
    let (head, tail, start, end) = (m.head(), m.tail(), m.span().start, m.span().end);
    let lasting = || {
        let more = after(m, end, Class::Lasting).is_some()
            || preceded_by(m, start, &["noch", "man", "man sich"]).is_some();
        let long = preceded_by(m, start, &["bis"]).is_some()
            && after(m, end, Class::Daypart).is_none()
            && !tail.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let then = head.ends_with("damals wie ")
            || head.ends_with("amals und ")
            || tail.starts_with(" wie damals");
        // "Heute, 250 Jahre später, …"
        let later = tail.starts_with(", ")
            && tail[2..].split(',').next().is_some_and(|part| part.ends_with(" später"));
        more && !looks_ahead(m, m.span()) && !tense::de_ru::tells_past(m, m.span())
            || long
            || then
            || later
    };
    let of = |next: &str| tail.get(..40).unwrap_or(tail).contains(next);
    match m.get("shift")? {
        "heute" | "Heute"
            if lasting() || preceded_by(m, start, &["von"]).is_some() && of("von morgen") =>
        {
            Some(Reference::Present)
        }
        "morgen" => {
            let von = preceded_by(m, start, &["von"])?;
            word_before(m.text, von).starts_with(char::is_uppercase).then_some(Reference::Future)
        }
        _ => None,
    }
}

/// "vergangene Nacht"; "am nächsten Morgen" goes on from the day that the text has come to.
pub(crate) fn daypart_near(m: &Match<'_, '_>) -> Option<Expr> {
    let mut expr = relative::daypart_near(m)?;
    if let TimeExpr::Shift { unit, by: 1 } = expr.time {
        expr.time = TimeExpr::FromLastNamed { unit, by: 1 };
    }
    Some(expr)
}

/// "heuer".
pub(crate) fn this_year(_: &Match<'_, '_>) -> Option<TimeExpr> {
    Some(TimeExpr::Shift { unit: Unit::Year, by: 0 })
}

/// "Vorjahr".
pub(crate) fn year_ago(_: &Match<'_, '_>) -> Option<TimeExpr> {
    Some(TimeExpr::Shift { unit: Unit::Year, by: -1 })
}

/// "drei Monate", "zwei Tage später".
pub(crate) fn amount(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    relative::amount(m, true, length)
}

/// "zwei bis drei Wochen", "vor drei bis vier Jahren".
pub(crate) fn amounts(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let span = m.span();
    let aged = m.words.is(Class::AgeBehind, word_after(m.text, span.end));
    let from = |word| preceded_by(m, span.start, &[word]);
    let (start, away) = match (from("vor"), from("in")) {
        (Some(start), _) => (start, Away::Ago),
        (None, Some(start)) => (start, Away::Ahead),
        (None, None) => (span.start, Away::Length),
    };
    if aged { None } else { coordinated::amounts(m, Span::new(start, span.end), away) }
}

/// A number of units that is no age: "zwei Jahre alt".
fn length(m: &Match<'_, '_>, span: Span<Normal>) -> Option<TimeExpr> {
    let aged = m.words.is(Class::AgeBehind, word_after(m.text, span.end));
    if unit(m)? == Unit::Year && aged { None } else { relative::length(m, span) }
}

/// "vor zwei Jahren".
pub(crate) fn ago(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    relative::distance_from_now(m, -1)
}

/// "in zwei Monaten".
pub(crate) fn ahead(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    relative::distance_from_now(m, 1).filter(|_| count(m) != Some(Count::Some))
}

/// "am Tag darauf", "die Woche zuvor".
pub(crate) fn beside_named(m: &Match<'_, '_>) -> Option<Expr> {
    Some(Expr::new(relative::beside_named(m)?))
}

/// "an jenem Tag", "im selben Jahr": the unit of the date that the text named.
pub(crate) fn same(m: &Match<'_, '_>) -> Option<Placed> {
    let span = m.span();
    let (start, _) = before_space(m, span.start, Class::SameWord)?;
    before_space(m, start, Class::SameOpener)?;
    let time = TimeExpr::FromLastNamed { unit: unit(m)?, by: 0 };
    (!m.words.is(Class::PluralUnit, m.get("unit")?))
        .then_some((Span::new(start, span.end), Expr::new(time)))
}

/// "derzeit", "damals"; not "die Zukunft der Bahn", "zur Zeit des Kaisers".
pub(crate) fn reference(m: &Match<'_, '_>) -> Option<Expr> {
    let of = m.words.is(Class::RefNounOf, word_after(m.text, m.span().end));
    let mut nouns = m.words.lexicon.forms(Class::RefNoun);
    let noun = nouns.any(|(noun, _)| m.text[m.span().range()].ends_with(noun));
    if of && noun { None } else { relative::reference(m) }
}

/// "innerhalb von zwei Wochen".
pub(crate) fn within(m: &Match<'_, '_>) -> Option<Expr> {
    relative::within(m, tense::de_ru::tells_past(m, m.span()))
}

/// "nächste Woche Montag", "übernächste Woche am Freitag".
pub(crate) fn week_weekday(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let (day, week) = (m.int(Class::Weekday, "weekday")?, m.int(Class::Direction, "dir")?);
    Some(TimeExpr::WeekdayOf { day: small(day)?, week })
}

/// A short weekday ("Di."), which may be another word: alone on its line, or between a preposition
/// and a time.
pub(crate) fn weekday_code(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let (head, tail) = (m.head(), m.tail());
    let line =
        (head.is_empty() || head.ends_with('\n')) && (tail.is_empty() || tail.starts_with('\n'));
    let opened = before_space(m, m.span().start, Class::WeekdayOpener).is_some();
    let rest = tail.trim_start_matches(['.', ',', ' ']);
    let closed = rest.is_empty()
        || tail.starts_with([',', ')', ';', '-', '–'])
        || rest.starts_with("um ")
        || rest.starts_with(|c: char| c.is_ascii_digit());
    let upper = m.text[head.len()..].starts_with(char::is_uppercase);
    (line || upper && opened && closed).then_some(())?;
    Some(TimeExpr::Weekday { day: small(m.int(Class::WeekdayCode, "weekday")?)?, step: None })
}

/// "Montag"; not the end of a compound ("Super-Dienstag"), but of a range ("Montag-Freitag").
pub(crate) fn weekday(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let joined = m.head().strip_suffix('-').map(|head| word_before(head, head.len()));
    if joined.is_some_and(|w| !w.is_empty() && m.words.value(Class::Weekday, w).is_none()) {
        return None;
    }
    relative::weekday(m)
}

/// A weekday with a part of the day written onto it: "Freitagabend".
pub(crate) fn weekday_part(m: &Match<'_, '_>) -> Option<Placed> {
    let clock = Clock::part(m.words.value(Class::Daypart, m.get("part")?)?);
    Some((m.span(), Expr { clock, ..Expr::new(relative::weekday(m)?) }))
}

/// "am Nachmittag", "abends"; the night in "in der Nacht zum Mittwoch" belongs to the day that
/// follows.
pub(crate) fn daypart(m: &Match<'_, '_>) -> Option<Expr> {
    let night = m.get("part") == Some("Nacht")
        && m.words.is(Class::NightOf, word_after(m.text, m.span().end));
    if night { None } else { clock::daypart(m) }
}

/// "20.30 Uhr", "8 Uhr abends".
pub(crate) fn clock(m: &Match<'_, '_>) -> Option<Expr> {
    let afternoon = m.get("half").is_some_and(|half| m.words.is(Class::AfterNoon, half));
    clock::clock(m, afternoon)
}

/// "um Mitternacht": the end of its day.
pub(crate) fn midnight(_: &Match<'_, '_>) -> Option<Expr> {
    Some(Expr::clock(Clock::At { hour: 24, minute: None }))
}

/// "10 bis 12.30 Uhr".
pub(crate) fn clock_range(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    clock::range(m, false)
}

/// A clock time without "Uhr", only behind a word or date that makes it one, or alone in brackets:
/// "um 9:30", "von 9:30 bis 11:00", "Stand: 14:56", "12.03.2016 01:07", "Hannover (15:05)".
pub(crate) fn clock_opened(m: &Match<'_, '_>) -> Option<Expr> {
    let start = m.span().start;
    let opened = before_space(m, start, Class::ClockOpener).is_some_and(|(_, of)| of != "words");
    (opened || behind_date(m.head()) || in_brackets(m)).then(|| clock(m))?
}

/// Whether a numeric date with its year stands before: "12.03.2016 ".
fn behind_date(head: &str) -> bool {
    let date =
        head.trim_end_matches([' ', ',']).rsplit([' ', '\n', '(']).next().unwrap_or_default();
    let mut parts =
        date.split('.').map(|part| part.bytes().all(|b| b.is_ascii_digit()).then_some(part.len()));
    matches!(
        (parts.next(), parts.next(), parts.next(), parts.next()),
        (Some(Some(1..=2)), Some(Some(1..=2)), Some(Some(4)), None)
    )
}

/// Whether a time stands alone in brackets, in a text that tells of no game: "(13:11)" is also a
/// score.
fn in_brackets(m: &Match<'_, '_>) -> bool {
    let alone = m.head().ends_with('(') && m.tail().starts_with(')');
    let two = m.get("hour").is_some_and(|hour| hour.len() == 2);
    let game = || {
        nearby(m, m.span().start, GAME)
            .split(|c: char| !c.is_alphabetic())
            .any(|word| m.words.is(Class::GameWord, word))
    };
    alone && two && !game()
}

/// "halb acht", "Viertel nach sechs", "zehn vor drei": groups `half`, `quarter`, `before`, `hour`,
/// `part`.
pub(crate) fn clock_words(m: &Match<'_, '_>) -> Option<Expr> {
    // "um halb acht Punkte besser" counts something.
    let opener = before_space(m, m.span().start, Class::ClockOpener);
    let opened = opener.is_some_and(|(_, of)| of != "digits");
    let end = m.span().end;
    let counts = word_after(m.text, end).starts_with(char::is_uppercase)
        && boundary::after(m.text, end) == Some(' ');
    (opened && !counts || m.has("uhr") || m.has("part")).then_some(())?;
    let hour = m.whole_number("hour").filter(|h| (1..=24).contains(h))?;
    let part = m.get("part").and_then(|p| m.words.value(Class::Daypart, p));
    let hour = if matches!(part, Some("AF" | "EV")) && hour < 12 { hour + 12 } else { hour };
    let minutes = match (m.has("half"), m.has("before")) {
        (true, _) => -30,
        (false, true) => -15,
        (false, false) => 15,
    };
    let at = (hour * 60 + minutes).rem_euclid(24 * 60);
    Some(Expr::clock(Clock::At { hour: small(at / 60)?, minute: Some(small(at % 60)?) }))
}
