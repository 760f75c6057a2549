//! White space says nothing: a text set to a width, with tabs, double spaces or another system's
//! line ends has the mentions of the text without them.

use crate::common::{EXTRACTOR, in_repository};
use newsmill::Document;
use newsmill::ingest::{Inputs, Item, ReadOptions};
use newsmill::model::Mention;
use proptest::prelude::*;
use serde_json::Value;
use std::sync::LazyLock;

/// The articles of the corpus, with a blank line between paragraphs.
static ARTICLES: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let inputs = Inputs::find(&[in_repository("corpus")]).expect("the corpus is there");
    let options = ReadOptions::default();
    let documents = inputs.items(&options).filter_map(|item| match item {
        Item::Document(document) => Some(*document),
        Item::Reject(_) | Item::Skip(_) => None,
    });
    let spaced = documents.map(|mut document| {
        let lines = document.text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        document.text = lines.map(single_spaced).collect::<Vec<_>>().join("\n\n");
        document
    });
    spaced.collect()
});

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the text says: words, value and rule of each mention; places left out.
fn said(document: &Document, text: &str) -> Vec<(String, Value, String)> {
    let document = Document { text: text.to_owned(), ..document.clone() };
    let said = |m: Mention| {
        assert_eq!(text.get(m.bytes.range()), Some(m.text.as_str()), "offsets of a mention");
        let mut value = serde_json::to_value(&m.value).expect("a value is JSON");
        // The id of another mention holds its place.
        if let Some(fields) = value.as_object_mut() {
            fields.remove("equivalent_of");
        }
        (single_spaced(&m.text), value, m.rule.into_owned())
    };
    EXTRACTOR.extract(&document).mentions.into_iter().map(said).collect()
}

/// A text whose paragraphs are set to a width.
fn wrapped(text: &str, width: usize, line_end: &str) -> String {
    let paragraph = |text: &str| {
        let (mut out, mut used) = (String::new(), 0);
        for word in text.split(' ') {
            let letters = word.chars().count();
            if used > 0 && used + 1 + letters > width {
                out.push_str(line_end);
                used = 0;
            } else if used > 0 {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += letters;
        }
        out
    };
    let blank = line_end.trim_matches([' ', '\t']).repeat(2);
    text.split("\n\n").map(paragraph).collect::<Vec<_>>().join(&blank)
}

#[track_caller]
fn same(shape: &str, change: impl Fn(&str) -> String) {
    let mut mentions = 0;
    for document in ARTICLES.iter() {
        let plain = said(document, &document.text);
        let found = said(document, &change(&document.text));
        for (a, b) in plain.iter().zip(&found) {
            assert_eq!(a, b, "{shape} in {}", document.source);
        }
        assert_eq!(plain.len(), found.len(), "{shape} in {}", document.source);
        mentions += plain.len();
    }
    assert!(mentions > 500, "the corpus has only {mentions} mentions");
}

#[test]
fn between_words() {
    same("two spaces", |text| text.replace(' ', "  "));
    same("tabs", |text| text.replace(' ', "\t"));
    same("a no-break space and a space", |text| text.replace(' ', "\u{A0} "));
    same("a thin space", |text| text.replace(' ', "\u{2009}"));
}

#[test]
fn line_ends_of_a_page() {
    for width in [60, 72, 100] {
        same("line feeds", |text| wrapped(text, width, "\n"));
        same("carriage returns and line feeds", |text| wrapped(text, width, "\r\n"));
        same("carriage returns", |text| wrapped(text, width, "\r"));
        same("spaces before line ends", |text| wrapped(text, width, " \n"));
        same("indented lines", |text| wrapped(text, width, "\n  "));
        same("form feeds", |text| wrapped(text, width, "\u{C}"));
    }
}

#[test]
fn headings_and_lists_are_paragraphs_still() {
    let paragraphs = |text: &str| {
        let document = Document::from_text("a.txt", text);
        EXTRACTOR.extract(&document).document.paragraphs.len()
    };
    for (count, text) in [
        (2, "Committee Rejects Harbour Plan\nThe harbour committee met on Monday, voted and left."),
        (3, "Die Gäste:\n- Stiftung Offene Steppe\n- Landgericht Köln"),
        (4, "Teilnehmer\n1. Anna Maier, Ulm\n2. Bernd Klein, Köln\n3. Carla Weiß, Trier"),
        (3, "Суд отменил штраф\nПравительство внесло закон\nМэрия закрыла парк"),
        (
            3,
            "    The bank said it had forecast a shortage of around 300 mln stg\nin the money market \
             today.\n    Among the main factors were bills.\n    It gave no other reason for this.",
        ),
    ] {
        assert_eq!(paragraphs(text), count, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// White space put into a text anywhere beside a space changes offsets only.
    #[test]
    fn inserted(article in any::<prop::sample::Index>(), places in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4), 1..40)) {
        let document = article.get(&ARTICLES);
        let mut text = document.text.clone();
        let mut spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        prop_assume!(!spaces.is_empty());
        let mut chosen: Vec<(usize, usize)> =
            places.iter().map(|(place, kind)| (place.index(spaces.len()), *kind)).collect();
        chosen.sort_unstable();
        for (place, kind) in chosen.into_iter().rev() {
            text.insert_str(spaces[place], [" ", "\t", "\u{A0}", "  "][kind]);
        }
        spaces.clear();
        prop_assert_eq!(said(document, &text), said(document, &document.text));
    }
}
