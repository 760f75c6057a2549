//! Builders for what only Russian says so: adjectives of length («пятилетний срок»), a unit without a number («в течение года»), «накануне», decades
//! without their noun («в восьмидесятых»), hours of a part of the day («в три часа дня»).

use super::build::{Found, day_of, one, point, small};
use super::clock;
use super::dress::{before, led};
use super::expr::{Clock, Count, Expr, From, Part, Unit, What, Year};
use crate::gazetteer::Class;
use crate::kinds::rule::Match;
use crate::model::Span;
use crate::text::boundary::{is_word, word_after};

/// «пятилетний срок», «10-дневную поездку»: the anchor is the end of the word, the number stands before it. An age («55-летний имам») is none: what
/// lasts is told by the noun.
pub(super) fn adjective(m: &Match<'_, '_>) -> Found {
    let read = || {
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
        let what = What::Length { unit, count: Count::Exact(count) };
        (lasts && (1..=1000).contains(&count)).then(|| vec![m.at(Span::new(number, m.span().end), Expr::new(what))])
    };
    read()
}

/// «в течение года», «более месяца», «на неделю»: one unit, where the word before says that it is a length.
pub(super) fn one_unit(m: &Match<'_, '_>) -> Found {
    let read = || {
        let span = m.span();
        let unit = Unit::from_value(m.words.value(Class::Unit, m.get("unit")?)?)?;
        let lasts = before(m, span.start, Class::Lasts, &[' ']).is_some();
        let until = led(m, span.start, &["на", "за"]).is_some()
            && matches!(m.get("unit"), Some("год" | "месяц" | "неделю" | "сутки"))
            && !matches!(word_after(m.text, span.end), "рождения" | "назад" | "раньше" | "ранее" | "до");
        (lasts || until).then(|| vec![m.whole(Expr::new(What::Length { unit, count: Count::Exact(1) }))])
    };
    read()
}

/// «полгода», «полвека назад», «полтора года»: groups `half` (the word), `ago`.
pub(super) fn half_unit(m: &Match<'_, '_>) -> Found {
    let read = || {
        let (unit, n) = match m.words.value(Class::HalfUnit, m.get("half")?)? {
            "year" => (Unit::Month, 6),
            "century" => (Unit::Year, 50),
            _ => return None,
        };
        let count = Count::Exact(n);
        let from = From::Now;
        let ahead = led(m, m.span().start, &["через"]);
        let what = match (m.has("ago"), ahead) {
            (true, _) => What::Distance { unit, count, sign: -1, from },
            (false, Some(_)) => What::Distance { unit, count, sign: 1, from },
            (false, None) => What::Length { unit, count },
        };
        let start = ahead.filter(|_| !m.has("ago")).unwrap_or(m.span().start);
        Some(vec![m.at(Span::new(start, m.span().end), Expr::new(what))])
    };
    read()
}

/// «накануне»: the day before, not the eve of something («накануне выборов»).
pub(super) fn day_before(m: &Match<'_, '_>) -> Found {
    let next = word_after(m.text, m.span().end);
    let genitive = ["а", "я", "ы", "и", "ов", "ев", "ей", "ого", "его", "ых", "их", "ой"];
    let eve = next.chars().count() > 3
        && genitive.iter().any(|end| next.ends_with(end))
        && !["ла", "ли", "ись", "ась", "лся"].iter().any(|end| next.ends_with(end))
        || next.starts_with(|c: char| c.is_ascii_digit());
    if eve { None } else { one(m, Some(What::Beside { unit: Unit::Day, by: -1 })) }
}

/// «в восьмидесятых», «в середине 90-х», «нулевые»: a decade without its noun.
pub(super) fn decade(m: &Match<'_, '_>) -> Found {
    let what = || {
        let opened = before(m, m.span().start, Class::Edge, &[' ']).is_some()
            || led(m, m.span().start, &["в", "во", "с", "до", "из", "на"]).is_some();
        // «в двадцатых числах», «девяностые минуты»
        let next = word_after(m.text, m.span().end);
        let noun = m.has("word") && ["числах", "числа", "минутах", "строках", "местах"].contains(&next);
        let decade = match m.get("decade") {
            Some(digits) => digits.parse::<i16>().ok().filter(|n| n % 10 == 0)? / 10,
            None => i16::try_from(m.int(Class::DecadeWord, "word")?).ok()?,
        };
        // «нулевых» is also an adjective.
        let plain = decade < 10 || next.is_empty();
        (opened && plain && !noun).then_some(point(Year::Open, Part::Decade(190 + decade)))
    };
    one(m, what())
}

/// «в три часа дня», «в 9 утра», «в полдень», «в полночь».
pub(super) fn hour(m: &Match<'_, '_>) -> Found {
    if m.has("noon") || m.has("midnight") {
        let hour = if m.has("noon") { 12 } else { 0 };
        return Some(vec![m.whole(Expr { clock: Some(Clock::At { hour, minute: None }), ..Expr::new(What::Clock) })]);
    }
    clock::clock(m)
}

/// «в половине восьмого».
pub(super) fn half_past(m: &Match<'_, '_>) -> Found {
    let read = || {
        let hour = m.int(Class::Ordinal, "hour").filter(|h| (1..=12).contains(h))?;
        let hour = if matches!(m.get("half"), Some("вечера" | "дня")) { hour + 12 } else { hour };
        let clock = Clock::At { hour: small((hour + 23) % 24)?, minute: Some(30) };
        Some(vec![m.whole(Expr { clock: Some(clock), ..Expr::new(What::Clock) })])
    };
    read()
}

/// «15-го числа», «первых числах мая» is no day.
pub(super) fn day_number(m: &Match<'_, '_>) -> Found {
    let what = || Some(What::DayAlone(day_of(m, "day")?));
    one(m, what())
}

/// Whether «среда» is the weekday and not surroundings («окружающей среды»): each case of it has its own words before it.
pub(super) fn is_wednesday(m: &Match<'_, '_>) -> bool {
    let word = m.get("weekday").unwrap_or_default().to_lowercase();
    if !word.starts_with("сред") {
        return true;
    }
    let listed = m.head().trim_end().ends_with([',', '(']) && word == "среду";
    listed || before(m, m.span().start, Class::BeforeWednesday, &[' ']).is_some_and(|(_, form)| form == word)
}
