//! Near-copies on a synthetic archive whose sets are known: wire stories with a byline, cut, with a
//! new lead, reworded, in the frame of a site; and look-alikes that share frame and phrases only.

use crate::common::{EXTRACTOR, in_repository};
use newsmill::write::Dataset;
use newsmill::{Bundles, Document, FinishOptions, Finisher};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// A generator of numbers that are the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// Words as frequent as in prose: the first of a language's list very often, the last seldom.
fn word(dice: &mut Dice, lang: usize) -> String {
    const COMMON: [&[&str]; 3] = [
        &[
            "the", "of", "and", "to", "a", "in", "that", "was", "for", "on", "said", "by", "with",
            "from", "his",
        ],
        &[
            "der", "die", "und", "in", "den", "von", "zu", "das", "mit", "sich", "des", "auf",
            "für", "nicht", "wird",
        ],
        &[
            "и", "в", "не", "на", "что", "с", "он", "по", "как", "из", "за", "его", "от", "было",
            "для",
        ],
    ];
    const SYLLABLES: [&[&str]; 3] = [
        &[
            "ber", "ton", "mar", "ly", "con", "sti", "ver", "ing", "pro", "al", "den", "row",
            "cap", "ther",
        ],
        &[
            "ge", "ber", "schaft", "ung", "ver", "stein", "brü", "land", "wer", "auf", "lich",
            "kon", "zie", "tag",
        ],
        &[
            "пре", "ста", "ник", "гор", "вод", "ско", "рин", "ло", "мест", "ция", "тер", "про",
            "ден", "лов",
        ],
    ];
    if dice.below(5) < 2 {
        return COMMON[lang][dice.below(15)].to_owned();
    }
    // Two of three syllables of few: some words come again and again.
    let rare = dice.below(3) == 0;
    (0..2 + usize::from(rare)).map(|_| SYLLABLES[lang][dice.below(14)]).collect()
}

fn sentences(dice: &mut Dice, lang: usize, count: usize) -> Vec<String> {
    (0..count)
        .map(|_| {
            let words: Vec<String> = (0..8 + dice.below(14)).map(|_| word(dice, lang)).collect();
            format!("{}.", words.join(" "))
        })
        .collect()
}

/// What a site puts around every article.
fn frame(text: &str, lang: usize) -> String {
    let (above, below) = [
        (
            "Home News Sport Weather. Sign up to our newsletter and never miss a story.",
            "All rights reserved. Read our terms of use and our privacy notice. Follow us everywhere.",
        ),
        (
            "Startseite Nachrichten Sport Wetter. Abonnieren Sie unseren Newsletter.",
            "Alle Rechte vorbehalten. Impressum und Hinweise zum Datenschutz finden Sie hier.",
        ),
        (
            "Главная Новости Спорт Погода. Подпишитесь на нашу рассылку и читайте нас.",
            "Все права защищены. Правила использования материалов и политика сайта здесь.",
        ),
    ][lang];
    format!("{above}\n\n{text}\n\n{below}")
}

fn reworded(dice: &mut Dice, text: &[String], lang: usize, percent: usize) -> String {
    let change = |w: &str, dice: &mut Dice| {
        if dice.below(100) < percent { word(dice, lang) } else { w.to_owned() }
    };
    let text = text.join(" ");
    text.split(' ').map(|w| change(w, dice)).collect::<Vec<_>>().join(" ")
}

/// Documents with the number of the story each tells; look-alikes have numbers of their own.
fn archive() -> Vec<(usize, String)> {
    let mut dice = Dice(7);
    let mut all = Vec::new();
    for story in 0..60 {
        let lang = story % 3;
        let count = 12 + dice.below(24);
        let text = sentences(&mut dice, lang, count);
        let whole = text.join(" ");
        let lead = sentences(&mut dice, lang, 3).join(" ");
        let byline = sentences(&mut dice, lang, 1).join(" ");
        all.push((story, whole.clone()));
        all.push((story, format!("{byline}\n\n{whole}")));
        all.push((story, text[..text.len() * 6 / 10].join(" ")));
        all.push((story, format!("{lead} {}", text[..text.len() * 35 / 100 + 2].join(" "))));
        all.push((story, reworded(&mut dice, &text, lang, 5)));
        all.push((story, frame(&whole.to_uppercase().replace(". ", ".\n"), lang)));
        // The same frame and the same first sentence make no copy.
        let other = sentences(&mut dice, lang, count).join(" ");
        all.push((1000 + story, frame(&format!("{} {other}", text[0]), lang)));
    }
    // Mixed up, so that copies do not stand side by side.
    for i in (1..all.len()).rev() {
        all.swap(i, dice.below(i + 1));
    }
    all
}

fn sets(options: &FinishOptions, archive: &[(usize, String)]) -> BTreeMap<String, String> {
    let document = |(i, (_, text)): (usize, &(usize, String))| {
        let mut document = Document::from_text(format!("{i:04}.txt"), text.as_str());
        document.id = Some(format!("{i}"));
        document
    };
    sets_of(options, archive.iter().enumerate().map(document))
}

/// For each document's id that of the first one of its set.
fn sets_of(
    options: &FinishOptions,
    documents: impl Iterator<Item = Document>,
) -> BTreeMap<String, String> {
    let mut bundles = Bundles::new(EXTRACTOR.header());
    bundles.extend(documents.map(|document| EXTRACTOR.extract(&document)));
    let mut dataset = Dataset::default();
    Finisher::new().options(options.clone()).finish(&bundles, &mut dataset).expect("it finishes");
    let first = |d: newsmill::model::DocumentRecord| {
        let first = d.duplicate_of.or(d.near_duplicate_of).unwrap_or_else(|| d.id.clone());
        (d.id, first)
    };
    dataset.documents.into_iter().map(first).collect()
}

#[test]
fn pairs_of_a_synthetic_archive_are_told() {
    let archive = archive();
    let sets = sets(&FinishOptions::default(), &archive);
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    for a in 0..archive.len() {
        for b in a + 1..archive.len() {
            let same = archive[a].0 == archive[b].0;
            let told = sets[&a.to_string()] == sets[&b.to_string()];
            wanted += usize::from(same);
            found += usize::from(told);
            right += usize::from(same && told);
        }
    }
    println!("{right} of {found} pairs right, {wanted} wanted");
    assert!(right * 100 >= found * 99, "precision: {right} of {found}");
    assert!(right * 100 >= wanted * 95, "recall: {right} of {wanted}");
}

#[test]
fn near_copies_are_left_alone_when_told_so() {
    let archive = archive();
    let options = FinishOptions { near_duplicates: false, ..FinishOptions::default() };
    assert!(sets(&options, &archive).iter().all(|(id, first)| id == first));
}

/// A judged pair. Its texts may stand in other pairs too.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    lang: String,
    /// What the texts tell of. Texts of different stories are never copies.
    story: String,
    /// Why it is a copy or none.
    kind: String,
    copy: bool,
    a: String,
    b: String,
}

/// What a site puts around its articles.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    lang: String,
    site: String,
    above: String,
    below: String,
}

fn records<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let lines = std::fs::read_to_string(in_repository("tests/near").join(name)).expect(name);
    lines.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

/// All texts of all pairs as one archive, each in the frame of a site of its language.
fn judged(pairs: &[Pair], shift: usize) -> Vec<Document> {
    let frames: Vec<Frame> = records("frames.jsonl");
    let mut texts: BTreeMap<&str, &str> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.kind != "translation") {
        texts.extend([&pair.a, &pair.b].map(|text| (text.as_str(), pair.lang.as_str())));
    }
    let document = |(number, (text, lang)): (usize, (&str, &str))| {
        let of_lang: Vec<&Frame> = frames.iter().filter(|frame| frame.lang == lang).collect();
        let frame = of_lang[(number + shift) % of_lang.len()];
        let framed = format!("{}\n\n{text}\n\n{}", frame.above, frame.below);
        let mut document = Document::from_text(format!("{number:03}.txt"), framed.as_str());
        document.id = Some(text.to_owned());
        document.site = Some(frame.site.clone());
        document
    };
    texts.into_iter().enumerate().map(document).collect()
}

#[test]
fn judged_pairs_are_told() {
    let pairs: Vec<Pair> = records("pairs.jsonl");
    assert!(pairs.len() >= 120);
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    let mut faults = Vec::new();
    // Each text comes in the frame of each site once.
    for shift in 0..4 {
        let sets = sets_of(&FinishOptions::default(), judged(&pairs, shift).into_iter());
        for pair in &pairs {
            let told = sets[&pair.a] == sets[&pair.b];
            wanted += usize::from(pair.copy);
            found += usize::from(told);
            right += usize::from(told && pair.copy);
            if told != pair.copy {
                let Pair { lang, story, kind, .. } = pair;
                faults.push(format!("{shift} {lang} {story}, {kind}: {told}"));
            }
        }
        let reversed = judged(&pairs, shift).into_iter().rev();
        assert_eq!(sets, sets_of(&FinishOptions::default(), reversed), "whatever the order");
        // Pairs that nobody wrote down: texts of different stories.
        let mut stories: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
        for pair in pairs.iter().filter(|pair| pair.kind != "translation") {
            for text in [&pair.a, &pair.b] {
                // Short news is each a story of its own.
                let story = if pair.kind == "shared frame" { text } else { &pair.story };
                stories.insert(text, (&pair.lang, story));
            }
        }
        for (text, first) in &sets {
            if stories[text.as_str()] != stories[first.as_str()] {
                found += 1;
                faults.push(format!("{shift} {text:.50} copies {first:.50}"));
            }
        }
    }
    println!("{right} of {found} pairs right, {wanted} wanted\n{}", faults.join("\n"));
    assert!(right * 100 >= found * 98, "precision: {right} of {found}");
    assert!(right * 100 >= wanted * 95, "recall: {right} of {wanted}");
}

/// A wire story, an edited copy of it and an article of its own say the same of one company.
#[test]
fn near_copies_count_once_where_documents_are_counted() {
    const WIRE: &str = "The Federal Trade Commission fined Corder Paints Inc. $5 million on 3 May \
        2021. The company had sold lacquer with lead to schools in Ohio and Iowa for nine years, \
        inspectors found after a nurse in Toledo sent them four samples. It must recall 60,000 tins.";
    const OTHER: &str = "Lacquer from Corder Paints Inc. has made children ill. On 3 May 2021 the \
        Federal Trade Commission fined Corder Paints Inc. $5 million. Parents want more.";
    let edited = WIRE.replace("a nurse in Toledo sent them", "a nurse from Toledo had sent them");
    let texts = [("a.txt", WIRE), ("b.txt", &edited), ("c.txt", &edited), ("d.txt", OTHER)];
    let count = |near_duplicates: bool| {
        let mut bundles = Bundles::new(EXTRACTOR.header());
        bundles.extend(texts.map(|(name, text)| {
            let mut document = Document::from_text(name, text);
            document.lang = Some(newsmill::Lang::En);
            EXTRACTOR.extract(&document)
        }));
        let mut dataset = Dataset::default();
        let options = FinishOptions { near_duplicates, ..FinishOptions::default() };
        let finisher = Finisher::new().options(options);
        let manifest = finisher.finish(&bundles, &mut dataset).expect("it finishes");
        let named = |e: &&newsmill::model::EntityRecord| {
            e.forms.iter().any(|form| form.text.starts_with("Corder Paints"))
        };
        let entity = dataset.entities.iter().find(named).expect("the company");
        let fact = dataset.facts.iter().find(|fact| fact.documents > 1).expect("the fine");
        (
            (manifest.duplicates, manifest.near_duplicates),
            (entity.documents, entity.mentions),
            (fact.documents, fact.independent_sources, fact.claims.len()),
        )
    };
    assert_eq!(count(true), ((1, 1), (2, 4), (2, 2, 3)));
    assert_eq!(count(false), ((1, 0), (3, 4), (3, 3, 3)));
}
