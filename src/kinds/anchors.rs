//! One scan per paragraph that finds the anchors: which rules can match, and where.
//!
//! Rules do not search the text. Each rule names the word classes without which it cannot match,
//! and is tried only where one of their words occurs. There is one hash look-up per token, which
//! costs as much for ten thousand words as for ten.

use crate::gazetteer::{Class, NameIndex, NameIndexBuilder, Token, tokenize};
use crate::model::{Normal, Span};
use crate::text::boundary::{after, is_edge, is_letter, is_word};
use crate::text::case::capitalized;
use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// What a rule may be anchored on. The words of each class are in `gazetteers/` or beside the rules
/// that need them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Anchor {
    /// A run of four digits from 1000 to 2199.
    Year,
    /// Digits followed by `.`, `/` or `-` and more digits; up to two spaces may follow the `.`.
    Numeric,
    /// One or two digits, a colon or full stop, two digits.
    Clock,
    /// One or two digits with an ordinal ending after a word that ends in m, n or r: "am 15.",
    /// "den 3ten".
    Day,
    /// One or two digits with an ordinal ending or before «число»: «15-го», «5 числа».
    DayNumber,
    /// A month's name.
    Month,
    /// A weekday's name.
    Weekday,
    /// A unit of time (day, Jahr, квартал, decade, weekend) or its adjective («-летний»).
    TimeUnit,
    /// A season.
    Season,
    /// A word relative to the publication day (today, derzeit, вчера), or a repetition (every).
    Deictic,
    /// A part of a day: morning, Abend, утром.
    DayPart,
    /// A currency's name, or a code that may follow a number.
    Currency,
    /// A currency's symbol, code or prefix, as it stands before a number or after it.
    CurrencySign,
    /// A hundredth of a currency: cent, копейка.
    Subunit,
    /// A provision: §, article, Art., ст.
    Provision,
    /// A word for a law: Act, -gesetz, кодекс; or a law's abbreviation.
    Law,
    /// A noun that heads names of organisations: Ministry, Verband, фонд.
    OrgHead,
    /// The end of a compound that names an organisation: -ministerium, -verband.
    OrgSuffix,
    /// A legal form: GmbH, Inc., ООО.
    LegalForm,
    /// A word with which a date opens: last, diese, следующий, через, fiscal.
    Lead,
    /// An ordinal word: first, dritten, пятого.
    Ordinal,
    /// A rarer unit or stretch of time: century, Quartal, полугодие, BC.
    Period,
    /// A word that makes a number a time of day: p.m., Uhr, часов.
    ClockWord,
    /// The start of a number, in digits or words, whatever it counts. Numbers are everywhere, so
    /// rules are tried at a number alone only if a `COUNTED` anchor of their kind follows.
    Number,
}

impl Anchor {
    /// The number of variants.
    pub(crate) const COUNT: usize = Self::Number as usize + 1;

    /// Its bit in a set of anchors.
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A class of words that anchors rules.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnchorWords {
    /// The class.
    pub(crate) class: Class,
    /// The anchor for its words.
    pub(crate) anchor: Anchor,
    /// Whether its words are the ends of compounds: -ministerium.
    pub(crate) ends: bool,
}

/// The words of a class are anchors.
pub(crate) const fn words(class: Class, anchor: Anchor) -> AnchorWords {
    AnchorWords { class, anchor, ends: false }
}

/// Compounds that end with a word of a class are anchors.
pub(crate) const fn compounds(class: Class, anchor: Anchor) -> AnchorWords {
    AnchorWords { class, anchor, ends: true }
}

/// An anchor in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnchorHit {
    /// Its span.
    pub span: Span<Normal>,
    /// Which anchor it is.
    pub(crate) anchor: Anchor,
}

/// Words that stay small in a title.
const SMALL_IN_TITLES: &[&str] = include!(concat!(env!("OUT_DIR"), "/small_in_titles.words"));

/// "criminal procedure code" → "Criminal Procedure Code"; words like "of" stay in lower case.
fn titled(phrase: &str) -> String {
    let titled = |word: &str| {
        if SMALL_IN_TITLES.contains(&word) { word.to_owned() } else { capitalized(word) }
    };
    phrase.split(' ').map(titled).collect::<Vec<_>>().join(" ")
}

/// The maximum number of characters of a compound before its ending.
const LONGEST: usize = 96;

/// The anchors of one language, compiled.
#[derive(Debug)]
pub struct AnchorSet {
    /// Vocabulary and phrases, by token.
    words: NameIndex,
    /// The anchor of each entry of `words`.
    anchors: Vec<Anchor>,
    /// Ends of compounds, and the anchor of each.
    ends: AhoCorasick,
    end_anchors: Vec<Anchor>,
}

impl AnchorSet {
    /// Compiles words, each with its anchor and whether it is the ending of a compound. In a table,
    /// a word that begins with a hyphen (`-gesetz`) is such an ending too.
    ///
    /// A word is matched as spelled, in lower case, capitalised and in capitals. A word without
    /// lower-case letters is matched only as spelled.
    pub fn new<'a>(table: impl IntoIterator<Item = (&'a str, Anchor, bool)>) -> Self {
        let (mut words, mut anchors, mut ends, mut end_anchors) =
            (NameIndexBuilder::default(), Vec::new(), Vec::new(), Vec::new());
        for (word, anchor, is_end) in table {
            let end =
                word.strip_prefix('-').filter(|end| !end.is_empty()).or(is_end.then_some(word));
            if let Some(end) = end {
                ends.push(end.to_owned());
                end_anchors.push(anchor);
                continue;
            }
            let mut forms = vec![word.to_owned()];
            if word.chars().any(char::is_lowercase) {
                forms.extend([word.to_lowercase(), word.to_uppercase(), capitalized(word)]);
                if anchor == Anchor::Law {
                    forms.push(titled(word));
                }
            }
            let entry = anchors.len() as u32;
            anchors.push(anchor);
            for form in forms {
                words.add(&form, entry);
            }
        }
        let ends = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(&ends);
        let ends = ends.unwrap_or_else(|e| unreachable!("built-in anchors fit the automaton: {e}"));
        Self { words: words.build(), anchors, ends, end_anchors }
    }

    /// Its words and phrases.
    pub fn words(&self) -> &NameIndex {
        &self.words
    }

    /// The anchors in `span` of `text`, whose tokens are given, in order of their starts.
    pub fn scan(
        &self,
        text: &str,
        span: Span<Normal>,
        tokens: &[Token],
        hits: &mut Vec<AnchorHit>,
    ) {
        let from = hits.len();
        for (at, token) in tokens.iter().enumerate() {
            self.words.each(tokens, at, |count, entries| {
                let span = Span::new(token.start, tokens[at + count - 1].end);
                hits.extend(entries.map(|e| AnchorHit { span, anchor: self.anchors[e as usize] }));
            });
            if token.shape.has_digit() {
                self.beside_digits(text, *token, hits);
                digits(&text[span.range()], span.start, *token, hits);
            }
        }
        let ends = Some(&self.ends).filter(|_| !self.end_anchors.is_empty());
        for end in ends.into_iter().flat_map(|ends| ends.find_overlapping_iter(&text[span.range()]))
        {
            let place: Span<Normal> = Span::new(span.start + end.start(), span.start + end.end());
            // The end of a compound may be inflected: -gesetz, -gesetzes.
            if is_edge(text, place.end) || after(text, place.end).is_some_and(char::is_lowercase) {
                let anchor = self.end_anchors[end.pattern().as_usize()];
                // A number written as one word ("zweihundert") begins where the word begins. A law
                // does so too, also across hyphens: "PHC-Gesetz".
                let back = |word: fn(char) -> bool| -> usize {
                    let head = text[span.start..place.start].chars().rev();
                    head.take(LONGEST).take_while(|&c| word(c)).map(char::len_utf8).sum()
                };
                let start = if anchor == Anchor::Number {
                    place.start - back(is_letter)
                } else if anchor == Anchor::Law {
                    place.start - back(|c| is_word(c) || c == '-')
                } else {
                    place.start
                };
                hits.push(AnchorHit { span: Span::new(start, place.end), anchor });
            }
        }
        hits[from..].sort_by_key(|h| (h.span, h.anchor as u8));
    }

    /// A word may touch a number: "20USD", "RM5", "5km".
    fn beside_digits(&self, text: &str, token: Token, hits: &mut Vec<AnchorHit>) {
        let word = &text[token.start..token.end];
        let digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
        if digit(word.as_bytes().first()) == digit(word.as_bytes().last()) {
            return;
        }
        let letters = word.trim_matches(|c: char| c.is_ascii_digit());
        let start = token.start
            + (word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len());
        let mut parts = Vec::new();
        tokenize(letters, start, &mut parts);
        self.words.each(&parts, 0, |_, entries| {
            let span = Span::new(start, start + letters.len());
            hits.extend(entries.map(|e| AnchorHit { span, anchor: self.anchors[e as usize] }));
        });
    }
}

/// Finds the anchors that are made of a token's digits, in a slice that begins at `offset`.
fn digits(slice: &str, offset: usize, token: Token, hits: &mut Vec<AnchorHit>) {
    let bytes = slice.as_bytes();
    let (mut at, last) = (token.start - offset, token.end - offset);
    while let Some(start) = bytes[at..last].iter().position(u8::is_ascii_digit).map(|n| at + n) {
        let run = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        let end = start + run;
        let span = Span::new(offset + start, offset + end);
        // Not after the mark inside a number, and not inside a word.
        let inside = match &bytes[..start] {
            [.., digit, b'.' | b',' | b'\''] => digit.is_ascii_digit(),
            _ => !is_edge(slice, start),
        };
        if !inside {
            hits.push(AnchorHit { span, anchor: Anchor::Number });
        }
        if run == 4 && matches!((bytes[start], bytes[start + 1]), (b'1', _) | (b'2', b'0' | b'1')) {
            hits.push(AnchorHit { span, anchor: Anchor::Year });
        }
        let tail = &bytes[end..];
        let digit = |i: usize| tail.get(i).is_some_and(u8::is_ascii_digit);
        match tail.first() {
            Some(b'.') => {
                let spaces = tail[1..].iter().take_while(|&&b| b == b' ').count();
                if digit(1 + spaces.min(2)) {
                    hits.push(AnchorHit { span, anchor: Anchor::Numeric });
                }
            }
            Some(b'/' | b'-') if digit(1) => hits.push(AnchorHit { span, anchor: Anchor::Numeric }),
            _ => {}
        }
        let led = bytes[..start].ends_with(b"m ")
            || bytes[..start].ends_with(b"n ")
            || bytes[..start].ends_with(b"r ");
        if run <= 2 && led && (tail.starts_with(b".") || tail.starts_with(b"te")) {
            hits.push(AnchorHit { span, anchor: Anchor::Day });
        }
        if run <= 2
            && (tail.starts_with("-го".as_bytes())
                || tail.starts_with("-е".as_bytes())
                || tail.starts_with("-х".as_bytes())
                || tail.starts_with("-ы".as_bytes())
                || tail.starts_with(" числ".as_bytes()))
        {
            hits.push(AnchorHit { span, anchor: Anchor::DayNumber });
        }
        if run <= 2
            && matches!(tail.first(), Some(b':' | b'.'))
            && digit(1)
            && digit(2)
            && !digit(3)
        {
            hits.push(AnchorHit { span, anchor: Anchor::Clock });
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_edges() {
        let set = AnchorSet::new([
            ("january", Anchor::Month, false),
            ("января", Anchor::Month, false),
            ("gesetz", Anchor::Law, true),
            ("$", Anchor::Currency, false),
        ]);
        let text = "In January 2021, 15 января, 03. 12. 2020, das Waffengesetz: $5; Bjanuary";
        let (mut hits, mut parts) = (Vec::new(), Vec::new());
        tokenize(text, 0, &mut parts);
        set.scan(text, Span::new(0, text.len()), &parts, &mut hits);
        let found: Vec<_> = hits.iter().map(|h| (&text[h.span.range()], h.anchor)).collect();
        assert_eq!(
            found,
            [
                ("January", Anchor::Month),
                ("2021", Anchor::Year),
                ("2021", Anchor::Number),
                ("15", Anchor::Number),
                ("января", Anchor::Month),
                ("03", Anchor::Numeric),
                ("03", Anchor::Number),
                ("12", Anchor::Numeric),
                ("12", Anchor::Number),
                ("2020", Anchor::Year),
                ("2020", Anchor::Number),
                ("Waffengesetz", Anchor::Law),
                ("$", Anchor::Currency),
                ("5", Anchor::Number)
            ]
        );
    }
}
