//! The language of each paragraph: script first, then the commonest words, then whatlang, then the
//! document.

use super::count_bytes;
use crate::model::{Lang, Normal, Span};
use whatlang::{Detector, Lang as Whatlang};

/// A verdict needs so many more function words than the other language has.
const MARGIN: usize = 3;
/// whatlang is asked from so many letters on; what is shorter it guesses badly.
const ENOUGH: usize = 60;
/// whatlang reads so much of a paragraph.
const SAMPLE: usize = 600;
/// whatlang's own confidence from which it is believed: its float is compared, never computed with.
const SURE: f64 = 0.80;

/// Words of Bulgarian that Russian does not have.
const BULGARIAN: &[&str] = include!(concat!(env!("OUT_DIR"), "/bulgarian_word.words"));

/// What a paragraph by itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Is(Lang),
    /// Letters of this script, too few words to say more.
    Latin,
    Cyrillic,
    /// Certainly another language.
    Foreign,
    /// No letters.
    Nothing,
    /// Only whatlang tells. With the one language of ours whose function words stand in it, where
    /// these or its capitals are so many that it would not be called foreign.
    Ask(Option<Lang>),
}

/// The language of each paragraph. A given language is obeyed.
///
/// A paragraph that does not show its language (a title, a name, a number) takes the language of
/// the nearest earlier paragraph in the same script that does, or else of the nearest later one.
pub(super) fn languages(
    text: &str,
    paragraphs: &[Span<Normal>],
    given: Option<Lang>,
) -> Vec<Option<Lang>> {
    if given.is_some() {
        return vec![given; paragraphs.len()];
    }
    let detector = Detector::with_allowlist(vec![
        Whatlang::Eng,
        Whatlang::Deu,
        Whatlang::Rus,
        Whatlang::Fra,
        Whatlang::Spa,
        Whatlang::Ita,
        Whatlang::Por,
        Whatlang::Nld,
        Whatlang::Pol,
        Whatlang::Tur,
        Whatlang::Ces,
        Whatlang::Swe,
        Whatlang::Ron,
        Whatlang::Hun,
        Whatlang::Uzb,
    ]);
    let mut verdicts: Vec<_> = paragraphs.iter().map(|p| judge(&text[p.range()])).collect();
    // If the sure paragraphs of a document are all in one language, its function words are enough.
    // Calling whatlang costs as much as reading a page.
    let sure = [Lang::En, Lang::De].map(|lang| verdicts.contains(&Verdict::Is(lang)));
    let only = match sure {
        [true, false] => Some(Lang::En),
        [false, true] => Some(Lang::De),
        _ => None,
    };
    for (verdict, paragraph) in verdicts.iter_mut().zip(paragraphs) {
        if let Verdict::Ask(likely) = *verdict {
            *verdict = match likely {
                Some(lang) if only == likely => Verdict::Is(lang),
                _ => ask(&text[paragraph.range()], &detector),
            };
        }
    }
    // The nearest verdicts that said something, carried forward and backward: one pass each way.
    let carry = |order: &mut dyn Iterator<Item = usize>| {
        let mut near = [None; 2];
        let mut out = vec![near; verdicts.len()];
        for i in order {
            if let Verdict::Is(lang) = verdicts[i] {
                near[usize::from(lang == Lang::Ru)] = Some(lang);
            }
            out[i] = near;
        }
        out
    };
    let before = carry(&mut (0..verdicts.len()));
    let after = carry(&mut (0..verdicts.len()).rev());
    verdicts
        .iter()
        .enumerate()
        .map(|(i, verdict)| match verdict {
            Verdict::Is(lang) => Some(*lang),
            Verdict::Foreign | Verdict::Ask(_) => None,
            Verdict::Latin => {
                before[i][0].or(after[i][0]).or_else(|| lone(&text[paragraphs[i].range()]))
            }
            Verdict::Cyrillic => before[i][1].or(after[i][1]).or(Some(Lang::Ru)),
            // Digits between paragraphs: the neighbour's, either script.
            Verdict::Nothing => before[i][0].or(before[i][1]).or(after[i][0]).or(after[i][1]),
        })
        .collect()
}

/// A document of one short Latin line: German if it has a German letter or word, else English.
fn lone(text: &str) -> Option<Lang> {
    let (_, de) = function_words(text);
    Some(if de > 0 || text.contains(['ä', 'ö', 'ü', 'ß', 'Ä', 'Ö', 'Ü']) {
        Lang::De
    } else {
        Lang::En
    })
}

/// What a paragraph says without whatlang.
fn judge(text: &str) -> Verdict {
    let (latin, cyrillic, foreign) = scripts(text);
    if latin + cyrillic == 0 {
        return Verdict::Nothing;
    }
    if cyrillic > latin {
        return russian(text, cyrillic, foreign);
    }
    let (en, de) = function_words(text);
    if en >= de + MARGIN && en * 12 >= latin / 6 {
        return Verdict::Is(Lang::En);
    }
    if de >= en + MARGIN && de * 12 >= latin / 6 {
        return Verdict::Is(Lang::De);
    }
    if latin < ENOUGH {
        return if en > 0 && de == 0 && en * 24 >= latin {
            Verdict::Is(Lang::En)
        } else if de > 0 && en == 0 && de * 24 >= latin {
            Verdict::Is(Lang::De)
        } else {
            Verdict::Latin
        };
    }
    Verdict::Ask(match (en, de) {
        (1.., 0) if !may_be_foreign(text, latin, en) => Some(Lang::En),
        (0, 1..) if !may_be_foreign(text, latin, de) => Some(Lang::De),
        _ => None,
    })
}

/// A list of names looks like any language; foreign prose has few capitals, and few of our function
/// words ("des", "an").
fn may_be_foreign(text: &str, latin: usize, function_words: usize) -> bool {
    function_words * 40 < latin && text.chars().filter(|c| c.is_uppercase()).count() * 12 < latin
}

/// What whatlang says of a paragraph that needs it.
fn ask(text: &str, detector: &Detector) -> Verdict {
    let (latin, ..) = scripts(text);
    match detector.detect(sample(text)) {
        Some(info) if info.confidence() >= SURE => {
            if info.lang() == Whatlang::Eng {
                return Verdict::Is(Lang::En);
            }
            if info.lang() == Whatlang::Deu {
                return Verdict::Is(Lang::De);
            }
            let (en, de) = function_words(text);
            if may_be_foreign(text, latin, en + de) { Verdict::Foreign } else { Verdict::Latin }
        }
        Some(_) | None => Verdict::Latin,
    }
}

/// What a paragraph says that is mostly Cyrillic.
fn russian(text: &str, cyrillic: usize, foreign: usize) -> Verdict {
    // One letter in fourteen to seventeen of Ukrainian and Kyrgyz is foreign to Russian, and more of
    // Kazakh, Belarusian and Serbian. A Russian paragraph has some such letters in names.
    if foreign * 18 > cyrillic && foreign > 2 {
        return Verdict::Foreign;
    }
    // Bulgarian has no ы and no э, and no letter that Russian lacks: its commonest words tell it.
    if !text.contains(['ы', 'э', 'Э', 'Ы']) && is_bulgarian(text, cyrillic) {
        return Verdict::Foreign;
    }
    if cyrillic < ENOUGH { Verdict::Cyrillic } else { Verdict::Is(Lang::Ru) }
}

/// Whether a text has a word that only Bulgarian has, or the letter ъ as often as Bulgarian.
fn is_bulgarian(text: &str, cyrillic: usize) -> bool {
    let hard_signs = text.matches('ъ').count();
    (hard_signs > 2 && hard_signs * 80 > cyrillic)
        || text.split(|c: char| !c.is_alphabetic()).any(|word| BULGARIAN.contains(&word))
}

fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE {
        return text;
    }
    &text[..text.floor_char_boundary(SAMPLE)]
}

/// Letters by script: Latin, Cyrillic, and Cyrillic letters that Russian does not have.
fn scripts(text: &str) -> (usize, usize, usize) {
    let bytes = text.as_bytes();
    let ascii = count_bytes(bytes, |b| b.is_ascii_alphabetic());
    if text.is_ascii() {
        return (ascii, 0, 0);
    }
    // The other letters are told by their two bytes.
    let next = bytes.get(1..).unwrap_or_default();
    // À to ɏ.
    let latin = count_pairs(bytes, next, |a, b| matches!(a, 0xC3..=0xC8) || a == 0xC9 && b < 0x90);
    // Ѐ to ԯ.
    let cyrillic =
        count_pairs(bytes, next, |a, b| matches!(a, 0xD0..=0xD3) || a == 0xD4 && b < 0xB0);
    // А to п and Ё, р to я and ё.
    let russian = count_pairs(bytes, next, |a, b| {
        a == 0xD0 && (b >= 0x90 || b == 0x81) || a == 0xD1 && (b < 0x90 || b == 0x91)
    });
    (ascii + latin, cyrillic, cyrillic - russian)
}

/// How many pairs of bytes are so, in blocks as [`count_bytes`].
fn count_pairs(bytes: &[u8], next: &[u8], is: impl Fn(u8, u8) -> bool) -> usize {
    let block = |(a, b): (&[u8], &[u8])| {
        usize::from(a.iter().zip(b).fold(0_u8, |sum, (a, b)| sum + u8::from(is(*a, *b))))
    };
    bytes.chunks(255).zip(next.chunks(255)).map(block).sum()
}

include!(concat!(env!("OUT_DIR"), "/function_word.rs"));

/// How many words of a text are function words of English, and of German.
fn function_words(text: &str) -> (usize, usize) {
    let (mut en, mut de) = (0, 0);
    for word in text.as_bytes().split(|b| !b.is_ascii_alphabetic() && *b < 0x80) {
        match function_word(word) {
            Some(Lang::En) => en += 1,
            Some(Lang::De) => de += 1,
            Some(Lang::Ru) | None => {}
        }
    }
    (en, de)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Option<Lang>> {
        let mut at = 0;
        let spans: Vec<_> = text
            .split('\n')
            .map(|line| {
                at += line.len() + 1;
                Span::new(at - line.len() - 1, at - 1)
            })
            .collect();
        languages(text, &spans, None)
    }

    #[test]
    fn by_paragraph() {
        let text = "Joint appeal\nWe call on the authorities to stop the attack on the groups and to repeal the article.\n\
                    Мы призываем власти остановить кампанию и отменить статью, которая мешает работе групп.\nПодписи\n\
                    Die Stiftung hat sich an das Gericht gewandt, weil der Bescheid nicht begründet ist.\n12.3";
        assert_eq!(
            of(text),
            [
                Some(Lang::En),
                Some(Lang::En),
                Some(Lang::Ru),
                Some(Lang::Ru),
                Some(Lang::De),
                Some(Lang::De)
            ]
        );
    }

    #[test]
    fn others() {
        assert_eq!(
            of(
                "Le gouvernement a annoncé une nouvelle réforme des retraites, selon les journaux parus à Paris."
            )[0],
            None
        );
        assert_eq!(
            of(
                "Уряд оголосив про нову реформу пенсійної системи, і її підтримали в парламенті України."
            )[0],
            None
        );
        assert_eq!(of("Straße gesperrt")[0], Some(Lang::De));
        assert_eq!(
            of("Правителството обяви нова реформа на пенсиите, която ще започне през пролетта.")[0],
            None
        );
        assert_eq!(
            of("Прокурор заявил, что суд смягчил наказание за тяжкое преступление, и не стал \
                возражать против перевода в колонию-поселение под надзор полиции.")[0],
            Some(Lang::Ru)
        );
        assert_eq!(
            of("Неделя «Өнегелі ұрпақ» посвящена уборке дворов ветеранов и домов престарелых, \
                сообщили в акимате города.")[0],
            Some(Lang::Ru)
        );
    }
}
