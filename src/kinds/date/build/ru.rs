//! Builders for what only Russian says: adjectives of length («пятилетний срок»), a unit without a
//! number («в течение года»), «накануне», decades without their noun («в восьмидесятых»), hours of
//! a part of the day («в три часа дня»).

use super::calendar::{self, BareMonth};
use super::coordinated::{self, Away};
use super::ru_lengths::length;
use super::years::{self, YearContext};
use super::{clock, relative};
use crate::gazetteer::Class;
use crate::kinds::context::Vocabulary;
use crate::kinds::date::context::tense;
use crate::kinds::date::expr::{
    Clock, Count, Expr, From, Part, Placed, Reference, TimeExpr, Unit, Year,
};
use crate::kinds::date::fields::{count, day_of, day_point, month_of, point, small, unit, year};
use crate::kinds::date::phrase::{before, before_space, preceded_by};
use crate::kinds::rule::{Finding, Findings, Match};
use crate::model::Span;
use crate::text::boundary::{is_edge, is_word, opens_sentence, word_after, word_before};

/// «25 января 2021 года», «13-15 июля»: a day, or several days that share a month. The word for
/// "year" belongs to the date.
pub(crate) fn day_or_days(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let end = m.span().end;
    let bare = m.span_of("year").is_some_and(|y| y.end == end);
    let end = if bare { end + year_word(m) } else { end };
    if let Some(several) = calendar::days_that_share(m, end, m.has("to")) {
        return Some(several);
    }
    calendar::one_day(m, end)
}

/// How many bytes a word for "year" takes behind a date.
fn year_word(m: &Match<'_, '_>) -> usize {
    let tail = m.tail();
    let rest = tail.strip_prefix(' ').unwrap_or(tail);
    let stands = |noun: &&str| rest.starts_with(*noun) && is_edge(rest, noun.len());
    let mut nouns = m.words.lexicon.forms(Class::YearNoun).map(|(noun, _)| noun);
    nouns.find(stands).map_or(0, |noun| tail.len() - rest.len() + noun.len())
}

/// A month with its year, or alone.
pub(crate) fn month(m: &Match<'_, '_>) -> Option<Placed> {
    glued_day(m).or_else(|| calendar::month(m, is_month))
}

/// «в Заречинске12 апреля 2024»: a day that a page has glued to the word before it.
fn glued_day(m: &Match<'_, '_>) -> Option<Placed> {
    m.has("year").then_some(())?;
    let head = m.head().strip_suffix(' ')?;
    let word = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let letters = word.chars().rev().take(2).filter(|c| c.is_alphabetic()).count();
    let day: i8 = head[word.len()..].parse().ok().filter(|day| (1..=31).contains(day))?;
    let time = day_point(year(m)?, month_of(m, "month")?, day)?;
    (letters == 2).then(|| (Span::new(word.len(), m.span().end), Expr::new(time)))
}

/// Whether a bare month is one: «Мая Петрова» is not.
fn is_month(m: &Match<'_, '_>, bare: &BareMonth<'_>) -> bool {
    let &BareMonth { word, lower, opened, goes_on } = bare;
    let risky = m.words.is(Class::MonthOrName, word);
    let shown = lower || opened || opens_sentence(m.text, m.span().start);
    // A day that has lost its month: «5, 6 мая» is read with its day.
    let counted = m.head().trim_end().ends_with(|c: char| c.is_ascii_digit());
    (!risky || lower && !counted) && shown && (lower || opened || !goes_on)
}

/// «15-го числа».
pub(crate) fn day_number(m: &Match<'_, '_>) -> Option<TimeExpr> {
    Some(TimeExpr::DayAlone(day_of(m, "day")?))
}

/// «2019 году», «2019 г.»; «1900г» is a weight without a word that opens a year.
pub(crate) fn year_named(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let head = m.head().trim_end_matches(' ');
    let written = m.text[m.span().range()].trim_end_matches('.').strip_suffix('г');
    let glued = written.is_some_and(|year| year.ends_with(|c: char| c.is_ascii_digit()));
    let prev = word_before(head, head.len());
    let opened = head.ends_with(['.', '(', ','])
        || m.words.is_any(&[Class::YearOpener, Class::YearPreposition, Class::Month], prev);
    if glued && !opened { None } else { years::year_named(m) }
}

/// A bare year, where the words around make it one.
pub(crate) fn bare_year(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let joined = is_joined(m.head());
    let context = if joined { YearContext::read_joined(m)? } else { YearContext::read(m)? };
    context
        .is_year(m.words, || joined || is_year(m.words, &context))
        .then_some(point(year(m)?, Part::Whole))
}

/// «Олимпиада-2014»
fn is_joined(head: &str) -> bool {
    let name = |c: char| c.is_alphabetic() || matches!(c, '"' | '»');
    head.strip_suffix('-').is_some_and(|head| head.ends_with(name))
}

/// Whether a number that may be a year of our time is one.
fn is_year(
    words: &Vocabulary,
    &YearContext { value, head, tail, prev, next, opener, bracket, edge }: &YearContext<'_>,
) -> bool {
    let own_time = (1900..=2060).contains(&value);
    let quiet = next.is_empty() || tail.starts_with([',', '.', ')', ';']);
    let plain = own_time && words.is(Class::YearPreposition, prev);
    let listed = own_time && head.ends_with(", ") && quiet;
    bracket
        || shares_word(tail)
        || plain
        || listed
        || opener && (1800..=2060).contains(&value) && quiet
        || edge
}

/// «в 2009, 2011 и 2012 годах», «чемпионатов 2013 и 2014 годов»: the word for year stands at the
/// last.
fn shares_word(tail: &str) -> bool {
    let Some(rest) = tail.strip_prefix(" и ").or_else(|| tail.strip_prefix(", ")) else {
        return false;
    };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    digits == 4 && [" г", ", ", " и "].iter().any(|next| rest[4..].starts_with(next))
}

/// «2014-2016 гг.»; a plural noun of years may follow, which another rule takes in.
pub(crate) fn year_range(m: &Match<'_, '_>) -> Option<Findings<Expr>> {
    let bare = m.span_of("year").is_some_and(|y| y.end == m.span().end);
    if bare && m.tail().trim_start().starts_with('г') { None } else { years::year_range(m) }
}

/// «в восьмидесятых», «в середине 90-х», «нулевые»: a decade without its noun.
pub(crate) fn decade(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let listed = [", ", " и ", " или "].iter().any(|link| {
        let next = m.tail().strip_prefix(link).unwrap_or_default();
        let number = next.trim_start_matches(|c: char| c.is_ascii_digit());
        (2..=4).contains(&(next.len() - number.len()))
            && ["-х", "-е", "х ", "е "].iter().any(|end| number.starts_with(end))
    });
    let opened = listed
        || before(m, m.span().start, Class::Edge, &[' ']).is_some()
        || before_space(m, m.span().start, Class::DecadeOpener).is_some();
    // «в двадцатых числах», «девяностые минуты»
    let next = word_after(m.text, m.span().end);
    let noun = m.has("word") && m.words.is(Class::NotDecade, next);
    let decade = match m.get("decade") {
        Some(digits) => digits.parse::<i16>().ok().filter(|n| n % 10 == 0)? / 10,
        None => i16::try_from(m.int(Class::DecadeWord, "word")?).ok()?,
    };
    // «нулевых» is also an adjective.
    let plain = decade < 10 || next.is_empty();
    (opened && plain && !noun).then_some(point(Year::Open, Part::Decade(190 + decade)))
}

/// «прошлую пятницу», «этом году», «прошлой осенью».
pub(crate) fn near(m: &Match<'_, '_>) -> Option<TimeExpr> {
    relative::near(m, |m, unit, step| {
        // «на следующий день»: behind the day that the text named.
        if unit == Unit::Day && step == 1 && !m.words.is(Class::PluralUnit, m.get("unit")?) {
            return Some(TimeExpr::FromLastNamed { unit, by: 1 });
        }
        relative::shifted(unit, step, m.words.is(Class::PluralUnit, m.get("unit")?))
    })
}

/// «последние две недели», «ближайшие полгода».
pub(crate) fn window(m: &Match<'_, '_>) -> Option<Expr> {
    let Some(half) = m.get("half") else {
        return relative::window(m);
    };
    let sign = m.int(Class::Direction, "dir").filter(|step| *step != 0)?.signum();
    let (unit, n) = half_count(m, half)?;
    Some(Expr::new(TimeExpr::Window { unit, count: Count::Exact(n), sign }))
}

/// «ежедневно», «по понедельникам»; «20 млн тонн в год», where a number stands before and nothing
/// of which the year is behind.
pub(crate) fn every(m: &Match<'_, '_>) -> Option<Expr> {
    let rate = m.get("every").is_some_and(|word| m.words.is(Class::Rate, word));
    if rate {
        let next = word_after(m.text, m.span().end);
        let free = next.is_empty() || m.words.is(Class::AfterRate, next);
        let head =
            &m.text[m.text.floor_char_boundary(m.span().start.saturating_sub(80))..m.span().start];
        let clause = head.rfind(['.', ';', '\n', '!', '?']).map_or(head, |i| &head[i..]);
        let counted = clause.split(|c: char| !is_word(c)).any(|w| {
            w.starts_with(|c: char| c.is_ascii_digit())
                || m.words.is_any(&[Class::Scale, Class::Number], w)
        });
        (free && counted).then_some(())?;
    }
    relative::every(m)
}

/// «по итогам года»: the year of now, unless its number or its kind follows.
pub(crate) fn results(m: &Match<'_, '_>) -> Option<Placed> {
    let tail = m.tail().trim_start();
    let dated = tail.starts_with(|c: char| c.is_ascii_digit());
    (!dated).then_some((m.span(), Expr::new(TimeExpr::Shift { unit: unit(m)?, by: 0 })))
}

/// «накануне»: the day before, not the eve of something («накануне выборов»).
pub(crate) fn day_before(m: &Match<'_, '_>) -> Option<TimeExpr> {
    let next = word_after(m.text, m.span().end);
    let genitive = ["а", "я", "ы", "и", "ов", "ев", "ей", "ого", "его", "ых", "их", "ой"];
    let eve = next.chars().count() > 3
        && genitive.iter().any(|end| next.ends_with(end))
        && !["ла", "ли", "ись", "ась", "лся"].iter().any(|end| next.ends_with(end))
        || next.starts_with(|c: char| c.is_ascii_digit());
    (!eve).then_some(TimeExpr::FromLastNamed { unit: Unit::Day, by: -1 })
}

/// «в тот же день», «в том же году»: the unit of the date that the text named.
pub(crate) fn same(m: &Match<'_, '_>) -> Option<Placed> {
    let span = m.span();
    let link = preceded_by(m, span.start, &["же", "самый"]).unwrap_or(span.start);
    let (start, _) = before_space(m, link, Class::SameWord)?;
    let time = TimeExpr::FromLastNamed { unit: unit(m)?, by: 0 };
    (!m.words.is(Class::PluralUnit, m.get("unit")?))
        .then_some((Span::new(start, span.end), Expr::new(time)))
}

/// «понедельник».
pub(crate) fn weekday(m: &Match<'_, '_>) -> Option<TimeExpr> {
    if is_wednesday(m) { relative::weekday(m) } else { None }
}

/// Whether «среда» is the weekday and not surroundings («окружающей среды»): each case of it has
/// its own words before it. Other weekdays are.
fn is_wednesday(m: &Match<'_, '_>) -> bool {
    let word = m.get("weekday").unwrap_or_default().to_lowercase();
    if !word.starts_with("сред") {
        return true;
    }
    let listed = m.head().trim_end().ends_with([',', '(']) && word == "среду";
    listed
        || before(m, m.span().start, Class::BeforeWednesday, &[' '])
            .is_some_and(|(_, form)| form == word)
}

/// «три месяца», «два года назад», «через три дня», «год спустя».
pub(crate) fn amount(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    // «против 250 годом ранее»: the number counts something else; «сорок один год» is an age.
    let tens = || {
        m.span_of("n").is_some_and(|n| {
            let word = word_before(m.text, n.start);
            word.starts_with(char::is_alphabetic)
                && m.words.whole(word).is_some_and(|n| (20..1000).contains(&n))
        })
    };
    if m.has("n") && (m.words.is(Class::NthUnit, m.get("unit")?) || tens()) {
        return None;
    }
    let mut found = relative::amount(m, true, length)?;
    let vague = found.value.time == TimeExpr::Reference(Reference::Future);
    if vague && told_of(m) {
        found.value.time = TimeExpr::Reference(Reference::Past);
    }
    Some(found)
}

/// Whether a sentence tells of the past: «через несколько дней вернулся» is a time of the past that
/// nobody can compute.
fn told_of(m: &Match<'_, '_>) -> bool {
    tense::de_ru::tells_past(m, m.span())
}

/// «две-три недели», «4–5 лет назад», «через 4–5 лет», «от двух до трёх лет».
pub(crate) fn amounts(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let span = m.span();
    let upto = m.has("upto") && preceded_by(m, span.start, &["от", "с", "со"]).is_none();
    if upto || before(m, span.start, Class::Age, &[' ']).is_some() {
        return None;
    }
    // «детям от 6 до 14 лет» is an age; a term has its noun.
    let term = before(m, span.start, Class::SpanOpener, &[' ']).is_some();
    let start = preceded_by(m, span.start, &["от", "с", "со"]).unwrap_or(span.start);
    let opened = before(m, start, Class::SpanOpener, &[' ']).is_some();
    let noun = m.words.value(Class::Term, word_after(m.text, span.end)).is_some();
    let aged = m.has("upto") && unit(m)? == Unit::Year && !(opened || noun);
    let person = !term && !noun && m.words.is(Class::Person, word_before(m.text, start));
    if aged || person || before(m, start, Class::Age, &[' ']).is_some() {
        return None;
    }
    let away = match (m.has("ago"), preceded_by(m, span.start, &["через"])) {
        (true, _) => Away::Ago,
        (false, Some(_)) => Away::Ahead,
        (false, None) => Away::Length,
    };
    coordinated::amounts(m, span, away)
}

/// «последнем квартале 2011 года».
pub(crate) fn final_quarter(m: &Match<'_, '_>) -> Option<TimeExpr> {
    Some(point(year(m)?, Part::Quarter(4)))
}

/// «неделю назад».
pub(crate) fn one_ago(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    relative::distance(m, m.span(), -1, From::Now)
}

/// «в течение двух недель».
pub(crate) fn within(m: &Match<'_, '_>) -> Option<Expr> {
    // «в течение 2017 года»
    if matches!(count(m)?, Count::Exact(1000..)) {
        return None;
    }
    relative::within(m, tense::de_ru::tells_past(m, m.span()))
}

/// «пятилетний срок», «10-дневную поездку»: the anchor is the end of the word, the number stands
/// before it. An age («55-летний имам») is none: the noun says what lasts.
pub(crate) fn adjective(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let next = word_after(m.text, m.span().end).to_lowercase();
    let lasts = m.words.lexicon.forms(Class::LastingNoun).any(|(stem, _)| next.starts_with(stem));
    let unit = Unit::from_value(m.words.value(Class::UnitAdjective, m.get("unit")?)?)?;
    let head = m.head();
    let number = head.trim_end_matches(is_word).len();
    let number = if head[number..].is_empty() && head.ends_with('-') {
        head[..number - 1].trim_end_matches(|c: char| c.is_ascii_digit()).len()
    } else {
        number
    };
    let count = match head[number..].trim_end_matches('-') {
        "" => return None,
        "одно" => 1,
        digits => m.words.whole(digits).or_else(|| m.words.whole(&format!("{digits}х")))?,
    };
    let time = TimeExpr::Length { unit, count: Count::Exact(count) };
    (lasts && (1..=1000).contains(&count))
        .then(|| m.at(Span::new(number, m.span().end), Expr::new(time)))
}

/// «в течение года», «более месяца», «на неделю»: one unit, where the word before says that it is a
/// length.
pub(crate) fn one_unit(m: &Match<'_, '_>) -> Option<Expr> {
    let span = m.span();
    let unit = unit(m)?;
    let lasts = before(m, span.start, Class::Lasts, &[' ']).is_some();
    let until = preceded_by(m, span.start, &["на", "за"]).is_some()
        && m.get("unit").is_some_and(|unit| m.words.is(Class::OneUnit, unit))
        && !m.words.is(Class::NotLength, word_after(m.text, span.end));
    (lasts || until).then_some(Expr::new(TimeExpr::Length { unit, count: Count::Exact(1) }))
}

/// How many of which unit half a unit is.
fn half_count(m: &Match<'_, '_>, word: &str) -> Option<(Unit, i64)> {
    match m.words.value(Class::HalfUnit, word)? {
        "year" => Some((Unit::Month, 6)),
        "century" => Some((Unit::Year, 50)),
        _ => None,
    }
}

/// «сейчас», «недавно»; not «не раньше 15 ноября», nor the conjunctions «тогда как», «раньше чем» and
/// «прежде всего».
pub(crate) fn reference(m: &Match<'_, '_>) -> Option<Expr> {
    let next = word_after(m.text, m.span().end);
    let counted = next.starts_with(|c: char| c.is_ascii_digit());
    let behind = m.text[m.span().end..].trim_start_matches([',', ' ']);
    if ["как", "чем", "всего"].contains(&word_after(behind, 0)) {
        return None;
    }
    if counted && preceded_by(m, m.span().start, &["не"]).is_some() {
        return None;
    }
    let mut found = relative::reference(m)?;
    if found.time == TimeExpr::Reference(Reference::Future) && told_of(m) {
        found.time = TimeExpr::Reference(Reference::Past);
    }
    Some(found)
}

/// «полгода», «полвека назад»: groups `half` (the word), `ago`.
pub(crate) fn half_unit(m: &Match<'_, '_>) -> Option<Finding<Expr>> {
    let (unit, n) = half_count(m, m.get("half")?)?;
    let count = Count::Exact(n);
    let from = From::Now;
    let ahead = preceded_by(m, m.span().start, &["через"]);
    let time = match (m.has("ago"), ahead) {
        (true, _) => TimeExpr::Distance { unit, count, sign: -1, from },
        (false, Some(_)) => TimeExpr::Distance { unit, count, sign: 1, from },
        (false, None) => TimeExpr::Length { unit, count },
    };
    let start = ahead.filter(|_| !m.has("ago")).unwrap_or(m.span().start);
    Some(m.at(Span::new(start, m.span().end), Expr::new(time)))
}

/// «15:30», «в 14 часов», «в 9 часов вечера».
pub(crate) fn clock(m: &Match<'_, '_>) -> Option<Expr> {
    let half = m.get("half").map(str::to_lowercase).unwrap_or_default();
    clock::clock(m, matches!(half.as_str(), "вечера" | "дня"))
}

/// «в три часа дня», «в 9 утра», «в полдень», «в полночь».
pub(crate) fn hour(m: &Match<'_, '_>) -> Option<Expr> {
    match (m.has("noon"), m.has("midnight")) {
        (true, _) => Some(Expr::clock(Clock::At { hour: 12, minute: None })),
        (false, true) => Some(Expr::clock(Clock::At { hour: 0, minute: None })),
        (false, false) => clock(m),
    }
}

/// «в половине восьмого».
pub(crate) fn half_past(m: &Match<'_, '_>) -> Option<Expr> {
    let hour = m.int(Class::Ordinal, "hour").filter(|h| (1..=12).contains(h))?;
    let hour =
        if matches!(m.get("half"), Some("вечера" | "дня")) { hour + 12 } else { hour };
    Some(Expr::clock(Clock::At { hour: small((hour + 23) % 24)?, minute: Some(30) }))
}
