//! The time that a passage speaks of: `tests/focus/articles.txt` has invented news with a passage on
//! another time. And no interval ends before it starts, whatever the words say.

use crate::common::{EXTRACTOR, in_repository};
use jiff::civil::Date;
use newsmill::model::{Mention, Published, PublishedFrom, Value};
use newsmill::{Document, Lang};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, RngSeed};
use std::fmt::Write;

/// An article whose mentions are marked: `[[words|EDTF]]`.
struct Article {
    lang: Lang,
    date: String,
    text: String,
    /// Where each mention starts in bytes, its words and its value.
    marked: Vec<(usize, String, String)>,
}

fn articles() -> Vec<Article> {
    let file = std::fs::read_to_string(in_repository("tests/focus/articles.txt"))
        .expect("the articles can be read");
    let mut articles = Vec::new();
    for block in file.split("\n> ").skip(1) {
        let (head, body) = block.split_once('\n').expect("an article has a head");
        let (lang, date) = head.split_once(' ').expect("a head has a language and a day");
        let (mut text, mut marked) = (String::new(), Vec::new());
        for (i, piece) in body.trim().split("[[").enumerate() {
            let Some((mention, rest)) = piece.split_once("]]").filter(|_| i > 0) else {
                text.push_str(piece);
                continue;
            };
            let (words, edtf) = mention.split_once('|').expect("a mention has words and a value");
            marked.push((text.len(), words.to_owned(), edtf.to_owned()));
            text.push_str(words);
            text.push_str(rest);
        }
        articles.push(Article {
            lang: *Lang::ALL
                .iter()
                .find(|known| known.as_str() == lang)
                .expect("a language of newsmill"),
            date: date.to_owned(),
            text,
            marked,
        });
    }
    articles
}

fn mentions(lang: Lang, date: &str, text: &str) -> Vec<Mention> {
    let mut document = Document::from_text("case.txt", text);
    document.lang = Some(lang);
    document.published = Some(Published {
        date: date.parse().expect("a day is YYYY-MM-DD"),
        from: PublishedFrom::Field,
    });
    EXTRACTOR.extract(&document).mentions
}

#[test]
fn passages_have_their_time() {
    let mut failures = String::new();
    let (mut count, mut articles_of) = (0, [0; 3]);
    for article in articles() {
        articles_of[article.lang as usize] += 1;
        let found = mentions(article.lang, &article.date, &article.text);
        for (start, words, edtf) in &article.marked {
            count += 1;
            let here = found.iter().filter(|m| m.bytes.start == *start && m.text == *words);
            let value = here.into_iter().find_map(|m| {
                if let Value::Date(date) = &m.value { date.edtf.clone() } else { None }
            });
            if value.as_deref() != Some(edtf) {
                let _ = writeln!(failures, "{} {words}: {edtf}, not {value:?}", article.date);
            }
        }
    }
    assert!(count >= 90 && articles_of.iter().all(|n| *n >= 3), "{count} {articles_of:?}");
    assert!(failures.is_empty(), "{failures}");
}

/// Words that name the end of a range, of each language.
const ENDS: [(Lang, &[&str], &[&str]); 3] = [
    (
        Lang::En,
        &[
            "January",
            "November",
            "3 May",
            "December 30",
            "June 2011",
            "2004",
            "mid-2019",
            "Friday",
            "next Monday",
            "the second quarter",
            "9 a.m. on 5 May",
            "winter",
            "the late 1980s",
            "the end of March",
            "yesterday",
            "12/31",
            "1 January 2020",
            "480 BC",
            "two weeks ago",
        ],
        &[
            "from {} to {}.",
            "{} - {}.",
            "between {} and {}.",
            "He was there {} through {}.",
            "It will last from {} until {}.",
            "the six months to {}, and {}.",
        ],
    ),
    (
        Lang::De,
        &[
            "Januar",
            "November",
            "3. Mai",
            "30. Dezember",
            "Juni 2011",
            "2004",
            "Freitag",
            "diesem Montag",
            "zweiten Quartal",
            "Ende März",
            "gestern",
            "31.12.",
            "1. Januar 2020",
            "480 v. Chr.",
            "Winter",
            "Ende der 1980er Jahre",
            "Jahresende",
        ],
        &[
            "von {} bis {}.",
            "{} - {}.",
            "zwischen {} und {}.",
            "Er war vom {} bis zum {} dort.",
            "In den sechs Monaten bis {} und {}.",
        ],
    ),
    (
        Lang::Ru,
        &[
            "января",
            "ноябрь",
            "3 мая",
            "30 декабря",
            "июня 2011 года",
            "2004 года",
            "пятницы",
            "понедельник",
            "втором квартале",
            "конца марта",
            "вчера",
            "31.12.2019",
            "1 января 2020 года",
            "480 года до н. э.",
            "зимы",
            "конца 1980-х годов",
        ],
        &[
            "с {} по {}.",
            "{} - {}.",
            "между {} и {}.",
            "Он был там с {} до {}.",
            "За первые шесть месяцев {} и {}.",
        ],
    ),
];

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(20_210_125),
        ..ProptestConfig::default()
    })]

    /// No interval ends before it starts, from whatever day it is read.
    #[test]
    fn intervals_end_after_they_start(
        lang in 0..3_usize,
        words in any::<[prop::sample::Index; 3]>(),
        year in 1850..2030_i32,
        day in 0..365_i64,
    ) {
        let (lang, ends, frames) = ENDS[lang];
        let frame = words[0].get::<&str>(frames);
        let text = frame.replacen("{}", words[1].get::<&str>(ends), 1).replacen("{}", words[2].get::<&str>(ends), 1);
        let date = format!("{year}-{:02}-{:02}", day / 31 + 1, day % 28 + 1);
        for mention in mentions(lang, &date, &text) {
            let Value::Date(value) = &mention.value else { continue };
            if let (Some(start), Some(end)) = (&value.start, &value.end) {
                let day = |day: &str| day.parse::<Date>().expect("a day is ISO 8601");
                prop_assert!(day(start) <= day(end), "{text} {date}: {start} > {end}");
            }
        }
    }
}
