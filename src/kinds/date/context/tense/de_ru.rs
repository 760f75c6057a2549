//! Which way a German or Russian sentence looks. Both speak of what is to come in the present
//! tense, too.
//!
//! Classes `present` (verbs of the present, as they announce) and `past` (forms of the past that
//! their ends do not show) of the calendar table.

use super::sentence;
use crate::gazetteer::Class;
use crate::kinds::date::expr::{Part, Point, TimeExpr, Year};
use crate::kinds::date::phrase::{before, before_space, preceded_by};
use crate::kinds::rule::Match;
use crate::model::{DateModifier, Lang, Normal, Span};
use crate::text::boundary::{is_word, opens_sentence, word_after, word_before};
use crate::text::case::small_letter;

/// Whether an open date lies ahead although no verb of the future says so. `bound` is the direction
/// said before it.
pub(crate) fn announces(
    m: &Match<'_, '_>,
    span: Span<Normal>,
    time: &TimeExpr,
    bound: Option<DateModifier>,
) -> bool {
    let weekday = matches!(time, TimeExpr::Weekday { step: None, .. });
    let weekend = matches!(time, TimeExpr::Weekend);
    let day = weekday || weekend;
    let month = matches!(
        time,
        TimeExpr::Point(Point {
            year: Year::Open,
            part: Part::Month(_) | Part::Season(_) | Part::Quarter(_) | Part::Half(_)
        })
    );
    if !(day || month) {
        return false;
    }
    let (head, tail) = clause(m, span);
    let verbs = || words(head).chain(words(tail));
    // A subordinate clause behind the date may hold its verb.
    if verbs().any(|w| is_past(m, w)) {
        return false;
    }
    // "vom Montag", «со среды» point back.
    if before_space(m, span.start, Class::PointsBack).is_some() {
        return false;
    }
    let value = |w: &str| match m.words.value(Class::Future, w) {
        Some(_) => Some(1),
        None => m.words.value(Class::Present, w).and_then(|v| v.parse::<u8>().ok()),
    };
    let present = verbs().filter_map(value).min();
    // "ist … verstorben": with a form of "to be", a verb that begins so is a participle.
    if m.words.lang == Lang::De && present == Some(2) && verbs().any(is_participle) {
        return false;
    }
    match bound {
        Some(DateModifier::Until | DateModifier::Before) if day => true,
        Some(DateModifier::After) if weekend => true,
        Some(DateModifier::Since) if preceded_by(m, span.start, &["ab", "ab dem"]).is_some() => {
            true
        }
        _ => {
            present == Some(1)
                || day && verb_follows(m, span)
                || day && present.is_some()
                || weekday && clock_follows(m, &m.text[span.end..])
        }
    }
}

/// Whether a German verb of the present stands behind a day that opens its sentence: "Am Donnerstag
/// empfängt der Verein den Meister".
fn verb_follows(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let verb = word_after(m.text, span.end);
    let head = preceded_by(m, span.start, &["am"]).filter(|at| opens_sentence(m.text, *at));
    m.words.lang == Lang::De
        && head.is_some()
        && verb.len() > 4
        && verb.starts_with(char::is_lowercase)
        && verb.ends_with('t')
        && !m.words.is_any(&[Class::Ordinal, Class::Daypart, Class::NotPresent], verb)
}

/// Whether a German word is a participle without "ge-": "verstorben", "entlassen".
pub(crate) fn is_participle(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
        && word.len() > 6
        && (word.ends_with('t') || word.ends_with("en"))
        && ["be", "ver", "er", "ent", "zer"].iter().any(|prefix| word.starts_with(prefix))
}

/// Whether a verb of the future speaks of the date: the nearest before it in its clause decides,
/// then one behind it, then the sentence.
///
/// "Die Bank werde schließen, teilte sie am Freitag mit" tells of a past Friday, "sie teilte mit,
/// dass sie am Freitag schließen werde" of one to come.
pub(crate) fn looks_ahead(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let (head, tail) = clause(m, span);
    if is_planned(m, span, (head, tail)) {
        return true;
    }
    let future = |w: &str| m.words.is(Class::Future, w);
    let near_head = head.rfind(',').map_or(head, |i| &head[i..]);
    // A comma right behind the date may end an apposition.
    let near_tail =
        tail.char_indices().find(|&(i, c)| c == ',' && i > 2).map_or(tail, |(i, _)| &tail[..i]);
    for word in words(near_head).collect::<Vec<_>>().into_iter().rev() {
        if future(word) {
            return true;
        }
        if is_past(m, word) {
            return false;
        }
    }
    if words(near_tail).any(future) {
        return true;
    }
    let past = words(near_tail).any(|w| is_past(m, w));
    !past && sentence::looks_ahead(m, span)
}

/// Whether the words plan the date, though they may be in the past: "wurde auf Dienstag verschoben",
/// "aufgefordert, bis Montag auszuziehen", «планировали огласить в понедельник», «велели … до
/// понедельника».
fn is_planned(m: &Match<'_, '_>, span: Span<Normal>, (head, tail): (&str, &str)) -> bool {
    if before(m, span.start, Class::AheadBefore, &[' ']).is_some() {
        return true;
    }
    let stem = |class, word: &str| {
        // A German participle with an ending is an attribute: "der für Sonntag geplante Start".
        if m.words.lang == Lang::De {
            return m.words.is(class, word);
        }
        m.words.lexicon.forms(class).any(|(stem, _)| begins_with(word, stem))
    };
    let opened = |class| before_space(m, span.start, class).is_some();
    let all = || words(head).chain(words(tail));
    if opened(Class::PostponedTo) && all().any(|w| stem(Class::Postpone, w)) {
        return true;
    }
    let planned = all().any(|w| stem(Class::Plan, w));
    if !planned {
        return false;
    }
    // The verb that the date belongs to is an infinitive: no other verb stands between the two.
    let near: Vec<&str> = words(head).chain(words(tail).take(4)).collect();
    let depends = |i: usize| {
        let led = m.words.lang == Lang::De && i > 0 && near[i - 1] == "zu";
        is_infinitive(m, near[i], led)
    };
    let infinitive = (0..near.len())
        .rfind(|&i| depends(i) || is_past(m, near[i]) && !stem(Class::Plan, near[i]))
        .is_some_and(depends);
    opened(Class::Deadline) || infinitive
}

/// Whether a word begins with a stem in small letters.
fn begins_with(word: &str, stem: &str) -> bool {
    let small = |c: char| small_letter(c).or_else(|| c.to_lowercase().next());
    let mut letters = word.chars();
    stem.chars().all(|letter| letters.next().and_then(small) == Some(letter))
}

/// Whether a word looks like an infinitive that depends on another verb: "auszuziehen", «огласить»,
/// "spielen" that "zu" leads (`led`).
fn is_infinitive(m: &Match<'_, '_>, word: &str, led: bool) -> bool {
    let lower = word.starts_with(char::is_lowercase);
    let mut ends = m.words.lexicon.forms(Class::InfinitiveEnd);
    let ended = ends.any(|(end, _)| word.ends_with(end) && word.len() > end.len() + 2);
    let inside = m.words.lang != Lang::De || led || word.find("zu").is_some_and(|i| i > 1);
    lower && ended && inside
}

/// Whether a verb right before the date tells of what has been: «скончался 25 декабря», "endete am
/// 15. März".
pub(crate) fn past_before(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let head = preceded_by(m, span.start, &["am", "vom", "в"]).unwrap_or(span.start);
    is_past(m, word_before(m.text, head))
}

/// Whether the sentence around tells of the past.
pub(crate) fn tells_past(m: &Match<'_, '_>, span: Span<Normal>) -> bool {
    let (head, tail) = clause(m, span);
    words(head).chain(words(tail)).any(|w| is_past(m, w))
}

/// The sentence around a date, before it and behind it.
fn clause<'t>(m: &Match<'_, 't>, span: Span<Normal>) -> (&'t str, &'t str) {
    let from = m.text.floor_char_boundary(span.start.saturating_sub(200));
    let head = &m.text[from..span.start];
    let to = m.text.ceil_char_boundary((span.end + 200).min(m.text.len()));
    let tail = &m.text[span.end..to];
    // A stop behind a number is an ordinal's.
    let ends = |text: &str, i: usize| {
        !i.checked_sub(1).is_some_and(|before| text.as_bytes()[before].is_ascii_digit())
    };
    let is_stop = |b: &u8| matches!(b, b'.' | b'!' | b'?' | b'\n' | b':' | b';');
    let before = (0..head.len()).rev().find(|&i| is_stop(&head.as_bytes()[i]) && ends(head, i));
    let behind = (0..tail.len()).find(|&i| is_stop(&tail.as_bytes()[i]) && ends(tail, i));
    (before.map_or(head, |i| &head[i + 1..]), behind.map_or(tail, |i| &tail[..i]))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_word(c)).filter(|w| !w.is_empty())
}

/// Whether a word looks like a verb of the past. Errs on the side of yes.
pub(crate) fn is_past(m: &Match<'_, '_>, word: &str) -> bool {
    if word.is_empty() {
        return false;
    }
    if m.words.is(Class::Past, word) {
        return true;
    }
    if word.starts_with(char::is_uppercase)
        || m.words.is_any(&[Class::DayShift, Class::Ordinal, Class::Direction], word)
    {
        return false;
    }
    let long = |n: usize| word.chars().count() >= n;
    match m.words.lang {
        Lang::En => false,
        Lang::De => {
            long(5) && (word.ends_with("te") || word.ends_with("ten"))
                || long(8)
                    && word
                        .find("ge")
                        .is_some_and(|i| i > 0 && m.words.is(Class::VerbPrefix, &word[..i]))
                || long(6)
                    && word.starts_with("ge")
                    && (word.ends_with('t') || word.ends_with("en"))
                || long(7) && word.ends_with("iert")
        }
        Lang::Ru => {
            m.words.value(Class::NoPast, word).is_none()
                && long(4)
                && ["л", "ла", "ло", "ли", "лся", "лась", "лось", "лись"]
                    .iter()
                    .any(|end| word.ends_with(end))
        }
    }
}

/// Whether a time of day stands behind: "Samstag um 9 Uhr", "Donnerstag von 9:30 bis 11:00",
/// "Freitag, 20 Uhr".
fn clock_follows(m: &Match<'_, '_>, tail: &str) -> bool {
    let tail = tail.trim_start_matches([',', ' ']);
    let led = tail.split_once(' ').filter(|(word, _)| m.words.is(Class::ClockLead, word));
    let tail = led.map_or(tail, |(_, rest)| rest);
    let hour = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &tail[hour..];
    let clock = |rest: &str| {
        let mut bytes = rest.bytes();
        rest.starts_with(" Uhr")
            || matches!(
                (bytes.next(), bytes.next(), bytes.next()),
                (Some(b':'), Some(b'0'..=b'5'), Some(b'0'..=b'9'))
            )
    };
    (1..=2).contains(&hour)
        && (clock(rest)
            || rest.starts_with(" bis ")
            || rest.starts_with('-')
            || rest.starts_with('.'))
}
