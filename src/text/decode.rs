//! From bytes to text: which encoding, why, and what could not be read.

use super::weigh;
use chardetng::EncodingDetector;
use encoding_rs::{Encoding, ISO_8859_15, KOI8_R, KOI8_U, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark; line ends as they were.
    pub text: String,
    /// The encoding, WHATWG name in lower case; of a mixed text, the one of most letters.
    pub encoding: String,
    /// The step that told it: `bom`, `zero-bytes`, `valid-utf-8`, `damaged-utf-8`, `mixed`,
    /// `declared`, `detected`.
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

/// How bytes are read: decided once on a sample, then the same for every piece of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    encoding: &'static Encoding,
    from: &'static str,
    /// The encoding of the words that are not UTF-8, in a text that mixes two.
    other: Option<&'static Encoding>,
}

/// Decodes by the first step that tells: byte-order mark, zero bytes (UTF-16), valid UTF-8, UTF-8
/// with damage or with words in another encoding, the declared charset if the text looks right in
/// it, detection.
pub fn decode(bytes: &[u8], hint: DecodeHint<'_>) -> Decoded {
    // Most texts are valid: they are looked at once.
    if !bytes.starts_with(b"\xEF\xBB\xBF")
        && utf16(bytes).is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded {
            text: text.to_owned(),
            encoding: name(UTF_8),
            from: "valid-utf-8",
            errors: 0,
        };
    }
    decide(bytes, hint).decode(bytes)
}

/// Decides how a file is read, on a sample from its beginning that may end within a character.
/// [`Decision::decode`] then reads every piece of the file.
pub fn decide(sample: &[u8], hint: DecodeHint<'_>) -> Decision {
    let of = |encoding, from| Decision { encoding, from, other: None };
    let marked = Encoding::for_bom(sample);
    let survey = match marked {
        Some((encoding, _)) if encoding != UTF_8 => return of(encoding, "bom"),
        Some((_, skip)) => Survey::of(&sample[skip..]),
        None => {
            if let Some(encoding) = utf16(sample) {
                return of(encoding, "zero-bytes");
            }
            Survey::of(sample)
        }
    };
    if survey.errors == 0 && !survey.is_cut || marked.is_some() && survey.is_utf8() {
        let from = if marked.is_some() { "bom" } else { "valid-utf-8" };
        return of(UTF_8, from);
    }
    if let Some(other) = survey.other_encoding(hint.tld) {
        let encoding = if survey.letters >= survey.alien_errors { UTF_8 } else { other };
        return Decision { other: Some(other), ..of(encoding, "mixed") };
    }
    // Nearly valid UTF-8 is damaged UTF-8, not Latin-1 that happens to hold multi-byte letters.
    if survey.is_utf8() {
        return of(UTF_8, "damaged-utf-8");
    }
    let detected = detect(sample, hint.tld);
    let declared = hint.charset.and_then(|c| Encoding::for_label(c.as_bytes()));
    // A page that declares UTF-16 in ASCII letters is not in UTF-16.
    let declared = declared.filter(|e| e.is_ascii_compatible() && *e != UTF_8);
    if let Some(declared) = declared {
        let (text, has_errors) = declared.decode_without_bom_handling(sample);
        let points = |encoding: &'static Encoding| {
            weigh::points(&encoding.decode_without_bom_handling(sample).0)
        };
        if !has_errors
            && (declared == detected || weigh::points(&text) + weigh::MARGIN >= points(detected))
        {
            return of(declared, "declared");
        }
    }
    of(detected, "detected")
}

impl Decision {
    /// Whether bytes that are not UTF-8 are UTF-8 with some damage: a stray byte, a cut character.
    pub fn is_damaged_utf8(bytes: &[u8]) -> bool {
        Survey::of(bytes).is_utf8()
    }

    /// Decodes the file or a piece of it that begins and ends between characters.
    pub fn decode(&self, bytes: &[u8]) -> Decoded {
        let bytes = match Encoding::for_bom(bytes) {
            Some((encoding, skip)) if encoding == UTF_8 || encoding == self.encoding => {
                &bytes[skip..]
            }
            _ => bytes,
        };
        match self.other {
            Some(other) => self.decode_words(bytes, other),
            None => with(bytes, self.encoding, self.from),
        }
    }

    /// Decodes a text that mixes two encodings, word by word.
    fn decode_words(&self, bytes: &[u8], other: &'static Encoding) -> Decoded {
        let (mut text, mut errors) = (String::with_capacity(bytes.len()), 0);
        for word in words(bytes) {
            let is_alien = Word::of(word).is_alien();
            let decoded = with(word, if is_alien { other } else { UTF_8 }, self.from);
            text.push_str(&decoded.text);
            errors += decoded.errors;
        }
        Decoded { text, encoding: name(self.encoding), from: self.from, errors }
    }
}

/// What a stretch of bytes holds if it is read as UTF-8.
#[derive(Default)]
struct Word {
    /// Multi-byte letters and punctuation of our languages. In single-byte encodings of our
    /// languages these pairs of bytes are next to never neighbours.
    letters: u64,
    /// Other multi-byte characters.
    foreign: u64,
    /// Sequences that are not UTF-8.
    errors: u64,
}

impl Word {
    fn of(bytes: &[u8]) -> Self {
        let mut word = Self::default();
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars().filter(|c| !c.is_ascii()) {
                let is_ours = matches!(c, '\u{a0}'..='\u{ff}' | '\u{400}'..='\u{47f}' | '\u{2000}'..='\u{203f}' | '€' | '№' | '™');
                *(if is_ours { &mut word.letters } else { &mut word.foreign }) += 1;
            }
            word.errors += u64::from(!chunk.invalid().is_empty());
        }
        word
    }

    /// Whether it is in another encoding.
    fn is_alien(&self) -> bool {
        self.errors > self.letters
    }
}

/// The parts of a text between spaces, each with the space behind it.
fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b'<' | b'>'))
}

/// What the words of a text hold if they are read as UTF-8.
#[derive(Default)]
struct Survey {
    letters: u64,
    foreign: u64,
    errors: u64,
    /// Words that are UTF-8 beyond doubt.
    sure_words: u64,
    /// The words in another encoding.
    alien: Vec<u8>,
    alien_errors: u64,
    /// Whether the last character is cut.
    is_cut: bool,
}

impl Survey {
    fn of(bytes: &[u8]) -> Self {
        let Err(error) = std::str::from_utf8(bytes) else { return Self::default() };
        let mut survey = Self::default();
        let end = bytes.len() - bytes.len().min(3);
        let cut = (end..bytes.len())
            .find(|&at| {
                matches!(bytes[at], 0xC2 | 0xC3 | 0xD0 | 0xD1 | 0xE2)
                    && std::str::from_utf8(&bytes[at..]).is_err_and(|e| e.error_len().is_none())
            })
            .unwrap_or(bytes.len());
        survey.is_cut = cut < bytes.len();
        if survey.is_cut && error.valid_up_to() == cut {
            // Nothing else is wrong with it.
            survey.letters = Word::of(&bytes[..cut]).letters;
            return survey;
        }
        for bytes in words(&bytes[..cut]) {
            let word = Word::of(bytes);
            survey.letters += word.letters;
            survey.foreign += word.foreign;
            survey.errors += word.errors;
            survey.sure_words += u64::from(word.errors == 0 && word.letters > 2);
            if word.is_alien() {
                survey.alien_errors += word.errors;
                survey.alien.extend_from_slice(bytes);
            }
        }
        survey
    }

    /// Whether the text is UTF-8, perhaps with damage.
    fn is_utf8(&self) -> bool {
        self.letters >= self.errors || self.errors * 10 < self.letters + self.foreign
    }

    /// The encoding of the words that are not UTF-8, if others are and both are sure.
    fn other_encoding(&self, tld: Option<&str>) -> Option<&'static Encoding> {
        let has_utf8 = self.sure_words > 1 || self.letters > 1 && self.letters * 20 >= self.errors;
        if !has_utf8 || self.alien_errors < MIN_ALIEN {
            return None;
        }
        let other = detect(&self.alien, tld);
        let (text, has_errors) = other.decode_without_bom_handling(&self.alien);
        (!has_errors && weigh::points(&text) >= weigh::RIGHT).then_some(other)
    }
}

/// Fewer sequences that are not UTF-8 are damage, and no second encoding.
const MIN_ALIEN: u64 = 3;

/// The single-byte encoding that the letters tell.
fn detect(bytes: &[u8], tld: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let tld =
        tld.map(str::as_bytes).filter(|t| t.is_ascii() && !t.is_empty() && !t.contains(&b'.'));
    let encoding = detector.guess(tld, chardetng::Utf8Detection::Deny);
    // The euro sign of ISO-8859-15 is ¤ in Latin-1: beside a digit it tells the two apart. The two
    // KOI8 differ in the Ukrainian letters alone; without them the text is as much the one as the
    // other, and Russian.
    let ukrainian = |b: &u8| matches!(b, 0xA4 | 0xA6 | 0xA7 | 0xAD | 0xB4 | 0xB6 | 0xB7 | 0xBD);
    if encoding == KOI8_U && !bytes.iter().any(ukrainian) {
        KOI8_R
    } else if encoding == WINDOWS_1252 && euro_as_currency_sign(bytes) {
        ISO_8859_15
    } else {
        encoding
    }
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
    // The upper bytes of our scripts and their punctuation. A text with a stray zero has letters
    // there.
    let upper = |parity: usize| {
        let count =
            sample.iter().skip(parity).step_by(2).filter(|b| matches!(b, 0..=4 | 0x20..=0x22));
        count.count() * 20 >= sample.len() / 2 * 19
    };
    match (even, odd) {
        (0, n) if n >= enough && upper(1) => Some(UTF_16LE),
        (n, 0) if n >= enough && upper(0) => Some(UTF_16BE),
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
    use encoding_rs::WINDOWS_1251;

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
        check(&WINDOWS_1251.encode(russian).0, "windows-1251", "detected", russian);
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

    #[test]
    fn one_decision_for_all_pieces() {
        let rows = ["Суд оштрафовал Газпром.", "Газпром", "plain", "США"];
        let sample = WINDOWS_1251.encode(&rows.join("\n")).0.into_owned();
        let decision = decide(&sample, DecodeHint::default());
        for row in rows {
            assert_eq!(decision.decode(&WINDOWS_1251.encode(row).0).text, row);
        }
        let cut = &"Суд оштрафовал".as_bytes()[..15];
        let decision = decide(cut, DecodeHint::default());
        assert_eq!(decision.decode("Суд\0".as_bytes()).text, "Суд\0");
        // A zero byte in a row is a character.
        assert_eq!(decode(b"a,b\0,c,d,e,f", DecodeHint::default()).from, "valid-utf-8");
    }
}
