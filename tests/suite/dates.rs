//! EDTF, TIMEX3, grain and days of a date are four writings of one thing: here they are read back
//! by code of its own and compared, over every case.

use crate::common::{EXTRACTOR, in_repository};
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use newsmill::model::{DateKind, DateModifier, DateValue, Day, Published, PublishedFrom, Value};
use newsmill::{Document, Lang};

/// Every date in the cases of every kind.
fn dates() -> Vec<(String, DateValue)> {
    let mut texts = Vec::new();
    for kind in ["date", "money", "law", "org"] {
        for lang in Lang::ALL {
            let name = format!("tests/cases/{kind}/{}.jsonl", lang.as_str());
            for line in
                std::fs::read_to_string(in_repository(&name)).expect("cases are there").lines()
            {
                let case: serde_json::Value = serde_json::from_str(line).expect("a case is JSON");
                let published = case["date"].as_str().map(|d| d.parse().expect("a day"));
                texts.push((lang, published, case["text"].as_str().expect("a text").to_owned()));
            }
        }
    }
    let mut dates = Vec::new();
    for (lang, published, text) in texts {
        // Each text with its day of publication, with another, and with none.
        for date in [published, Some(Date::constant(2024, 2, 29)), None] {
            let day = |date: Date| {
                Day::from_ymd(date.year(), date.month(), date.day())
                    .expect("a day of this calendar")
            };
            let published =
                date.map(|date| Published { date: day(date), from: PublishedFrom::Field });
            let document = Document {
                lang: Some(lang),
                published,
                ..Document::from_text("case.txt", text.as_str())
            };
            for mention in EXTRACTOR.extract(&document).mentions {
                if let Value::Date(value) = mention.value {
                    dates.push((format!("{:?} in {text:?} ({date:?})", mention.text), value));
                }
            }
        }
    }
    assert!(dates.len() > 1000, "{} dates", dates.len());
    dates
}

/// First and last day of one EDTF unit; `None` where the year is unknown.
fn unit(edtf: &str) -> Option<(Date, Date)> {
    let span = |start: Date, months: i64| {
        Some((start, start.checked_add(months.months()).ok()?.yesterday().ok()?))
    };
    let (sign, digits) = edtf.strip_prefix('-').map_or((1, edtf), |rest| (-1, rest));
    let parts: Vec<&str> = digits.split('-').collect();
    if let Some(decade) = digits.strip_suffix("XX").filter(|d| d.len() == 2) {
        // "-06XX", the seventh century before Christ, begins with the year −699.
        let first = decade.parse::<i16>().ok()? * 100;
        let first = if sign < 0 { -first - 99 } else { first };
        return span(Date::new(first, 1, 1).ok()?, 1200);
    }
    if let Some(decade) = digits.strip_suffix('X').filter(|d| d.len() == 3) {
        return span(Date::new(decade.parse::<i16>().ok()? * 10, 1, 1).ok()?, 120);
    }
    let year: i16 = sign * parts.first()?.parse::<i16>().ok()?;
    match parts.as_slice() {
        [_] => span(Date::new(year, 1, 1).ok()?, 12),
        [_, week] if week.starts_with('W') => {
            let monday =
                ISOWeekDate::new(year, week[1..].parse().ok()?, Weekday::Monday).ok()?.date();
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        [_, quarter] if quarter.starts_with('Q') => {
            span(Date::new(year, quarter[1..].parse::<i8>().ok()? * 3 - 2, 1).ok()?, 3)
        }
        [_, month] => match month.parse::<i8>().ok()? {
            season @ 21..=24 => span(Date::new(year, (season - 20) * 3, 1).ok()?, 3),
            month => span(Date::new(year, month, 1).ok()?, 1),
        },
        [_, month, day] => {
            let day = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}

/// The days that an EDTF value covers: first and last, each unless open.
fn days(edtf: &str) -> Option<(Option<Date>, Option<Date>)> {
    match edtf.split_once('/') {
        None => unit(edtf).map(|(a, b)| (Some(a), Some(b))),
        Some(("..", to)) => Some((None, Some(unit(to)?.1))),
        Some((from, "..")) => Some((Some(unit(from)?.0), None)),
        Some((from, to)) => Some((Some(unit(from)?.0), Some(unit(to)?.1))),
    }
}

#[test]
fn edtf_and_days_agree() {
    let mut wrong = Vec::new();
    for (place, value) in dates() {
        let told = (value.start.as_deref(), value.end.as_deref());
        let Some(edtf) = value.edtf.as_deref() else {
            if told != (None, None) {
                wrong.push(format!("{place}: days {told:?} without edtf"));
            }
            continue;
        };
        if edtf.starts_with("XXXX") {
            if told != (None, None) {
                wrong.push(format!("{place}: days {told:?} of {edtf}"));
            }
            continue;
        }
        match days(edtf) {
            None => wrong.push(format!("{place}: \"{edtf}\" cannot be read")),
            Some((first, last)) => {
                let read = (first.map(|d| d.to_string()), last.map(|d| d.to_string()));
                if (read.0.as_deref(), read.1.as_deref()) != told {
                    wrong.push(format!("{place}: {edtf} is {read:?}, told {told:?}"));
                }
                if first.zip(last).is_some_and(|(a, b)| a > b) {
                    wrong.push(format!("{place}: {edtf} ends before it begins"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}

#[test]
fn timex_says_the_same_as_edtf() {
    let mut wrong = Vec::new();
    for (place, value) in dates() {
        let (Some(edtf), Some(timex)) = (value.edtf.as_deref(), value.timex.as_deref()) else {
            continue;
        };
        // A direction or an edge changes the days and not the TIMEX3 value; lengths, sets and clock
        // times have forms of their own.
        let narrowed = value.modifier.is_some_and(|m| m != DateModifier::About);
        if narrowed || value.kind != DateKind::Date || edtf.contains('/') || edtf.starts_with('-') {
            continue;
        }
        let seasons = [("-21", "-SP"), ("-22", "-SU"), ("-23", "-FA"), ("-24", "-WI")];
        let season = seasons.iter().find_map(|(n, s)| {
            edtf.strip_suffix(n).filter(|y| y.len() == 4).map(|y| format!("{y}{s}"))
        });
        let expected = season.unwrap_or_else(|| edtf.trim_end_matches('X').to_owned());
        let expected = if edtf.starts_with("XXXX") { edtf.to_owned() } else { expected };
        if expected != timex {
            wrong.push(format!("{place}: edtf {edtf}, timex {timex}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}

#[test]
fn a_date_without_a_year_is_never_resolved_against_the_day_of_the_run() {
    let document = Document {
        lang: Some(Lang::En),
        ..Document::from_text("x.txt", "They met on 25 January and on Friday.")
    };
    let edtf: Vec<_> = EXTRACTOR
        .extract(&document)
        .mentions
        .into_iter()
        .filter_map(|m| match m.value {
            Value::Date(date) => Some((date.edtf, date.timex)),
            Value::Law(_) | Value::Money(_) | Value::Org(_) => None,
        })
        .collect();
    let text = |t: &str| Some(t.to_owned());
    assert_eq!(edtf, [(text("XXXX-01-25"), text("XXXX-01-25")), (None, text("XXXX-WXX-5"))]);
}
