//! Offsets: whatever the text, a mention stands where it says.

use crate::common::{ENGLISH, EXTRACTOR, GERMAN, RUSSIAN};
use newsmill::Document;
use newsmill::internals::text::normalize;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, RngSeed};
use std::collections::BTreeSet;

/// Pieces of news as they are found in the wild: invisible marks, other spaces, decomposed letters,
/// letters of two scripts in one word.
const PIECES: [&str; 40] = [
    "25 January 2021",
    "25\u{A0}Janu\u{AD}ary\u{202F}2021",
    "am 3. Ma\u{308}rz 2020",
    "25 ян\u{AD}варя 2021\u{A0}года",
    "в ма\u{301}е 2019",
    "2 million tenges (\u{200B}$4,700)",
    "3,5 Mio.\u{A0}€",
    "1\u{202F}234\u{202F}567,89 рублеи\u{306}",
    "£361m",
    "100\u{2009}000 руб\u{AD}лей",
    "§\u{A0}129a Abs.\u{A0}1 StGB",
    "ч.\u{A0}2 ст.\u{A0}20.3 КоАП\u{A0}РФ",
    "article 460-1 of the Admi\u{AD}nistrative Code",
    "United\u{A0}Nations",
    "Вepхoвный суд PФ",
    "Human Rights\nWatch",
    "МИД Росси\u{438}\u{306}",
    "фонд «Открытый мост»",
    "Muster GmbH & Co. KG",
    "der Verein \u{201E}Offene Bru\u{308}cke\u{201C} (OB)",
    "Northern Widgets\u{2028}Ltd.",
    "ООН",
    "EU\u{2011}Kommission",
    "https://example.org/2021/01/25/a?b=§1",
    "tips@example.org",
    "\r\n",
    "\r\n\r\n",
    "\n\n",
    "\n",
    " ",
    "\t",
    "\u{FEFF}",
    "👩\u{200D}👩\u{200D}👧 🇰🇿",
    "e\u{301}\u{323}\u{301}",
    "\u{0}",
    "ﬁne of ½ ①",
    "이스탄불 2021",
    "\u{202E}12.01.2020\u{202C}",
    "„“\"»«‚‘'",
    "İIıß",
];

fn text() -> impl Strategy<Value = String> {
    let article = prop::sample::select(vec![ENGLISH, GERMAN, RUSSIAN]);
    let cut = (article, any::<prop::sample::Index>(), 1_usize..80).prop_map(|(text, at, len)| {
        let chars: Vec<char> = text.chars().collect();
        chars.iter().skip(at.index(chars.len())).take(len).collect()
    });
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        4 => cut,
        2 => Just(" ".to_owned()),
        1 => "\\PC{0,8}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 256,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(20_210_125),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_mention_is_the_slice_at_its_offsets(text in text()) {
        check(&text)?;
    }

    #[test]
    fn normalising_twice_is_normalising_once(text in text()) {
        let once = normalize(&text).text.into_owned();
        let twice = normalize(&once);
        prop_assert_eq!(twice.text.as_ref(), once.as_str());
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let bundle = EXTRACTOR.extract(&Document::from_text("a.txt", text));
    let chars: Vec<char> = text.chars().collect();
    prop_assert_eq!(bundle.document.chars, chars.len());
    let mut last = 0;
    for paragraph in &bundle.document.paragraphs {
        prop_assert!(
            last <= paragraph.start && paragraph.start <= paragraph.end,
            "paragraph {paragraph:?} after {last}"
        );
        last = paragraph.end;
    }
    prop_assert!(last <= chars.len(), "the last paragraph ends at {last} of {}", chars.len());
    let ids: BTreeSet<String> = bundle.mentions.iter().map(|m| m.id("d")).collect();
    prop_assert_eq!(ids.len(), bundle.mentions.len(), "ids are unique");
    for m in &bundle.mentions {
        let (start, end) = (m.chars.start, m.chars.end);
        prop_assert!(start < end && end <= chars.len(), "{m:?}");
        prop_assert_eq!(chars[start..end].iter().collect::<String>(), m.text.as_str());
        prop_assert_eq!(text.get(m.bytes.start..m.bytes.end), Some(m.text.as_str()));
        let inside = |p: &&newsmill::model::ParagraphRecord| p.start <= start && end <= p.end;
        prop_assert!(
            bundle.document.paragraphs.iter().any(|p| inside(&p)),
            "in no paragraph: {m:?}"
        );
        if let Some(holder) = m.nested_in {
            let (from, to) = (holder.chars.start, holder.chars.end);
            prop_assert!(from <= start && end <= to && (from, to) != (start, end), "{m:?}");
            let is_holder =
                |o: &newsmill::model::Mention| o.chars == holder.chars && o.kind() == holder.kind;
            prop_assert!(bundle.mentions.iter().any(is_holder), "holder of {m:?}");
        }
    }
    let order =
        |m: &newsmill::model::Mention| (m.chars.start, std::cmp::Reverse(m.chars.end), m.kind());
    prop_assert!(bundle.mentions.is_sorted_by_key(order), "order of {:?}", bundle.mentions);
    Ok(())
}

/// What rules find in plain text they find in the same text as typesetters leave it.
#[test]
fn marks_without_width_hide_nothing() {
    for plain in [ENGLISH, GERMAN, RUSSIAN] {
        let dressed: String = plain
            .chars()
            .map(|c| match c {
                ' ' => "\u{A0}".to_owned(),
                'a' | 'о' => format!("{c}\u{AD}"),
                'ü' => "u\u{308}".to_owned(),
                'ö' => "o\u{308}".to_owned(),
                'й' => "и\u{306}".to_owned(),
                c => c.to_string(),
            })
            .collect();
        let found = |text: &str| -> Vec<(String, String)> {
            let bundle = EXTRACTOR.extract(&Document::from_text("a.txt", text));
            bundle
                .mentions
                .iter()
                .map(|m| (normalize(&m.text).text.into_owned(), m.rule.to_string()))
                .collect()
        };
        assert!(found(plain).len() >= 5, "{:?}", found(plain));
        assert_eq!(found(&dressed), found(plain));
    }
}
