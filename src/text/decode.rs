//! From bytes to text: which encoding, why, and what could not be read.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, ISO_8859_15, KOI8_R, KOI8_U, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark; line ends as they were.
    pub text: String,
    /// The encoding, WHATWG name in lower case.
    pub encoding: String,
    /// The step that told it: `bom`, `zero-bytes`, `valid-utf-8`, `declared`, `detected`.
    pub from: &'static str,
    /// Byte sequences that the encoding does not have; each became U+FFFD.
    pub errors: u64,
}

/// What is known of a text before it is decoded.
#[derive(Debug, Clone, Copy, Default)]
pub struct DecodeHint<'a> {
    /// A charset that the source declares.
    pub charset: Option<&'a str>,
    /// The top-level domain of the source, or of its language (`ru`): tilts detection.
    pub tld: Option<&'a str>,
}

/// Decodes by the first step that tells: byte-order mark, zero bytes (UTF-16), valid UTF-8, the
/// declared charset, detection.
pub fn decode(bytes: &[u8], hint: DecodeHint<'_>) -> Decoded {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return with(&bytes[skip..], encoding, "bom");
    }
    if let Some(encoding) = utf16(bytes) {
        return with(bytes, encoding, "zero-bytes");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: text.to_owned(),
            encoding: name(UTF_8),
            from: "valid-utf-8",
            errors: 0,
        };
    }
    if let Some(encoding) = hint.charset.and_then(|c| Encoding::for_label(c.as_bytes())) {
        let decoded = with(bytes, encoding, "declared");
        if decoded.errors == 0 {
            return decoded;
        }
    }
    // Nearly valid UTF-8 is damaged UTF-8, not Latin-1 that happens to hold long runs of multi-byte
    // letters.
    let lossy = with(bytes, UTF_8, "detected");
    let multibyte = bytes.iter().filter(|b| **b >= 0xC2).count() as u64;
    if lossy.errors * 10 < multibyte {
        return lossy;
    }
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let tld =
        hint.tld.map(str::as_bytes).filter(|t| t.is_ascii() && !t.is_empty() && !t.contains(&b'.'));
    let encoding = detector.guess(tld, chardetng::Utf8Detection::Deny);
    // The euro sign of ISO-8859-15 is ¤ in Latin-1: beside a digit it tells the two apart. The two
    // KOI8 differ in the Ukrainian letters alone; without them the text is as much the one as the
    // other, and Russian.
    let ukrainian = |b: &u8| matches!(b, 0xA4 | 0xA6 | 0xA7 | 0xAD | 0xB4 | 0xB6 | 0xB7 | 0xBD);
    let encoding =
        if encoding == KOI8_U && !bytes.iter().any(ukrainian) { KOI8_R } else { encoding };
    let encoding = if encoding == WINDOWS_1252 && euro_as_currency_sign(bytes) {
        ISO_8859_15
    } else {
        encoding
    };
    with(bytes, encoding, "detected")
}

fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

fn with(bytes: &[u8], encoding: &'static Encoding, from: &'static str) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let errors = if had_errors { text.matches('\u{FFFD}').count() as u64 } else { 0 };
    Decoded { text: text.into_owned(), encoding: name(encoding), from, errors }
}

/// UTF-16 without a mark: zero bytes at one parity only, as white space and digits leave them in
/// any script we read.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = (sample.len() / 2).div_ceil(20);
    match (even, odd) {
        (0, n) if n >= enough => Some(UTF_16LE),
        (n, 0) if n >= enough => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether byte A4 stands only where a currency does.
fn euro_as_currency_sign(bytes: &[u8]) -> bool {
    let mut seen = false;
    for at in memchr::memchr_iter(0xA4, bytes) {
        let near = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
        let spaced = |i: usize| bytes.get(i) == Some(&b' ');
        let before = at
            .checked_sub(1)
            .is_some_and(|i| near(bytes.get(i)) || spaced(i) && i > 0 && near(bytes.get(i - 1)));
        let after = near(bytes.get(at + 1)) || spaced(at + 1) && near(bytes.get(at + 2));
        if !before && !after {
            return false;
        }
        seen = true;
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], encoding: &str, from: &str, text: &str) {
        let d = decode(bytes, DecodeHint::default());
        assert_eq!(
            (d.encoding.as_str(), d.from, d.text.as_str(), d.errors),
            (encoding, from, text, 0)
        );
    }

    #[test]
    fn steps() {
        check(b"\xEF\xBB\xBFabc", "utf-8", "bom", "abc");
        check("да".as_bytes(), "utf-8", "valid-utf-8", "да");
        let le: Vec<u8> = "В 2021 году".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&le, "utf-16le", "zero-bytes", "В 2021 году");
        let russian = "Суд оштрафовал организацию на два миллиона рублей за нарушение закона.";
        check(&encoding_rs::WINDOWS_1251.encode(russian).0, "windows-1251", "detected", russian);
        check(&KOI8_R.encode(russian).0, "koi8-r", "detected", russian);
        let german = "Die Prüfung der Anträge für Köln kostet 30 €, sagte Müller.";
        check(&ISO_8859_15.encode(german).0, "iso-8859-15", "detected", german);
    }

    #[test]
    fn damage() {
        let d =
            decode("Пример тек\u{0}ста".as_bytes().split_last().unwrap().1, DecodeHint::default());
        assert_eq!((d.encoding.as_str(), d.errors), ("utf-8", 1));
    }
}
