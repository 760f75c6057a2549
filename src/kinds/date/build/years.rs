//! Builders for years, decades and centuries, and what makes four digits a year.

use super::build::{Found, one, ordinal, point, year, year_of};
use super::dress::{after, before, led};
use super::expr::{Expr, Part, Point, What, Year};
use crate::gazetteer::Class;
use crate::kinds::rule::{Finding, Match};
use crate::model::{Lang, Span};
use crate::text::boundary::{is_edge, opens_sentence, word_after, word_before};

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
    let Some(value) = m.get("year").and_then(|y| y.parse::<i64>().ok()) else {
        return false;
    };
    // Part of a longer number, a code or a sum.
    let event = m.words.lang == Lang::Ru
        && head.strip_suffix('-').is_some_and(|h| h.ends_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '»')));
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
    // "2015 - 32"
    let digits = |t: &str| t.starts_with(|c: char| c.is_ascii_digit());
    let joined = [" - ", " – "].iter().any(|dash| tail.strip_prefix(dash).is_some_and(digits));
    if m.words.lang == Lang::En && joined && word_before(text, span.start).is_empty() {
        return false;
    }
    let (prev, next) = (word_before(text, span.start), word_after(text, span.end));
    if m.words.is(Class::Counted, next)
        || m.words.is(Class::Number, next)
        || m.words.is(Class::Scale, next)
        || m.words.is_any(&[Class::Numbered, Class::YearName], prev)
    {
        return false;
    }
    let near = (1700..=2060).contains(&value);
    let bracket = head.ends_with('(') && tail.starts_with([')', ',', ';', '-', '–', ' ']);
    let upper = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let opener = !prev.is_empty() && m.words.is(Class::YearOpener, prev);
    let edge = before(m, span.start, Class::Edge, &[' ', '-']).is_some();
    if !near {
        // A number below 1700 is a year only after words that leave little else.
        let strict = matches!(
            prev,
            "in" | "In" | "since" | "Since" | "year" | "anno" | "Jahr" | "Jahre" | "Anno" | "seit" | "Seit"
        );
        return value >= 1000 && strict && !next.chars().next().is_some_and(char::is_lowercase)
            || edge && value >= 1000;
    }
    match m.words.lang {
        Lang::En => {
            let weak = prev == "the"
                || prev == "The"
                || prev == "for"
                || prev == "to"
                || prev == "from"
                || prev == "or"
                || prev == "and";
            let told = led(m, span.start, &["back to", "dates to", "dating to", "year was"]).is_some();
            // "1782 and 1783", "a 1991 ruling", "her 2016 book"
            let paired = matches!(prev, "and" | "or")
                && word_before(text, text[..span.start].trim_end_matches(' ').len() - prev.len())
                    .parse::<i64>()
                    .is_ok_and(|y| (0..=100).contains(&(value - y)));
            let attribute = (1900..=2060).contains(&value)
                && tail.starts_with(' ')
                && next.starts_with(char::is_lowercase)
                && m.words.is(Class::Whose, prev);
            let closing =
                after(m, span.end, Class::BoundClosing).is_some_and(|(end, _)| word_after(text, end).is_empty());
            if told || paired || attribute || closing || after(m, span.end, Class::BoundAfter).is_some() {
                return true;
            }
            if weak {
                return (1900..=2060).contains(&value) || prev == "the";
            }
            opener
                || edge
                || bracket
                || (near
                    && (prev.is_empty() && (head.ends_with(", ") || opens_sentence(text, span.start)))
                    && !upper(next)
                    && (1900..=2060).contains(&value))
        }
        Lang::De => {
            let noun = upper(next);
            if opener || edge || bracket {
                let counting = matches!(
                    prev,
                    "um" | "auf"
                        | "von"
                        | "für"
                        | "und"
                        | "oder"
                        | "noch"
                        | "so"
                        | "schon"
                        | "bereits"
                        | "erst"
                        | "vor"
                        | "nach"
                        | "bis"
                        | "zwischen"
                        | "aus"
                );
                return !(counting && noun && !(1900..=2060).contains(&value));
            }
            !noun && (1900..=2060).contains(&value)
        }
        Lang::Ru => {
            if bracket {
                return true;
            }
            let quiet = next.is_empty() || tail.starts_with([',', '.', ')', ';']);
            let joined = head
                .strip_suffix('-')
                .is_some_and(|h| h.ends_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '»')));
            let plain = matches!(prev, "в" | "В" | "с" | "С" | "до" | "До" | "после" | "После" | "и" | "по")
                && (1900..=2060).contains(&value);
            // «в 2009, 2011 и 2012 годах», «чемпионатов 2013 и 2014 годов»: the word for year stands at the last.
            let shares = tail.strip_prefix(" и ").or_else(|| tail.strip_prefix(", ")).is_some_and(|rest| {
                let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                digits == 4
                    && (rest[4..].starts_with(" г") || rest[4..].starts_with(", ") || rest[4..].starts_with(" и "))
            });
            if shares && near {
                return true;
            }
            let listed = head.ends_with(", ") && quiet && (1900..=2060).contains(&value);
            plain || joined || listed || opener && (1800..=2060).contains(&value) && quiet || edge
        }
    }
}

/// Two years joined by a dash: "2007-2009", "2007/08", «2014-2016 гг.».
pub(super) fn year_range(m: &Match<'_, '_>) -> Found {
    let read = || {
        let (first, last) = (m.get("first")?, m.get("year")?);
        let Year::Given(from) = year_of(first)? else {
            return None;
        };
        let to: i16 = match last.len() {
            2 => from / 100 * 100 + last.parse::<i16>().ok()?,
            _ => last.parse().ok()?,
        };
        let (head, tail) = (&m.text[..m.span().start], &m.text[m.span().end..]);
        let joined = head.ends_with(['-', '/', '.', ',', '$', '€', '+', '(', ':']) && !head.ends_with('(')
            || tail.starts_with(['-', '/']);
        // Pages and articles run in the same numbers; a plural noun of years may follow, which another rule takes in.
        let old = from < 1500 && before(m, m.span().start, Class::YearOpener, &[' ']).is_none() && !head.ends_with('(');
        let named = m.words.lang == Lang::Ru
            && m.span_of("year").is_some_and(|y| y.end == m.span().end)
            && tail.trim_start().starts_with('г');
        if joined
            || !is_edge(m.text, m.span().start)
            || old
            || named
            || from >= to
            || to - from > 150
            || !(1000..=2100).contains(&to)
            || last.len() == 2 && (to - from > 30 || m.text[m.span().range()].contains(' '))
        {
            return None;
        }
        let (a, b) = (Expr::new(point(Year::Given(from), Part::Whole)), Expr::new(point(Year::Given(to), Part::Whole)));
        let mut found = vec![m.whole(Expr::new(What::Range(Box::new(a.clone()), Box::new(b.clone()))))];
        found.extend(m.part("first", a));
        let rest = Span::new(m.span_of("year")?.start, m.span().end);
        found.extend(m.part("year", b).map(|f| Finding { span: rest, ..f }));
        Some(found)
    };
    read()
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
            None => 190 + i16::try_from(m.int(Class::DecadeWord, "word")?).ok()?,
        };
        Some(point(Year::Open, Part::Decade(decade)))
    };
    let mut found = one(m, what())?;
    // A decade has its century: no year of writing is needed, and none may follow.
    found.retain(|f| matches!(f.value.what, What::Point(Point { year: Year::Open, .. })));
    Some(found)
}

/// "in den Neunzigern", «в девяностых»: only behind a word that leaves no age and no name.
pub(super) fn decade_name(m: &Match<'_, '_>) -> Found {
    let what = || {
        let whole = ["jahre", "tausender"].iter().any(|w| m.get("word").is_some_and(|word| word.contains(w)));
        let opened = led(m, m.span().start, &["in den", "seit den", "aus den", "der"]).is_some();
        // "eine Frau in den Vierzigern" is an age.
        let prev = led(m, m.span().start, &["in den"]).map_or("", |start| word_before(m.text, start));
        if m.words.is(Class::Person, prev) {
            return None;
        }
        (whole || opened || before(m, m.span().start, Class::Edge, &[' ']).is_some()).then_some(())?;
        let decade = 190 + i16::try_from(m.int(Class::DecadeName, "word")?).ok()?;
        Some(point(Year::Open, Part::Decade(decade)))
    };
    one(m, what())
}

/// "the 19th century", «XIX век».
pub(super) fn century(m: &Match<'_, '_>) -> Found {
    let what = || {
        let n = ordinal(m, "ord").filter(|n| (1..=30).contains(n))?;
        Some(point(Year::Open, Part::Century(i16::try_from(n - 1).ok()?)))
    };
    one(m, what())
}
