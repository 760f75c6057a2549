//! Builders for what is told from another time: weekdays, directions, distances, windows; and for lengths and repetitions.

use super::build::{Found, either, glued_at, month_of, one, small};
use super::dress::{before, dress, led, looks_ahead};
use super::expr::{Clock, Count, Cycle, Expr, From, Reference, Unit, What};
use super::present;
use super::russian;
use super::tense::tense;
use crate::gazetteer::Class;
use crate::kinds::rule::{Finding, Match};
use crate::model::{Lang, Normal, Span};
use crate::text::boundary::{is_word, opens_sentence, word_after, word_before};

/// A direction and what it applies to: "last Friday", "next March", «прошлой осенью», "dieses Quartal".
pub(super) fn near(m: &Match<'_, '_>) -> Found {
    let what = || {
        let step = m.int(Class::Direction, "dir")?;
        if let Some(day) = m.int(Class::Weekday, "weekday").or_else(|| m.int(Class::WeekdayAbbr, "short")) {
            return Some(What::Weekday { day: small(day)?, step: Some(step) });
        }
        if let Some(month) = month_of(m, "month") {
            // "this may", "last march"
            if matches!(m.get("month"), Some("may" | "march")) {
                return None;
            }
            return Some(What::Near { cycle: Cycle::Month(month), step });
        }
        if let Some(season) = m.int(Class::Season, "season") {
            return Some(What::Near { cycle: Cycle::Season(small(season)?), step });
        }
        let unit = unit(m)?;
        if unit == Unit::Fortnight && step != 0 {
            return Some(What::Window { unit: Unit::Week, count: Count::Exact(2), sign: step.signum() });
        }
        // "am nächsten Tag", "im folgenden Jahr": beside what the text named.
        let word = m.get("dir")?.to_lowercase();
        let told = m.words.lang == Lang::De && step == 1 && !plural(m.get("unit")?, m.words.lang);
        if told && (word.contains("folgend") || unit == Unit::Day && word.starts_with("nächst")) {
            return Some(What::Beside { unit, by: 1 });
        }
        // "an diesem Tag": the day that the text named.
        if unit == Unit::Day && m.get("dir") == Some("diesem") && led(m, m.span().start, &["an", "am"]).is_some() {
            return Some(What::Beside { unit, by: 0 });
        }
        if plural(m.get("unit")?, m.words.lang) && unit != Unit::Weekend {
            // "in den nächsten Jahren" points nowhere nearer than the future; "in den letzten Jahren" is a length.
            let vague = if m.words.lang == Lang::De && step > 0 && !m.get("dir")?.contains("folgend") {
                What::Reference(Reference::Future)
            } else {
                What::Window { unit, count: Count::Some, sign: step.signum() }
            };
            return (step != 0).then_some(vague);
        }
        Some(What::Shift { unit, by: step })
    };
    one(m, what())
}

fn unit(m: &Match<'_, '_>) -> Option<Unit> {
    Unit::from_value(m.words.value(Class::Unit, m.get("unit")?)?)
}

fn count(m: &Match<'_, '_>) -> Option<Count> {
    let text = m.get("n")?;
    match m.words.value(Class::Vague, text) {
        Some("3") => return Some(Count::Few),
        Some(_) => return Some(Count::Some),
        None => {}
    }
    let number = m.words.number(text)?;
    let whole = i64::try_from(number.trunc()).ok().filter(|n| (0..=100_000).contains(n))?;
    Some(if number.fract().is_zero() { Count::Exact(whole) } else { Count::AndHalf(whole) })
}

/// "today", «вчера», "übermorgen".
pub(super) fn day_shift(m: &Match<'_, '_>) -> Found {
    if let Some(reference) = present::generic_day(m) {
        return Some(vec![m.whole(Expr::new(What::Reference(reference)))]);
    }
    let what = || Some(What::Shift { unit: Unit::Day, by: m.int(Class::DayShift, "shift")? });
    one(m, what())
}

/// "tonight": today in the evening.
pub(super) fn tonight(m: &Match<'_, '_>) -> Found {
    Some(vec![m.whole(Expr { clock: Some(Clock::Part("NI")), ..Expr::new(What::Shift { unit: Unit::Day, by: 0 }) })])
}

/// "this morning", "last night", «сегодня утром» where the direction stands before a part of day.
pub(super) fn daypart_near(m: &Match<'_, '_>) -> Found {
    let read = || {
        let clock = Clock::part(m.words.value(Class::Daypart, m.get("part")?)?);
        let by = m.int(Class::Direction, "dir")?;
        // "am nächsten Morgen" goes on from the day that the text has come to.
        let what = if m.words.lang == Lang::De && by == 1 {
            What::Beside { unit: Unit::Day, by }
        } else {
            What::Shift { unit: Unit::Day, by }
        };
        Some(vec![m.whole(Expr { clock, ..Expr::new(what) })])
    };
    read()
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
        let edged = found.value.edge.is_some() || matches!(found.value.what, What::SoFar { .. });
        edged.then(|| vec![found])
    };
    read()
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
        Lang::De => matches!(
            word.as_str(),
            "tage"
                | "tagen"
                | "wochen"
                | "monate"
                | "monaten"
                | "jahre"
                | "jahren"
                | "jahrzehnte"
                | "jahrzehnten"
                | "stunden"
                | "minuten"
                | "jahrhunderte"
                | "jahrhunderten"
                | "quartale"
        ),
        Lang::Ru => matches!(
            word.as_str(),
            "дни"
                | "дней"
                | "днях"
                | "дням"
                | "недель"
                | "неделях"
                | "месяцы"
                | "месяцев"
                | "месяцах"
                | "годы"
                | "годов"
                | "годах"
                | "лет"
                | "десятилетий"
                | "десятилетиях"
                | "часы"
                | "часов"
                | "сутки"
                | "суток"
        ),
    }
}

/// A number of units: a distance if a word before it (groups `after_now`, `after_named`) or behind it (`ago`, `ahead`,
/// `later`, `earlier`) says from where, else a length.
pub(super) fn amount(m: &Match<'_, '_>) -> Found {
    let read = || {
        let (whole, end) = (m.span(), m.span_of("unit")?.end);
        let start = m.span_of("n").map_or(whole.start, |n| n.start);
        // "[Ten] years ago", as an editor wrote it
        let bracket =
            m.text[..start].ends_with('[') && m.span_of("n").is_some_and(|n| m.text[n.end..].starts_with(']'));
        let start = start - usize::from(bracket);
        let spaced = m.span_of("n").is_none_or(|n| m.text[n.end..].trim_start_matches(']').starts_with(' '));
        // "find an hour later this week"
        let elsewhere = m.words.lang == Lang::En && matches!(word_after(m.text, whole.end), "this" | "that");
        let told = |group| spaced && m.has(group) && !(elsewhere && matches!(group, "later" | "earlier"));
        let behind = |sign, from| distance(m, Span::new(start, whole.end), sign, from);
        let before = |sign, from| distance(m, Span::new(whole.start, end), sign, from);
        let found = if told("ago") {
            behind(-1, From::Now)
        } else if told("ahead") {
            // "closed for three days from today", "less than two weeks from now"
            match count(m)? {
                count @ Count::Exact(_) if led(m, start, &["for", "less than", "under"]).is_some() => {
                    Some(m.at(Span::new(start, whole.end), Expr::new(What::Within { unit: unit(m)?, count })))
                }
                Count::Exact(_) | Count::AndHalf(_) | Count::Some | Count::Few => behind(1, From::Now),
            }
        } else if told("later") {
            behind(1, From::Named)
        } else if told("earlier") {
            behind(-1, From::Named)
        } else if told("after_now") {
            before(1, From::Now)
        } else if told("after_named") {
            before(1, From::Named)
        } else {
            None
        };
        found.or_else(|| length(m, Span::new(start, end)))
    };
    Some(vec![read()?])
}

/// Whether "in two weeks" points ahead without a verb that says so: it ends what it stands in, no verb is past and nothing is counted
/// ("the second time in two weeks").
fn announced(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let closed = m.text[span.end..].trim_start_matches(' ').is_empty()
        || m.text[span.end..].starts_with(['.', ',', ';', '?', '!', '\n'])
        || word_after(m.text, span.end) == "at";
    let from = m.text.floor_char_boundary(span.start.saturating_sub(100));
    let head = &m.text[from..span.start];
    let head = head.rfind(['.', '!', '?', '\n']).map_or(head, |i| &head[i..]);
    let counts =
        head.split(|c: char| !is_word(c)).any(|w| m.words.is(Class::NotAhead, w) || m.words.is(Class::Ordinal, w));
    m.words.lang == Lang::En && closed && !counts && !tense(m, span).1
}

/// "vor zwei Jahren": the preposition stands before the anchor.
pub(super) fn ago_led(m: &Match<'_, '_>) -> Found {
    Some(vec![led_distance(m, -1)?])
}

/// "in zwei Monaten".
pub(super) fn in_led(m: &Match<'_, '_>) -> Found {
    let distance = led_distance(m, 1).filter(|_| m.words.lang != Lang::De || count(m) != Some(Count::Some))?;
    Some(vec![distance])
}

/// "in 2 weeks": only if the sentence looks ahead; "he read it in two weeks" tells a length.
pub(super) fn in_perhaps(m: &Match<'_, '_>) -> Found {
    let elsewhere = ["ago", "back", "from", "hence", "later", "earlier"].contains(&word_after(m.text, m.span().end));
    let ahead = |f: &Finding<Expr>| looks_ahead(m, f.span) || announced(m, f.span);
    Some(vec![led_distance(m, 1).filter(|f| !elsewhere && ahead(f))?])
}

fn led_distance(m: &Match<'_, '_>, sign: i64) -> Option<Finding<Expr>> {
    distance(m, Span::new(m.span().start, m.span_of("unit")?.end), sign, From::Now)
}

/// «неделю назад».
pub(super) fn one_ago(m: &Match<'_, '_>) -> Found {
    Some(vec![distance(m, m.span(), -1, From::Now)?])
}

fn distance(m: &Match<'_, '_>, span: Span<Normal>, sign: i64, from: From) -> Option<Finding<Expr>> {
    let count = if m.has("n") { count(m)? } else { Count::Exact(1) };
    let what = match count {
        Count::Some | Count::Few if sign < 0 => What::Reference(Reference::Past),
        Count::Some | Count::Few => What::Reference(Reference::Future),
        // "six minutes later" is no other day.
        Count::Exact(_) | Count::AndHalf(_)
            if from == From::Named && matches!(unit(m)?, Unit::Second | Unit::Minute | Unit::Hour) =>
        {
            What::Length { unit: unit(m)?, count }
        }
        Count::Exact(_) | Count::AndHalf(_) => What::Distance { unit: unit(m)?, count, sign, from },
    };
    Some(m.at(span, Expr::new(what)))
}

/// "the following day": beside the date that the text named.
pub(super) fn beside_named(m: &Match<'_, '_>) -> Found {
    let read = || {
        let unit = Unit::from_value(m.words.value(Class::Unit, either(m, "unit", "unit2")?)?)?;
        let sign = if either(m, "after", "after2").is_some() { 1 } else { -1 };
        Some(m.at(with_article(m), Expr::new(What::Beside { unit, by: sign })))
    };
    Some(vec![read()?])
}

/// The match with an English article before it.
fn with_article(m: &Match<'_, '_>) -> Span<Normal> {
    let span = m.span();
    let article = if m.words.lang == Lang::En { led(m, span.start, &["the"]) } else { None };
    Span::new(article.unwrap_or(span.start), span.end)
}

/// "that day", «в том же году»: the unit of the date that the text named.
pub(super) fn same(m: &Match<'_, '_>) -> Found {
    let read = || {
        let (word, span) = (m.get("unit")?, m.span());
        let start = match m.words.lang {
            Lang::En => led(m, span.start, &["that same", "that", "the same"])?,
            Lang::De => {
                let start = led(m, span.start, &["diesem", "jenem", "selben", "gleichen"])?;
                led(m, start, &["an", "am", "in", "im"]).map(|_| start)?
            }
            Lang::Ru => {
                let link = led(m, span.start, &["же", "самый"]).unwrap_or(span.start);
                led(m, link, &["тот", "этот", "того", "том", "то", "той", "ту"])?
            }
        };
        let what = (!plural(word, m.words.lang)).then_some(What::Beside { unit: unit(m)?, by: 0 })?;
        Some(dress(m, Span::new(start, span.end), Expr::new(what)))
    };
    Some(vec![read()?])
}

/// "the last two weeks", «последние две недели», "die kommenden drei Tage".
pub(super) fn window(m: &Match<'_, '_>) -> Found {
    let what = || {
        let step = m.int(Class::Direction, "dir").filter(|s| *s != 0)?;
        Some(What::Window { unit: unit(m)?, count: count(m)?, sign: step.signum() })
    };
    Some(vec![m.at(with_article(m), Expr::new(what()?))])
}

/// "three months", «двух дней», "zweieinhalb Jahre"; not an age.
fn length(m: &Match<'_, '_>, span: Span<Normal>) -> Option<Finding<Expr>> {
    let unit = unit(m)?;
    // "2018 day five", "three-quarters", "three quarters of the vote"
    let year = m.words.lang == Lang::En
        && m.get("n").is_some_and(|n| n.len() == 4 && n.starts_with(['1', '2']))
        && !plural(m.get("unit")?, Lang::En);
    let fraction = m.words.lang == Lang::En
        && unit == Unit::Quarter
        && (m.text[span.range()].contains('-') || word_after(m.text, span.end) == "of");
    if year || fraction {
        return None;
    }
    // «на 75-м году жизни», «2014 и 2018 годами»
    let count_of = count(m)?;
    let ordinal = m.words.lang == Lang::Ru
        && unit == Unit::Year
        && (m.get("unit") == Some("году") || matches!(count_of, Count::Exact(1000..)));
    if ordinal {
        return None;
    }
    // "her nine-month-old son", "at the age of four months"
    let age = (unit == Unit::Year || m.words.lang == Lang::En) && is_age(m, span);
    let what = (!age && !glued_at(m, span)).then_some(What::Length { unit, count: count_of })?;
    // "will pay within two weeks"
    let within = m.words.lang == Lang::En
        && matches!(count_of, Count::Exact(_))
        && led(m, span.start, &["within"]).is_some()
        && !matches!(word_after(m.text, span.end), "of" | "after" | "before" | "from" | "following")
        && !tense(m, span).1;
    let what = if within { What::Within { unit, count: count_of } } else { what };
    Some(m.at(span, Expr::new(what)))
}

fn is_age(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let next = word_after(m.text, span.end);
    let tail = &m.text[span.end..];
    let aged = match m.words.lang {
        Lang::En => next == "old" || tail.starts_with("-old"),
        Lang::De => matches!(next, "alt" | "alte" | "alten" | "alter"),
        Lang::Ru => false,
    };
    // Russian gives an age as a bare number of years; a length has a word before it that says of what.
    let bare = m.words.lang == Lang::Ru
        && matches!(count(m), Some(Count::Exact(14..=120)))
        && before(m, span.start, Class::SpanOpener, &[' ']).is_none()
        && m.words.value(Class::Term, next).is_none();
    aged || bare || before(m, span.start, Class::Age, &[' ']).is_some() || word_before(m.text, span.start) == "aged"
}

/// "every year", "jeden zweiten Tag".
pub(super) fn every(m: &Match<'_, '_>) -> Found {
    let what = || {
        if let Some(day) = m.int(Class::Weekday, "weekday") {
            return Some(What::EveryWeekday(small(day)?));
        }
        if let Some(day) = m.get("days").and_then(|w| m.words.int(Class::Weekdays, w)) {
            return Some(What::EveryWeekday(small(day)?));
        }
        let unit = match m.get("every") {
            Some(word) => Unit::from_value(m.words.value(Class::Every, word)?)?,
            None => unit(m)?,
        };
        let count = if m.has("n") {
            m.whole_number("n").or_else(|| m.int(Class::Ordinal, "n"))?
        } else if m.has("n2") {
            m.whole_number("n2")?
        } else {
            1
        };
        Some(What::Every { unit, count })
    };
    // "every day life"
    if m.words.is(Class::NotEvery, word_after(m.text, m.span().end)) && !m.has("weekday") && !m.has("n") {
        return None;
    }
    // "Literary Weekly": a name.
    let name = m.words.lang == Lang::En
        && m.has("every")
        && m.text[m.span().start..].starts_with(char::is_uppercase)
        && !opens_sentence(m.text, m.span().start);
    Some(vec![m.whole(Expr::new(what().filter(|_| !name)?))])
}

/// "now", "recently", «в настоящее время».
pub(super) fn reference(m: &Match<'_, '_>) -> Found {
    // "Now" inside a sentence is part of a name.
    // "die Zukunft der Bahn", "zur Zeit des Kaisers": of something.
    let of = matches!(
        word_after(m.text, m.span().end),
        "des" | "der" | "dieser" | "von" | "eines" | "einer" | "seiner" | "ihrer"
    );
    let noun = ["Zukunft", "Gegenwart", "Vergangenheit", "Zeit"].iter().any(|w| m.text[m.span().range()].ends_with(w));
    if of && noun && m.words.lang == Lang::De {
        return None;
    }
    let past = m.get("ref").is_some_and(|r| r.ends_with("past"));
    let next = word_after(m.text, m.span().end);
    if past && m.words.is_any(&[Class::Unit, Class::Number, Class::Vague], next) {
        return None;
    }
    let name = m.text[m.span().start..].starts_with(char::is_uppercase) && !opens_sentence(m.text, m.span().start);
    if name && m.words.lang == Lang::En {
        return None;
    }
    let what = || Some(What::Reference(Reference::from_value(m.words.value(Class::Ref, m.get("ref")?)?)?));
    Some(vec![m.whole(Expr::new(what()?))])
}

/// "nächste Woche Montag", "übernächste Woche am Freitag".
pub(super) fn week_weekday(m: &Match<'_, '_>) -> Found {
    let what = || {
        Some(What::WeekdayOf { day: small(m.int(Class::Weekday, "weekday")?)?, week: m.int(Class::Direction, "dir")? })
    };
    one(m, what())
}

/// A short weekday ("Di."), which may be another word: alone on its line, or between a preposition and a time.
pub(super) fn weekday_code(m: &Match<'_, '_>) -> Found {
    let (head, tail) = (m.head(), m.tail());
    let line = (head.is_empty() || head.ends_with('\n')) && (tail.is_empty() || tail.starts_with('\n'));
    let opened = led(m, m.span().start, &["am", "bis", "ab", "vom", "jeden"]).is_some();
    let rest = tail.trim_start_matches(['.', ',', ' ']);
    let closed = rest.is_empty()
        || tail.starts_with([',', ')', ';', '-', '–'])
        || rest.starts_with("um ")
        || rest.starts_with(|c: char| c.is_ascii_digit());
    let upper = head.len() < m.text.len() && m.text[head.len()..].starts_with(char::is_uppercase);
    let what = || Some(What::Weekday { day: small(m.int(Class::WeekdayCode, "weekday")?)?, step: None });
    if line || upper && opened && closed { one(m, what()) } else { None }
}

/// "innerhalb von zwei Wochen": a length, and the days from now on where nothing tells of the past.
pub(super) fn within(m: &Match<'_, '_>) -> Found {
    let what = || {
        let (unit, count) = (unit(m)?, count(m)?);
        Some(if present::past(m, m.span()) { What::Length { unit, count } } else { What::Within { unit, count } })
    };
    Some(vec![m.whole(Expr::new(what()?))])
}

/// A weekday alone.
pub(super) fn weekday(m: &Match<'_, '_>) -> Found {
    // The end of a compound ("Super-Dienstag"), not of a range ("Montag-Freitag").
    let joined = m.head().strip_suffix('-').map(|head| word_before(head, head.len()));
    if m.words.lang == Lang::De && joined.is_some_and(|w| !w.is_empty() && m.words.value(Class::Weekday, w).is_none()) {
        return None;
    }
    if m.words.lang == Lang::Ru && !russian::is_wednesday(m) {
        return None;
    }
    let what = || Some(What::Weekday { day: small(m.int(Class::Weekday, "weekday")?)?, step: None });
    one(m, what())
}

/// A weekday with a part of the day written onto it: "Freitagabend".
pub(super) fn weekday_part(m: &Match<'_, '_>) -> Found {
    let read = || {
        let day = small(m.int(Class::Weekday, "weekday")?)?;
        let clock = Clock::part(m.words.value(Class::Daypart, m.get("part")?)?);
        Some(vec![dress(m, m.span(), Expr { clock, ..Expr::new(What::Weekday { day, step: None }) })])
    };
    read()
}
