//! Names in zip archives: bytes in the code page of whoever wrote the archive, which nothing names.

use crate::ingest::name::escaped;
use encoding_rs::{Encoding, IBM866, KOI8_R, WINDOWS_1251, WINDOWS_1252};
use std::borrow::Cow;

/// The extra field with the name in UTF-8, as Info-ZIP writes it beside one of DOS.
pub(in crate::ingest) const UNICODE_NAME: u64 = 0x7075;

/// The name in an extra field of the type [`UNICODE_NAME`].
pub(in crate::ingest) fn unicode(field: &[u8]) -> Option<String> {
    field.get(5..).and_then(|n| std::str::from_utf8(n).ok()).map(str::to_owned)
}

/// The upper half of code page 437, of DOS in the West.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// A code page.
#[derive(Debug, Clone, Copy)]
enum Page {
    Cp437,
    Other(&'static Encoding),
}

impl Page {
    /// The code pages of names; of two that fit equally the first.
    const ALL: [Self; 5] = [
        Self::Other(IBM866),
        Self::Other(WINDOWS_1251),
        Self::Cp437,
        Self::Other(WINDOWS_1252),
        Self::Other(KOI8_R),
    ];

    fn decode(self, name: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Other(encoding) => encoding.decode_without_bom_handling(name).0,
            Self::Cp437 => {
                let upper: Vec<char> = CP437.chars().collect();
                let letter = |b: &u8| match b.checked_sub(0x80) {
                    Some(at) => upper.get(usize::from(at)).copied().unwrap_or('\u{FFFD}'),
                    None => char::from(*b),
                };
                Cow::Owned(name.iter().map(letter).collect())
            }
        }
    }
}

/// The code page of all names of an archive.
#[derive(Debug, Clone, Copy)]
pub(in crate::ingest) struct Names {
    page: Page,
}

impl Names {
    /// The code page that makes the most plausible text of names.
    pub(in crate::ingest) fn of<'n>(names: impl IntoIterator<Item = &'n [u8]>) -> Self {
        let mut scores = [0_i64; Page::ALL.len()];
        for name in names.into_iter().filter(|name| std::str::from_utf8(name).is_err()) {
            for (score, page) in scores.iter_mut().zip(Page::ALL) {
                *score += plausibility(&page.decode(name));
            }
        }
        let best = scores.iter().max().copied().unwrap_or_default();
        let at = scores.iter().position(|score| *score == best).unwrap_or_default();
        Self { page: Page::ALL[at] }
    }

    /// A name as text: UTF-8, else in the code page if DOS or Windows wrote it, else escaped.
    /// Programs of Windows write `\` between folders.
    pub(in crate::ingest) fn text(self, name: &[u8], is_dos: bool) -> String {
        match std::str::from_utf8(name) {
            Ok(name) => name.replace('\\', "/"),
            Err(_) if is_dos => self.page.decode(name).replace('\\', "/"),
            Err(_) => escaped(name),
        }
    }
}

/// Alphabets of names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Ascii,
    Latin,
    Cyrillic,
    Other,
}

fn alphabet(c: char) -> Option<Alphabet> {
    Some(match c {
        'a'..='z' | 'A'..='Z' => Alphabet::Ascii,
        'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' => Alphabet::Cyrillic,
        'À'..='ÿ' if c.is_alphabetic() => Alphabet::Latin,
        _ if c.is_alphabetic() => Alphabet::Other,
        _ => return None,
    })
}

/// How much a name looks like words: letters of one alphabet, small ones behind great ones, accents
/// between plain letters.
fn plausibility(name: &str) -> i64 {
    let mut score = 0;
    let mut before: Option<char> = None;
    for c in name.chars() {
        let last = before.replace(c);
        let kind = alphabet(c);
        let last_kind = last.and_then(alphabet);
        if !c.is_ascii() {
            score += match kind {
                Some(Alphabet::Cyrillic | Alphabet::Latin) if c.is_lowercase() => 3,
                Some(Alphabet::Cyrillic | Alphabet::Latin) => 2,
                Some(Alphabet::Ascii | Alphabet::Other) => -2,
                None if matches!(c, '«' | '»' | '–' | '—' | '„' | '“' | '”' | '’' | '№' | '§') => {
                    0
                }
                None => -4,
            };
        }
        score += match (last_kind, kind) {
            (
                Some(Alphabet::Cyrillic),
                Some(Alphabet::Ascii | Alphabet::Latin | Alphabet::Other),
            )
            | (
                Some(Alphabet::Ascii | Alphabet::Latin | Alphabet::Other),
                Some(Alphabet::Cyrillic),
            ) => -6,
            // Hardly any word has two accents in a row.
            (Some(Alphabet::Latin), Some(Alphabet::Latin)) => -4,
            (Some(_), Some(_))
                if last.is_some_and(char::is_lowercase) && c.is_uppercase() && !c.is_ascii() =>
            {
                -4
            }
            _ => 0,
        };
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_of_names() {
        for page in [IBM866, WINDOWS_1251, KOI8_R] {
            for name in
                ["Суд.txt", "новости/Статья 1.txt", "Решение суда № 5.txt", "ГАЗПРОМ отчёт.txt"]
            {
                let bytes = page.encode(name).0;
                if page == KOI8_R && name.contains('№') {
                    continue;
                }
                assert_eq!(Names::of([&bytes[..]]).text(&bytes, true), name, "{}", page.name());
            }
        }
        let german = ["Prüfung/Größe.txt", "Übersicht.txt", "Maß.txt", "Änderung für Köln.txt"];
        for name in german {
            let western = WINDOWS_1252.encode(name).0;
            assert_eq!(Names::of([&western[..]]).text(&western, true), name);
            let dos: Vec<u8> = name
                .chars()
                .map(|c| match CP437.chars().position(|p| p == c) {
                    Some(at) => at as u8 + 0x80,
                    None => c as u8,
                })
                .collect();
            assert_eq!(Names::of([&dos[..]]).text(&dos, true), name);
        }
        assert_eq!(Names::of([&b"\x91\xE3.t"[..]]).text(b"\x91\xE3.t", false), "\\x91\\xE3.t");
        assert_eq!(Names::of([]).text(b"C:\\news\\a.txt", false), "C:/news/a.txt");
    }
}
